"""Probabilities of labels: exactly what adding up every legal labelling of a short sentence gives."""

from __future__ import annotations

from functools import cache
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from construal.annotation.snacs.expression import Word
from construal.core.models.decoding import Decoder
from construal.core.models.labels import Labels
from construal.core.models.lextags import BIO
from construal.core.models.manifest import Calibration
from construal.core.models.marginals import Floats, posteriors
from construal.core.models.transitions import STATES

LABELS = Labels(
    tags=(
        "O-P-p.Locus", "O-P-p.Time|p.Locus", "O-N-n.TIME", "O-V-v.motion", "O-ADV", "B-P-p.Locus", "B-P-p.Time",
        "B-N-n.TIME", "B-V.VPC.full-v.change", "B-V-v.change", "I_", "I~-N-n.TIME", "I~-P-p.Locus",
        "I~-V.VPC.full-v.change", "o-P-p.Time", "o-PRON", "b-P-p.Locus", "b-N-n.TIME", "i_", "i~-N-n.TIME",
        "i~-P-p.Time",
    ),
    pairs=("p.Locus|p.Locus", "p.Time|p.Time"),
)  # fmt: skip
WORDS = (
    Word("in", "in", "ADP", "IN"), Word("hour", "hour", "NOUN", "NN"), Word("gave", "give", "VERB", "VBD"),
    Word("it", "it", "PRON", "PRP"), Word("x", "x", "X", "FW"),
)  # fmt: skip
SENTENCES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4)


def links(tags: tuple[str, ...]) -> list[str] | None:
    """For each word the link by which its expression goes on, "" for none; None where the BIO tags make no sense."""
    found = [""] * len(tags)
    last: dict[bool, int] = {}  # the last word of the expression that is open in the gap, and outside
    in_gap = False
    for place, tag in enumerate(tags):
        inner = tag.islower()
        if inner and not in_gap:
            if False not in last:
                return None
            in_gap = True
        if not inner and in_gap:
            if tag[0] != "I" or lone(tags, last, found, inner=True):
                return None
            last.pop(True, None)
            in_gap = False
        if tag[0] in "Ii":
            if inner not in last:
                return None
            found[last[inner]] = tag[1]
            last[inner] = place
        else:
            if lone(tags, last, found, inner=inner):
                return None
            last.pop(inner, None)
            if tag in "Bb":
                last[inner] = place
    if in_gap or lone(tags, last, found, inner=False):
        return None
    return found


def lone(tags: tuple[str, ...], last: dict[bool, int], found: list[str], *, inner: bool) -> bool:
    """Whether the open expression has its first word alone."""
    return inner in last and tags[last[inner]] in "Bb" and not found[last[inner]]


@cache
def structures(length: int) -> list[tuple[tuple[int, ...], list[str]]]:
    """Every sequence of BIO tags that makes sense, as their numbers, with the links."""
    every = product(range(len(BIO)), repeat=length)
    linked = ((numbers, links(tuple(BIO[number] for number in numbers))) for numbers in every)
    return [(numbers, goes_on) for numbers, goes_on in linked if goes_on is not None]


@cache
def decoder(calibration: Calibration | None = None) -> Decoder:
    """The decoder of the labels, made once."""
    return Decoder(LABELS, calibration=calibration)


def added_up(model: Decoder, scores: Floats, words: list[Word]) -> Floats:
    """The probability of each lextag of each word, from all labellings one by one (words by lextags)."""
    legality = model.columns.legality
    wide = np.full((len(words), len(legality.tags)), -np.inf)
    wide[:, : scores.shape[1]] = scores
    missing = np.arange(len(legality.tags) - scores.shape[1])
    wide[:, scores.shape[1] :] = scores.min(axis=1, keepdims=True, initial=0) - 30 - 0.01 * missing
    weights = np.exp(wide - wide.max(axis=1, keepdims=True))
    of_bio = np.array([[tag.bio == bio for tag in legality.tags] for bio in BIO])
    alone = [(legality.of_word(word) | legality.inside) & of_bio for word in words]
    begins = legality.begins & of_bio
    total = np.zeros_like(weights)
    for numbers, goes_on in structures(len(words)):
        masks = [
            begins[number] if goes_on[place] == "_" and BIO[number] not in ("I_", "i_") else alone[place][number]
            for place, number in enumerate(numbers)
        ]
        parts = [weights[place] * mask for place, mask in enumerate(masks)]
        sums = [part.sum() for part in parts]
        whole = float(np.prod(sums))
        if whole:
            total += whole * np.stack([part / of for part, of in zip(parts, sums, strict=True)])
    return np.asarray(total / total[0].sum())


@settings(max_examples=40, deadline=None)
@given(SENTENCES, st.integers(0, 2**32 - 1), st.sampled_from((0.5, 3.0)))
def test_what_every_labelling_adds_up_to(words: list[Word], seed: int, spread: float) -> None:
    """Of each lextag, of targets and of construals the probability is the summed one of all labellings that have it."""
    model = decoder()
    scores = np.random.default_rng(seed).normal(0, spread, (len(words), len(LABELS.tags))).astype(np.float32)
    expected = added_up(model, scores, words)

    decoded = model.decode([{"tag": scores}], [words])[0]
    _, marginals = model.marginals([{"tag": scores}], [words])

    tags = model.columns.tags
    for place, tag in enumerate(decoded.lextags):
        assert decoded.probabilities[place] == pytest.approx(expected[place, tags.index(tag)], abs=1e-5)
    is_target = np.array([bool(tag.pair) for tag in tags])
    np.testing.assert_allclose(marginals.targets, expected[:, is_target].sum(axis=1), atol=1e-5)
    pairs = marginals.pairs(np.arange(len(words)))
    for number, pair in enumerate(model.columns.pairs):
        of_pair = np.array([tag.pair == pair for tag in tags])
        np.testing.assert_allclose(pairs[:, number], expected[:, of_pair].sum(axis=1), atol=1e-5)


def test_the_whole_sentence_has_a_say() -> None:
    """A word that alone could be the second of an expression is not, where the word before it surely begins none."""
    words = [Word("hour", "hour", "NOUN", "NN"), Word("hour", "hour", "NOUN", "NN")]
    scores = np.full((2, len(LABELS.tags)), -9, np.float32)
    scores[0, LABELS.tags.index("O-N-n.TIME")] = 9
    scores[1, LABELS.tags.index("I_")] = 2
    scores[1, LABELS.tags.index("O-N-n.TIME")] = 1

    decoded = decoder().decode([{"tag": scores}], [words])[0]

    assert decoded.tags == ("O-N-n.TIME", "O-N-n.TIME")
    assert decoded.probabilities[1] > 0.99


@settings(max_examples=30, deadline=None)
@given(SENTENCES, st.integers(0, 2**32 - 1), st.sampled_from((1.0, 0.5, 0.0)))
def test_the_five_likeliest_and_the_rest_are_one(words: list[Word], seed: int, mix: float) -> None:
    """The likeliest construals are such as the word may have, five at most, and what all have sums to 1."""
    generator = np.random.default_rng(seed)
    scores = {
        head: generator.normal(0, 3, (len(words), len(LABELS.of(head)))).astype(np.float32) for head in ("tag", "pair")
    }
    model = decoder(Calibration(mix=mix, construal=1.4))
    decoded = model.decode([scores], [words])[0]

    _, marginals = model.marginals([scores], [words])
    for target in decoded.targets:
        possible = marginals.pairs(np.array([target.position]))[0] > 0
        pairs = {pair for pair, can in zip(model.columns.pairs, possible, strict=True) if can}
        named = [f"p.{construal.role}|p.{construal.function}" for construal in target.likeliest]
        assert set(named) <= pairs
        assert len(named) == min(5, len(pairs))
        shares = sum(construal.probability for construal in target.likeliest)
        assert shares <= 1 + 1e-9
        if len(pairs) <= 5:
            assert shares == pytest.approx(1)


def test_what_is_too_unlikely_for_a_number_has_a_construal() -> None:
    """In the best labelling of a sentence so long that its probability is below what numbers hold all is well."""
    plain = ("O-ADV", "O-DISC", "O-ADJ", "O-PRON", "O-DET", "O-CCONJ", "O-INTJ")
    labels = Labels(tags=(*plain, "o-P-p.Time", "O-P-p.Locus", "B-P-p.Locus", "I_"))
    words = [Word("in", "in", "_", "_")] * 600
    scores = np.zeros((600, len(labels.tags)), np.float32)
    scores[:, -3:] = -2000
    scores[0, labels.tags.index("B-P-p.Locus")] = scores[-1, labels.tags.index("I_")] = 9

    decoded = Decoder(labels).decode([{"tag": scores}], [words])[0]

    assert decoded.tags == ("B-P-p.Locus", *["o-P-p.Time"] * 598, "I_")
    assert decoded.targets[300].target == 0
    assert decoded.targets[300].construal == 1


def test_a_temperature_moves_targets_and_construals_apart() -> None:
    """A higher temperature of targets or of construals makes them less sure, and changes no label and nothing else."""
    words = [Word("in", "in", "ADV", "RB")]
    scores = np.full((1, len(LABELS.tags)), -4, np.float32)
    for tag, score in (("O-P-p.Locus", 3), ("O-P-p.Time|p.Locus", 1), ("O-ADV", 1)):
        scores[0, LABELS.tags.index(tag)] = score
    (plain,), (target,), (construal,) = (
        Decoder(LABELS, calibration=calibration).decode([{"tag": scores}], [words])[0].targets
        for calibration in (Calibration(), Calibration(target=2), Calibration(construal=2))
    )

    assert 0.5 < target.target < plain.target
    assert (target.chosen, target.role) == (plain.chosen, plain.role)
    assert construal.target == plain.target
    assert construal.construal == pytest.approx(1 / (1 + np.exp(-1)), abs=1e-2)
    assert plain.construal == pytest.approx(1 / (1 + np.exp(-2)), abs=1e-2)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(1, 9), min_size=1, max_size=5), st.integers(0, 2**32 - 1), st.sampled_from((1.0, 3000.0)))
def test_states_of_each_word_sum_to_one(lengths: list[int], seed: int, spread: float) -> None:
    """However far scores lie apart, and whatever sentences stand beside it, a word's states sum to 1."""
    scores = np.random.default_rng(seed).normal(0, spread, (sum(lengths), STATES))

    found = posteriors(scores, lengths)

    np.testing.assert_allclose(found.sum(axis=1), 1)
    begin = 0
    for length in lengths:
        alone = posteriors(scores[begin : begin + length], [length])
        np.testing.assert_allclose(found[begin : begin + length], alone, atol=1e-12)
        begin += length
