"""A program killed while somebody annotates loses nothing that it had confirmed, and its file needs no repair."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROGRAM = Path(__file__).parent / "annotate_until_killed.py"
ROUNDS = 200


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills by fork and SIGKILL, which this system has not")
def test_two_hundred_kills(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """200 kills at random moments: each confirmed decision is there, in the log and in the state; no repair."""
    seed = int.from_bytes(os.urandom(4), "big")
    done = subprocess.run(
        [sys.executable, PROGRAM, tmp_path / "killed.construal", str(ROUNDS), str(seed)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    rounds = [json.loads(line) for line in done.stdout.splitlines()]
    confirmed = sum(r["confirmed"] for r in rounds)
    with capsys.disabled():
        sys.stdout.write(f"\n{len(rounds)} kills (seed {seed}), {confirmed} decisions confirmed, ")
        sys.stdout.write(f"{sum(len(r['lost']) for r in rounds)} lost\n")

    assert len(rounds) == ROUNDS
    assert {r["killed"] for r in rounds} == {signal.SIGKILL}
    assert [r["lost"] for r in rounds if r["lost"]] == []
    assert [r["stale"] for r in rounds if r["stale"]] == []
    assert {r["integrity"] for r in rounds} == {"ok"}
    assert [r["verified"] for r in rounds if r["verified"]] == []
    assert not any(r["readonly"] for r in rounds)
    # Kills that met nobody at work would prove nothing.
    assert confirmed > ROUNDS
