"""The nine lexical columns and the `# mwe` line of a sentence."""

from construal.annotation.snacs.expression import SINGLE, STRONG, WEAK, Expression, Word
from construal.annotation.snacs.lextag import EMPTY, Cells, derived_cells

WORDS = (
    Word("She", "she", "PRON", "PRP"),
    Word("gave", "give", "VERB", "VBD"),
    Word("it", "it", "PRON", "PRP"),
    Word("up", "up", "ADP", "RP"),
    Word("for", "for", "ADP", "IN"),
    Word("her", "her", "PRON", "PRP$"),
)
GAVE_UP = Expression((1, 3), STRONG, "V.VPC.full", "v.social")
FOR = Expression((4,), SINGLE, role="Beneficiary", function="Beneficiary")
HER = Expression((5,), SINGLE, role="SocialRel", function="Gestalt")


def test_strong_expression_with_a_gap() -> None:
    """The first word carries lexcat, lexlemma and label, the gap's words lower-case tags, the rest I_ alone."""
    found = derived_cells(WORDS, [GAVE_UP, FOR, HER])
    assert found.mwe == "She gave_ it _up for her"
    assert found.rows[1] == Cells("1:1", "V.VPC.full", "give up", "v.social", lextag="B-V.VPC.full-v.social")
    assert found.rows[2] == Cells(lexcat="PRON", lexlemma="it", lextag="o-PRON")
    assert found.rows[3] == Cells(smwe="1:2", lextag="I_")


def test_labels_in_the_tag() -> None:
    """Role and function stand in two columns, and once in the tag where they are equal."""
    rows = derived_cells(WORDS, [FOR, HER]).rows
    assert (rows[4].ss, rows[4].ss2, rows[4].lextag) == ("p.Beneficiary", "p.Beneficiary", "O-P-p.Beneficiary")
    assert rows[5].lextag == "O-PRON.POSS-p.SocialRel|p.Gestalt"


def test_special_labels() -> None:
    """`??` has no function, and the opaque possessive slot stands in both columns; neither has a prefix."""
    unclear, opaque = Expression((4,), role="??"), Expression((5,), role="`$", function="`$")
    rows = derived_cells(WORDS, [unclear, opaque]).rows
    assert (rows[4].ss, rows[4].ss2, rows[4].lextag) == ("??", "_", "O-P-??")
    assert (rows[5].ss, rows[5].ss2, rows[5].lextag) == ("`$", "`$", "O-PRON.POSS-`$")


def test_weak_expression_around_a_strong_one() -> None:
    """A weak expression has its own numbers, lemma and category, and its tag ends in the category."""
    whole = Expression((1, 3, 4), WEAK, "V.IAV")
    found = derived_cells(WORDS, [GAVE_UP, FOR, whole])
    assert found.mwe == "She gave_ it _up~for her"
    first, last = found.rows[1], found.rows[4]
    assert (first.smwe, first.wmwe, first.wcat, first.wlemma) == ("1:1", "2:1", "V.IAV", "give up for")
    assert first.lextag == "B-V.VPC.full-v.social+V.IAV"
    assert (last.wmwe, last.wcat, last.wlemma, last.lextag) == ("2:3", "_", "_", "I~-P-p.Beneficiary")


def test_empty_node() -> None:
    """An empty node is no word of the line or of a gap; it has only the labels put on it."""
    node = Word("has", "have", "VERB", "VBZ", is_empty_node=True)
    words = (*WORDS[:4], node, *WORDS[4:])
    label = Expression((4,), role="Topic", function="Topic")
    found = derived_cells(words, [GAVE_UP, label, Expression((3, 5), WEAK)])
    assert found.rows[4] == EMPTY._replace(ss="p.Topic", ss2="p.Topic")
    assert found.mwe == "She gave_ it _up~for her"


def test_goeswith_lemma_is_left_out() -> None:
    """A word without a lemma of its own adds none to a strong expression's lemma."""
    words = (Word("an", "another", "DET", "DT"), Word("other", "_", "X", "GW", 0))
    assert derived_cells(words, [Expression((0, 1), STRONG)]).rows[0].lexlemma == "another"
