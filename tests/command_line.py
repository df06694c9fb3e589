"""The command line called in this process: exit code, standard output and error."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import pytest

from construal.__main__ import main


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """Standard output as the one JSON object it must be."""
        told = json.loads(self.out)
        assert isinstance(told, dict)
        return told


class Run(Protocol):
    """Calls `construal` with these words."""

    def __call__(self, *words: str | Path) -> Answer:
        """The answer."""


def caller(capsys: pytest.CaptureFixture[str]) -> Run:
    """Calls `construal` and catches what it writes."""

    def call(*words: str | Path) -> Answer:
        capsys.readouterr()
        code = main([str(word) for word in words])
        captured = capsys.readouterr()
        return Answer(code, captured.out, captured.err)

    return call
