"""The pictures of a co-occurrence report."""

from dataclasses import dataclass
from math import floor

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from coding.charts.heatmap import heatmap as draw_heatmap
from coding.charts.network import Node, network
from coding.charts.svg import Drawing
from coding.charts.upset import upset as draw_upset
from coding.models import Report
from coding.reports import heatmap
from coding.reports.arranging import View
from coding.reports.measures import Cell, cells
from coding.reports.parameters import Base, Parameters

MOST_LINKS = 40
"""How many links a network has when nobody says how heavy they must be."""
MOST_CODES = 120
"""Codes in the picture of a heatmap; more are read in the table."""


def in_page(drawing: Drawing | None) -> SafeString:
    """A picture as it stands in a page; nothing where there is none."""
    # It was built as a tree of elements, which escapes every text in it.
    return mark_safe(drawing.inline() if drawing else "")  # noqa: S308


def upset(report: Report) -> Drawing | None:
    """The regions of the triple; None where the report has none."""
    triple = heatmap.triple(report)
    if triple is None:
        return None
    names = [code["name"] for code in triple.codes]
    units = _("characters") if Parameters.of(report).kind == Base.OVERLAP else _("units")
    outside = next(count for held, count in triple.regions if not any(held))
    said = [
        f"{', '.join(name for name, held in zip(names, inside, strict=True) if held)}: {count:,}"
        for inside, count in triple.regions
        if any(inside)
    ]
    return draw_upset(
        names,
        triple.regions,
        title=_("Three codes together"),
        description="; ".join(said),
        none=_("In none of them: %(count)s %(units)s") % {"count": f"{outside:,}", "units": units},
    )


def heatmap_of(report: Report, level: str, measure: str, view: View) -> Drawing:
    """The table as it is arranged on the page, its first codes where there are very many."""
    table = heatmap.table(report, level, measure, view)
    rows = [row for group in table.groups for row in group.rows][:MOST_CODES]
    columns = table.columns[:MOST_CODES]
    named = heatmap.measures(report)
    label = named.get(measure, named[heatmap.default_measure(report)])
    return draw_heatmap(
        [row.code["name"] for row in rows],
        [code["name"] for code in columns],
        [[(c.text, c.shade / heatmap.SHADES) for c in row.cells[:MOST_CODES]] for row in rows],
        title=_("Code co-occurrence: %(measure)s") % {"measure": label},
        description=_("%(rows)d codes by %(columns)d codes; the table has the same figures.")
        % {"rows": len(rows), "columns": len(columns)},
    )


@dataclass(frozen=True)
class Network:
    """Pairs of codes at least as heavy as `least`, the heaviest first."""

    drawing: Drawing
    links: list[Cell]
    least: float


def network_of(report: Report, level: str, measure: str, least: float | None) -> Network:
    """The codes of a level that meet; without `least` the heaviest MOST_LINKS links."""
    codes, counts = report.figures["codes"], report.figures["levels"][level]
    indexes = [i for i, code in enumerate(codes) if level == "codes" or code["root"] == i]
    heavy = [c for c in cells(counts, indexes) if c.a != c.b and _weight(c, measure) > 0]
    heavy.sort(key=lambda c: (-_weight(c, measure), c.a, c.b))
    if least is None:
        least = _rounded_down(_weight(heavy[:MOST_LINKS][-1], measure)) if heavy else 0
    links = [c for c in heavy if _weight(c, measure) >= least]
    shown = sorted({index for c in links for index in (c.a, c.b)})
    place = {index: number for number, index in enumerate(shown)}
    largest = max((counts["holding"][index] for index in shown), default=0) or 1
    drawing = network(
        [Node(codes[i]["name"], codes[i]["colour"], counts["holding"][i] / largest) for i in shown],
        [(place[c.a], place[c.b], _weight(c, measure)) for c in links],
        title=_("Network of codes: %(measure)s") % {"measure": heatmap.measures(report)[measure]},
        description="; ".join(
            f"{codes[c.a]['name']} – {codes[c.b]['name']}: {_weight(c, measure):.3g}"
            for c in links[:10]
        ),
    )
    return Network(drawing, links, least)


def _rounded_down(weight: float) -> float:
    """A number that a person reads, and that still lets the weight through."""
    return floor(weight * 1000) / 1000


def _weight(cell: Cell, measure: str) -> float:
    return float(cell.figures.get(measure) or 0)
