"""Choices under a budget and joint plans from Python."""
import itertools
import math
import random
import unittest

import carepath
from carepath import plans

try:
    import numpy
    from scipy.optimize import Bounds, LinearConstraint, linprog, milp
except ImportError:
    milp = None

COSTS = [33, 60, 40, 59, 54, 34, 33, 37]
BENEFIT = [80, 29, 28, 70, 65, 85, 83, 28]


class Choices(unittest.TestCase):
    def test_whole_options_against_every_plan(self):
        needs, exclusive = [(0, 3)], [[5, 6]]
        found = plans.choose(BENEFIT, COSTS, 150, whole=True, needs=needs, exclusive=exclusive)
        best = 0
        for x in itertools.product((0, 1), repeat=8):
            fits = sum(c * k for c, k in zip(COSTS, x)) <= 150
            if fits and all(x[a] <= x[b] for a, b in needs) and x[5] + x[6] <= 1:
                best = max(best, sum(b * k for b, k in zip(BENEFIT, x)))
        self.assertEqual(float(found["value"]), best)
        self.assertEqual(int(found["proven"]), 1)
        self.assertGreaterEqual(float(found["relaxation"]), best)

    def test_names_and_guarantees(self):
        found = plans.choose(
            [5, 4], [[3, 3]], [2], whole=True, guarantees=[([0, 1], 1)],
            options=["clinic", "van"], budgets=["revenue"], guarantee_names=["North"],
        )
        self.assertEqual(found.outcome, "unreachable")
        self.assertEqual(
            found.notes["conflict"], "guarantee North, budget revenue: 1 more of budget revenue is needed"
        )
        self.assertEqual(list(found["short_by"]), [1.0])

    def test_measures(self):
        futures = [[10, 0], [0, 8]]
        worst = plans.choose(futures, [1, 1], 1, measure="maximin")
        self.assertAlmostEqual(float(worst["value"]), 80 / 18, 12)
        regret = plans.choose(futures, [1, 1], 1, measure="minimax_regret")
        self.assertEqual(list(regret["scenario_best"]), [10.0, 8.0])
        self.assertAlmostEqual(float(regret["value"]), 80 / 18, 12)
        tail = plans.choose(futures, [1, 1], 1, measure="cvar", level=0.0)
        self.assertAlmostEqual(float(tail["value"]), 5.0, 12)
        with self.assertRaises(carepath.InvalidError):
            plans.choose(futures, [1, 1], 1, measure="luck")

    def test_no_limit(self):
        found = plans.choose([1, 2], [[1, 1], [5, 5]], [None, 5], lower=0, upper=1)
        self.assertEqual(float(found["value"]), 2.0)
        self.assertEqual(float(found["price"][0]), 0.0)
        self.assertTrue(math.isinf(found["unspent"][0]))

    def test_bad_input(self):
        with self.assertRaises(carepath.DomainError):
            plans.choose([1], [-1], 1)
        with self.assertRaises(carepath.InvalidError) as raised:
            plans.choose([1, 1], [1, 1], 1, needs=[(0, 1), (1, 0)])
        self.assertIn("needs itself through others", str(raised.exception))


class Joint(unittest.TestCase):
    def plan(self, **more):
        return plans.joint(
            [[900, 1100], [500, 300]], [[400, 420], [210, 190]], [[1200, 1500], [4100, 5100]],
            [[800, 400], [450, 150]], more.pop("budget", 2e6), **more,
        )

    def test_gap_rules_cost_something(self):
        free, even = self.plan(), self.plan(gaps=[(0, 1, 0.0)])
        self.assertAlmostEqual(float(even["gap"][0]), 0.0, 12)
        self.assertGreaterEqual(float(even["weighted_end_list"]), float(free["weighted_end_list"]) - 1e-9)
        self.assertAlmostEqual(float(even["without_gap_rules"]), float(free["weighted_end_list"]), 9)
        self.assertGreater(float(free["price"][0]), 0.0)

    def test_periods(self):
        found = self.plan(budget=[1e6, 1e6, 1e6], carry=True, groups=["a", "b"], period_weights=[1, 1, 1])
        self.assertEqual(found.array("end_list").shape, (3, 2, 2))
        self.assertLessEqual(sum(found["spend"]), 3e6 + 1e-6)
        before = self.plan(budget=[1e6, 1e6, 1e6], period_weights=[1, 1, 1])
        self.assertLessEqual(float(found["weighted_end_list"]), float(before["weighted_end_list"]) + 1e-7)

    def test_bad_input(self):
        with self.assertRaises(carepath.InvalidError):
            plans.joint([[1, 2]], [[1, 2], [3, 4]], [[1]], [[1]], 1)
        with self.assertRaises(carepath.InvalidError):
            self.plan(gaps=[(0, 2, 0.0)])


@unittest.skipUnless(milp, "SciPy is not installed")
class BesideHiGHS(unittest.TestCase):
    """The same problems written down once more, for another solver."""

    def test_whole_options(self):
        for seed in range(25):
            source = random.Random(seed)
            n, budgets, measure = 30, 1 + seed % 3, ("expected", "maximin")[seed % 2]
            benefit = [[source.randint(1, 90) for _ in range(n)] for _ in range(3)]
            cost = [[source.randint(1, 50) for _ in range(n)] for _ in range(budgets)]
            budget = [sum(row) // 3 for row in cost]
            needs = [(source.randrange(n // 2, n), source.randrange(n // 2)) for _ in range(6)]
            exclusive = [source.sample(range(n), 3) for _ in range(4)]
            least = [source.randint(0, 1) for _ in range(n)]
            found = plans.choose(
                benefit, cost, budget, measure=measure, whole=True, needs=needs, exclusive=exclusive,
                guarantees=[(least, 4)],
            )
            rows, low, high = [], [], []

            def row(entries, lower, upper, width=n + 1, rows=rows, low=low, high=high):
                line = numpy.zeros(width)
                for i, v in entries:
                    line[i] += v
                rows.append(line)
                low.append(lower)
                high.append(upper)

            for line, most in zip(cost, budget):
                row(enumerate(line), -math.inf, most)
            for later, earlier in needs:
                row([(later, 1), (earlier, -1)], -math.inf, 0)
            for members in exclusive:
                row([(i, 1) for i in members], -math.inf, 1)
            row(enumerate(least), 4, math.inf)
            for line in benefit:
                row([*enumerate(line), (n, -1)], 0 if measure == "maximin" else -math.inf, math.inf)
            mean = [-sum(line[i] for line in benefit) / 3 for i in range(n)] + [0]
            theirs = milp(
                [0] * n + [-1] if measure == "maximin" else mean,
                integrality=[1] * n + [0],
                bounds=Bounds([0] * n + [-1e4], [1] * n + [1e4]),
                constraints=LinearConstraint(numpy.array(rows), low, high),
                options={"mip_rel_gap": 0},
            )
            with self.subTest(seed=seed):
                self.assertEqual(int(found["proven"]), 1)
                self.assertAlmostEqual(float(found["value"]), -theirs.fun, 6)

    def test_joint(self):
        for seed in range(40):
            source = random.Random(seed)
            kinds, groups, tiers, times = 2, 1 + seed % 3, 2, 1 + seed % 4
            waiting = [[source.randint(0, 300) for _ in range(groups)] for _ in range(kinds)]
            demand = [[[source.randint(0, 90) for _ in range(groups)] for _ in range(kinds)] for _ in range(times)]
            cost = [[source.randint(100, 3000) for _ in range(tiers)] for _ in range(kinds)]
            places = [[source.randint(0, 200) for _ in range(tiers)] for _ in range(kinds)]
            budget = [source.randint(0, 300000) for _ in range(times)]
            weights = [source.randint(1, 3) for _ in range(groups)]
            onward = [[0, 0.4], [0.1, 0]]
            gaps = [(0, groups - 1, 0.02)] if groups > 1 else []
            found = plans.joint(
                waiting, demand, cost, places, budget, group_weights=weights, next=onward, gaps=gaps,
                carry=seed % 2, period_weights=[1] * times,
            )
            value = self.other_joint(waiting, demand, cost, places, budget, weights, onward, gaps, seed % 2)
            with self.subTest(seed=seed):
                if value is None:
                    self.assertEqual(found.outcome, "unreachable")
                else:
                    self.assertEqual(found.outcome, "ok")
                    self.assertAlmostEqual(float(found["weighted_end_list"]), value, 6)

    @staticmethod
    def other_joint(waiting, demand, cost, places, budget, weights, onward, gaps, carry):
        """With the end lists worked out rather than as variables: treated y and places a alone."""
        times, kinds, groups, tiers = len(budget), len(waiting), len(waiting[0]), len(cost[0])
        treated = numpy.arange(times * kinds * groups).reshape(times, kinds, groups)
        bought = treated.size + numpy.arange(times * kinds * tiers).reshape(times, kinds, tiers)
        width = treated.size + bought.size
        end, constant = {}, {}
        for t, k, g in itertools.product(range(times), range(kinds), range(groups)):
            line = numpy.array(end[t - 1, k, g]) if t else numpy.zeros(width)
            line[treated[t, k, g]] -= 1
            for i in range(kinds):
                line[treated[t, i, g]] += onward[i][k]
            end[t, k, g] = line
            constant[t, k, g] = (constant[t - 1, k, g] if t else waiting[k][g]) + demand[t][k][g]
        upper, right, equal = [], [], []
        for key, line in end.items():
            upper.append(-line)
            right.append(constant[key])
        for t in range(times):
            line = numpy.zeros(width)
            for s in range(t + 1) if carry else [t]:
                line[bought[s].ravel()] = numpy.array(cost).ravel()
            upper.append(line)
            right.append(sum(budget[: t + 1]) if carry else budget[t])
            for k in range(kinds):
                line = numpy.zeros(width)
                line[bought[t, k]] = 1
                line[treated[t, k]] = -1
                equal.append(line)
        for of, over, most in gaps:
            line, least = numpy.zeros(width), most
            for g, sign in ((of, 1), (over, -1)):
                base = sum(waiting[k][g] + sum(demand[t][k][g] for t in range(times)) for k in range(kinds))
                for k in range(kinds):
                    line += sign * end[times - 1, k, g] / base
                    least -= sign * constant[times - 1, k, g] / base
            upper.append(line)
            right.append(least)
        objective = sum(weights[g] * line for (_, _, g), line in end.items())
        bounds = [(0, None)] * treated.size + [(0, v) for _ in range(times) for v in numpy.array(places).ravel()]
        found = linprog(objective, upper, right, equal, [0] * len(equal), bounds, method="highs")
        return found.fun + sum(weights[g] * v for (_, _, g), v in constant.items()) if found.status == 0 else None


if __name__ == "__main__":
    unittest.main()
