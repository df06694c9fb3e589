"""What can go wrong when a model learns from a project."""

from __future__ import annotations

from construal.annotation.errors import ConstrualError


class TooFewDecisions(ConstrualError):
    """The project has not enough decisions to learn from, and to be judged by."""


class NoAdaptation(ConstrualError):
    """An adaptation was named that the project has not."""
