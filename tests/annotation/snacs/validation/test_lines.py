"""The text of a file: encoding, line endings, white space, and sentences that no blank line parts."""

from pathlib import Path

import pytest
from broken_files import cells, valid_lines
from streusle_checks import checked

from construal.annotation.snacs.validation.finding import Finding, Severity
from construal.annotation.snacs.validation.validator import validate_file

VALID = "\n".join(valid_lines()).encode()
MARK = "\ufeff".encode()


def found(data: bytes) -> list[Finding]:
    return validate_file(data, "made.conllulex")


def rules(data: bytes) -> list[tuple[str, str, int]]:
    return [(f.severity.value, f.rule, f.line) for f in found(data)]


@pytest.mark.parametrize(("old", "new"), [(b"\n", b"\r\n"), (b"\n", b"\r")])
def test_other_line_endings(old: bytes, new: bytes) -> None:
    """Lines that do not end in LF are told once, and the sentences are looked at all the same."""
    broken = VALID.replace(b"n.ARTIFACT\t_", b"n.MILL\t_", 1)

    assert rules(VALID.replace(old, new)) == [("warning", "line-ending", 1)]
    assert ("error", "supersense-unknown", 11) in rules(broken.replace(old, new))


def test_no_line_end_at_the_end() -> None:
    """A last line without an end is told."""
    lines = VALID.rstrip().count(b"\n") + 1

    assert rules(VALID.rstrip()) == [("warning", "line-ending", lines)]


def test_byte_order_marks() -> None:
    """Before the text one makes a file invalid, as STREUSLE has it; inside a line it is odd."""
    assert rules(MARK + VALID) == [("error", "encoding", 1)]
    assert rules(VALID.replace(b"\twalk\t", b"\t" + MARK + b"walk\t")) == [("warning", "white-space", 6)]


def test_bytes_that_are_no_utf8() -> None:
    """The line and the bytes are told, and all others looked at."""
    (finding,) = found(VALID.replace(b"walked", b"walk\xe9d", 1))

    assert (finding.rule, finding.severity, finding.line) == ("encoding", Severity.ERROR, 3)
    assert "e9" in finding.message


def test_white_space() -> None:
    """White space around lines, and blanks beside tabs, are told with their lines."""
    assert rules(VALID.replace(b"O-DET\n", b"O-DET \n", 1)) == [("warning", "white-space", 9)]
    assert rules(VALID.replace(b"\n\n", b"\n\t\n", 1)) == [("warning", "white-space", 13)]
    spaced = valid_lines()
    cells(1, "6", feats=" _")(spaced)
    (finding,) = found("\n".join(spaced).encode())
    assert (finding.rule, finding.sentence, finding.token, finding.line) == ("white-space", "made-1-1", "6", 10)


def test_empty_cells() -> None:
    """A cell without anything is told; what may not be empty is an error besides."""
    lines = valid_lines()
    cells(1, "6", feats="")(lines)

    assert rules("\n".join(lines).encode()) == [("warning", "empty-cell", 10)]


def test_no_blank_line_between_sentences(tmp_path: Path) -> None:
    """Where no blank line ends a sentence, the next is looked at by itself, with the comments above it."""
    unparted = VALID.replace(b"\n\n", b"\n")
    told = found(unparted)

    assert {f.rule for f in told} == {"sentence-end"}
    assert [(f.sentence, f.token) for f in told] == [
        ("made-1-2", "1"),
        ("made-1-3", "1"),
        ("made-1-4", "1"),
        ("made-1-5", "1"),
    ]
    assert not checked([unparted], tmp_path)[0].accepted


def test_comments_between_tokens(tmp_path: Path) -> None:
    """A comment behind a token belongs to its sentence; of two with one key the last counts, as for STREUSLE."""
    lines = valid_lines()
    index = next(i for i, line in enumerate(lines) if line.startswith("5\t"))
    lines.insert(index, "# note = behind the fourth")
    lines.insert(index, "# sent_id = made-1-01")
    data = "\n".join(lines).encode()

    assert checked([data], tmp_path)[0].accepted
    assert found(data) == []
