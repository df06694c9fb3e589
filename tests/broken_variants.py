"""Files that each break one rule: those that STREUSLE's checks refuse, those they take, and those they warn of."""

from __future__ import annotations

from broken_files import Edit, Lines, Variant, cells, line, line_of

# Short names for the places that the variants are about.
MILL, UP, TURN, ASK, LOST = 1, 2, 3, 4, 5


def _variant(number: str, rule: str, name: str, *edits: Edit) -> Variant:
    return Variant(number, name, rule, edits)


def _cut(count: int) -> Edit:
    """Leave out the last cells of a row."""
    return line(MILL, "5", lambda text: "\t".join(text.split("\t")[:-count]))


def _renumbered(shift: int) -> Edit:
    """Number the tokens of the first sentence from another number; heads go with them."""

    def edit(lines: Lines) -> None:
        rows = [line_of(lines, MILL, str(id)) for id in range(1, 9)]
        for index in rows:
            row = lines[index].split("\t")
            row[0] = str(int(row[0]) + shift)
            lines[index] = "\t".join(row)

    return edit


def _groups(sentence: int, column: str, numbers: dict[str, str]) -> tuple[Edit, ...]:
    """Write the cells of an MWE column, given by id."""
    return tuple(cells(sentence, id, tag=False, **{column: cell}) for id, cell in numbers.items())


# What STREUSLE's conllulex2json.py refuses. Rules by the number of its checks (RULES of the validator).
REFUSED: tuple[Variant, ...] = (
    _variant("1", "columns", "the last column is missing", _cut(1)),
    _variant("1", "columns", "nine columns are missing", _cut(9)),
    _variant("1", "columns", "a twentieth column", line(MILL, "5", lambda text: text + "\t*")),
    _variant("1", "columns", "blanks instead of tabs", line(MILL, "5\tthe", lambda text: text.replace("\t", " "))),
    _variant("1", "columns", "an empty last cell", cells(MILL, "5", lextag="")),
    _variant("2", "header", "a comment without a value", line(MILL, "# text", lambda text: "# text")),
    _variant("2", "header", "a comment without a blank", line(MILL, "# text", lambda text: text.replace("# ", "#"))),
    _variant("2", "header", "a key of two words", line(MILL, "# text", lambda text: f"{text}\n# my note = new")),
    _variant("2", "header", "a reserved key", line(MILL, "# text", lambda text: f"{text}\n# toks = 8")),
    _variant("2", "header-missing", "no tokens", line(MILL, "8", lambda text: f"{text}\n\n# sent_id = made-1-9")),
    _variant("2", "mwe-line-missing", "no mwe line", line(MILL, "# mwe", lambda text: None)),
    _variant("2", "mwe-line-missing", "no mwe line beside groups", line(UP, "# mwe", lambda text: None)),
    _variant("3", "token-id", "numbers from 0", _renumbered(-1)),
    _variant("3", "token-id", "numbers from 2", _renumbered(1)),
    _variant("3", "token-id", "a number twice", cells(MILL, "8", id="7")),
    _variant("3", "token-id", "a number that is none", cells(MILL, "8", id="x")),
    _variant("3", "token-id", "a range of three", cells(TURN, "1-2", tag=False, id="1-2-3")),
    _variant("3", "token-id", "an empty node of three parts", cells(TURN, "5.1", tag=False, id="5.1.2")),
    _variant("4", "upos-missing", "no part of speech", cells(MILL, "5", upos="_")),
    _variant("4", "upos-missing", "no lemma", cells(MILL, "5", lemma="_", lexlemma="_")),
    _variant("4", "upos-missing", "no lemma on an X that goes with nothing", cells(LOST, "8", deprel="dep")),
    _variant("4", "upos-missing", "an empty node without a part of speech", cells(TURN, "5.1", tag=False, upos="_")),
    _variant("5", "head-missing", "no head", cells(MILL, "5", head="_")),
    _variant("5", "head-missing", "no relation", cells(MILL, "5", deprel="_")),
    _variant("5", "head-missing", "a head that is no number", cells(MILL, "5", head="mill")),
    _variant("5", "head-missing", "a surface token with a head that is none", cells(TURN, "1-2", tag=False, head="x")),
    _variant("6", "mwe-place", "places 1 and 3", cells(MILL, "4", smwe="1:3")),
    _variant("6", "mwe-place", "places the wrong way round", *_groups(MILL, "smwe", {"3": "1:2", "4": "1:1"})),
    _variant("6", "mwe-place", "no place", cells(MILL, "4", smwe="1")),
    _variant("6", "mwe-place", "a number that is none", cells(MILL, "4", smwe="a:2")),
    _variant("6", "mwe-place", "weak places 1 and 3", cells(UP, "7", wmwe="2:3")),
    _variant("7", "mwe-number", "numbers from 2", *_groups(MILL, "smwe", {"3": "2:1", "4": "2:2"})),
    _variant(
        "7", "mwe-number", "two numbers exchanged",
        *_groups(UP, "smwe", {"2": "2:1", "5": "2:2"}),
        *_groups(UP, "wmwe", {"6": "1:1", "7": "1:2", "8": "1:3"}),
    ),
    _variant("7", "mwe-number", "a number left out", *_groups(LOST, "smwe", {"7": "3:1", "8": "3:2"})),
    _variant("8", "mwe-single", "a strong expression of one word", cells(MILL, "3", lexlemma="out"),
             cells(MILL, "4", smwe="_", lexcat="P", lexlemma="of", ss="p.Source", ss2="p.Source")),
    _variant("8", "mwe-single", "a weak expression of one word", cells(UP, "6", wlemma="at"),
             *_groups(UP, "wmwe", {"7": "_", "8": "_"})),
    _variant("9", "mwe-lexcat-missing", "a strong expression without a lexcat", cells(MILL, "3", lexcat="_")),
    _variant("9", "mwe-lexcat-missing", "a word without a lexcat", cells(MILL, "5", lexcat="_")),
    _variant("9", "mwe-later-word", "a later word has a lexcat", cells(MILL, "4", lexcat="P")),
    _variant("9", "mwe-later-word", "a later word has a lexlemma", cells(MILL, "4", lexlemma="of")),
    _variant(
        "10", "mwe-split", "a weak expression takes half of a strong one",
        cells(MILL, "2", wmwe="1:1", wlemma="walk of", lextag="B-V-v.motion"),
        *_groups(MILL, "smwe", {"3": "2:1", "4": "2:2"}), cells(MILL, "4", tag=False, wmwe="1:2"),
    ),
    _variant(
        "10", "mwe-split", "a weak expression enters a gappy one at its end",
        cells(LOST, "1", wmwe="1:1", wlemma="he way", lextag="B-PRON"), cells(LOST, "4", tag=False, wmwe="1:2"),
        *_groups(LOST, "smwe", {"2": "2:1", "4": "2:2", "7": "3:1", "8": "3:2"}),
    ),
    _variant("11", "weak-lemma-missing", "a weak expression without a lemma", cells(UP, "6", wlemma="_")),
    _variant("11", "weak-stray", "a later word has a weak lemma", cells(UP, "7", wlemma="great")),
    _variant("11", "weak-stray", "a later word has a weak category", cells(UP, "8", wcat="PP")),
    _variant("11", "weak-stray", "a weak lemma alone", cells(UP, "9", wlemma="with")),
    _variant("11", "weak-stray", "a weak category alone", cells(UP, "9", wcat="P")),
    _variant("12", "weak-lemma", "a weak lemma in another order", cells(UP, "6", wlemma="great at length")),
    _variant("12", "weak-lemma", "a weak lemma without a word", cells(UP, "6", wlemma="at length")),
    _variant("13", "lexlemma", "a lexlemma that is the form", cells(MILL, "2", lexlemma="walked")),
    _variant("13", "lexlemma", "a lexlemma in another case", cells(TURN, "3", lexlemma="ann")),
    _variant("13", "lexlemma", "no lexlemma", cells(MILL, "5", lexlemma="_")),
    _variant("14", "mwe-lexlemma", "a lexlemma without a word", cells(MILL, "3", lexlemma="out")),
    _variant("14", "mwe-lexlemma", "a lexlemma with what goes with it", cells(LOST, "7", lexlemma="he _")),
    _variant("14", "mwe-lexlemma", "no lexlemma of an expression", cells(MILL, "3", lexlemma="_")),
    _variant("15", "supersense-missing", "a noun without a supersense", cells(MILL, "7", ss="_")),
    _variant("15", "supersense-missing", "a verb without a supersense", cells(MILL, "2", ss="_")),
    _variant("15", "supersense-unknown", "a noun with a verb supersense", cells(MILL, "7", ss="v.motion")),
    _variant("15", "supersense-unknown", "a verb with a noun supersense", cells(MILL, "2", ss="n.ACT")),
    _variant("15", "supersense-unknown", "a noun with an unknown supersense", cells(MILL, "7", ss="n.BUILDING")),
    _variant("15", "supersense-unknown", "a noun with two supersenses", cells(MILL, "7", ss2="n.ARTIFACT")),
    _variant("15", "verbal-type", "an unknown verbal type", cells(UP, "2", lexcat="V.VPC")),
    _variant("15", "verbal-type", "another unknown verbal type", cells(LOST, "2", lexcat="V.idiom")),
    _variant("16", "verbal-mwe", "a verbal expression is only V", cells(UP, "2", lexcat="V")),
    _variant("16", "verbal-mwe", "an idiom is only V", cells(LOST, "2", lexcat="V")),
    _variant("17", "label-missing", "an adposition without labels", cells(UP, "9", ss="_", ss2="_")),
    _variant("17", "label-missing", "a role without a function", cells(UP, "9", ss2="_")),
    _variant("17", "label-missing", "a function without a role", cells(UP, "9", ss="_", lextag="O-P")),
    _variant("17", "label-missing", "a possessive without labels", cells(TURN, "4", ss="_", ss2="_")),
    _variant("17", "label-unknown", "an unknown role", cells(UP, "9", ss="p.Accompanier")),
    _variant("17", "label-unknown", "an unknown function", cells(UP, "9", ss2="p.Place")),
    _variant("17", "label-unknown", "a label without its prefix", cells(UP, "9", ss="Ancillary", ss2="Ancillary")),
    _variant("17", "label-unknown", "an adposition with a noun supersense", cells(UP, "9", ss="n.PERSON")),
    _variant("17", "label-unused", "the role Content", cells(UP, "9", ss="p.Content", ss2="p.Topic")),
    _variant("17", "label-unused", "the function Content", cells(UP, "9", ss="p.Topic", ss2="p.Content")),
    _variant("17", "possessive-label", "`$ on an adposition", cells(UP, "9", ss="`$", ss2="`$")),
    _variant("17", "possessive-label", "`$ on a strong PP", cells(TURN, "8", ss="`$", ss2="`$")),
    _variant("18", "unclear-function", "?? beside a function", cells(LOST, "5", ss2="p.Path")),
    _variant("18", "unclear-function", "?? in both columns", cells(LOST, "5", ss2="??")),
    _variant("18", "label-unknown", "?? as a function", cells(UP, "9", ss2="??")),
    _variant("19", "function-banned", "the function Experiencer", cells(UP, "9", ss2="p.Experiencer")),
    _variant("19", "function-banned", "the function SocialRel", cells(UP, "10", ss2="p.SocialRel")),
    _variant("19", "function-banned", "the function QuantityValue",
             cells(UP, "9", ss="p.Theme", ss2="p.QuantityValue")),
    _variant("19", "construal-ancestor", "a function above its role", cells(UP, "6", ss="p.Time", ss2="p.Temporal")),
    _variant("19", "construal-ancestor", "a function below its role", cells(UP, "9", ss="p.Theme", ss2="p.Topic")),
    _variant("19", "construal-ancestor", "a function far below", cells(UP, "9", ss="p.Circumstance", ss2="p.Goal")),
    _variant("19", "possessive-label", "a supersense beside `$", cells(LOST, "3", ss="p.SocialRel")),
    _variant("20", "label-stray", "an adjective with a label", cells(MILL, "6", ss="p.Time", ss2="p.Time")),
    _variant("20", "label-stray", "an article with a verb supersense", cells(MILL, "5", ss="v.stative")),
    _variant("20", "label-stray", "an infinitive's to with a label", cells(TURN, "6", ss="p.Purpose", ss2="p.Purpose")),
    _variant("20", "label-stray", "a second label alone", cells(MILL, "6", ss2="p.Time")),
    _variant("21", "lexcat-placeholder", "a lexcat left to be decided", cells(MILL, "6", lexcat="!!@")),
    _variant("21", "lexcat-placeholder", "a strong lexcat left to be decided", cells(LOST, "7", lexcat="!@")),
    _variant("22", "pp-single", "an adposition is PP", cells(UP, "9", lexcat="PP")),
    _variant("22", "pp-single", "an adposition in a weak expression is PP", cells(UP, "6", lexcat="PP")),
    _variant("23", "lexcat-unknown", "the part of speech as a lexcat", cells(MILL, "5", lexcat="ARTICLE")),
    _variant("23", "lexcat-unknown", "a lexcat in lower case", cells(MILL, "8", lexcat="punct")),
    _variant("UPOS", "part-of-speech", "a noun is ADJ", cells(MILL, "7", lexcat="ADJ", ss="_")),
    _variant("UPOS", "part-of-speech", "an adjective is N", cells(MILL, "6", lexcat="N", ss="n.TIME")),
    _variant("UPOS", "part-of-speech", "an adverb is INF", cells(LOST, "6", lexcat="INF")),
    _variant("UPOS", "part-of-speech", "to is ADV", cells(TURN, "6", lexcat="ADV")),
    _variant("UPOS", "part-of-speech", "a pronoun is DET", cells(MILL, "1", lexcat="DET")),
    _variant("UPOS", "part-of-speech", "an auxiliary that is not be is V",
             cells(TURN, "2", lemma="have", lexlemma="have")),
    _variant("UPOS", "part-of-speech", "a verb is AUX", cells(LOST, "10", lexcat="AUX", ss="_")),
    _variant("UPOS", "part-of-speech", "an adjective is ADV", cells(MILL, "6", lexcat="ADV")),
    _variant("UPOS", "part-of-speech", "an adposition is CCONJ", cells(UP, "9", lexcat="CCONJ", ss="_", ss2="_")),
    _variant("24", "lextag", "another letter", cells(MILL, "5", lextag="B-DET")),
    _variant("24", "lextag", "another label", cells(UP, "10", lextag="O-PRON.POSS-p.SocialRel")),
    _variant("24", "lextag", "no weak category", cells(UP, "6", lextag="B-P-p.Manner")),
    _variant("24", "lextag", "a later word has a lexcat", cells(MILL, "4", lextag="I_-P")),
    _variant("24", "lextag", "outside a gap", cells(UP, "3", lextag="O-DET")),
)  # fmt: skip

# Errors that STREUSLE's checks do not see.
HOLES: tuple[Variant, ...] = (
    _variant("", "header-missing", "no sent_id", line(MILL, "# sent_id", lambda text: None)),
    _variant("", "sent-id-repeated", "a sent_id twice", line(UP, "# sent_id", lambda text: "# sent_id = made-1-1")),
    _variant("", "possessive-label", "`$ beside a supersense", cells(LOST, "3", ss2="p.Gestalt")),
    _variant("", "label-abstract", "the role Participant", cells(UP, "9", ss="p.Participant", ss2="p.Participant")),
    _variant("", "label-abstract", "Configuration twice", cells(UP, "9", ss="p.Configuration", ss2="p.Configuration")),
    _variant("", "later-label", "a later word has a label", cells(MILL, "4", ss="p.Source", ss2="p.Source")),
    _variant("", "later-label", "a later word has a second label", cells(LOST, "8", ss2="p.Source")),
    _variant("", "mwe-lexcat-unknown", "an unknown strong lexcat", cells(LOST, "7", lexcat="PRONOUN")),
    # The mapping of supersenses, which is nothing by default, makes one of two equal ones before the tag is compared.
    _variant("", "lextag", "a label twice", cells(UP, "9", lextag="O-P-p.Ancillary|p.Ancillary")),
    _variant("", "mwe-lexcat-unknown", "a strong lexcat that joins two", cells(LOST, "7", lexcat="DET/PRON")),
)  # fmt: skip

# A hole in the numbering check of the 4.5 that is on PyPI; STREUSLE 4.7 closed one there.
NUMBERING: tuple[Variant, ...] = (
    _variant("7", "mwe-number", "a single expression is number 0", *_groups(MILL, "smwe", {"3": "0:1", "4": "0:2"})),
    _variant(
        "7", "mwe-number", "strong and weak count apart",
        *_groups(UP, "wmwe", {"6": "1:1", "7": "1:2", "8": "1:3"}),
    ),
)  # fmt: skip

# What both take, though it is odd.
WARNED: tuple[Variant, ...] = (
    _variant("25", "mwe-line", "an mwe line without a joint", line(MILL, "# mwe", lambda text: text.replace("_", " "))),
    _variant("25", "mwe-line", "an mwe line of something else",
             line(UP, "# mwe", lambda text: "# mwe = something else")),
    _variant("UPOS", "verb-as-adjective", "a verb is ADJ", cells(ASK, "12", lexcat="ADJ", ss="_")),
    _variant("UPOS", "verb-as-adjective", "another verb is ADJ", cells(LOST, "10", lexcat="ADJ", ss="_")),
    _variant("", "label-rare", "Temporal", cells(UP, "9", ss="p.Temporal", ss2="p.Temporal")),
    _variant("", "construal-odd", "a possessive with the function Whole",
             cells(TURN, "4", ss="p.Whole", ss2="p.Whole")),
    _variant("", "sent-id-order", "a sentence is left out",
             line(LOST, "# sent_id", lambda text: "# sent_id = made-1-7")),
)  # fmt: skip

# What both take, and is right.
TAKEN: tuple[Variant, ...] = (
    _variant("3", "", "a block of comments that begin a document",
             line(ASK, "13", lambda t: f"{t}\n\n# newdoc id = 2")),
    _variant("5", "", "a surface token without head", cells(TURN, "1-2", tag=False, misc="SpaceAfter=No")),
    _variant("11", "", "a weak expression without a category", cells(UP, "6", wcat="_")),
    _variant("17", "", "a construal", cells(UP, "9", ss="p.Theme", ss2="p.Locus")),
    _variant("18", "", "a noun that cannot be understood", cells(MILL, "7", ss="??")),
    _variant("18", "", "a possessive that cannot be understood", cells(TURN, "4", ss="??", ss2="_")),
    _variant("19", "", "a function above its role that is allowed", cells(UP, "9", ss="p.Whole", ss2="p.Gestalt")),
    _variant("19", "", "a function below its role that is allowed", cells(UP, "9", ss="p.Locus", ss2="p.Source")),
    _variant("UPOS", "", "a noun is a pronoun", cells(MILL, "7", lexcat="PRON", ss="_")),
    _variant("UPOS", "", "versus is CCONJ",
             cells(UP, "9", lemma="versus", lexlemma="versus", lexcat="CCONJ", ss="_", ss2="_")),
    _variant("UPOS", "", "an adverb is P", cells(LOST, "6", lexcat="P", ss="p.Locus", ss2="p.Locus")),
)  # fmt: skip

# Files of 2.5: by its labels they are right or wrong; STREUSLE's checks know those of 2.6 only.
RIGHT_IN_25: tuple[Variant, ...] = (
    _variant("17", "", "RateUnit", cells(UP, "9", ss="p.RateUnit", ss2="p.RateUnit")),
    _variant("17", "", "Causer beside RateUnit", cells(UP, "9", ss="p.Causer", ss2="p.RateUnit")),
)  # fmt: skip
WRONG_IN_25: tuple[Variant, ...] = (
    _variant("17", "label-unknown", "Force", cells(UP, "9", ss="p.Force", ss2="p.Force")),
    _variant("17", "label-unknown", "SetIteration", cells(UP, "9", ss="p.SetIteration", ss2="p.SetIteration")),
)
