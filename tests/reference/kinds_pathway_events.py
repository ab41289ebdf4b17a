"""Cases of networks that only single patients can answer: who waits at the start is not overtaken."""
import math

from carepath.pathway import Network


def starters(inputs):
    sd = math.sqrt(math.exp(0.36) - 1)  # of a lognormal law with sdlog 0.6, by its mean
    network = Network(
        stages=[{"name": "beds", "kind": "beds", "servers": inputs["beds"]}],
        durations=[{"stage": "beds", "law": "lognormal", "mean": 10, "cv": sd}],
        arrivals=[{"stage": "beds", "rate": inputs["arrivals_per_day"]}],
        initial=[
            {"stage": "beds", "state": "in_service", "people": inputs["init_occ"]},
            {"stage": "beds", "state": "waiting", "people": inputs["init_queue"], "time": 0},
        ],
    )
    days = (5, 10, 20, 30, 40, 50, 59)
    waits = {day: [] for day in days}
    for replication in range(3000):
        trace = network.simulate(
            horizon=60, replications=1, first_replication=replication, threads=1, trace=2000
        ).trace
        came = {}
        for time, patient, event in zip(trace["time"], trace["patient"], trace["event"]):
            if event == "enters":
                came[patient] = time
            elif event == "begins" and patient >= inputs["init_occ"]:
                day = math.floor(time + 0.5)
                if day in waits:
                    waits[day].append(time - came[patient])
    return {"fcfs_mean_wait_of_starters_by_day": {str(d): sum(w) / len(w) for d, w in waits.items()}}


IDS = {"ipacs_initial_queue": starters}
PICK = {"regression trap": ("fcfs_mean_wait_of_starters_by_day",)}
