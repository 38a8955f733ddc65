"""The commands, each a function of the name of its module. Called by `cli`, by their names."""
