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

from pigraph import pipeline

CHECKOUT = Path(__file__).resolve().parents[2]
HOSTILE = '<img src=x onerror="document.title=1"><script>document.title=2</script>&amp;'
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture(scope="session")
def explored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of a graph: the three shipped policies, an older version of one, and one whose text tries HTML."""
    folder = tmp_path_factory.mktemp("explored")
    shipped = CHECKOUT / "data" / "policies"
    text = (shipped / "gimpo.txt").read_text(encoding="utf-8")
    hostile = folder / "hostile.txt"
    hostile.write_text(text.replace("김포시", "가나시").replace("수사 자료", f"수사 자료 {HOSTILE}"), encoding="utf-8")
    seoul = (shipped / "seoul-mongttang.txt").read_text(encoding="utf-8")
    older = folder / "older.txt"
    older.write_text(seoul.replace("2024. 1. 1", "2023. 9. 1").replace("5년", "3년", 1), encoding="utf-8")
    described = (shipped / "seoul-mongttang.toml").read_text(encoding="utf-8").splitlines()
    kept = [line for line in described if not line.startswith("sha256")]
    older.with_suffix(".toml").write_text("\n".join([*kept, "effective_date = 2023-09-01\n"]), encoding="utf-8")
    home = folder / "home"
    report = pipeline.build([*sorted(shipped.glob("*.txt")), hostile, older], home, jobs=1)
    assert not report.failures
    return home


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


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    """A headless Chromium of the system; nothing is downloaded."""
    playwright = pytest.importorskip("playwright.sync_api")
    if CHROMIUM is None:
        pytest.skip("no Chromium: run apt-get install chromium as root")
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()
