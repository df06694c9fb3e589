"""Which lexcats and labels go together, in each language and scheme version."""

import pytest

from construal.annotation.scheme import load
from construal.annotation.snacs.validation.finding import Problem
from construal.annotation.snacs.validation.labels import LabelRules

SNACS = load("snacs-2.6")


def rules_of(problems: tuple[Problem, ...]) -> list[str]:
    """The rules that problems are about."""
    return [problem.rule for problem in problems]


def labelled(
    role: str, function: str, *, lexcat: str = "P", scheme: str = "snacs-2.6", language: str = "en"
) -> list[str]:
    """The rules that an adposition with these labels breaks."""
    return rules_of(LabelRules(scheme, language).of(lexcat, role, function, several=False))


@pytest.mark.parametrize(
    ("language", "allowed", "banned"),
    [
        ("en", (), ("Experiencer", "Recipient", "Ensemble", "QuantityValue", "Stimulus", "Originator", "SocialRel")),
        ("hi", ("Recipient", "QuantityValue"), ("Experiencer", "Stimulus", "Originator", "SocialRel", "Ensemble")),
        ("zh", ("Experiencer", "Recipient", "Ensemble"), ("QuantityValue", "Stimulus", "Originator", "SocialRel")),
        ("xx", ("Experiencer", "Recipient", "QuantityValue"), ("Stimulus", "Originator", "SocialRel", "Org")),
    ],
)
def test_what_is_never_a_function(language: str, allowed: tuple[str, ...], banned: tuple[str, ...]) -> None:
    """Functions that one language never has another has; one without rules of its own bans what all ban."""
    for name in allowed:
        assert labelled("p.Theme", f"p.{name}", language=language) == []
    for name in banned:
        assert labelled("p.Theme", f"p.{name}", language=language) == ["function-banned"]
        assert labelled(f"p.{name}", f"p.{name}", language=language) == ["function-banned"]


@pytest.mark.parametrize(
    ("role", "function", "languages"),
    [
        ("Characteristic", "QuantityValue", ("hi",)),
        ("PartPortion", "Characteristic", ("hi",)),
        ("Gestalt", "Whole", ("hi",)),
        ("Topic", "Theme", ("hi", "la")),
        ("Circumstance", "Time", ("zh",)),
        ("Whole", "Gestalt", ("en", "hi", "zh", "la", "xx")),
        ("Locus", "Goal", ("en", "hi", "zh", "la", "xx")),
    ],
)
def test_construals_along_the_hierarchy(role: str, function: str, languages: tuple[str, ...]) -> None:
    """A function above or below its role is wrong but in the construals that a language allows."""
    for language in ("en", "hi", "zh", "la", "xx"):
        broken = labelled(f"p.{role}", f"p.{function}", language=language)
        assert (broken == []) is (language in languages), (language, broken)


def test_the_nine_construals_of_all() -> None:
    """Of the pairs in which one label is above the other English allows nine, and no other."""
    names = [label.name for label in SNACS.labels if label.name not in (*SNACS.abstract, "Temporal", "Content")]
    never = SNACS.rules("en").never_function
    allowed = {
        (role, function)
        for role in names
        for function in names
        if function not in never
        and (function in SNACS.ancestors(role) or role in SNACS.ancestors(function))
        and labelled(f"p.{role}", f"p.{function}") == []
    }

    assert allowed == {
        ("Circumstance", "Locus"), ("Circumstance", "Path"), ("Locus", "Goal"), ("Locus", "Source"), ("Goal", "Locus"),
        ("Characteristic", "Stuff"), ("Whole", "Gestalt"), ("Org", "Gestalt"), ("QuantityItem", "Gestalt"),
    }  # fmt: skip


def test_versions() -> None:
    """A label is one of the version that the annotation is of: RateUnit of 2.5, SetIteration and Force of 2.6."""
    assert labelled("p.RateUnit", "p.RateUnit", scheme="snacs-2.5") == []
    assert labelled("p.Causer", "p.Causer", scheme="snacs-2.5") == []
    assert labelled("p.Causer", "p.Causer") == ["construal-odd"]  # new in 2.6, and hardly meant in English
    for name in ("RateUnit",):
        assert labelled(f"p.{name}", f"p.{name}") == ["label-unknown"] * 2
    for name in ("Force", "SetIteration", "Content"):
        assert labelled(f"p.{name}", f"p.{name}", scheme="snacs-2.5") == ["label-unknown"] * 2
    for name in ("Accompanier", "Co-Agent", "Part/Portion"):
        assert labelled(f"p.{name}", f"p.{name}", scheme="snacs-2.0") == []
        assert labelled(f"p.{name}", f"p.{name}", scheme="snacs-2.5") == ["label-unknown"] * 2


def test_an_older_label_has_a_mend() -> None:
    """Where an older label has one name now, that is the mechanical mend; where a person decides, there is none."""
    rate, function = LabelRules().of("P", "p.RateUnit", "p.RateUnit", several=False)
    (unknown,) = LabelRules().of("P", "p.OrgRole", "p.Gestalt", several=False)

    assert (rate.change, function.change) == ({"role": "SetIteration"}, {"function": "SetIteration"})
    assert unknown.change is None


def test_older_names_keep_the_rules_of_what_they_are_now() -> None:
    """A construal of an older version is judged by what its labels are called now."""
    assert labelled("p.Causer", "p.Agent", scheme="snacs-2.5") == ["construal-ancestor"]  # Force is above Agent
    assert labelled("p.Causer", "p.Agent") == ["construal-odd"]


def test_content_is_not_for_english() -> None:
    """Content is a label of 2.6, but none that English uses."""
    assert labelled("p.Content", "p.Topic") == ["label-unused"]
    assert labelled("p.Topic", "p.Content") == ["label-unused"]
    assert labelled("p.Content", "p.Quote", language="ja") == []


def test_labels_outside_the_hierarchy() -> None:
    """Focus, Topical and Quote are for other languages than English; backticks stand for lexcats everywhere."""
    for name in ("Focus", "Topical", "Quote"):
        assert labelled(f"p.{name}", f"p.{name}", language="hi") == []
        assert labelled(f"p.{name}", f"p.{name}") == ["label-unused"] * 2
    for language in ("en", "hi"):
        assert labelled("p.`d", "_", language=language) == ["label-stray", "label-missing"]
        assert labelled("`d", "`d", language=language) == ["label-stray"]


def test_the_possessive_slot() -> None:
    """`$ stands in both columns, on possessives."""
    for lexcat in ("POSS", "PRON.POSS"):
        assert labelled("`$", "`$", lexcat=lexcat) == []
        assert labelled("p.SocialRel", "`$", lexcat=lexcat) == ["possessive-label"]
        assert labelled("`$", "p.Gestalt", lexcat=lexcat) == ["possessive-label"]
    assert "possessive-label" in labelled("`$", "`$")


def test_what_cannot_be_understood() -> None:
    """?? is a role without a function, for whatever takes a label."""
    for lexcat in ("P", "INF.P", "POSS", "PRON.POSS", "N", "V"):
        assert labelled("??", "_", lexcat=lexcat) == []
        assert labelled("??", "p.Theme", lexcat=lexcat) == ["unclear-function"]
        assert labelled("??", "??", lexcat=lexcat) == ["unclear-function"]
    assert labelled("??", "_", lexcat="ADJ") == ["label-stray"]


def test_only_adpositions_were_annotated() -> None:
    """Nouns and verbs need a supersense only where some have one; adpositions always need theirs."""
    with_them, without = LabelRules(), LabelRules(has_supersenses=False)
    for lexcat in ("N", "V"):
        assert rules_of(with_them.of(lexcat, "_", "_", several=False)) == ["supersense-missing"]
        assert rules_of(without.of(lexcat, "_", "_", several=False)) == []
    for lexcat in ("P", "INF.P", "POSS", "PRON.POSS"):
        assert rules_of(without.of(lexcat, "_", "_", several=False)) == ["label-missing"]


def test_lexcats_of_other_languages() -> None:
    """A language's own lexcats are known in it alone."""
    for language, lexcat in (("hi", "PRON.OBL"), ("zh", "MSP"), ("la", "V.GER")):
        assert rules_of(LabelRules("snacs-2.6", language).of(lexcat, "_", "_", several=False)) == []
        assert rules_of(LabelRules("snacs-2.6", "en").of(lexcat, "_", "_", several=False))[0] == "lexcat-unknown"
    chinese = LabelRules("snacs-2.5", "zh")
    assert chinese.of("LC", "p.Locus", "p.Locus", several=False) == ()
    assert rules_of(chinese.of("MSP", "p.Locus", "p.Locus", several=False)) == ["label-stray"]


def test_lexcats_of_expressions() -> None:
    """V alone says too little of an expression, PP too much of a word; verbal types are six."""
    rules = LabelRules()
    for verbal in SNACS.verbal_lexcats:
        assert rules.of(verbal, "v.motion", "_", several=True) == ()
    assert rules_of(rules.of("V", "v.motion", "_", several=True)) == ["verbal-mwe"]
    assert rules_of(rules.of("V.VPC", "v.motion", "_", several=True)) == ["verbal-type"]
    assert rules_of(rules.of("NOUNS", "_", "_", several=True)) == ["mwe-lexcat-unknown"]
    assert rules_of(rules.of("!!@", "_", "_", several=True)) == ["lexcat-placeholder"]
    assert rules.of("PP", "p.Time", "p.Time", several=True) == ()
    assert rules_of(rules.of("PP", "p.Time", "p.Time", several=False)) == ["pp-single"]


def test_a_missing_function_is_the_role_where_that_may_be() -> None:
    """The function of most construals is the role: that is the mend, but not where it may be none."""
    (missing,) = LabelRules().of("P", "p.Locus", "_", several=False)
    (banned,) = LabelRules().of("P", "p.Experiencer", "_", several=False)

    assert (missing.rule, missing.change) == ("label-missing", {"function": "Locus"})
    assert (banned.rule, banned.change) == ("label-missing", None)


def test_what_was_seen() -> None:
    """The labels that were asked about are told, for what they say of the file's version."""
    rules = LabelRules()
    rules.of("P", "p.RateUnit", "p.Locus", several=False)
    rules.of("N", "n.ACT", "_", several=False)

    assert rules.seen == {"RateUnit", "Locus"}
