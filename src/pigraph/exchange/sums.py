"""``SHA256SUMS``: which files a dump has and what is in them, as ``sha256sum -c`` checks it.

One line a file: 64 hexadecimal digits, two blanks, the path from the dump's directory with ``/``. No other name is
accepted: nothing absolute, no ``..``, no link that leads out, no file twice.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path, PurePosixPath

from pigraph.errors import DumpError

NAME = "SHA256SUMS"
_LINE = re.compile(r"([0-9a-f]{64})  ([^\\\0\r]+)")
_MOST_BYTES = 64 * 1024 * 1024
_AGAIN = "Take it again from where it came, or make a new one with pigraph dump."


def write_sums(directory: Path) -> None:
    """Write the sums of all files below ``directory``, by name."""
    files = sorted(p.relative_to(directory).as_posix() for p in directory.rglob("*") if p.is_file())
    lines = [f"{_digest(directory / name)}  {name}\n" for name in files if name != NAME]
    (directory / NAME).write_text("".join(lines), encoding="utf-8", newline="")


def read_sums(directory: Path) -> dict[str, str]:
    """Digest by name, as the dump in ``directory`` says; the files themselves are not looked at. Raises `DumpError`."""
    path = directory / NAME
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise DumpError(f"{path} is larger than any list of sums.", _AGAIN)
        text = path.read_bytes().decode("utf-8")
    except (FileNotFoundError, NotADirectoryError) as error:
        raise DumpError(
            f"{directory} is no dump: it has no {NAME}.", "Give a directory that pigraph dump wrote."
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise DumpError(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}.", _AGAIN) from error
    sums: dict[str, str] = {}
    lines = text.split("\n")
    if lines.pop() != "" or not lines:
        raise DumpError(f"{path} is cut off.", _AGAIN)
    for number, line in enumerate(lines, 1):
        found = _LINE.fullmatch(line)
        if not found:
            raise DumpError(f"{path}, line {number}: not a sum and a name.", _AGAIN)
        digest, name = found[1], found[2]
        if not _inside(name):
            raise DumpError(f"{path}, line {number}: {name!r} is not a file of the dump.", "Do not trust this dump.")
        if name in sums:
            raise DumpError(f"{path}, line {number}: {name!r} is there twice.", _AGAIN)
        sums[name] = digest
    return sums


def verify(directory: Path, required: tuple[str, ...] = ()) -> list[str]:
    """The names of the files of the dump in ``directory``, all of which are whole and among them the ``required``.

    Raises `DumpError` for the first that is missing, changed or a link.
    """
    sums = read_sums(directory)
    for name in required:
        if name not in sums:
            raise DumpError(f"The dump {directory} is incomplete: {NAME} has no {name}.", _AGAIN)
    root = directory.resolve()
    for name, expected in sums.items():
        path = directory / name
        if path.is_symlink() or path.resolve() != root / name:
            raise DumpError(f"{path} is a link, which no dump has.", "Do not trust this dump.")
        try:
            found = _digest(path)
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError) as error:
            raise DumpError(f"The dump {directory} is incomplete: {name} is missing.", _AGAIN) from error
        except OSError as error:
            raise DumpError(f"{path} cannot be read: {error.strerror}.", "See to the file and load again.") from error
        if found != expected:
            raise DumpError(f"{path} is damaged: its SHA-256 is not the one in {NAME}.", _AGAIN)
    return list(sums)


def _inside(name: str) -> bool:
    parts = name.split("/")
    return not PurePosixPath(name).is_absolute() and all(part not in ("", ".", "..") for part in parts) and name != NAME


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
