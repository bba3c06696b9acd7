"""Boards, threads, posts and what people do with them."""

from forums.models.boards import Board, BoardMembership
from forums.models.drafts import Draft
from forums.models.marks import BoardWatch, Mention, Reaction, ThreadRead, Watch
from forums.models.posts import FormerPlace, Post, PostVersion
from forums.models.reports import Report
from forums.models.silences import Pace, Silence
from forums.models.story import StoryLine
from forums.models.threads import Thread

__all__ = [
    "Board",
    "BoardMembership",
    "BoardWatch",
    "Draft",
    "FormerPlace",
    "Mention",
    "Pace",
    "Post",
    "PostVersion",
    "Reaction",
    "Report",
    "Silence",
    "StoryLine",
    "Thread",
    "ThreadRead",
    "Watch",
]
