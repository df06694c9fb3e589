"""Running a model with ONNX Runtime on the processor, which comes with the program."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from construal.core.models.backend import EXTRAS, VECTORS, Batch, Floats
from construal.core.models.errors import ModelError
from construal.core.models.pieces import Encoded

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

_MOST_THREADS = 8  # more of them wait for each other more than they compute, sentences being short


class OnnxBackend:
    """A graph file, opened once for all who use it; `sha256` tells a file from what lay there before."""

    def __init__(self, path: Path, *, sha256: str = "", threads: int = 0) -> None:
        self.name = "onnx"
        self.remarks: list[str] = []
        self.session = _session(path.resolve(), sha256, threads or usual_threads(), os.getpid())
        self._outputs = [output.name for output in self.session.get_outputs()]

    def scores(self, windows: Sequence[Encoded], *, extras: Sequence[str] = ()) -> Mapping[str, Floats]:
        """The scores of each head, a row for each word, one window after the other; what nobody asks for is not run."""
        batch = Batch.of(windows)
        given = {"ids": batch.ids, "shapes": batch.shapes, "mask": batch.mask, "first": batch.first}
        # Vectors of the last layer are there once, whatever they are asked for as.
        named = {extra: extra if extra in self._outputs else VECTORS for extra in extras if VECTORS in self._outputs}
        wanted = [name for name in self._outputs if name not in EXTRAS or name in named.values()]
        found = dict(zip(wanted, map(np.asarray, self.session.run(wanted, given)), strict=True))
        scores = {name: rows for name, rows in found.items() if name not in EXTRAS}
        return scores | {extra: found[name] for extra, name in named.items()}


def usual_threads() -> int:
    """As many threads as this process may use processors, but not more than help."""
    try:
        usable = len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        usable = os.cpu_count() or 1
    return max(1, min(usable, _MOST_THREADS))


@lru_cache(maxsize=4)
def _session(path: Path, sha256: str, threads: int, process: int) -> InferenceSession:
    # The threads of a session do not follow into a process that is forked off, so each process has its own.
    import onnxruntime
    from onnxruntime.capi.onnxruntime_pybind11_state import Fail, InvalidArgument, InvalidGraph, InvalidProtobuf

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except (Fail, InvalidArgument, InvalidGraph, InvalidProtobuf) as error:
        raise ModelError(f"{path}: ONNX Runtime cannot read the model ({error}); get the model again.") from error
