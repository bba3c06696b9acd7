"""Which posts of a long thread one page shows: blocks of numbers, so that every page costs the same."""

from dataclasses import dataclass

SIZE = 50


@dataclass(frozen=True)
class Window:
    """The posts `first` to `last` of a thread whose newest post is `newest`, opened at post `at`."""

    first: int
    last: int
    newest: int
    at: int = 1

    @classmethod
    def around(cls, number: int, newest: int, size: int = SIZE) -> "Window":
        """Return the block of `size` posts that holds `number`, or the nearest there is."""
        inside = min(max(number, 1), max(newest, 1))
        first = (inside - 1) // size * size + 1
        return cls(first, first + size - 1, newest, inside)

    @classmethod
    def ending_at(cls, newest: int, size: int) -> "Window":
        """Return the last `size` posts."""
        return cls(max(newest - size, 0) + 1, newest, newest, newest)

    @property
    def has_earlier(self) -> bool:
        """Whether posts come before."""
        return self.first > 1

    @property
    def has_later(self) -> bool:
        """Whether posts come after."""
        return self.last < self.newest

    @property
    def shown_last(self) -> int:
        """The number of the last post shown."""
        return min(self.last, self.newest)

    @property
    def earlier(self) -> int:
        """The last number of the block before."""
        return self.first - 1

    @property
    def later(self) -> int:
        """The first number of the block after."""
        return self.last + 1

    @property
    def is_whole(self) -> bool:
        """Whether the page shows the whole thread."""
        return not (self.has_earlier or self.has_later)


def number_in(words: str | None, otherwise: int) -> int:
    """Return the post number in an address, `otherwise` when it is none."""
    plain = (words or "").strip()
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 10 else otherwise


def evenly(newest: int, count: int) -> list[int]:
    """Return up to `count` numbers from 1 to `newest`, both included, at even distances."""
    if newest <= count:
        return list(range(1, newest + 1))
    return sorted({1 + (newest - 1) * step // (count - 1) for step in range(count)})
