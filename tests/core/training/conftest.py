"""A data folder and a tiny encoder, made once for all trainings."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tiny_encoder import tiny_encoder
from training_material import data_folder, sentences


@pytest.fixture(scope="session", autouse=True)
def one_thread() -> Iterator[None]:
    """Matrices this small lose by a second thread, and all the more beside other programs."""
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder."""
    return data_folder(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="session")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A random BERT of two layers whose tokenizer knows the words of the data."""
    text = [" ".join(row[1] for row in sentence) for sentence in sentences()]
    return tiny_encoder(tmp_path_factory.mktemp("encoder"), text)
