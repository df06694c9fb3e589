"""What the validation is timed on."""

from __future__ import annotations

from pathlib import Path

from construal.core.benchmark.validation import figures
from construal.core.progress import Quiet


def test_without_the_corpus(tmp_path: Path) -> None:
    """What is missing is named, and nothing measured."""
    for folder in (None, tmp_path):
        (figure,) = figures(folder, Quiet())
        assert (figure.value, figure.target) == (None, 0.5)
        assert "CONSTRUAL_DATA" in figure.why
