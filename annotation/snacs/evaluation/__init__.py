"""Evaluation of lexical annotations: how far a system, or a second annotator, agrees with gold, and where not."""
