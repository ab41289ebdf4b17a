"""Ledgers from Python: accounts by name, statements, files."""
import io
import os
import tempfile
import unittest

import carepath
from carepath import ledger


def sample():
    made = ledger.Ledger()
    made.open("council", organisation="Leeds", place="Leeds")
    made.open("pool", line="beds", fund=True)
    made.open("provider")
    made.post("council", "pool", 2**53 + 1, reason="contribution", line="beds")
    made.post(1, 2, 40, "spend", period=2)
    return made


class LedgerTest(unittest.TestCase):
    def test_balances_and_statements(self):
        made = sample()
        self.assertEqual(made.balance("pool"), 2**53 - 39)
        self.assertEqual(len(made), 2)
        self.assertEqual(made.accounts[1].fund, True)
        self.assertEqual(made.entry(0), ledger.Entry("council", "pool", 2**53 + 1, 0, "beds", "contribution"))
        trial = made.trial_balance()
        self.assertEqual((trial.difference, trial.balances, trial.entries), (0, 0, 2))
        statement = made.statement("organisation", first=1)
        self.assertEqual(list(statement["opening"]), [2**53 + 1, -(2**53) - 1])
        self.assertEqual(statement.array("opening").coords["organisation"]["organisation"], ["", "Leeds"])
        self.assertEqual(list(made.statement("line", last=1)["closing"]), [-(2**53) - 1, 2**53 + 1])
        self.assertEqual(list(made.journal()["amount"]), [2**53 + 1, 40])

    def test_a_mistake_is_reversed(self):
        made = sample()
        self.assertEqual(made.reverse(1, "paid twice", period=3), 2)
        self.assertEqual(made.entries[-1].source, "provider")
        self.assertEqual(made.balance("provider"), 0)

    def test_files_replay(self):
        made, accounts, entries = sample(), io.BytesIO(), io.BytesIO()
        made.write(accounts, entries)
        self.assertTrue(entries.getvalue().startswith(b"period,from,to,amount,line,reason\n0,council,pool,"))
        back = ledger.read(accounts.getvalue(), entries.getvalue())
        self.assertEqual(back.entries, made.entries)
        with tempfile.TemporaryDirectory() as folder:
            paths = [os.path.join(folder, name) for name in ("a.csv", "e.csv")]
            made.write(*paths)
            self.assertEqual(ledger.read(*paths).accounts, made.accounts)
        with self.assertRaises(carepath.DataError) as caught:
            ledger.read(accounts.getvalue(), entries.getvalue() + b"9,pol,provider,1,,w\n")
        self.assertEqual(caught.exception.line, 4)
        self.assertIn("did you mean 'pool'?", str(caught.exception))

    def test_errors(self):
        made = sample()
        with self.assertRaisesRegex(carepath.DomainError, "is more than account 'pool' holds"):
            made.post("pool", "provider", 2**60, "too much")
        with self.assertRaises(carepath.NotFoundError):
            made.balance("nobody")
        with self.assertRaises(carepath.DomainError):
            made.post_all([("pool", "provider", 5, "fine"), ("pool", "provider", 0, "not")])
        self.assertEqual(len(made), 2)
        with self.assertRaises(carepath.InvalidError):
            made.open("pool")
        with self.assertRaises(carepath.InvalidError):
            made.statement("weather")


if __name__ == "__main__":
    unittest.main()
