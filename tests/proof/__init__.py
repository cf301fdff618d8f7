"""`make proof`: the installed program is broken in every way at hand, under load, and a ledger outside of it judges.

`python -m tests.proof PART` runs one part alone; docs/proof.md has the figures of a run, and what they mean.
"""
