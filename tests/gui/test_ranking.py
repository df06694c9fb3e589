"""The picker's lists: what a few letters mean, in which order, and what a rule says against it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from construal.annotation.scheme import Scheme, load
from construal.gui.panels.ranking import (
    Candidate,
    Knowledge,
    rank_construals,
    rank_functions,
    rank_supersenses,
    subsequence,
)

FROM = (
    Candidate("Source", "Source", 51, 0.46),
    Candidate("Originator", "Source", 41, 0.38),
    Candidate("PartPortion", "Source", 8, 0.05),
    Candidate("Locus", "Source", 7, 0.04),
)


@pytest.fixture
def scheme() -> Scheme:
    return load("snacs-2.6")


@pytest.fixture
def knowledge(scheme: Scheme) -> Knowledge:
    return Knowledge(scheme, "en", "P", FROM)


def test_typed_letters_match_either_slot_likeliest_first(knowledge: Knowledge) -> None:
    """“sou” gives the construals with Source in a slot, the one that is Source in its role first."""
    found = rank_construals("sou", knowledge).allowed

    assert [(c.role, c.function) for c in found] == [
        ("Source", "Source"), ("Originator", "Source"), ("PartPortion", "Source"), ("Locus", "Source"),
    ]  # fmt: skip
    assert found[0].role_marks == (0, 1, 2)
    assert found[1].function_marks == (0, 1, 2)


def test_a_role_that_begins_so_beats_a_likelier_function(knowledge: Knowledge) -> None:
    """A label whose role was typed from its front is first, even unseen with the word."""
    assert rank_construals("goal", knowledge).allowed[0].role == "Goal"


def test_nothing_typed_lists_what_was_seen_in_order_of_likelihood(knowledge: Knowledge) -> None:
    """The closed list begins with the expression's own construals, likeliest first, then every other role."""
    found = rank_construals("", knowledge).allowed

    assert [c.share for c in found[:4]] == [0.46, 0.38, 0.05, 0.04]
    assert len({c.role for c in found}) > 40


def test_a_role_is_offered_as_its_own_function_too(knowledge: Knowledge) -> None:
    """A role that was only seen with another function can be taken plain; one that may not be so is not offered."""
    locus = [(c.role, c.function) for c in rank_construals("locus", knowledge).allowed]
    originator = [(c.role, c.function) for c in rank_construals("orig", knowledge).allowed]

    assert locus == [("Locus", "Source"), ("Locus", "Locus")]
    assert originator == [("Originator", "Source")]


def test_capitals_find_a_compound_name(knowledge: Knowledge) -> None:
    """“pp” is PartPortion."""
    assert rank_construals("pp", knowledge).allowed[0].role == "PartPortion"


def test_a_definition_is_searched_last(knowledge: Knowledge) -> None:
    """A word of a definition finds its label, after all that match by name."""
    found = rank_construals("exchange", knowledge).allowed

    assert "Cost" in [c.role for c in found]


def test_the_function_defaults_to_the_role_where_that_may_be(knowledge: Knowledge) -> None:
    """An unseen role is paired with itself, or with what is allowed where it can be no function."""
    goal = rank_construals("goal", knowledge).allowed[0]
    stimulus = rank_construals("stim", knowledge).allowed[0]

    assert (goal.role, goal.function) == ("Goal", "Goal")
    assert stimulus.function not in ("", "Stimulus")
    assert knowledge.why_not("Stimulus", stimulus.function) is None


def test_the_function_defaults_to_the_likeliest_seen_with_the_role(scheme: Scheme) -> None:
    """What was seen with a role elsewhere is its default function."""
    known = Knowledge(scheme, "en", "P", FROM, lambda role: [Candidate(role, "Locus", 3, 0.9)])

    assert known.likeliest_function("Stimulus") == "Locus"
    assert known.likeliest_function("Originator") == "Source"
    assert known.likeliest_function("??") == ""


def test_a_forbidden_label_is_listed_last_with_its_reason(knowledge: Knowledge) -> None:
    """Labels that a rule forbids are told apart from those that do not exist."""
    roles = rank_construals("part", knowledge)
    functions = rank_functions("orig", "Originator", knowledge)

    assert [(c.role, c.reason) for c in roles.forbidden] == [("Participant", "abstract")]
    assert [c.reason for c in functions.forbidden] == ["never a function in English"]
    assert functions.allowed == ()


def test_scattered_letters_never_beat_a_name_typed_from_its_front(knowledge: Knowledge) -> None:
    """“stim” is Stimulus, forbidden here, and not StartTime, whose letters hold it by chance; “sttm” is StartTime."""
    found = rank_functions("stim", "Experiencer", knowledge)

    assert found.allowed == ()
    assert [c.function for c in found.forbidden] == ["Stimulus"]
    assert [c.function for c in rank_functions("sttm", "Experiencer", knowledge).allowed] == ["StartTime"]


def test_functions_begin_with_those_seen_with_the_role(scheme: Scheme) -> None:
    """The second slot shows what was seen with the role, and says how many more are allowed."""
    seen = [Candidate("Originator", "Gestalt", 70, 0.02), Candidate("Originator", "Source", 41, 0.96)]
    known = Knowledge(scheme, "en", "P", (), lambda _role: seen)

    found = rank_functions("", "Originator", known)

    assert [c.function for c in found.allowed] == ["Source", "Gestalt"]
    assert found.more == len([f for f in scheme.functions("en") if known.why_not("Originator", f.name) is None]) - 2


def test_typing_reaches_functions_that_were_not_seen(knowledge: Knowledge) -> None:
    """Every allowed function can be typed."""
    assert "Instrument" in [c.function for c in rank_functions("inst", "Originator", knowledge).allowed]


def test_noun_supersenses_need_no_prefix(scheme: Scheme) -> None:
    """“loc” finds n.LOCATION; so does “n.loc”."""
    assert rank_supersenses("loc", scheme.noun_supersenses).allowed[0].role == "n.LOCATION"
    assert rank_supersenses("n.loc", scheme.noun_supersenses).allowed[0].role == "n.LOCATION"


@given(st.text(alphabet="abcdefghiklmnoprstuABCPRS", max_size=6), st.sampled_from(("en", "hi", "zh", "")))
def test_no_list_offers_what_a_rule_forbids(query: str, language: str) -> None:
    """Whatever is typed, in any language: allowed rows obey the rules, forbidden rows have a reason."""
    known = Knowledge(load("snacs-2.6"), language, "P", FROM)
    first = rank_construals(query, known)
    second = rank_functions(query, "Originator", known)

    assert all(known.why_not(c.role, c.function) is None for c in (*first.allowed, *second.allowed))
    assert all(c.reason for c in (*first.forbidden, *second.forbidden))


@given(st.text(max_size=8), st.text(max_size=20))
def test_marks_spell_the_query(query: str, name: str) -> None:
    """Marked positions rise, lie in the name, and spell what was typed, wherever case folding keeps lengths."""
    marks = subsequence(query, name)

    if marks is not None and len(name.casefold()) == len(name):
        assert list(marks) == sorted(set(marks))
        assert "".join(name.casefold()[i] for i in marks) == query.casefold()
