"""Patterns that are compiled when they are first asked."""

import importlib
import pkgutil
import re

import pytest

import pigraph
from pigraph import patterns
from pigraph.patterns import seldom
from pigraph.text import Words


def test_a_pattern_is_compiled_once_and_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    compile_pattern = re.compile
    monkeypatch.setattr(
        patterns.re, "compile", lambda p, flags=0: (compiled.append(p), compile_pattern(p, flags))[1], raising=True
    )
    pattern = seldom("(?P<a>A+)", re.IGNORECASE)
    assert not compiled
    found = [pattern.search("xaAx"), pattern.match("aa"), pattern.fullmatch("AA")]
    assert [m["a"] for m in found if m] == ["aA", "aa", "AA"]
    assert compiled == ["(?P<a>A+)"]


def test_it_does_all_that_patterns_do() -> None:
    pattern, same = seldom(r"\s*,\s*"), re.compile(r"\s*,\s*")
    text = "이름 , 주소,전화"
    assert pattern.split(text) == same.split(text)
    assert pattern.findall(text) == same.findall(text)
    assert [m.span() for m in pattern.finditer(text)] == [m.span() for m in same.finditer(text)]
    assert (pattern.sub("/", text), pattern.subn("/", text)) == (same.sub("/", text), same.subn("/", text))
    assert (pattern.pattern, pattern.flags) == (same.pattern, re.NOFLAG)
    assert [w.text for w in Words.of(text).split(pattern)] == ["이름", "주소", "전화"]
    with pytest.raises(AttributeError):
        _ = pattern.serach  # type: ignore[attr-defined]


def test_every_one_of_them_can_be_compiled() -> None:
    names = [m.name for m in pkgutil.walk_packages(pigraph.__path__, "pigraph.")]
    found = [
        value
        for name in names
        for one in vars(importlib.import_module(name)).values()
        for value in (one.values() if isinstance(one, dict) else [one])
        if isinstance(value, patterns._Seldom)
    ]
    assert len(found) > 100
    for pattern in found:
        re.compile(pattern.pattern, pattern.flags)
