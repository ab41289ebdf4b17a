/* Laws from data and traces of arrivals, kept by their names until the rows that use them are read.
 * Source: docs/reference/pathway-folder.md.
 * Leaves the rows to read_rows.c. */
#include "pathway_files/internal.h"

#include <stdio.h>
#include <string.h>

static int32_t no_memory(const cpwi_reader *r) {
  return cpwi_fail(r->err, CPW_ENOMEM, -1, r->where, "no memory for data");
}

static int push(const cpw_allocator *a, cpwi_net_list *list, double value) {
  if (!cpwi_net_list_make_room(a, list, 1, sizeof value)) return 0;
  ((double *)list->items)[list->count++] = value;
  return 1;
}

/* ---- empirical.csv: the rows of one law stand together */

typedef struct law {
  char name[CPWI_MOST_NAME + 1];
  cpwi_net_list values, weights; /* of bands: edges */
  int32_t bands;
} law;

static int32_t make_law(const cpwi_reader *r, const law *d, cpw_empirical **out, cpw_error *inner) {
  if (d->bands)
    return cpw_empirical_new_bands(d->values.items, d->weights.items, d->weights.count,
                                   r->allocator, out, inner);
  return cpw_empirical_new(d->values.items, d->weights.items, d->weights.count, r->allocator, out,
                           inner);
}

/* Hands the law to the network and enters its name. */
static int32_t finish_law(cpwi_reader *r, law *d) {
  if (!d->name[0]) return CPW_OK;
  cpw_error inner;
  cpw_empirical *made = NULL;
  int32_t status = make_law(r, d, &made, &inner);
  if (status == CPW_ENOMEM) return no_memory(r);
  if (status != CPW_OK)
    return cpwi_fail_data(r->err, CPW_EDATA, "empirical.csv", 0, 0, "law \"%.100s\": %.160s",
                          d->name, inner.message);
  status = cpwi_network_own(r->network, made, r->where, r->err);
  if (status != CPW_OK) {
    cpw_empirical_free(made);
    return status;
  }
  if (!cpwi_net_list_make_room(r->allocator, &r->law, 1, sizeof made)) return no_memory(r);
  if (cpwi_net_names_add(r->allocator, &r->law_name, d->name) < 0) return no_memory(r);
  ((cpw_empirical **)r->law.items)[r->law.count++] = made;
  return CPW_OK;
}

static int32_t begin_law(cpwi_sheet *s, law *d) {
  char name[CPWI_MOST_NAME + 1];
  memcpy(name, s->text, sizeof name);
  int32_t status = finish_law(s->r, d);
  if (status != CPW_OK) return status;
  memcpy(d->name, name, sizeof name);
  d->values.count = d->weights.count = 0;
  if (cpw_duration_number(d->name) >= 0)
    return cpwi_sheet_fail(s, 0, "\"%s\" is the name of a law already", d->name);
  if (cpwi_net_names_find(&s->r->law_name, d->name) >= 0)
    return cpwi_sheet_fail(s, 0, "the rows of law \"%.100s\" must stand together", d->name);
  return CPW_OK;
}

static int32_t add_band(cpwi_sheet *s, law *d, double value, double upto) {
  const double *edge = d->values.items;
  if (d->weights.count == 0) {
    d->bands = upto == upto;
    if (d->bands && !push(s->r->allocator, &d->values, value)) return no_memory(s->r);
  } else if (d->bands != (upto == upto)) {
    return cpwi_sheet_fail(s, 3, "all rows of a law have an upto, or none has");
  } else if (d->bands && value != edge[d->values.count - 1]) {
    return cpwi_sheet_fail(s, 1, "a band must begin where the one before it ends");
  }
  return push(s->r->allocator, &d->values, d->bands ? upto : value) ? CPW_OK : no_memory(s->r);
}

static int32_t read_value(cpwi_sheet *s, void *context) {
  law *d = context;
  double value, weight, upto;
  int32_t status = cpwi_take_text(s, 0);
  if (status == CPW_OK && !s->text[0]) status = cpwi_sheet_fail(s, 0, "a law needs a name");
  if (status == CPW_OK && strcmp(s->text, d->name) != 0) status = begin_law(s, d);
  if (status == CPW_OK) status = cpwi_take_number(s, 1, -1, &value);
  if (status == CPW_OK && !(value >= 0 && value < (double)INFINITY))
    status = cpwi_sheet_fail(s, 1, "a value must be finite and >= 0");
  if (status == CPW_OK) status = cpwi_take_number(s, 2, 1, &weight);
  if (status == CPW_OK) status = cpwi_take_number(s, 3, CPWI_NAN, &upto);
  if (status == CPW_OK) status = add_band(s, d, value, upto);
  if (status != CPW_OK) return status;
  return push(s->r->allocator, &d->weights, weight) ? CPW_OK : no_memory(s->r);
}

int32_t cpwi_read_empirical(cpwi_reader *r) {
  law d;
  memset(&d, 0, sizeof d);
  int32_t status = cpwi_sheet_read(r, CPWI_FILE_EMPIRICAL, read_value, &d);
  if (status == CPW_OK) status = finish_law(r, &d);
  cpwi_release(r->allocator, d.values.items);
  cpwi_release(r->allocator, d.weights.items);
  return status;
}

/* ---- traces.csv: by name, or by stage and group */

/* The trace's key in s->text: its name, or a text that no name can be. */
static int32_t take_key(cpwi_sheet *s, int32_t *stage, int32_t *group) {
  *stage = *group = CPW_NONE;
  int32_t status = cpwi_take_text(s, 0);
  if (status != CPW_OK || s->text[0]) return status;
  status = cpwi_take_stage(s, 1, CPWI_MUST, stage);
  if (status == CPW_OK) status = cpwi_take_group(s, 2, 0, group);
  if (status == CPW_OK) snprintf(s->text, sizeof s->text, "\n%d,%d", (int)*stage, (int)*group);
  return status;
}

static int32_t find_trace(cpwi_sheet *s, int32_t stage, int32_t group, int32_t *out) {
  cpwi_reader *r = s->r;
  *out = cpwi_net_names_find(&r->trace_name, s->text);
  if (*out >= 0) return CPW_OK;
  if (!cpwi_net_list_make_room(r->allocator, &r->trace, 1, sizeof(cpwi_trace))) return no_memory(r);
  *out = cpwi_net_names_add(r->allocator, &r->trace_name, s->text);
  if (*out < 0) return no_memory(r);
  cpwi_trace *trace = (cpwi_trace *)r->trace.items + r->trace.count++;
  memset(trace, 0, sizeof *trace);
  trace->stage = stage;
  trace->group = group;
  return CPW_OK;
}

static int32_t read_time(cpwi_sheet *s, void *context) {
  (void)context;
  int32_t stage, group, number;
  double time;
  int32_t status = take_key(s, &stage, &group);
  if (status == CPW_OK) status = find_trace(s, stage, group, &number);
  if (status == CPW_OK) status = cpwi_take_number(s, 3, -1, &time);
  if (status != CPW_OK) return status;
  cpwi_net_list *times = &((cpwi_trace *)s->r->trace.items)[number].times;
  double before = times->count ? ((double *)times->items)[times->count - 1] : 0;
  if (!(time >= before && time < (double)INFINITY))
    return cpwi_sheet_fail(s, 3, "a time must be finite and >= %s: times of a trace never fall",
                           cpwi_number(before).text);
  return push(s->r->allocator, times, time) ? CPW_OK : no_memory(s->r);
}

int32_t cpwi_read_traces(cpwi_reader *r) {
  return cpwi_sheet_read(r, CPWI_FILE_TRACES, read_time, NULL);
}
