"""Triple patterns of a query as they are written (SPARQL 1.1 Query §5.1, §9): read from its pieces, written again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from typing import NamedTuple

from pigraph.store.tokens import Token


class Unread(Exception):
    """Something that is not plainly a triple pattern: whatever it is a part of stays as it is."""


class Pattern(NamedTuple):
    """A triple pattern as it is written: its ends, and one step between them."""

    subject: str
    step: str
    object: str

    @property
    def variables(self) -> set[str]:
        return {part for part in self if part[0] in "?$"}

    def known(self, bound: set[str]) -> int:
        """How many of its ends are known once the variables ``bound`` are."""
        return sum(end[0] not in "?$" or end in bound for end in (self.subject, self.object))

    def __str__(self) -> str:
        return f"{self.subject} {self.step} {self.object}"


def fresh(query: str, sign: str) -> Iterator[str]:
    """Names behind ``sign`` that stand nowhere in the query: of variables (``?e``) or blank nodes (``_:e``)."""
    plain = sign.lstrip("?_:")
    return (f"{sign}{n}" for n in count() if f"{plain}{n}" not in query)


def patterns(found: Sequence[Token], between: Iterator[str]) -> list[Pattern]:
    """The patterns that ``found`` writes; ``between`` names what is between the steps of a path. Raises `Unread`."""
    return _Reader(found, between).patterns()


class _Reader:
    """Reads triple patterns that end with their last piece; `Unread` for anything else."""

    def __init__(self, found: Sequence[Token], between: Iterator[str]) -> None:
        self._tokens, self._between = [*found, Token("sign", "}", 0, 0)], between
        self._at = 0

    def patterns(self) -> list[Pattern]:
        found: list[Pattern] = []
        try:
            while self._next != "}":
                found += self._of_subject(self._end())
                if not self._is(".") and self._next != "}":
                    raise Unread
        except IndexError:
            raise Unread from None
        return found

    def _of_subject(self, subject: str) -> Iterator[Pattern]:
        while True:
            steps = self._steps()
            yield from self._way(subject, steps, self._end())
            while self._is(","):
                yield from self._way(subject, steps, self._end())
            while self._is(";"):
                if self._next in (";", ".", "}"):
                    continue
                break
            else:
                return

    def _way(self, subject: str, steps: list[str], end: str) -> Iterator[Pattern]:
        for step in steps[:-1]:
            between = next(self._between)
            yield Pattern(subject, step, between)
            subject = between
        yield Pattern(subject, steps[-1], end)

    @property
    def _next(self) -> str:
        return self._tokens[self._at].text

    def _take(self) -> Token:
        self._at += 1
        return self._tokens[self._at - 1]

    def _is(self, sign: str) -> bool:
        if self._next == sign:
            self._at += 1
            return True
        return False

    def _end(self) -> str:
        """A subject or an object as it is written."""
        token = self._take()
        if token.kind == "name" and token.text.startswith("_:"):
            raise Unread  # a blank node may stand in several patterns of one group, but not in two groups
        if token.kind in ("variable", "iri", "name") or (token.kind == "word" and token.text in ("true", "false")):
            return token.text
        if token.kind != "text":
            raise Unread
        if self._tokens[self._at].kind == "language":
            return token.text + self._take().text
        if self._is("^"):
            apart = self._tokens[self._at].begin > self._tokens[self._at - 1].end  # "^ ^" is no sign
            if apart or not self._is("^") or (kind := self._take()).kind not in ("iri", "name"):
                raise Unread
            return f"{token.text}^^{kind.text}"
        return token.text

    def _steps(self) -> list[str]:
        """The steps of a path, each as it is written; a path with another way is one step."""
        if self._tokens[self._at].kind == "variable":
            return [self._take().text]
        steps, choice = [""], False
        depth = 0
        while True:
            token = self._tokens[self._at]
            if depth == 0 and token.text == "/":
                steps.append("")
            elif token.text in tuple("|^!()*+?/"):
                depth += (token.text == "(") - (token.text == ")")
                choice |= token.text == "|" and depth == 0
                steps[-1] += token.text
            elif token.kind in ("iri", "name") or token.text == "a":
                if depth == 0 and steps[-1] and steps[-1][-1] not in "|^!":
                    break  # two words without a sign between them: the path is over
                # A name may not run into what stands before it.
                steps[-1] += f" {token.text} " if depth or steps[-1] else token.text
            else:
                break
            self._at += 1
        if depth or not all(steps):
            raise Unread
        whole = [step.strip() for step in steps]
        return ["/".join(whole)] if choice else whole
