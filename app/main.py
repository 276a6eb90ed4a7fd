"""The app: pages, what surrounds them, and what happens when an address is wrong."""

from __future__ import annotations

import logging
from functools import partial

import streamlit as st

from app.address import Address
from app.problems import said
from app.screens import (
    agency,
    ask,
    compare,
    file,
    flows,
    item,
    law,
    listing,
    party,
    policy,
    rights,
    source,
    sparql,
    start,
)
from app.templating import render, style
from app.view import opened
from app.words import Words
from pigraph.errors import PigraphError

_LOG = logging.getLogger("pigraph.app")
PAGES = {
    "start": start,
    "ask": ask,
    "list": listing,
    "agency": agency,
    "policy": policy,
    "file": file,
    "item": item,
    "law": law,
    "party": party,
    "source": source,
    "flows": flows,
    "compare": compare,
    "rights": rights,
    "sparql": sparql,
}  # name in the address → module of the page; the first one stands at the root


def main() -> None:
    """Draw the page of the address."""
    pages = [
        st.Page(partial(_show, name), title=_title(name), url_path=name, default=name == "start") for name in PAGES
    ]
    st.navigation(pages, position="hidden").run()


def _title(name: str) -> str:
    language = Address.of(name, st.query_params.to_dict()).language
    return f"{Words(language)(f'nav.{name}')} · pigraph"


def draw(name: str, parameters: dict[str, str]) -> None:
    """Draw one page with what surrounds it. What is wrong with its address is said in its place."""
    address = Address.of(name, parameters)
    say = Words(address.language)
    st.html(style())
    st.html(render("head.html", t=say, a=address, page=name))
    try:
        with st.spinner(say("common.loading")):
            if parameters.get("language", address.language) != address.language:
                said_so = {"title": say("problem.title"), "message": say("problem.language"), "remedy": ""}
                st.html(render("problem.html", t=say, a=address, **said_so))
            PAGES[name].show(opened(address))
    except PigraphError as error:
        st.html(render("problem.html", t=say, a=address, **said(error, say)))
    except Exception:
        _LOG.exception("page %s", name)
        broken = {"title": say("problem.other"), "message": say("problem.ours"), "remedy": ""}
        st.html(render("problem.html", t=say, a=address, **broken))
    st.html(render("foot.html", t=say, a=address))


def _show(name: str) -> None:
    draw(name, st.query_params.to_dict())


if __name__ == "__main__":
    st.set_page_config(layout="wide", initial_sidebar_state="collapsed", page_icon="🔎")
    main()
