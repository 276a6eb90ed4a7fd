"""Questions in plain words, Korean or English, answered from the graph. No model, no network: words and rules.

A page or command needs four names::

    terms = read_terms(store, cache)          # the names of the graph; once per generation. cache: a file or None
    answer = ask(question, store, terms, sources)           # sources: answers.Sources, or None (no quotations)
    again = answer_meaning(choice.meaning, store, terms, sources, language=Language.KO)   # a chip was changed
    to_json(answer)                           # the JSON that `pigraph ask --format json` prints

`Answer.status` has three values, and every one has a sentence that says why. `Answer.rows` is the table
(`Answer.columns`), each row with its laws, evidence IRIs and quoted words; `Answer.chips` are the parts of the
question as understood, each with the meanings that changing it leads to. `Answer.examples` are questions to offer.
Nothing here writes; equal questions to equal graphs have equal answers.
"""

from pigraph.asking.asking import answer_meaning, ask, language_of, to_json
from pigraph.asking.model import Answer, Chip, Choice, Column, Field, Limit, Meaning, Row, Scene, Shape, Status
from pigraph.asking.terms import Terms, read_terms

__all__ = [
    "Answer",
    "Chip",
    "Choice",
    "Column",
    "Field",
    "Limit",
    "Meaning",
    "Row",
    "Scene",
    "Shape",
    "Status",
    "Terms",
    "answer_meaning",
    "ask",
    "language_of",
    "read_terms",
    "to_json",
]
