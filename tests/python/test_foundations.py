"""Library loading, layout checks, random streams, stats, tables, extracts, from Python."""
import ctypes as C
import io
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

import carepath
from carepath import _lowlevel as low
from carepath import random, stats

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
DORSET = ROOT / "examples" / "data" / "dorset_rtt_2024-11.csv"


class Library(unittest.TestCase):
    def test_version(self):
        self.assertEqual(carepath.__version__, low.CPW_VERSION_STRING)

    def test_layout_mismatch_is_an_import_error(self):
        class Other(C.Structure):
            _fields_ = [("code", C.c_int64)]

        Other.__name__ = "cpw_error"
        real = low.STRUCTS
        try:
            low.STRUCTS = tuple(Other if s.__name__ == "cpw_error" else s for s in real)
            with self.assertRaisesRegex(ImportError, "cpw_error"):
                low.check(carepath.lib)
        finally:
            low.STRUCTS = real
        low.check(carepath.lib)

    def test_missing_library_says_so(self):
        env = dict(os.environ, CAREPATH_LIBRARY="nowhere.so")
        done = subprocess.run([sys.executable, "-c", "import carepath"], env=env, capture_output=True, text=True)
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("CAREPATH_LIBRARY", done.stderr)

    def test_unknown_option_is_named(self):
        from carepath._memory import structure

        with self.assertRaisesRegex(TypeError, "did you mean recency"):
            structure(low.cpw_calibrate_options, "calibrate", {"recencey": 1})


class Random(unittest.TestCase):
    def test_same_key_same_draws(self):
        a, b = random.Stream(7, 1, 2, 3), random.Stream(7, 1, 2, 3)
        self.assertEqual([a.bits() for _ in range(5)], list(b.bits(5)))
        self.assertEqual(a.position, 5)
        self.assertEqual(a.seek(0).bits(), random.Stream(7, 1, 2, 3).bits())
        self.assertNotEqual(a.entity(4).bits(), b.entity(5).bits())

    def test_laws(self):
        one, many = random.Stream(seed=3), random.Stream(seed=3)
        single = [one.poisson(4.5) for _ in range(10)]
        self.assertEqual(single, list(many.poisson(mean=4.5, size=10)))
        for law, (_, names) in random.LAWS.items():
            parameters = {"n": 10, "p": 0.3, "marked": 5, "unmarked": 6, "drawn": 4}
            drawn = getattr(one, law)(*[parameters.get(n, 1.5) for n in names], size=3)
            self.assertEqual(len(drawn), 3)
        self.assertEqual(list(one.binomial([5, 7], [0.0, 1.0], size=2)), [0, 7])
        with self.assertRaises(carepath.DomainError):
            one.poisson(-1)
        with self.assertRaises(carepath.InvalidError):
            one.draw("cauchy")
        with self.assertRaises(TypeError):
            one.normal(1)

    def test_tables(self):
        stream = random.Stream()
        self.assertEqual(sum(stream.multinomial(1000, [1, 2, 3])), 1000)
        self.assertEqual(sorted(stream.shuffle("carepath")), sorted("carepath"))
        self.assertEqual(set(random.Alias([0, 1, 0]).draw(stream, 20)), {1})
        self.assertEqual(random.Alias([0, 1, 0]).draw(stream), 1)
        self.assertEqual(random.Empirical([4.0]).draw(stream), 4.0)
        banded = random.Empirical(edges=[0, 1, 2], weights=[0, 1])
        self.assertTrue(all(1 <= x <= 2 for x in banded.draw(stream, 50)))


class Stats(unittest.TestCase):
    def test_sums_merge_to_the_same_bytes(self):
        x = [1e16, 1.0, -1e16, 3e-300, 2.5]
        whole = stats.ExactSum(x)
        parts = stats.ExactSum(x[3:]).merge(stats.ExactSum(x[:3]))
        self.assertEqual(whole, parts)
        self.assertEqual(whole.value, 3.5)
        m = stats.Moments(x[::-1])
        self.assertEqual(m, stats.Moments(x[:1]).merge(stats.Moments(x[1:])))
        self.assertEqual(m.count, 5)

    def test_moments(self):
        m = stats.Moments([1, 2, 3, 4]).add(5, times=1)
        self.assertEqual((m.mean, m.variance(), m.minimum, m.maximum, m.sum), (3, 2.5, 1, 5, 15))
        limits = m.interval(0.95)
        self.assertAlmostEqual(limits.upper - limits.estimate, 2.7764451051977987 * 0.5**0.5, places=12)

    def test_histogram_and_sketch(self):
        h = stats.Histogram([0, 1, 2], [0.5, 1.5, 1.7, 9, -1])
        self.assertEqual((list(h.counts), h.below, h.above), ([1, 2], 1, 1))
        s = stats.Sketch(range(1, 1001))
        self.assertLessEqual(abs(s.quantiles([0.5])[0] / 500.5 - 1), s.info.relative_error)
        self.assertEqual(list(stats.Sketch.from_words(s.words()).words()), list(s.words()))
        self.assertEqual(sum(s.buckets()[2]), 1000)

    def test_quantiles_intervals_scores(self):
        self.assertEqual(list(stats.quantiles([3, 1, 2], [0, 0.5, 1])), [1, 2, 3])
        self.assertEqual(stats.weighted_quantiles([1, 2], [1, 3], [0.5], "inverse")[0], 2)
        self.assertAlmostEqual(stats.wilson_interval(8, 10).lower, 0.49016247153664183, places=12)
        limits = stats.bootstrap([1, 2, 3, 4, 5, 9], replications=999)
        self.assertEqual(limits.estimate, 4)
        self.assertLess(limits.lower, 4)
        own = stats.bootstrap([1, 2, 3, 4, 5, 9], statistic=max, replications=199, method="percentile")
        self.assertEqual(own.estimate, 9)
        with self.assertRaises(ZeroDivisionError):
            stats.bootstrap([1, 2], statistic=lambda s: 1 / 0, replications=99)
        self.assertEqual(stats.bootstrap([2, 3, 5], [1, 1, 1], replications=99).estimate, 7 / 3)
        self.assertAlmostEqual(stats.crps([[1, 2, 3]], [2])[0], 2 / 3 - 4 / 9, places=14)
        self.assertEqual(len(stats.crps_quantiles([[1, 2]], [0.25, 0.75], [1.5])), 1)
        self.assertEqual(stats.coverage([0, 0], [1, 1], [0.5, 2], 0.8).covered, 1)
        self.assertEqual(stats.accuracy([1, 2], [2, 4]).mae, 1.5)
        self.assertEqual(stats.naive_scale([1, 2, 4]), 1.5)
        self.assertAlmostEqual(stats.normal_quantile(0.975), 1.959963984540054, places=14)


class Tables(unittest.TestCase):
    def test_round_trip(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "list.csv")
            rows = [["a,b", 9007199254740993, 0.1], ['say "x"', -1, None]]
            carepath.write_table(path, ["name", "n", "x"], rows)
            with carepath.Table(path) as table:
                self.assertEqual(table.names, ["name", "n", "x"])
                seen = [(row["name"], row.integer("n"), row["x"]) for row in table]
            self.assertEqual(seen, [("a,b", 9007199254740993, "0.1"), ('say "x"', -1, "")])

    def test_errors(self):
        table = carepath.Table(b"a,b\n1,x\n")
        with self.assertRaises(carepath.DataError) as caught:
            for row in table:
                row.number("b")
        self.assertEqual((caught.exception.line, caught.exception.column), (2, 2))
        with self.assertRaises(carepath.CarepathError):
            table.position("c")


class Extract(unittest.TestCase):
    def test_dorset(self):
        found = carepath.read_rtt(DORSET)
        parts = found.array("total_all").coords["row"]["part"]
        waiting = found["total_all"][parts.index("Part_2")]
        self.assertGreater(waiting, 10000)
        with open(DORSET, "rb") as file:
            again = carepath.read_rtt(file, by=["provider", "treatment_function"])
        rows = again.array("total_all").coords["row"]
        all_functions = [
            again["total_all"][i]
            for i, (part, function) in enumerate(zip(rows["part"], rows["treatment_function"]))
            if part == "Part_2" and function == "C_999"
        ]
        self.assertEqual(all_functions, [waiting])
        with self.assertRaises(carepath.InvalidError):
            carepath.read_rtt(DORSET, by="ward")

    def test_history(self):
        extract = carepath.read_rtt(DORSET)
        weeks = carepath.history_from_rtt(extract)
        months = carepath.history_from_rtt(extract, months=13)
        self.assertEqual(weeks.array("waiting").shape, (1, 1, 105))
        self.assertEqual(months.array("waiting").shape, (1, 1, 13))
        backlog = carepath.calibrate(months, steady=True)
        self.assertEqual(carepath.project(backlog, periods=6).outcome, "ok")

    def test_a_file_given_twice(self):
        twice = carepath.read_rtt(DORSET, DORSET)
        self.assertEqual(int(twice["rows_repeated"]), int(carepath.read_rtt(DORSET)["rows_kept"]))
        with self.assertRaisesRegex(carepath.DataError, "twice"):
            carepath.history_from_rtt(twice)

    def test_a_row_that_does_not_add_up(self):
        text = DORSET.read_bytes().splitlines(keepends=True)
        cells = text[99].split(b",")
        cells[-1] = b"%d\n" % (int(cells[-1]) + 7)
        text[99] = b",".join(cells)
        found = carepath.read_rtt(b"".join(text), nonc=True)
        self.assertEqual(int(found["rows_unreconciled"]), 1)
        self.assertEqual(int(found["people_unreconciled"]), 7)
        self.assertIn("row 99", found.notes["reconciliation"])

    def test_not_an_extract(self):
        with self.assertRaises(carepath.DataError):
            carepath.read_rtt(io.BytesIO(b"a,b\n1,2\n"))


class Merge(unittest.TestCase):
    def test_one_result_is_itself(self):
        backlog = carepath.backlog([[1, 2]], [[0.1, 0.1]], [[0, 0]], [1], [1], bands=[0, 1])
        plan = carepath.project(backlog, periods=2)
        merged = carepath.merge([plan, carepath.project(backlog, periods=2)])
        self.assertEqual(merged.json(), plan.json())
        with self.assertRaises(carepath.CarepathError):
            carepath.merge([plan, carepath.project(backlog, periods=3)])


if __name__ == "__main__":
    unittest.main()
