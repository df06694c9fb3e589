"""CoNLL-U: features of annotation in MISC read and written, plain treebanks left alone, and UD's rules kept."""

import hashlib
import os
from pathlib import Path

import msgspec
import pytest
from exported import exported
from hypothesis import given
from hypothesis import strategies as st
from treebank import PLAIN

from construal.annotation.annotation import Annotation
from construal.annotation.document import Document
from construal.annotation.errors import FormatError
from construal.annotation.formats.conllu import Conllu
from construal.annotation.formats.conllu_features import inferred_lexcat
from construal.annotation.formats.conllu_rules import faults
from construal.annotation.formats.conllulex import Conllulex
from construal.annotation.formats.format import Export, Imported, ReadOptions, Written

HEAD = """\
# newdoc id = walk
# sent_id = walk-1
# text = She gave it up for her friend.
# mwe = She gave_ it _up for her friend .
"""
ROWS = """\
1|She|she|PRON|PRP|_|2|nsubj|2:nsubj|_
2|gave|give|VERB|VBD|_|0|root|0:root|Any=Thing+MWECat=V.VPC.full+MWELemma=give <1> up+MWELen=3+MWEString=gave <1> up\
+Supersense=v.social
3|it|it|PRON|PRP|_|2|obj|2:obj|_
4|up|up|ADP|RP|_|2|compound|2:compound|_
5|for|for|ADP|IN|_|7|case|7:case|PRel[config]=default+PRel[gov]=2:give+PRel[obj]=7:friend+Supersense=p.Beneficiary
6|her|her|PRON|PRP$|_|7|nmod:poss|7:nmod:poss|PRel[config]=possessive+PRel[gov]=7:friend\
+Supersense[coding]=p.Gestalt+Supersense[scene]=p.SocialRel
7|friend|friend|NOUN|NN|_|2|obl|2:obl:for|SpaceAfter=No+Supersense=n.PERSON
8|.|.|PUNCT|.|_|2|punct|2:punct|_

"""
SOURCE = HEAD + ROWS.replace("|", "\t").replace("+", "|")


def read(data: str | bytes, **options: str) -> Imported:
    source = data if isinstance(data, bytes) else data.encode()
    return Conllu().read(source, "walk.conllu", ReadOptions(**options))  # type: ignore[arg-type]


def write(imported: Imported, source: str | bytes, form: str = "conllu") -> Written:
    kept = source if isinstance(source, bytes) else source.encode()
    return exported(imported.documents, imported.annotations, form, kept)


def changed(imported: Imported, words: str, **values: str) -> None:
    """Change the values of the annotation on these words; empty ones go."""
    place = index(imported, words)
    annotation = imported.annotations[place]
    now = {key: value for key, value in {**annotation.values, **values}.items() if value}
    imported.annotations[place] = msgspec.structs.replace(annotation, values=now)


def index(imported: Imported, words: str) -> int:
    text = imported.documents[0].text
    return next(n for n, a in enumerate(imported.annotations) if a.anchor.text(text) == words)


def lines_that_differ(before: str, after: bytes) -> list[str]:
    old, new = before.split("\n"), after.decode().split("\n")
    assert len(old) == len(new)
    return [line for line, was in zip(new, old, strict=True) if line != was]


def stated(imported: Imported) -> dict[str, dict[str, object]]:
    text = imported.documents[0].text
    return {a.anchor.text(text): dict(a.values) for a in imported.annotations}


# --- reading -------------------------------------------------------------------------------------------------------


def test_features_are_read() -> None:
    """Labels, expressions with gaps and their types are decisions; relations that follow from the tree are not kept."""
    imported = read(SOURCE)
    assert imported.oddities == []
    assert stated(imported) == {
        "gave … up": {"strength": "strong", "lexcat": "V.VPC.full", "supersense": "v.social"},
        "for": {"strength": "single", "role": "Beneficiary", "function": "Beneficiary"},
        "her": {"strength": "single", "role": "SocialRel", "function": "Gestalt"},
        "friend": {"strength": "single", "supersense": "n.PERSON"},
    }
    document = imported.documents[0]
    assert (document.format, document.name) == ("conllu", "walk")
    assert document.source == hashlib.sha256(SOURCE.encode()).hexdigest()
    assert {a.source for a in imported.annotations} == {"conllu"}


def test_annotations_leave_the_misc_column() -> None:
    """The document's MISC column has the treebank's own items alone, in their order."""
    tokens = read(SOURCE).documents[0].tokens
    assert [tokens.cell("misc", row) for row in (1, 4, 6)] == ["Any=Thing", "_", "SpaceAfter=No"]


@pytest.mark.parametrize(
    ("upos", "xpos", "lemma", "ss", "lexcat"),
    [
        ("PRON", "PRP$", "my", "p.Gestalt", "PRON.POSS"), ("PRON", "WP$", "whose", "_", "PRON.POSS"),
        ("PART", "TO", "to", "p.Purpose", "INF.P"), ("PART", "TO", "to", "_", "INF"), ("PART", "RB", "not", "_", "ADV"),
        ("PART", "POS", "'s", "p.Possessor", "POSS"), ("ADV", "RB", "away", "p.Direction", "P"),
        ("ADV", "RB", "away", "??", "P"), ("ADV", "RB", "here", "_", "ADV"), ("SCONJ", "IN", "as", "p.Time", "P"),
        ("AUX", "VBZ", "be", "v.stative", "V"), ("AUX", "VBZ", "have", "_", "AUX"),
        ("SYM", "$", "$", "n.POSSESSION", "N"), ("NOUN", "NN", "other", "_", "PRON"),
        ("NOUN", "NN", "one", "_", "PRON"),
        ("NOUN", "NN", "one", "n.PERSON", "N"), ("SCONJ", "IN", "for", "_", "INF"), ("PROPN", "NNP", "Rome", "_", "N"),
    ],
)  # fmt: skip
def test_inferred_lexcats(upos: str, xpos: str, lemma: str, ss: str, lexcat: str) -> None:
    """A single word's lexcat follows from its tags, lemma and label."""
    assert inferred_lexcat(upos, xpos, lemma, ss) == lexcat


@pytest.mark.parametrize(("label", "lexcat"), [("`d", "DISC"), ("`j", "ADJ"), ("`c", "CCONJ")])
def test_labels_that_say_a_lexcat(label: str, lexcat: str) -> None:
    """Three special labels say a lexcat and are no supersense."""
    imported = read(SOURCE.replace("Supersense=n.PERSON", f"Supersense={label}"))
    assert stated(imported)["friend"] == {"strength": "single", "lexcat": lexcat}
    assert f"\t{lexcat}\tfriend\t_\t_\t".encode() in write(imported, SOURCE, "conllulex").data


@pytest.mark.parametrize("label", ["`$", "??"])
def test_special_labels(label: str) -> None:
    """An opaque possessive has both labels, what cannot be interpreted only one."""
    source = SOURCE.replace("Supersense[coding]=p.Gestalt|Supersense[scene]=p.SocialRel", f"Supersense={label}")
    values = {"role": label} | ({"function": label} if label == "`$" else {})
    found = stated(read(source))["her"]
    assert {k: found.get(k) for k in values} == values
    assert ("function" in found) == (label == "`$")
    assert write(read(source), source).data == source.encode()


def test_words_written_apart() -> None:
    """Words that belong together by mistake have one lemma: MWEString tells how many they are."""
    source = (
        "# sent_id = a-1\n# text = In To it\n# mwe = In_To it\n"
        "1\tIn\tinto\tADP\tGW\t_\t3\tcase\t_\tMWECat=P|MWELemma=into|MWELen=2|MWEString=In To|Supersense=p.Goal\n"
        "2\tTo\t_\tX\tIN\t_\t1\tgoeswith\t_\t_\n3\tit\tit\tPRON\tPRP\t_\t0\troot\t_\t_\n\n"
    )
    imported = read(source)
    assert imported.oddities == []
    assert stated(imported)["In To"]["role"] == "Goal"
    assert b"1:1\tP\tinto\tp.Goal\tp.Goal" in write(imported, source, "conllulex").data
    assert write(imported, source).data == source.encode()


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("MWELemma=give <1> up|", "", 6, "MWECat without MWELemma; not read"),
        ("MWELen=3", "MWELen=4", 6, "MWELen=4, but ‘gave <1> up’ spans 3 tokens; the latter is read"),
        ("give <1> up|MWELen=3|MWEString=gave <1> up", "give <9> up|MWELen=11", 6,
         "MWELemma=give <9> up needs two words or more, all in its sentence; not read"),
        ("give <1> up|MWELen=3|MWEString=gave <1> up", "give|MWELen=1", 6,
         "MWELemma=give needs two words or more, all in its sentence; not read"),
        ("\t4\tup", "\t4\tup", 0, ""),
        ("2:compound\t_", "2:compound\tSupersense=p.Time", 8, "a supersense on a word inside an expression; not read"),
        ("2:compound\t_", "2:compound\tMWECat=P|MWELemma=up for|MWELen=2", 8,
         "the MWELemma takes token 4, which another expression has; not read"),
        ("2:compound\t_", "2:compound\tMWELemma[weak]=up for|MWELen[weak]=2", 8,
         "the weak expression splits a strong one; not read"),
        ("Supersense=n.PERSON", "Supersense=n.PERSON|Supersense=n.ACT", 11,
         "Supersense is there twice; the first is read"),
        ("PRel[gov]=2:give", "PRel[gov]=12:give", 9, "governor or object ‘12’ is no token of the sentence; not read"),
        ("PRel[config]=default", "PRel[config]=absolute", 9, "‘absolute’ is no kind of relation; not read"),
        ("Supersense=n.PERSON", "Supersense=n.THING", 11, "‘n.THING’ is no noun or verb supersense; kept"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_told(old: str, new: str, line: int, message: str) -> None:
    """A feature that cannot be meant is told with its line, and the file still goes out as it came."""
    source = SOURCE.replace(old, new)
    imported = read(source)
    assert [(o.line, o.message) for o in imported.oddities] == ([(line, message)] if message else [])
    assert write(imported, source).data == source.encode()


@pytest.mark.parametrize("data", [b"", b"\0\1\2", b"no rows at all\n", b"1\tone\n\n"])
def test_no_conllu(data: bytes) -> None:
    """What is no CoNLL-U is a known error."""
    with pytest.raises(FormatError):
        read(data)


@given(st.data())
def test_broken_files_do_not_stop_the_reader(data: st.DataObject) -> None:
    """Whatever bytes are put into a file, it is read or refused, and goes out as it came."""
    source = bytearray(SOURCE.encode())
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(source)))
        put = data.draw(st.sampled_from([b"\t", b"\n", b"|", b"=", b"<", b"9", b"#", b"-", b".", b"\xff", b"\r", b""]))
        source[place : place + data.draw(st.integers(0, 12))] = put
    try:
        imported = read(bytes(source))
    except FormatError:
        return
    assert write(imported, bytes(source)).data == bytes(source)
    for form in ("conllulex", "streusle-json", "streusle-govobj"):
        write(imported, bytes(source), form)


# --- writing -------------------------------------------------------------------------------------------------------


def test_relabel() -> None:
    """Another label changes its items in one row; all others stay where they are."""
    imported = read(SOURCE)
    changed(imported, "for", role="Purpose", function="Purpose")
    (line,) = lines_that_differ(SOURCE, write(imported, SOURCE).data)
    assert line.endswith("\tPRel[config]=default|PRel[gov]=2:give|PRel[obj]=7:friend|Supersense=p.Purpose")


def test_removed_expression() -> None:
    """Without the expression its features go, the treebank's items stay, and the line is drawn anew."""
    imported = read(SOURCE)
    del imported.annotations[index(imported, "gave … up")]
    mwe, line = lines_that_differ(SOURCE, write(imported, SOURCE).data)
    assert mwe == "# mwe = She gave it up for her friend ."
    assert line.endswith("\tAny=Thing")


def test_stated_relations() -> None:
    """A governor that somebody stated stands in PRel and in JSON with relations; other forms tell of its loss."""
    imported = read(SOURCE)
    changed(imported, "for", governor="3", object="0", config="stranded")
    written = write(imported, SOURCE)
    (line,) = lines_that_differ(SOURCE, written.data)
    assert line.endswith("\tPRel[config]=stranded|PRel[gov]=3:it|Supersense=p.Beneficiary")
    assert written.ledger == []
    assert stated(read(written.data))["for"] == stated(imported)["for"]
    govobj = write(imported, SOURCE, "streusle-govobj")
    relation = b'{"gov": 3, "govlemma": "it", "obj": null, "objlemma": null, "config": "stranded"}'
    assert (relation in govobj.data, govobj.ledger) == (True, [])
    for form in ("conllulex", "streusle-json"):
        losses = [loss.message for loss in write(imported, SOURCE, form).ledger]
        assert losses == ["governors and objects other than follow from the tree"]


def test_plain_treebank() -> None:
    """A treebank without annotation has none, nothing odd, and goes out as it came."""
    imported = read(PLAIN)
    assert (imported.annotations, imported.oddities) == ([], [])
    assert write(imported, PLAIN).data == PLAIN.encode()


def test_annotated_treebank() -> None:
    """A treebank's first annotation adds features to a row, the version, and the `# mwe` lines of STREUSLE 5.

    With such a line a reader takes *one* for a pronoun, so a noun says that it is one.
    """
    imported = read(PLAIN)
    document = imported.documents[0]
    values = {"strength": "single", "role": "Whole", "function": "Whole"}
    imported.annotations.append(Annotation(
        id=1, document=document.id, layer="lexical", anchor=document.anchor_of([1]), values=values, scheme="snacs-2.6",
    ))  # fmt: skip
    data = write(imported, PLAIN).data
    lines = data.decode().split("\n")
    assert lines[:2] == ["# sent_id = rest-1", "# snacs = 2.6"]
    expected = "_".join(PLAIN.split("\n")[3].rsplit("_", 1)[:1]) + (
        "PRel[config]=default|PRel[gov]=1:one|PRel[obj]=3:they|Supersense=p.Whole"
    )
    assert lines[5] == expected
    assert [line for line in lines if line.startswith("# mwe")] == ["# mwe = One of them rests", "# mwe = The one"]
    lines = [line for line in lines if not line.startswith(("# snacs", "# mwe"))]
    noun = PLAIN.split("\n")[10].removesuffix("_") + "Lexcat=N"
    assert lines_that_differ(PLAIN, "\n".join(lines).encode()) == [expected, noun]
    again = read(data)
    assert stated(again) == {"of": values}
    assert again.oddities == []


@pytest.mark.parametrize(("scheme", "declared"), [("snacs-2.6", False), ("snacs-2.5", True)])
def test_the_scheme_of_a_file_of_the_field(scheme: str, declared: bool) -> None:
    """From another form of the corpus, only a version other than 2.6 is declared, and read again."""
    lines = write(read(SOURCE), SOURCE, "conllulex").data
    imported = Conllulex().read(lines, "walk.conllulex", ReadOptions())
    imported.annotations = [msgspec.structs.replace(a, scheme=scheme) for a in imported.annotations]
    data = write(imported, lines).data
    assert (b"# snacs = 2.5\n" in data) == declared
    assert b"# snacs = 2.6\n" not in data
    assert {a.scheme for a in read(data).annotations} == {scheme}


def test_documents_of_two_versions() -> None:
    """Each document's annotations are of the version that it declares; one that declares none is of 2.6."""
    second = SOURCE.replace("walk", "rest").replace("# text", "# snacs = 2.5\n# text")
    imported = read(SOURCE + second)
    schemes = {d.name: {a.scheme for a in imported.annotations if a.document == d.id} for d in imported.documents}
    assert schemes == {"walk": {"snacs-2.6"}, "rest": {"snacs-2.5"}}


def test_lexcats_that_features_do_not_say() -> None:
    """A lexcat, or a lexical lemma, that STREUSLE's features cannot say has a key of its own and comes back."""
    lines = write(read(SOURCE), SOURCE, "conllulex").data
    lines = lines.replace(b"\tPRON\tit\t", b"\tDET\tthat\t").replace(b"o-PRON", b"o-DET")
    imported = Conllulex().read(lines, "walk.conllulex", ReadOptions())
    written = write(imported, lines)
    assert b"\tLexcat=DET|Lexlemma=that\n" in written.data
    assert written.ledger == []
    assert write(read(written.data), written.data, "conllulex").data == lines


def test_losses_name_their_sentences() -> None:
    """What features cannot hold is told with the sentences it stands in."""
    lines = write(read(SOURCE), SOURCE, "conllulex").data.replace(b"\tO-N-n.PERSON\n", b"\tO-N-n.ACT\n")
    imported = Conllulex().read(lines, "walk.conllulex", ReadOptions())
    (loss,) = write(imported, lines).ledger
    assert (loss.document, loss.message, loss.count) == (
        "walk",
        "lextags other than follow from the rest (in walk-1)",
        1,
    )


@pytest.mark.parametrize("name", ["en_ewt-ud-dev", "en_ewt-ud-train"])
def test_english_web_treebank(name: str) -> None:
    """UD's English treebank is read with nothing odd, keeps its own rules, and goes out byte for byte."""
    if "CONSTRUAL_DATA" not in os.environ:
        pytest.skip("CONSTRUAL_DATA is not set")
    data = (Path(os.environ["CONSTRUAL_DATA"]) / "ud-ewt" / f"{name}.conllu").read_bytes()
    imported = read(data)
    assert (imported.annotations, imported.oddities) == ([], [])
    written = write(imported, data)
    assert written.data == data
    assert faults(written.data) == []


def test_a_source_that_is_gone() -> None:
    """Without its source a document is written from what is known of it, and the ledger says so."""
    imported = read(SOURCE)
    document: Document = imported.documents[0]
    written = Conllu().write(Export([document], {document.id: imported.annotations}, {}))
    assert faults(written.data) == []
    assert stated(read(written.data)) == stated(imported)
    assert "the bytes of its file are not at hand: comments and other lines of it" in [
        loss.message for loss in written.ledger
    ]
