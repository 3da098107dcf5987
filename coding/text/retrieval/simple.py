"""Queries of the shape that a form can show, written as text and read back."""

from collections.abc import Iterator
from dataclasses import dataclass

from .parser import parse
from .tree import (
    And,
    Beside,
    Code,
    Condition,
    Node,
    Not,
    Or,
    Pair,
    RetrievalProblem,
    Text,
    Within,
)

AND, OR, AND_NOT, NEAR_PARAGRAPHS = "AND", "OR", "AND NOT", "NEAR p"
OPERATORS = (AND, OR, AND_NOT, *(rule.value for rule in Beside), NEAR_PARAGRAPHS)
WITH_DISTANCE = (Beside.NEAR.value, NEAR_PARAGRAPHS, Beside.FOLLOWS.value)


@dataclass(frozen=True)
class Row:
    """A code (`power.define`, `power*`) or, where there is none, words of the text, joined to
    the row before by `operator`, which is nothing in the first row."""

    code: str = ""
    words: str = ""
    operator: str = AND
    distance: int = 50

    @property
    def operand(self) -> str:
        return self.code or f'"{self.words}"'


@dataclass(frozen=True)
class Simple:
    """`unit` as after WITHIN, "" for none; conditions are (name, value), `=` ends the name of an
    attribute."""

    rows: tuple[Row, ...]
    unit: str = ""
    conditions: tuple[tuple[str, str], ...] = ()

    def text(self) -> str:
        """The query."""
        said = ""
        for row in self.rows:
            said += f" {_operator(row)} {row.operand}" if said else row.operand
        if any(row.operator == OR for row in self.rows[1:]) and (self.unit or self.conditions):
            said = f"({said})"
        if said and self.unit:
            said += f" WITHIN {self.unit}"
        return " AND ".join(filter(None, [said, *map(_condition, self.conditions)]))


def simple(query: str) -> Simple | None:
    """The query as a form shows it; None where a form cannot, or where it cannot be read."""
    try:
        tree = parse(query)
        shown = _shown(tree)
        return shown if parse(shown.text()) == tree else None
    except (RetrievalProblem, _NotSimple):
        return None


def is_readable(query: str) -> bool:
    try:
        parse(query)
    except RetrievalProblem:
        return False
    return True


class _NotSimple(Exception):
    pass


def _shown(tree: Node) -> Simple:
    parts = tree.parts if isinstance(tree, And) else (tree,)
    conditions = tuple(
        (part.name + ("=" if part.attribute else ""), part.value)
        for part in parts
        if isinstance(part, Condition)
    )
    rest = tuple(part for part in parts if not isinstance(part, Condition))
    if not rest:
        return Simple((), "", conditions)
    inner: Node = rest[0] if len(rest) == 1 else And(rest)
    unit = ""
    if isinstance(inner, Within):
        unit = inner.unit.value + (f":{inner.size}" if inner.unit.value == "window" else "")
        inner = inner.part
    return Simple(tuple(_rows(inner, AND, 50)), unit, conditions)


def _rows(node: Node, operator: str, distance: int) -> Iterator[Row]:
    match node:
        case Or(parts) | And(parts):
            own = OR if isinstance(node, Or) else AND
            for place, part in enumerate(parts):
                yield from _rows(part, own if place else operator, distance)
        case Not(part) if operator == AND:
            yield from _rows(part, AND_NOT, distance)
        case Pair(rule=rule, left=left, right=right, gap=gap):
            yield from _rows(left, operator, distance)
            name = NEAR_PARAGRAPHS if node.in_paragraphs else rule.value
            yield from _rows(right, name, gap or 50 if name not in WITH_DISTANCE else gap)
        case Code(key=key, below=below):
            yield Row(code=key + "*" * below, operator=operator, distance=distance)
        case Text(text=text):
            yield Row(words=text, operator=operator, distance=distance)
        case _:
            raise _NotSimple


def _operator(row: Row) -> str:
    if row.operator == NEAR_PARAGRAPHS:
        return f"NEAR:{row.distance}p"
    return f"{row.operator}:{row.distance}" if row.operator in WITH_DISTANCE else row.operator


def _condition(condition: tuple[str, str]) -> str:
    name, value = condition
    sign = "=" if name.endswith("=") else ":"
    name = name.removesuffix("=")
    plain = name if not set(name) & set(' ():"') else f'"{name}"'
    return f"{plain}{sign}{value if not set(value) & set(' ()') else _quoted(value)}"


def _quoted(value: str) -> str:
    return f'"{value}"'
