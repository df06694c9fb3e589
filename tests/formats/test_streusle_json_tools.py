"""STREUSLE's own tools take the JSON that is written, and find in it what was decided."""

import json
import os
from pathlib import Path

import msgspec
import pytest
from exported import exported
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lexical_sentences import Sentence, annotated, sentences
from made import made_document
from streusle_scores import psseval
from streusle_tool import verdict

from construal.annotation.annotation import Annotation
from construal.annotation.formats.conllulex import Conllulex
from construal.annotation.formats.format import Export, ReadOptions
from construal.annotation.formats.plain_text import PlainText
from construal.annotation.formats.streusle_json import StreusleJson


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=st.lists(sentences(), min_size=4, max_size=4))
def test_what_streusles_converter_makes(tmp_path: Path, made: list[Sentence]) -> None:
    """Our JSON of a document made here is the one that STREUSLE's converter makes of our 19-column file."""
    document = made_document([each.words for each in made], columns=False)
    export = Export([document], {document.id: annotated(document, [each.decided for each in made])}, {})
    found = verdict(Conllulex().write(export).data, tmp_path)
    assert found.accepted, found.messages[-1]
    ours = json.loads(StreusleJson().write(export).data)
    assert [{k: v for k, v in each.items() if not k.startswith(("new", "snacs"))} for each in ours] == found.sentences


def test_psseval_takes_what_is_made(tmp_path: Path) -> None:
    """STREUSLE's evaluation reads our JSON of a plain text, and finds in it the labels that were given."""
    text = "She went to Rome in May. He stayed out of it."
    imported = PlainText().read(text.encode(), "trip.txt", ReadOptions())
    (document,) = imported.documents
    given_labels = [("to", "Goal", "single"), ("in", "Time", "single"), ("out of", "Locus", "strong")]
    annotations = []
    for id, (words, label, strength) in enumerate(given_labels, 1):
        start = text.index(f" {words} ") + 1
        rows = list(document.tokens.rows_in(start, start + len(words)))
        annotations.append(Annotation(
            id=id, document=document.id, layer="lexical", anchor=document.anchor_of(rows),
            values={"strength": strength, "lexcat": "P", "role": label, "function": label},
        ))  # fmt: skip
    gold, system = tmp_path / "gold.json", tmp_path / "ours.autoid.json"
    gold.write_bytes(StreusleJson().write(Export([document], {document.id: annotations}, {})).data)
    wrong = msgspec.structs.replace(annotations[0], values={**annotations[0].values, "role": "Locus"})
    system.write_bytes(StreusleJson().write(Export([document], {document.id: [wrong, *annotations[1:]]}, {})).data)
    (scores,) = psseval(gold, system)
    assert scores["All"]["Role"]["correct"] == 2
    assert scores["All"]["Fxn"]["correct"] == 3


def test_psseval_takes_dev(tmp_path: Path) -> None:
    """STREUSLE's evaluation finds our export of dev equal to the released file."""
    if "CONSTRUAL_DATA" not in os.environ:
        pytest.skip("CONSTRUAL_DATA is not set")
    folder = Path(os.environ["CONSTRUAL_DATA"]) / "streusle"
    data = (folder / "streusle.ud_dev.conllulex").read_bytes()
    imported = Conllulex().read(data, "dev.conllulex", ReadOptions())
    system = tmp_path / "ours.autoid.json"
    system.write_bytes(exported(imported.documents, imported.annotations, "streusle-json", data).data)
    (scores,) = psseval(folder / "streusle.ud_dev.json", system)
    assert scores["All"]["Role,Fxn"]["F"] == 1.0
