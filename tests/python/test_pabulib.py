"""Pabulib files: read, grouped, written, and made from tables."""
import io
import os
import pathlib
import tempfile
import unittest
import warnings

import carepath
from carepath import pabulib, vote

TEXT = """META
key;value
description;A town
budget;100,50
vote_type;cumulative
num_votes;3
PROJECTS
project_id;cost;name
a;60;Bench
b;40.5;"Say ""hi""; now"
VOTES
voter_id;sex;vote;points
1;F;a,b;2,1
2;M;a;1.5
3;F;b,a;1,2
"""
SHARED = pathlib.Path(os.environ.get("CAREPATH_SHARED", "../shared")) / "data" / "pb"


class Pabulib(unittest.TestCase):
    def test_everything_is_there(self):
        town = pabulib.read(TEXT.encode())
        self.assertEqual(town.meta["description"], "A town")
        self.assertEqual(list(town.meta)[0], "description")
        self.assertEqual((town.vote_type, town.unit, town.points_unit), ("cumulative", 10, 10))
        self.assertEqual((town.budget, town.cost, town.projects), (1005, [600, 405], ["a", "b"]))
        self.assertEqual((town.voters, town.ballot_of, town.weight), (["1", "2", "3"], [0, 1, 0], [2, 1]))
        self.assertEqual(town.ballots, [{"a": 20, "b": 10}, {"a": 15}])
        self.assertEqual(town.column("projects", "name"), ["Bench", 'Say "hi"; now'])
        self.assertEqual(town.columns("votes"), ["voter_id", "sex", "vote", "points"])
        labels, group_of = town.groups("sex")
        self.assertEqual((labels, list(group_of)), (["F", "M"], [0, 1, 0]))
        self.assertEqual(town.to_bytes().decode(), TEXT)
        self.assertEqual(town.warnings, 0)

    def test_an_election(self):
        election = pabulib.read(TEXT.encode()).election()  # which keeps the file
        self.assertEqual((election.budget, election.ids), (1005, ["a", "b"]))
        self.assertEqual(election.tally()["votes"], [3, 2])
        self.assertEqual(vote.winners(election, "greedy", satisfaction="points"), ["a", "b"])

    def test_files_and_warnings(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "town.pb"
            path.write_bytes(TEXT.replace("num_votes;3", "num_votes;4").encode())
            with warnings.catch_warnings(record=True) as caught:
                warnings.simplefilter("always")
                town = pabulib.read(path)
            self.assertEqual(str(caught[0].message), "line 6: num_votes is '4', but the votes and projects give 3")
            with self.assertRaises(carepath.DataError) as raised:
                pabulib.read(path, counts="error")
            self.assertEqual((raised.exception.line, raised.exception.column), (6, 2))
            town.write(path)
            with open(path, "rb") as file, warnings.catch_warnings():
                warnings.simplefilter("ignore")
                self.assertEqual(pabulib.read(file).projects, ["a", "b"])
        with self.assertRaises(carepath.NotFoundError):
            town.column("votes", "age")
        with self.assertRaises(carepath.ReadWriteError):
            pabulib.read("no/such/file.pb")

    def test_tables(self):
        made = pabulib.from_tables(
            b"project_id,cost,name\na,60,Bench\nb,40,Tree\n",
            io.BytesIO(b"voter_id,project_id\nx,a\ny,b\nx,b\n"),
            budget=100,
            voters=b"voter_id,age\nx,30\ny,40\nz,50\n",
        )
        self.assertEqual(made.weight, [1, 1, 1])
        self.assertEqual(made.ballots, [{"a": 1, "b": 1}, {"b": 1}, {}])
        self.assertEqual(made.column("votes", "age"), ["30", "40", "50"])
        with self.assertRaises(carepath.DataError) as raised:
            pabulib.from_tables(b"project_id,cost\na,60\n", b"voter_id,project_id\nx,b\n", budget=100)
        self.assertIn("'b' is not in the projects", str(raised.exception))

    @unittest.skipUnless(SHARED.is_dir(), "the shared data are not there")
    def test_real_files_come_back(self):
        for path in sorted(SHARED.glob("*.pb")):
            with self.subTest(path.name):
                self.assertEqual(pabulib.read(path, counts="error").to_bytes(), path.read_bytes())


if __name__ == "__main__":
    unittest.main()
