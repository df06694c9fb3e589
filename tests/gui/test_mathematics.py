"""Mathematics: what is shown for calculator notation and simple TeX, and where each character comes from."""

import json
import unicodedata
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from construal.gui.mathematics import Run, plain, shown

# Texts that are rich in what the parser reacts to.
MARKS = ["@@", "$", "$$", "^", "_", "(", ")", "{", "}", "|", "\\", "~", "-", "*", "<=", "..."]
PIECES = [*MARKS, "sqrt", "\\frac", "\\le ", "pi", "x", "ab", "12", "é", "𝒜", " ", "\n"]
MARKED = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("so @@p^2-1@@ is", "so p² − 1 is"),
        ("@@x_(n+1)≥a_1@@", "xₙ₊₁ ≥ a₁"),
        ("@@sqrt(2)*x@@", "√2·x"),
        ("@@sqrt(x+1)@@", "√(x + 1)"),
        ("@@f^-1(x)@@", "f⁻¹(x)"),
        ("@@a<=b, b>=c, c!=d@@", "a ≤ b, b ≥ c, c ≠ d"),
        ("@@1, 2, ..., n@@", "1, 2, …, n"),
        ("@@2^(a/b)@@", "2^(a/b)"),
        ("@@2^(2^n)@@", "2^(2ⁿ)"),
        ("@@x_ij@@ and @@a_nb_n@@", "xᵢⱼ and aₙbₙ"),
        ("@@a + b - c, -1@@", "a + b − c, −1"),
        ("@@2 x 21@@", "2 × 21"),
        ("@@2pi@@ @@pi@@", "2π π"),
        ("@@ 4 | a@@", "4 | a"),
        (r"a $\lambda$-presentable $\mathcal{A}$", "a λ-presentable A"),
        (r"$\frac{1}{2}$", "¹⁄₂"),
        (r"$x^{n+1} \to y_{0}$", "xⁿ⁺¹ → y₀"),
        ("costs $5 and $7, or $8", "costs $5 and $7, or $8"),
        ("odd @@ stays", "odd @@ stays"),
        (r"$\unknown{x}$", r"\unknownx"),
        ("@@x^@@ @@(_@@", "x^ (_"),
    ],
)
def test_notation(raw: str, expected: str) -> None:
    """Each notation is read as a mathematician would write it, and what is not understood stays as typed."""
    assert plain(raw) == expected


def test_runs() -> None:
    """Letters are variables, names of functions are upright, exponents are raised, prose is prose."""
    assert shown("Let @@gcd(p)^2@@").runs == (
        Run("Let ", "text"),
        Run("gcd(", "symbol"),
        Run("p", "variable"),
        Run(")", "symbol"),
        Run("2", "symbol", 1),
    )


def test_a_sign_has_room_only_between_two_sides() -> None:
    """A minus between terms is spaced, a sign of a number is not, and an exponent stays tight."""
    assert shown("@@a-b@@").text == "a\u00a0−\u00a0b"
    assert shown("@@-1@@").text == "−1"
    assert shown("@@a=-1@@").text == "a\u00a0=\u00a0−1"
    assert shown("@@a^(n-1)@@").text == "an−1"


def test_places_of_a_known_text() -> None:
    """A word after a formula is found at its raw place, and the formula's marks belong to nobody's span."""
    it = shown("Let @@p^2@@ be")
    assert it.text == "Let p2 be"
    assert it.raw_span(4, 6) == (6, 9)
    assert it.shown_span(6, 9) == (4, 6)
    assert it.raw_span(7, 9) == (12, 14)
    assert it.to_raw(len(it.text)) == len(it.raw)


@given(st.one_of(MARKED, st.text(max_size=60)))
def test_the_map_goes_both_ways(raw: str) -> None:
    """Both ways rise and stay inside, and where a shown character begins, going there and back is exact."""
    it = shown(raw)
    there = [it.to_shown(p) for p in range(len(raw) + 1)]
    back = [it.to_raw(p) for p in range(len(it.text) + 1)]
    assert there == sorted(there)
    assert back == sorted(back)
    assert there[-1] == len(it.text)
    assert back[-1] == len(raw)
    assert all(0 <= p <= len(it.text) for p in there)
    for p in back:
        assert it.to_raw(it.to_shown(p)) == p


@given(st.one_of(MARKED, st.text(max_size=60)), st.data())
def test_spans_hold_what_they_cover(raw: str, data: st.DataObject) -> None:
    """A shown range comes from a raw range whose own shown range holds it."""
    it = shown(raw)
    start = data.draw(st.integers(0, len(it.text)))
    end = data.draw(st.integers(start, len(it.text)))
    first, last = it.raw_span(start, end)
    assert 0 <= first <= last <= len(raw)
    if start < end:
        again = it.shown_span(first, last)
        assert again[0] <= start
        assert end <= again[1]


@given(st.text(alphabet=st.characters(exclude_characters="@$"), max_size=80))
def test_prose_is_untouched(raw: str) -> None:
    """A text without marks is shown as it is, each character at its own place."""
    it = shown(raw)
    assert it.text == raw
    assert [it.to_raw(p) for p in range(len(raw) + 1)] == list(range(len(raw) + 1))


def digits(text: str) -> list[int]:
    """The digits of a text in order, raised and lowered ones too."""
    return [value for c in text if (value := unicodedata.digit(c, -1)) >= 0]


def test_all_of_champ_is_readable() -> None:
    """In every text of CHAMP no mark of the notation is left, and no digit is lost."""
    spec = find_spec("champ_dataset")
    if spec is None or spec.origin is None:
        pytest.skip("the package champ-dataset is not installed")
    path = Path(spec.origin).parent / "dataset_files" / "v0.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    texts = [p["_raw_text"] for kind in data.values() for p in kind.values()]
    texts += [s["_raw_text"] for p in data["problems"].values() for s in p["solution"]["steps"]]
    assert len(texts) > 2000
    for raw in texts:
        it = shown(raw)
        assert "@@" not in it.text
        assert "sqrt" not in it.text
        assert digits(it.text) == digits(raw)
