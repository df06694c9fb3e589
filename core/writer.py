"""One writer at a time: a lock that the operating system gives back when its holder ends, however it ends."""

from __future__ import annotations

import getpass
import os
import socket
from dataclasses import dataclass
from pathlib import Path

import msgspec
from filelock import FileLock, Timeout

from construal.annotation.annotation import now


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes a project: user, machine, process, and since when (milliseconds since 1970)."""

    user: str
    host: str
    pid: int
    since: int

    def __str__(self) -> str:
        return f"{self.user} on {self.host} (process {self.pid})"


def lock(path: Path) -> FileLock | None:
    """The right to write the project at `path`, or None where another program has it. Raises OSError."""
    held = FileLock(f"{path}.lock", timeout=0)
    try:
        held.acquire()
    except Timeout:
        return None
    return held


def is_held(path: Path) -> bool:
    """Whether a program has the right to write the project at `path` now."""
    try:
        held = lock(path)
    except OSError:  # a protected folder: nobody on this machine writes there
        return False
    if held is None:
        return True
    held.release()
    return False


def this_program() -> Writer:
    """This process as a writer."""
    try:
        user = getpass.getuser()
    except (OSError, KeyError):  # no name in the environment, and none in the password file
        user = "somebody"
    return Writer(user, socket.gethostname(), os.getpid(), now())


def encoded(writer: Writer) -> str:
    """The writer as the project file keeps it."""
    return msgspec.json.encode(writer).decode()


def decoded(text: str) -> Writer:
    """The writer that `encoded` wrote."""
    return msgspec.json.decode(text, type=Writer)
