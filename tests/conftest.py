"""Places that several tests read from, and the switch that remakes what they compare with."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import pytest
from hypothesis import settings

# No test measures time: a busy machine is no fault of the code.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

CHECKOUT = Path(__file__).resolve().parents[1]
SHARED = CHECKOUT.parent / "shared"


# Reading must not depend on what somebody imported on this machine.
os.environ["PIGRAPH_LAWS"] = str(CHECKOUT / "tests" / "no-laws.sqlite")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--remake-golden",
        action="store_true",
        help="write tests/golden/ and tests/evaluation/floors.json from what is read now, instead of comparing",
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if not os.environ.get("PIGRAPH_SLOW"):
        for item in items:
            if item.get_closest_marker("slow"):
                item.add_marker(pytest.mark.skip(reason="takes minutes; set PIGRAPH_SLOW=1"))


@pytest.fixture(scope="session")
def remake(request: pytest.FixtureRequest) -> bool:
    """True when what is expected is to be written anew (``pytest --remake-golden``)."""
    return bool(request.config.getoption("--remake-golden"))


@pytest.fixture
def watchdog() -> Iterator[None]:
    """Ends a test that hangs. A guard against endless reading, not a measurement: those are in benchmarks/."""

    def hang(signum: int, frame: FrameType | None) -> None:
        raise TimeoutError("still running after 60 seconds")

    before = signal.signal(signal.SIGALRM, hang)
    signal.alarm(60)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The top of this checkout."""
    return CHECKOUT


@pytest.fixture(scope="session")
def shipped() -> list[Path]:
    """The policies that pigraph ships."""
    found = sorted((CHECKOUT / "data" / "policies").glob("*.txt"))
    assert found
    return found


@pytest.fixture(scope="session")
def shared() -> Path:
    """The shared folder beside the checkout; the test is skipped where there is none."""
    if not SHARED.is_dir():
        pytest.skip(f"needs the shared folder {SHARED.name!r} beside the checkout")
    return SHARED


@pytest.fixture(scope="session")
def policies(shared: Path) -> list[Path]:
    """Every source policy of the shared folder."""
    found = sorted(p for p in (shared / "policies").glob("*/*") if p.suffix in {".txt", ".html", ".md"})
    assert found
    return found
