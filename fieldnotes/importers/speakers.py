"""Who speaks: speaker labels at the start of paragraphs, and the turns between them.

The rule of thumb is MAXQDA's: a label opens a paragraph, has at most 63 characters and ends with a
colon. Real transcripts put blanks before the colon, mix upper and lower case and stamp times; real
prose has colons too. So a label counts only when something else speaks for it (see `turns`).
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from .document import Span, Turn

_MAX_LABEL = 63
_MAX_WORDS = 4
# Blanks, a time and a label fit in here; what is longer is not looked at.
_MAX_OPENING = 160
# The share of paragraphs that open with a sure label from which a text counts as a transcript.
_TRANSCRIPT_SHARE = 0.8

_STAMP = r"[\[(]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?[\])]?"
_OPENING = re.compile(
    rf"\s*(?:{_STAMP}\s*[-–]?\s*)?"  # a time before the label
    rf"(?P<label>[^\s:：][^:：\n]{{0,{_MAX_LABEL - 1}}}?)"
    rf"(?:[ \t]*[\[(]{_STAMP}[\])])?\s*"  # a time in brackets after it
    r"[:：](?!//|\\)"
)
# A word of a name: "Anna", "O'Neil", "P1", "(police)", "Dr.", "J.P.".
_WORD = re.compile(r"\(?[^\W_][\w'’&/#-]*\)?|(?:[^\W\d_]{1,3}\.)+|&|#?\d+")
_ROLES = re.compile(
    r"(?:interview(?:er|ee)|interviewe(?:ur|use)|interviewé(?:e|\.e|·e)?|int|enquêt(?:eur|rice|ée?)"
    r"|moderator|modérat(?:eur|rice)|facilitator|animat(?:eur|rice)|researcher|chercheu(?:r|se)"
    r"|respondent|répondante?|participante?|(?:unknown )?speaker|locut(?:eur|rice)|[pr](?=\d))"
    r"(?: ?#?\d{1,3}){0,2}"
)
_INTERVIEWER = re.compile(
    r"interviewer|interviewe(?:ur|use)|enquêt(?:eur|rice)|moderator|modérat(?:eur|rice)"
    r"|facilitator|animat(?:eur|rice)|researcher|chercheu(?:r|se)|question"
)
_INTERVIEWER_INITIALS = {"i", "int", "iv", "ir", "mod", "q"}
# Headings of forms and fieldnotes, which recur as labels do.
_HEADINGS = {
    *("note", "notes", "nb", "n.b.", "ps", "p.s.", "oc", "o.c.", "comment", "comments", "remark"),
    *("remarks", "memo", "observation", "observations", "observer comment", "reflection"),
    *("field note", "summary", "context", "background", "example", "e.g.", "i.e.", "date", "day"),
    *("time", "duration", "start", "end", "place", "location", "site", "setting", "title"),
    *("subject", "topic", "theme", "code", "present", "participants", "attendees", "author"),
    *("file", "page", "section", "chapter", "questions", "http", "https", "ftp", "mailto", "re"),
    *("fw", "cc", "to", "from", "monday", "tuesday", "wednesday", "thursday", "friday"),
    *("saturday", "sunday", "morning", "afternoon", "evening"),
    *("remarque", "remarques", "commentaire", "résumé", "contexte", "exemple", "jour", "heure"),
    *("durée", "début", "fin", "lieu", "titre", "sujet", "thème", "présents", "auteur", "fichier"),
    *("réflexion", "objet", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"),
    *("dimanche", "matin", "après-midi", "soir"),
}


def turns(text: str, paragraphs: Sequence[Span]) -> tuple[Turn, ...]:
    """The speaker turns of a text, one for each label that counts.

    A label counts when it names a role ("Interviewer 1", "P2"), when it is written like a name and
    opens at least two paragraphs, or when it is written like a name in a text whose other
    paragraphs nearly all open with labels. A turn runs from the paragraph of its label to the last
    one before the next label; what stands before the first label belongs to no turn.
    """
    candidates = [
        _candidate(text[span.start : min(span.end, span.start + _MAX_OPENING)])
        for span in paragraphs
    ]
    accepted = _accepted([label for label in candidates if label], len(paragraphs))
    openings = [
        (number, label) for number, label in enumerate(candidates) if _folded(label) in accepted
    ]
    return tuple(
        Turn(paragraphs[number].start, paragraphs[after - 1].end, label)
        for (number, label), (after, _) in pairwise([*openings, (len(paragraphs), "")])
    )


def is_interviewer(label: str) -> bool:
    """Whether a label names the one who asks: "Interviewer 2", "INT", "Anna (researcher)"."""
    folded = _folded(label)
    initials = re.sub(r"[\s#.\d]", "", folded)
    return initials in _INTERVIEWER_INITIALS or any(
        _INTERVIEWER.fullmatch(word.rstrip("0123456789")) for word in re.findall(r"\w+", folded)
    )


def _candidate(opening_text: str) -> str:
    """The label a paragraph opens with, blanks folded; "" where no name could stand there."""
    opening = _OPENING.match(opening_text)
    if opening is None:
        return ""
    label = " ".join(opening["label"].split())
    words = label.split()
    after = opening_text[opening.end() : opening.end() + 1]
    is_ratio = label[-1:].isdigit() and after.isdigit()  # "Luke 3:16"
    if len(words) > _MAX_WORDS or is_ratio or _folded(label) in _HEADINGS:
        return ""
    has_letter = any(character.isalpha() for character in label)
    return label if has_letter and all(map(_WORD.fullmatch, words)) else ""


def _accepted(labels: list[str], paragraph_count: int) -> set[str]:
    """The labels that count, folded to lower case."""
    counts = Counter(map(_folded, labels))
    names = {_folded(label) for label in labels if _is_name(label)}
    accepted = {
        label
        for label, count in counts.items()
        if _ROLES.fullmatch(label) or (label in names and count > 1)
    }
    labelled = sum(counts[label] for label in accepted)
    if labelled >= _TRANSCRIPT_SHARE * paragraph_count:
        accepted |= names
    return accepted


def _is_name(label: str) -> bool:
    """Names begin and end with a capital or a figure ("Marie de Villiers"), or are one word."""
    words = label.split()
    ends = (words[0].lstrip("(#"), words[-1].lstrip("(#"))
    return len(words) == 1 or all(not end[:1].islower() for end in ends)


def _folded(label: str) -> str:
    return label.casefold()
