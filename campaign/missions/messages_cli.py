"""What this room refuses, in words."""

from campaign.lib.refusal import Message
from campaign.lib.refusal import marked as _

MESSAGES: dict[str, Message] = {
    "cant-read": Message(_("{file} can't be read: {problem}.")),
    "too-large": Message(_("The file is larger than any list of missions: 1 MB is the most.")),
    "not-utf-8": Message(_("The file is not UTF-8. Save it as “CSV UTF-8” and try again.")),
    "none-in-it": Message(_("There is no mission in the file. Nothing was imported.")),
    "no-csv": Message(_("Line {line}: this is not CSV: {problem}. Nothing was imported.")),
    "no-workbook": Message(
        _("This is not an Excel workbook (.xlsx). Save the table as .xlsx or as CSV. Nothing was imported.")
    ),
    "older-workbook": Message(
        _(
            "This is an old Excel file (.xls), or one with a password. Save it as .xlsx without a password. Nothing "
            "was imported."
        )
    ),
    "workbook-unpacks-to-much": Message(
        _(
            "This workbook unpacks to more than {most} MB. Copy the table alone into a new one. Nothing was imported."
        )
    ),
    "several-sheets": Message(
        _(
            "More than one sheet has something in it: {sheets}. Keep the one with the addresses, and delete the "
            "others. Nothing was imported."
        )
    ),
    "hidden-sheet": Message(
        _("The sheet {sheet} is hidden. Show it, look at what it holds, and save it. Nothing was imported.")
    ),
    "hidden-row": Message(
        _("Row {row} is hidden. Show it or delete it, so that you see what you import. Nothing was imported.")
    ),
    "hidden-column": Message(
        _(
            "Column {column} is hidden. Show it or delete it, so that you see what you import. Nothing was imported."
        )
    ),
    "formula": Message(
        _("Cell {cell} is a formula. Put its result there as a plain value. Nothing was imported.")
    ),
    "error-in-cell": Message(_("Cell {cell} shows an error: {value}. Nothing was imported.")),
    "wide-sheet": Message(
        _("The table has something in {cell}; only the first {most} columns are read. Nothing was imported.")
    ),
    "long-sheet": Message(
        _(
            "The table has more than {most} rows with something in them. There are 195 missions. Nothing was imported."
        )
    ),
    "bad-line": Message(_("Line {line}: {problem} Nothing was imported.")),
    # What a line has wrong.
    "no-columns": Message(_("the columns are missing; they must be {required}, and may also be {optional}.")),
    "columns": Message(_("the columns are {columns}; they must be {required}, and may also be {optional}.")),
    "cells": Message(_("there are {cells} cells under {columns} columns.")),
    "twice": Message(_("{code} is there twice.")),
    "unfit": Message(_("the {column} contains {problem}.")),
    "no-source": Message(_("the source is missing: say where the address was found.")),
    "too-long": Message(_("the {column} is longer than {longest} characters.")),
    "no-state": Message(_("{code!r} is not the code of a Member or observer State; France is FR.")),
    "no-address": Message(_("{address!r} is not an email address.")),
    "unfit-address": Message(_("{address!r} is not an email address. {problem}")),
    "no-day": Message(_("{day!r} is not a day; write it like 2016-09-24.")),
    "day-two-ways": Message(
        _("{day!r} can be read two ways: as {first}, or as {second}. Write it in one of these forms.")
    ),
    "no-year": Message(_("{day!r} has no year; write it like 2016-09-24.")),
    "day-to-come": Message(_("the day {day} is still to come; it says when the address was found.")),
    "no-gender": Message(_("the gender is {gender!r}; write f or m, female or male, or leave it empty.")),
    "no-letter-language": Message(_("letters can't be written in {language!r}, only in {languages}.")),
    # Groups of States.
    "groups-too-large": Message(_("{file} is larger than any list of groups: 100 KB is the most.")),
    "groups-not-toml": Message(_("groups.toml isn’t TOML: {problem}.")),
    "groups-unchecked": Message(
        _("groups.toml doesn't say on its first line when it was checked: checked = 2026-11-30.")
    ),
    "group-without": Message(_("The group {group} needs names, a source and States; “until” is a day.")),
    "group-years": Message(
        _("The years of the group {group} are words behind codes of its States: DK = “2025–2026”.")
    ),
    "nameless-group": Message(_("Give the group a name.")),
    "empty-group": Message(_("Tick the States of the group.")),
    "too-many-groups": Message(_("There are {most} groups of your own already. Delete one first.")),
    # What is to be done about a mission.
    "no-channel": Message(_("Choose how it gets its letter.")),
    # The language to write in.
    "which-missions": Message(_("Whose language? --only FR,DE, or --all.")),
    "no-states": Message(_("Not codes of Member or observer States: {codes}. Write them like FR,DE.")),
}
