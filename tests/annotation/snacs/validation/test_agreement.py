"""Findings in a file beside those made while deciding: derived cells are right by construction, labels judged alike."""

from collections import defaultdict
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from lexical_sentences import SINGLE_VALUES, STRONG_VALUES, WORDS, annotated, decisions
from made import made_document

from construal.annotation.annotation import Annotation
from construal.annotation.columns import Column
from construal.annotation.document import Document
from construal.annotation.formats.conllulex import Conllulex
from construal.annotation.formats.format import Export
from construal.annotation.snacs.validation.finding import RULES, Finding
from construal.annotation.snacs.validation.live import validate_sentence
from construal.annotation.snacs.validation.validator import validate_file

# What is said of labels, lexcats and parts of speech; all else about a file follows from the decisions.
_BEGINNINGS = ("supersense-", "label-", "construal-", "function-", "unclear-", "possessive-", "verb", "lexcat-")
ABOUT_DECISIONS = frozenset(
    rule
    for rule in RULES
    if rule.startswith(_BEGINNINGS) or rule in ("pp-single", "part-of-speech", "mwe-lexcat-unknown")
)
# Decisions that break rules.
BROKEN = (
    {"role": "Locus"},
    {"function": "Locus"},
    {"role": "Theme", "function": "Topic"},
    {"role": "Time", "function": "Temporal"},
    {"role": "Experiencer", "function": "Experiencer"},
    {"role": "Participant", "function": "Locus"},
    {"role": "Content", "function": "Topic"},
    {"role": "RateUnit", "function": "RateUnit"},
    {"role": "Place", "function": "Focus"},
    {"role": "`$", "function": "Gestalt"},
    {"role": "`$", "function": "`$"},
    {"role": "??", "function": "Path"},
    {"lexcat": "DISC", "role": "Time", "function": "Time"},
    {"lexcat": "P", "supersense": "n.ACT"},
    {"lexcat": "N", "supersense": "v.motion"},
    {"lexcat": "V"},
    {"lexcat": "V.VPC", "supersense": "v.motion"},
    {"lexcat": "PP", "role": "Time", "function": "Time"},
    {"lexcat": "ARTICLE"},
    {"lexcat": "!!@"},
    {"supersense": "n.BUILDING"},
)
SENTENCE = "# sent_id ="
PARTS_OF_SPEECH = (
    ("NOUN", "NN"), ("PROPN", "NNP"), ("VERB", "VB"), ("AUX", "VBZ"), ("ADP", "IN"), ("SCONJ", "IN"), ("PART", "TO"),
    ("PART", "POS"), ("PRON", "PRP$"), ("PRON", "PRP"), ("ADV", "RB"), ("ADJ", "JJ"), ("DET", "DT"), ("X", "FW"),
)  # fmt: skip


@st.composite
def decided(draw: st.DrawFn) -> tuple[Document, list[Annotation]]:
    """A document with parts of speech, and decisions on it, some of which break rules."""
    sentences = draw(st.lists(st.lists(WORDS, min_size=1, max_size=8), min_size=1, max_size=3))
    document = made_document(sentences)
    count = len(document.tokens)
    tags = draw(st.lists(st.sampled_from(PARTS_OF_SPEECH), min_size=count, max_size=count))
    lemmas = draw(st.lists(st.sampled_from(("be", "for", "versus", "word")), min_size=count, max_size=count))
    document.tokens.columns = {
        "lemma": Column.of(lemmas),
        "upos": Column.of(upos for upos, _ in tags),
        "xpos": Column.of(xpos for _, xpos in tags),
        "head": Column.filled("0", count),
        "deprel": Column.filled("root", count),
    }
    found = [draw(decisions(len(words))) for words in sentences]
    for place, of_sentence in enumerate(found):
        broken = [draw(st.sampled_from(BROKEN)) if draw(st.booleans()) else None for _ in of_sentence]
        found[place] = [
            (positions, strength, values if strength == "weak" else other or values)
            for (positions, strength, values), other in zip(of_sentence, broken, strict=True)
        ]
    return document, annotated(document, found)


def in_file(document: Document, annotations: list[Annotation]) -> list[Finding]:
    """The findings in the document's file, the sentences called as in the document."""
    data = Conllulex().write(Export([document], {document.id: annotations}, {})).data
    written = [line[len(SENTENCE) :].strip() for line in data.decode().split("\n") if line.startswith(SENTENCE)]
    names = {id: document.sentences.ids[index] for index, id in enumerate(written)}
    return [replace(f, sentence=names[f.sentence]) for f in validate_file(data, "made.conllulex")]


@given(decided())
def test_derived_cells_are_right(made: tuple[Document, list[Annotation]]) -> None:
    """Whatever was decided, an exported file has no fault but in that, and in gaps that lextags cannot hold."""
    found = {finding.rule for finding in in_file(*made)}

    assert found - ABOUT_DECISIONS <= {"mwe-interleaved"}


@given(decided())
def test_decisions_are_judged_alike(made: tuple[Document, list[Annotation]]) -> None:
    """On words that somebody decided about, a sentence has the findings that its lines in the file have."""
    document, annotations = made
    by_sentence: defaultdict[int, list[Annotation]] = defaultdict(list)
    judged = set()
    for annotation in annotations:
        index = document.sentences.at(annotation.anchor.start or 0)
        by_sentence[index].append(annotation)
        if annotation.get("strength") != "weak":
            row = document.tokens.rows_of(annotation.anchor)[0]
            judged.add((document.sentences.ids[index], str(row - document.sentences.rows(index).start + 1)))
    has_supersenses = any(a.text("supersense") for a in annotations)
    live = [
        finding
        for index, of_sentence in by_sentence.items()
        for finding in validate_sentence(document, index, of_sentence, needs_supersenses=has_supersenses)
    ]

    told = sorted((f.rule, f.sentence, f.token, f.message) for f in live if f.rule in ABOUT_DECISIONS)
    in_lines = sorted(
        (f.rule, f.sentence, f.token, f.message)
        for f in in_file(document, annotations)
        if f.rule in ABOUT_DECISIONS and (f.sentence, f.token) in judged
    )
    assert told == in_lines


def test_the_decisions_tried() -> None:
    """Decisions of both kinds are among those that are tried."""
    assert {"role": "??"} in SINGLE_VALUES
    assert {} in STRONG_VALUES
    assert {"label-missing", "lexcat-unknown", "verbal-mwe", "verb-as-adjective"} <= ABOUT_DECISIONS
