"""Construal in spaCy's pipelines: a component, what it says of a Doc, and a tokenizer that cuts as UD does."""
