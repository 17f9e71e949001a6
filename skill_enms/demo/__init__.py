"""The demo plant: eight simulated machines whose physics is known, and a real steel works.

The one room that names energy sources, machines and features. `plant` says what there is, `truth` what a perfect
baseline would find, `conditions` and `meters` make the readings, `steel` reads the real ones, `loader` brings them into
a database.
"""

from skill_enms.demo.loader import DemoSummary, PlantInTheWay, is_loaded, load

__all__ = ["DemoSummary", "PlantInTheWay", "is_loaded", "load"]
