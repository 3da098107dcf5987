"""What a retrieval query says, as a tree; what it means is in docs/architecture.md."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TypeAlias

Range = tuple[int, int]


class RetrievalProblem(Exception):
    """Why a query cannot be read or answered: an English sentence to be translated, with values
    to put in, and the place in the query, in code points."""

    def __init__(self, message: str, at: Range, **params: str) -> None:
        super().__init__(message)
        self.message, self.at, self.params = message, at, params

    def __str__(self) -> str:
        return self.message % self.params


class Beside(Enum):
    """How the passages of one side stand to those of the other."""

    OVERLAPS = "OVERLAPS"
    NEAR = "NEAR"
    FOLLOWS = "FOLLOWS"


class Unit(Enum):
    """Stretches of text that a query can be asked of."""

    PARAGRAPH = "paragraph"
    TURN = "turn"
    WINDOW = "window"
    DOCUMENT = "document"


@dataclass(frozen=True)
class Code:
    """The segments of a code, with `below` also of those under it; any code where `key` is empty.

    `coders` are trees of `coder:` conditions: each must fit.
    """

    key: str
    below: bool = False
    coders: tuple["Node", ...] = ()
    at: Range = field(default=(0, 0), compare=False)


@dataclass(frozen=True)
class Text:
    """A word, a beginning* or a phrase, as coding/text/query.py reads it in quotation marks."""

    text: str
    at: Range = field(default=(0, 0), compare=False)


@dataclass(frozen=True)
class Condition:
    """`name:value`, or `name=value` for an attribute of the project."""

    name: str
    value: str
    attribute: bool = False
    at: Range = field(default=(0, 0), compare=False)


@dataclass(frozen=True)
class And:
    parts: tuple["Node", ...]


@dataclass(frozen=True)
class Or:
    parts: tuple["Node", ...]


@dataclass(frozen=True)
class Not:
    part: "Node"
    at: Range = field(default=(0, 0), compare=False)


@dataclass(frozen=True)
class Pair:
    """`left OVERLAPS right` and its like; `gap` in characters, or in paragraphs."""

    rule: Beside
    left: "Node"
    right: "Node"
    gap: int = 0
    in_paragraphs: bool = False


@dataclass(frozen=True)
class Within:
    """`size` counts the turns of a window."""

    part: "Node"
    unit: Unit
    size: int = 1


Leaf: TypeAlias = Code | Text | Condition
Node: TypeAlias = Leaf | And | Or | Not | Pair | Within


def children(node: Node) -> tuple[Node, ...]:
    match node:
        case And(parts) | Or(parts):
            return parts
        case Not(part) | Within(part):
            return (part,)
        case Pair(left=left, right=right):
            return left, right
        case _:
            return ()


def leaves(node: Node) -> Iterator[Leaf]:
    """Codes, words and conditions in the order of the query; not what is inside `Code.coders`."""
    if isinstance(node, (Code, Text, Condition)):
        yield node
    for child in children(node):
        yield from leaves(child)


def wanted(node: Node) -> Iterator[Code | Text]:
    """The codes and words that are looked for: those under no NOT."""
    if isinstance(node, (Code, Text)):
        yield node
    elif not isinstance(node, Not):
        for child in children(node):
            yield from wanted(child)


def without_passages(node: Node) -> Range | None:
    """The place of a NOT that stands where passages are needed, for it has none; None if all is
    well. Of an AND one part must have passages, of an OR every one."""
    match node:
        case Not(at=at):
            return at
        case And(parts):
            lonely = [without_passages(part) for part in parts]
            return None if None in lonely else lonely[0]
        case Within():
            return None
        case _:
            return next(filter(None, map(without_passages, children(node))), None)


def misplaced_not(tree: Node) -> Range | None:
    """The place of a NOT with which a query, or a side of a pair in it, has no passages."""
    needed = [tree, *(side for pair in _pairs(tree) for side in children(pair))]
    return next(filter(None, map(without_passages, needed)), None)


def _pairs(node: Node) -> Iterator[Pair]:
    if isinstance(node, Pair):
        yield node
    for child in children(node):
        yield from _pairs(child)


def with_coders(node: Node) -> Node:
    """Hand each `coder:` condition to the codes beside it, at any depth. One with no code beside
    it becomes the segments of that coder, whatever their code."""
    if _only_coders(node):
        return Code("", coders=(node,), at=_start(node))
    match node:
        case And(parts):
            coders = tuple(part for part in parts if _only_coders(part))
            rest = tuple(part for part in parts if not _only_coders(part))
            if any(isinstance(leaf, Code) for part in rest for leaf in leaves(part)):
                rest = tuple(_narrowed(part, coders) for part in rest)
                coders = ()
            parts = (*map(with_coders, rest), *map(with_coders, coders))
            return parts[0] if len(parts) == 1 else And(parts)
        case Or(parts):
            return Or(tuple(map(with_coders, parts)))
        case Not(part) | Within(part):
            return replace(node, part=with_coders(part))
        case Pair(left=left, right=right):
            return replace(node, left=with_coders(left), right=with_coders(right))
        case _:
            return node


def _only_coders(node: Node) -> bool:
    """Whether nothing but coders is named, joined by AND, OR and NOT."""
    if isinstance(node, Condition):
        return node.name == "coder" and not node.attribute
    joined = isinstance(node, (And, Or, Not))
    return joined and all(map(_only_coders, children(node)))


def _narrowed(node: Node, coders: tuple[Node, ...]) -> Node:
    match node:
        case Code():
            return replace(node, coders=node.coders + coders)
        case And(parts) | Or(parts):
            return replace(node, parts=tuple(_narrowed(part, coders) for part in parts))
        case Not(part) | Within(part):
            return replace(node, part=_narrowed(part, coders))
        case Pair(left=left, right=right):
            return replace(node, left=_narrowed(left, coders), right=_narrowed(right, coders))
        case _:
            return node


def _start(node: Node) -> Range:
    return next(leaves(node)).at
