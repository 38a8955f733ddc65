"""The commands, each a function of the name of its module; only `cli` calls them."""
