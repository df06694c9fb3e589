"""STREUSLE's own converter, run on a file as its users run it."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Verdict:
    """What the converter said: its sentences as JSON (empty where it refused), and its messages."""

    accepted: bool
    sentences: list[dict[str, Any]]
    messages: list[str]


def verdict(data: bytes, folder: Path) -> Verdict:
    """What `conllulex2json.py` makes of a file with these bytes."""
    found = importlib.util.find_spec("conllulex2json")
    assert found is not None
    assert found.origin is not None
    path = folder / "checked.conllulex"
    path.write_bytes(data)
    command = [sys.executable, found.origin, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    accepted = done.returncode == 0
    return Verdict(accepted, json.loads(done.stdout) if accepted else [], done.stderr.splitlines())
