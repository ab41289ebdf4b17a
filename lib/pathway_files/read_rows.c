/* Routes, arrivals, durations, changes, uses and initial people of a network from their files; each row is checked
 * where it stands.
 * Source: docs/reference/pathway-folder.md.
 * Leaves what follows from all rows together to cpw_pathway_check. */
#include "pathway_files/internal.h"

#include <string.h>

static int32_t added(const cpwi_sheet *s, int32_t status, const cpw_error *inner) {
  return status == CPW_OK ? CPW_OK : cpwi_sheet_relay(s, status, inner);
}

static int32_t read_route(cpwi_sheet *s, void *context) {
  cpw_route row;
  cpw_duration delay;
  cpw_error inner;
  int32_t there;
  (void)context;
  cpw_route_init(&row);
  int32_t status = cpwi_take_stage(s, 0, CPWI_MUST, &row.from);
  if (status == CPW_OK) status = cpwi_take_group(s, 1, 1, &row.group);
  if (status == CPW_OK) status = cpwi_take_target(s, 2, &row.to);
  if (status == CPW_OK) status = cpwi_take_group(s, 3, 1, &row.to_group);
  if (status == CPW_OK) status = cpwi_take_number(s, 4, 1, &row.chance);
  if (status == CPW_OK) status = cpwi_take_law(s, 5, &delay, &there);
  if (status != CPW_OK) return status;
  if (there) row.delay = &delay;
  cpw_pathway p = cpwi_reader_base(s->r);
  p.route = &row;
  p.routes = 1;
  status = cpwi_sheet_check(s, &p, cpwi_net_check_rows);
  if (status != CPW_OK) return status;
  return added(s, cpw_network_add_routes(s->r->network, &row, 1, &inner), &inner);
}

int32_t cpwi_read_routes(cpwi_reader *r) {
  return cpwi_sheet_read(r, CPWI_FILE_ROUTES, read_route, NULL);
}

/* ---- arrivals */

static int32_t take_trace(cpwi_sheet *s, cpw_arrivals *row) {
  static const double none[1] = {0};
  int32_t number;
  int32_t status = cpwi_take_name(s, 7, &s->r->trace_name, "trace", CPW_NONE, &number);
  if (status != CPW_OK || number < 0) return status;
  cpwi_trace *trace = (cpwi_trace *)s->r->trace.items + number;
  trace->used = 1;
  row->times = trace->times.count ? trace->times.items : none;
  row->count = trace->times.count;
  return CPW_OK;
}

static int32_t read_arrival(cpwi_sheet *s, void *context) {
  cpw_arrivals row;
  cpw_error inner;
  const cpwi_net_names *calendars = &s->r->network->calendar_name;
  (void)context;
  cpw_arrivals_init(&row);
  int32_t status = cpwi_take_stage(s, 0, CPWI_MUST, &row.stage);
  if (status == CPW_OK) status = cpwi_take_group(s, 1, 0, &row.group);
  if (status == CPW_OK) status = cpwi_take_number(s, 2, 0, &row.rate);
  if (status == CPW_OK)
    status = cpwi_take_name(s, 3, calendars, "calendar", CPW_NONE, &row.calendar);
  if (status == CPW_OK) status = cpwi_take_name(s, 4, calendars, "calendar", CPW_NONE, &row.factor);
  if (status == CPW_OK) status = cpwi_take_number(s, 5, 1, &row.dispersion);
  if (status == CPW_OK) status = cpwi_take_whole(s, 6, 1, INT64_MAX, 1, &row.batch);
  if (status == CPW_OK) status = take_trace(s, &row);
  if (status != CPW_OK) return status;
  cpw_pathway p = cpwi_reader_base(s->r);
  p.arrival = &row;
  p.arrivals = 1;
  status = cpwi_sheet_check(s, &p, cpwi_net_check_rows);
  if (status != CPW_OK) return status;
  return added(s, cpw_network_add_arrivals(s->r->network, &row, 1, &inner), &inner);
}

/* Traces that have a stage come as arrivals of their own; those with a name must have been used. */
static int32_t add_traces(cpwi_reader *r) {
  for (int64_t i = 0; i < r->trace.count; i++) {
    const cpwi_trace *trace = (const cpwi_trace *)r->trace.items + i;
    if (trace->used) continue;
    if (trace->stage < 0)
      return cpwi_fail_data(r->err, CPW_EDATA, "traces.csv", 0, 0,
                            "trace \"%.100s\" is named by no row of arrivals.csv",
                            r->trace_name.name[i]);
    cpw_arrivals row;
    cpw_arrivals_init(&row);
    row.stage = trace->stage;
    row.group = trace->group;
    row.times = trace->times.items;
    row.count = trace->times.count;
    int32_t status = cpw_network_add_arrivals(r->network, &row, 1, r->err);
    if (status != CPW_OK) return status;
  }
  return CPW_OK;
}

int32_t cpwi_read_arrivals(cpwi_reader *r) {
  int32_t status = cpwi_sheet_read(r, CPWI_FILE_ARRIVALS, read_arrival, NULL);
  return status == CPW_OK ? add_traces(r) : status;
}

/* ---- durations and changes */

static int32_t read_duration(cpwi_sheet *s, void *context) {
  cpw_stay row = {0, 0, NULL};
  cpw_duration duration;
  cpw_error inner;
  int32_t there;
  (void)context;
  int32_t status = cpwi_take_stage(s, 0, CPWI_MUST, &row.stage);
  if (status == CPW_OK) status = cpwi_take_group(s, 1, 1, &row.group);
  if (status == CPW_OK) status = cpwi_take_law(s, 2, &duration, &there);
  if (status == CPW_OK && !there) status = cpwi_sheet_fail(s, 2, "a law is needed");
  if (status != CPW_OK) return status;
  row.duration = &duration;
  cpw_pathway p = cpwi_reader_base(s->r);
  p.stay = &row;
  p.stays = 1;
  status = cpwi_sheet_check(s, &p, cpwi_net_check_rows);
  if (status != CPW_OK) return status;
  return added(s, cpw_network_add_stays(s->r->network, &row, 1, &inner), &inner);
}

int32_t cpwi_read_durations(cpwi_reader *r) {
  return cpwi_sheet_read(r, CPWI_FILE_DURATIONS, read_duration, NULL);
}

static int32_t read_change(cpwi_sheet *s, void *context) {
  cpw_change row = {0, 0, 0, 0, NULL};
  cpw_duration after;
  cpw_error inner;
  int32_t there;
  (void)context;
  int32_t status = cpwi_take_stage(s, 0, CPWI_MUST, &row.stage);
  if (status == CPW_OK) status = cpwi_take_group(s, 1, 1, &row.group);
  if (status == CPW_OK) status = cpwi_take_target(s, 2, &row.to);
  if (status == CPW_OK) status = cpwi_take_group(s, 3, 1, &row.to_group);
  if (status == CPW_OK) status = cpwi_take_law(s, 4, &after, &there);
  if (status == CPW_OK && !there) status = cpwi_sheet_fail(s, 4, "a law is needed");
  if (status != CPW_OK) return status;
  row.after = &after;
  cpw_pathway p = cpwi_reader_base(s->r);
  p.change = &row;
  p.changes = 1;
  status = cpwi_sheet_check(s, &p, cpwi_net_check_rows);
  if (status != CPW_OK) return status;
  return added(s, cpw_network_add_changes(s->r->network, &row, 1, &inner), &inner);
}

int32_t cpwi_read_changes(cpwi_reader *r) {
  return cpwi_sheet_read(r, CPWI_FILE_CHANGES, read_change, NULL);
}

/* ---- uses and initial people */

static int32_t read_use(cpwi_sheet *s, void *context) {
  cpw_pool_use row = {0, 0, 0, 0, 0};
  cpw_error inner;
  int64_t rank = 0;
  (void)context;
  int32_t status = cpwi_take_stage(s, 0, CPWI_MUST, &row.stage);
  if (status == CPW_OK)
    status = cpwi_take_name(s, 1, &s->r->network->pool_name, "pool", CPW_NONE, &row.pool);
  if (status == CPW_OK && row.pool < 0) status = cpwi_sheet_fail(s, 1, "a pool is needed");
  if (status == CPW_OK) status = cpwi_take_number(s, 2, 1, &row.units);
  if (status == CPW_OK) status = cpwi_take_whole(s, 3, INT32_MIN, INT32_MAX, 0, &rank);
  if (status != CPW_OK) return status;
  row.rank = (int32_t)rank;
  cpw_pathway p = cpwi_reader_base(s->r);
  p.use = &row;
  p.uses = 1;
  status = cpwi_sheet_check(s, &p, cpwi_net_check_rows);
  if (status != CPW_OK) return status;
  return added(s, cpw_network_add_uses(s->r->network, &row, 1, &inner), &inner);
}

int32_t cpwi_read_uses(cpwi_reader *r) {
  return cpwi_sheet_read(r, CPWI_FILE_USES, read_use, NULL);
}

static int32_t read_people(cpwi_sheet *s, void *context) {
  cpw_initial row = {0, 0, CPW_INITIAL_WAITING, 0, 0, 0, CPW_NONE, 0};
  cpw_error inner;
  (void)context;
  int32_t status = cpwi_take_stage(s, 0, CPWI_MUST, &row.stage);
  if (status == CPW_OK) status = cpwi_take_group(s, 1, 0, &row.group);
  if (status == CPW_OK) status = cpwi_take_choice(s, 2, &cpwi_state_words, &row.state);
  if (status == CPW_OK) status = cpwi_take_number(s, 3, 1, &row.people);
  if (status == CPW_OK) status = cpwi_take_number(s, 4, CPWI_NAN, &row.time);
  if (status == CPW_OK) status = cpwi_take_stage(s, 5, CPW_NONE, &row.next);
  if (status != CPW_OK) return status;
  cpw_pathway p = cpwi_reader_base(s->r);
  p.initial = &row;
  p.initials = 1;
  status = cpwi_sheet_check(s, &p, cpwi_net_check_initial);
  if (status != CPW_OK) return status;
  return added(s, cpw_network_add_initial(s->r->network, &row, 1, &inner), &inner);
}

int32_t cpwi_read_initial(cpwi_reader *r) {
  return cpwi_sheet_read(r, CPWI_FILE_INITIAL, read_people, NULL);
}
