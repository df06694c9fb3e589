"""The state of a training after each epoch, from which it goes on as if it had never stopped. Needs torch; no pickle.

A state is two files of tensors and a JSON file that names them and is written last, so that a kill leaves a whole one.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import Tensor

from construal.core.training.errors import TrainingError

FOLDER = "checkpoint"
_STATE = "checkpoint.json"


class Standing(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """How far a training is: epochs done, the best one and its figure, and the log so far."""

    fingerprint: str
    epochs: int = 0
    best: int = 0
    figure: float = -1.0
    log: list[dict[str, Any]] = msgspec.field(default_factory=list)


class Checkpoint:
    """The checkpoint in a training's output folder."""

    def __init__(self, out: Path, fingerprint: str) -> None:
        self.folder = out / FOLDER
        self.fingerprint = fingerprint

    def standing(self) -> Standing:
        """How far the training came; new where it never began. Raises TrainingError where it is another training's."""
        path = self.folder / _STATE
        if not path.exists():
            return Standing(fingerprint=self.fingerprint)
        try:
            found = msgspec.json.decode(path.read_bytes(), type=Standing)
        except msgspec.DecodeError as error:
            raise TrainingError(
                f"{path}: this is no checkpoint ({error}); remove {self.folder} to begin anew."
            ) from error
        if found.fingerprint != self.fingerprint:
            raise TrainingError(
                f"{self.folder}: this checkpoint is of another recipe, encoder or other data; choose another --out, "
                "or remove it to begin anew."
            )
        return found

    def write(self, standing: Standing, parameters: Mapping[str, Any], optimiser: torch.optim.Optimizer) -> None:
        """Keeps the state after an epoch, and the weights once more where that epoch is the best."""
        self.folder.mkdir(parents=True, exist_ok=True)
        weights = {name: p.detach().cpu().contiguous() for name, p in parameters.items()}
        tensors = {f"weights/{name}": tensor for name, tensor in weights.items()}
        for name, parameter in parameters.items():
            for key, value in optimiser.state[parameter].items():
                tensors[f"optimiser/{key}/{name}"] = value.detach().cpu().contiguous()
        keep = {_STATE, self._name("state", standing.epochs), self._name("best", standing.best)}
        _save(tensors, self.folder / self._name("state", standing.epochs))
        if standing.best == standing.epochs:
            _save(weights, self.folder / self._name("best", standing.best))
        written = self.folder / (_STATE + ".new")
        written.write_bytes(msgspec.json.encode(standing))
        os.replace(written, self.folder / _STATE)
        for entry in self.folder.iterdir():
            if entry.name not in keep:
                entry.unlink()

    def load(self, standing: Standing, parameters: Mapping[str, Any], optimiser: torch.optim.Optimizer) -> None:
        """Puts the state after `standing.epochs` epochs back into the parameters and the optimiser."""
        found = self._read("state", standing.epochs)
        _put({name: found[f"weights/{name}"] for name in parameters}, parameters)
        states: dict[str, dict[str, Tensor]] = {name: {} for name in parameters}
        for key, tensor in found.items():
            kind, _, rest = key.partition("/")
            if kind == "optimiser":
                what, _, name = rest.partition("/")
                states[name][what] = tensor.to(parameters[name].device)
        for name, parameter in parameters.items():
            if states[name]:
                optimiser.state[parameter] = states[name]

    def load_best(self, standing: Standing, parameters: Mapping[str, Any]) -> None:
        """Puts the weights of the best epoch into the parameters."""
        _put(self._read("best", standing.best), parameters)

    def remove(self) -> None:
        """Takes the checkpoint away, when the model is whole."""
        with contextlib.suppress(FileNotFoundError):
            shutil.rmtree(self.folder)

    def _read(self, kind: str, epoch: int) -> dict[str, Tensor]:
        path = self.folder / self._name(kind, epoch)
        try:
            found: dict[str, Tensor] = load_file(path)
        except (OSError, SafetensorError) as error:
            raise TrainingError(f"{path}: the checkpoint is damaged; remove {self.folder} to begin anew.") from error
        return found

    @staticmethod
    def _name(kind: str, epoch: int) -> str:
        return f"{kind}-{epoch}.safetensors"


def _save(tensors: Mapping[str, Tensor], path: Path) -> None:
    written = path.with_suffix(".new")
    save_file(dict(tensors), written)
    os.replace(written, path)


def _put(tensors: Mapping[str, Tensor], parameters: Mapping[str, Any]) -> None:
    with torch.no_grad():
        for name, parameter in parameters.items():
            parameter.copy_(tensors[name])
