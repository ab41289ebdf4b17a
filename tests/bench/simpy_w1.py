"""Workload W1 on SimPy, to stand beside bench programs: M/M/3, first come first served, demand 2.8 a unit of
time, service 1, from empty. The exact mean wait in the steady state is 4.3834; runs scatter around it.

    apt-get install python3-simpy3        (or pip install simpy)
    /usr/bin/python3 tests/bench/simpy_w1.py [customers, default 100000]
"""
import random
import sys
import time

import simpy


def customer(env, servers, rng, waits):
    came = env.now
    with servers.request() as slot:
        yield slot
        waits[0] += env.now - came
        yield env.timeout(rng.expovariate(1.0))


def arrivals(env, servers, rng, waits, count):
    for _ in range(count):
        yield env.timeout(rng.expovariate(2.8))
        env.process(customer(env, servers, rng, waits))


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    env, rng, waits = simpy.Environment(), random.Random(1), [0.0]
    start = time.process_time()
    env.process(arrivals(env, simpy.Resource(env, 3), rng, waits, count))
    env.run()
    seconds = time.process_time() - start
    print(f"W1 on SimPy {simpy.__version__}: {count} customers, {seconds:.3f} s, {count / seconds:.0f} customers/s, "
          f"{1e9 * seconds / count:.0f} ns a customer; mean wait {waits[0] / count:.3f}")


if __name__ == "__main__":
    main()
