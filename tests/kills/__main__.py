"""`make kills N=100`."""

from __future__ import annotations

import argparse

from tests.kills import run


def main() -> int:
    parser = argparse.ArgumentParser(prog="make kills")
    parser.add_argument("-n", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--variant", default="", choices=["", "done_before_commit"])
    chosen = parser.parse_args()
    found = run(chosen.n, chosen.seed, chosen.variant)
    kills = ", ".join(f"{name} {count}" for name, count in sorted(found.kills.items()))
    print(f"{sum(found.kills.values())} kills ({kills}) in {found.seconds:.0f} s")
    print(f"acknowledged {found.acknowledged}, at the centre {found.at_centre}, papers {found.papers}")
    for wrong in found.wrong[:10]:
        print("WRONG:", wrong)
    print("nothing lost, nothing doubled" if not found.wrong else f"{len(found.wrong)} broken promises")
    return 1 if found.wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
