"""Writing `.conllulex` over its source: an edit changes the cells that follow from it, and no other byte."""

import itertools
from dataclasses import replace

import msgspec
import pytest

from construal.annotation.anchor import Anchor, span
from construal.annotation.annotation import Annotation, Status
from construal.annotation.document import Document
from construal.annotation.errors import FormatError
from construal.annotation.formats.conllulex import Conllulex
from construal.annotation.formats.format import Export, Imported, Loss, ReadOptions, Written

SOURCE = """\
# newdoc id = walk
# sent_id = walk-1
# text = She gave it up for her friend.
# note = kept as it is
# mwe = She gave_ it _up for her friend .
1|She|she|PRON|PRP|_|2|nsubj|_|_|_|PRON|she|_|_|_|_|_|O-PRON
2|gave|give|VERB|VBD|_|0|root|_|Any=Thing|1:1|V.VPC.full|give up|v.social|_|_|_|_|B-V.VPC.full-v.social
3|it|it|PRON|PRP|_|2|obj|_|_|_|PRON|it|_|_|_|_|_|o-PRON
4|up|up|ADP|RP|_|2|compound|_|_|1:2|_|_|_|_|_|_|_|I_
5|for|for|ADP|IN|_|7|case|_|_|_|P|for|p.Beneficiary|p.Beneficiary|_|_|_|O-P-p.Beneficiary
6|her|her|PRON|PRP$|_|7|nmod|_|_|_|PRON.POSS|her|p.SocialRel|p.Gestalt|_|_|_|O-PRON.POSS-p.SocialRel/p.Gestalt
7|friend|friend|NOUN|NN|_|2|obl|_|SpaceAfter=No|_|N|friend|n.PERSON|_|_|_|_|O-N-n.PERSON
8|.|.|PUNCT|.|_|2|punct|_|_|_|PUNCT|.|_|_|_|_|_|O-PUNCT

# sent_id = walk-2
# text = They left
# mwe = They left
1|They|they|PRON|PRP|_|2|nsubj|_|_|_|PRON|they|_|_|_|_|_|O-PRON
2|left|leave|VERB|VBD|_|0|root|_|_|_|V|leave|v.motion|_|_|_|_|O-V-v.motion

""".replace("|", "\t").replace("/", "|")
TAG = 18


class Case:
    """A file that was read, and what a person makes of it."""

    def __init__(self, source: str | bytes = SOURCE) -> None:
        self.source = source if isinstance(source, bytes) else source.encode()
        self.imported: Imported = Conllulex().read(self.source, "walk.conllulex", ReadOptions())
        self.annotations = {a.id: a for a in self.imported.annotations}

    @property
    def document(self) -> Document:
        return self.imported.documents[0]

    def at(self, words: str) -> Annotation:
        found = [a for a in self.annotations.values() if a.anchor.text(self.document.text) == words]
        assert len(found) == 1
        return found[0]

    def put(self, annotation: Annotation, **values: str) -> None:
        changed = {key: value for key, value in {**annotation.values, **values}.items() if value}
        self.annotations[annotation.id] = msgspec.structs.replace(annotation, values=changed)

    def drop(self, words: str) -> None:
        del self.annotations[self.at(words).id]

    def add(self, anchor: Anchor, *, layer: str = "lexical", **values: str | bool) -> Annotation:
        id = max(self.annotations, default=0) + 1
        added = Annotation(id=id, document=self.document.id, layer=layer, anchor=anchor, values=values, modified=1)
        self.annotations[id] = added
        return added

    def words(self, *numbers: int) -> Anchor:
        """The anchor on words of the first sentence, by their number from 1."""
        return self.document.anchor_of([number - 1 for number in numbers])

    def write(self) -> Written:
        by_document: dict[int, list[Annotation]] = {}
        for annotation in self.annotations.values():
            by_document.setdefault(annotation.document, []).append(annotation)
        return Conllulex().write(Export(self.imported.documents, by_document, {}, lambda sha: self.source))

    def changes(self) -> dict[tuple[str, int], str]:
        """The cells that were written otherwise: line's first cell or comment and column, and what stands there now."""
        before, after = self.source.decode().split("\n"), self.write().data.decode().split("\n")
        assert len(before) == len(after)
        found: dict[tuple[str, int], str] = {}
        for old, new in zip(before, after, strict=True):
            for column, (was, now) in enumerate(itertools.zip_longest(old.split("\t"), new.split("\t"), fillvalue="")):
                if was != now:
                    found[old.split("\t")[0].partition("=")[0], column] = now
        return found


def test_nothing_edited() -> None:
    """A file that nobody edited is written as it was."""
    case = Case()
    written = case.write()
    assert written.data == case.source
    assert written.ledger == []


def test_relabel() -> None:
    """Another construal changes two labels and the tag of one row."""
    case = Case()
    case.put(case.at("for"), role="Purpose", function="Purpose")
    assert case.changes() == {("5", 13): "p.Purpose", ("5", 14): "p.Purpose", ("5", TAG): "O-P-p.Purpose"}


def test_function_alone() -> None:
    """Another function changes one label and the tag."""
    case = Case()
    case.put(case.at("for"), function="Goal")
    assert case.changes() == {("5", 14): "p.Goal", ("5", TAG): "O-P-p.Beneficiary|p.Goal"}


def test_unclear() -> None:
    """A use that cannot be interpreted stands in the first column alone."""
    case = Case()
    case.put(case.at("for"), role="??", function="")
    assert case.changes() == {("5", 13): "??", ("5", 14): "_", ("5", TAG): "O-P-??"}


def test_removed_expression() -> None:
    """Without the expression its words stand alone, those between are in no gap, and the line is drawn anew."""
    case = Case()
    case.drop("gave … up")
    assert case.changes() == {
        ("# mwe ", 0): "# mwe = She gave it up for her friend .",
        ("2", 10): "_", ("2", 11): "V", ("2", 12): "give", ("2", 13): "_", ("2", TAG): "O-V",
        ("3", TAG): "O-PRON",
        ("4", 10): "_", ("4", 11): "P", ("4", 12): "up", ("4", TAG): "O-P",
    }  # fmt: skip


def test_new_expression_renumbers() -> None:
    """A new expression before another takes its number, and the other is renumbered."""
    case = Case()
    case.add(case.words(1, 2, 4), strength="weak")
    assert case.changes() == {
        ("# mwe ", 0): "# mwe = She~gave_ it _up for her friend .",
        ("1", 15): "1:1", ("1", 17): "she give up", ("1", TAG): "B-PRON",
        ("2", 10): "2:1", ("2", 15): "1:2", ("2", TAG): "I~-V.VPC.full-v.social",
        ("4", 10): "2:2", ("4", 15): "1:3",
    }  # fmt: skip


def test_joined_words() -> None:
    """Two words joined have one label on the first; the second has none of its own."""
    case = Case()
    case.drop("for")
    case.drop("her")
    case.add(case.words(5, 6), strength="strong", role="Purpose", function="Purpose")
    assert case.changes() == {
        ("# mwe ", 0): "# mwe = She gave_ it _up for_her friend .",
        ("5", 10): "2:1", ("5", 11): "PP", ("5", 12): "for her", ("5", 13): "p.Purpose", ("5", 14): "p.Purpose",
        ("5", TAG): "B-PP-p.Purpose",
        ("6", 10): "2:2", ("6", 11): "_", ("6", 12): "_", ("6", 13): "_", ("6", 14): "_", ("6", TAG): "I_",
    }  # fmt: skip


def test_decided_lexcat() -> None:
    """A lexcat decided against the part of speech is written, and in the tag."""
    case = Case()
    case.add(case.words(3), strength="single", lexcat="DISC")
    assert case.changes() == {("3", 11): "DISC", ("3", TAG): "o-DISC"}


def test_undone_edit() -> None:
    """A decision made again in other words but with the same outcome changes nothing."""
    case = Case()
    case.put(case.at("for"), lexcat="P")
    assert case.write().data == case.source


def test_cells_that_never_followed_stay() -> None:
    """A cell that the file has otherwise than follows stays, unless the edit changes what follows there."""
    source = SOURCE.replace("\tfor\tp.Ben", "\tFOR\tp.Ben").replace("O-P-p.Beneficiary", "own tag")
    case = Case(source)
    case.put(case.at("her"), role="Possessor", function="Possessor")
    assert set(case.changes()) == {("6", 13), ("6", 14), ("6", TAG)}
    case.put(case.at("for"), function="Goal")
    assert case.changes()["5", TAG] == "O-P-p.Beneficiary|p.Goal"
    assert ("5", 12) not in case.changes()


def test_own_numbering_is_replaced_whole() -> None:
    """Where a file numbers its expressions otherwise, an edit of them numbers all, so that no number comes twice."""
    case = Case(SOURCE.replace("\t1:1\t", "\t7:1\t").replace("\t1:2\t", "\t7:2\t"))
    assert case.write().data == case.source
    case.add(case.words(6, 7), strength="weak")
    changes = case.changes()
    assert [changes["2", 10], changes["4", 10]] == ["1:1", "1:2"]
    assert [changes["6", 15], changes["7", 15]] == ["2:1", "2:2"]


def test_line_endings_stay() -> None:
    """A file with CR LF keeps them in the lines that change."""
    case = Case(SOURCE.replace("\n", "\r\n"))
    case.put(case.at("for"), role="Purpose", function="Purpose")
    data = case.write().data
    assert data.count(b"\r\n") == data.count(b"\n") == SOURCE.count("\n")
    assert b"O-P-p.Purpose\r\n" in data


def test_missing_mwe_line_is_not_invented() -> None:
    """A file without `# mwe` lines gets none."""
    case = Case("".join(line for line in SOURCE.splitlines(keepends=True) if not line.startswith("# mwe")))
    case.drop("gave … up")
    assert b"# mwe" not in case.write().data


def test_short_rows_grow_only_where_they_must() -> None:
    """Rows of 15 columns keep them for a label, and grow for what they could not state otherwise."""
    rows = [line.split("\t")[:15] if "\t" in line else [line] for line in SOURCE.split("\n")]
    case = Case("\n".join("\t".join(cells) for cells in rows))
    case.put(case.at("for"), role="Purpose", function="Purpose")
    assert case.changes() == {("5", 13): "p.Purpose", ("5", 14): "p.Purpose"}
    case.add(case.words(6, 7), strength="weak")
    widths = [line.count("\t") + 1 for line in case.write().data.decode().split("\n") if "\t" in line]
    assert widths == [15, 15, 15, 15, 15, 18, 16, 15, 15, 15]


def test_empty_nodes_and_surface_tokens_stay() -> None:
    """Rows that are no words keep their place and bytes while words around them change."""
    source = SOURCE.replace("5\tfor", "4.1\te\te\tVERB\tVB\t" + "\t".join("_" * 14) + "\n5\tfor")
    source = source.replace("6\ther", "6-7\therfriend" + "\t_" * 17 + "\n6\ther")
    case = Case(source)
    case.put(case.at("for"), role="Purpose", function="Purpose")
    assert case.changes() == {("5", 13): "p.Purpose", ("5", 14): "p.Purpose", ("5", TAG): "O-P-p.Purpose"}


def test_one_document_of_a_file() -> None:
    """A document exported by itself is its own bytes; two that stood apart are parted by a blank line."""
    other = SOURCE.replace("walk", "swim")
    third = SOURCE.replace("walk", "talk").removesuffix("\n")
    case = Case(SOURCE + other + third)
    documents = case.imported.documents
    case.imported.documents = [documents[1]]
    assert case.write().data == other.encode()
    case.imported.documents = [documents[2], documents[0]]
    assert case.write().data == third.encode() + b"\n" + SOURCE.encode()


def test_document_without_newdoc_after_another() -> None:
    """A document that had a file to itself is told apart by a newdoc line when it follows another."""
    first, second = Case(), Case(SOURCE.replace("# newdoc id = walk\n", "").replace("walk-", "s-"))
    sources = {case.document.source: case.source for case in (first, second)}
    documents = [first.document, replace(second.document, name="own")]
    written = Conllulex().write(Export(documents, {
        case.document.id: list(case.annotations.values()) for case in (first, second)
    }, {}, sources.get))  # fmt: skip
    assert written.data == first.source + b"# newdoc id = own\n" + second.source


def test_what_the_format_cannot_hold() -> None:
    """What is on no word, overlaps, other layers, answers, notes and doubts are counted, and the rest is written."""
    case = Case()
    noted = case.at("friend")
    case.annotations[noted.id] = msgspec.structs.replace(noted, note="why", doubt=True)
    case.add(span((3, 4)), strength="single", role="Locus", function="Locus")
    case.add(case.words(2, 3), strength="strong", supersense="v.social")
    case.add(case.words(3, 4), strength="weak")
    case.add(span((0, 3)), layer="concept")
    case.add(case.words(1), strength="single", target=False)
    last_and_first = Anchor((case.words(8).fragments[0], (31, 35)))
    case.add(last_and_first, strength="strong")
    written = case.write()
    assert {loss.message: loss.count for loss in written.ledger} == {
        "supersense annotations not on any word": 1,
        "supersense annotations overlapping another expression": 1,
        "supersense annotations of weak expressions that split a strong one": 1,
        "supersense annotations across sentences": 1,
        "annotations of the layer Concepts": 1,
        "decisions that a word is no target": 1,
        "notes on supersense annotations": 1,
        "doubts on supersense annotations": 1,
    }
    assert all(loss.document == "walk" for loss in written.ledger)


def test_later_of_two_claims_is_written() -> None:
    """Of two expressions that share a word the later decision is written, and the earlier one told."""
    case = Case()
    case.add(case.words(2, 3), strength="strong", supersense="v.contact", lexcat="V.VID")
    written = case.write()
    assert b"\tgive it\tv.contact\t" in written.data
    assert Loss("walk", "supersense annotations overlapping another expression") in written.ledger


@pytest.mark.parametrize("status", [Status.SUGGESTED, Status.REJECTED])
def test_only_decisions_are_written(status: Status) -> None:
    """What nobody decided, and what somebody refused, is not written and not counted as lost."""
    case = Case()
    added = case.add(case.words(1), strength="single", lexcat="DISC")
    case.annotations[added.id] = msgspec.structs.replace(added, status=status)
    written = case.write()
    assert written.data == case.source
    assert written.ledger == []


def test_source_gone() -> None:
    """Without the bytes of its file a document is written anew from its columns, and that is told."""
    case = Case()
    written = Conllulex().write(
        Export(case.imported.documents, {case.document.id: list(case.annotations.values())}, {}, lambda sha: None)
    )
    expected = SOURCE.replace("# note = kept as it is\n", "").replace(
        "# text = She", "# newpar id = walk-p0001\n# text = She"
    )
    assert written.data.decode() == expected
    assert [loss.message for loss in written.ledger] == [
        "the bytes of its file are not at hand: comments and other lines of it"
    ]


def test_nothing_to_write() -> None:
    """An export of no document is refused."""
    with pytest.raises(FormatError, match="choose at least one"):
        Conllulex().write(Export([], {}, {}))


def test_reading_what_was_written() -> None:
    """What was written reads as what was decided."""
    case = Case()
    case.drop("for")
    case.drop("friend")
    case.add(case.words(5, 7), strength="strong", role="Purpose", function="Purpose")
    case.add(case.words(1, 3), strength="weak")
    again = Case(case.write().data)
    assert again.write().data == again.source
    decided = {(a.anchor, tuple(sorted(a.values.items()))) for a in case.annotations.values()}
    assert {(a.anchor, tuple(sorted(a.values.items()))) for a in again.annotations.values()} == decided
