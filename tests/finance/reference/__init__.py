"""Worked cases as others published them, each against the program's own functions."""
