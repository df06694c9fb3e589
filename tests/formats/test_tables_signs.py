"""Reading tables of words: the signs, breaks and headers that tables have, and what cannot be read."""

import pytest
from read_tables import imported, messages, said, sentences
from workbooks import workbook_of

from construal.annotation.errors import FormatError
from construal.annotation.formats.format import ReadOptions
from construal.annotation.formats.registry import by_name


@pytest.mark.parametrize(
    ("language", "encoding", "word"),
    [
        ("ja", "cp932", "山"),
        ("ko", "cp949", "산"),
        ("zh", "gb18030", "山上"),
        ("de", "cp1252", "für"),
        ("hi", "utf-16", "घर"),
    ],
)
def test_encodings(language: str, encoding: str, word: str) -> None:
    """What a spreadsheet of the language saves is read, and told where it is no Unicode."""
    found = imported(f"form\trole\tfunction\n{word}\tGoal\tGoal\n".encode(encoding), language=language, file="a.tsv")

    assert found.documents[0].text == word
    assert bool(messages(found)) == (encoding != "utf-16")


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_delimiters(sign: str) -> None:
    """The sign that parts the cells is found by the header."""
    rows = [["id", "form", "scene role", "function"], ["1", "at", "p.Time", "p.Time"], ["2", "noon", "", ""]]

    assert said(imported("\n".join(sign.join(row) for row in rows))) == ["at Time~Time"]


def test_sentence_breaks() -> None:
    """Without ids and empty rows, a sentence begins where the words are counted anew; comments are heeded."""
    counted = imported("id,form,role,function\n1,a,,\n2,b,,\n1,c,,\n2,d,,\n")
    told = imported(
        "form,role,function\n# newdoc id = two,,\n# sent_id = x-1,,\n# text = I’m, too,,\nI,,\n’m,,\n"
        '",",,\ntoo,,\n# sent_id = x-2,,\n#,,\n'
    )

    assert sentences(counted.documents[0]) == ["a b", "c d"]
    assert told.documents[0].name == "two"
    assert list(told.documents[0].sentences.ids) == ["x-1", "x-2"]
    assert sentences(told.documents[0]) == ["I’m, too", "#"]


def test_spaces() -> None:
    """A column of spaces, or MISC, says where no space stands."""
    spaced = imported("form,space_after,role,function\nyes,no,,\n!,,,\n")
    misc = imported("form,misc,role,function\nyes,SpaceAfter=No,,\n!,_,,\n")

    assert spaced.documents[0].text == misc.documents[0].text == "yes!"


def test_numerals_that_a_spreadsheet_changed() -> None:
    """The text of the sentence gives numerals back; without one, what looks changed is told."""
    table = "form,text,role,function\nIt,It cost 483.00 and 07:30.,,\ncost,,,\n483,,,\nand,,,\n07:30,,,\n.,,,\n"
    mended = imported(table)
    lost = imported("form,role,function\nat,Time,Time\n3-May,,\n1.2E+11,,\n")

    assert mended.documents[0].text == "It cost 483.00 and 07:30."
    assert mended.documents[0].token(2).form == "483.00"
    assert any("483.00 in the text" in message for message in messages(mended))
    assert sum("is what a spreadsheet made" in message for message in messages(lost)) == 2


def test_multiword_surface_words() -> None:
    """A row numbered `1-2` lends its text to the words that it covers."""
    found = imported("id,form,role,function\n1-2,don't,,\n1,do,,\n2,n't,,\n3,go,,\n")

    assert found.documents[0].text == "don't go"
    assert [found.documents[0].token(r).form for r in range(3)] == ["do", "n't", "go"]


def test_expression_numbers_made_times() -> None:
    """`1:2` is read where a spreadsheet made 01:02 of it, and told."""
    found = imported("form,mwe,role,function\nout,01:01,Source,Source\nof,01:02,,\ntown,,,\n")

    assert said(found) == ["out of Source~Source"]
    assert any("made a time" in message for message in messages(found))


def test_numbers_with_a_point() -> None:
    """Numbers written as 1.0, 2.0 are those of words, not of empty nodes."""
    found = imported("id,form,head,role,function\n1.0,We,2.0,,\n2.0,ate,0.0,,\n")

    assert list(found.documents[0].tokens.columns["id"]) == ["1", "2"]
    assert found.documents[0].token(0).head == 2


def test_both_labels_in_one_cell() -> None:
    """A construal column, and a role cell with both labels, are read as role and function."""
    assert said(imported("form,construal\nfor,Experiencer~>Goal\n")) == ["for Experiencer~Goal"]
    assert said(imported("form,SS,SS2\nmy,`$,\nat,p.Time|p.Interval,\n")) == ["my `$~`$", "at Time~Interval"]


def test_what_cannot_be_read() -> None:
    """Without a column of words nothing is read, and the columns are listed; an empty table is refused."""
    with pytest.raises(FormatError, match=r"No column holds the words.*‘a’, ‘b’"):
        by_name("table-csv").read(b"a,b\n1,2\n", "x.csv", ReadOptions())
    with pytest.raises(FormatError, match="empty"):
        by_name("table-csv").read(b"\n\n", "x.csv", ReadOptions())
    with pytest.raises(FormatError, match="no row with a word"):
        by_name("table-csv").read(b"form,role\n,\n", "x.csv", ReadOptions())
    with pytest.raises(FormatError, match=r"x\.csv:2: .*quotation marks"):
        by_name("table-csv").read(b'form,role\n"' + b"a" * 200_000, "x.csv", ReadOptions())


def test_a_second_document_of_one_name() -> None:
    """A document's name that comes again is made another."""
    found = imported("document,form,role,function\na,x,,\nb,y,,\na,z,,\n")

    assert [d.name for d in found.documents] == ["a", "b", "a (2)"]
    assert any("called ‘a (2)’" in message for message in messages(found))


def test_a_table_without_header() -> None:
    """Where the first row is no header, the columns are told by their cells."""
    table = "1\tWe\tPRON\t_\t_\n2\tate\tVERB\t_\t_\n3\tat\tADP\tp.Time\tp.Time\n4\tnoon\tNOUN\t_\t_\n"

    found = imported(table, file="x.tsv", columns="auto")

    assert found.documents[0].text == "We ate at noon"
    assert said(found) == ["at Time~Time"]
    assert found.documents[0].token(2).upos == "ADP"


ADJUDICATED = """,Target,SS,SS2,MWE,Target_A,SS_A,SS2_A,MWE_A,Notes_A,Target_N,SS_N,SS2_N,MWE_N,Notes_N
खेल,,,,,,,,,,,,,,
के,के बाद,Time,Interval,,के बाद,Time,Interval,1:1,,के बाद,Time,Time,1:1,"late,
or not"
बाद,के बाद,,,,के बाद,,,1:2,,के बाद,,,1:2,
"«",,,,,,,,,,,,,,
हम,,,,,,,,,,हम,`d,,,
,,,,,,,,,,,,,,
मुझसे,से,Source,Source,,से,Source,Source,,,से,Goal,Source,,
"""


def test_words_without_a_header_and_expressions_without_a_number() -> None:
    """The column of words may have no name; a target is named by its words, in several rows where it has several."""
    found = imported(ADJUDICATED, language="hi", columns="auto")

    assert sentences(found.documents[0]) == ["खेल के बाद « हम", "मुझसे"]
    assert said(found) == ["के बाद Time~Interval", "मुझसे Source~Source"]
    assert said(found, "A") == ["के बाद Time~Interval", "मुझसे Source~Source"]
    assert said(found, "N") == ["के बाद Time~Time (late,\nor not)", "हम `d~", "मुझसे Goal~Source"]


def test_a_sentence_id_with_a_translation_below() -> None:
    """Where empty rows part the sentences, the first cell is the id, and what stands below it no new sentence."""
    table = (
        "sentence_no,word,adp_case,scene_role,fn_role\nSentence 1,Kissa,,,\nThe cat sleeps on its roof.,nukkuu,,,\n"
        ",katollaan,ADESSIVE,LOCUS,LOCUS\n,#NAME?,SUFFIX,POSSESSOR,AGENT/SOURCE\n,,,,\n"
        "Sentence 2,Hei,,GOAL (Smith 19),???\n"
    )
    found = imported(table, language="fi")

    assert list(found.documents[0].sentences.ids) == ["Sentence 1", "Sentence 2"]
    assert sentences(found.documents[0]) == ["Kissa nukkuu katollaan", "Hei"]
    assert said(found) == ["katollaan Locus~Locus", "katollaan Possessor~Agent", "Hei Goal~??"]
    assert [a.doubt for a in found.annotations] == [False, True, False]
    assert any("took" not in message and "#NAME?" in message for message in messages(found))


def test_parts_that_are_numbered() -> None:
    """Rows 2-1 and 2-2 with one form are two targets in one word; with two forms they are words without a space."""
    korean = (
        "doc_id\tsent_id\ttoken_id\tform\tmorph\tp\tgold_scene\tgold_function\n"
        "1\t1\t1\t비가\tx/N + y/J\t가\ttheme\ttheme\n1\t1\t2-1\t집에서는\tx/N\t에서\tlocus\tlocus\n"
        "1\t1\t2-2\t집에서는\tx/N\t는\ttopical\ttopical\n2\t1\t1\t왔다.\tx/V\t_\t_\t_\n"
    )
    german = (
        "OFFSET,TOKEN,HEAD,SMWE,LEXLEMMA,SCENE ROLE,FUNCTION\n,,,,,,\n# text = Er hat nachgedacht .,,,,,,\n"
        "1,Er,3,_,_,_,_\n2,hat,3,_,_,_,_\n3-1,nach,0,_,nach,Topic,Topic\n3-2,gedacht,0,_,_,_,_\n4,.,3,_,_,_,_\n"
    )
    two = imported(korean, language="ko", file="ko.tsv")
    parts = imported(german, language="de")

    assert [d.name for d in two.documents] == ["ko-1", "ko-2"]
    assert sentences(two.documents[0]) == ["비가 집에서는"]
    assert said(two) == ["가 Theme~Theme", "에서 Locus~Locus", "는 Topical~Topical"]
    assert sentences(parts.documents[0]) == ["Er hat nachgedacht ."]
    assert said(parts) == ["nach Topic~Topic"]
    assert list(parts.documents[0].tokens.columns["id"]) == ["1", "2", "3", "4", "5"]
    assert [parts.documents[0].token(row).head for row in (0, 4)] == [3, 3]


def test_expressions_that_are_named() -> None:
    """Neighbours with something in the column of expressions are one; comments begin documents and sentences."""
    rows = [
        ["", "Token", "Kanji", "MWE", "SR", "F"], ["# new_doc_id = one", "", "", "", "", ""],
        ["# 1", "", "", "", "", ""],
        ["", "やま", "山", "", "", ""], ["", "に", "に", "x", "Topic", "locus"], ["", "ついて", "ついて", "x", "", ""],
        ["# 2", "", "", "", "", ""], ["", "うみ", "海", "", "", ""], ["# new_doc_id = two", "", "", "", "", ""],
        ["", "そら", "空", "", "", ""],
    ]  # fmt: skip
    found = imported(workbook_of({"Sheet1": rows}), language="ja", file="ja.xlsx")

    assert [d.name for d in found.documents] == ["one", "two"]
    assert sentences(found.documents[0]) == ["やまについて", "うみ"]
    assert said(found) == ["について Topic~Locus"]
