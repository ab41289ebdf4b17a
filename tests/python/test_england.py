"""The folder of England: its sums are the published ones, and it is what the command writes, byte for byte."""
import csv
import pathlib
import sys
import tempfile
import unittest

TOP = pathlib.Path(__file__).resolve().parent.parent.parent
FOLDER = TOP / "examples" / "data" / "england"
SHARED = TOP.parent / "shared" / "data"
PUBLISHED = TOP / "examples" / "data" / "icb_waits_2025-05.csv"
sys.path.insert(0, str(TOP / "examples" / "python"))

import england  # noqa: E402


def table(name, folder=FOLDER):
    with open(folder / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def bands():
    """People by week waited, by profile."""
    found = {}
    for row in table("profiles"):
        found.setdefault(row["id"], []).append(float(row["value"]))
    return {shape: values + [0.0] * (105 - len(values)) for shape, values in found.items()}


class Shipped(unittest.TestCase):
    def setUp(self):
        with open(PUBLISHED, encoding="utf-8") as file:
            self.published = {row["icb"]: row for row in csv.DictReader(file)}

    def test_every_board_waits_as_published(self):
        waiting = {}
        for row in table("lists"):
            waiting[row["organisation"]] = waiting.get(row["organisation"], 0) + int(row["waiting"])
        self.assertEqual(waiting, {k: int(v["waiting"]) for k, v in self.published.items()})
        self.assertEqual(sum(waiting.values()), 7213065)

    def test_long_waits_are_the_published_ones(self):
        shapes = bands()
        for board, row in self.published.items():
            weeks = [sum(shapes[f"{board}.{g}"][w] for g in range(1, 6)) for w in range(105)]
            self.assertEqual(sum(weeks), int(row["waiting"]), board)
            self.assertEqual(sum(weeks[18:]), int(row["over_18"]), board)
            self.assertEqual(sum(weeks[52:]), int(row["over_52"]), board)

    def test_shapes_are_the_people_of_the_lists(self):
        people = {}
        for row in table("lists"):
            people[row["shape"]] = people.get(row["shape"], 0) + int(row["waiting"])
        for shape, values in bands().items():
            if shape in people:
                self.assertEqual(sum(values), people[shape], shape)

    def test_people_live_where_they_are_counted(self):
        people = {}
        for row in table("people"):
            people[row["area"]] = people.get(row["area"], 0) + int(row["people"])
        self.assertEqual(people, {k: int(v["population"]) for k, v in self.published.items()})

    def test_most_deprived_wait_longer(self):
        shapes = bands()
        within = []
        for g in range(1, 6):
            some = [v for k, v in shapes.items() if k.endswith(f".{g}")]
            within.append(sum(sum(v[:18]) for v in some) / sum(map(sum, some)))
        self.assertEqual(within, sorted(within))
        self.assertAlmostEqual(within[4] - within[0], 0.015, delta=0.01)

    def test_money_is_shared_out_whole(self):
        paid = sum(int(row["amount"]) for row in table("payments") if row["from"] == "nation")
        cost = {row["id"]: float(row["unit_cost"]) for row in table("services")}
        spent = sum(float(r["treatments"]) * cost[r["service"]] for r in table("capacity")) * 365.25 / 7
        self.assertLess(abs(paid - spent), 2.0)

    def test_every_unit_has_its_lists_and_every_row_its_basis(self):
        units = {(r["organisation"], r["service"]) for r in table("capacity")}
        self.assertEqual(units, {(r["organisation"], r["service"]) for r in table("lists")})
        self.assertEqual(len(table("lists")), 5 * len(units))
        for name in ("lists", "capacity", "people", "organisations", "services", "payments", "effects", "policies"):
            self.assertLessEqual({r["basis"] for r in table(name)}, {"real", "derived", "assumed"}, name)

    def test_balance(self):
        """Clock starts less treated less removed is near the change of the list, a fall of some 3,700 people a week."""
        starts = sum(float(r["starts"]) for r in table("lists"))
        removed = sum(int(r["waiting"]) * float(r["removal"]) for r in table("lists"))
        treated = sum(float(r["treatments"]) for r in table("capacity"))
        self.assertLess(abs(starts - treated - removed), 0.02 * starts)

    def test_small_enough(self):
        self.assertLess(sum(p.stat().st_size for p in FOLDER.iterdir()), 600000)


class Fitting(unittest.TestCase):
    def test_whole_table(self):
        table = [[0.5, 0.5, 0.0], [0.5, 0.0, 0.5], [0.0, 1.5, 0.5]]
        whole = england.whole_table(table, [1, 1, 2], [1, 2, 1])
        self.assertEqual([sum(r) for r in whole], [1, 1, 2])
        self.assertEqual([sum(c) for c in zip(*whole)], [1, 2, 1])
        for line, exact in zip(whole, table):
            for n, x in zip(line, exact):
                self.assertLess(abs(n - x), 1.0)

    def test_fit(self):
        found = england.fit([[1.0, 2.0], [3.0, 4.0]], [30.0, 70.0], [60.0, 40.0])
        self.assertAlmostEqual(sum(found[0]), 30.0, places=9)
        self.assertAlmostEqual(found[0][0] + found[1][0], 60.0, places=9)
        # the odds ratio is that of the seed
        self.assertAlmostEqual(found[0][0] * found[1][1] / (found[0][1] * found[1][0]), 2.0 / 3.0, places=9)


@unittest.skipUnless(SHARED.is_dir(), "the published figures are not beside the repository")
class Rebuilt(unittest.TestCase):
    def test_it_is_what_the_command_writes(self):
        with tempfile.TemporaryDirectory() as folder:
            england.main([str(SHARED), folder])
            written = sorted(p.name for p in pathlib.Path(folder).iterdir())
            self.assertEqual(written, sorted(p.name for p in FOLDER.glob("*.csv")))
            for name in written:
                self.assertEqual((pathlib.Path(folder) / name).read_bytes(), (FOLDER / name).read_bytes(), name)

    def test_small(self):
        with tempfile.TemporaryDirectory() as folder:
            england.main([str(SHARED), folder, "--small"])
            self.assertEqual(len(table("capacity", pathlib.Path(folder))), 7 * 5)


if __name__ == "__main__":
    unittest.main()
