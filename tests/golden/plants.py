"""Catalogues of several plants, as discovery would make them, for the golden utterances and the unit tests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from skill_enms.catalogue import Aggregate, Catalogue, EnergySource, Feature, Kind, Machine, Seu

Names = Iterable[str]


def feature(name: str, source: str, *, spoken: Names = (), driver: bool = True, drives: str = "") -> Feature:
    aggregate: Aggregate = "SUM" if name.endswith(("count", "kwh", "total")) else "AVG"
    kind: Kind = "column"
    if name.endswith("degree_days"):
        aggregate, kind = "CUSTOM", "degree_days"
    elif name in ("weekend", "holiday"):
        aggregate, kind = "CUSTOM", "calendar"
    return Feature(name, source, aggregate, kind, spoken_names=tuple(spoken), description=drives, is_driver=driver)


def plant(
    sources: Mapping[str, tuple[str, Names]],
    seus: Iterable[tuple[str, str] | tuple[str, str, Names] | tuple[str, str, Names, Names]],
    *,
    spoken: Mapping[str, Names] | None = None,
    feature_names: Mapping[str, Names] | None = None,
    drivers: Mapping[tuple[str, str], Names] | None = None,
) -> Catalogue:
    """sources: name → (unit, feature names). seus: (name, source[, machine names[, spoken names]])."""
    spoken, feature_names, drivers = spoken or {}, feature_names or {}, drivers or {}
    made: list[Seu] = []
    machines: dict[str, Machine] = {}
    for n, entry in enumerate(seus, 1):
        name, source = entry[0], entry[1]
        names = tuple(entry[2]) if len(entry) > 2 else (name,)  # type: ignore[misc]
        said = tuple(entry[3]) if len(entry) > 3 else ()  # type: ignore[misc]
        for machine in names:
            machines.setdefault(machine, Machine(f"m-{len(machines) + 1}", machine))
        ids = tuple(machines[machine].id for machine in names)
        made.append(
            Seu(f"s-{n}", name, source, ids, names, "Europe/Berlin", said, tuple(drivers.get((name, source), ())))
        )
    return Catalogue(
        machines=tuple(machines.values()),
        energy_sources=tuple(
            EnergySource(f"e-{n}", name, unit, spoken_names=tuple(spoken.get(name, ())))
            for n, (name, (unit, _)) in enumerate(sources.items(), 1)
        ),
        seus=tuple(made),
        features=tuple(
            feature(name, source, spoken=feature_names.get(name, ()))
            for source, (_, names) in sources.items()
            for name in names
        ),
    )


WEATHER = ("outdoor_temp_c", "heating_degree_days", "cooling_degree_days", "production_count", "operating_hours")

DEMO = plant(
    {
        "electricity": ("kWh", (*WEATHER, "weekend", "indoor_temp_c", "humidity", "wind_speed", "avg_power_factor")),
        "natural_gas": ("m³", (*WEATHER, "weekend", "indoor_temp_c", "humidity", "avg_pressure_bar", "wind_speed")),
        "steam": ("kg", (*WEATHER, "weekend", "avg_pressure_bar", "avg_enthalpy_kj_kg")),
        "compressed_air": (
            "Nm³",
            (*WEATHER, "weekend", "avg_flow_rate_m3h", "electricity_kwh", "pressure_bar", "ambient_temp_c"),
        ),
    },
    [
        ("Compressor-1", "electricity"),
        ("Compressor-1", "compressed_air"),
        ("Compressor-EU-1", "electricity"),
        ("Boiler-1", "natural_gas"),
        ("Boiler-1", "electricity"),
        ("Boiler-1", "steam"),
        ("HVAC-Main", "electricity"),
        ("Injection-Molding-1", "electricity"),
        ("Conveyor-A", "electricity"),
        ("Conveyor-B", "electricity"),
        ("Hydraulic-Pump-1", "electricity"),
        ("Steel works", "electricity"),
    ],
    drivers={
        ("Compressor-1", "electricity"): ("production_count", "outdoor_temp_c"),
        ("Boiler-1", "natural_gas"): ("outdoor_temp_c", "heating_degree_days"),
    },
)

FOUNDRY = plant(
    {
        "electricity": (
            "kWh",
            ("melt_tons", "scrap_rate_percent", "shift_count", "outdoor_temp_c", "humidity", "weekend", "uptime_hours"),
        ),
        "natural_gas": (
            "m³",
            ("melt_tons", "casting_weight_kg", "outdoor_temp_c", "heating_degree_days", "holiday", "shift_count"),
        ),
        "cooling_water": ("m³", ("melt_tons", "outdoor_temp_c", "inlet_temp_c", "electricity_kwh", "weekend")),
    },
    [
        ("Induction Furnace 1", "electricity"),
        ("Induction Furnace 2", "electricity"),
        ("Induction Furnace 2", "cooling_water"),
        ("Holding Furnace", "natural_gas"),
        ("Sand Plant", "electricity", ("Sand mixer", "Sand cooler")),
        ("Press-1", "electricity"),
        ("Press-10", "electricity"),
        ("Press-1-Aux", "electricity"),
        ("Main", "electricity"),
        ("Öfen 2", "natural_gas"),
        ("Ladle Preheater", "natural_gas", ("LP-7",), ("ladle heater",)),
    ],
    spoken={"cooling_water": ("cooling circuit",)},
    feature_names={"melt_tons": ("tons melted", "melt"), "casting_weight_kg": ("weight of the castings",)},
    drivers={("Induction Furnace 1", "electricity"): ("melt_tons", "shift_count")},
)

DAIRY = plant(
    {
        "electricity": (
            "kWh",
            ("milk_litres", "cip_cycles", "outdoor_temp_c", "wet_bulb_temp_c", "cooling_degree_days", "run_hours"),
        ),
        "natural_gas": ("m³", ("milk_litres", "cip_cycles", "outdoor_temp_c", "heating_degree_days", "powder_kg")),
        "steam": ("kg", ("milk_litres", "cip_cycles", "feedwater_temp_c", "avg_pressure_bar", "powder_kg")),
        "chilled_water": ("kWh", ("milk_litres", "wet_bulb_temp_c", "cooling_degree_days", "electricity_kwh")),
        "water": ("m³", ("milk_litres", "cip_cycles", "weekend")),
    },
    [
        ("Boiler-1 natural gas", "natural_gas", ("Boiler-1",)),
        ("Boiler-1 electricity", "electricity", ("Boiler-1",)),
        ("Pasteuriser 2", "steam"),
        ("Pasteuriser 2", "electricity"),
        ("Cooling Tower North", "electricity"),
        ("Cooling Tower South", "electricity"),
        ("Chiller-A", "electricity"),
        ("Chiller-B", "electricity"),
        ("Compressed Air", "electricity", ("Kaeser 1", "Kaeser 2")),
        ("Spray_Dryer", "natural_gas"),
        ("Spray_Dryer", "steam"),
        ("CIP Station", "water"),
        ("CIP Station", "steam"),
        ("Cold Store", "chilled_water"),
    ],
    drivers={("Spray_Dryer", "natural_gas"): ("powder_kg", "outdoor_temp_c")},
)

CAMPUS = plant(
    {
        "electricity": (
            "kWh",
            ("occupancy_count", "outdoor_temp_c", "solar_irradiance_w_m2", "weekend", "holiday", "cooling_degree_days"),
        ),
        "district_heating": (
            "MWh",
            ("occupancy_count", "outdoor_temp_c", "heating_degree_days", "wind_speed", "weekend", "holiday"),
        ),
        "fuel_oil": ("l", ("outdoor_temp_c", "heating_degree_days", "run_hours")),
    },
    [
        ("HVAC-Main", "electricity"),
        ("HVAC-Main", "district_heating"),
        ("Building 7", "electricity"),
        ("Building 7", "district_heating"),
        ("Library", "district_heating"),
        ("Data Center", "electricity"),
        ("Line 2", "electricity"),
        ("Emergency Generator", "fuel_oil", ("GEN-01",), ("genset",)),
        ("AHU-3B", "electricity"),
        ("Swimming Pool", "district_heating"),
    ],
    spoken={"district_heating": ("heat",)},
    drivers={("Library", "district_heating"): ("heating_degree_days", "occupancy_count")},
)

WORKS = plant(
    {
        "electricity": ("kWh", (*WEATHER, "weekend", "material_kg", "avg_power_factor")),
        "compressed_air": ("Nm³", ("production_count", "electricity_kwh", "pressure_bar", "ambient_temp_c")),
        "hydrogen": ("kg", ("production_count", "outdoor_temp_c", "h2_purity_percent")),
    },
    [
        *((f"Injection Molding {n}", "electricity") for n in range(1, 41)),
        *((f"Conveyor {letter}", "electricity") for letter in "ABCDEFGH"),
        *((f"Pump-{n:02d}", "electricity") for n in range(1, 13)),
        ("Compressor-EU-1", "compressed_air"),
        ("Compressor-EU-2", "compressed_air"),
        ("Compressor-US-1", "compressed_air"),
        ("Electrolyser", "hydrogen"),
        ("BoilerHouse", "electricity"),
        ("Paint shop", "electricity"),
        ("Robot cell 101", "electricity"),
    ],
)

PAPER = plant(
    {
        "electricity": ("kWh", ("paper_tons", "basis_weight_gsm", "outdoor_temp_c", "downtime_hours", "weekend")),
        "steam": ("t", ("paper_tons", "pulp_moisture_percent", "outdoor_temp_c", "heating_degree_days")),
        "natural_gas": ("m³", ("steam_kg", "outdoor_temp_c", "heating_degree_days")),
        "biogas": ("m³", ("wastewater_m3", "outdoor_temp_c")),
    },
    [
        ("PM1", "electricity"),
        ("PM1", "steam"),
        ("PM2", "electricity"),
        ("PM2", "steam"),
        ("Pulper East", "electricity"),
        ("Pulper West", "electricity"),
        ("Vacuum pumps", "electricity", ("VP-1", "VP-2", "VP-3")),
        ("Power Boiler 4", "natural_gas"),
        ("Power Boiler 4", "biogas"),
        ("Hood-Dryer II", "steam"),
        ("Effluent Treatment", "electricity", ("WWTP",), ("waste water plant",)),
    ],
    feature_names={"paper_tons": ("paper production",)},
    drivers={("PM1", "steam"): ("paper_tons", "pulp_moisture_percent")},
)

HOSPITAL = plant(
    {
        "electricity": ("kWh", ("bed_occupancy", "outdoor_temp_c", "cooling_degree_days", "surgeries", "weekend")),
        "district_heat": ("MWh", ("bed_occupancy", "outdoor_temp_c", "heating_degree_days", "wind_speed")),
        "medical_oxygen": ("kg", ("bed_occupancy", "surgeries")),
    },
    [
        ("Chiller 1", "electricity"),
        ("Chiller 2", "electricity"),
        ("MRI Suite", "electricity"),
        ("Ward Block C", "electricity"),
        ("Ward Block C", "district_heat"),
        ("Laundry", "district_heat"),
        ("Sterilisation", "electricity", ("Autoclave 1", "Autoclave 2")),
        ("O2 Plant", "medical_oxygen"),
    ],
    drivers={("Chiller 1", "electricity"): ("cooling_degree_days", "bed_occupancy")},
)

CEMENT = plant(
    {
        "electricity": ("kWh", ("clinker_tons", "cement_tons", "blaine_cm2_g", "outdoor_temp_c", "stops_count")),
        "coal": ("t", ("clinker_tons", "raw_meal_moisture_percent", "kiln_hours")),
        "compressed_air": ("Nm³", ("cement_tons", "electricity_kwh", "pressure_bar")),
    },
    [
        ("Raw Mill", "electricity"),
        ("Kiln Line 1", "coal"),
        ("Kiln Line 1", "electricity"),
        ("Kiln Line 2", "coal"),
        ("Cement Mill 3", "electricity"),
        ("Cement Mill 4", "electricity"),
        ("Packing Plant", "compressed_air", ("Packer A", "Packer B")),
        ("Clinker Cooler ID-Fan", "electricity"),
    ],
    drivers={("Cement Mill 3", "electricity"): ("cement_tons", "blaine_cm2_g")},
)

BREWERY = plant(
    {
        "power": ("kWh", ("hectolitres", "outdoor_temperature", "cdd_18", "brews")),
        "gas": ("m³", ("hectolitres", "outdoor_temperature", "hdd_15", "brews")),
        "co2": ("kg", ("hectolitres", "bottles")),
    },
    [
        ("Brewhouse", "gas"),
        ("Brewhouse", "power"),
        ("Glycol Chiller", "power"),
        ("Bottling Line 1", "power"),
        ("Bottling Line 1", "co2"),
        ("Bottling Line 2", "power"),
        ("Cellar", "power"),
    ],
    spoken={"power": ("electricity",), "gas": ("natural gas",), "co2": ("carbon dioxide",)},
    feature_names={"hectolitres": ("beer production", "beer volume"), "brews": ("number of brews",)},
    drivers={("Glycol Chiller", "power"): ("hectolitres", "cdd_18")},
)

GLASSWORKS = plant(
    {
        "electricity": (
            "kWh",
            ("pull_tons", "cullet_share_percent", "outdoor_temp_c", "job_changes", "cooling_degree_days", "weekend"),
        ),
        "natural_gas": ("m³", ("pull_tons", "cullet_share_percent", "outdoor_temp_c", "heating_degree_days")),
        "compressed_air": ("Nm³", ("bottle_count", "pressure_bar", "electricity_kwh")),
        "oxygen": ("Nm³", ("pull_tons",)),
    },
    [
        ("Melting Furnace 1", "natural_gas"),
        ("Melting Furnace 1", "electricity"),
        ("Melting Furnace 2", "natural_gas"),
        ("Melting Furnace 2", "oxygen"),
        ("Lehr-3", "natural_gas"),
        ("IS-Machine 11", "compressed_air"),
        ("IS-Machine 12", "compressed_air"),
        ("Batch House", "electricity"),
        ("Cullet Crusher", "electricity"),
        ("Fan Deck B", "electricity", ("Fan B1", "Fan B2")),
    ],
    feature_names={"pull_tons": ("pull", "glass pull"), "cullet_share_percent": ("cullet share",)},
    drivers={("Melting Furnace 1", "natural_gas"): ("pull_tons", "cullet_share_percent")},
)

LOGISTICS = plant(
    {
        "electricity": (
            "kWh",
            ("pallet_count", "door_openings", "outdoor_temp_c", "humidity", "cooling_degree_days", "operating_hours"),
        ),
        "heating_oil": ("l", ("outdoor_temp_c", "heating_degree_days", "operating_hours")),
        "diesel": ("l", ("pallet_count", "kilometres_driven")),
    },
    [
        ("Deep Freeze 4", "electricity"),
        ("Deep Freeze 5", "electricity"),
        ("Sorter-East", "electricity"),
        ("Office Block", "heating_oil"),
        ("Office Block", "electricity"),
        ("Forklift Fleet", "diesel"),
        ("Battery Room", "electricity"),
    ],
    drivers={("Deep Freeze 4", "electricity"): ("outdoor_temp_c", "door_openings")},
)

PHARMA = plant(
    {
        "electricity": (
            "kWh",
            (
                "BatchCount",
                "AmbientTempC",
                "RelHumidityPct",
                "AirChangesPerHour",
                "CDD18",
                "ProductionHours",
                "IsWeekend",
            ),
        ),
        "hot_water": ("MWh", ("BatchCount", "AmbientTempC", "HDD15", "ProductionHours", "IsWeekend")),
        "district_cooling": (
            "MWh",
            ("AmbientTempC", "WetBulbTempC", "CDD18", "AirChangesPerHour", "ProductionHours", "IsWeekend"),
        ),
        "nitrogen": ("Nm³", ("BatchCount", "VialsFilled", "HeaderPressureBar", "ElectricityKWh", "ProductionHours")),
        "purified_water": ("m³", ("BatchCount", "VialsFilled", "CipRuns", "ProductionHours")),
    },
    [
        ("Lyo-04", "electricity"),
        ("Lyo-04", "nitrogen"),
        ("Lyo-05", "electricity"),
        ("Lyo-05", "nitrogen"),
        ("RLT-Anlage 7", "electricity"),
        ("RLT-Anlage 7", "district_cooling"),
        ("RLT-Anlage 7", "hot_water"),
        ("Kältemaschine KM-2", "electricity"),
        ("Abfüllung Nord", "electricity"),
        ("Abfüllung Süd", "electricity"),
        ("Autoklav A3", "electricity"),
        ("Coater-150", "electricity"),
        ("Coater-150", "hot_water"),
        ("PSA-1", "nitrogen"),
        ("Tank Farm", "nitrogen"),
        ("Washer W12", "purified_water"),
        ("Labor Geb. 33", "district_cooling", ("Geb33",), ("lab building",)),
    ],
    feature_names={"CipRuns": ("cleaning runs",)},
    drivers={
        ("Kältemaschine KM-2", "electricity"): ("AmbientTempC", "BatchCount"),
        ("RLT-Anlage 7", "district_cooling"): ("WetBulbTempC", "ProductionHours"),
        ("Washer W12", "purified_water"): ("CipRuns", "VialsFilled"),
        ("Lyo-04", "nitrogen"): ("BatchCount",),
    },
)

SAWMILL = plant(
    {
        "electricity": (
            "kWh",
            ("logs_in_m3", "sawn_timber_m3", "shift_hrs", "oat_c", "blade_changes", "pellets_t", "weekend"),
        ),
        "hot_water": (
            "MWh",
            ("moisture_in_pct", "moisture_out_pct", "timber_loaded_m3", "oat_c", "hdd_15", "kiln_hrs"),
        ),
        "wood_chips": ("t", ("oat_c", "hdd_15", "chip_moisture_pct", "kiln_hrs")),
        "diesel": ("l", ("logs_in_m3", "loader_km", "shift_hrs")),
        "propane": ("kg", ("pellets_t", "oat_c", "shift_hrs")),
    },
    [
        ("Gatter 2", "electricity"),
        ("Gatter 3", "electricity"),
        ("Ligne B", "electricity"),
        ("Trockenkammer TK-4", "hot_water"),
        ("Trockenkammer TK-4", "electricity"),
        ("Trockenkammer TK-5", "hot_water"),
        ("Séchoir 1", "hot_water"),
        ("Hacker-1", "electricity"),
        ("Chaudière Bois", "wood_chips"),
        ("Chaudière Bois", "electricity"),
        ("L90 Loader", "diesel"),
        ("Stapler-Flotte", "diesel", ("Stapler 1", "Stapler 2", "Stapler 3"), ("forklifts",)),
        ("Pelletpresse PP1", "electricity"),
        ("Pelletpresse PP2", "electricity"),
        ("Pellet-Dryer", "propane"),
        ("Absaugung", "electricity", ("Filter 12", "Filter 13"), ("dust extraction",)),
        ("Debarker", "electricity"),
        ("Kompressor GA75", "electricity"),
    ],
    spoken={"wood_chips": ("biomass",)},
    feature_names={
        "oat_c": ("outside air temperature", "outdoor temperature"),
        "logs_in_m3": ("log intake",),
        "kiln_hrs": ("kiln hours",),
    },
    drivers={
        ("Gatter 2", "electricity"): ("logs_in_m3", "shift_hrs"),
        ("Trockenkammer TK-4", "hot_water"): ("timber_loaded_m3", "oat_c"),
        ("Chaudière Bois", "wood_chips"): ("hdd_15", "kiln_hrs"),
        ("Stapler-Flotte", "diesel"): ("loader_km",),
    },
)

PLANTS: dict[str, Catalogue] = {
    "demo": DEMO,
    "foundry": FOUNDRY,
    "dairy": DAIRY,
    "campus": CAMPUS,
    "works": WORKS,
    "paper": PAPER,
    "hospital": HOSPITAL,
    "cement": CEMENT,
    "brewery": BREWERY,
    "glassworks": GLASSWORKS,
    "logistics": LOGISTICS,
    "pharma": PHARMA,
    "sawmill": SAWMILL,
}
