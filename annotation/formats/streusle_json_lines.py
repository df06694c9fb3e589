"""STREUSLE's JSON as 19-column lines. Knows JSON values, not documents; what is odd is told by sentence and token."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from construal.annotation.errors import FormatError
from construal.annotation.formats.conllu_items import is_feature, items
from construal.annotation.formats.format import Oddity
from construal.annotation.formats.turned import NONE, StatedRelation, Turned

STRUCTURES = ("toks", "etoks", "swes", "smwes", "wmwes")
_UD = ("word", "lemma", "upos", "xpos", "feats", "head", "deprel", "edeps")
_SENT_ID = re.compile(r"(.+)-\d+")
_ID = re.compile(r"\d{1,9}", re.ASCII)
_DOUBLE_ID = re.compile(r"(\d{1,9})[-.]\d{1,9}", re.ASCII)
_TOO_DEEP = "its values lie one in another too deeply for a corpus; is it another file?"
_BLANKS = str.maketrans("\t\n\r", " " * 3)
_UNFIT = re.compile("[\0\ud800-\udfff]")


def turned(data: bytes, file: str) -> Turned:
    """The file as 19-column lines. Raises FormatError where it is no JSON, or has no sentence with tokens."""
    try:
        return _turned(loaded(data, file), file)
    except RecursionError as error:
        raise FormatError(_TOO_DEEP, file) from error


def _turned(found: Loaded, file: str) -> Turned:
    turning = _Turning(file)
    turning.oddities += found.oddities
    has_documents = any(str(key).startswith("newdoc") for sentence in found.sentences for key in sentence)
    names = [] if has_documents else _document_names(found.sentences)
    last = ""
    for index, sentence in enumerate(found.sentences):
        name = names[index] if names else ""
        turning.add(index, sentence, newdoc=name if name != last else "")
        last = name
    if not turning.has_tokens:
        raise FormatError("no sentence has a list ‘toks’ with words; is it another kind of JSON?", file)
    lines = "".join(turning.text).encode()
    return Turned(lines, [*turning.starts, turning.length], turning.relations, turning.parts, turning.oddities)


class Loaded:
    """The sentences of a JSON file, as its objects, and what was odd about its notation."""

    def __init__(self, sentences: list[dict[str, Any]], oddities: list[Oddity]) -> None:
        self.sentences = sentences
        self.oddities = oddities


def loaded(data: bytes, file: str) -> Loaded:
    """The sentences of a file; what is no object is told and left out. Raises FormatError where it is no JSON list."""
    oddities: list[Oddity] = []

    def distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        result = dict(pairs)
        if len(result) < len(pairs):
            twice = Counter(key for key, _ in pairs).most_common(1)[0][0]
            beside = ", ".join(
                f"{key} {str(v)[:40]}" for key, v in list(result.items())[:3] if isinstance(v, str | int)
            )
            place = f" (beside {beside})" if beside else ""
            oddities.append(Oddity(file, 0, f"the key ‘{twice[:40]}’ is there twice{place}; the last counts"))
        return result

    def no_number(constant: str) -> float:
        raise ValueError(f"{constant} is no number of JSON")

    try:
        text = data.decode("utf-8-sig")
        found = json.loads(text, object_pairs_hook=distinct, parse_constant=no_number)
    except json.JSONDecodeError as error:
        raise FormatError(f"the file is no JSON ({error.msg}); check that place.", file, line=error.lineno) from error
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise FormatError(
            f"byte {data[error.start]:02X} is no UTF-8, which JSON is; save it so.", file, line=line
        ) from error
    except RecursionError as error:
        raise FormatError(_TOO_DEEP, file) from error
    except ValueError as error:
        raise FormatError(f"the file is no JSON ({error}); check its numbers.", file) from error
    if isinstance(found, dict):
        found = [found]
    if not isinstance(found, list):
        raise FormatError("a list of sentences is needed, and this is none; is it another kind of JSON?", file)
    sentences = [sentence for sentence in found if isinstance(sentence, dict)]
    if len(sentences) < len(found):
        count = len(found) - len(sentences)
        oddities.append(Oddity(file, 0, f"{count} of {len(found)} sentences are no objects; left out"))
    return Loaded(sentences, oddities)


def _document_names(sentences: list[dict[str, Any]]) -> list[str]:
    """Each sentence's document by its sent_id (`reviews-001961-0002`); empty where they are not of that kind."""
    matches = [_SENT_ID.fullmatch(str(sentence.get("sent_id", ""))) for sentence in sentences]
    return [match[1] for match in matches if match] if all(matches) else []


class _Turning:
    """Sentences as they are turned, one after the other."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.text: list[str] = []
        self.starts: list[int] = []
        self.length = 0
        self.line = 0
        self.relations: dict[int, StatedRelation] = {}
        self.parts: dict[int, str] = {}
        self.oddities: list[Oddity] = []
        self.has_tokens = False
        self._place = ""

    def add(self, index: int, sentence: Mapping[str, Any], *, newdoc: str) -> None:
        """Add a sentence's lines, with a blank line after them."""
        self.starts.append(self.length)
        id = sentence.get("sent_id")
        self._place = f"sentence {id if isinstance(id, str) and id else index + 1}"
        if newdoc:
            self._put(f"# newdoc id = {newdoc}")
        for comment in comments(sentence):
            self._put(self._line(comment))
        for cells in self._rows(sentence):
            self._put("\t".join(cells))
        self._put("")

    def _rows(self, sentence: Mapping[str, Any]) -> Iterator[list[str]]:
        lexemes = {key: self._table(sentence, key) for key in ("swes", "smwes", "wmwes")}
        places = {key: _members(table) for key, table in lexemes.items()}
        tokens = self._list(sentence, "toks")
        before, after = self._others(sentence)
        yield from after.pop("0", ())
        last = -1
        for token in tokens:
            id = str(token.get("#", ""))
            if not _ID.fullmatch(id) or int(id) <= last:
                self._tell(f"the token number ‘{id[:20]}’ does not follow; read as {max(last, 0) + 1}")
                id = str(max(last, 0) + 1)
            last = int(id)
            self.has_tokens = True
            yield from before.pop(id, ())
            _fill(token, id, places)
            lexical = _lexical(token, id, lexemes)
            relation = self._relation(token, id, lexemes)
            if relation is not None:
                self.relations[self.line] = relation
            if "part" in token:
                self.parts[self.line] = str(token["part"])
            yield [id, *self._ud(token), *lexical]
            yield from after.pop(id, ())
        for cells in (cells for rest in (*before.values(), *after.values()) for cells in rest):
            self._tell(f"‘{cells[0]}’ in etoks stands beside no token; left out")

    def _others(self, sentence: Mapping[str, Any]) -> tuple[dict[str, list[list[str]]], dict[str, list[list[str]]]]:
        """Rows of multiword surface tokens by the token they stand before, of empty nodes by the one they follow."""
        before: dict[str, list[list[str]]] = {}
        after: dict[str, list[list[str]]] = {}
        for token in self._list(sentence, "etoks"):
            number = token.get("#")
            id = str(number[-1]) if isinstance(number, list) and number else str(number)
            match = _DOUBLE_ID.fullmatch(id)
            if match is None:
                self._tell(f"‘{id[:20]}’ is no number of a token in etoks; left out")
                continue
            cells = [id, *self._ud(token), *_lexical(token, id, {})]
            (after if "." in id else before).setdefault(match[1], []).append(cells)
        return before, after

    def _ud(self, token: Mapping[str, Any]) -> list[str]:
        misc = token.get("misc")
        own = [
            str(item) for item in (misc if isinstance(misc, list) else items(misc) if isinstance(misc, str) else ())
            if not is_feature(str(item))
        ]  # fmt: skip
        cells = [self._cell(token.get(key), key) for key in _UD]
        cells[7:8] = [cells[7], self._line("|".join(own)) or "_"]
        return cells

    def _cell(self, value: object, key: str) -> str:
        if value is None or value == "":
            return "_"
        if not isinstance(value, str | int) or isinstance(value, bool):
            self._tell(f"‘{key}’ is neither text nor a number; read as {json.dumps(value, ensure_ascii=False)[:40]}")
            return self._line(json.dumps(value, ensure_ascii=False))
        return self._line(str(value)) or "_"

    def _line(self, text: str) -> str:
        """The text fit for a cell or a comment."""
        plain = text.translate(_BLANKS)
        if plain != text:
            self._tell("a line end or tab inside a value; a blank stands for it")
        if _UNFIT.search(plain):
            self._tell("a null, or half of a surrogate pair; shown as �")
            plain = _UNFIT.sub("\ufffd", plain)
        return plain

    def _relation(
        self, token: Mapping[str, Any], id: str, lexemes: Mapping[str, Mapping[str, Any]]
    ) -> StatedRelation | None:
        """What an expression that begins with this token says of its governor and object."""
        group, place = _pair(token.get("smwe"))
        lexeme = lexemes["smwes"].get(group) if group else lexemes["swes"].get(id)
        if group and place != "1":
            return None
        for holder in (lexeme, token):
            found = holder.get("heuristic_relation") if isinstance(holder, dict) else None
            if isinstance(found, dict):
                governor, object = found.get("gov"), found.get("obj")
                config = found.get("config")
                return StatedRelation(
                    NONE if governor is None else str(governor), NONE if object is None else str(object),
                    config if isinstance(config, str) else "",
                )  # fmt: skip
        return None

    def _list(self, sentence: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
        value = sentence.get(key)
        found = value if isinstance(value, list) else []
        tokens = [dict(token) for token in found if isinstance(token, dict)]
        if (value is not None and not isinstance(value, list)) or len(tokens) < len(found):
            self._tell(f"‘{key}’ is not a list of objects; what is none is left out")
        return tokens

    def _table(self, sentence: Mapping[str, Any], key: str) -> dict[str, dict[str, Any]]:
        value = sentence.get(key)
        found = value if isinstance(value, dict) else {}
        table = {str(k): v for k, v in found.items() if isinstance(v, dict)}
        if (value is not None and not isinstance(value, dict)) or len(table) < len(found):
            self._tell(f"‘{key}’ is not an object of objects; what is none is left out")
        return table

    def _put(self, line: str) -> None:
        self.text.append(f"{line}\n")
        self.length += len(line.encode()) + 1
        self.line += 1

    def _tell(self, message: str) -> None:
        self.oddities.append(Oddity(self.file, 0, f"{self._place}: {message}"))


def comments(sentence: Mapping[str, Any]) -> Iterator[str]:
    """A sentence's comment lines: `# key = value` for text, `# key` for null; a key with `#` is a line of its own."""
    for key, value in sentence.items():
        if key in STRUCTURES or key == "conllulex":
            continue
        for one in value if isinstance(value, list) else [value]:
            if key == "extra_meta" and isinstance(one, str):
                yield one if one.startswith("#") else f"# {one}"
            elif one is None:
                yield key if key.startswith("#") else f"# {key}"
            else:
                yield f"# {key} = {one if isinstance(one, str) else json.dumps(one, ensure_ascii=False)}"


def _members(table: Mapping[str, Any]) -> dict[str, tuple[str, int]]:
    """For each token number in a table of expressions: the expression's key, and the token's place in it from 1."""
    return {
        str(number): (key, place) for key, lexeme in table.items() for place, number in enumerate(_numbers(lexeme), 1)
    }


def _numbers(lexeme: Mapping[str, Any]) -> list[Any]:
    numbers = lexeme.get("toknums")
    return numbers if isinstance(numbers, list) else []


def _fill(token: dict[str, Any], id: str, places: Mapping[str, Mapping[str, tuple[str, int]]]) -> None:
    """Give a token that does not say which expressions it is in what these say."""
    for cell, table in (("smwe", "smwes"), ("wmwe", "wmwes")):
        if cell not in token and id in places[table]:
            token[cell] = list(places[table][id])


def _pair(value: object) -> tuple[str, str]:
    if isinstance(value, list) and len(value) == 2:
        return str(value[0]), str(value[1])
    return "", ""


def _text(value: object) -> str:
    return "_" if value is None or value == "" else str(value).translate(_BLANKS)


def _lexical(token: Mapping[str, Any], id: str, lexemes: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """The nine lexical cells of a token; as its `lexical` gives them where the other keys cannot."""
    raw = token.get("lexical")
    if isinstance(raw, list) and len(raw) == 9 and all(isinstance(cell, str) for cell in raw):
        return [_UNFIT.sub("\ufffd", _text(cell)) for cell in raw]
    cells = ["_"] * 9
    group, place = _pair(token.get("smwe"))
    lexeme: Mapping[str, Any] | None = None
    if group:
        cells[0] = f"{group}:{place}"
        lexeme = lexemes.get("smwes", {}).get(group) if place == "1" else None
    else:
        lexeme = lexemes.get("swes", {}).get(id)
    if lexeme is not None:
        cells[1:5] = (_text(lexeme.get(key)) for key in ("lexcat", "lexlemma", "ss", "ss2"))
    group, place = _pair(token.get("wmwe"))
    if group:
        cells[5] = f"{group}:{place}"
        if place == "1":
            weak = lexemes.get("wmwes", {}).get(group, {})
            cells[6], cells[7] = _text(weak.get("lexcat")), _text(weak.get("lexlemma"))
    cells[8] = _text(token.get("lextag"))
    return [_UNFIT.sub("\ufffd", cell) for cell in cells]
