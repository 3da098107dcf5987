"""An UpSet chart: how many units lie in each combination of a few sets."""

from collections.abc import Sequence

from .svg import HEAT, Drawing, shortened, text_width

COLUMN, ROW, BARS = 46, 26, 170
LONGEST_NAME = 32


def upset(
    names: Sequence[str],
    regions: Sequence[tuple[Sequence[bool], int]],
    *,
    title: str,
    description: str,
    none: str,
) -> Drawing:
    """Bars over a matrix of dots; the region outside all sets is told in words (`none`).

    regions: for each combination which sets it lies in, and its count.
    """
    inside = sorted((r for r in regions if any(r[0])), key=lambda r: (-r[1], -sum(r[0])))
    labels = [shortened(name, LONGEST_NAME) for name in names]
    left = 24 + max(text_width(label) for label in labels)
    matrix = 30 + BARS + 18
    width = max(left + COLUMN * len(inside) + 16, 24 + text_width(none, 12))
    drawing = Drawing(width, matrix + ROW * len(names) + 34, title, description)
    for row, label in enumerate(labels):
        middle = matrix + ROW * (row + 0.5)
        if row % 2 == 0:
            drawing.rect(
                left - 8, middle - ROW / 2, COLUMN * len(inside) + 16, ROW, fill_opacity=0.06
            )
        drawing.text(left - 16, middle + 4, label, text_anchor="end")
    largest = max((count for _held, count in inside), default=0) or 1
    for column, (held, count) in enumerate(inside):
        centre = left + COLUMN * (column + 0.5)
        _column(drawing, centre, matrix, held, count, BARS * count / largest)
    drawing.text(8, matrix + ROW * len(names) + 22, none, font_size=12, fill_opacity=0.8)
    return drawing


def _column(
    drawing: Drawing, centre: float, matrix: float, held: Sequence[bool], count: int, bar: float
) -> None:
    base = matrix - 12
    drawing.rect(centre - 14, base - bar, 28, bar, fill=HEAT, stroke="currentColor")
    drawing.text(centre, base - bar - 6, f"{count:,}", text_anchor="middle", font_size=11)
    rows = [matrix + ROW * (row + 0.5) for row in range(len(held))]
    filled = [y for y, in_it in zip(rows, held, strict=True) if in_it]
    if len(filled) > 1:
        drawing.line(centre, filled[0], centre, filled[-1], stroke_width=2.5)
    for y, in_it in zip(rows, held, strict=True):
        drawing.circle(centre, y, 7, fill_opacity=1 if in_it else 0.18)
