"""Which suggesters there are, and that a third party's can do no harm."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from construal.annotation.annotation import Annotation
from construal.annotation.columns import Column, ints
from construal.annotation.document import Document, Sentences, Tokens
from construal.core.suggest.suggester import Knowledge, Suggester, SuggesterError, load, suggestions

MODULE = '''
from construal.annotation.anchor import span
from construal.annotation.annotation import Annotation, Status


class Good:
    name, version, layer = "good", "0.1", "concept"

    def __init__(self, knowledge):
        self.knowledge = knowledge

    def suggest(self, document, standing, *, new_id, time):
        def made(start, end, **other):
            fields = dict(id=new_id(), document=document.id, layer="concept", anchor=span((start, end)),
                          status=Status.SUGGESTED, source="good 0.1", confidence=0.5)
            return Annotation(**{**fields, **other})
        return [made(0, 3), made(0, 3, status=Status.GOLD), made(0, 3, annotator="Ada"), made(0, 3, confidence=7),
                made(90, 99), made(0, 3, layer="hint")]


class Failing(Good):
    def suggest(self, document, standing, *, new_id, time):
        return [][1]


def broken(knowledge):
    raise RuntimeError("no such model")


def half(knowledge):
    return object()
'''


def document() -> Document:
    """A document of one word."""
    sentences = Sentences(ints([0, 1]), ints([0]), ints([5]), Column.of(["1"]))
    return Document(1, "note", "sheaf", Tokens(ints([0]), ints([5]), {}), sentences)


def install(folder: Path, monkeypatch: pytest.MonkeyPatch, **points: str) -> None:
    """Puts a package on the path that offers these suggesters, as pip would."""
    (folder / "other_suggesters.py").write_text(MODULE, encoding="utf-8")
    info = folder / "other_suggesters-0.1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: other-suggesters\nVersion: 0.1\n", encoding="utf-8")
    lines = [f"{name} = {value}" for name, value in points.items()]
    (info / "entry_points.txt").write_text("[construal.suggesters]\n" + "\n".join(lines), encoding="utf-8")
    monkeypatch.syspath_prepend(folder)


def propose(suggester: Suggester) -> tuple[list[Annotation], str]:
    """What it suggests for the document."""
    return suggestions(suggester, document(), [], new_id=itertools.count(1).__next__, time=0)


def test_the_shipped_ones() -> None:
    """Two for supersenses, two for terms, one for hints, each with all that is promised."""
    loaded = load(Knowledge())

    assert [(s.name, s.layer) for s in loaded.suggesters][:5] == [
        ("frequency", "lexical"), ("catalogue", "concept"), ("candidates", "concept"), ("category", "concept"),
        ("precedents", "lexical"),
    ]  # fmt: skip
    assert loaded.faults == []
    assert all(propose(suggester)[1] == "" for suggester in loaded.suggesters)


def test_by_name() -> None:
    """Only those named are made; an unknown name is refused with those that exist."""
    assert [s.name for s in load(Knowledge(), ["category"]).suggesters] == ["category"]
    with pytest.raises(SuggesterError, match=r"‘oracle’.*frequency"):
        load(Knowledge(), ["oracle"])


def test_an_installed_suggester(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installed package's suggester is made with what the project knows, beside the shipped ones."""
    install(tmp_path, monkeypatch, good="other_suggesters:Good")

    names = [s.name for s in load(Knowledge()).suggesters]

    assert names == ["frequency", "catalogue", "candidates", "category", "precedents", "good"]


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("other_suggesters:broken", "no such model"),
        ("other_suggesters:missing", "missing"),
        ("no_such_module:thing", "no_such_module"),
        ("other_suggesters:half", "it has no name, version, layer, suggest"),
    ],
)
def test_a_faulty_one_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str, reason: str) -> None:
    """A suggester that cannot be made is left out and named; the others work."""
    install(tmp_path, monkeypatch, bad=value)

    loaded = load(Knowledge())

    assert len(loaded.suggesters) == 5
    (fault,) = loaded.faults
    assert "‘bad’ of other-suggesters" in fault
    assert reason in fault


def test_proposals_that_break_the_promise_are_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Dropped: no suggestion, an author, an odd confidence, a place outside the text, another layer."""
    install(tmp_path, monkeypatch, good="other_suggesters:Good")
    (good,) = load(Knowledge(), ["good"]).suggesters

    made, fault = propose(good)

    assert len(made) == 1
    assert "5 proposals" in fault


def test_a_failing_one_yields_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error in somebody else's code becomes one sentence."""
    install(tmp_path, monkeypatch, failing="other_suggesters:Failing")
    (failing,) = load(Knowledge(), ["failing"]).suggesters

    made, fault = propose(failing)

    assert made == []
    assert "IndexError" in fault
