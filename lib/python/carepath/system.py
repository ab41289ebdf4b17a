"""An integrated care system: organisations, people, services, lists, capacity, money, policies, shocks and scenarios.

    england = carepath.system.System.read("examples/data/england")
    england.problems()                           # [] or every error at once: file, line, column, rule
    base = england.run()                         # a Result: base["closing"] is (unit, group, period)
    more = england.run(scenario="universal")
    more["total_waited"] - base["total_waited"]
    england.allocate(budget=200_000_000)["spend"]            # the joint optimum, by unit, with its gap
    england.stress(scenario="winter", replications=200)["loss_cvar"]

    small = carepath.system.System(               # tables as rows, columns, data frames or CSV texts
        groups=[{"id": "all"}], organisations=[{"id": "A", "kind": "acute"}], services=[{"id": "eyes"}],
        lists=[{"organisation": "A", "service": "eyes", "group": "all", "waiting": 100, "starts": 8}],
        capacity=[{"organisation": "A", "service": "eyes", "treatments": 12}])

The tables and their columns are those of a folder (docs/reference/system-folder.md). Rows are named by id wherever a
number is asked for: scenario="universal", policies=["pool"], organisation="A". See carepath/system.h and the headers
beside it, and docs/explanation/system.md.
"""
import csv
import ctypes as C
import difflib
import io
import os

from . import _lowlevel as low
from ._cells import put
from ._library import call, lib, text
from ._memory import Doubles, choice, number, structure
from ._run import Run
from ._streams import Sink
from ._whole import Integers
from .errors import DataError, InvalidError
from .ledger import Ledger
from .pathway import _text_of as _csv_of
from .result import Result

TABLES = tuple(lib.cpw_system_table_name(k).decode() for k in range(low.CPW_SYSTEM_TABLES))
LEVERS = {lib.cpw_system_lever_name(k).decode(): k for k in range(low.CPW_LEVERS)}
OUTCOMES = {
    "waited": low.CPW_ALLOCATE_WAITED,
    "health": low.CPW_ALLOCATE_HEALTH,
    "standard": low.CPW_ALLOCATE_STANDARD,
    "tail": low.CPW_ALLOCATE_TAIL,
}
WELFARE = {"sum": low.CPW_ALLOCATE_SUM, "atkinson": low.CPW_ALLOCATE_ATKINSON, "kolm": low.CPW_ALLOCATE_KOLM}
MEASURES = {lib.cpw_system_measure_name(k).decode(): k for k in range(low.CPW_EXPLAIN_MEASURES)}
BY = {
    "all": low.CPW_EXPLAIN_BY_ALL,
    "group": low.CPW_EXPLAIN_BY_GROUP,
    "organisation": low.CPW_EXPLAIN_BY_ORGANISATION,
    "service": low.CPW_EXPLAIN_BY_SERVICE,
}
KINDS = {lib.cpw_system_kind_name(k).decode(): k for k in range(low.CPW_ORG_KINDS)}
LOSSES = {"waited": low.CPW_STRESS_WAITED, "unmet": low.CPW_STRESS_UNMET}
TOTALS = tuple(name for name, _ in low.cpw_system_totals._fields_)


def columns(table):
    """The columns of a table, such as "lists", in the order in which they are written."""
    if table not in TABLES:
        raise InvalidError(f"table {table!r} must be one of {', '.join(TABLES)}", low.CPW_EINVAL, "columns")
    return lib.cpw_system_table_columns(TABLES.index(table)).decode().split(",")


def _csv(table, name):
    """A table as the bytes of a CSV file; an empty one is its header."""
    if not isinstance(table, (bytes, str)) and not hasattr(table, "keys") and not list(table):
        return (",".join(columns(name)) + "\n").encode("utf-8")
    return _csv_of(table, name)


def _length(shape):
    size = 1
    for n in shape:
        size *= n
    return size


def _fill(options, values, lengths):
    """Arrays into an options struct: what is not None becomes memory of the field's kind, of the length that is asked
    for: the library cannot see how long an array is."""
    kinds = dict(options._fields_)
    for field, value in values.items():
        if value is None:
            continue
        kind = kinds[field]._type_
        made = Doubles(value, field) if kind is C.c_double else Integers(value, field, kind)
        if _length(made.shape) != lengths[field]:
            raise InvalidError(
                f"{field} has the shape {made.shape}, expected {lengths[field]} numbers", low.CPW_EINVAL, field
            )
        put(options, field, made)


def _problem(report, k):
    """One problem of a report as a dictionary."""
    found = {"severity": "warning" if report["severity"][k] else "error", "row": int(report["row"][k])}
    labels = report.array("row").coords["problem"]
    for key in ("file", "table", "field", "column", "rule", "message"):
        if key in labels:
            found[key] = labels[key][k]
    if "line" in report:
        found["line"] = int(report["line"][k])
    return found


def _problems(report):
    return [_problem(report, k) for k in range(len(report["row"]))]


class System:
    """A system, checked when it is made; DataError says how many errors there are and names the first, `problems` of the
    error has them all. See cpw_system_read."""

    def __init__(self, name=None, start=None, weeks=None, **tables):
        rows = {"name": name, "start": start, "weeks": weeks}
        if any(value is not None for value in rows.values()):
            tables["settings"] = [{"name": k, "value": v} for k, v in rows.items() if v is not None]
        wrong = [name for name in tables if name not in TABLES]
        if wrong:
            raise InvalidError(f"there is no table {wrong[0]!r}: {', '.join(TABLES)}", low.CPW_EINVAL, "System")
        texts = {name: _csv(table, name) for name, table in tables.items() if table is not None}
        sources = (low.cpw_source * max(len(texts), 1))()
        memory = (low.cpw_text * max(len(texts), 1))()
        names = [f"{name}.csv".encode() for name in texts]
        for k, data in enumerate(texts.values()):
            memory[k] = low.cpw_text(data, len(data), 0)
            call("cpw_text_source", C.byref(memory[k]), names[k], C.byref(sources[k]))
        self._take("cpw_system_read", sources, len(texts))

    def _take(self, function, *arguments):
        book, report = C.POINTER(low.cpw_system_book)(), C.POINTER(low.cpw_result)()
        call(function, *arguments, None, C.byref(book), C.byref(report))
        self._book = book
        self._report = Result(report)
        found = [p for p in _problems(self._report) if p["severity"] == "error"]
        if found or not book:
            first = found[0] if found else {"message": "nothing was read"}
            error = DataError(
                f"{first['message']} ({len(found)} errors in all: see .problems)", low.CPW_EDATA, first.get("file", "")
            )
            error.problems = _problems(self._report)
            raise error

    def __del__(self, free=lib.cpw_system_book_free):
        if getattr(self, "_book", None):
            free(self._book)
            self._book = None

    @classmethod
    def read(cls, folder):
        """Reads a system from the files of a folder."""
        made = cls.__new__(cls)
        made._take("cpw_system_read_folder", text(folder))
        return made

    @property
    def _system(self):
        return lib.cpw_system_book_view(self._book)

    def problems(self):
        """What the check found that is odd but can be run (errors are raised when a system is made)."""
        return _problems(self._report)

    def write(self, folder):
        """Writes the tables that have rows into a folder, which is made if it is not there."""
        os.makedirs(folder, exist_ok=True)
        call("cpw_system_write_folder", self._system, text(folder), None)

    def table(self, name):
        """One table as CSV text."""
        columns(name)
        out = io.BytesIO()
        sink = Sink(out)
        call("cpw_system_write", self._system, TABLES.index(name), C.byref(sink.c))
        return out.getvalue().decode("utf-8")

    def rows(self, name):
        """The rows of a table as dictionaries of texts."""
        return list(csv.DictReader(io.StringIO(self.table(name))))

    def replace(self, **tables):
        """A new system with some of the tables replaced (see System)."""
        given = {name: self.table(name) for name in TABLES if name not in tables}
        return System(**{k: v for k, v in given.items() if v.count("\n") > 1}, **tables)

    def _ids(self, field, count):
        rows = self._system.contents
        return [getattr(rows, field)[k].id.decode() for k in range(getattr(rows, count))]

    @property
    def organisations(self):
        """The ids of the organisations."""
        return self._ids("organisation", "organisations")

    @property
    def services(self):
        """The ids of the services."""
        return self._ids("service", "services")

    @property
    def policies(self):
        """The ids of policies and shocks."""
        return self._ids("policy", "policies")

    @property
    def scenarios(self):
        """The ids of the scenarios."""
        return self._ids("scenario", "scenarios")

    @property
    def groups(self):
        """The names of the groups."""
        rows = self._system.contents
        return [rows.group[k].decode() for k in range(rows.groups)] if rows.group else ["all"]

    @property
    def units(self):
        """The units, (organisation, service) each: the rows of `capacity`."""
        rows = self._system.contents
        where, what = self.organisations, self.services
        return [(where[rows.capacity[k].organisation], what[rows.capacity[k].service]) for k in range(rows.capacities)]

    @property
    def weeks(self):
        """The horizon in weeks."""
        return self._system.contents.weeks

    def _number(self, value, names, kind, none=-1):
        if value is None:
            return none
        if isinstance(value, (str, tuple)):
            if value in names:
                return names.index(value)
            near = difflib.get_close_matches(value, names, 1) if isinstance(value, str) else []
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise InvalidError(f"there is no {kind} {value!r}{hint}", low.CPW_ENOTFOUND, "System")
        return value

    def _scenario(self, value):
        return self._number(value, self.scenarios if value is not None else [], "scenario")

    def _policy_numbers(self, values):
        known = self.policies if values else []
        return [self._number(value, known, "policy") for value in values]

    # ---- runs ------------------------------------------------------------------------------

    def _run_options(self, scenario=None, policies=(), happenings=(), money=None, weeks=None, bands=None, every=None,
                     waits=False):
        values = {"weeks": weeks, "bands": bands, "every": every, "waits": int(waits)}
        options = structure(low.cpw_system_run_options, "run", {k: v for k, v in values.items() if v is not None})
        options.scenario = self._scenario(scenario)
        numbers = self._policy_numbers(policies)
        options.policies = len(numbers)
        _fill(
            options, {"policy": numbers or None, "money": money},
            {"policy": len(numbers), "money": self._system.contents.capacities},
        )
        if happenings:
            known = self.policies
            rows = [
                low.cpw_system_happening(self._number(p, known, "shock"), 0, number(onset, "onset"), number(size, "size"))
                for p, onset, size in happenings
            ]
            options._happened = (low.cpw_system_happening * len(rows))(*rows)
            options.happening = options._happened
            options.happenings = len(rows)
        return options

    def plan(self, **options):
        """A scenario made ready to run: see Plan for what can be asked of it."""
        return Plan(self, **options)

    def run(self, threads=1, progress=None, **options):
        """Runs a scenario by flows; a Result. Options: scenario, policies, happenings [(shock, onset week, size)], money (a
        week, one a unit), weeks, bands, every (weeks in a period), waits. See cpw_system_plan_run."""
        return self.plan(**options).run(threads=threads, progress=progress)

    def replicate(self, replications=100, seed=1, first_replication=0, threads=1, progress=None, **options):
        """Runs a scenario with chance: whole people, shocks that are drawn. See cpw_system_plan_replicate."""
        return self.plan(**options).replicate(
            replications=replications, seed=seed, first_replication=first_replication, threads=threads, progress=progress
        )

    def forecast(self, unit, group=0, waited=0.0, **options):
        """How long one patient still waits. See cpw_system_plan_forecast."""
        return self.plan(**options).forecast(unit, group, waited)

    # ---- money -----------------------------------------------------------------------------

    def allocate(self, budget, outcome="waited", welfare="sum", aversion=None, weight=None, mix=None, lower=None,
                 upper=None, baseline=None, guarantees=(), targets=(), limits=True, prices=True, gap=None, rounds=None,
                 points=None, threads=1, progress=None, **options):
        """The joint optimum of `budget` pounds a year more over the units; a Result with spend, welfare, gap.
        guarantees: (organisation, service, least, most), targets: (organisation, service, share, each); None: all. See
        cpw_system_allocate."""
        return self.plan(**options).allocate(
            budget, outcome=outcome, welfare=welfare, aversion=aversion, weight=weight, mix=mix, lower=lower,
            upper=upper, baseline=baseline, guarantees=guarantees, targets=targets, limits=limits, prices=prices,
            gap=gap, rounds=rounds, points=points, threads=threads, progress=progress,
        )

    # ---- shocks ----------------------------------------------------------------------------

    def _stress_options(self, scenario=None, policies=(), shocks=(), loss="waited", group_weight=None, **values):
        options = structure(low.cpw_system_stress_options, "stress", {k: v for k, v in values.items() if v is not None})
        options.scenario = self._scenario(scenario)
        options.loss = choice(loss, "loss", LOSSES)
        held, drawn = self._policy_numbers(policies), self._policy_numbers(shocks)
        options.policies, options.shocks = len(held), len(drawn)
        _fill(
            options, {"policy": held or None, "shock": drawn or None, "group_weight": group_weight},
            {"policy": len(held), "shock": len(drawn), "group_weight": self._system.contents.groups},
        )
        return options

    def _answer(self, function, options, run, *more):
        out = C.POINTER(low.cpw_result)()
        run.call(function, self._system, C.byref(options), *more, run.pointer, C.byref(out))
        return Result(out)

    def stress(self, replications=100, seed=1, threads=1, progress=None, **options):
        """Loss under shocks: distribution, CVaR, recovery, collapse. Options: scenario, policies, shocks, loss ("waited",
        "unmet"), level, tolerance, collapse, weeks, every. See cpw_system_stress."""
        run = Run(progress, replications=replications, seed=seed, threads=threads)
        return self._answer("cpw_system_stress", self._stress_options(**options), run)

    def margin(self, threads=1, progress=None, **options):
        """How far each unit is from a list that grows without end. See cpw_system_stress_margin."""
        return self._answer("cpw_system_stress_margin", self._stress_options(**options), Run(progress, threads=threads))

    def breaking(self, lever="capacity", threads=1, progress=None, strain=None, **options):
        """The smallest shock that breaks each unit. strain: from, duration, most, precision, recover. See
        cpw_system_stress_break."""
        made = structure(low.cpw_system_strain, "strain", strain or {})
        made.lever = choice(lever, "lever", LEVERS)
        run = Run(progress, threads=threads)
        return self._answer("cpw_system_stress_break", self._stress_options(**options), run, C.byref(made))

    def response(self, policy, lags, replications=100, seed=1, threads=1, progress=None, **options):
        """What a faster response is worth: loss by the lag of a policy. See cpw_system_stress_lag."""
        made = Doubles(lags, "lags")
        run = Run(progress, replications=replications, seed=seed, threads=threads)
        number_of = self._policy_numbers([policy])[0]
        return self._answer(
            "cpw_system_stress_lag", self._stress_options(**options), run, number_of, made.pointer, made.shape[0]
        )

    # ---- who gains, and why ------------------------------------------------------------------

    def frontier(self, money, targeted=1, target="keep", steps=None, split=None, weight=None, people=None, health=None,
                 benefit=None, rise=None, aversion=None, threads=1, progress=None, **options):
        """Universal against targeted use of more money a week, and all between. See cpw_system_frontier."""
        values = {"steps": steps, "weight": weight, "aversion": aversion, "money": money, "targeted": targeted}
        made = structure(
            low.cpw_system_frontier_options, "frontier", {k: v for k, v in values.items() if v is not None}
        )
        made.target = choice(target, "target", {"keep": low.CPW_SYSTEM_TARGET_KEEP, "order": low.CPW_SYSTEM_TARGET_ORDER})
        arrays = {"split": split, "people": people, "health": health, "benefit": benefit, "rise": rise}
        rows = self._system.contents
        lengths = {"people": rows.groups, "health": rows.groups, "benefit": rows.groups, "split": rows.capacities}
        _fill(made, arrays, {**lengths, "rise": low.CPW_SYSTEM_RISE_PIECES})
        made._how = self._run_options(**options)
        made.run = C.pointer(made._how)
        return self._answer("cpw_system_frontier", made, Run(progress, threads=threads))

    def _explain_options(self, measure="waiting", by="all", method="shapley", samples=None, vary=None, level=None,
                         worth=None, **options):
        values = {"samples": samples, "vary": vary, "level": level}
        made = structure(low.cpw_system_explain_options, "explain", {k: v for k, v in values.items() if v is not None})
        made.measure = choice(measure, "measure", MEASURES)
        made.by = choice(by, "by", BY)
        made.method = choice(method, "method", {"shapley": low.CPW_EXPLAIN_SHAPLEY, "order": low.CPW_EXPLAIN_ORDER})
        _fill(made, {"worth": worth}, {"worth": low.CPW_EXPLAIN_MEASURES})
        made._how = self._run_options(**options)
        made.run = C.pointer(made._how)
        return made

    def explain(self, seed=1, threads=1, progress=None, **options):
        """The change from the baseline by policy. Options: scenario, measure, by ("all", "group", "organisation",
        "service"), method ("shapley", "order"). See cpw_system_explain_change."""
        run = Run(progress, seed=seed, threads=threads)
        return self._answer("cpw_system_explain_change", self._explain_options(**options), run)

    def assumptions(self, threads=1, progress=None, **options):
        """Which assumption moves the answer, one by one. See cpw_system_explain_assumptions."""
        run = Run(progress, threads=threads)
        return self._answer("cpw_system_explain_assumptions", self._explain_options(**options), run)

    def information(self, replications=100, seed=1, threads=1, progress=None, **options):
        """What it would be worth to know more before a scenario is chosen. See cpw_system_explain_information."""
        run = Run(progress, replications=replications, seed=seed, threads=threads)
        return self._answer("cpw_system_explain_information", self._explain_options(**options), run)

    def compare(self, scenarios=None, replications=1, seed=1, threads=1, progress=None, **options):
        """Scenarios beside one another ("baseline" is one). See cpw_system_compare."""
        names = ["baseline", *self.scenarios] if scenarios is None else scenarios
        numbers = Integers(
            [-1 if n == "baseline" and n not in self.scenarios else self._scenario(n) for n in names], "scenarios", C.c_int32
        )
        run = Run(progress, replications=replications, seed=seed, threads=threads)
        out = C.POINTER(low.cpw_result)()
        made = self._explain_options(**options)
        run.call(
            "cpw_system_compare", self._system, numbers.pointer, len(names), C.byref(made), run.pointer, C.byref(out)
        )
        return Result(out)

    def conservation(self, run):
        """Whether the people of a run add up, by organisation. See cpw_system_explain_conservation."""
        out = C.POINTER(low.cpw_result)()
        call("cpw_system_explain_conservation", self._system, run._owner.handle, None, C.byref(out))
        return Result(out)

    def bases(self):
        """What figures rest on: published, derived, assumed. See cpw_system_explain_bases."""
        out = C.POINTER(low.cpw_result)()
        call("cpw_system_explain_bases", self._system, None, C.byref(out))
        return Result(out)

    def scorecard(self, run, kind="place", **values):
        """A public scorecard of places with the limits of chance. See cpw_system_scorecard."""
        made = structure(low.cpw_system_scorecard_options, "scorecard", values)
        made.kind = choice(kind, "kind", KINDS)
        out = C.POINTER(low.cpw_result)()
        call("cpw_system_scorecard", self._system, run._owner.handle, C.byref(made), C.byref(out))
        return Result(out)

    def digest(self):
        """SHA-256 of the inputs, whatever the order of their rows."""
        text_of = C.create_string_buffer(low.CPW_SHA256_CHARS)
        call("cpw_system_digest", self._system, None, text_of)
        return text_of.value.decode()

    def audit(self, replications=1, seed=1, threads=1, progress=None, **options):
        """What is needed to make a run again, and the digests that show that it was. See cpw_system_audit."""
        run = Run(progress, replications=replications, seed=seed, threads=threads)
        return self._answer("cpw_system_audit", self._run_options(**options), run)

    # ---- money ------------------------------------------------------------------------------

    def _money_options(self, without=None, regime=None, activity=None, plan=None, income=None, **values):
        made = structure(low.cpw_system_money_options, "money", values)
        if without is not None:
            made.without = choice(without, "without", KINDS)
        if regime is not None:
            made._regime = text(regime)
            made.regime = made._regime
        rows = self._system.contents
        lengths = {"activity": made.years * rows.capacities, "plan": rows.capacities, "income": rows.funds}
        _fill(made, {"activity": activity, "plan": plan, "income": income}, lengths)
        return made

    def ledger(self, **options):
        """(Ledger, report): every pound of the funds and payments. Options: years, overhead, without (a kind of organisation),
        absorbed, regime, transaction, activity, income. See cpw_system_ledger."""
        handle, out = C.POINTER(low.cpw_ledger)(), C.POINTER(low.cpw_result)()
        call("cpw_system_ledger", self._system, C.byref(self._money_options(**options)), C.byref(handle), C.byref(out))
        return Ledger(handle), Result(out)

    def trace(self, fund, **options):
        """Every pound from a source to where it ends; None: of all sources. See cpw_system_trace."""
        out = C.POINTER(low.cpw_result)()
        known = self._ids("fund", "funds") if fund is not None else []
        call(
            "cpw_system_trace", self._system, C.byref(self._money_options(**options)),
            self._number(fund, known, "fund"), C.byref(out),
        )
        return Result(out)

    def layers(self, **options):
        """What each layer of organisations costs, and what removing it would release. See cpw_system_layers."""
        out = C.POINTER(low.cpw_result)()
        call("cpw_system_layers", self._system, C.byref(self._money_options(**options)), C.byref(out))
        return Result(out)

    # ---- people and organisations -----------------------------------------------------------

    def demand(self, week=0.0):
        """Need, and where it goes, in full. See cpw_system_demand_describe."""
        out = C.POINTER(low.cpw_result)()
        call("cpw_system_demand_describe", self._system, number(week, "week"), None, None, C.byref(out))
        return Result(out)

    def holdings(self, week=0.0):
        """People, lists and capacity of every organisation with all below it. See cpw_system_holdings."""
        out = C.POINTER(low.cpw_result)()
        call("cpw_system_holdings", self._system, number(week, "week"), None, C.byref(out))
        return Result(out)

    def layer_sizes(self, week=0.0):
        """How many organisations there are at each depth, and what they cost to run. See cpw_system_depths."""
        out = C.POINTER(low.cpw_result)()
        call("cpw_system_depths", self._system, number(week, "week"), None, C.byref(out))
        return Result(out)

    def __repr__(self):
        rows = self._system.contents
        return (
            f"<carepath.system.System: {rows.organisations} organisations, {rows.services} services, "
            f"{rows.capacities} units, {rows.groups} groups>"
        )


class Plan:
    """A scenario made ready to run. See cpw_system_plan_new."""

    def __init__(self, system, **options):
        self._kept = (system, system._run_options(**options))
        self.system = system
        self._handle = C.POINTER(low.cpw_system_plan)()
        call("cpw_system_plan_new", system._system, C.byref(self._kept[1]), C.byref(self._handle))
        rows = system._system.contents
        self.units, self.groups = rows.capacities, rows.groups

    def __del__(self, free=lib.cpw_system_plan_free):
        if getattr(self, "_handle", None):
            free(self._handle)
            self._handle = None

    def _answer(self, function, run, *more):
        out = C.POINTER(low.cpw_result)()
        run.call(function, self._handle, *more, run.pointer, C.byref(out))
        return Result(out)

    def run(self, threads=1, progress=None):
        """By flows; a Result."""
        return self._answer("cpw_system_plan_run", Run(progress, threads=threads))

    def replicate(self, replications=100, seed=1, first_replication=0, threads=1, progress=None):
        """With chance; a Result."""
        run = Run(
            progress, replications=replications, seed=seed, first_replication=first_replication, threads=threads
        )
        return self._answer("cpw_system_plan_replicate", run)

    def totals(self, money=None, threads=1, progress=None):
        """{name: (unit, group) nested lists}: what came of every list, with more money a week for each unit."""
        given = None if money is None else Doubles(money, "money", (self.units,))
        out = (low.cpw_system_totals * max(self.units * self.groups, 1))()
        run = Run(progress, threads=threads)
        run.call(
            "cpw_system_plan_totals", self._handle, None, self.units, None if given is None else given.pointer,
            run.pointer, out,
        )
        flat = {name: [getattr(out[k], name) for k in range(self.units * self.groups)] for name in TOTALS}
        return {k: [v[u * self.groups : (u + 1) * self.groups] for u in range(self.units)] for k, v in flat.items()}

    def capacity(self, unit, week=0, money=0.0):
        """Treatments of a unit in a week, with more money a week."""
        return lib.cpw_system_plan_capacity(self._handle, self._unit(unit), week, money)

    def block(self, unit):
        """The first unit of those that share people or capacity with this one."""
        return lib.cpw_system_plan_block(self._handle, self._unit(unit))

    def _unit(self, unit):
        return self.system._number(unit, self.system.units if isinstance(unit, tuple) else [], "unit")

    def forecast(self, unit, group=0, waited=0.0):
        """How long one patient of a unit (its number, or (organisation, service)) and group still waits."""
        out = C.POINTER(low.cpw_result)()
        of = self.system._number(group, self.system.groups if isinstance(group, str) else [], "group")
        call("cpw_system_plan_forecast", self._handle, self._unit(unit), of, number(waited, "waited"), C.byref(out))
        return Result(out)

    def allocate(self, budget, outcome="waited", welfare="sum", guarantees=(), targets=(), limits=True, prices=True,
                 weight=None, mix=None, lower=None, upper=None, baseline=None, threads=1, progress=None, **values):
        """The joint optimum: see System.allocate."""
        given = {k: v for k, v in values.items() if v is not None}
        options = structure(low.cpw_system_allocate_options, "allocate", {"budget": budget, **given})
        options.outcome = choice(outcome, "outcome", OUTCOMES)
        options.welfare = choice(welfare, "welfare", WELFARE)
        options.limits, options.prices = int(limits), int(prices)
        arrays = {"weight": weight, "mix": mix, "lower": lower, "upper": upper, "baseline": baseline}
        lengths = {"weight": self.groups, "mix": low.CPW_ALLOCATE_OUTCOMES}
        _fill(options, arrays, {**lengths, "lower": self.units, "upper": self.units, "baseline": self.units})
        s = self.system
        where = s.organisations if guarantees or targets else []
        what = s.services if guarantees or targets else []

        def place(o, v):
            return s._number(o, where, "organisation"), s._number(v, what, "service")

        kept = [low.cpw_system_guarantee(*place(o, v), least, most) for o, v, least, most in guarantees]
        sought = [
            low.cpw_system_target(*place(o, v), int(each), 0, float("nan") if share is None else share)
            for o, v, share, each in targets
        ]
        if kept:
            options._rows = (low.cpw_system_guarantee * len(kept))(*kept)
            options.guarantee, options.guarantees = options._rows, len(kept)
        if sought:
            options._aims = (low.cpw_system_target * len(sought))(*sought)
            options.target, options.targets = options._aims, len(sought)
        return self._answer("cpw_system_allocate", Run(progress, threads=threads), C.byref(options))
