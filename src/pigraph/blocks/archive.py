"""ZIP containers (DOCX, HWPX) opened safely: sizes are checked before anything is decompressed.

A document is input from strangers: a small file may claim to unpack to gigabytes, nest elements without end or
name files of this machine. All of that ends in a `DocumentError`, in bounded time and memory.
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from io import BytesIO
from xml.etree.ElementTree import Element  # the interface that the elements of lxml share

from lxml import etree  # type: ignore[import-untyped]

from pigraph.errors import BinaryFile, DocumentError

MOST_PART = 50 * 1024 * 1024
"""Most bytes of one part, uncompressed."""
MOST_TOTAL = 200 * 1024 * 1024
"""Most bytes of all parts, uncompressed."""
MOST_PARTS = 10_000
"""Most parts of a container."""

_ENTRY = b"PK\x01\x02"
_ENCRYPTED = 0x1


class Archive:
    """The parts of a ZIP container by name. ``name`` is the file's name and ``kind`` its format, for messages."""

    def __init__(self, data: bytes, name: str, kind: str) -> None:
        """Raises `BinaryFile` for bytes that are no ZIP container, `DocumentError` for a damaged or hostile one."""
        self.name, self.kind = name, kind
        if not data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
            raise BinaryFile(f"{name} is not {kind}: it is no ZIP container.", f"Give a file that was saved as {kind}.")
        # Every entry of the directory starts with its signature, so this bounds the directory before it is read.
        if data.count(_ENTRY) > MOST_PARTS:
            raise DocumentError(f"{name} claims more than {MOST_PARTS} parts.", "Give the policy alone.")
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError) as error:
            raise self.damaged(str(error)) from error
        infos = self._zip.infolist()
        for info in infos:
            if info.flag_bits & _ENCRYPTED:
                raise self.protected()
            if info.file_size > MOST_PART:
                raise self._too_large(info.filename, info.file_size, MOST_PART)
        if (total := sum(info.file_size for info in infos)) > MOST_TOTAL:
            raise self._too_large("all parts", total, MOST_TOTAL)
        self._infos = {info.filename.lstrip("/"): info for info in infos}
        self.names = tuple(self._infos)

    def get(self, part: str) -> bytes | None:
        """The bytes of a part; None if there is none of this name."""
        info = self._infos.get(part.lstrip("/"))
        if info is None:
            return None
        try:
            with self._zip.open(info) as stream:
                data = stream.read(MOST_PART + 1)
        except (zipfile.BadZipFile, zlib.error, ValueError, EOFError, OSError, RuntimeError) as error:
            raise self.damaged(f"{part}: {error}") from error
        if len(data) > MOST_PART:
            raise self._too_large(part, len(data), MOST_PART)
        return data

    def xml(self, part: str) -> Element | None:
        """The root element of an XML part; None if there is no such part."""
        data = self.get(part)
        if data is None:
            return None
        try:
            root: Element = etree.fromstring(data, _parser())
            doctype = etree.ElementTree(root).docinfo.doctype
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self.damaged(f"{part} is no well-formed XML: {str(error).splitlines()[0]}") from error
        if doctype:
            raise DocumentError(
                f"{self.name} declares a document type in {part}, which {self.kind} does not allow.",
                f"Save it as {self.kind} again.",
            )
        return root

    def protected(self) -> DocumentError:
        """The error for a document that only opens with a password."""
        return DocumentError(f"{self.name} is protected by a password.", f"Save it as {self.kind} without a password.")

    def damaged(self, why: str) -> DocumentError:
        """The error for a container that cannot be read."""
        return DocumentError(
            f"{self.name} is damaged and cannot be read as {self.kind} ({why.strip().rstrip('.')}).",
            "Open it in its word processor and save it again, or fetch it again.",
        )

    def _too_large(self, part: str, size: int, limit: int) -> DocumentError:
        return DocumentError(
            f"{self.name} unpacks to {size / 1024**2:.0f} MB ({part}); the limit is {limit // 1024**2} MB.",
            "Give the policy alone, without what surrounds it.",
        )


def resolve(base: str, target: str) -> str:
    """The name of the part that ``target`` means in the part ``base`` ("word/document.xml", "styles.xml")."""
    if target.startswith("/"):
        return posixpath.normpath(target).lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), target))


def local(element: Element) -> str:
    """The name of an element without its namespace: formats change namespaces with their editions."""
    return element.tag.rpartition("}")[2]


def attribute(element: Element | None, name: str) -> str | None:
    """The attribute of this local name, whatever its namespace; None if there is none."""
    if element is None:
        return None
    value = element.get(name)
    if value is None:
        value = next((found for key, found in element.attrib.items() if key.rpartition("}")[2] == name), None)
    return value


def child(element: Element | None, *path: str) -> Element | None:
    """The first descendant along ``path`` of local names; None if a step is missing."""
    for step in path:
        if element is None:
            return None
        element = next((c for c in element if local(c) == step), None)
    return element


def children(element: Element | None, *names: str) -> list[Element]:
    """The children of an element (of these local names, if any are given); none of no element."""
    if element is None:
        return []
    return [c for c in element if not names or local(c) in names]


def number(text: str | None, default: int = 0) -> int:
    """A whole number written in an attribute; ``default`` if it is missing, none, or absurdly long."""
    try:
        return int(text) if text is not None and len(text) <= 12 else default
    except ValueError:
        return default


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
