"""Errors of training, each one sentence with the way out."""

from __future__ import annotations

from construal.annotation.errors import ConstrualError


class RecipeError(ConstrualError):
    """A recipe that cannot be followed; the sentence names file, place and value."""


class TrainingError(ConstrualError):
    """A training that cannot begin or go on: no data, no encoder, a folder that holds another training."""
