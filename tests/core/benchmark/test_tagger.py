"""What taggers cost: each is run in a process of its own on the same text, ours, torch's and spaCy's."""

from __future__ import annotations

from pathlib import Path

import pytest
from tiny_model import tiny_graph

from construal.core.benchmark import small_spacy
from construal.core.benchmark.tagger import DEV, TRAIN, Costs, Run, costs, figures
from construal.core.benchmark.tagger_run import Cost
from construal.core.models.errors import ModelError
from construal.core.progress import Quiet

SENTENCES = (
    ("The/DT/2/det cat/NN/3/nsubj slept/VBD/0/root ././3/punct", "The cat slept ."),
    ("She/PRP/2/nsubj looked/VBD/0/root at/IN/4/case it/PRP/2/obl ././2/punct", "She looked at it ."),
    ("They/PRP/2/nsubj gave/VBD/0/root up/RP/2/compound ././2/punct", "They gave up ."),
)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a small treebank, and a cache of its own."""
    monkeypatch.setenv("CONSTRUAL_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(small_spacy, "STEPS", 3)
    for path, times in ((DEV, 4), (TRAIN, 30)):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        blocks = []
        for number in range(times):
            for words, text in SENTENCES:
                cells = [word.rsplit("/", 3) for word in words.split()]
                rows = (
                    f"{n}\t{form}\t{form.lower()}\tX\t{tag}\t_\t{head}\t{relation}\t_\t_\n"
                    for n, (form, tag, head, relation) in enumerate(cells, 1)
                )
                blocks.append(f"# newdoc id = d{number}\n# text = {text}\n{''.join(rows)}\n")
        (tmp_path / path).write_text("".join(blocks), encoding="utf-8")
    return tmp_path


def cost(*, network: float = 1.0, latencies: tuple[float, ...] = (0.004,)) -> Cost:
    """A made-up cost."""
    return Cost(100, 1.0, 1 << 20, 2.0, network, latencies, {"network": network})


def test_each_is_measured(data: Path, tmp_path: Path) -> None:
    """A model as a graph and in torch, spaCy's tokenizer and a tagger trained here: all on the same text."""
    model = tiny_graph(tmp_path)

    found = costs(data, tmp_path, Quiet(), models=[str(model)], torch=[tmp_path / "trained"])

    assert [(run.name, run.by) for run in found.runs] == [
        ("tiny 1", "ONNX Runtime"), ("tiny 1", "torch, fp32"), ("spaCy blank", "its own"), ("spaCy small", "its own"),
    ]  # fmt: skip
    assert found.threads >= 1
    for run in found.runs:
        assert run.cost.words == 4 * 13
        assert len(run.cost.latencies) == 12
        assert 0 < run.latency(50) <= run.latency(95)
        assert run.cost.whole > 0
        assert run.words_per_second > 0
        assert run.cost.cold > 0
    for run in found.runs[:2]:
        assert list(run.cost.stages) == ["cutting text", "word pieces", "network", "labels", "documents and files"]
    assert "MB on the disk" in found.runs[0].note
    assert "3 steps" in found.runs[3].note
    assert [figure.name for figure in figures(found)] == ["tiny 1, a sentence", "tiny 1, over torch"]


def test_what_was_trained_is_kept(data: Path) -> None:
    """The same treebank is learnt from once; another one anew."""
    cache = data / "cache"
    first, accuracy = small_spacy.trained(data / TRAIN, data / DEV, cache, Quiet())
    made = (first / "accuracy.json").stat().st_mtime_ns

    assert small_spacy.trained(data / TRAIN, data / DEV, cache, Quiet()) == (first, accuracy)
    assert (first / "accuracy.json").stat().st_mtime_ns == made
    assert 0 <= accuracy.las <= accuracy.uas <= 1
    (data / TRAIN).write_text((data / TRAIN).read_text(encoding="utf-8") * 2, encoding="utf-8")
    assert small_spacy.trained(data / TRAIN, data / DEV, cache, Quiet())[0] != first


def test_what_has_to_be_reached() -> None:
    """A shipped model has milliseconds to reach by its name, and no model may be slower than itself in torch."""
    runs = [
        Run("fast 1", "ONNX Runtime", cost(latencies=(0.001,) * 94 + (0.006,) * 6)),
        Run("fast 1", "torch, fp32", cost(network=0.5)),
        Run("mine 1", "ONNX Runtime", cost()),
    ]

    found = figures(Costs(runs, "a text", 2))

    assert [(figure.name, figure.target, figure.passed) for figure in found] == [
        ("fast 1, a sentence", 5.0, False), ("fast 1, over torch", 1.0, False), ("mine 1, a sentence", None, None),
    ]  # fmt: skip
    assert found[0].value == pytest.approx(6)
    assert found[1].value == pytest.approx(2)


def test_what_is_missing_is_told(data: Path, tmp_path: Path) -> None:
    """Without the treebank, or with the weights of another model, one sentence says what is wrong."""
    (figure,) = figures(costs(tmp_path / "nowhere", tmp_path, Quiet()))
    assert "en_ewt-ud-dev.conllu" in figure.why
    with pytest.raises(ModelError, match="absent"):
        costs(data, tmp_path, Quiet(), models=["absent"])
