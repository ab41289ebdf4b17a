"""A care pathway as a network of stages that people flow through: built from tables, checked, read and written.

    network = carepath.pathway.Network(
        stages=[
            {"name": "clinic", "kind": "servers", "servers": 3},
            {"name": "ward", "kind": "beds", "servers": 20},
        ],
        routes=[{"from": "clinic", "to": "ward", "chance": 0.4}, {"from": "clinic", "to": "out", "chance": 0.6}],
        durations={"stage": ["clinic", "ward"], "law": ["exponential", "lognormal"], "mean": [0.3, 5], "cv": [0, 1.2]},
        arrivals=[{"stage": "clinic", "rate": 8}],
    )
    network.stages                   # ['clinic', 'ward']
    network.capacity("ward")         # 20.0
    network.write("folder")          # small CSV files, which come back to the bit
    carepath.pathway.Network.read("folder")

A table is a list of rows (dictionaries), a dictionary of columns, a pandas DataFrame, or CSV text; its columns are those
of the file of that name (docs/reference/pathway-folder.md). None and NaN are the default. Time is in `time_unit`.
"""
import csv
import ctypes as C
import io
import math
import numbers
import os

from . import _lowlevel as low
from ._library import call, lib, text
from ._streams import Sink
from .errors import InvalidError, WrongTypeError, from_status

FILES = tuple(lib.cpw_pathway_file_name(k).decode() for k in range(low.CPW_PATHWAY_FILES))
TABLES = tuple(name[: -len(".csv")] for name in FILES)


def columns(table):
    """The columns of a table, such as "stages"."""
    if table not in TABLES:
        raise InvalidError(f"table {table!r} must be one of {', '.join(TABLES)}", low.CPW_EINVAL, "columns")
    return lib.cpw_pathway_file_columns(TABLES.index(table)).decode().split(",")


def _cell(value):
    """One value as the text of a CSV field."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, numbers.Integral):
        return str(int(value))
    if isinstance(value, numbers.Real):
        return "" if math.isnan(value) else repr(float(value))
    if hasattr(value, "item"):
        return _cell(value.item())
    if value != value:  # pandas.NA and NaT are not equal to themselves, or say so in another way
        return ""
    raise WrongTypeError(f"{value!r} must be a text or a number", low.CPW_EINVAL, "Network")


def _columns_of(table, name):
    """Column names and columns of a dictionary of columns or a data frame."""
    names = [str(key) for key in table.keys()]
    data = [list(table[key]) for key in table.keys()]
    if len({len(column) for column in data}) > 1:
        raise InvalidError(f"the columns of {name} must be equally long", low.CPW_EINVAL, "Network")
    return names, list(zip(*data))


def _rows_of(table, name):
    """The same of a list of dictionaries: the columns in the order in which they first occur."""
    names, table = {}, list(table)
    for row in table:
        if not hasattr(row, "keys"):
            raise WrongTypeError(f"a row of {name} must be a dictionary", low.CPW_EINVAL, "Network")
        names.update(dict.fromkeys(row))
    return list(names), [[row.get(key) for key in names] for row in table]


def _text_of(table, name):
    """A table as the bytes of a CSV file."""
    if isinstance(table, bytes):
        return table
    if isinstance(table, str):
        return table.encode("utf-8")
    names, rows = _columns_of(table, name) if hasattr(table, "keys") else _rows_of(table, name)
    if not names:
        return (",".join(columns(name)) + "\n").encode("utf-8")
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    for row in rows:
        writer.writerow([_cell(value) for value in row])
    return out.getvalue().encode("utf-8")


class Network:
    """A network, checked when it is made. Unknown names, chances that do not sum to 1, a stage that nobody can leave:
    an error names table, line and column, or stage and group. See cpw_pathway_read."""

    def __init__(
        self, stages, arrivals=None, durations=None, routes=None, groups=None, calendars=None, changes=None,
        pools=None, uses=None, initial=None, figures=None, empirical=None, traces=None, time_unit=None,
        deadlock=None,
    ):
        given = {
            "stages": stages, "arrivals": arrivals, "durations": durations, "routes": routes, "groups": groups,
            "calendars": calendars, "changes": changes, "pools": pools, "uses": uses, "initial": initial,
            "figures": figures, "empirical": empirical, "traces": traces,
        }
        texts = {name: _text_of(table, name) for name, table in given.items() if table is not None}
        settings = {"time_unit": time_unit, "deadlock": deadlock}
        rows = [{"name": key, "value": value} for key, value in settings.items() if value is not None]
        if rows:
            texts["settings"] = _text_of(rows, "settings")
        self._read(texts)

    def _read(self, texts):
        sources = (low.cpw_source * max(len(texts), 1))()
        memory = (low.cpw_text * max(len(texts), 1))()
        names = [f"{name}.csv".encode() for name in texts]
        for k, data in enumerate(texts.values()):
            memory[k] = low.cpw_text(data, len(data), 0)
            call("cpw_text_source", C.byref(memory[k]), names[k], C.byref(sources[k]))
        self._handle = C.POINTER(low.cpw_network)()
        call("cpw_pathway_read", sources, len(texts), None, C.byref(self._handle))

    def __del__(self, free=lib.cpw_network_free):
        if getattr(self, "_handle", None):
            free(self._handle)
            self._handle = None

    @classmethod
    def read(cls, folder):
        """Reads a network from the files of a folder."""
        made = cls.__new__(cls)
        made._handle = C.POINTER(low.cpw_network)()
        call("cpw_pathway_read_folder", text(folder), None, C.byref(made._handle))
        return made

    def write(self, folder):
        """Writes the files that the network needs into a folder, which is made if it is not there."""
        os.makedirs(folder, exist_ok=True)
        call("cpw_pathway_write_folder", self._pathway, text(folder), None)

    def tables(self):
        """The files that the network needs, as CSV texts by the names of the tables."""
        found = {}
        for k, name in enumerate(TABLES):
            if lib.cpw_pathway_file_needed(self._pathway, k) != 1:
                continue
            out = io.BytesIO()
            sink = Sink(out)
            call("cpw_pathway_write", self._pathway, k, None, C.byref(sink.c))
            found[name] = out.getvalue().decode("utf-8")
        return found

    def rows(self, table):
        """The rows of a table as dictionaries of texts."""
        columns(table)
        return list(csv.DictReader(io.StringIO(self.tables().get(table, ""))))

    def replace(self, **tables):
        """A new network with some of the tables replaced (see Network)."""
        settings = {row["name"]: row["value"] for row in self.rows("settings")}
        given = {**{k: v for k, v in self.tables().items() if k != "settings"}, **settings, **tables}
        return Network(**given)

    @property
    def _pathway(self):
        """The plain rows (a pointer to cpw_pathway), for the engines; valid while the network lives."""
        error = low.cpw_error()
        rows = lib.cpw_network_pathway(self._handle, C.byref(error))
        if not rows:
            raise from_status(error.code, error)
        return rows

    def check(self):
        """Checks the network again; itself."""
        call("cpw_pathway_check", self._pathway, None)
        return self

    @property
    def time_unit(self):
        """Such as "days"."""
        return self._pathway.contents.time_unit.decode("utf-8")

    @property
    def stages(self):
        """The names of the stages."""
        rows = self._pathway.contents
        return [rows.stage[i].name.decode("utf-8") for i in range(rows.stages)]

    @property
    def groups(self):
        """The names of the groups."""
        rows = self._pathway.contents
        return [rows.group[i].decode("utf-8") for i in range(rows.groups)] if rows.group else ["all"]

    def stage(self, name):
        """The number of a stage."""
        return self._number(name, self.stages, "stage")

    def group(self, name):
        """The number of a group."""
        return self._number(name, self.groups, "group")

    @staticmethod
    def _number(name, names, kind):
        if name in names:
            return names.index(name)
        raise InvalidError(f"there is no {kind} {name!r}: {', '.join(names)}", low.CPW_ENOTFOUND, "Network")

    def capacity(self, stage, time=0.0):
        """Servers, beds or slots of a stage at a time, as planned."""
        number = self.stage(stage) if isinstance(stage, str) else stage
        return lib.cpw_pathway_capacity(self._pathway, number, time)

    def simulate(self, **options):
        """The network patient by patient: carepath.pathway_events.simulate."""
        from .pathway_events import simulate

        return simulate(self, **options)

    def forecast(self, **options):
        """What one patient may expect: carepath.pathway_events.forecast."""
        from .pathway_events import forecast

        return forecast(self, **options)

    def __repr__(self):
        return f"<carepath.pathway.Network: {len(self.stages)} stages, {len(self.groups)} groups>"
