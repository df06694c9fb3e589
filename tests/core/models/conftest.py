"""Tiny models, made once for all tests of models."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from tiny_model import tiny_model

from construal.core.models.export import export


@pytest.fixture(scope="session")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a tiny BERT with its weights in full."""
    needs_torch()
    return tiny_model(tmp_path_factory.mktemp("trained") / "model", mix=0.5)


@pytest.fixture(scope="session")
def exported(trained: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same model as a graph with its weights in full."""
    target = tmp_path_factory.mktemp("exported") / "model"
    export(trained, target, bits=32)
    return target


def needs_torch() -> None:
    """Skip where torch or onnx, with which models are made, are not installed."""
    for name in ("torch", "transformers", "onnx"):
        if importlib.util.find_spec(name) is None:
            pytest.skip(f"{name} is not installed")
