"""English words as Universal Dependencies and STREUSLE write them: spaCy's English tokenizer with rules of its own.

Knows the conventions of the English Web Treebank; where a rule came from its training part, the rule says what it saw.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Word parts that keep their hyphen: "non-stop", "e-mail", "mid-2004"; every other hyphen is a token of its own.
_PREFIXES = _listed(
    "a afro agro ante anti arch be bi bio co counter cross cyber de e eco em ex extra fore hyper hypo inter intra "
    "mac macro mega micro mid mini mis mono multi neo non o over pan para peri post pre pro proto pseudo psycho "
    "quasi re semi socio sub super trans tri u ultra un under uni"
)
_SUFFIXES = _listed("ahoy esque fest fold gate ish itis o rama torium wise")
_LONGEST = 256  # characters of a word that these rules are asked about; the longest words of the corpus have 90

# Units that are cut from their number, as "5 pm", "65 k", "35 mm" are; "20th", "1980s" and "83N" stay whole.
_UNITS = (
    "am|pm|AM|PM|a\\.m\\.?|p\\.m\\.?|k|K|m|M|MM|mm|cm|km|kg|g|mg|ml|lbs?|oz|ft|mph|MPH|hrs?|mins?|secs?|yrs?|bn|MB|GB|TB|"
    "KB|kb|mb|gb|mw|MW|kw|kW|KW|MWh|mwh|kWh|Hz|kHz|MHz|GHz|ghz|mhz|usd|USD|c|p"
)
_NUMBER = r"\d[\d,]*(?:[.:]\d+)*"
_MEASURE = re.compile(rf"(?P<number>{_NUMBER})(?:{_UNITS}|(?!(?:[a-z]*st|nd|rd|th|ths)\b)[a-z]{{4,}})(?=[-/.]|$)")

_PHONE = r"(?:\d{3}[/.])?\d{1,3}-\d{4}|\d{5}-\d{4}"  # "345-9945" and a postal code; "1969-1970" is a range
_WHOLE = re.compile(
    "(?:"
    + "|".join(
        (
            _PHONE,
            r"[A-Za-z]\d{1,2}-\d{4}",  # an extension: "x3-9890"
            r"\d+(?:-\d+){2,}",  # telephone numbers and dates
            r"[\w.+%&'=-]+@[\w-]+(?:\.[\w-]+)*",  # addresses, also "name@COMPANY"
            r"[\w#!%.+-]+\.(?i:docx?|xlsx?|pptx?|pdf|txt|csv|html?|jpe?g|gif|png|zip|exe|asp|php|url|mp3|avi|story)",
            r"['’](?:\d\ds?|em|n|til|cause|tis|twas)",
            r"\d{2,4}['’]s",  # decades
            r"(?!c/o|f/b)[A-Za-z]/[A-Za-z]|[wW]/(?:o|out|in)?",  # "I/C", "w/o"
            r"[A-Za-z]+\d+(?:-\d+){2,}",
        )
    )
    + r")\Z"
)
_DATE = re.compile(r"(?P<month>\d{1,2})/(?P<day>\d{1,2})\Z|\d{1,4}/\d{1,2}/\d{1,4}\Z|\d{3}/\d{3}(?:-\d{4})?\Z")
_RUNS = r"\.?[?!][?!]+\.?|\.[?!]+|[?!]+\.(?!\.)|\.\.+|…+\.*|==+|\*\*+|__+|\+{3,}|~~+|\#\#+|<<+|>>+|--+|''|‘’|“”|``"
_RUN = re.compile(_RUNS)  # also of any length: spaCy takes one mark at a time, at the cost of the length squared
_PREFIX = re.compile(rf"(?:<-+|{_RUNS}|-(?=[^\W_])(?!-)|/(?=[A-Za-z])|@(?=\d)|~(?=[\w$]))")
_SUFFIX = re.compile(
    rf"(?:(?<=\.[A-Za-z]\.)[.?!]+|(?<!\.[A-Za-z])(?<!\.)(?:{_RUNS})|-+>|(?<=[A-Za-z])[nN]['’`´][tT]"
    r"|(?<=[A-Za-z])['’`´](?i:s|m|d|ll|re|ve)|(?<=\w)-|(?<=\d)[+#%]|(?<=\b[A-D])\+)\Z"
)
_INFIX = re.compile(
    r"""(?:--+|\.\.+|…|(?<=\w)[?!]+(?=\w)|(?<=[^\W\d_])[;"“”<>](?=[\w$])|(?<=\w)[\[({](?=[\w$])|"""
    r"""(?<=\w)[\])}](?=[\w.])|(?<=[^\W_]),(?=[^\W\d_])|(?<=[^\W\d_]),(?=\w)|(?<=\w)=(?=\w)|(?<=[a-z])\.(?=[A-Z]))"""
    r"""|(?P<hyphen>(?<=[\w.'’%)])[-–—](?=[\w$'"“’]))|(?<=[\w.)])/(?=[\w$(])|(?<=\w)(?=[nN]['’][tT]\b)"""
)
_SLASH = re.compile(r"/\Z")
_LEFT, _RIGHT = re.compile(r"(?<![\w.-])[A-Za-z]+\Z"), re.compile(r"[A-Za-z]+")
_PATH = re.compile(r"[\w-]+(?:\.[\w-]+)+/|/.*/.*/|\\")  # an address without its scheme

# Words written together, cut where the second begins; also capitalised and in capitals.
_NEGATED = _listed("ai are ar ca could did do does had has have is might must need sha should was were wo would")
_PAIRS = (
    "gon|na wan|na got|ta out|ta sort|a can|not gim|me lem|me let|s that|s what|s there|s here|who|s you|re "
    "they|re he|s she|s a|lot c'm|on d'|ye more|'n"
)
_ABBREVIATIONS = _listed(
    "Apr Arrv Assn Attn Aug Ave Blvd Capt Cir Cmdr Co Col Conf Corp Dec Dept Det Dr Esp Est Ext Feb Fig Fri Ft "
    "Gen Gov Hon Hwy Inc Jan Jr Jul Jun La Lt Ltd Maj Mar Messrs Mob Mon Mr Mrs Ms Mt No Nos Nov Oct Para Ph Pres "
    "Prof Rd Rep Reps Rev Sat Sec Sen Sens Sep Sept Sgt Spec Sq Sr St Ste Sun Supt Thu Thur Thurs Tue Tues Univ "
    "Vol Wed al approx apt arrv cf eg esp est et etc ext fig hrs ie incl info lb lbs lv mins misc o.k oz pp pt "
    "sec seq tel viz vol vs yr yrs a.k.a a.m p.m e.g i.e E.g I.e P.S P.O A.M P.M"
)
# Abbreviations that are words too: the dot belongs to them only before a number or a capital in the same sentence.
_WORDS_TOO = _listed("No Sat Sun Mar Mon Wed Mob Para Det La info lv")

# After "its" without an apostrophe these show that "it is" is meant.
_ITS = re.compile(
    r"\b[iI]t(?=[sS] (?:a|an|the|not|also|just|really|very|simply|definitely|greatly|prolly|probably|still|only|in|"
    r"for|from|between|been|getting|going|nothing|like|all|now|called|too|always|never|important|easy|great|good|nice|"
    r"horrible|simple|necessary|cheap|rare|ok|okay|hard|worth|better|called|about|on|at|to|that|because|i|so (?!-))\b)"
)
_NUMBERED = re.compile(r"\b(?:No|Sat|Sun|Mar|Mon|Wed|Para|Vol)\.(?= ?[A-Z\d])")
_FINAL_DOT = re.compile(r"[A-Za-z]\.\Z")


class _Found:
    """A piece of a word as spaCy's tokenizer asks for it."""

    __slots__ = ("_end", "_start")

    def __init__(self, start: int, end: int) -> None:
        self._start, self._end = start, end

    def start(self) -> int:
        """Where it starts."""
        return self._start

    def end(self) -> int:
        """Where it ends."""
        return self._end

    def span(self) -> tuple[int, int]:
        """Both."""
        return self._start, self._end


def adjust(tokenizer: Any) -> None:
    """Give spaCy's English tokenizer the rules of this module; it asks them once per new word."""
    prefix, suffix, infix = tokenizer.prefix_search, tokenizer.suffix_search, tokenizer.infix_finditer

    def first(word: str) -> Any:
        return (_PREFIX if len(word) <= _LONGEST else _RUN).match(word) or prefix(word)

    def last(word: str) -> Any:
        return (_suffix(word) if len(word) <= _LONGEST else None) or suffix(word)

    def inside(word: str) -> list[Any]:
        return list(infix(word) if len(word) > _LONGEST else _infixes(word, infix(word)))

    tokenizer.token_match = _whole
    tokenizer.prefix_search, tokenizer.suffix_search, tokenizer.infix_finditer = first, last, inside
    tokenizer.rules = {**_kept(tokenizer.rules), **dict(_exceptions())}


def _kept(rules: dict[str, Any]) -> dict[str, Any]:
    gone = {"and/or", "):", "id", "Id", "wed", "Wed", "8)", "8D", "8-)", "8-D", ":1", ":3", ":0", "no.", "(:"}
    return {text: rule for text, rule in rules.items() if text not in gone}


def _exceptions() -> Iterator[tuple[str, list[dict[int, str]]]]:
    from spacy.attrs import ORTH

    def pieces(*parts: str) -> tuple[str, list[dict[int, str]]]:
        return "".join(parts), [{ORTH: part} for part in parts]

    for word in _ABBREVIATIONS:
        if word not in _WORDS_TOO:
            yield pieces(word + ".")
    couples = [tuple(pair.split("|")) for pair in _PAIRS.split() if pair.count("|") == 1]
    couples += [(verb, clitic) for verb in _NEGATED for clitic in ("nt", "n't", "n’t", "n`t")]
    for first, second in couples:
        yield pieces(first, second)
        yield pieces(first[0].upper() + first[1:], second)
        if not (first + second).isupper():
            yield pieces(first.upper(), second.upper())
    yield pieces("du", "n", "no")
    yield pieces("Du", "n", "no")


def _whole(word: str) -> object:
    if len(word) > _LONGEST:
        return None
    if _WHOLE.match(word):
        return True
    date = _DATE.match(word)
    if date is None:
        return None
    if date["month"] is None:
        return True
    month, day = int(date["month"]), int(date["day"])
    fraction = len(date["month"]) == len(date["day"]) == 1 and month < day
    return (1 <= month <= 12 and 1 <= day <= 31 and not fraction) or None


def _suffix(word: str) -> re.Match[str] | None:
    found = _SUFFIX.search(word)
    if found is None and word.endswith("/") and len(word) > 1 and word[:-1].isalpha():
        return _SLASH.search(word)
    return found


def _infixes(word: str, usual: Iterable[Any]) -> Iterator[_Found]:
    """Where a word is cut inside, in order: the rules above, then spaCy's own where none of them has a say."""
    if _PATH.search(word):
        return
    found = [_Found(*match.span()) for match in _INFIX.finditer(word) if _cuts(word, match)]
    found += [_Found(m.end("number"), m.end("number")) for m in _MEASURE.finditer(word) if _stands(word, m.start())]
    for match in usual:
        if word[match.start()] not in "-–—/" and match.start() < match.end():
            found.append(_Found(*match.span()))
    last = 0
    for piece in sorted(found, key=_Found.span):
        if piece.start() >= last and piece.start() > 0:
            yield piece
            last = max(piece.end(), last + 1)


def _stands(word: str, at: int) -> bool:
    return at == 0 or not (word[at - 1].isalnum() or word[at - 1] in "._#")


def _cuts(word: str, match: re.Match[str]) -> bool:
    """Whether a mark inside a word cuts it: a hyphen after a prefix or before a suffix does not."""
    if match["hyphen"] != "-":
        return True
    left, right = _LEFT.search(word, 0, match.start()), _RIGHT.match(word, match.end())
    if left is not None and left[0].lower() in _PREFIXES and (len(left[0]) > 1 or left[0] in "eEuU"):
        return False
    return right is None or right[0].lower() not in _SUFFIXES


def pieces(text: str, ends: Iterable[int]) -> tuple[list[tuple[int, int]], list[int]]:
    """What only the text around tells: stretches that are one token, and places where a token is cut.

    `ends` are the ends of the sentences: the dot of a final abbreviation ends the sentence, and is a token.
    """
    joined = [match.span() for match in _NUMBERED.finditer(text)]
    cuts = [match.end() for match in _ITS.finditer(text)]
    for end in ends:
        last = end
        while last > 0 and text[last - 1] in "\"'”’)":
            last -= 1
        if _FINAL_DOT.search(text, max(0, last - 2), last):
            cuts.append(last - 1)
    return joined, sorted(cuts)
