"""Processes of ours beside processes of another's, and what is said where theirs are missing."""

from __future__ import annotations

import sys
from pathlib import Path

from construal.core.benchmark import streusle
from construal.core.progress import Quiet


def test_the_corpus_is_found_where_it_is(tmp_path: Path) -> None:
    """A folder has the file or it has not."""
    file = tmp_path / streusle.TRAIN
    assert streusle.train(None) is None
    assert streusle.train(tmp_path) is None
    file.parent.mkdir()
    file.write_bytes(b"")
    assert streusle.train(tmp_path) == file


def test_a_script_that_is_not_installed() -> None:
    """There is no call for it."""
    assert streusle.script("a_script_of_nobody") is None


def test_processes_run_in_turn(tmp_path: Path) -> None:
    """Each round runs ours, then theirs; ours is told the round."""
    log = tmp_path / "log"

    def call(words: str) -> list[str]:
        return [sys.executable, "-c", f"open({str(log)!r}, 'a').write({words!r})"]

    own, other = streusle.in_turn(lambda n: call(f"ours {n}, "), call("theirs, "), rounds=2, told="", progress=Quiet())
    assert log.read_text() == "ours 0, theirs, ours 1, theirs, "
    assert other is not None
    figure = streusle.ratio((own, other), "run", "seconds", target=1.0)
    assert figure.value == own / other


def test_without_their_scripts() -> None:
    """Only ours is run, and the figure says what is missing."""
    seconds = streusle.in_turn(lambda _: [sys.executable, "-c", ""], None, rounds=1, told="", progress=Quiet())
    figure = streusle.ratio(seconds, "run", "seconds", target=1.0)
    assert seconds[0] > 0
    assert (figure.value, figure.target, figure.why) == (None, 1.0, streusle.NO_SCRIPTS)
