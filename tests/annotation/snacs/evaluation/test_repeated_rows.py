"""A German file that gives a word a row for each target, against what has one row a word: part is held against part."""

import pytest
from samples import BY_NAME, Case

from construal.annotation.columns import Column, ints
from construal.annotation.document import Document, Sentences, Tokens
from construal.annotation.snacs.evaluation import Answers, answers, differences, evaluate
from construal.annotation.snacs.evaluation.pairing import paired
from construal.annotation.snacs.evaluation.repeated_rows import collapsed
from construal.annotation.snacs.lexlemma import lexlemma

LINE = "6 zuhause zuhause ADV ADV _ 2 adv _ _ _ _".replace(" ", "\t")
ROWS = [f"{LINE}\t{words}\t{labels}\r\n" for words, labels in (
    ("zu", "p.Locus\tp.Locus"), ("hause", "p.InsteadOf\tp.Goal"),
)]  # fmt: skip
GOLD = BY_NAME["de"].data.decode()


def side(name: str, data: str = GOLD) -> Answers:
    case = Case(BY_NAME["de"], data.encode())
    return answers(name, [case.document], case.annotations.values())


def one_row(words: str, labels: str) -> str:
    """The file with one row for the word of two targets."""
    assert all(row in GOLD for row in ROWS)
    return GOLD.replace(ROWS[0], "").replace(ROWS[1], f"{LINE}\t{words}\t{labels}\r\n")


def test_a_word_has_one_row() -> None:
    """The word is whole again, with its lemma; text, places and the other words stay as they are."""
    case = Case(BY_NAME["de"])
    whole = collapsed(case.document)

    assert len(whole.tokens) == len(case.document.tokens) - 1
    assert [t.lemma for t in whole.sentence_tokens(0)][4:] == ["Kind", "zuhause", "."]
    assert [t.form for t in whole.sentence_tokens(0)][4:] == ["Kind", "zuhause", "."]
    assert [t.form for t in whole.sentence_tokens(1)] == [t.form for t in case.document.sentence_tokens(1)]
    assert whole.text is case.document.text
    assert collapsed(whole) is whole


def test_sentences_of_one_word_stay() -> None:
    """Two sentences of one word each, with nothing between them, are two words, known by their lemmas."""
    columns = {"id": Column.of(["1", "1"]), "lemma": Column.of(["去", "来"])}
    tokens = Tokens(ints([0, 2]), ints([2, 4]), columns)
    sentences = Sentences(ints([0, 1, 2]), ints([0, 2]), ints([2, 4]), Column.of(["a", "b"]))
    document = Document(1, "made", "去吧来吧", tokens, sentences, language="zh")

    assert collapsed(document) is document
    assert [lexlemma(document, [row]) for row in (0, 1)] == ["去", "来"]


def test_equal_files_agree() -> None:
    """Two readings with repeated rows agree in everything, and the word counts once."""
    found = evaluate(side("gold"), side("system"))

    assert differences(side("gold"), side("system")) == []
    assert found.adpositions().f == 1
    assert (found.words, found.remarks) == (12, ())
    assert {score.lexlemma for score in found.lexlemmas()} >= {"zu", "hause"}


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(
    ("words", "labels", "expected"),
    [
        ("zu", "p.Locus\tp.Locus", [("target", "hause")]),
        ("zu", "p.Goal\tp.Locus", [("role", "zu"), ("target", "hause")]),
        ("zuhause", "p.Locus\tp.Locus", [("target", "hause")]),
        ("_", "_\t_", [("target", "zu"), ("target", "hause")]),
    ],
)
def test_one_row_against_two(turned: bool, words: str, labels: str, expected: list[tuple[str, str]]) -> None:
    """The sentence has its partner; only what the one row lacks or says otherwise differs, whichever side has two."""
    sides = [side("gold"), side("system", one_row(words, labels))]
    gold, system = reversed(sides) if turned else sides

    assert paired(gold, system).remarks == ()
    assert sorted((d.kind, d.words) for d in differences(gold, system)) == sorted(expected)


def test_parts_that_a_person_marks() -> None:
    """Targets that somebody marks inside the one row are those of the rows with the same letters."""
    case = Case(BY_NAME["de"], one_row("_", "_\t_").encode())
    case.add(case.part("hause"), role="InsteadOf", function="Goal")
    system = answers("system", [case.document], case.annotations.values())
    assert [(d.kind, d.words) for d in differences(side("gold"), system)] == [("target", "zu")]

    case.add(case.part("zu"), role="Locus", function="Locus")
    system = answers("system", [case.document], case.annotations.values())
    assert differences(side("gold"), system) == []


def test_figures_of_one_row() -> None:
    """One of two targets of the word is found: recall loses one target, precision none."""
    score = evaluate(side("gold"), side("system", one_row("zu", "p.Locus\tp.Locus"))).adpositions()

    assert (score.wanted - score.correct, score.found - score.correct) == (1, 0)


def test_strong_expression_over_a_shared_word() -> None:
    """An expression of a whole word and one share holds the word; the other share stays a part."""
    case = Case(BY_NAME["de"])
    case.add(case.document.anchor_of([4, 5]), strength="strong", role="Locus", function="Locus")
    kept = [a for a in case.annotations.values() if a.anchor.text(case.document.text) != "zu"]
    gold = answers("gold", [case.document], kept)

    assert differences(gold, gold) == []
    assert [(d.kind, d.words) for d in differences(gold, side("system"))] == [
        ("mwe", "Kind zu"),
    ]  # fmt: skip
