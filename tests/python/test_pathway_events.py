"""The binding of the event engine: shapes, traces, scores, parts that merge, differences, forecasts, errors."""
import math
import unittest

import carepath
from carepath import pathway_events
from carepath.pathway import Network


def flat(values):
    """All numbers of an array, with or without NumPy."""
    if hasattr(values, "ravel"):
        return values.ravel().tolist()
    if isinstance(values, (float, int)):
        return [values]
    return list(getattr(values, "flat", values))


def network(servers=3, order="first_come"):
    return Network(
        stages=[
            {"name": "clinic", "kind": "servers", "servers": servers, "order": order},
            {"name": "ward", "kind": "beds", "servers": 20, "order": "first_come"},
        ],
        routes=[
            {"from": "clinic", "to": "ward", "chance": 0.5},
            {"from": "clinic", "to": "out", "chance": 0.5},
        ],
        durations={
            "stage": ["clinic", "ward"],
            "law": ["exponential", "lognormal"],
            "mean": [1, 5],
            "cv": [0, 1.2],
        },
        arrivals=[{"stage": "clinic", "rate": 2.4}],
        initial=[{"stage": "clinic", "state": "in_service", "people": 1}, {"stage": "clinic", "state": "waiting", "people": 4, "time": 2}],
    )


class Simulate(unittest.TestCase):
    def test_shapes(self):
        runs = network().simulate(horizon=100, warm_up=10, period=20, replications=6, probabilities=[0.5])
        self.assertEqual(tuple(runs["wait_mean"].shape), (2, 1))
        self.assertEqual(tuple(runs["wait_quantile"].shape), (2, 1, 1))
        self.assertEqual(tuple(runs["queue"].shape), (5, 2, 1))
        flows = [flat(runs[name])[0] for name in ("opening", "entered", "left", "closing")]
        self.assertAlmostEqual(flows[0] + flows[1], flows[2] + flows[3], 9)

    def test_trace(self):
        runs = network().simulate(horizon=5, trace=1000, replications=1)
        self.assertEqual(len(runs.trace["time"]), runs.trace_count)
        self.assertEqual(set(runs.trace["stage"]) - {None}, {"clinic", "ward"})
        self.assertEqual(runs.trace["event"].count("enters"), 5 + flat(runs["entered"])[0])

    def test_score(self):
        last = network(order="last_come").simulate(horizon=200, replications=3)
        scored = network(order="score").simulate(horizon=200, replications=3, score=lambda x, now: x["came"])
        self.assertGreater(flat(last["wait_sd"])[0], 0)
        self.assertEqual(flat(scored["throughput"])[0] > 0, True)
        with self.assertRaises(ZeroDivisionError):
            network(order="score").simulate(horizon=200, replications=3, score=lambda x, now: 1 / 0)

    def test_parts_merge_and_threads(self):
        how = {"horizon": 100, "keep": True}
        whole = network().simulate(replications=5, threads=2, **how)
        parts = [
            network().simulate(replications=2, first_replication=3, threads=1, **how),
            network().simulate(replications=3, threads=1, **how),
        ]
        merged = carepath.merge(parts)
        for name in ("wait_mean", "wait_mean_upper", "wait_quantile", "wait_mean_path"):
            self.assertEqual(flat(merged[name]), flat(whole[name]))

    def test_difference(self):
        how = {"horizon": 300, "replications": 10, "keep": True}
        change = pathway_events.difference(network().simulate(**how), network(servers=4).simulate(**how))
        self.assertLess(flat(change["wait_mean_upper"])[0], 0)

    def test_forecast(self):
        new = network().forecast(stage="clinic", replications=500, probabilities=[0.5])
        self.assertGreater(flat(new["wait_mean"])[0], 0)
        old = network().forecast(initial=1, nth=0, replications=500)
        self.assertLess(flat(old["wait_mean"])[0], flat(new["wait_mean"])[0])

    def test_errors(self):
        with self.assertRaises(carepath.DomainError):
            network().simulate(horizon=-1)
        with self.assertRaises(carepath.DomainError):
            network().simulate(horizon=math.inf)
        with self.assertRaises(carepath.InvalidError):
            pathway_events.simulate(3)
        with self.assertRaises(carepath.InvalidError):
            network().forecast()
        with self.assertRaises(carepath.InvalidError):
            network().forecast(stage="nowhere")
        with self.assertRaises(carepath.InvalidError):
            pathway_events.difference(1, 2)


if __name__ == "__main__":
    unittest.main()
