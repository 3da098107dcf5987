"""Problems as rows of JSON: templates and values apart, so that they are translated when shown."""

from typing import Any

from fieldnotes.importers import ImportProblem, Note


def problem_row(problem: ImportProblem | Note, *, file: str = "", row: int = 0) -> dict[str, Any]:
    return {
        "file": file,
        "row": row or None,
        "message": problem.message,
        "params": {name: str(value) for name, value in problem.params.items()},
    }
