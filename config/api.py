"""The router of the read-only API: each app's view sets under one address, and their description."""

from functools import lru_cache
from typing import Any

from django.utils.translation import get_language
from drf_spectacular.generators import SchemaGenerator
from rest_framework.routers import DefaultRouter

from conferences.api import ConferenceViewSet, SessionViewSet
from forums.api import BoardViewSet, ThreadViewSet
from library.api import PracticeViewSet
from portals.api import PortalViewSet
from proposals.api import ProblemViewSet, SolutionViewSet

router = DefaultRouter()
router.register("conferences", ConferenceViewSet, basename="conference")
router.register("sessions", SessionViewSet, basename="session")
router.register("problems", ProblemViewSet, basename="problem")
router.register("solutions", SolutionViewSet, basename="solution")
router.register("practices", PracticeViewSet, basename="practice")
router.register("boards", BoardViewSet, basename="board")
router.register("threads", ThreadViewSet, basename="thread")
router.register("portals", PortalViewSet, basename="portal")


@lru_cache(maxsize=8)
def _described(language: str) -> dict[str, Any]:
    return SchemaGenerator().get_schema(public=True)


class KnownSchema(SchemaGenerator):
    """The description of the API: the same for everybody, and dear, so it is worked out once per language."""

    def get_schema(self, request: Any = None, public: bool = False) -> dict[str, Any]:
        """Return the description in the language of the moment."""
        return _described(get_language() or "")
