from typing import Any

from django.db import models
from django.db.models import F, Func, Q
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _


class Project(models.Model):
    name = models.CharField(_("name"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    blind = models.BooleanField(
        _("blind"),
        default=False,
        help_text=_("Researchers see only the coded segments that they made themselves."),
    )
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class Agency(models.Model):
    """An organisation that participants come from: social work, probation, police, ..."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="agencies")
    name = models.CharField(_("name"), max_length=100)

    class Meta:
        verbose_name_plural = "agencies"
        constraints = [
            models.UniqueConstraint(fields=["project", "name"], name="agency_named_once_a_project")
        ]

    def __str__(self) -> str:
        return self.name


class Participant(models.Model):
    """A person who was interviewed or observed, under a pseudonym."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="participants")
    pseudonym = models.CharField(_("pseudonym"), max_length=100)
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="participants"
    )
    role = models.CharField(_("role"), max_length=100, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "pseudonym"], name="pseudonym_once_a_project"
            )
        ]

    def __str__(self) -> str:
        return self.pseudonym


class Attribute(models.Model):
    """A typed property that a project keeps of its participants or of its documents."""

    class Subject(models.TextChoices):
        PARTICIPANT = "participant", _("Participant")
        DOCUMENT = "document", _("Document")

    class Type(models.TextChoices):
        TEXT = "text", _("Text")
        INTEGER = "integer", _("Whole number")
        FLOAT = "float", _("Number")
        BOOLEAN = "boolean", _("Yes or no")
        DATE = "date", _("Date")

    project = models.ForeignKey(Project, models.CASCADE, related_name="attributes")
    subject = models.CharField(max_length=20, choices=Subject)
    name = models.CharField(_("name"), max_length=100)
    type = models.CharField(_("type"), max_length=20, choices=Type, default=Type.TEXT)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "subject", "name"], name="attribute_once_a_project"
            )
        ]

    def __str__(self) -> str:
        return self.name


class AttributeValue(models.Model):
    """One attribute of one participant or of one document, in the column of its type."""

    attribute = models.ForeignKey(Attribute, models.CASCADE, related_name="values")
    participant = models.ForeignKey(
        Participant, models.CASCADE, null=True, related_name="attribute_values"
    )
    document = models.ForeignKey(
        "Document", models.CASCADE, null=True, related_name="attribute_values"
    )
    text = models.TextField(null=True)  # noqa: DJ001 (null: the value is of another type)
    integer = models.BigIntegerField(null=True)
    float = models.FloatField(null=True)
    boolean = models.BooleanField(null=True)
    date = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["attribute", "participant"], name="attribute_once_a_participant"
            ),
            models.UniqueConstraint(
                fields=["attribute", "document"], name="attribute_once_a_document"
            ),
            models.CheckConstraint(
                condition=Q(participant=None, document__isnull=False)
                | Q(participant__isnull=False, document=None),
                name="attribute_value_of_one_subject",
            ),
            models.CheckConstraint(
                condition=Exact(
                    Func(
                        *(F(type) for type in Attribute.Type.values),
                        function="num_nonnulls",
                        output_field=models.IntegerField(),
                    ),
                    1,
                ),
                name="attribute_value_of_one_type",
            ),
        ]

    @property
    def value(self) -> Any:
        return getattr(self, self.attribute.type)
