"""What to write: pure functions from resolved APIs to the text of files.

By subject, imports going down only: `module` and `rewriting`, `packaging`, `repository`,
`helpers`, `imports`, `code`, `layout`, `decisions`, `text`.
"""
