"""The rights desk: choose a policy and a right, see whom to write to, and print the letter."""

from __future__ import annotations

from app.kept import kept
from app.view import View
from pigraph.views.policies import Policy, every_policy, of_agency, policy
from pigraph.views.rights import DAYS, Right, RightsDesk, desk, documents_of_file
from pigraph.views.rows import Row, rows
from pigraph.views.things import nodes, thing

_ROWS = 200


def show(view: View) -> None:
    right = Right(view.address.choice("right", [r.value for r in Right], Right.ACCESS.value))
    name = _policy(view)
    one = policy(view.library, name) if name else None
    found = desk(view.library, one) if one else None
    held = _held(view, one) if one else []
    row = _row(view, held)
    words = view.address.text("find")
    choices = kept(view, every_policy, words)
    if one and one.document not in {p.document for p in choices}:
        choices = [one, *choices]
    letter = _letter(view, found, right, row) if found else ""
    view.draw(
        "rights.html",
        desk=found,
        right=right,
        rights=list(Right),
        days=DAYS,
        choices=choices,
        words=words,
        chosen=one.id if one else "",
        rows=held,
        row=row,
        letter=letter,
    )
    if letter:
        view.downloads("letter", txt=letter.encode())


def _policy(view: View) -> str:
    """The policy of the address, or the first of the body or file that it names."""
    if agency := view.address.text("agency"):
        found = of_agency(view.library, thing(view.library, "agency", agency).iri)
        return found[0].id if found else ""
    if file := view.address.text("file"):
        return next(iter(documents_of_file(view.library, thing(view.library, "file", file).iri)), "")
    return view.address.text("policy") or view.address.text("id")


def _held(view: View, one: Policy) -> list[Row]:
    return rows(view.library, nodes(view.library, "policy", one.document, ["holding", "assessment"], limit=_ROWS))


def _row(view: View, held: list[Row]) -> Row | None:
    """The entry that the letter is about: the one of the address, of its file, or none."""
    file, asked = view.address.text("file"), view.address.text("row")
    return next((r for r in held if r.id == asked or (file and r.name and r.name.id == file)), None)


def _letter(view: View, found: RightsDesk, right: Right, row: Row | None) -> str:
    """The letter in Korean, whatever the language of the page: it goes to a Korean office."""
    first = next(iter(found.desks), None)
    say = view.say
    blank = "________________"
    lines = [
        say(f"letter.{right}"),
        say("letter.law", article=right.article),
        "",
        f"{say('letter.to')}: {' '.join(filter(None, (found.policy.agency, first.department if first else '')))}",
        *([f"{say('letter.contact')}: {', '.join((*first.phones, *first.faxes, *first.mails))}"] if first else []),
        f"{say('letter.policy')}: {found.policy.title} {found.policy.start}".rstrip(),
        f"{say('letter.file')}: {row.name.label if row and row.name else blank}",
        f"{say('letter.items')}: {', '.join(i.thing.label for i in row.items) if row and row.items else blank}",
        "",
        f"{say('letter.name')}: {blank}",
        f"{say('letter.birth')}: {blank}",
        f"{say('letter.phone')}: {blank}",
        f"{say('letter.address')}: {blank}",
        "",
        say(f"letter.body_{right}"),
        f"{say('letter.reason')}: {blank}",
        "",
        say("letter.answer", days=DAYS),
        "",
        say("letter.date"),
        say("letter.sign"),
        "",
        say("letter.dear", agency=found.policy.agency or blank),
    ]
    return "\n".join(lines) + "\n"
