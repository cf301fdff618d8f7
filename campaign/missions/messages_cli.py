"""What this room refuses, in words."""

from campaign.lib.refusal import Message

MESSAGES = {
    "cant-read": Message("{file} can't be read: {problem}."),
    "too-large": Message("The file is larger than any list of missions: 1 MB is the most."),
    "not-utf-8": Message("The file is not UTF-8. Save it as “CSV UTF-8” and try again."),
    "none-in-it": Message("There is no mission in the file. Nothing was imported."),
    "no-csv": Message("Line {line}: This is no CSV: {problem}. Nothing was imported."),
    "bad-line": Message("Line {line}: {problem} Nothing was imported."),
    # What a line has wrong.
    "no-columns": Message("the columns are missing; they must be {required}, and may be {optional} besides."),
    "columns": Message("the columns are {columns}; they must be {required}, and may be {optional} besides."),
    "cells": Message("{cells} cells stand under {columns} columns."),
    "twice": Message("{code} stands there twice."),
    "unfit": Message("the {column} holds {problem}."),
    "no-source": Message("the source is missing: say where the address was found."),
    "too-long": Message("the {column} is longer than {longest} characters."),
    "no-state": Message("{code!r} is no code of a Member or observer State; France is FR."),
    "no-address": Message("{address!r} is no mail address."),
    "unfit-address": Message("{address!r} is no mail address. {problem}"),
    "no-day": Message("{day!r} is no day; write it like 2016-09-24."),
    "day-to-come": Message("the day {day} is still to come; it says when the address was found."),
    "no-gender": Message("the gender is {gender!r}; write f or m, or leave it empty."),
    "no-letter-language": Message("letters can't be written in {language!r}, only in {languages}."),
    # The language to write in.
    "which-missions": Message("Whose language? --only FR,DE, or --all."),
    "no-states": Message("Not codes of Member or observer States: {codes}. Write them like FR,DE."),
}
