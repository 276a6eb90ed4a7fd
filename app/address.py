"""The address of a view is all of its state: parameters read and checked, links written."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from pigraph.languages import Language
from pigraph.views.binding import BadValue

_LONGEST = 4000
"""Characters of one parameter. A question or a query is shorter."""


@dataclass(frozen=True)
class Address:
    """The page that is open and its parameters."""

    page: str
    parameters: Mapping[str, str]
    language: Language

    @classmethod
    def of(cls, page: str, parameters: Mapping[str, str]) -> Address:
        """The address of a page, in Korean unless its parameters name another language that there is."""
        asked = parameters.get("language", "")
        return cls(page, parameters, Language(asked) if asked in list(Language) else Language.KO)

    def text(self, name: str, default: str = "") -> str:
        """A parameter as it stands. Raises `BadValue` for one that is far too long."""
        value = self.parameters.get(name, default)
        if len(value) > _LONGEST:
            raise BadValue("long", name)
        return value.strip()

    def number(self, name: str, default: int, least: int = 1, most: int = 100_000) -> int:
        """A parameter as a whole number within bounds. Raises `BadValue`."""
        value = self.text(name) or str(default)
        if not value.isdecimal() or not value.isascii() or not least <= int(value[:9]) <= most:
            raise BadValue("number", f"{name}={value}")
        return int(value)

    def choice(self, name: str, choices: Collection[str], default: str = "") -> str:
        """A parameter that is one of ``choices``. Raises `BadValue`."""
        value = self.text(name) or default
        if value not in choices and value != default:
            raise BadValue("choice", f"{name}={value}")
        return value

    def day(self, name: str, default: date) -> date:
        """A parameter as a date. Raises `BadValue`."""
        value = self.text(name)
        try:
            return date.fromisoformat(value) if value else default
        except ValueError as error:
            raise BadValue("day", f"{name}={value}") from error

    # Not "lang": Streamlit takes names of properties of a form away from its fields.
    def to(self, page: str, /, **parameters: object) -> str:
        """A link to a page, in the language of this one. Parameters that are None or "" are left out."""
        given = {name.rstrip("_"): str(value) for name, value in parameters.items() if value not in (None, "")}
        if self.language is not Language.KO:
            given["language"] = self.language.value
        path = "./" if page == "start" else page
        return f"{path}?{urlencode(given, safe='/:')}" if given else path

    def here(self, /, **changes: object) -> str:
        """A link to this view with some parameters changed (None: without it)."""
        kept = {name: value for name, value in self.parameters.items() if name != "language"}
        return self.to(self.page, **{**kept, **changes})

    def other_language(self) -> str:
        """A link to this view in the other language."""
        other = Language.EN if self.language is Language.KO else Language.KO
        return Address(self.page, self.parameters, other).here()
