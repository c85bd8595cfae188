"""Dates as written, times of day, and words relative to a document's date."""
