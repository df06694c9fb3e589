"""What a model gives for sentences, kept in the user's cache."""

import sqlite3
from pathlib import Path

import numpy as np
import pytest

from construal.annotation.snacs.expression import Word
from construal.core.adaptation import features
from construal.core.adaptation.features import Features
from construal.core.models.backend import VECTORS
from construal.core.models.tagger import Tagger

TEXT = [["The", "cat", "slept"], [], ["She", "came", "to", "the", "shop"], ["The", "cat", "slept"]]
SENTENCES = [[Word(form, "_", "_", "_") for form in words] for words in TEXT]


@pytest.fixture
def tagger(model_folder: Path) -> Tagger:
    return Tagger.load(model_folder)


def kept(place: Path) -> int:
    (file,) = place.glob("*.sqlite")
    connection = sqlite3.connect(file)
    count = int(connection.execute("SELECT count(*) FROM features").fetchone()[0])
    connection.close()
    return count


def test_features_are_those_of_the_model(tagger: Tagger, tmp_path: Path) -> None:
    """In 16 bits; a sentence that comes twice is kept once, and read again it is the same."""
    with Features(tagger, tmp_path) as found:
        first = list(found.of(SENTENCES))
    assert [len(of.get("tag", ())) for of in first] == [3, 0, 5, 3]
    for scores, own in zip(first, tagger.scored(SENTENCES, extras=(VECTORS,)), strict=True):
        for head, values in scores.items():
            assert np.allclose(values, own[head], rtol=1e-3, atol=1e-3)
    assert kept(tmp_path) == 3
    with Features(tagger, tmp_path) as found:
        again = list(found.of(SENTENCES[::-1]))
    assert all(np.array_equal(one["tag"], other["tag"]) for one, other in zip(again[::-1], first, strict=True) if one)
    assert kept(tmp_path) == 3


def test_a_folder_that_cannot_be_written_does_no_harm(tagger: Tagger, tmp_path: Path) -> None:
    """Features last as long as the run then."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    with Features(tagger, tmp_path / "file") as found:
        assert len(list(found.of(SENTENCES))) == 4


def test_the_cache_is_the_users_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It lies where $CONSTRUAL_CACHE says."""
    monkeypatch.setenv("CONSTRUAL_CACHE", str(tmp_path / "mine"))
    assert features.folder() == tmp_path / "mine"
