"""The figures of co-occurrence once more, slowly, by definition, with sets of characters."""

from collections import defaultdict
from itertools import combinations, product
from typing import NamedTuple


class Row(NamedTuple):
    document: int
    start: int
    end: int
    code: int
    coder: int

    @property
    def characters(self):
        return {(self.document, place) for place in range(self.start, self.end)}


def pairs_between(rows, of_a, of_b):
    """Unordered pairs of different rows, one of of_a and one of of_b, that share a character."""
    return [
        (s, t)
        for s, t in combinations(rows, 2)
        if s.characters & t.characters
        and ((s.code in of_a and t.code in of_b) or (t.code in of_a and s.code in of_b))
    ]


def overlap(rows, n_codes):
    names = ("pairs", "shared", "within", "enclosing", "equal", "crossing")
    counts = {name: [[0] * n_codes for _ in range(n_codes)] for name in names}
    under = [set() for _ in range(n_codes)]
    for row in rows:
        under[row.code] |= row.characters
    for a, b in product(range(n_codes), repeat=2):
        counts["shared"][a][b] = len(under[a] & under[b])
        for s, t in pairs_between(rows, {a}, {b}):
            of_a, of_b = (s, t) if s.code == a else (t, s)
            counts["pairs"][a][b] += 1
            counts[relation(of_a.characters, of_b.characters, same_code=a == b)][a][b] += 1
    counts["segments"] = [sum(row.code == code for row in rows) for code in range(n_codes)]
    counts["characters"] = [len(characters) for characters in under]
    return counts


def relation(of_a, of_b, *, same_code):
    if of_a == of_b:
        return "equal"
    if of_a < of_b or (same_code and of_a > of_b):
        return "within"
    return "enclosing" if of_a > of_b else "crossing"


def units_with(rows, units, codes):
    """Numbers of the units that share a character with a row of one of the codes."""
    covered = set().union(*(row.characters for row in rows if row.code in codes))
    return {
        number
        for number, (document, start, end) in enumerate(units)
        if covered & {(document, place) for place in range(start, end)}
    }


def by_unit(rows, units, n_codes):
    holding = [units_with(rows, units, {code}) for code in range(n_codes)]
    return [[len(holding[a] & holding[b]) for b in range(n_codes)] for a in range(n_codes)]


def any_coder(rows):
    return sorted({row._replace(coder=-1) for row in rows})


def at_least_two_coders(rows):
    coders = defaultdict(set)
    for row in rows:
        for document, place in row.characters:
            coders[document, row.code, place].add(row.coder)
    agreed = sorted(key for key, who in coders.items() if len(who) > 1)
    return joined(agreed)


def lineage(code, parent):
    """The code and its ancestors."""
    line = [code]
    while parent[line[-1]] >= 0:
        line.append(parent[line[-1]])
    return line


def subtree(root, parent):
    return {code for code in range(len(parent)) if root in lineage(code, parent)}


def with_ancestors(rows, parent):
    return sorted({row._replace(code=code) for row in rows for code in lineage(row.code, parent)})


def consensus(rows):
    coders = defaultdict(set)
    for row in rows:
        coders[row.document].add(row.coder)
    everybody = [
        Row(document, place, place + 1, code, coder)
        for document, place, code, coder in {
            (row.document, place, row.code, row.coder)
            for row in rows
            for place in range(row.start, row.end)
        }
    ]
    gave = defaultdict(set)
    for row in everybody:
        gave[row.document, row.code, row.start].add(row.coder)
    agreed = sorted(key for key, who in gave.items() if who == coders[key[0]])
    return joined(agreed)


def joined(places):
    """Maximal stretches of sorted (document, code, place)."""
    stretches = []
    for document, code, place in places:
        if stretches and stretches[-1][:3] == [document, code, place]:
            stretches[-1][2] += 1
        else:
            stretches.append([document, code, place + 1, place])
    return sorted(Row(document, start, end, code, -1) for document, code, end, start in stretches)


def cut(stretches, kept):
    """Rows or units on the kept text: kept is the set of (document, place)."""

    def before(document, at):
        return sum((document, place) in kept for place in range(at))

    def moved(stretch):
        document, start, end, *rest = stretch
        return type(stretch)(document, before(document, start), before(document, end), *rest)

    found = [moved(stretch) for stretch in stretches]
    return [stretch for stretch in found if stretch.start < stretch.end]


class Unit(NamedTuple):
    document: int
    start: int
    end: int


def windows(turns, size):
    """Lists of turns: each window of `size` turns of a document; all of a document of fewer."""
    by_document = defaultdict(list)
    for turn in sorted(turns):
        by_document[turn.document].append(turn)
    return [
        own[first : first + size]
        for own in by_document.values()
        for first in range(max(len(own) - size, 0) + 1)
    ]


def gap(s, t):
    """Characters between two segments of one document; below 0 where they overlap."""
    return max(s.start, t.start) - min(s.end, t.end)


def paragraphs_apart(s, t, paragraphs):
    """Steps between the nearest paragraphs of both; None where one is in none."""
    own = [p for p in sorted(paragraphs) if p.document == s.document]
    of_s, of_t = (
        [n for n, p in enumerate(own) if p.start < row.end and row.start < p.end] for row in (s, t)
    )
    return min((abs(m - n) for m in of_s for n in of_t), default=None)


def meets(s, t, kind, distance, paragraphs):
    """Whether s and t make a pair, for `follows` in this order."""
    if s.document != t.document:
        return False
    if kind == "overlap":
        return gap(s, t) < 0
    if kind == "near":
        return gap(s, t) <= distance
    if kind == "follows":
        return 0 <= t.start - s.end <= distance
    steps = paragraphs_apart(s, t, paragraphs)
    return steps is not None and steps <= distance


def wanted(s, t, between):
    return between == "all" or (s.coder == t.coder) == (between == "same")


def distance_figures(rows, n_codes, kind, distance, paragraphs, between="all"):
    """Pairs by relation, and the segments that meet the other code, of the bases of a distance."""
    table = [[0] * n_codes for _ in range(n_codes)]
    names = ("pairs", "within", "enclosing", "equal", "crossing", "apart")
    counts = {name: [row[:] for row in table] for name in names}
    meeting = [[set() for _ in range(n_codes)] for _ in range(n_codes)]
    met = [[set() for _ in range(n_codes)] for _ in range(n_codes)]
    numbered = list(enumerate(rows))
    for (i, s), (j, t) in product(numbered, repeat=2):
        if i == j or not (wanted(s, t, between) and meets(s, t, kind, distance, paragraphs)):
            continue
        meeting[s.code][t.code].add(i)
        met[s.code][t.code].add(j)
        if kind == "follows" or s.code != t.code or i < j:
            counts["pairs"][s.code][t.code] += 1
            name = (
                relation(s.characters, t.characters, same_code=s.code == t.code)
                if gap(s, t) < 0
                else "apart"
            )
            counts[name][s.code][t.code] += 1
    segments = [sum(row.code == code for row in rows) for code in range(n_codes)]
    figures = {"n": len(rows), "holding": segments, "segments": segments}
    figures["together"] = [[len(cell) for cell in row] for row in meeting]
    figures["met"] = [[len(cell) for cell in row] for row in met]
    kept = ("pairs",) if kind == "follows" else names
    return figures | {name: counts[name] for name in kept}


def shared_by(rows, n_codes, between):
    """Characters under both codes, given by one coder (same) or by two different ones (across)."""
    found = [[set() for _ in range(n_codes)] for _ in range(n_codes)]
    for s, t in product(rows, repeat=2):
        if wanted(s, t, between):
            found[s.code][t.code] |= s.characters & t.characters
    return [[len(cell) for cell in row] for row in found]


def pairs_by(rows, n_codes, between):
    names = ("pairs", "within", "enclosing", "equal", "crossing")
    figures = distance_figures(rows, n_codes, "overlap", 0, [], between)
    return {name: figures[name] for name in names}


def regions(sets, everything):
    """How many of everything lie in which of three sets: bit c of the region for set c."""
    counts = [0] * 8
    for item in everything:
        counts[sum((item in one) << bit for bit, one in enumerate(sets))] += 1
    return counts
