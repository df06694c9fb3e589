"""What the program arranges before anything else."""

import subprocess
import sys

_TOLD = (
    "import sys; from construal.commands.start import spare_torch; spare_torch(); spare_torch(); import spacy; "
    "spacy.blank('en'); before = 'torch' in sys.modules; import torch; print(before, torch.ones(2).sum().item())"
)


def test_spacy_starts_without_torch() -> None:
    """spaCy leaves torch alone though it is installed, and whoever wants it afterwards has it whole."""
    done = subprocess.run([sys.executable, "-c", _TOLD], capture_output=True, text=True, check=True, timeout=120)

    assert done.stdout.split() == ["False", "2.0"]
