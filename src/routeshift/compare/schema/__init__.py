"""Schemas in normal form: spellings, references and combinations are resolved away."""
