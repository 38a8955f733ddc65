"""What to write: pure functions from resolved APIs to the text of files."""
