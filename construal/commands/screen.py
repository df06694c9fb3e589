"""Whether a window could be seen here; asked before Qt is loaded, for Qt aborts the program where there is none."""

from __future__ import annotations

import os
import sys

from construal.annotation.errors import ConstrualError


class NoScreen(ConstrualError):
    """A window was asked for where nobody could see it."""


def has_screen() -> bool:
    """Whether this session has a screen: not where Qt was told to draw off it, nor on Linux without a display."""
    platform = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if platform in ("offscreen", "minimal"):
        return False
    if not sys.platform.startswith("linux") or platform in ("eglfs", "linuxfb", "vnc"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
