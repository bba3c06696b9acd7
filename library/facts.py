"""What can have happened in the library."""

from django.utils.translation import gettext_lazy as _

from core.facts import Fact

PRACTICE_DRAFTED = Fact("library.drafted", _("{actor} began the best practice “{about}”"))
PRACTICE_CHANGED = Fact("library.changed", _("{actor} changed the draft of “{about}”"))
PRACTICE_SUBMITTED = Fact("library.submitted", _("{actor} sent “{about}” to review"), mail=True)
CHANGES_REQUESTED = Fact("library.changes_requested", _("{actor} asked for changes to “{about}”"), mail=True)
PRACTICE_PUBLISHED = Fact(
    "library.published", _("{actor} verified and published “{about}”, version {version}"), mail=True
)
PRACTICE_REVISED = Fact("library.revised", _("{actor} began a new version of “{about}”"))
PRACTICE_VERIFIED = Fact("library.verified", _("{actor} verified “{about}” again"))
REVIEW_DUE = Fact("library.review_due", _("“{about}” is due for review"), mail=True)
PRACTICE_OUTDATED = Fact("library.outdated", _("{actor} marked “{about}” as outdated"), mail=True)
PRACTICE_ARCHIVED = Fact("library.archived", _("{actor} archived “{about}”"))
PRACTICE_SUPERSEDED = Fact("library.superseded", _("{actor} replaced “{about}” by “{successor}”"), mail=True)
PRACTICE_TRANSLATED = Fact("library.translated", _("{actor} saved a language version of “{about}”"))
ADOPTIONS = {
    "interested": Fact("library.adoption_interested", _("{portal} is interested in “{about}”"), mail=True),
    "planned": Fact("library.adoption_planned", _("{portal} plans to use “{about}”"), mail=True),
    "in_use": Fact("library.adoption_in_use", _("{portal} uses “{about}”"), mail=True),
}
OUTCOME_REPORTED = Fact("library.outcome_reported", _("{portal} reported an outcome of “{about}”"), mail=True)
ADOPTION_STOPPED = Fact("library.adoption_stopped", _("{portal} stopped using “{about}”"), mail=True)
PRACTICES_IMPORTED = Fact("library.imported", _("{actor} imported {rows} practices as drafts"))
PRACTICES_EXPORTED = Fact("library.exported", _("{actor} exported {rows} practices"))
