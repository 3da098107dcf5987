"""The pieces of a retrieval query, and the sentences about what is wrong with them."""

import re
from dataclasses import dataclass

from .tree import Beside, Range, RetrievalProblem


def gettext_noop(message: str) -> str:
    """Mark a sentence for the translators and return it unchanged."""
    return message


NOTHING = gettext_noop("Write what to look for: a code such as power.define, or “words”.")
UNOPENED = gettext_noop("This parenthesis is closed, but was not opened.")
UNCLOSED = gettext_noop("This parenthesis is not closed.")
UNQUOTED = gettext_noop("This quotation mark is not closed.")
NO_OPERATOR = gettext_noop("Something is missing before “%(text)s”: AND, OR, NEAR:50, …")
NO_OPERAND = gettext_noop("Something to look for is missing behind “%(text)s”.")
NO_LEFT = gettext_noop("Something to look for is missing before “%(text)s”.")
NO_DISTANCE = gettext_noop("%(text)s needs a number of characters, as in %(text)s:50.")
BAD_DISTANCE = gettext_noop("“%(text)s” is no distance: write NEAR:50, NEAR:2p or FOLLOWS:50.")
BAD_UNIT = gettext_noop(
    "“%(text)s” is no unit: write WITHIN paragraph, WITHIN turn, WITHIN window:3 "
    "or WITHIN document."
)
NO_VALUE = gettext_noop("“%(text)s” needs a value, as in %(text)spolice or %(text)s“two words”.")
NO_CONDITION = gettext_noop("There is no “%(name)s:”. There are: %(known)s.")
NO_CODE = gettext_noop(
    "“%(text)s” is no key of a code; words of the text stand in “quotation marks”."
)
ONLY_NOT = gettext_noop(
    "NOT leaves out what else was found: say beside it what to look for, or of what it is asked, "
    "as in NOT power WITHIN turn."
)
TOO_LONG = gettext_noop("This query is too long or too deep to be answered.")
CAPITALS = gettext_noop("Write %(text)s in capitals.")

_TOKEN = re.compile(
    r"""(?P<open>\() | (?P<close>\))
    | (?P<named>(?:[^\s()"“”„«»:=]+|["“”„«»][^"“”„«»]*["“”„«»](?=[=]))[:=]
        (?:["“”„«»][^"“”„«»]*["“”„«»]|[^\s()"“”„«»]*))
    | (?P<quoted>["“”„«»][^"“”„«»]*["“”„«»]) | (?P<unquoted>["“”„«»].*)
    | (?P<word>[^\s()"“”„«»]+)""",
    re.VERBOSE | re.DOTALL,
)
QUOTES = '"“”„«»'


OPERATORS = ("AND", "OR", "NOT", "WITHIN", *(rule.value for rule in Beside))


@dataclass(frozen=True)
class Token:
    """`kind` is one of open, close, named, quoted, word, or an operator's own name."""

    kind: str
    text: str
    at: Range


def tokens(text: str) -> list[Token]:
    found = []
    for match in _TOKEN.finditer(text):
        kind, written = match.lastgroup or "", match[0]
        if kind == "unquoted":
            raise RetrievalProblem(UNQUOTED, (match.start(), match.start() + 1))
        operator = written.partition(":")[0]
        if kind in ("word", "named") and operator in OPERATORS:
            kind = operator
        found.append(Token(kind, written, match.span()))
    return found
