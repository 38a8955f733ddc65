"""Where the parts of a module go, statement by statement. Above `text`."""
