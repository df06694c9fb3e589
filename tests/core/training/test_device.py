"""Devices: the best that is there, and 16 bits only where the recipe or the device wants them."""

import pytest
import torch

from construal.core.training.device import autocast, device, has_bf16
from construal.core.training.errors import TrainingError

CPU = torch.device("cpu")


def test_auto_takes_what_is_there() -> None:
    """`auto` is CUDA or an Apple device where there is one, else the processor."""
    best = "cuda" if torch.cuda.is_available() else "mps" if torch.backends.mps.is_available() else "cpu"

    assert device().type == best
    assert device("cpu") == CPU


def test_an_absent_device_is_refused() -> None:
    """A name that is no device of this machine is refused with those that are."""
    with pytest.raises(TrainingError, match=r"‘tpu’ is no device of this machine; choose one of auto, .*cpu"):
        device("tpu")


@pytest.mark.parametrize("precision", ["auto", "bf16", "fp32"])
def test_precision(precision: str) -> None:
    """Products are computed in 16 bits with `bf16`, with `auto` where the processor has it, and never with `fp32`."""
    matrix = torch.ones(4, 4)
    with autocast(CPU, precision):
        kind = (matrix @ matrix).dtype
    is_half = precision == "bf16" or (precision == "auto" and has_bf16(CPU))

    assert kind == (torch.bfloat16 if is_half else torch.float32)
