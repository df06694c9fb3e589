"""A tiny model that gives vectors."""

import pytest
from tiny_model import tiny_model

from construal.core.models.tagger import Tagger


@pytest.fixture(scope="session")
def tagger(tmp_path_factory: pytest.TempPathFactory) -> Tagger:
    """A tiny model run by torch, which nobody trained."""
    for name in ("torch", "transformers"):
        pytest.importorskip(name)
    return Tagger.load(tiny_model(tmp_path_factory.mktemp("precedents") / "model"), device="cpu")
