"""Reading tables of words: the shapes in which corpora of other languages were annotated, in sentences of our own."""

from read_tables import imported, messages, said, sentences, words_of
from workbooks import workbook_of

from construal.annotation.annotation import Status

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
    assert all(a.text("strength") == "strong" for a in found.annotations if " " in words_of(a, found.documents[0].text))


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
