"""Raw text made of a treebank: what a reader would have seen before anyone cut it into sentences and words.

Knows CoNLL-U's rows and comments; knows no tokenizer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from construal.annotation.errors import FormatError

Span = tuple[int, int]


@dataclass(slots=True)
class RawText:
    """One document: paragraphs apart by a blank line, sentences by a space unless the corpus has none there.

    `words` are the syntactic words: a multiword token counts as its words where their forms together are the token's
    ("do" + "n't"), otherwise as one.
    """

    text: str = ""
    words: list[Span] = field(default_factory=list)
    sentences: list[Span] = field(default_factory=list)

    def joined(self) -> RawText:
        """The same with a space for every blank line: sentences of which no paragraph shows where they end."""
        sentences: list[Span] = []
        last = gone = 0
        for start, end in self.sentences:
            gone += self.text.count("\n\n", last, start)
            sentences.append((start - gone, end - gone))
            last = end
        return RawText(self.text.replace("\n\n", " "), [], sentences)


def raw_texts(path: Path) -> list[RawText]:
    """The documents of a CoNLL-U file, in order. Raises FormatError where `# text` and its rows do not agree."""
    found: list[RawText] = []
    glue = ""
    for number, (comments, rows) in enumerate(_blocks(path), 1):
        text = next((line.partition("=")[2].strip() for line in comments if line.startswith("# text =")), None)
        if text is None:
            raise FormatError(f"Sentence {number} of {path.name} has no # text line; take a file that has them.")
        if not found or any(line.startswith("# newdoc") for line in comments):
            found.append(RawText())
        elif any(line.startswith("# newpar") for line in comments):
            glue = "\n\n"
        document = found[-1]
        start = len(document.text) + (len(glue) if document.text else 0)
        document.text += (glue if document.text else "") + text
        document.sentences.append((start, start + len(text)))
        for first, last in _words(text, rows, f"sentence {number} of {path.name}"):
            document.words.append((start + first, start + last))
        glue = "" if "SpaceAfter=No" in _last_misc(rows).split("|") else " "
    return found


def _blocks(path: Path) -> Iterator[tuple[list[str], list[list[str]]]]:
    comments: list[str] = []
    rows: list[list[str]] = []
    with path.open(encoding="utf-8") as file:
        for line in (*file, "\n"):
            line = line.rstrip("\n")
            if line.startswith("#"):
                comments.append(line)
            elif line:
                row = line.split("\t")
                if "." not in row[0]:
                    rows.append(row)
            elif rows:
                yield comments, rows
                comments, rows = [], []


def _words(text: str, rows: list[list[str]], place: str) -> Iterator[Span]:
    position = index = 0
    while index < len(rows):
        row = rows[index]
        first, _, last = row[0].partition("-")
        inside = rows[index + 1 : index + 2 + int(last) - int(first)] if last else []
        start = text.find(row[1], position)
        if start < 0 or text[position:start].strip():
            raise FormatError(f"‘{row[1]}’ in {place} is not where its # text has it; repair the file.")
        position = start + len(row[1])
        forms = [each[1] for each in inside]
        for form in forms if "".join(forms) == row[1] else [row[1]]:
            yield start, start + len(form)
            start += len(form)
        index += 1 + len(inside)


def _last_misc(rows: list[list[str]]) -> str:
    """MISC of the last token: of the multiword token where one ends the sentence."""
    last = rows[-1]
    for row in reversed(rows):
        if row[0].endswith(f"-{last[0]}"):
            return row[9]
    return last[9]
