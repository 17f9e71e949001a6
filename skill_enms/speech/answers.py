"""Which phrases answer with which result."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

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


PHRASES: Mapping[type[Result], Callable[[Any, Words], list[Phrase]]] = {
    TrainedBaseline: trained_phrases,
    DescribedBaseline: described_phrases,
    RestoredBaseline: restored_phrases,
    BaselineChange: changed_phrases,
    PredictedEnergy: predicted_phrases,
    ComparedDrivers: compared_phrases,
    RetrainedAll: retrained_phrases,
    ReadingsFound: readings_phrases,
    PerformanceReport: performed_phrases,
    SourceList: sources_phrases,
    SeuList: seus_phrases,
    FeatureList: features_phrases,
    HelpTopics: help_phrases,
    PlantAccount: plant_phrases,
    DriftReport: drift_phrases,
    Ignored: ignored_phrases,
    DailyCheckSwitched: switched_phrases,
    EnergyUsed: used_phrases,
    PlantUse: plant_used_phrases,
    Peak: peak_phrases,
    Ranking: ranking_phrases,
    UseComparison: beside_phrases,
    PlantUseComparison: plant_beside_phrases,
}
"""Result → what makes phrases of it. Every kind of result is here."""


def answer_phrases(result: Result, words: Words) -> list[Phrase]:
    """The answer as phrases, each one to be spoken as one."""
    return PHRASES[type(result)](result, words)
