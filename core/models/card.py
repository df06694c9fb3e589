"""A model's card: what its manifest says, for people, in Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from construal.core.models.manifest import GRAPH, LOG, RECIPE, Manifest

# Each figure of a manifest, in words, in the order in which they are told.
FIGURES = {
    "target": "SNACS targets, F1",
    "role": "scene roles, F1",
    "function": "functions, F1",
    "construal": "construals (both), F1",
    "links": "multiword expressions, mean F1 of links",
    "noun": "noun supersenses, F1",
    "verb": "verb supersenses, F1",
    "tags": "full lexical tags",
    "upos": "UPOS",
    "xpos": "XPOS",
    "lemma": "lemmas",
    "uas": "governors (UAS)",
    "las": "governors and relations (LAS)",
}
_RELIABLE = {
    "target": "that a word found is a target",
    "role": "its scene role",
    "function": "its function",
    "construal": "its construal",
    "tags": "a word’s full lexical tag",
}
_MEGABYTE = 1_000_000


def card(manifest: Manifest) -> str:
    """The card of a model."""
    parts = (_what(manifest), _made_from(manifest), _figures(manifest), _probabilities(manifest), _limits(manifest),
             _running(manifest))  # fmt: skip
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _what(manifest: Manifest) -> list[str]:
    encoder = manifest.encoder
    size = f"{manifest.size / _MEGABYTE:.1f} MB" if manifest.files else "of unknown size"
    return [
        f"# {manifest.name} {manifest.version}",
        "",
        f"A model that Construal runs on texts in ‘{manifest.language}’. For each word it tells the lexical semantics "
        f"of STREUSLE: strong and weak multiword expressions, lexical categories, noun and verb supersenses, and for "
        f"adpositions and possessives the scene role and function of {manifest.scheme}, each with its probability; "
        "and part of speech, lemma and governor where it has heads for them.",
        "",
        f"An encoder of {encoder.layers} layers of {encoder.hidden} ({encoder.architecture}), {size}.",
    ]


def _made_from(manifest: Manifest) -> list[str]:
    lines = ["## What it was made from", ""]
    if manifest.encoder.origin:
        lines.append(f"- Weights to begin with: {manifest.encoder.origin}")
    lines += [f"- Data: {data}" for data in manifest.data]
    lines += [f"- Licence: {licence}" for licence in manifest.licences]
    lines.append(
        "- The weights of this model derive from all of these; who hands it on names them and keeps their licences."
    )
    if manifest.recipe:
        lines.append(f"- Recipe: {RECIPE}; course of the training: {LOG}")
    return lines


def _figures(manifest: Manifest) -> list[str]:
    if not manifest.figures:
        return []
    rows: list[Sequence[str]] = []
    for name, words in FIGURES.items():
        if name in manifest.figures:
            interval, full = manifest.intervals.get(name), manifest.unrounded.get(name)
            told = f"{100 * interval[0]:.1f} to {100 * interval[1]:.1f}" if interval else ""
            rows.append(
                (words, f"{100 * manifest.figures[name]:.1f}", told, "" if full is None else f"{100 * full:.1f}")
            )
    return [
        "## Figures", "",
        f"Measured with this very graph on {manifest.measured}. In per cent, with 95 % intervals, and the same of the "
        "weights before they were rounded.", "",
        *_table(("", "measured", "interval", "weights in full"), rows),
    ]  # fmt: skip


def _probabilities(manifest: Manifest) -> list[str]:
    if not manifest.reliability:
        return []
    rows = [
        (words, f"{of.decisions:,}", f"{100 * of.confidence:.1f}", f"{100 * of.accuracy:.1f}", f"{of.error:.3f}",
         f"{of.chance:.3f}")
        for name, words in _RELIABLE.items() if (of := manifest.reliability.get(name)) is not None
    ]  # fmt: skip
    lines = [
        "## Probabilities", "",
        "Documents were left out in ten turns, the calibration fitted on the others. The error is the expected "
        "calibration error; beside it stands what exact probabilities would show by chance on so few decisions.", "",
        *_table(("probability of", "decisions", "mean, %", "right, %", "error", "by chance"), rows),
    ]  # fmt: skip
    if "construal" in manifest.left_out:
        both, joint = (100 * manifest.left_out[name] for name in ("construal", "joint"))
        lines += ["", f"Construals there: {both:.1f} % F1 at first words; by the joint head alone {joint:.1f} %."]
    if "construal" in manifest.reliability:
        bins = [bin for bin in manifest.reliability["construal"].bins if bin.decisions]
        told = [(f"{bin.decisions}", f"{100 * bin.confidence:.0f}", f"{100 * bin.accuracy:.0f}") for bin in bins]
        lines += ["", "Construals by their probability:", "", *_table(("decisions", "mean, %", "right, %"), told)]
    return lines


def _limits(manifest: Manifest) -> list[str]:
    lines = ["## Limits", "", f"- It knows texts in ‘{manifest.language}’ only."]
    if manifest.data:
        lines.append(
            f"- It learnt from {', '.join(manifest.data)}: the figures hold for text like that it was measured on, and "
            "fall where text is unlike it."
        )
    lines += [
        "- Labels are what annotators of its data would most likely say. They are suggestions, not decisions.",
        "- Probabilities mean what they say on average over many decisions, not for one word or one label alone.",
    ]
    return lines


def _running(manifest: Manifest) -> list[str]:
    return [
        "## Running it", "",
        f"`construal tag IN OUT --model FOLDER`, or from Python "
        f"`construal.core.models.tagger.Tagger.load(FOLDER).tag(sentences)`. {GRAPH} needs ONNX Runtime alone and runs "
        "on a processor; the labels of a sentence do not depend on the sentences beside it. "
        "`construal models` tells whether all files are as they were made.",
    ]  # fmt: skip


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'|'.join(['---', *['---:'] * (len(head) - 1)])}|"
    yield from (f"| {' | '.join(row)} |" for row in rows)
