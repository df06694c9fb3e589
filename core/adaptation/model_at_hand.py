"""Which model a project is adapted with: the one named, else the one of the person's settings, for its language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from construal.core import settings
from construal.core.knowledge import languages
from construal.core.models.errors import ModelError
from construal.core.models.tagger import Tagger
from construal.core.suggest.chosen_model import chosen, loaded

if TYPE_CHECKING:
    from construal.core.project import Project


def model_at_hand(project: Project, name: str = "") -> tuple[Tagger, str]:
    """The tagger, as it came, for the language of most of the project's texts, and a sentence where it is another.

    Raises ModelError where there is none.
    """
    language = next(iter(languages(project)), project.language)
    model, told = chosen(name or settings.model(settings.load()[0]), language=language)
    if model is None:
        reason = told.partition(": ")[0].rstrip(".") or "No model is wanted in the settings"
        raise ModelError(f"{reason}; name a model of ‘{language}’, or ‘construal adapt --encoder’ makes one.")
    return loaded(model), told
