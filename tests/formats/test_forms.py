"""The forms of STREUSLE's annotations into each other: nothing that was decided is lost, whatever the way."""

import json
import os
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest
from exported import exported
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lexical_sentences import Sentence, annotated, decisions, sentences, settled
from made import made_document
from samples import SAMPLES, Sample

from construal.annotation.anchor import span
from construal.annotation.annotation import Annotation
from construal.annotation.formats.conllu_rules import faults
from construal.annotation.formats.format import Imported, Loss, ReadOptions
from construal.annotation.formats.registry import by_name, detect
from construal.core.project import Project

FORMS = ("conllulex", "conllu", "streusle-json", "streusle-govobj")
ENDINGS = {"conllulex": ".conllulex", "conllu": ".conllu", "streusle-json": ".json", "streusle-govobj": ".govobj.json"}


def read(data: bytes, form: str, **options: str) -> Imported:
    return by_name(form).read(data, "walk.x", ReadOptions(**options))  # type: ignore[arg-type]


def turned(data: bytes, form: str, into: str) -> bytes:
    """A file in another form, as read and written without an edit."""
    imported = read(data, form)
    return exported(imported.documents, imported.annotations, into, data).data


def shared(name: str) -> bytes:
    if "CONSTRUAL_DATA" not in os.environ:
        pytest.skip("CONSTRUAL_DATA is not set")
    return (Path(os.environ["CONSTRUAL_DATA"]) / name).read_bytes()


def comparable(data: bytes) -> list[dict[str, object]]:
    """The sentences of a JSON file without the keys that the released files lack."""
    return [
        {key: value for key, value in sentence.items() if not key.startswith(("newdoc", "newpar"))}
        for sentence in json.loads(data)
    ]


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=40)
@given(made=st.lists(sentences(), min_size=1, max_size=3))
def test_made_sentences_come_back(form: str, made: list[Sentence]) -> None:
    """What was decided about any words is read back from a file of each form, text and all, with nothing odd."""
    document = made_document([sentence.words for sentence in made], columns=False)
    annotations = annotated(document, [sentence.decided for sentence in made])
    imported = read(exported([document], annotations, form).data, form)
    again = imported.documents[0]
    assert again.text == document.text
    assert imported.oddities == []
    assert settled(again, imported.annotations) == settled(document, annotations)


@settings(max_examples=40)
@given(made=st.lists(sentences(), min_size=1, max_size=3), way=st.permutations(FORMS))
def test_any_way_through_the_forms(made: list[Sentence], way: Sequence[str]) -> None:
    """A file that goes through every form, in any order, comes back into the first byte for byte."""
    document = made_document([sentence.words for sentence in made], columns=False)
    annotations = annotated(document, [sentence.decided for sentence in made])
    # Once through the strictest form: what its rules change stays changed. The tree that is made up has relations.
    made_up = exported([document], annotations, "conllulex").data
    first = turned(turned(made_up, "conllulex", "conllu"), "conllu", way[0])
    data = first
    for form, into in zip(way, (*way[1:], way[0]), strict=True):
        data = turned(data, form, into)
    assert data == first


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=40)
@given(data=st.data(), made=st.lists(sentences(), min_size=1, max_size=3))
def test_any_edit_comes_back(form: str, data: st.DataObject, made: list[Sentence]) -> None:
    """Whatever is decided instead of what a file says, the file written over it says; other sentences stay as is.

    A treebank's first annotation alone changes every sentence: STREUSLE 5's reader asks for a line in each. In JSON
    the first annotation has the version of its labels declared in the first sentence.
    """
    first = made_document([sentence.words for sentence in made], columns=False)
    source = exported([first], annotated(first, [sentence.decided for sentence in made]), form).data
    imported = read(source, form)
    document = imported.documents[0]
    edited = data.draw(st.integers(0, len(made) - 1))
    instead = [s.decided for s in made]
    instead[edited] = data.draw(decisions(len(made[edited].words)))
    annotations = annotated(document, instead)
    written = exported([document], annotations, form, source).data
    again = read(written, form)
    assert settled(again.documents[0], again.annotations) == settled(document, annotations)
    before, after = blocks(source, form), blocks(written, form)
    assert len(before) == len(after)
    changed = {n for n, (b, a) in enumerate(zip(before, after, strict=True)) if b != a}
    if form == "conllulex" or any(sentence.decided for sentence in made):
        assert changed <= {edited}
    elif form != "conllu":
        assert changed <= {0, edited}


def blocks(data: bytes, form: str) -> list[object]:
    """The sentences of a file."""
    return list(json.loads(data)) if "json" in form or form == "streusle-govobj" else list(data.split(b"\n\n"))


@pytest.mark.parametrize("form", FORMS)
def test_detected(form: str) -> None:
    """Each form is known by what it looks like, whatever its name."""
    made = made_document([["She", "went", "to", "Rome"]], columns=False)
    annotations = annotated(made, [[([2], "single", {"role": "Goal", "function": "Goal"})]])
    data = exported([made], annotations, form).data
    # Without a tree there is no relation to know the fourth by; its ending tells.
    name = "walk.govobj.json" if form == "streusle-govobj" else "walk"
    assert detect(Path(name), data).name == form


# --- the released corpus -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "form"),
    [("streusle.ud_dev.conllulex", "conllulex"), ("streusle.ud_dev.conllu", "conllu")],
)
def test_dev_in_every_form(source: str, form: str) -> None:
    """Dev turns into the released files of the other forms: byte for byte, or value for value in JSON."""
    data = shared(f"streusle/{source}")
    assert turned(data, form, "conllulex") == shared("streusle/streusle.ud_dev.conllulex")
    assert turned(data, form, "conllu") == shared("streusle/streusle.ud_dev.conllu")
    assert comparable(turned(data, form, "streusle-json")) == json.loads(shared("streusle/streusle.ud_dev.json"))
    govobj = json.loads(shared("streusle/streusle.ud_dev.govobj.json"))
    assert comparable(turned(data, form, "streusle-govobj")) == govobj


@pytest.mark.parametrize("name", ["streusle.ud_dev.json", "streusle.ud_dev.govobj.json"])
def test_dev_from_json(name: str) -> None:
    """The released JSON holds the same documents and decisions as the 19-column file, and goes out as it came."""
    data = shared(f"streusle/{name}")
    form = "streusle-govobj" if "govobj" in name else "streusle-json"
    imported = read(data, form)
    expected = read(shared("streusle/streusle.ud_dev.conllulex"), "conllulex")
    assert imported.oddities == []
    assert [d.name for d in imported.documents] == [d.name for d in expected.documents]
    assert stated(imported) == stated(expected)
    assert json.loads(turned(data, form, form)) == json.loads(data)


def stated(imported: Imported) -> list[tuple[str, dict[str, object]]]:
    """Words and values of every annotation, document by document."""
    texts = {document.id: document.text for document in imported.documents}
    return [(a.anchor.text(texts[a.document]), dict(a.values)) for a in imported.annotations]


@pytest.mark.parametrize("name", ["streusle.ud_dev.conllulex", "streusle.ud_train.conllulex"])
def test_streusle_there_and_back(name: str) -> None:
    """Every byte of STREUSLE survives the way through JSON with relations and CoNLL-U, which keeps UD's rules."""
    data = shared(f"streusle/{name}")
    as_json = turned(data, "conllulex", "streusle-govobj")
    as_conllu = turned(as_json, "streusle-govobj", "conllu")
    assert faults(as_conllu) == []
    assert turned(as_conllu, "conllu", "conllulex") == data


@pytest.mark.parametrize("form", FORMS)
def test_dev_loses_nothing(form: str) -> None:
    """No form tells of a loss for dev: labels, expressions that overlap, governors and all are held."""
    data = shared("streusle/streusle.ud_dev.conllulex")
    imported = read(data, "conllulex")
    assert exported(imported.documents, imported.annotations, form, data).ledger == []


@pytest.mark.parametrize(
    ("name", "language"), [("en-pastrie", "en"), ("en-lp-train", "en"), ("hi-lp", "hi"), ("zh-lp", "zh")]
)
@pytest.mark.parametrize("form", ["conllu", "streusle-json"])
def test_other_corpora(name: str, language: str, form: str) -> None:
    """Corpora of other languages hold the same decisions in every form; CoNLL-U of them keeps UD's rules."""
    data = shared(f"snacs/{name}.conllulex")
    imported = read(data, "conllulex", language=language)
    written = exported(imported.documents, imported.annotations, form, data).data
    again = read(written, form, language=language)
    assert stated(again) == stated(imported)
    assert form != "conllu" or faults(written) == []


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
@pytest.mark.parametrize("form", ["conllu", "streusle-json", "streusle-govobj"])
def test_corpora_of_every_shape(sample: Sample, form: str) -> None:
    """Labels on case endings and empty nodes, columns elsewhere and numbers from 0: all hold the same in every form."""
    imported = read(sample.data, "conllulex", language=sample.language)
    written = exported(imported.documents, imported.annotations, form, sample.data).data
    again = read(written, form, language=sample.language)
    assert stated(again) == stated(imported)
    assert {a.scheme for a in again.annotations} == {a.scheme for a in imported.annotations}
    assert turned(written, form, form) == written
    if form == "conllu":
        assert faults(written) == []
    else:
        assert [t["#"] for s in json.loads(written) for t in s["toks"]] == [
            number for s in json.loads(written) for number in range(1, len(s["toks"]) + 1)
        ]


@pytest.mark.parametrize("form", ["conllu", "streusle-json"])
def test_parts_of_words(form: str) -> None:
    """A label on a part of a word, or on parts with a gap, stays on it; an edit of it is written, other rows stay."""
    document = made_document([["unhappily", "walking", "home"]], columns=False)
    values = {"strength": "single", "role": "Manner", "function": "Manner"}
    label = Annotation(id=1, document=1, layer="lexical", anchor=span((2, 7), (8, 9)), values=values)
    written = exported([document], [label], form)
    assert not [loss for loss in written.ledger if "parts of words" in loss.message]
    imported = read(written.data, form)
    assert [a.anchor for a in imported.annotations] == [label.anchor]
    assert imported.oddities == []
    moved = [msgspec.structs.replace(a, anchor=span((0, 2))) for a in imported.annotations]
    again = read(exported(imported.documents, moved, form, written.data).data, form)
    assert [a.anchor for a in again.annotations] == [span((0, 2))]
    losses = exported(imported.documents, imported.annotations, "conllulex", written.data).ledger
    assert [loss.count for loss in losses if "parts of words" in loss.message] == [1]


@pytest.mark.parametrize("part", ["x", "3:2", "0:99", "1:2,0:1", ""])
def test_parts_that_are_none(part: str) -> None:
    """What is no part of the word is told, and the whole word is read."""
    document = made_document([["walking", "home"]], columns=False)
    values = {"strength": "single", "role": "Manner", "function": "Manner"}
    label = Annotation(id=1, document=1, layer="lexical", anchor=span((0, 4)), values=values)
    data = exported([document], [label], "conllu").data.replace(b"LexPart=0:4", f"LexPart={part}".encode())
    imported = read(data, "conllu")
    assert [a.anchor for a in imported.annotations] == [span((0, 7))]
    (oddity,) = imported.oddities
    assert oddity.message == f"‘{part}’ is no part of the word; the whole word is read"
    assert data.split(b"\n")[oddity.line - 1].startswith(b"1\twalking")


# --- through a project ---------------------------------------------------------------------------------------------


@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=st.lists(sentences(), min_size=1, max_size=2), form=st.sampled_from(FORMS))
def test_through_a_project(tmp_path_factory: pytest.TempPathFactory, made: list[Sentence], form: str) -> None:
    """A project keeps each form's source, and writes every form from it."""
    folder = tmp_path_factory.mktemp("forms")
    document = made_document([sentence.words for sentence in made], columns=False)
    annotations = annotated(document, [sentence.decided for sentence in made])
    file = folder / f"walk{ENDINGS[form]}"
    file.write_bytes(exported([document], annotations, form).data)
    with Project.create(folder / "walk.construal") as project:
        report = project.import_file(file, format=form)
        assert report.oddities == ()
        for other in FORMS:
            path = folder / f"out{ENDINGS[other]}"
            losses: list[Loss] = project.export(path, format=other)
            assert other != form or path.read_bytes() == file.read_bytes()
            assert [loss for loss in losses if "cannot" in loss.message] == []
            again = read(path.read_bytes(), other)
            assert settled(again.documents[0], again.annotations) == settled(document, annotations)
