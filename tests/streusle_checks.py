"""What STREUSLE's own checks say of many files: one process for all of them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

# Each file is read as conllulex2json.py reads its argument; what it raises is its verdict.
_SCRIPT = """
import contextlib, io, json, sys
import conllulex2json
verdicts = []
for name in sys.stdin.read().splitlines():
    told, error = io.StringIO(), ""
    with open(name, encoding="utf-8") as file, contextlib.redirect_stderr(told):
        try:
            for sentence in conllulex2json.load_sents(file):
                pass
        except Exception as raised:
            error = f"{type(raised).__name__}: {raised}"
    verdicts.append([error, told.getvalue().splitlines()])
json.dump(verdicts, sys.stdout)
"""


@dataclass(frozen=True)
class Checked:
    """What the checks said of a file: the error they stopped at, "" where they took it, and what they warned of."""

    error: str
    warnings: list[str]

    @property
    def accepted(self) -> bool:
        """Whether the file was taken."""
        return not self.error


def checked(files: Sequence[bytes], folder: Path) -> list[Checked]:
    """What STREUSLE says of files with these bytes, in order."""
    paths = [folder / f"{number}.conllulex" for number in range(len(files))]
    for path, data in zip(paths, files, strict=True):
        path.write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT],
        input="\n".join(map(str, paths)), capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    return [Checked(error, warnings) for error, warnings in json.loads(done.stdout)]
