"""Who is told of a post, and by which sentence: each person once, by the nearest one."""

from collections.abc import Iterable

from core.announcing import announce
from core.realtime.log import Change
from forums.facts import MENTIONED, OPENED, POSTED, REPLIED
from forums.levels import levels_in
from forums.models import Mention, Post, Thread, Watch
from forums.states import WatchLevel
from portals.models import Portal, User
from portals.states import Role


def watch_by_itself(thread: Thread, user: User) -> None:
    """Have `user` told of further posts, unless the person has chosen a level before."""
    Watch.objects.get_or_create(thread=thread, user=user, defaults={"level": WatchLevel.WATCHING})


def tell_of(post: Post, mentioned: Iterable[User], live: Iterable[Change]) -> None:
    """Announce a new post: MENTIONED to those named, REPLIED to the one answered, POSTED to watchers.

    Only people who read the board are told. Who has muted the thread hears only of being named in person,
    not through a portal. The first post of a thread is announced as OPENED to those who watch the board.
    """
    thread = post.thread
    levels = levels_in(thread)
    muted = {pk for pk, level in levels.items() if level == WatchLevel.MUTED}
    named = {user.pk for user in mentioned}
    named -= muted - _named_in_person(post, named & muted)
    answered = {post.reply_to.author_id} - named - muted if post.reply_to else set()
    watching = {pk for pk, level in levels.items() if level == WatchLevel.WATCHING} - named - answered
    told_at_all = (named | answered | watching) - {post.author_id}
    readers = {one.pk: one for one in thread.board.readers().filter(pk__in=told_at_all)}
    opened = watching if post.number == 1 else set()
    for fact, told in (
        (MENTIONED, named),
        (REPLIED, answered),
        (OPENED, opened),
        (POSTED, watching - opened),
    ):
        people = [readers[pk] for pk in sorted(told & readers.keys())]
        if people or fact is POSTED:
            announce(
                fact,
                by=post.author,
                acting_for=post.portal,
                about=thread,
                to=people,
                live=live if fact is POSTED else (),
                detail={"number": post.number},
                url=post.get_absolute_url(),
            )


def _named_in_person(post: Post, people: set[int]) -> set[int]:
    """Return those of `people` whom the post names, leaving out those who only lead a portal it names."""
    return set(post.mentions.filter(user__in=people).values_list("user_id", flat=True)) if people else set()


def note_mentions(post: Post, people: Iterable[User], portals: Iterable[Portal]) -> list[User]:
    """Keep who is named in `post` and return those newly named, the leads of portals among them."""
    known = set(post.mentions.values_list("user_id", "portal_id"))
    new_people = [user for user in people if (user.pk, None) not in known]
    new_portals = [portal for portal in portals if (None, portal.pk) not in known]
    rows = [Mention(post=post, user=user) for user in new_people]
    rows += [Mention(post=post, portal=portal) for portal in new_portals]
    Mention.objects.bulk_create(rows)
    leads = [lead for portal in new_portals for lead in User.objects.with_role(portal, [Role.LEAD])]
    return new_people + leads
