"""Being made."""

from app.view import View


def show(view: View) -> None: ...
