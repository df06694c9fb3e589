"""Errors of models, each one sentence with the way out."""

from __future__ import annotations

from construal.annotation.errors import ConstrualError


class ModelError(ConstrualError):
    """A model that cannot be used: absent, incomplete, changed, or made for another program."""


class NotInstalled(ModelError):
    """A model or a device that needs a library which is not installed."""
