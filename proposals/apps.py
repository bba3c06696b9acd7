"""The proposals app as Django sees it."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProposalsConfig(AppConfig):
    """Name and label of the app; at start its stops, live rooms and tabs are registered."""

    name = "proposals"
    label = "proposals"
    verbose_name = _("Proposals")

    def ready(self) -> None:
        """Put everything from problem to pilot on the chain, open the live rooms, add tabs to conferences."""
        import_module("proposals.bar")
        import_module("proposals.own_data")
        import_module("proposals.rooms")
        import_module("proposals.stops")
