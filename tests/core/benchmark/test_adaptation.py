"""What learning on the user's machine brings, measured on a corpus in place of a project."""

import shutil
from pathlib import Path

import msgspec
from decided import decided_document

from construal.core.adaptation.decisions import sentences
from construal.core.benchmark.adaptation import figures, measured_on
from construal.core.models.manifest import Calibration, read, seal
from construal.core.models.tagger import Tagger
from construal.core.progress import Quiet


def test_what_is_missing_is_told(tmp_path: Path, model_folder: Path) -> None:
    """Without data each corpus says what it needs; without a model of the name `standard` that is told."""
    told = figures(None, tmp_path, Quiet(), model=str(model_folder))
    assert [figure.name for figure in told] == [
        "adaptation, STREUSLE dev", "adaptation, PASTRIE", "adaptation, Little Prince",
    ]  # fmt: skip
    assert all(figure.value is None and "CONSTRUAL_DATA" in figure.why for figure in told)


def test_the_rest_is_read_with_what_the_first_decisions_teach(tmp_path: Path, model_folder: Path) -> None:
    """A hundred are learned, as more would leave too few to be read; a kept adaptation is what counts."""
    folder = shutil.copytree(model_folder, tmp_path / "model")
    seal(folder, msgspec.structs.replace(read(folder), calibration=Calibration()))
    documents = [decided_document(number, first=number) for number in range(1, 22)]
    corpus = [s for document, found in documents for s in sentences(document, found, is_complete=True)]
    f1, seconds = measured_on("made", corpus, Tagger.load(folder), tmp_path / "cache", Quiet())
    assert f1.name == seconds.name == "made, 100 learned"
    assert "of 144 targets elsewhere: 0.0 as it came" in f1.measures
    assert f1.measures.endswith("; kept")
    assert f1.value is not None
    assert f1.value > 50
    assert seconds.value is not None
    assert seconds.value > 0
