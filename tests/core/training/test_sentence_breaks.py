"""Learning where sentences end."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from construal.annotation.tokens import sentences
from construal.annotation.tokens.languages import language
from construal.core.training.raw_text import RawText
from construal.core.training.sentence_breaks import learn, write

ENGLISH = replace(language("en"), breaks=None)


def text_of(parts: list[str]) -> RawText:
    """A document of one paragraph with these sentences."""
    found = RawText()
    for part in parts:
        start = len(found.text) + bool(found.text)
        found.text += (" " if found.text else "") + part
        found.sentences.append((start, start + len(part)))
    return found


def test_learn() -> None:
    """What no rule knows is learnt: here that each sentence begins with a capital GO, without any stop."""
    known = [text_of(["GO we eat bread Today", "GO they like Milk", "GO nobody saw Ann"] * 4) for _ in range(30)]
    unknown = "GO some drank Tea GO others slept GO Bob left"
    learnt = learn(known, ENGLISH, seeds=1)

    assert len(sentences.spans(unknown, ENGLISH)) == 1
    found = sentences.spans(unknown, replace(ENGLISH, breaks=learnt))
    assert [unknown[s:e] for s, e in found] == ["GO some drank Tea", "GO others slept", "GO Bob left"]


def test_the_same_twice() -> None:
    """The same documents give the same weights."""
    known = [text_of(["We go", "They stay.", "Ann knows Bob"])] * 3

    assert (learn(known, ENGLISH, seeds=2).weights == learn(known, ENGLISH, seeds=2).weights).all()


def test_write(tmp_path: Path) -> None:
    """The file holds numbers and where they come from, and reads without pickle."""
    learnt = learn([text_of(["We go", "They stay.", "Ann knows Bob"])], ENGLISH, seeds=1)
    write(tmp_path / "en.npz", learnt, source="made sentences", licence="CC0")

    with np.load(tmp_path / "en.npz", allow_pickle=False) as stored:
        assert str(stored["source"]) == "made sentences"
        again = stored["weights"].astype(np.float32) * stored["scale"]
        assert np.abs(again - learnt.weights).max() <= float(stored["scale"]) / 2 + 1e-6
        assert float(stored["bias"]) == np.float32(learnt.bias)
