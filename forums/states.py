"""The words boards, threads and what people do in them can be called by."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

SLOWEST = 86_400


class BoardKind(models.TextChoices):
    """Who may read and write on a board."""

    OPEN = "open", _("Open to every member")
    MEMBERS = "members", _("For those admitted")
    PORTALS = "portals", _("For chosen portals")
    CLOSED = "closed", _("Closed")


class Who(models.TextChoices):
    """Which of a board's readers may do something there."""

    READERS = "readers", _("Everybody who reads it")
    LEADS = "leads", _("Leads of portals, and moderators")
    MODERATORS = "moderators", _("Moderators only")


class BoardRole(models.TextChoices):
    """What a person is on a board."""

    MEMBER = "member", _("Member")
    MODERATOR = "moderator", _("Moderator")


class ThreadKind(models.TextChoices):
    """What a thread is for."""

    DISCUSSION = "discussion", _("Discussion")
    QUESTION = "question", _("Question")
    ANNOUNCEMENT = "announcement", _("Announcement")


class WatchLevel(models.TextChoices):
    """How much of a thread, or of the threads of a board, a person is told."""

    WATCHING = "watching", pgettext_lazy("level of telling", "Watching")
    TRACKING = "tracking", pgettext_lazy("level of telling", "Tracking")
    NORMAL = "normal", pgettext_lazy("level of telling", "Normal")
    MUTED = "muted", pgettext_lazy("level of telling", "Muted")


WATCH_MEANINGS = {
    WatchLevel.WATCHING: _("I am told of every post: in the inbox, and by mail as I chose."),
    WatchLevel.TRACKING: _(
        "It stands among my threads with its unread posts; I am told when named or answered."
    ),
    WatchLevel.NORMAL: _("I am told when I am named or answered."),
    WatchLevel.MUTED: _("I am told only when I am named myself; nothing counts as unread."),
}
BOARD_WATCH_MEANINGS = {
    WatchLevel.WATCHING: _(
        "I am told of every new thread and every post: in the inbox, and by mail as I chose."
    ),
    WatchLevel.TRACKING: _("Its threads stand among mine with their unread posts."),
    WatchLevel.NORMAL: _("I am told when I am named or answered."),
    WatchLevel.MUTED: _("I am told only when I am named myself; nothing counts as unread."),
}


class ReactionKind(models.TextChoices):
    """The short answers that need no post."""

    AGREE = "agree", _("I agree")
    THANKS = "thanks", _("Thank you")
    IDEA = "idea", _("Good idea")
    SAME = "same", _("We see this too")


class ReportReason(models.TextChoices):
    """Why somebody holds a post against the standing order."""

    SECRET = "secret", _("Secret or not for this circle")
    PRIVATE = "private", _("Personal data")
    RUDE = "rude", _("Rude or hurtful")
    FALSE = "false", _("False or misleading")
    OFF_TOPIC = "off_topic", _("Does not belong here")
    OTHER = "other", _("Something else")


class ReportState(models.TextChoices):
    """What has become of a report."""

    OPEN = "open", _("Waiting")
    UPHELD = "upheld", _("Post hidden")
    DISMISSED = "dismissed", _("Dismissed")


class StoryKind(models.TextChoices):
    """What moderators have done to a thread, as its story tells it."""

    LOCK = "lock", _("Thread locked")
    UNLOCK = "unlock", _("Thread open again")
    PIN = "pin", _("Thread pinned")
    UNPIN = "unpin", _("Thread no longer pinned")
    SLOW = "slow", _("Slow mode changed")
    MOVE = "move", _("Moved here from another board")
    SPLIT_OUT = "split_out", _("Posts moved on to another thread")
    SPLIT_IN = "split_in", _("Begun with posts of another thread")
    MERGE_IN = "merge_in", _("Posts of another thread came in")


class Trust(models.TextChoices):
    """How well the platform knows a person on a board."""

    NEW = "new", _("New")
    MEMBER = "member", _("Member")
    MODERATOR = "moderator", _("Moderator")


REACTION_ICONS = {
    ReactionKind.AGREE: "hand-thumbs-up",
    ReactionKind.THANKS: "heart",
    ReactionKind.IDEA: "lightbulb",
    ReactionKind.SAME: "people",
}
THREAD_ICONS = {
    ThreadKind.DISCUSSION: "chat-dots",
    ThreadKind.QUESTION: "question-circle",
    ThreadKind.ANNOUNCEMENT: "megaphone",
}
STORY_ICONS = {
    StoryKind.LOCK: "lock",
    StoryKind.UNLOCK: "unlock",
    StoryKind.PIN: "pin-angle",
    StoryKind.UNPIN: "pin-angle",
    StoryKind.SLOW: "hourglass-split",
    StoryKind.MOVE: "signpost-2",
    StoryKind.SPLIT_OUT: "signpost-split",
    StoryKind.SPLIT_IN: "signpost-split",
    StoryKind.MERGE_IN: "node-plus",
}
