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


def limited(folder: Path, most: int) -> Any:
    """The network of a folder in a memory that holds so many windows at once."""
    import torch

    from construal.core.training.network import of_model

    class Limited(torch.nn.Module):  # type: ignore[misc]  # torch is Any to the type checker
        def __init__(self) -> None:
            super().__init__()
            self.network = of_model(folder, TINY_LABELS.sizes)
            self.runs: list[int] = []

        def forward(self, batch: Any, **asked: Any) -> Any:
            self.runs.append(len(batch.ids))
            if len(batch.ids) > most:
                raise torch.OutOfMemoryError("no memory left")
            return self.network(batch, **asked)

    return Limited()


@pytest.fixture
def windows(trained: Path) -> list[Encoded]:
    """Seven windows of different lengths."""
    pieces = Pieces.load(trained / "tokenizer.json", longest=152)
    return [w for n in range(1, 8) for w in pieces.encode(["cat"] * n)]


def test_smaller_batches_where_the_memory_is_small(trained: Path, windows: list[Encoded]) -> None:
    """Scores are the same as with enough memory, the next batches are small at once, and it is said once a size."""
    expected = TorchBackend.load(trained, TINY_LABELS, device="cpu").scores(windows)
    network = limited(trained, 2)
    backend = TorchBackend(network, device="cpu")

    found = backend.scores(windows)

    np.testing.assert_allclose(found["tag"], expected["tag"], atol=1e-4)
    assert backend.remarks == [
        "The memory of cpu does not hold 7 sentences at once; 3 are run.",
        "The memory of cpu does not hold 3 sentences at once; 1 are run.",
    ]
    network.runs.clear()
    backend.scores(windows)
    assert max(network.runs) <= 2


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
