"""Which words of a sentence are targets: expressions that take a scene role and a function, by rules T1 to T7.

With parts of speech the rules decide here, without them `target_forms` does by word lists. Labels are not its matter.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from unicodedata import normalize

from construal.annotation.anchor import Anchor
from construal.annotation.document import Document
from construal.annotation.snacs import target_forms, target_lists
from construal.annotation.snacs.target_lists import AFFIX, BLOCKED, Match, TargetLists

lists_for: Callable[[str], TargetLists] = cache(target_lists.load)


@dataclass(frozen=True, slots=True)
class Target:
    """A target: its token rows in order, its lexcat, the rule that found it ("T1" … "T7") and why, in a few words.

    `part` is the part of the one token that it is, in code points of the document; None for whole tokens.
    """

    rows: tuple[int, ...]
    lexcat: str
    rule: str
    reason: str
    part: tuple[int, int] | None = None

    def anchor(self, document: Document) -> Anchor:
        """The place of the target in its document."""
        return document.anchor_of(list(self.rows)) if self.part is None else Anchor(fragments=(self.part,))


def targets(document: Document, sentence: int, lists: TargetLists | None = None) -> list[Target]:
    """The targets of a sentence, in order; `lists` None for those shipped for the document's language.

    Empty nodes and ends of words are targets only where a project's list says so. Without parts of speech and without
    a list for the language there are none, see `shortfall`.
    """
    lists = lists_for(document.language) if lists is None else lists
    words = Words(document, sentence)
    if document.has_column("upos"):
        found, used = _expressions(words, lists)
        found += _single(words, lists, used)
    else:
        used = set()
        found = [
            Target(words.rows_of(places), lexcat, rule, reason)
            for places, lexcat, rule, reason in target_forms.find(words.spellings, words.cased, lists, used)
        ]
    if lists.endings:
        taken = {row for target in found for row in target.rows}
        found += _endings(
            words, lists, [at for at, row in enumerate(words.rows) if at not in used and row not in taken]
        )
    if lists.own:
        found += _empty_nodes(document, sentence, lists)
    return sorted(found, key=lambda target: target.rows)


def shortfall(document: Document, lists: TargetLists | None = None) -> str:
    """One sentence on what could not be looked for in this document, "" where nothing is amiss."""
    lists = lists_for(document.language) if lists is None else lists
    if document.has_column("upos"):
        if not lists.single and not lists.own:
            return f"There is no list of adpositions for ‘{document.language}’: every ADP counts as a target."
        return ""
    if not lists.forms.always and not lists.own:
        return (
            f"Without parts of speech and a list of adpositions for ‘{document.language}’ no targets are found; "
            "import the text as CoNLL-U, or add a list to the project."
        )
    return "Without parts of speech, targets come from word lists and are less sure."


class Words:
    """The words of one sentence as parallel lists; empty nodes are left out, heads are positions in these lists."""

    def __init__(self, document: Document, sentence: int) -> None:
        self._document = document
        tokens = document.tokens
        rows = document.sentences.rows(sentence)
        self.rows = [row for row in rows if tokens.start[row] != tokens.end[row]]
        self.cased = [document.token(row).form for row in self.rows]
        self.forms = [spelled(form) for form in self.cased]

    def rows_of(self, places: Sequence[int]) -> tuple[int, ...]:
        """The document's token rows at these positions."""
        return tuple(self.rows[place] for place in places)

    def column(self, name: str) -> list[str]:
        """The cells of a UD column, "_" where the document has none."""
        values = self._document.tokens.columns.get(name)
        return ["_"] * len(self.rows) if values is None else [values[row] or "_" for row in self.rows]

    def ending(self, place: int, length: int) -> tuple[int, int] | None:
        """Where the last `length` characters of a form stand; None where the text spells the word otherwise."""
        tokens = self._document.tokens
        start, end = int(tokens.start[self.rows[place]]), int(tokens.end[self.rows[place]])
        text = self._document.text[start:end]
        return (end - length, end) if spelled(text[-length:]) == self.forms[place][-length:] else None

    @cached_property
    def lemmas(self) -> list[str]:
        """Lower-cased lemmas, the form where there is none."""
        lemmas = self.column("lemma")
        return [form if lemma == "_" else spelled(lemma) for lemma, form in zip(lemmas, self.forms, strict=True)]

    @cached_property
    def upos(self) -> list[str]:
        """Universal parts of speech."""
        return self.column("upos")

    @cached_property
    def xpos(self) -> list[str]:
        """The language's own parts of speech."""
        return self.column("xpos")

    @cached_property
    def deprel(self) -> list[str]:
        """Dependency relations without their subtype."""
        return [relation.split(":")[0] for relation in self.column("deprel")]

    @cached_property
    def particle(self) -> list[bool]:
        """Whether a word is the particle of a phrasal verb."""
        relations = self.column("deprel")
        return [
            tag == "RP" or (tag == "_" and relation == "compound:prt")
            for tag, relation in zip(self.xpos, relations, strict=True)
        ]

    @cached_property
    def is_possessive(self) -> list[bool]:
        """Whether a word's features say that it possesses."""
        return ["Poss=Yes" in features.split("|") for features in self.column("feats")]

    @cached_property
    def heads(self) -> list[int]:
        """The position of each word's head, -1 for the root and where unknown.

        Numbers are looked up among the file's ids, so rows left out (`1-2`, `8.1`) shift nothing.
        """
        ids = self.column("id")
        place = {(number if number != "_" else str(at + 1)): at for at, number in enumerate(ids)}
        return [place.get(head, -1) for head in self.column("head")]

    @cached_property
    def spellings(self) -> list[tuple[str, str]]:
        """Form and lemma of each word."""
        return list(zip(self.forms, self.lemmas, strict=True))


def spelled(word: str) -> str:
    """A word as the lists spell it: lower case, composed, with a plain apostrophe."""
    return (word if word.isascii() else normalize("NFC", word)).lower().replace("’", "'")


def _expressions(words: Words, lists: TargetLists) -> tuple[list[Target], set[int]]:
    """T1: multiword adpositions, longest first, and the positions that any known expression uses up."""
    found: list[Target] = []
    used: set[int] = set()
    first = 0
    while first < len(words.rows):
        match = lists.expressions.longest(words.spellings, first)
        if match is None or not _fits(words, match, lists):
            first += 1
            continue
        used.update(match.places)
        if match.lexcat != BLOCKED:
            name = " ".join(words.forms[place] for place in match.places)
            rule, reason = target_forms.listed(name, match, lists)
            found.append(Target(words.rows_of(match.places), match.lexcat, rule, reason))
        first = match.end
    return found, used


def _fits(words: Words, match: Match, lists: TargetLists) -> bool:
    """Whether an n-gram that ends in *to* has the *to* it needs: the marker for a blocker, else the adposition."""
    last = match.places[-1]
    if words.forms[last] not in lists.forms.infinitive or match.lexcat == "PP" or match.words in lists.own_set:
        return True
    return _marks_infinitive(words, last, lists) == (match.lexcat == BLOCKED)


def _endings(words: Words, lists: TargetLists, places: Sequence[int]) -> list[Target]:
    """Targets that are the end of a word, the longest that is listed."""
    found: list[Target] = []
    longest = max(map(len, lists.endings))
    for place in places:
        form = words.forms[place]
        for length in range(min(longest, len(form) - 1), 0, -1):
            if (lexcat := lists.endings.get(form[-length:])) is not None and (part := words.ending(place, length)):
                reason = f"the ending ‘{AFFIX}{form[-length:]}’ stands in the project's list"
                found.append(Target(words.rows_of([place]), lexcat, "T2", reason, part))
                break
    return found


def _empty_nodes(document: Document, sentence: int, lists: TargetLists) -> list[Target]:
    """Empty nodes whose form a project lists: targets of languages that write them into their words."""
    tokens = document.tokens
    found: list[Target] = []
    for row in document.sentences.rows(sentence):
        if tokens.start[row] != tokens.end[row]:
            continue
        form = spelled(document.token(row).form)
        lexcat = lists.prepositions.get(form) if form in lists.own_set else None
        if lexcat:
            found.append(Target((row,), lexcat, "T2", f"‘{form}’ stands in the project's list"))
    return found


def _single(words: Words, lists: TargetLists, used: set[int]) -> list[Target]:
    """T2 to T7, for every position that no expression uses."""
    found: list[Target] = []
    for place in range(len(words.rows)):
        if place in used:
            continue
        answer = _possessive(words, place) or _infinitive(words, place, lists) or _adposition(words, place, lists)
        if answer is not None:
            lexcat, rule, reason = answer
            found.append(Target(words.rows_of([place]), lexcat, rule, reason))
    return found


_Answer = tuple[str, str, str]


def _adposition(words: Words, place: int, lists: TargetLists) -> _Answer | None:
    """T2, T3, T4 and T7: one word that is a listed adposition, as its part of speech allows."""
    tag, lemma = words.upos[place], words.lemmas[place]
    if tag == "ADP":
        if words.particle[place]:
            return None
        if not lists.single:
            return "P", "T2", "every adposition counts where the language has no list"
        if lemma in lists.single_set:
            return "P", "T2", f"‘{lemma}’ is a listed adposition"
    elif tag == "SCONJ" and lemma in lists.subordinator_set:
        matrix = matrix_of_subject_marker(words, place, lists)
        if matrix is None:
            return "P", "T3", f"‘{lemma}’ is a listed adposition and marks a clause"
        if words.lemmas[matrix] in lists.for_heads:
            return "P", "T7", f"‘{words.lemmas[matrix]}’ governs ‘{lemma}’"
    elif tag == "ADV" and words.xpos[place] in ("RB", "_") and lemma in lists.adverb_set:
        return "P", "T4", f"‘{lemma}’ is a listed adposition without object"
    return None


def _possessive(words: Words, place: int) -> _Answer | None:
    """T5: possessive pronouns and the possessive clitic."""
    tag, upos = words.xpos[place], words.upos[place]
    if tag in ("PRP$", "WP$") or (tag == "_" and upos in ("PRON", "DET") and words.is_possessive[place]):
        return "PRON.POSS", "T5", "possessive pronoun"
    if tag == "POS" or (tag == "_" and upos == "PART" and words.deprel[place] == "case"):
        return "POSS", "T5", "possessive clitic"
    return None


def _infinitive(words: Words, place: int, lists: TargetLists) -> _Answer | None:
    """T6: an infinitive marker of purpose, result or degree."""
    if not _marks_infinitive(words, place, lists):
        return None
    verb = words.heads[place]
    matrix = words.heads[verb] if verb >= 0 else -1
    if matrix < 0:
        return None
    relation, lemma = words.deprel[verb], words.lemmas[matrix]
    if relation in ("advcl", "acl", "xcomp", "ccomp") and _has_degree(words, matrix, place, lists=lists):
        return "INF.P", "T6", "infinitive after too or enough"
    if relation == "advcl":
        if any(words.heads[at] == verb and words.lemmas[at] == "for" for at in range(verb)):
            return None if lemma in lists.for_heads else ("INF.P", "T6", "infinitive with its own subject after for")
        if words.upos[matrix] not in ("ADJ", "ADV") and lemma not in lists.advcl_heads_without:
            return "INF.P", "T6", "adverbial infinitive"
    if relation == "acl" and lemma not in lists.acl_heads_without:
        return "INF.P", "T6", f"infinitive that modifies ‘{lemma}’"
    return None


def _marks_infinitive(words: Words, place: int, lists: TargetLists) -> bool:
    tag = words.xpos[place]
    if tag == "_":
        return words.upos[place] == "PART" and words.lemmas[place] in lists.forms.infinitive
    return tag == "TO"


def _has_degree(words: Words, matrix: int, before: int, *, lists: TargetLists) -> bool:
    """Whether the matrix word is, or is modified by, a degree word that stands before the infinitive."""
    degree = lists.forms.degree
    return words.lemmas[matrix] in degree or any(
        words.lemmas[at] in degree and words.heads[at] == matrix for at in range(before)
    )


def matrix_of_subject_marker(words: Words, place: int, lists: TargetLists) -> int | None:
    """For the *for* of *for X to …*, the word that governs the infinitive; None for any other subordinator."""
    verb = words.heads[place]
    if words.lemmas[place] != "for" or verb < 0:
        return None
    if any(words.heads[at] == verb and _marks_infinitive(words, at, lists) for at in range(place + 1, verb)):
        return words.heads[verb] if words.heads[verb] >= 0 else None
    return None
