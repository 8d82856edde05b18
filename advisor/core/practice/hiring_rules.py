"""An advertisement by how few roles hold all it demands, an interview by which demands its rounds show."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from advisor.core.practice.hiring import OWN, Aim, Area, DemandKind, Form, HiringHandbook, Kit, Round

# ---- The advertisement ----


@dataclass(frozen=True, slots=True)
class Asked:
    """One demand of an advertisement: a catalogue's id or ``own:`` and the leader's words.

    For a demand of the leader's own there is no area and no kind, and ``roles`` may be empty. ``counts`` is
    whether it tells one post from another.
    """

    key: str
    must: bool
    roles: tuple[str, ...]
    area: Area | None
    kind: DemandKind | None
    counts: bool = True

    @property
    def own(self) -> str:
        """The leader's words; empty for a demand of the catalogue."""
        return self.key.removeprefix(OWN) if self.key.startswith(OWN) else ""


def asked(book: HiringHandbook, kit: Kit) -> tuple[Asked, ...]:
    """Everything the advertisement demands, the must-demands first."""
    chosen = [(book.demand_of(one), True) for one in kit.must]
    chosen += [(book.demand_of(one), False) for one in kit.nice]
    listed = [
        Asked(one.id, must, one.roles, one.area, one.kind, one.kind in book.limit.kinds)
        for one, must in chosen
    ]
    own = [
        Asked(OWN + one.text, not one.nice, (one.role,) if one.role else (), None, None) for one in kit.own
    ]
    return tuple(sorted((*listed, *own), key=lambda one: not one.must))


def musts(demands: Iterable[Asked]) -> tuple[Asked, ...]:
    """The demands that must be met."""
    return tuple(one for one in demands if one.must)


def spread(demands: Iterable[Asked], role: str, order: Sequence[str]) -> tuple[str, ...]:
    """The fewest roles that hold every must-demand that counts and belongs to any; empty without these.

    Among equally few, those with ``role`` come first, then those early in ``order``, which is also the order
    of the answer after ``role``.
    """
    needs = [frozenset(one.roles) for one in musts(demands) if one.roles and one.counts]
    ranked = sorted(
        {held for need in needs for held in need}, key=lambda one: (one != role, order.index(one))
    )
    for count in range(len(ranked) + 1):
        for chosen in combinations(ranked, count):
            if all(need & set(chosen) for need in needs):
                return chosen
    return ()


def outside(demands: Iterable[Asked], role: str) -> tuple[Asked, ...]:
    """The must-demands that belong to other roles than this one."""
    return tuple(one for one in musts(demands) if one.counts and one.roles and role not in one.roles)


def is_unicorn(book: HiringHandbook, roles: Sequence[str]) -> bool:
    """Whether the demands spread over more roles than one person can be expected to hold."""
    return len(roles) > book.limit.roles


def first_role(book: HiringHandbook, missing: Sequence[str]) -> str:
    """The role to begin with: the first that is missing, or the fallback."""
    return next(iter(missing), book.fallback.role)


# ---- The interview ----


def checked_by(book: HiringHandbook, one: Round, demands: Iterable[Asked]) -> tuple[Asked, ...]:
    """The must-demands that a round checks: those its form shows, and those the leader named besides."""
    shows = book.form_of(one.form).shows
    return tuple(asked for asked in musts(demands) if asked.area in shows or asked.key in one.also)


def unchecked(book: HiringHandbook, kit: Kit) -> tuple[Asked, ...]:
    """The must-demands that no round checks."""
    demands = asked(book, kit)
    seen = {one.key for held in kit.rounds for one in checked_by(book, held, demands)}
    return tuple(one for one in musts(demands) if one.key not in seen)


def idle(book: HiringHandbook, kit: Kit, role: str) -> tuple[Round, ...]:
    """The rounds that check no must-demand and set no minimum bar of the role."""
    demands, bar = asked(book, kit), book.bar_of(role)
    floor = set(bar.minimum) if bar else set()
    return tuple(
        one
        for one in kit.rounds
        if not checked_by(book, one, demands) and not floor & set(book.form_of(one.form).shows)
    )


def bars_set(book: HiringHandbook, one: Round, role: str) -> tuple[Area, ...]:
    """The minimum bars of the role that a round can set."""
    bar = book.bar_of(role)
    return tuple(area for area in bar.minimum if area in book.form_of(one.form).shows) if bar else ()


def open_bars(book: HiringHandbook, kit: Kit, role: str) -> tuple[Area, ...]:
    """The minimum bars of the role that no round sets."""
    bar = book.bar_of(role)
    held = {area for one in kit.rounds for area in bars_set(book, one, role)}
    return tuple(area for area in bar.minimum if area not in held) if bar else ()


def aim(book: HiringHandbook, role: str, one: Asked) -> Aim:
    """Whether a demand is a strength to confirm, or one of which a minimum is enough.

    A duty is what the post is for, so a minimum of it is never enough.
    """
    bar = book.bar_of(role)
    return "minimum" if bar and one.area in bar.minimum and one.kind != "duty" else "strength"


def forms_for(book: HiringHandbook, one: Asked) -> tuple[Form, ...]:
    """The forms that show a demand, those recommended for ML first."""
    return tuple(sorted((f for f in book.form if one.area in f.shows), key=lambda form: not form.useful))
