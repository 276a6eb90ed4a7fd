"""Evidence: from a source IRI (``…/source/{sha12}#char=b,e``) back to the words of the document.

A published graph keeps the decoded text of each source as ``sources/{sha12}.txt``, and its file name in
``sources/names.json`` ({sha12: name}), so that evidence can be read long after the files have moved.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cached_property, lru_cache
from pathlib import Path

from pigraph.errors import StoreError
from pigraph.quotes import EVIDENCE, Quote, quoted

_NAMES = "names.json"


class Sources:
    """The texts of the documents of a published graph."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._text = lru_cache(maxsize=64)(self._read)

    @staticmethod
    def write(directory: Path, texts: Iterable[tuple[str, str, str]]) -> None:
        """Keep ``texts`` (sha256, file name, decoded text), taken one by one, in the new ``directory``."""
        directory.mkdir()
        names: dict[str, str] = {}
        for sha256, name, text in texts:
            names[sha256[:12]] = name
            (directory / f"{sha256[:12]}.txt").write_text(text, encoding="utf-8", newline="")
        ordered = dict(sorted(names.items()))
        (directory / _NAMES).write_text(json.dumps(ordered, ensure_ascii=False, indent=1), encoding="utf-8")

    @staticmethod
    def evidence(value: str) -> list[str]:
        """The source IRIs that ``value`` consists of (white space between several), in order of their place in
        the source; empty if it holds anything else."""
        found = [EVIDENCE.fullmatch(part) for part in value.split()]
        known = [m for m in found if m]
        if len(known) < len(found):
            return []
        return [m[0] for m in sorted(known, key=lambda m: (m[1], int(m[2]), int(m[3])))]

    def has(self, iri: str) -> bool:
        """Whether the text that ``iri`` points into is here."""
        found = EVIDENCE.fullmatch(iri)
        return found is not None and (self._directory / f"{found[1]}.txt").is_file()

    def quote(self, iri: str) -> Quote:
        """The words that ``iri`` points at. Raises `StoreError` if it is no evidence of this graph."""
        found = EVIDENCE.fullmatch(iri)
        if not found:
            raise StoreError(f"{iri} is not evidence.", "Evidence reads …/source/{12 digits}#char=begin,end.")
        sha12, begin, end = found[1], int(found[2]), int(found[3])
        text = self._text(sha12)
        if not begin <= end <= len(text):
            raise StoreError(f"{iri} lies outside its source, which has {len(text)} characters.", "Build again.")
        return quoted(text, self.name(sha12), begin, end)

    def text(self, sha12: str) -> str:
        """The decoded text of a source. Raises `StoreError` if this graph has none."""
        return self._text(sha12)

    def name(self, sha12: str) -> str:
        """The file name of a source, or its digits if it has none."""
        return self._names.get(sha12, sha12)

    @cached_property
    def _names(self) -> dict[str, str]:
        try:
            names: dict[str, str] = json.loads((self._directory / _NAMES).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise StoreError(f"The sources in {self._directory} cannot be read: {error}.", "Build again.") from error
        return names

    def _read(self, sha12: str) -> str:
        try:
            with (self._directory / f"{sha12}.txt").open(encoding="utf-8", newline="") as file:
                return file.read()
        except FileNotFoundError as error:
            raise StoreError(f"This graph has no source {sha12}.", "Build again with that document.") from error
        except OSError as error:
            raise StoreError(f"The source {sha12} cannot be read: {error.strerror}.", "Build again.") from error
