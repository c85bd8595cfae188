"""Capitalised runs, the mentions they are, and tables of titles, places and organisations."""
