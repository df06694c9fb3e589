"""The verdicts of the validator beside those of STREUSLE's conllulex2json.py, on corpora and on broken files."""

import os
import random
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

import pytest
from broken_files import Variant, valid_lines
from broken_variants import HOLES, NUMBERING, REFUSED, RIGHT_IN_25, TAKEN, WARNED, WRONG_IN_25
from streusle_checks import Checked, checked

from construal.annotation.snacs.validation.finding import RULES, Finding, Severity
from construal.annotation.snacs.validation.validator import validate_file

pytestmark = pytest.mark.skipif(find_spec("conllulex2json") is None, reason="needs STREUSLE's scripts (streusle 4.5)")

# The checks that refuse a file; 25 only warns.
NUMBERS = [*map(str, range(1, 25)), "UPOS"]


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> dict[Variant, Checked]:
    """What STREUSLE says of every variant."""
    every = [*REFUSED, *HOLES, *NUMBERING, *WARNED, *TAKEN, *RIGHT_IN_25, *WRONG_IN_25]
    said = checked([variant.data for variant in every], tmp_path_factory.mktemp("variants"))
    return dict(zip(every, said, strict=True))


def errors(findings: list[Finding]) -> set[str]:
    """The rules that make a file invalid."""
    return {finding.rule for finding in findings if finding.severity is Severity.ERROR}


def test_the_valid_file(tmp_path: Path) -> None:
    """The file that the variants break is valid for both, with nothing to warn of."""
    data = "\n".join(valid_lines()).encode()
    (said,) = checked([data], tmp_path)

    assert said == Checked("", [])
    assert validate_file(data, "made.conllulex") == []


def test_each_check_is_tried_twice() -> None:
    """There are two broken files or more for each rule that STREUSLE checks."""
    tried = Counter(variant.number for variant in REFUSED)

    assert [number for number in NUMBERS if tried[number] < 2] == []
    assert len(REFUSED) >= 60
    assert {variant.rule for variant in (*REFUSED, *HOLES, *NUMBERING, *WARNED)} <= set(RULES)


@pytest.mark.parametrize("variant", REFUSED, ids=str)
def test_refused_by_both(variant: Variant, verdicts: dict[Variant, Checked]) -> None:
    """What STREUSLE refuses is an error here, by the rule it breaks."""
    assert not verdicts[variant].accepted
    assert variant.rule in errors(validate_file(variant.data, "made.conllulex"))


@pytest.mark.parametrize("variant", HOLES, ids=str)
def test_holes(variant: Variant, verdicts: dict[Variant, Checked]) -> None:
    """What STREUSLE does not see is an error here."""
    assert verdicts[variant].accepted
    assert variant.rule in errors(validate_file(variant.data, "made.conllulex"))


@pytest.mark.parametrize("variant", NUMBERING, ids=str)
def test_numbering_hole_of_the_released_tool(variant: Variant, verdicts: dict[Variant, Checked]) -> None:
    """The released 4.5 takes numbers that are none of one series; here they are an error, as since 4.7."""
    assert verdicts[variant].accepted
    assert errors(validate_file(variant.data, "made.conllulex")) == {variant.rule}


@pytest.mark.parametrize("variant", WARNED, ids=str)
def test_warned_of(variant: Variant, verdicts: dict[Variant, Checked]) -> None:
    """What is odd and valid is a warning here; where STREUSLE has one, it warns of it, too."""
    found = validate_file(variant.data, "made.conllulex")

    assert verdicts[variant].accepted
    assert errors(found) == set()
    assert variant.rule in {finding.rule for finding in found}
    assert bool(verdicts[variant].warnings) == bool(variant.number)


@pytest.mark.parametrize("variant", TAKEN, ids=str)
def test_taken_by_both(variant: Variant, verdicts: dict[Variant, Checked]) -> None:
    """What STREUSLE takes without a word has no finding here."""
    assert verdicts[variant] == Checked("", [])
    assert validate_file(variant.data, "made.conllulex") == []


@pytest.mark.parametrize("variant", [*RIGHT_IN_25, *WRONG_IN_25], ids=str)
def test_labels_of_their_version(variant: Variant, verdicts: dict[Variant, Checked]) -> None:
    """A file of 2.5 is held to the labels of 2.5, where STREUSLE knows those of 2.6 only."""
    older = errors(validate_file(variant.data, "made.conllulex", scheme="snacs-2.5"))
    newer = errors(validate_file(variant.data, "made.conllulex", scheme="snacs-2.6"))

    assert older == ({variant.rule} if variant.rule else set())
    assert verdicts[variant].accepted == (newer == set()) == bool(older)


def test_never_stops_at_the_first() -> None:
    """A file with many faults has a finding for each, where STREUSLE tells the first."""
    lines = valid_lines()
    chosen = [v for v in REFUSED if v.number in ("4", "5", "12", "14", "15", "18", "UPOS")]
    for variant in chosen:
        for edit in variant.edits:
            edit(lines)

    found = errors(validate_file("\n".join(lines).encode(), "made.conllulex"))

    assert len(found) >= 6


@pytest.mark.parametrize("part", ["dev", "train"])
def test_the_corpora(part: str, tmp_path: Path) -> None:
    """Both take STREUSLE itself, and warn of the same sentences."""
    folder = os.environ.get("CONSTRUAL_DATA")
    if not folder:
        pytest.skip("needs the corpora: set CONSTRUAL_DATA to the folder that holds streusle/")
    data = (Path(folder) / "streusle" / f"streusle.ud_{part}.conllulex").read_bytes()
    (said,) = checked([data], tmp_path)
    found = validate_file(data, part)
    as_adjective = [line for line in said.warnings if line.startswith("Word treated as VERB in UD")]
    simplified = [line for line in said.warnings if line.startswith("Simplifying")]

    assert said.accepted
    assert errors(found) == set()
    told = Counter(finding.rule for finding in found)
    assert told["verb-as-adjective"] == len(as_adjective)
    assert told["mwe-interleaved"] == len(simplified)


def test_random_damage(tmp_path: Path) -> None:
    """On sentences with a cell put where another stood, both say the same, but for what only one of them checks."""
    folder = os.environ.get("CONSTRUAL_DATA")
    if not folder:
        pytest.skip("needs the corpora: set CONSTRUAL_DATA to the folder that holds streusle/")
    data = (Path(folder) / "streusle" / "streusle.ud_dev.conllulex").read_text(encoding="utf-8")
    files = [damaged(data, seed).encode() for seed in range(600)]
    said = checked(files, tmp_path)

    stricter = {"possessive-label", "label-abstract", "later-label", "mwe-lexcat-unknown", "mwe-number", "mwe-split"}
    apart = []
    for seed, (file, verdict) in enumerate(zip(files, said, strict=True)):
        found = errors(validate_file(file, "made.conllulex"))
        if verdict.accepted != (not found) and not (verdict.accepted and found <= stricter):
            apart.append((seed, verdict.error, found))
    assert apart == []
    assert 100 < sum(verdict.accepted for verdict in said) < 500


def damaged(data: str, seed: int) -> str:
    """Ten sentences of a corpus; one or two cells of a column have what stands elsewhere in it."""
    rng = random.Random(seed)
    blocks = [block for block in data.split("\n\n") if block.strip()]
    chosen = rng.sample(blocks, 10)
    lines = "\n\n".join(chosen).split("\n")
    rows = [number for number, line in enumerate(lines) if line[:1].isdigit()]
    column = rng.choice((2, 3, 4, 10, 11, 11, 12, 13, 13, 14, 14, 15, 16, 17, 18))
    values = sorted({lines[number].split("\t")[column] for number in rows})
    for _ in range(rng.choice((1, 1, 2))):
        number = rng.choice(rows)
        cells = lines[number].split("\t")
        cells[column] = rng.choice(values)
        lines[number] = "\t".join(cells)
    return "\n".join(lines) + "\n\n"
