"""UD's rules: every broken one is found, and what is made of other forms or of texts keeps them all."""

import pytest
from exported import exported
from hypothesis import given
from hypothesis import strategies as st
from lexical_sentences import Sentence, annotated, sentences
from made import made_document
from treebank import PLAIN

from construal.annotation.formats.conllu import Conllu
from construal.annotation.formats.conllu_rules import faults
from construal.annotation.formats.conllulex import Conllulex
from construal.annotation.formats.format import Export, Imported, ReadOptions
from construal.annotation.formats.plain_text import PlainText


def read(data: bytes) -> Imported:
    return Conllu().read(data, "walk.conllu", ReadOptions())


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("3\tthem\t", "4\tthem\t", "token ids are not 1, 2, 3, …"),
        ("# sent_id = rest-2", "# sent_id = rest-1", "sent_id rest-1 was given before"),
        ("# sent_id = rest-1", "# sent_id = rest/1", "is not one id without blanks and ‘/’"),
        ("# sent_id = rest-1\n", "", "is not one id without blanks and ‘/’"),
        ("# text = One of", "# text = One  of", "is not what the forms spell"),
        ("CorrectForm=One|", "SpaceAfter=No|", "is not what the forms spell"),
        ("CorrectForm=One|", "CorrectForm=One||", "an item of MISC of token 1 is empty"),
        ("CorrectForm=One|", "CorrectForm=One |", "an item of MISC of token 1 is empty or has an outer blank"),
        ("CorrectForm=One|", "CorrectForm=a  b|", "is empty or has a blank where none may be"),
        ("Alpha=b", "_", "an item of MISC of token 1 is empty"),
        ("\tof\tof\t", "\tof\t\t", "column 3 of token 2 is empty"),
        ("\tNOUN\t", "\tNO UN\t", "column 4 of token 2 is empty or has a blank"),
        ("4:nsubj\t", "4:nsubj\t_\t", "11 columns instead of 10"),
        ("\n\n", "\n\r\n", "a carriage return"),
    ],
)  # fmt: skip
def test_faults(old: str, new: str, fault: str) -> None:
    """Every rule that is broken is found; the sound file breaks none."""
    assert faults(PLAIN.encode()) == []
    found = faults(PLAIN.replace(old, new).encode())
    assert any(fault in told for told in found), found


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("# sent_id = b-2", "# sent_id = b-1"), ("# sent_id = b-1", "# sent_id = b/1"), ("# sent_id = b-1\n", ""),
        ("# sent_id = b-1", "# sent_id ="), ("# text = One of", "# text = Two of"),
        ("# text = One of", "# text = One  of"),
        ("# text = One of", "# text = Oneof"), ("# text = One of them rests\n", ""), ("\tAlpha=b", "\tAlpha=b |_|c  d"),
        ("\tAlpha=b", "\t"), ("# mwe", "junk\n# mwe"), ("\n", "\r\n"), ("2\tof", "3\tof"),
    ],
)  # fmt: skip
def test_broken_files_of_other_forms_are_mended(old: str, new: str) -> None:
    """Whatever rule of UD a file of another form breaks, CoNLL-U made of it keeps them all, and the ledger tells."""
    source = (
        "# sent_id = b-1\n# text = One of them rests\n# mwe = One of them rests\n"
        "1\tOne\tone\tNUM\tCD\t_\t4\tnsubj\t_\tAlpha=b\t_\tNUM\tone\t_\t_\t_\t_\t_\tO-NUM\n"
        "2\tof\tof\tADP\tIN\t_\t3\tcase\t_\t_\t_\tP\tof\tp.Whole\tp.Whole\t_\t_\t_\tO-P-p.Whole\n"
        "3\tthem\tthey\tPRON\tPRP\t_\t1\tnmod\t_\t_\t_\tPRON\tthey\t_\t_\t_\t_\t_\tO-PRON\n"
        "4\trests\trest\tVERB\tVBZ\t_\t0\troot\t_\t_\t_\tV\trest\tv.stative\t_\t_\t_\t_\tO-V-v.stative\n\n"
    )
    data = (source + source.replace("b-1", "b-2")).encode()
    sound = Conllulex().read(data, "b.conllulex", ReadOptions())
    assert exported(sound.documents, sound.annotations, "conllu", data).ledger == []
    broken = data.decode().replace(old, new).encode()
    imported = Conllulex().read(broken, "b.conllulex", ReadOptions())
    written = exported(imported.documents, imported.annotations, "conllu", broken)
    assert faults(written.data) == []
    assert written.ledger != [] or old in ("\n", "\tAlpha=b")
    assert [dict(a.values) for a in read(written.data).annotations] == [dict(a.values) for a in sound.annotations]


def test_tokens_that_count_from_0() -> None:
    """Where a file counts its tokens from 0, heads and relations move with the ids."""
    source = (
        b"# sent_id = a-1\n# text = in Rome\n"
        b"0\tin\tin\tADP\tIN\t_\t1\tcase\t1:case\t_\t_\tP\tin\tp.Locus\tp.Locus\t_\t_\t_\tO-P-p.Locus\n"
        b"1\tRome\tRome\tPROPN\tNNP\t_\t0\tdep\t_\t_\t_\tN\tRome\tn.LOCATION\t_\t_\t_\t_\tO-N-n.LOCATION\n\n"
    )
    imported = Conllulex().read(source, "a.conllulex", ReadOptions())
    written = exported(imported.documents, imported.annotations, "conllu", source).data
    assert faults(written) == []
    assert b"1\tin\tin\tADP\tIN\t_\t2\tcase\t2:case\t" in written
    assert b"2\tRome\tRome\tPROPN\tNNP\t_\t1\tdep\t" in written


@given(st.lists(sentences(), min_size=1, max_size=3))
def test_made_documents_keep_the_rules(made: list[Sentence]) -> None:
    """Any document made in a project keeps UD's rules, and declares the version of its labels."""
    document = made_document([sentence.words for sentence in made], columns=False)
    annotations = annotated(document, [sentence.decided for sentence in made])
    data = Conllu().write(Export([document], {document.id: annotations}, {})).data
    assert faults(data) == []
    assert (b"# snacs = 2.6\n" in data) == any(a.get("role") for a in annotations)


@pytest.mark.parametrize("language", ["en", "hi", "zh"])
def test_plain_texts_keep_the_rules(language: str) -> None:
    """Texts that were cut up here keep UD's rules, paragraphs, blanks and line ends inside sentences and all."""
    texts = {
        "en": "A  walk\tto “the mill”…\nIt's 3.5 km; don't\u00a0run!\n\n(Rest.) 👩‍👩‍👧 wins.",
        "hi": "वह घर से निकला। उसने\n\nकिताब ली।", "zh": "他在家里。  她去了\n北京！",
    }  # fmt: skip
    imported = PlainText().read(texts[language].encode(), "a walk/to rest.txt", ReadOptions(language=language))
    assert faults(Conllu().write(Export(imported.documents, {}, {})).data) == []
