"""Prints what STREUSLE's checks and the validator say of broken files: `PYTHONPATH=. python tests/parity_table.py`."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from broken_files import Variant
from broken_variants import HOLES, NUMBERING, REFUSED, TAKEN, WARNED
from streusle_checks import Checked, checked

from construal.annotation.snacs.validation.finding import Severity
from construal.annotation.snacs.validation.validator import validate_file

KINDS = (
    ("What STREUSLE checks", REFUSED),
    ("What both take, and one or both warn of", WARNED),
    ("What both take", TAKEN),
    ("What only we refuse: holes of STREUSLE's checks", HOLES),
    ("What only we refuse: numbering, where 4.7 closed a hole of the released 4.5", NUMBERING),
)


def rows(variants: Iterable[Variant], said: dict[Variant, Checked]) -> Iterator[str]:
    """A line for each check: how many files broke it, how many each refused, and by which rules of ours."""
    for number, group in groupby(variants, key=lambda variant: variant.number):
        tried = list(group)
        ours = {v: {f.rule for f in validate_file(v.data, "x") if f.severity is Severity.ERROR} for v in tried}
        theirs = sum(not said[variant].accepted for variant in tried)
        refused = sum(bool(rules) for rules in ours.values())
        same = sum(bool(ours[v]) != said[v].accepted for v in tried)
        named = ", ".join(dict.fromkeys(v.rule for v in tried if v.rule)) or "–"
        yield f"  {number or '–':5} {len(tried):5} {theirs:9} {refused:6} {same:6}  {named}"


def main() -> None:
    """Run both on every file and print the table."""
    every = [variant for _, variants in KINDS for variant in variants]
    with tempfile.TemporaryDirectory() as folder:
        verdicts = checked([variant.data for variant in every], Path(folder))
    said = dict(zip(every, verdicts, strict=True))
    for title, variants in KINDS:
        lines = [f"{title} ({len(variants)} files)", f"  {'check':5} files  STREUSLE   ours   same  rules of ours"]
        sys.stdout.write("\n".join([*lines, *rows(sorted(variants, key=order), said), "", ""]))


def order(variant: Variant) -> tuple[int, str]:
    """Checks by number, those without one last."""
    return (int(variant.number) if variant.number.isdecimal() else 99, variant.number)


if __name__ == "__main__":
    main()
