"""How the parameters of carepath.forecast do around a turn and after it.

    python3 tests/bench/forecast_parameters.py SIZES.csv

SIZES as read_sizes takes it, with a column level. From every month after the first twelve only what was
known by then is read. Prints people wrong in relation to the last value (below 1: better), the geometric
mean over 1 to 11 months ahead and over the levels, for forecasts made up to 2023-12 and for those made later.
"""
import math
import sys

import carepath

TURN = "2023-12"
AHEAD = 11
CHOICES = {
    "total": [{"recency": 0.6, "fade": 1}, {"fade": 1}, {}, {"fade": 0.9}, {"damping": 0.8}, {"season": 0}],
    "within_18wk": [{"fade": 1}, {"fade": 0.95}, {}, {"damping": 0.8}, {"season": 0}],
    "w52": [{"damping": 0.9}, {"damping": 0.95}, {}, {"damping": 1}, {"fade": 0.95}],
}
ROW = {"total": 0, "within_18wk": 1, "w52": 3}


def until(lines, month):
    return ("\n".join([lines[0]] + [line for line in lines[1:] if line[:7] <= month]) + "\n").encode()


def add_errors(errors, answer, actual, measure, now, ahead):
    """Adds people wrong, of the forecast and of the last value, by level and months ahead."""
    mean, labels = answer["mean"], answer.array("mean").coords["list"]
    for i, place in enumerate(zip(labels["org"], labels["level"])):
        for h, month in enumerate(ahead):
            size, then = actual.get((now, *place, "total")), actual.get((month, *place, "total"))
            if not size or not then or not mean[i, 0, h] > 0:
                continue
            last, came, forecast = size, then, mean[i, ROW[measure], h]
            if measure != "total":
                last = actual[now, *place, measure] / size * then
                came = actual[month, *place, measure]
                forecast = (forecast if measure == "within_18wk" else forecast / mean[i, 0, h]) * then
            pair = errors.setdefault((place[1], h), [0.0, 0.0])
            pair[0] += abs(forecast - came)
            pair[1] += abs(last - came)


def main(path):
    lines = open(path).read().splitlines()
    actual = {}
    for line in lines[1:]:
        period, org, level, measure, count = line.split(",")
        actual[period, org, level, measure] = float(count)
    months = sorted({line[:7] for line in lines[1:]})
    errors = {}
    for now in months[11:-1]:
        data, ahead = carepath.read_sizes(until(lines, now)), months[months.index(now) + 1 :][:AHEAD]
        for measure, choices in CHOICES.items():
            for choice in choices:
                answer = carepath.forecast(data, periods=len(ahead), **choice)
                part = errors.setdefault((measure, str(choice), now > TURN), {})
                add_errors(part, answer, actual, measure, now, ahead)
    print(f"{'measure':12} {'parameters':32} {'to ' + TURN:>10} {'later':>10}")
    for measure, choices in CHOICES.items():
        for choice in choices:
            text = ", ".join(f"{name} {value}" for name, value in choice.items()) or "as they are"
            halves = [errors[measure, str(choice), later].values() for later in (False, True)]
            scores = [math.exp(sum(math.log(a / b) for a, b in half) / len(half)) for half in halves]
            print(f"{measure:12} {text:32} {scores[0]:10.3f} {scores[1]:10.3f}")


main(*sys.argv[1:])
