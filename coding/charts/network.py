"""A network of codes on a circle, in the order given: no layout by chance."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from .svg import Drawing, shortened, text_width

LONGEST_NAME = 34
THICKEST = 9.0


@dataclass(frozen=True)
class Node:
    name: str
    colour: str
    size: float
    """0 to 1: how much of the text, or how many units."""


def network(
    nodes: Sequence[Node],
    links: Sequence[tuple[int, int, float]],
    *,
    title: str,
    description: str,
) -> Drawing:
    """links: two nodes by number, and the weight."""
    names = [shortened(node.name, LONGEST_NAME) for node in nodes]
    margin = 40 + max(map(text_width, names), default=0)
    radius = max(150.0, 13.0 * len(nodes))
    centre_x, centre_y = margin + radius, 50 + radius
    drawing = Drawing(2 * centre_x, 2 * centre_y, title, description)
    angles = [2 * pi * number / max(1, len(nodes)) - pi / 2 for number in range(len(nodes))]
    places = [(centre_x + radius * cos(a), centre_y + radius * sin(a)) for a in angles]
    heaviest = max((weight for _a, _b, weight in links), default=0) or 1
    for a, b, weight in sorted(links, key=lambda link: link[2]):
        share = weight / heaviest
        width, opacity = max(0.8, THICKEST * share), 0.25 + 0.55 * share
        drawing.line(*places[a], *places[b], stroke_width=width, stroke_opacity=opacity)
    for node, name, angle, (x, y) in zip(nodes, names, angles, places, strict=True):
        drawing.circle(x, y, 5 + 8 * node.size, fill=node.colour, stroke="currentColor")
        right = cos(angle) >= -1e-9
        anchor = "middle" if abs(cos(angle)) < 1e-6 else "start" if right else "end"
        away = 17
        drawing.text(
            x + away * cos(angle), y + away * sin(angle) + 4 + 6 * sin(angle), name,
            text_anchor=anchor,
        )  # fmt: skip
    return drawing
