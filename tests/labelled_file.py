"""Small `.conllulex` files of labelled adpositions, for tests of scheme versions."""

from pathlib import Path

from construal.annotation.annotation import now
from construal.annotation.formats.format import ReadOptions
from construal.core import importing
from construal.core.progress import Quiet
from construal.core.project import Project

Labels = tuple[str, str]  # role and function

MIXED = (("Causer", "Source"), ("RateUnit", "RateUnit"), ("Stimulus", "Causer"), ("Locus", "Goal"), ("Force", "Force"))
OLDER = (("Causer", "Causer"), ("RateUnit", "RateUnit"), ("Locus", "Locus"), ("Topic", "Topic"), ("??", "_"))
OLDEST = (("OrgRole", "Gestalt"), ("Co-Agent", "Co-Agent"), ("Manner", "Manner"), ("Part/Portion", "Whole"),
          ("SocialRel", "Possessor"), ("Time", "Time"))  # fmt: skip


def labelled_file(path: Path, *documents: tuple[Labels, ...]) -> Path:
    """A file with a document for each, and in it a sentence `It went by here .` for each pair of labels."""
    lines: list[str] = []
    for number, pairs in enumerate(documents, 1):
        for place, (role, function) in enumerate(pairs, 1):
            lines += [f"# newdoc id = made-{number}"] if place == 1 else []
            lines += [f"# sent_id = made-{number}-{place}", "# text = It went by here .", "# mwe = It went by here ."]
            first, second = (label if label in ("_", "??") else f"p.{label}" for label in (role, function))
            label = first if second in ("_", first) else f"{first}|{second}"
            lines += [
                f"1\tIt\tit\tPRON\tPRP\t_\t2\tnsubj\t_\t_\t{_single('PRON', 'it')}",
                f"2\twent\tgo\tVERB\tVBD\t_\t0\troot\t_\t_\t{_single('V', 'go', 'v.motion')}",
                f"3\tby\tby\tADP\tIN\t_\t4\tcase\t_\t_\t_\tP\tby\t{first}\t{second}\t_\t_\t_\tO-P-{label}",
                f"4\there\there\tADV\tRB\t_\t2\tobl\t_\t_\t{_single('ADV', 'here')}",
                f"5\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\t{_single('PUNCT', '.')}",
                "",
            ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def brought_in(project: Project, path: Path, *, scheme: str = "snacs-2.6", language: str = "en") -> None:
    """Import a file, told which version its labels are of."""
    options = ReadOptions(language=language, scheme=scheme, new_id=project.new_id, time=now())
    project.add(importing.prepare(path, format="conllulex", options=options, progress=Quiet()))


def _single(lexcat: str, lemma: str, supersense: str = "_") -> str:
    tag = f"O-{lexcat}" if supersense == "_" else f"O-{lexcat}-{supersense}"
    return f"_\t{lexcat}\t{lemma}\t{supersense}\t_\t_\t_\t_\t{tag}"
