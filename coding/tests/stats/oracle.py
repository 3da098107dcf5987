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
    stretches = []
    for document, code, place in agreed:
        if stretches and stretches[-1][:3] == [document, code, place]:
            stretches[-1][2] += 1
        else:
            stretches.append([document, code, place + 1, place])
    return sorted(Row(document, start, end, code, -1) for document, code, end, start in stretches)


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
