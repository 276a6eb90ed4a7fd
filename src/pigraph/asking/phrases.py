"""What the words around one word make of it: whose data, how something is called, sub-processors alone."""

from __future__ import annotations

from pigraph.asking.forms import forms
from pigraph.asking.model import Field, Limit, Scene, Value
from pigraph.asking.segment import Token
from pigraph.asking.terms import Terms


def row_class(scene: Scene) -> str:
    """The class of the rows of a scene, as `Terms.rows` calls it."""
    return scene.value if scene is not Scene.ASSESSMENT else "pia"


def again(tokens: tuple[Token, ...], i: int) -> bool:
    """재수탁자 alone is asked for, not "재수탁자까지 포함해서", "processors and sub-processors"."""
    near = [tokens[j].text for j in (i - 1, i + 1) if 0 <= j < len(tokens)]
    beside = tokens[i].tail.startswith(forms("including")) or any(text in forms("including") for text in near)
    return tokens[i].text.startswith(forms("again")) and not beside


def of_subject(token: Token, scene: Scene, terms: Terms) -> Limit | None:
    """ "대상아동 정보", "보호자 정보": no item of that name, but the items of these people."""
    stem = token.text.removesuffix(forms("data")[0])
    if stem == token.text or not token.sense("item") or token.sense("file", "noun"):
        return None
    people = [s for at in range(len(stem) - 1) for s in terms.words.get(stem[at:], ()) if s.kind == "subject"]
    here = [s for s in people if row_class(scene) in terms.rows.get(s.iri, ())]
    return Limit(Field.SUBJECT, (Value(here[0].label, here[0].iri),), words=token.text) if here else None


def whose_data(tokens: tuple[Token, ...], i: int, scene: Scene) -> bool:
    """ "환자 정보는", "환자의 개인정보를": people whose data are asked for limit the rows, also where none has them."""
    after = tokens[i + 1] if i + 1 < len(tokens) and tokens[i].tail in forms("whose") else None
    said = tokens[i].sense("fill", "part", "file", "org", "noun", "act", "item", "matter", "service") is not None
    # 구독자 in "소식지 구독자 정보" is a word of the name before it.
    said = said or (i > 0 and tokens[i - 1].sense("part", "file", "service") is not None and not tokens[i - 1].tail)
    return scene in (Scene.HOLDING, Scene.PROVISION) and not said and after is not None and after.means("noun", "data")


def calls(tokens: tuple[Token, ...], i: int) -> bool:
    """name in "Name the recipients", "the names of": how something is called, not a data item."""
    after = tokens[i + 1].text if i + 1 < len(tokens) else ""
    return after in forms("called") or (i == 0 and tokens[i].text == "name")
