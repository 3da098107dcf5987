"""From a place in a paragraph to its whole sentence."""

import re

Range = tuple[int, int]

# A sentence ends with its closing marks, and with a soft line break. French closes a quotation
# with a space in front of the mark.
_END = re.compile(r"""([.!?…]+)(?:[ \u00a0\u202f]?»|["'”’)\]])*\s+|\n+""")
_ABBREVIATIONS = frozenset(
    ["cf", "dr", "mgr", "mm", "mme", "mlle", "mr", "mrs", "ms", "p", "pp", "prof", "st", "vs"]
)


def sentence(text: str, paragraph: Range, place: Range) -> Range:
    """The sentence, or the sentences, that hold `place`; within `paragraph`, without blanks around.

    All ranges are half-open, in code points of `text`; `place` lies in `paragraph`.
    """
    start, end = paragraph
    for match in _END.finditer(text, start, end):
        if not _ends_a_sentence(text, start, match):
            continue
        if match.end() <= place[0]:
            start = match.end()
        elif match.end() >= place[1]:
            end = match.end()
            break
    return _trimmed(text, start, end)


def _ends_a_sentence(text: str, start: int, match: re.Match[str]) -> bool:
    if match[1] is None:
        return True
    follows = text[match.end() : match.end() + 1]
    if follows.islower():
        return False
    before = re.search(r"[^\W\d_]+$", text[start : match.start()])
    if match[1] != "." or before is None:
        return True
    initial = len(before[0]) == 1 and before[0].isupper() and before[0] != "I"
    return not (initial or before[0].lower() in _ABBREVIATIONS)


def _trimmed(text: str, start: int, end: int) -> Range:
    inner = text[start:end]
    return start + len(inner) - len(inner.lstrip()), end - (len(inner) - len(inner.rstrip()))
