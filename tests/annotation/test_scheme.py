"""The SNACS scheme: its labels, its rules per language, and what became of older labels."""

import pytest

from construal.annotation.errors import SchemeError
from construal.annotation.scheme import Scheme, load


@pytest.fixture(name="snacs")
def shipped_scheme() -> Scheme:
    return load("snacs-2.6")


def test_inventory(snacs: Scheme) -> None:
    """SNACS 2.6 has 52 supersenses in three trees, 3, 25, 20 and 4 of them at depths 1 to 4."""
    assert len(snacs.labels) == len({label.name for label in snacs.labels}) == 52
    assert [sum(label.depth == depth for label in snacs.labels) for depth in (1, 2, 3, 4)] == [3, 25, 20, 4]
    assert [label.name for label in snacs.children("")] == ["Circumstance", "Participant", "Configuration"]
    assert [sum(label.root == root.name for label in snacs.labels) for root in snacs.children("")] == [18, 15, 19]


def test_other_inventories(snacs: Scheme) -> None:
    """There are 26 noun and 14 verb supersenses, 21 lexcats and 6 kinds of verbal expression."""
    counted = (snacs.noun_supersenses, snacs.verb_supersenses, snacs.lexcats, snacs.verbal_lexcats)
    assert [len(set(names)) for names in counted] == [26, 14, 21, 6]
    assert "n.PERSON" in snacs.supersenses_of("N")
    assert "v.motion" in snacs.supersenses_of("V.VPC.full")
    assert snacs.supersenses_of("P") == ()


def test_hierarchy_is_sound(snacs: Scheme) -> None:
    """Every label's depth and root follow from its parents, and every label is described with an example."""
    for label in snacs.labels:
        above = snacs.ancestors(label.name)
        assert len(above) == label.depth - 1
        assert label.root == (above[-1] if above else label.name)
        assert label.definition
        assert label.examples


def test_rules_name_known_labels(snacs: Scheme) -> None:
    """Every rule of the data file speaks of labels that exist, so that no misspelt rule is silently dead."""
    for rules in (snacs.default_language, *snacs.languages.values()):
        named = [*rules.never_function, *rules.unused, *rules.special, *rules.rare]
        named += [name for pair in rules.ancestor_construals for name in pair]
        named += [name for caution in rules.warnings for name in (*caution.roles, *caution.functions)]
        assert all(snacs.has(name) for name in named)
    assert all(snacs.has(name) for rule in snacs.renamings for name in rule.to)
    assert not any(snacs.has(name) for name in snacs.removed)


@pytest.mark.parametrize(
    ("name", "hue"),
    [("Locus", "circumstance_2"), ("StartTime", "circumstance_4"), ("Participant", "participant_1"),
     ("Stuff", "configuration_4"), ("??", "ink2"), ("`$", "ink2"), ("Topical", "ink2"), ("n.PERSON", "ink2")],
)  # fmt: skip
def test_hue(snacs: Scheme, name: str, hue: str) -> None:
    """A label's colour is named after its root and depth; what has neither is ink2."""
    assert snacs.hue(name) == hue


def test_ancestors_and_coarsening(snacs: Scheme) -> None:
    """Ancestors come nearest first; a label coarsens to the ancestor at the depth asked for."""
    assert snacs.ancestors("StartTime") == ("Time", "Temporal", "Circumstance")
    assert [snacs.coarsened("StartTime", depth) for depth in (4, 3, 2, 1)] == [
        "StartTime", "Time", "Temporal", "Circumstance",
    ]  # fmt: skip
    assert snacs.coarsened("??", 1) == "??"
    assert snacs.coarsened("Focus", 1) == "Focus"


@pytest.mark.parametrize(
    ("role", "language", "reason"),
    [
        ("Locus", "en", None),
        ("Experiencer", "en", None),
        ("Temporal", "en", None),
        ("??", "en", None),
        ("`$", "en", None),
        ("Participant", "en", "abstract"),
        ("Configuration", "hi", "abstract"),
        ("Content", "en", "not used for English"),
        ("Content", "en-GB", "not used for English"),
        ("Content", "ja", None),
        ("Focus", "en", "not used for English"),
        ("Focus", "hi", None),
        ("`d", "en", "stands for the lexcat DISC"),
        ("RateUnit", "en", "not in snacs-2.6"),
    ],
)
def test_roles(snacs: Scheme, role: str, language: str, reason: str | None) -> None:
    """A label that may not be a role says why; whether it may depends on the language."""
    assert snacs.why_not_role(role, language) == reason
    assert (role in {label.name for label in snacs.roles(language)}) == (reason is None)


@pytest.mark.parametrize(
    ("role", "function", "language", "reason"),
    [
        ("Locus", "Locus", "en", None),
        ("SocialRel", "Gestalt", "en", None),
        ("Recipient", "Recipient", "en", "never a function in English"),
        ("Recipient", "Recipient", "hi", None),
        ("Recipient", "Recipient", "zh", None),
        ("Recipient", "Recipient", "gu", None),
        ("Stimulus", "Stimulus", "zh", "never a function in Chinese"),
        ("Stimulus", "Stimulus", "hi", "never a function in Hindi"),
        ("Stimulus", "Stimulus", "ja", "never a function in any described language"),
        ("Locus", "Participant", "en", "abstract"),
        ("Topic", "Theme", "en", "ancestor of Topic"),
        ("Topic", "Theme", "hi", None),
        ("Topic", "Theme", "la", None),
        ("Theme", "Topic", "en", "descendant of Theme"),
        ("Circumstance", "Time", "en", "descendant of Circumstance"),
        ("Circumstance", "Time", "zh", None),
        ("Possessor", "Gestalt", "en", "ancestor of Possessor"),
        ("`$", "`$", "en", None),
        ("`$", "Gestalt", "en", "`$ stands in both slots"),
        ("Gestalt", "`$", "en", "`$ stands in both slots"),
        ("??", "", "en", None),
        ("??", "Locus", "en", "?? has no function"),
        ("Locus", "??", "en", "only a role"),
        ("Locus", "", "en", "a function is needed"),
    ],
)
def test_functions(snacs: Scheme, role: str, function: str, language: str, reason: str | None) -> None:
    """A construal that is not allowed says why; the nine exceptions and each language's own are allowed."""
    assert snacs.why_not_function(role, function, language) == reason


def test_nine_ancestor_construals(snacs: Scheme) -> None:
    """In English exactly nine construals join a label with its own ancestor or descendant."""
    lineal = [
        (role.name, function.name)
        for role in snacs.labels
        for function in snacs.labels
        if role.name in snacs.ancestors(function.name) or function.name in snacs.ancestors(role.name)
    ]
    allowed = {pair for pair in lineal if snacs.why_not_function(*pair, "en") is None}
    assert len(allowed) == 9
    assert allowed == set(snacs.ancestor_construals)


def test_never_functions_in_english(snacs: Scheme) -> None:
    """English has nine labels that are roles only, and nothing that is a function only."""
    roles, functions = ({label.name for label in found} for found in (snacs.roles("en"), snacs.functions("en")))
    assert roles - functions - {"??"} == set(snacs.languages["en"].never_function)
    assert len(roles - functions - {"??"}) == 9
    assert functions <= roles


def test_possessive_slot_needs_a_possessive(snacs: Scheme) -> None:
    """The opaque possessive slot is refused on anything but a possessive."""
    assert snacs.why_not_function("`$", "`$", "en", lexcat="P") == "only on possessives"
    assert snacs.why_not_function("`$", "`$", "en", lexcat="PRON.POSS") is None


@pytest.mark.parametrize(
    ("role", "function", "lexcat", "passive", "warns"),
    [
        ("Temporal", "Temporal", "P", False, True),
        ("Theme", "Theme", "PRON.POSS", False, True),
        ("Theme", "Gestalt", "PRON.POSS", False, False),
        ("`$", "`$", "POSS", False, False),
        ("??", "", "POSS", False, False),
        ("Theme", "Theme", "P", False, False),
        ("Agent", "Means", "P", True, True),
        ("Agent", "Agent", "P", True, False),
        ("Causer", "Force", "P", False, True),
    ],
)
def test_warnings(snacs: Scheme, role: str, function: str, lexcat: str, passive: bool, warns: bool) -> None:
    """Odd but allowed construals are told in English, and only where the rule speaks of them."""
    assert (snacs.warning(role, function, "en", lexcat=lexcat, passive=passive) is not None) is warns


def test_other_languages_have_no_english_warnings(snacs: Scheme) -> None:
    """What is odd about an English possessive is not said of a Hindi one."""
    assert snacs.warning("Theme", "Theme", "hi", lexcat="PRON.POSS") is None


@pytest.mark.parametrize(
    ("label", "version", "slot", "name", "person"),
    [
        ("Causer", "2.5", "role", "Force", False),
        ("Causer", "snacs-2.5", "function", "Force", False),
        ("Causer", "2.6", "role", "Causer", False),
        ("RateUnit", "2.5", "role", "SetIteration", False),
        ("Locus", "2.5", "role", "Locus", False),
        ("Characteristic", "2.5", "role", "Characteristic", False),
        ("Part/Portion", "2.0", "role", "PartPortion", False),
        ("Co-Agent", "2.2", "role", "Agent", False),
        ("Co-Agent", "2.2", "function", "Ancillary", False),
        ("Co-Theme", "2.2", "role", "Theme", False),
        ("Causer", "2.2", "role", "Force", False),
        ("OrgRole", "2.2", "role", "", True),
        ("Characteristic", "2.2", "role", "Characteristic", True),
        ("Possessor", "2.2", "function", "Possessor", True),
        ("Possessor", "2.2", "role", "Possessor", False),
        ("Scalar/Rank", "1.0", "role", "", True),
        ("Locus", "1.0", "role", "Locus", True),
        ("Nonsense", "2.5", "role", "", True),
    ],
)
def test_renaming(snacs: Scheme, label: str, version: str, slot: str, name: str, person: bool) -> None:
    """An older label is renamed by itself where one label follows, and otherwise a person decides."""
    renaming = snacs.rename(label, version=version, slot=slot)  # type: ignore[arg-type]
    assert (renaming.name, renaming.needs_person) == (name, person)


def test_renaming_offers_candidates(snacs: Scheme) -> None:
    """Where a person decides, what the label was split into is offered."""
    assert snacs.rename("OrgRole", version="2.4", slot="role").candidates == ("OrgMember", "Org")


def test_labels_of_older_versions(snacs: Scheme) -> None:
    """A version knows its own names: RateUnit until 2.5, Content from 2.6."""
    assert snacs.knows("RateUnit", "2.5")
    assert not snacs.knows("RateUnit", "2.6")
    assert snacs.knows("Causer", "2.5")
    assert snacs.knows("Content", "snacs-2.6")
    assert not snacs.knows("Content", "2.5")
    assert snacs.knows("OrgRole", "2.3")


def test_unknown_names_are_refused(snacs: Scheme) -> None:
    """An unknown scheme, label or version is named in one sentence with what there is instead."""
    with pytest.raises(SchemeError, match=r"‘snacs-9’ is not known; choose snacs-2\.6"):
        load("snacs-9")
    with pytest.raises(SchemeError, match="‘Nonsense’ is no label"):
        snacs.label("Nonsense")
    with pytest.raises(SchemeError, match="‘newest’ is no version"):
        snacs.rename("Locus", version="newest", slot="role")


def test_loading_twice_gives_one_scheme() -> None:
    """A scheme is read once."""
    assert load("snacs-2.6") is load("snacs-2.6")
