"""The document view: layout, painting and hit-testing of annotated text."""
