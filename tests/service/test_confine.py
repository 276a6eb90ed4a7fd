"""A confined process gets no socket, and keeps those that it has."""

import multiprocessing
import socket
from multiprocessing.connection import Connection

import pytest

from pigraph.service.confine import no_network


def confined(pipe: Connection) -> None:
    done = no_network()
    try:
        socket.socket()
        opened = True
    except PermissionError:
        opened = False
    pipe.send((done, opened))


def test_a_confined_process_opens_no_socket() -> None:
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=confined, args=(theirs,))
    process.start()
    done, opened = ours.recv()
    process.join(10)
    if not done:
        pytest.skip("this machine has no seccomp that pigraph knows")
    assert not opened
