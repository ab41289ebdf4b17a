"""What citizens say matters: rules that turn ballots over projects with costs into the projects a budget
pays for.

    election = carepath.vote.Election.read("city.pb")
    out = carepath.vote.run(election, "equal_shares", completion="add1u")
    carepath.vote.winners(election, "phragmen")         # ids in the order of selection

    election = carepath.vote.Election(cost=[60, 30, 30], budget=100,
                                      ballots=[["a", "b"], ["c"]], ids=["a", "b", "c"], multiplicity=[3, 2])
"""
import ctypes as C
import os

from . import _lowlevel as low
from ._library import call, lib
from ._memory import choice, structure, whole
from ._run import Run
from .errors import InvalidError
from .result import Result

RULES = {
    "equal_shares": low.CPW_VOTE_EQUAL_SHARES,
    "greedy": low.CPW_VOTE_GREEDY,
    "welfare": low.CPW_VOTE_WELFARE,
    "phragmen": low.CPW_VOTE_PHRAGMEN,
    "overspending": low.CPW_VOTE_OVERSPENDING,
    "exact_equal_shares": low.CPW_VOTE_EXACT_EQUAL_SHARES,
}
SATISFACTIONS = {
    "cost": low.CPW_VOTE_COST,
    "cardinality": low.CPW_VOTE_CARDINALITY,
    "points": low.CPW_VOTE_POINTS,
}
COMPLETIONS = {
    "alone": low.CPW_VOTE_ALONE,
    "add1": low.CPW_VOTE_ADD1,
    "add1u": low.CPW_VOTE_ADD1U,
    "utilitarian": low.CPW_VOTE_UTILITARIAN,
    "add_opt": low.CPW_VOTE_ADD_OPT,
    "add_optu": low.CPW_VOTE_ADD_OPTU,
}
TIES = {
    "max_votes": low.CPW_VOTE_TIE_MAX_VOTES,
    "min_cost": low.CPW_VOTE_TIE_MIN_COST,
    "max_cost": low.CPW_VOTE_TIE_MAX_COST,
    "id": low.CPW_VOTE_TIE_ID,
    "listed": low.CPW_VOTE_TIE_LISTED,
    "random": low.CPW_VOTE_TIE_RANDOM,
}
CONVENTIONS = {"pabutools": low.CPW_VOTE_PABUTOOLS, "equalshares.net": low.CPW_VOTE_EQUALSHARES_NET}
ORDERS = {"per_cost": 0, "total": 1, "votes": 2}
EXHAUSTIVE = {"never": 0, "supported": 1, "all": 2}


class Election:
    """Projects with costs, ballots and a budget. `ballots`: for every ballot the projects it names, as
    indices or ids, or {project: points}; `multiplicity`: how many voters gave each, all 1 where it is not
    given. Money is whole numbers of 1/money_unit, points of 1/points_unit."""

    def __init__(self, cost, ballots, budget, ids=None, multiplicity=None, money_unit=1, points_unit=1):
        costs = _integers(_listed(cost, "cost"), "cost")
        projects = len(costs)
        if ids is not None:
            ids = [str(one) for one in _listed(ids, "ids")]
            if len(ids) != projects:
                raise InvalidError(
                    f"ids has {len(ids)} entries, but there are {projects} projects", low.CPW_EINVAL, "ids"
                )
        first, project, points = _entries(_listed(ballots, "ballots"), ids)
        self.ids = ids
        self._c = structure(
            low.cpw_election,
            "election",
            {
                "projects": projects,
                "ballots": len(first) - 1,
                "budget": budget,
                "money_unit": money_unit,
                "points_unit": points_unit,
            },
        )
        self._keep = []
        self._take("cost", costs)
        self._take("first", first)
        self._take("project", project, C.c_int32)
        if points is not None:
            self._take("points", points)
        if multiplicity is not None:
            self._take("multiplicity", multiplicity, length=len(first) - 1)
        if ids is not None:
            texts = (C.c_char_p * max(projects, 1))(*[one.encode() for one in ids])
            self._keep.append(texts)
            self._c.id = C.cast(texts, type(self._c.id))
        call("cpw_election_check", C.byref(self._c), None)

    def _take(self, name, values, kind=C.c_int64, length=None):
        values = _integers(values, name, kind)
        if length is not None and len(values) != length:
            raise InvalidError(f"{name} has {len(values)} entries, expected {length}", low.CPW_EINVAL, name)
        made = (kind * max(len(values), 1))(*values)
        self._keep.append(made)
        setattr(self._c, name, C.cast(made, C.POINTER(kind)))

    @classmethod
    def read(cls, path):
        """The election in a Pabulib .pb file."""
        handle = C.POINTER(low.cpw_pabulib)()
        call("cpw_pabulib_read_path", os.fsencode(path), None, C.byref(handle))
        return cls._of_file(handle, _Handle(handle))

    @classmethod
    def _of_file(cls, handle, keep):
        """The election of a cpw_pabulib that `keep` keeps."""
        made = cls.__new__(cls)
        made._keep = [keep]
        made._c = structure(low.cpw_election, "election", {})
        call("cpw_pabulib_election", handle, C.byref(made._c))
        made.ids = [made._c.id[p].decode() for p in range(made._c.projects)] if made._c.id else None
        return made

    @property
    def projects(self):
        return int(self._c.projects)

    @property
    def ballots(self):
        """Different ballots."""
        return int(self._c.ballots)

    @property
    def budget(self):
        return int(self._c.budget)

    @property
    def money_unit(self):
        return int(self._c.money_unit)

    @property
    def points_unit(self):
        return int(self._c.points_unit)

    @property
    def cost(self):
        return [int(self._c.cost[p]) for p in range(self.projects)]

    def name(self, project):
        """Its id, or its index where there are no ids."""
        return self.ids[project] if self.ids is not None else project

    def tally(self):
        """{"votes": [...], "points": [...], "voters": n}: of each project, and in all."""
        votes, points = (C.c_int64 * max(self.projects, 1))(), (C.c_int64 * max(self.projects, 1))()
        voters = C.c_int64()
        call("cpw_election_tally", C.byref(self._c), votes, points, C.byref(voters), None)
        n = self.projects
        return {"votes": list(votes)[:n], "points": list(points)[:n], "voters": voters.value}


class _Handle:
    def __init__(self, handle):
        self.handle = handle

    def __del__(self):
        if lib is not None and self.handle:
            lib.cpw_pabulib_free(self.handle)


def _listed(values, name):
    """The values as a list, or an error that names them."""
    try:
        return list(values)
    except TypeError:
        raise InvalidError(f"{name} = {values!r} must be a sequence", low.CPW_EINVAL, name) from None


def _integers(values, name, kind=C.c_int64):
    """Whole numbers to the last digit: money may be beyond what a double holds."""
    values = values.tolist() if hasattr(values, "tolist") else _listed(values, name)
    return [whole(value, f"{name}[{k}]", kind) for k, value in enumerate(values)]


def _entries(ballots, ids):
    number = {one: p for p, one in enumerate(ids)} if ids is not None else {}
    first, project, points = [0], [], []
    weighted = any(isinstance(ballot, dict) for ballot in ballots)
    for row, ballot in enumerate(ballots):
        for one in ballot if isinstance(ballot, dict) else _listed(ballot, f"ballots[{row}]"):
            if isinstance(one, str):
                if one not in number:
                    raise InvalidError(
                        f"ballots[{row}] names {one!r}, which is no project", low.CPW_EINVAL, "ballots"
                    )
                project.append(number[one])
            else:
                project.append(one)
            points.append(ballot[one] if isinstance(ballot, dict) else 1)
        first.append(len(project))
    return first, project, points if weighted else None


def _options(rule, satisfaction, completion, convention, ties, fields):
    named = {"greedy": ORDERS, "exhaustive": EXHAUSTIVE}
    values = {k: choice(v, k, named[k]) if k in named else v for k, v in fields.items()}
    made = structure(low.cpw_vote_options, "vote", {})
    call("cpw_vote_convention", C.byref(made), choice(convention, "convention", CONVENTIONS))
    given = structure(low.cpw_vote_options, "vote", values)
    for key in values:
        setattr(made, key, getattr(given, key))
    made.rule = choice(rule, "rule", RULES)
    made.satisfaction = choice(satisfaction, "satisfaction", SATISFACTIONS)
    made.completion = choice(completion, "completion", COMPLETIONS)
    if ties is not None:
        ties = [ties] if isinstance(ties, str) else _listed(ties, "ties")
        if len(ties) > low.CPW_VOTE_TIE_LENGTH:
            raise InvalidError(
                f"ties has {len(ties)} rules, at most {low.CPW_VOTE_TIE_LENGTH} are taken", low.CPW_EINVAL, "ties"
            )
        numbers = [choice(tie, "ties", TIES) for tie in ties]
        for k in range(low.CPW_VOTE_TIE_LENGTH):
            made.tie[k] = numbers[k] if k < len(numbers) else 0
    return made


def run(
    election,
    rule="equal_shares",
    satisfaction="cost",
    completion="alone",
    convention="pabutools",
    ties=None,
    progress=None,
    **options,
):
    """Run a rule, and say what each project had and lacked. See cpw_vote_run. `ties`: the rules that
    decide between tied projects, first to last, such as ["max_votes", "min_cost", "id"]; options:
    greedy ("per_cost", "total", "votes"), exhaustive ("never", "supported", "all"), whole_start,
    skip_affordable, step, max_steps, tie_seed, details."""
    made = _options(rule, satisfaction, completion, convention, ties, options)
    job = Run(progress)
    out = C.POINTER(low.cpw_result)()
    job.call("cpw_vote_run", C.byref(election._c), C.byref(made), job.pointer, C.byref(out))
    return Result(out)


def select(
    election,
    rule="equal_shares",
    satisfaction="cost",
    completion="alone",
    convention="pabutools",
    ties=None,
    progress=None,
    **options,
):
    """(places, numbers): the place of each project in the order of selection, -1 where it is not
    selected, and {"selected", "cost", "left", ...}. See cpw_vote_select; options as for `run`."""
    made = _options(rule, satisfaction, completion, convention, ties, options)
    job = Run(progress)
    place = (C.c_int32 * max(election.projects, 1))()
    outcome = low.cpw_vote_outcome()
    job.call(
        "cpw_vote_select", C.byref(election._c), C.byref(made), job.pointer, place, C.byref(outcome)
    )
    return list(place)[: election.projects], {name: getattr(outcome, name) for name, _ in outcome._fields_}


def winners(
    election,
    rule="equal_shares",
    satisfaction="cost",
    completion="alone",
    convention="pabutools",
    ties=None,
    progress=None,
    **options,
):
    """The ids (indices where there are none) of the selected projects in the order of selection."""
    place, numbers = select(election, rule, satisfaction, completion, convention, ties, progress, **options)
    order = sorted((k, p) for p, k in enumerate(place) if k >= 0)
    return [election.name(p) for _, p in order]
