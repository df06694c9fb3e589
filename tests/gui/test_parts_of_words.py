"""Parts of a word, two in one word, and empty nodes as targets: each is counted, walked and decided by itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk import session_on
from made import made_document, prepared_of
from pytestqt.qtbot import QtBot

from construal.annotation.anchor import Anchor, span
from construal.annotation.annotation import Annotation, Status
from construal.annotation.columns import Column, ints
from construal.annotation.commands import Edit
from construal.annotation.document import Document, Sentences, Tokens
from construal.annotation.layer import LEXICAL
from construal.annotation.snacs.target_entry import entry
from construal.core.project import Project
from construal.core.targets.lists import edit
from construal.gui.deciding import Deciding
from construal.gui.evidence import evidence
from construal.gui.listing import Listing
from construal.gui.movement import Movement
from construal.gui.precedents import Precedents, precedent
from construal.gui.session import Session
from construal.gui.text.accessible import surface
from construal.gui.views.sentences import ProjectSentences


def suggestion(id: int, anchor: Anchor, document: int = 1) -> Annotation:
    return Annotation(
        id=id, document=document, layer=LEXICAL, anchor=anchor, values={"strength": "single"}, status=Status.SUGGESTED,
        source="frequency 1", confidence=0.0, scheme="snacs-2.6",
    )  # fmt: skip


def gujarati() -> Document:
    """Three words; the second has two targets inside."""
    document = made_document([["હું", "ઘરમાંનો", "છું"]], columns=False)
    document.language = "gu"
    return document


def korean() -> Document:
    """Two words, and behind the first an empty node for its particle."""
    text = "집에 가요"
    columns = {"id": Column.of(["1", "1.1", "2"]), "form": Column.of(["집에", "에", "가요"])}
    tokens = Tokens(ints([0, 2, 3]), ints([2, 2, 5]), columns)
    sentences = Sentences(ints([0, 3]), ints([0]), ints([5]), Column.of(["1"]))
    return Document(2, "korean", text, tokens, sentences, language="ko")


@pytest.fixture
def session(tmp_path: Path, qtbot: QtBot) -> Iterator[Session]:
    documents = [gujarati(), korean()]
    start = documents[0].text.index("માં")
    middle, end = start + 3, start + 5
    annotations = [
        suggestion(11, span((start, middle))), suggestion(12, span((middle, end))),
        suggestion(13, documents[1].anchor_of([1]), document=2),
    ]  # fmt: skip
    project = Project.create(tmp_path / "p.construal", annotator="ann")
    project.add(prepared_of(documents, annotations))
    with session_on(project) as made:
        made.open_document(1)
        yield made


def deciding(session: Session) -> Deciding:
    return Deciding(session, Movement(session), list)


def test_each_part_is_walked_named_and_decided(session: Session) -> None:
    """Deciding the first goes on to the second in the same word, and each keeps its own label and letters."""
    session.ledger.of(LEXICAL)
    decide = deciding(session)
    first = session.text_of_selection()
    decide.choose("Locus", "Locus")
    second = session.text_of_selection()
    decide.choose("Source", "Locus")
    document = session.document
    assert document is not None
    own = [a for a in session.project.reading(document.id, layer=LEXICAL) if a.is_decided]

    assert (first, second) == ("માં", "નો")
    assert [(a.anchor.text(document.text), a.text("role")) for a in own] == [("માં", "Locus"), ("નો", "Source")]
    assert (session.ledger.document(LEXICAL, 1).decided, session.ledger.document(LEXICAL, 1).total) == (2, 2)
    assert session.ledger.of(LEXICAL) == session.project.coverage(LEXICAL)


def test_changing_the_first_keeps_the_place(session: Session) -> None:
    """With both decided, a doubt or a new label on the first leaves the first at hand, not the other in its word."""
    decide = deciding(session)
    decide.choose("Locus", "Locus")
    decide.choose("Source", "Locus")
    session.point_at(session.next_shown(-1))
    decide.doubt()
    assert session.target is not None

    assert (session.text_of_selection(), session.target.doubt) == ("માં", True)

    session.undo()
    assert session.text_of_selection() == "માં"
    assert not session.target.doubt


def test_refused_parts_count_as_decided(session: Session) -> None:
    """A part that is no target is decided; a rejected one stays open; the ledger agrees with counting anew."""
    session.ledger.of(LEXICAL)
    decide = deciding(session)
    decide.choose("Locus", "Locus")
    decide.not_target()
    session.undo()
    session.point_at(session.next_shown(-1))
    decide.reject()

    assert session.ledger.of(LEXICAL) == session.project.coverage(LEXICAL)
    assert session.ledger.document(LEXICAL, 1).decided == 0
    assert session.ledger.document(LEXICAL, 1).open == 1


def test_an_empty_node_is_walked_and_decided(session: Session) -> None:
    """An empty node at the end of a word is a target of its own, named by its form."""
    session.open_document(2)
    session.ledger.of(LEXICAL)

    assert session.text_of_selection() == "에"

    deciding(session).choose("Goal", "Goal")

    assert session.ledger.document(LEXICAL, 2).decided == 1
    assert session.ledger.of(LEXICAL) == session.project.coverage(LEXICAL)


def test_precedents_name_parts_and_nodes(session: Session) -> None:
    """A suffix is a precedent for that suffix, shown in its word; an empty node for its form, which is shown."""
    decide = deciding(session)
    decide.choose("Locus", "Locus")
    session.open_document(2)
    decide.choose("Goal", "Goal")
    found = [
        precedent(session.project.document(id), annotation)
        for id in (1, 2)
        for annotation in session.project.reading(id, layer=LEXICAL)
        if annotation.is_decided
    ]

    assert [(p.lexlemma, p.before, p.words, p.after) for p in found if p is not None] == [
        ("માં", "હું ઘર", "માં", "નો છું"), ("에", "집에 ", "에", " 가요"),
    ]  # fmt: skip


def test_the_headline_has_the_part(session: Session) -> None:
    """What is decided on is named by its letters, its lexlemma, and in the text by its place; so is an empty node."""
    precedents = Precedents(session)
    seen = []
    for document in (1, 2):
        session.open_document(document)
        found = evidence(session, precedents)
        assert found is not None
        seen.append((found.words, found.lexlemma))
    precedents.close()
    assert seen == [("માં", "માં"), ("에", "에")]

    korean_text = ProjectSentences(
        session.project, session.project.document(2), layer=LEXICAL, scheme=session.scheme, ledger=session.ledger,
        shows_all=False,
    ).sentence(0)  # fmt: skip
    (mark,) = korean_text.marks
    assert mark.node is not None
    assert (korean_text.words[mark.node].text, surface(korean_text, mark)) == ("에", "에")


def test_a_part_is_listed_as_an_ending(session: Session, qtbot: QtBot) -> None:
    """Always a target, said of the end of a word, lists that ending; the ledger counts what it finds."""
    project = session.project
    deciding(session).choose("Locus", "Locus")
    Listing(session).handlers()["always_target"]()
    qtbot.waitUntil(lambda: not session.jobs.jobs)

    assert [e.words for e in project.target_entries()] == ["-નો"]

    refused: list[str] = []
    session.refused.connect(refused.append)
    session.point_at(session.next_shown(-1))
    Listing(session).handlers()["never_target"]()

    assert refused == ["A list holds whole words and ends of words; this target is neither."]
    assert {id: c for id, c in session.ledger.of(LEXICAL).items() if c.total} == project.coverage(LEXICAL)


def test_endings_and_empty_nodes_are_suggested(session: Session) -> None:
    """Entries for an ending and for an empty node suggest on exactly its letters, and on the node."""
    project = session.project
    project.do(Edit(label="Take away", drop=(11, 12, 13)))
    command = edit(project, "Add", put=[entry("gu", "-નો"), entry("ko", "에")])
    assert command is not None
    project.do(command)
    gu, ko = (project.annotations(id, layer=LEXICAL) for id in (1, 2))

    assert [a.anchor.text(gujarati().text) for a in gu] == ["નો"]
    assert [a.anchor.row for a in ko] == [1]
    assert project.coverage(LEXICAL)[2].suggested == 1
