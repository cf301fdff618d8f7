"""What follows from figures in complete tens, by Bayes' rule, for somebody who knows the shares of all countries. Pure.

Of each country the attacker keeps how likely each number of others is: those that a statement has taken in and that
aren't hers. A figure leaves ten numbers at most.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from math import comb, exp, lgamma, log

TEN = 10


@cache
def binomial(times: int, share: float) -> tuple[float, ...]:
    """How likely each number of so many is, where each is with this probability."""
    return tuple(comb(times, n) * share**n * (1 - share) ** (times - n) for n in range(times + 1))


def poisson(number: int, mean: float) -> float:
    """How likely so many are where `mean` are expected."""
    if mean <= 0:
        return float(number == 0)
    return exp(number * log(mean) - mean - lgamma(number + 1)) if number >= 0 else 0.0


@dataclass
class Country:
    """What she believes of one: `others` by number, and how many of her own were taken in."""

    share: float
    others: dict[int, float] = field(default_factory=lambda: {0: 1.0})
    own: int = 0

    def likeliest(self) -> int:
        """The number of others that she would bet on."""
        return max(self.others, key=lambda number: self.others[number])

    def until_the_ten(self) -> int:
        """How many of her own bring the country to where the next other one completes a ten, if her bet is right."""
        return (TEN - 1 - self.own - self.likeliest()) % TEN

    def joined(self, *, own: int, others: int, figure: int, sure: int = 0) -> tuple[float, float]:
        """Take a statement in: how likely that figure was, and how many of these others are then expected of here.

        `sure` of the others are of this country beyond doubt; belief isn't changed where the figure was impossible.
        """
        before, after = self.others, dict[int, float]()
        weight, expected = 0.0, 0.0
        for number, belief in before.items():
            for come, chance in enumerate(binomial(others - sure, self.share)):
                come += sure
                total = number + come
                if self._figure(self.own + own + total) == figure:
                    likely = belief * chance
                    after[total] = after.get(total, 0.0) + likely
                    weight += likely
                    expected += likely * come
        if weight:
            self.others = {number: likely / weight for number, likely in after.items()}
        self.own += own
        return weight, expected / weight if weight else 0.0

    def chance_of(self, *, own: int, others: int, figure: int, sure: int = 0) -> float:
        """How likely that figure is; nothing is taken in."""
        return Country(self.share, dict(self.others), self.own).joined(
            own=own, others=others, figure=figure, sure=sure
        )[0]

    def _figure(self, number: int) -> int:
        return number - number % TEN


def of_whom(
    countries: Mapping[str, Country], *, own: Counter[str], others: int, figures: Mapping[str, int]
) -> dict[str, float]:
    """How likely any one of a lot's others is of each country, now that its statement is out; beliefs move on."""
    expected = {
        code: country.joined(own=own[code], others=others, figure=figures.get(code, 0))[1]
        for code, country in countries.items()
    }
    total = sum(expected.values())
    return {code: number / total for code, number in expected.items()}


def mine(countries: Mapping[str, Country], many: int, *, rare: str, filler: str) -> Counter[str]:
    """Which countries she signs from: the rare one is brought to the brink of a ten, then as many others as she can."""
    own = Counter[str]()
    for code in sorted(countries, key=lambda code: (code != rare, countries[code].share)):
        own[code] = min(countries[code].until_the_ten(), many - own.total())
    own[filler] += many - own.total()
    return own
