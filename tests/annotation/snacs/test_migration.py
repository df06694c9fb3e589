"""What becomes of one annotation: renamed by rule, asked about, or left alone."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from labelled import NAMES, SNACS, stated

from construal.annotation.actions import Author
from construal.annotation.errors import SchemeError
from construal.annotation.snacs.migration import UNKNOWN, Becoming, Construal, becomes, choice_of, decide
from construal.annotation.snacs.versions import CURRENT, ORIGIN, SETTLED, WHY, tell

ANN = Author("ann", itertools.count(100).__next__, 7)


def become(role: str, function: str = "", *, scheme: str, language: str = "en", **more: str) -> Becoming:
    """What becomes of a file's annotation."""
    annotation = stated(role, function, scheme=scheme, **more)
    return becomes(annotation, tell(annotation, language=language), language=language)


@pytest.mark.parametrize(
    ("role", "function", "scheme", "after"),
    [
        ("Causer", "Source", "snacs-2.5", ("Force", "Source")),
        ("Causer", "Causer", "snacs-2.3", ("Force", "Force")),
        ("RateUnit", "RateUnit", "snacs-2.5", ("SetIteration", "SetIteration")),
        ("RateUnit", "RateUnit", "snacs-2.6", ("SetIteration", "SetIteration")),
        ("RateUnit", "SetIteration", "snacs-2.6", ("SetIteration", "SetIteration")),
        ("Part/Portion", "Part/Portion", "snacs-2.0", ("PartPortion", "PartPortion")),
        ("InsteadOf", "InsteadOf", "snacs-2.4", ("ComparisonRef", "ComparisonRef")),
        ("Accompanier", "Accompanier", "snacs-2.4", ("Ancillary", "Ancillary")),
        ("Quantity", "Whole", "snacs-2.4", ("QuantityItem", "Whole")),
        ("Co-Agent", "Co-Agent", "snacs-2.4", ("Agent", "Ancillary")),
        ("Co-Theme", "Co-Theme", "snacs-2.4", ("Theme", "Ancillary")),
    ],
)
def test_renamed_by_rule(role: str, function: str, scheme: str, after: tuple[str, str]) -> None:
    """What one label became is done by rule, and the annotation remembers the version it came from."""
    found = become(role, function, scheme=scheme)

    assert found.after is not None
    assert (found.after.get("role"), found.after.get("function")) == after
    assert found.after.scheme == CURRENT
    assert found.after.get(ORIGIN) in ("2.5", scheme.removeprefix("snacs-"))
    assert found.rules
    assert found.question is None


@pytest.mark.parametrize(
    ("role", "function", "candidates"),
    [
        ("OrgRole", "Gestalt", ["OrgMember ↝ Gestalt", "Org ↝ Gestalt"]),
        ("Characteristic", "Characteristic", ["Characteristic", "Purpose ↝ Characteristic", "Purpose"]),
        ("SocialRel", "Gestalt", ["SocialRel ↝ Gestalt", "OrgMember ↝ Gestalt"]),
        ("SocialRel", "Possessor", ["SocialRel ↝ Possessor", "SocialRel ↝ Gestalt", "OrgMember ↝ Possessor",
                                    "OrgMember ↝ Gestalt"]),
        ("Manner", "Locus", ["Manner ↝ Locus", "Characteristic ↝ Locus"]),
    ],
)  # fmt: skip
def test_split_labels_are_asked(role: str, function: str, candidates: list[str]) -> None:
    """Where a label was split, every construal the answers make together is offered, forbidden ones left out."""
    question = become(role, function, scheme="snacs-2.4").question

    assert question is not None
    offered = [str(candidate) for candidate in question.candidates]
    assert set(candidates) <= set(offered)
    assert offered[0] == candidates[0]
    assert question.text.endswith("?")
    assert question.reason
    for candidate in question.candidates:
        assert SNACS.why_not_function(candidate.role, candidate.function, "en") is None


def test_a_label_without_a_follower_waits() -> None:
    """OrgRole is no label any more, so nothing about the annotation changes before a person has answered."""
    assert become("OrgRole", "Co-Agent", scheme="snacs-2.4").after is None
    unknown = become("Nonsense", "Locus", scheme="snacs-2.5")
    assert unknown.after is None
    assert unknown.question is not None
    assert unknown.question.rules == (UNKNOWN,)


def test_labels_of_version_1_are_asked_though_the_name_is_there() -> None:
    """Version 1 drew its categories elsewhere: an equal name is a question, not an answer."""
    found = become("Locus", "Locus", scheme="snacs-1.0")

    assert found.after is None
    assert found.question is not None
    assert [str(c) for c in found.question.candidates] == ["Locus"]


@pytest.mark.parametrize(
    ("role", "asked"), [("Topic", "topic-content"), ("Theme", "theme-content"), ("Agent", "agent-causer"),
                        ("Causer", "force-causer")],
)  # fmt: skip
def test_new_labels_are_asked_where_a_language_uses_them(role: str, asked: str) -> None:
    """Content and the new Causer may be meant by older data of any language but English."""
    hindi = become(role, scheme="snacs-2.5", language="hi")
    english = become(role, scheme="snacs-2.5")

    assert hindi.question is not None
    assert asked in hindi.question.rules
    assert english.question is None


def test_the_new_meaning_is_still_asked_after_the_renaming() -> None:
    """A Hindi Causer of 2.5 becomes Force by rule, and whether the new Causer is meant stays a question."""
    renamed = become("Causer", scheme="snacs-2.5", language="hi").after
    assert renamed is not None
    assert (renamed.get("role"), renamed.scheme) == ("Force", CURRENT)

    again = becomes(renamed, tell(renamed, language="hi"), language="hi")

    assert again.after is None
    assert again.question is not None
    decided = decide(renamed, ANN, again.question, Construal("Causer", "Force"), why="a causative").put[0]
    assert decided.get(WHY) == "a causative"
    assert becomes(decided, tell(decided, language="hi"), language="hi") == Becoming()


@given(st.sampled_from(NAMES), st.sampled_from(["en", "hi", "zh"]), st.sampled_from(["role", "function"]))
def test_causer_of_the_current_version_never_changes(other: str, language: str, slot: str) -> None:
    """Whatever stands beside it, a Causer in a file that declares 2.6 is a question and never a renaming."""
    role, function = ("Causer", other) if slot == "role" else (other, "Causer")

    found = become(role, function, scheme=CURRENT, language=language)

    assert found.after is None
    assert found.question is not None
    assert found.question.rules == ("causer",)
    assert {"Force", "Causer"} <= {label for c in found.question.candidates for label in c[:2]}


@given(
    st.sampled_from(NAMES), st.sampled_from(NAMES), st.sampled_from(["snacs-2.3", "snacs-2.5", "snacs-2.6"]),
    st.sampled_from(["en", "hi"]),
)  # fmt: skip
def test_a_renaming_is_done_once(role: str, function: str, scheme: str, language: str) -> None:
    """What was renamed is not renamed again, and its labels are all of the current version or of none."""
    after = become(role, function, scheme=scheme, language=language).after

    if after is not None:
        again = becomes(after, tell(after, language=language), language=language)
        assert again.after is None
        for label in (after.text("role"), after.text("function")):
            assert SNACS.has(label) or not any(label in era.labels for era in SNACS.eras)


@given(
    st.sampled_from(NAMES), st.sampled_from(NAMES), st.sampled_from(["snacs-2.3", "snacs-2.5", "snacs-2.6"]),
    st.sampled_from(["en", "hi"]), st.integers(-1, 3),
)  # fmt: skip
def test_an_answer_settles_its_question(role: str, function: str, scheme: str, language: str, pick: int) -> None:
    """Whatever a person answers, the same is not asked again, and the file's statement is replaced."""
    annotation = stated(role, function, scheme=scheme)
    question = becomes(annotation, tell(annotation, language=language), language=language).question
    if question is None:
        return
    choice = question.candidates[pick] if 0 <= pick < len(question.candidates) else None

    made = decide(annotation, ANN, question, choice, why="so").put[0]

    assert made.replaces == annotation.id
    assert made.annotator == "ann"
    assert made.get(WHY) == "so"
    again = becomes(made, tell(made, language=language), language=language)
    assert again.question is None or not set(again.question.rules) & set(question.rules)


def test_keeping_a_label_that_is_gone() -> None:
    """OrgRole may be kept: it stays a label of its version, and is asked about no more."""
    annotation = stated("OrgRole", "Gestalt", scheme="snacs-2.4")
    question = becomes(annotation, tell(annotation, language="en"), language="en").question
    assert question is not None

    edit = decide(annotation, ANN, question, None)

    assert edit.label == "Keep OrgRole ↝ Gestalt (SNACS 2.6)"
    assert (edit.put[0].get("role"), edit.put[0].scheme) == ("OrgRole", "snacs-2.4")
    assert edit.put[0].get(SETTLED) == "org-role"
    assert edit.put[0].get(ORIGIN) == "2.4"


def test_a_kept_causer_is_that_of_the_current_version() -> None:
    """Keeping Causer says that the new one is meant; renaming it says that it came from 2.5."""
    annotation = stated("Stimulus", "Causer")
    question = becomes(annotation, tell(annotation, language="en"), language="en").question
    assert question is not None

    kept = decide(annotation, ANN, question, None).put[0]
    renamed = decide(annotation, ANN, question, Construal("Stimulus", "Force")).put[0]

    assert (kept.get("function"), kept.scheme, kept.get(ORIGIN)) == ("Causer", CURRENT, None)
    assert (renamed.get("function"), renamed.scheme, renamed.get(ORIGIN)) == ("Force", CURRENT, "2.5")


def test_an_answer_by_name() -> None:
    """A person may write one label for the slots in question, or both; an unknown one is refused by name."""
    annotation = stated("OrgRole", "Gestalt", scheme="snacs-2.4")
    question = becomes(annotation, tell(annotation, language="en"), language="en").question
    assert question is not None

    assert choice_of("p.Org", question) == Construal("Org", "Gestalt")
    assert choice_of("Org~>Possessor", question) == Construal("Org", "Possessor")
    assert choice_of("Org ↝ Gestalt", question) == Construal("Org", "Gestalt")
    with pytest.raises(SchemeError, match="‘Orgg’ is no label"):
        choice_of("Orgg", question)
    with pytest.raises(SchemeError, match="write one"):
        choice_of("Org Gestalt Locus", question)


def test_evidence_is_counted() -> None:
    """How often a label became which is told with the candidates."""
    question = become("OrgRole", "Gestalt", scheme="snacs-2.4").question

    assert question is not None
    assert [c.times for c in question.candidates] == [16, 13]


def test_other_schemes_and_other_layers_are_left_alone() -> None:
    """A scheme that is not SNACS, and an annotation without labels of the current version, stay as they are."""
    assert become("Causer", scheme="mine-1.0") == Becoming()
    assert become("Locus", scheme=CURRENT) == Becoming()
