/* Which variables lie between their bounds: an active set on the triangle of the problem.
 * Source: Lawson and Hanson 1974, chapter 23; two bounds: Stark and Parker 1995. All columns are rotated with
 * those between bounds, so that pulls and solutions cost O(n^2). Leaves the proof to answer.c. */
#include "least_squares/internal.h"

#include <float.h>
#include <string.h>

/* a column this small part of which is new depends on the others */
#define DEPENDENT 1e-13

static double *column(const cpwi_least_squares *p, int64_t j) {
  return p->triangle + j * p->rows;
}

static int at_bound(const cpwi_least_squares *p, int64_t j) {
  return p->state[j] != CPW_LEAST_SQUARES_BETWEEN;
}

/* ---------------------------------------------------------------- rotations ----------------- */

/* The column becomes the last of those between bounds: a reflection of the rows from `between` on. */
static void let_in(cpwi_least_squares *p, int64_t j) {
  int64_t k = p->between, count = p->rows - k - 1;
  double *own = column(p, j) + k, *tail = own + 1;
  double squares = cpwi_ls_dot(tail, tail, count);
  if (squares > 0) {
    double length = sqrt(own[0] * own[0] + squares), r = own[0] > 0 ? -length : length;
    double head = own[0] - r, factor = -1 / (r * head);
    for (int64_t c = 0; c <= p->n; c++) {
      if (c == j || (c < p->n && !at_bound(p, c))) continue;
      double *other = column(p, c) + k;
      double along = factor * (head * other[0] + cpwi_ls_dot(tail, other + 1, count));
      other[0] -= along * head;
      for (int64_t i = 0; i < count; i++)
        other[i + 1] -= along * tail[i];
    }
    own[0] = r;
    memset(tail, 0, (size_t)count * sizeof *tail);
  }
  p->order[p->between++] = j;
  p->state[j] = CPW_LEAST_SQUARES_BETWEEN;
}

/* rows i and i + 1 of every column, so that the second of column j becomes 0 */
static void rotate(cpwi_least_squares *p, int64_t i, int64_t j) {
  double a = column(p, j)[i], b = column(p, j)[i + 1], length = sqrt(a * a + b * b);
  if (!(length > 0)) return;
  double cosine = a / length, sine = b / length;
  for (int64_t c = 0; c <= p->n; c++) {
    double *own = column(p, c) + i, x = own[0], y = own[1];
    own[0] = cosine * x + sine * y;
    own[1] = cosine * y - sine * x;
  }
  column(p, j)[i + 1] = 0;
}

/* the variable at place c of those between bounds goes to a bound */
static void send_back(cpwi_least_squares *p, int64_t c, int32_t state) {
  p->state[p->order[c]] = state;
  for (int64_t k = c + 1; k < p->between; k++) {
    p->order[k - 1] = p->order[k];
    rotate(p, k - 1, p->order[k]);
  }
  p->between--;
  memset(p->blocked, 0, (size_t)p->n * sizeof *p->blocked);
}

/* ---------------------------------------------------------------- solutions ----------------- */

/* what columns at their bounds leave of the target */
static void leave_rest(cpwi_least_squares *p) {
  memcpy(p->rest, column(p, p->n), (size_t)p->rows * sizeof *p->rest);
  for (int64_t j = 0; j < p->n; j++) {
    const double *own = column(p, j);
    double x = p->x[j];
    for (int64_t i = 0; at_bound(p, j) && x != 0 && i < p->rows; i++)
      p->rest[i] -= x * own[i];
  }
}

/* trial: by place, the nearest that the columns between bounds come to the rest */
static void solve(cpwi_least_squares *p) {
  memcpy(p->trial, p->rest, (size_t)p->between * sizeof *p->trial);
  for (int64_t c = p->between - 1; c >= 0; c--) {
    const double *own = column(p, p->order[c]);
    double z = p->trial[c] / own[c];
    p->trial[c] = z;
    for (int64_t i = 0; i < c; i++)
      p->trial[i] -= z * own[i];
  }
}

/* -1 or 1: which bound the trial value at place c is beyond; 0: none */
static int beyond(const cpwi_least_squares *p, int64_t c) {
  int64_t j = p->order[c];
  return p->trial[c] < p->lower[j] ? -1 : p->trial[c] > p->upper[j];
}

/* Go towards the trial until the first bound; the variables that reach one are sent back. */
static void step_back(cpwi_least_squares *p) {
  double share = 1;
  int64_t first = -1;
  for (int64_t c = 0; c < p->between; c++) {
    int64_t j = p->order[c];
    int side = beyond(p, c);
    if (side == 0) continue;
    double bound = side < 0 ? p->lower[j] : p->upper[j];
    double part = (bound - p->x[j]) / (p->trial[c] - p->x[j]);
    if (first >= 0 && !(part < share)) continue;
    share = part > 0 ? part : 0;
    first = c;
  }
  for (int64_t c = p->between - 1; c >= 0; c--) {
    int64_t j = p->order[c];
    int side = beyond(p, c);
    p->x[j] += share * (p->trial[c] - p->x[j]);
    int low = p->x[j] <= p->lower[j], high = p->x[j] >= p->upper[j];
    if (c != first && !(side < 0 && low) && !(side > 0 && high)) continue;
    p->x[j] = side < 0 ? p->lower[j] : p->upper[j];
    p->iterations++;
    send_back(p, c, side < 0 ? CPW_LEAST_SQUARES_AT_LOWER : CPW_LEAST_SQUARES_AT_UPPER);
  }
}

/* ---------------------------------------------------------------- the next column ----------- */

static double norm(const double *x, int64_t n) {
  return sqrt(cpwi_ls_dot(x, x, n));
}

/* 1 to go up, -1 to go down, 0 to stay: what the pull asks of a variable at its bound */
static int wanted(const cpwi_least_squares *p, int64_t j, double pull, double least) {
  int unbound = p->x[j] > p->lower[j] && p->x[j] < p->upper[j]; /* one without bounds, not yet in */
  if (pull > least && (unbound || p->state[j] == CPW_LEAST_SQUARES_AT_LOWER)) return 1;
  if (pull < -least && (unbound || p->state[j] == CPW_LEAST_SQUARES_AT_UPPER)) return -1;
  return 0;
}

/* What rounding makes of a pull: errors of the column's part times the rest, and the other way round. With
 * this and not the whole lengths, nearly dependent columns are still told apart. */
static double rounding(const cpwi_least_squares *p, int64_t j, double target, double rest) {
  double part = norm(column(p, j) + p->between, p->rows - p->between);
  return 4 * DBL_EPSILON * sqrt((double)p->rows) * (rest + target * (part / p->length[j]));
}

/* the column at a bound that pulls most away from it, per length; -1 if none does */
static int64_t strongest(const cpwi_least_squares *p, int *direction) {
  int64_t k = p->between, best = -1;
  double target = norm(column(p, p->n), p->rows) + norm(p->rest, p->rows);
  double rest = norm(p->rest + k, p->rows - k), most = 0;
  for (int64_t j = 0; j < p->n; j++) {
    if (!at_bound(p, j) || p->blocked[j] || !(p->lower[j] < p->upper[j]) || !(p->length[j] > 0))
      continue;
    double pull = cpwi_ls_dot(column(p, j) + k, p->rest + k, p->rows - k) / p->length[j];
    if (!(fabs(pull) > most)) continue;
    int way = wanted(p, j, pull, rounding(p, j, target, rest));
    if (way == 0) continue;
    most = fabs(pull);
    best = j;
    *direction = way;
  }
  return best;
}

/* Lets the column in if it is new and moves as it is pulled; otherwise blocks it until another goes. */
static int accept(cpwi_least_squares *p, int64_t j, int direction) {
  int64_t k = p->between;
  int32_t state = p->state[j];
  if (norm(column(p, j) + k, p->rows - k) <= DEPENDENT * p->length[j]) {
    p->blocked[j] = 1;
    return 0;
  }
  let_in(p, j);
  leave_rest(p);
  solve(p);
  if (direction * (p->trial[k] - p->x[j]) > 0) return 1;
  p->between--; /* it was the last one: nothing needs to be rotated back */
  p->state[j] = state;
  p->blocked[j] = 1;
  leave_rest(p);
  return 0;
}

static void start(cpwi_least_squares *p) {
  for (int64_t j = 0; j < p->n; j++) {
    double *own = column(p, j);
    p->length[j] = norm(own, j + 1);
    p->state[j] = CPW_LEAST_SQUARES_AT_LOWER;
    p->x[j] = p->lower[j];
    if (cpwi_ls_finite(p->lower[j])) continue;
    int high = cpwi_ls_finite(p->upper[j]);
    p->x[j] = high ? p->upper[j] : 0;
    if (high) p->state[j] = CPW_LEAST_SQUARES_AT_UPPER;
  }
  leave_rest(p);
}

static int32_t stopped(const cpwi_least_squares *p, cpw_error *err) {
  double done = 0.8 + 0.2 * (double)p->between / (double)(p->n + 1);
  if ((p->run.cancel && cpwi_read_flag(p->run.cancel)) ||
      (p->run.progress && p->run.progress(p->run.progress_context, done)))
    return cpwi_fail(err, CPW_ECANCELLED, -1, p->where, "cancelled by the caller");
  if (p->iterations <= 30 * p->n + 1000) return CPW_OK;
  return cpwi_fail(err, CPW_ENOCONV, -1, p->where, "no end after %lld changes of the active set",
                   (long long)p->iterations);
}

/* Columns at a bound that those between bounds make up: their pull is 0, whatever the target, so that they may
 * take over from the others: the answer is one of many. */
static void count_dependent(cpwi_least_squares *p) {
  int64_t k = p->between;
  for (int64_t j = 0; j < p->n; j++)
    if (at_bound(p, j) && p->lower[j] < p->upper[j] && p->length[j] > 0)
      p->dependent += norm(column(p, j) + k, p->rows - k) <= DEPENDENT * p->length[j];
}

int32_t cpwi_ls_active(cpwi_least_squares *p, cpw_error *err) {
  int32_t status = CPW_OK;
  int direction = 0;
  start(p);
  for (int64_t j = strongest(p, &direction); j >= 0; j = strongest(p, &direction)) {
    if ((status = stopped(p, err)) != CPW_OK) return status;
    p->iterations++;
    if (!accept(p, j, direction)) continue;
    for (int64_t c = 0; c < p->between; c++) {
      if (beyond(p, c) == 0) continue;
      step_back(p);
      leave_rest(p);
      solve(p);
      c = -1;
    }
    for (int64_t c = 0; c < p->between; c++)
      p->x[p->order[c]] = p->trial[c];
  }
  count_dependent(p);
  return CPW_OK;
}
