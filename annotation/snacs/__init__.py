"""SNACS and lexical semantics: expressions, lexcats, targets and the rules of the scheme."""
