/* The capacity of a simulated list: slots by number or by calendar, ring-fenced slots, servers.
 * Calendars and ramps: cpw_patients_slots.
 * Leaves everything else to patient_list.c. */
#include "patient_list.h"

#include "say.h"

#include <math.h>

void list_calendar(const patient_settings *set, const by_kind *week, double factor,
                   cpw_patients_calendar *out) {
  cpw_patients_calendar_init(out);
  if (set->start != CPW_DATE_NONE) out->start = set->start;
  out->period_days = set->period_days;
  for (int day = 0; day < 7; day++)
    out->week[day] = week->value[day] * factor;
  out->holidays = set->holidays.day;
  out->holiday_count = set->holidays.count;
}

/* A week of sessions, or the same number on every day of a period of one day: the ramp is the
 * library's in both. */
static int calendar_slots(patient_list *l, const patient_settings *set, double *out) {
  cpw_error err;
  cpw_patients_calendar c;
  if (set->week.count) {
    list_calendar(set, &set->week, change_of(&set->week) * change_of(&set->slots), &c);
  } else {
    cpw_patients_calendar_init(&c);
    c.period_days = 1;
    for (int day = 0; day < 7; day++)
      c.week[day] = set->slots.value[0] * change_of(&set->slots);
  }
  if (set->ramp.to > 0) {
    c.ramp_to = set->ramp.to;
    c.ramp_periods = set->ramp.periods;
    c.ramp_first = set->ramp.first - 1;
  }
  return cpw_patients_slots(&c, l->list.periods, out, &err) ? fail(USAGE, "%s", err.message) : DONE;
}

static int check_slot_options(const patient_settings *set) {
  int code = check_no_names(&set->slots, "slots");
  if (!code) code = check_no_names(&set->week, "week");
  if (code) return code;
  if (set->week.count && set->week.count != 7)
    return fail(USAGE, "--week: seven numbers joined by commas are expected, Monday first");
  if (set->week.count && set->slots.count)
    return fail(USAGE, "--slots and --week: one of them, please");
  if (set->ramp.to > 0 && !set->week.count && set->slots.count != 1)
    return fail(USAGE, "--ramp needs --slots with one number, or --week");
  return DONE;
}

static int place_slots(patient_list *l, const patient_settings *set) {
  int calendar = set->week.count || set->ramp.to > 0;
  int64_t rows = calendar ? l->list.periods : set->slots.count ? set->slots.count : 1;
  int code = check_slot_options(set);
  double *slots = list_memory(l, rows, sizeof *slots), most = 0;
  if (code) return code;
  if (!slots) return fail_memory();
  if (calendar) code = calendar_slots(l, set, slots);
  for (int64_t t = 0; !code && t < rows; t++) {
    if (!calendar && set->slots.count) slots[t] = set->slots.value[t] * change_of(&set->slots);
    most = fmax(most, slots[t]);
  }
  l->list.slots = slots;
  l->list.slot_rows = rows;
  if (!code && most == 0 && !set->ring_fenced.count)
    return fail(USAGE, "--%s: 0 in every period: nobody could ever be treated",
                set->week.count ? "week" : "slots");
  return code;
}

static int place_ring_fenced(patient_list *l, const patient_data *d, const patient_settings *set) {
  int64_t n = l->list.classes, rows = l->list.slot_rows;
  if (!set->ring_fenced.count) return DONE;
  double *one = list_memory(l, n, sizeof *one), *all = list_memory(l, n * rows, sizeof *all);
  if (!one || !all) return fail_memory();
  int code = numbers_by_kind(&d->classes, n, &set->ring_fenced, "ring-fenced", 0, one);
  for (int64_t i = 0; i < n * rows; i++)
    all[i] = one[i % n];
  l->list.ring_fenced = all;
  return code;
}

static int place_servers(patient_list *l, const patient_settings *set) {
  int64_t rows = set->servers.count, most = 0, *servers = list_memory(l, rows, sizeof *servers);
  int code = check_no_names(&set->servers, "servers");
  if (code) return code;
  if (!servers) return fail_memory();
  for (int64_t t = 0; t < rows; t++) {
    double value = set->servers.value[t] * change_of(&set->servers);
    if (value != floor(value)) return fail(USAGE, "--servers: whole numbers are expected");
    servers[t] = (int64_t)value;
    if (servers[t] > most) most = servers[t];
  }
  if (most == 0) return fail(USAGE, "--servers: 0 in every period: nobody could ever be treated");
  if (!set->duration.count)
    return fail(USAGE, "--servers needs --duration, such as \"exponential 1\"");
  l->list.servers = servers;
  l->list.server_rows = rows;
  return DONE;
}

/* What stands for one kind of capacity only, and would do nothing with the other one. */
static int check_clock(const patient_settings *set, int servers) {
  const struct {
    const char *option;
    int given, of_servers;
  } all[] = {{"session-slots", set->session_slots != 1, 0},
             {"cancelled", set->cancelled > 0, 0},
             {"release", set->release.count > 0, 0},
             {"slots-needed", set->slots_needed.count > 0, 0},
             {"ramp", set->ramp.to > 0, 0},
             {"duration", set->duration.count > 0, 1},
             {"busy", set->busy.count > 0, 1},
             {"busy-left", set->busy_left.count > 0, 1}};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++)
    if (all[i].given && all[i].of_servers != servers)
      return fail(USAGE, "--%s is for %s, not for %s", all[i].option,
                  servers ? "slots" : "--servers", servers ? "--servers" : "slots");
  if (set->holidays.count &&
      ((!set->week.count && !set->arrival_week.count) || set->start == CPW_DATE_NONE))
    return fail(USAGE, "--holidays needs --week or --arrival-week, and --start");
  return DONE;
}

int list_capacity(patient_list *l, const patient_data *d, const patient_settings *set) {
  const char *slots = set->slots.count         ? "slots"
                      : set->week.count        ? "week"
                      : set->ring_fenced.count ? "ring-fenced"
                                               : NULL;
  if (slots && set->servers.count)
    return fail(USAGE, "--%s and --servers: give one of them, slots or servers", slots);
  if (!slots && !set->servers.count)
    return fail(USAGE, "give a capacity: --slots, --week, or --servers with --duration");
  int code = check_clock(set, !slots);
  if (!code) code = slots ? place_slots(l, set) : place_servers(l, set);
  if (!code) code = slots ? place_ring_fenced(l, d, set) : list_busy(l, d, set);
  return code;
}
