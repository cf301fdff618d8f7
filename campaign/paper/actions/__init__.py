"""What is done with slips of paper."""

from typing import TYPE_CHECKING

from campaign.lib.on_demand import on_demand

if TYPE_CHECKING:
    from campaign.paper.actions.entering import enter_all, enter_due
    from campaign.paper.actions.keeping import keep, note_shredded
    from campaign.paper.actions.leaving import erase, leave_again, take_out
    from campaign.paper.actions.printing import NewSlip, make_slips
    from campaign.paper.actions.purging import purge_slips
    from campaign.paper.actions.typing import take_file, take_row
    from campaign.paper.actions.undoing import undo_import, undo_row
else:
    __getattr__ = on_demand(__name__, __file__)

__all__ = [
    "NewSlip",
    "enter_all",
    "enter_due",
    "erase",
    "keep",
    "leave_again",
    "make_slips",
    "note_shredded",
    "purge_slips",
    "take_file",
    "take_out",
    "take_row",
    "undo_import",
    "undo_row",
]
