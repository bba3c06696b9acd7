"""Who takes part, as far as they let the reader know."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from conferences import policies
from conferences.filters import PeopleFilter
from conferences.models import Registration
from conferences.views.inside import InsideConference
from core.views.pages import ListPage, Sort


class PeoplePage(InsideConference, ListPage):
    """The list of participants: confirmed people who agreed that the reader sees them."""

    model = Registration
    filterset_class = PeopleFilter
    template_name = "conferences/people.html"
    tab = "people"
    paginate_by = 50
    sorts: ClassVar = (
        Sort("portal", _("Portal"), "portal__name", "user__name"),
        Sort("name", _("Name"), "user__name"),
    )

    def rows(self) -> QuerySet[Registration]:
        """Return those who let the reader read their names."""
        user, conference = self.request.user, self.conference
        inside = policies.takes_part(user, conference)
        listed = Registration.objects.filter(conference=conference).listed_for(user, takes_part=inside)
        return listed.with_people()

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Add how many take part in all."""
        confirmed = self.conference.registrations.confirmed().count()
        team = self.conference.team.select_related("user")
        return super().get_context_data(confirmed=confirmed, team=team, **words)
