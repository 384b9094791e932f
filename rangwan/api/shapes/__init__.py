"""Shapes of what the API takes and gives, one module for each stage. `Given` is taken, the others are given."""
