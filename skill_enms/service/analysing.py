"""Which use case answers which request that takes readings or statistics. Importing this imports all of them."""

from __future__ import annotations

from skill_enms.answers import Result
from skill_enms.opening import Plant
from skill_enms.requests import (
    Author,
    CompareBaselines,
    CompareDrivers,
    DataSources,
    DescribeBaseline,
    EnergyDrift,
    EnergyPerformance,
    EnergyUse,
    IgnorePeriod,
    PlantPerformance,
    PredictEnergy,
    Question,
    RestoreBaseline,
    RetrainAll,
    TrainBaseline,
)
from skill_enms.service.accounting import account
from skill_enms.service.comparing import compare_drivers
from skill_enms.service.history import compare_baselines, describe_baseline, restore_baseline
from skill_enms.service.performance import energy_performance
from skill_enms.service.permission import check
from skill_enms.service.predicting import predict_energy
from skill_enms.service.progress import Progress
from skill_enms.service.readings import data_sources
from skill_enms.service.retraining import retrain_all
from skill_enms.service.training import train_baseline

Analysed = (
    TrainBaseline
    | RetrainAll
    | DescribeBaseline
    | RestoreBaseline
    | CompareBaselines
    | PredictEnergy
    | CompareDrivers
    | EnergyPerformance
    | DataSources
    | PlantPerformance
    | EnergyDrift
    | EnergyUse
    | IgnorePeriod
)


def analyse(plant: Plant, request: Analysed, author: Author, progress: Progress) -> Result | Question:
    """Carry out a request; raises Refused where it can't be carried out, or not from there."""
    check(plant, request, author)
    match request:
        case TrainBaseline():
            return train_baseline(plant, request, author)
        case RetrainAll():
            return retrain_all(plant, request, author, progress)
        case DescribeBaseline():
            return describe_baseline(plant, request)
        case RestoreBaseline():
            return restore_baseline(plant, request)
        case CompareBaselines():
            return compare_baselines(plant, request)
        case PredictEnergy():
            return predict_energy(plant, request)
        case CompareDrivers():
            return compare_drivers(plant, request)
        case EnergyPerformance():
            return energy_performance(plant, request)
        case DataSources():
            return data_sources(plant, request)
        case PlantPerformance() | EnergyDrift() | EnergyUse() | IgnorePeriod():
            return account(plant, request, author)
