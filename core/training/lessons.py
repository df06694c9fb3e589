"""What teachers said of a training's words, kept in a file: who goes on, or teaches a second student, asks them once.

Needs torch; no pickle.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import load_file, save_file

from construal.core.models.manifest import WEIGHTS, checked
from construal.core.training.batches import Item
from construal.core.training.errors import TrainingError
from construal.core.training.examples import Example
from construal.core.training.objective import Taught

_MARK = "mark"
_WORDS, _TARGETS = "words", "is_target"  # of each item, and of each word; the rest are heads


def kept(path: Path | None, mark: str, *, ask: Callable[[], list[Taught]]) -> list[Taught]:
    """The lessons of this mark in a file; where no file is, those that are asked for, which are then kept there.

    Without a path nothing is kept. Raises TrainingError where the file holds other lessons or is damaged.
    """
    if path is not None and path.exists():
        return _read(path, mark)
    said = ask()
    if path is not None:
        _write(path, mark, said=said)
    return said


def mark_of(teachers: Sequence[Path], examples: Sequence[Example], *, items: Sequence[Item], target: float) -> str:
    """A hash of everything that lessons depend on: the teachers, the words, how they are parted, what is a target."""
    digest = hashlib.sha256(f"{target}".encode())
    for folder in teachers:
        digest.update(checked(folder).files[WEIGHTS].sha256.encode())
    for example in examples:
        digest.update("\n".join(example.words).encode() + b"\n\n")
    for item in items:
        digest.update(f"{item.example} {len(item.encoded.first)} ".encode())
    return digest.hexdigest()


def _write(path: Path, mark: str, *, said: Sequence[Taught]) -> None:
    heads = sorted(said[0].scores) if said else []
    tensors = {head: torch.cat([of.scores[head] for of in said]) for head in heads}
    tensors[_TARGETS] = torch.cat([of.is_target for of in said]).to(torch.uint8)
    tensors[_WORDS] = torch.tensor([len(of.is_target) for of in said], dtype=torch.int32)
    path.parent.mkdir(parents=True, exist_ok=True)
    written = path.with_name(path.name + ".new")
    save_file(tensors, written, metadata={_MARK: mark})
    os.replace(written, path)


def _read(path: Path, mark: str) -> list[Taught]:
    try:
        with safe_open(path, "pt") as file:
            found = (file.metadata() or {}).get(_MARK)
        if found != mark:
            raise TrainingError(
                f"{path}: these lessons are of other teachers, words or targets; name another file as --lessons, or "
                "remove this one."
            )
        tensors = load_file(path)
        words = tensors.pop(_WORDS).tolist()
        seen = tensors.pop(_TARGETS).bool().split(words)
    except (SafetensorError, KeyError, RuntimeError) as error:
        raise TrainingError(f"{path}: the lessons are damaged; remove the file to ask the teachers again.") from error
    targets = [int(of.sum()) for of in seen]
    parts = {head: tensor.split(words if head == "tag" else targets) for head, tensor in tensors.items()}
    return [Taught({head: parts[head][place] for head in parts}, is_target) for place, is_target in enumerate(seen)]
