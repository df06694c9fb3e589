"""Words and sentences: how raw text is cut, for any language."""
