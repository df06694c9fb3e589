"""Governor, object and configuration: one made tree for each, and odd trees."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import BY_NAME, Case
from treebank import rows, treebank

from construal.annotation.actions import Author, relate
from construal.annotation.anchor import Anchor
from construal.annotation.annotation import Annotation
from construal.annotation.columns import Column
from construal.annotation.document import Document
from construal.annotation.snacs.relations import (
    CONFIGS,
    Relation,
    joined_rows,
    outer_head,
    relation,
    stated,
    values_of,
)
from construal.annotation.snacs.tree import tree


def told(document: Document, *forms: str, enhanced: bool = True) -> tuple[str, str, str]:
    """The relation of the expression of these words: governor and object as forms, "" for none."""
    found = relation(document, rows(document, *forms), enhanced=enhanced)
    assert found is not None
    governor, object_ = (document.token(r).form if r is not None else "" for r in found[:2])
    return governor, object_, found.config


DOG = "A/DET/DT/2/det dog/NOUN/NN/0/root in/ADP/IN/5/case the/DET/DT/5/det yard/NOUN/NN/2/nmod"
SLEPT = "Dogs/NOUN/NNS/2/nsubj slept/VERB/VBD/0/root in/ADP/IN/5/case the/DET/DT/5/det yard/NOUN/NN/2/obl"
IS_IN = "Dogs/NOUN/NNS/5/nsubj are/AUX/VBP/5/cop in/ADP/IN/5/case the/DET/DT/5/det yard/NOUN/NN/0/root"
BESIDE = (
    "Dogs/NOUN/NNS/2/nsubj slept/VERB/VBD/0/root in/ADP/IN/7/case back/NOUN/NN/3/fixed "
    "of/ADP/IN/7/case the/DET/DT/7/det barn/NOUN/NN/2/obl"
)
INSIDE = "She/PRON/PRP/2/nsubj ran/VERB/VBD/0/root inside/ADV/RB/2/advmod"
IS_INSIDE = "She/PRON/PRP/3/nsubj is/AUX/VBZ/3/cop inside/ADV/RB/0/root"
POSSESSIVE = "The/DET/DT/2/det hen/NOUN/NN/4/nmod:poss 's/PART/POS/2/case eggs/NOUN/NNS/5/nsubj hatched/VERB/VBD/0/root"
PRONOUN = "Her/PRON/PRP$/2/nmod:poss eggs/NOUN/NNS/3/nsubj hatched/VERB/VBD/0/root"
CLAUSE = "We/PRON/PRP/2/nsubj slept/VERB/VBD/0/root after/SCONJ/IN/5/mark we/PRON/PRP/5/nsubj sang/VERB/VBD/2/advcl"
COPULAR_CLAUSE = (
    "We/PRON/PRP/2/nsubj slept/VERB/VBD/0/root because/SCONJ/IN/6/mark we/PRON/PRP/6/nsubj "
    "were/AUX/VBD/6/cop tired/ADJ/JJ/2/advcl"
)
INFINITIVE = "We/PRON/PRP/2/nsubj sat/VERB/VBD/0/root to/PART/TO/4/mark rest/VERB/VB/2/advcl"
RELATIVE = "People/NOUN/NNS/0/root I/PRON/PRP/3/nsubj sing/VERB/VBP/1/acl:relcl with/ADP/IN/3/obl"
CROSSING = "People/NOUN/NNS/0/root I/PRON/PRP/3/nsubj sing/VERB/VBP/1/acl:relcl with/ADP/IN/1/case"
TOUGH = (
    "He/PRON/PRP/3/nsubj is/AUX/VBZ/3/cop hard/ADJ/JJ/0/root to/PART/TO/5/mark sing/VERB/VB/3/advcl with/ADP/IN/5/obl"
)
COPULAR_RELATIVE = "Towns/NOUN/NNS/0/root we/PRON/PRP/4/nsubj are/AUX/VBP/4/cop in/ADP/IN/1/acl:relcl"
MEASURE = "It/PRON/PRP/2/nsubj took/VERB/VBD/0/root about/ADV/RB/5/advmod four/NUM/CD/5/nummod days/NOUN/NNS/2/obj"
AGO = "It/PRON/PRP/2/nsubj rained/VERB/VBD/0/root days/NOUN/NNS/4/obl:npmod ago/ADV/RB/2/advmod"
AS_AS = "He/PRON/PRP/4/nsubj is/AUX/VBZ/4/cop as/ADV/RB/4/advmod old/ADJ/JJ/0/root as/ADP/IN/6/case me/PRON/PRP/4/obl"
BACK = "He/PRON/PRP/2/nsubj came/VERB/VBD/0/root back/ADV/RB/2/advmod from/ADP/IN/5/case town/NOUN/NN/3/obl"
BACK_HOME = "We/PRON/PRP/2/nsubj went/VERB/VBD/0/root back/ADV/RB/4/advmod home/ADV/RB/2/advmod"
BACK_TO = "He/PRON/PRP/2/nsubj came/VERB/VBD/0/root back/ADV/RB/5/advmod to/ADP/IN/5/case me/PRON/PRP/2/obl"
SINCE = "It/PRON/PRP/3/nsubj since/ADV/RB/3/advmod broke/VERB/VBD/0/root"
LESS_THAN = "It/PRON/PRP/2/nsubj took/VERB/VBD/0/root less/ADJ/JJR/5/advmod than/ADP/IN/3/fixed days/NOUN/NNS/2/obj"
AT_LEAST = "At/ADP/IN/3/advmod least/ADJ/JJS/1/fixed try/VERB/VB/0/root"
OUT_THERE = "She/PRON/PRP/2/nsubj lives/VERB/VBZ/0/root out/ADV/RB/4/advmod there/ADV/RB/2/advmod"
JUST_ABOUT = "Just/ADV/RB/2/advmod about/ADV/RB/3/advmod all/ADV/RB/4/advmod sang/VERB/VBD/0/root"


@pytest.mark.parametrize(
    ("sentence", "forms", "expected"),
    [
        (DOG, ["in"], ("dog", "yard", "default")),
        (SLEPT, ["in"], ("slept", "yard", "default")),
        (IS_IN, ["in"], ("Dogs", "yard", "predicative")),
        (BESIDE, ["in", "back", "of"], ("slept", "barn", "default")),
        (INSIDE, ["inside"], ("ran", "", "default")),
        (IS_INSIDE, ["inside"], ("She", "", "predicative")),
        (POSSESSIVE, ["'s"], ("eggs", "hen", "default")),
        (PRONOUN, ["Her"], ("eggs", "", "possessive")),
        (CLAUSE, ["after"], ("slept", "sang", "subordinating")),
        (COPULAR_CLAUSE, ["because"], ("slept", "were", "subordinating")),
        (INFINITIVE, ["to"], ("sat", "rest", "subordinating")),
        (RELATIVE, ["with"], ("sing", "People", "stranded")),
        (CROSSING, ["with"], ("", "People", "stranded")),
        (TOUGH, ["with"], ("sing", "He", "stranded")),
        (COPULAR_RELATIVE, ["in"], ("we", "Towns", "predicative+stranded")),
        (MEASURE, ["about"], ("", "days", "default")),
        (AGO, ["ago"], ("rained", "days", "default")),
        (AS_AS, ["as"], ("He", "old", "predicative")),
        (BACK, ["from"], ("came", "town", "default")),
        (BACK, ["back"], ("came", "", "default")),
        (BACK_HOME, ["back"], ("went", "", "default")),
        (BACK_TO, ["back"], ("came", "", "default")),
        (SINCE, ["since"], ("broke", "", "default")),
        (LESS_THAN, ["less", "than"], ("", "days", "default")),
        (AT_LEAST, ["At", "least"], ("try", "", "default")),
        (OUT_THERE, ["out", "there"], ("lives", "", "default")),
        (JUST_ABOUT, ["Just", "about"], ("all", "about", "default")),
    ],
)
def test_configurations(sentence: str, forms: list[str], expected: tuple[str, str, str]) -> None:
    """Each configuration that the field knows is read off its tree."""
    assert told(treebank(sentence), *forms) == expected


@pytest.mark.parametrize("head", ["3", "4"])
def test_the_second_as(head: str) -> None:
    """What is compared governs the second ‘as’, on whichever of ‘as old’ the tree hangs its object."""
    document = treebank(AS_AS.replace("/4/obl", f"/{head}/obl"))
    assert relation(document, [4]) == (3, 5, "default")


AND = (
    "We/PRON/PRP/2/nsubj sat/VERB/VBD/0/root at/ADP/IN/4/case home/NOUN/NN/2/obl and/CCONJ/CC/7/cc "
    "in/ADP/IN/7/case pubs/NOUN/NNS/4/conj/2:obl:in|4:conj:and"
)


@pytest.mark.parametrize(("deps", "enhanced"), [(True, True), (True, False), (False, True)])
def test_a_conjunct_has_the_governor_of_the_first(deps: bool, enhanced: bool) -> None:
    """The object of a coordinated phrase hangs where the first one does, with and without enhanced dependencies."""
    assert told(treebank(AND, deps=deps), "in", enhanced=enhanced) == ("sat", "pubs", "default")


def test_enhanced_dependencies_say_it_better() -> None:
    """Where the enhanced dependencies give a conjunct another head than the first conjunct's, theirs counts."""
    document = treebank(AND.replace("2:obl:in|", "1.1:obl:in|"), deps=True)
    assert told(document, "in") == ("We", "pubs", "default")
    assert told(document, "in", enhanced=False) == ("sat", "pubs", "default")


def test_a_conjunct_without_another_head_is_a_root() -> None:
    """A conjunct that the enhanced dependencies give no head of its own has no governor."""
    assert told(treebank(AND.replace("2:obl:in|", ""), deps=True), "in") == ("", "pubs", "default")


def test_a_particle_of_a_verb_governs_its_phrase() -> None:
    """‘back’ alone leaves the phrase to the verb; as the second word of ‘came_back’ it governs the phrase."""
    document = treebank(BACK)
    came_back = Annotation(
        id=1, document=1, layer="lexical", anchor=document.anchor_of([1, 2]), values={"strength": "strong"}
    )
    joined = joined_rows(document, [came_back])
    assert joined == {2}
    assert relation(document, [3]) == (1, 4, "default")
    assert relation(document, [3], joined=joined) == (2, 4, "default")


def test_only_english_strands() -> None:
    """A tag that means prepositions in English means others elsewhere: a postposition is not stranded."""
    sentence = "yardon=yard/NOUN/NN/3/obl on/ADP/IN/1/case slept/VERB/VB/0/root"
    assert told(treebank(sentence), "on") == ("slept", "yardon", "stranded")
    assert told(treebank(sentence, language="zh"), "on") == ("slept", "yardon", "default")


def test_no_tree_no_relation() -> None:
    """Without heads there is nothing to derive; what a person states counts all the same."""
    document = treebank(SLEPT)
    document.tokens.columns = {k: v for k, v in document.tokens.columns.items() if k != "head"}
    annotation = Annotation(id=1, document=1, layer="lexical", anchor=document.anchor_of([2]))
    assert relation(document, [2]) is None
    assert stated(document, annotation) is None
    values = values_of(document, [2], Relation(1, 4, "default"))
    assert values == {"governor": "2", "object": "5"}
    annotation = Annotation(id=1, document=1, layer="lexical", anchor=annotation.anchor, values=values)
    assert stated(document, annotation) == (1, 4, "default")


def test_an_empty_node_hangs_by_its_enhanced_dependency() -> None:
    """An expression on an empty node has the governor that the enhanced dependencies give; no word hangs on it."""
    document = treebank(DOG, deps=True)
    columns = {name: list(column) for name, column in document.tokens.columns.items()}
    columns["id"][4], columns["head"][4], columns["deprel"][4], columns["deps"][4] = "4.1", "_", "_", "2:nmod:in"
    document.tokens.columns = {name: Column.of(values) for name, values in columns.items()}
    assert relation(document, [4]) == (1, None, "default")
    assert tree(document, 0).words == (0, 1, 2, 3)


KISSA = "Kissa/NOUN/N/2/nsubj nukkui/VERB/V/0/root talossa/NOUN/N/2/obl"
ON_IN = "Kissa/NOUN/N/3/nsubj on/AUX/V/3/cop talossa/NOUN/N/0/root"
WITH = "Kissa/NOUN/N/4/nsubj koiran/NOUN/N/4/obl kanssa/ADP/Adp/2/case nukkui/VERB/V/0/root"
AND_IN = "Kissa/NOUN/N/2/nsubj nukkui/VERB/V/0/root pihalla/NOUN/N/2/obl ja/CCONJ/C/5/cc talossa/NOUN/N/3/conj"
AFTER = "Kissa/NOUN/N/2/nsubj nukkui/VERB/V/0/root syötyään/VERB/V/2/advcl"
BEING = "Kissa/NOUN/N/2/nsubj nukkui/VERB/V/0/root ollessaan/AUX/V/4/cop sairaana/ADJ/A/2/advcl"


@pytest.mark.parametrize(
    ("sentence", "part", "forms", "expected"),
    [
        (KISSA, "ssa", ["talossa"], ("nukkui", "talossa", "default")),
        (ON_IN, "ssa", ["talossa"], ("Kissa", "talossa", "predicative")),
        (WITH, "n kanssa", ["koiran", "kanssa"], ("nukkui", "koiran", "default")),
        (AND_IN, "ssa", ["talossa"], ("nukkui", "talossa", "default")),
        (AFTER, "tyään", ["syötyään"], ("nukkui", "syötyään", "subordinating")),
        (BEING, "na", ["sairaana"], ("nukkui", "ollessaan", "subordinating")),
        # Neither the whole word nor its beginning is a case marker.
        (KISSA, "talossa", ["talossa"], ("nukkui", "", "default")),
        (KISSA, "talo", ["talossa"], ("nukkui", "", "default")),
        (KISSA, "los", ["talossa"], ("nukkui", "", "default")),
        # A possessive that is a token is the whole of it.
        (POSSESSIVE, "'s", ["'s"], ("eggs", "hen", "default")),
    ],
)
def test_a_case_marker_inside_its_noun(
    sentence: str, part: str, forms: list[str], expected: tuple[str, str, str]
) -> None:
    """The object of a target that is the end of a word is that word, and what governs the word governs it."""
    document = treebank(sentence, language="fi")
    start = document.text.rindex(part)
    annotation = Annotation(id=1, document=1, layer="lexical", anchor=Anchor(((start, start + len(part)),)))
    mine = rows(document, *forms)
    found = relation(document, mine, anchor=annotation.anchor)
    assert found is not None
    assert (*(document.token(r).form if r is not None else "" for r in found[:2]), found.config) == expected
    assert stated(document, annotation) == found
    assert values_of(document, mine, found, anchor=annotation.anchor) == {}


def korean(*ids: str) -> Document:
    """Three words and two empty nodes behind the second, with these ids; only the words hang somewhere."""
    document = treebank(
        "고양이가/NOUN/n/3/nsubj 집에서부터/NOUN/n/3/obl 왔다/VERB/v/0/root 에서/ADP/j/_/_ 부터/ADP/j/_/_",
        language="ko",
    )
    document.tokens.columns["id"] = Column.of(ids)
    return document


def test_an_empty_node_is_a_case_marker_of_the_word_before_it() -> None:
    """Every node behind a word has it as its object and its head as governor; without such a word it has neither."""
    document = korean("1", "2", "3", "2.1", "2.2")
    for row in (3, 4):
        anchor = Anchor(((0, 0),), row=row)
        assert relation(document, [row], anchor=anchor) == (2, 1, "default")
        assert stated(document, Annotation(id=1, document=1, layer="lexical", anchor=anchor)) == (2, 1, "default")
    assert relation(korean("1", "2", "3", "0.1", "9.1"), [3]) == (None, None, "default")
    assert relation(korean("1", "2", "3", "0.1", "9.1"), [4]) == (None, None, "default")


def test_relating_an_empty_node() -> None:
    """The step is named by the node's form; only what differs from the derived relation is stated."""
    author = Author("ann", iter((7, 8)).__next__, 1)
    node = Annotation(id=1, document=1, layer="lexical", anchor=Anchor(((0, 0),), row=3), annotator="ann")
    document = korean("1", "2", "3", "2.1", "2.2")
    same = relate(document, node, author, Relation(2, 1, "default"))
    other = relate(document, node, author, Relation(2, 0, "default"))

    assert same.label == "Governor and object of «에서»"
    assert [dict(edit.put[0].values) for edit in (same, other)] == [{}, {"object": "1"}]


def test_a_suffix_without_a_tree() -> None:
    """Where no word of the sentence has a head, nothing is said of suffixes and empty nodes either."""
    for name in ("gu", "ko"):
        case = Case(BY_NAME[name])
        assert {stated(case.document, annotation) for annotation in case.annotations.values()} == {None}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, (1, 4, "default")),
        ({"governor": "1"}, (0, 4, "default")),
        ({"governor": "0", "object": "0"}, (None, None, "default")),
        ({"config": "stranded"}, (1, 4, "stranded")),
        ({"governor": "99", "object": "x", "config": "sideways"}, (1, 4, "default")),
    ],
)
def test_what_is_stated_comes_first(values: dict[str, str], expected: Relation) -> None:
    """Stated values stand over derived ones; an id that the sentence has not and an unknown config say nothing."""
    document = treebank(INSIDE, SLEPT)
    anchor = document.anchor_of([5])
    annotation = Annotation(id=1, document=1, layer="lexical", anchor=anchor, values=values)
    found = stated(document, annotation)
    assert found is not None
    first = document.sentences.rows(1).start
    assert Relation(*(r - first if r is not None else None for r in found[:2]), found.config) == expected


@pytest.mark.parametrize("ids", [None, ["0", "1", "2", "3", "4"]], ids=["no ids", "from 0"])
def test_ids_that_files_lack(ids: list[str] | None) -> None:
    """Without ids, and with ids from 0, words count from 1: "0" is always no word, and the first word can be stated."""
    document = treebank(SLEPT)
    columns = {name: column for name, column in document.tokens.columns.items() if name != "id"}
    document.tokens.columns = columns if ids is None else {**columns, "id": Column.of(ids)}
    assert relation(document, [2]) == (1, 4, "default")
    assert values_of(document, [2], Relation(0, None, "default")) == {"governor": "1", "object": "0"}


def test_the_head_outside() -> None:
    """Of a noun or a verb of several words, the head is the first one outside."""
    document = treebank(SLEPT)
    assert outer_head(document, [3, 4]) == 1
    assert outer_head(document, [1]) is None


CELLS = st.sampled_from(["0", "1", "2", "3", "4", "5", "99", "_", "", "2.1", "x"])
RELATIONS = st.sampled_from(["case", "mark", "advmod", "conj", "conj:and", "cop", "nsubj", "fixed", "acl", "root", "_"])
DEPS = st.sampled_from(["_", "2:conj:and", "2:obl", "0:root", "2.1:obl|3:conj", "|", ":", "3", "x:y:z"])


@given(st.data())
def test_no_tree_is_too_odd(data: st.DataObject) -> None:
    """Circles, lost heads, no root, odd ids: there is always an answer, inside the sentence, and it can be stated."""
    document = treebank(INSIDE, "As/ADV/IN/2/advmod out/ADV/RB/0/root as/ADP/IN/4/case if/ADP/IN/2/obl no/X/X/1/dep")
    size, first = 5, 3

    def column(cells: st.SearchStrategy[str], known: list[str]) -> Column:
        return Column.of([*known, *data.draw(st.lists(cells, min_size=size, max_size=size))])

    document.tokens.columns = {
        **document.tokens.columns,
        "head": column(CELLS, ["2", "0", "2"]),
        "deprel": column(RELATIONS, ["nsubj", "root", "advmod"]),
        "deps": column(DEPS, ["_"] * 3),
        "id": column(st.sampled_from(["1", "2", "3", "4", "5", "2.1", "x", ""]), ["1", "2", "3"]),
    }
    chosen = sorted(data.draw(st.sets(st.integers(first, first + size - 1), min_size=1)))
    found = relation(document, chosen, joined=data.draw(st.sets(st.integers(3, 7))), enhanced=data.draw(st.booleans()))
    outer_head(document, chosen)
    if found is not None:
        assert {found.governor, found.object} <= {None, *range(first, first + size)}
        assert found.config in CONFIGS


@given(st.one_of(st.none(), st.integers(0, 4)), st.one_of(st.none(), st.integers(0, 4)), st.sampled_from(CONFIGS))
def test_stating_and_reading_back(governor: int | None, object_: int | None, config: str) -> None:
    """The values that state a relation give it back, and only what differs from the derived one is stated."""
    document = treebank(SLEPT)
    wanted = Relation(governor, object_, config)
    values = values_of(document, [2], wanted)
    annotation = Annotation(id=1, document=1, layer="lexical", anchor=document.anchor_of([2]), values=values)
    assert stated(document, annotation) == wanted
    assert len(values) == (governor != 1) + (object_ != 4) + (config != "default")
