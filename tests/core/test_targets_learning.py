"""What decisions teach: entries that make the rules err less, and nothing else."""

from collections.abc import Sequence

from made import made_document

from construal.annotation.anchor import span
from construal.annotation.annotation import Annotation
from construal.annotation.columns import Column, ints
from construal.annotation.document import Document, Sentences, Tokens
from construal.annotation.layer import LEXICAL
from construal.annotation.snacs.target_entry import extended
from construal.annotation.snacs.targets import lists_for, targets
from construal.core.targets.learning import Lesson, Taught, lessons, taught


def plain(*sentences: str, language: str = "hi", lemmas: str = "") -> Document:
    document = made_document([s.split() for s in sentences], columns=False)
    document.language = language
    if lemmas:
        document.tokens.columns = {"lemma": Column.of(lemmas.split())}
    return document


def decisions(document: Document, *spans: tuple[int, int], **values: object) -> list[Annotation]:
    """A decision with these values on each span of the text."""
    chosen = values or {"role": "Locus", "function": "Locus", "lexcat": "P"}
    return [
        Annotation(id=n, document=document.id, layer=LEXICAL, anchor=span(s), values=chosen, source="made")  # type: ignore[arg-type]
        for n, s in enumerate(spans, 1)
    ]


def every(document: Document, word: str) -> list[tuple[int, int]]:
    """The spans of a piece of text wherever it stands."""
    found, at = [], document.text.find(word)
    while at >= 0:
        found.append((at, at + len(word)))
        at = document.text.find(word, at + 1)
    return found


def learned(
    document: Document, decided: Sequence[Annotation], *, is_complete: bool = True, least: int = 2
) -> list[Lesson]:
    return lessons([taught(document, decided, is_complete=is_complete)], lists_for(document.language), least=least)


def test_words_of_a_language_without_a_list() -> None:
    """What is always a target is learned, with how often it was seen; applied, the rules find it everywhere."""
    document = plain("घर में वह", "दिन में", "घर दिन")

    (lesson,) = learned(document, decisions(document, *every(document, "में")))

    assert (lesson.entry.words, lesson.entry.verdict, lesson.entry.lexcat) == ("में", "target", "P")
    assert (lesson.targets, lesson.occurrences, lesson.mended) == (2, 2, 2)
    lists = extended(lists_for("hi"), [lesson.entry])
    assert [len(targets(document, s, lists)) for s in range(3)] == [1, 1, 0]


def test_a_word_that_is_mostly_no_target_is_not_learned() -> None:
    """Where an entry would be wrong as often as right, there is none."""
    document = plain("पर पर पर पर")

    assert learned(document, decisions(document, *every(document, "पर")[:2])) == []


def test_words_nobody_looked_at_teach_nothing() -> None:
    """In a document that is not decided throughout, only decided words count, refusals among them."""
    document = plain("पर घर पर वह पर दिन पर")
    spans = every(document, "पर")
    two = decisions(document, *spans[:2])
    refused = [Annotation(id=9, document=document.id, layer=LEXICAL, anchor=span(spans[2]), values={"target": False})]

    assert [lesson.occurrences for lesson in learned(document, two, is_complete=False)] == [2]
    assert learned(document, [*two, *refused], is_complete=False) == []
    assert [lesson.occurrences for lesson in learned(document, [*two, *refused], is_complete=False, least=1)] == [3]


def test_several_words_around_another() -> None:
    """A multiword target is learned as a whole, one word inside it left open."""
    document = plain("在 桌 上 书", "在 墙 上", language="zh")
    tokens = document.tokens
    strong = [
        Annotation(
            id=n, document=document.id, layer=LEXICAL, anchor=document.anchor_of([row, row + 2]), source="made",
            values={"strength": "strong", "role": "Locus", "function": "Locus", "lexcat": "PP"},
        )
        for n, row in enumerate((0, 4), 1)
    ]  # fmt: skip

    assert len(tokens) == 7
    assert [(x.entry.words, x.entry.lexcat) for x in learned(document, strong)] == [("在 * 上", "PP")]


def test_what_the_rules_find_wrongly_is_blocked() -> None:
    """Words that the shipped lists take for targets, and the project never does, become blockers."""
    document = plain("We sat in peace", "They ate in peace", language="en")

    assert [
        (x.entry.words, x.entry.verdict) for x in learned(document, decisions(document, (0, 2), supersense="n.ACT"))
    ] == [("in", "never")]


def test_what_the_rules_know_is_not_learned_again() -> None:
    """Where the rules are right already, decisions teach nothing."""
    document = plain("We sat with hens", "They ate with hens", language="en")

    assert learned(document, decisions(document, *every(document, "with"))) == []


def test_a_form_before_its_lemma() -> None:
    """Of a lemma and its one form the form is learned; with several forms that all are targets, the lemma."""
    one = plain("उसे वह उसे वह", lemmas="वह वह वह वह")
    assert [x.entry.words for x in learned(one, decisions(one, *every(one, "उसे")))] == ["उसे"]

    several = plain("की का की के", lemmas="का का का का")
    found = learned(several, decisions(several, *every(several, "की"), *every(several, "का"), *every(several, "के")))
    assert [x.entry.words for x in found] == ["का"]


def test_the_end_of_a_word() -> None:
    """Targets inside words are learned as endings, and then found on exactly their letters."""
    document = plain("વર્ષનો ઘરનો દિવસ", "માણસનો", language="gu")

    (lesson,) = learned(document, decisions(document, *every(document, "નો")))

    assert lesson.entry.words == "-નો"
    lists = extended(lists_for("gu"), [lesson.entry])
    assert [t.anchor(document).text(document.text) for t in targets(document, 0, lists)] == ["નો", "નો"]


def test_empty_nodes() -> None:
    """Targets on empty nodes are learned by the node's form, and found on nodes again."""
    text = "집에 차에"
    columns = {"form": Column.of(["집에", "에", "차에", "에"])}
    tokens = Tokens(ints([0, 2, 3, 5]), ints([2, 2, 5, 5]), columns)
    document = Document(1, "k", text, tokens, Sentences(ints([0, 4]), ints([0]), ints([5]), Column.of(["1"])), "ko")
    stated = [
        Annotation(id=row, document=1, layer=LEXICAL, anchor=document.anchor_of([row]), source="made",
                   values={"strength": "single", "role": "Goal", "function": "Locus", "lexcat": "P"})
        for row in (1, 3)
    ]  # fmt: skip

    (lesson,) = learned(document, stated)

    assert (lesson.entry.words, lesson.occurrences) == ("에", 2)
    assert [t.rows for t in targets(document, 0, extended(lists_for("ko"), [lesson.entry]))] == [(1,), (3,)]


def test_a_target_that_cuts_its_first_word_teaches_nothing() -> None:
    """An ending with the word after it fits no entry, and its words are not learned as if they were whole."""
    document = plain("બાગની પાસે", "બાગની પાસે", language="gu")

    assert learned(document, decisions(document, *every(document, "ની પાસે"))) == []


def test_nothing_decided_teaches_nothing() -> None:
    """An empty corpus, and a document without decisions, give no entry."""
    assert lessons([], lists_for("hi")) == []
    assert lessons([Taught(plain("घर में"), [])], lists_for("hi")) == []
