"""The tables of the vocabulary in the database, one model each, and the versions of the data.

The columns are those of :data:`bashu.tables.TABLES`, in their order; a row number before them keeps the
order in which the rows came in.
"""

from __future__ import annotations

from typing import Any

from django.db import models

from bashu.portal.data.fields import field_of
from bashu.tables import TABLES


class Version(models.Model):
    """One state of the whole data: written in the same transaction as the change that made it."""

    digest = models.TextField()
    action = models.TextField()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """A table that grows by one row with every change."""

        db_table = "bashu_version"
        get_latest_by = "id"

    def __str__(self) -> str:
        return f"{self.pk}-{self.digest}"


def _model(name: str, table_name: str) -> type[models.Model]:
    """The model of one table of the vocabulary."""
    table = TABLES[table_name]
    constraints = []
    if len(table.key) > 1:
        constraints.append(models.UniqueConstraint(fields=table.key, name=f"bashu_{table_name}_key"))
    options = {
        "db_table": f"bashu_{table_name}",
        "verbose_name": table.zh,
        "verbose_name_plural": table.zh,
        "ordering": ("id",),
        "constraints": constraints,
    }
    attributes: dict[str, Any] = {
        "__module__": __name__,
        "__doc__": table.meaning,
        "Meta": type("Meta", (), options),
        **{column.name: field_of(column, table) for column in table},
    }
    return type(name, (models.Model,), attributes)


Place = _model("Place", "places")
Travel = _model("Travel", "travel")
Organisation = _model("Organisation", "organisations")
Site = _model("Site", "sites")
Product = _model("Product", "products")
Input = _model("Input", "inputs")
Substitute = _model("Substitute", "substitutes")
Capability = _model("Capability", "capabilities")
Need = _model("Need", "needs")
Supply = _model("Supply", "supplies")
Project = _model("Project", "projects")
Agreement = _model("Agreement", "agreements")
Party = _model("Party", "parties")
Statistic = _model("Statistic", "statistics")
Coefficient = _model("Coefficient", "coefficients")
Regional = _model("Regional", "regional")

#: name of a table -> its model
MODELS: dict[str, type[models.Model]] = {
    "places": Place,
    "travel": Travel,
    "organisations": Organisation,
    "sites": Site,
    "products": Product,
    "inputs": Input,
    "substitutes": Substitute,
    "capabilities": Capability,
    "needs": Need,
    "supplies": Supply,
    "projects": Project,
    "agreements": Agreement,
    "parties": Party,
    "statistics": Statistic,
    "coefficients": Coefficient,
    "regional": Regional,
}
