"""England's waiting list in a few lines: calibrate, project two years, solve, plot."""
# needs: matplotlib
import sys

import carepath
from carepath import plot

history = carepath.read_history("examples/data/england_rtt.csv", where="specialty=Total")
backlog = carepath.calibrate(history)
plan = carepath.project(backlog, periods=24)
print(f"within 18 weeks: {plan['within_18'][0, 0]:.1%} next month, {plan['within_18'][0, 23]:.1%} in two years")
answer = carepath.target(backlog, share=0.65, periods=10)
print(f"65 % in 10 months takes {answer['factor'][0] - 1:+.1%} capacity: {answer.outcome}")
plot.trajectory(plan, history).figure.savefig(sys.argv[1] if len(sys.argv) > 1 else "build/england.png")
