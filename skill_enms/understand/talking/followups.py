"""What follows on the last answer: "and for Kiln-2?", "with pressure too", "for 2023 instead", "the R-squared?"."""

from __future__ import annotations

from dataclasses import replace

from skill_enms.requests import (
    CompareBaselines,
    DescribeBaseline,
    EnergyPerformance,
    EnergyUse,
    PlantPerformance,
    PredictEnergy,
    Question,
    Request,
    RestoreBaseline,
    SwitchDailyCheck,
    TrainBaseline,
    Understood,
)
from skill_enms.understand.gate.intents import compares_consumption
from skill_enms.understand.periods.finding import Now
from skill_enms.understand.plant_index import PlantIndex
from skill_enms.understand.request.building import build, names_drivers
from skill_enms.understand.request.meant import find_who
from skill_enms.understand.request.pieces import Pieces, pieces_from, seus_named, wants_details, wants_formula
from skill_enms.understand.request.sets import driver_sets
from skill_enms.understand.request.who import Finder, Who
from skill_enms.understand.sentence import Sentence, lay_out
from skill_enms.understand.situation import Situation
from skill_enms.understand.talking.consumption import Dated, about_the_same, on_other_days
from skill_enms.understand.talking.dates import dated
from skill_enms.understand.talking.ellipsis import (
    as_before,
    dated_by_weekday,
    is_just_a_name,
    is_just_a_period,
    is_just_a_value,
    is_just_an_energy,
    is_open,
    lone_value,
    revalued,
    with_energy_of_its_kind,
    with_users,
)
from skill_enms.understand.talking.listed import another_list
from skill_enms.understand.talking.pronouns import asked_of_the_same
from skill_enms.understand.talking.relisting import changed_drivers, changes_a_list, relisted, without_strange_drivers
from skill_enms.understand.talking.siblings import with_sibling
from skill_enms.understand.talking.switching import switched, switches_something
from skill_enms.understand.talking.turns import (
    BASELINE_ITSELF,
    asks_history,
    corrects,
    explains_history,
    is_foreign,
    is_just,
    is_new_request,
    past_correction,
    says,
    stands_alone,
    starts_with,
    without_interjection,
    without_politeness,
)
from skill_enms.understand.words.heard import Heard, hear

_BEFORE_A_NAME = ("correction", "article", "name_lead", "courtesy", "seu_noun", "plain_train_verb", "follow_lead")
"""Lists of words that may stand between "no" and a name."""
LONGEST = 14
"""An utterance of more words than that stands for itself."""
LONGEST_TOLD = 20
"""But for one of no more words that says "it", with a reason: "leave out the 16th and 17th for it, …"."""


def _asks_about(sentence: Sentence) -> bool:
    """Whether it asks about the baseline that the last answer was about."""
    lexicon, texts = sentence.index.lexicon, sentence.heard.texts
    return wants_details(sentence) or texts in lexicon.lists["more"] or says(sentence.heard, lexicon, "quality")


def _described(previous: Request, sentence: Sentence) -> Request | None:
    seu, source = getattr(previous, "seu", None), getattr(previous, "energy_source", None)
    trained = isinstance(previous, BASELINE_ITSELF) and is_just(sentence.heard, sentence.index.lexicon, "its_training")
    if seu is None or source is None or not (trained or _asks_about(sentence)):
        return None
    if sentence.seus or sentence.periods or any(d.matches for d in sentence.drivers):
        return None
    long = trained or wants_details(sentence) or sentence.heard.texts in sentence.index.lexicon.lists["more"]
    return DescribeBaseline(seu, source, long, wants_formula(sentence))


def _history(previous: Request, utterance: str, sentence: Sentence) -> Request | None:
    """What was before the baseline that the last answer was about, asked for or brought back."""
    seu, source = getattr(previous, "seu", None), getattr(previous, "energy_source", None)
    if seu is None or source is None or sentence.seus or sentence.sources:
        return None
    if not explains_history(sentence):
        return None
    if not isinstance(previous, BASELINE_ITSELF) and not says(sentence.heard, sentence.index.lexicon, "baseline"):
        return None
    match asks_history(utterance, sentence.index.lexicon):
        case RestoreBaseline.intent:
            return RestoreBaseline(seu, source)
        case CompareBaselines.intent:
            return CompareBaselines(seu, source)
    return None


def _who(previous: Pieces, sentence: Sentence, *, corrected: bool) -> Who | None:
    """The SEU or energy source that is named now; the energy source stays where the SEU has it."""
    found = find_who(sentence)
    if corrected and found == Who(sources=found.sources) and sentence.leftovers:
        found = Finder(sentence).guessed(found.sources, sentence.leftovers, led=True)
    if found.refusal is not None:
        code = found.refusal.code
        said = str(found.refusal.data.get("said", ""))
        meant = corrected and _follows_a_correction(sentence)
        ours = code == "seu_without_energy_source" or meant or sentence.index.guesser.shares_word(said)
        return found if ours else None
    if found.seus:
        if found.sources:
            return found
        kept = tuple(seu for seu in found.seus if seu.energy_source in previous.who.sources)
        return replace(found, seus=kept or found.seus, sources=previous.who.sources if kept else ())
    if not found.sources:
        return previous.who
    named = previous.who.seus[:1]
    seus = tuple(s for seu in named for s in seus_named(previous.index.catalogue, seu))
    fitting = tuple(seu for seu in seus if seu.energy_source in found.sources)
    return Who(fitting, previous.who.said, found.sources)


def _follows_a_correction(sentence: Sentence) -> bool:
    """Whether what nobody knows stands in the place of a name: "no, A", not "hold on A" nor "no, and order A"."""
    lexicon, texts = sentence.index.lexicon, sentence.heard.texts
    length = corrects(sentence.heard, lexicon) if starts_with(sentence.heard, lexicon, "correction") else 0
    if not length or not sentence.leftovers:
        return False
    around = {i for name in _BEFORE_A_NAME for i in lexicon.lists[name].places(texts)}
    around |= {i for mention in sentence.sources for i in range(mention.start, mention.end)}
    return around.issuperset(range(length, sentence.leftovers[0][0]))


def _left_over(sentence: Sentence, who: Who) -> bool:
    """Whether words are left that nothing explains, so that it may be anybody's sentence."""
    claimed = {i for d in sentence.drivers for i in range(d.start, d.end)}
    claimed |= set(range(*who.run)) if who.run is not None else set()
    return any(not set(range(*run)) <= claimed for run in sentence.leftovers)


def follow_up(
    previous: Request,
    utterance: str,
    situation: Situation,
) -> Understood | None:
    """What an utterance asks as a follow-up on a request that was answered; None where it is none."""
    index, now = situation.index, situation.now
    ways = dict.fromkeys((utterance, without_interjection(utterance, situation.lexicon)))
    return next((found for said in ways if (found := _followed(previous, said, index, now)) is not None), None)


def _followed(previous: Request, utterance: str, index: PlantIndex, now: Now) -> Understood | None:
    """What an utterance asks as a follow-up, read as it is."""
    lexicon = index.lexicon
    whole, utterance = hear(utterance, lexicon), without_politeness(utterance, lexicon)
    sentence = _laid_out(previous, utterance, index, now)
    heard = sentence.heard
    if isinstance(previous, SwitchDailyCheck) and (again := switched(previous, sentence)) is not None:
        return again
    foreign = switches_something(sentence) or is_foreign(sentence, changed_drivers(previous, sentence))
    if foreign or not 0 < len(heard.words) <= LONGEST_TOLD:
        return None
    if len(heard.words) > LONGEST:
        return asked_of_the_same(previous, utterance, sentence.index, now)
    if (listed := another_list(previous, sentence)) is not None:
        return listed
    if (history := _history(previous, utterance, sentence)) is not None:
        return Understood(history)
    if (other := asked_of_the_same(previous, utterance, sentence.index, now)) is not None:
        return other
    if is_new_request(sentence) or stands_alone(sentence, previous.intent):
        return None
    if isinstance(previous, EnergyUse | EnergyPerformance) and (same := about_the_same(previous, sentence)) is not None:
        return same
    if isinstance(previous, Dated) and (compared := on_other_days(previous, sentence)) is not None:
        return compared
    if isinstance(previous, EnergyUse) and compares_consumption(sentence):
        return None  # whole in itself, whatever was asked of a consumption before
    if (described := _described(previous, sentence)) is not None:
        return Understood(described)
    corrected = bool(corrects(heard, lexicon))
    if not (corrected or _leads_on(previous, sentence, whole)):
        return None
    return _changed(previous, sentence, corrected=corrected)


def _laid_out(previous: Request, utterance: str, index: PlantIndex, now: Now) -> Sentence:
    """The utterance as one that follows on a request: a weekday is one of its days, "A" another machine than B."""
    listed = names_drivers(previous.intent)
    sentence = with_users(past_correction(lay_out(utterance, index, now, drivers=listed)))
    sentence = dated(previous, dated_by_weekday(previous, as_before(sentence), now.today), now)
    return with_sibling(previous, with_energy_of_its_kind(previous, sentence))


def _leads_on(previous: Request, sentence: Sentence, whole: Heard) -> bool:
    """Whether it is plainly said of what was said before: by its first words, or by all that it names."""
    heard, lexicon = sentence.heard, sentence.index.lexicon
    if starts_with(heard, lexicon, "follow_lead") or starts_with(heard, lexicon, "same_as_before"):
        return True
    if starts_with(heard, lexicon, "question_word"):
        return False
    said = bool(sentence.seus) or sentence.choose
    said = said or any(says(heard, lexicon, name) for name in ("addition", "removal", "replacement"))
    drivers = isinstance(previous, TrainBaseline) and bool(previous.features)
    said = said or (drivers and changes_a_list(sentence))
    said = said or is_just_an_energy(sentence) or is_just_a_value(previous, sentence)
    return said or is_just_a_period(sentence, whole) or is_just_a_name(sentence)


def _changed(previous: Request, sentence: Sentence, *, corrected: bool) -> Understood | None:
    pieces = pieces_from(previous, sentence.index)
    if isinstance(previous, PredictEnergy):
        if pieces.conditions and lone_value(sentence) is not None and is_open(pieces.conditions, sentence):
            return Understood(previous, question=Question("features", tuple(previous.conditions)))
        pieces, sentence = _with_values(pieces, sentence)
    before = pieces
    if isinstance(previous, TrainBaseline) or sentence.choose:
        pieces, sentence = _with_drivers(pieces, sentence)
    elif names_drivers(previous.intent) and sentence.drivers:
        pieces = replace(pieces, drivers=sentence.drivers, sets=driver_sets(sentence))
    who = _who(pieces, sentence, corrected=corrected)
    if who is None:
        return None
    if who is not pieces.who:
        kept = pieces.drivers == before.drivers and not pieces.conditions
        pieces = replace(pieces, who=who)
        pieces = without_strange_drivers(pieces) if kept and who.refusal is None else pieces
    if sentence.periods:
        pieces = replace(pieces, periods=sentence.periods)
    if who.refusal is None and ((pieces is before and not pieces.conditions) or _left_over(sentence, who)):
        return None
    # "and the mixer?", after all of them
    one = isinstance(previous, PlantPerformance) and bool(who.seus)
    understood = build(EnergyPerformance.intent if one else previous.intent, pieces)
    future = understood.refusal is not None and understood.refusal.code == "period_in_future"
    return None if future else understood


def _with_values(pieces: Pieces, sentence: Sentence) -> tuple[Pieces, Sentence]:
    """The pieces with the values that a follow-up on a prediction gives, and what is left of it."""
    found, rest = revalued(pieces.conditions, sentence)
    again = {condition.said for condition in found}
    kept = tuple(c for c in pieces.conditions if c.said not in again and not _same(c, found))
    return (replace(pieces, conditions=(*kept, *found)) if found else pieces), rest


def _with_drivers(pieces: Pieces, sentence: Sentence) -> tuple[Pieces, Sentence]:
    """The pieces with the drivers that a follow-up on a training asks for, and what is left of it."""
    listed = relisted(pieces, sentence)
    if listed is None:
        return pieces, sentence
    left = tuple(run for run in sentence.leftovers if not listed.words.issuperset(range(*run)))
    sources = tuple(mention for mention in sentence.sources if mention.start not in listed.words)
    return listed.pieces, replace(sentence, leftovers=left, sources=sources)


def _same(condition: object, others: tuple[object, ...]) -> bool:
    """Whether one of the others is a value of the same feature."""
    mine = {name for names in getattr(condition, "matches", {}).values() for name in names}
    return any(mine & {n for names in getattr(o, "matches", {}).values() for n in names} for o in others)
