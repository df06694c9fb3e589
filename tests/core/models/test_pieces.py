"""Word pieces: no word is lost, joined or answered for twice, however long the sentence or odd the word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_encoder import tiny_tokenizer

from construal.annotation.errors import FormatError
from construal.core.models.pieces import Pieces, Shape, shape

PIECES = Pieces(tiny_tokenizer(), longest=130)
WORD = st.one_of(
    st.sampled_from(
        ["the", "cat", "'s", "…", "\u200b", "\ufe0f", "c" * 400, "e\u0301t\u00e9", "a b", "", "\x00", "\ud83d"]
    ),
    st.text(min_size=1, max_size=12),
    st.text(st.characters(codec=None, categories=["Cs", "Cc", "Cf", "Mn"]), max_size=4),
)


@given(words=st.lists(WORD, max_size=300))
def test_every_word_is_answered_for_once(words: list[str]) -> None:
    """The windows' words, one after the other, are as many as the sentence's; no window is too long."""
    windows = PIECES.encode(words)

    assert sum(len(window.first) for window in windows) == len(words)
    for window in windows:
        assert len(window) <= 130
        assert len(window.ids) == len(window.shapes)
        assert list(window.first) == sorted(set(window.first.tolist()))
        assert all(0 < first < len(window) - 1 for first in window.first)


def test_windows_hold_context() -> None:
    """In a sentence of several windows, a word is answered for with at least 20 pieces around it, as far as they go."""
    words = ["the", "cat", "in"] * 200
    pieces = [int(PIECES.encode([word])[0].ids[1]) for word in words]
    windows = PIECES.encode(words)

    assert len(windows) > 3
    done = 0
    for window in windows:
        assert [int(window.ids[first]) for first in window.first] == pieces[done : done + len(window.first)]
        assert done == 0 or window.first[0] > 20
        done += len(window.first)
        assert done == len(words) or len(window) - window.first[-1] > 20


def test_a_word_is_known_by_its_first_piece() -> None:
    """Pieces of a word carry its shape, those of the frame that of small letters."""
    (encoded,) = PIECES.encode(["The", "CATSTOVE", "2019"])

    assert encoded.ids[0] == 2
    assert encoded.ids[-1] == 3
    second = encoded.shapes[encoded.first[1] : encoded.first[2]]
    assert set(second.tolist()) == {Shape.UPPER}
    assert encoded.shapes[encoded.first[2]] == Shape.DIGIT


@pytest.mark.parametrize(
    ("word", "expected"),
    [("cat", Shape.LOWER), ("USA", Shape.UPPER), ("I", Shape.TITLE), ("Paris", Shape.TITLE), ("3rd", Shape.DIGIT),
     ("iPhone", Shape.MIXED), ("--", Shape.OTHER), ("", Shape.OTHER), ("न", Shape.MIXED)],
)  # fmt: skip
def test_shapes(word: str, expected: Shape) -> None:
    """A word has one of six shapes."""
    assert shape(word) is expected


def test_words_spelled_as_marks_are_words() -> None:
    """A word that looks like a mark of the encoder's, whole or in part, stands for no mark."""
    tokenizer = tiny_tokenizer()
    tokenizer.add_special_tokens(["[CLS]", "[SEP]", "[PAD]"])
    pieces = Pieces(tokenizer, longest=130)

    (encoded,) = pieces.encode(["[CLS]", "a[SEP]b", "[PAD]"])

    assert (encoded.ids[0], encoded.ids[-1]) == (2, 3)
    assert not {0, 2, 3} & set(encoded.ids[1:-1].tolist())
    assert len(encoded.first) == 3


def test_half_a_character_is_read_as_a_question_mark() -> None:
    """Half a surrogate pair, which no file can hold but a string can, is a word like any other."""
    found = [PIECES.encode([word])[0].ids.tolist() for word in ("a\ud83d", "\udc00a", "a?", "?a")]

    assert found[:2] == found[2:]


def test_pieces_written_are_read() -> None:
    """The tokenizer kept as JSON encodes as before."""
    again = Pieces.read(PIECES.json, longest=130)

    assert [w.ids.tolist() for w in again.encode(["up", "Stove"])] == [
        w.ids.tolist() for w in PIECES.encode(["up", "Stove"])
    ]


@pytest.mark.parametrize("data", [b"", b"{}", b"\xff\xfe", b'{"model": 1}'])
def test_other_files_are_refused_by_name(data: bytes) -> None:
    """What is no tokenizer is refused in one sentence that names the file."""
    with pytest.raises(FormatError, match=r"^m/tokenizer\.json: this is no tokenizer"):
        Pieces.read(data, "m/tokenizer.json")
