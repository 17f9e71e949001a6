"""Which phrases answer with which result."""

from __future__ import annotations

from functools import singledispatch

from skill_enms.answers import (
    BaselineChange,
    ComparedDrivers,
    DescribedBaseline,
    FeatureList,
    HelpTopics,
    PredictedEnergy,
    ReadingsFound,
    RestoredBaseline,
    Result,
    RetrainedAll,
    SeuList,
    SourceList,
    TrainedBaseline,
)
from skill_enms.figures import DailyCheckSwitched, DriftReport, Ignored, PerformanceReport, PlantAccount
from skill_enms.speech.accounts import drift_phrases, ignored_phrases, plant_phrases
from skill_enms.speech.baselines import changed_phrases, restored_phrases, trained_phrases
from skill_enms.speech.comparing import compared_phrases
from skill_enms.speech.daily import switched_phrases
from skill_enms.speech.describing import described_phrases
from skill_enms.speech.listings import features_phrases, help_phrases, seus_phrases, sources_phrases
from skill_enms.speech.performance import performed_phrases
from skill_enms.speech.phrases import Phrase
from skill_enms.speech.predicting import predicted_phrases
from skill_enms.speech.readings import readings_phrases
from skill_enms.speech.retraining import progress_phrase, retrained_phrases
from skill_enms.speech.side_by_side import beside_phrases, plant_beside_phrases
from skill_enms.speech.using import peak_phrases, plant_used_phrases, ranking_phrases, used_phrases
from skill_enms.speech.words import Words
from skill_enms.usage import EnergyUsed, Peak, PlantUse, PlantUseComparison, Ranking, UseComparison

__all__ = ["answer_phrases", "progress_phrase"]


@singledispatch
def answer_phrases(result: Result, words: Words) -> list[Phrase]:
    """The answer as phrases, each one to be spoken as one."""
    raise NotImplementedError(type(result).__name__)


answer_phrases.register(TrainedBaseline)(trained_phrases)
answer_phrases.register(DescribedBaseline)(described_phrases)
answer_phrases.register(RestoredBaseline)(restored_phrases)
answer_phrases.register(BaselineChange)(changed_phrases)
answer_phrases.register(PredictedEnergy)(predicted_phrases)
answer_phrases.register(ComparedDrivers)(compared_phrases)
answer_phrases.register(RetrainedAll)(retrained_phrases)
answer_phrases.register(ReadingsFound)(readings_phrases)
answer_phrases.register(PerformanceReport)(performed_phrases)
answer_phrases.register(SourceList)(sources_phrases)
answer_phrases.register(SeuList)(seus_phrases)
answer_phrases.register(FeatureList)(features_phrases)
answer_phrases.register(HelpTopics)(help_phrases)
answer_phrases.register(PlantAccount)(plant_phrases)
answer_phrases.register(DriftReport)(drift_phrases)
answer_phrases.register(Ignored)(ignored_phrases)
answer_phrases.register(DailyCheckSwitched)(switched_phrases)
answer_phrases.register(EnergyUsed)(used_phrases)
answer_phrases.register(PlantUse)(plant_used_phrases)
answer_phrases.register(Peak)(peak_phrases)
answer_phrases.register(Ranking)(ranking_phrases)
answer_phrases.register(UseComparison)(beside_phrases)
answer_phrases.register(PlantUseComparison)(plant_beside_phrases)
