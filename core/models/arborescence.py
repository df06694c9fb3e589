"""The likeliest tree over the words of a sentence, given how likely each is to govern each. Knows arrays, no language.

Source: Chu and Liu 1965, Edmonds 1967; that the tree has one root is had by a price on roots.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]
ROOT = 0  # the governor of the root


class _Contracted(NamedTuple):
    """A circle that was made one node: which nodes stayed, those of the circle, and how it was entered and left."""

    kept: Places
    circle: Places
    within: Places  # the governor of each node of the circle inside it
    entered: Places  # by kept node: the place in the circle that it would govern
    left: Places  # by kept node: the node of the circle that would govern it


def heads(scores: npt.NDArray[np.floating]) -> tuple[int, ...]:
    """The governor of each word in the best tree: 1 for the first word, 0 for the one word that is the root.

    `scores[i, j]` is how well word `i` (from 0) is governed by word `j - 1`, or for `j` 0 is the root; all are finite.
    The sum over the words is the greatest that any tree with one root has. A word never governs itself.
    """
    count = len(scores)
    if not count:
        return ()
    table = np.full((count + 1, count + 1), -np.inf)
    table[1:] = scores
    np.fill_diagonal(table, -np.inf)
    greedy = table[1:].argmax(axis=1).tolist()
    if is_tree(greedy):
        return tuple(greedy)
    # A second root must cost more than all that trees can differ in.
    spread = float(np.max(scores) - np.min(scores)) + 1
    table[1:, ROOT] -= spread * (count + 1)
    return tuple(_best(table)[1:].tolist())


def is_tree(found: Sequence[int]) -> bool:
    """Whether governors, counted as those of `heads`, make a tree: one root, and no word above itself."""
    if any(not 0 <= head <= len(found) for head in found) or list(found).count(ROOT) != 1:
        return False
    return _circle(np.array([ROOT, *found])) is None


def _best(table: Floats) -> Places:
    """The governor of each node in the best tree whose root is node 0; `table[i, j]` is for node i under node j."""
    levels: list[_Contracted] = []
    while True:
        found: Places = table.argmax(axis=1)
        circle = _circle(found)
        if circle is None:
            break
        table, level = _contracted(table, circle, found)
        levels.append(level)
    for level in reversed(levels):
        found = _expanded(found, level)
    return found


def _circle(found: Places) -> Places | None:
    """The nodes of a circle of governors; None where there is none."""
    governors = found.tolist()
    state = [0] * len(governors)  # 0 not seen, else the number of the walk that came by
    state[ROOT] = -1
    for start in range(1, len(governors)):
        node = start
        while state[node] == 0:
            state[node] = start
            node = governors[node]
        if state[node] == start:
            nodes = [node]
            while (node := governors[node]) != nodes[0]:
                nodes.append(node)
            return np.array(nodes)
    return None


def _contracted(table: Floats, circle: Places, found: Places) -> tuple[Floats, _Contracted]:
    """The table with a circle as its last node, and what was done."""
    is_kept = np.ones(len(table), bool)
    is_kept[circle] = False
    kept = np.flatnonzero(is_kept)
    within = found[circle]
    # To enter the circle at a node is to give up the governor that it has inside.
    entering = table[np.ix_(circle, kept)] - table[circle, within][:, None]
    leaving = table[np.ix_(kept, circle)]
    entered, left = entering.argmax(axis=0), leaving.argmax(axis=1)
    size = len(kept)
    made = np.full((size + 1, size + 1), -np.inf)
    made[:size, :size] = table[np.ix_(kept, kept)]
    made[size, :size] = entering.max(axis=0)
    made[:size, size] = leaving.max(axis=1)
    return made, _Contracted(kept, circle, within, entered, circle[left])


def _expanded(found: Places, level: _Contracted) -> Places:
    """The governors as they were before a circle was made one node, which now is open at one place."""
    kept, circle, within, entered, left = level
    size = len(kept)
    result = np.zeros(size + len(circle), np.int64)
    result[circle] = within
    above = found[size]
    result[circle[entered[above]]] = kept[above]
    inner = found[:size]
    result[kept] = np.where(inner == size, left, kept[np.minimum(inner, size - 1)])
    return result
