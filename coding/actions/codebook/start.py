"""The codebook that a new project starts with."""

import tomllib
from pathlib import Path

from django.db import transaction

from coding.models import Code, Codebook
from fieldnotes.models import Project, User

from .log import record, state

DEFAULT_CODEBOOK = Path(__file__).resolve().parents[2] / "default_codebook.toml"


@transaction.atomic
def start_codebook(*, project: Project, by: User) -> Codebook:
    """Give a new project the default codebook: expertise, power, culture and their codes."""
    codebook = Codebook.objects.create(project=project)
    made: dict[str, Code] = {}
    entries = tomllib.loads(DEFAULT_CODEBOOK.read_text(encoding="utf-8"))["code"]
    for position, entry in enumerate(entries):
        parent = made.get(entry.pop("parent", ""))
        code = Code.objects.create(codebook=codebook, parent=parent, position=position, **entry)
        made[code.key] = code
    after = [state(code) for code in made.values()]
    record(codebook, by=by, verb="codebook.start", before=[], after=after)
    return codebook
