"""Target lists as files: what is written reads back, and what is wrong is named with its line."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from construal.annotation.errors import FormatError
from construal.annotation.snacs.target_entry import TargetEntry, entry
from construal.core.targets.list_file import read, written

WORD = st.text(st.characters(categories=["L", "M", "Nd"], include_characters="'\",;=-"), min_size=1, max_size=5)
ENTRIES = st.lists(
    st.builds(
        lambda language, words, verdict: entry(language, " ".join(words), verdict=verdict),
        st.sampled_from(("en", "hi", "zh")),
        st.lists(WORD, min_size=1, max_size=3),
        st.sampled_from(("target", "never", "dropped")),
    ),
    max_size=4,
    unique_by=lambda e: e.key,
)


@pytest.mark.parametrize("ending", [".csv", ".json"])
@given(entries=ENTRIES)
def test_written_and_read(tmp_path_factory: pytest.TempPathFactory, ending: str, entries: list[TargetEntry]) -> None:
    """A list in either form reads back as it was."""
    path = tmp_path_factory.mktemp("lists") / f"list{ending}"
    path.write_bytes(written(path, entries))

    assert read(path, "en") == entries


def test_a_spreadsheet_of_words_alone(tmp_path: Path) -> None:
    """Only the words are needed; a mark of byte order and empty lines are no matter."""
    path = tmp_path / "l.csv"
    path.write_bytes("\ufeffWords\r\nकी ओर\r\n\r\nमें\r\n".encode())

    assert [(e.language, e.words, e.lexcat) for e in read(path, "hi")] == [("hi", "की ओर", "P"), ("hi", "में", "P")]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("l.csv", "form\nof\n", "1: the first line"),
        ("l.csv", "words,verdict\nof,target\nin,perhaps\n", "3: ‘perhaps’"),
        ("l.json", "{}", "no list of entries"),
        ("l.txt", "of", ".csv or .json"),
    ],
)
def test_what_is_no_list(tmp_path: Path, name: str, text: str, said: str) -> None:
    """The sentence names the file, the line and the fault."""
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")

    with pytest.raises(FormatError, match=said) as told:
        read(path, "en")
    assert name in str(told.value)


def test_a_missing_file(tmp_path: Path) -> None:
    """A file that is not there is named."""
    with pytest.raises(FormatError, match=r"l\.csv"):
        read(tmp_path / "l.csv", "en")
