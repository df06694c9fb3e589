"""STREUSLE 5's features in the MISC column of CoNLL-U, and the nine lexical columns that say the same.

Knows the rows of one sentence, not files. Source of the rules: STREUSLE's FORMAT.md. Ours are `Lexcat`,
`Lexlemma` and `LexPart`, for what those features cannot say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from construal.annotation.formats.conllu_items import Tell, escaped, split
from construal.annotation.formats.turned import NONE, StatedRelation
from construal.annotation.snacs.expression import SINGLE, STRONG, WEAK, Expression, Word, unprefixed
from construal.annotation.snacs.lextag import Cells, derived_cells

_GAP = re.compile(r"(\\*)<([1-9]\d{0,3})>", re.ASCII)  # behind a backslash, a word that looks like one
_GOVERNOR = re.compile(r"(\d+(?:\.\d+)?)(?::|$)")
_WEAK_SIGN = "[weak]"
_LEXCAT_LABELS = {"DISC": "`d", "ADJ": "`j", "CCONJ": "`c"}
_LABEL_LEXCATS = {label: lexcat for lexcat, label in _LEXCAT_LABELS.items()}
_PRONOUNS = frozenset((("NOUN", "other"), ("NOUN", "one"), ("NOUN", "etc.")))
_BY_UPOS = {"ADP": "P", "NOUN": "N", "PROPN": "N", "VERB": "V"}


class Read(NamedTuple):
    """What a sentence's features say: its lexical cells, each row's other MISC items, relations and parts by row."""

    cells: Sequence[Cells]
    misc: list[str]
    relations: dict[int, StatedRelation]
    parts: dict[int, str]


def inferred_lexcat(upos: str, xpos: str, lemma: str, ss: str) -> str:
    """The lexcat of a single word that no feature states, `ss` its first label or "_"."""
    is_adposition = ss.startswith(("p.", "??"))
    if xpos in ("PRP$", "WP$"):
        return "PRON.POSS"
    if xpos == "TO":
        return "INF.P" if ss.startswith("p.") else "INF"
    if upos == "PART" and lemma == "not":
        return "ADV"
    if xpos == "POS":
        return "POSS"
    if upos in ("ADV", "SCONJ") and is_adposition:
        return "P"
    if upos == "AUX" and ss.startswith("v."):
        return "V"
    if upos == "SYM" and ss.startswith("n."):
        return "N"
    if ss == "_" and (upos, lemma) in _PRONOUNS:
        return "PRON"
    if ss == "_" and xpos == "IN" and lemma == "for":
        return "INF"
    return _BY_UPOS.get(upos, upos)


# --- from features to columns --------------------------------------------------------------------------------------


def read(words: Sequence[Word], ids: Sequence[str], misc: Sequence[str], *, tell: Tell, is_whole: bool = True) -> Read:
    """What the MISC cells of a sentence say. What cannot be meant is told of its row, and left out.

    `is_whole`: every noun, verb and adposition was looked at, so that one without a supersense may be something else.
    """
    features, own = zip(*(split(cell, row, tell) for row, cell in enumerate(misc)), strict=True)
    places = [row for row, word in enumerate(words) if not word.is_empty_node]
    groups: list[Expression] = []
    lemmas: dict[int, str] = {}
    inside: dict[str, dict[int, int]] = {STRONG: {}, WEAK: {}}
    for row, found in enumerate(features):
        for strength, sign in ((STRONG, ""), (WEAK, _WEAK_SIGN)):
            group = _group(found, row, places, sign=sign, tell=tell)
            if not group:
                continue
            taken = [r for r in group if r in inside[strength]]
            if taken:
                tell(row, f"the MWELemma{sign} takes token {ids[taken[0]]}, which another expression has; not read")
                continue
            inside[strength].update(dict.fromkeys(group, row))
            if strength == STRONG:
                groups.append(_labelled(found, tuple(group), STRONG, lexcat=found.get("MWECat", "")))
                lemmas[row] = found.get("Lexlemma") or " ".join(
                    part for part in _parts(found["MWELemma"]) if isinstance(part, str)
                )
            else:
                groups.append(Expression(tuple(group), WEAK, found.get("MWECat[weak]", "")))
    cutting = [
        e for e in groups
        if e.strength == WEAK and any(_cuts(e, inside[STRONG], row) for row in e.positions)
    ]  # fmt: skip
    for expression in cutting:
        tell(expression.first, "the weak expression splits a strong one; not read")
        groups.remove(expression)
    for row, (word, found) in enumerate(zip(words, features, strict=True)):
        holder = inside[STRONG].get(row)
        if holder is None:
            groups.append(_single(word, found, row, is_whole=is_whole))
            if "Lexlemma" in found:
                lemmas[row] = found["Lexlemma"]
        elif holder != row and any(key.startswith("Supersense") for key in found):
            tell(row, "a supersense on a word inside an expression; not read")
    cells = [_as_spelled(c, found) for c, found in zip(derived_cells(words, groups).rows, features, strict=True)]
    for row, lemma in lemmas.items():
        if lemma and not words[row].is_empty_node:
            cells[row] = cells[row]._replace(lexlemma=lemma)
    relations = {row: relation for row, found in enumerate(features) if (relation := _relation(found))}
    parts = {row: found["LexPart"] for row, found in enumerate(features) if "LexPart" in found}
    return Read(cells, list(own), relations, parts)


def _parts(string: str) -> list[str | int]:
    """The words of a lemma or string, and the lengths of its gaps."""
    found = ((part, _GAP.fullmatch(part)) for part in string.split())
    return [part if gap is None else part[1:] if gap[1] else int(gap[2]) for part, gap in found]


def _group(found: Mapping[str, str], row: int, places: Sequence[int], *, sign: str, tell: Tell) -> list[int]:
    """The rows of the expression that begins in a row, nothing where none does or its length cannot be."""
    lemma = found.get(f"MWELemma{sign}")
    if lemma is None:
        without = next((key for key in (f"MWECat{sign}", f"MWELen{sign}") if key in found), "")
        if without:
            tell(row, f"{without} without MWELemma{sign}; not read")
        return []
    # Words written apart by mistake (goeswith) have one lemma: only MWEString tells how many they are.
    string = found.get(f"MWEString{sign}", lemma)
    length = 0
    members: list[int] = []
    if row in places:
        at = places.index(row)
        for part in _parts(string):
            if isinstance(part, int):
                length += part
                continue
            if at + length < len(places):
                members.append(places[at + length])
            length += 1
    stated = found.get(f"MWELen{sign}", str(length))
    words = len(members)
    if stated != str(length):
        tell(row, f"MWELen{sign}={stated}, but ‘{string}’ spans {length} tokens; the latter is read")
    if words < 2 or at + length > len(places):
        tell(row, f"MWELemma{sign}={lemma} needs two words or more, all in its sentence; not read")
        return []
    return members


def _cuts(weak: Expression, strong: Mapping[int, int], row: int) -> bool:
    """Whether a weak expression holds the word in `row` without the whole strong expression it belongs to."""
    first = strong.get(row)
    return first is not None and any(r not in weak.positions for r, f in strong.items() if f == first)


def _labels(found: Mapping[str, str]) -> tuple[str, str]:
    """Both labels as the features spell them, "" for none."""
    first, second = found.get("Supersense[scene]", ""), found.get("Supersense[coding]", "")
    if not first and not second:
        first = found.get("Supersense", "")
        second = first if first.startswith(("p.", "`")) else ""
    return first, second


def _as_spelled(cells: Cells, found: Mapping[str, str]) -> Cells:
    """The cells with the labels as the features spell them, which may be other than ours (`p.` before a backtick)."""
    first, second = _labels(found)
    if (cells.ss == "_" and cells.ss2 == "_") or (cells.ss, cells.ss2) == (first or "_", second or "_"):
        return cells
    ours, theirs = (
        a if b in ("", "_", a) else f"{a}|{b}" for a, b in ((cells.ss, cells.ss2), (first or "_", second or "_"))
    )
    return cells._replace(ss=first or "_", ss2=second or "_", lextag=cells.lextag.replace(f"-{ours}", f"-{theirs}", 1))


def _labelled(found: Mapping[str, str], positions: tuple[int, ...], strength: str, *, lexcat: str) -> Expression:
    first, second = _labels(found)
    if first.startswith(("n.", "v.")):
        return Expression(positions, strength, lexcat, supersense=first, function=unprefixed(second))
    return Expression(positions, strength, lexcat, role=unprefixed(first), function=unprefixed(second))


def _single(word: Word, found: Mapping[str, str], row: int, *, is_whole: bool) -> Expression:
    label = found.get("Supersense", "")
    if "Lexcat" in found:
        return _labelled(found, (row,), SINGLE, lexcat=found["Lexcat"])
    if label in _LABEL_LEXCATS:
        return Expression((row,), SINGLE, _LABEL_LEXCATS[label])
    expression = _labelled(found, (row,), SINGLE, lexcat="")
    label = _labels(found)[0] or ("_" if is_whole else "")
    lexcat = inferred_lexcat(word.upos, word.xpos, word.lemma, label)
    return Expression(
        (row,), SINGLE, "" if lexcat == "_" else lexcat, expression.supersense, expression.role, expression.function
    )


def _relation(found: Mapping[str, str]) -> StatedRelation | None:
    if not any(key.startswith("PRel") for key in found):
        return None
    governor, object = (
        match[1] if (match := _GOVERNOR.match(found.get(key, ""))) else NONE for key in ("PRel[gov]", "PRel[obj]")
    )
    return StatedRelation(governor, object, found.get("PRel[config]", ""))


# --- from columns to features --------------------------------------------------------------------------------------


def features(
    rows: Sequence[Sequence[str]], relations: Mapping[int, StatedRelation], parts: Mapping[int, str]
) -> list[dict[str, str]]:
    """The features that 19-column token rows of a sentence state, row by row, in the order in which they are written.

    `relations` and `parts` are by the position of the row among these.
    """
    result: list[dict[str, str]] = [{} for _ in rows]
    places = {row: place for place, row in enumerate(r for r, cells in enumerate(rows) if "." not in cells[0])}
    lemma_of = {cells[0]: cells[2] for cells in rows}
    strong = _numbered(rows, 10, places)
    inside = {row for group in strong for row in group[1:]}
    begins = {group[0] for group in strong}
    for row, cells in enumerate(rows):
        found = result[row]
        if row in inside:
            continue
        _add_labels(found, cells)
        if row in relations:
            governor, object, config = relations[row]
            found["PRel[config]"] = config
            for key, id in (("PRel[gov]", governor), ("PRel[obj]", object)):
                if id != NONE:
                    found[key] = f"{id}:{lemma_of.get(id, '_')}"
        if row not in begins and row in places:
            _add_lexcat(found, cells)
    for row, part in parts.items():
        result[row]["LexPart"] = part
    for group in strong:
        result[group[0]]["MWECat"] = rows[group[0]][11]
        _add_group(result[group[0]], rows, group, lexlemma=rows[group[0]][12], places=places, sign="")
    for group in _numbered(rows, 15, places):
        found, cells = result[group[0]], rows[group[0]]
        if cells[16] != "_":
            found["MWECat[weak]"] = cells[16]
        _add_group(found, rows, group, lexlemma=cells[17], places=places, sign=_WEAK_SIGN)
    return [{key: escaped(found[key]) for key in sorted(found)} for found in result]


def _numbered(rows: Sequence[Sequence[str]], column: int, places: Mapping[int, int]) -> list[list[int]]:
    """The rows of each multiword expression of a column, by its number, in order of their first words."""
    groups: dict[str, list[int]] = {}
    for row, cells in enumerate(rows):
        number, colon, _ = cells[column].partition(":")
        if colon and row in places:
            groups.setdefault(number, []).append(row)
    return [group for group in groups.values() if len(group) > 1]


def _add_labels(found: dict[str, str], cells: Sequence[str]) -> None:
    first, second = cells[13], cells[14]
    if first != "_" and second == (first if first.startswith(("p.", "`")) else "_"):
        found["Supersense"] = first
        return
    if first != "_":
        found["Supersense[scene]"] = first
    if second != "_":
        found["Supersense[coding]"] = second


def _add_lexcat(found: dict[str, str], cells: Sequence[str]) -> None:
    """The lexcat of a single word, where it is not the one inferred."""
    lemma, upos, xpos, lexcat = cells[2], cells[3], cells[4], cells[11]
    if cells[12] not in ("_", lemma):
        found["Lexlemma"] = cells[12]
    is_misread = found.get("Supersense") in _LABEL_LEXCATS
    if lexcat == "_" or (inferred_lexcat(upos, xpos, lemma, cells[13]) == lexcat and not is_misread):
        return
    if cells[13] == cells[14] == "_" and lexcat in _LEXCAT_LABELS:
        found["Supersense"] = _LEXCAT_LABELS[lexcat]
    else:
        found["Lexcat"] = lexcat


def _add_group(
    found: dict[str, str], rows: Sequence[Sequence[str]], group: Sequence[int], *,
    lexlemma: str, places: Mapping[int, int], sign: str,
) -> None:  # fmt: skip
    """Lemma, length and, where they differ from the lemma, words of a multiword expression."""
    words = [_bare(rows[row][1]) for row in group]
    lemmas = [_bare(rows[row][2]) if rows[row][2] != "_" else "" for row in group]
    stated = lexlemma.split()
    if lexlemma != "_" and len(stated) == len(group):
        lemmas = stated
    elif lexlemma != "_" and len(stated) == sum(map(bool, lemmas)):
        parts = iter(stated)
        lemmas = [next(parts) if lemma else "" for lemma in lemmas]
    gaps = [0, *(places[j] - places[i] - 1 for i, j in pairwise(group))]
    lemma = " ".join(_with_gaps(lemmas, gaps))
    string = " ".join(_with_gaps(words, gaps))
    found[f"MWELemma{sign}"] = lemma or "_"
    found[f"MWELen{sign}"] = str(places[group[-1]] - places[group[0]] + 1)
    if string.lower() != lemma.lower():
        found[f"MWEString{sign}"] = string


def _bare(form: str) -> str:
    """A form or lemma without blanks, which would part it."""
    return "".join(form.split()) if any(map(str.isspace, form)) else form


def _with_gaps(parts: Sequence[str], gaps: Sequence[int]) -> Iterator[str]:
    for part, gap in zip(parts, gaps, strict=True):
        if gap:
            yield f"<{gap}>"
        if part:
            yield f"\\{part}" if _GAP.fullmatch(part) else part
