"""Putting hints in order."""

from core.realtime.sequence import Sequence
from core.realtime.wire import Event


def event(seq: int) -> Event:
    """Make the event `seq` of a room."""
    return Event("hall:1", seq, "said", f"#{seq}")


def numbers(events: list[Event] | None) -> list[int] | None:
    """Return the numbers of `events`."""
    return None if events is None else [one.seq for one in events]


def begun(newest: int, keep: int = 512) -> Sequence:
    """Make a sequence that begins after `newest`."""
    sequence = Sequence(keep)
    sequence.start(newest)
    return sequence


def test_what_is_next_is_released_at_once_and_only_once() -> None:
    sequence = begun(4)
    assert numbers(sequence.offer(event(5))) == [5]
    assert numbers(sequence.offer(event(5))) == []
    assert numbers(sequence.offer(event(3))) == []
    assert sequence.last == 5


def test_what_comes_early_is_held_until_the_gap_is_filled() -> None:
    sequence = begun(0)
    assert numbers(sequence.offer(event(3))) == []
    assert sequence.has_gap
    assert numbers(sequence.offer(event(2))) == []
    assert numbers(sequence.offer(event(1))) == [1, 2, 3]
    assert not sequence.has_gap


def test_hints_before_the_start_are_kept_for_it() -> None:
    sequence = Sequence()
    for seq in (7, 6, 9, 3):
        assert sequence.offer(event(seq)) == []
    assert not sequence.has_gap
    assert numbers(sequence.start(5)) == [6, 7]
    assert sequence.has_gap
    assert numbers(sequence.start(99)) == []
    assert sequence.last == 7


def test_the_memory_answers_cursors_it_reaches() -> None:
    sequence = begun(10, keep=3)
    for seq in (11, 12, 13, 14):
        sequence.offer(event(seq))
    assert numbers(sequence.since(14)) == []
    assert numbers(sequence.since(12)) == [13, 14]
    assert numbers(sequence.since(11)) == [12, 13, 14]
    assert sequence.since(10) is None
    assert begun(10).since(9) is None


def test_older_events_are_remembered_as_far_as_they_join() -> None:
    sequence = begun(10, keep=4)
    sequence.offer(event(11))
    sequence.extend_back([event(7), event(8), event(9), event(10), event(11)])
    assert numbers(sequence.since(7)) == [8, 9, 10, 11]
    sequence = begun(10)
    sequence.extend_back([event(7), event(8)])
    assert sequence.since(7) is None


def test_a_jump_forgets_what_was_before_and_goes_on_with_what_is_held() -> None:
    sequence = begun(1)
    for seq in (2, 5, 21):
        sequence.offer(event(seq))
    assert numbers(sequence.jump(20)) == [21]
    assert sequence.since(20) == [event(21)]
    assert sequence.since(19) is None
    assert not sequence.has_gap


def test_what_is_held_is_bounded() -> None:
    sequence = begun(0, keep=3)
    for seq in range(2, 50):
        sequence.offer(event(seq))
    assert len(sequence._held) == 3
