"""Sentences: where one ends, by stops, abbreviations, brackets, lines and the language's function words.

For a language with learnt breaks these decide inside a line, and the rules are what they know most by.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from construal.annotation.tokens import breaks, mathematics
from construal.annotation.tokens.languages import Language

_MATH = "\ue000"  # private use: stands in for mathematics, a capital letter and a number at once
_CLOSERS = "\"'”’»›）)」』】》〉\\]}*_"
_OPENERS = "\"'“‘«‹„‚（([{¿¡*_「『—–-"
_ENDS = re.compile(
    # Stops that stand before a space; a reference mark such as [3] may follow.
    rf"(?P<stop>[.!?…‽؟۔։።។᙮]+)(?P<closers>(?:[{_CLOSERS}]|\[\d[\d,;– -]*\])*)(?=\s|$)"
    # Stops of scripts that write no spaces, and the danda, which may go without.
    rf"|[。！？｡．।॥።]+[{_CLOSERS}]*"
    # Lines.
    r"|(?P<blank>\n[ \t\f\v\u3000]*\n\s*)"
    r"|(?P<line>\n)"
)
_BULLET = re.compile(r"[ \t]*(?:#{1,6} |[-*+•‣▪–] |\(?(?:\d{1,3}|[A-Za-z])[.)] )")
_HEADING = re.compile(r"[ \t]*#{1,6} ")
_WORD = re.compile(r"[^\s" + re.escape(_OPENERS.replace("-", "")) + r"]*$")
_LONGEST = 80  # characters of a word that are looked at; without a limit a long formula costs its length squared
_SPACE = re.compile(r"\s*")
_NEXT_WORD = re.compile(r"[^\W\d_]+")
_ENUMERATOR = re.compile(r"[\s(]*(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})\Z")
_INITIAL = re.compile(r"(?:[^\W\d_]\.-?)*[^\W\d_]\Z")


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Abbreviations that never end a sentence, for a name or an explanation follows. Lower case, without the dot.
_LEADING = _listed(
    "mr mrs ms mx dr prof st ste gen sen rep gov rev hon capt col cmdr lt sgt maj fr mt messrs mme mlle mmes pres supt "
    "cf e.g eg i.e ie viz vs v.s resp esp approx ca incl hr hrn frl z.b d.h bzw vgl sog dña sra sr sig dott mons "
    "p.ej m mm mlles ing dipl abb"
)
# Abbreviations where a number follows; words of their own otherwise ("no.", "fig.").
_NUMBERED = _listed(
    "no nos nr n p pp fig figs eq eqs eqn ch chap sec sect secs vol vols art ex def rem cor prop props lem thm thms "
    "tab par para l ll fn ref refs app bd kap s."
)
# Abbreviations that spaCy's English rules leave out, and that travel between languages.
_COMMON = _listed(
    "etc et.al al ed eds trans dept univ assn bros corp inc ltd co jr sr ave blvd rd sq ft est jan feb mar apr jun jul "
    "aug sep sept oct nov dec mon tue tues wed thu thur thurs fri a.m p.m am pm u.s u.s.a u.k e.u u.n b.c a.d ph.d m.d "
    "b.a m.a b.sc m.sc d.c n.b p.s w.r.t w.l.o.g i.i.d s.t a.s a.e r.v op cit ibid loc max min avg"
)
# Those of them that no learnt weight may overrule.
_TITLE = re.compile(
    r"(?<![\w.])(?:(?:[Mm](?:rs?|s)|[Dd]r|Prof|Gen|Sen|Rep|Gov|Rev|Capt|Sgt|e\.g|i\.e|vs|viz|cf)\.)\s+\Z"
)
# Words that look like an abbreviation of the lists above, but are words when a sentence ends with them.
_WORDS_TOO = _listed("am pm mar sat sun may mon wed no max min ill miss mass wash ore del id me ok art")
_WRITE_ORDINALS = _listed("de da nb nn fi cs sk hu et sl hr sr lv is pl tr lb fo hsb dsb eu lt mk")  # "3. Oktober"


def spans(text: str, language: Language, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The sentences of `text[start:end]` as code-point ranges without outer white space, in order.

    A sentence never ends inside mathematics and always at a blank line, at a bullet or a heading. A single line break
    is white space where a wrapped line could not have held the next word, and an end where it could.
    """
    end = len(text) if end is None else end
    part = text[start:end]
    stretches = mathematics.segments(part)
    shown = _veiled(part, stretches)
    found: list[tuple[int, int]] = []
    last = 0
    for cut in _chosen(shown, language):
        _keep(part, last, cut, start, found)
        last = cut
    _keep(part, last, len(part), start, found)
    return found


def gaps(text: str, language: Language) -> Iterator[tuple[list[int], breaks.Rows]]:
    """Where a sentence may start inside a line of a text, and the features of each place: what breaks are learnt from.

    Where the rules end a sentence is one of the features.
    """
    shown = _veiled(text, mathematics.segments(text))
    return breaks.gaps(shown, _starts(shown, [cut for cut, _ in _cuts(shown, language)]))


def _chosen(shown: str, language: Language) -> list[int]:
    """The ends of sentences: by rule, or where the language has learnt breaks, those that are sure and those."""
    cuts = list(_cuts(shown, language))
    if language.breaks is None:
        return [cut for cut, _ in cuts]
    learnt = language.breaks.places(shown, _starts(shown, [cut for cut, _ in cuts]))
    ends = (place for place in learnt if not _TITLE.search(shown, max(0, place - 10), place))
    return sorted({*(cut for cut, sure in cuts if sure), *ends})


def _starts(shown: str, cuts: list[int]) -> frozenset[int]:
    """Where the next word stands after each cut."""
    matches = (_SPACE.match(shown, cut) for cut in cuts)
    return frozenset(match.end() for match in matches if match is not None)


def _keep(part: str, first: int, last: int, offset: int, found: list[tuple[int, int]]) -> None:
    stretch = part[first:last]
    inner = stretch.strip()
    if inner:
        begin = first + len(stretch) - len(stretch.lstrip())
        found.append((offset + begin, offset + begin + len(inner)))


def _veiled(part: str, stretches: list[tuple[int, int]]) -> str:
    """The part with its mathematics veiled, but for a stop that ends a formula and with it the sentence."""
    veiled = mathematics.masked(part, stretches, _MATH)
    for start, end in stretches:
        inner = part[start:end].rstrip("$@)]\\ \n")
        if inner.endswith(".") and not inner.endswith(".."):
            veiled = veiled[: end - 1] + "." + veiled[end:]
    return veiled


def _cuts(shown: str, language: Language) -> Iterator[tuple[int, bool]]:
    """Where the rules end a sentence, and whether that is sure: at lines, and after the stops of other scripts."""
    begin = 0
    width = _widths(shown)
    for match in _ENDS.finditer(shown):
        place = match.end()
        if match["blank"] is not None:
            ends = True
        elif match["line"] is not None:
            ends = _line_ends(shown, match.start(), width)
        elif match["stop"] is not None:
            ends = _stop_ends(shown, begin, match, language)
        else:
            ends = True
        if ends:
            space = _SPACE.match(shown, place)
            assert space is not None
            sure = match["stop"] is None or "\n" in space[0] or space.end() == len(shown)
            yield place, sure or _starts_over(shown, match, space.end(), language)
            begin = place


def _starts_over(shown: str, match: re.Match[str], at: int, language: Language) -> bool:
    """Whether after a quotation a function word with a capital shows that nobody goes on to say who spoke."""
    word = _NEXT_WORD.match(shown, at)
    return (
        word is not None
        and any(closer in '"”’»' for closer in match["closers"])
        and word[0][0].isupper()
        and len(word[0]) > 1
        and word[0].lower() in language.function_words
    )


def _widths(shown: str) -> list[tuple[int, int]]:
    """The end of each block of lines and the length of its longest line, in order."""
    widths: list[tuple[int, int]] = []
    if "\n" not in shown:
        return widths
    position = 0
    longest = 0
    for line in shown.split("\n"):
        position += len(line) + 1
        if line.strip():
            longest = max(longest, len(line.rstrip()))
        elif longest:
            widths.append((position, longest))
            longest = 0
    widths.append((position, longest))
    widths.reverse()
    return widths


def _line_ends(shown: str, at: int, widths: list[tuple[int, int]]) -> bool:
    """Whether the line break at `at` ends a sentence that no stop has ended."""
    following = shown[at + 1 : at + 200].partition("\n")[0]
    if _BULLET.match(following):
        return True
    line_start = shown.rfind("\n", 0, at) + 1
    if _HEADING.match(shown, line_start, at):
        return True
    first = following.lstrip()[:1]
    if not first or first.islower() or first == _MATH:
        return False
    while len(widths) > 1 and widths[-1][0] <= at:
        widths.pop()
    longest = widths[-1][1]
    word = len(following.split(maxsplit=1)[0])
    # No wrapping program breaks a line that the next word still fits in; no line of prose is wrapped beyond 120.
    return longest > 120 or at - line_start + 1 + word < longest


def _stop_ends(shown: str, begin: int, match: re.Match[str], language: Language) -> bool:
    at, stop = match.start(), match["stop"]
    following = shown[match.end() : match.end() + 60].lstrip()
    bare = following.lstrip(_OPENERS)
    if not following:
        return True
    if following[0] in ".?!":  # dots set apart
        return False
    lower = bare[:1].islower()
    if stop[0] not in "." or len(stop) > 1:
        # ! ? … and runs: a quotation or an afterthought goes on in lower case.
        return not (lower and (match["closers"] or "…" in stop or ".." in stop))
    before = shown[begin:at]
    if _ENUMERATOR.match(before):
        return False
    if match["closers"] and not match["closers"].startswith("["):
        return not lower
    if lower and not _starts_small(before, bare, language):
        return False
    return not _is_abbreviated(before, following, bare, language)


def _starts_small(before: str, bare: str, language: Language) -> bool:
    """Whether a sentence starts in lower case, as in messages: a plain word before the dot, a function word after."""
    word, starts = _WORD.search(before[-_LONGEST:]), _NEXT_WORD.match(bare)
    return (
        word is not None
        and len(word[0]) > 3
        and word[0].isalpha()
        and starts is not None
        and starts[0] in language.function_words
    )


def _is_abbreviated(before: str, following: str, bare: str, language: Language) -> bool:
    """Whether the dot after `before` belongs to an abbreviation, initial or ordinal that the sentence goes on after."""
    found = _WORD.search(before[-_LONGEST:])
    word = found[0] if found else ""
    if not word:
        return False
    small = word.lower()
    first = bare[:1]
    counts = first.isdigit() or first == _MATH or following[:1] in "([§#"
    if small in _NUMBERED and counts:
        return True
    starts = _NEXT_WORD.match(bare)
    opener = (
        starts is not None
        and starts[0].lower() in language.function_words
        and not (len(starts[0]) == 1 and bare[1:2] == ".")
    )
    if small in _LEADING and word not in ("M", "I") and (small not in _WORDS_TOO or word[0].isupper()):
        return True
    if word.isdigit():
        return language.code in _WRITE_ORDINALS and len(word) <= 2 and not opener
    if _INITIAL.match(word):
        return first != _MATH and not opener
    listed = word in language.abbreviations or small in language.abbreviations or small in _COMMON
    if not listed or (small in _WORDS_TOO and word.islower() and not counts):
        return False
    return not opener
