"""Trains a small network on what people labelled and on what one or more trained ones say of any text. Needs torch."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch

from construal.core.models import manifest
from construal.core.models.labels import ARC, Labels
from construal.core.models.lextags import parsed
from construal.core.models.manifest import checked
from construal.core.models.pieces import Pieces
from construal.core.progress import Progress, Quiet
from construal.core.training import device as devices
from construal.core.training.batches import Item, items
from construal.core.training.dev_figures import Floats, scores
from construal.core.training.errors import TrainingError
from construal.core.training.examples import Example
from construal.core.training.label_sets import read as read_labels
from construal.core.training.lessons import kept, mark_of
from construal.core.training.material import Material, fingerprint
from construal.core.training.network import Network, of_encoder, of_model
from construal.core.training.objective import LEXICAL_HEADS, Taught
from construal.core.training.recipe import Recipe
from construal.core.training.training import Outcome, Training, check, check_trees, ready

_CHUNK = 512  # sentences that every teacher reads before the next ones


def distil(
    recipe: Recipe, teachers: Sequence[Path], data: Path, out: Path, *,
    encoder: Path | None = None, lessons: Path | None = None, device: str = "auto", progress: Progress | None = None,
) -> Outcome:  # fmt: skip
    """Train a student of these teachers, which must have the same labels; several speak with their mean.

    The student begins with the encoder of the recipe, or with the first layers of the first teacher where the recipe
    says so. What the teachers say is kept in the file `lessons`, or taken from there. Raises TrainingError, ModelError,
    RecipeError, FormatError or OSError.
    """
    told = progress or Quiet()
    ready(out)
    if not teachers:
        raise TrainingError("There is no teacher; give the folder of a trained model as --teacher.")
    for folder in teachers:
        checked(folder)
    whole = read_labels(teachers[0])
    for folder in teachers[1:]:
        if read_labels(folder) != whole:
            raise TrainingError(f"{folder}: this teacher has other labels than {teachers[0]}; train both on the same.")
    wanted = [str(head) for head, weight in recipe.weights.items() if weight]
    labels = whole.restricted(head for head in wanted if head != ARC)
    check(recipe, labels)
    material = Material.load(recipe, data, told)
    check_trees(recipe, material)
    torch.manual_seed(recipe.seed)
    place = teachers[0] if recipe.encoder.from_teacher else encoder or data / recipe.encoder.folder
    if recipe.encoder.from_teacher:
        network = of_model(place, whole.sizes, dropout=recipe.optimiser.dropout)
        network.keep_heads(wanted)
    else:
        if encoder is None and not recipe.encoder.folder:
            raise TrainingError(f"The recipe {recipe.name} names no encoder; give the folder of one as --encoder.")
        network = of_encoder(place, labels.sizes, dropout=recipe.optimiser.dropout, has_arcs=ARC in wanted)
    if recipe.encoder.layers:
        network.keep_layers(recipe.encoder.layers)
    pieces = Pieces.load(place / manifest.TOKENIZER, longest=network.facts().positions)
    files = [*material.files, place / manifest.WEIGHTS, place / manifest.TOKENIZER]
    mark = fingerprint(recipe, [*files, *(folder / manifest.WEIGHTS for folder in teachers)])
    parts = items(material.examples, pieces, labels)
    lesson = mark_of(teachers, material.examples, items=parts, target=recipe.distilling.target)
    said = kept(
        lessons, lesson,
        ask=lambda: taught(
            teachers, whole, material.examples, items=parts, recipe=recipe, device=device, progress=told
        ),
    )  # fmt: skip
    training = Training(
        recipe, material, network=network, labels=labels, pieces=pieces, out=out, mark=mark, device=device, said=said
    )
    return training.run(told)


def taught(
    teachers: Sequence[Path], labels: Labels, examples: Sequence[Example], *,
    items: Sequence[Item], recipe: Recipe, device: str = "auto", progress: Progress | None = None,
) -> list[Taught]:  # fmt: skip
    """What the teachers say of each item of the examples, in 16 bits: log-probabilities, the mean of all teachers'."""
    told = progress or Quiet()
    on = devices.device(device)
    networks = [of_model(folder, labels.sizes).to(on) for folder in teachers]
    pieces = [
        Pieces.load(folder / manifest.TOKENIZER, longest=network.facts().positions)
        for folder, network in zip(teachers, networks, strict=True)
    ]
    by_example: list[list[Item]] = [[] for _ in examples]
    for item in items:
        by_example[item.example].append(item)
    is_snacs = np.array([bool(parsed(tag).pair) for tag in labels.tags])
    found: list[Taught] = []
    for start in range(0, len(examples), _CHUNK):
        told.step(start, len(examples), "the teacher reads")
        chunk = range(start, min(start + _CHUNK, len(examples)))
        means = _means(networks, pieces, [examples[place].words for place in chunk])
        for place, means_of in zip(chunk, means, strict=True):
            is_target = np.exp(means_of["tag"])[:, is_snacs].sum(-1) > recipe.distilling.target
            begin = 0
            for item in by_example[place]:
                end = begin + len(item.encoded.first)
                found.append(_said(means_of, is_target, begin, end=end))
                begin = end
    return found


def _said(
    means: dict[str, Floats], is_target: np.ndarray[tuple[int], np.dtype[np.bool_]], begin: int, *, end: int
) -> Taught:
    seen = is_target[begin:end]
    parts = {head: means[head][begin:end] if head == "tag" else means[head][begin:end][seen] for head in means}
    return Taught(
        {head: torch.from_numpy(part.astype(np.float16)) for head, part in parts.items()}, torch.from_numpy(seen.copy())
    )


def _means(
    networks: Sequence[Network], pieces: Sequence[Pieces], sentences: Sequence[Sequence[str]]
) -> list[dict[str, Floats]]:
    """The mean of the networks' log-probabilities for the words of each sentence, by head."""
    sums: list[dict[str, Floats]] = []
    for network, cut in zip(networks, pieces, strict=True):
        heads = [head for head in LEXICAL_HEADS if head in network.heads]
        found = scores(network, cut.encode_all(sentences), heads)
        logs = [{head: _log_softmax(of_head) for head, of_head in by_head.items()} for by_head in found]
        if not sums:
            sums = logs
        else:
            sums = [{head: one[head] + more[head] for head in one} for one, more in zip(sums, logs, strict=True)]
    count = np.float32(len(networks))
    return [{head: of_head / count for head, of_head in by_head.items()} for by_head in sums]


def _log_softmax(given: Floats) -> Floats:
    shifted = given - given.max(-1, keepdims=True)
    logs: Floats = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
    return logs
