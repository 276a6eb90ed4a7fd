"""What one word of a question asks for: a noun by its sense, a question word by the rows, a party by its role."""

from __future__ import annotations

from pigraph.asking.classes import is_class
from pigraph.asking.forms import forms
from pigraph.asking.model import Field, Limit, Scene
from pigraph.asking.scenes import Clues
from pigraph.asking.segment import Token

CONTACTS = {
    "phone": Field.PHONE,
    "mail": Field.MAIL,
    "fax": Field.FAX,
    "unit": Field.UNIT,
    "title": Field.TITLE,
    "person": Field.PERSON,
}
"""What words for contacts ask for."""
_FIELDS = {
    "item": Field.ITEM,
    "data": Field.ITEM,
    "law": Field.LAW,
    "purpose": Field.PURPOSE,
    "task": Field.PURPOSE,
    "retention": Field.RETENTION,
    "outsourcing_period": Field.PERIOD,
    "start": Field.START,
    "end": Field.END,
    "file": Field.FILE,
    "policy": Field.AGENCY,
    "effective": Field.START,
    "year": Field.YEAR,
    "right": Field.RIGHT,
    "destruction": Field.DESTRUCTION,
    "measure": Field.MEASURE,
    "audit": Field.AUDIT,
    "recipient": Field.RECIPIENT,
    "processor": Field.PROCESSOR,
}


def noun_field(
    tokens: tuple[Token, ...], i: int, clues: Clues, scene: Scene, limits: tuple[Limit, ...]
) -> Field | None:
    """What the noun at ``i`` asks for of the rows of ``scene``; None if it only says what they are."""
    noun = tokens[i].sense("noun")
    assert noun
    value = noun.value
    if value in ("org", "company") or (value in ("recipient", "processor", "policy") and scene is Scene.CLAUSE):
        return _party(tokens, i, clues, scene, limits)
    if value == "date":
        if scene is Scene.ASSESSMENT:
            return Field.YEAR
        return Field.END if scene is Scene.OUTSOURCING and "end" in clues.nouns else Field.START
    if value == "thing":
        if any(t.means("noun", "item") and t.tail.startswith(forms("by")) for t in tokens[:i]):
            return Field.ITEM
        return {Scene.HOLDING: Field.FILE, Scene.PROVISION: Field.ITEM, Scene.OUTSOURCING: Field.PURPOSE}.get(scene)
    if value == "retention" and scene is Scene.OUTSOURCING:
        return Field.PERIOD
    if value == "task" and scene is not Scene.OUTSOURCING:
        return Field.FILE if scene is Scene.HOLDING else Field.PURPOSE
    if value == "clause" or (value == "law" and _is_basis(tokens, i)):
        return None
    if value in ("start", "end") and scene is not Scene.OUTSOURCING:
        return Field.RETENTION if value == "end" and scene in (Scene.HOLDING, Scene.PROVISION) else Field.START
    if value == "processor" and scene is Scene.PROVISION:
        return Field.RECIPIENT
    return _FIELDS.get(value)


def _is_basis(tokens: tuple[Token, ...], i: int) -> bool:
    """근거 in "동의를 근거로 하는 파일": a way to say by, not what is asked for, unless it is "무엇을 근거로"."""
    asked = i > 0 and tokens[i - 1].means("ask", "what", "which")
    return tokens[i].text in forms("basis") and tokens[i].tail.startswith(forms("by")) and not asked


def asked_field(
    tokens: tuple[Token, ...], i: int, ask: str, clues: Clues, scene: Scene, limits: tuple[Limit, ...]
) -> Field | None:
    """What the question word at ``i`` asks for, whose value is ``ask``."""
    if ask in ("who", "where") or (ask == "how_many" and tokens[i].text in forms("how_many_places")):
        return _party(tokens, i, clues, scene, limits)
    if ask == "what":
        if tokens[-1].text == "for":
            return Field.PURPOSE
        if any(t.means("act", "base") for t in (*tokens[max(0, i - 1) : i], *tokens[i + 1 : i + 2])):
            return Field.LAW
        if scene is Scene.OUTSOURCING:
            return Field.PURPOSE
        return Field.ITEM if scene in (Scene.HOLDING, Scene.PROVISION, Scene.ASSESSMENT) else None
    if ask == "how":
        destroys = "delete" in clues.acts or "destruction" in clues.nouns
        return Field.DESTRUCTION if scene is Scene.POLICY and destroys else None
    if ask == "how_long":
        return Field.PERIOD if scene is Scene.OUTSOURCING else Field.RETENTION
    if ask == "why":
        return Field.PURPOSE
    if ask in ("when", "until_when", "since_when"):
        if scene is Scene.OUTSOURCING:
            return Field.START if ask == "since_when" else Field.END
        if scene is Scene.ASSESSMENT:
            return Field.YEAR
        return Field.START if scene in (Scene.POLICY, Scene.CLAUSE) or ask == "since_when" else Field.RETENTION
    return None


def _party(tokens: tuple[Token, ...], i: int, clues: Clues, scene: Scene, limits: tuple[Limit, ...]) -> Field | None:
    """Which of the parties a word like 기관, 누구 or who asks for."""
    token = tokens[i]
    limited = {x.field for x in limits if not is_class(x)}
    company = any(t.means("noun", "company", "recipient", "processor") and not _third(t) for t in tokens)
    to = token.tail in forms("receiver") or token.text in forms("whom")
    to = to or (i > 0 and tokens[i - 1].text in forms("to_whom"))
    if scene is Scene.CONTACT:
        if token.means("ask", "who"):
            return Field.PERSON
        return Field.UNIT if Field.AGENCY not in limited or token.means("ask") else None
    if scene is Scene.PROVISION:
        if to and Field.RECIPIENT not in limited:
            return Field.RECIPIENT
        near = [t for t in tokens[max(0, i - 3) : i] if t.means("act", "receive", "provide")][-1:]
        passive = any(t.tail.startswith(forms("passive")) for t in clues.of("act", "provide"))
        if Field.RECIPIENT in limited:
            return Field.AGENCY
        if near and near[0].means("act", "receive"):
            return Field.RECIPIENT
        if Field.AGENCY in limited or company or passive:
            return Field.RECIPIENT
        if near or token.text in forms("nominative_who") or (token.text == "who" and "receive" not in clues.acts):
            return Field.RECIPIENT if "receive" in clues.acts else Field.AGENCY
        holds = "receive" in clues.acts or ("keep" in clues.acts and "provide" not in clues.acts)
        return Field.RECIPIENT if holds or not token.means("noun", "org") else Field.AGENCY
    if scene is Scene.OUTSOURCING:
        names = any(t.means("noun", "processor") and (t.text.isascii() or t.tail in forms("object")) for t in tokens)
        if Field.PROCESSOR in limited or (names and token.means("noun", "org") and not token.means("noun", "company")):
            return Field.AGENCY
        if to or company or Field.AGENCY in limited or Field.SERVICE in limited or "entrusted" in clues.acts:
            return Field.PROCESSOR
        return Field.AGENCY if token.text not in forms("who") else Field.PROCESSOR
    return Field.AGENCY


def _third(token: Token) -> bool:
    """제3자에게: says that something is provided, not who is asked for."""
    return token.text.startswith(forms("third_party")) and (token.tail in forms("receiver") or token.text.isascii())
