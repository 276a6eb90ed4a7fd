"""Tables as Parquet, by pyarrow, which is optional: it is larger than all the rest of pigraph together.

Equal rows give equal bytes with one version of pyarrow: format, compression and row groups are fixed.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib.util import find_spec
from itertools import islice
from pathlib import Path

from pigraph.errors import DumpError

_ROWS = 50_000
"""Rows in one row group, which is what is held in memory."""


def available() -> bool:
    """Whether pyarrow is installed."""
    return find_spec("pyarrow") is not None


def missing() -> DumpError:
    """What to say where pyarrow is not installed."""
    return DumpError("Parquet tables need the library pyarrow.", "Run: pip install 'pigraph[parquet]'")


def write_parquet(path: Path, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    """Write ``rows`` of texts; empty cells are empty texts, as in the CSV. Raises `DumpError` without pyarrow."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise missing() from error
    schema = pa.schema([pa.field(name, pa.string(), nullable=False) for name in columns])
    waiting = iter(rows)
    with pq.ParquetWriter(
        path, schema, version="2.6", compression="zstd", compression_level=3, use_dictionary=True, store_schema=False
    ) as writer:
        while chunk := list(islice(waiting, _ROWS)):
            arrays = [pa.array(column, pa.string()) for column in zip(*chunk, strict=True)]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema), row_group_size=_ROWS)
