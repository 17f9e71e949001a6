"""The pieces of a request, put together: what is wrong with them, and which one has to be asked for.

Order: what can't be (a refusal); then what was said and is open, then what wasn't said, each in the order SEU, energy
source, features, period.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from skill_enms.catalogue import Catalogue, Seu
from skill_enms.reasons import Reason
from skill_enms.requests import Period, Question
from skill_enms.understand.drivers.choose import Chosen
from skill_enms.understand.drivers.features import SpokenDriver
from skill_enms.understand.names.guess import MOST_CHOICES
from skill_enms.understand.periods.finding import SpokenPeriod
from skill_enms.understand.plant_index import PlantIndex
from skill_enms.understand.request.who import Who

_ORDER = ("seu", "energy_source", "features", "period")
WORDS_NOT_UNDERSTOOD = "words_not_understood"
"""Code of the finding that drivers may have been missed."""


@dataclass(slots=True)
class Findings:
    """What stands between a request and being carried out, collected while it is put together."""

    refusals: list[Reason] = field(default_factory=list)
    """What can't be, the first to be told first."""
    questions: list[tuple[str, Question]] = field(default_factory=list)
    """(piece, question) of every piece that is open."""
    waiting: tuple[str, ...] = ()
    """Drivers that were said and are open, in the words they were said in."""
    unheard: str = ""
    """Words among the drivers that nothing explains."""

    def refuse(self, reason: Reason | None) -> None:
        """Note a refusal, if there is one."""
        if reason is not None:
            self.refusals.append(reason)

    def ask(self, piece: str, question: Question) -> None:
        """Note a question about a piece."""
        self.questions.append((piece, question))

    def ask_about_words(self, said: str) -> None:
        """Note that words among the drivers were not understood, which is asked about once the others are settled."""
        self.unheard = said
        self.ask("features", Question("confirm", (), Reason(WORDS_NOT_UNDERSTOOD, {"said": said})))

    @property
    def refusal(self) -> Reason | None:
        """The refusal to be told."""
        return self.refusals[0] if self.refusals else None

    @property
    def question(self) -> Question | None:
        """The question to be asked; None where there is a refusal."""
        if self.refusals or not self.questions:
            return None
        piece, question = min(self.questions, key=lambda q: (q[1].reason is None, _ORDER.index(q[0])))
        if piece != "features":
            question = replace(question, rest=self.waiting)
        if self.unheard and (question.reason is None or question.reason.code != WORDS_NOT_UNDERSTOOD):
            question = replace(question, rest=(*question.rest, self.unheard))
        return question


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a request is about, settled as far as it goes."""

    seu: Seu | None
    """The SEU; one of several of its name while `energy_source` is None."""
    energy_source: str | None
    """Its energy source, or the one that was said."""
    candidates: tuple[Seu, ...]
    """The SEUs that remain possible; empty where none was named."""

    def sources(self, catalogue: Catalogue) -> tuple[str, ...]:
        """The energy sources that remain possible."""
        if self.energy_source is not None:
            return (self.energy_source,)
        named = tuple(dict.fromkeys(seu.energy_source for seu in self.candidates))
        return named or tuple(source.name for source in catalogue.energy_sources)


def possible_sources(who: Who, catalogue: Catalogue) -> tuple[str, ...]:
    """The energy sources that what was said leaves possible."""
    if who.seus:
        return tuple(dict.fromkeys(seu.energy_source for seu in who.seus))
    return who.sources or tuple(source.name for source in catalogue.energy_sources)


def settle_subject(
    who: Who, sources: Sequence[str], index: PlantIndex, findings: Findings, *, needed: bool = True
) -> Subject:
    """The SEU and its energy source among the sources that the drivers leave; notes what is open."""
    findings.refuse(who.refusal)
    narrowed = tuple(seu for seu in who.seus if seu.energy_source in sources) or who.seus
    said_source = who.sources[0] if len(who.sources) == 1 else None
    if not narrowed:
        if who.refusal is None and needed:
            findings.ask("seu", Question("seu", seu_choices(index.catalogue, who.sources)))
        return Subject(None, said_source, ())
    names = tuple(dict.fromkeys(seu.name for seu in narrowed))
    if len(names) > 1:
        reason = Reason("ambiguous_seu", {"said": who.said, "choices": names[:MOST_CHOICES]})
        findings.ask("seu", Question("seu", names[:MOST_CHOICES], reason))
        return Subject(None, said_source, narrowed)
    if len(narrowed) > 1:
        return _same_name(who, narrowed, said_source, findings)
    if who.doubtful:
        reason = Reason("unknown_seu", {"said": who.said, "nearest": names})
        findings.ask("seu", Question("confirm", names, reason))
    return Subject(narrowed[0], narrowed[0].energy_source, narrowed)


def _same_name(who: Who, seus: tuple[Seu, ...], said_source: str | None, findings: Findings) -> Subject:
    """Several SEUs of one name: their energy source, or else their machines, tell them apart."""
    sources = tuple(dict.fromkeys(seu.energy_source for seu in seus))
    if who.doubtful:
        reason = Reason("unknown_seu", {"said": who.said, "nearest": (seus[0].name,)})
        findings.ask("seu", Question("confirm", (seus[0].name,), reason))
    if len(sources) > 1:
        findings.ask("energy_source", Question("energy_source", sources))
        return Subject(seus[0], said_source, seus)
    machines = tuple(" ".join(seu.machine_names) or seu.name for seu in seus)
    reason = Reason("ambiguous_seu", {"said": who.said, "choices": machines})
    findings.ask("seu", Question("seu", machines, reason))
    return Subject(None, sources[0], seus)


def known_sources(index: PlantIndex) -> tuple[str, ...]:
    """Names of all energy sources."""
    return tuple(source.name for source in index.catalogue.energy_sources)


def seu_choices(catalogue: Catalogue, sources: Sequence[str] = ()) -> tuple[str, ...]:
    """Names of the SEUs (of some energy sources), each once."""
    fitting = (seu.name for seu in catalogue.seus if not sources or seu.energy_source in sources)
    return tuple(dict.fromkeys(fitting))


def settle_features(chosen: Chosen, subject: Subject, findings: Findings) -> tuple[str, ...]:
    """The settled drivers; notes the ones that are open, to be asked about once the energy source is known."""
    findings.refuse(chosen.refusal)
    if chosen.refusal is None:
        if chosen.open and subject.energy_source is not None:
            findings.ask("features", open_driver(chosen.open, subject.energy_source))
        findings.waiting = tuple(driver.said for driver in (*chosen.open, *chosen.perhaps))
    return chosen.features


def open_driver(drivers: Sequence[SpokenDriver], source: str) -> Question:
    """The question about the first open driver; the rest of them wait in `Question.rest`."""
    driver, rest = drivers[0], tuple(d.said for d in drivers[1:])
    names = driver.matches.get(source, ())
    if len(names) == 1:
        reason = Reason("unknown_feature", {"said": driver.said, "available": names})
        return Question("confirm", names, reason, rest)
    reason = Reason("ambiguous_feature", {"said": driver.said, "choices": names})
    return Question("features", names, reason, rest)


def settle_period(periods: Sequence[SpokenPeriod], findings: Findings, *, needed: bool) -> Period | None:
    """The one period that was said; notes what is wrong with it, or that it is missing.

    The time of something else is none: "we swapped the motor in June".
    """
    periods = [each for each in periods if not each.event]
    understood = [p for p in periods if p.period is not None]
    if len(periods) > 1 or (periods and not understood):
        reason = Reason("period_not_understood", {"said": " ".join(p.said for p in periods)})
        findings.ask("period", Question("period", (), reason))
        return None
    if not understood:
        if needed:
            findings.ask("period", Question("period"))
        return None
    spoken = understood[0]
    if spoken.future and spoken.period is not None:
        data = {"start": spoken.period.start.isoformat(), "end": spoken.period.end.isoformat()}
        findings.refuse(Reason("period_in_future", data))
        return None
    return spoken.period
