"""The calibration of a model, fitted on annotated documents, and how well it holds on documents left out of the fit.

Knows what a model read beside what is right, no file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from construal.core.models.calibration import Reliability, at_temperature, log_loss, temperature_of_choices
from construal.core.models.decoding import Floats, tempered
from construal.core.models.gold import Choices, Flags, Gold
from construal.core.models.manifest import Calibration
from construal.core.progress import Progress, over

FOLDS = 10
TEMPERATURES = tuple(2 ** (step / 8) for step in range(-8, 9))  # of tags
MIXES = tuple(share / 10 for share in range(10, -1, -1))


@dataclass(frozen=True, slots=True)
class Fitted:
    """A calibration fitted on all documents, and what was found where each document was left out of its own fit.

    `reliability` is that of "tags", of "target" among the targets found, and of "role", "function" and "construal"
    among those of them that are targets. `construal` is the F1 of construals at targets' first words with the mix
    fitted, `joint` the same by the joint head alone.
    """

    calibration: Calibration
    reliability: Mapping[str, Reliability]
    construal: float
    joint: float


def fitted(gold: Gold, progress: Progress) -> Fitted:
    """The calibration of a model, by what it reads in these documents.

    All that is said of it is from ten folds of documents, each read with what was fitted on the others. Where there is
    nothing to fit on, a temperature is 1.
    """
    fold = gold.documents % FOLDS
    folds = np.unique(fold).tolist()
    found: dict[str, list[tuple[Floats, Flags]]] = {}
    right = joint = targets = 0
    for number in over(progress, folds, len(folds), note="Calibrating"):
        left_out = fold == number
        calibration = _fit(gold, ~left_out)
        for name, decisions in _decisions(gold, calibration, left_out).items():
            found.setdefault(name, []).append(decisions)
        choices = gold.choices(calibration.temperature, calibration.mix)
        targets += int(left_out[choices.words].sum())
        right += _right(choices, left_out)
        joint += _right(gold.choices(calibration.temperature), left_out)
    both = max(1, targets + int((gold.pairs != "").sum()))
    return Fitted(
        _fit(gold, np.ones(gold.words, np.bool_)),
        {
            name: Reliability.of(np.concatenate([sure for sure, _ in of]), np.concatenate([true for _, true in of]))
            for name, of in found.items()
        },
        2 * right / both,
        2 * joint / both,
    )


def reliability(gold: Gold, calibration: Calibration) -> dict[str, Reliability]:
    """How far the probabilities of this calibration hold on all these documents, by the names of `Fitted`."""
    every = np.ones(gold.words, np.bool_)
    return {name: Reliability.of(*decisions) for name, decisions in _decisions(gold, calibration, every).items()}


def _fit(gold: Gold, on: Flags) -> Calibration:
    """What fits these words best: first the temperature of tags, then the mix, then the two other temperatures."""
    known = on & (gold.tags != "")
    if not known.any():
        return Calibration()
    temperature = min(TEMPERATURES, key=lambda value: _loss(gold.choices(value), known))
    mix = _mix(gold, temperature, on)
    choices = gold.choices(temperature, mix)
    found = on[choices.words]
    of_target = 1.0
    if found.any():
        sure = choices.targets[choices.words[found]]
        yes = np.ones(len(sure), np.int64)
        of_target = temperature_of_choices(np.stack((1 - sure, sure), axis=1), yes, choices.true[found] != -1)
    return Calibration(temperature=temperature, target=of_target, construal=_of_construal(choices, on)[0], mix=mix)


def _mix(gold: Gold, temperature: float, on: Flags) -> float:
    """The joint head's share with which most construals are right.

    Of those that are worse by no more than chance, one standard error of the difference, the one with the most exact
    probabilities.
    """
    if not gold.has_pair_head:
        return MIXES[0]
    read = {mix: gold.choices(temperature, mix) for mix in MIXES}
    right = {mix: (on[of.words] & (of.pairs == of.true)).astype(np.int64) for mix, of in read.items()}
    best = max(right.values(), key=lambda of: int(of.sum()))
    as_good = [mix for mix, of in right.items() if (best - of).sum() <= np.sqrt(np.abs(best - of).sum())]
    return min(as_good, key=lambda mix: _of_construal(read[mix], on)[1])


def _of_construal(choices: Choices, on: Flags) -> tuple[float, float]:
    """The temperature of construals, and their log loss with it; where there is none to fit on 1 and 0."""
    judged = on[choices.words] & (choices.true != -1)
    if not judged.any():
        return 1.0, 0.0
    chosen, likely = choices.pairs[judged], choices.likely[judged]
    right = chosen == choices.true[judged]
    temperature = temperature_of_choices(likely, chosen, right)
    return temperature, log_loss(at_temperature(likely, temperature)[np.arange(len(chosen)), chosen], right)


def _loss(choices: Choices, on: Flags) -> float:
    return log_loss(choices.tags[on], choices.right_tags[on])


def _right(choices: Choices, on: Flags) -> int:
    """How many targets among these words have the right construal."""
    return int((on[choices.words] & (choices.pairs == choices.true)).sum())


def _decisions(gold: Gold, calibration: Calibration, on: Flags) -> dict[str, tuple[Floats, Flags]]:
    """How sure the model is of what it chose on these words, and whether it is right."""
    choices = gold.choices(calibration.temperature, calibration.mix)
    known, mine = on & (gold.tags != ""), on[choices.words]
    words = choices.words[mine]
    targets = tempered(choices.targets[words], calibration.target)
    # What is no target has no right construal.
    judged = mine & (choices.true != -1)
    likely = at_temperature(choices.likely[judged], calibration.construal)
    chosen, true = choices.pairs[judged], gold.pairs[choices.words[judged]]
    decisions = {
        "tags": (choices.tags[known], choices.right_tags[known]),
        "target": (targets, gold.pairs[words] != ""),
    }
    pairs = np.array([pair.split("|") for pair in gold.decoder(Calibration()).columns.pairs]).reshape(-1, 2)
    stated = np.array([pair.split("|") for pair in true.tolist()]).reshape(-1, 2)
    for part, name in enumerate(("role", "function")):
        same = pairs[chosen, part][:, None] == pairs[None, :, part]
        decisions[name] = ((likely * same).sum(axis=1), pairs[chosen, part] == stated[:, part])
    decisions["construal"] = (likely[np.arange(len(chosen)), chosen], chosen == choices.true[judged])
    return decisions
