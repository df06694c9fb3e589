"""Labels as files write them: read in the scheme's spelling, told where odd, and said to be of their version."""

import pytest

from construal.annotation.formats.conllulex import Conllulex
from construal.annotation.formats.format import Imported, ReadOptions

KEPT = "the file's annotations are said to be of it"


def read(*pairs: tuple[str, str], **options: str) -> Imported:
    """A file of one sentence for each pair of labels."""
    blocks = []
    for number, (first, second) in enumerate(pairs, 1):
        label = first if second in ("_", first) else f"{first}|{second}"
        cells = ["1", "at", "at", "ADP", "IN", "_", "0", "root", "_", "_", "_", "P", "at", first, second]
        blocks.append(f"# sent_id = s-{number}\n" + "\t".join([*cells, "_", "_", "_", f"O-P-{label}"]) + "\n\n")
    return Conllulex().read("".join(blocks).encode(), "made.conllulex", ReadOptions(**options))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cells", "labels", "told"),
    [
        (("p.Time", "p.Locus"), ("Time", "Locus"), []),
        (("??", "_"), ("??", None), []),
        (("p.Place", "p.Locus"), ("Place", "Locus"), ["‘p.Place’ is no label of snacs-2.6; kept"]),
        (("p.RateUnit", "p.Force"), ("RateUnit", "Force"),
         ["‘p.RateUnit’ is no label of snacs-2.6, older for SetIteration; kept"]),
        (("p.RateUnit", "p.RateUnit"), ("RateUnit", "RateUnit"), [f"‘RateUnit’ is a label of snacs-2.5; {KEPT}"]),
        (("p.Causer", "p.Causer"), ("Causer", "Causer"), [f"‘Causer’ is a label of snacs-2.5; {KEPT}"]),
        (("p.OrgRole", "p.Locus"), ("OrgRole", "Locus"), [f"‘OrgRole’ is a label of snacs-2.4; {KEPT}"]),
        (("p.OrgRoles", "p.Locus"), ("OrgRoles", "Locus"), ["‘p.OrgRoles’ is no label of snacs-2.6; kept"]),
        (("Locus", "p.Locus"), ("Locus", "Locus"), ["‘Locus’ is not written as p.Locus; read as it"]),
        (("p.time", "p.Time"), ("Time", "Time"), ["‘p.time’ is not written as p.Time; read as it"]),
        (("p.part/portion", "p.Locus"), ("PartPortion", "Locus"),
         ["‘p.part/portion’ is not written as p.PartPortion; read as it"]),
        (("p.comparison_ref", "p.Locus"), ("ComparisonRef", "Locus"),
         ["‘p.comparison_ref’ is not written as p.ComparisonRef; read as it"]),
        (("p.`d", "p.`d"), ("`d", "`d"), ["‘p.`d’ is an older stand-in for a lexcat; read as `d"]),
        (("`d", "`d"), ("`d", "`d"), ["‘`d’ is an older stand-in for a lexcat; kept"]),
        (("`z", "`z"), ("`z", "`z"), ["‘`z’ is no label of snacs-2.6; kept"]),
        (("p.`$", "p.`$"), ("`$", "`$"), ["‘p.`$’ is not written as `$; read as it"]),
        (("p.`", "_"), (None, None), ["‘p.`’ is a label cut short; read as none"]),
        (("`", "`"), (None, None), ["‘`’ is a label cut short; read as none"]),
        (("p.", "_"), (None, None), ["‘p.’ is a label cut short; read as none"]),
        (("p.?", "_"), ("??", None), ["‘p.?’ is not written as ??; read as it"]),
        (("p.??", "p.??"), ("??", None),
         ["‘p.??’ is not written as ??; read as it", "‘p.??’ stands in both columns; read in the first"]),
        (("p.Locus", "??"), ("Locus", "??"), ["‘??’ is only a role; kept"]),
        (("p.Focus", "p.Focus"), ("Focus", "Focus"), ["‘p.Focus’ is not used for the language; kept"]),
        (("p.Locus", "_"), ("Locus", None), ["the role p.Locus has no function; kept"]),
        (("_", "p.Locus"), (None, "Locus"), ["the function p.Locus has no role; kept"]),
    ],
)  # fmt: skip
def test_labels(cells: tuple[str, str], labels: tuple[str | None, str | None], told: list[str]) -> None:
    """A label is read in the scheme's spelling, never renamed, and what is odd about it is told once."""
    imported = read(cells)
    found = [(a.get("role"), a.get("function")) for a in imported.annotations]
    assert found == ([labels] if any(labels) else [])
    assert [oddity.message for oddity in imported.oddities if "lextag" not in oddity.message] == told


def test_older_versions_know_their_labels() -> None:
    """A label of the version that the file is said to have is not odd, and is never renamed on the way in."""
    imported = read(("p.RateUnit", "p.RateUnit"), scheme="snacs-2.5")
    assert imported.oddities == []
    assert imported.annotations[0].values["role"] == "RateUnit"


@pytest.mark.parametrize(
    ("roles", "language", "schemes"),
    [
        (["Locus"], "en", ["2.6"]),
        (["Locus", "Causer"], "en", ["2.5", "2.5"]),
        (["Locus", "Causer", "Force"], "en", ["2.6", "2.6", "2.6"]),
        (["Locus", "Causer"], "xx", ["2.6", "2.6"]),
        (["Locus", "RateUnit", "SetIteration"], "en", ["2.6", "2.5", "2.6"]),
        (["Locus", "Quantity", "Force"], "en", ["2.4", "2.4", "2.4"]),
        (["QuantityItem", "OrgMember"], "en", ["2.6", "2.6"]),
    ],
)
def test_versions_are_told_apart(roles: list[str], language: str, schemes: list[str]) -> None:
    """Where nobody names the scheme the labels tell it: of the whole file, and of each annotation that is older."""
    imported = read(*((f"p.{role}", f"p.{role}") for role in roles), language=language)
    assert [a.scheme for a in imported.annotations] == [f"snacs-{version}" for version in schemes]


def test_a_named_version_is_that_of_all() -> None:
    """Where somebody names the scheme, no label says otherwise."""
    imported = read(("p.RateUnit", "p.RateUnit"), ("p.Force", "p.Force"), scheme="snacs-2.6")
    assert [a.scheme for a in imported.annotations] == ["snacs-2.6", "snacs-2.6"]
