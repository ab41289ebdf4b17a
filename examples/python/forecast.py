"""Where lists are heading, and how well such forecasts would have done."""
import carepath

data = carepath.read_sizes("examples/data/rtt_sizes.csv")
ahead = carepath.forecast(data, periods=11)
mean = ahead.array("mean")
for measure, name in enumerate(mean.coords["measure"]["measure"]):
    low, middle, high = (ahead[q][0, measure, 10] for q in ("q10", "mean", "q90"))
    print(f"England, {mean.coords['period']['period'][10]}, {name}: {middle:.4g} ({low:.4g} to {high:.4g})")
test = carepath.forecast_backtest(data, periods=6)
print(f"list size of England six months ahead: {test['error'][0, 0, 5]:.1%} wrong on average, "
      f"the last value {test['error_naive'][0, 0, 5]:.1%}")
