"""From a path to a `Document`, or one sentence on why the file cannot be read."""

from __future__ import annotations

import hashlib
import stat
from pathlib import Path

from msgspec import Struct, field

from pigraph.document.corrections import Correction, corrections_path, read_corrections
from pigraph.document.decode import decode
from pigraph.document.describe import Meta, describe
from pigraph.document.formats import Format, detect
from pigraph.errors import DataError, DocumentError, EmptyFile, UnreadableFile

MOST_BYTES = 100 * 1024 * 1024
"""Size limit of a source file. Policies are of some kilobytes; a larger file is a mistake."""


class Document(Struct, frozen=True):
    """A source file.

    ``name`` is the file name, ``sha256`` of its bytes (64 hexadecimal digits). Of plain text and Markdown, ``text``
    is as `decode` defines it and ``encoding`` "utf-8" or "cp949"; of all other formats both are "" and ``data``
    are the bytes, from which `pigraph.blocks.read` makes the text.
    """

    path: Path
    name: str
    sha256: str
    text: str = ""
    encoding: str = ""
    meta: Meta = field(default_factory=Meta)
    format: Format = Format.TEXT
    data: bytes = b""
    corrections: tuple[Correction, ...] = ()


def load(path: Path) -> Document:
    """Take in the file at ``path``, its description and its corrections; its format is found from its bytes.

    Raises a `DocumentError` (`UnreadableFile`, `EmptyFile`, `BinaryFile`, `WrongEncoding`), or
    `DataError` if the description is broken or its sha256 is not that of the file, `CorrectionError` if the
    corrections are broken.
    """
    data = _bytes(path)
    if not data.strip():
        raise EmptyFile(f"{path} is empty.", "Give a file that holds the text of a policy.")
    meta = describe(path)
    sha256 = hashlib.sha256(data).hexdigest()
    if meta.sha256 is not None and meta.sha256 != sha256:
        raise DataError(
            f"{path.with_suffix('.toml')} describes a file with sha256 {meta.sha256[:12]}…, but {path.name} has "
            f"{sha256[:12]}….",
            "The source was changed: restore it, or correct the description.",
        )
    corrections = read_corrections(path)
    form = detect(data)
    if form is not Format.TEXT:
        return Document(path, path.name, sha256, meta=meta, format=form, data=data, corrections=corrections)
    text, encoding = decode(data, str(path))
    if not text.strip():
        raise EmptyFile(f"{path} holds nothing but white space.", "Give a file that holds the text of a policy.")
    return Document(path, path.name, sha256, text, encoding, meta, corrections=corrections)


def beside(path: Path) -> tuple[Path, ...]:
    """The files, there or not, that are read together with the source file at ``path``."""
    return path.with_suffix(".toml"), corrections_path(path)


def _bytes(path: Path) -> bytes:
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise UnreadableFile(f"{path} is a directory.", "Name the files in it.")
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableFile(f"{path} is not a regular file.", "Give a text file.")
        if status.st_size > MOST_BYTES:
            raise DocumentError(
                f"{path} has {status.st_size / 1024**2:.0f} MB; the limit is {MOST_BYTES // 1024**2} MB.",
                "Give the policy alone, without what surrounds it.",
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableFile(f"{path} does not exist.", "Check the path.") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableFile(f"{path} cannot be read: {reason}.", "Check its permissions and the path.") from error
