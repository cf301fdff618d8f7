"""Somebody who has the log, all pages and the time of each: how much better than chance she guesses who signed.

`python -m tests.proof.attacker` prints the table of docs/threat-model.md. What she sees is made by the program's own
plan of batches and statements. Totals, JSON, feeds, letters, pictures and the page for the press are made of the same
lines and totals and tell no more (tests/tally/test_nine_own_signatures.py), so nothing else is looked at here.
"""

import argparse
import random
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import log2

from campaign.tally.lots import LOT, LotRule
from tests.proof.arrivals import by_size_and_time, what_a_network_learns
from tests.proof.guesses import Country, likelihood, mine, of_whom
from tests.proof.turn import Turn
from tests.tally.driven import Log, signatures

SHARES = {"FR": 0.5, "DE": 0.3, "LB": 0.19, "LU": 0.01}
RARE, COMMONEST = "LU", "FR"
OWNED = (0, 9, 15)  # of each lot
LOTS, WORLDS = 30, 100


@dataclass
class Figures:
    """By name; `seen` is how often something was looked at, for whoever judges how sure a figure is."""

    of: dict[str, float] = field(default_factory=dict)
    seen: Counter[str] = field(default_factory=Counter)

    def look(self, name: str, value: float) -> None:
        """One more value of what is a mean."""
        self.of[name] = self.of.get(name, 0.0) + value
        self.seen[name] += 1

    def most(self, name: str, value: float) -> None:
        """The greatest."""
        self.of[name] = max(self.of.get(name, 0.0), value)
        self.seen[name] = max(1, self.seen[name])

    def means(self) -> dict[str, float]:
        """Sums divided by how many were added."""
        return {
            name: value if name.startswith("most") else value / self.seen[name]
            for name, value in self.of.items()
        }


@dataclass
class Campaign:
    """A public campaign of which she owns a part of each lot."""

    chance: random.Random
    owned: int
    lot: int = LOT
    rule: LotRule | None = None
    key: int = 0

    def __post_init__(self) -> None:
        self.log = Log(self.rule, unstated=frozenset())
        self.beliefs = {code: Country(share) for code, share in SHARES.items()}

    def days(self, lots: int) -> Iterator[tuple[Counter[str], list[str], dict[str, int]]]:
        """For each lot: what she signs, what the others are, and the figures that are stated then."""
        for day in range(lots):
            own = mine(self.beliefs, self.owned, rare=RARE, filler=COMMONEST)
            others = self.chance.choices([*SHARES], [*SHARES.values()], k=self.lot - self.owned)
            yield own, others, self.stated(day, [*own.elements(), *others])

    def stated(self, day: int, countries: list[str]) -> dict[str, int]:
        """The figures after these have signed, in an order that is nobody's."""
        self.chance.shuffle(countries)
        batch = []
        for code in countries:
            self.key += 1
            batch += signatures(code, self.key, 1)
        self.log.write(batch, day=day)
        return dict(self.log.stated.countries) if self.log.stated else {}


def by_statements(
    chance: random.Random, owned: int, *, worlds: int, lots: int, rule: LotRule | None = None, lot: int = LOT
) -> Figures:
    """The country of any one other signer of a lot: by the shares alone, and with the statements."""
    figures = Figures()
    for _ in range(worlds):
        campaign = Campaign(chance, owned, lot, rule)
        for own, others, stated in campaign.days(lots):
            likely = of_whom(campaign.beliefs, own=own, others=len(others), figures=stated)
            her = chance.choice(others)
            figures.look("country by the shares alone", her == COMMONEST)
            figures.look("country with the statements", her == max(likely, key=lambda code: likely[code]))
            figures.look("bits of a country", log2(likely[her] / SHARES[her]))
            figures.most("most sure of anybody's rare country", likely[RARE])
            if her == RARE:
                figures.look("sure of her who is of the rare country", likely[RARE])
    return figures


def by_membership(chance: random.Random, owned: int, *, worlds: int, lots: int) -> Figures:
    """Whether somebody of the rare country, who may have signed on a day or not, did: by that day's statement."""
    figures = Figures()
    for _ in range(worlds):
        campaign = Campaign(chance, owned)
        at = chance.randrange(lots // 2, lots)
        for day, (own, others, _) in enumerate(_unwritten(campaign, at + 1)):
            did = day == at and chance.random() < 0.5
            if did:
                others[chance.randrange(len(others))] = RARE
            stated = campaign.stated(day, [*own.elements(), *others])
            if day == at:
                there, away = (
                    likelihood(campaign.beliefs, own=own, others=len(others), figures=stated, sure=sure)
                    for sure in (RARE, "")
                )
                right = 0.5 if there == away else float(did == (there > away))
                figures.look("whether she signed", right)
            of_whom(campaign.beliefs, own=own, others=len(others), figures=stated)
    return figures


def _unwritten(campaign: Campaign, lots: int) -> Iterator[tuple[Counter[str], list[str], None]]:
    for _ in range(lots):
        own = mine(campaign.beliefs, campaign.owned, rare=RARE, filler=COMMONEST)
        others = campaign.chance.choices([*SHARES], [*SHARES.values()], k=campaign.lot - campaign.owned)
        yield own, others, None


def by_order(chance: random.Random, *, rounds: int, size: int) -> Figures:
    """Which entry of a batch is hers, whose form came at a time that is known: first, last, or any in between."""
    figures, log = Figures(), Log(unstated=frozenset())
    for number in range(rounds):
        first, at = number * size + 1, chance.randrange(size)
        before = log.size
        log.write(signatures(COMMONEST, first, size), day=0)
        figures.look(f"place in a batch of {size}", log.positions[first + at] == before + at)
    return figures


def table(seed: int, *, worlds: int = WORLDS, lots: int = LOTS) -> dict[str, dict[str, float]]:
    """All figures: by owned part of a lot, by batch, by traffic."""
    said: dict[str, dict[str, float]] = {}
    for owned in OWNED:
        chance = random.Random(f"{seed} {owned}")
        country = by_statements(chance, owned, worlds=worlds, lots=lots).means()
        signed = by_membership(chance, owned, worlds=4 * worlds, lots=lots // 3).means()
        said[_owning(owned)] = country | signed
    chance = random.Random(f"{seed} order")
    said["order in a batch"] = {}
    for size in (1, 5, 20):
        said["order in a batch"] |= by_order(chance, rounds=10 * worlds, size=size).means()
    said["time and size, others an hour"] = by_size_and_time(random.Random(f"{seed} time"), 5 * worlds)
    said["answers to posts, a budget of 5"] = what_a_network_learns()
    return said


def _owning(owned: int) -> str:
    return f"owns {owned} of each lot of {LOT}"


def run(turn: Turn) -> None:
    """As a part of the proof: its figures are the turn's, and what isn't admitted is broken."""
    said = table(turn.seed)
    turn.figures |= {f"{row}: {name}": value for row, its in said.items() for name, value in its.items()}
    turn.broken += beyond(said)


def beyond(said: dict[str, dict[str, float]]) -> list[str]:
    """What is more than docs/threat-model.md admits, a sentence each."""
    found = []
    for row, name, least, most in ADMITTED:
        value = said[row][name]
        if not least <= value <= most:
            found.append(f"{row}, {name}: {value:.3f} is not between {least:g} and {most:g}")
    return found


# By what she owns of each lot: bits of any other's country, how sure of a rare one, how often right about one woman.
BITS, SURE, RIGHT = {0: 0.05, 9: 0.12, 15: 0.25}, {0: 0.1, 9: 0.2, 15: 0.4}, {0: 0.65, 9: 0.97, 15: 0.99}
ADMITTED = (
    *((_owning(owned), "bits of a country", -0.02, most) for owned, most in BITS.items()),
    *((_owning(owned), "most sure of anybody's rare country", 0, most) for owned, most in SURE.items()),
    *((_owning(owned), "whether she signed", 0.35, most) for owned, most in RIGHT.items()),
    ("order in a batch", "place in a batch of 5", 0.14, 0.26),
    ("order in a batch", "place in a batch of 20", 0.02, 0.08),
    ("time and size, others an hour", "600 others an hour", 0.4, 0.6),
    ("answers to posts, a budget of 5", "from another address", 0, 0),
    ("answers to posts, a budget of 5", "from another /48", 0, 0),
)


def main() -> int:
    """Print it; the exit code tells whether it is within what is admitted."""
    words = argparse.ArgumentParser(prog="python -m tests.proof.attacker", description=__doc__)
    words.add_argument("--seed", type=int, default=int(time.time()) // 86_400, help="the day by default")
    words.add_argument("--worlds", type=int, default=WORLDS)
    chosen = words.parse_args()
    print(f"seed {chosen.seed}, {chosen.worlds} campaigns of {LOTS} lots each")
    said = table(chosen.seed, worlds=chosen.worlds)
    for row, its in said.items():
        print(f"\n{row}")
        for name, value in its.items():
            print(f"  {name:<48} {value:7.3f}")
    for sentence in beyond(said):
        print(f"BEYOND WHAT IS ADMITTED: {sentence}")
    return 1 if beyond(said) else 0


if __name__ == "__main__":
    raise SystemExit(main())
