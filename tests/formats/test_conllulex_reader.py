"""Reading `.conllulex`: documents, text, decisions, and everything that is odd about a file."""

import itertools
from pathlib import PurePath

import pytest
from damage import damaged_lines
from exported import exported
from hypothesis import given, settings
from hypothesis import strategies as st

from construal.annotation.annotation import Annotation
from construal.annotation.document import Document
from construal.annotation.errors import FormatError
from construal.annotation.formats.conllulex import Conllulex
from construal.annotation.formats.conllulex_text import shares
from construal.annotation.formats.format import Imported, ReadOptions


def row(id: str, form: str, lemma: str, upos: str, xpos: str, *, misc: str = "_", lex: str = "") -> str:
    """A row of 19 columns; `lex` are the last nine between blanks, `+` for a blank inside one."""
    cells = [id, form, lemma, upos, xpos, "_", "0" if id == "1" else "1", "dep", "_", misc]
    return "\t".join([*cells, *(cell.replace("+", " ") for cell in (lex or "_ _ _ _ _ _ _ _ _").split(" "))]) + "\n"


HERS = "O-PRON.POSS-p.SocialRel|p.Gestalt"
FIFTEEN = "1 a a N N _ 0 root _ _ _ _ a p.Locus p.Goal\n".replace(" ", "\t")
MILL = (
    "# newdoc id = walk\n# sent_id = walk-1\n# newpar id = walk-p1\n# text = It's in front of the mill.\n"
    "# mwe = It 's in_front_of the mill .\n"
    + row("1-2", "It's", "_", "_", "_")
    + row("1", "It", "it", "PRON", "PRP", lex="_ PRON it _ _ _ _ _ O-PRON")
    + row("2", "'s", "be", "AUX", "VBZ", lex="_ V be v.stative _ _ _ _ O-V-v.stative")
    + row("3", "in", "in", "ADP", "IN", lex="1:1 P in+front+of p.Locus p.Locus _ _ _ B-P-p.Locus")
    + row("4", "front", "front", "NOUN", "NN", lex="1:2 _ _ _ _ _ _ _ I_")
    + row("5", "of", "of", "ADP", "IN", lex="1:3 _ _ _ _ _ _ _ I_")
    + row("6", "the", "the", "DET", "DT", lex="_ DET the _ _ _ _ _ O-DET")
    + row("7", "mill", "mill", "NOUN", "NN", misc="SpaceAfter=No", lex="_ N mill n.ARTIFACT _ _ _ _ O-N-n.ARTIFACT")
    + row("8", ".", ".", "PUNCT", ".", lex="_ PUNCT . _ _ _ _ _ O-PUNCT")
    + "\n"
)  # fmt: skip
FRIEND = (
    "# sent_id = walk-2\n# text = She did it for her friend\n# mwe = She did it for her friend\n"
    + row("1", "She", "she", "PRON", "PRP", lex="_ PRON she _ _ _ _ _ O-PRON")
    + row("2", "did", "do", "VERB", "VBD", lex="_ V do v.social _ _ _ _ O-V-v.social")
    + row("3", "it", "it", "PRON", "PRP", lex="_ PRON it _ _ _ _ _ O-PRON")
    + row("4", "for", "for", "ADP", "IN", lex="_ P for p.Beneficiary p.Beneficiary _ _ _ O-P-p.Beneficiary")
    + row("5", "her", "her", "PRON", "PRP$", lex=f"_ PRON.POSS her p.SocialRel p.Gestalt _ _ _ {HERS}")
    + row("6", "friend", "friend", "NOUN", "NN", lex="_ N friend n.PERSON _ _ _ _ O-N-n.PERSON")
    + "\n"
)  # fmt: skip
PLAIN = "".join(
    row(str(n), form, form, "NOUN", "NN", lex=f"_ N {form} _ _ _ _ _ O-N") for n, form in enumerate("abc", 1)
)


def read(text: str | bytes, **options: str) -> Imported:
    data = text if isinstance(text, bytes) else text.encode()
    return Conllulex().read(data, "folder/walk.conllulex", ReadOptions(**options))  # type: ignore[arg-type]


def only(imported: Imported) -> Document:
    assert len(imported.documents) == 1
    return imported.documents[0]


def messages(imported: Imported) -> list[tuple[int, str]]:
    return [(oddity.line, oddity.message) for oddity in imported.oddities]


def at(imported: Imported, words: str) -> Annotation:
    found = [a for a in imported.annotations if a.anchor.text(only(imported).text) == words]
    assert len(found) == 1
    return found[0]


def blocks(imported: Imported, data: bytes) -> list[bytes]:
    parts = []
    for document in imported.documents:
        starts = document.sentences.source_start.tolist()
        parts += [data[s:e] for s, e in itertools.pairwise(starts)]
    return parts


def test_text_sentences_and_columns() -> None:
    """The text is what the forms spell, sentences lie on lines, and the UD columns are kept."""
    imported = read(MILL + FRIEND)
    document = only(imported)
    assert document.text == "It's in front of the mill.\nShe did it for her friend"
    assert " ".join(token.form for token in document.sentence_tokens(0)) == "It 's in front of the mill ."
    assert list(document.sentences.ids) == ["walk-1", "walk-2"]
    assert (document.name, document.metadata) == ("walk", {"newdoc id": "walk"})
    assert [document.token(3).cell(c) for c in ("id", "lemma", "upos", "xpos", "head", "deprel")] == [
        "4", "front", "NOUN", "NN", "1", "dep",
    ]  # fmt: skip
    assert imported.oddities == []


def test_decisions_only_where_something_does_not_follow() -> None:
    """Labelled words and expressions become annotations; a word whose lexcat follows and has no label does not."""
    imported = read(MILL + FRIEND, annotator="kim", scheme="snacs-2.6")
    texts = [a.anchor.text(only(imported).text) for a in imported.annotations]
    assert sorted(texts) == sorted(["'s", "in front of", "mill", "did", "for", "her", "friend"])
    assert at(imported, "in front of").values == {"strength": "strong", "role": "Locus", "function": "Locus"}
    assert at(imported, "her").values == {"strength": "single", "role": "SocialRel", "function": "Gestalt"}
    assert at(imported, "friend").values == {"strength": "single", "supersense": "n.PERSON"}
    found = at(imported, "for")
    assert (found.annotator, found.source, found.scheme) == ("kim", "conllulex", "snacs-2.6")
    assert len({a.id for a in imported.annotations}) == len(imported.annotations)


def test_lexcat_is_kept_where_it_does_not_follow() -> None:
    """A lexcat that no rule gives is a decision of its own, and so is the type of a verbal expression."""
    text = row("1", "like", "like", "ADP", "IN", lex="_ DISC like _ _ _ _ _ O-DISC") + "\n"
    assert [a.values for a in read(text).annotations] == [{"strength": "single", "lexcat": "DISC"}]


def test_special_labels() -> None:
    """`??` stands in the role alone, and the opaque possessive slot in both."""
    text = row("1", "at", "at", "ADP", "IN", lex="_ P at ?? _ _ _ _ O-P-??")
    text += row("2", "my", "my", "PRON", "PRP$", lex="_ PRON.POSS my `$ `$ _ _ _ O-PRON.POSS-`$") + "\n"
    imported = read(text)
    assert [a.values for a in imported.annotations] == [
        {"strength": "single", "role": "??"},
        {"strength": "single", "role": "`$", "function": "`$"},
    ]


def test_gaps_and_weak_expressions() -> None:
    """Words with a gap are fragments, neighbours one fragment; a weak expression stands beside a strong one."""
    text = (
        row("1", "give", "give", "VERB", "VB", lex="1:1 V.VID give+up v.social _ 2:1 _ give+up+on B-V.VID-v.social")
        + row("2", "it", "it", "PRON", "PRP", lex="_ PRON it _ _ _ _ _ o-PRON")
        + row("3", "up", "up", "ADP", "RP", lex="1:2 _ _ _ _ 2:2 _ _ I_")
        + row("4", "on", "on", "ADP", "IN", lex="_ P on p.Topic p.Topic 2:3 _ _ I~-P-p.Topic")
        + "\n"
    )
    imported = read(text)
    strong = {a.text("strength"): a for a in imported.annotations}
    assert strong["strong"].anchor.fragments == ((0, 4), (8, 10))
    assert strong["weak"].anchor.fragments == ((0, 4), (8, 13))
    assert strong["weak"].values == {"strength": "weak"}
    assert strong["strong"].values == {"strength": "strong", "lexcat": "V.VID", "supersense": "v.social"}


def test_blocks_cover_the_file() -> None:
    """The sentences' blocks, one after the other, are the file; what stands first belongs to the first."""
    data = ("\n\n" + MILL + "\n\n" + FRIEND + "# newdoc id = other\n" + PLAIN + "\n\n").encode()
    imported = read(data)
    assert [d.name for d in imported.documents] == ["walk", "other"]
    found = blocks(imported, data)
    assert len(found) == 3
    assert b"".join(found) == data
    assert found[1] == FRIEND.encode()


def test_documents_get_names_of_their_own() -> None:
    """A file without newdoc is one document named after it; a name that comes again is numbered, and told."""
    assert only(read(PLAIN + "\n")).name == "walk"
    imported = read("# newdoc id = a\n" + PLAIN + "\n# newdoc id = a\n" + PLAIN + "\n# newdoc\n" + PLAIN)
    assert [d.name for d in imported.documents] == ["a", "a (2)", "walk"]
    assert (6, "a second document ‘a’; called ‘a (2)’") in messages(imported)


def test_form_of_blanks() -> None:
    """A damaged form of nothing but a blank, even the last one, has its place in the text."""
    document = only(read(PLAIN.replace("3\tc", "3\t ") + "\n"))
    assert (document.text, document.token(2).start, document.token(2).end) == ("a b  ", 4, 5)


def test_paragraphs() -> None:
    """A new paragraph begins after an empty line."""
    assert only(read(PLAIN + "\n# newpar id = p2\n" + PLAIN + "\n" + PLAIN)).text == "a b c\n\na b c\na b c"


def test_stated_text_gives_the_spaces() -> None:
    """Where the forms spell the file's own text, its spaces are taken, SpaceAfter or not."""
    imported = read("# text = ab  c\n" + PLAIN + "\n")
    assert only(imported).text == "ab  c"
    assert [only(imported).token(r).form for r in range(3)] == ["a", "b", "c"]


def test_stated_text_that_differs() -> None:
    """Where they do not, the forms and SpaceAfter are taken, and it is told."""
    imported = read("# text = something else\n" + PLAIN + "\n")
    assert only(imported).text == "a b c"
    assert (1, "# text is not what the forms spell; the forms are shown") in messages(imported)


@pytest.mark.parametrize(
    ("surface", "forms", "expected"),
    [
        ("It's", ["It", "'s"], ["It", "'s"]),
        ("Don't", ["do", "n't"], ["Do", "n't"]),
        ("don't", ["do", "not"], ["do", "n't"]),
        ("wanna", ["want", "to"], ["wan", "na"]),
        ("al", ["a", "el"], ["a", "l"]),
        ("du", ["de", "le"], ["d", "u"]),
        ("à", ["à", "le"], ["à", ""]),
        ("dámelo", ["da", "me", "lo"], ["dá", "me", "lo"]),
    ],
)
def test_shares_of_a_surface_token(surface: str, forms: list[str], expected: list[str]) -> None:
    """The words of a surface token share its letters, in order, and leave none over."""
    spans = shares(surface, forms)
    assert [surface[s:e] for s, e in spans] == expected
    assert "".join(expected) == surface


def test_surface_token_unlike_its_words() -> None:
    """A word that the surface spells otherwise keeps the file's form, and a label on it has a place of its own."""
    text = row("1-2", "du", "_", "_", "_")
    text += row("1", "de", "de", "ADP", "P", lex="_ P de p.Source p.Source _ _ _ O-P-p.Source")
    text += row("2", "le", "le", "DET", "D", lex="_ DET le _ _ _ _ _ O-DET") + "\n"
    imported = read(text, language="fr")
    assert only(imported).text == "du"
    assert [only(imported).token(r).form for r in (0, 1)] == ["de", "le"]
    assert imported.annotations[0].anchor.fragments == ((0, 1),)


def test_empty_nodes() -> None:
    """An empty node is a row without text; a label on it is anchored to the row."""
    text = row("1", "a", "a", "NOUN", "NN", lex="_ N a _ _ _ _ _ O-N")
    text += row("1.1", "e", "_", "ADP", "j", lex="_ _ _ p.Time p.Time _ _ _ _")
    text += row("2", "b", "b", "NOUN", "NN", lex="_ N b _ _ _ _ _ O-N") + "\n"
    imported = read(text, language="ko")
    assert only(imported).text == "a b"
    assert only(imported).token(1).is_empty_node
    assert only(imported).token(1).form == "e"
    assert [(a.anchor.row, a.values["role"]) for a in imported.annotations] == [(1, "Time")]
    assert len(imported.oddities) == 1  # it has no sent_id


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        (PLAIN.replace("\n", "\tmore\n"), 1,
         "20 columns instead of 19 on 3 lines; those past column 19 are kept, not read"),
        (FIFTEEN, 1, "15 columns instead of 19 on 1 line; missing ones are read as empty"),
        (PLAIN.replace("1\ta", "0\ta").replace("2\tb", "1\tb").replace("3\tc", "2\tc"), 1, "token numbers start at 0"),
        (PLAIN.replace("2\tb", "5\tb"), 2, "token numbers are not 1, 2, 3, … in order"),
        (PLAIN.replace("2\tb", "x\tb"), 2, "‘x’ is no token number; read as a token"),
        (PLAIN + "# text = a b c\n" + PLAIN, 4, "no blank line before a new sentence; one begins here"),
        (PLAIN + PLAIN, 4, "no blank line before a new sentence; one begins here"),
        ("# a = b\n\n" + PLAIN, 2, "comments without a sentence; read with the next one"),
        (PLAIN + "words\n", 4, "neither a comment nor a token row; kept, not read"),
        ("# sent_id = s\n" + PLAIN + "\n# sent_id = s\n" + PLAIN, 6, "sent_id ‘s’ was given before; kept"),
        (PLAIN, 1, "a sentence without sent_id; such sentences are numbered"),
        ("\ufeff" + PLAIN, 1, "a byte order mark at the start; ignored"),
        (PLAIN.replace("\n", "\r\n"), 1, "lines end in CR LF; kept"),
        (PLAIN.replace("O-N", "O-V"), 1, "the lextag does not say what the other columns do; these are read"),
        (row("1", "a", "a", "X", "_", lex="x _ a _ _ _ _ _ _"), 1,
         "‘x’ is no multiword expression number; kept, not read"),
        (row("1", "a", "a", "X", "_", lex="1:1 X a _ _ _ _ _ B-X"), 1,
         "a strong multiword expression of one word; kept, not read as one"),
        (row("1", "a", "a", "X", "_", lex="_ _ a _ _ _ _ _ _"), 1, "no lexcat; taken as what follows from the word"),
        (row("1", "a", "a", "X", "_", lex="_ Q a _ _ _ _ _ O-Q"), 1, "‘Q’ is no lexcat of the language; kept"),
        (row("1", "a", "a", "ADP", "IN", lex="_ !!@ a _ _ _ _ _ O-!!@"), 1,
         "‘!!@’ is a lexcat still to be decided; read as none"),
        (row("1", "a", "a", "X", "_") + row("1", "b", "b", "X", "_"), 2,
         "the number 1 a second time; read as a token of its own"),
        (row("1", "a", "a", "X", "_") + row("1", "a", "a", "X", "_"), 2,
         "the number 1 a second time; read as another target in the same word"),
        (PLAIN.replace("\tb\tb", "\t\ufeffb\tb"), 2, "a byte order mark inside the line; ignored, kept in the file"),
        (row("1", "a", "a", "ADP", "IN", lex="1:1 P a+b p.Locus p.Locus _ _ _ B-P-p.Locus")
         + row("2", "b", "b", "ADP", "IN", lex="1:2 P _ _ _ _ _ _ I_"), 2,
         "a lexcat on a word inside an expression; kept, not read"),
        (row("1", "a", "a", "NOUN", "NN", lex="_ N a n.THING _ _ _ _ O-N-n.THING"), 1,
         "‘n.THING’ is no noun or verb supersense; kept"),
    ],
)  # fmt: skip
def test_oddities(text: str, line: int, told: str) -> None:
    """What is odd is told with its line, the reading goes on, and no byte is lost."""
    imported = read(text)
    assert (line, told) in messages(imported)
    assert all(oddity.file == "folder/walk.conllulex" for oddity in imported.oddities)
    assert sum(len(d.tokens) for d in imported.documents) >= 1
    assert b"".join(blocks(imported, text.encode())) == text.encode()


def test_fifteen_columns_are_read() -> None:
    """The older 15-column order has its labels in the same places."""
    imported = read(FIFTEEN)
    assert imported.annotations[0].values == {"strength": "single", "role": "Locus", "function": "Goal"}


def test_many_alike_are_told_by_number() -> None:
    """Beyond a hundred lines with the same oddity, the rest are told once with their number."""
    text = "".join(row("1", "a", "a", "X", "_", lex="_ Q a _ _ _ _ _ O-Q") + "\n" for _ in range(250))
    found = [o for o in read(text).oddities if "no lexcat" in o.message]
    assert len(found) == 101
    assert found[-1].message == "‘Q’ is no lexcat of the language; kept (and on 150 lines up to here)"


def test_bytes_that_are_no_text() -> None:
    """A stray byte is shown as a replacement sign, told with its line, and kept in the block."""
    data = PLAIN.encode().replace(b"\tb\tb\t", b"\t\xe9\tb\t")
    imported = read(data)
    assert (2, "bytes that are no UTF-8; shown as �, kept in the file") in messages(imported)
    assert b"".join(blocks(imported, data)) == data


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (b"PK\x03\x04\x00\x00", "is binary"),
        ("Just a sentence.\nAnd one more.\n".encode("utf-16"), "is binary"),
        (b"Just a sentence.\nAnd one more.\n", "No line is a token row"),
        (b"a\tb\nc\td\n", "No line is a token row"),
        (b"# sent_id = 1\n# text = x\n", "No line is a token row"),
    ],
)
def test_refusals(data: bytes, reason: str) -> None:
    """What is no such file is refused in one sentence that names it."""
    with pytest.raises(FormatError, match=reason) as caught:
        read(data)
    assert str(caught.value).startswith("folder/walk.conllulex: ")


def test_recognised() -> None:
    """The ending is enough, and so are rows of its width; prose and ten columns are not."""
    format = Conllulex()
    assert format.recognises(PurePath("x.conllulex"), b"")
    assert format.recognises(PurePath("x.tsv"), MILL.encode())
    assert not format.recognises(PurePath("x.txt"), b"Just a sentence.\n")
    assert not format.recognises(PurePath("x.conllu"), b"\t".join([b"1"] + [b"_"] * 9))


CELLS = st.sampled_from(
    ["", "_", "0", "1", "2.1", "1-2", "3-1", "1-999999999999", "9" * 5000, "1:1", "2:1", "2:2", ":", "p.", "p.Locus",
     "??", "`$", "n.", "`", "V.", "\ufeff", " ", "\u2028", "\x85", "١", "SpaceAfter=No", "e\u0301", "#", "\r"]
)  # fmt: skip
LINES = st.sampled_from(
    ["", " ", "\t", "\t" * 14, "# newdoc", "# newdoc id = x", "# text = a b", "#", "# newpar ", "words"]
)


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A file with cells changed, and lines lost, doubled or put in."""
    lines = draw(damaged_lines(MILL + FRIEND + PLAIN, CELLS, most=8, put_in=LINES))
    data = draw(st.sampled_from(["\n", "\r\n"])).join(lines).encode()
    return data if draw(st.booleans()) else data.replace(b"e", b"\xe9")


@settings(max_examples=300)
@given(damaged(), st.sampled_from(["en", "hi", "xx"]))
def test_no_damage_stops_the_reader(data: bytes, language: str) -> None:
    """Whatever is wrong with a file, it is read or refused, its blocks are the file, and it is written as it was."""
    try:
        imported = read(data, language=language)
    except FormatError:
        return
    assert b"".join(blocks(imported, data)) == data
    for document in imported.documents:
        assert sorted(document.tokens.start.tolist()) == document.tokens.start.tolist()
        assert all(0 <= e <= len(document.text) for e in document.tokens.end.tolist())
        assert len(document.sentences.source_start) == len(document.sentences) + 1
    assert exported(imported.documents, imported.annotations, "conllulex", data).data == data


@settings(max_examples=200)
@given(damaged())
def test_damaged_files_can_be_edited(data: bytes) -> None:
    """An edit of a damaged file is written without touching the words, and read back."""
    try:
        imported = read(data)
    except FormatError:
        return
    document = imported.documents[0]
    kept = [a for a in imported.annotations if a.document == document.id and a.text("role") != "Beneficiary"]
    written = exported([document], kept, "conllulex", data).data
    again = read(written).documents[0]
    assert again.text == document.text
    assert list(again.tokens.columns["lemma"]) == list(document.tokens.columns["lemma"])
