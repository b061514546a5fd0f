"""`make variants`: each broken variant against up to 500 seeds; prints the seed and the invariant that caught it."""

from __future__ import annotations

import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor

from tests.simulation.variants import RECORDED, Caught, hunt, names

MOST = 500


def main() -> int:
    caught: list[Caught] = []
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for found in pool.map(lambda name: hunt(name, 0, MOST, unit_tests=True), names()):
            caught.append(found)
            if found.broken:
                print(f"{found.name}: seed {found.seed} breaks {found.broken}", flush=True)
            else:
                print(f"{found.name}: NOT CAUGHT in {MOST} seeds", flush=True)
    good = [one for one in caught if one.broken]
    print(f"{len(good)} of {len(caught)} caught")
    if "--record" in sys.argv:
        RECORDED.write_text(json.dumps({one.name: [one.seed, one.invariant] for one in good}, indent=1) + "\n")
    return 0 if len(good) == len(caught) else 1


if __name__ == "__main__":
    raise SystemExit(main())
