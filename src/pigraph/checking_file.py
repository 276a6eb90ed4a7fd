"""One file checked, while somebody waits for it: it is read in a copy of this process, while the shapes are made ready.

Nearly all of it is what comes before the first policy: readers, lexicon, shapes. So nothing of that is imported before
the copy is made, but for what both sides need.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from pigraph.beside import beside
from pigraph.checks.choices import Asked, Engine
from pigraph.document import load
from pigraph.reading import stated_of, uncollected

if TYPE_CHECKING:
    from pigraph.checks.check import Report

_BOTH = ("pigraph.graph.files", "pigraph.laws.citations")
"""What reading and checking import, with all that these import."""
_ENOUGH = 50_000
"""Characters of a text from which the checks are made ready for the rest of it."""


@uncollected()
def check_file(path: Path, asked: Asked, meanwhile: Callable[[], object] = lambda: None) -> Report:
    """The report of the policy in a file. Raises `DocumentError`, `CorrectionError` and `DataError`.

    ``meanwhile``: what else can be made ready while the file is read.
    """
    source = load(path)
    for name in _BOTH:
        import_module(name)
    with beside(partial(stated_of, source)) as reading:
        from pigraph.checks.check import checker

        ready = checker(asked.engine, asked.shapes)
        if asked.engine is Engine.COMPILED:  # the reference takes as long for nothing as for a policy
            ready.warm(asked.on, source.text[:_ENOUGH])
        meanwhile()
        found = reading()
    return ready.check(*found, path.name, asked.on)
