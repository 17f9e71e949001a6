"""Pure numbers: frames in, dataclasses out. Nothing here knows a database, a language or a plant.

Importing a module of this package costs numpy alone; statsmodels, scipy and pandas (a good second and 115 MB more) are
imported by the first call that needs them.
"""
