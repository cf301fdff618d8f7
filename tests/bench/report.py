"""What was measured, against what was to be reached."""

from dataclasses import dataclass, field


@dataclass
class Report:
    """Prints each figure as it comes and remembers those that fall short."""

    short: list[str] = field(default_factory=list)

    def figure(
        self,
        name: str,
        value: float,
        unit: str = "",
        *,
        least: float | None = None,
        most: float | None = None,
    ) -> None:
        """One figure; `least` and `most` are what the issue asks for."""
        missed = (least is not None and value < least) or (most is not None and value > most)
        asked = (
            f"at least {least:g}" if least is not None else f"at most {most:g}" if most is not None else ""
        )
        line = f"  {name:<58} {value:>10,.2f} {unit:<5} {asked:<16} {'SHORT' if missed else ''}".rstrip()
        print(line, flush=True)
        if missed:
            self.short.append(line.strip())

    def close(self) -> int:
        """The figures that fell short; 1 if there are any."""
        print("\nShort of what was asked:" if self.short else "\nEvery figure was reached.")
        for line in self.short:
            print(f"  {line}")
        return 1 if self.short else 0
