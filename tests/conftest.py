"""What holds for every test: settings of its own, and no unexpected warning in the log."""

import importlib.util
import logging
import os
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import msgspec
import pytest

from construal.commands.start import spare_torch

# Windows are made without a screen, wherever the tests run; name a platform to see them.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# As the program does it for itself.
spare_torch()

# Other programs share the machine: a slow example says nothing about the code. CI draws the same examples for the same
# test, so that its answer is about the change; everywhere else each run draws new ones.
hypothesis.settings.register_profile("construal", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("construal")


class _Warnings(logging.Handler):
    """Keeps every record at or above WARNING."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture(autouse=True)
def quiet_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails a test that logs a warning or worse, unless it is marked `may_warn`."""
    if request.node.get_closest_marker("may_warn"):
        yield
        return
    handler = _Warnings()
    root = logging.getLogger()
    root.addHandler(handler)
    try:
        yield
    finally:
        root.removeHandler(handler)
    if handler.records:
        told = "\n".join(f"{r.levelname} {r.name}: {r.getMessage()}" for r in handler.records)
        pytest.fail(f"unexpected in the log (mark the test may_warn if it is meant):\n{told}")


@pytest.fixture(autouse=True)
def settings_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty user settings folder for this test alone; no model suggests unless a test names one."""
    folder = tmp_path / "settings"
    folder.mkdir()
    monkeypatch.setenv("CONSTRUAL_CONFIG", str(folder))
    monkeypatch.setenv("CONSTRUAL_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("CONSTRUAL_MODEL", "none")
    return folder


@pytest.fixture(scope="session")
def model_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a tiny model that runs as the bundled ones do; its labels are random, and it is sure of them."""
    for name in ("torch", "transformers", "onnx"):
        if importlib.util.find_spec(name) is None:
            pytest.skip(f"{name} is not installed")
    from tiny_model import tiny_model

    from construal.core.models.export import export
    from construal.core.models.manifest import Calibration, read, seal

    folder = tmp_path_factory.mktemp("announced")
    export(tiny_model(folder / "trained", name="tiny-standard"), folder / "model", bits=32)
    sure = Calibration(temperature=0.05)
    seal(folder / "model", msgspec.structs.replace(read(folder / "model"), calibration=sure))
    return folder / "model"
