"""How the parts of carepath.forecast do on the same months: series, projection by time waited, both.

    python3 tests/bench/forecast_methods.py SIZES.csv HISTORY.csv

SIZES as read_sizes takes it, HISTORY by months waited with a column org. From every month of the history
after the sixth only what was known by then is read; prints, by level, people wrong in relation to the last
value (below 1: better), for weights of the projection from 0 (series alone) to 1 (projection alone), lists
that the history has.
"""
import sys

import carepath

WEIGHTS = (0.0, 0.1, 0.2, 0.3, 0.5, 1.0)


def until(lines, month):
    return ("\n".join([lines[0]] + [line for line in lines[1:] if line[:7] <= month]) + "\n").encode()


def add(errors, key, forecast, last, actual, people):
    pair = errors.setdefault(key, [0.0, 0.0])
    if actual == actual and forecast == forecast:
        pair[0] += abs(forecast - actual) * people
        pair[1] += abs(last - actual) * people


def main(sizes_path, history_path):
    sizes, history = (open(path).read().splitlines() for path in (sizes_path, history_path))
    actual = {}
    for line in sizes[1:]:
        period, org, level, measure, count = line.split(",")
        actual[period, org, level, measure] = float(count)
    months = sorted({line[:7] for line in sizes[1:]})
    errors = {}
    for now in sorted({line[:7] for line in history[1:]})[5:-1]:
        data = carepath.read_sizes(until(sizes, now))
        past = carepath.read_history(until(history, now), missing="drop")
        ahead = months[months.index(now) + 1 :]
        for weight in WEIGHTS:
            answer = carepath.forecast(data, past, periods=len(ahead), cohort=weight)
            mean, used = answer["mean"], answer["cohort"]
            labels = answer.array("mean").coords["list"]
            for i, list_ in enumerate(zip(labels["org"], labels["level"])):
                if not used[i] or (now, *list_, "total") not in actual:
                    continue
                for h, month in enumerate(ahead):
                    if h + 1 not in (1, 3, 6) or (month, *list_, "total") not in actual:
                        continue
                    size, then = actual[now, *list_, "total"], actual[month, *list_, "total"]
                    add(errors, (list_[1], "total", h + 1, weight), mean[i, 0, h], size, then, 1.0)
                    for measure, row in (("within_18wk", 2), ("w52", 3)):
                        if size > 0 and then > 0 and mean[i, 0, h] > 0:
                            part, came = (actual[m, *list_, measure] for m in (now, month))
                            share = mean[i, row, h] / mean[i, 0, h]
                            add(errors, (list_[1], measure, h + 1, weight), share, part / size, came / then, size)
    print("level     measure      ahead" + "".join(f"  w={w:<4}" for w in WEIGHTS))
    for level, measure, h in sorted({key[:3] for key in errors}):
        ratios = [errors[level, measure, h, w] for w in WEIGHTS]
        print(f"{level:9} {measure:12} {h:5}" + "".join(f"  {a / b:6.2f}" for a, b in ratios))


main(*sys.argv[1:])
