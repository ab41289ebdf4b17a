"""Distributional cost-effectiveness from Python: tables, programmes, draws, waits, errors."""
import contextlib
import io
import math
import pathlib
import re
import unittest

import carepath
from carepath import dcea

GUIDE = pathlib.Path(__file__).resolve().parent.parent.parent / "docs" / "how-to" / "is-it-worth-it.md"
HEALTH = dcea.table("calculator-qale-england").value
PEOPLE = [10_698_746] * 5


def flat(values):
    return [float(v) for v in values]


class Welfare(unittest.TestCase):
    def test_assess_splits_and_sums(self):
        found = dcea.assess(HEALTH, PEOPLE, [1000, 0, 0, 0, -900], aversion="horn-2025-atkinson")
        self.assertEqual(found.efficiency, 100)
        self.assertEqual(found.efficiency + found.equity, found.ede_benefit)
        self.assertGreater(found.equity, 0)
        mean = sum(HEALTH) / 5
        self.assertAlmostEqual(found.mean_before, mean, 12)
        e = 3.52
        ede = (sum(h ** (1 - e) for h in HEALTH) / 5) ** (1 / (1 - e))
        self.assertAlmostEqual(found.ede_before, ede, 11)

    def test_weights_by_name_and_form(self):
        relative = dcea.weights(HEALTH, PEOPLE, form="relative")
        self.assertEqual(relative[4], 1)
        self.assertAlmostEqual(relative[0], (HEALTH[4] / HEALTH[0]) ** 10.95, 12)
        kolm = dcea.weights(HEALTH, PEOPLE, aversion="robson-2017-kolm", form="relative", reference=0)
        self.assertAlmostEqual(kolm[4], math.exp(0.15 * (HEALTH[0] - HEALTH[4])), 12)
        normalised = dcea.weights(HEALTH, PEOPLE, "extended-gini", 2, form="normalised")
        self.assertAlmostEqual(sum(flat(normalised)) / 5, 1, 13)

    def test_the_measure_asked_for_is_the_one_that_answers(self):
        health, people, net = [60, 65, 70, 72, 75], [1e5] * 5, [100, 0, 0, 0, -50]
        kolm = [math.exp(-0.15 * h) for h in health]
        ede = -math.log(sum(kolm) / 5) / 0.15
        for found in (dcea.assess(health, people, net, "kolm"), dcea.assess(health, people, net, "kolm", 0.15),
                      dcea.assess(health, people, net, aversion="robson-2017-kolm"),
                      dcea.assess(health, people, net, "kolm", "robson-2017-kolm")):
            self.assertAlmostEqual(found.inequality_before, 68.4 - ede, 11)
        for one, other in zip(flat(dcea.weights(health, people, "kolm")), kolm):
            self.assertAlmostEqual(one, other / sum(kolm) * 5, 12)
        atkinson = dcea.assess(health, people, net, "atkinson", 10.95)
        self.assertEqual(dcea.assess(health, people, net), atkinson)
        self.assertEqual(dcea.assess(health, people, net, "atkinson"), atkinson)
        self.assertEqual(dcea.assess(health, people, net, "atkinson", "robson-2017-atkinson"), atkinson)
        for call in (dcea.assess, lambda h, p, n, *m: dcea.weights(h, p, *m)):
            with self.assertRaisesRegex(carepath.InvalidError, "aversion must be given for the extended Gini"):
                call(health, people, net, "extended-gini")
            with self.assertRaisesRegex(
                carepath.InvalidError, "'robson-2017-kolm' is of the measure 'kolm', but measure = 'atkinson'"
            ):
                call(health, people, net, "atkinson", "robson-2017-kolm")
        done = dcea.programme([10, 0, 0, 0, 0], [0.1] * 5)
        with self.assertRaisesRegex(carepath.InvalidError, "of the measure 'atkinson', but measure = 'kolm'"):
            dcea.evaluate(health, people, done, 15_000, measure="kolm", aversion="robson-2017-atkinson")
        by_table = dcea.evaluate(health, people, done, 15_000, aversion="robson-2017-kolm")
        self.assertAlmostEqual(float(by_table["inequality_before"]), 68.4 - ede, 11)

    def test_example_of_the_module(self):
        clinics = dcea.programme(recipients=[400, 100, 100, 100, 100], gain=[0.02] * 5, cost=[300] * 5)
        found = dcea.evaluate(HEALTH, [100_000] * 5, clinics, threshold=15_000, shares="love-koh-2020-steep",
                              aversion="robson-2017-atkinson")
        self.assertEqual(flat(found["efficiency"]), [0.0])
        self.assertEqual([int(q) for q in found["quadrant"]], [1])
        self.assertEqual([int(q) for q in found["flips"]], [0])

    def test_wrong_input_names_the_argument(self):
        law = dcea.WaitLaw(0.001)
        for words, call in (
            ("programmes = None must be made with dcea.programme", lambda: dcea.evaluate(HEALTH, PEOPLE, None, 1)),
            ("programmes = 5 must", lambda: dcea.evaluate(HEALTH, PEOPLE, 5, 1)),
            ("law = None must be a dcea.WaitLaw", lambda: dcea.wait_loss(None, 1, 2)),
            ("law = 3 must be a dcea.WaitLaw", lambda: dcea.wait_cost([[1, 2]], 3)),
            ("law = 3 must be a dcea.WaitLaw", lambda: dcea.wait_gain([[1, 2]], [[1, 2]], 3)),
            ("most = -1 must be >= 0", lambda: dcea.flips(HEALTH, PEOPLE, [0] * 5, most=-1)),
            ("groups = 0 must be >= 1", lambda: dcea.shares([1], groups=0)),
            ("groups = -3 must be >= 1", lambda: dcea.shares([1], groups=-3)),
            ("table has the shape", lambda: dcea.shares(1)),
            ("reference = -2 must be", lambda: dcea.weights(HEALTH, PEOPLE, form="relative", reference=-2)),
            ("flip_between = 3 must be", lambda: dcea.evaluate(
                HEALTH, PEOPLE, dcea.programme([0] * 5, [0] * 5), 1, flip_between=3)),
            ("gradients = 3 must be", lambda: dcea.evaluate(
                HEALTH, PEOPLE, dcea.programme([0] * 5, [0] * 5), 1, gradients=3)),
        ):
            with self.assertRaisesRegex(carepath.CarepathError, words):
                call()
        self.assertEqual(dcea.wait_loss(law, 0, 10)[0], 0.01)
        last = dcea.weights(HEALTH, PEOPLE, form="relative", reference=-1)
        self.assertEqual(flat(last), flat(dcea.weights(HEALTH, PEOPLE, form="relative", reference=4)))

    def test_aversion_of_an_answer(self):
        two = [60, 80]
        harmonic = 2 / (1 / 60 + 1 / 80)
        self.assertAlmostEqual(dcea.aversion(two, [harmonic] * 2), 2, 9)
        self.assertAlmostEqual(dcea.aversion([harmonic] * 2, two, measure="atkinson"), 2, 9)
        ede = (1 / 4 * 60 ** -9.95 + 3 / 4 * 80 ** -9.95) ** (1 / -9.95)
        self.assertAlmostEqual(dcea.aversion(two, [ede] * 2, people=[1, 3]), 10.95, 8)
        ede = -math.log((math.exp(-9) + math.exp(-12)) / 2) / 0.15
        self.assertAlmostEqual(dcea.aversion(two, [ede] * 2, measure="kolm"), 0.15, 11)
        ede = 60 * (1 - 0.5**3) + 80 * 0.5**3
        self.assertAlmostEqual(dcea.aversion(two, [ede] * 2, measure="extended-gini"), 3, 9)
        ede = ((60 ** -99.0 + 80 ** -99.0) / 2) ** (1 / -99)
        self.assertAlmostEqual(dcea.aversion(two, [ede] * 2), 100, 6)
        self.assertEqual(dcea.aversion(two, [70, 70]), 0)
        self.assertEqual(dcea.aversion(two, [71, 69], measure="extended-gini"), 1)
        self.assertTrue(math.isnan(dcea.aversion(two, two)))
        self.assertTrue(math.isnan(dcea.aversion([65, 68, 70, 72, 81], [70, 68, 70, 72, 77])))
        self.assertTrue(math.isnan(dcea.aversion(two, [ede] * 2, most=50)))
        with self.assertRaisesRegex(carepath.InvalidError, "second has the shape"):
            dcea.aversion(two, [1])

    def test_flips(self):
        found = dcea.flips(HEALTH, PEOPLE, [-100, 500, 0, 0, -450])
        self.assertEqual(len(found), 2)
        for at in flat(found):
            self.assertAlmostEqual(dcea.assess(HEALTH, PEOPLE, [-100, 500, 0, 0, -450], "atkinson", at).ede_benefit, 0, 6)
        self.assertEqual(len(dcea.flips(HEALTH, PEOPLE, [1, 1, 1, 1, 1], "kolm")), 0)

    def test_tables(self):
        names = [t.name for t in dcea.tables()]
        self.assertIn("robson-2017-atkinson", names)
        self.assertEqual(dcea.table("robson-2017-kolm").measure, "kolm")
        self.assertEqual(flat(dcea.shares("love-koh-2020-steep")), [0.26, 0.22, 0.22, 0.16, 0.14])
        self.assertAlmostEqual(dcea.shares("love-koh-2020-steep", groups=10)[1], 0.13, 15)
        self.assertAlmostEqual(dcea.shares([0.5, 0.5], people=[1, 3])[0], 0.25, 15)
        with self.assertRaisesRegex(carepath.InvalidError, "there is no table 'x'"):
            dcea.table("x")
        with self.assertRaisesRegex(carepath.InvalidError, "is a table of shares"):
            dcea.weights(HEALTH, PEOPLE, aversion="flat")
        with self.assertRaisesRegex(carepath.InvalidError, "is a table of health"):
            dcea.net_benefit(PEOPLE, dcea.programme([1] * 5, [1] * 5), 1, "calculator-qale-england")

    def test_errors_name_the_place(self):
        with self.assertRaisesRegex(carepath.DomainError, r"shares sums to 0.9, not to 1"):
            dcea.net_benefit(PEOPLE, dcea.programme([1] * 5, [1] * 5), 20000, [0.5, 0.4, 0, 0, 0])
        with self.assertRaisesRegex(carepath.InvalidError, "people has the shape"):
            dcea.assess(HEALTH, [PEOPLE], [0] * 5)
        with self.assertRaisesRegex(carepath.DomainError, "aversion = -1"):
            dcea.assess(HEALTH, PEOPLE, [0] * 5, "kolm", -1)
        with self.assertRaisesRegex(carepath.InvalidError, "make each programme with dcea.programme"):
            dcea.evaluate(HEALTH, PEOPLE, [3], 20000)
        self.assertEqual(dcea.quadrant(1, -1), "win-lose")


class Programmes(unittest.TestCase):
    def test_evaluate_with_grids_and_names(self):
        targeted = dcea.programme([5000, 0, 0, 0, 0], [0.05] * 5, [600] * 5, name="targeted")
        universal = dcea.programme([1000] * 5, [0.06] * 5, [500] * 5, 1e4, name="universal")
        found = dcea.evaluate(
            HEALTH,
            PEOPLE,
            [targeted, universal],
            threshold=15000,
            shares="love-koh-2020-steep",
            aversions=[0, 5, 10.95],
            thresholds=[10000, 15000],
            gradients=["love-koh-2020-steep", "flat"],
            groups=["IMD 1", "IMD 2", "IMD 3", "IMD 4", "IMD 5"],
        )
        self.assertEqual(tuple(found["net_benefit"].shape), (2, 5))
        self.assertEqual(found.array("ede_benefit").index(programme="universal"), 1)
        self.assertEqual(tuple(found["by_gradient"].shape), (2, 2))
        self.assertEqual(found["by_threshold"][0][1], found["ede_benefit"][0])
        self.assertEqual(found["by_aversion"][1][2], found["ede_benefit"][1])
        self.assertEqual(found["by_gradient"][1][0], found["ede_benefit"][1])
        net, cost = dcea.net_benefit(PEOPLE, universal, 15000, "love-koh-2020-steep")
        self.assertEqual(flat(found["net_benefit"][1]), flat(net))
        self.assertEqual(cost, found["total_cost"][1])
        own = dcea.evaluate(HEALTH, PEOPLE, targeted, 15000, weight=[2, 1, 1, 1, 1], gradients={"mine": [1, 0, 0, 0, 0]},
                            axis="gap", flip_between=(0, 5))
        self.assertEqual(own.array("by_gradient").index(gradient="mine"), 0)
        self.assertEqual(list(own["weight"]), [2, 1, 1, 1, 1])

    def test_draws(self):
        stream = carepath.random.Stream(seed=3)
        gains = [[0.03 + 0.04 * (stream.uniform() - 0.5) for _ in range(5)] for _ in range(400)]
        one = dcea.programme([1000] * 5, None, [500] * 5)
        found = dcea.draws(HEALTH, PEOPLE, one, gains, threshold=16000, keep_draws=True)
        again = dcea.draws(HEALTH, PEOPLE, one, gains, [[500] * 5] * 400, threshold=16000, keep_draws=True, threads=2)
        self.assertAlmostEqual(sum(flat(found["probability"])), 1, 12)
        self.assertEqual(flat(found["draw_equity"]), flat(again["draw_equity"]))
        k = found.array("mean").index(quantity="ede_benefit")
        self.assertLess(found["lower"][k], found["mean"][k])
        with self.assertRaisesRegex(carepath.DomainError, "options.threshold must be set"):
            dcea.draws(HEALTH, PEOPLE, one, gains)
        with self.assertRaisesRegex(carepath.InvalidError, "gains has the shape"):
            dcea.draws(HEALTH, PEOPLE, one, gains[0], threshold=1)


class Waiting(unittest.TestCase):
    def test_one_wait(self):
        law = dcea.WaitLaw([0.001, 0.002], start=[0, 18])
        loss, harms = dcea.wait_loss(law, 8, 28)
        self.assertAlmostEqual(loss, 10 * 0.001 + 10 * 0.002, 15)
        self.assertEqual(harms, 0)
        death = dcea.WaitLaw(0.0, hazard=0.01, harm_loss=10, harm="once")
        loss, harms = dcea.wait_loss(death, 0, 50)
        self.assertAlmostEqual(harms, 1 - math.exp(-0.5), 15)
        self.assertAlmostEqual(loss, 10 * harms, 14)

    def test_cost_and_gain_feed_an_evaluation(self):
        law = dcea.WaitLaw(0.002)
        waiting = [[100, 50, 20], [40, 10, 0]]
        cost = dcea.wait_cost(waiting, law, lower=[0, 18, 52], last_width=52, remaining=[[10, 10, 10]] * 2,
                              people=[1000, 1000], groups=["most deprived", "least deprived"])
        self.assertAlmostEqual(cost["accrued_group"][1], 0.002 * (40 * 9 + 10 * 35), 13)
        self.assertAlmostEqual(cost["expected_total"], 0.002 * 10 * 220, 12)
        self.assertAlmostEqual(cost["expected_per_head"][0], 0.002 * 10 * 170 / 1000, 15)
        reached, gain, harms = dcea.wait_gain(waiting, [[170, 0, 0], [40, 10, 0]], law, lower=[0, 18, 52], last_width=52)
        self.assertEqual(flat(reached), [170, 50])
        self.assertAlmostEqual(gain[0], 0.002 * (50 * 26 + 20 * 69) / 170, 14)
        self.assertEqual(gain[1], 0)
        self.assertEqual(flat(harms), [0, 0])
        found = dcea.evaluate([65, 75], [1000, 1000], dcea.programme(reached, gain, [10, 10]), 15000)
        self.assertAlmostEqual(float(found["efficiency"][0]), 170 * gain[0] - 2200 / 15000, 12)

    def test_lists_and_weights(self):
        law = dcea.WaitLaw(0.01)
        cost = dcea.wait_cost([[[1, 0], [0, 2]]], law, weight=[1, 3], hazard_weight=[1, 1], lists=["routine", "urgent"])
        self.assertEqual(cost.array("accrued").index(list="urgent"), 1)
        self.assertAlmostEqual(cost["accrued"][0][1], 3 * 0.01 * 2, 15)
        with self.assertRaisesRegex(carepath.InvalidError, "waiting has the shape"):
            dcea.wait_cost([1, 2], law)
        with self.assertRaisesRegex(carepath.DomainError, r"law.hazard\[0\] = -1"):
            dcea.wait_loss(dcea.WaitLaw(0.1, hazard=-1), 0, 1)

    def test_the_guide_prints_what_it_says(self):
        text = GUIDE.read_text(encoding="utf-8")
        code = "\n".join(re.findall(r"```python\n(.*?)```", text, re.S))
        with contextlib.redirect_stdout(io.StringIO()) as said:
            exec(compile(code, str(GUIDE), "exec"), {"__name__": "guide"})
        lines = said.getvalue().splitlines()
        self.assertGreater(len(lines), 8)
        for line in lines:
            self.assertIn("    " + line + "\n", text)


if __name__ == "__main__":
    unittest.main()
