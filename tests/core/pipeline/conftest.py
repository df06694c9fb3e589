"""A tiny model and a spaCy pipeline that it stands in."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from tiny_model import tiny_model

import construal.core.pipeline.component
import construal.core.pipeline.ud_tokenizer  # noqa: F401  # both as spaCy finds them where Construal is installed
from construal.core.models.export import export


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a tiny model as a graph."""
    for name in ("torch", "transformers", "onnx"):
        if importlib.util.find_spec(name) is None:
            pytest.skip(f"{name} is not installed")
    folder = tmp_path_factory.mktemp("pipeline")
    trained = tiny_model(folder / "trained", mix=0.5)
    export(trained, folder / "model", bits=32)
    return folder / "model"


@pytest.fixture
def nlp(model: Path) -> Language:
    """An English pipeline of nothing but our component."""
    pipeline = spacy.blank("en")
    pipeline.add_pipe("construal", config={"model": str(model)})
    return pipeline
