"""The floor's figures: told with what they measure, and what is missing where they cannot be measured."""

import os
from pathlib import Path

import pytest

from construal.core.benchmark import floor
from construal.core.progress import Quiet


def test_missing_data_is_named() -> None:
    """Without the corpora each figure says which file it needs; CHAMP's come from its package."""
    figures = floor.figures(None, Quiet())

    missing = [f.why for f in figures if f.value is None]
    assert [name in why for why, name in zip(missing, ("ud_dev", "human-terms"), strict=True)] == [True, True]
    assert {f.name: round(f.value) for f in figures if f.value is not None} == {
        "concepts, recall at 5": 49,
        "concepts, reciprocal rank": 47,
    }


@pytest.mark.skipif("CONSTRUAL_DATA" not in os.environ, reason="CONSTRUAL_DATA is not set")
def test_all_are_measured_where_the_data_is() -> None:
    """With the corpora nothing is missing, and every figure is a share."""
    figures = floor.figures(Path(os.environ["CONSTRUAL_DATA"]), Quiet())

    assert all(f.value is not None and 0 < f.value < 100 for f in figures)
    assert len({f.name for f in figures}) == len(figures) == 14
