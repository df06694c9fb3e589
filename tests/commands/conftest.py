"""A command line to call, and a project with two texts."""

from pathlib import Path

import pytest
from command_line import Run, caller

TEXTS = {
    "mill.txt": "We walked to the mill near the lake. The miller of the mill was out for a week.\n",
    "hotel.txt": "The hotel in front of the station was full, so we went to a friend of hers.\n",
}


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Call `construal` as on a wide, plain terminal without a screen."""
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    return caller(capsys)


@pytest.fixture
def texts(tmp_path: Path) -> list[Path]:
    """Two texts."""
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return [tmp_path / name for name in TEXTS]


@pytest.fixture
def project(run: Run, texts: list[Path], tmp_path: Path) -> Path:
    """A closed project with the two texts."""
    path = tmp_path / "mine.construal"
    assert run("new", path).code == 0
    assert run("import", path, *texts).code == 0
    return path
