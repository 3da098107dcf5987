"""Timing a function, and printing a table."""

import statistics
import time
from collections.abc import Callable, Sequence


def median_ms(work: Callable[[], object], *, runs: int = 5) -> float:
    """Median of `runs` after one run that does not count, in milliseconds."""
    work()
    times = []
    for _run in range(runs):
        begin = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - begin))
    return statistics.median(times)


def table(title: str, head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    print(f"\n{title}\n")
    widths = [max(len(str(row[i])) for row in (head, *rows)) for i in range(len(head))]
    for row in (head, ["-" * width for width in widths], *rows):
        print("  ".join(str(cell).ljust(width) for cell, width in zip(row, widths, strict=True)))


def goals(measured: Sequence[tuple[str, float, float]]) -> None:
    """What was to be reached and what was measured; `at least` in the name: more is better."""
    rows = []
    for what, goal, found in measured:
        met = found >= goal if "at least" in what else found <= goal
        rows.append(
            [what, f"{goal:,}", f"{found:,.2f}".rstrip("0").rstrip("."), "" if met else "MISSED"]
        )
    table("Goals", ("what", "goal", "measured", ""), rows)
