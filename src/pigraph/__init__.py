"""pigraph: what Korean public bodies do with people's personal data, as an RDF graph.

The order of making is the order of importing::

    document → blocks → sections → records → graph → store → answers
"""

__version__ = "0.1.0"
