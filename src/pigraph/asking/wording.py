"""What answers say, in Korean and English, from ``data/lexicon/questions/answers.toml``."""

from __future__ import annotations

from typing import Any

from pigraph.asking.model import PARTIES, Answer, Field, Limit, Meaning, Scene, Shape, Status, Test
from pigraph.asking.words import table
from pigraph.languages import Language

_SHOWN = 6


def word(name: str, language: Language, group: str = "words") -> str:
    """One entry of the data in ``language``."""
    pair: list[str] = table("answers")[group][name]
    return pair[0 if language is Language.KO else 1]


def field_name(field: Field, language: Language) -> str:
    return word(field.value, language, "fields")


def scene_name(scene: Scene, language: Language) -> str:
    return word(scene.value, language, "scenes")


def heading(key: str, meaning: Meaning, language: Language) -> str:
    """The heading of a column; ``label`` is what was asked for."""
    return word(meaning.targets[0].value if key == "label" else key, language, "fields")


def limit_name(limit: Limit, language: Language) -> str:
    """A condition in words: 제공받는 자: 세무서."""
    names = [_value(limit, v.label, language) for v in dict.fromkeys(limit.values)]
    shown = " / ".join(names[:3]) + (" …" if len(names) > 3 else "")
    test = word(limit.test.value, language, "tests")
    if limit.test is Test.SILENT:
        return f"{field_name(limit.field, language)}: {test}"
    return f"{field_name(limit.field, language)}: {shown} {test}".rstrip()


def _value(limit: Limit, label: str, language: Language) -> str:
    if limit.field is Field.ROLE:
        return word(label, language, "roles")
    if limit.field is Field.MONTHS and label == "endless":
        return word("endless", language)
    return label


def sentence(answer: Answer) -> str:
    """One sentence: number, denominator, date."""
    meaning = answer.meaning
    assert meaning
    said = {
        "policies": answer.policies,
        "date": answer.as_of,
        "target": field_name(meaning.targets[0], answer.language),
        "chips": ", ".join((scene_name(meaning.scene, answer.language), *(c.label for c in answer.chips if c.words))),
        "stating": len({r.policy for r in answer.rows}),
        "labels": ", ".join(answer.labels[:_SHOWN]) + (" …" if len(answer.labels) > _SHOWN else ""),
        "count": len(answer.labels),
    }
    if answer.extent:
        said["count"], said["stating"] = answer.extent
    found = _template(answer, meaning, said).format(**said)
    return f"{found} {word('cut', answer.language, 'sentences')}" if answer.extent else found


def _template(answer: Answer, meaning: Meaning, said: dict[str, Any]) -> str:
    if answer.status is Status.ANSWERED:
        shapes = (Shape.COUNT, Shape.EXISTS, Shape.TOP, Shape.COMMON)
        name = meaning.shape.value if meaning.shape in shapes else "answered"
        return word(name, answer.language, "sentences")
    for limit in meaning.limits:
        nameless = [v.label for v in limit.values if not v.iri]
        if nameless and limit.field in (*PARTIES, Field.ITEM, Field.LAW):
            said["words"] = ", ".join(nameless)
            kind = "unknown_thing" if limit.field in (Field.ITEM, Field.LAW) else "unknown_body"
            return word(kind, answer.language, "sentences")
    apart = {Shape.COMMON: "not_common", Shape.TOP: "not_ranked"}.get(meaning.shape)
    if apart:
        return word(apart, answer.language, "sentences")
    silent = {i.policy for i in answer.instead if i.policy}
    if silent:
        said["stating"] = len(silent)
    return word("silent" if silent else "not_stated", answer.language, "sentences")


def outside(words: list[str], language: Language) -> str:
    """Why a question is out of scope; ``words`` are those that mean nothing to the graph."""
    name = "outside_words" if words else "outside"
    return word(name, language, "sentences").format(words=", ".join(dict.fromkeys(words)))
