"""Workload W3 on SimPy, to stand beside bench_pathway_events: an elective pathway of six stages; beds of the ward are held until
there is a place in social care. Exact waits of the first four stages: 0.055411 0.069290 0.120426 0.146879.

    apt-get install python3-simpy3        (or pip install simpy)
    /usr/bin/python3 tests/bench/simpy_pathway.py [patients, default 100000]
"""
import math
import random
import sys
import time

import simpy

SERVERS = (5, 23, 14, 6, 75, 33)
MEANS = (0.1, 0.5, 0.5, 0.25, 3.0, 10.0)
SIGMA = math.sqrt(math.log(2.0))


def stay(rng, stage):
    if stage == 4:
        return rng.lognormvariate(math.log(3.0) - SIGMA * SIGMA / 2, SIGMA)
    return rng.expovariate(1 / MEANS[stage])


def visit(env, rooms, rng, stage, sums):
    came = env.now
    request = rooms[stage].request()
    yield request
    sums[stage][0] += env.now - came
    sums[stage][1] += 1
    yield env.timeout(stay(rng, stage))
    return request


def patient(env, rooms, rng, sums):
    for stage in (0, 1):
        rooms[stage].release((yield from visit(env, rooms, rng, stage, sums)))
    if rng.random() < 0.6:
        rooms[2].release((yield from visit(env, rooms, rng, 2, sums)))
    if rng.random() < 0.5:
        return
    rooms[3].release((yield from visit(env, rooms, rng, 3, sums)))
    bed = yield from visit(env, rooms, rng, 4, sums)
    if rng.random() < 0.15:
        place = rooms[5].request()
        yield place
        rooms[4].release(bed)
        yield env.timeout(stay(rng, 5))
        rooms[5].release(place)
    else:
        rooms[4].release(bed)


def arrivals(env, rooms, rng, sums, count):
    for _ in range(count):
        yield env.timeout(rng.expovariate(40.0))
        env.process(patient(env, rooms, rng, sums))


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    env, rng = simpy.Environment(), random.Random(1)
    rooms, sums = [simpy.Resource(env, c) for c in SERVERS], [[0.0, 0] for _ in SERVERS]
    start = time.process_time()
    env.process(arrivals(env, rooms, rng, sums, count))
    env.run()
    seconds = time.process_time() - start
    waits = " ".join(f"{total / n:.6f}" for total, n in sums[:4])
    print(f"W3 on SimPy {simpy.__version__}: {count} patients, {seconds:.3f} s, "
          f"{1e9 * seconds / (4.675 * count):.0f} ns an event; waits {waits}")


if __name__ == "__main__":
    main()
