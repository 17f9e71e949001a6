"""The three sentences that every installation must understand: as typed, and as a recogniser writes them."""

TYPED = {
    "electricity": (
        "Train baseline for electricity Compressor-1 using production count and outdoor temperature for year 2024",
        "Compressor-1",
        ["production_count", "outdoor_temp_c"],
    ),
    "natural_gas": (
        "Train baseline for natural gas Boiler-1 using outdoor temperature and heating degree days for year 2024",
        "Boiler-1",
        ["outdoor_temp_c", "heating_degree_days"],
    ),
    "compressed_air": (
        "Train baseline for compressed air Compressor-1 using electricity, pressure, and ambient temperature for 2024",
        "Compressor-1",
        ["electricity_kwh", "pressure_bar", "ambient_temp_c"],
    ),
}
HEARD = {
    "electricity": "train baseline for electricity compressor one using production count and outdoor temperature"
    " for year twenty twenty four",
    "natural_gas": "train baseline for natural gas boiler one using outdoor temperature and heating degree days"
    " for year twenty twenty four",
    "compressed_air": "train baseline for compressed air compressor one using electricity pressure and ambient"
    " temperature for twenty twenty four",
}
