"""`python -m tests.simulation --seeds 0:1000`: runs the seeds on all cores; a failing seed prints its shortest story."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor

from tests.simulation.running import Result, run_seed, shortest_story


def main() -> int:
    parser = argparse.ArgumentParser(prog="make sim")
    parser.add_argument("--seeds", default="0:1000", help="first:last, the last not included")
    parser.add_argument("--minutes", type=float, default=60.0, help="stop after this long, and say how far it got")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--quiet", action="store_true")
    chosen = parser.parse_args()
    first, last = (int(word) for word in chosen.seeds.split(":"))
    begun, faults, totals, done = time.monotonic(), Counter[str](), Counter[str](), 0
    with ProcessPoolExecutor(chosen.jobs) as pool:
        for start in range(first, last, 50):
            seeds = range(start, min(start + 50, last))
            for result in pool.map(run_seed, seeds):
                if result.broken:
                    return tell(result)
                done += 1
                faults.update(result.faults)
                totals.update(steps=result.steps, facts=result.facts)
            spent = time.monotonic() - begun
            if not chosen.quiet:
                print(f"{done} seeds, {done / spent:.1f} seeds/s", file=sys.stderr, flush=True)
            if spent > chosen.minutes * 60:
                print(f"stopped after {chosen.minutes:g} minutes at seed {seeds[-1]}")
                break
    spent = time.monotonic() - begun
    rate = f"{done} seeds in {spent:.0f} s ({done / spent:.1f} seeds/s)"
    print(f"{rate}, {totals['steps']} steps, {totals['facts']} facts, nothing broken")
    print("faults:", ", ".join(f"{name} {count}" for name, count in sorted(faults.items())))
    return 0


def tell(result: Result) -> int:
    print(f"seed {result.seed} breaks {result.broken}")
    print("its shortest story:")
    for line in shortest_story(result.seed):
        print("  ", line)
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
