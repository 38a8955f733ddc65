"""A comparison as text for people and for tools; each module is a pure function to text."""
