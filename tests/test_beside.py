"""Something made in a second process: what comes back, and what happens when nothing does."""

import os
import signal
import threading
from pathlib import Path

import pytest

from pigraph import beside as module
from pigraph.beside import beside
from pigraph.errors import NotAPolicy

HERE = os.getpid()


@pytest.fixture(autouse=True)
def copied(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a machine with two cores, whatever other tests have started."""
    monkeypatch.setattr(module, "_copies", lambda: True)


def test_the_result_is_made_elsewhere_while_the_block_goes_on(tmp_path: Path) -> None:
    def work() -> tuple[int, str]:
        os.read(reading, 1)  # until the block has begun
        return os.getpid(), "가나다"

    reading, writing = os.pipe()
    with beside(work) as made:
        os.write(writing, b".")
        process, text = made()
    assert process != os.getpid()
    assert text == "가나다"


def test_what_a_user_can_mend_is_raised_where_it_is_asked_for() -> None:
    def work() -> None:
        raise NotAPolicy("a.txt is none.", "Give a policy.")

    with pytest.raises(NotAPolicy, match=r"a\.txt is none\. Give a policy\."), beside(work) as made:
        made()


def test_an_error_of_ours_shows_where_it_comes_from() -> None:
    def work() -> None:
        raise ZeroDivisionError(os.getpid())

    with pytest.raises(ZeroDivisionError, match=str(HERE)), beside(work) as made:
        made()


def test_what_is_killed_or_cannot_be_sent_is_made_here() -> None:
    def killed() -> int:
        if os.getpid() != HERE:
            os.kill(os.getpid(), signal.SIGKILL)
        return os.getpid()

    with beside(killed) as made:
        assert made() == HERE
    with beside(lambda: lambda: os.getpid()) as unsendable:
        assert unsendable()() == HERE


def test_a_block_that_fails_leaves_no_process(tmp_path: Path) -> None:
    began = tmp_path / "began"

    def work() -> None:
        began.write_text(str(os.getpid()))
        signal.pause()

    with pytest.raises(KeyError), beside(work):
        while not began.is_file() or not began.read_text():
            pass
        raise KeyError
    with pytest.raises(ProcessLookupError):
        os.kill(int(began.read_text()), 0)


def test_only_processes_of_one_thread_are_copied(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1}, raising=False)
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        assert not module._copies()
    finally:
        stop.set()
        thread.join()
    (tmp_path / "1").touch()
    monkeypatch.setattr(module, "_THREADS", tmp_path)
    assert module._copies()
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0}, raising=False)
    assert not module._copies()
    monkeypatch.setattr(module, "_THREADS", tmp_path / "none")
    assert not module._copies()


def test_without_a_copy_it_is_made_here_and_only_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_copies", lambda: False)
    made_by: list[int] = []
    with beside(lambda: made_by.append(os.getpid())) as made:
        assert not made_by
        made()
    assert made_by == [HERE]
