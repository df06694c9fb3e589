"""Which model suggests for a language: the one a person prefers, else another that knows it, else none, with a reason.

Loaded models are kept for the whole process. Knows folders and manifests, no project and no setting.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from construal.annotation.snacs.target_entry import code
from construal.annotation.snacs.versions import CURRENT
from construal.core.models import manifest as manifests
from construal.core.models.errors import ModelError
from construal.core.models.manifest import BUNDLED, Manifest
from construal.core.settings import NO_MODEL

if TYPE_CHECKING:
    from construal.core.models.tagger import Tagger

STANDARD = "standard"
FAST = "fast"
NONE = NO_MODEL
FLOOR = "the most frequent construals are suggested"
_MOST_KEPT = 3

_kept: OrderedDict[tuple[Path, str], Tagger] = OrderedDict()
_lock = Lock()


@dataclass(frozen=True, slots=True)
class ChosenModel:
    """A model by the name it was asked for, its folder, and its manifest."""

    name: str
    folder: Path
    manifest: Manifest

    @property
    def source(self) -> str:
        """What its annotations have as their source."""
        return f"{self.manifest.name} {self.manifest.version}"

    def knows(self, language: str) -> bool:
        """Whether the model labels this language in the present scheme ("en-GB" is "en")."""
        return code(self.manifest.language) == code(language) and self.manifest.scheme == CURRENT


def chosen(name: str, *, language: str) -> tuple[ChosenModel | None, str]:
    """The model for a language, by a preferred name or folder, and one sentence where it is another one or none.

    A bundled name that is not here, and a model of another language, give way to another model of the language; a name
    of a person's own that is not here does not. NONE is no model, and needs no reason.
    """
    if name == NONE:
        return None, ""
    preferred, fault = _named(name)
    if preferred is not None and preferred.knows(language):
        return preferred, ""
    if preferred is None and name not in BUNDLED:
        return None, f"{fault.rstrip('.')}: {FLOOR}."
    other = next((model for model in offered() if model.name != name and model.knows(language)), None)
    if other is None:
        return None, f"No model for ‘{language}’ is here: {FLOOR}."
    told = f"The model ‘{name}’ is not here: ‘{other.name}’ suggests in its place." if preferred is None else ""
    return other, told


def offered() -> Iterator[ChosenModel]:
    """The models that are here and can be read, those that come with the program first."""
    for found in manifests.available():
        if found.folder is not None and found.manifest is not None:
            yield ChosenModel(found.name, found.folder, found.manifest)


def loaded(model: ChosenModel) -> Tagger:
    """The tagger of a model, loaded once. Raises ModelError where it is not whole; any thread may ask."""
    from construal.core.models.tagger import Tagger

    key = (model.folder.resolve(), repr(sorted((n, f.sha256) for n, f in model.manifest.files.items())))
    with _lock:
        if key not in _kept:
            _kept[key] = Tagger.load(model.folder)
            if len(_kept) > _MOST_KEPT:
                _kept.popitem(last=False)
        _kept.move_to_end(key)
        return _kept[key]


def _named(name: str) -> tuple[ChosenModel | None, str]:
    try:
        folder = manifests.found(name)
        return ChosenModel(name, folder, manifests.read(folder)), ""
    except ModelError as error:
        return None, str(error)
