/* The list under other weights: those of every member of a panel, and weights that chance draws around the
 * policy's, by the policy's own rule with its tiers, caps and overrides.
 * Sources: cpw_priority_panel; rank acceptability after Lahdelma and Salminen, Operations Research 49:444-454
 * (2001), weights by Dirichlet's law.
 * Leaves other methods of ranking to the modules mcda and smaa. */
#include "input.h"
#include "output.h"
#include "prioritise.h"
#include "results.h"
#include "say.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST_MEMBERS = 64, PURPOSE_WEIGHTS = 0x50520001 };

static int check_rule(const ranked *r, const char *option) {
  if (r->by->policy->rule == CPW_PRIORITY_SCORE && r->by->policy->criterion_count > 0) return DONE;
  return fail(USAGE, "--%s: the policy has no weights to vary", option);
}

/* ---------------------------------------------------------------- weights of a panel */

typedef struct panel {
  int64_t members;
  char *name[MOST_MEMBERS];
  double *weight; /* (members, criteria) */
  int64_t *place; /* (members, patients) */
} panel;

static void panel_free(panel *p) {
  for (int64_t m = 0; m < p->members; m++)
    free(p->name[m]);
  free(p->weight);
  free(p->place);
}

static int read_member(const ranked *r, cpw_table *table, const char *file, const int64_t *field,
                       panel *p) {
  const cpw_priority_policy *policy = r->by->policy;
  const char *bytes;
  int64_t count;
  double sum = 0;
  cpw_error err;
  if (p->members == MOST_MEMBERS)
    return fail(BAD_DATA, "%s:%lld: more than %d members", file, (long long)cpw_table_line(table),
                (int)MOST_MEMBERS);
  if (cpw_table_text(table, field[0], &bytes, &count, &err)) return fail_library(file, &err);
  double *weight = p->weight + p->members * policy->criterion_count;
  for (int64_t k = 0; k < policy->criterion_count; k++) {
    if (cpw_table_double(table, field[k + 1], &weight[k], &err)) return fail_library(file, &err);
    if (!(weight[k] >= 0) || !isfinite(weight[k]))
      return fail(BAD_DATA, "%s:%lld: column %lld: a weight must be finite and >= 0", file,
                  (long long)cpw_table_line(table), (long long)field[k + 1] + 1);
    sum += weight[k];
  }
  if (fabs(sum - 1) > 1e-9) {
    char text[CPW_NUMBER_CHARS];
    cpw_format_double(sum, text);
    return fail(BAD_DATA, "%s:%lld: the weights sum to %s, must be 1", file,
                (long long)cpw_table_line(table), text);
  }
  p->name[p->members] = strndup(bytes, (size_t)count);
  return p->name[p->members++] ? DONE : fail_memory();
}

static int read_members(const ranked *r, cpw_table *table, const char *file, int64_t *field,
                        panel *p) {
  const cpw_priority_policy *policy = r->by->policy;
  cpw_error err;
  int32_t more = 0;
  field[0] = cpw_table_find(table, "member");
  if (field[0] < 0) return fail(BAD_DATA, "%s:1: there is no column \"member\"", file);
  for (int64_t k = 0; k < policy->criterion_count; k++) {
    field[k + 1] = cpw_table_find(table, policy->criteria[k].name);
    if (field[k + 1] < 0)
      return fail(BAD_DATA, "%s:1: there is no column \"%s\", a criterion of the policy", file,
                  policy->criteria[k].name);
  }
  int code = DONE;
  while (!code && (more = cpw_table_next(table, &err)) == 1)
    code = read_member(r, table, file, field, p);
  if (!code && more < 0) return fail_library(file, &err);
  if (!code && !p->members) return fail(BAD_DATA, "%s: there is no member", file);
  return code;
}

static int read_panel(const ranked *r, const char *path, panel *p) {
  int64_t criteria = r->by->policy->criterion_count;
  int64_t *field = calloc((size_t)criteria + 1, sizeof *field);
  input in;
  cpw_table *table = NULL;
  cpw_error err;
  p->weight = calloc((size_t)criteria * MOST_MEMBERS, sizeof *p->weight);
  if (!field || !p->weight) {
    free(field);
    return fail_memory();
  }
  int code = input_open(&in, path, 0);
  if (!code) {
    cpw_source source = input_source(&in);
    if (cpw_table_open_source(&source, NULL, &table, &err))
      code = fail_library(in.name, &err);
    else
      code = read_members(r, table, in.name, field, p);
    cpw_table_free(table);
    input_close(&in);
  }
  free(field);
  return code;
}

/* ---------------------------------------------------------------- places under each */

static int rank_members(const ranked *r, panel *p) {
  cpw_priority_list list = ptl_list(r->list, 0);
  size_t n = r->list->count > 0 ? (size_t)r->list->count : 1;
  cpw_error err;
  p->place = calloc(n * (size_t)(p->members > 0 ? p->members : 1), sizeof *p->place);
  if (!p->place) return fail_memory();
  if (cpw_priority_panel(r->by->policy, &list, p->weight, p->members, NULL, r->list->count,
                         p->place, &err))
    return fail_library(NULL, &err);
  return DONE;
}

static int64_t lowest(const ranked *r, const panel *p, int64_t row) {
  int64_t least = p->place[row];
  for (int64_t m = 1; m < p->members; m++)
    if (p->place[m * r->list->count + row] < least) least = p->place[m * r->list->count + row];
  return least;
}

static int64_t highest(const ranked *r, const panel *p, int64_t row) {
  int64_t most = p->place[row];
  for (int64_t m = 1; m < p->members; m++)
    if (p->place[m * r->list->count + row] > most) most = p->place[m * r->list->count + row];
  return most;
}

static int print_panel(const ranked *r, const panel *p) {
  enum { MOST_SHOWN = 12 };
  const settings *set = r->list->set;
  int64_t rows = set->prioritise.show, shown = p->members < MOST_SHOWN ? p->members : MOST_SHOWN;
  const char *headings[MOST_SHOWN + 6] = {"place", "<id", "<tier", "lowest", "highest"};
  phrase name[MOST_SHOWN];
  buffer b = {0};
  grid g;
  if (rows > r->list->count) rows = r->list->count;
  for (int64_t m = 0; m < shown; m++) {
    name[m] = clipped(p->name[m], 16);
    headings[5 + m] = name[m].text;
  }
  grid_begin(&g, headings, 5 + shown);
  for (int64_t k = 0; k < rows; k++) {
    int64_t i = r->order[k];
    grid_cell(&g, people((double)(k + 1)).text);
    grid_cell(&g, clipped(r->list->id[i], 24).text);
    grid_cell(&g, tier_name(r, i));
    grid_cell(&g, people((double)lowest(r, p, i)).text);
    grid_cell(&g, people((double)highest(r, p, i)).text);
    for (int64_t m = 0; m < shown; m++)
      grid_cell(&g, people((double)p->place[m * r->list->count + i]).text);
  }
  putf(&b, "Places under the policy and under the weights of %s of a panel\n\n",
       phrased("%lld %s", (long long)p->members, p->members == 1 ? "member" : "members").text);
  grid_print(&g, &b, "");
  grid_free(&g);
  if (shown < p->members) put(&b, "more members: --format=csv\n");
  return write_buffer(set->output, &b);
}

static int32_t fill_panel(cpw_result *to, const ranked *r, const panel *p, cpw_error *err) {
  int64_t n = r->list->count;
  int64_t *figure = calloc(n > 0 ? 2 * (size_t)n : 1, sizeof *figure);
  int32_t status = figure ? places_begin(to, r, err) : CPW_ENOMEM;
  for (int64_t i = 0; figure && i < n; i++) {
    figure[i] = lowest(r, p, i);
    figure[n + i] = highest(r, p, i);
  }
  if (figure) {
    places_whole(to, r, "lowest", "Lowest place under any member.", figure, &status, err);
    places_whole(to, r, "highest", "Highest place under any member.", figure + n, &status, err);
  }
  for (int64_t m = 0; m < p->members; m++)
    places_whole(to, r, phrased("place_%.80s", p->name[m]).text,
                 "Place under this member's weights.", p->place + m * n, &status, err);
  free(figure);
  return status;
}

static int write_panel(const ranked *r, const panel *p) {
  const settings *set = r->list->set;
  cpw_result *table = NULL;
  cpw_error err = {.code = CPW_ENOMEM, .index = -1, .message = "out of memory"};
  int code;
  if (cpw_result_new(NULL, &table, &err) || fill_panel(table, r, p, &err))
    code = fail_library(NULL, &err);
  else
    code = write_table(set->output, set->format == FORMAT_JSON, table, "lowest");
  cpw_result_free(table);
  return code;
}

int show_panel(const ranked *r) {
  const settings *set = r->list->set;
  panel p = {0};
  int code = check_rule(r, "panel");
  if (!code) code = read_panel(r, set->prioritise.panel, &p);
  if (!code) code = rank_members(r, &p);
  if (!code) code = set->format <= FORMAT_TEXT ? print_panel(r, &p) : write_panel(r, &p);
  panel_free(&p);
  return code;
}

/* ---------------------------------------------------------------- weights by chance */

/* What one thread counts; whole numbers, so that the sum is the same for any number of them. */
typedef struct chances {
  const ranked *r;
  int64_t draws;       /* of all threads */
  int64_t first, step; /* this one's draws: first, first + step, ... */
  int64_t *inside;     /* (patients) draws in which the place is among the first K */
  int64_t *sum;        /* (patients) of the places */
  double *weight;      /* (criteria) */
  int64_t *place;      /* (patients) */
  int32_t status;
  cpw_error err;
} chances;

enum { MOST_WORKERS = 64 };

/* Dirichlet around the policy's weights; concentration 0: over all weights alike. */
static void draw_weights(const ranked *r, int64_t draw, double *weight) {
  const cpw_priority_policy *policy = r->by->policy;
  double concentration = r->list->set->prioritise.concentration, sum = 0;
  cpw_stream stream;
  cpw_stream_init(&stream, (uint64_t)r->list->set->seed, (uint64_t)draw, PURPOSE_WEIGHTS, 0);
  for (int64_t k = 0; k < policy->criterion_count; k++) {
    double shape = concentration > 0 ? concentration * policy->criteria[k].weight : 1;
    weight[k] = shape > 0 ? cpw_random_gamma(&stream, shape, 1) : 0;
    sum += weight[k];
  }
  for (int64_t k = 0; k < policy->criterion_count; k++)
    weight[k] = sum > 0 ? weight[k] / sum : policy->criteria[k].weight;
}

static void count_inside(chances *c) {
  int64_t most = c->r->list->set->prioritise.robust;
  for (int64_t i = 0; i < c->r->list->count; i++) {
    c->inside[i] += c->place[i] <= most;
    c->sum[i] += c->place[i];
  }
}

static void *draw_places(void *context) {
  chances *c = context;
  cpw_priority_list list = ptl_list(c->r->list, 0);
  for (int64_t d = c->first; d < c->draws && !c->status && !interrupted(); d += c->step) {
    draw_weights(c->r, d, c->weight);
    c->status = cpw_priority_panel(c->r->by->policy, &list, c->weight, 1, NULL, list.patients,
                                   c->place, &c->err);
    if (!c->status) count_inside(c);
  }
  return NULL;
}

/* How many threads: 0 in the settings is one a processor. */
static int64_t workers_of(const settings *set) {
  int64_t threads = set->threads > 0 ? set->threads : (int64_t)sysconf(_SC_NPROCESSORS_ONLN);
  if (threads > set->prioritise.draws) threads = set->prioritise.draws;
  return threads < 1 ? 1 : threads < MOST_WORKERS ? threads : MOST_WORKERS;
}

/* Runs all of them; where no thread can be had the work is done here. */
static void run_workers(chances *c, int64_t workers) {
  pthread_t thread[MOST_WORKERS];
  int started[MOST_WORKERS] = {0};
  for (int64_t w = 1; w < workers; w++)
    started[w] = pthread_create(&thread[w], NULL, draw_places, &c[w]) == 0;
  draw_places(&c[0]);
  for (int64_t w = 1; w < workers; w++)
    if (started[w])
      pthread_join(thread[w], NULL);
    else
      draw_places(&c[w]);
}

/* Everything that was counted into the first. */
static int add_up(chances *c, int64_t workers) {
  if (interrupted()) return fail(CANCELLED, "cancelled; nothing was written");
  for (int64_t w = 0; w < workers; w++)
    if (c[w].status) return fail_ptl(c->r->list, &c[w].err);
  for (int64_t w = 1; w < workers; w++)
    for (int64_t i = 0; i < c->r->list->count; i++) {
      c->inside[i] += c[w].inside[i];
      c->sum[i] += c[w].sum[i];
    }
  return DONE;
}

static double chance_of(const chances *c, int64_t row) {
  return (double)c->inside[row] / (double)c->draws;
}

static void put_unsure(buffer *b, const ranked *r, const chances *c) {
  int64_t sure = 0, open = 0, most = r->list->set->prioritise.robust;
  for (int64_t i = 0; i < r->list->count; i++) {
    double chance = chance_of(c, i);
    sure += r->place[i] <= most && chance >= 0.95;
    open += chance > 0.05 && chance < 0.95;
  }
  putf(
      b,
      "%s of the first %s are among them in 95 %% of the draws or more; for %s patients it is open "
      "(5 to 95 %%)\n\n",
      people((double)sure).text, people((double)most).text, people((double)open).text);
}

static int print_chances(const ranked *r, const chances *c) {
  static const char *const headings[] = {"place",           "<id",       "<tier", "score",
                                         "among the first", "mean place"};
  const settings *set = r->list->set;
  int64_t rows = set->prioritise.show;
  buffer b = {0};
  grid g;
  if (rows > r->list->count) rows = r->list->count;
  putf(&b,
       "Chance to be among the first %s when the weights are drawn around the policy's: %s draws, "
       "concentration %s, seed %lld\n",
       people((double)set->prioritise.robust).text, people((double)c->draws).text,
       fixed(set->prioritise.concentration, 0).text, (long long)set->seed);
  put_unsure(&b, r, c);
  grid_begin(&g, headings, 6);
  for (int64_t k = 0; k < rows; k++) {
    int64_t i = r->order[k];
    grid_cell(&g, people((double)(k + 1)).text);
    grid_cell(&g, clipped(r->list->id[i], 24).text);
    grid_cell(&g, tier_name(r, i));
    grid_cell(&g, fixed(r->score[i], 3).text);
    grid_cell(&g, percent(chance_of(c, i), 1).text);
    grid_cell(&g, grouped((double)c->sum[i] / (double)c->draws, 1).text);
  }
  grid_print(&g, &b, "");
  grid_free(&g);
  return write_buffer(set->output, &b);
}

static int32_t fill_chances(cpw_result *to, const ranked *r, const chances *c, cpw_error *err) {
  int64_t n = r->list->count;
  double *figure = calloc(n > 0 ? 3 * (size_t)n : 1, sizeof *figure);
  int32_t status = figure ? places_begin(to, r, err) : CPW_ENOMEM;
  for (int64_t i = 0; figure && i < n; i++) {
    double p = chance_of(c, i);
    figure[i] = p;
    figure[n + i] = sqrt(p * (1 - p) / (double)c->draws);
    figure[2 * n + i] = (double)c->sum[i] / (double)c->draws;
  }
  if (figure) {
    places_reals(to, r, "top_probability", "share", "Share of the draws among the first.", figure,
                 1, &status, err);
    places_reals(to, r, "top_se", "share", "Its standard error.", figure + n, 1, &status, err);
    places_reals(to, r, "mean_place", "place", "Mean place over the draws.", figure + 2 * n, 1,
                 &status, err);
  }
  free(figure);
  return status;
}

static int write_chances(const ranked *r, const chances *c) {
  const settings *set = r->list->set;
  cpw_result *table = NULL;
  cpw_error err = {.code = CPW_ENOMEM, .index = -1, .message = "out of memory"};
  int code;
  if (cpw_result_new(NULL, &table, &err) || fill_chances(table, r, c, &err))
    code = fail_library(NULL, &err);
  else
    code = write_table(set->output, set->format == FORMAT_JSON, table, "top_probability");
  cpw_result_free(table);
  return code;
}

static int answer_chances(const ranked *r, chances *c, int64_t workers) {
  run_workers(c, workers);
  int code = add_up(c, workers);
  if (code) return code;
  return r->list->set->format <= FORMAT_TEXT ? print_chances(r, c) : write_chances(r, c);
}

int show_robust(const ranked *r) {
  chances c[MOST_WORKERS];
  size_t n = r->list->count > 0 ? (size_t)r->list->count : 1;
  size_t m = (size_t)r->by->policy->criterion_count + 1;
  int64_t workers = workers_of(r->list->set);
  int code = check_rule(r, "robust");
  if (code) return code;
  int64_t *whole = calloc((size_t)workers * n, 3 * sizeof *whole);
  double *weight = calloc((size_t)workers * m, sizeof *weight);
  for (int64_t w = 0; w < workers && whole && weight; w++)
    c[w] = (chances){.r = r,
                     .draws = r->list->set->prioritise.draws,
                     .first = w,
                     .step = workers,
                     .inside = whole + 3 * n * (size_t)w,
                     .sum = whole + 3 * n * (size_t)w + n,
                     .place = whole + 3 * n * (size_t)w + 2 * n,
                     .weight = weight + m * (size_t)w};
  if (whole && weight)
    code = answer_chances(r, c, workers);
  else
    code = fail_memory();
  free(whole);
  free(weight);
  return code;
}
