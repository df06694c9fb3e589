"""Labels from scores: whatever the scores are, what comes out breaks no rule and reads back as it was."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from flat_document import document_of
from hypothesis import given, settings
from hypothesis import strategies as st
from streusle_labels import LABELS

from construal.annotation.formats.conllulex_writer import write
from construal.annotation.formats.format import Export
from construal.annotation.snacs.expression import WEAK, Word
from construal.annotation.snacs.lextag import derived_cells
from construal.annotation.snacs.validation.validator import validate_file
from construal.core.models.decoding import Decoder, decode
from construal.core.models.labels import Labels
from construal.core.models.manifest import Calibration
from construal.core.models.tagged import annotations_of

PARTS = (
    ("NOUN", "NN"), ("PROPN", "NNP"), ("VERB", "VBD"), ("AUX", "VBZ"), ("ADP", "IN"), ("ADV", "RB"), ("SCONJ", "IN"),
    ("PART", "TO"), ("PART", "RB"), ("PART", "POS"), ("PRON", "PRP"), ("PRON", "PRP$"), ("DET", "DT"), ("ADJ", "JJ"),
    ("PUNCT", "."), ("NUM", "CD"), ("SYM", "$"), ("X", "FW"), ("INTJ", "UH"), ("CCONJ", "CC"), ("SCONJ", "TO"),
    ("PROPN", "POS"), ("X", "GW"),
)  # fmt: skip
LEMMAS = ("be", "for", "versus", "house", "go", "to")
WORDS = st.builds(lambda parts, lemma: Word(lemma, lemma, *parts), st.sampled_from(PARTS), st.sampled_from(LEMMAS))
SENTENCES = st.lists(WORDS, min_size=1, max_size=14)


def random_scores(seed: int, words: int, labels: Labels, *, spread: float = 4.0) -> dict[str, np.ndarray]:
    """Scores of both heads that favour expressions, so that gaps and weak links are common."""
    generator = np.random.default_rng(seed)
    scores = generator.normal(0, spread, (words, len(labels.tags))).astype(np.float32)
    scores += np.array([0.0 if tag[0] in "Oo" else 4.0 for tag in labels.tags], np.float32)
    return {"tag": scores, "pair": generator.normal(0, spread, (words, len(labels.pairs))).astype(np.float32)}


@cache
def made(calibration: Calibration) -> Decoder:
    """A decoder of every label, made once."""
    return Decoder(LABELS, calibration=calibration)


@settings(max_examples=60, deadline=None)
@given(st.lists(SENTENCES, min_size=1, max_size=4), st.integers(0, 2**32 - 1), st.sampled_from((1.0, 0.5, 0.0)))
def test_whatever_the_scores_the_file_is_valid(sentences: list[list[Word]], seed: int, mix: float) -> None:
    """Labels of any scores, written as columns, have no finding at all, and the file has the very lextags decoded."""
    decoder = made(Calibration(mix=mix))
    scores = [random_scores(seed + n, len(words), LABELS) for n, words in enumerate(sentences)]
    decoded = decoder.decode(scores, sentences)
    document = document_of(sentences)
    found = [
        a for n, d in enumerate(decoded) for a in annotations_of(document, n, d, new_id=iter(range(1, 99)).__next__)
    ]

    data = write(Export([document], {1: found}, {}, {}.get)).data

    assert [(f.rule, f.message) for f in validate_file(data, "made.conllulex")] == []
    rows = [line.split("\t") for line in data.decode().split("\n") if line[:1].isdigit()]
    assert [row[18] for row in rows] == [tag for d in decoded for tag in d.tags]


HOSTILE = (
    "", "O", "O-", "-P", "B", "B-P", "O-P", "O-P-p.Foo", "O-P-p.Locus|p.", "O-P-p.Goal|p.Locus", "O-P-`$", "O-P-??",
    "O-POSS-p.Locus", "I_-P-p.Locus", "I~", "I~-P", "i~-V-v.motion", "o-", "o-XX-n.FOO", "X-N-n.TIME", "O-N-v.motion",
    "B-N-n.TIME+x", "b-PP", "O-V", "O-N", "O-V.VPC.full-v.change", "B-V.IAV", "O-DISC-p.Locus|p.Time", "O-P-`i",
    "O-INF.P-p.Time", "O-PP-p.Time", "B-PP-p.Time", "I_", "i_", "o-N-n.TIME", "b-V-v.change", "O-N-n.TIME|n.TIME",
    "O-P-n.TIME", "I_-", "O-PRON.POSS-p.Possessor", "B--p.Locus", "O-P-p.Locus|p.Locus|p.Locus", "¿-?-!",
)  # fmt: skip
EXTREMES = (0.0, -1e30, 1e30, float("nan"), float("inf"), float("-inf"), 700.0, -700.0)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(HOSTILE) | st.sampled_from(LABELS.tags) | st.text(max_size=9), min_size=1, unique=True),
    st.lists(SENTENCES, min_size=1, max_size=3),
    st.data(),
)
def test_whatever_the_labels_the_file_is_valid(
    tags: list[str], sentences: list[list[Word]], data: st.DataObject
) -> None:
    """A model of any tags, with scores that are no numbers among them, labels without any finding, warnings included.

    Its probabilities are numbers from 0 to 1 whatever happens.
    """
    decoder = Decoder(Labels(tags=tuple(tags)))
    shape = st.lists(st.sampled_from(EXTREMES) | st.floats(-9, 9, width=32), min_size=len(tags), max_size=len(tags))
    scores = [
        {"tag": np.array([data.draw(shape) for _ in words], np.float32).reshape(len(words), len(tags))}
        for words in sentences
    ]

    decoded = decoder.decode(scores, sentences)

    document = document_of(sentences)
    new_id = iter(range(1, 99)).__next__
    found = [a for n, d in enumerate(decoded) for a in annotations_of(document, n, d, new_id=new_id)]
    written = write(Export([document], {1: found}, {}, {}.get)).data
    assert [(f.rule, f.message) for f in validate_file(written, "made.conllulex")] == []
    rows = [line.split("\t") for line in written.decode().split("\n") if line[:1].isdigit()]
    assert [row[18] for row in rows] == [tag for d in decoded for tag in d.tags]
    for labels in decoded:
        assert ((labels.probabilities >= 0) & (labels.probabilities <= 1)).all()
        assert all(0 <= t.target <= 1 and 0 <= t.construal <= 1 for t in labels.targets)


@settings(max_examples=25, deadline=None)
@given(SENTENCES, st.integers(0, 2**32 - 1))
def test_expressions_say_what_the_lextags_say(words: list[Word], seed: int) -> None:
    """The lextags that follow from the expressions are the lextags."""
    decoded = decode(random_scores(seed, len(words), LABELS)["tag"], LABELS, words=words)

    cells = derived_cells(words, decoded.expressions)

    assert tuple(row.lextag for row in cells.rows) == decoded.tags


@settings(max_examples=25, deadline=None)
@given(SENTENCES, st.integers(0, 2**32 - 1))
def test_neighbours_do_not_matter(words: list[Word], seed: int) -> None:
    """A sentence decoded among others has the labels that it has alone."""
    others = [Word("go", "go", "VERB", "VB")] * 9
    scores = [random_scores(seed + n, len(s), LABELS) for n, s in enumerate((words, others, words))]
    decoder = made(Calibration())

    together = decoder.decode(scores, [words, others, words])

    assert together[2].tags == decoder.decode([scores[2]], [words])[0].tags


@settings(max_examples=25, deadline=None)
@given(SENTENCES, st.integers(0, 2**32 - 1), st.sampled_from((1.0, 0.5)))
def test_probabilities_are_probabilities(words: list[Word], seed: int, mix: float) -> None:
    """Probabilities lie between 0 and 1, and no construal is likelier for a slot than the labels it is made of."""
    decoder = made(Calibration(mix=mix, temperature=1.5, target=0.7, construal=1.3))
    decoded = decoder.decode([random_scores(seed, len(words), LABELS)], [words])[0]

    assert ((decoded.probabilities >= 0) & (decoded.probabilities <= 1)).all()
    for target in decoded.targets:
        assert decoded.lextags[target.position].pair == f"p.{target.chosen.role}|p.{target.chosen.function}"
        assert 0 <= target.construal <= min(target.role, target.function) + 1e-9
        assert max(target.role, target.function, target.target) <= 1 + 1e-6
        likely = [c.probability for c in target.likeliest]
        assert len(likely) <= 5
        assert likely == sorted(likely, reverse=True)


def test_the_likeliest_legal_tag_wins() -> None:
    """A tag beside which the part of speech breaks a rule yields to the next one."""
    words = [Word("house", "house", "NOUN", "NN")]
    scores = np.zeros((1, len(LABELS.tags)), np.float32)
    scores[0, LABELS.tags.index("O-V-v.motion")] = 9
    scores[0, LABELS.tags.index("O-N-n.GROUP")] = 5

    assert decode(scores, LABELS, words=words).tags == ("O-N-n.GROUP",)


def test_a_gap_is_found() -> None:
    """An expression with a word in its gap comes out whole, and its words are one expression."""
    words = [Word("take", "take", "VERB", "VB"), Word("it", "it", "PRON", "PRP"), Word("off", "off", "ADP", "RP")]
    scores = np.zeros((3, len(LABELS.tags)), np.float32)
    for row, tag in enumerate(("B-V.VPC.full-v.change", "o-PRON", "I_")):
        scores[row, LABELS.tags.index(tag)] = 9

    decoded = decode(scores, LABELS, words=words)

    assert decoded.tags == ("B-V.VPC.full-v.change", "o-PRON", "I_")
    assert [e.positions for e in decoded.expressions if e.strength != WEAK] == [(0, 2), (1,)]


def test_the_pair_head_has_its_say() -> None:
    """With half the say the pair head turns a construal that the joint head holds nearly as likely."""
    words = [Word("in", "in", "ADP", "IN")]
    scores = np.full((1, len(LABELS.tags)), -9, np.float32)
    scores[0, LABELS.tags.index("O-P-p.Locus")] = 5
    scores[0, LABELS.tags.index("O-P-p.Time")] = 4.5
    pairs = np.full((1, len(LABELS.pairs)), -9, np.float32)
    pairs[0, LABELS.pairs.index("p.Time|p.Time")] = 9

    joint = decode(scores, LABELS, words=words, pair_scores=pairs)
    mixed = decode(scores, LABELS, words=words, pair_scores=pairs, mix=0.5)

    assert (joint.tags, mixed.tags) == (("O-P-p.Locus",), ("O-P-p.Time",))
    assert joint.targets[0].construal == pytest.approx(1 / (1 + np.exp(-0.5)), abs=1e-3)


def test_a_word_that_the_model_has_no_tag_for_gets_a_legal_one() -> None:
    """A model whose only tag is a determiner's still labels a noun, a verb and an adposition legally."""
    words = [Word("house", "house", "NOUN", "NN"), Word("go", "go", "VERB", "VB"), Word("in", "in", "ADP", "IN")]

    decoded = decode(np.zeros((3, 1), np.float32), Labels(tags=("O-DET",)), words=words)

    assert [tag.lexcat for tag in decoded.lextags] == ["N", "V", "P"]


def test_no_words_have_no_labels() -> None:
    """A sentence without words is decoded to nothing, beside others as well."""
    words = [Word("house", "house", "NOUN", "NN")]
    scores = [{"tag": np.zeros((n, len(LABELS.tags)), np.float32)} for n in (0, 1)]

    empty, other = Decoder(LABELS).decode(scores, [[], words])

    assert empty.tags == ()
    assert len(other.tags) == 1
