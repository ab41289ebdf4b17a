/* One replication after the other: weights, scores, who is in and who is above whom, as whole counts.
 * Source: Lahdelma and Salminen (2001); Tervonen and Lahdelma (2007). Counts are added under a
 * lock: whole numbers do not mind the order. Leaves the shares to result.c. */
#include "base/order.h"
#include "smaa/internal.h"

#define BLOCK 512

/* What a thread works with; counts by place in cpwi_smaa.row. */
typedef struct worker {
  const cpwi_smaa *s;
  double *weights, *work; /* (m), (3 m): one block */
  double *score, *spare;  /* (n), (n): one block */
  double *wait, *tied;    /* (n), (n): one block, or NULL where no draw moves days waited */
  cpw_priority_criterion *criteria; /* (m) with the weights drawn, or NULL */
  double *drawn;                    /* (m, n), or NULL where values are exact */
  int64_t *order, *rank;            /* (n), (n): one block */
  int32_t *in;                      /* (tops, n) */
  int32_t *ranked, *above;          /* (n, n), or NULL */
  int64_t *weight_sum, *first_sum;  /* (m), (n, m) */
  cpwi_smaa_bins bins, tied_bins;
} worker;

/* ---------------------------------------------------------------- scores -------------------- */

/* Adds two criteria to n scores, in their order: one pass over the scores where one at a time takes two. */
static void add_two(double *restrict score, const double *restrict a, double weight_a,
                    const double *restrict b, double weight_b, int64_t n) {
  for (int64_t i = 0; i < n; i++)
    score[i] = (score[i] + weight_a * a[i]) + weight_b * b[i];
}

static void score_block(const worker *w, const double *value, int64_t first, int64_t n) {
  const int64_t m = w->s->m, step = w->s->n;
  const double *v = value + first;
  double *score = w->score + first;
  for (int64_t i = 0; i < n; i++)
    score[i] = w->weights[0] * v[i];
  int64_t j = 1;
  for (; j + 1 < m; j += 2)
    add_two(score, v + j * step, w->weights[j], v + (j + 1) * step, w->weights[j + 1], n);
  for (int64_t i = 0; j < m && i < n; i++)
    score[i] += w->weights[j] * v[j * step + i];
}

/* Scores of places [first, last). */
static void score_places(const worker *w, int64_t replication, int64_t first, int64_t last) {
  if (w->s->policy) {
    cpwi_smaa_policy_scores(w->s, w->weights, w->criteria, first, last, w->score, w->wait);
    return;
  }
  if (w->drawn) cpwi_smaa_draw_values(w->s, replication, first, last, w->drawn);
  const double *value = w->drawn ? w->drawn : w->s->value;
  for (int64_t block = first; block < last; block += BLOCK)
    score_block(w, value, block, last - block < BLOCK ? last - block : BLOCK);
}

/* ---------------------------------------------------------------- the first K --------------- */

/* Those above the threshold are in, and as many at it as there is room for, in the order of the rows. */
static void count_in(const worker *w, const cpwi_smaa_cut *c, double threshold, int64_t room,
                     int32_t *in) {
  const double *score = w->score;
  for (int64_t i = c->first; i < c->last; i++) {
    if (score[i] > threshold) {
      in[i]++;
    } else if (score[i] == threshold && room > 0) {
      in[i]++;
      room--;
    }
  }
}

/* The same where days waited, which the draw has moved, decide between equal scores before the order does. */
static void count_in_by_wait(worker *w, const cpwi_smaa_cut *c, double threshold, int64_t room,
                             int32_t *in) {
  const double *score = w->score, *wait = w->wait;
  int64_t tied = 0, longer = 0;
  double least = 0;
  for (int64_t i = c->first; i < c->last; i++)
    if (score[i] == threshold) w->tied[tied++] = wait[i];
  if (room > 0) {
    cpwi_smaa_bin(&w->tied_bins, w->tied, tied);
    least = cpwi_smaa_threshold(&w->tied_bins, room, w->spare, &longer);
  }
  int64_t left =
      room - longer; /* for those who have waited as long as the last that there is room for */
  for (int64_t i = c->first; i < c->last; i++) {
    const int equal = score[i] == threshold && room > 0;
    if (score[i] > threshold || (equal && wait[i] > least)) {
      in[i]++;
    } else if (equal && wait[i] == least && left > 0) {
      in[i]++;
      left--;
    }
  }
}

/* Places before the cut's tier are in whatever is drawn: hand_in knows them. */
static void count_tops(worker *w, int64_t replication, int all_scored) {
  const cpwi_smaa *s = w->s;
  int64_t ready = -1; /* the tier whose scores are in the bins */
  for (int64_t k = 0; k < s->options.tops; k++) {
    const cpwi_smaa_cut *c = &s->cut[k];
    int64_t larger;
    if (c->left <= 0) continue;
    if (ready != c->first) {
      if (!all_scored) score_places(w, replication, c->first, c->last);
      cpwi_smaa_bin(&w->bins, w->score + c->first, c->last - c->first);
      ready = c->first;
    }
    double threshold = cpwi_smaa_threshold(&w->bins, c->left, w->spare, &larger);
    if (w->wait)
      count_in_by_wait(w, c, threshold, c->left - larger, w->in + k * s->n);
    else
      count_in(w, c, threshold, c->left - larger, w->in + k * s->n);
  }
}

/* ---------------------------------------------------------------- ranks --------------------- */

static int32_t rank_segment(worker *w, int64_t first, int64_t last, cpw_error *err) {
  const double *score = w->score + first;
  int64_t *order = w->order;
  const int64_t n = last - first;
  if (n > 32) {
    int32_t status = cpwi_order(score, n, 1, order, w->s->options.allocator, w->s->where, err);
    if (status != CPW_OK) return status;
  } else {
    for (int64_t i = 0; i < n; i++) {
      int64_t k = i;
      for (; k > 0 && score[order[k - 1]] < score[i]; k--)
        order[k] = order[k - 1];
      order[k] = i;
    }
  }
  for (int64_t k = 0; k < n; k++)
    w->rank[first + order[k]] = first + k;
  return CPW_OK;
}

static void count_ranks(worker *w) {
  const cpwi_smaa *s = w->s;
  for (int64_t i = 0; i < s->n; i++) {
    w->ranked[i * s->n + w->rank[i]]++;
    for (int64_t j = 0; w->rank[i] == 0 && j < s->m; j++)
      w->first_sum[i * s->m + j] += (int64_t)(w->weights[j] / CPWI_SMAA_WEIGHT_UNIT + 0.5);
  }
}

static void count_pairs(worker *w) {
  const int64_t n = w->s->n;
  for (int64_t i = 0; i < n; i++)
    for (int64_t other = 0; other < n; other++)
      w->above[i * n + other] += w->rank[i] < w->rank[other];
}

/* ---------------------------------------------------------------- a replication ------------- */

static int32_t run_one(worker *w, int64_t replication, cpw_error *err) {
  const cpwi_smaa *s = w->s;
  const int ordered = s->options.ranks || s->options.pairs;
  int32_t status = cpwi_smaa_draw_weights(s, replication, w->weights, w->work, err);
  if (status != CPW_OK) return status;
  for (int64_t j = 0; j < s->m; j++)
    w->weight_sum[j] += (int64_t)(w->weights[j] / CPWI_SMAA_WEIGHT_UNIT + 0.5);
  if (ordered) score_places(w, replication, 0, s->n);
  for (int64_t g = 0; ordered && g < s->segments && status == CPW_OK; g++)
    status = rank_segment(w, s->segment[g], s->segment[g + 1], err);
  if (status != CPW_OK) return status;
  if (s->options.ranks) count_ranks(w);
  if (s->options.pairs) count_pairs(w);
  count_tops(w, replication, ordered);
  return CPW_OK;
}

/* Counts by place become counts by row. */
static void hand_in(const worker *w, cpwi_smaa *s, int64_t replications) {
  const int64_t n = s->n, m = s->m, tops = s->options.tops;
  pthread_mutex_lock(&s->lock);
  for (int64_t j = 0; j < m; j++)
    s->weight_sum[j] += w->weight_sum[j];
  for (int64_t k = 0; k < tops; k++)
    for (int64_t i = 0; i < n; i++)
      s->top_count[s->row[i] * tops + k] += i < s->cut[k].first ? replications : w->in[k * n + i];
  for (int64_t i = 0; w->ranked && i < n; i++) {
    for (int64_t r = 0; r < n; r++)
      s->rank_count[s->row[i] * n + r] += w->ranked[i * n + r];
    for (int64_t j = 0; j < m; j++)
      s->first_weight_sum[s->row[i] * m + j] += w->first_sum[i * m + j];
  }
  for (int64_t i = 0; w->above && i < n; i++)
    for (int64_t other = 0; other < n; other++)
      s->above_count[s->row[i] * n + s->row[other]] += w->above[i * n + other];
  pthread_mutex_unlock(&s->lock);
}

/* ---------------------------------------------------------------- a thread ------------------ */

static void free_worker(worker *w) {
  if (!w) return;
  const cpw_allocator *a = w->s->options.allocator;
  cpwi_release(a, w->weights);
  cpwi_release(a, w->score);
  cpwi_release(a, w->drawn);
  cpwi_release(a, w->order);
  cpwi_release(a, w->in);
  cpwi_release(a, w->ranked);
  cpwi_release(a, w->above);
  cpwi_release(a, w->weight_sum);
  cpwi_release(a, w->wait);
  cpwi_release(a, w->criteria);
  cpwi_release(a, w);
}

/* What a policy needs that is ranked anew in every draw; 0 when memory is short. */
static int make_ranker(worker *w) {
  const cpwi_smaa *s = w->s;
  if (!s->policy || !s->policy->by_rank) return 1;
  const size_t n = (size_t)s->n, m = (size_t)s->m;
  w->wait = cpwi_alloc(s->options.allocator, n, 2 * sizeof *w->wait);
  w->criteria = cpwi_alloc(s->options.allocator, m, sizeof *w->criteria);
  if (!w->wait || !w->criteria) return 0;
  w->tied = w->wait + n;
  memcpy(w->criteria, s->policy->places.policy.criteria, m * sizeof *w->criteria);
  return 1;
}

/* NULL, without a message, when memory is short */
static worker *make_worker(const cpwi_smaa *s) {
  const cpw_allocator *a = s->options.allocator;
  const size_t n = (size_t)s->n, m = (size_t)s->m;
  worker *w = cpwi_alloc_zero(a, 1, sizeof *w);
  if (!w) return NULL;
  const int exact = s->options.uncertainty == CPW_SMAA_EXACT;
  w->s = s;
  w->weights = cpwi_alloc(a, m, 4 * sizeof *w->weights);
  w->score = cpwi_alloc(a, n, 2 * sizeof *w->score);
  w->order = cpwi_alloc(a, n, 2 * sizeof *w->order);
  w->in = cpwi_alloc_zero(a, n, (size_t)s->options.tops * sizeof *w->in);
  w->weight_sum = cpwi_alloc_zero(a, m, (s->options.ranks ? n + 1 : 1) * sizeof *w->weight_sum);
  if (!exact) w->drawn = cpwi_alloc(a, n, m * sizeof *w->drawn);
  if (s->options.ranks) w->ranked = cpwi_alloc_zero(a, n, n * sizeof *w->ranked);
  if (s->options.pairs) w->above = cpwi_alloc_zero(a, n, n * sizeof *w->above);
  if (!w->weights || !w->score || !w->order || !w->in || !w->weight_sum || (!exact && !w->drawn) ||
      (s->options.ranks && !w->ranked) || (s->options.pairs && !w->above) || !make_ranker(w)) {
    free_worker(w);
    return NULL;
  }
  w->work = w->weights + m;
  w->spare = w->score + n;
  w->rank = w->order + n;
  w->first_sum = w->weight_sum + m;
  return w;
}

static int32_t stop_if_cancelled(const cpwi_smaa *s, cpw_error *err) {
  const volatile int32_t *cancel = s->mcda.run.cancel;
  if (!cancel || !cpwi_read_flag(cancel)) return CPW_OK;
  return cpwi_fail(err, CPW_ECANCELLED, -1, s->where, "cancelled by the caller");
}

int32_t cpwi_smaa_range(void *context, int64_t first, int64_t last, cpw_error *err) {
  cpwi_smaa *s = context;
  worker *w = make_worker(s);
  if (!w)
    return cpwi_fail(err, CPW_ENOMEM, -1, s->where, "no memory for %lld rows", (long long)s->n);
  int32_t status = CPW_OK;
  for (int64_t r = first; r < last && status == CPW_OK; r++)
    if ((status = stop_if_cancelled(s, err)) == CPW_OK)
      status = run_one(w, s->mcda.run.first_replication + r, err);
  if (status == CPW_OK) hand_in(w, s, last - first);
  free_worker(w);
  return status;
}

/* ---------------------------------------------------------------- confidence ---------------- */

/* 1 if the place is first under its row's own weights; value (m, n). */
static int is_first(const cpwi_smaa *s, int64_t place, const double *value) {
  const double *weights = s->own + s->row[place] * s->m;
  double mine = 0;
  for (int64_t j = 0; j < s->m; j++)
    mine += weights[j] * value[j * s->n + place];
  for (int64_t other = 0; other < s->segment[1]; other++) {
    double theirs = 0;
    for (int64_t j = 0; j < s->m; j++)
      theirs += weights[j] * value[j * s->n + other];
    if (theirs > mine || (theirs == mine && other < place)) return 0;
  }
  return 1;
}

static void count_first(const cpwi_smaa *s, const double *value, int64_t times, int32_t *first) {
  for (int64_t i = 0; s->segments > 0 && i < s->segment[1]; i++)
    if (!cpwi_is_nan(s->own[s->row[i] * s->m]) && is_first(s, i, value)) first[i] += (int32_t)times;
}

int32_t cpwi_smaa_confidence_range(void *context, int64_t first, int64_t last, cpw_error *err) {
  cpwi_smaa *s = context;
  const cpw_allocator *a = s->options.allocator;
  const int64_t leaders = s->segments > 0 ? s->segment[1] : 0;
  const int exact = s->options.uncertainty == CPW_SMAA_EXACT;
  int32_t *count = cpwi_alloc_zero(a, (size_t)s->n, sizeof *count);
  double *drawn = exact ? NULL : cpwi_mcda_numbers(&s->mcda, s->n, s->m, NULL);
  int32_t status = CPW_OK;
  if (!count || (!exact && !drawn))
    status = cpwi_fail(err, CPW_ENOMEM, -1, s->where, "no memory for %lld rows", (long long)s->n);
  if (status == CPW_OK && exact) count_first(s, s->value, last - first, count);
  for (int64_t r = first; !exact && r < last && status == CPW_OK; r++) {
    if ((status = stop_if_cancelled(s, err)) != CPW_OK) break;
    cpwi_smaa_draw_values(s, s->mcda.run.first_replication + r, 0, leaders, drawn);
    count_first(s, drawn, 1, count);
  }
  if (status == CPW_OK) {
    pthread_mutex_lock(&s->lock);
    for (int64_t i = 0; i < leaders; i++)
      s->first_count[s->row[i]] += count[i];
    pthread_mutex_unlock(&s->lock);
  }
  cpwi_release(a, drawn);
  cpwi_release(a, count);
  return status;
}
