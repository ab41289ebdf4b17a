"""How far projections are off, by recipe: the tables of docs/explanation/accuracy.md.

    make accuracy            # needs ../shared/data/rtt; says so and stops where it is not there

England and every provider are back-tested on thirteen months (May 2024 to May 2025), with the later
clock starts and completions as they came, so that the figures are those of the model.
"""
import gzip
import os
import pathlib
import statistics
import sys
import time

import carepath

RECIPES = {
    "A, published planner": "published-a",
    "B, published functions": "published-b",
    "C, signed, pooled, recency 0.8": "plain",
    "carepath's default": "default",
    "naive: the list stays": "naive",
}
ERRORS = (("list_mape", 100), ("end_error", 100), ("band_mape", 100), ("within_mae", 1))
LARGE = 20000


def values(array):
    return array.tolist()


def line(name, cells):
    print(f"| {name} | " + " | ".join(cells) + " |")


def header(*names):
    print("| | " + " | ".join(names) + " |")
    print("|---|" + "---|" * len(names))


def large(history):
    waiting = values(history["waiting"])
    return [i for i, months in enumerate(waiting) if sum(months[-1]) > LARGE]


def medians(test, lists, origin):
    """Median over lists of the absolute errors from one origin."""
    cells = []
    for name, factor in ERRORS:
        column = values(test[name])
        cells.append(factor * statistics.median(abs(column[i][origin]) for i in lists))
    return cells


def england(history):
    header(*(f"{n} months: {what}" for n in (3, 6, 9) for what in ("list", "end", "bands", "18 weeks")))
    for name, method in RECIPES.items():
        test = carepath.backtest(history, method=method, whole_bands=True)
        cells = [f"{x:.2f}" for n in (3, 6, 9) for x in medians(test, [0], n - 3)]
        line(name, cells)


def providers(history):
    lists = large(history)
    print(f"\nProviders with more than {LARGE} people in the last month: {len(lists)}; medians, six months ahead,")
    print("and the mean of such medians over the origins with two to nine months ahead.\n")
    header("list", "end", "bands", "18 weeks", "all origins: list", "end", "bands", "18 weeks")
    for name, method in RECIPES.items():
        test = carepath.backtest(history, method=method, whole_bands=True)
        every = [medians(test, lists, origin) for origin in range(8)]
        mean = [statistics.fmean(column) for column in zip(*every)]
        line(name, [f"{x:.2f}" for x in every[3] + mean])


def plus(a, b):
    return [plus(x, y) for x, y in zip(a, b)] if isinstance(a, list) else a + b


def family(history):
    """The large providers and, as the last list and everybody's parent, their sum."""
    chosen, parts = large(history), {}
    for name in ("starts", "treated", "waiting"):
        rows = values(history[name])
        rows = [rows[i] for i in chosen]
        total = rows[0]
        for row in rows[1:]:
            total = plus(total, row)
        parts[name] = rows + [total]
    together = carepath.history(bands=list(range(13)), unit="months", **parts)
    parents = [len(chosen)] * len(chosen) + [-1]
    print("\nThe same providers, each on its own and shrunk towards their sum:\n")
    header("list", "end", "bands", "18 weeks", "all origins: list", "end", "bands", "18 weeks")
    for words, calibration in (("C", {}), ("C, shrunk", {"parent": parents})):
        test = carepath.backtest(together, method="own", whole_bands=True, calibration=calibration)
        every = [medians(test, range(len(chosen)), origin) for origin in range(8)]
        line(words, [f"{x:.2f}" for x in every[3] + [statistics.fmean(c) for c in zip(*every)]])


def bands(history):
    print("\nShare of the figures inside the default's bands, all providers with anybody waiting:\n")
    header("50 %", "80 %", "95 %", *(f"80 %, {h} ahead" for h in (1, 3, 6, 8)))
    for words, flows in (("flows as they came", "observed"), ("flows at their level", "level")):
        test = carepath.backtest(history, flows=flows)
        for figure, prefix in (("list", ""), ("18-week share", "within_")):
            cells = values(test[f"{prefix}coverage"])
            ahead = values(test[f"ahead_{prefix}coverage"])
            cells += [ahead[h - 1][1] for h in (1, 3, 6, 8)]
            line(f"{figure}, {words}", [f"{100 * x:.1f} %" for x in cells])
    start = time.perf_counter()
    carepath.backtest(history)
    lists, origins = len(values(test["used"])), len(values(test["used"])[0])
    print(f"\n{lists} lists from {origins} origins, calibrated, projected and scored once more in "
          f"{time.perf_counter() - start:.2f} s, one thread.", file=sys.stderr)


def main():
    shared = pathlib.Path(os.environ.get("CAREPATH_SHARED", "../shared")) / "data" / "rtt"
    national = shared / "rtt_2024-05_2025-05_national_specialty_month.csv"
    local = shared / "rtt_2024-05_2025-05_provider_total_month.csv.gz"
    if not (national.exists() and local.exists()):
        print(f"accuracy: skipped, {shared} has no such files")
        return
    print("England; the errors of the list, its end and its bands in per cent, of the share in points.\n")
    england(carepath.read_history(str(national), where="specialty=Total"))
    with gzip.open(local) as file:
        history = carepath.read_history(file, missing="zero")
    providers(history)
    family(history)
    bands(history)


if __name__ == "__main__":
    main()
