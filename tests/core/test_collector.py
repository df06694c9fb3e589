"""The collector is held inside, and afterwards as it was."""

import gc

import pytest

from construal.core.collector import collector_held


def test_held_and_let_go() -> None:
    """No collection runs inside, nested too; afterwards it runs again."""
    with collector_held():
        with collector_held():
            assert not gc.isenabled()
        assert not gc.isenabled()

    assert gc.isenabled()


def fail_inside() -> None:
    """Raise while the collector is held."""
    with collector_held():
        raise ValueError("stop")


def test_an_error_lets_go() -> None:
    """After an error as after success it runs again."""
    with pytest.raises(ValueError, match="stop"):
        fail_inside()

    assert gc.isenabled()


def test_as_a_decorator() -> None:
    """A decorated function runs with the collector held, each time it is called."""

    @collector_held()
    def inside() -> bool:
        return gc.isenabled()

    assert [inside(), inside()] == [False, False]
    assert gc.isenabled()


def test_a_collector_that_is_off_stays_off() -> None:
    """Who has switched it off for good finds it off."""
    gc.disable()
    try:
        with collector_held():
            pass

        assert not gc.isenabled()
    finally:
        gc.enable()
