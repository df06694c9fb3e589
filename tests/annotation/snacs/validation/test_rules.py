"""Every rule is broken by some file: those of the variants, and files whose bytes or gaps are odd."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import pytest
from broken_files import valid_lines
from broken_variants import HOLES, NUMBERING, REFUSED, WARNED
from made import made_document
from streusle_checks import checked

from construal.annotation.anchor import Anchor
from construal.annotation.annotation import Annotation
from construal.annotation.layer import LEXICAL
from construal.annotation.snacs.validation.finding import RULES, Severity
from construal.annotation.snacs.validation.live import validate_sentence
from construal.annotation.snacs.validation.validator import validate_file

MARK = "\ufeff".encode()
# What reads a form that is no 19-column file breaks none of a file's rules.
OF_OTHER_FORMS = {"reading", *(rule for rule in RULES if rule.startswith("ud-"))}


@dataclass(frozen=True)
class Odd:
    """A file that is odd in its bytes: the rule it breaks, how, and whether STREUSLE takes it."""

    rule: str
    name: str
    change: Callable[[bytes], bytes]
    is_taken: bool

    def __str__(self) -> str:
        return f"{self.rule}: {self.name}"


def _replaced(old: str, new: str) -> Callable[[bytes], bytes]:
    """Another text where this one stands first."""

    def change(data: bytes) -> bytes:
        assert old.encode() in data
        return data.replace(old.encode(), new.encode(), 1)

    return change


def _interleaved(data: bytes) -> bytes:
    """A sentence with an expression in whose gap another one begins that ends outside it."""
    rows = []
    words = [("a", "1:1"), ("b", "2:1"), ("c", "1:2"), ("d", "2:2")]
    for number, (word, place) in enumerate(words, 1):
        lexcat, lexlemma = ("ADV", {"a": "a c", "b": "b d"}[word]) if place.endswith(":1") else ("_", "_")
        tag = {"a": "B-ADV", "b": "o-ADV", "c": "I_", "d": "O"}[word]
        universal = [str(number), word, word, "ADV", "RB", "_", "0", "root", "_", "_"]
        rows.append("\t".join([*universal, place, lexcat, lexlemma, "_", "_", "_", "_", "_", tag]))
    return "\n".join(["# sent_id = odd-1", "# text = a b c d", "# mwe = a_ b$1 _c d$1", *rows, "", ""]).encode()


ODD = (
    Odd("encoding", "a byte order mark", lambda data: MARK + data, is_taken=False),
    Odd("encoding", "bytes that are no UTF-8", lambda data: data.replace(b"mill", b"m\xefll"), is_taken=False),
    Odd("sentence-end", "no blank line", _replaced("\n\n", "\n"), is_taken=False),
    Odd("line-ending", "CR LF", lambda data: data.replace(b"\n", b"\r\n"), is_taken=True),
    Odd("line-ending", "no last line feed", lambda data: data.rstrip(b"\n"), is_taken=True),
    Odd("white-space", "blanks before a row", _replaced("\n5\tthe", "\n  5\tthe"), is_taken=True),
    Odd("white-space", "blanks behind a row", _replaced("O-DET\n", "O-DET  \n"), is_taken=True),
    Odd("empty-cell", "a feature that is nothing", _replaced("DET\tDT\t_\t", "DET\tDT\t\t"), is_taken=True),
    Odd("mwe-interleaved", "gaps that interleave", _interleaved, is_taken=True),
)


def valid() -> bytes:
    """The bytes of the valid file."""
    return "\n".join([*valid_lines(), ""]).encode()


@pytest.mark.parametrize("odd", ODD, ids=str)
def test_what_is_odd_in_the_bytes(odd: Odd) -> None:
    """It is told by its rule: an error where STREUSLE refuses the file, else a warning."""
    found = validate_file(odd.change(valid()), "odd.conllulex")

    assert odd.rule in {finding.rule for finding in found}
    assert any(finding.severity is Severity.ERROR for finding in found) is not odd.is_taken


@pytest.mark.skipif(find_spec("conllulex2json") is None, reason="needs STREUSLE's scripts (streusle 4.5)")
def test_what_streusle_says_of_it(tmp_path: Path) -> None:
    """STREUSLE's checks take and refuse these files as is said of them."""
    said = checked([odd.change(valid()) for odd in ODD], tmp_path)

    assert [verdict.accepted for verdict in said] == [odd.is_taken for odd in ODD]


def test_every_rule_is_broken_by_some_file() -> None:
    """No rule is there that nothing breaks."""
    broken = {variant.rule for variant in (*REFUSED, *HOLES, *NUMBERING, *WARNED)} | {odd.rule for odd in ODD}

    assert set(RULES) - broken - OF_OTHER_FORMS == {"place"}


def test_decisions_in_one_place() -> None:
    """The last rule is one that a file cannot break: two decisions on one word."""
    document = made_document([["out", "of", "it"]])
    values = {"strength": "single", "role": "Locus", "function": "Locus"}
    twice = [Annotation(id=id, document=1, layer=LEXICAL, anchor=Anchor(((0, 3),)), values=values) for id in (1, 2)]

    assert "place" in {finding.rule for finding in validate_sentence(document, 0, twice)}


def test_rules_are_told_alike() -> None:
    """Names are lower-case words, titles short and without a full stop, numbers those of STREUSLE's checks."""
    numbers = {*map(str, range(1, 26)), "UPOS", ""}
    for name, rule in RULES.items():
        assert name.replace("-", "").isalpha()
        assert name == name.lower()
        assert rule.number in numbers
        assert 10 < len(rule.title) < 100
        assert not rule.title.endswith(".")
    assert {rule.number for rule in RULES.values()} == numbers
