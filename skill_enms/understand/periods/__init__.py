"""Periods as they are said."""
