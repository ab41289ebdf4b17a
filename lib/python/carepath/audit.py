"""An append-only record of rankings, which replays to the same bytes.

    patients = {"ids": ids, "wait": days, "tier": tiers, "facts": {"pain": pain}, "today": "2026-11-30"}
    digest = carepath.audit.append("audit.txt", policy, patients, actor="waiting list office")
    carepath.audit.verify("audit.txt", last=digest)         # what is the matter with the file, if anything
    record = carepath.audit.read("audit.txt")               # the last one
    record.replay(patients).same

Keep the digest in another place: with it every later change of the file is found. See docs/explanation/audit.md.
"""
import contextlib
import ctypes as C
import datetime
import io
import os
from collections import namedtuple

try:
    import fcntl
except ImportError:  # another system than POSIX
    fcntl = None
    try:
        import msvcrt
    except ImportError:
        msvcrt = None

from . import _lowlevel as low
from ._library import call, lib
from ._memory import choice, whole
from ._ranked import categories_of, encoded, ranked
from ._run import Run
from ._streams import Sink, Source
from .dates import to_iso
from .errors import InvalidError, NotFoundError
from .policy import Policy

FINDINGS = {
    low.CPW_AUDIT_SOUND: "sound",
    low.CPW_AUDIT_CHANGED: "changed",
    low.CPW_AUDIT_UNCHAINED: "unchained",
    low.CPW_AUDIT_UNREADABLE: "unreadable",
    low.CPW_AUDIT_OTHER_END: "other end",
}
OUTCOMES = {
    low.CPW_AUDIT_SAME: "same",
    low.CPW_AUDIT_OTHER_DATA: "other data",
    low.CPW_AUDIT_REFUSED: "refused",
    low.CPW_AUDIT_OTHER_PLACES: "other places",
}
BEFORE = {
    "none": low.CPW_AUDIT_BEFORE_NONE,
    "clinical": low.CPW_AUDIT_BEFORE_CLINICAL,
    "given": low.CPW_AUDIT_BEFORE_GIVEN,
}
KINDS = {low.CPW_OVERRIDE_TIER: "tier", low.CPW_OVERRIDE_PLACE: "place", low.CPW_OVERRIDE_FACT: "fact"}

Finding = namedtuple("Finding", "sound finding records record line digest message")
Finding.__doc__ = "What is the matter with a file of records; `record` and `line` are None where nothing is."
Replay = namedtuple("Replay", "same outcome same_library line place message")
Replay.__doc__ = "What a replay came to."
Row = namedtuple("Row", "place id before score")
Row.__doc__ = "One place of a ranking; `before` is None for who had none."
Override = namedtuple("Override", "kind id value column actor reason date before after")
Override.__doc__ = """One override: `value` is the name of the tier for kind tier, the name of the category for a
fact that has some; `column` None and kind fact: the wait; `before` None: no place without overrides."""


def _encode(text, name):
    return None if text is None else encoded(text, name)


@contextlib.contextmanager
def _source(file):
    """A source of the library over a path, bytes or a binary file object; its own errors come first."""
    with contextlib.ExitStack() as stack:
        name = None
        if isinstance(file, bytes):
            file = io.BytesIO(file)
        elif isinstance(file, (str, os.PathLike)):
            name = os.fspath(file)
            file = stack.enter_context(open(file, "rb"))
        source = Source(file, name)
        try:
            yield C.byref(source.c)
        except Exception:
            if source.problem is not None:
                raise source.problem from None
            raise


def _before(before, patients):
    """Kind and array of the places before."""
    if before is None or isinstance(before, str):
        return choice(before or "none", "before", {k: v for k, v in BEFORE.items() if k != "given"}), None
    places = [0 if place is None else whole(place, f"before[{i}]") for i, place in enumerate(before)]
    if len(places) != patients:
        raise InvalidError(f"before has {len(places)} rows, expected {patients}", low.CPW_EINVAL, "before")
    return BEFORE["given"], (C.c_int64 * max(len(places), 1))(*places)


def append(file, policy, patients, *, actor, time=None, note=None, seed=0, rows=None, before="clinical",
           previous=None, number=None, threads=1):
    """Ranks a list and appends the record of it; returns its digest, to be kept elsewhere too.

    `file`: a path, whose last record is continued, or a file object, with `previous` and `number` given (first
    record: neither). A path is locked until the record is written, so that several processes may append; a
    `previous` or `number` that does not follow its last record is refused. `time`: text; None: now. `rows`: keep the first so many places; None: all. `before`:
    "clinical" (without equity and overrides), None, or the places of every patient on an earlier list.
    Patients for whom an override supplies what the list does not have (a missing fact) have no place before.
    """
    patients = ranked(policy, patients)
    entry, keep = low.cpw_audit_entry(), []
    lib.cpw_audit_entry_init_sized(C.byref(entry), C.sizeof(entry))
    entry.policy = policy.pointer
    entry.list = C.pointer(patients.c)
    now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    entry.time = _encode(now if time is None else time, "time")
    entry.actor = _encode(actor, "actor")
    entry.note = _encode(note, "note")
    entry.seed = whole(seed, "seed", C.c_uint64)
    entry.rows = low.CPW_AUDIT_ALL_ROWS if rows is None else whole(rows, "rows")
    entry.before_kind, places = _before(before, patients.c.patients)
    if places is not None:
        keep.append(places)
        entry.before = C.cast(places, type(entry.before))
    run = Run(threads=threads)
    entry.run = C.pointer(run.c)
    if not isinstance(file, (str, os.PathLike)):
        return _append_to(file, entry, previous, 1 if number is None else number, run)
    with _locked(file) as log:
        previous, number = _next(log, os.fspath(file), previous, number)
        text = io.BytesIO()
        digest = _append_to(text, entry, previous, number, run)
        _write_whole(log, text.getvalue())
    return digest


@contextlib.contextmanager
def _locked(path):
    """The file of records, for nobody else that appends until it is closed. Not a lock of fcntl.lockf: that would
    end as soon as this process closed the file anywhere else."""
    with open(path, "a+b", buffering=0) as log:
        if fcntl is not None:
            fcntl.flock(log, fcntl.LOCK_EX)
            yield log
        elif msvcrt is not None:  # a locked file could not be read there: another one is locked
            with open(os.fspath(path) + ".lock", "a+b") as lock:
                _wait_for(lock)
                yield log
        else:
            yield log


def _wait_for(lock):
    while True:
        try:
            lock.seek(0)
            return msvcrt.locking(lock.fileno(), msvcrt.LK_LOCK, 1)
        except OSError:  # after ten seconds
            continue


def _next(log, name, previous, number):
    """Digest of the last record and the number of the next: those given must be the same. An empty file may go on
    from another one."""
    log.seek(0)
    try:
        last = read(log)
    except NotFoundError:
        return previous, 1 if number is None else number
    for given, follows, what in ((previous, last.digest, "previous"), (number, last.number + 1, "number")):
        if given is not None and given != follows:
            raise InvalidError(
                f"{what} = {given!r} does not follow the last record of {name}, which needs {follows!r}",
                low.CPW_EINVAL, what,
            )
    return last.digest, last.number + 1


def _write_whole(log, text):
    """Writes a record or nothing."""
    end = log.seek(0, os.SEEK_END)
    try:
        left = memoryview(text)
        while left:
            left = left[log.write(left):]
    except BaseException:
        log.truncate(end)
        raise


def _append_to(file, entry, previous, number, run):
    sink, digest = Sink(file), C.create_string_buffer(low.CPW_SHA256_CHARS)
    entry.previous = _encode(previous, "previous")
    entry.number = whole(number, "number")
    try:
        run.call("cpw_audit_append", C.byref(entry), C.byref(sink.c), digest)
    except Exception:
        if sink.problem is not None:
            raise sink.problem from None
        raise
    return digest.value.decode()


def data_digest(policy, patients):
    """Digest of what a ranking reads of a list: see docs/explanation/audit.md."""
    digest = C.create_string_buffer(low.CPW_SHA256_CHARS)
    call("cpw_audit_data_digest", policy.pointer, C.byref(ranked(policy, patients).c), None, digest)
    return digest.value.decode()


def verify(file, last=None, previous=None):
    """Verifies a file of records. `last`: digest of the last record as it was kept elsewhere; `previous`: what
    the first record must name as the one before it, where the file goes on from another."""
    found = low.cpw_audit_finding()
    with _source(file) as source:
        call("cpw_audit_verify", source, _encode(previous, "previous"), _encode(last, "last"), None, C.byref(found))
    return Finding(
        found.finding == low.CPW_AUDIT_SOUND, FINDINGS[found.finding], found.records, found.record or None,
        found.line or None, found.digest.decode(), found.message.decode("utf-8", "replace"),
    )


def read(file, number=0):
    """One record by its running number; 0: the last one."""
    handle = C.POINTER(low.cpw_audit_record)()
    with _source(file) as source:
        call("cpw_audit_read", source, whole(number, "number"), None, C.byref(handle))
    return Record(handle)


class Record:
    """One record: number, time, actor, note, library, previous, digest, data, seed, patients, today, policy,
    overrides, before_kind and the rows that it keeps."""

    def __init__(self, handle):
        self._handle = handle
        view = lib.cpw_audit_record_view(handle).contents
        for name in ("time", "actor", "note", "library", "previous", "digest", "data", "places"):
            value = getattr(view, name)
            setattr(self, name, None if value is None else value.decode())
        self.previous = self.previous or None
        self.number, self.patients, self.seed, self.abi = view.number, view.patients, view.seed, view.abi
        self.today = to_iso(view.today)
        self.has_ids = bool(view.has_ids)
        self.before_kind = next(name for name, kind in BEFORE.items() if kind == view.before_kind)
        policy = io.BytesIO()
        sink = Sink(policy)
        call("cpw_policy_write", view.policy, C.byref(sink.c))
        self.policy = Policy.read(policy.getvalue())
        self._view = view

    def __del__(self):
        if getattr(self, "_handle", None) and lib is not None:
            lib.cpw_audit_record_free(self._handle)
            self._handle = None

    @property
    def rows(self):
        """The places that the record keeps, the first first."""
        view = self._view
        return [
            Row(k + 1, view.id[k].decode(), view.before[k] or None, view.score[k]) for k in range(view.rows)
        ]

    @property
    def overrides(self):
        """What persons decided, with the place without any override and the place that came of all."""
        view, tiers, categories = self._view, self.policy.tiers, categories_of(self.policy)
        found = []
        for o in view.overrides[: view.override_count] if view.override_count else []:
            value, column = o.value, None if o.column is None else o.column.decode()
            if o.kind == low.CPW_OVERRIDE_TIER:
                value = tiers[int(value)].name
            elif column in categories and value == value:
                value = categories[column][int(value)]
            found.append(Override(KINDS[o.kind], o.id.decode(), value, column, o.actor.decode(), o.reason.decode(),
                                  to_iso(o.date), o.before or None, o.after))
        return found

    def replay(self, patients, before=None, threads=1):
        """Ranks the list anew by the record's policy and overrides and compares every byte."""
        patients = ranked(self.policy, patients)
        places = None if before is None else _before(before, patients.c.patients)[1]
        run, out = Run(threads=threads), low.cpw_audit_replayed()
        run.call("cpw_audit_replay", self._handle, C.byref(patients.c), places, run.pointer, None, C.byref(out))
        return Replay(
            out.outcome == low.CPW_AUDIT_SAME, OUTCOMES[out.outcome], bool(out.same_library), out.line or None,
            out.place or None, out.message.decode("utf-8", "replace"),
        )

    def __repr__(self):
        return f"<Record {self.number}: {self.patients} patients, {self.time}, {self.actor}>"
