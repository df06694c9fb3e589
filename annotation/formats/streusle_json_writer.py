"""Writing STREUSLE's JSON: a source's own objects where nothing changed them, other keys where something did."""

from __future__ import annotations

from bisect import bisect_left
from typing import Any

from construal.annotation.formats import conllulex_anew, sister_forms, streusle_json_lines
from construal.annotation.formats import streusle_json_sentences as sentences
from construal.annotation.formats.conllulex_writer import Part, Source, parts
from construal.annotation.formats.format import Export, Loss, Written
from construal.annotation.formats.numbered import numbered
from construal.annotation.formats.sister_relations import statements
from construal.annotation.formats.sister_sentences import Standing, undeclared_version
from construal.annotation.formats.standard_blocks import standard_blocks
from construal.annotation.formats.turned import Said, token_lines

_JSON = (sister_forms.STREUSLE_JSON, sister_forms.GOVOBJ)
_REGULAR = 19


def write(export: Export, *, with_relations: bool) -> Written:
    """The documents as one list of sentences. Raises FormatError where there are none."""
    writing = _Writing(with_relations=with_relations)
    ledger: list[Loss] = []
    for part in parts(export, keeps_parts=True):
        writing.add(part)
        ledger += part.losses.ledger()
    return Written(sentences.laid_out(writing.sentences), ledger)


class _Writing:
    """Sentences as they are written, one after the other."""

    def __init__(self, *, with_relations: bool) -> None:
        self.sentences: list[dict[str, Any]] = []
        self._with_relations = with_relations
        self._sources: dict[str, list[dict[str, Any]]] = {}
        self._place: tuple[str, int] | None = None

    def add(self, part: Part) -> None:
        """Append a document; one that did not stand here in its source begins with a newdoc."""
        stated = len(statements(part.lexical))
        if stated and not self._with_relations:
            part.losses.add("governors and objects other than follow from the tree", stated)
        own = part.source if part.source is not None and part.source.form in _JSON else None
        now, then = Standing(part.document, part.lexical), Standing(part.document, part.stated)
        is_moved = not now.says_as(then)
        follows = part.source is None or self._place == (part.source.sha, part.place[0])
        number = len(self.sentences)
        blocks = part.blocks if own is not None else standard_blocks(part)
        for position, (index, block) in enumerate(zip(part.indices, blocks, strict=True)):
            said = now.said(index, block, with_relations=self._with_relations)
            if own is None:
                self.sentences.append(self._anew(part, index, said))
                continue
            before = part.before[position]
            first, last = (int(b) for b in part.document.sentences.source_start[position : position + 2])
            found, behind = self._own(own, first, last)
            is_edited = block != before or is_moved
            if is_edited:
                was = then.said(index, before, with_relations=self._with_relations)
                found = sentences.merged(found, sentences.sentence(was), sentences.sentence(said))
            # A file that has relations is taken at its word where it has none.
            if is_edited or own.form != sister_forms.GOVOBJ or not self._with_relations:
                found = self._with_or_without(found, said)
            self.sentences += [found, *behind]
        version = undeclared_version(part)
        if version and number < len(self.sentences) and (own is None or is_moved or part.blocks != part.before):
            self.sentences[number] = _declaring(self.sentences[number], version)
        if number and not follows and "newdoc" not in "".join(part.document.metadata):
            self.sentences[number] = {"newdoc id": part.document.name, **self.sentences[number]}
        self._place = (part.source.sha, part.place[1]) if part.source is not None else None

    def _own(self, source: Source, first: int, last: int) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        """The source's object whose rows lie in a range of its lines, and those without words behind it.

        Those without words before it are written.
        """
        if source.sha not in self._sources:
            self._sources = {source.sha: streusle_json_lines.loaded(source.data, "").sentences}
        starts, lines = source.turned.starts, source.turned.lines
        numbers = range(bisect_left(starts, first), bisect_left(starts, last))
        objects = [self._sources[source.sha][number] for number in numbers]
        place = next(p for p, n in enumerate(numbers) if token_lines(lines[starts[n] : starts[n + 1]]))
        self.sentences += objects[:place]
        return objects[place], objects[place + 1 :]

    def _anew(self, part: Part, index: int, said: Said) -> dict[str, Any]:
        """A sentence of another form as an object with what STREUSLE's tools look for: ids, text, numbers from 1."""
        lines = said.block.split(b"\n")
        rows = token_lines(said.block)
        wide = sum(1 for number in rows if lines[number].count(b"\t") >= _REGULAR)
        if wide:
            part.losses.add("cells past column 19", wide)
        others = (line.removeprefix(b"\xef\xbb\xbf") for line in lines if b"\t" not in line)
        odd = sum(1 for line in others if line.strip() and line[:1] != b"#")
        if odd:
            part.losses.add("lines that are neither comments nor rows", odd)
        try:
            said.block.decode()
        except UnicodeDecodeError:
            part.losses.add("bytes that are no UTF-8: � written")
        whole = conllulex_anew.completed(said.block, part.document, index)
        return sentences.sentence(numbered(said._replace(block=whole), part.losses.add))

    def _with_or_without(self, found: dict[str, Any], said: Said) -> dict[str, Any]:
        """A source's object with relations where it has none and is to have them, or without where it is not."""
        has = sentences.has_relations(found)
        if not self._with_relations:
            return sentences.without_relations(found) if has else found
        if has or not said.relations:
            return found
        return sentences.with_relations(found, sentences.sentence(said))


def _declaring(sentence: dict[str, Any], version: str) -> dict[str, Any]:
    """The sentence with the version of the scheme behind its id, where its comment stands in CoNLL-U."""
    items = list(sentence.items())
    place = next((n + 1 for n, (key, _) in enumerate(items) if key == "sent_id"), 0)
    return dict([*items[:place], ("snacs", version), *items[place:]])
