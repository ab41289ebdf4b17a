"""The kinds of lists kept as rows of dates, with the published way of counting."""
import carepath


def _rows(inputs):
    given = inputs["waiting_list"]
    return carepath.date_rows(given["referral"], given.get("removal"), given.get("withdrawal"))


def _window(inputs):
    return {"start": inputs.get("start_date"), "end": inputs.get("end_date"), "published": True}


def _truth(value):
    return None if value != value else value == 1.0


def stats(inputs):
    found = carepath.list_stats(_rows(inputs), target_weeks=inputs["target_wait"], **_window(inputs))
    return {**found, **{key: _truth(found[key]) for key in ("load_too_big", "queue_too_big")}}


def referral_stats(inputs):
    return carepath.referral_stats(_rows(inputs), **_window(inputs))


def removal_stats(inputs):
    return carepath.removal_stats(_rows(inputs), **_window(inputs))


def queue_size(inputs):
    found = carepath.queue_size(_rows(inputs), **_window(inputs))
    return {"date": [carepath.to_iso(day) for day in found["date"]], "queue_size": found["queue_size"]}


def _scheduled(inputs):
    removal, patient = carepath.schedule(_rows(inputs), inputs["schedule"], published=True)
    return {**inputs["waiting_list"], "removal": removal}, patient


def schedule(inputs):
    return _scheduled(inputs)[0]


def schedule_unscheduled(inputs):
    rows, patient = _scheduled(inputs)
    taken = [0 if row is None else 1 for row in patient]
    return {"waiting_list": rows, "slots": {"schedule": inputs["schedule"], "scheduled": taken}}


def sim_schedule(inputs):
    return carepath.even_slots(inputs["start_date"], inputs["n_rows"], inputs["daily_capacity"])


KINDS = {
    "wl_stats": stats,
    "wl_referral_stats": referral_stats,
    "wl_removal_stats": removal_stats,
    "wl_queue_size": queue_size,
    "wl_schedule": schedule,
    "wl_schedule_unscheduled": schedule_unscheduled,
    "sim_schedule": sim_schedule,
}
