"""What the facts mean: which class is an API, which operations it has, and what they take."""
