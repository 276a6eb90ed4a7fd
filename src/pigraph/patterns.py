"""Regular expressions that few documents need, compiled when the first of them does.

Compiling all that the readers know takes longer than reading a policy; about half wait for what most policies do not
have. What nearly every policy needs is an ordinary `re.compile`, which is a little faster to call.
"""

from __future__ import annotations

import re
from typing import cast

_METHODS = ("search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn")


def seldom(regex: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """A pattern to call methods of (`re.sub` and its like do not take it). A mistake in it shows at the first call."""
    return cast("re.Pattern[str]", _Seldom(regex, flags))


class _Seldom:
    """Its methods compile the pattern and take the place of themselves."""

    def __init__(self, regex: str, flags: re.RegexFlag) -> None:
        self.pattern = regex
        self.flags = flags

    def __getattr__(self, name: str) -> object:
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self.flags)
        self.__dict__.update({method: getattr(compiled, method) for method in _METHODS})
        return self.__dict__[name]
