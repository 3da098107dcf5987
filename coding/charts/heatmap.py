"""A heatmap as a picture: rows by columns, each cell with its text and its shade."""

from collections.abc import Sequence

from .svg import HEAT, Drawing, shortened, text_width

CELL_WIDTH, CELL_HEIGHT = 42, 22
LONGEST_NAME = 34
DARK = 0.55
"""From this opacity on the text of a cell is white."""


def heatmap(
    rows: Sequence[str],
    columns: Sequence[str],
    cells: Sequence[Sequence[tuple[str, float]]],
    *,
    title: str,
    description: str,
) -> Drawing:
    """cells: text and shade (0 to 1) of each."""
    row_names = [shortened(name, LONGEST_NAME) for name in rows]
    column_names = [shortened(name, LONGEST_NAME) for name in columns]
    left = 24 + max(map(text_width, row_names), default=0)
    longest = max(map(text_width, column_names), default=0)
    top = 30 + longest * 0.87  # names stand at 60 degrees
    width = left + CELL_WIDTH * len(columns) + longest / 2 + 12
    drawing = Drawing(width, top + CELL_HEIGHT * len(rows) + 14, title, description)
    for column, name in enumerate(column_names):
        x, y = left + CELL_WIDTH * (column + 0.5), top - 8
        drawing.text(x, y, name, transform=f"rotate(-60 {x:.1f} {y:.1f})")
    for row, name in enumerate(row_names):
        y = top + CELL_HEIGHT * row
        drawing.text(left - 10, y + 15, name, text_anchor="end")
        for column, (words, shade) in enumerate(cells[row]):
            x = left + CELL_WIDTH * column
            if shade:
                drawing.rect(x, y, CELL_WIDTH, CELL_HEIGHT, fill=HEAT, fill_opacity=shade)
            ink = "#ffffff" if shade >= DARK else "currentColor"
            middle = x + CELL_WIDTH / 2
            drawing.text(middle, y + 15, words, text_anchor="middle", font_size=11, fill=ink)
    return drawing
