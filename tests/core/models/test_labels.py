"""The labels of a model: kept as JSON, numbered head by head."""

import pytest

from construal.annotation.errors import FormatError
from construal.core.models.labels import Labels

LABELS = Labels(tags=("B-P-p.Locus", "I_", "O-N-n.ANIMAL"), roles=("p.Locus",), upos=("ADP", "NOUN"))


def test_what_was_written_is_read() -> None:
    """Labels written as JSON and read again are the same."""
    assert Labels.from_json(LABELS.to_json()) == LABELS


def test_numbers_follow_the_order() -> None:
    """The number of a label is its place among those of its head, and heads without labels have no size."""
    assert LABELS.numbers("tag") == {"B-P-p.Locus": 0, "I_": 1, "O-N-n.ANIMAL": 2}
    assert LABELS.sizes == {"tag": 3, "role": 1, "upos": 2}


@pytest.mark.parametrize("data", [b"", b"[]", b'{"tags": [1]}', b'{"more": []}', b'{"upos": ["X", "X"]}', b"\xff"])
def test_other_files_are_refused_by_name(data: bytes) -> None:
    """What is no labels of a model is refused in one sentence that names the file."""
    with pytest.raises(FormatError, match=r"^m/labels\.json: these are no labels"):
        Labels.from_json(data, "m/labels.json")
