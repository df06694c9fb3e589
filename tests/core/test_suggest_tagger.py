"""A model's suggestions: with its probabilities, never over a decision, in place of the plain counts."""

import shutil
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path

import msgspec
import pytest
from made import made_document, prepared_of

from construal.annotation import actions
from construal.annotation.annotation import Annotation, Status
from construal.annotation.columns import Column
from construal.annotation.document import Document
from construal.annotation.layer import LEXICAL
from construal.annotation.snacs import relations
from construal.annotation.snacs.validation.live import validate_sentence
from construal.core import settings
from construal.core.doctor import current
from construal.core.knowledge import extent
from construal.core.models.manifest import GRAPH, MANIFEST
from construal.core.models.tagged import regular_words
from construal.core.progress import Cancelled, Quiet
from construal.core.project import Project
from construal.core.suggest.chosen_model import ChosenModel, chosen
from construal.core.suggest.suggester import ALL, TARGETS
from construal.core.suggest.tagger import TaggerSuggester

TEXT = [
    ["The", "cat", "slept", "in", "front", "of", "the", "stove", "for", "an", "hour", "."],
    ["She", "came", "to", "the", "shop", "at", "noon", "and", "looked", "at", "it", "up", "."],
    ["We", "gave", "up", "on", "them", "in", "2019", "because", "of", "the", "rain", "!"],
]


@pytest.fixture
def model(model_folder: Path) -> ChosenModel:
    found, told = chosen(str(model_folder), language="en")
    assert found is not None
    assert told == ""
    return found


@pytest.fixture
def two_texts(tmp_path: Path, model_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Project]:
    """Ann's project with two plain texts, the tiny model being hers."""
    monkeypatch.setenv(settings.MODEL_VARIABLE, str(model_folder))
    documents = [plain(TEXT, id=11, name="stove"), plain(TEXT[:2], id=12, name="shop")]
    with Project.create(tmp_path / "texts.construal", annotator="ann") as project:
        project.add(prepared_of(documents, []))
        yield project


def plain(sentences: list[list[str]], *, id: int = 1, name: str = "made") -> Document:
    """A text without parts of speech."""
    return made_document(sentences, id=id, name=name, columns=False)


def suggested(
    model: ChosenModel, document: Document, standing: Sequence[Annotation] = (), *, extent: str = ALL
) -> list[Annotation]:
    suggester = TaggerSuggester(model, extent=extent)
    return suggester.suggest(document, standing, new_id=count(1000).__next__, time=5)


def rows(document: Document, annotations: Sequence[Annotation]) -> list[tuple[int, ...]]:
    return [tuple(document.tokens.rows_of(a.anchor)) for a in annotations]


def test_every_suggestion_tells_model_probability_and_runners_up(model: ChosenModel) -> None:
    """Each is of the model, with its confidence; a target has its likeliest construals, the chosen one among them."""
    document = plain(TEXT)
    made = suggested(model, document)

    assert made
    assert {(a.source, a.status, a.annotator, a.scheme) for a in made} == {
        ("tiny-standard 1", Status.SUGGESTED, "", "snacs-2.6")
    }
    assert all(a.confidence is not None and 0 <= a.confidence <= 1 for a in made)
    assert all(a.text("evidence").startswith("tiny-standard 1: ") for a in made)
    targets = [a for a in made if a.get("role")]
    assert targets
    assert all(len(a.text("alternatives").split(";")) <= 5 for a in targets)


def test_what_is_suggested_breaks_no_rule(model: ChosenModel) -> None:
    """Accepted as they are, the suggestions give the validator nothing to find."""
    document = plain(TEXT)
    decided = [msgspec.structs.replace(a, status=Status.GOLD) for a in suggested(model, document)]

    found = [f for index in range(len(TEXT)) for f in validate_sentence(document, index, decided)]
    assert found == []


def test_targets_only(model: ChosenModel) -> None:
    """For a project of adpositions nothing is suggested that takes no construal, and nothing of the others changes."""
    document = plain(TEXT)
    everything = suggested(model, document)
    targets = suggested(model, document, extent=TARGETS)

    assert 0 < len(targets) < len(everything)
    assert [(a.anchor, a.values) for a in targets] == [(a.anchor, a.values) for a in everything if a.get("role")]


def test_nothing_is_suggested_over_an_answer(model: ChosenModel) -> None:
    """Decided, rejected and not-a-target places stay free of suggestions; weak expressions hold strong ones whole."""
    document = plain(TEXT)
    first = suggested(model, document)
    answers = [
        msgspec.structs.replace(first[0], status=Status.GOLD),
        msgspec.structs.replace(first[1], status=Status.REJECTED),
        msgspec.structs.replace(first[2], status=Status.GOLD, values={"target": False, "strength": "single"}),
    ]
    again = suggested(model, document, answers)

    taken = {row for mine in rows(document, answers) for row in mine}
    assert all(taken.isdisjoint(mine) for mine, a in zip(rows(document, again), again, strict=True)
               if a.get("strength") != "weak")  # fmt: skip
    assert len(again) < len(first)


def test_sentences_alone_are_read_as_with_the_others(model: ChosenModel) -> None:
    """What is suggested for a sentence in sight is what is suggested for it with the whole document."""
    document = plain(TEXT)
    whole = suggested(model, document)
    start = int(document.sentences.start[1])
    end = int(document.sentences.end[1])
    suggester = TaggerSuggester(model)
    alone = suggester.suggest_sentences(document, [1], [], new_id=count(1).__next__, time=5)

    inside = [a for a in whole if start <= (a.anchor.start or 0) < end]
    assert inside
    assert [(a.anchor, a.values) for a in alone] == [(a.anchor, a.values) for a in inside]


def test_documents_read_together_are_read_as_alone(model: ChosenModel) -> None:
    """Announced documents run together, and each still gets what it gets by itself, in any order of asking."""
    documents = [plain(TEXT, id=1), plain(TEXT[:1], id=2), plain(TEXT[1:], id=3)]
    alone = [[(a.anchor, a.values) for a in suggested(model, document)] for document in documents]
    for order in ([0, 1, 2], [2, 0, 1]):
        suggester = TaggerSuggester(model)
        suggester.expect(documents)
        for place in order:
            made = suggester.suggest(documents[place], [], new_id=count(1).__next__, time=5)
            assert [(a.anchor, a.values) for a in made] == alone[place]


def test_another_language_is_left_alone(model: ChosenModel) -> None:
    """A model of English says nothing of a text in Hindi."""
    document = plain(TEXT)
    document.language = "hi"
    assert suggested(model, document) == []


def test_the_model_speaks_in_place_of_the_counts(two_texts: Project) -> None:
    """With a model the counts are silent; without it they speak, and take away what it said and nobody answered."""
    report = two_texts.suggest(layer=LEXICAL)
    assert list(report.by_suggester) == ["tiny-standard 1"]
    assert (report.faults, report.remarks) == ((), ())

    floor = two_texts.suggest(layer=LEXICAL, model="none")
    assert list(floor.by_suggester) == ["frequency 1"]
    assert {a.source for a in two_texts.annotations(layer=LEXICAL)} == {"frequency 1"}

    two_texts.suggest(layer=LEXICAL)
    assert {a.source for a in two_texts.annotations(layer=LEXICAL)} == {"tiny-standard 1"}


def test_second_run_changes_nothing_but_what_is_open(two_texts: Project) -> None:
    """What was accepted or taken away stays so; the rest is as before."""
    two_texts.suggest(layer=LEXICAL)
    first, second, *_ = two_texts.reading(11, layer=LEXICAL)
    two_texts.do(actions.accept(first, two_texts.author()))
    two_texts.do(actions.remove(second, two_texts.author()))
    before = [(a.anchor, a.values, a.status) for a in two_texts.reading(11, layer=LEXICAL)]
    two_texts.suggest(layer=LEXICAL)

    assert [(a.anchor, a.values, a.status) for a in two_texts.reading(11, layer=LEXICAL)] == before


def test_missing_model_is_told_and_the_counts_speak(two_texts: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """A model that is not there is one sentence, a language without any another; suggestions come all the same."""
    monkeypatch.setenv(settings.MODEL_VARIABLE, "no-such-model")
    report = two_texts.suggest(layer=LEXICAL)

    assert list(report.by_suggester) == ["frequency 1"]
    (remark,) = report.remarks
    assert "no-such-model" in remark


def test_model_of_another_language_is_told(model_folder: Path) -> None:
    """A preferred model that does not know the language gives way, with the reason."""
    found, told = chosen(str(model_folder), language="xx")
    assert found is None
    assert "‘xx’" in told


def test_tampered_model_is_told_once(two_texts: Project, model_folder: Path, tmp_path: Path,
                                     monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    """A model whose file is not the one it was made with suggests nothing: one sentence, and the counts speak."""
    other = tmp_path / "tampered"
    shutil.copytree(model_folder, other)
    (other / GRAPH).write_bytes((other / GRAPH).read_bytes()[:-1] + b"?")
    monkeypatch.setenv(settings.MODEL_VARIABLE, str(other))
    report = two_texts.suggest(layer=LEXICAL)

    assert (other / MANIFEST).exists()
    assert len(report.faults) == 1
    assert GRAPH in report.faults[0]
    assert list(report.by_suggester) == ["frequency 1"]


def test_run_is_stopped_inside_a_document(two_texts: Project) -> None:
    """A run can be stopped after any sentence, and changes nothing then."""
    before = current(two_texts)

    class Stop(Quiet):
        def step(self, done: int, total: int, note: str = "") -> None:
            if note == "Suggesting" and done == 2:
                assert total == len(TEXT) + 2
                raise Cancelled

    with pytest.raises(Cancelled):
        two_texts.suggest(layer=LEXICAL, progress=Stop())
    assert current(two_texts) == before


def test_what_a_project_annotates_is_suggested(
    tmp_path: Path, model_folder: Path, two_texts: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where files brought prepositions and no other label, only targets are suggested, unless asked otherwise."""
    monkeypatch.setenv(settings.MODEL_VARIABLE, str(model_folder))
    documents = [plain(TEXT, id=21, name="prepositions"), plain(TEXT[:2], id=22, name="open")]
    decided = Annotation(
        id=77, document=21, layer=LEXICAL, anchor=documents[0].anchor_of([3]), source="conllulex", scheme="snacs-2.6",
        values={"strength": "single", "role": "Locus", "function": "Locus"},
    )  # fmt: skip
    assert extent(two_texts) == ALL
    with Project.create(tmp_path / "p.construal", annotator="ann") as project:
        project.add(prepared_of(documents, [decided]))
        assert extent(project) == TARGETS
        project.suggest(layer=LEXICAL)
        assert all(a.get("role") for a in project.annotations(22, layer=LEXICAL))
        project.suggest(layer=LEXICAL, expressions="all")
        assert not all(a.get("role") for a in project.annotations(22, layer=LEXICAL))


def test_governor_and_object_come_with_a_text_without_trees(model: ChosenModel) -> None:
    """Targets state governor and object as the model's own tree has them; a document with trees keeps its own."""
    document = plain(TEXT)
    made = [a for a in suggested(model, document) if a.get("role")]
    (tagged,) = TaggerSuggester(model).tagger().tag([regular_words(document, 0)])
    assert tagged.heads
    found = [relations.stated(document, a) for a in made]
    assert any(r is not None and r.object is not None for r in found)
    for a, r in zip(made, found, strict=True):
        sentence = document.sentences.at(a.anchor.start or 0)
        rows = document.sentences.rows(sentence)
        assert r is None or all(row is None or row in rows for row in (r.governor, r.object))

    others = len(document.tokens) - 1
    tree = {"head": ["0", *["1"] * others], "deprel": ["root", *["dep"] * others]}
    document.tokens.columns = {name: Column.of(cells) for name, cells in tree.items()}
    assert not any(a.get(key) for a in suggested(model, document) for key in relations.KEYS)
