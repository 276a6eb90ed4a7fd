"""What was made of each source file, on disk: the spool of a build, and the cache of the builds after it.

::

    home/cache/{version}/{key}     one file that was read: a header line (JSON), then its parts, each compressed
    home/cache/{version}/{key}.{X} what was made of an entry since, compressed: its findings of a day

``version`` is a digest of all that reading depends on besides the file: pigraph's code, data and version, and the
libraries that read. ``key`` is a digest of the file's name and bytes and of what stands beside it (description,
corrections). A file whose digest is not the one in its header does not count: what it held is made again.
Nothing in it is ever executed: the parts are text, and the coverage JSON.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import shutil
import time
import zlib
from contextlib import suppress
from functools import cache
from importlib import metadata
from pathlib import Path

from msgspec import Struct

import pigraph
from pigraph import resources
from pigraph.answers import Coverage
from pigraph.document import MOST_BYTES, beside
from pigraph.errors import StoreError

READING_LIBRARIES = ("lxml", "msgspec", "olefile", "pdfminer.six", "pyoxigraph", "rapidfuzz")
"""What is read may change with these."""

_DAYS_KEPT = 90
"""An entry that no build used for so long is removed: its document is gone or was changed."""

_PARTS = ("text", "stated", "inferred", "turtle", "coverage")


class Made(Struct, frozen=True):
    """One source file, ready to be published: ``stated`` and ``inferred`` are N-Triples of the graph ``document``
    and of ``{document}/inferred``; ``turtle`` is the stated graph for people."""

    path: Path
    text: str
    document: str
    stated: bytes
    inferred: bytes
    turtle: str
    coverage: Coverage


class Packed(Struct, frozen=True):
    """What was made of the file at ``path``, as it lies in a spool: ``body`` is its compressed parts, of ``sizes``."""

    path: Path
    name: str
    sha256: str
    document: str
    sizes: tuple[int, ...]
    body: bytes

    @classmethod
    def of(cls, made: Made) -> Packed:
        coverage = json.dumps(made.coverage.as_json(), ensure_ascii=False)
        parts = (made.text.encode(), made.stated, made.inferred, made.turtle.encode(), coverage.encode())
        packed = [zlib.compress(part, 3) for part in parts]
        name, sha256 = made.coverage.name, made.coverage.sha256
        return cls(made.path, name, sha256, made.document, tuple(map(len, packed)), b"".join(packed))


class Entry(Struct, frozen=True):
    """A file that was made and lies in a spool. ``name`` and ``sha256`` of the source, ``document`` its IRI;
    ``reused``: it was not read again; ``sizes`` of the compressed parts, in the order of the file."""

    path: Path
    key: str
    name: str
    sha256: str
    document: str
    reused: bool
    head: int
    sizes: tuple[int, ...]


class Spool:
    """Entries in a directory. Several processes may write to it at once."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    @classmethod
    def cached(cls, home: Path) -> Spool:
        """The cache below ``home``; what other versions of pigraph left in it, and what is long unused, is removed."""
        directory = home / "cache" / version()
        directory.mkdir(parents=True, exist_ok=True)
        for other in directory.parent.iterdir():
            if other != directory:
                shutil.rmtree(other, ignore_errors=True)
        now = time.time()
        for file in directory.iterdir():
            days = 1 if file.suffix else _DAYS_KEPT  # a suffix: of one day, or left by a build that died
            with suppress(FileNotFoundError):  # another build may be doing the same
                if file.stat().st_mtime < now - days * 24 * 3600:
                    file.unlink()
        return cls(directory)

    def find(self, key: str, path: Path) -> Entry | None:
        """The entry of ``key`` as one of the file at ``path``; None if there is none, or a damaged one."""
        file = self._directory / key
        try:
            head, _, body = file.read_bytes().partition(b"\n")
            header = json.loads(head)
            if header["key"] != key or header["digest"] != hashlib.sha256(body).hexdigest():
                return None
            os.utime(file)
            sizes = tuple(int(size) for size in header["sizes"])
            return Entry(path, key, header["name"], header["sha256"], header["document"], True, len(head) + 1, sizes)
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def keep(self, key: str, made: Made) -> Entry:
        """Put down ``made`` as ``key``, whole or not at all. Raises `StoreError` if the disk refuses."""
        return self.put(key, Packed.of(made))

    def put(self, key: str, packed: Packed) -> Entry:
        """As `keep`."""
        header = {"key": key, "digest": hashlib.sha256(packed.body).hexdigest(), "name": packed.name}
        header |= {"sha256": packed.sha256, "document": packed.document}
        head = json.dumps({**header, "sizes": packed.sizes}, ensure_ascii=False).encode() + b"\n"
        self._write(key, head + packed.body)
        name, sha256 = packed.name, packed.sha256
        return Entry(packed.path, key, name, sha256, packed.document, False, len(head), packed.sizes)

    def _write(self, name: str, data: bytes) -> None:
        part = self._directory / f"{name}.{os.getpid()}"
        try:
            part.write_bytes(data)
            part.replace(self._directory / name)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise StoreError(
                f"What was read cannot be kept in {self._directory}: {error.strerror or error}.",
                "Make room or choose another --home.",
            ) from error

    def part(self, entry: Entry, name: str) -> bytes:
        """One part of an entry: text, stated, inferred, turtle or coverage. Raises `StoreError` if it is gone."""
        n = _PARTS.index(name)
        try:
            with (self._directory / entry.key).open("rb") as file:
                file.seek(entry.head + sum(entry.sizes[:n]))
                return zlib.decompress(file.read(entry.sizes[n]))
        except (OSError, zlib.error) as error:
            raise StoreError(
                f"What was read of {entry.path} was removed or changed meanwhile: {error}.", "Build again."
            ) from error

    def beside(self, entry: Entry, name: str) -> bytes | None:
        """What `lay_beside` kept of an entry under a name; None if there is nothing whole."""
        file = self._directory / f"{entry.key}.{name}"
        try:
            data = zlib.decompress(file.read_bytes())
            os.utime(file)
        except (OSError, zlib.error):
            return None
        return data

    def lay_beside(self, entry: Entry, name: str, data: bytes) -> None:
        """Keep more about an entry, whole or not at all. Raises `StoreError` if the disk refuses."""
        self._write(f"{entry.key}.{name}", zlib.compress(data, 3))

    def coverage(self, entry: Entry) -> Coverage:
        """How much of an entry was understood."""
        return Coverage.from_json(json.loads(self.part(entry, "coverage")))


def key_of(path: Path, *how: object) -> str | None:
    """A digest of the file at ``path``, of what stands beside it, and of ``how`` it is to be read; None for what is
    no readable file (reading it says why)."""
    digest = hashlib.sha256(repr((path.name, *how)).encode())
    for file in (path, *beside(path)):
        try:
            if file.is_file() and file.stat().st_size <= MOST_BYTES:
                with file.open("rb") as opened:
                    digest.update(hashlib.file_digest(opened, "sha256").digest())
            elif file == path:
                return None
            else:
                digest.update(b"none")
        except (OSError, ValueError):
            return None
    return digest.hexdigest()


@cache
def version() -> str:
    """A digest of all that reading depends on besides the file that is read."""
    digest = hashlib.sha256(f"{pigraph.__version__} {platform.python_version()}\n".encode())
    for name in READING_LIBRARIES:
        digest.update(f"{name} {metadata.version(name)}\n".encode())
    if (laws := resources.user_laws()).is_file():
        digest.update(hashlib.sha256(laws.read_bytes()).digest())
    code = Path(__file__).parent
    # In an installed package the data lie below the code.
    for root in dict.fromkeys((code, resources.path("data"), resources.path("ontology"), resources.path("shapes"))):
        for file in sorted(p for p in root.rglob("*") if p.suffix in (".py", ".toml", ".csv", ".ttl") and p.is_file()):
            if file.is_relative_to(resources.path("data") / "policies"):
                continue
            digest.update(f"{file.relative_to(root).as_posix()}\n".encode())
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:16]
