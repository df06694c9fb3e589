"""Entries of a project's own target lists, and what they do to the rules."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import made_document

from construal.annotation.columns import Column
from construal.annotation.document import Document
from construal.annotation.errors import SchemeError
from construal.annotation.snacs.target_entry import TargetEntry, entry, extended, spelled
from construal.annotation.snacs.target_lists import TargetLists
from construal.annotation.snacs.targets import lists_for, shortfall, targets


def tagged(words: str, tags: str = "", *, language: str) -> Document:
    """One sentence of these words, with parts of speech where they are given."""
    document = made_document([words.split()], columns=False)
    document.language = language
    if tags:
        document.tokens.columns = {"upos": Column.of(tags.split())}
    return document


def found(document: Document, *entries: TargetEntry) -> list[tuple[str, str, str]]:
    """Text, lexcat and rule of each target under the shipped lists and these entries."""
    lists = extended(lists_for(document.language), entries)
    return [(t.anchor(document).text(document.text), t.lexcat, t.rule) for t in targets(document, 0, lists)]


def test_several_words_become_one_target() -> None:
    """An added multiword adposition takes the place of its words' own targets."""
    document = tagged("in light of rain", language="en")
    line = entry("en", "In  light of")

    assert found(document, line) == [("in light of", "P", "T1")]
    assert "project" in targets(document, 0, extended(lists_for("en"), [line]))[0].reason


def test_a_blocker_takes_targets_away() -> None:
    """Words that are never a target are none, whatever the rules say of them."""
    document = tagged("in light rain", "ADP ADJ NOUN", language="en")

    assert found(document) == [("in", "P", "T2")]
    assert found(document, entry("en", "in light", verdict="never")) == []


def test_a_dropped_entry_counts_no_more() -> None:
    """What the shipped lists have and the project drops is taken word by word again; a single word not at all."""
    document = tagged("in front of it", "ADP NOUN ADP PRON", language="en")

    assert found(document) == [("in front of", "P", "T1")]
    assert found(document, entry("en", "in front of", verdict="dropped")) == [("in", "P", "T2"), ("of", "P", "T2")]
    single = [entry("en", "in front of", verdict="dropped"), entry("en", "of", verdict="dropped")]
    assert found(document, *single) == [("in", "P", "T2")]


@pytest.mark.parametrize("tags", ["", "NOUN NOUN VERB"])
def test_hindi_with_and_without_parts_of_speech(tags: str) -> None:
    """A project's word is a target in a language without shipped lists, whatever its part of speech."""
    document = tagged("घर में रहा", tags, language="hi")

    assert found(document) == []
    assert found(document, entry("hi", "में")) == [("में", "P", "T2")]
    assert found(document, entry("zh", "में")) == []


@pytest.mark.parametrize("tags", ["", "P NOUN X NOUN"])
def test_chinese_around_a_phrase(tags: str) -> None:
    """One word may stand inside an entry, as in *zai … shang*."""
    document = tagged("在 桌子 上 书", tags, language="zh")
    lists = extended(lists_for("zh"), [entry("zh", "在 * 上", lexcat="PP")])

    assert [(t.rows, t.lexcat, t.rule) for t in targets(document, 0, lists)] == [((0, 2), "PP", "T1")]


def test_the_end_of_a_word() -> None:
    """An entry with a hyphen before it is the longest listed end of a word, and never the whole word."""
    document = tagged("વર્ષનો નો ઘરમાંનો", language="gu")
    entries = [entry("gu", "-નો"), entry("gu", "-માંનો")]
    lists = extended(lists_for("gu"), entries)

    assert [(t.rows, t.anchor(document).text(document.text)) for t in targets(document, 0, lists)] == [
        ((0,), "નો"), ((2,), "માંનો"),
    ]  # fmt: skip
    assert found(document, *entries, entry("gu", "વર્ષનો", verdict="never")) == [("માંનો", "P", "T2")]


def test_entries_make_a_language_known() -> None:
    """A language whose list the project keeps falls short of nothing but tags."""
    document = tagged("घर में", language="hi")

    assert "no targets are found" in shortfall(document)
    assert "less sure" in shortfall(document, extended(lists_for("hi"), [entry("hi", "में")]))


def test_apostrophes_and_composition_make_no_difference() -> None:
    """An entry typed decomposed or with a curly apostrophe matches the text all the same."""
    assert found(tagged("a\u0300 la carte", language="en"), entry("en", "à la")) == [("a\u0300 la", "P", "T1")]
    assert found(tagged("o’er there", language="en"), entry("en", "o'er")) == [("o’er", "P", "T2")]


@pytest.mark.parametrize(
    ("words", "more", "said"),
    [
        ("", {}, "needs words"),
        ("of", {"verdict": "maybe"}, "maybe"),
        ("a b c d e f g h", {}, "8 words"),
        ("* of", {}, "between two words"),
        ("in * * of", {}, "between two words"),
        ("of", {"lexcat": "PP"}, "one word"),
        ("of", {"lexcat": "p.Locus"}, "p.Locus"),
    ],
)
def test_what_is_no_entry(words: str, more: dict[str, str], said: str) -> None:
    """An entry that could not be used is refused, and the sentence names what is wrong."""
    with pytest.raises(SchemeError, match=said.replace("*", r"\*")):
        entry("en", words, **more)


@given(st.text(max_size=12))
def test_spelling_is_settled(words: str) -> None:
    """Spelling what is spelled changes nothing."""
    assert spelled(spelled(words)) == spelled(words)


def test_other_languages_lists_stay() -> None:
    """Entries of one language leave the lists of another as they are."""
    lists = TargetLists(language="en", single=("of",))

    assert extended(lists, [entry("hi", "में")]) is lists
