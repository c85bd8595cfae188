"""Numerals, units and the words around them, which number and date extractors share."""
