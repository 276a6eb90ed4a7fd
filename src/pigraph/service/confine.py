"""No network for a process: the system refuses it sockets (seccomp), whatever its code is talked into.

``SERVICE`` is refused before a query runs (`pigraph.store.tokens`). Should one pass that, it meets this.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import struct

_CALLS = {"x86_64": (0xC000003E, (41, 42)), "aarch64": (0xC00000B7, (198, 203))}
"""By machine: the name of its architecture for seccomp (linux/audit.h), and the numbers of socket and connect."""
_LOAD, _JUMP_IF_EQUAL, _RETURN = 0x20, 0x15, 0x06
_NUMBER, _ARCHITECTURE = 0, 4
"""Where struct seccomp_data has them."""
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | errno.EPERM
_SET_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p))


def no_network() -> bool:
    """Refuse this thread, and all that it starts, sockets and connections; there is no way back.

    False where the system cannot: not Linux, another machine than x86-64 and ARM 64, or no seccomp.
    """
    known = _CALLS.get(platform.machine())
    if known is None or platform.system() != "Linux":
        return False
    architecture, calls = known
    steps = [(_LOAD, 0, 0, _ARCHITECTURE), (_JUMP_IF_EQUAL, 1, 0, architecture), (_RETURN, 0, 0, _REFUSE)]
    steps.append((_LOAD, 0, 0, _NUMBER))
    for call in calls:
        steps += [(_JUMP_IF_EQUAL, 0, 1, call), (_RETURN, 0, 0, _REFUSE)]
    steps.append((_RETURN, 0, 0, _ALLOW))
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    program = _Program(len(steps), ctypes.cast(code, ctypes.c_void_p).value)
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    if prctl(_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0):
        return False
    return bool(prctl(_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0) == 0)
