"""Edits of corpora go where their own columns are, in their own spelling, and change no other byte."""

from collections import Counter

import msgspec
import pytest
from damage import damaged_lines
from exported import exported
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import BY_NAME, SAMPLES, Case, Sample

from construal.annotation.anchor import Anchor, at_row
from construal.annotation.annotation import Annotation
from construal.annotation.formats.format import Loss, Written
from construal.annotation.scheme import load

LABELS = ("role", "function")

EDITS: list[tuple[str, str, dict[str, str], dict[tuple[int, str], str]]] = [
    ("gu", "માં", {"role": "Time"}, {(5, "ss"): "p.Time"}),
    ("gu", "પણ", {"role": "`d", "function": "`d", "lexcat": "P"}, {(6, "ss"): "p.`d", (6, "ss2"): "p.`d"}),
    ("gu", "ની પાસે", {"function": "Goal"}, {(13, "ss2"): "p.Goal"}),
    ("ja", "で", {"function": "Path"}, {(7, "ss2"): "p.Path", (7, "lextag"): "O-P-p.Locus|p.Path"}),
    ("ja", "は", {"role": "Agent", "function": "Agent"},
     {(14, "ss"): "p.Agent", (14, "ss2"): "p.Agent", (14, "lextag"): "O-P-p.Agent|p.Agent"}),
    ("ko", "에", {"role": "QuantityItem"},
     {(9, "ss2"): "quantityitem", (9, "misc"): "Funct=locus|Scene=quantityitem"}),
    ("ko", "는", {"function": "Agent"}, {(4, "ss"): "agent", (4, "misc"): "Funct=agent|Scene=topical"}),
    ("ko", "은", {"role": "??", "function": ""},
     {(16, "ss"): "_", (16, "ss2"): "??", (16, "misc"): "Scene=??"}),
    ("de", "mit", {"role": "Ancillary"}, {(4, "ss"): "p.Ancillary"}),
    ("de", "hause", {"role": "Goal", "function": "Locus"}, {(8, "ss"): "p.Goal", (8, "ss2"): "p.Locus"}),
    ("de", "Im", {"role": "Locus", "function": "Locus"}, {(12, "ss"): "p.Locus", (12, "ss2"): "p.Locus"}),
    ("auto", "at", {"role": "OrgMember"}, {(7, "ss"): "p.OrgMember", (7, "lextag"): "O-P-p.OrgMember|p.Locus"}),
    ("hi", "के लिए", {"role": "Purpose", "function": "Purpose"},
     {(18, "ss"): "p.Purpose", (18, "ss2"): "p.Purpose", (18, "lextag"): "B-P-p.Purpose"}),
    ("hi", "में", {"role": "`d", "function": "`d", "lexcat": "P"},
     {(7, "ss"): "p.`d", (7, "ss2"): "p.`d", (7, "lextag"): "O-P-p.`d"}),
    ("hi", "मैंने", {"role": "Force"}, {(5, "ss"): "p.Force", (5, "lextag"): "O-PRON.OBL-p.Force|p.Agent"}),
    ("zh", "看", {"role": "Path", "function": "Path"},
     {(10, "ss"): "p.Path", (10, "ss2"): "p.Path", (10, "lextag"): "O-P-p.Path"}),
    ("fi", "kissan kanssa", {"role": "Topic"}, {(5, "ss"): "p.Topic", (5, "lextag"): "B-PP-p.Topic|p.Ancillary"}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "words", "values", "changes"), EDITS, ids=[f"{e[0]}-{e[1]}" for e in EDITS])
def test_edited(name: str, words: str, values: dict[str, str], changes: dict[tuple[int, str], str]) -> None:
    """An edited label goes where the corpus has it, in its spelling, and no other byte changes; it reads as edited."""
    case = Case(BY_NAME[name])
    case.put(words, **values)
    assert case.changes() == changes
    assert Case(BY_NAME[name], case.write().data).stated() == case.stated()


def test_targets_that_are_parts_come_and_go() -> None:
    """A label on an ending makes its row a target with the ending as lexlemma; without one the row is bare again."""
    case = Case(BY_NAME["gu"])
    case.drop("માં")
    assert case.changes() == dict.fromkeys([(5, c) for c in ("lexcat", "lexlemma", "ss", "ss2")], "_")
    case = Case(BY_NAME["gu"])
    case.add(case.part("ો"), role="Theme", function="Theme")
    assert case.changes() == {
        (25, "lexcat"): "P", (25, "lexlemma"): "ો", (25, "ss"): "p.Theme", (25, "ss2"): "p.Theme",
    }  # fmt: skip
    assert case.write().ledger == []
    again = Case(BY_NAME["gu"], case.write().data)
    assert again.at("ો").anchor == case.part("ો")


def test_expressions_with_parts_come_and_go() -> None:
    """An expression that begins with an ending is written with it in its lexlemma, and leaves nothing behind."""
    case = Case(BY_NAME["gu"])
    case.drop("ની પાસે")
    changes = case.changes()
    assert set(changes.values()) == {"_"}
    assert changes.keys() == {(13, c) for c in ("smwe", "lexcat", "lexlemma", "ss", "ss2")} | {
        (14, "smwe"), (14, "lexcat"),
    }  # fmt: skip
    assert "ની" not in Case(BY_NAME["gu"], case.write().data).stated()
    case = Case(BY_NAME["gu"])
    case.drop("મારે")
    case.drop("માટે")
    case.add(case.part("ે માટે"), strength="strong", role="Purpose", function="Purpose", lexcat="P")
    changes = case.changes()
    assert (changes[23, "smwe"], changes[24, "smwe"], changes[23, "lexlemma"]) == ("1:1", "1:2", "ે માટે")
    assert Case(BY_NAME["gu"], case.write().data).at("ે માટે").values == case.at("ે માટે").values


def test_labels_of_empty_nodes_come_and_go() -> None:
    """A label on an empty node is taken from its columns and from MISC, and put into both."""
    case = Case(BY_NAME["ko"])
    case.drop("은")
    assert case.changes() == {(16, "ss"): "_", (16, "ss2"): "_", (16, "misc"): "_"}
    without = case.write().data
    case = Case(BY_NAME["ko"], without)
    anchor = at_row(10, int(case.document.tokens.start[10]))
    case.add(anchor, role="ComparisonRef", function="ComparisonRef")
    assert case.write().data == BY_NAME["ko"].data
    case = Case(BY_NAME["ko"])
    case.add(Anchor(((0, 3),)), role="Time", function="Locus")
    assert case.changes() == {(3, "ss"): "locus", (3, "ss2"): "time", (3, "misc"): "Funct=locus|Scene=time"}


def test_items_beside_labels_stay() -> None:
    """Other items of MISC stay where they are when a label changes."""
    data = BY_NAME["ko"].data.replace(b"Funct=topical|Scene=topical", b"Alpha=1|Funct=topical|Scene=topical|Tail=2")
    case = Case(BY_NAME["ko"], data)
    case.put("는", role="Agent")
    assert case.changes()[4, "misc"] == "Alpha=1|Funct=topical|Scene=agent|Tail=2"
    case.put("는", role="??", function="")
    assert case.changes()[4, "misc"] == "Alpha=1|Scene=??|Tail=2"
    case.drop("는")
    assert case.changes()[4, "misc"] == "Alpha=1|Tail=2"


def test_parts_where_the_corpus_has_none() -> None:
    """In other corpora a label on a part of a word is written on the word, the part as its lexlemma, and told."""
    case = Case(BY_NAME["auto"])
    case.add(case.part("hbours"), role="Theme", function="Theme")
    changes = case.changes()
    assert (changes[3, "lexlemma"], changes[3, "ss"]) == ("hbours", "p.Theme")
    assert case.write().ledger == [
        Loss("auto", "supersense annotations on parts of words: written on the words, the parts as lexlemmas", 1)
    ]


def test_new_expressions_in_the_corpus_own_spelling() -> None:
    """A new expression gets the lexlemma that the corpus gives: forms in Hindi, lemmas elsewhere."""
    case = Case(BY_NAME["hi"])
    case.drop("में")
    case.drop("ही")
    case.add(case.part("में ही"), strength="strong", role="Locus", function="Focus")
    by_form = exported([case.document], [*case.annotations.values()], "conllulex", case.source).data.decode()
    assert "\tमें ही\tp.Locus\tp.Focus\t" in by_form
    assert "# mwe = मैंने घर में_ही देखा ।" in by_form
    case = Case(BY_NAME["auto"])
    case.drop("of")
    case.add(case.part("of ours"), strength="strong", role="Locus", function="Locus")
    assert case.changes()[4, "lexlemma"] == "of we"


ROLES = [label.name for label in load("snacs-2.6").labels] + ["Focus", "Quote", "`d", "??"]


@settings(max_examples=150)
@given(st.data())
def test_any_edit_reads_back(data: st.DataObject) -> None:
    """Whatever labels are changed, added or taken away: the file reads as decided, and undone it is what it was."""
    case = Case(data.draw(st.sampled_from(SAMPLES)))
    before = dict(case.annotations)
    for id, annotation in list(case.annotations.items()):
        kind = data.draw(st.sampled_from(["keep", "label", "drop"]))
        if kind == "label":
            role = data.draw(st.sampled_from(ROLES))
            function = "" if role == "??" else data.draw(st.sampled_from(ROLES[:-1]))
            labels = {"role": role, "function": function} if function else {"role": role}
            values = {key: value for key, value in annotation.values.items() if key not in (*LABELS, "lexcat")}
            values = {**values, **labels, "lexcat": "P"}
            case.annotations[id] = msgspec.structs.replace(annotation, values=values)
        elif kind == "drop":
            del case.annotations[id]
    written = case.write()
    assert written.ledger == []
    again = Case(case.sample, written.data)
    assert Counter(map(_labels, again.annotations.values())) == Counter(map(_labels, case.annotations.values()))
    if again.annotations.keys():
        again.annotations = {
            **{id: msgspec.structs.replace(a, document=_same(a, case, again)) for id, a in before.items()}
        }
        undone = Case(case.sample, again.write().data)
        assert Counter(map(_labels, undone.annotations.values())) == Counter(map(_labels, before.values()))


def _labels(annotation: Annotation) -> tuple[object, ...]:
    return (annotation.anchor, annotation.text("strength"), *(annotation.text(key) for key in LABELS))


def _same(annotation: Annotation, one: Case, other: Case) -> int:
    """The id that the document of an annotation has in another reading of the file."""
    place = [document.id for document in one.imported.documents].index(annotation.document)
    return other.imported.documents[place].id


CELLS = st.sampled_from(
    ["", "_", "0", "1", "1.1", "1-2", "1:1", "1:2", "p.", "p.`", "`", "`$", "??", "p.Time", "time", "Funct=",
     "Scene=x|Funct", "\ufeff", " ", "e\u0301", "ો", "में", "!!@", "O-P-p.Time|p.Goal", "-", "#"]
)  # fmt: skip


@st.composite
def damaged(draw: st.DrawFn) -> tuple[Sample, bytes]:
    """A sample with cells changed, and lines lost or doubled."""
    sample = draw(st.sampled_from(SAMPLES))
    lines = draw(damaged_lines(sample.data.decode(), CELLS, most=6))
    return sample, "\n".join(lines).encode()


@settings(max_examples=300)
@given(damaged(), st.booleans())
def test_no_damage_stops_a_corpus(found: tuple[Sample, bytes], is_edited: bool) -> None:
    """Whatever is wrong with a corpus's file, it is read, written as it was, and an edit leaves its words."""
    case = Case(*found)
    assert case.write() == Written(case.source)
    if not is_edited:
        return
    for id, annotation in case.annotations.items():
        if annotation.text("role"):
            values = {**annotation.values, "role": "Extent", "function": "Extent"}
            case.annotations[id] = msgspec.structs.replace(annotation, values=values)
    again = Case(case.sample, case.write().data)
    assert [d.text for d in again.imported.documents] == [d.text for d in case.imported.documents]
    assert {a.anchor for a in again.annotations.values() if a.text("role")} >= {
        a.anchor for a in case.annotations.values() if a.text("role") == "Extent"
    }
