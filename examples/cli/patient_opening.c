/* Who waits at the start: people who have waited evenly between two times, as whole people by whole
 * periods, classes and groups.
 * Rounding: what has been given out so far is the rounded sum so far, so that no one is lost.
 * Leaves where the times come from to patient_counts.c. */
#include "patient_list.h"

#include "say.h"

#include <math.h>
#include <stdlib.h>

enum { MOST_BANDS_WAITED = 20000 };

typedef struct opening {
  int64_t classes, groups, bands;
  double *known;       /* (classes, groups, bands) people of a known group */
  double *unknown;     /* (classes, bands) the others */
  const double *share; /* (groups), NULL: there is one group */
  int64_t *waiting;    /* (classes, groups, bands) */
} opening;

/* People of --waiting: as many in each period back as join now, everybody at once where nobody joins. */
static int span_of_waiting(const double *waiting, const double *arrivals, int64_t k, span *out) {
  if (waiting[k] <= 0) return 0;
  double back = arrivals[k] > 0 ? waiting[k] / arrivals[k] : 1;
  *out = (span){(int32_t)k, -1, 0, fmin(fmax(back, 1), 0.5 * MOST_BANDS_WAITED), waiting[k]};
  return 1;
}

static int64_t last_band(const patient_data *d, const span *more, int64_t count) {
  double to = 1;
  for (int64_t i = 0; i < d->spans; i++)
    to = fmax(to, d->span[i].to);
  for (int64_t i = 0; i < count; i++)
    to = fmax(to, more[i].to);
  return to > MOST_BANDS_WAITED ? -1 : (int64_t)ceil(to - 1e-9);
}

static void spread(opening *o, const span *s) {
  double width = s->to - s->from;
  double *cell = s->group_index < 0
                     ? o->unknown + s->class_index * o->bands
                     : o->known + (s->class_index * o->groups + s->group_index) * o->bands;
  for (int64_t b = (int64_t)s->from; b < o->bands && (double)b < s->to; b++) {
    double overlap = fmin(s->to, (double)b + 1) - fmax(s->from, (double)b);
    if (overlap > 0) cell[b] += s->count * overlap / width;
  }
}

/* Gives `people` of a class and period to the groups, each to the one that is furthest behind. */
static void share_out(opening *o, int64_t k, int64_t band, int64_t count, double *given) {
  double total = 0;
  if (!o->share) {
    o->waiting[k * o->bands + band] += count;
    return;
  }
  for (int64_t g = 0; g < o->groups; g++)
    total += given[g];
  for (; count > 0; count--) {
    int64_t behind = 0;
    double most = -(double)INFINITY;
    total++;
    for (int64_t g = 0; g < o->groups; g++) {
      double lacks = o->share[g] * total - given[g];
      if (o->share[g] > 0 && lacks > most + 1e-9) {
        most = lacks;
        behind = g;
      }
    }
    given[behind]++;
    o->waiting[(k * o->groups + behind) * o->bands + band]++;
  }
}

static int64_t next_whole(double *so_far, double more) {
  double before = floor(*so_far + 0.5);
  *so_far += more;
  return (int64_t)(floor(*so_far + 0.5) - before);
}

static void round_class(opening *o, int64_t k, double *given) {
  double so_far = 0;
  for (int64_t b = 0; b < o->bands; b++)
    share_out(o, k, b, next_whole(&so_far, o->unknown[k * o->bands + b]), given);
  for (int64_t g = 0; g < o->groups; g++) {
    int64_t first = (k * o->groups + g) * o->bands;
    so_far = 0;
    for (int64_t b = 0; b < o->bands; b++)
      o->waiting[first + b] += next_whole(&so_far, o->known[first + b]);
  }
}

static int lay_out(patient_list *l, const patient_data *d, const patient_settings *base,
                   const span *more, int64_t count) {
  opening o = {.classes = l->list.classes, .groups = l->list.groups};
  o.bands = last_band(d, more, count);
  if (o.bands < 0)
    return fail(BAD_DATA, "somebody has waited more than %d periods", (int)MOST_BANDS_WAITED);
  int64_t cells = o.classes * o.groups * o.bands;
  o.known = list_memory(l, cells, sizeof *o.known);
  o.unknown = list_memory(l, o.classes * o.bands, sizeof *o.unknown);
  o.waiting = list_memory(l, cells, sizeof *o.waiting);
  double *given = list_memory(l, o.classes * o.groups, sizeof *given);
  if (d->groups.count && !(o.share = group_shares(l, d, base))) return fail_memory();
  if (!o.known || !o.unknown || !o.waiting || !given) return fail_memory();
  for (int64_t i = 0; i < d->spans; i++)
    spread(&o, &d->span[i]);
  for (int64_t i = 0; i < count; i++)
    spread(&o, &more[i]);
  for (int64_t k = 0; k < o.classes; k++)
    round_class(&o, k, given + k * o.groups);
  l->list.waiting = o.waiting;
  l->list.bands = o.bands;
  return DONE;
}

static int nobody(const patient_list *l, const patient_data *d) {
  double sum = (double)d->rows;
  for (int64_t i = 0; l->list.arrivals && i < l->list.arrival_rows * l->list.classes; i++)
    sum += l->list.arrivals[i];
  for (int64_t i = 0; l->list.waiting && i < l->list.classes * l->list.groups * l->list.bands; i++)
    sum += (double)l->list.waiting[i];
  return sum == 0;
}

int list_opening(patient_list *l, const patient_data *d, const patient_settings *base) {
  int64_t n = l->list.classes, count = 0;
  double *waiting = list_memory(l, n, sizeof *waiting),
         *arrivals = list_memory(l, n, sizeof *arrivals);
  span *more = list_memory(l, n, sizeof *more);
  if (!waiting || !arrivals || !more) return fail_memory();
  int code = numbers_by_kind(&d->classes, n, &base->waiting, "waiting", 0, waiting);
  if (!code) code = numbers_by_kind(&d->classes, n, &base->arrivals, "arrivals", 0, arrivals);
  for (int64_t k = 0; k < n; k++)
    count += span_of_waiting(waiting, arrivals, k, &more[count]);
  if (!code && (count || d->spans)) code = lay_out(l, d, base, more, count);
  if (!code && nobody(l, d))
    return fail(USAGE, "nobody waits and nobody joins: give --arrivals, --waiting or a file");
  return code;
}
