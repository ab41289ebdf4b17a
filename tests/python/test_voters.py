"""What came out for whom."""
import os
import pathlib
import unittest

import carepath
from carepath import pabulib, vote, voters

TOWN = b"""META
key;value
budget;100
vote_type;approval
PROJECTS
project_id;cost
a;60
b;40
c;40
VOTES
voter_id;place;vote
1;north;a,b
2;south;a,b
3;north;a
4;south;c
5;south;
"""
SHARED = pathlib.Path(os.environ.get("CAREPATH_SHARED", "../shared")) / "data" / "pb"


class Voters(unittest.TestCase):
    def setUp(self):
        self.file = pabulib.read(TOWN)
        self.election = self.file.election()

    def test_outcome_by_group(self):
        out = voters.outcome(self.election, ["a", "b"], groups="place", file=self.file)
        self.assertEqual((int(out["voters"]), int(out["excluded"]), int(out["blank"])), (5, 2, 1))
        self.assertEqual(list(out["group_voters"]), [2, 3])
        self.assertAlmostEqual(float(out["group_money"][0]), 20 + 20 + 20)
        self.assertAlmostEqual(float(out["group_ratio"][1]), (40 / 100) / (3 / 5))
        self.assertEqual(out.array("group_money").coords["group"]["group"], ["north", "south"])
        same = voters.outcome(self.election, [0, 1], groups=["n", "s", "n", "s", "s"], file=self.file)
        self.assertEqual(list(same["group_money"]), list(out["group_money"]))
        by_ballot = voters.outcome(self.election, ["a"], groups=["x", "y", "y", "y"], satisfaction="cost")
        self.assertEqual(list(by_ballot["group_voters"]), [2, 3])

    def test_leaving_out_a_group(self):
        out = voters.without(self.election, "place", self.file, rule="greedy", greedy="votes")
        self.assertEqual(list(out["selected"]), [1, 1, 0])
        self.assertEqual(list(out["group_voters"]), [2, 3])
        self.assertEqual(len(out["lost"]), 2)

    def test_proportionality(self):
        out = voters.represented(self.election, [])
        self.assertEqual(list(out["violated"]), [1, 1, 0])
        self.assertEqual(list(out["group"]), [3, 2, 1])
        found = voters.justified(self.election, [], "ejr")
        self.assertEqual(found["verdict"], "violated")
        self.assertIn(found["set"], (["a"], ["b"]))
        chosen = vote.winners(self.election)
        self.assertEqual(voters.justified(self.election, chosen)["verdict"], "holds")
        self.assertEqual(int(voters.represented(self.election, chosen)["violations"]), 0)

    def test_errors(self):
        for selected in (["x"], [3], ["a", "a"]):
            with self.assertRaises(carepath.InvalidError):
                voters.outcome(self.election, selected)
        with self.assertRaises(carepath.InvalidError):
            voters.outcome(self.election, [], groups="place")
        with self.assertRaises(carepath.InvalidError):
            voters.outcome(self.election, [], groups=["x"])
        with self.assertRaises(carepath.InvalidError):
            voters.represented(self.election, [], satisfaction="points")

    @unittest.skipUnless(SHARED.is_dir(), "the shared data are not there")
    def test_equal_shares_on_real_files(self):
        for name in ("poland_warszawa_2019_anin.pb", "poland_wieliczka_2023_green-budget.pb"):
            election = pabulib.read(SHARED / name).election()
            for satisfaction in ("cost", "cardinality"):
                chosen = vote.winners(election, satisfaction=satisfaction)
                self.assertEqual(int(voters.represented(election, chosen, satisfaction)["violations"]), 0)


if __name__ == "__main__":
    unittest.main()
