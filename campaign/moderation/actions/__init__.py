"""The room's verbs, by what they are about."""

from typing import TYPE_CHECKING

from campaign.lib.on_demand import on_demand

if TYPE_CHECKING:
    from campaign.moderation.actions.gathering import gather, go_on, stop_gathering, ungathered
    from campaign.moderation.actions.held import accept_held, refuse_held
    from campaign.moderation.actions.invalidating import (
        begin_invalidation,
        release_undone,
        remove_due,
        stop_restored,
        undo_invalidation,
    )
    from campaign.moderation.actions.stating import state_due, state_forms
else:
    __getattr__ = on_demand(__name__, __file__)

__all__ = [
    "accept_held",
    "begin_invalidation",
    "gather",
    "go_on",
    "refuse_held",
    "release_undone",
    "remove_due",
    "state_due",
    "state_forms",
    "stop_gathering",
    "stop_restored",
    "undo_invalidation",
    "ungathered",
]
