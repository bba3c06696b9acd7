"""What can have happened to problems and solutions."""

from django.utils.translation import gettext_lazy as _

from core.facts import Fact

PROBLEM_SUBMITTED = Fact("problem.submitted", _("{actor} ({portal}) submitted “{about}”."), mail=True)
PROBLEM_EDITED = Fact("problem.edited", _("{actor} edited “{about}”."))
PROBLEM_OPENED = Fact("problem.opened", _("{actor} opened “{about}” for solutions."), mail=True)
PROBLEM_ASKED = Fact("problem.asked", _("{actor} asks for more information on “{about}”."), mail=True)
PROBLEM_BEING_SOLVED = Fact(
    "problem.being_solved", _("“{about}” is being solved: “{solution}” was accepted.")
)
PROBLEM_RESOLVED = Fact("problem.resolved", _("“{about}” is resolved."), mail=True)
PROBLEM_CLOSED = Fact("problem.closed", _("{actor} closed “{about}” without a solution."), mail=True)
PROBLEM_REOPENED = Fact("problem.reopened", _("“{about}” is open again."), mail=True)
PROBLEM_MERGED = Fact("problem.merged", _("{actor} merged “{about}” into “{target}”."), mail=True)
PROBLEM_DECLINED = Fact("problem.declined", _("{actor} declined “{about}”."), mail=True)
PROBLEM_WITHDRAWN = Fact("problem.withdrawn", _("{actor} withdrew “{about}”."))
PORTAL_AFFECTED = Fact("problem.portal_affected", _("{portal} has this too: “{about}”."))
PORTAL_AFFECTED_CHANGED = Fact("problem.portal_changed", _("{portal} changed what it says about “{about}”."))
PORTAL_UNAFFECTED = Fact("problem.portal_left", _("{portal} no longer has “{about}”."))
LIST_EXPORTED = Fact("proposals.exported", _("{actor} exported {rows} rows of a list."))

SOLUTION_SUBMITTED = Fact("solution.submitted", _("{actor} ({portal}) proposed “{about}”."), mail=True)
SOLUTION_EDITED = Fact("solution.edited", _("{actor} edited “{about}”."))
SOLUTION_ANSWERS = Fact("solution.answers", _("“{about}” now also answers “{problem}”."))
SOLUTION_IN_DISCUSSION = Fact("solution.in_discussion", _("“{about}” is open for discussion."), mail=True)
SOLUTION_IN_ASSESSMENT = Fact(
    "solution.in_assessment", _("The assessment of “{about}” has begun."), mail=True
)
SOLUTION_ASSESSED = Fact("solution.assessed", _("{actor} assessed “{about}”."))
SOLUTION_RECOMMENDED = Fact("solution.recommended", _("“{about}” is recommended."), mail=True)
SOLUTION_NOT_RECOMMENDED = Fact("solution.not_recommended", _("“{about}” is not recommended."), mail=True)
SOLUTION_ACCEPTED = Fact("solution.accepted", _("“{about}” was accepted by decision {decision}."), mail=True)
SOLUTION_REJECTED = Fact("solution.rejected", _("“{about}” was rejected by decision {decision}."), mail=True)
SOLUTION_DEFERRED = Fact("solution.deferred", _("“{about}” was deferred by decision {decision}."), mail=True)
SOLUTION_REFERRED = Fact("solution.referred", _("“{about}” was referred by decision {decision}."), mail=True)
SOLUTION_WITHDRAWN = Fact("solution.withdrawn", _("{actor} withdrew “{about}”."), mail=True)
SOLUTION_MERGED = Fact("solution.merged", _("{actor} merged “{about}” into “{target}”."), mail=True)
SOLUTION_ABANDONED = Fact("solution.abandoned", _("“{about}” was abandoned."), mail=True)
SOLUTION_IMPLEMENTED = Fact(
    "solution.implemented", _("“{about}” is implemented: the pilot was a success."), mail=True
)
COAUTHOR_INVITED = Fact(
    "solution.coauthor_invited", _("{actor} asks you to be a co-author of “{about}”."), mail=True
)
COAUTHOR_CONFIRMED = Fact("solution.coauthor_confirmed", _("{actor} ({portal}) is a co-author of “{about}”."))
COAUTHOR_LEFT = Fact("solution.coauthor_left", _("{actor} is not a co-author of “{about}”."))
SOLUTION_SPONSORED = Fact("solution.sponsored", _("{portal} sponsors “{about}”."))
SPONSOR_LEFT = Fact("solution.sponsor_left", _("{portal} no longer sponsors “{about}”."))
SOLUTION_ENDORSED = Fact("solution.endorsed", _("{portal} endorses “{about}”."))
SOLUTION_RESERVED = Fact("solution.reserved", _("{portal} endorses “{about}” with reservations."))
SOLUTION_OBJECTED = Fact("solution.objected", _("{portal} objects to “{about}”."), mail=True)
PILOT_STARTED = Fact("pilot.started", _("A pilot of “{about}” has started at {site}."), mail=True)
PILOT_FAILED = Fact("pilot.failed", _("The pilot of “{about}” at {site} failed."), mail=True)
