"""Made texts are the same for the same seed, and whole documents."""

from hypothesis import given
from hypothesis import strategies as st

from construal.core.benchmark import made_text


@given(st.integers(1, 3_000), st.integers(0, 99))
def test_a_made_document_is_whole(number: int, seed: int) -> None:
    """It has as many tokens as asked; each is where it says, and each sentence ends with a full stop."""
    made = made_text.document(1, number, seed=seed)
    starts, ends = made.tokens.start.tolist(), made.tokens.end.tolist()

    assert len(made.tokens) == number
    assert [made.text[s:e] for s, e in zip(starts, ends, strict=True)] == made.text.split(" ")
    assert [int(first) for first in (made.sentences.first[0], made.sentences.first[-1])] == [0, number]
    assert {made.text[int(end) - 1] for end in made.sentences.end} == {"."}


@given(st.integers(1, 2_000), st.integers(0, 99))
def test_the_same_seed_gives_the_same_text(number: int, seed: int) -> None:
    """What a benchmark measures can be made again."""
    assert made_text.prose(number, seed) == made_text.prose(number, seed)
    assert made_text.document(1, number, seed=seed).text == made_text.document(2, number, seed=seed).text


def test_suggestions_lie_on_tokens() -> None:
    """Each suggestion begins and ends where a token does, and no two have the same id or place."""
    made = made_text.document(1, 1_000)
    marked = made_text.suggestions(made, 100, first_id=7)

    starts, ends = set(made.tokens.start.tolist()), set(made.tokens.end.tolist())
    assert len({a.id for a in marked}) == len({a.anchor for a in marked}) == 100
    assert all(a.anchor.start in starts and a.anchor.end in ends for a in marked)
