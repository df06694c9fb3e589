"""Made files of the shapes that the field's corpora have, each with every quirk of its own; the sentences are ours."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
from exported import exported

from construal.annotation.anchor import Anchor, span
from construal.annotation.annotation import Annotation
from construal.annotation.document import Document
from construal.annotation.formats.conllulex import Conllulex
from construal.annotation.formats.format import Imported, ReadOptions, Written
from construal.annotation.formats.profile import COLUMNS


@dataclass(frozen=True)
class Sample:
    """A file, the language to read it with, and the profile, scheme and language that it should turn out to have."""

    name: str
    data: bytes
    language: str
    profile: str
    scheme: str
    documents: int = 1


def _rows(text: str, width: int = 19) -> str:
    """Rows from lines of cells between blanks, `+` for a blank inside one, filled with `_` to their width."""
    lines = []
    for line in text.strip().splitlines():
        cells = [cell.replace("+", " ") for cell in line.split()]
        lines.append("\t".join(cells + ["_"] * (width - len(cells))) + "\n")
    return "".join(lines)


_BLANKS = "_ _ _ _ _ _ _ _"  # LEMMA to MISC

# The boy plays in the house, too. · By the garden there is a well. · He wrote a letter.
GUJARATI = (
    "\n# sent_id = made_gu-1\n# text = \ufeffછોકરો ઘરમાં પણ રમે છે .\n"
    + _rows(f"""
0 \ufeffછોકરો {_BLANKS}
1 ઘરમાં {_BLANKS} _ P માં p.Locus p.Locus
2 પણ {_BLANKS} _ P પણ p.`
3 રમે {_BLANKS}
4 છે {_BLANKS}
5 . {_BLANKS}
""")
    + "\n# sent_id = made_gu-2\n# text = બાગની પાસે કૂવો છે .\n"
    + _rows(f"""
0 બાગની {_BLANKS} 1:1 P ની+પાસે p.Locus p.Locus
1 પાસે {_BLANKS} 1:2 P
2 કૂવો {_BLANKS}
3 છે {_BLANKS}
4 . {_BLANKS}
""")
    + "\n# sent_id = made_gu-3\n# text = તેણે પત્ર મારે માટે લખ્યો\n"
    + _rows(f"""
0 તેણે {_BLANKS} _ P એ p.Agent p.Agent
1 પત્ર {_BLANKS}
2 મારે {_BLANKS} _ P ને p.Recipient p.Goal
3 માટે {_BLANKS} _ P માટે p.Beneficiary p.Beneficiary
4 લખ્યો {_BLANKS}
""")
    + "\n"
)

# The cat slept in the garden. · I said that I will go.
JAPANESE = (
    "# newdoc id = made_ja_ch-01\n# sent_id = made_ja-1\n# text = 猫が庭で寝た。\n"
    + _rows("""
1 猫 neko 猫 _ _ _ _ _ SpaceAfter=No _ _ neko _ _ _ _ _ O-X
2 が ga が _ _ _ _ _ SpaceAfter=No _ _ ga p.Experiencer p.Experiencer _ _ _ O-P-p.Experiencer|p.Experiencer
3 庭 niwa 庭 _ _ _ _ _ SpaceAfter=No _ _ niwa _ _ _ _ _ O-X
4 で de で _ _ _ _ _ SpaceAfter=No _ _ de p.Locus p.Locus _ _ _ O-P-p.Locus|p.Locus
5 寝た neta 寝た _ _ _ _ _ SpaceAfter=No _ _ neta _ _ _ _ _ O-X
6 。 。 。 _ _ _ _ _ _ _ _ 。 _ _ _ _ _ O-X
""")
    + "# newdoc id = made_ja_ch-02\n# sent_id = made_ja-2\n# text = 私は庭の中に行くと言った\n"
    + _rows("""
1 私 watashi 私 _ _ _ _ _ SpaceAfter=No _ _ watashi _ _ _ _ _ O-X
2 は wa は _ _ _ _ _ SpaceAfter=No _ _ wa p.Topical p.Topical _ _ _ O-P-p.Topical|p.Topical
3 庭 niwa 庭 _ _ _ _ _ SpaceAfter=No _ _ niwa _ _ _ _ _ O-X
4 の no の _ _ _ _ _ SpaceAfter=No 1:1 _ no+naka+ni p.Goal p.Locus _ _ _ B-P-p.Goal|p.Locus
5 中 naka 中 _ _ _ _ _ SpaceAfter=No 1:2 _ _ _ _ _ _ _ I_
6 に ni に _ _ _ _ _ SpaceAfter=No 1:3 _ _ _ _ _ _ _ I_
7 行く iku 行く _ _ _ _ _ SpaceAfter=No _ _ iku _ _ _ _ _ O-X
8 と to と _ _ _ _ _ SpaceAfter=No _ _ to p.Content p.Quote _ _ _ O-P-p.Content|p.Quote
9 言った itta 言った _ _ _ _ _ _ _ _ itta _ _ _ _ _ O-X
""")
    + "\n"
)

# The child goes out of the house to the school. · Today it is cold.
KOREAN = (
    "# sent_id = made_ko-1\n# text = 아이는 집에서부터 학교에 간다 .\n"
    + _rows("""
1 아이는 아이+는 NOUN ncn+jxt _ _ dep _ _
1.1 는 _ ADP jxt _ _ _ _ Funct=topical|Scene=topical _ _ _ topical topical
2 집에서부터 집 NOUN ncn+jca+jxc _ _ dep _ _
2.1 에서 _ ADP jca _ _ _ _ Funct=locus|Scene=source _ _ _ locus source
2.2 부터 _ ADP jxc _ _ _ _ Funct=source|Scene=source _ _ _ source source
3 학교에 학교 NOUN ncn+jca _ _ dep _ _
3.1 에 _ ADP jca _ _ _ _ Funct=locus|Scene=goal _ _ _ locus experiencer
4 간다 가 VERB pvg+ef _ _ root _ SpaceAfter=Yes
5 . . PUNCT sf _ _ punct _ _
""")
    + "\n# sent_id = made_ko-2\n# text = 오늘은 춥다\n"
    + _rows("""
1 오늘은 오늘 ADV ncn+jxt _ _ dep _ _
1.1 은 _ ADP jxt _ _ _ _ Funct=comparisonref|Scene=comparisonref _ _ _ comparisonref comparisonref
2 춥다 춥 ADJ paa+ef _ _ root _ _
""")
    + "\n"
)

# She stayed at home with the child. · In the garden about the topic.
_TABS = "\t" * 14
GERMAN = (
    f"# text = Sie blieb mit dem Kind zuhause .{_TABS}\n"
    + _rows("""
1 Sie sie PPER PPER _ 2 subj _ _ _ _ _ _ _
2 blieb bleiben VVFIN VVFIN _ 0 root _ _ _ _ _ _ _
3 mit mit APPR APPR _ 2 pp _ _ _ _ mit p.Accompanier p.Co-Agent
4 dem der ART ART _ 5 det _ _ _ _ _ _ _
5 Kind Kind NN NN _ 3 pn _ _ _ _ _ _ _
6 zuhause zuhause ADV ADV _ 2 adv _ _ _ _ zu p.Locus p.Locus
6 zuhause zuhause ADV ADV _ 2 adv _ _ _ _ hause p.InsteadOf p.Goal
7 . . $. $. _ 0 root _ _ _ _ _ _ _
""", 15)
    + f"{_TABS}\n# text = Im Garten über das Thema{_TABS}\n"
    + _rows("""
1 Im in APPRART APPRART _ 0 root _ _ _ _ in p.? _
2 Garten Garten NN NN _ 1 pn _ _ _ _ _ _ _
3 über über APPR APPR _ 2 pp _ _ _ _ über Topic Topic
4 das der ART ART _ 5 det _ _ _ _ das ` _
5 Thema Thema NN NN _ 3 pn _ _ _ _ _ _ _
""", 15)
    + f"{_TABS}\n"
).replace("\n", "\r\n")  # fmt: skip

# Some of the neighbours help at the school, instead of us.
AUTO_ID = (
    "# sent_id = made-1\n# text = Neighbours of ours help at school\n"
    + _rows("""
1 Neighbours neighbour NOUN NNS _ 4 nsubj _ _ _ !!@ neighbour _ _ _ _ _ O-!!@ -
2 of of ADP IN _ 3 case _ _ _ P of p.Part/Portion p.Quantity _ _ _ O-P-p.Part/Portion|p.Quantity *
3 ours we PRON PRP _ 1 nmod _ _ _ PRON ours _ _ _ _ _ O-PRON -
4 help help VERB VBP _ 0 root _ _ _ !@ help _ _ _ _ _ O-!@ -
5 at at ADP IN _ 6 case _ _ _ P at p.OrgRole p.Locus _ _ _ O-P-p.OrgRole|p.Locus 1:1**
6 school school NOUN NN _ 4 obl _ _ _ !!@ school _ _ _ _ _ O-!!@ -
""", 20)
    + "\n"
)  # fmt: skip

# The boy, too, saw it in the house. · He said for her to go.
HINDI = (
    "# sent_id = made_hi_1-1\n# chapter = 1\n# text = मैंने घर में ही देखा ।\n# mwe = मैंने घर में ही देखा ।\n"
    + _rows("""
1 मैंने मैं PRON PRP Case=Erg 5 nsubj _ _ _ PRON.OBL ने p.Agent p.Agent _ _ _ O-PRON.OBL-p.Agent
2 घर घर NOUN NN None=_ 5 obl _ _ _ N घर _ _ _ _ _ O-N
3 में में ADP PSP AdpType=Post 2 case _ _ _ P में p.Locus p.Locus _ _ _ O-P-p.Locus
4 ही ही PART RP None=_ 2 dep _ _ _ PART.FOC ही p.Focus p.Focus _ _ _ O-PART.FOC-p.Focus
5 देखा देख VERB VM None=_ 0 root _ _ _ V देख _ _ _ _ _ O-V
6 । । PUNCT SYM None=_ 5 punct _ _ _ PUNCT । _ _ _ _ _ O-PUNCT
""")
    + "\n# sent_id = made_hi_1-2\n# chapter = 1\n# text = तो जाने के लिए\n# mwe = तो जाने के_लिए\n"
    + _rows("""
1 तो तो SCONJ CC None=_ 2 mark _ _ _ P तो p.`d p.`d _ _ _ O-P-p.`d
2 जाने जा VERB VM None=_ 0 root _ _ _ V जा _ _ _ _ _ O-V
3 के का ADP PSP AdpType=Post 2 mark _ _ 1:1 P के+लिए p.`i p.`i _ _ _ B-P-p.`i
4 लिए लिए ADP PSP AdpType=Post 3 fixed _ _ 1:2 _ _ _ _ _ _ _ I_
""")
    + "\n"
)

# I read in the house.
CHINESE = (
    "# newdoc_id = made_zh_ch-01\n"
    "# sent_id = made_zh-1\n# text = 我在房子里看书\n# en_sent_id = made.1\n# en_text = I read\n"
    + _rows("""
1 我 我 PRON PN _ 6 nsubj _ _ _ PRON 我 _ _ _ _ _ O-PRON
2 在 在 ADP P _ 3 case _ AlignedTokId=2,3|AlignedAdposition=inside_of 1:1 P 在+里 p.Locus p.Locus _ _ _ B-P-p.Locus
3 房子 房子 NOUN NN _ 6 obl _ _ _ N 房子 _ _ _ _ _ o-N
4 里 里 ADP LC _ 3 case _ ToDo 1:2 _ _ _ _ _ _ _ I_
5 看 看 VERB VV _ 0 root _ _ _ P 看 p.`d p.`d _ _ _ O-P-p.`d
6 书 书 NOUN NN _ 5 obj _ _ _ N 书 _ _ _ _ _ O-N
""")
    + "\n"
)

# In the house too: a case ending is a word's own form here, and labels are written in every way.
FINNISH = (
    "\ufeff# sent_id = made_fi-1\n# text = Talossa on kissan kanssa koira\n"
    + _rows("""
1 Talossa talo NOUN N Case=Ine 2 obl _ _ _ N talo locus Locus
2 on olla VERB V _ 0 root _ _ _ V olla
3 kissan kissa NOUN N Case=Gen 2 obl _ _ 1:1 PP kissan+kanssa p.ancillary p.Ancillary
4 kanssa kanssa ADP Adp _ 3 case _ _ 1:2
5 koira koira NOUN N _ 2 nsubj _ _ _ N koira
""")
    + "\n"
)

SAMPLES = (
    Sample("gu", GUJARATI.encode(), "gu", "gu-lp", "snacs-2.6"),
    Sample("ja", JAPANESE.encode(), "ja", "ja-lp", "snacs-2.6", 2),
    Sample("ko", KOREAN.encode(), "ko", "ko-ud", "snacs-2.6"),
    Sample("de", GERMAN.encode(), "de", "de-lp", "snacs-2.0"),
    Sample("auto", AUTO_ID.encode(), "en", "auto-id", "snacs-2.4"),
    Sample("hi", HINDI.encode(), "hi", "hi-lp", "snacs-2.6"),
    Sample("zh", CHINESE.encode(), "zh", "zh-lp", "snacs-2.5"),
    Sample("fi", FINNISH.encode(), "fi", "standard", "snacs-2.6"),
)
BY_NAME = {sample.name: sample for sample in SAMPLES}


class Case:
    """A sample that was read, and what a person makes of it."""

    def __init__(self, sample: Sample, data: bytes | None = None) -> None:
        self.sample = sample
        self.source = sample.data if data is None else data
        options = ReadOptions(language=sample.language)
        self.imported: Imported = Conllulex().read(self.source, f"{sample.name}.conllulex", options)
        self.annotations = {annotation.id: annotation for annotation in self.imported.annotations}

    @property
    def document(self) -> Document:
        return self.imported.documents[-1]

    def told(self) -> list[tuple[int, str]]:
        return [(oddity.line, oddity.message) for oddity in self.imported.oddities]

    def name(self, annotation: Annotation) -> str:
        """The words of an annotation; for an empty node its form."""
        document = next(d for d in self.imported.documents if d.id == annotation.document)
        row = annotation.anchor.row
        return annotation.anchor.text(document.text) if row is None else document.token(row).form

    def stated(self) -> dict[str, tuple[str, str]]:
        return {self.name(a): (a.text("role"), a.text("function")) for a in self.annotations.values()}

    def at(self, words: str) -> Annotation:
        (found,) = (a for a in self.annotations.values() if self.name(a) == words)
        return found

    def put(self, words: str, **values: str) -> None:
        annotation = self.at(words)
        changed = {key: value for key, value in {**annotation.values, **values}.items() if value}
        self.annotations[annotation.id] = msgspec.structs.replace(annotation, values=changed)

    def drop(self, words: str) -> None:
        del self.annotations[self.at(words).id]

    def add(self, anchor: Anchor, **values: str) -> None:
        id = max(self.annotations) + 1
        values = {"strength": "single", **values}
        self.annotations[id] = Annotation(
            id=id, document=self.document.id, layer="lexical", anchor=anchor, values=values
        )

    def part(self, words: str) -> Anchor:
        """The anchor on the last place where the text has these letters."""
        start = self.document.text.rindex(words)
        return span((start, start + len(words)))

    def write(self) -> Written:
        return exported(self.imported.documents, [*self.annotations.values()], "conllulex", self.source)

    def changes(self) -> dict[tuple[int, str], str]:
        """The cells that were written otherwise, by line and column, and what stands there now."""
        before, after = self.source.decode().split("\n"), self.write().data.decode().split("\n")
        assert len(before) == len(after)
        found: dict[tuple[int, str], str] = {}
        for number, (old, new) in enumerate(zip(before, after, strict=True), 1):
            if old.startswith("#"):
                assert old == new
                continue
            cells = zip(COLUMNS, old.split("\t"), new.split("\t"), strict=False)
            found |= {(number, column): now.removesuffix("\r") for column, was, now in cells if was != now}
            assert old.count("\t") == new.count("\t")
            assert old.endswith("\r") == new.endswith("\r")
        return found
