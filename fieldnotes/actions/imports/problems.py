"""Problems as rows of JSON: templates and values apart, so that they are translated when shown."""

from typing import Any

from fieldnotes.importers import ImportProblem, Note


def problem_row(problem: ImportProblem | Note, *, file: str = "", row: int = 0) -> dict[str, Any]:
    return {
        "file": file,
        "row": row or None,
        "message": problem.message,
        "params": {name: _plain(value) for name, value in problem.params.items()},
    }


def _plain(value: object) -> int | float | str:
    """Numbers stay numbers: a template may format them with %d."""
    return value if isinstance(value, int | float) else str(value)
