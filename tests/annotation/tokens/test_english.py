"""English words as Universal Dependencies writes them."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from construal.annotation.tokens import english
from construal.annotation.tokens.tokens import cut


def words(text: str) -> list[str]:
    """The words of a text."""
    found = cut(text, "en").tokens
    return [text[s:e] for s, e in zip(found.start.tolist(), found.end.tolist(), strict=True)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("the well-kept garden", "the|well|-|kept|garden"),
        ("a non-stop e-mail from mid-2004", "a|non-stop|e-mail|from|mid-2004"),
        ("Pre-sale E-mail", "Pre-sale|E-mail"),
        ("an elf-ish hat", "an|elf-ish|hat"),
        ("a 30-page book", "a|30|-|page|book"),
        ("read pages 10-12 then", "read|pages|10|-|12|then"),
        ("ring 555-0142 or 1-800-555-0142 now", "ring|555-0142|or|1-800-555-0142|now"),
        ("from 1911-1912 on", "from|1911|-|1912|on"),
        ("it broke -sadly- twice", "it|broke|-|sadly|-|twice"),
        ("she left--at once", "she|left|--|at|once"),
    ],
)
def test_hyphens(text: str, wanted: str) -> None:
    """A hyphen is a token but after a prefix, before a suffix and inside a telephone number."""
    assert words(text) == wanted.split("|")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("tea and/or milk", "tea|and|/|or|milk"),
        ("half is 1/2 of it", "half|is|1|/|2|of|it"),
        ("due 9/14 or 11/02/1999 at most", "due|9/14|or|11/02/1999|at|most"),
        ("bread w/o salt", "bread|w/o|salt"),
        ("his/her coat", "his|/|her|coat"),
    ],
)
def test_slashes(text: str, wanted: str) -> None:
    """A slash is a token but in a date and a few abbreviations."""
    assert words(text) == wanted.split("|")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("at 7:30pm we ate", "at|7:30|pm|we|ate"),
        ("he ran 10km and paid 20k for it", "he|ran|10|km|and|paid|20|k|for|it"),
        ("a 35mm lens", "a|35|mm|lens"),
        ("the 20th and the 1980s", "the|20th|and|the|1980s"),
        ("the 90's and '68 were odd", "the|90's|and|'68|were|odd"),
        ("a 50% cut of $30 here", "a|50|%|cut|of|$|30|here"),
    ],
)
def test_numbers(text: str, wanted: str) -> None:
    """Units leave their number; ordinals and decades stay whole."""
    assert words(text) == wanted.split("|")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("I can't and we cannot go", "I|ca|n't|and|we|can|not|go"),
        ("He DIDN'T say", "He|DID|N'T|say"),
        ("they dont and wouldnt ask", "they|do|nt|and|would|nt|ask"),
        ("it’s odd, don’t you think", "it|’s|odd|,|do|n’t|you|think"),
        ("the baker's and Ann`s oven", "the|baker|'s|and|Ann|`s|oven"),
        ("I'm gonna wanna see", "I|'m|gon|na|wan|na|see"),
        ("lets see", "let|s|see"),
        ("its a shame that its roof fell", "it|s|a|shame|that|its|roof|fell"),
        ("the wed guests know my id well", "the|wed|guests|know|my|id|well"),
    ],
)
def test_clitics(text: str, wanted: str) -> None:
    """Negation, possession and short verbs are words, with any apostrophe or none."""
    assert words(text) == wanted.split("|")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("What?! No!!!", "What|?!|No|!!!"),
        ("well...yes", "well|...|yes"),
        ("***news*** ahead =====", "***|news|***|ahead|====="),
        ("<<plan.doc>> came", "<<|plan.doc|>>|came"),
        ("fine :) and sad :-(", "fine|:)|and|sad|:-("),
        ("the key(s) you lost", "the|key|(|s|)|you|lost"),
        ("one,two;three", "one|,|two|;|three"),
    ],
)
def test_marks(text: str, wanted: str) -> None:
    """A run of marks is one token, a face too; a mark between words cuts them."""
    assert words(text) == wanted.split("|")


@pytest.mark.parametrize(
    "text",
    [
        "http://www.a-b.example.org/c-d/e.html",
        "ann.lee-jones@example.org",
        "bob@SALES",
        "minutes-3-04.doc",
    ],
)
def test_addresses_are_whole(text: str) -> None:
    """Addresses and file names are one token, hyphens and slashes included."""
    assert words(f"see {text} there") == ["see", text, "there"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("We met Dr. Lee vs. the Lt. there.", "We|met|Dr.|Lee|vs.|the|Lt.|there|."),
        ("Pens, ink, etc. are here.", "Pens|,|ink|,|etc.|are|here|."),
        ("Pens, ink, etc.", "Pens|,|ink|,|etc|."),
        ("He came at 5 p.m.", "He|came|at|5|p.m|."),
        ("See No. 5 for it.", "See|No.|5|for|it|."),
        ("The answer is No.", "The|answer|is|No|."),
    ],
)
def test_abbreviations(text: str, wanted: str) -> None:
    """An abbreviation keeps its dot inside a sentence; at its end the dot is a token."""
    assert words(text) == wanted.split("|")


def test_pieces() -> None:
    """Joined stretches and cuts are told by position, the last dot by the end of its sentence."""
    text = "No. 4, etc. (its not so etc.)"

    assert english.pieces(text, [len(text)]) == ([(0, 3)], [text.index("s not"), len(text) - 2])


@given(st.text(alphabet="aB1-–/.:,;!?'’`()<>=*_@#$&+~ \n\"", max_size=40))
@example("$1 1$")
def test_nothing_is_lost(text: str) -> None:
    """Whatever the marks, the words hold every visible character once and in order; a formula may hold spaces."""
    assert "".join("".join(words(text)).split()) == "".join(text.split())


@pytest.mark.parametrize("part", ["a-", "a.b", "=", "1/", "x'", "a?b"])
def test_an_endless_word(part: str) -> None:
    """A word longer than any rule is meant for is cut as spaCy does, without loss."""
    text = part * 2_000

    assert "".join(words(text)) == text
