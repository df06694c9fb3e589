"""A model made ready to hand on: rounded, calibrated, measured with the very graph, and nothing lost on an error."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from training_material import sentences, write

from construal.annotation.errors import FormatError
from construal.annotation.snacs.evaluation import evaluate
from construal.core.models.card import card
from construal.core.models.errors import ModelError
from construal.core.models.manifest import CARD, GRAPH, LOG, RECIPE, WEIGHTS, Manifest, checked, read
from construal.core.models.release import release
from construal.core.models.tagging import tag
from construal.core.progress import Quiet


@pytest.fixture(scope="module")
def dev(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An annotated file of six documents."""
    return write(tmp_path_factory.mktemp("dev") / "dev.conllulex", sentences())


@pytest.fixture(scope="module")
def released(trained: Path, dev: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny model, released beside a log and a recipe."""
    folder = tmp_path_factory.mktemp("released")
    source = folder / "source"
    source.mkdir()
    for file in trained.iterdir():
        (source / file.name).write_bytes(file.read_bytes())
    (source / LOG).write_text('{"epoch": 1}\n', encoding="utf-8")
    (source / RECIPE).write_text("{}", encoding="utf-8")
    release(source, folder / "out" / "tiny", dev=[dev])
    return folder / "out" / "tiny"


def test_the_folder_is_whole_and_no_more(released: Path) -> None:
    """The folder has a graph, no weights in full, log, recipe and card, all sealed; nothing is left beside it."""
    manifest = checked(released)

    assert {file.name for file in released.iterdir()} == {*manifest.files, "manifest.json"}
    assert {GRAPH, LOG, RECIPE, CARD, "labels.json", "tokenizer.json"} == set(manifest.files)
    assert WEIGHTS not in manifest.files
    assert manifest.recipe == RECIPE
    assert list(released.parent.iterdir()) == [released]


def test_figures_are_those_of_the_graph(released: Path, dev: Path, tmp_path: Path) -> None:
    """The manifest has what the official scorer says of dev's bare words as the released model tags them."""
    bare = tmp_path / "bare.conllu"
    lines = dev.read_text(encoding="utf-8").split("\n")
    bare.write_text(
        "\n".join(
            "\t".join([*line.split("\t")[:2], *["_"] * 8]) if line[:1].isdigit() else line
            for line in lines
            if not line.startswith("# mwe")
        ),
        encoding="utf-8",
    )
    tag(
        bare, tmp_path / "said.conllulex", model=str(released), device="onnx", layer=None, language="en",
        from_format=None, to_format=None, progress=Quiet(),
    )  # fmt: skip
    expected = evaluate(dev, tmp_path / "said.conllulex")
    manifest = read(released)

    assert manifest.figures["tags"] == pytest.approx(expected.tags()["Full"].accuracy, abs=1e-5)
    for name, criterion in (("target", "ID"), ("role", "Role"), ("construal", "Labeled")):
        assert manifest.figures.get(name, 0) == pytest.approx(expected.adpositions(criterion).f or 0, abs=1e-5)
    assert manifest.measured.startswith("dev.conllulex: 24 sentences, ")
    assert manifest.reliability["tags"].decisions > 100
    assert manifest.unrounded.keys() == manifest.figures.keys()
    low, high = manifest.intervals["tags"]
    assert low <= manifest.figures["tags"] <= high


def test_the_card_says_what_the_manifest_says(released: Path) -> None:
    """The card has name, origin, data, licences and every figure; it is the one that the manifest gives."""
    manifest = read(released)

    told = (released / CARD).read_text(encoding="utf-8")

    for part in ("# tiny 1", "Apache-2.0", "Data: made", "‘en’", f"{100 * manifest.figures['tags']:.1f}", RECIPE, LOG):
        assert part in told
    changed = msgspec.structs.replace(manifest, figures={**manifest.figures, "tags": 0.98765})
    assert "98.8" in card(changed)
    assert "98.8" not in told


def test_a_card_without_figures() -> None:
    """A model that nobody measured has a card too."""
    from construal.core.models.manifest import EncoderFacts

    told = card(
        Manifest(
            name="new",
            version="2",
            files={},
            encoder=EncoderFacts(architecture="bert", layers=2, hidden=32, heads=2),
            language="hi",
        )
    )

    assert "# new 2" in told
    assert "‘hi’" in told
    assert "Figures" not in told


def test_a_release_is_replaced_and_nothing_else(trained: Path, released: Path, dev: Path, tmp_path: Path) -> None:
    """An older release gives way to a new one; a folder with anything else in it, and the model itself, stay."""
    target = tmp_path / "model"
    in_full = release(trained, target, dev=[dev], bits=32)
    assert (in_full.recipe, in_full.unrounded) == ("", {})
    release(trained, target, dev=[dev], bits=8, products="blocks", precedent_layer=1)
    assert (in_full.precedent_layer, read(target).precedent_layer) == (0, 1)
    assert checked(target).files[GRAPH].size < 1_000_000
    (target / "notes.txt").write_text("mine", encoding="utf-8")

    with pytest.raises(ModelError, match=r"notes\.txt lies here and belongs to no model"):
        release(trained, target, dev=[dev])
    with pytest.raises(ModelError, match="cannot be written over itself"):
        release(trained, trained, dev=[dev])
    assert (target / "notes.txt").read_text(encoding="utf-8") == "mine"


def test_nothing_is_left_on_an_error(trained: Path, dev: Path, tmp_path: Path) -> None:
    """A file that is no corpus, an absent one and wrong bits leave neither the folder nor anything beside it."""
    text = tmp_path / "notes.conllulex"
    text.write_text("nothing of the kind\n", encoding="utf-8")
    out = tmp_path / "out"
    out.mkdir()

    with pytest.raises(FormatError):
        release(trained, out / "model", dev=[text])
    with pytest.raises(OSError, match=r"absent\.conllulex"):
        release(trained, out / "model", dev=[tmp_path / "absent.conllulex"])
    with pytest.raises(ModelError, match="3 bits"):
        release(trained, out / "model", dev=[dev], bits=3)
    assert list(out.iterdir()) == []
