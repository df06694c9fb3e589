"""STREUSLE's own evaluation scripts, run on files as their users run them, and every number that they print."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

# Shape, class ("Tags" for tags and links), criterion and measure ("P", "R", "F", "Acc", "N" for what gold has).
Numbers = dict[tuple[str, str, str, str], str]

_CLASSES = {"All Strong Expr. Labels (incl. no supersense)": "*"}
_SHAPES = ("*", "SWE", "MWE", "ContigMWE", "GappyMWE")


def run(script: str, *words: str | Path) -> subprocess.CompletedProcess[str]:
    """One of STREUSLE's scripts with these words."""
    found = importlib.util.find_spec(script)
    assert found is not None
    assert found.origin is not None
    command = [sys.executable, found.origin, *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def streuseval(gold: Path, *systems: Path, depth: int = 4) -> list[Numbers]:
    """Every number of `streuseval.py -x`, for each system."""
    done = run("streuseval", gold, *systems, "-x", "--depth", str(depth))
    assert done.returncode == 0, done.stderr
    blocks = [block.split("\n") for block in done.stdout.strip("\n").split("\n\n")]
    kinds = _carried(blocks[0].pop(0))
    numbers: list[Numbers] = [{} for _ in systems]
    for shape, (subscores, measures, *rows) in zip(_SHAPES, blocks, strict=True):
        criteria = _carried(subscores)
        for found, row in zip(numbers, rows, strict=True):
            cells = zip(kinds, criteria, measures.split("\t")[1:], row.split("\t")[1:], strict=False)
            for kind, criterion, measure, value in cells:
                name, _, count = measure.partition(" /")
                if name:
                    found[shape, _CLASSES.get(kind, kind.partition(" ")[0]), criterion, name] = value
                if count:
                    found[shape, _CLASSES.get(kind, kind.partition(" ")[0]), criterion, "N"] = count
    return numbers


def psseval(gold: Path, *systems: Path, depth: int = 4) -> list[dict[str, dict[str, dict[str, Any]]]]:
    """What `psseval.py --json` counts, by group and criterion, for each system."""
    done = run("psseval", gold, *systems, "--json", "--depth", str(depth))
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    return [told[str(path).rsplit(".", 2)[0]][path.name.split(".")[-2] == "autoid"] for path in systems]


def as_json(data: bytes) -> bytes:
    """A `.conllulex` file in STREUSLE's JSON, as far as the scripts read it; nothing is checked.

    The scripts check `.conllulex` before they read it, and refuse what a system may well say.
    """
    sentences = []
    for block in data.decode().strip("\n").split("\n\n"):
        lines = block.split("\n")
        comments = dict(line[2:].split(" = ", 1) for line in lines if line.startswith("# ") and " = " in line)
        rows = [line.split("\t") for line in lines if line.partition("\t")[0].isdecimal()]
        sentence: dict[str, Any] = {"sent_id": comments["sent_id"], "toks": [], "swes": {}, "smwes": {}, "wmwes": {}}
        for row in rows:
            number = int(row[0])
            sentence["toks"].append({"#": number, "lextag": row[18]})
            group, _, place = row[10].partition(":")
            if group != "_" and place != "1":
                sentence["smwes"][group]["toknums"].append(number)
                continue
            ss, ss2 = (None if cell == "_" else cell for cell in row[13:15])
            unit = {"lexlemma": row[12], "lexcat": row[11], "ss": ss, "ss2": ss2, "toknums": [number]}
            sentence["swes" if group == "_" else "smwes"][row[0] if group == "_" else group] = unit
        sentences.append(sentence)
    return json.dumps(sentences).encode()


def _carried(line: str) -> list[str]:
    """The cells of a heading, each empty one with what stands before it."""
    cells: list[str] = []
    for cell in line.split("\t")[1:]:
        cells.append(cell or (cells[-1] if cells else ""))
    return cells
