"""How good and fast the search for like targets is, measured on a made corpus."""

from pathlib import Path

import pytest
from alike import decided, text

from construal.annotation.formats.conllulex import Conllulex
from construal.annotation.formats.format import Export
from construal.core.benchmark import precedents
from construal.core.models.errors import ModelError
from construal.core.progress import Quiet


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """A search among few vectors, which takes no time."""
    monkeypatch.setattr(precedents, "SIZE", 2_000)
    monkeypatch.setattr(precedents, "WIDTH", 12)
    monkeypatch.setattr(precedents, "TIMES", 3)


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    """A folder with a train of two texts and a dev of one."""
    for file, number in ((precedents.TRAIN, 2), (precedents.DEV, 1)):
        documents = [text(id) for id in range(1, number + 1)]
        found = {document.id: decided(document, first=100 * document.id) for document in documents}
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).write_bytes(Conllulex().write(Export(documents, found, {}, {}.get)).data)
    return tmp_path


def test_without_the_corpus_the_search_is_measured() -> None:
    """Time and memory need no data; what else is missing is named."""
    found = {figure.name: figure for figure in precedents.figures(None, Quiet())}
    search = found["search"]
    assert search.value is not None
    assert search.value > 0
    assert search.target == 50
    assert found["precedents"].value is None
    assert "CONSTRUAL_DATA" in found["precedents"].why


def test_without_a_model_the_orders_that_need_none_are_measured(corpora: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The baselines are told, and that the model is not here; one that was named is an error."""
    monkeypatch.setattr(precedents, "USUAL", "nobody")
    found = {figure.name: figure for figure in precedents.figures(corpora, Quiet())}
    assert found["P@1, same lemma, most frequent first"].value == pytest.approx(100 * 4 / 7)
    assert "nobody" in found["precedents by a model"].why
    with pytest.raises(ModelError, match="nobody"):
        precedents.figures(corpora, Quiet(), model="nobody")


def test_a_model_with_weights_is_measured_by_layer_too(corpora: Path, tmp_path: Path) -> None:
    """Sentences that train has word for word are found at once; each layer is told, and the one to take."""
    for name in ("torch", "transformers"):
        pytest.importorskip(name)
    from tiny_model import tiny_model

    folder = tiny_model(tmp_path / "model")
    found = {figure.name: figure for figure in precedents.figures(corpora, Quiet(), model=str(folder))}
    assert found["P@1, likeness, given trees"].value == 100
    assert found["100 − P@1, lexlemma first, own trees"].passed
    assert found["construal, given trees"].value == 100
    assert found["construal by counts"].value == pytest.approx(100 * 4 / 7)
    assert found["layer 2: P@1"].value is not None
    assert found["layer to take"].value in (1, 2)
