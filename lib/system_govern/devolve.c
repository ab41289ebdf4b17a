/* A share of the money decided at place, from none to all: what places choose for themselves, what the centre puts on
 * top by what it knows, and what comes of it.
 * Source: nested choice, places first; the centre's error as in Oates, Fiscal Federalism, 1972 (uniform provision
 * against local knowledge and spillovers).
 * Leaves places' choices to players.c, the centre's to bench.c, whole pounds to apportion. */
#include "system_govern/internal.h"

#include "carepath/apportion.h"
#include "carepath/random.h"

#include <string.h>

#define PURPOSE      UINT64_C(0x676f766e6f697365) /* "govnoise" */
#define CURVE_POINTS 65

typedef struct sweep {
  const cpwi_commons *g;
  cpwi_bench *bench;
  cpwi_players players;
  int64_t levels, draws;
  cpw_response *believed; /* (options) by the centre */
  double *points;         /* (options, 2, CURVE_POINTS) of average curves */
  double *factor;         /* (options) by which the centre is wrong */
  double *value;          /* (options) worth x factor */
  double *local, *spend;  /* (options) */
  double *joint, *price;  /* (options), (lines) */
  double *benefit;        /* (members) of one draw */
  double *money;          /* (lines) of one place */
  double *line_welfare;   /* (levels, lines) means over draws */
  double *sum, *square;   /* (levels) */
  double *member_benefit; /* (levels, members) */
  double *spent;          /* (levels) */
  int64_t *to_place;      /* (levels, members, lines) pounds */
  int64_t *to_centre;     /* (levels, lines) */
  double *joint_line;     /* (lines) */
} sweep;

/* ---------------------------------------------------------------- what the centre knows ----- */

/* The mean over a line of value(u x size) / size, at one u. */
static double mean_a_head(const cpwi_commons *g, int64_t line, double u) {
  double sum = 0, count = 0;
  for (int64_t o = 0; o < g->options; o++) {
    if (g->line[o] != line) continue;
    double size = g->o.size ? g->o.size[g->option_row[o]] : 1;
    sum += cpw_response_value(&g->response[o], u * size) / size;
    count += 1;
  }
  return sum / count;
}

/* The average curve of a line at CURVE_POINTS amounts a head, from none to all the money for the smallest. */
static int32_t average_of_line(const sweep *s, int64_t line, double *x, double *y, cpw_error *err) {
  const cpwi_commons *g = s->g;
  double least = (double)INFINITY;
  for (int64_t o = 0; o < g->options; o++) {
    double size = g->o.size ? g->o.size[g->option_row[o]] : 1;
    if (g->line[o] == line && size < least) least = size;
  }
  if (!(least < (double)INFINITY)) return CPW_OK; /* nothing on the line */
  double most = (double)(g->line_money[line] > 0 ? g->line_money[line] : 1) / least;
  for (int k = 0; k < CURVE_POINTS; k++) {
    double back = (double)(CURVE_POINTS - 1 - k) / (CURVE_POINTS - 1);
    x[k] = k == 0 ? 0 : most * cpw_math_pow(1e-5, back);
    y[k] = mean_a_head(g, line, x[k]);
  }
  return cpw_response_concave(x, y, CURVE_POINTS, y, err);
}

static int32_t average_curves(sweep *s, cpw_error *err) {
  const cpwi_commons *g = s->g;
  double x[CURVE_POINTS] = {0}, y[CURVE_POINTS] = {0};
  for (int64_t l = 0; l < g->lines; l++) {
    int32_t status = average_of_line(s, l, x, y, err);
    if (status != CPW_OK) return status;
    for (int64_t o = 0; o < g->options; o++) {
      if (g->line[o] != l) continue;
      double size = g->o.size ? g->o.size[g->option_row[o]] : 1;
      double *px = s->points + 2 * o * CURVE_POINTS, *py = px + CURVE_POINTS;
      for (int k = 0; k < CURVE_POINTS; k++) {
        px[k] = x[k] * size;
        py[k] = y[k] * size;
      }
      cpw_response r = {.kind = CPW_RESPONSE_POINTS, .x = px, .y = py};
      r.points = cpwi_govern_hull(px, py, CURVE_POINTS);
      s->believed[o] = r;
    }
  }
  return CPW_OK;
}

static int32_t learn(sweep *s, cpw_error *err) {
  const cpwi_commons *g = s->g;
  for (int64_t o = 0; o < g->options; o++) {
    s->factor[o] = 1;
    s->believed[o] = g->o.knowledge == CPW_GOVERN_GIVEN ? g->believed[o] : g->response[o];
  }
  return g->o.knowledge == CPW_GOVERN_AVERAGE ? average_curves(s, err) : CPW_OK;
}

/* By how much the centre is wrong about each option in a draw. */
static void err_anew(sweep *s, int64_t draw) {
  const cpwi_commons *g = s->g;
  double variance = cpw_math_log1p(g->o.noise * g->o.noise);
  for (int64_t o = 0; o < g->options; o++) {
    cpw_stream stream;
    cpw_stream_init(&stream, g->run.seed, (uint64_t)(g->run.first_replication + draw), PURPOSE,
                    (uint64_t)o);
    if (g->o.knowledge == CPW_GOVERN_NOISY && variance > 0)
      s->factor[o] = cpw_random_lognormal(&stream, -variance / 2, sqrt(variance));
    s->value[o] = g->worth[o] * s->factor[o];
  }
}

/* ---------------------------------------------------------------- one level ----------------- */

/* Pounds for places and for the centre: floor(d x money), then largest remainders. */
static int32_t share_out(sweep *s, int64_t level, cpw_error *err) {
  const cpwi_commons *g = s->g;
  cpw_apportion_options o;
  cpw_apportion_options_init(&o);
  o.allocator = g->o.allocator;
  int64_t parts[1] = {0}, *part = parts;
  double *weight = cpwi_alloc(g->o.allocator, (size_t)g->members, sizeof *weight);
  int64_t *room = cpwi_alloc(g->o.allocator, (size_t)g->members, sizeof *room);
  int32_t status = CPW_OK;
  if (!weight || !room)
    status = cpwi_fail(err, CPW_ENOMEM, -1, g->where, "out of memory for shares");
  else
    part = room;
  for (int64_t l = 0; l < g->lines && status == CPW_OK; l++) {
    int64_t down = g->line_money[l] * level / (s->levels - 1);
    for (int64_t m = 0; m < g->members; m++)
      weight[m] =
          g->o.capitation ? g->o.capitation[g->member_row[m]] : (double)g->budget[m * g->lines + l];
    if (down > 0)
      status = cpw_apportion(down, weight, g->members, &o, part, err);
    else
      memset(part, 0, (size_t)g->members * sizeof *part);
    for (int64_t m = 0; m < g->members && status == CPW_OK; m++)
      s->to_place[(level * g->members + m) * g->lines + l] = part[m];
    s->to_centre[level * g->lines + l] = g->line_money[l] - down;
  }
  cpwi_release(g->o.allocator, weight);
  cpwi_release(g->o.allocator, room);
  return status;
}

static int32_t places_choose(sweep *s, int64_t level, cpw_error *err) {
  const cpwi_commons *g = s->g;
  for (int64_t m = 0; m < g->members; m++) {
    for (int64_t l = 0; l < g->lines; l++)
      s->money[l] = (double)s->to_place[(level * g->members + m) * g->lines + l];
    cpwi_players_single(&s->players, g, m, m, s->money);
  }
  s->players.response = g->local;
  int32_t status = cpwi_players_settle(&s->players, g, s->bench, err);
  if (status == CPW_OK && !s->players.settled)
    return cpwi_fail(err, CPW_ENOCONV, level, g->where,
                     "places find no equilibrium at devolved share %s within %lld rounds",
                     cpwi_number((double)level / (double)(s->levels - 1)).text,
                     (long long)g->o.rounds);
  memcpy(s->local, s->players.spend, (size_t)g->options * sizeof *s->local);
  return status;
}

static int32_t centre_chooses(sweep *s, int64_t level, cpw_error *err) {
  const cpwi_commons *g = s->g;
  int32_t status = CPW_OK;
  memcpy(s->spend, s->local, (size_t)g->options * sizeof *s->spend);
  for (int64_t l = 0; l < g->lines && status == CPW_OK; l++) {
    cpwi_purse purse = {.line = l, .value = s->value, .lower = s->local};
    purse.response = s->believed;
    purse.budget = (double)s->to_centre[level * g->lines + l];
    status = cpwi_bench_solve(s->bench, &purse, s->spend, NULL, err);
  }
  return status;
}

static void count_up(sweep *s, int64_t level) {
  const cpwi_commons *g = s->g;
  double part = 1 / (double)s->draws;
  double welfare = cpwi_commons_benefit(g, s->spend, s->benefit);
  for (int64_t m = 0; m < g->members; m++)
    s->member_benefit[level * g->members + m] += s->benefit[m] * part;
  for (int64_t l = 0; l < g->lines; l++)
    s->line_welfare[level * g->lines + l] += cpwi_commons_line_welfare(g, s->spend, l) * part;
  s->spent[level] += cpwi_commons_sum(s->spend, g->options) * part;
  s->sum[level] += welfare * part;
  double joint = cpwi_commons_sum(s->joint_line, g->lines);
  s->square[level] += (welfare - joint) * (welfare - joint) * part;
}

static int32_t one_level(sweep *s, int64_t level, cpw_error *err) {
  int32_t status = share_out(s, level, err);
  if (status == CPW_OK) status = places_choose(s, level, err);
  for (int64_t r = 0; r < s->draws && status == CPW_OK; r++) {
    err_anew(s, r);
    status = centre_chooses(s, level, err);
    if (status == CPW_OK) count_up(s, level);
    if (status == CPW_OK)
      status = cpwi_commons_goes_on(
          s->g, (double)(level * s->draws + r + 1) / (double)(s->levels * s->draws), err);
  }
  return status;
}

/* ---------------------------------------------------------------- the result ---------------- */

static void write_money(const sweep *s, cpwi_sheet *t) {
  const cpwi_commons *g = s->g;
  double *share = cpwi_sheet_real(t, "devolved", "share", "of the money decided at place", "level");
  int64_t *place =
      cpwi_sheet_whole(t, "money_local", "money", "devolved to a place", "level member line");
  int64_t *centre =
      cpwi_sheet_whole(t, "money_central", "money", "kept at the centre", "level line");
  for (int64_t k = 0; k < s->levels && t->status == CPW_OK; k++) {
    share[k] = (double)k / (double)(s->levels - 1);
    for (int64_t l = 0; l < g->lines; l++) {
      centre[k * g->lines + l] = s->to_centre[k * g->lines + l];
      for (int64_t m = 0; m < g->members; m++)
        place[(k * g->members + g->member_row[m]) * g->lines + l] =
            s->to_place[(k * g->members + m) * g->lines + l];
    }
  }
}

static double spread_of_mean(const sweep *s, int64_t level, double joint) {
  double n = (double)s->draws, off = s->sum[level] - joint;
  double variance = s->square[level] - off * off;
  return s->draws > 1 && variance > 0 ? sqrt(variance / (n - 1)) : 0;
}

static void write_levels(const sweep *s, cpwi_sheet *t, double joint) {
  const cpwi_commons *g = s->g;
  double *line = cpwi_sheet_real(t, "welfare", "", "from a line", "level line");
  double *loss = cpwi_sheet_real(t, "line_loss", "", "joint optimum less welfare", "level line");
  double *total = cpwi_sheet_real(t, "total_welfare", "", "from all lines", "level");
  double *total_loss = cpwi_sheet_real(t, "total_loss", "", "joint less total welfare", "level");
  double *spent = cpwi_sheet_real(t, "spent", "money", "by places and the centre", "level");
  double *gini = cpwi_sheet_real(t, "gini", "", "of the benefits a head", "level");
  double *least = cpwi_sheet_real(t, "least", "", "least benefit a head", "level");
  double *error =
      cpwi_sheet_real(t, "standard_error", "", "of total welfare over replications", "level");
  double *benefit = cpwi_sheet_real(t, "benefit", "", "of a member's people", "level member");
  for (int64_t k = 0; k < s->levels && t->status == CPW_OK; k++) {
    for (int64_t l = 0; l < g->lines; l++) {
      line[k * g->lines + l] = s->line_welfare[k * g->lines + l];
      loss[k * g->lines + l] = s->joint_line[l] - s->line_welfare[k * g->lines + l];
    }
    for (int64_t m = 0; m < g->members; m++)
      benefit[k * g->members + g->member_row[m]] = s->member_benefit[k * g->members + m];
    total[k] = s->sum[k];
    total_loss[k] = joint - s->sum[k];
    spent[k] = s->spent[k];
    error[k] = spread_of_mean(s, k, joint);
    t->status =
        cpwi_commons_spread(g, s->member_benefit + k * g->members, &gini[k], &least[k], t->err);
  }
}

/* The least level whose welfare is not below the greatest, but for rounding. */
static int64_t best_level(const sweep *s, const double *welfare, int64_t step) {
  double most = welfare[0];
  for (int64_t k = 1; k < s->levels; k++)
    most = welfare[k * step] > most ? welfare[k * step] : most;
  int64_t best = 0;
  while (welfare[best * step] < most - 1e-11 * fabs(most))
    best++;
  return best;
}

static void write_best(const sweep *s, cpwi_sheet *t) {
  const cpwi_commons *g = s->g;
  double *joint = cpwi_sheet_real(t, "joint", "", "joint optimum", "line");
  double *centre = cpwi_sheet_real(t, "loss_central", "", "joint less all at the centre", "line");
  double *local = cpwi_sheet_real(t, "loss_local", "", "joint less all at place", "line");
  double *best = cpwi_sheet_real(t, "best", "share", "devolved share of most welfare", "line");
  int64_t *level = cpwi_sheet_whole(t, "best_level", "", "its level", "line");
  double each = 0;
  for (int64_t l = 0; l < g->lines && t->status == CPW_OK; l++) {
    const double *welfare = s->line_welfare + l;
    level[l] = best_level(s, welfare, g->lines);
    best[l] = (double)level[l] / (double)(s->levels - 1);
    joint[l] = s->joint_line[l];
    centre[l] = joint[l] - welfare[0];
    local[l] = joint[l] - welfare[(s->levels - 1) * g->lines];
    each += welfare[level[l] * g->lines];
  }
  int64_t uniform = best_level(s, s->sum, 1);
  cpwi_sheet_number(t, "best_welfare", "", "every line at its best share", each);
  cpwi_sheet_number(t, "best_uniform", "share", "the best of one share for all lines",
                    (double)uniform / (double)(s->levels - 1));
}

static int32_t write_all(const sweep *s, cpw_result **out, cpw_error *err) {
  static const char *const knows[] = {"every curve", "the average curve of each line",
                                      "every curve with an error of its size", "curves given"};
  const cpwi_commons *g = s->g;
  cpwi_sheet t;
  cpwi_sheet_new(&t, g->o.allocator, err);
  cpwi_sheet_axis(&t, "level", s->levels, NULL);
  cpwi_sheet_axis(&t, "member", g->members, g->c.member);
  cpwi_sheet_axis(&t, "line", g->lines, g->c.line_name);
  write_money(s, &t);
  write_levels(s, &t, cpwi_commons_sum(s->joint_line, g->lines));
  write_best(s, &t);
  cpwi_sheet_note(&t, "centre knows", knows[g->o.knowledge]);
  return cpwi_sheet_close(&t, CPW_OK, out);
}

/* ---------------------------------------------------------------- the sweep ----------------- */

static int32_t room(sweep *s, cpw_error *err) {
  const cpwi_commons *g = s->g;
  const cpw_allocator *a = g->o.allocator;
  size_t n = (size_t)g->options, m = (size_t)g->members, l = (size_t)g->lines;
  size_t k = (size_t)s->levels;
  s->believed = cpwi_alloc_zero(a, n, sizeof *s->believed);
  s->points = cpwi_alloc_zero(a, n * (size_t)(2 * CURVE_POINTS), sizeof *s->points);
  s->to_place = cpwi_alloc_zero(a, k * m * l, sizeof *s->to_place);
  s->to_centre = cpwi_alloc_zero(a, k * l, sizeof *s->to_centre);
  double **const rows[] = {&s->factor,  &s->value,         &s->local, &s->spend,
                           &s->joint,   &s->price,         &s->money, &s->joint_line,
                           &s->benefit, &s->line_welfare,  &s->sum,   &s->square,
                           &s->spent,   &s->member_benefit};
  const size_t sizes[] = {n, n, n, n, n, l, l, l, m, k * l, k, k, k, k * m};
  int32_t status = s->believed && s->points && s->to_place && s->to_centre ? CPW_OK : CPW_ENOMEM;
  for (size_t r = 0; r < sizeof sizes / sizeof *sizes; r++) {
    *rows[r] = cpwi_alloc_zero(a, sizes[r], sizeof(double));
    if (!*rows[r]) status = CPW_ENOMEM;
  }
  return status == CPW_OK ? CPW_OK
                          : cpwi_fail(err, CPW_ENOMEM, -1, g->where,
                                      "out of memory for %lld options", (long long)g->options);
}

static void sweep_free(sweep *s, const cpwi_commons *g) {
  void *const blocks[] = {s->believed, s->points,     s->to_place,      s->to_centre,    s->factor,
                          s->value,    s->local,      s->spend,         s->joint,        s->price,
                          s->money,    s->joint_line, s->benefit,       s->line_welfare, s->sum,
                          s->square,   s->spent,      s->member_benefit};
  for (size_t k = 0; k < sizeof blocks / sizeof *blocks; k++)
    cpwi_release(g->o.allocator, blocks[k]);
  cpwi_players_free(&s->players, g);
}

static int32_t run_sweep(sweep *s, cpw_error *err) {
  const cpwi_commons *g = s->g;
  int32_t status = room(s, err);
  if (status == CPW_OK) status = cpwi_players_init(&s->players, g, g->members, err);
  if (status == CPW_OK) status = learn(s, err);
  if (status == CPW_OK) status = cpwi_commons_joint(g, s->bench, s->joint, s->price, err);
  for (int64_t l = 0; l < g->lines && status == CPW_OK; l++)
    s->joint_line[l] = cpwi_commons_line_welfare(g, s->joint, l);
  for (int64_t k = 0; k < s->levels && status == CPW_OK; k++)
    status = one_level(s, k, err);
  return status;
}

int32_t cpw_system_govern_devolve(const cpw_system_commons *commons,
                                  const cpw_system_govern_options *options, const cpw_run *run,
                                  cpw_result **out, cpw_error *err) {
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  cpwi_commons g;
  cpwi_bench bench = {0};
  sweep s = {0};
  int32_t status = cpwi_commons_init(&g, commons, options, run, __func__, err);
  if (status == CPW_OK) status = cpwi_bench_init(&bench, &g, err);
  s.g = &g;
  s.bench = &bench;
  s.levels = (int64_t)g.o.steps + 1;
  s.draws = g.o.knowledge == CPW_GOVERN_NOISY ? g.run.replications : 1;
  if (status == CPW_OK) status = run_sweep(&s, err);
  if (status == CPW_OK) status = write_all(&s, out, err);
  sweep_free(&s, &g);
  cpwi_bench_free(&bench);
  cpwi_commons_free(&g);
  return status;
}
