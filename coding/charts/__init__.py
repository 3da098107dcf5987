"""Charts as SVG, made of plain values: the same values give the same drawing."""
