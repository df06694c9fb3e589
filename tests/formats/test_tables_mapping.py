"""Mappings of columns: what is guessed and why, what a person says, and what will not do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from construal.annotation.errors import FormatError
from construal.annotation.formats.format import ReadOptions
from construal.annotation.formats.tables.guess import guess
from construal.annotation.formats.tables.mapping import ColumnMapping, TableColumn, parsed
from construal.annotation.formats.tables.meanings import PERSONAL, TITLES, is_table_of_words, named
from construal.annotation.formats.tables.preview import preview
from construal.annotation.formats.tables.sheet import Row


@pytest.mark.parametrize(
    ("header", "meaning", "annotator"),
    [
        ("Scene Role", "role", ""), ("SS", "role", ""), ("gold_scene", "role", ""), ("SR", "role", ""),
        ("scene", "role", ""), ("FXN", "function", ""), ("SS2", "function", ""), ("gold_function", "function", ""),
        ("\ufeffToken", "form", ""), ("Word Form", "form", ""), ("SS_A", "role", "A"), ("SS2_A", "function", "A"),
        ("Function_N", "function", "N"), ("A Notes", "note", "A"), ("Aino’s Notes", "note", "Aino"),
        ("Scene role (Kim Lee)", "role", "Kim Lee"), ("Function by Kim", "function", "Kim"), ("role2", "role", "2"),
        ("Adjudicated Function", "function", ""), ("final SS", "role", ""), ("note on function", "note", ""),
        ("sent_id", "sentence", ""), ("MWE", "smwe", ""), ("शब्द", "form", ""), ("형태소", "form", ""),
    ],
)  # fmt: skip
def test_headers(header: str, meaning: str, annotator: str) -> None:
    """A header is known in many spellings, and tells whose column it is; gold and adjudicated are nobody's."""
    reading = named(header)

    assert reading is not None
    assert (reading.meaning, reading.annotator) == (meaning, annotator)


@pytest.mark.parametrize("header", ["Gloss", "translation", "", "???", "wholesale"])
def test_unknown_headers(header: str) -> None:
    """What is no name is not read, whatever letters it has."""
    assert named(header) is None


def test_tables_of_words_are_told_from_others() -> None:
    """A column of words beside labels, or beside two things that words have, makes a table of words."""
    assert is_table_of_words(["Token", "SS"])
    assert is_table_of_words(["id", "form", "upos"])
    assert not is_table_of_words(["word", "definition", "language"])
    assert not is_table_of_words(["document", "start", "end", "text"])


def made_guess(header: list[str], *rows: list[str]) -> list[tuple[str, str]]:
    """Meaning and annotator of each column of a table."""
    mapping = guess(header, [Row(n, row) for n, row in enumerate(rows, 2)])
    assert all(column.reason for column in mapping.columns)
    return [(column.meaning, column.annotator) for column in mapping.columns]


def test_cells_say_more_than_headers() -> None:
    """Where the cells cannot be what the header says, they are not taken for it."""
    assert made_guess(["sentence", "token"], ["we all ate at noon", "we"], ["we all ate at noon", "ate"]) == [
        ("text", ""), ("form", ""),
    ]  # fmt: skip
    assert made_guess(["word", "pos"], ["we", "PRON"], ["ate", "VERB"])[1] == ("upos", "")
    assert made_guess(["word", "pos"], ["we", "PRP"], ["ate", "VBD"])[1] == ("xpos", "")
    assert made_guess(["word", "Target"], ["there", "re"], ["at", "at"])[1] == ("lexlemma", "")
    assert made_guess(["word", "Target"], ["there", "no"], ["at", "yes"])[1] == ("target", "")
    assert made_guess(["word", "morph"], ["went", "go/V + t/PAST"], ["at", "at/P"])[1] == ("", "")
    assert (
        made_guess(["sentence_no", "word"], ["Sentence 1", "we"], ["A free translation of it", "go"])[0][0]
        == "sentence"
    )


def test_cells_say_what_headers_do_not() -> None:
    """Labels and words are found in columns of unknown names."""
    rows = [["We", "", ""], ["met", "", ""], ["at", "Time", "p.Time"], ["noon", "", ""]]

    assert made_guess(["αα", "ββ", "γγ"], *rows) == [("form", ""), ("role", ""), ("function", "")]


def test_notes_of_nobody() -> None:
    """The rest of a note's header is an annotator only where labels have that annotator, or it is a name for sure."""
    assert made_guess(["word", "SS_Kim", "Kim Notes", "Extra Notes"], ["a", "Goal", "", ""]) == [
        ("form", ""), ("role", "Kim"), ("note", "Kim"), ("note", ""),
    ]  # fmt: skip


def test_one_column_for_one_meaning() -> None:
    """Of two columns with one meaning the first is read, and the reason names it."""
    mapping = guess(["word", "SS", "Scene Role"], [Row(2, ["a", "Goal", "Goal"])])

    assert [c.meaning for c in mapping.columns] == ["form", "role", ""]
    assert "‘SS’" in mapping.columns[2].reason


HEADER = ["Token", "Scene Role", "Function", "SS_K", "Token"]
GUESSED = guess(HEADER, [])


def test_what_a_person_says() -> None:
    """Columns are named by header or number, other ones are not read; `auto` begins with the guess."""
    said = parsed("form=5,role=scene role,function@Kim=SS_K,parts=yes", GUESSED, "a.csv")
    more = parsed("auto,ignore=SS_K,form=5", GUESSED, "a.csv")

    assert [(c.meaning, c.annotator) for c in said.columns] == [
        ("", ""), ("role", ""), ("", ""), ("function", "Kim"), ("form", ""),
    ]  # fmt: skip
    assert said.parts
    assert [c.meaning for c in more.columns] == ["", "role", "function", "", "form"]


@pytest.mark.parametrize(
    ("spec", "told"),
    [
        ("form=Wort", "no column ‘Wort’.*‘Token’, ‘Scene Role’"),
        ("form=9", "no column ‘9’"),
        ("word=Token", "‘word=Token’ says of no column.*form"),
        ("Token", "MEANING=COLUMN"),
        ("role=Scene Role", "No column holds the words"),
    ],
)
def test_wrong_names_are_told(spec: str, told: str) -> None:
    """A wrong name is told with the columns there are, a wrong meaning with the meanings."""
    with pytest.raises(FormatError, match=told):
        parsed(spec, GUESSED, "a.csv")


def test_faults() -> None:
    """A mapping needs words, and one column for each meaning of each annotator; notes may be several."""
    columns = [TableColumn(place, name) for place, name in enumerate("abcde")]
    mapping = ColumnMapping(tuple(columns)).with_column(0, "role").with_column(1, "role")

    assert len(mapping.faults()) == 2
    assert mapping.with_column(1, "role", "Kim").with_column(2, "form").faults() == []
    assert mapping.with_column(1, "note").with_column(2, "form").with_column(3, "note").faults() == []


NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp", "Nd"]), min_size=1, max_size=5)


@given(
    st.lists(st.tuples(NAMES, st.sampled_from(["", *TITLES]), st.sampled_from(["", "Kim", "A B"])), max_size=6),
    st.booleans(),
)
def test_the_words_of_a_mapping_are_read_as_it(columns: list[tuple[str, str, str]], parts: bool) -> None:
    """`spec` says what `parsed` reads, whatever commas, quotes and signs the headers have."""
    made = [TableColumn(0, "words", "form")]
    for name, meaning, annotator in columns:
        taken = {(c.meaning, c.annotator) for c in made}
        annotator = annotator if meaning in PERSONAL else ""
        keep = meaning == "note" or (meaning, annotator) not in taken
        made.append(TableColumn(len(made), name, meaning if keep else "", annotator if keep else ""))
    mapping = ColumnMapping(tuple(made), parts=parts)
    blank = ColumnMapping(tuple(TableColumn(c.place, c.name) for c in made))

    said = parsed(mapping.spec(), blank, "a.csv")

    assert [(c.meaning, c.annotator if c.meaning else "") for c in said.columns] == [
        (c.meaning, c.annotator if c.meaning else "") for c in mapping.columns
    ]
    assert said.parts == parts


def test_a_mapping_fits_other_tables() -> None:
    """Columns are found by their names in another order; a table that lacks one is refused with its columns."""
    fitted = GUESSED.fitted(["Function", "Token", "Scene Role", "SS_K"], "b.csv")

    assert [c.meaning for c in fitted.columns] == ["function", "form", "role", "role"]
    with pytest.raises(FormatError, match="no column ‘SS_K’"):
        GUESSED.fitted(["Token", "Scene Role", "Function"], "c.csv")


def test_a_preview_says_what_comes_of_it() -> None:
    """A preview shows examples, and counts sentences, words and decisions, or says why there are none."""
    seen = preview(b"form,role,function,SS_A,SS2_A\nwe,,,,\nat,Time,Time,Time,Time\nnoon,,,,\n", "a.csv")

    assert seen.examples(1) == ["Time"]
    outcome = seen.outcome(seen.mapping, ReadOptions())
    assert outcome == "1 sentence, 3 words, decisions: 1 of nobody’s own, 1 by A."
    assert "No column holds the words" in seen.outcome(seen.mapping.with_column(0, ""), ReadOptions())
