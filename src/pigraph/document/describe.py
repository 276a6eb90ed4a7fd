"""The description beside a source document: ``policy.txt`` is described by ``policy.toml``.

All keys are optional::

    title = "…"                     # as the body that publishes it calls it
    controller = "…"                # the body that answers for the processing
    service = "…"                   # if the policy is of one service only
    effective_date = 2024-01-01
    source = "…"                    # where the text was taken from, in words
    address = "https://…"           # if its address is known
    taken = 2024-05-01              # the day on which it was taken
    sha256 = "…"                    # of the bytes of the source file
"""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

from msgspec import Struct

from pigraph.errors import DataError
from pigraph.patterns import seldom

_DATES = {"effective_date", "taken"}
_SHA256 = seldom(r"[0-9a-f]{64}")


class Meta(Struct, frozen=True):
    """What somebody wrote down about a source document; dates are ISO strings, None where nothing is given."""

    title: str | None = None
    controller: str | None = None
    service: str | None = None
    effective_date: str | None = None
    source: str | None = None
    address: str | None = None
    taken: str | None = None
    sha256: str | None = None


def describe(path: Path) -> Meta:
    """The description beside the source file ``path``; an empty one if there is none.

    Raises `DataError`, naming the file and the place, if it is not TOML or holds an unknown or ill-typed key.
    """
    beside = path.with_suffix(".toml")
    if beside == path or not beside.is_file():
        return Meta()
    try:
        table = tomllib.loads(beside.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"{beside} is not TOML: {error}.", "Correct it there.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{beside} cannot be read: {error}.", "Make it a readable UTF-8 file.") from error
    known = Meta.__struct_fields__
    given: dict[str, str] = {}
    for key, value in table.items():
        if key not in known:
            raise DataError(f"{beside}: unknown key {key!r}.", f"Known keys are {', '.join(known)}.")
        given[key] = _text(beside, key, value)
    return Meta(**given)


def _text(beside: Path, key: str, value: object) -> str:
    if key in _DATES:
        if type(value) is not date:
            raise DataError(f"{beside}: {key} is not a date.", f"Write it bare, such as {key} = 2024-01-01.")
        return value.isoformat()
    if not isinstance(value, str) or not value.strip():
        raise DataError(f"{beside}: {key} is not a text.", f'Write it in quotes, such as {key} = "…", or leave it out.')
    if key == "sha256" and not _SHA256.fullmatch(value):
        raise DataError(f"{beside}: sha256 is not 64 lower-case hexadecimal digits.", "Compute it with sha256sum.")
    return value
