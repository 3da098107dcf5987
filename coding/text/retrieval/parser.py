"""Reading a retrieval query; the grammar is explained in docs/user/retrieval.md.

any    = all { OR all }
all    = beside { AND beside | WITHIN unit }      WITHIN takes all that stands before it
beside = one { (OVERLAPS | NEAR:k | NEAR:kp | FOLLOWS:k) one }
one    = [NOT] ( "(" any ")" | code | code* | "words" | name:value | name=value )
"""

import re
from collections.abc import Sequence

from coding.text.query import QueryProblem
from coding.text.query import parse as parse_words

from .dates import period
from .tokens import (
    BAD_DISTANCE,
    BAD_UNIT,
    CAPITALS,
    NO_CODE,
    NO_CONDITION,
    NO_DISTANCE,
    NO_LEFT,
    NO_OPERAND,
    NO_OPERATOR,
    NO_VALUE,
    NOTHING,
    ONLY_NOT,
    OPERATORS,
    QUOTES,
    TOO_LONG,
    UNCLOSED,
    UNOPENED,
    Token,
    tokens,
)
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
    Unit,
    Within,
    misplaced_not,
)

CONDITIONS = ("agency", "participant", "role", "site", "kind", "author", "coder", "date")
LONGEST = 2_000
MOST_LEAVES = 60
DEEPEST = 20
FURTHEST = 1_000_000


def parse(text: str) -> Node:
    """Read a query. Codes and names are not looked up.

    Raises:
        RetrievalProblem
    """
    found = tokens(text)
    if not found:
        raise RetrievalProblem(NOTHING, (0, len(text)))
    if len(text) > LONGEST or len(found) > 4 * MOST_LEAVES:
        raise RetrievalProblem(TOO_LONG, (0, len(text)))
    reader = _Reader(found)
    node = reader.any_of(depth=0)
    if reader.next:
        raise RetrievalProblem(UNOPENED, reader.next.at)
    lonely = misplaced_not(node)
    if lonely:
        raise RetrievalProblem(ONLY_NOT, lonely)
    return node


_KEY = re.compile(r"[a-z0-9_.-]+")
_BESIDE = tuple(rule.value for rule in Beside)


class _Reader:
    """Reads tokens by recursive descent."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens, self.place = tokens, 0

    @property
    def next(self) -> Token | None:
        return self.tokens[self.place] if self.place < len(self.tokens) else None

    @property
    def kind(self) -> str:
        return self.next.kind if self.next else ""

    def take(self) -> Token:
        token = self.tokens[self.place]
        self.place += 1
        return token

    def any_of(self, depth: int) -> Node:
        parts = [self.all_of(depth)]
        while self.kind == "OR":
            self.operand_after(self.take())
            parts.append(self.all_of(depth))
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def all_of(self, depth: int) -> Node:
        parts = [self.beside(depth)]
        while self.kind not in ("OR", "close", ""):
            token = self.take()
            if token.kind == "AND":
                self.operand_after(token)
                parts.append(self.beside(depth))
            elif token.kind == "WITHIN":
                parts = [self.within(token, _all(parts))]
            elif token.text.upper() in OPERATORS:
                raise RetrievalProblem(CAPITALS, token.at, text=token.text.upper())
            else:
                raise RetrievalProblem(NO_OPERATOR, token.at, text=token.text)
        return _all(parts)

    def within(self, operator: Token, part: Node) -> Within:
        if self.next is None or operator.text != "WITHIN":
            raise RetrievalProblem(BAD_UNIT, operator.at, text=operator.text)
        token = self.take()
        name, colon, number = token.text.partition(":")
        units = {unit.value: unit for unit in Unit}
        size = _number(number)
        if name in units and (name == Unit.WINDOW.value) == bool(colon) and (size or not colon):
            return Within(part, units[name], size or 1)
        raise RetrievalProblem(BAD_UNIT, token.at, text=token.text)

    def beside(self, depth: int) -> Node:
        node = self.one(depth)
        while self.kind in _BESIDE:
            token = self.take()
            rule, gap, in_paragraphs = _distance(token)
            self.operand_after(token)
            node = Pair(rule, node, self.one(depth), gap, in_paragraphs)
        return node

    def operand_after(self, token: Token) -> None:
        if self.kind in ("", "close", "AND", "OR", "WITHIN", *_BESIDE):
            raise RetrievalProblem(NO_OPERAND, token.at, text=token.text)

    def one(self, depth: int) -> Node:
        token = self.take()
        if depth > DEEPEST:
            raise RetrievalProblem(TOO_LONG, token.at)
        match token.kind:
            case "NOT":
                self.operand_after(token)
                return Not(self.one(depth + 1), token.at)
            case "open":
                return self.parenthesis(token, depth)
            case "quoted":
                return _text(token.text, token)
            case "named":
                return _named(token)
            case "word":
                return _code(token)
            case "close":
                opened = self.place > 1 and self.tokens[self.place - 2].kind == "open"
                message = NOTHING if opened else UNOPENED
                raise RetrievalProblem(message, token.at)
            case _:
                raise RetrievalProblem(NO_LEFT, token.at, text=token.text)

    def parenthesis(self, token: Token, depth: int) -> Node:
        if self.next is None:
            raise RetrievalProblem(UNCLOSED, token.at)
        node = self.any_of(depth + 1)
        if self.kind != "close":
            raise RetrievalProblem(UNCLOSED, token.at)
        self.take()
        return node


def _all(parts: list[Node]) -> Node:
    return parts[0] if len(parts) == 1 else And(tuple(parts))


def _number(written: str) -> int | None:
    good = written.isascii() and written.isdecimal() and len(written) <= 7
    return int(written) if good and int(written) <= FURTHEST else None


def _distance(token: Token) -> tuple[Beside, int, bool]:
    name, colon, number = token.text.partition(":")
    rule = Beside(name)
    if rule is Beside.OVERLAPS and not colon:
        return rule, 0, False
    if not number:
        raise RetrievalProblem(NO_DISTANCE, token.at, text=name)
    in_paragraphs = rule is Beside.NEAR and number.endswith("p")
    gap = _number(number.removesuffix("p") if in_paragraphs else number)
    if gap is None or rule is Beside.OVERLAPS:
        raise RetrievalProblem(BAD_DISTANCE, token.at, text=token.text)
    return rule, gap, in_paragraphs


def _text(quoted: str, token: Token) -> Text:
    inside = quoted.strip(QUOTES)
    try:
        parse_words(f'"{inside}"')
    except QueryProblem as problem:
        raise RetrievalProblem(str(problem), token.at) from None
    return Text(inside, token.at)


def _code(token: Token) -> Code:
    key = token.text.removesuffix("*").removesuffix(".")
    if token.text.upper() in OPERATORS:
        raise RetrievalProblem(CAPITALS, token.at, text=token.text.upper())
    if not _KEY.fullmatch(key):
        raise RetrievalProblem(NO_CODE, token.at, text=token.text)
    return Code(key, token.text.endswith("*"), at=token.at)


def _named(token: Token) -> Node:
    border = next(n for n, letter in enumerate(token.text) if letter in ":=" and _closed(token, n))
    name, sign, value = token.text[:border], token.text[border], token.text[border + 1 :]
    name, value = name.strip(QUOTES), value.strip(QUOTES).strip()
    if not value:
        raise RetrievalProblem(NO_VALUE, token.at, text=name + sign)
    if sign == "=":
        return Condition(name, value, attribute=True, at=token.at)
    if name == "text":
        return _text(value, token)
    if name not in CONDITIONS:
        known = ", ".join(f"{known}:" for known in (*CONDITIONS, "text"))
        raise RetrievalProblem(NO_CONDITION, token.at, name=name, known=known)
    if name == "date":
        period(value, token.at)
    return Condition(name, value, at=token.at)


def _closed(token: Token, place: int) -> bool:
    """Whether the sign is not inside the quotation marks of a name."""
    return sum(token.text[:place].count(mark) for mark in QUOTES) % 2 == 0
