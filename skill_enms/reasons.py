"""Why something was refused, asked about or warned of: a stable code, and the data that its sentence needs.

Codes are a contract (other programs read them on the bus) and the name of a sentence: `dialog/refused_<code>.dialog`
for a refusal, `dialog/warning_<code>.dialog` for a warning. A code says what is wrong; its sentence says what to do.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Reason:
    """One finding, as data: what OpenDSM calls a qualified name, with the figures that show it."""

    code: str
    """Stable name of the finding, `snake_case`; a key of `REFUSALS`, `WARNINGS` or `PROBLEMS`."""
    data: Mapping[str, object] = field(default_factory=dict)
    """What its sentence needs (names, numbers, dates); plain values only, so that it travels as JSON."""


class Refused(Exception):
    """What was asked can't be done, for a reason that has a code and a sentence of its own.

    It carries no text to be spoken: the dialog of the code is.
    """

    def __init__(self, code: str, **data: object) -> None:
        super().__init__(code)
        self.reason = Reason(code, data)


REFUSALS: Mapping[str, tuple[str, ...]] = {
    # understanding
    "unknown_seu": ("said", "nearest"),
    "ambiguous_seu": ("said", "choices"),
    "unknown_energy_source": ("said", "known"),
    "seu_without_energy_source": ("seu", "energy_source", "known"),
    "unknown_feature": ("said", "available"),
    "ambiguous_feature": ("said", "choices"),
    "words_not_understood": ("said",),
    "period_not_understood": ("said",),
    "period_in_future": ("start", "end"),
    "not_understood": (),
    # the plant's data
    "no_data": ("seu", "energy_source", "start", "end", "data_start", "data_end"),
    "only_backfill": ("seu", "energy_source", "start", "end"),
    "no_driver_data": ("driver", "start", "end"),
    "no_meter": ("energy_source",),
    "no_seus": (),
    "no_price": ("energy_source",),
    "no_carbon_intensity": ("energy_source",),
    "mark_invalid": ("start", "end"),
    "mark_unknown": ("id",),
    "adjustment_invalid": ("start", "end"),
    "adjustment_unknown": ("id",),
    "no_baseline": ("seu", "energy_source"),
    "no_previous_baseline": ("seu", "energy_source"),
    "no_baselines": (),
    "unknown_baseline": ("id",),
    # statistics
    "too_few_days": ("n_days", "needed", "n_drivers"),
    "collinear_drivers": ("drivers", "alternative"),
    "constant_driver": ("driver", "value"),
    "constant_target": ("seu", "value"),
    "no_driver_found": ("tried",),
    "too_few_values": ("driver", "n_values", "needed"),
    "one_driver_to_bend": ("drivers",),
    "worse_baseline": ("seu", "energy_source", "r_squared", "cv_rmse", "active_r_squared", "active_cv_rmse"),
    "leaking_baseline": ("seu", "energy_source", "drivers"),
    # the machinery
    "database_unavailable": (),
    "database_timeout": (),
    "database_not_prepared": (),
    "database_full": (),
    "database_missing": (),
    "database_busy": (),
    "database_read_only": (),
    "database_untrusted": (),
    "database_url_invalid": (),
    "embedded_unavailable": (),
    "not_permitted": (),
    "not_allowed_here": (),
    "cancelled": (),
    "declined": (),
    "internal_error": (),
}
"""Every code that a refusal may carry → the keys of its data, in the order its sentence names them."""

WARNINGS: Mapping[str, tuple[str, ...]] = {
    "running_total": ("count",),
    "leaking_driver": ("driver",),
    "overlapping_drivers": ("drivers", "vif", "alternative", "alternative_r_squared"),
    "suspiciously_perfect": ("r_squared",),
    "machines_without_readings": ("machines",),
    "unexpected_sign": ("driver", "expected"),
    "failing_for_few_days": ("rule_set", "dates", "r_squared"),
    "rule_set_failed": ("rule_set", "failures"),
    "outside_trained_range": ("drivers",),
    "mixed_data_sources": ("shares",),
    "autocorrelated": ("lag1", "n_effective"),
    "influential_days": ("dates",),
    "spikes": ("count",),
    "negative_readings": ("count",),
    "duplicate_readings": ("count",),
    "not_numbers": ("count",),
    "counter_resets": ("count",),
    "future_readings": ("count",),
    "gaps": ("count", "longest_hours"),
    "interval_changed": ("since", "before", "after"),
    "days_dropped": ("n_days", "calendar_days"),
}
"""Every code that a warning may carry → the keys of its data; the weightiest first."""

PROBLEMS: Mapping[str, tuple[str, ...]] = {
    "unknown_time_zone": ("factory", "time_zone"),
    "missing_readings_table": ("energy_source", "table"),
    "missing_readings_column": ("energy_source", "table", "column"),
    "no_consumption_column": ("energy_source", "table", "candidates"),
    "not_a_readings_table": ("energy_source", "table"),
    "seu_without_known_source": ("seu",),
    "seu_without_machines": ("seu", "energy_source"),
    "feature_table_missing": ("energy_source", "feature", "table"),
    "feature_column_missing": ("energy_source", "feature", "table", "column"),
    "feature_table_without_time": ("energy_source", "feature", "table"),
    "feature_not_numeric": ("energy_source", "feature", "table", "column"),
    "feature_aggregate_unknown": ("energy_source", "feature", "aggregate"),
    "feature_energy_unclear": ("energy_source", "feature", "table", "candidates"),
    "feature_kind_unknown": ("energy_source", "feature"),
    "feature_parameters_invalid": ("energy_source", "feature", "parameter"),
}
"""Every code that a row of the plant's metadata may be turned down with → the keys of its data. Never spoken."""


FAULTS = ("running_total", "spikes", "counter_resets", "negative_readings")
"""Warnings of readings that can make days wild, the weightiest first."""


def foremost(warnings: Iterable[Reason]) -> Reason | None:
    """The weightiest of some warnings; None where there is none."""
    order = list(WARNINGS)
    return min(warnings, key=lambda reason: order.index(reason.code), default=None)
