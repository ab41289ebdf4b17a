"""What a care pathway needs, from a log of who was where and when.

    log = carepath.event_log.EventLog.read("examples/data/pathway_log.csv")
    log.durations()["mean"], log.routes()["share"]
    network = log.network()                              # stages, routes, durations, arrivals as they were seen
    log.backtest(split=14)["crps"]

Stays that go on at the end count as at least so long; routes that are not yet known as such. See
docs/explanation/event_log.md and carepath/event_log.h.
"""
import csv
import ctypes as C
import io
import math
import os

from . import _lowlevel as low
from ._library import call, lib
from ._memory import choice, structure
from ._run import Run
from ._streams import Source
from .errors import InvalidError
from .pathway import Network
from .result import Result

TROUBLES = {"refuse": low.CPW_EVENT_LOG_REFUSE, "allow": low.CPW_EVENT_LOG_ALLOW}
CRITERIA = {"aic": low.CPW_EVENT_LOG_AIC, "bic": low.CPW_EVENT_LOG_BIC}
COUNTS = (
    "patients", "stays", "ended", "going_on", "truncated", "waiting", "outside", "overlaps", "repeats", "gaps",
    "returns", "from", "until",
)


def _cell(value):
    missing = value is None or (isinstance(value, float) and math.isnan(value))
    return "" if missing else repr(float(value)) if isinstance(value, float) else str(value)


class EventLog:
    """Rows of stays. patient, stage, start, end (None or NaN: still there) and, where they are known, group and arrival
    (when somebody began to wait for the stage). Texts or numbers; times are numbers or ISO dates."""

    def __init__(self, patient, stage, start, end, group=None, arrival=None):
        columns = {"patient": patient, "stage": stage, "start": start, "end": end, "group": group, "arrival": arrival}
        columns = {name: list(values) for name, values in columns.items() if values is not None}
        if len({len(values) for values in columns.values()}) > 1:
            raise InvalidError("the columns of a log must be equally long", low.CPW_EINVAL, "EventLog")
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([_cell(value) for value in row] for row in zip(*columns.values()))
        self._read(io.BytesIO(out.getvalue().encode("utf-8")), "EventLog")

    @classmethod
    def read(cls, file):
        """Reads a CSV: a path, bytes, or a binary file object. See cpw_event_log_read."""
        made = cls.__new__(cls)
        if isinstance(file, (str, os.PathLike)):
            with open(file, "rb") as opened:
                made._read(opened, file)
        else:
            made._read(io.BytesIO(file) if isinstance(file, bytes) else file, None)
        return made

    def _read(self, file, name):
        source = Source(file, name)
        out = C.POINTER(low.cpw_result)()
        try:
            call("cpw_event_log_read", C.byref(source.c), None, C.byref(out))
        except Exception:
            if source.problem is not None:
                raise source.problem from None
            raise
        self.rows = Result(out)
        self._log = structure(low.cpw_event_log, "EventLog", {})
        self._labels = structure(low.cpw_event_log_options, "EventLog", {})
        call("cpw_event_log_view", self.rows.handle, C.byref(self._log), C.byref(self._labels))

    def _names(self, dimension, count):
        labels = getattr(self._labels, dimension + "_labels")
        if not labels:
            return [str(i) for i in range(count)]
        table = labels.contents.coordinate_labels[0]
        return [C.cast(table[i], C.c_char_p).value.decode() for i in range(count)]

    @property
    def stages(self):
        """Names of the stages, in the order of all results."""
        return self._names("stage", self._log.stages)

    @property
    def groups(self):
        """Names of the groups."""
        return self._names("group", self._log.groups)

    def _options(self, values):
        for name, names in (("outside", TROUBLES), ("overlaps", TROUBLES), ("repeats", TROUBLES), ("criterion", CRITERIA)):
            if isinstance(values.get(name), str):
                values[name] = choice(values[name], name, names)
        if "from_" in values:
            values["from"] = values.pop("from_")
        options = structure(low.cpw_event_log_options, "event_log", values)
        options.stage_labels, options.group_labels = self._labels.stage_labels, self._labels.group_labels
        return options

    def check(self, **options):
        """What is in the log, or an error that names the row. See cpw_event_log_check."""
        counts = low.cpw_event_log_counts()
        call("cpw_event_log_check", C.byref(self._log), C.byref(self._options(options)), C.byref(counts))
        return {name: getattr(counts, name) for name in COUNTS}

    def _model(self, name, options, *arguments):
        out = C.POINTER(low.cpw_result)()
        call(name, C.byref(self._log), C.byref(self._options(options)), *arguments, C.byref(out))
        return Result(out)

    def routes(self, **options):
        """Chances of what comes after each stage. See cpw_event_log_routes."""
        return self._model("cpw_event_log_routes", options)

    def durations(self, threads=1, **options):
        """A law for each stage and group. See cpw_event_log_durations."""
        return self._model("cpw_event_log_durations", options, Run(None, threads=threads).pointer)

    def flows(self, **options):
        """Arrivals, occupancy, waits, capacity seen. See cpw_event_log_flows."""
        return self._model("cpw_event_log_flows", options)

    def state(self, time, **options):
        """Who is where at a moment. See cpw_event_log_state."""
        return self._model("cpw_event_log_state", options, float(time))

    def backtest(self, split, threads=1, **options):
        """Fitted up to `split`, held against what followed. See cpw_event_log_backtest."""
        return self._model("cpw_event_log_backtest", options, float(split), Run(None, threads=threads).pointer)

    def _servers(self, flows, i):
        busy = float(flows["occupancy_when_waiting"][i])
        seen = float(flows["sustained"][i]) if math.isnan(busy) else math.ceil(busy - 1e-9)
        return max(1, int(seen))

    def network(self, time_unit="days", **options):
        """A Network of what was seen: stages that somebody waited for have servers, the others room for everybody."""
        routes, durations, flows = self.routes(**options), self.durations(**options), self.flows(**options)
        stages, groups = self.stages, self.groups
        several = len(groups) > 1
        tables = {"stages": [], "durations": [], "routes": [], "arrivals": []}
        for i, stage in enumerate(stages):
            waits = float(flows["waiting_max"][i]) > 0
            tables["stages"].append(
                {"name": stage, "kind": "servers" if waits else "delay", "servers": self._servers(flows, i) if waits else ""}
            )
        for g, group in enumerate(groups):
            who = {"group": group} if several else {}
            for i, stage in enumerate(stages):
                law = int(durations["law"][g][i])
                if law < 0:
                    continue
                cv = float(durations["cv"][g][i])
                name = lib.cpw_duration_name(law).decode()
                tables["durations"].append(
                    {"stage": stage, **who, "law": name, "mean": float(durations["mean"][g][i]),
                     "cv": "" if name in ("exponential", "fixed") else cv, "zero": float(durations["zero"][g][i])}
                )
                for k, share in enumerate(routes["share"][g][i]):
                    if float(share) > 0:
                        to = stages[k] if k < len(stages) else ""
                        tables["routes"].append({"from": stage, **who, "to": to, "chance": float(share)})
                if float(flows["arrival_rate"][g][i]) > 0:
                    tables["arrivals"].append({"stage": stage, "group": group if several else "all",
                                               "rate": float(flows["arrival_rate"][g][i])})
        if several:
            tables["groups"] = [{"name": group} for group in groups]
        return Network(time_unit=time_unit, **tables)
