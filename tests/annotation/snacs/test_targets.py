"""Targets by rule, with and without parts of speech."""

from __future__ import annotations

from construal.annotation.columns import Column, ints
from construal.annotation.document import Document, Sentences, Tokens
from construal.annotation.formats.conllulex import Conllulex
from construal.annotation.formats.format import ReadOptions
from construal.annotation.snacs.target_lists import FormLists, Learned, TargetLists
from construal.annotation.snacs.targets import lists_for, shortfall, targets

UD = ("id", "lemma", "upos", "xpos", "feats", "head", "deprel")


def document(*rows: str, language: str = "en") -> Document:
    """One sentence; a row is `form lemma upos xpos head deprel`, head numbers as in CoNLL-U, `id=` where it differs."""
    text, start, end = "", [], []
    cells: dict[str, list[str]] = {name: [] for name in UD}
    for number, row in enumerate(rows, 1):
        form, lemma, upos, xpos, head, deprel, *more = row.split()
        given = dict(pair.split("=", 1) for pair in more)
        start.append(len(text))
        text += "" if "." in given.get("id", "") else form
        end.append(len(text))
        text += " "
        values = (given.get("id", str(number)), lemma, upos, xpos, given.get("feats", "_"), head, deprel)
        for name, value in zip(UD, values, strict=True):
            cells[name].append(value)
    columns = {name: Column.of(values) for name, values in cells.items()}
    sentences = Sentences(ints([0, len(rows)]), ints([0]), ints([len(text)]), Column.of(["1"]))
    return Document(1, "test", text, Tokens(ints(start), ints(end), columns), sentences, language=language)


def plain(text: str, language: str = "en") -> Document:
    """One sentence of words parted by spaces, without any UD column."""
    start, end, at = [], [], 0
    for word in text.split():
        at = text.index(word, at)
        start.append(at)
        end.append(at + len(word))
        at += len(word)
    sentences = Sentences(ints([0, len(start)]), ints([0]), ints([len(text)]), Column.of(["1"]))
    return Document(1, "test", text, Tokens(ints(start), ints(end), {}), sentences, language=language)


def found(doc: Document, lists: TargetLists | None = None) -> list[tuple[str, str, str]]:
    """The words, lexcat and rule of each target."""
    return [
        (" ".join(doc.token(row).form for row in target.rows), target.lexcat, target.rule)
        for target in targets(doc, 0, lists)
    ]


def test_prepositions_subordinators_and_adverbs() -> None:
    """T2, T3, T4: a listed adposition counts as ADP, SCONJ or ADV; a particle and a mere subordinator do not."""
    doc = document(
        "After after SCONJ IN 3 mark",
        "we we PRON PRP 3 nsubj",
        "ate eat VERB VBD 5 advcl",
        "I I PRON PRP 5 nsubj",
        "went go VERB VBD 0 root",
        "back back ADV RB 5 advmod",
        "to to ADP IN 8 case",
        "bed bed NOUN NN 5 obl",
        "because because SCONJ IN 12 mark",
        "they they PRON PRP 12 nsubj",
        "were be AUX VBD 12 aux",
        "giving give VERB VBG 5 advcl",
        "up up ADP RP 12 compound:prt",
    )

    assert found(doc) == [("After", "P", "T3"), ("back", "P", "T4"), ("to", "P", "T2")]


def test_possessives() -> None:
    """T5: possessive pronouns and the clitic, by tag."""
    doc = document(
        "My my PRON PRP$ 2 nmod:poss", "sister sister NOUN NN 4 nmod:poss", "'s 's PART POS 2 case",
        "hens hen NOUN NNS 0 root",
    )  # fmt: skip

    assert found(doc) == [("My", "PRON.POSS", "T5"), ("'s", "POSS", "T5")]


def test_possessives_without_the_languages_own_tags() -> None:
    """T5 without XPOS: the features and the relation say who possesses."""
    doc = document(
        "Mi mi DET _ 2 det feats=Poss=Yes|PronType=Prs", "casa casa NOUN _ 0 root", language="es"
    )  # fmt: skip

    assert found(doc) == [("Mi", "PRON.POSS", "T5")]


def test_a_multiword_adposition_that_ends_the_sentence() -> None:
    """T1 tries windows up to the very last word."""
    doc = document("Not not PART RB 0 root", "at at ADP IN 3 case", "all all DET DT 1 obl")

    assert found(doc) == [("at all", "PP", "T1")]


def test_the_longest_expression_wins() -> None:
    """T1: *in front of* is one target, not two."""
    doc = document(
        "in in ADP IN 2 case", "front front NOUN NN 0 root", "of of ADP IN 5 case", "the the DET DT 5 det",
        "mill mill NOUN NN 2 nmod",
    )  # fmt: skip

    assert found(doc) == [("in front of", "P", "T1")]


def test_a_known_expression_blocks_its_words() -> None:
    """T1: the *of* of *of course* is no target."""
    doc = document(
        "Of of ADP IN 2 case", "course course NOUN NN 0 root", "on on ADP IN 4 case", "Sunday Sunday PROPN NNP 2 obl"
    )  # fmt: skip

    assert found(doc) == [("on", "P", "T2")]


def test_an_expression_with_to_needs_the_right_to() -> None:
    """T1: *have to* blocks the infinitive marker only, not *have, to my surprise*."""
    lists = TargetLists(language="en", single=("to",), blockers=("have to",), forms=FormLists(infinitive=("to",)))
    doc = document(
        "have have VERB VB 0 root", "to to ADP IN 4 case", "my my PRON PRP$ 4 nmod:poss", "joy joy NOUN NN 1 obl"
    )  # fmt: skip

    assert found(doc, lists) == [("to", "P", "T2"), ("my", "PRON.POSS", "T5")]


def test_a_word_may_stand_inside_an_expression() -> None:
    """T1: `*` in a list stands for any one word, which stays free to be a target itself."""
    lists = TargetLists(language="en", single=("on",), prepositions={"on * own": "PP"})
    doc = document("on on ADP IN 3 case", "their their PRON PRP$ 3 nmod:poss", "own own ADJ JJ 0 root")

    assert found(doc, lists) == [("on own", "PP", "T1"), ("their", "PRON.POSS", "T5")]


def infinitive(*before: str, relation: str, head: int) -> Document:
    """A sentence whose words `before` are followed by *to rest* in this relation."""
    number = len(before) + 2
    return document(*before, f"to to PART TO {number} mark", f"rest rest VERB VB {head} {relation}")


def test_an_adverbial_infinitive() -> None:
    """T6: a purpose clause counts, an object clause does not."""
    went = ("We we PRON PRP 2 nsubj", "went go VERB VBD 0 root")
    hope = ("We we PRON PRP 2 nsubj", "hope hope VERB VBP 0 root")

    assert found(infinitive(*went, relation="advcl", head=2)) == [("to", "INF.P", "T6")]
    assert found(infinitive(*hope, relation="xcomp", head=2)) == []


def test_enough_elsewhere_in_the_sentence_makes_no_target() -> None:
    """T6: a degree word counts only on the matrix word, before the infinitive; the same sentence without it agrees."""
    hope = ("We we PRON PRP 2 nsubj", "hope hope VERB VBP 0 root")
    behind = ("to to PART TO 4 mark", "rest rest VERB VB 2 xcomp", "enough enough ADV RB 4 advmod")

    assert found(document(*hope, *behind[:2])) == found(document(*hope, *behind)) == []


def test_an_infinitive_after_an_adjective_needs_a_degree_word_of_its_own() -> None:
    """T6: *too old to rest* counts; *glad to rest* does not, whatever *enough* modifies elsewhere."""
    too = ("is be AUX VBZ 3 cop", "too too ADV RB 3 advmod", "old old ADJ JJ 0 root")
    glad = (
        "enough enough ADJ JJ 2 amod", "men man NOUN NNS 4 nsubj", "are be AUX VBP 4 cop", "glad glad ADJ JJ 0 root"
    )  # fmt: skip

    assert found(infinitive(*too, relation="advcl", head=3)) == [("to", "INF.P", "T6")]
    assert found(infinitive(*glad, relation="advcl", head=4)) == []


def test_for_with_an_infinitive() -> None:
    """T6 and T7: *wait for us to come* has its target in *for*, *took an hour for us to come* in *to*."""

    def sentence(verb: str) -> Document:
        return document(
            f"{verb} {verb} VERB VB 0 root", "for for SCONJ IN 5 mark", "us we PRON PRP 5 nsubj",
            "to to PART TO 5 mark", "come come VERB VB 1 advcl",
        )  # fmt: skip

    assert found(sentence("wait")) == [("for", "P", "T7")]
    assert found(sentence("take")) == [("to", "INF.P", "T6")]


def test_rows_that_are_no_words_shift_no_head() -> None:
    """An empty node before the verb (and numbers that start elsewhere) leaves the heads where the file puts them."""
    doc = document(
        "We we PRON PRP 2 nsubj id=1", "went go VERB VBD 0 root id=2", "x x VERB VB _ _ id=2.1",
        "to to PART TO 4 mark id=3", "rest rest VERB VB 2 advcl id=4",
    )  # fmt: skip

    (target,) = targets(doc, 0)

    assert (target.rows, target.rule) == ((3,), "T6")


CONTRACTED = """\
# sent_id = made-1
# text = We didn't go to rest.
1\tWe\twe\tPRON\tPRP\t_\t4\tnsubj\t_\t_
2-3\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_
2\tdid\tdo\tAUX\tVBD\t_\t4\taux\t_\t_
3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_
4\tgo\tgo\tVERB\tVB\t_\t0\troot\t_\t_
5\tto\tto\tPART\tTO\t_\t6\tmark\t_\t_
6\trest\trest\tVERB\tVB\t_\t4\tadvcl\t_\tSpaceAfter=No
7\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_
"""


def test_rows_of_surface_words_shift_no_head() -> None:
    """A `2-3` row in the file, which the reference takes for a word, moves neither the head nor the target."""
    lines = (line if line.startswith("#") or not line else line + "\t_" * 9 for line in CONTRACTED.split("\n"))
    data = "\n".join([*lines, ""]).encode()
    doc = Conllulex().read(data, "made.conllulex", ReadOptions()).documents[0]

    assert found(doc) == [("to", "INF.P", "T6")]


def test_an_unlisted_language_with_parts_of_speech() -> None:
    """Where the language has no list every adposition counts, and that is said."""
    doc = document("talon talo NOUN _ 0 root", "takana takana ADP _ 1 case", language="fi")

    assert found(doc) == [("takana", "P", "T2")]
    assert "‘fi’" in shortfall(doc)


def test_an_unlisted_language_without_parts_of_speech() -> None:
    """Where there is neither list nor tag nothing is found, and the way out is told."""
    doc = plain("talon takana", "fi")

    assert found(doc) == []
    assert "CoNLL-U" in shortfall(doc)


def test_forms_prepositions() -> None:
    """Without tags, forms decide; an ambiguous one only where a noun phrase follows."""
    assert found(plain("She walked down the lane with a friend of mine .")) == [
        ("down", "P", "T2"), ("with", "P", "T2"), ("of", "P", "T2"),
    ]  # fmt: skip
    assert found(plain("Please sit down now .")) == []
    assert found(plain("They like it as if he had been there")) == []


def test_forms_to() -> None:
    """Without tags, *to* counts before a nominal, in *in order to*, and after a degree word; not before a verb."""
    assert found(plain("I want to leave")) == []
    assert found(plain("We walked to the mill")) == [("to", "P", "T2")]
    assert found(plain("We stopped in order to rest")) == [("in order to", "PP", "T1")]
    assert found(plain("It is too hot to eat")) == [("to", "INF.P", "T6")]
    assert found(plain("It is good enough to eat")) == [("to", "INF.P", "T6")]


def test_forms_possessives() -> None:
    """Without tags, *her* counts before a noun, and *'s* where it cannot be a verb."""
    assert found(plain("I saw her yesterday")) == []
    assert found(plain("I fed her hens")) == [("her", "PRON.POSS", "T5")]
    assert found(plain("my sister 's hens and it 's raining")) == [("my", "PRON.POSS", "T5"), ("'s", "POSS", "T5")]
    assert found(plain("the hens ’ eggs")) == [("’", "POSS", "T5")]


def test_the_shipped_lists_hold_together() -> None:
    """The shipped English lists are lower case, and an expression has two words or more."""
    lists = lists_for("en-GB")

    assert lists.language == "en"
    assert len(lists.single) > 90
    assert all(word == word.lower() for word in (*lists.single, *lists.prepositions, *lists.blockers))
    assert all(len(words.split()) > 1 for words in (*lists.prepositions, *lists.blockers))
    assert set(lists.prepositions.values()) <= {"P", "PP"}
    assert not set(lists.prepositions) & set(lists.blockers)


def test_a_corpus_corrects_the_lists() -> None:
    """What was learned adds to the hand-written lists and wins where the two differ."""
    own = TargetLists(language="en", prepositions={"up to": "P", "but for": "P"}, blockers=("as to",))
    learned = Learned(source="x", prepositions={"as to": "P"}, blockers=("but for",), dropped=("up to",))

    lists = own.with_learned(learned)

    assert lists.prepositions == {"up to": "P", "as to": "P"}
    assert lists.blockers == ("but for",)
    assert lists.expressions.longest([("up",), ("to",)], 0) is None
    assert lists.expressions.longest([("but",), ("for",)], 0) == (2, (0, 1), "", "but for")
