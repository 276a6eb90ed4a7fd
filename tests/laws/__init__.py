"""Tests of the law registry and of reading citations."""
