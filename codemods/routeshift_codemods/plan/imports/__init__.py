"""Which names each file imports, exports and re-exports. Above `layout` and `code`."""
