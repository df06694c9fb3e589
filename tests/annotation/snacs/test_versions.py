"""Telling the scheme version of an annotation: by its labels, by what stands around it, or not at all."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from labelled import NAMES, SNACS, stated
from made import made_document

from construal.annotation.anchor import Anchor
from construal.annotation.annotation import Annotation
from construal.annotation.snacs.versions import (
    CHOSEN,
    ORIGIN,
    SETTLED,
    WHY,
    Neighbours,
    Told,
    chosen,
    is_ours,
    lexlemma,
    marked,
    proven,
    tell,
    unsettled,
)


def neighbours(*annotations: Annotation, lemma: str = "by") -> Neighbours:
    """What these annotations, all on one lemma, tell about Causer."""
    found = Neighbours(SNACS.ambiguous["Causer"])
    for document in {a.document for a in annotations}:
        found.replace(document, [a for a in annotations if a.document == document], lambda _: lemma)
    return found


def test_label_sets() -> None:
    """2.6 has 52 labels; 2.5 has 50, two of which 2.6 calls otherwise; those before it have 50 and a spelling."""
    before, older, now = (set(era.labels) for era in SNACS.eras)

    assert (len(now), len(older), len(before - {"Part/Portion"})) == (52, 50, 50)
    assert now - older == {"Force", "SetIteration", "Content"}
    assert older - now == {"RateUnit"}
    assert older - before == {"Ancillary", "QuantityItem", "QuantityValue", "Org", "OrgMember", "Ensemble"}
    assert list(SNACS.ambiguous) == ["Causer"]


@pytest.mark.parametrize(
    ("role", "scheme", "told"),
    [
        ("Locus", "snacs-2.6", Told("2.6", "declared")),
        ("Locus", "snacs-2.5", Told("2.5", "declared")),
        ("RateUnit", "snacs-2.6", Told("2.5", "certain", "RateUnit is a label up to 2.5 only")),
        ("RateUnit", "snacs-2.5", Told("2.5", "certain", "RateUnit is a label up to 2.5 only")),
        ("OrgRole", "snacs-2.6", Told("2.4", "certain", "OrgRole is a label up to 2.4 only")),
        ("Force", "snacs-2.5", Told("2.6", "certain", "Force is a label from 2.6 on only")),
        ("Org", "snacs-2.2", Told("2.5", "certain", "Org is a label from 2.5 on only")),
        ("Nonsense", "snacs-2.6", Told("2.6", "declared")),
        ("Causer", "snacs-2.5", Told("2.5", "declared")),
    ],
)
def test_told_by_labels(role: str, scheme: str, told: Told) -> None:
    """A label that only some versions have is certain; else the file is believed."""
    assert tell(stated(role, scheme=scheme), language="en") == told


def test_labels_of_different_versions_are_open() -> None:
    """Two labels that no version has together are told, not guessed at."""
    told = tell(stated("RateUnit", "SetIteration"), language="en")

    assert told.certainty == "open"
    assert "RateUnit and SetIteration" in told.reason


def test_causer_in_english_is_likely_older() -> None:
    """English has no use for the new Causer, so one in a file that declares 2.6 is likely that of 2.5."""
    told = tell(stated("Stimulus", "Causer"), language="en")

    assert (told.version, told.certainty) == ("2.5", "likely")
    assert "older English data means Force" in told.reason


@pytest.mark.parametrize(
    ("around", "version", "certainty", "reason"),
    [
        ([], "2.6", "open", "nothing around it"),
        ([stated("Force"), stated("Force")], "2.6", "likely", "the same document has Force (2) of 2.6"),
        ([stated("RateUnit")], "2.5", "likely", "the same document has RateUnit (1) of 2.5"),
        ([stated("RateUnit"), stated("Force")], "2.6", "open", "nothing around it"),
        ([stated("RateUnit", document=2)], "2.5", "likely", "«by» in other documents has RateUnit (1)"),
        ([stated("SetIteration", **{ORIGIN: "2.5"})], "2.5", "likely", "SetIteration (1) of 2.5"),
        ([stated("Causer", **{SETTLED: "causer"})], "2.6", "likely", "Causer (1) of 2.6"),
    ],
)
def test_causer_elsewhere_is_judged_by_its_neighbours(
    around: list[Annotation], version: str, certainty: str, reason: str
) -> None:
    """Where the language does not tell, labels in the document do, then those on the same lexlemma; or nothing does."""
    told = tell(stated("Causer", "Agent"), language="hi", lexlemma="by", neighbours=neighbours(*around))

    assert (told.version, told.certainty) == (version, certainty)
    assert reason in told.reason


def test_older_causer_among_newer_ones_is_no_more_than_likely() -> None:
    """A Causer read as 2.5 in a document that declares 2.6 is not believed without asking."""
    causer = stated("Causer", scheme="snacs-2.5")

    told = tell(causer, language="hi", neighbours=neighbours(causer, stated("Locus")))

    assert (told.version, told.certainty) == ("2.5", "likely")


@pytest.mark.parametrize("more", [{SETTLED: "causer"}, {SETTLED: CHOSEN}, {ORIGIN: "2.5"}])
def test_a_decided_causer_is_asked_no_more(more: dict[str, str]) -> None:
    """An answer, a choice made anew, or labels brought up to the current version leave nothing to ask."""
    assert unsettled(stated("Causer", **more)) is None


@pytest.mark.parametrize("source", ["", "frequency 1"])
def test_causer_of_a_person_or_model_is_the_current_one(source: str) -> None:
    """Only a file can be older than it says."""
    assert unsettled(stated("Causer", source=source)) is None
    assert unsettled(stated("Causer")) is not None


def test_reading_marks_what_proves_another_version() -> None:
    """What only another version has gets that version's name; Causer keeps what the file declares."""
    read = [stated("RateUnit"), stated("Force", scheme="snacs-2.5"), stated("Causer"), stated("Causer", "RateUnit"),
            stated("Locus"), stated("OrgRole", "Gestalt")]  # fmt: skip

    schemes = [a.scheme for a in marked(read)]

    assert schemes == ["snacs-2.5", "snacs-2.6", "snacs-2.6", "snacs-2.6", "snacs-2.6", "snacs-2.4"]


@given(st.sampled_from(NAMES), st.sampled_from(NAMES), st.sampled_from(["snacs-2.3", "snacs-2.5", "snacs-2.6"]))
def test_marking_changes_nothing_but_the_scheme(role: str, function: str, scheme: str) -> None:
    """Marking never touches a label, and marking twice marks no more."""
    annotation = stated(role, function, scheme=scheme)

    once = marked([annotation])

    assert msgspec.structs.replace(once[0], scheme=scheme) == annotation
    assert marked(once) == once


@given(st.sampled_from(NAMES), st.sampled_from(["2.0", "2.4", "2.5", "2.6"]))
def test_proof_is_a_version_that_has_the_label(label: str, declared: str) -> None:
    """What is proven has the label, and is another version than the declared one, which has it not."""
    told = proven([label], declared)

    if told is not None:
        assert SNACS.knows(label, told.version)
        assert not SNACS.knows(label, declared)


def test_choosing_anew_ends_the_past() -> None:
    """Labels chosen in the window are the current version's: origin and answers go, and Causer is marked as chosen."""
    before = stated("Causer", **{ORIGIN: "2.5", SETTLED: "force-causer", WHY: "because"})

    assert chosen(before, {"role": "Goal", ORIGIN: "2.5", WHY: "because"}) == {"role": "Goal"}
    assert chosen(before, {"role": "Causer"}) == {"role": "Causer", SETTLED: CHOSEN}


def test_lexlemma() -> None:
    """An expression is known by its lemmas, by its words where there are none."""
    words = made_document([["By", "Them"]])
    bare = made_document([["By", "Them"]], columns=False)

    assert lexlemma(words, stated("Causer")) == "by"
    assert lexlemma(bare, stated("Causer")) == "by"
    ending = msgspec.structs.replace(stated("Causer"), anchor=Anchor(((1, 2),)))
    assert lexlemma(words, ending) == "y", "a part of a word stands for itself"


@pytest.mark.parametrize(
    ("scheme", "ours"), [("", True), ("snacs-2.5", True), ("mine-1.0", False), ("snacs-new", False)]
)
def test_other_schemes_are_left_alone(scheme: str, ours: bool) -> None:
    """Only versions of SNACS are looked at."""
    assert is_ours(scheme) is ours
