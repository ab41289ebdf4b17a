/* Settings, groups, calendars, pools and figures of a network from their files.
 * Source: docs/reference/pathway-folder.md.
 * Leaves stages to read_stages.c, rows to read_rows.c. */
#include "pathway_files/internal.h"

#include <string.h>

/* ---- settings */

static int32_t set_unit(cpwi_sheet *s) {
  cpw_network *network = s->r->network;
  if (!s->text[0]) return cpwi_sheet_fail(s, 1, "time_unit needs a text, such as days");
  char *unit = cpwi_copy_text(network->allocator, s->text);
  if (!unit) return cpwi_fail(s->r->err, CPW_ENOMEM, -1, s->r->where, "no memory for a text");
  cpwi_release(network->allocator, network->time_unit);
  network->time_unit = unit;
  return CPW_OK;
}

static int32_t read_setting(cpwi_sheet *s, void *context) {
  static const char *const known[] = {"time_unit", "deadlock"};
  (void)context;
  int32_t which = -1, status = cpwi_take_text(s, 0);
  if (status != CPW_OK) return status;
  for (int32_t k = 0; k < 2; k++)
    if (strcmp(s->text, known[k]) == 0) which = k;
  if (which < 0)
    return cpwi_sheet_fail(s, 0, "there is no setting \"%.60s\"%s", s->text,
                           cpwi_hint_for(s->text, known, 2).text);
  if (which == 1) return cpwi_take_choice(s, 1, &cpwi_deadlock_words, &s->r->network->deadlock);
  status = cpwi_take_text(s, 1);
  return status == CPW_OK ? set_unit(s) : status;
}

int32_t cpwi_read_settings(cpwi_reader *r) {
  return cpwi_sheet_read(r, CPWI_FILE_SETTINGS, read_setting, NULL);
}

/* ---- figures, of groups and of stages and groups */

int32_t cpwi_take_figures(cpwi_sheet *s, int32_t column, int32_t stage, int32_t group) {
  for (int32_t figure = CPW_FIGURE_PRIORITY; figure <= CPW_FIGURE_HARM; figure++) {
    double value;
    int32_t status = cpwi_take_number(s, column + figure, CPWI_NAN, &value);
    if (status != CPW_OK) return status;
    if (value != value) continue;
    cpw_error inner;
    status = cpw_network_set_figure(s->r->network, figure, stage, group, value, &inner);
    if (status == CPW_EDOMAIN) return cpwi_sheet_fail(s, column + figure, "%.200s", inner.message);
    if (status != CPW_OK) return cpwi_sheet_relay(s, status, &inner);
  }
  return CPW_OK;
}

static int32_t read_group(cpwi_sheet *s, void *context) {
  (void)context;
  int32_t number, status = cpwi_take_text(s, 0);
  if (status != CPW_OK) return status;
  cpw_error inner;
  status = cpw_network_add_group(s->r->network, s->text, &number, &inner);
  if (status != CPW_OK) return cpwi_sheet_relay(s, status, &inner);
  return cpwi_take_figures(s, 1, CPW_NONE, number);
}

int32_t cpwi_read_groups(cpwi_reader *r) {
  return cpwi_sheet_read(r, CPWI_FILE_GROUPS, read_group, NULL);
}

static int32_t read_figure(cpwi_sheet *s, void *context) {
  (void)context;
  int32_t stage, group, status = cpwi_take_stage(s, 0, CPW_NONE, &stage);
  if (status == CPW_OK) status = cpwi_take_group(s, 1, 1, &group);
  return status == CPW_OK ? cpwi_take_figures(s, 2, stage, group) : status;
}

int32_t cpwi_read_figures(cpwi_reader *r) {
  return cpwi_sheet_read(r, CPWI_FILE_FIGURES, read_figure, NULL);
}

/* ---- pools */

static int32_t read_pool(cpwi_sheet *s, void *context) {
  cpw_shared_pool pool = {NULL, 0, CPW_NONE, CPW_NONE};
  const cpwi_net_names *calendars = &s->r->network->calendar_name;
  (void)context;
  int32_t status = cpwi_take_number(s, 1, 0, &pool.units);
  if (status == CPW_OK)
    status = cpwi_take_name(s, 2, calendars, "calendar", CPW_NONE, &pool.calendar);
  if (status == CPW_OK)
    status = cpwi_take_name(s, 3, calendars, "calendar", CPW_NONE, &pool.factor);
  if (status == CPW_OK) status = cpwi_take_text(s, 0);
  if (status != CPW_OK) return status;
  pool.name = s->text[0] ? s->text : NULL;
  cpw_error inner;
  status = cpw_network_add_pool(s->r->network, &pool, NULL, &inner);
  if (status != CPW_OK) return cpwi_sheet_relay(s, status, &inner);
  cpw_pathway p = cpwi_reader_base(s->r);
  p.pool += p.pools - 1;
  p.pools = 1;
  return cpwi_sheet_check(s, &p, cpwi_net_check_pools);
}

int32_t cpwi_read_pools(cpwi_reader *r) {
  return cpwi_sheet_read(r, CPWI_FILE_POOLS, read_pool, NULL);
}

/* ---- calendars: the rows of one stand together, in the order of their steps */

typedef struct building {
  cpw_calendar calendar;
  char name[CPWI_MOST_NAME + 1];
  cpwi_net_list values; /* of double */
} building;

static int32_t finish(cpwi_reader *r, building *b, cpw_error *inner) {
  if (!b->name[0]) return CPW_OK;
  b->calendar.name = b->name;
  b->calendar.values = b->values.items;
  b->calendar.count = b->values.count;
  return cpw_network_add_calendar(r->network, &b->calendar, NULL, inner);
}

/* The first row of a calendar says its period and whether it repeats; the others may leave them empty. */
static int32_t take_head(cpwi_sheet *s, building *b, int first) {
  double period;
  int64_t repeat;
  int32_t status = cpwi_take_number(s, 1, first ? 1 : b->calendar.period, &period);
  if (status == CPW_OK)
    status = cpwi_take_whole(s, 2, 0, 1, first ? 1 : b->calendar.repeat, &repeat);
  if (status != CPW_OK) return status;
  if (!first && (period != b->calendar.period || repeat != b->calendar.repeat))
    return cpwi_sheet_fail(s, period != b->calendar.period ? 1 : 2,
                           "the rows of one calendar have one period and one repeat");
  b->calendar.period = period;
  b->calendar.repeat = (int32_t)repeat;
  return CPW_OK;
}

static int32_t read_step(cpwi_sheet *s, void *context) {
  building *b = context;
  cpw_error inner;
  int32_t status = cpwi_take_text(s, 0);
  if (status != CPW_OK) return status;
  if (!s->text[0]) return cpwi_sheet_fail(s, 0, "a calendar needs a name");
  int first = strcmp(s->text, b->name) != 0;
  if (first) {
    status = finish(s->r, b, &inner);
    if (status != CPW_OK) return cpwi_sheet_relay(s, status, &inner);
    memcpy(b->name, s->text, strlen(s->text) + 1);
    b->values.count = 0;
  }
  status = take_head(s, b, first);
  int64_t step;
  double value;
  if (status == CPW_OK) status = cpwi_take_whole(s, 3, 0, INT32_MAX, b->values.count, &step);
  if (status != CPW_OK) return status;
  if (step != b->values.count)
    return cpwi_sheet_fail(s, 3, "step %lld is expected: steps count from 0, in order",
                           (long long)b->values.count);
  status = cpwi_take_number(s, 4, -1, &value);
  if (status != CPW_OK) return status;
  if (!(value >= 0 && value < (double)INFINITY))
    return cpwi_sheet_fail(s, 4, "a value must be finite and >= 0");
  if (!cpwi_net_list_make_room(s->r->allocator, &b->values, 1, sizeof value))
    return cpwi_fail(s->r->err, CPW_ENOMEM, -1, s->r->where, "no memory for a calendar");
  ((double *)b->values.items)[b->values.count++] = value;
  return CPW_OK;
}

int32_t cpwi_read_calendars(cpwi_reader *r) {
  building b;
  cpw_error inner;
  memset(&b, 0, sizeof b);
  int32_t status = cpwi_sheet_read(r, CPWI_FILE_CALENDARS, read_step, &b);
  if (status == CPW_OK) {
    status = finish(r, &b, &inner);
    if (status == CPW_ENOMEM)
      cpwi_fail(r->err, CPW_ENOMEM, -1, r->where, "no memory for a calendar");
    else if (status != CPW_OK)
      status = cpwi_fail_data(r->err, CPW_EDATA, "calendars.csv", 0, 0, "%.300s", inner.message);
  }
  cpwi_release(r->allocator, b.values.items);
  return status;
}
