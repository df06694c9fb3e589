"""Made documents, annotations and commands for property tests."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Sequence

import numpy as np
from hypothesis import strategies as st

from construal.annotation.anchor import DOCUMENT, Anchor, at_step, merged, span
from construal.annotation.annotation import Annotation, Status
from construal.annotation.catalogue import Concept, Term
from construal.annotation.columns import Column, ints
from construal.annotation.commands import (
    Adapt,
    AddDocuments,
    Batch,
    Command,
    Edit,
    EditCatalogue,
    EditTargets,
    RemoveDocuments,
)
from construal.annotation.document import Document, Sentences, Tokens
from construal.annotation.formats.format import Imported
from construal.annotation.snacs.target_entry import TargetEntry
from construal.annotation.state import DocumentRecord
from construal.core.contents import Source, content
from construal.core.importing import Prepared

WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), min_size=1, max_size=6)
LAYERS = ("lexical", "concept", "hint", "step")


def made_document(sentences: list[list[str]], *, id: int = 1, name: str = "made", columns: bool = True) -> Document:
    """A document of these words, a blank between words and a line end between sentences."""
    start, end, first, s_start, s_end, forms = [], [], [0], [], [], []
    text = ""
    for words in sentences:
        text += "\n" if text else ""
        s_start.append(len(text))
        for number, word in enumerate(words):
            text += " " if number else ""
            start.append(len(text))
            text += word
            end.append(len(text))
            forms.append(word)
        s_end.append(len(text))
        first.append(len(start))
    cells = {"lemma": Column.of(f.lower() for f in forms), "upos": Column.filled("X", len(forms))} if columns else {}
    return Document(
        id=id,
        name=name,
        text=text,
        tokens=Tokens(ints(start), ints(end), cells),
        sentences=Sentences(
            ints(first), ints(s_start), ints(s_end), Column.of(str(i + 1) for i in range(len(s_start)))
        ),
    )


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Any small document, emoji and combining marks included."""
    sentences = draw(st.lists(st.lists(WORDS, min_size=1, max_size=6), min_size=0, max_size=5))
    document = made_document(sentences, id=draw(st.integers(1, 2**62)), columns=draw(st.booleans()))
    if draw(st.booleans()):
        document.sentences.source_start = ints(np.arange(len(document.sentences) + 1) * 7)
    return document


@st.composite
def anchors(draw: st.DrawFn) -> Anchor:
    """Any anchor: text with gaps, a row, a step, a document."""
    kind = draw(st.sampled_from(["span", "span", "row", "step", "document"]))
    if kind == "row":
        position = draw(st.integers(0, 99))
        return Anchor(fragments=((position, position),), row=draw(st.integers(0, 50)))
    if kind == "step":
        return at_step(draw(st.integers(0, 20)))
    if kind == "document":
        return DOCUMENT
    starts = draw(st.lists(st.integers(0, 90), min_size=1, max_size=3))
    return Anchor(fragments=merged((s, s + draw(st.integers(1, 5))) for s in starts))


VALUES = st.dictionaries(
    st.sampled_from(["role", "function", "concept", "order", "target"]),
    st.one_of(st.none(), st.booleans(), st.integers(-5, 5), st.text(max_size=5)),
    max_size=3,
)


@st.composite
def annotations(draw: st.DrawFn, *, ids: st.SearchStrategy[int], document_ids: st.SearchStrategy[int]) -> Annotation:
    """Any annotation of these documents."""
    return Annotation(
        id=draw(ids),
        document=draw(document_ids),
        layer=draw(st.sampled_from(LAYERS)),
        anchor=draw(anchors()),
        values=draw(VALUES),
        annotator=draw(st.sampled_from(["", "ann", "bob"])),
        status=draw(st.sampled_from(Status)),
        source=draw(st.sampled_from(["", "frequency 1"])),
        confidence=draw(st.none() | st.sampled_from([0.25, 1.0])),
        note=draw(st.text(max_size=4)),
        doubt=draw(st.booleans()),
        replaces=draw(st.none() | ids),
    )


IDS = st.integers(1, 12)
DOCUMENT_IDS = st.integers(1, 4)
CONCEPT_IDS = st.sampled_from(["C_(1+xi)poly", "ring", "", "a b"])
CONCEPTS = st.builds(
    Concept,
    id=CONCEPT_IDS,
    name=st.none() | st.text(max_size=4),
    definition=st.text(max_size=4),
    terms=st.lists(st.builds(Term, text=WORDS), max_size=2).map(tuple),
    broader=st.lists(CONCEPT_IDS, max_size=1).map(tuple),
)


def commands(*, nested: bool = True) -> st.SearchStrategy[Command]:
    """Any command, most of which fit a state that has documents 1 to 4."""
    edits = st.builds(
        Edit,
        label=st.just("edit"),
        put=st.lists(annotations(ids=IDS, document_ids=DOCUMENT_IDS), max_size=4, unique_by=lambda a: a.id).map(tuple),
        drop=st.lists(IDS, max_size=2, unique=True).map(tuple),
    )
    catalogue = st.builds(
        EditCatalogue,
        label=st.just("catalogue"),
        put=st.lists(CONCEPTS, max_size=2, unique_by=lambda c: c.id).map(tuple),
        drop=st.lists(CONCEPT_IDS, max_size=1).map(tuple),
    )
    keys = st.tuples(st.sampled_from(["en", "hi"]), st.sampled_from(["in light of", "में"]))
    entries = keys.map(lambda key: TargetEntry(language=key[0], words=key[1], lexcat="P"))
    targets = st.builds(
        EditTargets,
        label=st.just("targets"),
        put=st.lists(entries, max_size=2, unique_by=lambda e: e.key).map(tuple),
        drop=st.lists(keys, max_size=1).map(tuple),
    )
    adapt = st.builds(
        Adapt, label=st.just("adapt"), model=st.sampled_from(["m", "n"]), adaptation=st.none() | st.integers(1, 3)
    )
    records = st.lists(st.builds(DocumentRecord, id=DOCUMENT_IDS, name=WORDS), max_size=2, unique_by=lambda r: r.id)
    add = st.builds(AddDocuments, label=st.just("add"), records=records.map(tuple))
    remove = st.builds(
        RemoveDocuments, label=st.just("remove"), documents=st.lists(DOCUMENT_IDS, max_size=2, unique=True).map(tuple)
    )
    plain: st.SearchStrategy[Command] = st.one_of(edits, edits, catalogue, targets, adapt, add, remove)
    if not nested:
        return plain
    batch = st.builds(Batch, label=st.just("batch"), commands=st.lists(plain, max_size=3).map(tuple))
    return st.one_of(plain, batch)


def made_prepared() -> Prepared:
    """A file read: documents 1 and 2, and a suggestion on ‘out of’ in the first."""
    made = [
        made_document([["We", "went", "out", "of", "town", "."], ["It", "rained", "."]], id=1, name="trip"),
        made_document([["Cafés", "in", "Bonn"]], id=2, name="cafe"),
    ]
    suggestion = Annotation(
        id=10,
        document=1,
        layer="lexical",
        anchor=span((8, 14)),
        status=Status.SUGGESTED,
        source="frequency 1",
        values={"strength": "strong", "role": "Source", "function": "Source"},
        confidence=0.5,
    )
    return prepared_of(made, [suggestion])


def prepared_of(documents: Sequence[Document], annotations: Sequence[Annotation] = ()) -> Prepared:
    """These documents, and annotations on them, as one file read; it becomes their source."""
    data = b"made"
    source = Source(hashlib.sha256(data).hexdigest(), "made.txt", len(data), zlib.compress(data))
    for document in documents:
        document.source = source.sha256
    return Prepared(source, "text", tuple(map(content, documents)), Imported([*documents], [*annotations]))
