"""Further plants, whose sentences are made up by `test_made_up.py` and by nobody else."""

from __future__ import annotations

from plants import plant

PLASTICS = plant(
    {
        "electricity": ("kWh", ("shots", "regrind_share", "t_out", "rh_pct", "cdd", "mould_changes", "machine_hours")),
        "chilled_water": ("kWh", ("shots", "t_out", "cdd", "flow_lpm", "electricity_kwh")),
        "compressed_air": ("Nm³", ("shots", "dew_point", "pressure_bar", "ambient_temp_c", "electricity_kwh")),
    },
    [
        ("IM-120T", "electricity"),
        ("IM-350T", "electricity"),
        ("IM-350T", "chilled_water"),
        ("Extruder 3", "electricity"),
        ("Thermoformer", "electricity"),
        ("Chiller Bank", "chilled_water"),
        ("Atlas Copco GA75", "compressed_air"),
        ("Atlas Copco GA75", "electricity"),
    ],
)

HOTEL = plant(
    {
        "electricity": ("kWh", ("rooms_sold", "covers", "outside_temperature", "humidity", "events", "weekend")),
        "gas": ("m³", ("rooms_sold", "covers", "outside_temperature", "heating_degree_days", "laundry_kg")),
        "district_heat": ("kWh", ("rooms_sold", "outside_temperature", "heating_degree_days", "wind_speed_ms")),
    },
    [
        ("Kitchen", "gas"),
        ("Kitchen", "electricity"),
        ("Tower A", "district_heat"),
        ("Tower B", "district_heat"),
        ("Tower B", "electricity"),
        ("Pool & Spa", "gas"),
        ("AHU-Lobby", "electricity"),
    ],
)

WATERWORKS = plant(
    {
        "electricity": ("kWh", ("volume_pumped_m3", "rainfall_mm", "head_m", "turbidity_ntu", "level_m")),
        "biogas": ("Nm³", ("sludge_tons", "dry_solids_percent", "digester_temp_c", "flow_m3d")),
        "diesel": ("l", ("running_hours", "starts_count", "avg_temperature")),
    },
    [
        ("Pumping Station Ost", "electricity"),
        ("Pumping Station West", "electricity"),
        ("Digester 1", "biogas"),
        ("Digester 1", "electricity"),
        ("Genset G1", "diesel"),
        ("Booster B-12", "electricity"),
    ],
)

PAINT_SHOP = plant(
    {
        "electricity": ("kWh", ("bodies_painted", "shift_hours", "outdoor_temp_c", "relative_humidity", "hdd_15")),
        "natural_gas": ("m³", ("bodies_painted", "outdoor_temp_c", "hdd_15", "oven_setpoint_c", "air_changes")),
        "steam": ("kg", ("bodies_painted", "outdoor_temp_c", "hdd_15", "condensate_temp_c")),
    },
    [
        ("Paint Booth 1", "electricity"),
        ("Curing Oven", "natural_gas"),
        ("Curing Oven", "electricity"),
        ("E-Coat Line", "steam"),
        ("Air Supply Unit 5", "natural_gas"),
        ("Sealer Robot 7B", "electricity"),
    ],
)

DATA_CENTRE = plant(
    {
        "electricity": ("kWh", ("it_load_kw", "outdoor_temp_c", "wet_bulb", "racks_in_use", "fan_speed_pct")),
        "chilled_water": ("kWh", ("it_load_kw", "outdoor_temp_c", "wet_bulb", "supply_temp", "electricity_kwh")),
        "water": ("m³", ("wet_bulb", "cycles_of_concentration", "outdoor_temp_c")),
    },
    [
        ("Hall 1", "electricity"),
        ("CRAC-14", "electricity"),
        ("Chiller Plant", "electricity"),
        ("Chiller Plant", "chilled_water"),
        ("Adiabatic Cooler", "water"),
        ("UPS Bravo", "electricity"),
    ],
)

MORE_PLANTS = {
    "plastics": PLASTICS,
    "hotel": HOTEL,
    "waterworks": WATERWORKS,
    "paint shop": PAINT_SHOP,
    "data centre": DATA_CENTRE,
}
