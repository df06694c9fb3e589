"""The valid made file damaged at random, beside STREUSLE's checks: what they refuse we refuse, and what only we do."""

from __future__ import annotations

import random
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest
from broken_files import PLACE, valid_lines
from streusle_checks import checked

from construal.annotation.snacs.validation.finding import Severity
from construal.annotation.snacs.validation.validator import validate_file

FILES = 3000
# Rules of ours that STREUSLE's checks take broken files by, and why they do.
HOLES = {
    "header-missing": "sent_id is looked up only in the message of another fault",
    "sent-id-repeated": "ids are never compared",
    "head-missing": "a head is any whole number, also one with a sign",
    "mwe-number": "numbers below the count of expressions are found at other places of one list, also 0 and -1",
    "later-label": "the labels of an expression's later words are dropped unseen",
    "label-abstract": "the labels are those of the hierarchy, whether anybody may assign them or not",
    "possessive-label": "`$ is one label more of those that a possessive takes, beside any other",
    "mwe-lexcat-unknown": "lexcats are looked up for single words only",
}
# What stands in some cell of some file, and what stands nowhere.
CELLS = (
    "_", "", " ", "??", "`$", "`d", "p.`d", "p.Locus", "p.Experiencer", "p.Participant", "p.Content", "p.RateUnit",
    "p.Temporal", "p.Focus", "Locus", "n.ACT", "v.motion", "n.act", "N", "V", "V.VID", "V.x", "P", "PP", "INF", "INF.P",
    "POSS", "PRON.POSS", "DISC", "ADJ", "AUX", "!@", "!!@", "X!@", "1:1", "1:2", "2:1", "2:2", "3:1", "0:1", "1:0", "1",
    "a:b", "1:1:1", "²:1", "0", "-1", "²", "\u00a0", "a b", "be", "for", "versus", "TO", "SCONJ", "X", "NOUN", "VERB",
    "ADP", "PRON", "PART", "CCONJ", "goeswith", "root", "O-P-p.Locus", "I_", "o", "B", "8.1", "1-2", "1-", ".1",
)  # fmt: skip
LINES = (
    "# note", "# a = b", "# a b = c", "#a = b", "# toks = 1", "# mwe = x", "# sent_id = q", "# newdoc id = 3",
    "# newdoc", "# newpar id = 3", "# TODO: x", "# TODO x", "# ü = x", "# a =", "# a = ", " ", "\u00a0", "x", "",
)  # fmt: skip

pytestmark = pytest.mark.skipif(find_spec("conllulex2json") is None, reason="needs STREUSLE's scripts (streusle 4.5)")


def damaged(seed: int) -> bytes:
    """The valid file with one to three cells or lines changed."""
    rng = random.Random(seed)
    lines = valid_lines()
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        rows = [place for place, line in enumerate(lines) if line[:1].isdigit()]
        if rng.random() < 0.8:
            _damage_cell(lines, rows, rng)
        else:
            rng.choice(DAMAGES)(lines, rng.randrange(len(lines) - 1), rng)
    return "\n".join([*lines, ""]).encode()


def _damage_cell(lines: list[str], rows: list[int], rng: random.Random) -> None:
    """Put what stands elsewhere, or what should stand nowhere, into a cell; often the lextag follows."""
    place, column = rng.choice(rows), rng.choice([*range(19), *range(10, 19), 2, 3, 11, 13, 14])
    cells = lines[place].split("\t")
    if column >= len(cells):
        return
    other = lines[rng.choice(rows)].split("\t")
    cells[column] = rng.choice(CELLS) if rng.random() < 0.6 or column >= len(other) else other[column]
    if column in (11, 13, 14, 16) and len(cells) == 19 and "-" in cells[18] and rng.random() < 0.7:
        first, second = cells[PLACE["ss"]], cells[PLACE["ss2"]]
        label = "" if first == "_" else f"-{first}" if second in ("_", first) else f"-{first}|{second}"
        weak = f"+{cells[16]}" if cells[16] != "_" and cells[15].endswith(":1") else ""
        cells[18] = f"{cells[18].split('-')[0]}-{cells[11]}{label}{weak}"
    if column == 2 and len(cells) == 19 and cells[12] != "_" and rng.random() < 0.7:
        cells[12] = cells[2]
    lines[place] = "\t".join(cells)


def _leave_out(lines: list[str], place: int, rng: random.Random) -> None:
    del lines[place]


def _repeat(lines: list[str], place: int, rng: random.Random) -> None:
    lines.insert(place, lines[place])


def _insert(lines: list[str], place: int, rng: random.Random) -> None:
    lines.insert(place, rng.choice(LINES))


def _exchange(lines: list[str], place: int, rng: random.Random) -> None:
    lines[place], lines[place + 1] = lines[place + 1], lines[place]


def _surround(lines: list[str], place: int, rng: random.Random) -> None:
    before, after = rng.choice(((" ", ""), ("\t", ""), ("# ", ""), ("", " "), ("", "\t"), ("", "\t_"), ("\ufeff", "")))
    lines[place] = before + lines[place] + after


def _cut(lines: list[str], place: int, rng: random.Random) -> None:
    lines[place] = lines[place][: rng.randrange(len(lines[place]) + 1)]


def _space(lines: list[str], place: int, rng: random.Random) -> None:
    old, new = rng.choice((("\t", " "), (" ", "  "), ("# ", "#")))
    lines[place] = lines[place].replace(old, new, 1)


DAMAGES: tuple[Callable[[list[str], int, random.Random], None], ...] = (
    _leave_out, _repeat, _insert, _exchange, _surround, _cut, _space,
)  # fmt: skip


def test_verdicts_on_damaged_files(tmp_path: Path) -> None:
    """Every file that STREUSLE refuses is refused; one that only we refuse breaks only rules that it does not check."""
    files = [damaged(seed) for seed in range(FILES)]
    verdicts = checked(files, tmp_path)

    met: set[str] = set()
    apart = []
    for seed, (file, verdict) in enumerate(zip(files, verdicts, strict=True)):
        findings = validate_file(file, "made.conllulex")
        errors = {finding.rule for finding in findings if finding.severity is Severity.ERROR}
        if verdict.accepted:
            met |= errors
        if (verdict.accepted and not errors <= set(HOLES)) or (not verdict.accepted and not errors):
            apart.append((seed, verdict.error, errors))

    assert apart == []
    assert FILES / 10 < sum(verdict.accepted for verdict in verdicts) < FILES / 2
    assert len(met) > 1
