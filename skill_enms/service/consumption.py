"""Plain questions: how much, when most, who most, this against that. No baseline is needed for any of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from skill_enms.catalogue import Catalogue, EnergySource, Seu
from skill_enms.opening import Plant
from skill_enms.plant.consumption import Consumption, consumption_of
from skill_enms.plant.extents import extent_of_all
from skill_enms.reasons import Reason, Refused
from skill_enms.requests import Period
from skill_enms.service.against_baseline import attempted, worth
from skill_enms.service.converting import counted_twice
from skill_enms.service.plant_performance import all_together
from skill_enms.usage import Consumer, EnergyUsed, Peak, PlantUse, Ranking

Who = Seu | EnergySource


def energy_use(plant: Plant, who: Who, period: Period) -> EnergyUsed:
    """What an SEU, or all machines of an energy source, used in a period.

    Raises Refused `no_meter`, `no_data`, `only_backfill`.
    """
    catalogue = plant.catalogue()
    period = until_today(period, zone_of(catalogue, who))
    return _use(catalogue, who, period, _consumption(plant, catalogue, who, period))


def plant_use(plant: Plant, period: Period) -> PlantUse:
    """What the whole plant used, by energy source, with cost and CO₂. Raises Refused where nothing was."""
    asked = [attempted(partial(energy_use, plant, source, period)) for source in plant.catalogue().energy_sources]
    uses = _answered(asked)
    valued = [use.consumer.energy_source for use in uses if use.cost is not None or use.carbon is not None]
    ordered = sorted(uses, key=lambda use: -(use.cost or 0.0))
    return PlantUse(
        period=ordered[0].period,
        uses=tuple(ordered),
        cost=all_together(use.cost for use in uses),
        carbon=all_together(use.carbon for use in uses),
        unpriced=tuple(use.consumer.energy_source for use in uses if use.cost is None),
        counted_twice=counted_twice(plant.catalogue(), valued),
    )


def energy_peak(plant: Plant, who: Who, period: Period) -> Peak:
    """The hour and the day with the highest consumption. Raises Refused like `energy_use`."""
    catalogue = plant.catalogue()
    period = until_today(period, zone_of(catalogue, who))
    consumption = _consumption(plant, catalogue, who, period)
    highest_day = consumption.highest_day()
    assert highest_day is not None, "what has no readings was refused"
    hour, hour_amount = consumption.highest_hour() or (None, None)
    return Peak(_consumer(catalogue, who), period, hour, hour_amount, *highest_day)


def top_consumers(plant: Plant, period: Period, energy_source: str | None = None) -> Ranking:
    """SEUs by what they used: in their unit where it is about one energy source, else by cost.

    SEUs of several machines stand beside those of a single one. Raises Refused `no_seus`, `no_data`.
    """
    catalogue = plant.catalogue()
    seus = [seu for seu in catalogue.seus if energy_source in {None, seu.energy_source}]
    asked = [attempted(partial(energy_use, plant, seu, period)) for seu in seus]
    uses = _answered(asked)
    silent = [_consumer(catalogue, seu) for seu, found in zip(seus, asked, strict=True) if isinstance(found, Reason)]
    by_amount = len({use.consumer.energy_source for use in uses}) == 1

    def size(use: EnergyUsed) -> float:
        return float(use.total.amount) if by_amount else use.cost or 0.0

    return Ranking(energy_source, uses[0].period, tuple(sorted(uses, key=size, reverse=True)), tuple(silent))


def zone_of(catalogue: Catalogue, who: Who) -> str:
    """The zone of an SEU's days; for an energy source, the one that most of its SEUs are in."""
    if isinstance(who, Seu):
        return who.time_zone
    zones = [seu.time_zone for seu in catalogue.seus_of(who.name)] or [seu.time_zone for seu in catalogue.seus]
    return max(dict.fromkeys(zones), key=zones.count, default="UTC")


def until_today(period: Period, time_zone: str) -> Period:
    """The period without its days to come; a period that begins in the future stays as it is."""
    tomorrow = datetime.now(ZoneInfo(time_zone)).date() + timedelta(days=1)
    return Period(period.start, min(period.end, tomorrow)) if period.start < tomorrow else period


def _answered(asked: Sequence[EnergyUsed | Reason]) -> list[EnergyUsed]:
    """Those that have an answer; refuses with the first reason where there is none."""
    uses = [found for found in asked if isinstance(found, EnergyUsed)]
    if not uses:
        reason = next((found for found in asked if isinstance(found, Reason)), Reason("no_seus"))
        raise Refused(reason.code, **reason.data)
    return uses


def _consumption(plant: Plant, catalogue: Catalogue, who: Who, period: Period) -> Consumption:
    """Its readings; refuses where there is none that counts."""
    consumption = consumption_of(plant.open(), catalogue, who, period, zone_of(catalogue, who))
    if consumption.total.readings:
        return consumption
    consumer = _consumer(catalogue, who)
    about: dict[str, object] = {
        "seu": consumer.seu or consumer.energy_source,
        "energy_source": consumer.energy_source,
        "start": period.start.isoformat(),
        "end": period.end.isoformat(),
    }
    if consumption.total.backfill_readings:
        raise Refused("only_backfill", **about)
    extent = extent_of_all(plant.open(), catalogue, who) if isinstance(who, Seu) else None
    zone = ZoneInfo(zone_of(catalogue, who))
    first, last = (instant.astimezone(zone).date().isoformat() for instant in extent) if extent else (None, None)
    raise Refused("no_data", **about, data_start=first, data_end=last)


def _use(catalogue: Catalogue, who: Who, period: Period, consumption: Consumption) -> EnergyUsed:
    source = who if isinstance(who, EnergySource) else catalogue.energy_source(who.energy_source)
    amount = float(consumption.total.amount)
    return EnergyUsed(
        consumer=_consumer(catalogue, who),
        period=period,
        total=consumption.total,
        cost=worth(amount, source.cost_per_unit),
        carbon=worth(amount, source.carbon_intensity),
        daily=consumption.daily(),
    )


def _consumer(catalogue: Catalogue, who: Who) -> Consumer:
    if isinstance(who, EnergySource):
        return Consumer(None, who.name, who.unit)
    return Consumer(who.name, who.energy_source, catalogue.energy_source(who.energy_source).unit)
