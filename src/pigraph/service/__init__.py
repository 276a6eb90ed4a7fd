"""The graph over HTTP: SPARQL 1.1 Protocol, linked data, a JSON API for people without SPARQL.

Queries run in worker processes that can be killed; see `pigraph.service.pool`.
"""
