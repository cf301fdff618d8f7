"""One module a part: `run(run)` breaks something, as often as it is told, and leaves its figures."""
