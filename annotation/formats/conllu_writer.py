"""Writing CoNLL-U: a source's own rows wherever nothing changed them, features of annotation where something did.

A `# snacs = 2.6` comment declares the scheme's version where a reader could not know it (`undeclared_version`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from construal.annotation.formats import conllu_lines, conllulex_anew, sister_forms
from construal.annotation.formats.conllu_rules import Line, Mending
from construal.annotation.formats.conllulex_writer import File, Losses, Part, Source, parts
from construal.annotation.formats.format import Export, Loss, Written
from construal.annotation.formats.numbered import numbered
from construal.annotation.formats.sister_sentences import Standing, undeclared_version
from construal.annotation.formats.standard_blocks import standard_blocks
from construal.annotation.formats.turned import Said, line_starts, token_lines

_TOLD = 20
# By the lexical column.
_KINDS = (
    "multiword expressions that features cannot hold", "lexcats that features cannot hold",
    "lexical lemmas that features cannot hold", "labels that features spell otherwise",
    "labels that features spell otherwise", "weak expressions that features cannot hold",
    "weak expressions that features cannot hold", "lexical lemmas that features cannot hold",
    "lextags other than follow from the rest",
)  # fmt: skip


def write(export: Export, mending: Mending | None = None) -> Written:
    """The documents as one file, or a stretch of one whose sentences are mended. Raises FormatError without any."""
    writing = _Writing(mending or Mending())
    for part in parts(export, keeps_parts=True):
        writing.add(part)
    return Written(bytes(writing.file.data), writing.ledger())


class _Writing:
    """Documents as they are written, one after the other."""

    def __init__(self, mending: Mending) -> None:
        self.file = File()
        self._mending = mending
        self._losses: list[Losses] = []
        # Of each sentence written: its document's losses, its id, and its rows where they are not the source's own.
        self._expected: list[tuple[Losses, str, list[bytes]]] = []
        self._starts: dict[str, tuple[list[int], list[int]]] = {}

    def add(self, part: Part) -> None:
        """Append a document."""
        self._losses.append(part.losses)
        now, then = Standing(part.document, part.lexical), Standing(part.document, part.stated)
        is_moved = not now.says_as(then)
        source = part.source if part.source is not None and part.source.form == sister_forms.CONLLU else None
        version = "" if part.goes_on else undeclared_version(part)
        written: list[bytes] = []
        if source is not None and _is_first_annotated(part):
            source = None
            blocks = [
                conllulex_anew.completed(block, part.document, index)
                for index, block in zip(part.indices, part.blocks, strict=True)
            ]
        else:
            blocks = part.blocks if source is not None else standard_blocks(part)
        for number, (index, block) in enumerate(zip(part.indices, blocks, strict=True)):
            id = part.document.sentences.ids[index]
            if source is None:
                written.append(self._anew(part, id, numbered(now.said(index, block, labelled=True), part.losses.add)))
                self._expect(part, id, block)
                continue
            before = part.before[number]
            first, last = (int(b) for b in part.document.sentences.source_start[number : number + 2])
            data = self._own(source, first, last)
            if block != before or is_moved:
                data = conllu_lines.merged(
                    data,
                    before=then.said(index, before, labelled=True),
                    after=now.said(index, block, labelled=True),
                )
            written.append(data)
            self._expect(part, id, block if block != before else b"")
        if version and written and (source is None or part.blocks != part.before):
            written[0] = _with_comment(written[0], f"# snacs = {version}")
        self.file.add(b"".join(written), part)

    def ledger(self) -> list[Loss]:
        """Everything that was lost or made up, with what the file says otherwise when it is read again."""
        turned = conllu_lines.turned(bytes(self.file.data), "")
        sentences = [rows for s, e in pairwise(turned.starts) if (rows := _rows(turned.lines[s:e]))]
        found: dict[int, dict[str, dict[str, int]]] = {}
        if len(sentences) == len(self._expected):
            for (losses, sent_id, expected), rows in zip(self._expected, sentences, strict=True):
                for kind, count in _differences(expected, rows).items():
                    found.setdefault(id(losses), {}).setdefault(kind, {})[sent_id] = count
        result: list[Loss] = []
        for losses in self._losses:
            for kind, ids in found.get(id(losses), {}).items():
                named = ", ".join(list(ids)[:_TOLD]) + (f" and {len(ids) - _TOLD} more" if len(ids) > _TOLD else "")
                losses.add(f"{kind} (in {named})", sum(ids.values()))
            result += losses.ledger()
        return result

    def _own(self, source: Source, first: int, last: int) -> bytes:
        """The source's own bytes for a range of its turned lines: these have the same numbers."""
        if source.sha not in self._starts:
            self._starts = {source.sha: (source.turned.line_starts(), line_starts(source.data))}
        turned, own = self._starts[source.sha]
        return source.data[own[bisect_left(turned, first)] : own[bisect_left(turned, last)]]

    def _anew(self, part: Part, id: str, said: Said) -> bytes:
        """A sentence of another form as lines that keep UD's rules, ended by an empty line."""
        lines: list[Line] = []
        for line in conllu_lines.back(said):
            if isinstance(line, list) or line.removeprefix("\ufeff")[:1] == "#":
                lines.append(line)
            elif line.strip():
                part.losses.add("lines that are neither comments nor rows")
        fallback = f"{part.document.name}-{id}" if id.isdecimal() else id
        mended = self._mending.mended(lines, fallback, part.losses.add)
        text = "\n".join(line if isinstance(line, str) else "\t".join(line) for line in mended)
        return (text + "\n\n").encode(errors="replace")

    def _expect(self, part: Part, id: str, block: bytes) -> None:
        self._expected.append((part.losses, id, _rows(block) if block else []))


def _is_first_annotated(part: Part) -> bool:
    """Whether a treebank's document has its first annotation here: every sentence then needs its line `# mwe`."""
    return not part.stated and part.blocks != part.before and not any(b"# mwe" in block for block in part.before)


def _with_comment(data: bytes, comment: str) -> bytes:
    """A sentence with a comment behind its sent_id, or before its first row."""
    lines = data.split(b"\n")
    ids = [n for n, line in enumerate(lines) if line.startswith(b"# sent_id")]
    place = ids[0] + 1 if ids else next((n for n, line in enumerate(lines) if b"\t" in line), 0)
    ending = b"\r" if lines[place - 1].endswith(b"\r") else b""
    return b"\n".join([*lines[:place], comment.encode() + ending, *lines[place:]])


def _rows(block: bytes) -> list[bytes]:
    """The token rows of a block, from the eleventh cell on."""
    lines = block.split(b"\n")
    cells = (lines[number].removesuffix(b"\r").split(b"\t", 10) for number in token_lines(block))
    return [row[10] if len(row) > 10 else b"" for row in cells]


def _differences(expected: Sequence[bytes], rows: Sequence[bytes]) -> Counter[str]:
    """How many cells of each kind a reader of the file would have otherwise."""
    counts: Counter[str] = Counter()
    for one, other in zip(expected, rows, strict=False):
        if one == other:
            continue
        stated, found = (
            [cell or b"_" for cell in row.split(b"\t")] + [b"_"] * (9 - row.count(b"\t") - 1) for row in (one, other)
        )
        kinds = {
            _KINDS[column]: 1 for column in range(8) if stated[column] != found[column]
        }  # fmt: skip
        if not kinds and stated[8] not in (b"_", found[8]):
            kinds = {_KINDS[8]: 1}
        if len(stated) > 9:
            kinds["cells past column 19"] = 1
        counts.update(kinds)
    return counts
