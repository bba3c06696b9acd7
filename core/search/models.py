"""The inverted index in ordinary tables: terms, postings, entries, and what waits to be indexed.

Rows are removed by `core.search.sql` in the right order and in bulk, so nothing cascades.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Audience(models.IntegerChoices):
    """The widest circle that may read an entry; vocabularies are built per circle."""

    PUBLIC = 0, _("everyone")
    MEMBERS = 1, _("members")
    NARROW = 2, _("some")


class TermKind(models.IntegerChoices):
    """What a term stands for."""

    WORD = 0, _("word")
    PAIR = 1, _("two words side by side")
    STEM = 2, _("stem of a word")
    GRAM = 3, _("four letters of a word")


class Generation(models.Model):
    """One build of the index; readers use the active one while the next is being built."""

    class States(models.TextChoices):
        """Being filled, in use, or being cleared away."""

        BUILDING = "building", _("being built")
        ACTIVE = "active", _("in use")
        RETIRED = "retired", _("being cleared away")

    shelf = models.CharField(_("shelf"), max_length=40, default="main")
    state = models.CharField(_("state"), max_length=10, choices=States.choices, default=States.BUILDING)
    started_at = models.DateTimeField(_("started"), auto_now_add=True)
    entry_count = models.PositiveIntegerField(_("entries"), default=0)
    average_words = models.FloatField(_("words per entry"), default=120.0)
    version = models.PositiveBigIntegerField(_("writes"), default=0)

    class Meta:
        verbose_name = _("build of the search index")
        verbose_name_plural = _("builds of the search index")
        constraints = [
            models.UniqueConstraint(
                fields=["shelf"], condition=Q(state="active"), name="search_one_active_generation"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["building", "active", "retired"]), name="search_generation_state"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.shelf} {self.pk}"


class Term(models.Model):
    """One thing that can be looked up, with the number of entries per circle of readers."""

    generation = models.ForeignKey(Generation, models.DO_NOTHING, related_name="+", db_index=False)
    kind = models.PositiveSmallIntegerField(_("kind"), choices=TermKind.choices)
    text = models.CharField(_("text"), max_length=130)
    entries = models.PositiveIntegerField(_("entries"), default=0)
    member_entries = models.PositiveIntegerField(_("entries for members"), default=0)
    public_entries = models.PositiveIntegerField(_("entries for everyone"), default=0)

    class Meta:
        verbose_name = _("search term")
        verbose_name_plural = _("search terms")
        constraints = [
            models.UniqueConstraint(fields=["generation", "kind", "text"], name="search_term_once"),
        ]

    def __str__(self) -> str:
        return self.text


class Traits(models.Model):
    """One combination of facet values; rows never change, entries that agree in all of them share one.

    A question about common words counts thousands of entries: one number each instead of seven texts.
    """

    generation = models.ForeignKey(Generation, models.DO_NOTHING, related_name="+", db_index=False)
    digest = models.CharField(_("digest"), max_length=40)
    kind = models.CharField(_("kind"), max_length=40)
    languages = models.CharField(_("languages"), max_length=60, default="")
    portal_id = models.BigIntegerField(_("portal"), null=True)
    portal_label = models.CharField(_("portal"), max_length=300, blank=True)
    state = models.CharField(_("state"), max_length=40, blank=True)
    state_label = models.CharField(_("state"), max_length=100, blank=True)
    theme_keys = models.CharField(_("themes"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("traits of entries")
        verbose_name_plural = _("traits of entries")
        constraints = [
            models.UniqueConstraint(fields=["generation", "digest"], name="search_traits_once"),
        ]

    def __str__(self) -> str:
        return self.digest


class Entry(models.Model):
    """One found thing: what narrows and orders it. Rows are short, since each question reads many."""

    generation = models.ForeignKey(Generation, models.DO_NOTHING, related_name="+", db_index=False)
    traits = models.ForeignKey(
        Traits, models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False
    )
    kind = models.CharField(_("kind"), max_length=40)
    object_id = models.CharField(_("object"), max_length=40)
    language = models.CharField(_("language"), max_length=10)
    languages = models.CharField(_("languages"), max_length=60, default="")
    title = models.CharField(_("title"), max_length=500)
    url = models.CharField(_("address"), max_length=500)
    portal_id = models.BigIntegerField(_("portal"), null=True)
    portal_label = models.CharField(_("portal"), max_length=300, blank=True)
    themes = models.JSONField(_("themes"), default=dict)
    theme_keys = models.CharField(_("themes"), max_length=500, blank=True)
    state = models.CharField(_("state"), max_length=40, blank=True)
    state_label = models.CharField(_("state"), max_length=100, blank=True)
    dated_on = models.DateField(_("dated"), null=True)
    verified_until = models.DateField(_("verified until"), null=True)
    is_outdated = models.BooleanField(_("outdated"), default=False)
    adoptions = models.PositiveIntegerField(_("adoptions"), default=0)
    audience = models.PositiveSmallIntegerField(_("audience"), choices=Audience.choices)
    words = models.PositiveIntegerField(_("words"), default=0)
    folded_titles = models.CharField(_("folded titles"), max_length=1500, default="")

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        constraints = [
            models.UniqueConstraint(fields=["generation", "kind", "object_id"], name="search_entry_once"),
        ]

    def __str__(self) -> str:
        return self.title


class EntryText(models.Model):
    """What the results page quotes of an entry, and the terms that lead to it (for taking them back)."""

    entry = models.OneToOneField(Entry, models.DO_NOTHING, primary_key=True, related_name="text")
    titles = models.JSONField(_("titles by language"), default=dict)
    summary = models.TextField(_("summary"), blank=True)
    texts = models.JSONField(_("text by language"), default=list)
    extras = models.JSONField(_("extras"), default=dict)
    term_ids = models.BinaryField(_("terms"), default=b"")

    class Meta:
        verbose_name = _("text of an entry")
        verbose_name_plural = _("texts of entries")

    def __str__(self) -> str:
        return str(self.entry_id)

    def parts(self) -> list[str]:
        """Return titles, summary and every version."""
        return [*self.titles.values(), self.summary, *(text for _language, text in self.texts)]

    def whole(self) -> str:
        """Return all parts in one string."""
        return "\n".join(self.parts())


class Posting(models.Model):
    """How much one term says about one entry, in thousandths, without the term's rarity.

    The table is made by hand per database (see the first migration): clustered by term on SQLite,
    with an index that covers the query on PostgreSQL.
    """

    pk = models.CompositePrimaryKey("term_id", "entry_id")
    term_id = models.BigIntegerField(_("term"))
    entry_id = models.BigIntegerField(_("entry"))
    impact = models.PositiveIntegerField(_("impact"))

    class Meta:
        verbose_name = _("posting")
        verbose_name_plural = _("postings")

    def __str__(self) -> str:
        return f"{self.term_id} {self.entry_id}"


class EntryReach(models.Model):
    """One token of which a reader needs at least one to find the entry."""

    entry = models.ForeignKey(Entry, models.DO_NOTHING, related_name="reach")
    token = models.CharField(_("token"), max_length=60)

    class Meta:
        verbose_name = _("reach of an entry")
        verbose_name_plural = _("reach of entries")
        constraints = [
            models.UniqueConstraint(fields=["entry", "token"], name="search_reach_once"),
        ]

    def __str__(self) -> str:
        return self.token


class Waiting(models.Model):
    """A thing that changed in a transaction and is indexed right after its commit."""

    kind = models.CharField(_("kind"), max_length=40)
    object_id = models.CharField(_("object"), max_length=40)
    since_at = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        verbose_name = _("thing waiting for the index")
        verbose_name_plural = _("things waiting for the index")

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"
