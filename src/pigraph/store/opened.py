"""The store that is asked: what was built here, or with ``PIGRAPH_STORE`` the SPARQL endpoint at that address."""

from __future__ import annotations

import os
from pathlib import Path

from pigraph.store.embedded import EmbeddedStore
from pigraph.store.model import Store
from pigraph.store.publish import current

VARIABLE = "PIGRAPH_STORE"


def external() -> str:
    """The address of the endpoint to ask, with its credentials: not to be printed. "" = none is set."""
    return os.environ.get(VARIABLE, "").strip()


def opened(home: Path) -> Store:
    """The store to ask: the endpoint of ``PIGRAPH_STORE``, else what is published in ``home``.

    Raises `StoreError` for an address that is none, and `NoGraph` before the first build.
    """
    if address := external():
        from pigraph.store.remote import RemoteStore  # with its client for HTTP, for which no other should wait

        return RemoteStore(address)
    return EmbeddedStore(current(home) / "store")
