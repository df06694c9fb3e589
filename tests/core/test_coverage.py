"""What counts as a place to decide: the same in the file and in memory."""

import tempfile
from collections import Counter
from pathlib import Path

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from made import made_prepared

from construal.annotation.anchor import span
from construal.annotation.annotation import Annotation, Status
from construal.annotation.commands import Edit
from construal.annotation.layer import CONCEPT, LEXICAL
from construal.core.coverage import Coverage, counts
from construal.core.project import Project

statements = st.builds(
    Annotation,
    id=st.integers(1, 9),
    document=st.just(1),
    layer=st.sampled_from((LEXICAL, LEXICAL, CONCEPT)),
    anchor=st.just(span((0, 2))),
    status=st.sampled_from(Status),
    values=st.fixed_dictionaries(
        {},
        optional={
            "strength": st.sampled_from(("single", "strong", "weak")),
            "role": st.sampled_from(("Locus", "??", None)),
            "supersense": st.sampled_from(("n.ACT", None)),
            "target": st.booleans(),
            "evidence": st.sampled_from(('"role":"', '"target":false', '"strength":"weak"', "said \\")),
        },
    ),
)


@settings(max_examples=60)
@given(st.lists(statements, max_size=6, unique_by=lambda a: a.id))
def test_the_file_counts_as_memory_does(stated: list[Annotation]) -> None:
    """Counting in the file gives what `counts` says of each statement, whatever texts stand in its values."""
    with tempfile.TemporaryDirectory() as folder, Project.create(Path(folder) / "p.construal") as project:
        project.add(made_prepared())
        first = project.annotations()[0]
        project.do(
            Edit(label="put", put=tuple(stated), drop=(first.id,) if first.id not in {a.id for a in stated} else ())
        )
        for layer in (LEXICAL, CONCEPT):
            mine = [a for a in project.reading(1, layer=layer) if counts(a)]
            kinds = Counter(
                "decided" if a.is_decided else "suggested" if a.status is Status.SUGGESTED else "open" for a in mine
            )
            expected = Coverage(kinds["decided"], kinds["suggested"], kinds["open"])

            assert project.coverage(layer).get(1, Coverage(0, 0, 0)) == expected


def test_only_targets_count() -> None:
    """A noun's supersense, a weak expression and one without label are no targets; a bare suggestion is one."""
    plain = Annotation(id=1, document=1, layer=LEXICAL, anchor=span((0, 2)), values={"strength": "single"})

    assert not counts(plain)
    assert not counts(msgspec.structs.replace(plain, values={"strength": "single", "supersense": "n.ACT"}))
    assert not counts(msgspec.structs.replace(plain, values={"strength": "weak", "role": "Locus"}))
    assert counts(msgspec.structs.replace(plain, status=Status.SUGGESTED))
    assert counts(msgspec.structs.replace(plain, values={"target": False}))
    assert counts(msgspec.structs.replace(plain, values={"role": "Locus"}))
