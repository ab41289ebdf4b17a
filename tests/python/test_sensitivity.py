"""Sensitivity, least squares and flow fits from Python: laws, designs, models as functions, closed forms, errors."""
import math
import unittest

import carepath
from carepath import flow_fit, least_squares, sensitivity

ISHIGAMI = {name: sensitivity.uniform(-math.pi, math.pi) for name in ("a", "b", "c")}


def ishigami(x):
    return math.sin(x["a"]) * (1 + 0.1 * x["c"] ** 4) + 7 * math.sin(x["b"]) ** 2


class Laws(unittest.TestCase):
    def test_laws(self):
        p = sensitivity.normal_interval(0.7, 0.95)
        self.assertAlmostEqual(p.mean, 0.825, 14)
        self.assertAlmostEqual(p.quantile(0.9), 0.95, 14)
        self.assertEqual(sensitivity.uniform(0, 4).quantile([0, 0.5, 1]), [0, 2, 4])
        self.assertEqual(sensitivity.choices([3, 1], [1, 3]).mean, 1.5)
        for made in (
            sensitivity.fixed(3), sensitivity.triangular(0, 2, 1), sensitivity.pert(0, 2, 1),
            sensitivity.normal(1, 1), sensitivity.lognormal(1, 1), sensitivity.lognormal_interval(1, 2),
            sensitivity.gamma(1, 1), sensitivity.beta(2, 2),
        ):
            self.assertGreater(made.mean, 0)
            self.assertIn(made.law, repr(made))
        with self.assertRaises(carepath.DomainError) as raised:
            sensitivity.uniform(3, 1)
        self.assertIn("b = 1 must be >= a = 3", str(raised.exception))
        with self.assertRaises(carepath.InvalidError):
            sensitivity.Parameter("flat")

    def test_points_and_samples(self):
        self.assertEqual(sensitivity.points(3, 2, scrambled=False).tolist(), [[0, 0], [0.5, 0.5], [0.75, 0.25]])
        self.assertNotEqual(sensitivity.points(4, 2, seed=1).tolist(), sensitivity.points(4, 2, seed=2).tolist())
        tied = sensitivity.sample(
            {"x": sensitivity.normal(0, 1), "y": sensitivity.normal(0, 1)}, 512, correlation=[[1, 0.8], [0.8, 1]]
        )
        self.assertAlmostEqual(sum(row[0] * row[1] for row in tied) / 512, 0.8, 1)
        self.assertEqual(sensitivity.transform([("uniform", 0, 10), 7], [[0.25, 0.5]]).tolist(), [[2.5, 7]])


class Indices(unittest.TestCase):
    def test_sobol(self):
        found = sensitivity.sobol(ishigami, ISHIGAMI, base=1024, second_order=True, resamples=99)
        for i, (first, total) in enumerate(((0.3139, 0.5576), (0.4424, 0.4424), (0.0, 0.2437))):
            self.assertAlmostEqual(found["first"][0, i], first, delta=0.05)
            self.assertAlmostEqual(found["total"][0, i], total, delta=0.05)
        self.assertEqual(found.array("first").coords["parameter"]["parameter"], ["a", "b", "c"])
        self.assertAlmostEqual(found["second"][0, 0, 2], 0.2437, delta=0.05)
        x = sensitivity.sobol_design(ISHIGAMI, 1024, second_order=True)
        y = [ishigami(dict(zip("abc", row))) for row in x]
        again = sensitivity.sobol_indices(y, ISHIGAMI, 1024, second_order=True, resamples=99, threads=2)
        self.assertEqual(again["total_se"].tolist(), found["total_se"].tolist())
        with self.assertRaises(carepath.InvalidError):
            sensitivity.sobol_indices(y[1:], ISHIGAMI, 1024, second_order=True)
        with self.assertRaises(carepath.DomainError):
            sensitivity.sobol_design(ISHIGAMI, 1000)

    def test_grid(self):
        found = sensitivity.sobol_grid([[1, 3], [2, 4], [9, 11]], [3, 2], [[1, 1, 2], [3, 1]])
        self.assertAlmostEqual(found.first[0], 14.1875 / 14.9375, 14)
        self.assertAlmostEqual(found.mean, 5.75, 14)
        with self.assertRaises(carepath.InvalidError):
            sensitivity.sobol_grid([1, 2, 3], [2, 2])

    def test_morris(self):
        for design in ("trajectories", "radial"):
            found = sensitivity.morris(
                lambda x: 3 * x["p"] - 5 * x["q"], {"p": ("uniform", 0, 1), "q": ("uniform", 0, 1)}, 5, design
            )
            self.assertAlmostEqual(found["mu"][0, 0], 3, 12)
            self.assertAlmostEqual(found["mu_star"][0, 1], 5, 12)
            self.assertEqual(list(found["rank"][0]), [2, 1])

    def test_one_way(self):
        bars = sensitivity.one_way(lambda x: x["p"] + 10 * x["q"], {"p": ("uniform", 0, 1), "q": ("uniform", 0, 1)})
        self.assertEqual([b.parameter for b in bars], ["q", "p"])
        self.assertAlmostEqual(bars[0].swing, 8, 12)
        bars = sensitivity.one_way(lambda x: x["p"], {"p": ("uniform", 0, 1)}, base={"p": 0.3})
        self.assertEqual(bars[0].base, 0.3)


class Decisions(unittest.TestCase):
    def test_value_of_information(self):
        beliefs = {"x": sensitivity.normal(0, 1), "y": sensitivity.normal(0, 1)}
        draws = sensitivity.sample(beliefs, 2048)
        benefit = [[0, row[0] + row[1]] for row in draws]
        found = sensitivity.evpi(benefit)
        self.assertAlmostEqual(found.evpi, math.sqrt(2) * 0.3989422804014327, delta=4 * found.se)
        for method in ("regression", "bins"):
            parts = sensitivity.evppi(benefit, draws, method, threads=2)
            self.assertAlmostEqual(parts[0].evppi, 0.3989422804014327, delta=0.03)
            self.assertEqual(len(parts), 2)
        with self.assertRaises(carepath.InvalidError):
            sensitivity.evpi([1, 2])

    def test_tail(self):
        found = sensitivity.tail_risk([0, 0, 0, 5, 10, 12, 20, 40, 80, 150], 0.8)
        self.assertEqual(found.value_at_risk, 40)
        self.assertAlmostEqual(found.conditional, 115, 12)
        self.assertEqual(sensitivity.tail_risk([1, 9], 0.5, weights=[1, 0]).worst, 1)


class Fits(unittest.TestCase):
    def test_least_squares(self):
        found = least_squares.solve([[1, 0], [0, 1], [1, 1]], [2, -1, 1])
        self.assertAlmostEqual(found.x[0], 1.5, 14)
        self.assertEqual((found.x[1], found.state), (0, ["between", "lower"]))
        free = least_squares.solve([[1, 0], [0, 1]], [2, -1], lower=None, upper=[1, None])
        self.assertEqual([free.x[0], round(free.x[1], 14)], [1, -1])
        heavy = least_squares.solve([[1], [1]], [0, 1], weights=[1, 3], ridge=4, towards=[2])
        self.assertAlmostEqual(heavy.x[0], 11 / 8, 14)
        with self.assertRaises(carepath.DomainError):
            least_squares.solve([[math.nan]], [1])
        with self.assertRaises(carepath.InvalidError):
            least_squares.solve([1, 2], [1])

    def test_flow_fit(self):
        # 100 referrals a month; 0.6 of those seen at the clinic go on
        seen = [90, 80, 95, 70, 99, 85]
        stock, completed, waiting, beds = [], [], 200, 50
        for done in seen:
            waiting += 100 - done
            beds += 0.6 * done - 40
            stock.append([waiting, beds])
            completed.append([done, 40])
        found = flow_fit.fit(
            completed, stock, referred=[[100, 0]] * 6, opening=[200, 50], stages=["clinic", "surgery"],
            allowed={"clinic": ["surgery"]}, test=1,
        )
        self.assertAlmostEqual(found["share"][0, 1], 0.6, 10)
        self.assertAlmostEqual(found["demand"][0, 0], 100, 8)
        self.assertAlmostEqual(found["capacity"][1], 40, 10)
        self.assertEqual(found["forecast_stock"].shape, (1, 2))
        report = flow_fit.reconcile(
            completed, stock, opening=[200, 50], total_completed=[519, 300], stages=["clinic", "surgery"],
        )
        self.assertEqual(report["difference_completed"].tolist(), [0, 60])
        self.assertIn("surgery", report.notes["totals"])
        with self.assertRaises(carepath.InvalidError):
            flow_fit.fit(completed, stock, allowed={"ward": ["surgery"]})
        with self.assertRaises(carepath.InvalidError):
            flow_fit.fit(completed, stock, stages=["clinic"])
        self.assertEqual(flow_fit.reconcile([1, 2], [3, 4], wins="flows")["stock"].shape, (2, 1))


if __name__ == "__main__":
    unittest.main()
