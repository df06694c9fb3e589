"""Which model makes the vectors of a project's targets, and the model ready to. Knows no project."""

from __future__ import annotations

from construal.core.models import manifest as manifests
from construal.core.models.errors import ModelError
from construal.core.models.manifest import BUNDLED
from construal.core.settings import NO_MODEL
from construal.core.suggest.chosen_model import ChosenModel, offered


def vector_model(name: str) -> ChosenModel | None:
    """The model by the name or folder that is preferred; another where a bundled one is not here; None for none.

    Words of any language have vectors, so that of the model makes no difference.
    """
    if name == NO_MODEL:
        return None
    try:
        folder = manifests.found(name)
        return ChosenModel(name, folder, manifests.read(folder))
    except ModelError:
        return next(offered(), None) if name in BUNDLED else None
