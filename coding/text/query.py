"""What a person looks for: words, "a phrase", begin*, OR, -without and (parentheses).

A query is read into a small tree. `tsquery` hands the tree to PostgreSQL, `found` answers it for
one text and says where; both give the same answer (a test holds them against each other).
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from fieldnotes.importers.words import Word, quoted, words

Range = tuple[int, int]


def gettext_noop(message: str) -> str:
    """Mark a sentence for the translators and return it unchanged."""
    return message


class QueryProblem(Exception):
    """Why a query cannot be read, as an English sentence to be translated."""


@dataclass(frozen=True)
class Term:
    """One word: any of `lexemes`, or, with `begins`, every word that begins so."""

    lexemes: tuple[str, ...]
    begins: bool = False


@dataclass(frozen=True)
class Phrase:
    """Words that follow each other; a single word is a phrase of one."""

    terms: tuple[Term, ...]


@dataclass(frozen=True)
class All:
    """Every part of `parts`, at least one, and nothing of `without`."""

    parts: tuple["Node", ...]
    without: tuple["Node", ...] = ()


@dataclass(frozen=True)
class AnyOf:
    parts: tuple["Node", ...]


Node = Phrase | All | AnyOf


def parse(text: str, *, forms: Callable[[str], Sequence[str]] = lambda key: ()) -> Node:
    """Read a query. AND binds tighter than OR; a word that holds several, as "well-being" does, is
    a phrase of them.

    Args:
        forms: further lexemes that a word stands for, by its key; asked for the words that stand
            alone and outside quotation marks.

    Raises:
        QueryProblem
    """
    tokens = [Token(match.lastgroup or "", match[0]) for match in _TOKEN.finditer(text)]
    reader = _Reader(tokens, forms)
    node = reader.any_of()
    if reader.kind:
        raise QueryProblem(UNOPENED)
    return node


UNOPENED = gettext_noop("A parenthesis is closed that was not opened.")
UNCLOSED = gettext_noop("A parenthesis is not closed.")
NO_WORD = gettext_noop("Write at least one word to look for.")
LONELY_OR = gettext_noop("OR stands between two words: power OR status.")
ONLY_WITHOUT = gettext_noop(
    "A minus leaves out what else was found: write a word to look for beside it."
)


@dataclass(frozen=True)
class Token:
    kind: str
    text: str


_TOKEN = re.compile(
    r"""(?P<open>\() | (?P<close>\)) | (?P<or>\|+ | \bOR\b(?![*'’-])) | (?P<and>\bAND\b(?![*'’-]))
    | (?P<without>(?<![^\s(])-(?=[^\s)-])) | (?P<phrase>["“”„«»][^"“”„«»]*["“”„«»]?)
    | (?P<word>[^\s()|"“”„«»]+)""",
    re.VERBOSE,
)


@dataclass
class _Reader:
    """Reads tokens by recursive descent: any_of > all_of > one."""

    tokens: Sequence[Token]
    forms: Callable[[str], Sequence[str]]
    at: int = field(default=0)

    @property
    def kind(self) -> str:
        """The kind of the token that comes next; "" at the end."""
        return self.tokens[self.at].kind if self.at < len(self.tokens) else ""

    def any_of(self) -> Node:
        parts = [self.all_of()]
        while self.kind == "or":
            self.at += 1
            if self.kind in ("or", "close", ""):
                raise QueryProblem(LONELY_OR)
            parts.append(self.all_of())
        return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))

    def all_of(self) -> Node:
        parts: list[Node] = []
        without: list[Node] = []
        while self.kind not in ("or", "close", ""):
            unwanted = self.kind == "without"
            self.at += unwanted
            node = self.one()
            if node:
                (without if unwanted else parts).append(node)
        if not parts:
            lonely = self.kind == "or" and not without
            raise QueryProblem(ONLY_WITHOUT if without else LONELY_OR if lonely else NO_WORD)
        return parts[0] if len(parts) == 1 and not without else All(tuple(parts), tuple(without))

    def one(self) -> Node | None:
        """A parenthesis or a word; None for what holds no word, as a dash or AND."""
        token = self.tokens[self.at]
        self.at += 1
        if token.kind == "open":
            node = self.any_of()
            if self.kind != "close":
                raise QueryProblem(UNCLOSED)
            self.at += 1
            return node
        return None if token.kind == "and" else self.phrase(token)

    def phrase(self, token: Token) -> Phrase | None:
        """A star behind a word makes it a beginning; alone, it is nothing."""
        terms = []
        found = words(token.text)
        for word in found:
            begins = token.text[word.end : word.end + 1] == "*"
            plain = token.kind == "word" and len(found) == 1 and not begins
            also = self.forms(word.key) if plain else ()
            terms.append(Term((word.key, *also), begins))
        return Phrase(tuple(terms)) if terms else None


def tsquery(node: Node) -> str:
    """The tree as a tsquery literal."""
    match node:
        case Phrase(terms):
            return "(" + " <-> ".join(map(_lexemes, terms)) + ")"
        case AnyOf(parts):
            return "(" + " | ".join(map(tsquery, parts)) + ")"
        case All(parts, without):
            unwanted = (f"!{tsquery(part)}" for part in without)
            return "(" + " & ".join([*map(tsquery, parts), *unwanted]) + ")"


def _lexemes(term: Term) -> str:
    star = ":*" if term.begins else ""
    return "(" + " | ".join(quoted(lexeme) + star for lexeme in term.lexemes) + ")"


def found(
    node: Node, text: Sequence[Word], stems: Mapping[str, Sequence[str]]
) -> list[Range] | None:
    """Where a text holds what is looked for; None if it does not.

    Args:
        text: the words of the text.
        stems: the further lexemes of the words' keys, as they are in the index; empty where no
            term of the query has further lexemes.

    Returns:
        The places of wanted words and phrases in order, once each, in code points; never empty.
    """
    places = _Text(text, stems).found(node)
    return None if places is None else sorted(places)


class _Text:
    def __init__(self, text: Sequence[Word], stems: Mapping[str, Sequence[str]]) -> None:
        self.words, self.stems = text, stems
        self.keys = {word.key for word in text}

    def found(self, node: Node) -> set[Range] | None:
        match node:
            case Phrase(terms):
                return self._places(terms) or None
            case AnyOf(parts):
                return set().union(*filter(None, map(self.found, parts))) or None
            case All(parts, without):
                places: set[Range] = set()
                for part in parts:
                    inside = self.found(part)
                    if inside is None:
                        return None
                    places |= inside
                return None if any(map(self.found, without)) else places

    def _places(self, terms: Sequence[Term]) -> set[Range]:
        fitting = [self._fitting(term) for term in terms]
        last = len(terms) - 1
        if not all(fitting):
            return set()
        return {
            (word.start, self.words[first + last].end)
            for first, word in enumerate(self.words[: len(self.words) - last])
            if word.key in fitting[0]
            and all(self.words[first + i].key in fitting[i] for i in range(1, last + 1))
        }

    def _fitting(self, term: Term) -> set[str]:
        """The keys of the text that a term means."""
        if term.begins:
            return {key for key in self.keys if key.startswith(term.lexemes[0])}
        lexemes = set(term.lexemes)
        stemmed = (key for key, own in self.stems.items() if not lexemes.isdisjoint(own))
        return self.keys & lexemes | self.keys.intersection(stemmed)
