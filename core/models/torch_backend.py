"""Running a model with torch, on a graphics card where there is one. Needs the extra `torch`."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from construal.core.models.backend import Floats
from construal.core.models.errors import ModelError, NotInstalled
from construal.core.models.labels import Labels
from construal.core.models.pieces import Encoded

log = logging.getLogger(__name__)
NEEDED = ("torch", "transformers", "safetensors")
DEVICES = ("cpu", "cuda", "mps")
_PROCESSOR = "cpu"


class TorchBackend:
    """A network on a device: `auto` is a graphics card or an Apple device where there is one, else the processor.

    Where a device's memory does not hold a batch, halves of it are run, in the end on the processor, and a remark says
    so once. Raises NotInstalled without torch, and for a device that this machine has not.
    """

    def __init__(self, network: Any, *, device: str = "auto", precedent_layer: int = 0) -> None:
        self.name = "torch"
        self.remarks: list[str] = []
        self.device = usable(device)
        self._layer = precedent_layer
        self._most = 0  # windows that the memory was found to hold, 0 where it was not found out
        self._network = self._placed(network.eval())

    @classmethod
    def load(cls, folder: Path, labels: Labels, *, device: str = "auto", precedent_layer: int = 0) -> TorchBackend:
        """The network of a model's folder. Raises NotInstalled without torch, ModelError where it cannot be read."""
        chosen = usable(device)
        from construal.core.training.errors import TrainingError
        from construal.core.training.network import of_model

        try:
            return cls(of_model(folder, labels.sizes), device=chosen, precedent_layer=precedent_layer)
        except TrainingError as error:
            raise ModelError(str(error)) from error

    def scores(self, windows: Sequence[Encoded], *, extras: Sequence[str] = ()) -> Mapping[str, Floats]:
        """The scores of each head, a row for each word, one window after the other."""
        size = min(self._most or len(windows), len(windows))
        if size == len(windows):
            found = self._run(windows, extras)
            if found is not None:
                return found
            self._shrink(len(windows))
            size = self._most or len(windows)
        parts = [self.scores(windows[start : start + size], extras=extras) for start in range(0, len(windows), size)]
        return {head: np.concatenate([part[head] for part in parts]) for head in parts[0]}

    def _run(self, windows: Sequence[Encoded], extras: Sequence[str]) -> dict[str, Floats] | None:
        """The scores, None where the memory does not hold these windows: what was reached of them is then let go."""
        import torch

        from construal.core.training.batches import collated

        try:
            with torch.inference_mode():
                found = self._network(collated(windows, device=self.device), extras=extras, layer=self._layer)
                return {head: scores.float().cpu().numpy() for head, scores in found.items()}
        except RuntimeError as error:
            if not _is_of_memory(error):
                raise
            return None

    def _shrink(self, count: int) -> None:
        """Make batches half as large, or go to the processor where one window is too much."""
        import torch

        if count > 1:
            if not self._most:
                self._say(f"The memory of {self.device} does not hold {count} sentences at once; fewer are run.")
            self._most = count // 2
        elif self.device != _PROCESSOR:
            self._say(f"The memory of {self.device} does not hold one sentence; the processor runs the rest.")
            self.device, self._most = _PROCESSOR, 0
            self._network = self._network.to(self.device)
        else:
            raise ModelError("The memory does not hold the model and one sentence; close other programs.")
        if torch.cuda.is_available():
            torch.cuda.empty_cache()

    def _placed(self, network: Any) -> Any:
        """The network on its device, on the processor where it does not fit."""
        try:
            return network.to(self.device)
        except RuntimeError as error:
            if not _is_of_memory(error) or self.device == _PROCESSOR:
                raise
            self._say(f"The memory of {self.device} does not hold the model; the processor runs it.")
            self.device = _PROCESSOR
            return network.to(self.device)

    def _say(self, remark: str) -> None:
        log.info(remark)
        self.remarks.append(remark)


def accelerator() -> str:
    """A graphics card or an Apple device, "" where torch is missing or finds neither."""
    if any(find_spec(name) is None for name in NEEDED):
        return ""
    found = usable("auto")
    return "" if found == _PROCESSOR else found


def _is_of_memory(error: RuntimeError) -> bool:
    import torch

    # Apple devices and the processor's own allocator have no error of their own for it.
    told = str(error).lower()
    return isinstance(error, torch.OutOfMemoryError) or "out of memory" in told or "allocate memory" in told


def usable(device: str) -> str:
    """The device to run on. Raises NotInstalled where torch is missing or this machine has no such device."""
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise NotInstalled(
            f"Running a model with torch needs {missing[0]}, which is not installed; pip install 'construal[torch]'."
        )
    import torch

    there = {
        _PROCESSOR: True,
        "cuda": torch.cuda.is_available(),
        "mps": torch.backends.mps.is_available(),
    }
    if device == "auto":
        return next(name for name in ("cuda", "mps", _PROCESSOR) if there[name])
    kind = device.partition(":")[0]
    if not there.get(kind, False):
        have = ", ".join(name for name in DEVICES if there[name])
        raise NotInstalled(f"torch finds no device ‘{device}’ here; choose one of {have}.")
    return device
