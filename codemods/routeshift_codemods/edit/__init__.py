"""LibCST rewrites of code that is there, one statement at a time.

A plan says what changes as data, `Change(file, span, transform)`. The smallest statement around
it is parsed by LibCST, changed, rendered and put back in its place; all else stays as it is, byte
for byte. Stands on `index`; knows nothing of `plan` and `resolve`.
"""
