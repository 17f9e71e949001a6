"""What an utterance does in a conversation, whatever it is about: ends it, repeats it, or begins something else."""

from __future__ import annotations

from skill_enms.requests import CompareBaselines, PredictEnergy, RestoreBaseline, TrainBaseline
from skill_enms.understand.sentence import Sentence
from skill_enms.understand.words.heard import Heard, hear
from skill_enms.understand.words.lexicon import Lexicon

HISTORY = (RestoreBaseline.intent, CompareBaselines.intent)
"""What can be asked of a baseline's history, what changes something first."""


def is_just(heard: Heard, lexicon: Lexicon, name: str) -> bool:
    """Whether an utterance is one of a list's phrases, words like "please" apart."""
    texts, phrases, spare = heard.texts, lexicon.lists[name], lexicon.lists["courtesy"]
    while texts and texts not in phrases and texts[:1] in spare:
        texts = texts[1:]
    while texts and texts not in phrases and texts[-1:] in spare:
        texts = texts[:-1]
    return texts in phrases


def is_cancel(utterance: str, lexicon: Lexicon) -> bool:
    """Whether an utterance ends the conversation ("never mind", "stop", "cancel that please")."""
    return is_just(hear(utterance, lexicon), lexicon, "cancel")


def is_repeat(utterance: str, lexicon: Lexicon) -> bool:
    """Whether an utterance asks for the last answer once more."""
    return is_just(hear(utterance, lexicon), lexicon, "repeat")


def starts_with(heard: Heard, lexicon: Lexicon, name: str) -> int:
    """Number of words of a list's phrase that an utterance begins with."""
    return lexicon.lists[name].match(heard.texts, 0)


def says(heard: Heard, lexicon: Lexicon, name: str) -> bool:
    """Whether a list's phrase stands anywhere in an utterance."""
    return any(lexicon.lists[name].match(heard.texts, i) for i in range(len(heard.texts)))


def asks_history(utterance: str, lexicon: Lexicon) -> str | None:
    """The intent of an utterance about what a baseline was before ("go back to the last one"); None where it is none.

    It names no SEU: which one is meant, the conversation must tell.
    """
    heard = hear(utterance, lexicon)
    if says(heard, lexicon, "foreign") or not says(heard, lexicon, "before"):
        return None
    if says(heard, lexicon, "back"):
        return RestoreBaseline.intent
    positions = range(len(heard.texts))
    cued = (name for name in HISTORY if any(lexicon.cues[name].match(heard.texts, i) for i in positions))
    return next(cued, None)


def is_new_request(sentence: Sentence) -> bool:
    """Whether an utterance asks for something of its own, rather than answering."""
    lexicon, heard = sentence.index.lexicon, sentence.heard
    verb = says(heard, lexicon, "strong_train_verb") or says(heard, lexicon, "train_verb")
    return says(heard, lexicon, "baseline") and (verb or bool(starts_with(heard, lexicon, "question_word")))


def stands_alone(sentence: Sentence, intent: str) -> bool:
    """Whether an utterance that names its SEU asks for all of what the last one asked for, by itself."""
    lexicon, heard = sentence.index.lexicon, sentence.heard
    if not sentence.seus or starts_with(heard, lexicon, "follow_lead") or starts_with(heard, lexicon, "correction"):
        return False
    if intent == PredictEnergy.intent:
        return any(lexicon.cues[intent].match(heard.texts, i) for i in range(len(heard.texts)))
    if intent != TrainBaseline.intent or any(says(heard, lexicon, name) for name in ("addition", "replacement")):
        return False
    verb = says(heard, lexicon, "strong_train_verb") or says(heard, lexicon, "train_verb")
    whole = sentence.change_points or says(heard, lexicon, "model")
    # "train compressor 1": what isn't said of it is asked for, not taken from the machine before
    return (verb and whole) or says(heard, lexicon, "plain_train_verb")
