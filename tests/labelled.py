"""Made annotations of a file with a role and a function, for tests of scheme versions."""

from construal.annotation.anchor import span
from construal.annotation.annotation import Annotation
from construal.annotation.layer import LEXICAL
from construal.annotation.scheme import load

SNACS = load("snacs-2.6")
NAMES = sorted({label for era in SNACS.eras for label in era.labels} | {"??", "`$", "Nonsense"})


def stated(
    role: str, function: str = "", *, scheme: str = "snacs-2.6", source: str = "conllulex", document: int = 1,
    id: int = 1, start: int = 0, annotator: str = "", **more: str,
) -> Annotation:  # fmt: skip
    """An annotation with these labels, from a file unless another source is named."""
    return Annotation(
        id=id, document=document, layer=LEXICAL, anchor=span((start, start + 2)),
        values={"strength": "single", "role": role, "function": function or role, **more},
        annotator=annotator, scheme=scheme, source=source,
    )  # fmt: skip
