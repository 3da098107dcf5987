"""What a report is computed from, read at known revisions: segments, units and speakers.

Reading takes what is packed in blocks; it is cheap and needs the snapshot. `Source.parts` turns it
into columns, some documents at a time, so that memory does not grow with the project.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

import numpy as np

from coding.stats.corpus import Corpus
from coding.stats.intervals import IntArray
from coding.stats.kept import Kept
from coding.stats.layers import Consensus, select_layer
from coding.stats.units import Speakers, Units, Windows
from fieldnotes.models import Project

from .codelist import CodeList
from .parameters import Base, Parameters
from .reading import Documents, Read, borders_of_parts, documents_of, read_part


@dataclass(frozen=True, eq=False)
class Part:
    """Segments of some documents on the layer, and what they are counted by.

    Places are those of the kept text; `kept` is None where all of it is. Documents are numbered as
    in the source.
    """

    corpus: Corpus
    units: Units | Windows | None
    speakers: Speakers | None
    characters: int
    kept: Kept | None

    def in_text(
        self, document: IntArray, start: IntArray, end: IntArray
    ) -> tuple[IntArray, IntArray]:
        """Where ranges stand in the documents' texts."""
        return self.kept.in_text(document, start, end) if self.kept else (start, end)


@dataclass(frozen=True, eq=False)
class Source:
    """All that a report reads. `participants` are the ids behind the units of `participant`."""

    parameters: Parameters
    codes: CodeList
    documents: Documents
    chosen: list[int] | None
    """Ids of the participants whose text is kept; None for everybody's."""
    read: Iterable[Read]
    size: int
    """How many parts there are."""

    def at_once(self) -> "Source":
        """The same with everything read, for parts that are taken after the snapshot."""
        return replace(self, read=list(self.read))

    @cached_property
    def participants(self) -> IntArray:
        """Ids of those who speak in the documents."""
        speaking = [part.turns[3] for part in self.read if part.turns is not None]
        ids = np.unique(np.concatenate(speaking)) if speaking else np.empty(0, dtype=np.int64)
        return ids[ids >= 0]

    def parts(self, only: Collection[int] | None = None) -> Iterator[Part]:
        """The parts one after the other; `only` some codes (by index) where that is enough."""
        code_of = self.codes.index_of_ids()
        for read in self.read:
            yield self._part(read, code_of, only)

    def _part(self, read: Read, code_of: IntArray, only: Collection[int] | None) -> Part:
        layer = self.parameters.chosen_layer
        corpus = self._corpus(read, code_of)
        if only is not None and not isinstance(layer, Consensus):
            corpus = corpus.take(np.isin(corpus.code, list(only)))
        kept = self._kept(read)
        if kept:
            corpus = kept.cut(corpus)
        units = self._units(read, kept)
        length = read.documents.length
        characters = kept.lengths(read.first + len(length)) if kept else length
        return Part(
            corpus=select_layer(corpus, layer),
            units=units,
            speakers=self._speakers(read, kept),
            characters=int(characters.sum()),
            kept=kept,
        )

    def _corpus(self, read: Read, code_of: IntArray) -> Corpus:
        start, end, code, coder = np.ascontiguousarray(read.segments.rows.T, dtype=np.int64)
        code = code_of[np.minimum(code, len(code_of) - 1)]
        corpus = Corpus(read.segments.document + read.first, start, end, code, coder)
        coders = self.parameters.filters.coders
        known = code >= 0
        if coders:
            known &= np.isin(coder, coders)
        return corpus if known.all() else corpus.take(known)

    def _kept(self, read: Read) -> Kept | None:
        if not self.parameters.filters.of_speakers or read.turns is None:
            return None
        document, start, end, participant, interviewer = read.turns
        left_out = (interviewer == 1) & self.parameters.filters.without_interviewer
        if self.chosen is not None:
            keep = np.isin(participant, self.chosen) & ~left_out
            return Kept.of(Units(document[keep], start[keep], end[keep]))
        width = int(read.documents.length.max(initial=0)) + 1
        whole = (np.arange(len(read.documents.length)) + read.first) * width
        line = document[left_out] * width
        starts = np.sort(np.concatenate([whole, line + end[left_out]]))
        ends = np.sort(np.concatenate([whole + read.documents.length, line + start[left_out]]))
        stretch = starts < ends
        document, start = np.divmod(starts[stretch], width)
        return Kept.of(Units(document, start, ends[stretch] - document * width))

    def _units(self, read: Read, kept: Kept | None) -> Units | Windows | None:
        if read.units is not None:
            start, end = np.ascontiguousarray(read.units.rows.T, dtype=np.int64)
            units = Units(read.units.document + read.first, start, end)
        elif self.parameters.kind == Base.DOCUMENT:
            length = read.documents.length
            held = np.flatnonzero(length)
            units = Units(held + read.first, np.zeros_like(held), length[held])
        else:
            return None
        if kept:
            units = kept.cut_units(units)[0]
        size = self.parameters.distance
        return Windows.of(units, size or 1) if self.parameters.kind == Base.WINDOW else units

    def _speakers(self, read: Read, kept: Kept | None) -> Speakers | None:
        if self.parameters.kind != Base.PARTICIPANT or read.turns is None:
            return None
        document, start, end, participant, _interviewer = read.turns
        turns = Units(document, start, end)
        if kept:
            turns, rows = kept.cut_units(turns)
            participant = participant[rows]
        index = np.searchsorted(self.participants, participant)
        return Speakers(turns, np.where(participant >= 0, index, -1))


def read_source(
    project: Project,
    parameters: Parameters,
    codes: CodeList,
    revisions: Mapping[int, int] | None = None,
    chosen: list[int] | None = None,
) -> Source:
    """Read what the report needs, in the snapshot that is open: each part when it is taken.

    revisions: the documents as of which revisions; None for those that the filters choose, as they
    are now. chosen: ids of the participants whose text is kept, where the filters choose some.
    """
    documents = documents_of(project, parameters, revisions)
    borders = borders_of_parts(documents)
    read = (
        read_part(documents.take(slice(begin, end)), begin, parameters)
        for begin, end in pairwise(borders)
    )
    source = Source(parameters, codes, documents, chosen, read, len(borders) - 1)
    return source.at_once() if parameters.kind == Base.PARTICIPANT else source
