"""Queues in steady state from Python: numbers, lists, measures, classes, networks, formulae by name."""
import math
import unittest

import carepath
from carepath import queue

try:
    import numpy
except ImportError:
    numpy = None


class Numbers(unittest.TestCase):
    def test_numbers_give_numbers(self):
        self.assertIsInstance(queue.erlang_b(2.8, 3), float)
        self.assertAlmostEqual(queue.erlang_b(2.8, 3), 0.32153737989219592219, 14)
        m = queue.mmc(2.8, 1, 3)
        self.assertAlmostEqual(m.mean_wait, 4.3833865814696485623, 11)
        self.assertEqual(m["mean_wait"], m.mean_wait)
        self.assertEqual(m.outcome, "ok")
        self.assertIn("mean_queue", list(m))
        self.assertEqual(queue.mmc(3, 1, 3).outcome, "unstable")
        self.assertTrue(math.isnan(queue.erlang_b(-1, 3)))

    def test_lists_give_arrays(self):
        loads = [0.5, 1.5, 2.8]
        found = queue.erlang_c(loads, 3)
        self.assertEqual([float(x) for x in found], [queue.erlang_c(a, 3) for a in loads])
        m = queue.mmc(arrivals=[1, 2, 4], service_rate=1, servers=[2, 3, 4])
        self.assertEqual(m.outcome, ["ok", "ok", "unstable"])
        self.assertEqual(float(m.mean_wait[1]), queue.mmc(2, 1, 3).mean_wait)
        table = queue.erlang_b([[1, 2], [3, 4]], 3)
        self.assertEqual(float(table[1, 0]), queue.erlang_b(3, 3))
        with self.assertRaises(carepath.InvalidError):
            queue.erlang_b([1, 2, 3], [1, 2])

    @unittest.skipUnless(numpy, "needs NumPy")
    def test_arrays_broadcast(self):
        found = queue.erlang_b(numpy.array([[1.0], [2.0]]), numpy.array([1.0, 2.0, 3.0]))
        self.assertEqual(found.shape, (2, 3))
        self.assertEqual(found[1, 2], queue.erlang_b(2, 3))

    def test_what_is_no_array_of_numbers(self):
        for load in ([1, [2]], [[2], 1], [[1], [2, 3]], None, [1, None], "3", ["1", "2"], b"3", {"a": 1}):
            with self.subTest(load=load), self.assertRaises(carepath.InvalidError):
                queue.erlang_c(load, 3)

    def test_measures_compare(self):
        self.assertEqual(queue.mmc([1, 2], 1, 3), queue.mmc([1, 2], 1, 3))
        self.assertNotEqual(queue.mmc([1, 2], 1, 3), queue.mmc([1, 2], 1, 4))
        self.assertNotEqual(queue.mmc(1, 1, 3), queue.erlang_c_slopes(1, 3))

    def test_errors_say_why(self):
        with self.assertRaisesRegex(carepath.DomainError, "service_rate = 0"):
            queue.mmc(1, 0, 1)
        with self.assertRaises(carepath.InvalidError):
            queue.mmck(1, 1, 1.5, 4)
        with self.assertRaises(carepath.InvalidError):
            queue.mmck(1, 1, 1, float("nan"))
        with self.assertRaises(carepath.InvalidError):
            queue.gim1(0.5, 1, law="cauchy")


class Models(unittest.TestCase):
    def test_slopes(self):
        h = 1e-6
        for function, slopes in ((queue.erlang_b, queue.erlang_b_slopes), (queue.erlang_c, queue.erlang_c_slopes)):
            s = slopes(2.5, 3.5)
            self.assertAlmostEqual(s.by_load, (function(2.5 + h, 3.5) - function(2.5 - h, 3.5)) / 2 / h, 7)
            self.assertAlmostEqual(s.by_servers, (function(2.5, 3.5 + h) - function(2.5, 3.5 - h)) / 2 / h, 7)
        s = queue.mmc_wait_slopes(2.5, 1, 3.5)
        up, down = queue.mmc(2.5 + h, 1, 3.5), queue.mmc(2.5 - h, 1, 3.5)
        self.assertAlmostEqual(s.by_arrivals, (up.mean_wait - down.mean_wait) / 2 / h, 5)
        self.assertAlmostEqual(queue.log_erlang_b(2.5, 3.5), math.log(queue.erlang_b(2.5, 3.5)), 13)
        self.assertAlmostEqual(queue.log_erlang_c(2.5, 3.5), math.log(queue.erlang_c(2.5, 3.5)), 13)

    def test_waits(self):
        t = queue.mmc_wait_quantile(2.8, 1, 3, 0.92)
        self.assertAlmostEqual(queue.mmc_wait_tail(2.8, 1, 3, t), 0.08, 13)
        self.assertGreater(queue.mmc_stay_tail(2.8, 1, 3, t), 0.08)
        self.assertLess(queue.abandon_wait_tail(2.8, 1, 3, 0.1, t), queue.abandon_offered_tail(2.8, 1, 3, 0.1, t))
        self.assertAlmostEqual(queue.abandon(2.8, 1, 3, 0.1).mean_wait, 0.87677515144401753856, 13)
        self.assertAlmostEqual(queue.mmck(40, 1, 30, 45).block_chance, 0.25055157592220821746, 13)

    def test_other_laws(self):
        self.assertAlmostEqual(queue.mg1(0.9, 1, 1, 1).mean_wait, 4.5, 13)
        self.assertTrue(math.isnan(queue.mg1(0.9, 1, 1).wait_second))
        self.assertAlmostEqual(queue.md1_wait_within(0.9, 1, 3.5), 0.54799192226665167790, 13)
        self.assertAlmostEqual(queue.md1_wait_tail(0.9, 1, 3.5), 1 - 0.54799192226665167790, 13)
        self.assertAlmostEqual(queue.mdc(2.8, 1, 3).mean_queue, 6.1832343485646845761, 11)
        tails = queue.mdc_wait_tail(2.8, 1, 3, [0, 1.5])
        self.assertAlmostEqual(float(tails[0]), queue.mdc(2.8, 1, 3).wait_chance, 12)
        self.assertEqual(float(tails[1]), queue.mdc_wait_tail(2.8, 1, 3, 1.5))
        own = queue.gim1(0.9, 1, law=lambda s: (1.8 / (1.8 + s)) ** 2)
        self.assertAlmostEqual(own.wait_chance, 0.86821789367236468456, 12)
        self.assertAlmostEqual(queue.gim1(0.9, 1, "gamma", 0.5).wait_chance, 0.86821789367236468456, 13)
        tail = queue.gim1_wait_tail(0.9, 1, [0, 2], "gamma", 0.5)
        self.assertAlmostEqual(float(tail[0]), own.wait_chance, 12)

    def test_a_law_of_ones_own(self):
        for law, kind in (
            (lambda s: 1 / 0, ZeroDivisionError),
            (lambda s: "x", carepath.errors.WrongTypeError),
            (lambda s: None, carepath.CarepathError),
            (lambda s: 0.3, carepath.DomainError),  # 1 at s = 0
            (lambda s: 1 / (1 + 20 * s), carepath.DomainError),  # of the mean 20, not 2
            (lambda s: 1 / (1 + 2 * s) if s == 0 else [][1], IndexError),
        ):
            with self.subTest(kind=kind), self.assertRaises(kind):
                queue.gim1(0.5, 1.0, law=law)
            with self.assertRaises(kind):
                queue.gim1_wait_tail(0.5, 1.0, 2.0, law=law)
        with self.assertRaises(KeyboardInterrupt):
            queue.gim1([0.5, 0.6], 1.0, law=stopped)
        calls = []
        with self.assertRaisesRegex(RuntimeError, "enough"):
            queue.gim1(0.5, 1.0, law=lambda s: calls.append(s) or self.enough())
        self.assertEqual(len(calls), 1)
        tail = queue.gim1_wait_tail(0.9, 1, [0, 2], law=lambda s: (1.8 / (1.8 + s)) ** 2)
        named = queue.gim1_wait_tail(0.9, 1, [0, 2], "gamma", 0.5)
        self.assertAlmostEqual(float(tail[1]), float(named[1]), 12)

    def enough(self):
        raise RuntimeError("enough")

    def test_equal_services_broadcast(self):
        found = queue.mdc_wait_tail([2.0, 2.8, 2.0], 1.0, 3, [1.0, 0.5, 2.0])
        self.assertEqual(float(found[2]), queue.mdc_wait_tail(2.0, 1.0, 3.0, 2.0))
        self.assertEqual(float(found[1]), queue.mdc_wait_tail(2.8, 1.0, 3, [0.5])[0])
        for servers in (3.7, float("nan"), float("inf"), 1e300, "three", None):
            with self.subTest(servers=servers), self.assertRaises(carepath.CarepathError):
                queue.mdc_wait_tail(2.0, 1.0, servers, 1.0)
        with self.assertRaisesRegex(carepath.InvalidError, "servers = 3.7 must be a whole number"):
            queue.mdc_wait_tail(2.0, 1.0, 3.7, 1.0)

    def test_approximations(self):
        self.assertAlmostEqual(queue.allen_cunneen(2.8, 1, 3, 1, 0.25), 2.7396166134185303514, 12)
        self.assertAlmostEqual(queue.kraemer(2.8, 1, 3, 1, 0.25), 2.7396166134185303514, 12)
        self.assertAlmostEqual(queue.cosmetatos_mdc(2.8, 1, 3), 2.2070801448660134457, 12)
        self.assertAlmostEqual(queue.cosmetatos_mgc(2.8, 1, 3, 0.25), 2.7511567540169222248, 12)
        self.assertAlmostEqual(queue.kimura_mgc(2.8, 1, 3, 0.25), 2.7540165154212662179, 12)


def stopped(_s):
    raise KeyboardInterrupt


class Classes(unittest.TestCase):
    def test_numbers_stand_for_each_class(self):
        a = queue.priority_mg1([0.2, 0.3], 1, 2)
        b = queue.priority_mg1([0.2, 0.3], [1, 1], [2, 2])
        self.assertEqual(list(a.mean_wait), list(b.mean_wait))
        self.assertEqual(queue.pool([1, 2], 3, 1), queue.pool([1, 2], [3, 3], 1))
        self.assertEqual(queue.pool(1, [2, 3], 1), queue.pool([1, 1], [2, 3], 1))

    def test_names_of_rules(self):
        for rule in ("waits_turn", "waits-turn", 0):
            self.assertEqual(queue.priority_mmc([1, 2], 1, 4, rule=rule), queue.priority_mmc([1, 2], 1, 4))

    def test_what_is_no_number(self):
        for wrong in (
            lambda: queue.priority_mmc([1, 2], [1, 2], 4),
            lambda: queue.accumulating_mmc([1, 2], [2, 1], 1, "4"),
            lambda: queue.pool([1, 2], [2, 3], None),
            lambda: queue.poisson_beds([5, "six"], 0.01),
        ):
            with self.assertRaises(carepath.CarepathError):
                wrong()
        with self.assertRaisesRegex(carepath.DomainError, "stay = 0.0 must be"):
            queue.beds(5, [1, 0], 0.1)
        with self.assertRaisesRegex(carepath.InvalidError, "service_rate = "):
            queue.priority_mmc([1, 2], [1, 2], 4)
        self.assertEqual(float(queue.poisson_beds([5, 6], 0.01)[1]), queue.poisson_beds(6, 0.01))

    def test_priorities(self):
        m = queue.priority_mmc([20, 80], 1, 105)
        self.assertAlmostEqual(float(m.mean_wait[1]), 0.12741007015362922902, 14)
        self.assertAlmostEqual(m.overall, 0.10314148536246175683, 14)
        over = queue.priority_mmc([20, 90], 1, 105, rule="interrupts")
        self.assertEqual(over.outcomes, ["ok", "unstable"])
        self.assertEqual(over.outcome, "unstable")
        g = queue.priority_mg1([0.3, 0.3], [0.5, 2], [0.5, 8], rule="interrupts")
        self.assertAlmostEqual(float(g.mean_stay[1]), 8.3529411764705882353, 13)
        third = queue.priority_mg1([0.3, 0.3], [0.5, 2], [0.5, 8], [0.75, 48])
        self.assertGreater(float(third.wait_second[1]), float(third.mean_wait[1]) ** 2)

    def test_growing_priorities(self):
        a = queue.accumulating_mmc([0.4, 0.4], [2, 2], 1, 1)
        self.assertAlmostEqual(float(a.mean_wait[0]), 4.0, 12)
        g = queue.accumulating_mg1([0.4, 0.4], [1, 1], [2, 2], [3, 1])
        self.assertAlmostEqual(g.overall, 4.0, 12)

    def test_networks(self):
        routing = [[0, 0.6, 0.3], [0.1, 0, 0.5], [0, 0.2, 0]]
        m = queue.jackson([1, 0.5, 0], routing, [1, 1, 1.5], [2, 2, 2])
        self.assertAlmostEqual(float(m.rate[0]), 1.1390887290167865707, 13)
        self.assertAlmostEqual(m.total.mean_stay, 3.4433010121707858942, 12)
        self.assertEqual(m.outcomes, ["ok"] * 3)
        with self.assertRaisesRegex(carepath.DomainError, "leave"):
            queue.jackson([1], [[1]], [2], [1])


class Targets(unittest.TestCase):
    def test_what_a_goal_needs(self):
        for goal in queue.GOALS:
            shared, timed = goal != "mean_wait", goal not in ("delay", "loss")
            for least in (queue.least_servers, queue.least_capacity):
                if shared:
                    with self.assertRaisesRegex(carepath.InvalidError, f"share is missing: the goal {goal} needs"):
                        least(goal, 5, 1, time=1)
                if timed:
                    with self.assertRaisesRegex(carepath.InvalidError, f"time is missing: the goal {goal} needs"):
                        least(goal, 5, 1, share=0.5)
                self.assertEqual(least(goal, 5, 1, share=0.5, time=1).outcome, "ok")
                self.assertEqual(least(goal.replace("_", "-"), 5, 1, share=0.5, time=1).outcome, "ok")
        with self.assertRaisesRegex(carepath.InvalidError, "share is missing"):
            queue.evaluate("least_servers", goal="delay", arrivals=5, service_rate=1)

    def test_least(self):
        need = queue.least_servers("wait_tail", 20, 0.25, share=0.05, time=1)
        self.assertLessEqual(queue.mmc_wait_tail(20, 0.25, need.servers, 1), 0.05)
        self.assertGreater(queue.mmc_wait_tail(20, 0.25, need.servers - 1, 1), 0.05)
        real = queue.least_capacity("wait_tail", [20, 30], 0.25, share=0.05, time=1)
        self.assertTrue(need.servers - 1 < float(real.servers[0]) <= need.servers)
        self.assertEqual(queue.least_servers("loss", 1, 1, share=0).outcome, "unreachable")
        full = queue.beds(5, 4.2, 0.02)
        self.assertTrue(full.reached <= 0.02 < full.before)
        self.assertGreater(queue.beds(5, 4.2, 0.02, waiting=True).servers, full.servers)

    def test_lists(self):
        p = queue.pool([2, 3.5, 1], [3, 4, 2], 1)
        self.assertLess(p.pooled_wait, p.apart_wait)
        self.assertGreaterEqual(p.saved_servers, 1)
        big = queue.list_for_share(1e7)
        self.assertAlmostEqual(big.size / carepath.steady_size(1e7), 1.0, 5)


class ByName(unittest.TestCase):
    def test_formulae(self):
        found = queue.formulae()
        self.assertIn("arrivals", found["mmc"]["inputs"])
        self.assertIn("mean_wait", found["mmc"]["outputs"])
        result = queue.evaluate("mmc", arrivals=2.8, service_rate=1, servers=3)
        self.assertAlmostEqual(float(result["mean_wait"]), 4.3833865814696485623, 11)
        stages = queue.evaluate(
            "jackson", arrivals=[1, 0], routing=[[0, 1], [0, 0]], service_rate=[2, 2], servers=[1, 1]
        )
        self.assertEqual([float(x) for x in stages["rate"]], [1.0, 1.0])
        with self.assertRaises(carepath.NotFoundError):
            queue.evaluate("no_such_formula")

    def test_what_is_said_of_inputs(self):
        goal = queue.formulae()["least_servers"]["inputs"]["goal"]
        self.assertEqual(goal["choices"], list(queue.GOALS))
        self.assertEqual((goal["kind"], goal["required"], goal["default"]), ("choice", False, "wait_tail"))
        share = queue.formulae()["list_for_share"]["inputs"]["share"]
        self.assertEqual((share["unit"], share["default"]), ("share", 0.92))
        self.assertIsNone(queue.formulae()["least_servers"]["inputs"]["time"]["default"])
        self.assertEqual(queue.formulae()["jackson"]["outputs"]["rate"]["dimension"], "node")

    def test_choices_by_name(self):
        given = {"arrivals": [1, 2], "service_rate": 1, "servers": 4}
        by_name = queue.evaluate("priority_mmc", rule="interrupts", **given)
        by_number = queue.evaluate("priority_mmc", rule=1, **given)
        self.assertEqual(list(by_name["mean_wait"]), list(by_number["mean_wait"]))
        seen = []
        queue.evaluate("transient", arrivals=2.8, service_rate=1, servers=3, times=[50], progress=seen.append)
        self.assertEqual(seen[-1], 1.0)
        every = queue.evaluate("weekly_batch", arrivals=5, capacity=4, removal=0.1, weeks=3)
        self.assertEqual(len(every["mean_queue"]), 3)
        self.assertEqual(float(queue.evaluate("priority_mmc", rule="waits-turn", **given)["rule"]), 0.0)
        with self.assertRaisesRegex(carepath.InvalidError, "rule = 'jumps' must be one of waits_turn, interrupts"):
            queue.evaluate("priority_mmc", rule="jumps", **given)


if __name__ == "__main__":
    unittest.main()
