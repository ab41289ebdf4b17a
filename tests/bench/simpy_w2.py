"""Workload W2 on SimPy, to stand beside bench programs: a weekly list of 2,000 people. In each of 260 weeks
everybody who waits leaves with a chance of 0.02, then Poisson(100) people join, one in five of them urgent,
then up to 105 are treated, urgent ones first, each by order of joining. Exact means: 26,518.96 treated,
1,476.03 left untreated, 5.01 on the list at the end.

    apt-get install python3-simpy3        (or pip install simpy)
    /usr/bin/python3 tests/bench/simpy_w2.py [replications, default 5]

A patient is a process that asks for a slot until its patience ends; a slot is held up to the next week's
treatments. People leave on the week, join a tenth of a week later and are treated at two tenths.
"""
import random
import sys
import time

import simpy

WEEKS, BACKLOG, JOIN, SLOTS, LEAVE, URGENT = 260, 2000, 100.0, 105, 0.02, 0.2
JOINS_AT, TREATS_AT = 0.1, 0.2


def poisson(rng, mean):
    count, left = 0, mean - rng.expovariate(1.0)
    while left > 0:
        count, left = count + 1, left - rng.expovariate(1.0)
    return count


def patience(rng):
    """Weeks until the patient leaves: 1, 2, ..."""
    weeks = 1
    while rng.random() >= LEAVE:
        weeks += 1
    return weeks


def patient(env, slots, rng, tally):
    priority = 0 if rng.random() < URGENT else 1
    gives_up = env.timeout(patience(rng) - JOINS_AT)
    with slots.request(priority) as slot:
        yield slot | gives_up
        if not slot.triggered:
            tally["left"] += 1
            return
        tally["treated"] += 1
        yield env.timeout(int(env.now) + 1 + TREATS_AT - env.now)


def hold(env, slots):
    """No treatments in week 0."""
    with slots.request(-1) as slot:
        yield slot
        yield env.timeout(1 + TREATS_AT)


def joins(env, slots, rng, tally):
    for _ in range(SLOTS):
        env.process(hold(env, slots))
    yield env.timeout(JOINS_AT)
    for week in range(WEEKS + 1):
        for _ in range(poisson(rng, JOIN) if week else BACKLOG):
            tally["joined"] += 1
            env.process(patient(env, slots, rng, tally))
        yield env.timeout(week + 1 + JOINS_AT - env.now)


def replication(seed):
    env, tally = simpy.Environment(), {"joined": 0, "treated": 0, "left": 0}
    env.process(joins(env, simpy.PriorityResource(env, SLOTS), random.Random(seed), tally))
    env.run(until=WEEKS + 0.5)
    return tally


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    start = time.process_time()
    runs = [replication(seed) for seed in range(1, count + 1)]
    seconds = time.process_time() - start
    people = sum(run["joined"] for run in runs)
    treated, left = (sum(run[what] for run in runs) / count for what in ("treated", "left"))
    print(f"W2 on SimPy {simpy.__version__}: {count} replications, {seconds:.3f} s, {seconds / count:.4f} s a replication, "
          f"{people / seconds:.0f} patients/s, {1e9 * seconds / people:.0f} ns a patient; "
          f"treated {treated:.1f}, left {left:.1f}, still waiting {people / count - treated - left:.1f}")


if __name__ == "__main__":
    main()
