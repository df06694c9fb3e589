"""Several targets that a person makes in one word: a row for each where the corpus has that, else told as lost."""

import pytest
from samples import BY_NAME, Case

from construal.annotation.formats.format import Loss

LEFT_OVER = "supersense annotations on a second part of one word"


def with_two(name: str, one: str, other: str) -> Case:
    """A sample with a target more on each of these letters."""
    case = Case(BY_NAME[name])
    for letters, role in ((other, "Goal"), (one, "Locus")):
        case.add(case.part(letters), role=role, function="Locus")
    return case


def test_the_row_is_repeated() -> None:
    """A German word of two new targets has two rows, in the order of the word; all other lines stay as they were."""
    case = with_two("de", "The", "ma")
    written = case.write()
    before, after = (data.decode().split("\r\n") for data in (case.source, written.data))
    place = next(number for number, line in enumerate(before) if "Thema\tThema" in line)

    assert written.ledger == []
    assert (after[:place], after[place + 2 :]) == (before[:place], before[place + 1 :])
    bare = before[place].split("\t")[:12]
    assert [line.split("\t") for line in after[place : place + 2]] == [
        [*bare, "The", "p.Locus", "p.Locus"], [*bare, "ma", "p.Goal", "p.Locus"],
    ]  # fmt: skip
    assert Case(BY_NAME["de"], written.data).stated() == case.stated()


def test_a_word_of_two_rows_among_edits() -> None:
    """Rows are added to a sentence that is edited elsewhere, and that has a repeated row already."""
    case = with_two("de", "Ki", "nd")
    case.put("hause", role="Goal", function="Goal")
    written = case.write()

    assert written.ledger == []
    assert Case(BY_NAME["de"], written.data).stated() == case.stated()


@pytest.mark.parametrize(
    ("name", "one", "other"),
    [
        ("de", "The", "a"),  # a reader would give the second m and a
        ("gu", "કૂ", "વો"),  # the corpus gives a word one row
        ("auto", "sch", "ool"),
    ],
)
def test_what_cannot_be_repeated_is_told(name: str, one: str, other: str) -> None:
    """Where rows would not say which letters are meant, or the corpus has one row for a word, one target is lost."""
    case = with_two(name, one, other)
    written = case.write()

    assert Loss(case.document.name, LEFT_OVER, 1) in written.ledger
    assert len(Case(BY_NAME[name], written.data).annotations) == len(case.annotations) - 1
