"""What the facts mean: which class is an API, which operations it has, and what they take.

It reads `index` and the tables of `wire`, and changes nothing; `plan` and `scan` call it.
"""
