"""The edge: formatting, checking and writing planned files."""
