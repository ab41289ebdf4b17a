/* From the layers of the files to one result: codes ranked, groups sorted and put together, C_999
 * set against the treatment functions over all files.
 * Source: rtt.h (what counts as what); sorting by counting, key by key from the last to the first.
 * Leaves the reading of files to read.c. */
#include "rtt/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---------------------------------------------------------------- what is put together ------ */

/* A layer and where its codes, groups and blocks begin among those of all layers. */
typedef struct view {
  const cpwi_layer *layer;
  int64_t codes[CPWI_KINDS];
  int64_t groups, blocks;
} view;

/* All codes of a kind in their order. */
typedef struct ranking {
  int64_t entries;         /* over all layers */
  int64_t count;           /* different ones */
  uint32_t *rank;          /* (entries) 1 to count */
  const cpwi_code **named; /* (count) of equal codes the one whose name stays */
} ranking;

/* A group or a block of a layer. */
typedef struct record {
  uint32_t view, number;
} record;

typedef struct assembly {
  const cpw_rtt *rtt;
  const cpw_allocator *allocator;
  int64_t views, groups, blocks, rows, bands;
  view *view;
  ranking ranking[CPWI_KINDS];
  record *group, *block; /* sorted by the ranks of their keys */
  uint32_t *row;         /* (groups) the row of a group, by view and number */
  record *sample;        /* (rows) a group of the row */
  int64_t repeated;      /* rows that are in several files */
  cpw_result *result;
  int64_t *count, *total, *unknown, *total_all, *difference, *specialty; /* of the result */
} assembly;

static int32_t no_memory(cpw_error *err) {
  return cpwi_fail(err, CPW_ENOMEM, -1, "cpw_rtt_result", "no memory for the result");
}

static int32_t too_large(cpw_error *err) {
  return cpwi_fail(err, CPW_EOVERFLOW, -1, "cpw_rtt_result",
                   "a sum over several files is beyond 64 bits");
}

static int32_t look_at_layers(assembly *a, cpw_error *err) {
  a->views = a->rtt->files;
  a->view = cpwi_alloc_zero(a->allocator, (size_t)a->views, sizeof *a->view);
  if (!a->view) return no_memory(err);
  view *v = a->view;
  for (const cpwi_layer *l = a->rtt->first; l; l = l->next, v++) {
    v->layer = l;
    v->groups = a->groups;
    v->blocks = a->blocks;
    a->groups += l->groups.count;
    a->blocks += l->blocks.count;
    a->bands = l->bands;
    for (int k = 0; k < CPWI_KINDS; k++) {
      v->codes[k] = a->ranking[k].entries;
      a->ranking[k].entries += l->codes[k].count;
    }
  }
  if (a->groups > INT32_MAX || a->blocks > INT32_MAX) return too_large(err);
  return CPW_OK;
}

/* ---------------------------------------------------------------- ranks --------------------- */

/* A code and its place among all of its kind. */
typedef struct entry {
  const cpwi_code *code;
  int64_t place;
} entry;

static int by_code(const void *a, const void *b) {
  const entry *x = a, *y = b;
  int order = memcmp(x->code->text, y->code->text, sizeof x->code->text);
  return order ? order : (x->place > y->place) - (x->place < y->place);
}

static int has_better_name(const cpwi_code *a, const cpwi_code *b) {
  return cpwi_name_before(a->name, (size_t)a->name_length, a->name_period, b->name,
                          (size_t)b->name_length, b->name_period);
}

static int32_t rank_kind(assembly *a, int kind, cpw_error *err) {
  ranking *r = &a->ranking[kind];
  size_t n = (size_t)r->entries;
  entry *e = cpwi_alloc(a->allocator, n, sizeof *e);
  r->rank = cpwi_alloc(a->allocator, n, sizeof *r->rank);
  r->named = cpwi_alloc(a->allocator, n, sizeof *r->named);
  if (!e || !r->rank || !r->named) {
    cpwi_release(a->allocator, e);
    return no_memory(err);
  }
  size_t filled = 0;
  for (int64_t v = 0; v < a->views; v++) {
    const cpwi_codes *codes = &a->view[v].layer->codes[kind];
    for (int32_t i = 0; i < codes->count; i++, filled++)
      e[filled] = (entry){&codes->item[i], (int64_t)filled};
  }
  qsort(e, n, sizeof *e, by_code);
  for (size_t i = 0; i < n; i++) {
    const cpwi_code *code = e[i].code;
    if (i == 0 || strcmp(code->text, e[i - 1].code->text) != 0)
      r->named[r->count++] = code;
    else if (has_better_name(code, r->named[r->count - 1]))
      r->named[r->count - 1] = code;
    r->rank[e[i].place] = (uint32_t)r->count;
  }
  cpwi_release(a->allocator, e);
  return CPW_OK;
}

/* ---------------------------------------------------------------- order --------------------- */

/* Groups or blocks: both begin with their key. */
typedef const cpwi_keyed *(*keyed_of)(const cpwi_layer *layer);
static const cpwi_keyed *groups_of(const cpwi_layer *layer) {
  return &layer->groups;
}
static const cpwi_keyed *blocks_of(const cpwi_layer *layer) {
  return &layer->blocks;
}
static const cpwi_keyed *rare_of(const cpwi_layer *layer) {
  return &layer->rare;
}

/* The rank of one part of a record's key, 0 where that is not told apart. */
static uint32_t rank_of(const assembly *a, keyed_of of, record r, int kind) {
  const view *v = &a->view[r.view];
  const cpwi_key *key = cpwi_keyed_at(of(v->layer), r.number);
  uint16_t id = key->id[kind];
  return id ? a->ranking[kind].rank[v->codes[kind] + id - 1] : 0;
}

static int same_key(const assembly *a, keyed_of of, record x, record y) {
  for (int k = 0; k < CPWI_KINDS; k++)
    if (rank_of(a, of, x, k) != rank_of(a, of, y, k)) return 0;
  return 1;
}

/* One pass of the sort: stable, by one part of the key. `start` has room for all ranks and one. */
static void sort_by(const assembly *a, keyed_of of, int kind, const record *from, record *to,
                    int64_t n, int64_t *start) {
  int64_t ranks = a->ranking[kind].count + 1, sum = 0;
  memset(start, 0, (size_t)ranks * sizeof *start);
  for (int64_t i = 0; i < n; i++)
    start[rank_of(a, of, from[i], kind)]++;
  for (int64_t i = 0; i < ranks; i++) {
    int64_t here = start[i];
    start[i] = sum;
    sum += here;
  }
  for (int64_t i = 0; i < n; i++)
    to[start[rank_of(a, of, from[i], kind)]++] = from[i];
}

/* All groups or blocks in the order of their keys; NULL: no memory. */
static record *sorted(const assembly *a, keyed_of of, int64_t n) {
  int64_t most = 0;
  for (int k = 0; k < CPWI_KINDS; k++)
    if (a->ranking[k].count > most) most = a->ranking[k].count;
  record *from = cpwi_alloc(a->allocator, (size_t)n, sizeof *from);
  record *to = cpwi_alloc(a->allocator, (size_t)n, sizeof *to);
  int64_t *start = cpwi_alloc(a->allocator, (size_t)most + 1, sizeof *start);
  if (from && to && start) {
    int64_t filled = 0;
    for (int64_t v = 0; v < a->views; v++)
      for (uint32_t i = 0; i < of(a->view[v].layer)->count; i++)
        from[filled++] = (record){(uint32_t)v, i};
    for (int k = CPWI_KINDS - 1; k >= 0; k--) {
      sort_by(a, of, k, from, to, n, start);
      record *swap = from;
      from = to;
      to = swap;
    }
  } else {
    cpwi_release(a->allocator, from);
    from = NULL;
  }
  cpwi_release(a->allocator, to);
  cpwi_release(a->allocator, start);
  return from;
}

/* Groups with the same key are one row. */
static int32_t number_rows(assembly *a, cpw_error *err) {
  a->group = sorted(a, groups_of, a->groups);
  a->row = cpwi_alloc(a->allocator, (size_t)a->groups, sizeof *a->row);
  a->sample = cpwi_alloc(a->allocator, (size_t)a->groups, sizeof *a->sample);
  if (!a->group || !a->row || !a->sample) return no_memory(err);
  for (int64_t i = 0; i < a->groups; i++) {
    record r = a->group[i];
    if (i == 0 || !same_key(a, groups_of, a->group[i - 1], r)) a->sample[a->rows++] = r;
    a->row[a->view[r.view].groups + r.number] = (uint32_t)(a->rows - 1);
  }
  return CPW_OK;
}

/* ---------------------------------------------------------------- dimensions ---------------- */

enum { CODES, NAMES, TYPES };

static const char *label_of(const assembly *a, int kind, int which, record r) {
  uint32_t rank = rank_of(a, groups_of, r, kind);
  const cpwi_code *code = a->ranking[kind].named[rank - 1];
  if (which == NAMES) return code->name ? code->name : "";
  const char *type = which == TYPES ? cpw_rtt_part_type(code->text) : NULL;
  return type ? type : code->text;
}

/* `labels` has room for one a row. */
static int32_t add_coordinate(const assembly *a, const char *name, int kind, int which,
                              const char **labels, cpw_error *err) {
  for (int64_t i = 0; i < a->rows; i++)
    labels[i] = label_of(a, kind, which, a->sample[i]);
  return cpw_result_add_coordinate(a->result, "row", name, labels, err);
}

static int32_t add_coordinates(const assembly *a, const char **labels, cpw_error *err) {
  int32_t status = CPW_OK;
  for (int k = 0; k < CPWI_PART && status == CPW_OK; k++)
    if (a->rtt->grouped[k])
      status = add_coordinate(a, cpwi_kinds[k].coordinate, k, CODES, labels, err);
  for (int k = 0; k < CPWI_PART && status == CPW_OK; k++)
    if (a->rtt->grouped[k] && a->rtt->options.names && cpwi_kinds[k].name_coordinate)
      status = add_coordinate(a, cpwi_kinds[k].name_coordinate, k, NAMES, labels, err);
  if (status == CPW_OK) status = add_coordinate(a, "part", CPWI_PART, CODES, labels, err);
  if (status == CPW_OK) status = add_coordinate(a, "type", CPWI_PART, TYPES, labels, err);
  return status;
}

static int32_t add_rows(const assembly *a, cpw_error *err) {
  int32_t status = cpw_result_add_dimension(a->result, "row", a->rows, NULL, err);
  if (status != CPW_OK) return status;
  const char **labels = cpwi_alloc(a->allocator, (size_t)a->rows, sizeof *labels);
  if (!labels) return no_memory(err);
  status = add_coordinates(a, labels, err);
  cpwi_release(a->allocator, (void *)labels);
  return status;
}

static int32_t add_bands(const assembly *a, cpw_error *err) {
  size_t bands = (size_t)a->bands;
  const char **labels = cpwi_alloc(a->allocator, bands, sizeof *labels + CPW_NUMBER_CHARS);
  if (!labels) return no_memory(err);
  char *text = (char *)(labels + bands);
  for (size_t i = 0; i < bands; i++, text += CPW_NUMBER_CHARS) {
    cpw_format_int64(a->rtt->first->lower[i], text);
    labels[i] = text;
  }
  int32_t status = cpw_result_add_dimension(a->result, "band", a->bands, labels, err);
  cpwi_release(a->allocator, (void *)labels);
  return status;
}

/* ---------------------------------------------------------------- arrays -------------------- */

static int32_t add_lower(const assembly *a, cpw_error *err) {
  void *memory;
  int32_t status = cpw_result_add_array(a->result, "band_lower", "weeks",
                                        "Lower edge of a band: more than so many weeks.", "band",
                                        CPW_DOUBLE, CPW_MERGE_SAME, &memory, err);
  for (int64_t i = 0; status == CPW_OK && i < a->bands; i++)
    ((double *)memory)[i] = (double)a->rtt->first->lower[i];
  return status;
}

static int32_t add_figures(assembly *a, cpw_error *err) {
  const struct {
    const char *name, *dimensions, *description;
    int64_t **memory;
  } figures[] = {
      {"count", "row band", "People by weeks waited.", &a->count},
      {"total", "row", "People with a known wait: the sum of the bands.", &a->total},
      {"unknown", "row", "Patients with an unknown clock start date.", &a->unknown},
      {"total_all", "row", "Total All as published; for Part_3 the new clock starts.",
       &a->total_all},
      {"difference", "row", "Total All minus total and unknown: 0 where the file reconciles.",
       &a->difference},
      {"specialty_difference", "row", "The treatment functions' Total All minus that of C_999.",
       &a->specialty},
  };
  int32_t status = add_lower(a, err);
  for (size_t i = 0; i < sizeof figures / sizeof figures[0] && status == CPW_OK; i++) {
    void *memory = NULL;
    status = cpw_result_add_array(a->result, figures[i].name, "people", figures[i].description,
                                  figures[i].dimensions, CPW_INT64, CPW_MERGE_SUM, &memory, err);
    *figures[i].memory = memory;
  }
  return status;
}

/* Numbers over all files. */
typedef struct tallies {
  int64_t read, kept, nonc, unreconciled, people, repeated;
} tallies;

static tallies tally(const assembly *a) {
  tallies t = {0, 0, 0, 0, 0, a->repeated};
  for (int64_t v = 0; v < a->views; v++) {
    t.read += a->view[v].layer->rows_read;
    t.kept += a->view[v].layer->rows_kept;
    t.nonc += a->view[v].layer->rows_nonc;
    t.unreconciled += a->view[v].layer->rows_unreconciled;
    if (!cpwi_add(t.people, a->view[v].layer->people_unreconciled, &t.people)) t.people = INT64_MAX;
    t.repeated += a->view[v].layer->rows_repeated;
  }
  return t;
}

static int32_t add_tallies(const assembly *a, const tallies *t, cpw_error *err) {
  const struct {
    const char *name, *unit, *description;
    int64_t value;
  } numbers[] = {
      {"rows_read", "rows", "Rows in the files.", t->read},
      {"rows_kept", "rows", "Rows that count, for a figure or its cross-check.", t->kept},
      {"rows_nonc", "rows", "Rows of commissioner NONC, kept or not.", t->nonc},
      {"rows_unreconciled", "rows", "Kept rows whose own cells do not add up to their totals.",
       t->unreconciled},
      {"people_unreconciled", "people", "How far these rows are off, without sign, in all.",
       t->people},
      {"rows_repeated", "rows", "Kept rows that were read before, in the same file or another.",
       t->repeated},
      {"files", "files", "Files read.", a->rtt->files},
  };
  int32_t status = CPW_OK;
  for (size_t i = 0; i < sizeof numbers / sizeof numbers[0] && status == CPW_OK; i++) {
    void *memory;
    status =
        cpw_result_add_array(a->result, numbers[i].name, numbers[i].unit, numbers[i].description,
                             "", CPW_INT64, CPW_MERGE_SUM, &memory, err);
    if (status == CPW_OK) *(int64_t *)memory = numbers[i].value;
  }
  return status;
}

/* ---------------------------------------------------------------- people -------------------- */

static int32_t add_people(assembly *a, const cpwi_layer *l, const cpwi_sums *s, uint32_t row,
                          cpw_error *err) {
  if (!cpwi_add(a->total_all[row], s->total_all, &a->total_all[row]) ||
      !cpwi_add(a->unknown[row], s->unknown, &a->unknown[row]) ||
      !cpwi_add(a->difference[row], s->difference, &a->difference[row]) ||
      cpwi_counts_read(&l->counts, s->counts, a->count + row * a->bands) != CPW_OK)
    return too_large(err);
  return CPW_OK;
}

static int32_t add_groups(assembly *a, cpw_error *err) {
  int32_t status = CPW_OK;
  for (int64_t i = 0; i < a->groups && status == CPW_OK; i++) {
    record r = a->group[i];
    const view *v = &a->view[r.view];
    const cpwi_group *g = cpwi_keyed_at(&v->layer->groups, r.number);
    status = add_people(a, v->layer, &g->sums, a->row[v->groups + r.number], err);
  }
  return status;
}

static const cpwi_block *block_at(const assembly *a, int64_t i) {
  record r = a->block[i];
  return cpwi_keyed_at(&a->view[r.view].layer->blocks, r.number);
}

static uint32_t row_of_block(const assembly *a, int64_t i) {
  return a->row[a->view[a->block[i].view].groups + block_at(a, i)->group];
}

/* C_999 came in one of the files at least: compare, if there is something to compare it with. */
static int32_t compare_block(assembly *a, int64_t first, int64_t after, cpw_error *err) {
  int64_t difference = 0;
  uint32_t row = 0;
  int32_t has_functions = 0;
  for (int64_t i = first; i < after; i++) {
    const cpwi_block *b = block_at(a, i);
    has_functions |= b->has_functions;
    if (b->has_all) row = row_of_block(a, i);
    /* both are >= 0, so their difference fits */
    if (!cpwi_add(difference, b->waiting.total_all - b->all_total_all, &difference))
      return too_large(err);
  }
  if (!has_functions) return CPW_OK;
  return cpwi_add(a->specialty[row], difference, &a->specialty[row]) ? CPW_OK : too_large(err);
}

/* C_999 came in none: the treatment functions are the figure. */
static int32_t add_waiting(assembly *a, int64_t first, int64_t after, cpw_error *err) {
  int32_t status = CPW_OK;
  for (int64_t i = first; i < after && status == CPW_OK; i++)
    status = add_people(a, a->view[a->block[i].view].layer, &block_at(a, i)->waiting,
                        row_of_block(a, i), err);
  return status;
}

/* Which treatment functions of this block came in several files? */
static void count_repeats(assembly *a, int64_t first, int64_t after) {
  uint64_t seen = 0;
  for (int64_t i = first; i < after; i++) {
    for (uint64_t again = seen & block_at(a, i)->seen; again; again &= again - 1)
      a->repeated++;
    seen |= block_at(a, i)->seen;
  }
}

/* The same for the treatment functions that have no bit. */
static int32_t count_rare_repeats(assembly *a, cpw_error *err) {
  int64_t n = 0;
  for (int64_t v = 0; v < a->views; v++)
    n += a->view[v].layer->rare.count;
  record *rare = sorted(a, rare_of, n);
  if (!rare) return no_memory(err);
  for (int64_t i = 1; i < n; i++)
    a->repeated += same_key(a, rare_of, rare[i - 1], rare[i]);
  cpwi_release(a->allocator, rare);
  return CPW_OK;
}

static int32_t add_blocks(assembly *a, cpw_error *err) {
  int32_t by_function = a->rtt->grouped[CPWI_TREATMENT_FUNCTION];
  int32_t status = count_rare_repeats(a, err);
  for (int64_t first = 0, after; first < a->blocks && status == CPW_OK; first = after) {
    int32_t has_all = 0;
    for (after = first; after < a->blocks; after++) {
      if (after > first && !same_key(a, blocks_of, a->block[first], a->block[after])) break;
      has_all |= block_at(a, after)->has_all;
    }
    count_repeats(a, first, after);
    if (has_all)
      status = compare_block(a, first, after, err);
    else if (!by_function)
      status = add_waiting(a, first, after, err);
  }
  return status;
}

static int32_t add_totals(assembly *a, cpw_error *err) {
  for (int64_t i = 0; i < a->rows; i++)
    for (int64_t j = 0; j < a->bands; j++)
      if (!cpwi_add(a->total[i], a->count[i * a->bands + j], &a->total[i])) return too_large(err);
  return CPW_OK;
}

/* ---------------------------------------------------------------- notes --------------------- */

static int32_t note_sources(const assembly *a, cpw_error *err) {
  size_t room = 1;
  for (int64_t v = 0; v < a->views; v++)
    room += strlen(a->view[v].layer->source) + 2;
  char *text = cpwi_alloc(a->allocator, room, 1);
  if (!text) return no_memory(err);
  size_t used = 0;
  text[0] = '\0';
  for (int64_t v = 0; v < a->views; v++)
    used +=
        (size_t)snprintf(text + used, room - used, "%s%s", v ? "; " : "", a->view[v].layer->source);
  int32_t status = cpw_result_add_note(a->result, "sources", text, err);
  cpwi_release(a->allocator, text);
  return status;
}

static int32_t add_notes(const assembly *a, const tallies *t, cpw_error *err) {
  char text[256];
  int32_t status = note_sources(a, err);
  if (status != CPW_OK) return status;
  snprintf(text, sizeof text, "rows of commissioner NONC %s: %lld",
           a->rtt->options.include_nonc ? "counted" : "left out", (long long)t->nonc);
  status = cpw_result_add_note(a->result, "nonc", text, err);
  if (status != CPW_OK) return status;
  status = cpw_result_add_note(
      a->result, "treatment_functions",
      a->rtt->grouped[CPWI_TREATMENT_FUNCTION]
          ? "C_999 is the total of the others: do not add it to them"
          : "C_999 is the figure where a block has it, otherwise the sum of the others",
      err);
  if (status != CPW_OK) return status;
  int used = snprintf(text, sizeof text,
                      "%lld of %lld rows have totals that their own cells do not add up to",
                      (long long)t->unreconciled, (long long)t->kept);
  for (int64_t v = 0; v < a->views; v++) {
    const cpwi_layer *l = a->view[v].layer;
    if (l->rows_unreconciled == 0) continue;
    snprintf(text + used, sizeof text - (size_t)used, ", the first is row %lld of %s",
             (long long)l->first_unreconciled, l->source);
    break;
  }
  return cpw_result_add_note(a->result, "reconciliation", text, err);
}

/* ---------------------------------------------------------------- the result ---------------- */

static int32_t assemble(assembly *a, cpw_error *err) {
  int32_t status = look_at_layers(a, err);
  for (int k = 0; k < CPWI_KINDS && status == CPW_OK; k++)
    status = rank_kind(a, k, err);
  if (status == CPW_OK) status = number_rows(a, err);
  if (status == CPW_OK && !(a->block = sorted(a, blocks_of, a->blocks))) status = no_memory(err);
  if (status == CPW_OK) status = cpw_result_new(a->allocator, &a->result, err);
  if (status == CPW_OK) status = add_rows(a, err);
  if (status == CPW_OK) status = add_bands(a, err);
  if (status == CPW_OK) status = add_figures(a, err);
  if (status == CPW_OK) status = add_groups(a, err);
  if (status == CPW_OK) status = add_blocks(a, err);
  if (status == CPW_OK) status = add_totals(a, err);
  tallies t = status == CPW_OK ? tally(a) : (tallies){0, 0, 0, 0, 0, 0};
  if (status == CPW_OK) status = add_tallies(a, &t, err);
  if (status == CPW_OK) status = add_notes(a, &t, err);
  return status;
}

static void release(assembly *a) {
  for (int k = 0; k < CPWI_KINDS; k++) {
    cpwi_release(a->allocator, a->ranking[k].rank);
    cpwi_release(a->allocator, (void *)a->ranking[k].named);
  }
  cpwi_release(a->allocator, a->view);
  cpwi_release(a->allocator, a->group);
  cpwi_release(a->allocator, a->block);
  cpwi_release(a->allocator, a->row);
  cpwi_release(a->allocator, a->sample);
}

int32_t cpw_rtt_result(const cpw_rtt *rtt, cpw_result **out, cpw_error *err) {
  if (!rtt || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL", rtt ? "out" : "rtt");
  assembly a;
  memset(&a, 0, sizeof a);
  a.rtt = rtt;
  a.allocator = rtt->options.allocator;
  int32_t status = assemble(&a, err);
  release(&a);
  if (status != CPW_OK) {
    cpw_result_free(a.result);
    return status;
  }
  *out = a.result;
  return CPW_OK;
}
