"""Settings: saved and read back, faults named and never a crash."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from construal.core import settings
from construal.core.settings import Settings


@given(
    st.builds(
        Settings,
        annotator=st.text(st.characters(exclude_categories=["Cs"])),
        theme=st.sampled_from(settings.THEMES),
        text_size=st.integers(13, 32),
        recent=st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=3).map(tuple),
    )
)
def test_what_is_saved_is_read(chosen: Settings) -> None:
    """Any preferences come back as they were saved."""
    settings.save(chosen)

    assert settings.load() == (chosen, [])


def test_fault_is_named_and_the_rest_is_used(settings_folder: Path) -> None:
    """A wrong value, an unknown name and a broken file each give a sentence."""
    (settings_folder / "settings.toml").write_text('theme = "pink"\nannotator = "ann"\nfoo = 1\n')
    chosen, faults = settings.load()
    assert (chosen.theme, chosen.annotator) == ("system", "ann")
    assert ["pink" in faults[0], "foo" in faults[1]] == [True, True]

    (settings_folder / "settings.toml").write_text("= broken")
    chosen, faults = settings.load()
    assert (chosen, len(faults)) == (Settings(), 1)


def test_absent_file_is_no_fault() -> None:
    """A new user has the defaults."""
    assert settings.load() == (Settings(), [])
