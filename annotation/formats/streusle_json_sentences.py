"""A sentence's 19-column lines as an object of STREUSLE's JSON, and its layout. Knows lines and values, not documents.

What STREUSLE's keys cannot hold of a row stands in its keys `lexical`, the nine lexical cells as they are, and `part`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from construal.annotation.errors import FormatError
from construal.annotation.formats.conllu_features import features
from construal.annotation.formats.conllu_items import is_feature, merged_misc
from construal.annotation.formats.conllu_lines import is_surface
from construal.annotation.formats.streusle_json_lines import STRUCTURES
from construal.annotation.formats.turned import NONE, Said, StatedRelation

RELATION = "heuristic_relation"
_COMMENT = re.compile(r"# ([^#].*?) = (.*)")
_GROUP = re.compile(r"([1-9]\d*):([1-9]\d*)")
_DOUBLE = re.compile(r"(\d{1,9})[-.](\d{1,9})", re.ASCII)
_UD = (("word", 1), ("lemma", 2), ("upos", 3), ("xpos", 4), ("feats", 5), ("head", 6), ("deprel", 7), ("edeps", 8),
       ("misc", 9))  # fmt: skip
_NULLABLE = frozenset(("xpos", "feats", "head", "deprel", "edeps", "misc"))


def sentence(said: Said) -> dict[str, Any]:
    """The object of a sentence, its relations with the expressions, parts of words with their tokens."""
    head: dict[str, Any] = {}
    toks: list[dict[str, Any]] = []
    etoks: list[dict[str, Any]] = []
    swes: dict[str, Any] = {}
    smwes: dict[str, Any] = {}
    wmwes: dict[str, Any] = {}
    rows: list[list[str]] = []
    tokens: list[dict[str, Any]] = []
    for line in said.block.decode(errors="replace").split("\n"):
        line = line.removesuffix("\r").removeprefix("\ufeff")
        if line[:1] == "#":
            _add_comment(head, line)
        elif "\t" in line and not line.isspace():
            cells = [cell or "_" for cell in line.split("\t")]
            cells = (cells + ["_"] * 19)[:19]
            token = _token(cells)
            if isinstance(token["#"], list):
                etoks.append(token)
                if any(cell != "_" for cell in cells[10:]):
                    token["lexical"] = cells[10:]
            else:
                toks.append(token)
                _add_lexical(token, cells, swes, smwes=smwes, wmwes=wmwes)
            if not is_surface(cells[0]):
                rows.append(cells)
                tokens.append(token)
    lemma_of = {cells[0]: cells[2] for cells in rows} if said.relations else {}
    for position, relation in said.relations.items():
        token = tokens[position]
        lexeme = swes.get(str(token["#"])) if not token.get("smwe") else smwes.get(str(token["smwe"][0]))
        if lexeme is not None:
            lexeme[RELATION] = _relation(relation, lemma_of)
    for position, part in said.parts.items():
        tokens[position]["part"] = part
    return {**head, "toks": toks, "etoks": etoks, "swes": swes, "smwes": smwes, "wmwes": wmwes}


def _add_comment(head: dict[str, Any], line: str) -> None:
    """Add a comment under its key; one that has none is a key of its own, with null."""
    match = _COMMENT.fullmatch(line)
    key, value = (match[1], match[2]) if match else (line, None)
    if match and (key in STRUCTURES or key in ("conllulex", "extra_meta")):
        key, value = line, None
    elif not match and line.startswith("# ") and line[2:3] not in ("", "#", " "):
        key = line[2:]
        if key in STRUCTURES or key in ("conllulex", "extra_meta"):
            key = line
    if key in head:
        if not isinstance(head[key], list):
            head[key] = [head[key]]
        head[key].append(value)
    else:
        head[key] = value


def _token(cells: Sequence[str]) -> dict[str, Any]:
    id = cells[0]
    double = _DOUBLE.fullmatch(id)
    number: Any = [int(double[1]), int(double[2]), id] if double else int(id) if _is_number(id) else id
    token: dict[str, Any] = {"#": number}
    for key, place in _UD:
        cell = cells[place]
        token[key] = None if cell == "_" and key in _NULLABLE else cell
    if token["head"] is not None and _is_number(token["head"]):
        token["head"] = int(token["head"])
    return token


def _is_number(text: str) -> bool:
    """Whether a text is a number that comes back as it is."""
    return text.isascii() and text.isdecimal() and len(text) < 10 and (text == "0" or text[0] != "0")


def _add_lexical(
    token: dict[str, Any], cells: Sequence[str], swes: dict[str, Any], *, smwes: dict[str, Any], wmwes: dict[str, Any]
) -> None:
    """Put a token's lexical cells where STREUSLE's JSON has them."""
    number = token["#"]
    smwe, lexcat, lexlemma, ss, ss2, wmwe, wcat, wlemma, lextag = cells[10:]
    strong, weak = _pair(smwe), _pair(wmwe)
    token["smwe"], token["wmwe"] = strong, weak
    token["lextag"] = lextag
    odd = (strong is None and smwe != "_") or (weak is None and wmwe != "_")
    if strong is None:
        swes[str(number)] = {"lexlemma": lexlemma, "lexcat": lexcat, "ss": _or_none(ss), "ss2": _or_none(ss2),
                             "toknums": [number]}  # fmt: skip
        odd = odd or not isinstance(number, int)
    elif strong[1] == 1 and str(strong[0]) not in smwes:
        smwes[str(strong[0])] = {"lexlemma": lexlemma, "lexcat": lexcat, "ss": _or_none(ss), "ss2": _or_none(ss2),
                                 "toknums": [number]}  # fmt: skip
    else:
        group = smwes.setdefault(
            str(strong[0]), {"lexlemma": None, "lexcat": None, "ss": None, "ss2": None, "toknums": []}
        )
        group["toknums"].append(number)
        odd = odd or strong[1] == 1 or any(cell != "_" for cell in (lexcat, lexlemma, ss, ss2))
    if weak is None:
        odd = odd or (wcat, wlemma) != ("_", "_")
    elif weak[1] == 1 and str(weak[0]) not in wmwes:
        wmwes[str(weak[0])] = {"lexlemma": wlemma, "toknums": [number], "lexcat": _or_none(wcat)}
    else:
        group = wmwes.setdefault(str(weak[0]), {"lexlemma": None, "toknums": [], "lexcat": None})
        group["toknums"].append(number)
        odd = odd or weak[1] == 1 or (wcat, wlemma) != ("_", "_")
    if odd:
        token["lexical"] = list(cells[10:])


def _pair(cell: str) -> list[int] | None:
    match = _GROUP.fullmatch(cell) if cell.isascii() else None
    return [int(match[1]), int(match[2])] if match and len(cell) < 12 else None


def _or_none(cell: str) -> str | None:
    return None if cell == "_" else cell


def _relation(relation: StatedRelation, lemma_of: Mapping[str, str]) -> dict[str, Any]:
    def end(id: str) -> Any:
        return None if id == NONE else int(id) if _is_number(id) else id

    governor, object = relation.governor, relation.object
    return {
        "gov": end(governor), "govlemma": None if governor == NONE else lemma_of.get(governor),
        "obj": end(object), "objlemma": None if object == NONE else lemma_of.get(object),
        "config": relation.config,
    }  # fmt: skip


# --- changing what a file has --------------------------------------------------------------------------------------


def merged(source: Mapping[str, Any], before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """The source's own object with what is different in `after` from `before`; keys that are not ours stay."""
    result = _merged(source, before, after)
    tokens = result.get("toks")
    if isinstance(tokens, list) and any(_has_features(token) for token in tokens):
        was, is_ = _features(before), _features(after)
        for token in tokens:
            if isinstance(token, dict) and isinstance(token.get("misc"), list | None):
                id = str(token.get("#"))
                misc = "|".join(map(str, token.get("misc") or ()))
                changed = merged_misc(misc or "_", was.get(id, {}), is_.get(id, {}))
                token["misc"] = None if changed == "_" else changed.split("|")
    return dict(result)


def _merged(source: Any, before: Any, after: Any) -> Any:
    if before == after:
        return source
    if isinstance(source, dict) and isinstance(before, dict) and isinstance(after, dict):
        kept = ((k, v) for k, v in source.items() if k in after or k not in before)
        result = {k: _merged(v, before.get(k), after.get(k)) for k, v in kept}
        result |= {k: v for k, v in after.items() if k not in result and v != before.get(k)}
        if result and all(isinstance(key, str) and key.isdecimal() and len(key) < 10 for key in result):
            result = dict(sorted(result.items(), key=lambda item: int(item[0])))
        return result
    is_list = isinstance(source, list) and isinstance(before, list) and isinstance(after, list)
    if is_list and len(source) == len(before) == len(after):
        return [_merged(*each) for each in zip(source, before, after, strict=True)]
    return after


def _has_features(token: object) -> bool:
    misc = token.get("misc") if isinstance(token, dict) else None
    return isinstance(misc, list) and any(is_feature(str(item)) for item in misc)


def _features(sentence: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """The features of each token, by its number."""
    rows: list[list[str]] = []
    relations: dict[int, StatedRelation] = {}
    parts: dict[int, str] = {}
    for token in sentence["toks"]:
        if "part" in token:
            parts[len(rows)] = str(token["part"])
        cells = [str(token["#"]), *(("_" if token.get(key) is None else str(token[key])) for key, _ in _UD)]
        cells += ["_"] * 9
        strong, weak = token.get("smwe"), token.get("wmwe")
        lexeme = sentence["smwes"].get(str(strong[0])) if strong else sentence["swes"].get(str(token["#"]))
        if strong:
            cells[10] = f"{strong[0]}:{strong[1]}"
        if lexeme and (not strong or strong[1] == 1):
            cells[11:15] = [lexeme.get(key) or "_" for key in ("lexcat", "lexlemma", "ss", "ss2")]
            found = lexeme.get(RELATION)
            if found:
                relations[len(rows)] = StatedRelation(
                    str(found["gov"] or NONE), str(found["obj"] or NONE), found["config"]
                )
        if weak:
            cells[15] = f"{weak[0]}:{weak[1]}"
            if weak[1] == 1:
                lexeme = sentence["wmwes"][str(weak[0])]
                cells[16], cells[17] = lexeme.get("lexcat") or "_", lexeme.get("lexlemma") or "_"
        rows.append(cells)
    return {cells[0]: found for cells, found in zip(rows, features(rows, relations, parts), strict=True)}


def has_relations(source: Mapping[str, Any]) -> bool:
    """Whether an expression or a token of the object has a relation."""
    tables = (value for key in ("swes", "smwes") if isinstance(value := source.get(key), dict))
    tokens = value if isinstance(value := source.get("toks"), list) else ()
    holders = [*(lexeme for table in tables for lexeme in table.values()), *tokens]
    return any(isinstance(holder, dict) and RELATION in holder for holder in holders)


def with_relations(source: Mapping[str, Any], whole: Mapping[str, Any]) -> dict[str, Any]:
    """The object with the relations that the object `whole` of the same sentence has."""
    result = dict(source)
    for key in ("swes", "smwes"):
        table = source.get(key)
        if isinstance(table, dict):
            result[key] = {
                k: {**lexeme, RELATION: whole[key][k][RELATION]}
                if isinstance(lexeme, dict) and RELATION in whole[key].get(k, ()) else lexeme
                for k, lexeme in table.items()
            }  # fmt: skip
    return result


def without_relations(source: Mapping[str, Any]) -> dict[str, Any]:
    """The object without governors and objects."""
    result = dict(source)
    for key in ("swes", "smwes"):
        table = source.get(key)
        if isinstance(table, dict):
            result[key] = {k: _without_relation(v) for k, v in table.items()}
    tokens = source.get("toks")
    if isinstance(tokens, list):
        result["toks"] = [_without_relation(token) for token in tokens]
    return result


def _without_relation(value: object) -> object:
    return {k: v for k, v in value.items() if k != RELATION} if isinstance(value, dict) and RELATION in value else value


# --- layout --------------------------------------------------------------------------------------------------------


def laid_out(sentences: Iterable[Mapping[str, Any]]) -> bytes:
    """Sentences as a JSON list, laid out as STREUSLE's own files: a line for each token and each expression.

    Raises FormatError for values that lie one in another too deeply.
    """
    try:
        parts = [_laid_out(sentence) for sentence in sentences]
    except RecursionError as error:
        raise FormatError("a value of the source lies too deep in others to be written; take it out there.") from error
    return ("[\n" + ",\n".join(parts) + "]\n").encode()


def _laid_out(sentence: Mapping[str, Any]) -> str:
    heads = [f" {json.dumps(k)}: {json.dumps(v)}" for k, v in sentence.items() if not _is_structure(k, v)]
    parts: list[str] = []
    for key, value in sentence.items():
        if not _is_structure(key, value):
            continue
        if isinstance(value, list):
            lines = [f"      {json.dumps(item)}" for item in value]
            begin, end = "[", "]"
        else:
            lines = [f"      {json.dumps(k)}: {json.dumps(v)}" for k, v in value.items()]
            begin, end = "{", "}"
        inner = "\n" + ",\n".join(lines) + "\n    " if lines else ""
        parts.append(f"    {json.dumps(key)}: {begin}{inner}{end}")
    return "{\n" + ",\n".join((*heads, *parts)) + "\n}"


def _is_structure(key: str, value: object) -> bool:
    return key in STRUCTURES and isinstance(value, list | dict)
