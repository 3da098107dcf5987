from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fieldnotes.models import Project

# Keys that are commands of the reader: no shortcut begins with one of them.
RESERVED = ("j", "k", "s", "u", "r", "n", "x", "t", "b", "g")


class Codebook(models.Model):
    """A project's codes as a whole; `revision` rises with every change to one of them."""

    project = models.OneToOneField(Project, models.CASCADE, related_name="codebook")
    revision = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.project)


class Code(models.Model):
    """A code of the codebook. Roots are dilemmas: expertise, power, culture, and a team's own."""

    codebook = models.ForeignKey(Codebook, models.CASCADE, related_name="codes")
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("parent"),
    )
    key = models.CharField(
        _("key"),
        max_length=80,
        validators=[RegexValidator(r"^[a-z0-9_.-]+$", _("Use a-z, 0-9, dot, dash, underscore."))],
        help_text=_("Short and lasting, as in power.define; it names the code in exports."),
    )
    name = models.CharField(_("name"), max_length=120)
    colour = models.CharField(
        _("colour"),
        max_length=7,
        default="#6c757d",
        validators=[RegexValidator(r"^#[0-9a-f]{6}$", _("A colour looks like #3a7ca5."))],
    )
    shortcut = models.CharField(
        _("shortcut"),
        max_length=2,
        blank=True,
        validators=[RegexValidator(r"^[a-z0-9]{2}$", _("Two letters or digits."))],
        help_text=_("Two keys pressed one after the other tag the selected text."),
    )
    definition = models.TextField(_("definition"), blank=True)
    when_to_use = models.TextField(_("when to use"), blank=True)
    when_not_to_use = models.TextField(_("when not to use"), blank=True)
    example = models.TextField(_("example"), blank=True)
    position = models.PositiveIntegerField(default=0, help_text=_("among its siblings"))
    retired = models.BooleanField(
        _("retired"), default=False, help_text=_("Kept with its segments, offered no more.")
    )

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["codebook", "key"], name="code_key_once"),
            models.UniqueConstraint(
                fields=["codebook", "shortcut"],
                condition=~Q(shortcut=""),
                name="code_shortcut_once",
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("pk")), name="code_not_its_own_parent"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CodebookChange(models.Model):
    """One entry of a codebook's append-only log (a trigger refuses UPDATE and DELETE)."""

    codebook = models.ForeignKey(Codebook, models.PROTECT, related_name="changes")
    revision = models.PositiveIntegerField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    verb = models.CharField(max_length=40)
    before = models.JSONField(default=list)
    after = models.JSONField(default=list)
    undoes = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["codebook", "revision"]
        constraints = [
            models.UniqueConstraint(fields=["codebook", "revision"], name="codebook_revision_once"),
            models.CheckConstraint(condition=Q(revision__gte=1), name="codebook_revision_from_one"),
        ]
