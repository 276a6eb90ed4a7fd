"""How far to the left a title of a law reaches that the registry does not know."""

from __future__ import annotations

from pigraph.laws.titles import Ending, LawKind, Titles


class Leftward:
    """The words of ``low`` (folded text) at ``words`` (pairs of offsets), of which the last ends in ``word``."""

    def __init__(self, low: str, words: list[tuple[int, int]], word: str, ending: Ending, wording: Titles) -> None:
        self._low = low
        self._spans = words
        self._words = [low[b:e] for b, e in words]
        self._word = word
        self._act = ending.kind is LawKind.ACT
        self._local = not self._act
        self._titles = wording

    def first(self) -> int | None:
        """The index of the first word of the title; None if there is nothing but joining words."""
        words, last = self._words, len(self._words) - 1
        i = last
        while i and self._joins(i):
            i -= 1
            if self._local and self._titles.region(words[i]) and not (i and self._titles.region(words[i - 1])):
                break
        while i < last and (words[i] in self._titles.glue or words[i] in self._titles.glue_ends or words[i][0] == "·"):
            i += 1
        return None if words[i] == self._word else i

    def _joins(self, i: int) -> bool:
        """True if the word before word ``i`` belongs to the title too."""
        words, wording = self._words, self._titles
        word, before = words[i], words[i - 1]
        last = i == len(words) - 1
        complete = last and self._act and word not in wording.heads and word != self._word
        if wording.joining(before):
            if complete and before in wording.glue:
                return False
            return not (i > 1 and self._ends_a_title(words[i - 2]))
        if before.endswith("·") or word.startswith("·"):
            return True
        if word in wording.before.get(before[-1], ()):
            return True
        if complete or wording.stop(before) or self._ends_a_title(before):
            return False
        if before.endswith("의") and len(before) > 1:
            return True
        broken = "\n" in self._low[self._spans[i - 1][1] : self._spans[i][0]]
        return not broken or wording.joining(word) or (last and self._act) or (self._local and self._region_before(i))

    def _ends_a_title(self, word: str) -> bool:
        return word.endswith(("법", "법률", "시행령", "시행규칙", "조례")) and not (
            self._titles.no_act(word) or self._titles.no_act_end(word)
        )

    def _region_before(self, i: int) -> bool:
        """True if the line that ends before word ``i`` has the name of a region, with nothing but title words after."""
        for k in range(i - 1, -1, -1):
            if self._titles.region(self._words[k]):
                return True
            if self._titles.stop(self._words[k]):
                return False
            if k and "\n" in self._low[self._spans[k - 1][1] : self._spans[k][0]]:
                return False
        return False
