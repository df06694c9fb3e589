"""A valid made `.conllulex` file, and edits of it that each break one rule, to try validators on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from construal.annotation.snacs.expression import SINGLE, STRONG, WEAK, Expression, Word
from construal.annotation.snacs.lextag import derived_cells

COLUMNS = (
    "id", "form", "lemma", "upos", "xpos", "feats", "head", "deprel", "deps", "misc",
    "smwe", "lexcat", "lexlemma", "ss", "ss2", "wmwe", "wcat", "wlemma", "lextag",
)  # fmt: skip
PLACE = {name: place for place, name in enumerate(COLUMNS)}

# id, form, lemma, upos, xpos, head, deprel of each row, then what was decided.
_SENTENCES: tuple[tuple[str, tuple[Expression, ...]], ...] = (
    (
        """1 We we PRON PRP 2 nsubj
        2 walked walk VERB VBD 0 root
        3 out out ADP IN 7 case
        4 of of ADP IN 3 fixed
        5 the the DET DT 7 det
        6 old old ADJ JJ 7 amod
        7 mill mill NOUN NN 2 obl
        8 . . PUNCT . 2 punct""",
        (
            Expression((1,), SINGLE, supersense="v.motion"),
            Expression((2, 3), STRONG, role="Source", function="Source"),
            Expression((6,), SINGLE, supersense="n.ARTIFACT"),
        ),
    ),
    (
        """1 She she PRON PRP 2 nsubj
        2 takes take VERB VBZ 0 root
        3 the the DET DT 4 det
        4 question question NOUN NN 2 obj
        5 up up ADP RP 2 compound:prt
        6 at at ADP IN 8 case
        7 great great ADJ JJ 8 amod
        8 length length NOUN NN 2 obl
        9 with with ADP IN 11 case
        10 her her PRON PRP$ 11 nmod:poss
        11 friends friend NOUN NNS 2 obl
        12 . . PUNCT . 2 punct""",
        (
            Expression((1, 4), STRONG, "V.VPC.full", "v.communication"),
            Expression((3,), SINGLE, supersense="n.COMMUNICATION"),
            Expression((5,), SINGLE, role="Manner", function="Manner"),
            Expression((7,), SINGLE, supersense="n.ATTRIBUTE"),
            Expression((5, 6, 7), WEAK, "PP"),
            Expression((8,), SINGLE, role="Ancillary", function="Ancillary"),
            Expression((9,), SINGLE, role="SocialRel", function="Gestalt"),
            Expression((10,), SINGLE, supersense="n.PERSON"),
        ),
    ),
    (
        """1-2 It's _ _ _ _ _
        1 It it PRON PRP 4 nsubj
        2 's be AUX VBZ 4 cop
        3 Ann Ann PROPN NNP 5 nmod:poss
        4 's 's PART POS 3 case
        5 turn turn NOUN NN 0 root
        5.1 chance chance NOUN NN _ _
        6 to to PART TO 7 mark
        7 pay pay VERB VB 5 acl
        8 for for ADP IN 10 case
        9 a a DET DT 10 det
        10 change change NOUN NN 7 obl
        11 . . PUNCT . 5 punct""",
        (
            Expression((1,), SINGLE, "V", "v.stative"),
            Expression((2,), SINGLE, supersense="n.PERSON"),
            Expression((3,), SINGLE, role="Possessor", function="Possessor"),
            Expression((4,), SINGLE, supersense="n.ACT"),
            Expression((6,), SINGLE, supersense="v.possession"),
            Expression((7, 8, 9), STRONG, "PP", role="Manner", function="Manner"),
        ),
    ),
    (
        """1 Ask ask VERB VB 0 root
        2 for for SCONJ IN 5 mark
        3 them they PRON PRP 5 nsubj
        4 to to PART TO 5 mark
        5 come come VERB VB 1 advcl
        6 in in ADP IN 7 case
        7 order order NOUN NN 9 mark
        8 to to PART TO 9 mark
        9 help help VERB VB 5 advcl
        10 , , PUNCT , 1 punct
        11 not not PART RB 12 advmod
        12 working work VERB VBG 9 amod
        13 . . PUNCT . 1 punct""",
        (
            Expression((0,), SINGLE, supersense="v.communication"),
            Expression((1,), SINGLE, "INF"),
            Expression((4,), SINGLE, supersense="v.motion"),
            Expression((5, 6, 7), STRONG, "INF.P", role="Purpose", function="Purpose"),
            Expression((8,), SINGLE, supersense="v.social"),
            Expression((11,), SINGLE, supersense="v.social"),
        ),
    ),
    (
        """1 He he PRON PRP 2 nsubj
        2 lost lose VERB VBD 0 root
        3 his his PRON PRP$ 4 nmod:poss
        4 way way NOUN NN 2 obj
        5 out out ADP IN 2 advmod
        6 here here ADV RB 2 advmod
        7 him he PRON PRP 2 obl
        8 self _ X GW 7 goeswith
        9 and and CCONJ CC 10 cc
        10 left leave VERB VBD 2 conj
        11 . . PUNCT . 2 punct""",
        (
            Expression((1, 3), STRONG, "V.VID", "v.cognition"),
            Expression((2,), SINGLE, "PRON.POSS", role="`$", function="`$"),
            Expression((4,), SINGLE, role="??"),
            Expression((6, 7), STRONG, "PRON"),
            Expression((9,), SINGLE, supersense="v.motion"),
        ),
    ),
)

Lines = list[str]
Edit = Callable[[Lines], None]


@dataclass(frozen=True)
class Variant:
    """A broken file: the rule as the field numbers it, what is broken, the id of our rule, and how to break it."""

    number: str
    name: str
    rule: str
    edits: tuple[Edit, ...]

    @property
    def data(self) -> bytes:
        """The file."""
        lines = valid_lines()
        for edit in self.edits:
            edit(lines)
        return "\n".join(lines).encode()

    def __str__(self) -> str:
        return f"{self.number}: {self.name}"


def valid_lines() -> Lines:
    """The lines of the valid file."""
    lines = ["# newdoc id = made-1"]
    for number, (text, expressions) in enumerate(_SENTENCES, 1):
        rows = [line.split() for line in text.splitlines()]
        ids = [row[0] for row in rows if "-" not in row[0]]
        words = [
            Word(form, lemma, upos, xpos, ids.index(head) if head in ids else -1, "." in id)
            for id, form, lemma, upos, xpos, head, _ in rows
            if "-" not in id
        ]
        derived = derived_cells(words, _counted_with_empty(expressions, ids))
        cells = iter(derived.rows)
        lines += [f"# sent_id = made-1-{number}", f"# text = {' '.join(w.form for w in words if not w.is_empty_node)}"]
        lines.append(f"# mwe = {derived.mwe}")
        for id, form, lemma, upos, xpos, head, deprel in rows:
            lexical = ["_"] * 9 if "-" in id else list(next(cells))
            lines.append("\t".join([id, form, lemma, upos, xpos, "_", head, deprel, "_", "_", *lexical]))
        lines.append("")
    return lines


def _counted_with_empty(expressions: Sequence[Expression], ids: Sequence[str]) -> list[Expression]:
    """Expressions by the positions of rows, given by those of words."""
    words = [position for position, id in enumerate(ids) if "." not in id]
    return [
        Expression(
            tuple(words[p] for p in e.positions), e.strength, e.lexcat, e.supersense, e.role, e.function
        )
        for e in expressions
    ]  # fmt: skip


def line_of(lines: Lines, sentence: int, start: str) -> int:
    """The index of the line of a sentence (from 1) that begins so; a token by its id."""
    first = next(i for i, line in enumerate(lines) if line == f"# sent_id = made-1-{sentence}")
    begin = start if start.startswith("#") else f"{start}\t"
    return next(i for i in range(first, len(lines)) if lines[i].startswith(begin))


def cells(sentence: int, token: str, /, *, tag: bool = True, **values: str) -> Edit:
    """Write cells of a row; the lextag follows from the others unless it is given or `tag` is False."""

    def edit(lines: Lines) -> None:
        index = line_of(lines, sentence, token)
        row = lines[index].split("\t")
        for column, value in values.items():
            row[PLACE[column]] = value
        if tag and "lextag" not in values:
            row[PLACE["lextag"]] = _lextag(row)
        lines[index] = "\t".join(row)

    return edit


def line(sentence: int, start: str, change: Callable[[str], str | None]) -> Edit:
    """Change a line of a sentence; None takes it away."""

    def edit(lines: Lines) -> None:
        index = line_of(lines, sentence, start)
        changed = change(lines[index])
        lines[index : index + 1] = [] if changed is None else changed.split("\n")

    return edit


def _lextag(row: Sequence[str]) -> str:
    """The lextag of a row whose own begins right."""
    bio = "".join(takewhile(lambda letter: letter != "-", row[PLACE["lextag"]]))
    smwe, lexcat, first, second = (row[PLACE[name]] for name in ("smwe", "lexcat", "ss", "ss2"))
    if smwe not in ("_", "") and not smwe.endswith(":1"):
        return bio
    label = "" if first == "_" else f"-{first}" if second in ("_", first) else f"-{first}|{second}"
    wcat = row[PLACE["wcat"]] if row[PLACE["wmwe"]].endswith(":1") else "_"
    return f"{bio}-{lexcat}{label}" + ("" if wcat == "_" else f"+{wcat}")
