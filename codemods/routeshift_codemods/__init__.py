"""The codemod: index -> resolve -> plan -> apply -> report, in one direction.

It is static: it never imports the code that it reads.
"""
