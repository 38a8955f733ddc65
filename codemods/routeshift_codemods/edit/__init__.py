"""LibCST rewrites of code that is there, one statement at a time.

A plan says what changes as data, `Change(file, span, transform)`. The smallest statement around it,
its head, or its expression alone is parsed by LibCST, changed, rendered and put back in its place;
all else stays as it is, byte for byte. It knows what, and never why: of the codemod's other
packages it reads `index` and `syntax` alone. Called by `plan` and `formatting`.
"""

from routeshift_codemods.edit.applying import applied, rewritten
from routeshift_codemods.edit.calls import ReplaceCall, WrapCallee
from routeshift_codemods.edit.change import Change, Transform
from routeshift_codemods.edit.comments import REPORTED, ParameterComments, is_pragma
from routeshift_codemods.edit.decorators import AddDecorator, RemoveDecorator
from routeshift_codemods.edit.docstrings import RemoveDescriptions, docstring_changes
from routeshift_codemods.edit.expressions import ReplaceExpression
from routeshift_codemods.edit.import_names import listed_key, sort_key
from routeshift_codemods.edit.imports import (
    AddImport,
    MoveImport,
    NewImport,
    RemoveImport,
    module_key,
)
from routeshift_codemods.edit.lists import AddToList, ReexportName
from routeshift_codemods.edit.markers import Marked, RemoveMarkers
from routeshift_codemods.edit.names import DeepenImport, ReplaceName
from routeshift_codemods.edit.parameters import NewParameter, ReplaceParameters
from routeshift_codemods.edit.qualifying import QualifyNames
from routeshift_codemods.edit.reading import decorator_comments, parameter_comments, shown_names
from routeshift_codemods.edit.reads import ReadFromRequest
from routeshift_codemods.edit.remarks import AddRemark, RemoveRemark
from routeshift_codemods.edit.statements import (
    begins_a_line,
    by_line,
    first_line,
    indentation,
    is_elif,
    last_line,
)
from routeshift_codemods.edit.whole import (
    InsertBehind,
    InsertStatements,
    RemoveStatement,
    ReplaceStatements,
)

__all__ = [
    "REPORTED",
    "AddDecorator",
    "AddImport",
    "AddRemark",
    "AddToList",
    "Change",
    "DeepenImport",
    "InsertBehind",
    "InsertStatements",
    "Marked",
    "MoveImport",
    "NewImport",
    "NewParameter",
    "ParameterComments",
    "QualifyNames",
    "ReadFromRequest",
    "ReexportName",
    "RemoveDecorator",
    "RemoveDescriptions",
    "RemoveImport",
    "RemoveMarkers",
    "RemoveRemark",
    "RemoveStatement",
    "ReplaceCall",
    "ReplaceExpression",
    "ReplaceName",
    "ReplaceParameters",
    "ReplaceStatements",
    "Transform",
    "WrapCallee",
    "applied",
    "begins_a_line",
    "by_line",
    "decorator_comments",
    "docstring_changes",
    "first_line",
    "indentation",
    "is_elif",
    "is_pragma",
    "last_line",
    "listed_key",
    "module_key",
    "parameter_comments",
    "rewritten",
    "shown_names",
    "sort_key",
]
