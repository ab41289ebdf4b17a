"""The ballots of a participatory budget: Pabulib .pb files read, written, and made from tables.

    from carepath import pabulib, vote
    town = pabulib.read("town.pb")
    town.meta["description"], town.budget, len(town.voters)
    vote.winners(town.election(), "equal_shares", completion="add1")
    labels, group_of = town.groups("sex")
"""
import ctypes as C
import io
import os
import warnings

from . import _lowlevel as low
from ._library import call, lib, text
from ._memory import choice, new_integers, structure
from ._streams import Sink, Source
from .errors import InvalidError, NotFoundError
from .vote import Election

VOTE_TYPES = {
    "approval": low.CPW_PABULIB_APPROVAL,
    "choose-1": low.CPW_PABULIB_CHOOSE_ONE,
    "cumulative": low.CPW_PABULIB_CUMULATIVE,
    "scoring": low.CPW_PABULIB_SCORING,
    "ordinal": low.CPW_PABULIB_ORDINAL,
}
SECTIONS = {"meta": low.CPW_PABULIB_META, "projects": low.CPW_PABULIB_PROJECTS, "votes": low.CPW_PABULIB_VOTES}
CARE = {"warn": low.CPW_PABULIB_WARN, "error": low.CPW_PABULIB_ERROR}


class File:
    """What `read` and `from_tables` give. Amounts are whole numbers of 1/unit, points of 1/points_unit."""

    def __init__(self, handle):
        self._handle = handle
        self._view = lib.cpw_pabulib_view(handle).contents
        if self._view.warnings:
            more = f" (and {self._view.warnings - 1} more)" if self._view.warnings > 1 else ""
            warnings.warn(self._view.warning.decode() + more, stacklevel=3)

    def __del__(self):
        if getattr(self, "_handle", None) and lib is not None:
            lib.cpw_pabulib_free(self._handle)
            self._handle = None

    @property
    def vote_type(self):
        return next(name for name, number in VOTE_TYPES.items() if number == self._view.vote_type)

    @property
    def unit(self):
        return int(self._view.unit)

    @property
    def points_unit(self):
        return int(self._view.points_unit)

    @property
    def budget(self):
        return int(self._view.budget)

    @property
    def warnings(self):
        """How many counts differ from what the file says of itself."""
        return int(self._view.warnings)

    @property
    def projects(self):
        """Ids in the order of the file."""
        return [self._view.project[p].decode() for p in range(self._view.projects)]

    @property
    def cost(self):
        return [int(self._view.cost[p]) for p in range(self._view.projects)]

    @property
    def voters(self):
        """Ids in the order of the file."""
        return [self._view.voter[v].decode() for v in range(self._view.voters)]

    @property
    def ballot_of(self):
        """The ballot of each voter."""
        return list(self._view.ballot_of[: self._view.voters])

    @property
    def ballots(self):
        """Different ballots: {project: points}, with `weight` voters each."""
        v, ids = self._view, self.projects
        return [
            {ids[v.choice[i]]: int(v.points[i]) for i in range(v.start[b], v.start[b + 1])} for b in range(v.ballots)
        ]

    @property
    def weight(self):
        return list(self._view.weight[: self._view.ballots])

    @property
    def meta(self):
        """META as a dict of texts; of a repeated key the first value."""
        section = self._view.section[low.CPW_PABULIB_META]
        rows = range(section.rows - 1, -1, -1)
        pairs = [
            (section.cells[r * section.columns].decode(), section.cells[r * section.columns + 1].decode()) for r in rows
        ]
        return dict(reversed(list(dict(pairs).items())))

    def columns(self, section):
        """Names of the columns of "meta", "projects" or "votes"."""
        part = self._view.section[choice(section, "section", SECTIONS)]
        return [part.names[c].decode() for c in range(part.columns)]

    def column(self, section, name):
        """A column as texts, one a row."""
        at = self._column(section, name)
        part = self._view.section[SECTIONS[section]]
        return [part.cells[r * part.columns + at].decode() for r in range(part.rows)]

    def _column(self, section, name):
        at = lib.cpw_pabulib_column(self._handle, choice(section, "section", SECTIONS), str(name).encode())
        if at < 0:
            raise NotFoundError(f"{section} has no column {name!r}", low.CPW_ENOTFOUND, "column")
        return at

    def groups(self, column):
        """(labels, group of each voter) by a column of the votes, such as "sex"; labels in order."""
        at = self._column("votes", column)
        group_of, pointer = new_integers((int(self._view.voters),))
        _, example = new_integers((int(self._view.voters),))
        count = C.c_int64()
        call("cpw_pabulib_groups", self._handle, at, pointer, example, C.byref(count))
        part = self._view.section[low.CPW_PABULIB_VOTES]
        return [part.cells[example[g] * part.columns + at].decode() for g in range(count.value)], group_of

    def election(self):
        """A carepath.vote.Election over what was read."""
        return Election._of_file(self._handle, self)

    def write(self, file):
        """Write .pb to a path or a file object: what was read, byte for byte."""
        if isinstance(file, (str, os.PathLike)):
            with open(file, "wb") as opened:
                return self.write(opened)
        sink = Sink(file)
        try:
            call("cpw_pabulib_write", self._handle, C.byref(sink.c))
        except Exception:
            if sink.problem is not None:
                raise sink.problem from None
            raise
        return None

    def to_bytes(self):
        """The .pb text."""
        made = io.BytesIO()
        self.write(made)
        return made.getvalue()


def _options(counts, repeated_voters, max_bytes):
    values = {
        "counts": choice(counts, "counts", CARE),
        "repeated_voters": choice(repeated_voters, "repeated_voters", CARE),
    }
    if max_bytes is not None:
        values["max_bytes"] = max_bytes
    return structure(low.cpw_pabulib_options, "pabulib", values)


def _source(file):
    """A path, bytes or binary file object as (Source, what to close)."""
    if isinstance(file, (str, os.PathLike)):
        opened = open(file, "rb")
        return Source(opened), opened
    return Source(io.BytesIO(file) if isinstance(file, bytes) else file), None


def _call(sources, name, *arguments):
    try:
        call(name, *arguments)
    except Exception:
        for source in sources:
            if source.problem is not None:
                raise source.problem from None
        raise


def read(file, counts="warn", repeated_voters="error", max_bytes=None):
    """Read a .pb file: a path, bytes, or a binary file object. `counts`: what to do about num_votes,
    num_projects, votes and score that differ from the rows ("warn" or "error"); `repeated_voters`: about a
    voter_id on two rows. See cpw_pabulib_read."""
    options = _options(counts, repeated_voters, max_bytes)
    handle = C.POINTER(low.cpw_pabulib)()
    if isinstance(file, (str, os.PathLike)):
        call("cpw_pabulib_read_path", text(file), C.byref(options), C.byref(handle))
        return File(handle)
    source, _ = _source(file)
    _call([source], "cpw_pabulib_read", C.byref(source.c), C.byref(options), C.byref(handle))
    return File(handle)


def from_tables(
    projects,
    votes,
    budget,
    vote_type="approval",
    voters=None,
    delimiter=",",
    counts="warn",
    repeated_voters="error",
):
    """Make one from CSV (paths, bytes or binary file objects): projects with project_id and cost, votes in long
    form with voter_id, project_id and points where the vote type has any, voters with further columns. See
    cpw_pabulib_from_tables."""
    if len(delimiter) != 1 or ord(delimiter) > 127:
        raise InvalidError(f"delimiter = {delimiter!r} must be one ASCII character", low.CPW_EINVAL, "delimiter")
    options = _options(counts, repeated_voters, None)
    opened = [_source(file) for file in (projects, votes, voters) if file is not None]
    try:
        tables = structure(
            low.cpw_pabulib_tables,
            "from_tables",
            {"vote_type": choice(vote_type, "vote_type", VOTE_TYPES), "delimiter": ord(delimiter)},
        )
        tables.projects, tables.votes = C.pointer(opened[0][0].c), C.pointer(opened[1][0].c)
        if voters is not None:
            tables.voters = C.pointer(opened[2][0].c)
        tables.budget = str(budget).encode()
        handle = C.POINTER(low.cpw_pabulib)()
        _call(
            [source for source, _ in opened],
            "cpw_pabulib_from_tables",
            C.byref(tables),
            C.byref(options),
            C.byref(handle),
        )
    finally:
        for _, file in opened:
            if file is not None:
                file.close()
    return File(handle)
