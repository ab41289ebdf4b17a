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

    def test_approximations(self):
        self.assertAlmostEqual(queue.allen_cunneen(2.8, 1, 3, 1, 0.25), 2.7396166134185303514, 12)
        self.assertAlmostEqual(queue.kraemer(2.8, 1, 3, 1, 0.25), 2.7396166134185303514, 12)
        self.assertAlmostEqual(queue.cosmetatos_mdc(2.8, 1, 3), 2.2070801448660134457, 12)
        self.assertAlmostEqual(queue.cosmetatos_mgc(2.8, 1, 3, 0.25), 2.7511567540169222248, 12)
        self.assertAlmostEqual(queue.kimura_mgc(2.8, 1, 3, 0.25), 2.7540165154212662179, 12)


class Classes(unittest.TestCase):
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


if __name__ == "__main__":
    unittest.main()
