"""Evaluation of lexical annotations: how far a system, or a second annotator, agrees with gold, and where not."""

from construal.annotation.snacs.evaluation.answers import Answers, answers, read_answers
from construal.annotation.snacs.evaluation.differences import Kind, SentenceDifference, differences
from construal.annotation.snacs.evaluation.evaluation import Evaluation, evaluate, evaluate_all, paired_test

__all__ = [
    "Answers",
    "Evaluation",
    "Kind",
    "SentenceDifference",
    "answers",
    "differences",
    "evaluate",
    "evaluate_all",
    "paired_test",
    "read_answers",
]
