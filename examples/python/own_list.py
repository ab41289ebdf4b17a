"""A list of your own, without a file: a clinic with four uneven bands, longest wait first."""
import carepath

clinic = carepath.backlog(
    waiting=[[80, 120, 90, 40]],
    treatment_hazard=[[0.05, 0.1, 0.2, 0.3]],
    removal_hazard=[[0.02, 0.01, 0.01, 0.01]],
    starts=[42],
    capacity=[30],
    bands=[0, 2, 6, 12],  # weeks
    lists=["clinic"],
)
weeks = carepath.project(clinic, periods=10, longest_first=1)
for week in (0, 4, 9):
    print(f"week {week + 1}: {weeks['total_closing'][0, week]:.1f} people, "
          f"median wait {weeks['median_wait'][0, week]:.1f} weeks")
try:
    carepath.project(clinic, periods=10, capacity=-1)
except carepath.DomainError as problem:
    print(f"refused: {problem}")
