"""Type checkers: what one says of expressions, over the Language Server Protocol.

It knows texts, and not what is asked for. A checker gets copies of Python files and nothing else of
a project: no settings, which may name programs, and no environment. Called by `resolve`.
"""

from routeshift_codemods.type_checkers.consulting import CHECKERS, consult
from routeshift_codemods.type_checkers.records import Position, Question, Said

__all__ = ["CHECKERS", "Position", "Question", "Said", "consult"]
