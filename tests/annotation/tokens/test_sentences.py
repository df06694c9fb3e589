"""Where sentences end."""

import pytest

from construal.annotation.tokens import sentences
from construal.annotation.tokens.languages import language


def split(marked: str, code: str = "en") -> tuple[list[str], list[str]]:
    """The sentences found in a text, and those that `|` marks in it."""
    wanted = [part.strip() for part in marked.split("|")]
    text = marked.replace("|", "")
    return [text[s:e] for s, e in sentences.spans(text, language(code))], wanted


@pytest.mark.parametrize(
    "marked",
    [
        "It rains.| We stay.",
        "Dr. Smith met J. R. Miller and Mrs. Jones.| They left at 5 p.m.| The house was empty.",
        "See Fig. 2 and Eq. (3), cf. Sec. 4 of Smith et al. 1999.| In this paper we go on.",
        "The U.S. Army left the U.S.| It was over.",
        "Pi is 3.14, about 3.| We round it.",
        "He paused... and went on.| Then... Nothing happened.".replace("Then... Nothing", "Then...| Nothing"),
        "“Stop!” he said.| “Why?”| Nobody knew.",
        "(It was late.)| She left [3].| He stayed.[4]| They met.",
        "Is it so?| Yes!| Good.",
        "“What?” she asked.| Nothing.",
        "He said no.| Then he left.| See no. 5 for more.",
        "Let x be in C.| We show that C is small.",
        "If $f(x). Then$ is odd, stop.| $X$ is a set.| Let @@a. B@@ be one.| Next.",
        "We have $x = 1.$| Then it ends.",
        "First part\n\n|Second part",
        "# A heading\n|The text goes on here.\n|- one point\n|- another",
        "1. Let x be small.| 2. Let y be large.".replace("| 2.", "|\n2."),
        "i wrote to them yesterday.| they never replied.",
        "The firm, Smith Inc., sold e.g. apples, pears, etc.| It closed.",
        "We loved it!!!| will come back soon.",
        "The food was great :)| We will be back.",
        "He asked Mr. Brown vs. Ms. Green, i.e. Both.",
        "The room was cold.|We left early.",
        "A title without a stop\n|The text below it, which is a good deal longer than the title.",
        "This line was wrapped by a program at some width, so that the next\n"
        "Word stands below though the sentence goes on, and the last line is\nshort.",
    ],
)
def test_english(marked: str) -> None:
    """Abbreviations, initials, numbers, quotes, brackets, mathematics, lists and lines."""
    got, wanted = split(marked)

    assert got == wanted


@pytest.mark.parametrize(
    ("code", "marked"),
    [
        ("de", "Am 3. Oktober kam Hr. Müller z.B. nach Köln.| Die Stadt war leer."),
        ("fr", "M. Dupont est parti.| Il reviendra."),
        ("es", "¿Qué pasa?| ¡Nada!| La Sra. López llegó."),
        ("zh", "我来了。|你好！|“好吗？”|好。"),
        ("ja", "今日は晴れ。|明日は雨。"),
        ("hi", "राम घर गया। |सीता आई।"),
        ("ar", "هل هذا كتاب؟ |نعم."),
        ("hy", "Սա գիրք է։ |Լավ է։"),
        ("am", "ይህ መጽሐፍ ነው። |ጥሩ ነው።"),
    ],
)
def test_other_languages(code: str, marked: str) -> None:
    """Each language's own stops and abbreviations."""
    got, wanted = split(marked, code)

    assert got == wanted


def test_a_part() -> None:
    """With a start and an end only that part is read, and positions are those of the whole text."""
    text = "One. Two. Three."

    assert sentences.spans(text, language("en"), 5, 16) == [(5, 9), (10, 16)]
