"""The parts of a meaning as chips, each with the meanings that changing it leads to."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from pigraph.asking.model import Chip, Choice, Field, Meaning, Scene, Shape
from pigraph.asking.wording import field_name, limit_name, scene_name, word
from pigraph.languages import Language

FIELDS = {
    Scene.HOLDING: (Field.AGENCY, Field.FILE, Field.ITEM, Field.PURPOSE, Field.LAW, Field.RETENTION),
    Scene.PROVISION: (Field.RECIPIENT, Field.AGENCY, Field.ITEM, Field.PURPOSE, Field.LAW, Field.RETENTION),
    Scene.OUTSOURCING: (Field.PROCESSOR, Field.AGENCY, Field.PURPOSE, Field.PERIOD, Field.END, Field.PHONE),
    Scene.ASSESSMENT: (Field.FILE, Field.AGENCY, Field.YEAR, Field.ITEM),
    Scene.CONTACT: (Field.PHONE, Field.PERSON, Field.MAIL, Field.FAX, Field.UNIT, Field.TITLE),
    Scene.CLAUSE: (Field.AGENCY, Field.LAW),
    Scene.POLICY: (Field.START, Field.RIGHT, Field.MEASURE, Field.DESTRUCTION),
}
"""What can be asked for of each kind of row."""
_ROWS = (Scene.HOLDING, Scene.PROVISION, Scene.OUTSOURCING, Scene.ASSESSMENT)
_ANYWHERE = (Field.AGENCY, Field.SERVICE, Field.ITEM, Field.CATEGORY)


def chips(meaning: Meaning, language: Language) -> tuple[Chip, ...]:
    """The chips of a meaning: the rows, what is asked for, what is done with it, and each condition."""
    shown = [Chip("scene", scene_name(meaning.scene, language), choices=tuple(_scenes(meaning, language)))]
    for n, target in enumerate(meaning.targets):
        choices = tuple(_targets(meaning, language)) if n == 0 else ()
        shown.append(Chip("target", field_name(target, language), choices=choices))
    if meaning.shape is not Shape.LIST:
        plain = replace(meaning, shape=Shape.LIST, measured=None)
        other = (Choice(word("list", language, "shapes"), plain),)
        shown.append(Chip("shape", word(meaning.shape.value, language, "shapes"), choices=other))
    for n, limit in enumerate(meaning.limits):
        rest = meaning.limits[:n] + meaning.limits[n + 1 :]
        other_choices = [Choice(word("remove", language), replace(meaning, limits=rest))]
        if len(limit.values) > 1:
            other_choices += [
                Choice(v.label, replace(meaning, limits=(*rest, replace(limit, values=(v,))))) for v in limit.values
            ]
        shown.append(Chip(limit.field.value, limit_name(limit, language), limit.words, tuple(other_choices)))
    return tuple(shown)


def _scenes(meaning: Meaning, language: Language) -> Iterator[Choice]:
    """The same conditions on other rows, as far as those have them."""
    if meaning.scene not in _ROWS:
        return
    limits = tuple(x for x in meaning.limits if x.field in _ANYWHERE)
    for scene in _ROWS:
        if scene is meaning.scene:
            continue
        limited = {x.field for x in limits}
        target = meaning.targets[0]
        if target not in FIELDS[scene] or target in limited:
            target = next(f for f in FIELDS[scene] if f not in limited)
        changed = replace(meaning, scene=scene, targets=(target,), limits=limits, shape=Shape.LIST, measured=None)
        yield Choice(scene_name(scene, language), changed)


def _targets(meaning: Meaning, language: Language) -> Iterator[Choice]:
    limited = {x.field for x in meaning.limits}
    for field in FIELDS[meaning.scene]:
        if field not in limited and field is not meaning.targets[0]:
            others = tuple(t for t in meaning.targets[1:] if t is not field)
            yield Choice(field_name(field, language), replace(meaning, targets=(field, *others)))
