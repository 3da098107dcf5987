"""What a retrieval is asked for."""

from dataclasses import asdict, dataclass
from typing import Any, Self

from coding.models import Report
from coding.reports.parameters import Parameters
from coding.text.retrieval.parser import parse
from coding.text.retrieval.tree import Node, with_coders


@dataclass(frozen=True)
class Asked:
    """A query as it was written, and the coding layer it is asked of, as in co-occurrence."""

    query: str
    layer: str = "any"

    def tree(self) -> Node:
        """Raises RetrievalProblem."""
        return with_coders(parse(self.query))

    def reading(self) -> Parameters:
        """What is read of the segments: of any coder, each coder's own, so that `coder:` can
        choose among them. Raises ValueError for a layer that there is not."""
        return Parameters(layer=self.layer, pairs="same" if self.layer == "any" else "all")

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of(cls, report: Report) -> Self:
        return cls(**report.parameters)
