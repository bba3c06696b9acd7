"""What can have happened on a board and in a thread."""

from django.utils.translation import gettext_lazy as _

from core.facts import Fact

BOARD_OPENED = Fact("forums.board_opened", _("{actor} opened the board “{about}”"))
BOARD_CHANGED = Fact("forums.board_changed", _("{actor} changed the board “{about}”"))
ADMITTED = Fact("forums.admitted", _("{person} was admitted to the board “{about}”"))
DISMISSED = Fact("forums.dismissed", _("{person} left the board “{about}”"))

STARTED = Fact("forums.thread_started", _("{actor} ({portal}) started the thread “{about}”"))
POSTED = Fact("forums.posted", _("{actor} ({portal}) wrote in “{about}”"), mail=True, once=True)
OPENED = Fact(
    "forums.opened", _("{actor} ({portal}) opened “{about}” on a board you watch"), mail=True, once=True
)
REPLIED = Fact("forums.replied", _("{actor} ({portal}) answered you in “{about}”"), mail=True, once=True)
MENTIONED = Fact("forums.mentioned", _("{actor} ({portal}) mentioned you in “{about}”"), mail=True)
EDITED = Fact("forums.edited", _("{actor} edited post {number} in “{about}”"))
HIDDEN = Fact("forums.hidden", _("Post {number} in “{about}” was hidden: {reason}"), mail=True)
RESTORED = Fact("forums.restored", _("Post {number} in “{about}” can be read again"))
REACTED = Fact("forums.reacted", _("{actor} reacted to post {number} in “{about}”"))

LOCKED = Fact("forums.locked", _("{actor} locked the thread “{about}”: {reason}"))
UNLOCKED = Fact("forums.unlocked", _("{actor} unlocked the thread “{about}”"))
PINNED = Fact("forums.pinned", _("{actor} pinned the thread “{about}”"))
UNPINNED = Fact("forums.unpinned", _("{actor} unpinned the thread “{about}”"))
ACCEPTED = Fact("forums.accepted", _("{actor} accepted post {number} as the answer in “{about}”"))
ACCEPTANCE_WITHDRAWN = Fact("forums.acceptance_withdrawn", _("{actor} reopened the question “{about}”"))

REPORTED = Fact("forums.reported", _("“{about}” was reported"), mail=True)
REPORT_UPHELD = Fact(
    "forums.report_upheld", _("What you reported, “{about}”, has been hidden: {reason}"), mail=True
)
REPORT_DISMISSED = Fact(
    "forums.report_dismissed", _("What you reported, “{about}”, stays: {reason}"), mail=True
)

SLOWED = Fact("forums.slowed", _("{actor} set slow mode in “{about}” to {seconds} seconds"))
SILENCED = Fact(
    "forums.silenced", _("You can read but not write in “{about}” until {until}: {reason}"), mail=True
)
SILENCED_EVERYWHERE = Fact(
    "forums.silenced_everywhere",
    _("You can read but not write in the forums until {until}: {reason}"),
    mail=True,
)
SILENCE_LIFTED = Fact("forums.silence_lifted", _("You can write in the forums again"), mail=True)

MOVED = Fact("forums.moved", _("{actor} moved the thread “{about}” to another board"))
SPLIT = Fact("forums.split", _("{actor} moved {count} posts from “{about}” to a thread of their own"))
BEGUN_BY_SPLIT = Fact("forums.begun_by_split", _("{actor} made the thread “{about}” from {count} posts"))
MERGED = Fact("forums.merged", _("{actor} merged the thread “{about}” into another one"))
TOOK_IN = Fact("forums.took_in", _("{actor} merged another thread into “{about}”"))
