"""The net under the other tests: it must catch what it is there for."""

import os
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]


@pytest.fixture
def with_our_conftest(pytester: pytest.Pytester) -> pytest.Pytester:
    pytester.makeconftest((Path(__file__).parent / "conftest.py").read_text(encoding="utf-8"))
    pytester.makeini("[pytest]\nmarkers =\n    may_warn: a warning in the log is meant\n")
    return pytester


def test_a_warning_in_the_log_fails_the_test(with_our_conftest: pytest.Pytester) -> None:
    """A test that logs a warning is an error, one that is marked for it is not."""
    with_our_conftest.makepyfile(
        """
        import logging
        import pytest

        def test_loud():
            logging.getLogger("construal.core").warning("odd row")

        @pytest.mark.may_warn
        def test_meant():
            logging.getLogger("construal.core").warning("odd row")

        def test_silent():
            logging.getLogger("construal.core").info("read 3 rows")
        """
    )

    result = with_our_conftest.runpytest_subprocess("-p", "no:cacheprovider")

    result.assert_outcomes(passed=3, errors=1)
    result.stdout.fnmatch_lines(["*WARNING construal.core: odd row*"])


def test_settings_are_fresh(settings_folder: Path, tmp_path: Path) -> None:
    """Every test sees an empty settings folder inside its own temporary folder."""
    assert Path(os.environ["CONSTRUAL_CONFIG"]) == settings_folder
    assert settings_folder.parent == tmp_path
    assert list(settings_folder.iterdir()) == []
