"""A saved web page → its tree, and which part of it is the policy.

One pass over the tree weighs every element: how much text it holds outside links, and whether it speaks of a
policy other than by name. The policy is the smallest element that misses nothing that speaks of one; menus,
footers, search forms and text for screen readers are dropped, however the page marks them.
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree  # type: ignore[import-untyped]
from msgspec import Struct, field

from pigraph.errors import DocumentError, EmptyFile
from pigraph.lexicon.headings import kinds_of

Element = Any
"""An element of lxml's tree."""

HEADINGS = {f"heading{n}": n for n in range(1, 7)}
"""Names of h1–h6 in the tree (see `parse`) → level."""
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "button", "caption", "center", "dd", "details", "dialog"}
    | {"dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "hr"}
    | {"legend", "li", "main", "menu", "nav", "ol", "option", "p", "pre", "search", "section", "select", "summary"}
    | {"table", "tbody", "td", "textarea", "tfoot", "th", "thead", "tr", "ul"}
)
_BLOCK_STYLE = re.compile(r"display\s*:\s*(?:block|flex|grid|list-item|table(?!-cell))\b")
UNSEEN = frozenset(
    {"audio", "canvas", "col", "colgroup", "datalist", "embed", "head", "iframe", "input", "link", "map", "math"}
    | {"meta", "noscript", "object", "param", "script", "style", "svg", "template", "title", "video"}
)
"""Elements without text of the page."""

MOST_CHARACTERS = 30_000_000
"""Markup of a page, without scripts, styles, comments and long attributes."""
MOST_TAGS = 1_000_000
DEEPEST = 2000
"""Nesting. libxml2 reads 2,048 levels and leaves out what is below."""

_OPEN = re.compile(r"<(?:(script|style|svg)\b|!--|!\[CDATA\[)", re.IGNORECASE)
_CLOSE = {
    "script": re.compile(r"</script\s*>", re.IGNORECASE),
    "style": re.compile(r"</style\s*>", re.IGNORECASE),
    "svg": re.compile(r"</svg\s*>", re.IGNORECASE),
    "": re.compile(r"-->|\]\]>"),
}
_DECLARATION = re.compile(r"[\s\ufeff]*<\?xml[^<>]{0,200}>", re.IGNORECASE)
_LONG_VALUE = re.compile(r"""=\s*(?:"[^"<>]{500,}"|'[^'<>]{500,}')""")
_LONG_TAG = re.compile(r"<([A-Za-z][\w-]{0,30})[^<>]{3000,}")
_TAG = re.compile(r"<[A-Za-z!/]")
_HEADING = re.compile(r"(</?)h([1-6])(?=[\s/>])", re.IGNORECASE)
_STRUCK_TAG = re.compile(r"(</?)(?:s|strike)(?=[\s/>])", re.IGNORECASE)

_NAMES_POLICY = re.compile(
    r"개인정보\s?(?:의\s?)?(?:처리|보호|취급|보호\s?처리)\s?(?:방침|정책|지침)\s?(?:안내|전문|공개)?[\W\dvV]*(?:[(\[][^()\[\]]*[)\]])?\W*$"
)
_TITLE_MOST = 80
_ONLY_NAMES = re.compile(r"^.{0,60}(?:방침|정책|지침)\W*$", re.DOTALL)
_SPEAKS = re.compile(r"개인정보|방침|시행|정보주체|부칙")
_LINKS = frozenset({"a", "option", "select", "button"})
_CHROME_TAGS = frozenset({"nav", "footer"})
_CHROME_ROLES = frozenset({"navigation", "banner", "contentinfo", "search"})
_CHROME_NAME = re.compile(
    r"(?:[gsftl]nb|(?:skip|global|main|top|left|side|sub|local|quick)?[-_]?(?:nav|navi|navigation)|breadcrumbs?"
    r"|location|(?:skip|quick|side|left|sub)[-_]?menu|footer|copyright|family[-_]?sites?|sns[-_]?\w*|share|satisfaction"
    r"|pagination|paging|skip|skip[-_]?(?:to|link|links|nav)|search)(?:[-_]?(?:wrap|area|box|list|inner|group|cont))?",
    re.IGNORECASE,
)
_BLIND = frozenset({"blind", "sr-only", "sr_only", "visually-hidden", "visuallyhidden", "screen_out", "a11y-hidden"})
_CHROME_MOST = 1500
"""Characters. What holds more text than this is no menu, whatever it is called."""
_BLIND_MOST = 150
_FORM_MOST = 400
_DESCEND = frozenset(
    {"article", "body", "center", "dd", "div", "fieldset", "font", "form", "li", "main", "section", "span"}
    | {"table", "tbody", "td", "tr"}
)
_SHARE = 0.6
_STRUCK = "line-through"


def parse(text: str, name: str) -> Element:
    """The ``body`` of a page.

    h1–h6 become ``heading1`` … and struck text ``del``: libxml2 ends these before a ``<p>``, browsers do not.
    Raises `DocumentError` for a page that is too large, and `EmptyFile` for one without a body.
    """
    text = _lean(text)
    if not _TAG.search(text):
        raise DocumentError(f"{name} is not HTML: it has no tags.", "Give a web page, or rename the file to .txt.")
    if len(text) > MOST_CHARACTERS or text.count("<") > MOST_TAGS:
        raise DocumentError(
            f"{name} is too large: a page may have {MOST_CHARACTERS:,} characters and {MOST_TAGS:,} tags.",
            "Give the policy alone, without what surrounds it.",
        )
    text = _HEADING.sub(r"\1heading\2", text)
    text = _STRUCK_TAG.sub(r"\1del", text)
    parser = etree.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = etree.fromstring(text, parser)
    except (etree.LxmlError, ValueError) as error:
        reason = str(error).rstrip(".")
        raise DocumentError(f"{name} cannot be read as HTML: {reason}.", "Save the page again.") from error
    if root is None:
        raise EmptyFile(f"{name} is a page without text.", "Save the page after it is shown in full.")
    return root


def _lean(text: str) -> str:
    """The markup without scripts, styles, drawings and comments, and without attributes of absurd length."""
    parts: list[str] = []
    declaration = _DECLARATION.match(text)
    at = declaration.end() if declaration else 0
    while m := _OPEN.search(text, at):
        parts.append(text[at : m.start()])
        end = _CLOSE[(m[1] or "").lower()].search(text, m.end())
        at = end.end() if end else len(text)
    text = "".join(parts) + text[at:]
    text = _LONG_VALUE.sub('=""', text)
    return _LONG_TAG.sub(r"<\1", text).replace("\0", "")


class Page(Struct):
    """What the survey of a page found.

    ``container``: the element with the policy. ``dropped``: elements to leave out. ``nests``: tables that hold
    tables → how many deep. ``title``: the heading (else the title of the page) that names the policy, and its level.
    """

    container: Element
    dropped: set[Element] = field(default_factory=set)
    nests: dict[Element, int] = field(default_factory=dict)
    title: tuple[str, int] | None = None


class _Frame(Struct):
    """An open element: characters outside and inside links, runs that speak of a policy, tables below."""

    weight: int = 0
    linked: int = 0
    speaks: int = 0
    nests: int = 0
    inputs: bool = False

    def take(self, inner: _Frame, tag: str) -> None:
        """Adds what stands in an element of this one."""
        self.weight += inner.weight
        self.linked += inner.linked
        self.speaks += inner.speaks
        self.inputs |= inner.inputs
        self.nests = max(self.nests, inner.nests + (tag == "table"))


def survey(root: Element, name: str) -> Page:
    """The policy within a page. Raises `DocumentError` for a page nested deeper than `DEEPEST`."""
    body = root.find("body")
    body = root if body is None else body
    page = Page(body)
    weights: dict[Element, tuple[int, int]] = {}
    frames: list[_Frame] = [_Frame()]
    links = headings = lists = spoken = 0
    walk = etree.iterwalk(body, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if event == "start":
            frames.append(_Frame())
            if len(frames) > DEEPEST:
                raise DocumentError(
                    f"{name} is nested deeper than {DEEPEST:,} elements.", "Save the page again, or give its text."
                )
            if tag in UNSEEN or is_struck(element):
                frames[-2].inputs |= tag == "input"
                page.dropped.add(element)
                walk.skip_subtree()
                continue
            links += tag in _LINKS
            headings += tag in HEADINGS
            lists += tag in ("ul", "ol")
            spoken += _weigh(element.text, frames[-1], links)
            continue
        frame = frames.pop()
        if element not in page.dropped:
            links -= tag in _LINKS
            headings -= tag in HEADINGS
            lists -= tag in ("ul", "ol")
            if tag in HEADINGS and not headings and page.title is None and frame.weight + frame.linked <= _TITLE_MOST:
                text = " ".join("".join(element.itertext()).split())
                if names_policy(text):
                    page.title = (text, HEADINGS[tag])
            in_front = tag in ("ul", "ol") and not lists and not spoken
            if _is_chrome(element, frame) or (in_front and _is_menu(element, frame)):
                page.dropped.add(element)
            else:
                if frame.nests and tag == "table":
                    page.nests[element] = frame.nests
                if frame.weight >= 100 and tag in _DESCEND:
                    weights[element] = (frame.weight, frame.speaks)
                frames[-1].take(frame, tag)
        if element is not body:
            spoken += _weigh(element.tail, frames[-1], links)
    page.container = _container(body, weights)
    if page.title is None:
        page.title = _page_title(root)
    return page


def is_block(element: Element) -> bool:
    """True for an element that begins and ends a line."""
    return element.tag in _BLOCKS or bool(_BLOCK_STYLE.search(element.get("style") or ""))


def is_struck(element: Element) -> bool:
    """True for text that is struck out."""
    return element.tag == "del" or _STRUCK in (element.get("style") or "")


def names_policy(text: str) -> bool:
    """True for a title: a line that ends in the name of a policy (and the edition)."""
    return len(text) <= _TITLE_MOST and bool(_NAMES_POLICY.search(text))


def names_of(element: Element) -> list[str]:
    """The id and the classes of an element."""
    return f"{element.get('id') or ''} {element.get('class') or ''}".split()


def _weigh(text: str | None, frame: _Frame, links: int) -> int:
    """Adds a run of text to its element; 1 if it speaks of a policy other than by its name, else 0."""
    if not text or text.isspace():
        return 0
    size = len(text)
    if links:
        frame.linked += size
        return 0
    frame.weight += size
    if (size < 120 and _ONLY_NAMES.match(text.strip())) or not _SPEAKS.search(text):
        return 0
    frame.speaks += 1
    return 1


def _is_chrome(element: Element, frame: _Frame) -> bool:
    """True for a part of the page around the policy, or for words that only a screen reader says."""
    if frame.weight > _CHROME_MOST:
        return False
    tag = element.tag
    if tag in _CHROME_TAGS or element.get("role") in _CHROME_ROLES:
        return True
    if tag == "header" and not frame.speaks and frame.linked >= frame.weight > 0:
        return True
    if tag == "form" and frame.weight < _FORM_MOST and frame.inputs:
        return True
    if tag in HEADINGS or tag in ("body", "table", "td", "th", "li"):
        return False
    names = names_of(element)
    if not names:
        return False
    if frame.weight + frame.linked <= _BLIND_MOST and not _BLIND.isdisjoint(names):
        return True
    return any(_CHROME_NAME.fullmatch(n) for n in names)


def _is_menu(element: Element, frame: _Frame) -> bool:
    """True for a list of links in front of the policy that is not its table of contents."""
    if frame.weight or not frame.linked or frame.linked > _CHROME_MOST:
        return False
    entries = [" ".join("".join(i.itertext()).split()) for i in element.iterfind("li")]
    return sum(bool(kinds_of(e)) for e in entries) < 3


def _container(body: Element, weights: dict[Element, tuple[int, int]]) -> Element:
    """The smallest element that leaves out nothing that speaks of a policy."""
    here = body
    while here in weights:
        weight, speaks = weights[here]
        inner = max((c for c in here if c in weights), key=lambda c: weights[c][0], default=None)
        if inner is None or not speaks:
            break
        if weights[inner][0] < _SHARE * weight or weights[inner][1] < speaks:
            break
        here = inner
    # A cell or an item alone would lose its row or its mark.
    while here.tag in ("td", "tr", "tbody", "li", "dd", "span", "font") and here.getparent() is not None:
        here = here.getparent()
    return here


def _page_title(root: Element) -> tuple[str, int] | None:
    """The part of the page's title that names the policy ("개인정보 처리방침 | 가나시" → "개인정보 처리방침")."""
    title = root.find(".//title")
    if title is None:
        return None
    parts = re.split(r"\s*[|>»≫:：]\s*|\s+[-–—]\s+", "".join(title.itertext()))
    part = next((p for p in parts if names_policy(p)), None)
    return (" ".join(part.split()), 0) if part else None
