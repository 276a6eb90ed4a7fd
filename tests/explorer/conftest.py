"""The explorer as people meet it: a server of its own over shipped policies and a hostile one, and a real browser."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from explored import build

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture(scope="session")
def explored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of the graph that is looked through."""
    return build(tmp_path_factory.mktemp("explored"))


@pytest.fixture(scope="session")
def server(explored: Path) -> Iterator[str]:
    """The address of the explorer, started as `pigraph app` starts it."""
    pytest.importorskip("streamlit")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "pigraph.cli", "app", "--home", str(explored), "--port", str(port)]
    environment = {k: v for k, v in os.environ.items() if k != "PIGRAPH_STORE"}
    with subprocess.Popen(command, cwd=explored, env=environment, stdout=subprocess.DEVNULL) as process:
        address = f"http://127.0.0.1:{port}/"
        try:
            for _ in range(300):
                assert process.poll() is None, "the explorer has ended"
                try:
                    with urllib.request.urlopen(f"{address}_stcore/health", timeout=5):
                        break
                except OSError:
                    time.sleep(0.2)
            yield address
        finally:
            process.terminate()


@pytest.fixture(autouse=True)
def _main() -> Iterator[None]:
    """Streamlit puts each page in the place of the main module, which new processes of later tests would run."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


@pytest.fixture(scope="package")
def chromium() -> Iterator[object]:
    """A headless Chromium of the system; nothing is downloaded."""
    playwright = pytest.importorskip("playwright.sync_api")
    if CHROMIUM is None:
        pytest.skip("no Chromium: run apt-get install chromium as root")
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()
