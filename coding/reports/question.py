"""What a table report can be asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from django.utils.translation import gettext as _

from coding.models import Report
from fieldnotes.models import Project

from .columns import By, attribute_of
from .filters import Filters
from .parameters import Parameters

UNITS = ("turn", "paragraph")


@dataclass(frozen=True)
class Question:
    """What a table report can be asked for. Raises ValueError, with a sentence for the person who
    asked, for what cannot be computed."""

    by: str = By.AGENCY
    """One of `By`, or `attribute:ID`."""
    units: str = "turn"
    """`turn` or `paragraph`: what the figure "units" counts."""
    layer: str = "any"
    filters: Filters = field(default_factory=Filters)

    def __post_init__(self) -> None:
        if self.units not in UNITS:
            raise ValueError(_("no such units: %(name)s") % {"name": self.units})
        Parameters(layer=self.layer)  # refuses a layer that is none

    @property
    def reading(self) -> Parameters:
        """What is read for it: segments on the layer, through the filters."""
        return Parameters(layer=self.layer, filters=self.filters)

    def require_columns_of(self, project: Project) -> None:
        """Raises ValueError when the columns are those of another project."""
        attribute_of(project, self.by)

    def as_json(self) -> dict[str, Any]:
        rest = {name: v for name, v in self.reading.as_json().items() if name != "base"}
        return {"by": str(self.by), "units": self.units, **rest}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        given = dict(stored)
        filters = Filters.from_json(given.pop("filters", None) or {})
        return cls(**given, filters=filters)

    @classmethod
    def of(cls, report: Report) -> Self:
        return cls.from_json(report.parameters)
