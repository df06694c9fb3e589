"""Small things about widgets."""

from construal.gui.parts import plain_tip


def test_a_tooltip_shows_what_a_file_says_as_it_stands() -> None:
    """Marks that Qt would take for rich text are shown, not obeyed; other text is left alone."""
    assert plain_tip("doc <img src='x'>") == "<span>doc &lt;img src=&#x27;x&#x27;&gt;</span>"
    assert plain_tip("a < b & c") == "a < b & c"
