"""What an utterance does in a conversation, whatever it is about: ends it, repeats it, or begins something else."""

from __future__ import annotations

from dataclasses import replace

from skill_enms.requests import CompareBaselines, DescribeBaseline, PredictEnergy, RestoreBaseline, TrainBaseline
from skill_enms.understand.sentence import Sentence
from skill_enms.understand.words.heard import Heard, hear
from skill_enms.understand.words.lexicon import Lexicon

HISTORY = (RestoreBaseline.intent, CompareBaselines.intent)
"""What can be asked of a baseline's history, what changes something first."""


_OF_HISTORY = (
    "before",
    "back",
    "comparing",
    "comparative",
    "addition",
    "courtesy",
    "ordinary",
    "hesitation",
    "same_days",
)
"""Lists of words that may stand in a question about it."""

BASELINE_ITSELF = (TrainBaseline, DescribeBaseline, RestoreBaseline, CompareBaselines)
"""Requests after which "the last one" is a baseline, though it isn't called so."""
LONGEST_REMARK = 3
"""Words of what is only thought of an answer."""
LONGEST_INTERJECTION = 5
"""Words of what is called out before it goes on."""
_STOPS = frozenset(".!?;")
_PAUSES = _STOPS | frozenset(",:")


def without_hesitation(utterance: str, lexicon: Lexicon) -> str:
    """An utterance without the sounds of somebody who is still thinking: "er, the second", "the, um, B one".

    Behind a number such a sound may be a unit.
    """
    heard = hear(utterance, lexicon)
    sounds, texts, words = lexicon.lists["hesitation"], heard.texts, heard.words
    text = heard.text
    for i in reversed(range(len(texts))):
        length = sounds.match(texts, i)
        if length and not (i and words[i - 1].value is not None and "," not in words[i].before):
            end = words[i + length].start if i + length < len(words) else words[i + length - 1].end
            text = text[: words[i].start] + text[end:]
    return text


def without_politeness(utterance: str, lexicon: Lexicon) -> str:
    """The same without words that make a question of a wish, too: "could you drop A"."""
    utterance = without_hesitation(utterance, lexicon)
    heard = hear(utterance, lexicon)
    length = starts_with(heard, lexicon, "polite_lead")
    return heard.text[heard.words[length].start :] if 0 < length < len(heard.words) else utterance


def without_remark(utterance: str, lexicon: Lexicon) -> str:
    """The same without a short sentence before it that says what is thought of the answer: "poor. train it again"."""
    heard = hear(utterance, lexicon)
    ends = (i for i in range(1, LONGEST_REMARK + 1) if not _STOPS.isdisjoint(heard.words[i].before))
    end = next(ends, 0) if len(heard.words) > LONGEST_REMARK + 1 else 0
    return heard.text[heard.words[end].start :]


def without_interjection(utterance: str, lexicon: Lexicon) -> str:
    """The same without a few ordinary words before what goes on: "great, and for B", "that's a lot. And in May?"."""
    heard = hear(utterance, lexicon)
    spare = [lexicon.lists[name] for name in ("filler", "ordinary", "courtesy", "hesitation")]
    if max(lexicon.lists[name].match(heard.texts, 0) for name in ("correction", "no", "follow_lead", "question_word")):
        return utterance
    for i in range(1, min(LONGEST_INTERJECTION + 1, len(heard.words))):
        if heard.words[i - 1].value is not None or not any((heard.texts[i - 1],) in phrases for phrases in spare):
            break
        if not _PAUSES.isdisjoint(heard.words[i].before) and lexicon.lists["follow_lead"].match(heard.texts, i):
            return heard.text[heard.words[i].start :]
    return utterance


def without_reason(utterance: str, lexicon: Lexicon) -> str:
    """The same without what is said of "it" behind it, set apart: "switch A off for it, it only gets in the way"."""
    heard = hear(utterance, lexicon)
    pronouns, words = lexicon.lists["pronoun"], heard.words
    starts = (i for i in range(1, len(words)) if pronouns.match(heard.texts, i) == 1)
    end = next((i for i in starts if not _PAUSES.isdisjoint(words[i].before) and len(words) - i > 1), None)
    return utterance if end is None else heard.text[: words[end - 1].end]


def after_taking_back(utterance: str, lexicon: Lexicon) -> str:
    """What is asked for behind a sentence that ends what was before: "forget that. How did A do last week?"."""
    heard = hear(without_hesitation(utterance, lexicon), lexicon)
    for end in range(1, min(LONGEST_REMARK + 1, len(heard.words))):
        if not _STOPS.isdisjoint(heard.words[end].before):
            first = heard.text[: heard.words[end - 1].end]
            return heard.text[heard.words[end].start :] if is_cancel(first, lexicon) else utterance
    return utterance


def after_none_of_them(utterance: str, lexicon: Lexicon) -> str:
    """What is meant instead of all choices: "neither, the big one"; empty where nothing else is said."""
    heard = hear(utterance, lexicon)
    length = starts_with(heard, lexicon, "none_of_them")
    if not length:
        return utterance
    return heard.text[heard.words[length].start :] if length < len(heard.words) else ""


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
    heard = hear(without_hesitation(utterance, lexicon), lexicon)
    if heard.texts in lexicon.lists["yes"]:
        return False  # "yes, thanks"
    return is_just(heard, lexicon, "cancel") or _is_made_of(heard, lexicon, "cancel")


def is_repeat(utterance: str, lexicon: Lexicon) -> bool:
    """Whether an utterance asks for the last answer once more, as a wish or a question: "could you say that again"."""
    ways = dict.fromkeys((without_hesitation(utterance, lexicon), without_politeness(utterance, lexicon)))
    said = [hear(each, lexicon) for each in ways]
    return any(is_just(heard, lexicon, "repeat") or _is_made_of(heard, lexicon, "repeat") for heard in said)


def _is_made_of(heard: Heard, lexicon: Lexicon, name: str) -> bool:
    """Whether it says so in several phrases: "no, leave it, it's fine as it is"."""
    wanted, *spare = (lexicon.lists[each] for each in (name, "courtesy", "correction", "no"))
    i, said = 0, False
    while i < len(heard.texts):
        length = wanted.match(heard.texts, i)
        other = max(phrases.match(heard.texts, i) for phrases in spare)
        if not max(length, other):
            return False
        said = said or length >= max(other, 1)
        i += max(length, other)
    return said


def starts_with(heard: Heard, lexicon: Lexicon, name: str) -> int:
    """Number of words of a list's phrase that an utterance begins with."""
    return lexicon.lists[name].match(heard.texts, 0)


def corrects(heard: Heard, lexicon: Lexicon) -> int:
    """Number of words by which an utterance begins to correct what was understood: "no", "oh no, hang on, I mean"."""
    names, start, end = ("correction", "taking_back"), 0, 0
    while start < len(heard.texts):
        if length := max(lexicon.lists[name].match(heard.texts, start) for name in names):
            end = start + length
        length = length or lexicon.lists["courtesy"].match(heard.texts, start)
        if not length:
            break
        start += length
    return end


def is_correction(utterance: str, lexicon: Lexicon) -> bool:
    """Whether an utterance begins to correct what was understood."""
    return bool(corrects(hear(without_hesitation(utterance, lexicon), lexicon), lexicon))


def past_correction(sentence: Sentence) -> Sentence:
    """A sentence whose first words, that correct what was understood, are explained: "hang on, I meant A"."""
    length = corrects(sentence.heard, sentence.index.lexicon)
    left = ((max(start, length), end) for start, end in sentence.leftovers if end > length)
    return replace(sentence, leftovers=tuple(left))


def is_foreign(sentence: Sentence, known: frozenset[int] = frozenset()) -> bool:
    """Whether a word of other skills' sentences stands in it that is no part of a name here: "the kitchen's B too".

    `known`: words that are understood as something else.
    """
    spans = [(mention.start, mention.end) for mention in sentence.seus]
    spans += [(mention.start, mention.end) for mention in sentence.sources]
    spans += [(period.start, period.end) for period in sentence.periods]
    named = {i for span in spans for i in range(*span)}
    return not sentence.index.lexicon.lists["foreign"].places(sentence.heard.texts) <= named | known


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
    cued = next((name for name in HISTORY if any(lexicon.cues[name].match(heard.texts, i) for i in positions)), None)
    return cued or (CompareBaselines.intent if says(heard, lexicon, "comparing") else None)


def explains_history(sentence: Sentence) -> bool:
    """Whether nothing strange is set against what was before: not "is the coffee better than what we had"."""
    lexicon, texts = sentence.index.lexicon, sentence.heard.texts
    phrases = [lexicon.lists[name] for name in _OF_HISTORY] + [lexicon.cues[name] for name in HISTORY]
    known = {i for each in phrases for i in each.places(texts)}
    return all(known.issuperset(range(*run)) for run in sentence.leftovers)


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
    if intent != TrainBaseline.intent:
        named = {i for mention in sentence.seus for i in range(mention.start, mention.end)}  # "the train wash"
        return not lexicon.lists["plain_train_verb"].places(heard.texts) <= named
    if any(says(heard, lexicon, name) for name in ("addition", "replacement")):
        return False
    verb = says(heard, lexicon, "strong_train_verb") or says(heard, lexicon, "train_verb")
    whole = sentence.change_points or says(heard, lexicon, "model")
    # "train compressor 1": what isn't said of it is asked for, not taken from the machine before
    return (verb and whole) or says(heard, lexicon, "plain_train_verb")
