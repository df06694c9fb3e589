"""Validating a 19-column file: every broken rule, from the first line to the last. Never stops at the first."""

from __future__ import annotations

from construal.annotation.snacs.validation import structure
from construal.annotation.snacs.validation.finding import Finding
from construal.annotation.snacs.validation.labels import LabelRules
from construal.annotation.snacs.validation.report import FindingList
from construal.annotation.snacs.validation.sentence import sentences
from construal.annotation.snacs.validation.words import ENGLISH, Words

# What only STREUSLE's converter needs: other languages' files do without.
_ENGLISH_ONLY = frozenset(("mwe-line-missing",))


def validate_file(
    data: bytes,
    file: str,
    *,
    language: str = ENGLISH,
    scheme: str = "snacs-2.6",
    with_parts_of_speech: bool = True,
) -> list[Finding]:
    """Every finding in a 19-column file, by line.

    Labels are checked as the language and the scheme version ("snacs-2.5") have them. Where no noun or verb of the file
    has a supersense, only adpositions were annotated, and nouns and verbs need none. Parts of speech are compared with
    lexcats in English, for whose treebank the exceptions are known.
    """
    softened = frozenset() if language.partition("-")[0] == ENGLISH else _ENGLISH_ONLY
    found = FindingList(file, softened=softened)
    text = structure.text_of(data, found)
    labels = LabelRules(scheme, language, has_supersenses="\tn." in text or "\tv." in text)
    words = Words(labels, with_parts_of_speech=with_parts_of_speech)
    ids = structure.SentenceIds()
    for sentence in sentences(text):
        structure.check(sentence, found)
        ids.check(sentence, found)
        words.check(sentence, found)
    return sorted(found.findings, key=lambda finding: finding.line)
