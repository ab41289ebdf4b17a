"""vote: every rule against the oracle in plain fractions, on small elections full of ties."""
import pathlib
import random
import sys
import unittest
from fractions import Fraction

import carepath
from carepath import vote

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import vote_oracle as oracle  # noqa: E402

COUNT = 60


def small(seed, most_projects=8, most_voters=11, points=True):
    r = random.Random(seed)
    m, n = r.randint(1, most_projects), r.randint(1, most_voters)
    cost = [r.choice([r.randint(0, 30), 6 * r.randint(1, 6), 12]) for _ in range(m)]
    if seed % 4 == 3:
        cost = [c * 10**15 + r.randint(0, 2) for c in cost]
    ballots = [
        {p: r.choice([1, 2, 3, r.randint(0, 10)]) if points else 1 for p in r.sample(range(m), r.randint(0, min(m, 4)))}
        for _ in range(n)
    ]
    if r.random() < 0.3:
        ballots = [r.choice(ballots) for _ in ballots]
    budget = r.randint(0, max(1, sum(cost)))
    return cost, ballots, budget // n * n if r.random() < 0.4 else budget


class WrongInput(unittest.TestCase):
    def test_what_is_no_list_is_named(self):
        for given, words in [
            (([1], None, 1), "ballots = None must be a sequence"),
            ((None, [[0]], 1), "cost = None must be a sequence"),
            (([1], [None], 1), "ballots[0] = None must be a sequence"),
            (([1], [[0]], 1, 7), "ids = 7 must be a sequence"),
        ]:
            with self.assertRaisesRegex(carepath.errors.CarepathError, words.replace("[", r"\[").replace("]", r"\]")):
                vote.Election(*given)


class TheOrderOfTheBallots(unittest.TestCase):
    def test_reported_money_is_the_same_to_the_last_bit(self):
        for seed in range(COUNT):
            if seed % 4 == 3:  # Add1 would take 10^15 steps
                continue
            cost, ballots, budget = small(seed, most_voters=40)
            shuffled = list(ballots)
            random.Random(seed).shuffle(shuffled)
            for completion in ("alone", "add1u"):
                one, other = (
                    vote.run(vote.Election(cost, b, budget), "equal_shares", completion=completion)
                    for b in (ballots, shuffled)
                )
                for name in ("round_price", "behind", "missing_money", "round_behind"):
                    with self.subTest(seed=seed, completion=completion, name=name):
                        self.assertEqual(str(one[name].tolist()), str(other[name].tolist()))


class AgainstTheOracle(unittest.TestCase):
    def test_equal_shares_greedy_and_phragmen(self):
        for seed in range(COUNT):
            cost, ballots, budget = small(seed)
            election = vote.Election(cost, ballots, budget)
            with self.subTest(seed=seed):
                for satisfaction in vote.SATISFACTIONS:
                    want, money = oracle.equal_shares(cost, ballots, Fraction(budget, len(ballots)), satisfaction)
                    got = vote.run(election, "equal_shares", satisfaction)
                    self.assertEqual(list(got["round_project"]), want)
                    for has, exactly in zip(got["left"], money):
                        self.assertAlmostEqual(has, float(exactly), delta=1e-12 * (1 + budget))
                    self.assertEqual(
                        vote.winners(election, "equal_shares", satisfaction, "utilitarian"),
                        oracle.greedy(cost, ballots, budget, satisfaction, want),
                    )
                    for order in ("per_cost", "total"):
                        self.assertEqual(
                            vote.winners(election, "greedy", satisfaction, greedy=order),
                            oracle.greedy(cost, ballots, budget, satisfaction, per_cost=order == "per_cost"),
                        )
                    if seed % 4 != 3:
                        for exhaustive in (True, False):
                            self.assertEqual(
                                vote.winners(
                                    election,
                                    satisfaction=satisfaction,
                                    completion="add1",
                                    exhaustive="supported" if exhaustive else "never",
                                ),
                                oracle.add1(cost, ballots, budget, satisfaction, exhaustive),
                            )
                self.assertEqual(vote.winners(election, "phragmen"), oracle.phragmen(cost, ballots, budget))

    def test_exact_equal_shares_and_add_opt(self):
        for seed in range(COUNT):
            cost, ballots, budget = small(seed, 5, 6, points=False)
            election = vote.Election(cost, ballots, budget)
            for satisfaction in ("cost", "cardinality"):
                with self.subTest(seed=seed, satisfaction=satisfaction):
                    want, _ = oracle.exact_equal_shares(cost, ballots, Fraction(budget, len(ballots)), satisfaction)
                    self.assertEqual(vote.winners(election, "exact_equal_shares", satisfaction), want)
                    self.assertEqual(
                        vote.winners(election, "exact_equal_shares", satisfaction, "add_opt", exhaustive="never"),
                        oracle.add_opt(cost, ballots, budget, satisfaction),
                    )

    def test_bounded_overspending(self):
        for seed in range(COUNT):
            cost, ballots, budget = small(seed, 6)
            election = vote.Election(cost, ballots, budget)
            for satisfaction in vote.SATISFACTIONS:
                with self.subTest(seed=seed, satisfaction=satisfaction):
                    self.assertEqual(
                        vote.winners(election, "overspending", satisfaction),
                        oracle.overspending(cost, ballots, budget, satisfaction),
                    )

    def test_welfare_is_the_best_of_all_sets(self):
        for seed in range(COUNT):
            cost, ballots, budget = small(seed)
            election = vote.Election(cost, ballots, budget)
            if seed % 4 == 3:
                continue
            for satisfaction in vote.SATISFACTIONS:
                with self.subTest(seed=seed, satisfaction=satisfaction):
                    places, numbers = vote.select(election, "welfare", satisfaction)
                    worth = oracle.totals(cost, ballots, satisfaction)
                    best = max(
                        sum(worth[p] for p in range(len(cost)) if mask >> p & 1)
                        for mask in range(1 << len(cost))
                        if sum(cost[p] for p in range(len(cost)) if mask >> p & 1) <= budget
                    )
                    self.assertEqual(numbers["satisfaction"], best)
                    self.assertEqual(best, sum(worth[p] for p, place in enumerate(places) if place >= 0))
                    self.assertLessEqual(numbers["cost"], budget)


class Binding(unittest.TestCase):
    def election(self):
        return vote.Election(
            [60, 30, 30], [["a", "b"], ["c"], {"b": 2}], 100, ids=["a", "b", "c"], multiplicity=[3, 2, 1]
        )

    def test_an_election_from_lists(self):
        election = self.election()
        self.assertEqual(election.tally(), {"votes": [3, 4, 2], "points": [3, 5, 2], "voters": 6})
        self.assertEqual(
            (election.projects, election.ballots, election.budget, election.cost), (3, 3, 100, [60, 30, 30])
        )
        self.assertEqual((election.money_unit, election.points_unit), (1, 1))
        self.assertEqual(vote.winners(election, "greedy"), ["b", "a"])
        self.assertEqual(vote.winners(election), ["b", "c"])
        result = vote.run(election)
        self.assertEqual(list(result["selected"]), [0, 1, 1])
        self.assertEqual(result["spent"] + result["unspent"], 100)
        places, numbers = vote.select(election, convention="equalshares.net", completion="add1u")
        self.assertEqual(numbers["selected"], sum(place >= 0 for place in places))

    def test_ties_as_words(self):
        election = vote.Election([4, 4, 6], [[0], [0], [1], [1], [2], [2]], 24, ids=["9", "10", "8"])
        self.assertEqual(vote.winners(election), ["10", "8", "9"])
        self.assertEqual(vote.winners(election, ties="listed"), ["9", "10", "8"])
        self.assertEqual(vote.winners(election, ties=["max_votes", "max_cost", "listed"]), ["8", "9", "10"])

    def test_what_is_wrong(self):
        with self.assertRaisesRegex(carepath.InvalidError, "ballots.0. names 'x', which is no project"):
            vote.Election([1], [["x"]], 1, ids=["a"])
        with self.assertRaisesRegex(carepath.InvalidError, "ids has 2 entries"):
            vote.Election([1], [[0]], 1, ids=["a", "b"])
        with self.assertRaisesRegex(carepath.InvalidError, "multiplicity has 2 entries, expected 1"):
            vote.Election([1], [[0]], 1, multiplicity=[1, 2])
        with self.assertRaisesRegex(carepath.InvalidError, "twice on ballot 0"):
            vote.Election([1], [[0, 0]], 1)
        with self.assertRaisesRegex(carepath.DomainError, "cost.0. = -1 must be >= 0"):
            vote.Election([-1], [[0]], 1)
        with self.assertRaisesRegex(carepath.InvalidError, "rule = 'mes' must be one of"):
            vote.run(self.election(), "mes")
        with self.assertRaisesRegex(carepath.InvalidError, "ties has 9 rules"):
            vote.run(self.election(), ties=["id"] * 9)
        with self.assertRaisesRegex(TypeError, "did you mean max_steps"):
            vote.run(self.election(), max_step=3)
        with self.assertRaises(carepath.CarepathError):
            vote.Election.read("no such file.pb")

    def test_progress_may_stop(self):
        with self.assertRaises(carepath.CancelledError):
            vote.run(self.election(), progress=lambda done: True)


if __name__ == "__main__":
    unittest.main()
