"""The file around the annotation: columns, comments and ids, and at which line and sentence they are told."""

from __future__ import annotations

from broken_files import cells, line, line_of, valid_lines
from broken_variants import MILL, UP

from construal.annotation.snacs.validation.finding import Finding
from construal.annotation.snacs.validation.validator import validate_file


def findings(lines: list[str], rule: str) -> list[Finding]:
    """The findings of one rule in a file of these lines."""
    found = validate_file("\n".join([*lines, ""]).encode(), "made.conllulex")
    return [finding for finding in found if finding.rule == rule]


def test_other_columns_are_told_once_a_sentence() -> None:
    """A file of 15 columns has one finding for each sentence, at its first row, that says how many rows there are."""
    lines = ["\t".join(text.split("\t")[:15]) for text in valid_lines()]

    found = findings(lines, "columns")

    assert [(f.sentence, f.line) for f in found] == [
        (f"made-1-{n}", line_of(lines, n, "1-2" if n == 3 else "1") + 1) for n in range(1, 6)
    ]
    assert found[0].message == "15 columns instead of 19, on 8 rows of the sentence"


def test_two_widths_are_two_findings() -> None:
    """Rows that are too short and rows that are too long are told apart."""
    lines = valid_lines()
    line(MILL, "5", lambda text: text + "\t*")(lines)
    line(MILL, "6", lambda text: text.rpartition("\t")[0])(lines)

    assert [f.message for f in findings(lines, "columns")] == [
        "20 columns instead of 19", "18 columns instead of 19",
    ]  # fmt: skip


def test_numbers_that_are_shifted_are_told_once() -> None:
    """A token left out shifts all that follow: told at the first of them."""
    lines = valid_lines()
    del lines[line_of(lines, MILL, "5")]

    (found,) = findings(lines, "token-id")

    assert (found.message, found.token) == ("token 6 stands where 5 belongs", "6")


def test_a_missing_comment_is_told_at_its_sentence() -> None:
    """What a sentence lacks has the line at which the sentence begins."""
    lines = valid_lines()
    line(UP, "# mwe", lambda text: None)(lines)

    (found,) = findings(lines, "mwe-line-missing")

    assert (found.sentence, found.line) == ("made-1-2", line_of(lines, UP, "# sent_id") + 1)


def test_a_repeated_sent_id_names_the_first() -> None:
    """The second sentence of a name says where the first one is."""
    lines = valid_lines()
    lines += ["# sent_id = made-1-1", *lines[line_of(lines, MILL, "# text") : line_of(lines, MILL, "8") + 1], ""]

    (found,) = findings(lines, "sent-id-repeated")

    assert found.message == f"the sent_id ‘made-1-1’ was given on line {line_of(lines, MILL, '# sent_id') + 1}"


def test_documents_are_numbered_for_themselves() -> None:
    """Sentence numbers begin anew with each document; one that does not, and a gap, are told."""
    ids = ["a-1", "a-2", "b-2", "b-3", "b-5"]
    lines = valid_lines()
    places = [place for place, text in enumerate(lines) if text.startswith("# sent_id")]
    for place, id in zip(places, ids, strict=True):
        lines[place] = f"# sent_id = {id}"

    assert [f.message for f in findings(lines, "sent-id-order")] == [
        "‘b-2’ begins a document", "sentence 5 of ‘b’ follows sentence 3",
    ]  # fmt: skip


def test_empty_nodes_and_surface_tokens() -> None:
    """An empty node needs a part of speech and no head; a surface token needs neither; both may be anywhere."""
    lines = valid_lines()
    lines.insert(line_of(lines, MILL, "3"), "\t".join(["2.1", "and", "and", "CCONJ", *"_" * 15]))
    lines.insert(line_of(lines, MILL, "7"), "\t".join(["7-8", "mill.", *"_" * 17]))
    assert validate_file("\n".join([*lines, ""]).encode(), "made.conllulex") == []

    cells(MILL, "2.1", tag=False, lemma="_")(lines)
    cells(MILL, "7-8", tag=False, head="mill")(lines)
    found = validate_file("\n".join([*lines, ""]).encode(), "made.conllulex")
    assert [(f.rule, f.token) for f in found] == [("upos-missing", "2.1"), ("head-missing", "7-8")]
