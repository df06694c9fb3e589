"""Running with torch: where the memory is too small, less is run at once, in the end on the processor."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tiny_model import TINY_LABELS

from construal.core.models.errors import ModelError
from construal.core.models.pieces import Encoded, Pieces
from construal.core.models.torch_backend import TorchBackend, usable


def limited(folder: Path, most: int, *, told: str = "") -> Any:
    """The network of a folder in a memory that holds so many windows at once, and on the device `meta` none.

    What is too much is torch's own error, or where `told` has text an error of that text, as other devices have it.
    """
    import torch

    from construal.core.training.network import of_model

    class Limited(torch.nn.Module):  # type: ignore[misc]  # torch is Any to the type checker
        def __init__(self) -> None:
            super().__init__()
            self.network = of_model(folder, TINY_LABELS.sizes)
            self.runs: list[int] = []

        def forward(self, batch: Any, **asked: Any) -> Any:
            self.runs.append(len(batch.ids))
            if len(batch.ids) > most or batch.ids.device.type == "meta":
                raise RuntimeError(told) if told else torch.OutOfMemoryError("no memory left")
            return self.network(batch, **asked)

    return Limited()


@pytest.fixture
def windows(trained: Path) -> list[Encoded]:
    """Seven windows of different lengths."""
    pieces = Pieces.load(trained / "tokenizer.json", longest=152)
    return [w for n in range(1, 8) for w in pieces.encode(["cat"] * n)]


@pytest.mark.parametrize(
    "told", ["", "MPS backend out of memory (MPS allocated: 9 GB)", "DefaultCPUAllocator: can't allocate memory"]
)
def test_smaller_batches_where_the_memory_is_small(trained: Path, windows: list[Encoded], told: str) -> None:
    """Scores are the same as with enough memory, the next batches are small at once, and it is said once."""
    expected = TorchBackend.load(trained, TINY_LABELS, device="cpu").scores(windows)
    network = limited(trained, 2, told=told)
    backend = TorchBackend(network, device="cpu")

    found = backend.scores(windows)

    np.testing.assert_allclose(found["tag"], expected["tag"], atol=1e-4)
    assert network.runs[:4] == [7, 3, 1, 1]
    network.runs.clear()
    backend.scores(windows)
    assert max(network.runs) <= 2
    assert backend.remarks == ["The memory of cpu does not hold 7 sentences at once; fewer are run."]


def test_the_processor_where_no_batch_is_small_enough(trained: Path, windows: list[Encoded]) -> None:
    """Where a device holds not one sentence the processor runs all, which is said once."""
    expected = TorchBackend.load(trained, TINY_LABELS, device="cpu").scores(windows)
    backend = TorchBackend(limited(trained, 9), device="cpu")
    backend.device = "meta"  # a device of torch that is always there, and of which the network will hold nothing

    found = backend.scores(windows)
    backend.scores(windows)

    np.testing.assert_allclose(found["tag"], expected["tag"], atol=1e-4)
    assert backend.device == "cpu"
    assert backend.remarks == [
        "The memory of meta does not hold 7 sentences at once; fewer are run.",
        "The memory of meta does not hold one sentence; the processor runs the rest.",
    ]


def test_other_errors_stay_errors(trained: Path, windows: list[Encoded]) -> None:
    """What has nothing to do with memory is not taken for a lack of it."""
    backend = TorchBackend(limited(trained, 2, told="shapes cannot be multiplied"), device="cpu")

    with pytest.raises(RuntimeError, match="shapes cannot be multiplied"):
        backend.scores(windows)


def test_no_memory_at_all_is_told(trained: Path, windows: list[Encoded]) -> None:
    """Where not one sentence fits the processor's memory, that is one sentence and no endless loop."""
    backend = TorchBackend(limited(trained, 0), device="cpu")

    with pytest.raises(ModelError, match="does not hold the model and one sentence"):
        backend.scores(windows)


def test_auto_is_a_device_that_is_there(trained: Path) -> None:
    """The device chosen without a wish is one that can be asked for."""
    assert usable(usable("auto")) == usable("auto")


def test_a_folder_that_torch_cannot_read(trained: Path, tmp_path: Path) -> None:
    """A folder without weights is one sentence that names it."""
    with pytest.raises(ModelError, match=str(tmp_path)):
        TorchBackend.load(tmp_path, TINY_LABELS, device="cpu")
