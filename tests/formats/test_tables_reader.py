"""Reading tables of words: the shapes in which corpora of other languages were annotated, in sentences of our own."""

from itertools import count
from pathlib import PurePath

import pytest
from workbooks import workbook_of

from construal.annotation.annotation import Annotation, Status
from construal.annotation.document import Document
from construal.annotation.errors import FormatError
from construal.annotation.formats.format import Imported, ReadOptions
from construal.annotation.formats.registry import by_name, detect
from construal.annotation.formats.tables.mapping import parsed
from construal.annotation.formats.tables.preview import preview


def imported(table: str | bytes, *, language: str = "en", file: str = "made.csv", columns: str = "") -> Imported:
    """What a table becomes, by the guess or by named columns, in the format that it is known as."""
    data = table.encode() if isinstance(table, str) else table
    mapping = parsed(columns, preview(data, file, language=language).mapping, file) if columns else None
    options = ReadOptions(language=language, new_id=count(1).__next__, columns=mapping)
    return detect(PurePath(file), data).read(data, file, options)


def said(found: Imported, annotator: str = "", document: int = 0) -> list[str]:
    """The decisions of an annotator in a document: words, role and function, a note."""
    text = found.documents[document].text
    return [
        f"{_words(a, text)} {a.text('role')}~{a.text('function')}" + (f" ({a.note})" if a.note else "")
        for a in found.annotations
        if a.annotator == annotator and a.document == found.documents[document].id
    ]


def _words(annotation: Annotation, text: str) -> str:
    return f"row {annotation.anchor.row}" if annotation.anchor.row is not None else annotation.anchor.text(text)


def sentences(document: Document) -> list[str]:
    """The text of each sentence."""
    bounds = zip(document.sentences.start, document.sentences.end, strict=True)
    return [document.text[start:end] for start, end in bounds]


def messages(found: Imported) -> list[str]:
    """What was odd."""
    return [oddity.message for oddity in found.oddities]


HINDI = """\ufeffToken,Lemma,MWE,Scene role,Function,SS_A,SS2_A,SS_N,SS2_N,Notes_A,Notes_N
बच्चे,बच्चा,,,,,,,,,
के,का,1:1,p.Locus,p.Locus,p.Locus,p.Locus,p.Goal,p.Locus,,sure?
पास,पास,1:2,,,,,,,,
है,है,,,,,,,,a verb,
,,,,,,,,,,
माँ,माँ,,,,,,,,,
ने,ने,,p.Agent,p.Agent,p.Agent,p.Agent,,,,
"""


def test_hindi_with_gold_and_two_annotators() -> None:
    """Columns side by side become annotations of several annotators; gold is nobody's; notes go with their owners."""
    found = imported(HINDI, language="hi", file="hi_1.csv")

    assert [d.name for d in found.documents] == ["hi_1"]
    assert sentences(found.documents[0]) == ["बच्चे के पास है", "माँ ने"]
    assert said(found) == ["के पास Locus~Locus", "ने Agent~Agent"]
    assert said(found, "A") == ["के पास Locus~Locus", "है ~ (a verb)", "ने Agent~Agent"]
    assert said(found, "N") == ["के पास Goal~Locus (sure?)"]
    assert all(a.text("strength") == "strong" for a in found.annotations if " " in _words(a, found.documents[0].text))


def test_an_annotators_statement_takes_the_place_of_gold() -> None:
    """For the annotator, own statements replace nobody's on the same words; a mere note is no decision yet."""
    found = imported(HINDI, language="hi")
    gold = {a.anchor: a.id for a in found.annotations if not a.annotator}

    for annotation in found.annotations:
        if annotation.annotator:
            assert annotation.replaces == gold.get(annotation.anchor)
    assert [a.status for a in found.annotations if a.note == "a verb"] == [Status.DRAFT]


GUJARATI = """Chapter;Sentence;Word;lexlemma;SS;SS2
1;1;ઝાડનો;નો;p.Gestalt;p.Gestalt
1;1;રંગ;;;
1;2;ગામમાં;માં;p.`;_
2;1;હું;;;
"""


def test_gujarati_by_chapters_with_suffixes() -> None:
    """Chapters become documents, and a lexlemma that ends its word marks that part of it."""
    found = imported(GUJARATI, language="gu", file="gu.csv")

    assert [d.name for d in found.documents] == ["gu-1", "gu-2"]
    assert sentences(found.documents[0]) == ["ઝાડનો રંગ", "ગામમાં"]
    assert said(found) == ["નો Gestalt~Gestalt", "માં `~"]
    assert any("‘p.`’ is no label" in message for message in messages(found))


def test_suffixes_may_be_words_instead() -> None:
    """Where a person says so, the label stands on the whole word."""
    columns = "form=Word,role=SS,function=SS2,sentence=Sentence,lexlemma=lexlemma,parts=no"

    assert said(imported(GUJARATI, language="gu", columns=columns))[0] == "ઝાડનો Gestalt~Gestalt"


def test_japanese_workbook() -> None:
    """A workbook is read by sheets; words stand without spaces, but for foreign names."""
    header = ["sent_id", "form", "lemma", "scene", "function"]
    first = [
        header, ["1", "妹", "imouto", "", ""], ["1", "は", "wa", "Topical", "Topical"], ["1", "Anna", "anna", "", ""],
        ["1", "Berg", "berg", "", ""], ["1", "に", "ni", "Goal", "Goal"], ["2", "雨", "ame", "", ""],
    ]  # fmt: skip
    second = [["form", "sent_id", "lemma", "scene", "function"], ["山", "1", "yama", "", ""]]
    data = workbook_of({"ch1": first, "ch2": second, "legend": [["label", "meaning"], ["Goal", "where to"]]})

    found = imported(data, language="ja", file="ja.xlsx")

    assert [d.name for d in found.documents] == ["ja-ch1", "ja-ch2"]
    assert sentences(found.documents[0]) == ["妹はAnna Bergに", "雨"]
    assert sentences(found.documents[1]) == ["山"]
    assert said(found) == ["は Topical~Topical", "に Goal~Goal"]
    assert any("‘legend’ was left out" in message for message in messages(found))


KOREAN = (
    'id\tform\tgold_scene\tgold_function\n1\t도서관에서\t\t\n1.1\t에서\tlocus\tlocus\n2\t"\t\t\n3\t읽었다\t\t\n\n'
    "1\t집에\t\t\n1.1\t에\tgoal\tgoal\n"
)


def test_korean_with_rows_of_suffixes() -> None:
    """Lower-case labels are read as the scheme spells them; a row `1.1` has no text, or is a part of a word."""
    nodes = imported(KOREAN, language="ko", file="ko.tsv")
    parts = imported(KOREAN, language="ko", file="ko.tsv", columns="auto,parts=yes")

    assert sentences(nodes.documents[0]) == ['도서관에서 " 읽었다', "집에"]
    assert said(nodes) == ["row 1 Locus~Locus", "row 5 Goal~Goal"]
    assert said(parts) == ["에서 Locus~Locus", "에 Goal~Goal"]
    assert len(parts.documents[0].tokens) == 4
    assert "‘locus’ read as Locus (2 rows, the first is this)" in messages(nodes)


GERMAN = (
    "ID;FORM;LEMMA;STTS;LEXLEMMA;SS;SS2\r\n1;Er;er;PPER;;;\r\n2;bleibt;bleiben;VVFIN;;;\r\n"
    "3;zuhause;zuhause;ADV;zu;p.Locus;p.Locus\r\n3;zuhause;zuhause;ADV;hause;p.?;p.?\r\n"
    ";;;;;;\r\n1;Mit;mit;APPR;mit;p.Accompanier;Topic\r\n2;Rat;Rat;NN;;;\r\n"
)


def test_german_with_two_targets_in_one_word() -> None:
    """A number that is given twice is one word with two targets; older and unprefixed labels are kept and told."""
    found = imported(GERMAN, language="de")

    assert sentences(found.documents[0]) == ["Er bleibt zuhause", "Mit Rat"]
    assert said(found)[:2] == ["zuhause Locus~Locus", "zuhause ??~"]
    assert said(found)[2] == "Mit Accompanier~Topic"
    assert [a.scheme for a in found.annotations][-1] == "snacs-2.4"
    assert any("older for Ancillary" in message for message in messages(found))


FINNISH = """Sentence,Token,SR,FXN,Aino's Notes,Pekka's Notes
1,Kissa,,,,
,katolla,Locus?,locus,or Goal,yes
,.,,,,
2,Hei,,,a greeting,
"""


def test_finnish_with_notes_of_two() -> None:
    """Notes of people without labels of their own go to nobody's decision, by name; a question mark says doubt."""
    found = imported(FINNISH, language="fi")

    assert sentences(found.documents[0]) == ["Kissa katolla .", "Hei"]
    assert said(found) == ["katolla Locus~Locus (Aino: or Goal; Pekka: yes)", "Hei ~ (Aino: a greeting)"]
    assert [a.doubt for a in found.annotations] == [True, False]


def test_suffix_rows_with_hyphens() -> None:
    """A row with a hyphen is a part of the word it ends, or goes on with the word before without a space."""
    table = "form,role,function\ntalossa,,\n-ssa,Locus,Locus\nmeri,,\n-llä,Locus,Locus\n"

    found = imported(table, language="fi")

    assert found.documents[0].text == "talossa merillä"
    assert said(found) == ["ssa Locus~Locus", "llä Locus~Locus"]
    assert [found.documents[0].token(r).form for r in range(3)] == ["talossa", "meri", "llä"]


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
