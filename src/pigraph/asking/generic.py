"""Words that name nothing by themselves: 개인정보 처리, 홈페이지 회원. They must not pass for the name of one file."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from msgspec.structs import replace

from pigraph.asking.forms import forms
from pigraph.asking.model import Field, Meaning, Scene
from pigraph.asking.segment import segment
from pigraph.asking.words import Sense, question_words
from pigraph.text import fold


def only_says(words: str) -> bool:
    """Whether ``words`` (folded) are no more than data and what is done with them: 개인정보처리, 정보수집."""
    tokens = segment(words, question_words())
    return (
        len(tokens) > 1
        and not any(t.tail for t in tokens)
        and all(t.means("noun", "data") or t.means("act", "hold", "keep") for t in tokens)
    )


def is_generic(words: str) -> bool:
    """Whether each of ``words`` is one that any question may have, or the word for those who use any service."""
    return all(t.senses for t in segment(words, question_words(), _generic()))


def generic_words(words: str) -> tuple[str, ...]:
    """The words for those who use any service in ``words`` (folded) that are all generic: 회원 of 홈페이지회원정보."""
    tokens = segment(words, question_words(), _generic()) if is_generic(words) else []
    return tuple(t.text for t in tokens if t.text in forms("generic") and t.text not in forms("site"))


@cache
def _generic() -> Mapping[str, tuple[Sense, ...]]:
    return {fold(form): (Sense("fill", "generic", form),) for form in forms("generic")}


def relaxed(meaning: Meaning) -> Meaning | None:
    """A meaning that has no answer without the names that were only generic words; None if it has none of these.

    Rows of provisions seldom say whose data they are of: 회원 in "회원 비밀번호를 제공받는 곳" says no more than
    비밀번호. What bodies hold is asked for by such names, so there they limit, unless a matter limits the rows already.
    """
    said = {x.field for x in meaning.limits}
    may = (meaning.scene is Scene.PROVISION and Field.ITEM in said) or Field.TOPIC in said
    kept = tuple(x for x in meaning.limits if not (x.field is Field.WORDS and is_generic(fold(x.words))))
    return replace(meaning, limits=kept) if may and len(kept) < len(meaning.limits) else None
