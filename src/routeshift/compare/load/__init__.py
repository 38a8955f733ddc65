"""Loading: a document from wherever it is, checked, with what it declares."""
