"""What a co-occurrence report can be asked for."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Self

from django.utils.translation import gettext as _

from coding.models import Report
from coding.queries import codes_of
from coding.stats.layers import (
    AnyCoder,
    AtLeastTwoCoders,
    Consensus,
    EveryCoder,
    Layer,
    OneCoder,
)
from coding.stats.pairs import Between
from fieldnotes.models import Project

from .filters import Filters

Base = Report.Base
PAIRS = (Base.OVERLAP, Base.NEAR, Base.NEAR_PARAGRAPHS, Base.FOLLOWS)
"""Bases that count pairs of segments; the others count units."""
WITH_DISTANCE = (Base.WINDOW, Base.NEAR, Base.NEAR_PARAGRAPHS, Base.FOLLOWS)
"""Bases that are given with a number: window:3, near:50."""
LONGEST = 1_000_000


@dataclass(frozen=True)
class Parameters:
    """Raises ValueError, with a sentence for the person who asked, for what cannot be computed."""

    base: str = "overlap"
    """One of Report.Base; `window`, `near`, `near-paragraphs` and `follows` with `:NUMBER`."""
    layer: str = "any"
    """`any`, `two`, `consensus` or `coder:ID`."""
    pairs: str = "all"
    """For bases of pairs on the layer `any`: `all`, `same` (of one coder) or `across` (of two)."""
    filters: Filters = field(default_factory=Filters)
    triple: tuple[int, ...] = ()
    """Three codes by id; empty for the dilemmas."""

    def __post_init__(self) -> None:
        if self.kind in WITH_DISTANCE:
            least = 1 if self.kind == Base.WINDOW else 0
            if self.distance is None or not least <= self.distance <= LONGEST:
                form = f"{self.kind}:{3 if least else 50}"
                raise ValueError(
                    _("%(base)s needs a number from %(least)d on, as in %(form)s.")
                    % {"base": self.kind, "least": least, "form": form}
                )
        elif ":" in self.base:
            raise ValueError(_("%(base)s takes no number.") % {"base": self.kind})
        _layer(self.layer)
        if self.pairs not in [between.value for between in Between]:
            raise ValueError(_("no such pairs: %(name)s") % {"name": self.pairs})
        if self.pairs != "all" and (self.kind not in PAIRS or self.layer != "any"):
            raise ValueError(
                _("Pairs of one coder or across coders need a base of pairs and any coder.")
            )
        if self.triple and len(set(self.triple)) != 3:
            raise ValueError(_("A triple is three different codes."))

    @property
    def kind(self) -> Report.Base:
        name = self.base.partition(":")[0]
        if name not in Base:
            raise ValueError(_("no such base: %(name)s") % {"name": self.base})
        return Base(name)

    @property
    def distance(self) -> int | None:
        """The number k of `window:k` and its like; None where there is none."""
        number = self.base.partition(":")[2]
        digits = number.isascii() and number.isdecimal()
        return int(number) if digits and len(number) < 10 else None

    @property
    def between(self) -> Between:
        return Between(self.pairs)

    @property
    def chosen_layer(self) -> Layer:
        return _layer(self.layer) if self.pairs == "all" else EveryCoder()

    def require_codes_of(self, project: Project) -> None:
        """Raises ValueError when the triple names a code that is none of the project's."""
        if codes_of(project).filter(pk__in=self.triple).count() < len(self.triple):
            raise ValueError(_("A triple is three different codes of the project."))

    def as_json(self) -> dict[str, Any]:
        """`base` and `layer`, and of the rest what was asked for."""
        rest = {"pairs": self.pairs} if self.pairs != "all" else {}
        asked = {name: value for name, value in asdict(self.filters).items() if value}
        return (
            {"base": self.base, "layer": self.layer}
            | rest
            | ({"filters": asked} if asked else {})
            | ({"triple": list(self.triple)} if self.triple else {})
        )

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """What `as_json` made, or an API request of the same shape."""
        given = dict(stored)
        filters = Filters.from_json(given.pop("filters", None) or {})
        return cls(**given | {"filters": filters, "triple": tuple(given.get("triple") or ())})

    @classmethod
    def of(cls, report: Report) -> Self:
        """Of a report of another kind what is common to all: layer and filters."""
        own = {field.name for field in fields(cls)}
        return cls.from_json({name: v for name, v in report.parameters.items() if name in own})


def _layer(name: str) -> Layer:
    named: dict[str, Layer] = {
        "any": AnyCoder(), "two": AtLeastTwoCoders(), "consensus": Consensus()
    }  # fmt: skip
    if name in named:
        return named[name]
    kind, _colon, coder = name.partition(":")
    if kind != "coder" or not (coder.isascii() and coder.isdecimal()):
        raise ValueError(_("no such layer: %(name)s") % {"name": name})
    return OneCoder(int(coder))
