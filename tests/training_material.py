"""Small corpora and recipes that a training can learn by heart in seconds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from construal.core.training.recipe import Recipe

SUBJECTS = (("She", "she", "PRON", "PRP", "PRON", ""), ("Dogs", "dog", "NOUN", "NNS", "N", "n.ANIMAL"))
VERBS = (("went", "go", "v.motion"), ("slept", "sleep", "v.body"))
# The adposition, its role and function, and the noun behind it with its supersense.
PHRASES = (
    ("in", "p.Locus", "p.Locus", "town", "n.LOCATION"),
    ("at", "p.Time", "p.Time", "noon", "n.TIME"),
    ("to", "p.Goal", "p.Goal", "school", "n.GROUP"),
    ("for", "p.Duration", "p.Duration", "hours", "n.TIME"),
    ("of", "p.SocialRel", "p.Gestalt", "friends", "n.PERSON"),
    ("in front of", "p.Locus", "p.Locus", "stoves", "n.ARTIFACT"),
)
Cells = tuple[str, ...]
WEIGHTS = {
    "tag": 3.0, "role": 0.5, "function": 0.5, "pair": 0.7, "upos": 0.3, "xpos": 0.3, "deprel": 0.3, "lemma": 0.3,
    "arc": 1.0,
}  # fmt: skip


def sentences() -> list[list[Cells]]:
    """Every subject with every verb and every phrase, as rows of 19 columns."""
    return [_sentence(subject, verb, phrase) for phrase in PHRASES for subject in SUBJECTS for verb in VERBS]


def _sentence(subject: Sequence[str], verb: Sequence[str], phrase: Sequence[str]) -> list[Cells]:
    form, lemma, upos, xpos, lexcat, label = subject
    adposition, role, function, noun, supersense = phrase
    parts = adposition.split()
    last = 3 + len(parts)
    rows = [
        ("1", form, lemma, upos, xpos, "_", "2", "nsubj", "_", "_", *_alone(lexcat, lemma, label)),
        ("2", verb[0], verb[1], "VERB", "VBD", "_", "0", "root", "_", "_", *_alone("V", verb[1], verb[2])),
    ]
    both = role if role == function else f"{role}|{function}"
    for place, part in enumerate(parts):
        number, head = str(3 + place), str(last if place == 0 else 3)
        upos, xpos = ("NOUN", "NN") if part == "front" else ("ADP", "IN")
        common = (number, part, part, upos, xpos, "_", head, "case" if place == 0 else "fixed", "_", "_")
        if len(parts) == 1:
            rows.append((*common, "_", "P", part, role, function, "_", "_", "_", f"O-P-{both}"))
        elif place == 0:
            rows.append((*common, "1:1", "P", adposition, role, function, "_", "_", "_", f"B-P-{both}"))
        else:
            rows.append((*common, f"1:{place + 1}", "_", "_", "_", "_", "_", "_", "_", "I_"))
    plural = noun.endswith("s")
    lemma, xpos = (noun[:-1], "NNS") if plural else (noun, "NN")
    rows.append((str(last), noun, lemma, "NOUN", xpos, "_", "2", "obl", "_", "_", *_alone("N", lemma, supersense)))
    rows.append((str(last + 1), ".", ".", "PUNCT", ".", "_", "2", "punct", "_", "_", *_alone("PUNCT", ".", "")))
    return rows


def _alone(lexcat: str, lemma: str, label: str) -> Cells:
    tag = f"O-{lexcat}-{label}" if label else f"O-{lexcat}"
    return ("_", lexcat, lemma, label or "_", "_", "_", "_", "_", tag)


def write(path: Path, rows: Sequence[Sequence[Cells]], *, columns: int = 19, name: str = "doc") -> Path:
    """Writes sentences, four to a document, with all columns or with those of CoNLL-U alone."""
    lines: list[str] = []
    for number, sentence in enumerate(rows):
        text = " ".join(row[1] for row in sentence)
        lines += [f"# newdoc id = {name}-{number // 4}"] if number % 4 == 0 else []
        lines += [f"# sent_id = {name}-{number // 4}-{number % 4}", f"# text = {text}"]
        if columns == 19:
            strong = " ".join(row[1] + ("_" if row[10] in ("1:1", "1:2") else " ") for row in sentence)
            lines.append("# mwe = " + strong.replace("_ ", "_").replace("  ", " ").strip())
        lines += ["\t".join(row[:columns]) for row in sentence] + [""]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def data_folder(folder: Path) -> Path:
    """A data folder with a training part, its like as dev, the same with syntax alone, and raw text."""
    write(folder / "train.conllulex", sentences())
    write(folder / "dev.conllulex", sentences()[::3], name="dev")
    write(folder / "syntax.conllu", sentences(), columns=10, name="syntax")
    (folder / "raw.txt").write_text("Dogs went at noon . She slept to school .\n", encoding="utf-8")
    return folder


def recipe(**changes: Any) -> Recipe:
    """A recipe for the data folder; `changes` are its tables, of the optimiser's those keys that differ."""
    optimiser: Mapping[str, Any] = {
        "epochs": 3, "encoder_rate": 5e-3, "head_rate": 2e-2, "batch": 8, "precision": "fp32", "dropout": 0.1,
        "label_smoothing": 0.0, "warm_up": 0.3,
    }  # fmt: skip
    told: dict[str, Any] = {
        "name": "small", "version": "1", "encoder": {}, "weights": WEIGHTS, "dev": ["dev.conllulex"],
        "syntax_dev": {"plain": ["syntax.conllu"]},
        "corpus": [{"files": ["train.conllulex"]}],
    }  # fmt: skip
    told |= {**changes, "optimiser": {**optimiser, **changes.get("optimiser", {})}}
    return msgspec.convert(told, Recipe)
