"""An SVG drawing with a title and a description.

Only presentation attributes, which the content security policy lets through. Ink is
`currentColor`: inside a page it follows the theme, in a file it is set on the root.
"""

from xml.etree.ElementTree import Element, SubElement, tostring

FONT = "system-ui, 'Segoe UI', 'Noto Sans', 'Liberation Sans', sans-serif"
HEAT = "#1d5b6b"
WIDE = set("mwMW@%—")
NARROW = set("iljtfrI.,:;'|()[]! ")


class Drawing:
    """A drawing of `width` x `height` pixels; elements are added from back to front."""

    def __init__(self, width: float, height: float, title: str, description: str) -> None:
        self.root = Element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "viewBox": f"0 0 {_number(width)} {_number(height)}",
                "width": _number(width),
                "height": _number(height),
                "role": "img",
                "font-family": FONT,
                "font-size": "13",
                "fill": "currentColor",
            },
        )
        SubElement(self.root, "title").text = title
        SubElement(self.root, "desc").text = description
        self.size = width, height

    def rect(self, x: float, y: float, width: float, height: float, **attributes: object) -> None:
        self._add("rect", x=x, y=y, width=width, height=height, **attributes)

    def circle(self, cx: float, cy: float, r: float, **attributes: object) -> None:
        self._add("circle", cx=cx, cy=cy, r=r, **attributes)

    def line(self, x1: float, y1: float, x2: float, y2: float, **attributes: object) -> None:
        self._add("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke="currentColor", **attributes)

    def text(self, x: float, y: float, words: str, **attributes: object) -> None:
        self._add("text", x=x, y=y, **attributes).text = words

    def inline(self) -> str:
        """To stand in a page, in its colours."""
        return tostring(self.root, encoding="unicode")

    def file(self) -> bytes:
        """To stand alone: dark on white."""
        width, height = self.size
        paper = Element(
            "rect", {"width": _number(width), "height": _number(height), "fill": "#ffffff"}
        )
        self.root.insert(2, paper)
        self.root.set("color", "#23282b")
        written: bytes = tostring(self.root, encoding="utf-8", xml_declaration=True)
        self.root.remove(paper)
        del self.root.attrib["color"]
        return written

    def _add(self, name: str, **attributes: object) -> Element:
        """Attributes as SVG has them, with `_` for `-`."""
        written = {
            key.replace("_", "-"): _number(value) if isinstance(value, int | float) else str(value)
            for key, value in attributes.items()
        }
        return SubElement(self.root, name, written)


def text_width(words: str, size: float = 13) -> float:
    """About how wide words are; nobody measures the font that will be used."""
    units = sum(0.95 if c in WIDE else 0.38 if c in NARROW else 0.62 for c in words)
    return units * size


def shortened(words: str, longest: int) -> str:
    return words if len(words) <= longest else words[: longest - 1].rstrip() + "…"


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
