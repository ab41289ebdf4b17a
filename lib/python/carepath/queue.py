"""Queueing theory: how long people wait and what capacity a target takes, by formula.

    from carepath import queue
    queue.mmc(arrivals=20, service_rate=0.25, servers=88).mean_wait
    queue.erlang_c(load=[80, 84, 88], servers=90)
    queue.least_servers("wait_tail", arrivals=20, service_rate=0.25, share=0.05, time=1)
    queue.transient(arrivals=2.8, service=1.0, servers=3, times=[1, 10])["number"]

Numbers give numbers; lists and arrays (of one shape, or with NumPy of shapes that broadcast) give
arrays. A model returns Measures: an object with one attribute a measure, and its outcome. Every
formula is there by name as well: queue.evaluate("mmc", arrivals=20, ...), queue.formulae().
What moves over time (transient to tandem_open) takes numbers and lists over time, not arrays of
queues, and returns a Result.
"""
import contextlib
import ctypes as C
import itertools

from . import _lowlevel as low
from ._library import call, lib
from ._memory import Doubles, choice, new_doubles, number, numpy
from ._memory import whole as to_whole
from ._queue_time import (
    STAYS,
    infinite,
    infinite_sinusoid,
    periods,
    sinusoid,
    tandem_open,
    tandem_saturated,
    transient,
    ward,
    weekly,
)
from ._run import Run
from .errors import DomainError, InvalidError, WrongTypeError
from .result import OUTCOMES, Result

LAWS = {
    "exponential": low.CPW_QUEUE_LAW_EXPONENTIAL,
    "deterministic": low.CPW_QUEUE_LAW_DETERMINISTIC,
    "gamma": low.CPW_QUEUE_LAW_GAMMA,
    "hyperexponential": low.CPW_QUEUE_LAW_HYPEREXPONENTIAL,
    "uniform": low.CPW_QUEUE_LAW_UNIFORM,
}
RULES = {"waits_turn": low.CPW_QUEUE_WAITS_TURN, "interrupts": low.CPW_QUEUE_INTERRUPTS}
GOALS = {
    "delay": low.CPW_QUEUE_GOAL_DELAY,
    "wait_tail": low.CPW_QUEUE_GOAL_WAIT_TAIL,
    "mean_wait": low.CPW_QUEUE_GOAL_MEAN_WAIT,
    "loss": low.CPW_QUEUE_GOAL_LOSS,
    "quantile": low.CPW_QUEUE_GOAL_QUANTILE,
}
NAN = float("nan")


def _plain(value):
    return value.tolist() if hasattr(value, "tolist") else value


class Measures:
    """Named numbers, or arrays of one shape, and what came out: m.mean_wait, m["mean_wait"], m.outcome."""

    def __init__(self, values):
        self.__dict__.update(values)

    def __getitem__(self, name):
        return self.__dict__[name]

    def __iter__(self):
        return iter(self.__dict__)

    def __len__(self):
        return len(self.__dict__)

    def keys(self):
        return self.__dict__.keys()

    def __eq__(self, other):
        if not isinstance(other, Measures) or self.keys() != other.keys():
            return False
        return all(_plain(self[k]) == _plain(other[k]) for k in self)

    __hash__ = None

    def __repr__(self):
        return "Measures(" + ", ".join(f"{k}={v!r}" for k, v in self.__dict__.items()) + ")"


# ---------------------------------------------------------------- scalars or arrays ----------------


def _spread(values):
    """(shape, rows): the values of the arguments, position by position."""
    if numpy is not None:
        made = [Doubles(v, k) for k, v in values.items()]
        try:
            arrays = numpy.broadcast_arrays(*[numpy.asarray(m._keep).reshape(m.shape) for m in made])
        except ValueError as problem:
            raise InvalidError(f"{', '.join(values)}: {problem}", low.CPW_EINVAL, "shape") from None
        return arrays[0].shape, list(zip(*[a.ravel().tolist() for a in arrays]))
    made = {k: Doubles(v, k) for k, v in values.items()}
    shapes = {m.shape for m in made.values() if m.shape}
    if len(shapes) > 1:
        raise InvalidError(f"{', '.join(values)} have the shapes {sorted(shapes)}", low.CPW_EINVAL, "shape")
    shape = shapes.pop() if shapes else ()
    size = 1
    for n in shape:
        size *= n
    columns = [itertools.repeat(m._keep[0], size) if not m.shape else list(m._keep) for m in made.values()]
    return shape, list(zip(*columns))


def _gather(shape, numbers):
    """A list of numbers as a number or as an array of the shape."""
    if shape == ():
        return numbers[0]
    view, pointer = new_doubles(shape)
    for i, value in enumerate(numbers):
        pointer[i] = value
    return view


def _scalar(name, **values):
    """A C function of doubles over every position: nan outside its domain."""
    shape, rows = _spread(values)
    function = getattr(lib, name)
    return _gather(shape, [function(*row) for row in rows])


def _structs(name, kind, values, before=(), whole=()):
    """A C function that fills a struct, over every position, as Measures."""
    shape, rows = _spread(values)
    places = [list(values).index(k) for k in whole]
    found = []
    for row in rows:
        row = list(row)
        for i in places:
            row[i] = to_whole(row[i], list(values)[i])
        out = kind()
        call(name, *before, *row, C.byref(out))
        found.append(out)
    fields = [k for k, _ in kind._fields_ if k not in ("outcome", "reserved")]
    made = {k: _gather(shape, [getattr(f, k) for f in found]) for k in fields}
    if any(k == "outcome" for k, _ in kind._fields_):
        outcomes = [OUTCOMES.get(f.outcome, "unknown") for f in found]
        made["outcome"] = outcomes[0] if shape == () else outcomes
    return Measures(made)


# ---------------------------------------------------------------- Erlang and M/M/... ---------------


def erlang_b(load, servers):
    """Chance that all servers are busy when nobody may wait; servers whole or not."""
    return _scalar("cpw_queue_erlang_b", load=load, servers=servers)


def erlang_c(load, servers):
    """Chance of having to wait when everybody waits until served; servers whole or not."""
    return _scalar("cpw_queue_erlang_c", load=load, servers=servers)


def log_erlang_b(load, servers):
    """Natural logarithm of erlang_b."""
    return _scalar("cpw_queue_log_erlang_b", load=load, servers=servers)


def log_erlang_c(load, servers):
    """Natural logarithm of erlang_c."""
    return _scalar("cpw_queue_log_erlang_c", load=load, servers=servers)


def erlang_b_slopes(load, servers):
    """value, by_load, by_servers of erlang_b."""
    values = {"load": load, "servers": servers}
    return _structs("cpw_queue_erlang_b_slopes", low.cpw_queue_slopes, values)


def erlang_c_slopes(load, servers):
    """value, by_load, by_servers of erlang_c."""
    values = {"load": load, "servers": servers}
    return _structs("cpw_queue_erlang_c_slopes", low.cpw_queue_slopes, values)


def mmc(arrivals, service_rate, servers):
    """M/M/c: everybody waits until served. See cpw_queue_mmc."""
    values = {"arrivals": arrivals, "service_rate": service_rate, "servers": servers}
    return _structs("cpw_queue_mmc", low.cpw_queue_measures, values)


def mmc_wait_tail(arrivals, service_rate, servers, time):
    """Chance that somebody waits longer than a time in M/M/c."""
    return _scalar(
        "cpw_queue_mmc_wait_tail", arrivals=arrivals, service_rate=service_rate, servers=servers, time=time
    )


def mmc_wait_quantile(arrivals, service_rate, servers, share=0.92):
    """The wait that a share of people do not exceed in M/M/c."""
    return _scalar(
        "cpw_queue_mmc_wait_quantile", arrivals=arrivals, service_rate=service_rate, servers=servers, share=share
    )


def mmc_stay_tail(arrivals, service_rate, servers, time):
    """Chance that somebody stays (wait and service) longer than a time in M/M/c."""
    return _scalar(
        "cpw_queue_mmc_stay_tail", arrivals=arrivals, service_rate=service_rate, servers=servers, time=time
    )


def mmc_wait_slopes(arrivals, service_rate, servers):
    """The mean wait in M/M/c with its derivatives: value, by_arrivals, by_service_rate, by_servers."""
    values = {"arrivals": arrivals, "service_rate": service_rate, "servers": servers}
    return _structs("cpw_queue_mmc_wait_slopes", low.cpw_queue_wait_slopes, values)


def mmck(arrivals, service_rate, servers, room):
    """M/M/c/K: who finds the room (people in service included) full is turned away."""
    values = {"arrivals": arrivals, "service_rate": service_rate, "servers": servers, "room": room}
    return _structs("cpw_queue_mmck", low.cpw_queue_measures, values, whole=("servers", "room"))


def abandon(arrivals, service_rate, servers, patience_rate):
    """Erlang A: people who wait leave at a rate. See cpw_queue_abandon."""
    values = {
        "arrivals": arrivals,
        "service_rate": service_rate,
        "servers": servers,
        "patience_rate": patience_rate,
    }
    return _structs("cpw_queue_abandon", low.cpw_queue_measures, values)


def abandon_wait_tail(arrivals, service_rate, servers, patience_rate, time):
    """Chance that somebody is still waiting after a time in Erlang A."""
    return _scalar(
        "cpw_queue_abandon_wait_tail",
        arrivals=arrivals,
        service_rate=service_rate,
        servers=servers,
        patience_rate=patience_rate,
        time=time,
    )


def abandon_offered_tail(arrivals, service_rate, servers, patience_rate, time):
    """Chance that one with endless patience would wait longer than a time in Erlang A."""
    return _scalar(
        "cpw_queue_abandon_offered_tail",
        arrivals=arrivals,
        service_rate=service_rate,
        servers=servers,
        patience_rate=patience_rate,
        time=time,
    )


# ---------------------------------------------------------------- other laws -----------------------


def mg1(arrivals, m1, m2, m3=NAN):
    """M/G/1: one server, services by their first three moments."""
    values = {"arrivals": arrivals, "m1": m1, "m2": m2, "m3": m3}
    return _structs("cpw_queue_mg1", low.cpw_queue_measures, values)


def md1_wait_within(arrivals, service_time, time):
    """Chance that somebody waits no longer than a time in M/D/1."""
    return _scalar("cpw_queue_md1_wait_within", arrivals=arrivals, service_time=service_time, time=time)


def md1_wait_tail(arrivals, service_time, time):
    """Chance that somebody waits longer than a time in M/D/1."""
    return _scalar("cpw_queue_md1_wait_tail", arrivals=arrivals, service_time=service_time, time=time)


def mdc(arrivals, service_time, servers):
    """M/D/c: equal services at several servers, exactly."""
    values = {"arrivals": arrivals, "service_time": service_time, "servers": servers}
    return _structs("cpw_queue_mdc", low.cpw_queue_measures, values, whole=("servers",))


def mdc_wait_tail(arrivals, service_time, servers, time):
    """Chance that somebody waits longer than a time in M/D/c; many times of one queue in one go."""
    values = {"arrivals": arrivals, "service_time": service_time, "servers": servers, "time": time}
    shape, rows = _spread(values)
    found, queues = [NAN] * len(rows), {}
    for place, (*one, _) in enumerate(rows):
        queues.setdefault(tuple(one), []).append(place)
    for (rate, length, count), places in queues.items():
        times = Doubles([rows[place][3] for place in places], "time")
        view, pointer = new_doubles((len(places),))
        count = to_whole(count, "servers")
        call("cpw_queue_mdc_wait_tail", rate, length, count, times.pointer, len(places), None, pointer)
        for place, chance in zip(places, view):
            found[place] = float(chance)
    return _gather(shape, found)


def _own_law(law, problems):
    """A cpw_queue_transform that calls `law`; what that raises is kept, and NaN stops the library."""

    def value(_context, s):
        try:
            return NAN if problems else number(law(s), f"law({s!r})")
        except BaseException as problem:  # KeyboardInterrupt too: nothing may be lost in the library
            problems.append(problem)
            return NAN

    made = low.cpw_queue_transform()
    made.value = low.cpw_queue_transform_value_t(value)
    return made


@contextlib.contextmanager
def _raising(problems):
    """Raises again what the caller's code raised, once the library has returned."""
    try:
        yield
    except Exception:
        if not problems:
            raise
    if problems:
        raise problems[0] from None


def gim1(arrivals, service_rate, law="gamma", arrival_scv=1.0):
    """GI/M/1: arrivals of any law. `law` is a name of LAWS, or a function: E[exp(-s T)] of s, T the time
    between arrivals, whose mean must be 1 / arrivals (to 1 %). What it raises is raised again."""
    values = {"arrivals": arrivals, "arrival_scv": arrival_scv, "service_rate": service_rate}
    if not callable(law):
        code = choice(law, "law", LAWS)
        return _structs("cpw_queue_gim1", low.cpw_queue_measures, values, before=(code,))
    problems = []
    made = _own_law(law, problems)
    del values["arrival_scv"]
    with _raising(problems):
        return _structs("cpw_queue_gim1_transform", low.cpw_queue_measures, values, before=(C.byref(made),))


def gim1_wait_tail(arrivals, service_rate, time, law="gamma", arrival_scv=1.0):
    """Chance that somebody waits longer than a time in GI/M/1; `law` as in gim1."""
    values = {"arrivals": arrivals, "arrival_scv": arrival_scv, "service_rate": service_rate, "time": time}
    shape, rows = _spread(values)
    if not callable(law):
        code = choice(law, "law", LAWS)
        return _gather(shape, [lib.cpw_queue_gim1_wait_tail(code, *row) for row in rows])
    return _gather(shape, [_own_tail(gim1(rate, service, law), t) for rate, _, service, t in rows])


def _own_tail(m, time):
    """Waits of those who wait are exponential, with the mean of stays."""
    if not time >= 0.0:
        return NAN
    return m.wait_chance * (1.0 if m.outcome == "unstable" else lib.cpw_math_exp(-time / m.mean_stay))


def allen_cunneen(arrivals, service_rate, servers, arrival_scv=1.0, service_scv=1.0):
    """Approximation of the mean wait in GI/G/c by Allen and Cunneen."""
    return _scalar(
        "cpw_queue_allen_cunneen",
        arrivals=arrivals,
        service_rate=service_rate,
        servers=servers,
        arrival_scv=arrival_scv,
        service_scv=service_scv,
    )


def kraemer(arrivals, service_rate, servers, arrival_scv=1.0, service_scv=1.0):
    """Approximation of the mean wait in GI/G/c with the factor of Kraemer and Langenbach-Belz."""
    return _scalar(
        "cpw_queue_kraemer",
        arrivals=arrivals,
        service_rate=service_rate,
        servers=servers,
        arrival_scv=arrival_scv,
        service_scv=service_scv,
    )


def cosmetatos_mdc(arrivals, service_rate, servers):
    """Approximation of the mean wait in M/D/c by Cosmetatos."""
    return _scalar(
        "cpw_queue_cosmetatos_mdc", arrivals=arrivals, service_rate=service_rate, servers=servers
    )


def cosmetatos_mgc(arrivals, service_rate, servers, service_scv):
    """Approximation of the mean wait in M/G/c by Cosmetatos."""
    return _scalar(
        "cpw_queue_cosmetatos_mgc",
        arrivals=arrivals,
        service_rate=service_rate,
        servers=servers,
        service_scv=service_scv,
    )


def kimura_mgc(arrivals, service_rate, servers, service_scv):
    """Approximation of the mean wait in M/G/c by Kimura."""
    return _scalar(
        "cpw_queue_kimura_mgc",
        arrivals=arrivals,
        service_rate=service_rate,
        servers=servers,
        service_scv=service_scv,
    )


# ---------------------------------------------------------------- classes and networks -------------


def _classes(values, names=("mean_wait", "mean_stay", "wait_second")):
    """(how many, what comes in, what goes out) of lists over classes; a number stands for each class."""
    made = {k: Doubles(v, k) for k, v in values.items()}
    first = next((k for k, m in made.items() if m.shape), next(iter(values)))
    shape = made[first].shape
    if len(shape) != 1:
        raise InvalidError(f"{first} has the shape {shape}, expected one dimension", low.CPW_EINVAL, first)
    for k, m in made.items():
        if m.shape == ():
            made[k] = Doubles([float(values[k])] * shape[0], k)
        made[k]._check(k, shape)
    return shape[0], made, {k: new_doubles(shape) for k in names}


def _waits(out, overall):
    made = {k: view for k, (view, _) in out.items()}
    made["overall"] = overall.value
    endless = [not w < float("inf") for w in made["mean_wait"]]
    made["outcomes"] = [OUTCOMES[low.CPW_OUTCOME_UNSTABLE if e else low.CPW_OUTCOME_OK] for e in endless]
    made["outcome"] = OUTCOMES[low.CPW_OUTCOME_UNSTABLE if any(endless) else low.CPW_OUTCOME_OK]
    return Measures(made)


def priority_mmc(arrivals, service_rate, servers, rule="waits_turn"):
    """M/M/c with classes of fixed priority, the first class first. See cpw_queue_priority_mmc."""
    n, made, out = _classes({"arrivals": arrivals})
    overall = C.c_double()
    call(
        "cpw_queue_priority_mmc",
        made["arrivals"].pointer,
        n,
        number(service_rate, "service_rate"),
        number(servers, "servers"),
        choice(rule, "rule", RULES),
        *[pointer for _, pointer in out.values()],
        None,
        C.byref(overall),
    )
    return _waits(out, overall)


def priority_mg1(arrivals, m1, m2, m3=None, rule="waits_turn"):
    """M/G/1 with classes of fixed priority, the first class first. See cpw_queue_priority_mg1."""
    values = {"arrivals": arrivals, "m1": m1, "m2": m2}
    if m3 is not None:
        values["m3"] = m3
    n, made, out = _classes(values)
    overall = C.c_double()
    call(
        "cpw_queue_priority_mg1",
        made["arrivals"].pointer,
        made["m1"].pointer,
        made["m2"].pointer,
        made["m3"].pointer if m3 is not None else None,
        n,
        choice(rule, "rule", RULES),
        *[pointer for _, pointer in out.values()],
        None,
        C.byref(overall),
    )
    return _waits(out, overall)


def accumulating_mg1(arrivals, m1, m2, growth):
    """M/G/1 where priority grows with the wait, the fastest class first."""
    n, made, out = _classes({"arrivals": arrivals, "m1": m1, "m2": m2, "growth": growth}, ("mean_wait",))
    overall = C.c_double()
    pointers = [m.pointer for m in made.values()]
    call("cpw_queue_accumulating_mg1", *pointers, n, out["mean_wait"][1], C.byref(overall), None)
    return _waits(out, overall)


def accumulating_mmc(arrivals, growth, service_rate, servers):
    """M/M/c where priority grows with the wait, the fastest class first."""
    n, made, out = _classes({"arrivals": arrivals, "growth": growth}, ("mean_wait",))
    overall = C.c_double()
    pointers = [m.pointer for m in made.values()]
    call(
        "cpw_queue_accumulating_mmc",
        *pointers,
        n,
        number(service_rate, "service_rate"),
        number(servers, "servers"),
        out["mean_wait"][1],
        C.byref(overall),
        None,
    )
    return _waits(out, overall)


def jackson(arrivals, routing, service_rate, servers):
    """A network of stages M/M/c: Measures of lists over stages, `rate` among them, and `total`."""
    values = {"arrivals": arrivals, "service_rate": service_rate, "servers": servers}
    n, made, out = _classes(values, ("rate",))
    table = Doubles(routing, "routing", (n, n))
    nodes, total = (low.cpw_queue_measures * n)(), low.cpw_queue_measures()
    call(
        "cpw_queue_jackson",
        made["arrivals"].pointer,
        table.pointer,
        made["service_rate"].pointer,
        made["servers"].pointer,
        n,
        None,
        out["rate"][1],
        nodes,
        C.byref(total),
    )
    fields = [k for k, _ in total._fields_ if k not in ("outcome", "reserved")]
    found = {"rate": out["rate"][0]}
    found.update({k: _gather((n,), [getattr(m, k) for m in nodes]) for k in fields})
    found["outcomes"] = [OUTCOMES[m.outcome] for m in nodes]
    found["outcome"] = OUTCOMES[total.outcome]
    found["total"] = Measures({k: getattr(total, k) for k in fields})
    return Measures(found)


# ---------------------------------------------------------------- what a target takes --------------


def least_servers(goal, arrivals, service_rate, share=NAN, time=NAN):
    """The least whole servers that meet a goal of GOALS: servers, limit, reached, before, outcome. All goals
    but mean_wait need a share; wait_tail, mean_wait and quantile a time."""
    values = {"arrivals": arrivals, "service_rate": service_rate, "share": share, "time": time}
    code = choice(goal, "goal", GOALS)
    return _structs("cpw_queue_least_servers", low.cpw_queue_need, values, before=(code,))


def least_capacity(goal, arrivals, service_rate, share=NAN, time=NAN):
    """The least servers, whole or not, that meet a goal of GOALS; see least_servers."""
    values = {"arrivals": arrivals, "service_rate": service_rate, "share": share, "time": time}
    code = choice(goal, "goal", GOALS)
    return _structs("cpw_queue_least_capacity", low.cpw_queue_need, values, before=(code,))


def beds(arrivals, stay, share, waiting=False):
    """The least beds so that all are full with at most a chance; waiting: who finds them full waits."""
    shape, rows = _spread({"stay": stay})
    for (s,) in rows:
        if not 0.0 < s < float("inf"):
            raise DomainError(f"stay = {s} must be finite and > 0", low.CPW_EDOMAIN, "stay")
    rate = _gather(shape, [1.0 / s for (s,) in rows])
    return least_servers("delay" if waiting else "loss", arrivals, rate, share)


def poisson_beds(mean, chance):
    """The least beds that a Poisson number of people exceeds with at most a given chance."""
    return _scalar("cpw_queue_poisson_beds", mean=mean, chance=chance)


def pool(arrivals, servers, service_rate):
    """What lists gain by becoming one. See cpw_queue_pool."""
    n, made, _ = _classes({"arrivals": arrivals, "servers": servers}, ())
    out = low.cpw_queue_pooling()
    rate = number(service_rate, "service_rate")
    call("cpw_queue_pool", made["arrivals"].pointer, made["servers"].pointer, n, rate, C.byref(out))
    found = {k: getattr(out, k) for k, _ in out._fields_ if k not in ("outcome", "reserved")}
    return Measures(dict(found, outcome=OUTCOMES[out.outcome]))


def list_for_share(demand, share=0.92, time=18.0, variability=1.0):
    """Slots and list that keep a share of people within a limit, chance alone making the list."""
    values = {"demand": demand, "share": share, "time": time, "variability": variability}
    return _structs("cpw_queue_list_for_share", low.cpw_queue_list, values)


# ---------------------------------------------------------------- every formula by name ------------


KINDS = {
    low.CPW_QUEUE_NUMBER: "number",
    low.CPW_QUEUE_LIST: "list",
    low.CPW_QUEUE_TABLE: "table",
    low.CPW_QUEUE_CHOICE: "choice",
}


def _words(row, *names):
    """Texts of a C row by name; None where there is none."""
    return {k: None if getattr(row, k) is None else getattr(row, k).decode() for k in names}


def _input(row):
    made = _words(row, "unit", "meaning", "domain", "dimension")
    made["choices"] = row.choices.decode().split("|") if row.choices else None
    made["kind"] = KINDS[row.kind]
    made["required"] = bool(row.required)
    none = row.required or row.dimension or row.missing != row.missing
    made["default"] = None if none else made["choices"][int(row.missing)] if row.choices else row.missing
    return made


def formulae():
    """The formulae by name, as `carepath queue --format=json` has them: {name: {"summary", "source",
    "inputs": {name: {"unit", "meaning", "domain", "dimension", "choices", "kind", "required", "default"}},
    "outputs": {name: {"unit", "meaning", "dimension"}}}}."""
    found = {}
    for i in itertools.count():
        row = lib.cpw_queue_formula_at(i)
        if not row:
            return found
        f = row.contents
        inputs = [f.input[k] for k in range(f.inputs)]
        outputs = [f.output[k] for k in range(f.outputs)]
        found[f.name.decode()] = {
            **_words(f, "summary", "source"),
            "inputs": {r.name.decode(): _input(r) for r in inputs},
            "outputs": {r.name.decode(): _words(r, "unit", "meaning", "dimension") for r in outputs},
        }


def _chosen(formula, inputs):
    """The inputs with the words of choices as their numbers."""
    row = lib.cpw_queue_formula_find(formula.encode())
    known = row.contents if row else None
    made = dict(inputs)
    for k in range(known.inputs if known else 0):
        name = known.input[k].name.decode()
        if known.input[k].choices and isinstance(made.get(name), str):
            words = known.input[k].choices.decode().split("|")
            made[name] = choice(made[name], name, {word: place for place, word in enumerate(words)})
    return made


def evaluate(formula, *, progress=None, **inputs):
    """Any formula by name as a Result with its inputs and outputs; choices by their word, as in
    rule="interrupts", or by number from 0. `progress` as in transient, for formulae over time. See cpw_queue_evaluate."""
    if not isinstance(formula, str):
        raise WrongTypeError(f"formula = {formula!r} must be a name", low.CPW_EINVAL, "formula")
    made = {k: Doubles(v, k) for k, v in _chosen(formula, inputs).items()}
    rows = (low.cpw_queue_value * max(len(made), 1))()
    for row, (name, m) in zip(rows, made.items()):
        row.name = name.encode()
        row.values = m.pointer
        row.length = 1
        for n in m.shape:
            row.length *= n
    out = C.POINTER(low.cpw_result)()
    run = Run(progress)
    run.call("cpw_queue_evaluate_run", formula.encode(), rows, len(made), run.pointer, None, C.byref(out))
    return Result(out)
