"""The places of problems and solutions in the second bar of a conference."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from conferences.models import Conference
from conferences.tabs import Tab, register_tab


def _problems(conference: Conference) -> str:
    return f"{reverse('proposals:problem_list')}?conference={conference.slug}"


def _solutions(conference: Conference) -> str:
    return f"{reverse('proposals:solution_list')}?conference={conference.slug}"


def _for_members(user: Any, conference: Conference) -> bool:
    return bool(user.is_authenticated and user.is_member)


register_tab(Tab("problems", _("Problems"), 40, _problems, _for_members))
register_tab(Tab("solutions", _("Solutions"), 41, _solutions, _for_members))
