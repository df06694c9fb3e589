"""What our own program arranges before anything else; as a library Construal leaves the process as it finds it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

_ASKING = "thinc.compat"  # the module of spaCy's that looks which libraries there are
_ANSWER = "has_torch"  # what it knows when it has looked


def spare_torch() -> None:
    """Let spaCy start without torch, which it imports wherever it is installed.

    That takes seconds, and its tokenizers need none of it. Whoever imports torch afterwards gets it.
    """
    if not any(isinstance(finder, _Sparing) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Sparing())


class _Sparing(MetaPathFinder):
    """Says that there is no torch while spaCy asks, and nothing else."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        asking = sys.modules.get(_ASKING) if fullname == "torch" else None
        if asking is not None and not hasattr(asking, _ANSWER):
            raise ModuleNotFoundError("torch is not needed here", name=fullname)
        return None
