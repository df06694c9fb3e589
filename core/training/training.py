"""Trains a network as a recipe says, from the seed or from the last checkpoint, with the same result either way.

Needs torch.
"""

from __future__ import annotations

import math
import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import torch

from construal.core.models import manifest
from construal.core.models.labels import ARC, HEADS, Labels
from construal.core.models.manifest import Manifest, seal
from construal.core.models.pieces import Pieces
from construal.core.progress import Progress, Quiet
from construal.core.training import device as devices
from construal.core.training.batches import Item, collated, items, shuffled
from construal.core.training.checkpoint import FOLDER, Checkpoint, Standing
from construal.core.training.dev_figures import Dev, SyntaxDev
from construal.core.training.errors import TrainingError
from construal.core.training.label_sets import label_set
from construal.core.training.material import Judged, Material, fingerprint
from construal.core.training.network import CONFIG, Network, of_encoder
from construal.core.training.objective import Objective, Taught
from construal.core.training.recipe import Recipe

LOG, RECIPE = manifest.LOG, manifest.RECIPE
_OURS = {LOG, RECIPE, CONFIG, FOLDER, manifest.LABELS, manifest.TOKENIZER, manifest.WEIGHTS}
HELD_OUT = ("target", "role", "function", "construal")  # the figures on documents that are held out
_SCALE = 1_000_003  # keeps the seeds of epochs apart


@dataclass(frozen=True, slots=True)
class Outcome:
    """A finished training: the model's folder, epochs done, which was best, and its figures by name."""

    folder: Path
    epochs: int
    best: int
    figures: Mapping[str, float]


def train(
    recipe: Recipe, data: Path, out: Path, *,
    encoder: Path | None = None, device: str = "auto", progress: Progress | None = None,
) -> Outcome:  # fmt: skip
    """Train a model into a folder; one that was stopped goes on after the last epoch it finished.

    `encoder` is the encoder's folder where it is not in the data folder. Raises TrainingError, RecipeError,
    FormatError or OSError.
    """
    told = progress or Quiet()
    ready(out)
    if encoder is None and not recipe.encoder.folder:
        raise TrainingError(f"The recipe {recipe.name} names no encoder; give the folder of one as --encoder.")
    place = encoder or data / recipe.encoder.folder
    material = Material.load(recipe, data, told)
    weighted = {str(head) for head, weight in recipe.weights.items() if weight}
    labels = label_set(material.examples, [head for head in HEADS if head in weighted])
    check(recipe, labels)
    check_trees(recipe, material)
    torch.manual_seed(recipe.seed)
    network = of_encoder(place, labels.sizes, dropout=recipe.optimiser.dropout, has_arcs=ARC in weighted)
    if recipe.encoder.layers:
        network.keep_layers(recipe.encoder.layers)
    pieces = Pieces.load(place / manifest.TOKENIZER, longest=network.facts().positions)
    mark = fingerprint(recipe, [*material.files, place / manifest.WEIGHTS, place / manifest.TOKENIZER])
    training = Training(
        recipe, material, network=network, labels=labels, pieces=pieces, out=out, mark=mark, device=device
    )
    return training.run(told)


def ready(out: Path) -> None:
    """Raises TrainingError where a folder holds a finished model, or files that are not of a training."""
    if (out / manifest.MANIFEST).exists():
        raise TrainingError(f"{out}: a finished model lies here; choose another --out.")
    others = sorted(path.name for path in out.iterdir() if path.name not in _OURS) if out.is_dir() else []
    if others:
        raise TrainingError(f"{out}: ‘{others[0]}’ is not of a training; choose an empty folder as --out.")


def check(recipe: Recipe, labels: Labels) -> None:
    """Raises TrainingError for a head that has a weight, and that no corpus teaches."""
    for head, weight in recipe.weights.items():
        if weight and head != ARC and not labels.of(head):
            raise TrainingError(f"No corpus of the recipe {recipe.name} teaches {head}; take its weight away.")
    if recipe.weights.get("arc") and not recipe.weights.get("deprel"):
        raise TrainingError(f"In the recipe {recipe.name}, arc has a weight and deprel has none; give it one as well.")


def check_trees(recipe: Recipe, material: Material) -> None:
    """Raises TrainingError where arcs have a weight, and no sentence has a tree to learn from."""
    if recipe.weights.get("arc") and not any(example.heads for example in material.examples):
        raise TrainingError(f"No corpus of the recipe {recipe.name} teaches arc; take its weight away.")


class Training:
    """One training: its network, its material, and how far it is."""

    def __init__(
        self, recipe: Recipe, material: Material, *,
        network: Network, labels: Labels, pieces: Pieces, out: Path, mark: str, device: str = "auto",
        said: Sequence[Taught] | None = None,
    ) -> None:  # fmt: skip
        self.recipe, self.material, self.labels, self.pieces, self.out = recipe, material, labels, pieces, out
        self.device = devices.device(device)
        self.network = network.to(self.device)
        self.items = items(material.examples, pieces, labels)
        self.said = said
        self._lengths = [len(item.encoded) for item in self.items]
        self._objective = Objective(recipe)
        self._checkpoint = Checkpoint(out, mark)
        self._parameters = {rated.name: rated.parameter for rated in network.trained()}
        self._optimiser, self._rates = _optimiser(network, recipe)
        self._dev = self._judge(material.dev) if material.dev else None
        self._syntax_dev = {
            judged.name: SyntaxDev(judged.documents, pieces=pieces, labels=labels) for judged in material.syntax_dev
        }

    def run(self, progress: Progress) -> Outcome:
        """Train to the end, or until dev gets no better, and write the model. Raises TrainingError."""
        standing = self._checkpoint.standing()
        self.out.mkdir(parents=True, exist_ok=True)
        if standing.epochs:
            self._checkpoint.load(standing, self._parameters, self._optimiser)
        else:
            standing.log.append(self._beginning())
        while not self._is_over(standing):
            self._epoch(standing, progress)
        self._checkpoint.load_best(standing, self._parameters)
        return self._finish(standing)

    def _is_over(self, standing: Standing) -> bool:
        patience = self.recipe.optimiser.patience
        if standing.epochs >= self.recipe.optimiser.epochs:
            return True
        return bool(patience and self._dev) and standing.epochs - standing.best >= patience

    def _epoch(self, standing: Standing, progress: Progress) -> None:
        epoch, began = standing.epochs, time.monotonic()
        # Everything that chance decides in an epoch follows from its number, so a state needs none of it.
        torch.manual_seed(self.recipe.seed * _SCALE + epoch + 1)
        batches = shuffled(
            self._lengths, size=self.recipe.optimiser.batch, pieces=self.recipe.optimiser.pieces,
            seed=self.recipe.seed, epoch=epoch,
        )  # fmt: skip
        losses: dict[str, list[float]] = {}
        epochs = self.recipe.optimiser.epochs
        best = f", best {100 * standing.figure:.1f}" if standing.best and standing.figure >= 0 else ""
        self.network.train()
        for done, batch in enumerate(batches):
            progress.step(epoch * len(batches) + done, epochs * len(batches), f"epoch {epoch + 1} of {epochs}{best}")
            self._set_rates((epoch + (done + 0.5) / len(batches)) / epochs)
            for name, loss in self._step(batch).items():
                losses.setdefault(name, []).append(loss)
        standing.epochs += 1
        figures = self._figures()
        figure = figures.get(self.recipe.optimiser.stop_by, 0.0)
        # Without a dev set the last epoch is the best.
        if self._dev is None or figure > standing.figure:
            standing.best, standing.figure = standing.epochs, figure
        standing.log.append({
            "epoch": standing.epochs,
            "seconds": round(time.monotonic() - began, 1),
            "loss": {name: round(sum(of) / len(of), 5) for name, of in sorted(losses.items())},
            "dev": {name: round(value, 5) for name, value in figures.items()},
        })  # fmt: skip
        self._checkpoint.write(standing, self._parameters, self._optimiser)
        self._write_log(standing)
        progress.step(standing.epochs * len(batches), epochs * len(batches), f"epoch {standing.epochs} of {epochs}")

    def _step(self, batch: Sequence[int]) -> dict[str, float]:
        chosen: list[Item] = [self.items[number] for number in batch]
        try:
            with devices.autocast(self.device, self.recipe.optimiser.precision):
                scores = self.network(collated([item.encoded for item in chosen], device=self.device))
            gold = self._objective.gold(scores, chosen)
            teacher = None
            if self.said is not None:
                teacher = self._objective.teacher(scores, [self.said[number] for number in batch])
            total = self._objective.total(gold, teacher)
            if total is None:
                return {}
            self._optimiser.zero_grad(set_to_none=True)
            total.backward()
            torch.nn.utils.clip_grad_norm_(list(self._parameters.values()), self.recipe.optimiser.clip)
            self._optimiser.step()
        except torch.OutOfMemoryError as error:
            raise TrainingError(
                "The device’s memory is full; lower `batch` or `pieces` under [optimiser], or use --device cpu."
            ) from error
        losses = {head: float(loss.detach()) for head, loss in gold.items()}
        losses |= {f"teacher {head}": float(loss.detach()) for head, loss in (teacher or {}).items()}
        if not all(math.isfinite(loss) for loss in losses.values()):
            raise TrainingError(
                "The loss is no number any more; lower `encoder_rate` or `head_rate` under [optimiser] and begin anew."
            )
        return losses

    def _set_rates(self, done: float) -> None:
        """Rates rise for the share `warm_up` of all steps, then fall in a line to nothing."""
        warm_up = self.recipe.optimiser.warm_up
        factor = done / warm_up if done < warm_up else (1 - done) / (1 - warm_up)
        for group, rate in zip(self._optimiser.param_groups, self._rates, strict=True):
            group["lr"] = rate * factor

    def _figures(self) -> dict[str, float]:
        figures = self._dev.figures(self.network) if self._dev else {}
        for name, dev in self._syntax_dev.items():
            figures |= {f"{name} {figure}": value for figure, value in dev.figures(self.network).items()}
        return figures

    def _judge(self, judged: Judged) -> Dev:
        return Dev(
            judged.documents, judged.annotations, pieces=self.pieces, labels=self.labels,
            language=self.recipe.language, scheme=self.recipe.scheme,
        )  # fmt: skip

    def _beginning(self) -> dict[str, Any]:
        on = self.device
        return {
            "recipe": self.recipe.name,
            "version": self.recipe.version,
            "seed": self.recipe.seed,
            "sentences": len(self.material.examples),
            "words": sum(len(example.words) for example in self.material.examples),
            "labels": self.labels.sizes,
            "device": on.type,
            "bf16": self.recipe.optimiser.precision == "bf16"
            or (self.recipe.optimiser.precision == "auto" and devices.has_bf16(on)),
        }

    def _finish(self, standing: Standing) -> Outcome:
        """Write the model's folder; the manifest comes last, and then the checkpoint goes."""
        figures = dict(standing.log[standing.best]["dev"])
        for judged in self.material.held_out:
            of = self._judge(judged).figures(self.network)
            figures |= {f"{judged.name} {name}": round(of[name], 5) for name in HELD_OUT if name in of}
        standing.log.append({"best": standing.best, "epochs": standing.epochs, "figures": figures})
        self._write_log(standing)
        (self.out / manifest.LABELS).write_bytes(self.labels.to_json())
        (self.out / manifest.TOKENIZER).write_bytes(self.pieces.json)
        (self.out / RECIPE).write_bytes(msgspec.json.format(msgspec.json.encode(self.recipe), indent=1) + b"\n")
        self.network.write(self.out)
        seal(
            self.out,
            Manifest(
                name=self.recipe.name,
                version=self.recipe.version,
                files={},
                encoder=self.network.facts(self.recipe.encoder.origin),
                language=self.recipe.language,
                scheme=self.recipe.scheme,
                licences=self.recipe.licences,
                data=self.recipe.data,
                recipe=RECIPE,
                figures=figures,
            ),
        )
        self._checkpoint.remove()
        return Outcome(self.out, standing.epochs, standing.best, figures)

    def _write_log(self, standing: Standing) -> None:
        text = b"".join(msgspec.json.encode(entry) + b"\n" for entry in standing.log)
        written = self.out / FOLDER / (LOG + ".new")
        written.write_bytes(text)
        os.replace(written, self.out / LOG)


def _optimiser(network: Network, recipe: Recipe) -> tuple[torch.optim.Optimizer, list[float]]:
    """AdamW with a rate for each layer, and the rates of its groups at their highest."""
    wanted = recipe.optimiser
    groups: dict[tuple[float, float], list[Any]] = {}
    arc_rate = wanted.head_rate if wanted.arc_rate is None else wanted.arc_rate
    for name, parameter, depth in network.trained():
        of_heads = arc_rate if name.startswith("arcs.") else wanted.head_rate
        rate = of_heads if depth is None else wanted.encoder_rate * wanted.layer_decay**depth
        decay = wanted.weight_decay if parameter.ndim > 1 else 0.0
        groups.setdefault((rate, decay), []).append(parameter)
    made = [{"params": of, "lr": rate, "weight_decay": decay} for (rate, decay), of in groups.items()]
    on = network.shapes.weight.device.type
    optimiser = torch.optim.AdamW(made, betas=(0.9, 0.98), eps=1e-6, fused=on in ("cpu", "cuda"))
    return optimiser, [rate for rate, _ in groups]
