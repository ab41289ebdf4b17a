"""A double-entry ledger: every pound goes from one account to another, and none is made or lost.

    ledger = carepath.ledger.Ledger()
    council, pool = ledger.open("Leeds council"), ledger.open("pool", fund=True)
    ledger.post("Leeds council", "pool", 250_000, reason="contribution", line="reablement")
    ledger.balance("pool")                   # 250000
    ledger.statement("organisation").frame("closing")
    ledger.write("accounts.csv", "entries.csv")
    carepath.ledger.read("accounts.csv", "entries.csv")     # posts everything anew
"""
import contextlib
import ctypes as C
import io
import os
from collections import namedtuple

from . import _lowlevel as low
from ._library import call, lib
from ._memory import choice, whole
from ._ranked import encoded
from ._streams import Source
from .result import Result

BY = {
    "account": low.CPW_LEDGER_BY_ACCOUNT,
    "organisation": low.CPW_LEDGER_BY_ORGANISATION,
    "place": low.CPW_LEDGER_BY_PLACE,
    "line": low.CPW_LEDGER_BY_LINE,
}

Account = namedtuple("Account", "name organisation place line fund debits credits balance")
Account.__doc__ = "One account: `balance` is what came in (`debits`) less what went out (`credits`)."
Entry = namedtuple("Entry", "source to amount period line reason")
Entry.__doc__ = "One entry: `amount` went from the account `source` to the account `to`."
Trial = namedtuple("Trial", "accounts entries debits credits difference balances")
Trial.__doc__ = "The trial balance: `difference` and `balances` are 0."


def _text(value, name):
    return None if value is None else encoded(value, name)


class Ledger:
    """An append-only ledger. See cpw_ledger_new."""

    def __init__(self, _handle=None):
        self._handle = _handle
        if _handle is None:
            self._handle = C.POINTER(low.cpw_ledger)()
            call("cpw_ledger_new", None, C.byref(self._handle))

    def __del__(self, free=lib.cpw_ledger_free):
        if getattr(self, "_handle", None):
            free(self._handle)
            self._handle = None

    def __len__(self):
        return lib.cpw_ledger_entries(self._handle)

    def open(self, name, organisation=None, place=None, line=None, fund=False):
        """Opens an account; its number. A fund never goes below zero."""
        account, index = low.cpw_ledger_account(), C.c_int64()
        account.name = _text(name, "name")
        account.organisation = _text(organisation, "organisation")
        account.place = _text(place, "place")
        account.line = _text(line, "line")
        account.kind = low.CPW_LEDGER_FUND if fund else low.CPW_LEDGER_OPEN
        call("cpw_ledger_open", self._handle, C.byref(account), C.byref(index))
        return index.value

    def find(self, name):
        """The number of an account by its name."""
        index = C.c_int64()
        call("cpw_ledger_find", self._handle, _text(name, "name"), C.byref(index))
        return index.value

    def _number(self, account):
        return self.find(account) if isinstance(account, str) else whole(account, "account")

    def _period(self, period):
        """The given one, or that of the last entry."""
        if period is not None:
            return whole(period, "period")
        return self.entry(len(self) - 1).period if len(self) else 0

    def post(self, source, to, amount, reason, line=None, period=None):
        """Posts an entry from one account (name or number) to another; its number. `period`: that of the last
        entry unless given."""
        return self.post_all([(source, to, amount, reason, line, period)])

    def post_all(self, entries):
        """Posts entries (source, to, amount, reason[, line[, period]]), all or none; number of the first."""
        rows, number, last = list(entries), C.c_int64(), self._period(None)
        block = (low.cpw_ledger_entry * max(len(rows), 1))()
        for made, row in zip(block, rows):
            source, to, amount, reason, line, period = tuple(row) + (None, None)[len(row) - 4 :]
            last = last if period is None else whole(period, "period")
            made.__init__(self._number(source), self._number(to), whole(amount, "amount"), last)
            made.line, made.reason = _text(line, "line"), _text(reason, "reason")
        call("cpw_ledger_post", self._handle, block, len(rows), C.byref(number))
        return number.value

    def reverse(self, number, reason, period=None):
        """Reverses an entry by a further one; its number."""
        out = C.c_int64()
        call("cpw_ledger_reverse", self._handle, number, self._period(period), _text(reason, "reason"), C.byref(out))
        return out.value

    def account(self, account):
        """An account by name or number."""
        a = low.cpw_ledger_account()
        call("cpw_ledger_account_at", self._handle, self._number(account), C.byref(a))
        texts = [t.decode() for t in (a.name, a.organisation, a.place, a.line)]
        return Account(*texts, a.kind == low.CPW_LEDGER_FUND, a.debits, a.credits, a.balance)

    @property
    def accounts(self):
        """All accounts in the order in which they were opened."""
        return [self.account(i) for i in range(lib.cpw_ledger_accounts(self._handle))]

    def entry(self, number):
        """An entry by its number, accounts by their names."""
        e = low.cpw_ledger_entry()
        call("cpw_ledger_entry_at", self._handle, number, C.byref(e))
        ends = [self.account(i).name for i in (getattr(e, "from"), e.to)]
        return Entry(*ends, e.amount, e.period, e.line.decode(), e.reason.decode())

    @property
    def entries(self):
        """All entries in order."""
        return [self.entry(i) for i in range(len(self))]

    def balance(self, account):
        """What an account (name or number) holds."""
        out = C.c_int64()
        call("cpw_ledger_balance", self._handle, self._number(account), C.byref(out))
        return out.value

    def trial_balance(self):
        """Both sides, added up anew from the entries."""
        t = low.cpw_ledger_trial()
        call("cpw_ledger_trial_balance", self._handle, C.byref(t))
        return Trial(*(getattr(t, name) for name in Trial._fields))

    def statement(self, by="account", first=0, last=None):
        """opening, in, out, within, closing by account, organisation, place or line."""
        out = C.POINTER(low.cpw_result)()
        last = 2**63 - 1 if last is None else last
        call("cpw_ledger_statement", self._handle, choice(by, "by", BY), first, last, C.byref(out))
        return Result(out)

    def journal(self):
        """Every entry as a Result: amount, period by entry, labelled from, to, line, reason."""
        out = C.POINTER(low.cpw_result)()
        call("cpw_ledger_journal", self._handle, C.byref(out))
        return Result(out)

    def write(self, accounts, entries):
        """Writes both CSV files, each to a path (whole or not at all) or a file object."""
        Result._write(accounts, lambda sink: call("cpw_ledger_write_accounts", self._handle, sink))
        Result._write(entries, lambda sink: call("cpw_ledger_write_entries", self._handle, sink))

    def __repr__(self):
        return f"<Ledger {lib.cpw_ledger_accounts(self._handle)} accounts, {len(self)} entries>"


def _opened(file, stack):
    if isinstance(file, bytes):
        return Source(io.BytesIO(file))
    if isinstance(file, (str, os.PathLike)):
        return Source(stack.enter_context(open(file, "rb")), os.fspath(file))
    return Source(file)


def read(accounts, entries):
    """A ledger from its two CSV files (paths, bytes or binary file objects), every entry posted anew."""
    handle = C.POINTER(low.cpw_ledger)()
    with contextlib.ExitStack() as stack:
        sources = [_opened(file, stack) for file in (accounts, entries)]
        try:
            call("cpw_ledger_read", C.byref(sources[0].c), C.byref(sources[1].c), None, C.byref(handle))
        except Exception:
            for source in sources:
                if source.problem is not None:
                    raise source.problem from None
            raise
    return Ledger(handle)
