"""Which device a training runs on, and in which precision there. Needs torch."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import torch

from construal.core.training.errors import TrainingError

_FLAGS = ("amx_bf16", "avx512_bf16")
DEVICES = ("auto", "cuda", "mps", "cpu")


def device(wanted: str = "auto") -> torch.device:
    """The device of this name, or for "auto" the best there is. Raises TrainingError for one that is not there."""
    there = {"cpu": True, "cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available()}
    if wanted == "auto":
        return torch.device(next(name for name in ("cuda", "mps", "cpu") if there[name]))
    if not there.get(wanted):
        usable = ", ".join(name for name, is_there in there.items() if is_there)
        raise TrainingError(f"‘{wanted}’ is no device of this machine; choose one of auto, {usable}.")
    return torch.device(wanted)


def has_bf16(on: torch.device) -> bool:
    """Whether the device computes with 16-bit floats itself, so that they save time."""
    if on.type == "cuda":
        return bool(torch.cuda.is_bf16_supported(including_emulation=False))
    return on.type == "cpu" and any(flag in _processor_flags() for flag in _FLAGS)


def autocast(on: torch.device, precision: str) -> AbstractContextManager[Any]:
    """Computes in bf16 where the recipe's precision says so: "bf16", or "auto" on a device that has it."""
    wanted = precision == "bf16" or (precision == "auto" and has_bf16(on))
    context: AbstractContextManager[Any] = torch.autocast(on.type, dtype=torch.bfloat16, enabled=wanted)
    return context


def _processor_flags() -> set[str]:
    """What the processor can do as Linux tells it; nothing elsewhere, where 32 bits are the safe choice."""
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return set()
    return next((set(line.split()) for line in text.splitlines() if line.startswith("flags")), set())
