"""The store: the only package that opens a database."""

from advisor.store.changing import Changing
from advisor.store.location import data_dir, default_url
from advisor.store.room_rows import Ballot, ParticipantRow, PublicationRow, RoomRow, RoundRow, VoteRow
from advisor.store.rooms import RoomStore
from advisor.store.session import DraftSession
from advisor.store.shared import shared_store
from advisor.store.store import Change, Changes, Draft, Snapshot, Store, utc_now
from advisor.store.tokens import COOKIE, is_token, new_token

__all__ = [
    "COOKIE",
    "Ballot",
    "Change",
    "Changes",
    "Changing",
    "Draft",
    "DraftSession",
    "ParticipantRow",
    "PublicationRow",
    "RoomRow",
    "RoomStore",
    "RoundRow",
    "Snapshot",
    "Store",
    "VoteRow",
    "data_dir",
    "default_url",
    "is_token",
    "new_token",
    "shared_store",
    "utc_now",
]
