"""The codemod, in one direction: index -> resolve -> plan -> drafting -> apply -> reporting.

It is static: it never imports the code that it reads.
"""
