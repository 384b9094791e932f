"""Becomes another program, after giving up what a reader of strangers' files has no need of.

Run by its path, in a process of its own: `python -I confined.py MEMORY CPU FILE NICE ALONE PROGRAM [ARGUMENT ...]`
(bytes of address space, seconds of processor, bytes of the largest file, steps of politeness, 1 for a program that
starts no others). It imports nothing of Rangwan. The limits are set here, not between fork and exec of the server:
code that runs there may hang in a process with threads.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import platform
import resource
import signal
import struct
import sys

_SET_PARENT_DEATH_SIGNAL, _SET_SECCOMP, _SET_NO_NEW_PRIVILEGES = 1, 22, 38
_FILTER = 2  # the mode of seccomp that takes a filter
_DENY, _ALLOW, _KILL = 0x00050000 | 13, 0x7FFF0000, 0x80000000  # answer "permission denied", go on, end the process
_AF_UNIX = 1
_IO_URING_SETUP = 425  # a second way to a socket
_FOREIGN = 0x40000000  # from here on: the numbers of another set of system calls on the same processor
# machine: (what the kernel calls it, the number of the system call `socket`)
_MACHINES = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def _socket_filter(architecture: int, socket: int) -> bytes:
    """Return a filter of system calls (classic BPF) that lets no socket be made but one to this machine's own files."""
    load, equal, at_least, answer = 0x20, 0x15, 0x35, 0x06
    lines = (
        (load, 0, 0, 4),  # the architecture
        (equal, 1, 0, architecture),
        (answer, 0, 0, _KILL),
        (load, 0, 0, 0),  # the number of the call
        (at_least, 4, 0, _FOREIGN),
        (equal, 3, 0, _IO_URING_SETUP),
        (equal, 0, 3, socket),
        (load, 0, 0, 16),  # its first argument: the family of the socket
        (equal, 1, 0, _AF_UNIX),
        (answer, 0, 0, _DENY),
        (answer, 0, 0, _ALLOW),
    )
    return b"".join(struct.pack("<HBBI", *line) for line in lines)


def leave_the_network() -> bool:
    """Give up every socket that reaches beyond this machine, for good and for all descendants; say whether it worked.

    A filter of system calls needs no right, so it works in containers too, where a network namespace may not be made.
    """
    known = _MACHINES.get(platform.machine())
    if sys.platform != "linux" or known is None:
        return False
    control = ctypes.CDLL(None, use_errno=True).prctl
    lines = _socket_filter(*known)
    program = _Program(len(lines) // 8, lines)
    one, none = ctypes.c_ulong(1), ctypes.c_ulong(0)
    if control(_SET_NO_NEW_PRIVILEGES, one, none, none, none):
        return False
    return bool(control(_SET_SECCOMP, ctypes.c_ulong(_FILTER), ctypes.byref(program), none, none) == 0)


def main() -> None:
    """Set the limits, then become the program."""
    memory, processor, file, nice, alone = map(int, sys.argv[1:6])
    for which, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, processor),
        (resource.RLIMIT_FSIZE, file),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(which, (most, most))
    if alone:  # counted per user, so any other number would depend on what else this user runs
        resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    os.nice(nice)
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            ctypes.CDLL(None).prctl(_SET_PARENT_DEATH_SIGNAL, ctypes.c_ulong(signal.SIGKILL))
        leave_the_network()
    os.execv(sys.argv[6], sys.argv[6:])  # noqa: S606 -- the whole point: no shell between


if __name__ == "__main__":
    main()
