"""What follows from figures in complete tens, by Bayes' rule, for somebody who knows the shares of all countries. Pure.

Of each country the attacker keeps how likely each number of others is: those that a statement has taken in and that
aren't hers. A figure leaves ten numbers at most. Within a lot the countries are weighed together, as their numbers add
up to the lot; from one lot to the next each is kept by itself.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from math import exp, factorial, lgamma, log

TEN = 10


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

    def weights(self, *, own: int, figure: int, most: int, sure: int = 0) -> list[float]:
        """For each number of others that may have come, besides those for `sure`: how likely it and the figure are.

        Up to a factor: the factorial of how many came from all countries, of which these are a part.
        """
        return [
            self.share**come / factorial(come) * sum(self._fitting(own, figure, come + sure).values())
            for come in range(most + 1)
        ]

    def take_in(self, *, own: int, figure: int, likely: Sequence[float]) -> None:
        """Believe what a statement left possible; `likely` is how likely each number that came is by all else."""
        after = Counter[int]()
        for come, weight in enumerate(likely):
            scale = self.share**come / factorial(come) * weight
            for number, belief in self._fitting(own, figure, come).items():
                after[number + come] += belief * scale  # type: ignore[assignment]  # a counter of likelihoods
        total = sum(after.values())
        self.others = {number: belief / total for number, belief in after.items() if belief}
        self.own += own

    def _fitting(self, own: int, figure: int, come: int) -> dict[int, float]:
        """What was believed, as far as that many more make this figure of it."""
        return {
            number: belief
            for number, belief in self.others.items()
            if _tens(self.own + own + number + come) == figure
        }


Countries = Mapping[str, Country]


def likelihood(
    countries: Countries, *, own: Counter[str], others: int, figures: Mapping[str, int], sure: str = ""
) -> float:
    """How likely these figures are after so many others, one of whom is `sure` to be of a country if that is named."""
    most = others - bool(sure)
    series = (
        country.weights(own=own[code], figure=figures.get(code, 0), most=most, sure=code == sure)
        for code, country in countries.items()
    )
    return factorial(most) * _product(series, most)[most]


def of_whom(
    countries: Countries, *, own: Counter[str], others: int, figures: Mapping[str, int]
) -> dict[str, float]:
    """How likely any one of a lot's others is of each country, now that its statement is out; beliefs move on."""
    weights = {
        code: country.weights(own=own[code], figure=figures.get(code, 0), most=others)
        for code, country in countries.items()
    }
    chances = {}
    for code, country in countries.items():
        rest = _product((each for other, each in weights.items() if other != code), others)
        likely = [rest[others - come] for come in range(others + 1)]
        joint = [weight * rest_of_it for weight, rest_of_it in zip(weights[code], likely, strict=True)]
        chances[code] = sum(come * each for come, each in enumerate(joint)) / sum(joint) / others
        country.take_in(own=own[code], figure=figures.get(code, 0), likely=likely)
    return chances


def mine(countries: Countries, many: int, *, rare: str, filler: str) -> Counter[str]:
    """Which countries she signs from: the rare one is brought to the brink of a ten, then as many others as she can."""
    own = Counter[str]()
    for code in sorted(countries, key=lambda code: (code != rare, countries[code].share)):
        own[code] = min(countries[code].until_the_ten(), many - own.total())
    own[filler] += many - own.total()
    return own


def _product(series: Iterable[list[float]], most: int) -> list[float]:
    """Of these power series, up to that power."""

    def times(one: list[float], other: list[float]) -> list[float]:
        return [sum(one[at] * other[power - at] for at in range(power + 1)) for power in range(most + 1)]

    return reduce(times, series, [1.0] + [0.0] * most)


def _tens(number: int) -> int:
    return number - number % TEN
