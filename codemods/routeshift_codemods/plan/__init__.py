"""What to write: pure functions from resolved APIs to the text of files.

By subject, imports going down only: `packaging`, `repository`, `helpers`, `imports`, `code`,
`layout`, `decisions`, `text`. Above these `rewriting`, `module` and `composing` put a plan
together; `options` are everyone's. Called by `migrate`, `scan`, `providing`, `status`, `drafting`,
`outcome`, `settings` and `reporting`, each of which enters the subject that it needs.
"""
