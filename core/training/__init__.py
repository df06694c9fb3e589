"""Training and counting on annotated corpora."""
