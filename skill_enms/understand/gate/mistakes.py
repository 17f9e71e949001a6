"""Whether a sentence that a template took is ours after all.

A matcher that was trained on sentences alone takes "fit for fun" for one of them now and then, another one in each
process that trains it.
"""

from __future__ import annotations

from skill_enms.catalogue import Catalogue
from skill_enms.understand.gate.evidence import Witness
from skill_enms.understand.gate.intents import ANY_DAY, plain_intent
from skill_enms.understand.plant_index import index_of
from skill_enms.understand.sentence import lay_out
from skill_enms.understand.words.lexicon import Lexicon

_OUR_NOUNS = ("topic", "consumption", "model", "seu_noun", "source_noun", "driver_noun", "whole_plant", "daily_check")
"""Lists of nouns that may be about a plant's energy."""


def is_ours(utterance: str, intent: str, catalogue: Catalogue, lexicon: Lexicon) -> bool:
    """Whether an utterance that was matched to an intent says anything that is about this plant or about energy."""
    sentence = lay_out(utterance, index_of(catalogue, lexicon), ANY_DAY)
    return plain_intent(sentence) is not None or _says_something(Witness(sentence), intent)


def _says_something(witness: Witness, intent: str) -> bool:
    """Whether there is evidence for an intent, weaker than what a sentence without a template needs."""
    found, says = witness.found, witness.says
    if witness.foreign():
        return False
    cued = intent in witness.lexicon.cues and witness.cued_around(intent)
    made = found.command or witness.trains_something() or says("comparing")
    driven = found.drivers > 0 and (found.source or found.baseline or found.model)
    about = found.source or found.energy or any(says(noun) for noun in _OUR_NOUNS)
    # a machine alone is somebody else's as well: "is there a coater that suits this dress"
    told = cued or made or about or found.period or found.drivers > 0
    if (found.subject and told) or driven or (found.baseline and (cued or made)):
        return True
    asked = not found.drivers and (not found.strange or _names_a_machine(witness))  # not "predict the weather"
    if cued and (about or asked):
        return True
    return not found.strange and (about or found.baseline)


def _names_a_machine(witness: Witness) -> bool:
    """Whether strange words have a number or a kind of machines, as a machine's name that the plant hasn't would."""
    kinds = witness.lexicon.lists["machine_kind"].places(witness.texts)
    return any(witness.words[i].is_mark or i in kinds for run in witness.sentence.leftovers for i in range(*run))
