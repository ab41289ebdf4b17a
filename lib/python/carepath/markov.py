"""Patients who move between states in continuous time: what rates say of the future, and rates from data.

    from carepath import markov
    rates = [[0, 0.20, 0.05], [0.10, 0, 0.15], [0, 0, 0]]     # per year: well, ill, dead
    markov.probabilities(rates, 5)[0]                         # of the well: where they are in five years
    markov.time_in_states(rates, 10)[0]                       # years well, ill, dead of the next ten
    markov.first_passage(rates, [2])                          # expected years until death

    fit = markov.fit(subject, year, state, moves=[(0, 1), (1, 0), (0, 2), (1, 2)], died=[2])
    fit["rates"], fit["rate_lower"], fit["rate_upper"]

States are numbered from 0. The diagonal of a table of rates is not used.
"""
import ctypes as C

from . import _lowlevel as low
from ._library import call, lib
from ._memory import Doubles, choice, is_list, new_doubles, number, structure, whole
from ._run import Run
from .errors import InvalidError
from .result import Result

#: what a row of a panel says of its state
KINDS = {
    "seen": low.CPW_PANEL_SEEN,
    "moved": low.CPW_PANEL_MOVED,
    "died": low.CPW_PANEL_DIED,
    "censored": low.CPW_PANEL_CENSORED,
}


def hazard_from_probability(p, period=1.0):
    """Rate at which a share p leaves within a period: -log(1 - p) / period."""
    return lib.cpw_hazard_from_probability(number(p, "p"), number(period, "period"))


def probability_from_hazard(rate, period=1.0):
    """Share that leaves within a period at a rate: 1 - exp(-rate period)."""
    return lib.cpw_probability_from_hazard(number(rate, "rate"), number(period, "period"))


def _table(rates):
    made = Doubles(rates, "rates")
    if len(made.shape) != 2 or made.shape[0] != made.shape[1]:
        raise InvalidError(f"rates has the shape {made.shape}, expected a square", low.CPW_EINVAL, "rates")
    return made, made.shape[0]


def _targets(targets, states):
    flags = (C.c_int32 * states)()
    for target in targets if is_list(targets) else [targets]:
        state = whole(target, "targets", C.c_int32)
        if not 0 <= state < states:
            raise InvalidError(f"targets: {state} must be from 0 to {states - 1}", low.CPW_EINVAL, "targets")
        flags[state] = 1
    return flags


def probabilities(rates, time):
    """Chances to be in each state after a time, from each state (n, n). See cpw_markov_probabilities."""
    table, n = _table(rates)
    view, out = new_doubles((n, n))
    call("cpw_markov_probabilities", table.pointer, n, number(time, "time"), None, out)
    return view


def propagate(rates, start, times):
    """People in each state at each of some rising times (times, n). See cpw_markov_propagate."""
    table, n = _table(rates)
    people, times = Doubles(start, "start", (n,)), Doubles(times, "times")
    count = times.shape[0]
    view, out = new_doubles((count, n))
    call("cpw_markov_propagate", table.pointer, n, people.pointer, times.pointer, count, None, out)
    return view


def time_in_states(rates, horizon):
    """Time spent in each state up to a horizon, from each state (n, n). See cpw_markov_time_in_states."""
    table, n = _table(rates)
    view, out = new_doubles((n, n))
    call("cpw_markov_time_in_states", table.pointer, n, number(horizon, "horizon"), None, out)
    return view


def sojourn(rates):
    """Mean time of one stay in each state. See cpw_markov_sojourn."""
    table, n = _table(rates)
    view, out = new_doubles((n,))
    call("cpw_markov_sojourn", table.pointer, n, out)
    return view


def next_state(rates):
    """Chances of the next state (n, n). See cpw_markov_next."""
    table, n = _table(rates)
    view, out = new_doubles((n, n))
    call("cpw_markov_next", table.pointer, n, out)
    return view


def first_passage(rates, targets):
    """Expected time until one of the states `targets` is reached. See cpw_markov_first_passage."""
    table, n = _table(rates)
    view, out = new_doubles((n,))
    call("cpw_markov_first_passage", table.pointer, n, _targets(targets, n), None, out)
    return view


def passage(rates, targets, time):
    """Chance to have been in one of the states `targets` within a time. See cpw_markov_passage."""
    table, n = _table(rates)
    view, out = new_doubles((n,))
    call("cpw_markov_passage", table.pointer, n, _targets(targets, n), number(time, "time"), None, out)
    return view


def stationary(rates):
    """Shares of time in each state in the long run. See cpw_markov_stationary."""
    table, n = _table(rates)
    view, out = new_doubles((n,))
    call("cpw_markov_stationary", table.pointer, n, None, out)
    return view


def absorption(rates):
    """Shares of time in the long run from each state: chances to end there (n, n). See cpw_markov_absorption."""
    table, n = _table(rates)
    view, out = new_doubles((n, n))
    call("cpw_markov_absorption", table.pointer, n, None, out)
    return view


def _numbers(values, name, kind, rows):
    values = values.tolist() if hasattr(values, "tolist") else list(values)
    if rows is not None and len(values) != rows:
        raise InvalidError(f"{name} has {len(values)} rows, expected {rows}", low.CPW_EINVAL, name)
    return (kind * max(len(values), 1))(*[whole(value, f"{name}[{i}]", kind) for i, value in enumerate(values)])


def _subjects(subject):
    """Subjects as they are if they are whole numbers, else numbered in their order."""
    values = subject.tolist() if hasattr(subject, "tolist") else list(subject)
    if not all(isinstance(value, int) for value in values):
        place = {label: i for i, label in enumerate(sorted(set(values)))}
        values = [place[value] for value in values]
    return values


def _texts(labels):
    return (C.c_char_p * max(len(labels), 1))(*[str(label).encode() for label in labels])


class _Panel:
    """cpw_panel over the caller's rows; `died` are states whose every row is a date of death."""

    def __init__(self, subject, time, state, kind, died, possible, covariates):
        self.c = structure(low.cpw_panel, "fit", {})
        subject = _subjects(subject)
        rows = self.c.rows = len(subject)
        self.time = Doubles(time, "time", (rows,))
        state = state.tolist() if hasattr(state, "tolist") else list(state)
        kinds = ["censored" if s == -1 else "died" if s in died else "seen" for s in state] if kind is None else kind
        kinds = [choice(k, f"kind[{i}]", KINDS) for i, k in enumerate(kinds)]
        first = {}
        for i, s in enumerate(subject):
            if s not in first or self.time._keep[i] < self.time._keep[first[s]]:
                first[s] = i
        for i in first.values() if kind is None else ():
            if kinds[i] == low.CPW_PANEL_DIED:
                kinds[i] = low.CPW_PANEL_SEEN
        self.subject = _numbers(subject, "subject", C.c_int64, rows)
        self.state = _numbers(state, "state", C.c_int32, rows)
        self.kind = _numbers(kinds, "kind", C.c_int32, rows)
        self.c.subject, self.c.time = self.subject, self.time.pointer
        self.c.state, self.c.kind = self.state, self.kind
        if possible is not None:
            masks = [sum(1 << s for s in states or ()) for states in possible]
            self.possible = _numbers(masks, "possible", C.c_uint64, rows)
            self.c.possible = self.possible
        if covariates is not None:
            self.covariate = Doubles(covariates, "covariates")
            shape = self.covariate.shape if len(self.covariate.shape) == 2 else (self.covariate.shape[0], 1)
            if shape[0] != rows:
                raise InvalidError(f"covariates has {shape[0]} rows, expected {rows}", low.CPW_EINVAL, "covariates")
            self.c.covariates, self.c.covariate = shape[1], self.covariate.pointer


def fit(
    subject, time, state, *, moves, states=None, kind=None, died=(), possible=None, covariates=None, start=None,
    effect=None, at=None, level=0.95, tolerance=1e-9, iterations=200, state_labels=None, covariate_labels=None,
    threads=1, progress=None,
):
    """Rates of the allowed `moves`, [(from, to), ...], by maximum likelihood from subjects seen in states.

    A row is seen at its time unless its state is in `died` (the exact date; the state before is not known)
    or -1 (not known which of the states `possible`, a list of states a row; None: any that can be left);
    `kind` says it row by row in the words of KINDS. `covariates` (rows, k) act on every move, or on those of
    `effect` (moves, k); rates are given `at` their means. The Result is that of cpw_markov_fit."""
    pairs = [(whole(a, "moves"), whole(b, "moves")) for a, b in moves]
    if states is None:
        states = max((s for pair in pairs for s in pair), default=0) + 1
    panel = _Panel(subject, time, state, kind, died, possible, covariates)
    fields = {"level": level, "tolerance": tolerance, "iterations": iterations}
    options = structure(low.cpw_markov_options, "fit", fields)
    keep = []
    for name, values in (("start", start), ("at", at)):
        if values is not None:
            keep.append(Doubles(values, name))
            setattr(options, name, keep[-1].pointer)
    if effect is not None:
        flat = [x for row in effect for x in (row if is_list(row) else [row])]
        options.effect = _numbers(flat, "effect", C.c_int32, len(pairs) * panel.c.covariates)
    for name, labels in (("state_labels", state_labels), ("covariate_labels", covariate_labels)):
        if labels is not None:
            keep.append(_texts(labels))
            setattr(options, name, C.cast(keep[-1], type(getattr(options, name))))
    sources = _numbers([a for a, _ in pairs], "moves", C.c_int32, None)
    goals = _numbers([b for _, b in pairs], "moves", C.c_int32, None)
    out = C.POINTER(low.cpw_result)()
    run = Run(progress, threads=threads)
    run.call(
        "cpw_markov_fit", C.byref(panel.c), states, sources, goals, len(pairs), C.byref(options), run.pointer,
        C.byref(out),
    )
    return Result(out)
