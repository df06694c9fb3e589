"""Lessons: what teachers said is kept, given back as it was, and never taken for another's."""

from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from construal.core.training.errors import TrainingError
from construal.core.training.lessons import kept
from construal.core.training.objective import Taught


def said() -> list[Taught]:
    """What a teacher says of two sentences of three words and one, the second word of which is a target."""
    return [
        Taught({"tag": torch.randn(3, 4).half(), "role": torch.randn(1, 2).half()}, torch.tensor([False, True, False])),
        Taught({"tag": torch.randn(1, 4).half(), "role": torch.randn(0, 2).half()}, torch.tensor([False])),
    ]


def unasked() -> list[Taught]:
    """Nobody may ask the teachers."""
    raise AssertionError("asked again")


def test_teachers_are_asked_once(tmp_path: Path) -> None:
    """The second time the lessons come from the file, word by word and head by head the same."""
    path = tmp_path / "folder" / "lessons.safetensors"
    given = said()

    assert kept(path, "mark", ask=lambda: given) is given
    again = kept(path, "mark", ask=unasked)

    assert len(again) == 2
    for one, other in zip(given, again, strict=True):
        assert one.is_target.equal(other.is_target)
        assert {head: of.tolist() for head, of in one.scores.items()} == {
            head: of.tolist() for head, of in other.scores.items()
        }
    assert [path.name for path in path.parent.iterdir()] == ["lessons.safetensors"]


def test_without_a_file_nothing_is_kept(tmp_path: Path) -> None:
    """Lessons are kept only where a file is named."""
    kept(None, "mark", ask=said)

    assert not list(tmp_path.glob("*.safetensors"))


def test_lessons_of_others(tmp_path: Path) -> None:
    """Lessons of other teachers or words are refused, and so is a file that is none."""
    path = tmp_path / "lessons.safetensors"
    kept(path, "mark", ask=said)

    with pytest.raises(TrainingError, match="other teachers, words or targets"):
        kept(path, "another", ask=unasked)
    path.write_bytes(b"no tensors")
    with pytest.raises(TrainingError, match="damaged"):
        kept(path, "mark", ask=unasked)
    save_file({"words": torch.tensor([2])}, path, metadata={"mark": "mark"})
    with pytest.raises(TrainingError, match="damaged"):
        kept(path, "mark", ask=unasked)
