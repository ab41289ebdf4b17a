"""What came out for whom in a participatory budget.

    from carepath import pabulib, vote, voters
    town = pabulib.read("town.pb")
    election = town.election()
    chosen = vote.winners(election)
    out = voters.outcome(election, chosen, groups="sex", file=town)
    out["exclusion"], out["group_ratio"]
    voters.represented(election, chosen)["violations"]
    voters.without(election, groups="sex", file=town)["lost"]

`groups`: a column of the file's votes, or a label for each voter of `file`, or without a file a label for
each ballot. `selected`: projects by id or index, as carepath.vote.winners gives them.
"""
import ctypes as C

from . import _lowlevel as low
from ._library import call
from ._memory import choice, structure, whole
from ._run import Run
from ._whole import integers, keep, numbered, set_texts
from .errors import InvalidError
from .result import Result
from .vote import SATISFACTIONS, _listed, _options

AXIOMS = {
    "ejr": low.CPW_VOTERS_EJR,
    "ejr_one": low.CPW_VOTERS_EJR_ONE,
    "ejr_any": low.CPW_VOTERS_EJR_ANY,
    "pjr": low.CPW_VOTERS_PJR,
    "pjr_one": low.CPW_VOTERS_PJR_ONE,
    "pjr_any": low.CPW_VOTERS_PJR_ANY,
}
VERDICTS = {
    low.CPW_VOTERS_HOLDS: "holds",
    low.CPW_VOTERS_VIOLATED: "violated",
    low.CPW_VOTERS_UNKNOWN: "unknown",
}


def _place(election, selected):
    number = {name: p for p, name in enumerate(election.ids)} if election.ids is not None else {}
    place = (C.c_int32 * max(election.projects, 1))(*[-1] * max(election.projects, 1))
    for k, one in enumerate(_listed(selected, "selected")):
        at = number.get(one, -1) if isinstance(one, str) else whole(one, f"selected[{k}]")
        if not 0 <= at < election.projects:
            raise InvalidError(f"selected[{k}] = {one!r} is no project", low.CPW_EINVAL, "selected")
        if place[at] >= 0:
            raise InvalidError(f"selected[{k}] = {one!r} is there twice", low.CPW_EINVAL, "selected")
        place[at] = k
    return place


def _groups(election, groups, file, satisfaction):
    options = structure(
        low.cpw_voters_options, "voters", {"satisfaction": choice(satisfaction, "satisfaction", SATISFACTIONS)}
    )
    if groups is None:
        return options
    if isinstance(groups, str):
        if file is None:
            raise InvalidError(f"groups = {groups!r} is a column: give the file too", low.CPW_EINVAL, "groups")
        labels, group_of = file.groups(groups)
        group_of = integers(group_of, "groups")
    else:
        groups = _listed(groups, "groups")
        group_of, labels = numbered(groups, "groups", order=sorted(set(groups), key=str))
    if file is not None:
        ballot_of = integers(file.ballot_of, "ballot_of", group_of.shape[0])
        options.ballot_of, options.voters = ballot_of.pointer, group_of.shape[0]
        keep(options, ballot_of)
    elif group_of.shape[0] != election.ballots:
        raise InvalidError(
            f"groups has {group_of.shape[0]} labels, expected {election.ballots}, one a ballot", low.CPW_EINVAL, "groups"
        )
    options.group_of, options.groups = group_of.pointer, max(len(labels), 1)
    keep(options, group_of)
    if labels:
        set_texts(options, "group_names", labels, len(labels), "groups")
    return options


def outcome(election, selected, groups=None, file=None, satisfaction="cardinality"):
    """Satisfaction by voter and by group, exclusion ratio, Gini, whose money went where. See
    cpw_voters_outcome."""
    options = _groups(election, groups, file, satisfaction)
    out = C.POINTER(low.cpw_result)()
    call("cpw_voters_outcome", C.byref(election._c), _place(election, selected), C.byref(options), C.byref(out))
    return Result(out)


def without(
    election,
    groups,
    file=None,
    rule="equal_shares",
    satisfaction="cost",
    completion="alone",
    convention="pabutools",
    ties=None,
    threads=1,
    progress=None,
    **options,
):
    """What is selected when a group stays away. The rule is given as to carepath.vote.run. See
    cpw_voters_without."""
    made = _options(rule, satisfaction, completion, convention, ties, options)
    grouped = _groups(election, groups, file, "cardinality")
    job = Run(progress, threads=threads)
    out = C.POINTER(low.cpw_result)()
    job.call(
        "cpw_voters_without", C.byref(election._c), C.byref(made), C.byref(grouped), C.byref(job.c), C.byref(out)
    )
    return Result(out)


def represented(election, selected, satisfaction="cost"):
    """EJR+ up to any project, of any size: which projects a group of their supporters may claim. See
    cpw_voters_represented."""
    out = C.POINTER(low.cpw_result)()
    number = choice(satisfaction, "satisfaction", SATISFACTIONS)
    call("cpw_voters_represented", C.byref(election._c), _place(election, selected), number, None, C.byref(out))
    return Result(out)


def justified(election, selected, axiom="ejr_any", satisfaction="cost", most_steps=1000000):
    """{"verdict": "holds", "violated" or "unknown", "set": [...], "group": voters, ...}: extended or
    proportional justified representation by search. See cpw_voters_justified."""
    found = (C.c_int32 * max(election.projects, 1))()
    out = low.cpw_voters_verdict()
    call(
        "cpw_voters_justified",
        C.byref(election._c),
        _place(election, selected),
        choice(axiom, "axiom", AXIOMS),
        choice(satisfaction, "satisfaction", SATISFACTIONS),
        whole(most_steps, "most_steps"),
        found,
        C.byref(out),
        None,
    )
    answer = {name: getattr(out, name) for name, _ in out._fields_ if name != "reserved"}
    answer["verdict"] = VERDICTS[out.verdict]
    answer["set"] = [election.name(p) for p in range(election.projects) if found[p]]
    return answer
