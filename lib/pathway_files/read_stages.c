/* Stages of a network from their file: first all rows, then what refers to other stages.
 * Source: docs/reference/pathway-folder.md.
 * Leaves whether a stage makes sense to lib/pathway/check_stages.c. */
#include "pathway_files/internal.h"

#include "table/internal.h"

#include <string.h>

enum {
  NAME,
  KIND,
  SERVERS,
  ORDER,
  PREEMPT,
  WHEN_FULL,
  OVERFLOW,
  ROUTING,
  WAITING_ROOM,
  PLACES,
  CALENDAR,
  FACTOR,
  MISSED,
  MISSED_LEAVE,
  MISSED_TO,
  REBOOK,
  TARGET
};

/* A stage's line, and the stages that it names. */
typedef struct pending {
  int64_t line;
  char *overflow, *missed_to; /* NULL: none */
} pending;

typedef struct stages {
  cpwi_net_list rows; /* of pending, by stage */
  int64_t overflow_at, missed_at;
} stages;

static int32_t take_choices(cpwi_sheet *s, cpw_stage *stage) {
  int32_t status = cpwi_take_choice(s, KIND, &cpwi_kind_words, &stage->kind);
  if (status == CPW_OK) status = cpwi_take_choice(s, ORDER, &cpwi_order_words, &stage->order);
  if (status == CPW_OK) status = cpwi_take_choice(s, PREEMPT, &cpwi_preempt_words, &stage->preempt);
  if (status == CPW_OK)
    status = cpwi_take_choice(s, WHEN_FULL, &cpwi_full_words, &stage->when_full);
  if (status == CPW_OK) status = cpwi_take_choice(s, ROUTING, &cpwi_routing_words, &stage->routing);
  return status;
}

static int32_t take_numbers(cpwi_sheet *s, cpw_stage *stage) {
  const struct {
    int32_t column;
    double *field;
  } all[] = {{SERVERS, &stage->servers}, {WAITING_ROOM, &stage->waiting_room},
             {PLACES, &stage->places},   {MISSED, &stage->missed},
             {REBOOK, &stage->rebook},   {MISSED_LEAVE, &stage->missed_leave},
             {TARGET, &stage->target}};
  int32_t status = CPW_OK;
  for (size_t k = 0; k < sizeof all / sizeof all[0] && status == CPW_OK; k++)
    status = cpwi_take_number(s, all[k].column, *all[k].field, all[k].field);
  return status;
}

static int32_t take_calendars(cpwi_sheet *s, cpw_stage *stage) {
  const cpwi_net_names *names = &s->r->network->calendar_name;
  int32_t status = cpwi_take_name(s, CALENDAR, names, "calendar", CPW_NONE, &stage->calendar);
  if (status != CPW_OK) return status;
  return cpwi_take_name(s, FACTOR, names, "calendar", CPW_NONE, &stage->factor);
}

static int32_t keep_text(cpwi_sheet *s, int32_t column, char **out) {
  int32_t status = cpwi_take_text(s, column);
  if (status != CPW_OK || !s->text[0]) return status;
  *out = cpwi_copy_text(s->r->allocator, s->text);
  if (*out) return CPW_OK;
  return cpwi_fail(s->r->err, CPW_ENOMEM, -1, s->r->where, "no memory for a name");
}

static int32_t read_stage(cpwi_sheet *s, void *context) {
  stages *all = context;
  cpw_stage stage;
  cpw_stage_init(&stage);
  if (!cpwi_net_list_make_room(s->r->allocator, &all->rows, 1, sizeof(pending)))
    return cpwi_fail(s->r->err, CPW_ENOMEM, -1, s->r->where, "no memory for a stage");
  pending *row = (pending *)all->rows.items + all->rows.count++;
  *row = (pending){cpw_table_line(s->table), NULL, NULL};
  all->overflow_at = s->at[OVERFLOW] + 1;
  all->missed_at = s->at[MISSED_TO] + 1;
  int32_t status = take_choices(s, &stage);
  if (status == CPW_OK) status = take_numbers(s, &stage);
  if (status == CPW_OK) status = take_calendars(s, &stage);
  if (status == CPW_OK) status = keep_text(s, OVERFLOW, &row->overflow);
  if (status == CPW_OK) status = keep_text(s, MISSED_TO, &row->missed_to);
  if (status == CPW_OK) status = cpwi_take_text(s, NAME);
  if (status != CPW_OK) return status;
  stage.name = s->text;
  cpw_error inner;
  status = cpw_network_add_stage(s->r->network, &stage, NULL, &inner);
  return status == CPW_OK ? CPW_OK : cpwi_sheet_relay(s, status, &inner);
}

/* The number of a stage that was named on an earlier line. */
static int32_t resolve(cpwi_reader *r, const char *name, int64_t line, int64_t field,
                       int32_t *out) {
  const cpwi_net_names *names = &r->network->stage_name;
  if (!name) return CPW_OK;
  *out = cpwi_net_names_find(names, name);
  if (*out >= 0) return CPW_OK;
  return cpwi_fail_data(r->err, CPW_EDATA, "stages.csv", line, field,
                        "line %lld, field %lld: there is no stage %s%s", (long long)line,
                        (long long)field, cpwi_table_excerpt(name, strlen(name)).text,
                        cpwi_hint_for(name, (const char *const *)names->name, names->count).text);
}

static int32_t link_stages(cpwi_reader *r, const stages *all) {
  const pending *row = all->rows.items;
  cpw_stage *stage = r->network->stage.items;
  int32_t status = CPW_OK;
  for (int64_t i = 0; i < r->network->stage.count && status == CPW_OK; i++) {
    status = resolve(r, row[i].overflow, row[i].line, all->overflow_at, &stage[i].overflow);
    if (status == CPW_OK)
      status = resolve(r, row[i].missed_to, row[i].line, all->missed_at, &stage[i].missed_to);
  }
  return status;
}

static int32_t check_stages(cpwi_reader *r, const stages *all) {
  cpw_pathway p = cpwi_reader_base(r);
  cpw_error inner;
  cpwi_asked ask = {&p, r->allocator, r->where, &inner};
  if (cpwi_net_check_stages(&ask) == CPW_OK) return CPW_OK;
  int64_t line = inner.index >= 0 ? ((const pending *)all->rows.items)[inner.index].line : 0;
  return cpwi_fail_data(r->err, CPW_EDATA, "stages.csv", line, 0, "line %lld: %.290s",
                        (long long)line, inner.message);
}

int32_t cpwi_read_stages(cpwi_reader *r) {
  stages all;
  memset(&all, 0, sizeof all);
  int32_t status = cpwi_sheet_read(r, CPWI_FILE_STAGES, read_stage, &all);
  if (status == CPW_OK) status = link_stages(r, &all);
  if (status == CPW_OK) status = check_stages(r, &all);
  pending *row = all.rows.items;
  for (int64_t i = 0; i < all.rows.count; i++) {
    cpwi_release(r->allocator, row[i].overflow);
    cpwi_release(r->allocator, row[i].missed_to);
  }
  cpwi_release(r->allocator, row);
  return status;
}
