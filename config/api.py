"""The router of the read-only API: each app's view sets under one address."""

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
