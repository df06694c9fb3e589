"""Processes that the benchmark starts: they find this very program, whatever else is installed."""

from __future__ import annotations

import os
from pathlib import Path

_HERE = Path(__file__).resolve().parents[2]  # the source tree, or construal/ where it is installed


def folder() -> Path:
    """The folder to import `construal` from."""
    return _HERE.parent if _HERE.name == "construal" and (_HERE / "__init__.py").is_file() else _HERE


def environment() -> dict[str, str]:
    """This process's environment, for a Python that imports this program and writes UTF-8."""
    known = os.pathsep.join([str(folder()), *filter(None, [os.environ.get("PYTHONPATH")])])
    return {**os.environ, "PYTHONPATH": known, "PYTHONIOENCODING": "utf-8"}
