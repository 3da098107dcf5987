"""Pictures say what they show, in words too, and whatever names codes have."""

from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coding.charts.heatmap import heatmap
from coding.charts.network import Node, network
from coding.charts.svg import Drawing, shortened
from coding.charts.upset import upset

SVG = "{http://www.w3.org/2000/svg}"
REGIONS = [([bool(n >> i & 1) for i in range(3)], 10 * n) for n in range(8)]


def chart(name):
    if name == "upset":
        return upset(["<a> & b", "b", "c"], REGIONS, title="t", description="d", none="none: 0")
    if name == "heatmap":
        cells = [[("1", 1.0), ("·", 0.0)], [("0.5", 0.3), ("", 0.0)]]
        return heatmap(["<a> & b", "b"], ["c", "d"], cells, title="t", description="d")
    nodes = [Node(name, "#3a7ca5", 0.5) for name in ("<a> & b", "b", "c")]
    return network(nodes, [(0, 1, 3.0), (1, 2, 1.0)], title="t", description="d")


@pytest.mark.parametrize("name", ["upset", "heatmap", "network"])
def test_a_picture_has_a_title_and_a_description_and_is_the_same_each_time(name):
    drawing = chart(name)
    root = fromstring(drawing.inline())
    assert [root.find(f"{SVG}title").text, root.find(f"{SVG}desc").text] == ["t", "d"]
    assert "<a> & b" in [text.text for text in root.iter(f"{SVG}text")]
    assert root.find(f"{SVG}title") is root[0]
    assert "style" not in drawing.inline()
    before = drawing.inline()
    assert b"#ffffff" in drawing.file()
    assert drawing.inline() == before == chart(name).inline()


def test_the_bars_of_an_upset_chart_stand_by_size_over_their_sets():
    root = fromstring(chart("upset").inline())
    bars = [rect for rect in root.iter(f"{SVG}rect") if rect.get("stroke")]
    heights = [float(bar.get("height")) for bar in bars]
    assert heights == sorted(heights, reverse=True)
    assert heights[0] == 170
    assert heights[-1] == pytest.approx(170 / 7, abs=0.01)
    filled = [dot for dot in root.iter(f"{SVG}circle") if dot.get("fill-opacity") == "1"]
    assert len(filled) == 12  # each of three sets is in four regions


def test_a_network_draws_the_heaviest_link_thickest():
    root = fromstring(chart("network").inline())
    widths = [float(line.get("stroke-width")) for line in root.iter(f"{SVG}line")]
    assert widths == [3.0, 9.0]  # the heaviest in front


def test_empty_pictures():
    for drawing in (
        upset(["a"], [([True], 0), ([False], 0)], title="t", description="", none=""),
        heatmap([], [], [], title="t", description=""),
        network([], [], title="t", description=""),
    ):
        fromstring(drawing.inline())


@settings(deadline=None, max_examples=50)
@given(st.text(st.characters(exclude_categories=["C"]), max_size=60))
def test_any_name_makes_a_readable_file(name):
    drawing = Drawing(10, 10, name, name)
    drawing.text(1, 1, shortened(name, 20), text_anchor="end")
    assert fromstring(drawing.file())[0].text == (name or None)
