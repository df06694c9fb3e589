"""A small CHAMP file for tests."""

from typing import Any


def made(**changes: Any) -> dict[str, Any]:
    """A small file of one problem, with one concept and one hint; `changes` are put over the problem."""
    problem = {
        "identifier": "P_Sequence_1",
        "_raw_text": "Let @@a@@ be. What is it?",
        "_text": "Let a be. What is it?",
        "category": "Sequence",
        "solution": {"steps": [{"_raw_text": " A step. Two. ", "_text": " A step. Two. ", "ch_idxs": [0, 1]}]},
        "_raw_answer": "@@1@@",
        "_answer": "1",
        "ch_list": ["C_x", "H_Sequence_1_1"],
        "fws_annotations": {},
        "conversations": {},
    }
    concept = {
        "identifier": "C_x",
        "name": None,
        "_raw_text": "An @@x@@.",
        "_text": "An x.",
        "category": "",
        "parent": None,
    }
    hint = {"identifier": "H_Sequence_1_1", "_raw_text": "Look.", "_text": "Look."}
    return {
        "problems": {"P_Sequence_1": {**problem, **changes}},
        "concepts": {"C_x": concept},
        "hints": {"H_Sequence_1_1": hint},
    }
