"""The rules of what became of labels: sound data, put through in the order of the versions."""

import pytest

from construal.annotation.errors import SchemeError
from construal.annotation.renaming import Rule, number, renamed
from construal.annotation.scheme import load

SNACS = load("snacs-2.6")
RULES = (
    Rule(id="one", before="2", label="A", to=("B",)),
    Rule(id="two", before="3", label="B", to=("C",), slot="role"),
    Rule(id="ask", before="3", label="C", to=("C", "D"), person=True, languages_without=("en",)),
)


def put(label: str, version: str, *, origin: str = "", slot: str = "role", language: str = "hi") -> tuple[str, ...]:
    """The name that a label gets, then the rules that gave it and those that ask."""
    found = renamed(
        RULES, label, version=number(version), origin=number(origin or version), slot=slot, language=language,  # type: ignore[arg-type]
    )  # fmt: skip
    return (found.name, *found.rules, *(f"{id}?" for id in found.asked))


@pytest.mark.parametrize(
    ("label", "version", "slot", "language", "found"),
    [
        ("A", "1", "role", "hi", ("C", "one", "two", "ask?")),
        ("A", "1", "role", "en", ("C", "one", "two")),
        ("A", "1", "function", "hi", ("B", "one")),
        ("B", "2", "role", "hi", ("C", "two", "ask?")),
        ("A", "2", "role", "hi", ("A",)),
        ("A", "3", "role", "hi", ("A",)),
    ],
)
def test_rules_follow_each_other(label: str, version: str, slot: str, language: str, found: tuple[str, ...]) -> None:
    """A label goes through every version it has not seen, and each asks about the name it has by then."""
    assert put(label, version, slot=slot, language=language) == found


def test_a_name_brought_up_is_still_asked_about() -> None:
    """From an older origin the questions stay, though the names are new."""
    assert put("C", "3", origin="1") == ("C", "ask?")
    assert put("C", "3") == ("C",)


def test_every_rule_is_sound() -> None:
    """Ids differ; a rule is about a label of the version before it, leads to labels of the next, and says why."""
    assert len({rule.id for rule in SNACS.renamings}) == len(SNACS.renamings)
    for rule in SNACS.renamings:
        before = max(
            (era for era in SNACS.eras if number(era.first) < number(rule.before)), key=lambda e: number(e.last)
        )
        after = SNACS.era(rule.before)
        # Who is asked about a new label is asked under the name that the rules before gave.
        assert rule.label in before.labels or (rule.person and rule.label in after.labels)
        assert set(rule.to) <= set(after.labels)
        assert set(rule.counts) <= set(rule.to)
        assert rule.reason
        assert not rule.person or rule.question.endswith("?")
        assert rule.person or len(rule.to) == 1


def test_every_gone_label_has_a_rule() -> None:
    """Each label that a version dropped is renamed or asked about: none is left without a way on."""
    for before, after in zip(SNACS.eras, SNACS.eras[1:], strict=False):
        gone = set(before.labels) - set(after.labels)
        ruled = {rule.label for rule in SNACS.renamings if rule.before == after.first}
        assert gone <= ruled


def test_a_rule_by_its_id() -> None:
    """A rule is found by its id; an unknown id is refused with those there are."""
    assert SNACS.renaming_rule("rate-unit").to == ("SetIteration",)
    with pytest.raises(SchemeError, match=r"‘rate’ is no renaming of snacs-2\.6; known are causer, rate-unit"):
        SNACS.renaming_rule("rate")


@pytest.mark.parametrize(("version", "first"), [("1.0", "2.0"), ("2.3", "2.0"), ("snacs-2.5", "2.5"), ("2.7", "2.6")])
def test_eras(version: str, first: str) -> None:
    """A version belongs to the newest era that is not newer than it."""
    assert SNACS.era(version).first == first
