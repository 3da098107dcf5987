"""What a report is called on a screen, and what moved on since it was computed."""

from typing import Any

from django.utils.translation import gettext as _

from coding.models import Report
from fieldnotes.models import Agency, Attribute, Document, User

from .columns import division_names
from .filters import Filters
from .parameters import Parameters


def report_words(
    report: Report, layers: dict[str, str], divisions: dict[str, str] | None = None
) -> dict[str, Any]:
    """How a report's base and layer are called; `layers` as from `layer_names`, `divisions` as
    from `division_names`."""
    if report.kind == Report.Kind.RETRIEVAL:
        layer = report.parameters["layer"]
        return {"base": report.parameters["query"], "layer": layers.get(layer, layer)}
    parameters = Parameters.of(report)
    base = str(parameters.kind.label)
    if parameters.distance is not None:
        base = f"{base}: {parameters.distance}"
    if "by" in report.parameters:
        by = report.parameters["by"]
        base = (division_names(report.project) if divisions is None else divisions).get(by, by)
    layer = layers.get(parameters.layer, parameters.layer)
    if parameters.pairs == "same":
        layer = f"{layer}, " + _("pairs of one coder")
    elif parameters.pairs == "across":
        layer = f"{layer}, " + _("pairs across coders")
    return {"base": base, "layer": layer, "kind": parameters.kind}


def _filters(report: Report) -> Filters:
    """Which documents a report reads; a retrieval reads all."""
    return Filters.from_json(report.parameters.get("filters") or {})


def filter_words(report: Report) -> list[str]:
    """What a report leaves out, one phrase a filter."""
    project, filters = report.project, _filters(report)
    kinds = [str(Document.Kind(kind).label) for kind in filters.kinds]
    agencies = Agency.objects.filter(project=project, pk__in=filters.agencies)
    coders = User.objects.filter(pk__in=filters.coders)
    names = dict(Attribute.objects.filter(project=project).values_list("pk", "name"))
    values = {
        _("kind"): kinds,
        _("from"): [filters.date_from],
        _("to"): [filters.date_to],
        _("site"): filters.sites,
        _("speakers' agency"): [agency.name for agency in agencies],
        _("speakers"): [f"{names.get(pk, pk)} = {value}" for pk, value in filters.attributes],
        _("coders"): [coder.display_name() for coder in coders],
    }
    said = {name: ", ".join(filter(None, chosen)) for name, chosen in values.items()}
    phrases = [f"{name}: {chosen}" for name, chosen in said.items() if chosen]
    return phrases + ([_("without the interviewer")] if filters.without_interviewer else [])


def moved_on(report: Report) -> dict[str, Any]:
    """What changed since a report was computed: `documents` (changed, or new and such as the
    report reads) and `codebook`."""
    if not report.fingerprint:
        return {}
    then = report.fingerprint["documents"]
    rows = Document.objects.filter(project=report.project)
    now = dict(rows.values_list("pk", "revision"))
    new = now.keys() - set(map(int, then))
    read_now = _filters(report).documents(report.project).filter(pk__in=new)
    moved = {int(pk) for pk, revision in then.items() if now.get(int(pk), revision) != revision}
    moved |= set(read_now.values_list("pk", flat=True)) if new else set()
    return {
        "documents": list(rows.filter(pk__in=moved).only("title").order_by("pk")),
        "codebook": report.project.codebook.revision != report.fingerprint["codebook"],
    }
