"""Raw text to columns."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from construal.annotation.errors import FormatError
from construal.annotation.tokens.languages import language, languages
from construal.annotation.tokens.tokens import Cut, cut


def words(text: str, found: Cut) -> list[str]:
    """The tokens' texts."""
    pairs = zip(found.tokens.start.tolist(), found.tokens.end.tolist(), strict=True)
    return [text[s:e] for s, e in pairs]


def test_mathematics_is_one_token() -> None:
    """A formula is a token of its own, whatever touches it."""
    text = "For $a + b$-sets (@@x_1 ≥ 0@@), isn't it?"

    assert words(text, cut(text, "en")) == [
        "For", "$a + b$", "-", "sets", "(", "@@x_1 ≥ 0@@", ")", ",", "is", "n't", "it", "?",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "text", "wanted"),
    [
        ("zh", "我爱Python和3.5。", ["我", "爱", "Python", "和", "3.5", "。"]),
        ("th", "น้ำใจ ok", ["น้", "ำ", "ใ", "จ", "ok"]),
        ("vi", "xin chào, bạn", ["xin", "chào", ",", "bạn"]),
    ],
)
def test_without_the_tokenizers_package(code: str, text: str, wanted: list[str]) -> None:
    """A language whose package is absent is cut by characters where there are no spaces, and says so."""
    if language(code).cut is not None:
        pytest.skip(f"the tokenizer package for {code} is installed")
    found = cut(text, code)

    assert found.plain
    assert words(text, found) == wanted


def test_regional_codes_and_unknown_ones() -> None:
    """`en-GB` is English, `no` is Bokmål; an unknown code is refused with near ones and how to list all."""
    assert language("en-GB") is language("en_US") is language("en")
    assert language("no").code == "nb"
    with pytest.raises(FormatError, match=r"‘dee’.*de.*languages\(\)"):
        language("dee")


@pytest.mark.parametrize("code", languages())
def test_every_language(code: str) -> None:
    """Each language that is listed can cut a text."""
    text = "Abc def. 你好。 नमस्ते। مرحبا؟"
    found = cut(text, code)

    assert len(found.sentences) >= 1
    assert "".join(words(text, found)) == text.replace(" ", "")


def test_parts() -> None:
    """No sentence crosses a part; ids come from the parts' names."""
    text = "One. Two.\nthree\n\n"
    found = cut(text, "en", [(0, 9, "statement"), (10, 15, "step 1"), (16, 16, "answer")])

    assert list(found.sentences.ids) == ["statement.1", "statement.2", "step 1"]
    assert found.sentences.first.tolist() == [0, 2, 4, 5]


@given(st.text(alphabet="aB1 .!?'\"()$@-\n。你न।😀\u0301\u00a0_"), st.sampled_from(["en", "zh", "xx"]))
def test_tokens_tile_the_text(text: str, code: str) -> None:
    """Tokens and sentences hold all that is visible, in order, without overlap; sentences hold whole tokens."""
    found = cut(text, code)
    tokens, spans = found.tokens, found.sentences
    covered = [p for s, e in zip(tokens.start.tolist(), tokens.end.tolist(), strict=True) for p in range(s, e)]

    assert covered == sorted(set(covered))
    assert {p for p, c in enumerate(text) if not c.isspace()} <= set(covered)
    assert all(s < e for s, e in zip(tokens.start.tolist(), tokens.end.tolist(), strict=True))
    assert spans.first.tolist()[0] == 0
    for index in range(len(spans)):
        rows = spans.rows(index)
        assert len(rows) > 0
        assert spans.start[index] <= tokens.start[rows[0]]
        assert tokens.end[rows[-1]] <= spans.end[index]
    assert spans.first.tolist()[-1] == len(tokens)
