from pathlib import Path

import pytest

from pigraph import resources
from pigraph.checks.catalogue import catalogue
from pigraph.checks.requirements import Requirements, shapes_of


def test_the_page_of_requirements_is_up_to_date(checkout: Path, remake: bool) -> None:
    if not list(resources.path("shapes").glob("*.ttl")):
        pytest.skip("there are no shapes")
    page = catalogue(Requirements(shapes_of()))
    path = checkout / "docs" / "requirements.md"
    if remake:
        path.parent.mkdir(exist_ok=True)
        path.write_text(page, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == page, "run: pigraph shapes > docs/requirements.md"
