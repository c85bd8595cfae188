"""The version, in one place: hatchling reads it for the wheel and every signature prints it."""

__version__ = "0.1.0"
