/* The charts over time: who waits how long, and the share within a limit.
 * Forms: stacked areas and lines; one question each.
 * Leaves axes to chart_axes.c, marks to svg.c, figures to moments.c and summary.c. */
#include "chart_axes.h"

#include <math.h>
#include <stdlib.h>

static const stroke ahead_line = {COLOUR_BLUE, 2.5, NULL};

/* ---------------------------------------------------------------- the list by time waited */

static double most_waiting(const view *v) {
  double most = 0;
  for (int64_t i = 0; i < moments(v->m); i++)
    most = fmax(most, moment_waiting(v->m, v->list, i, 0, v->m->bands_count - 1));
  return most;
}

/* Longest waits at the bottom: that they vanish is what the standards are about. */
static void draw_groups(plane *p, const view *v, const series *s, double scale) {
  band_groups g = group_bands(&v->m->bands);
  for (int64_t group = g.count; group-- > 0;) {
    for (int64_t i = 0; i < s->count; i++) {
      s->low[i] = s->high[i];
      s->high[i] +=
          moment_waiting(v->m, v->list, i, g.first[group], g.first[group + 1] - 1) / scale;
    }
    draw_area(p, s->count, s->x, s->low, s->high, order_colour(group, g.count));
  }
}

void chart_bands(plane *p, const view *v) {
  series s = {0};
  double most = most_waiting(v);
  unit u = people_unit(most);
  if (series_begin(&s, v->m)) {
    y_axis(p, 0, most / u.size, phrased("Waiting, %s", u.words).text);
    time_axis(p, &s);
    draw_groups(p, v, &s, u.size);
    mark_today(p, v->m);
  }
  series_end(&s, p);
}

/* ---------------------------------------------------------------- the share within a limit */

static double least_share(const view *v) {
  double least = 1;
  for (int64_t i = 0; i < moments(v->m); i++)
    least = fmin(least, moment_within(v, i));
  for (int i = 0; v->t && i < v->t->count; i++)
    if (v->t->item[i].standard.weeks == v->weeks) least = fmin(least, v->t->item[i].standard.share);
  return least;
}

static void draw_share(plane *p, const series *s, stroke line) {
  draw_line(p, s->count, s->x, s->high, line);
}

static void draw_past_and_ahead(plane *p, const view *v, const series *s) {
  int64_t now = moment_now(v->m);
  for (int half = 0; half < 2; half++) {
    for (int64_t i = 0; i < s->count; i++) {
      int shown = half ? i >= now : i <= now;
      s->high[i] = shown ? 100 * moment_within(v, i) : (double)NAN;
    }
    draw_share(p, s, half ? ahead_line : (stroke){COLOUR_INK, 2.5, NULL});
  }
}

static void draw_case(plane *p, const view *v, const series *s, const target_case *c) {
  int64_t now = moment_now(v->m);
  for (int64_t i = 0; i < s->count; i++)
    s->high[i] = 100 * (i == now ? moment_within(v, i) : case_within(c, v->m, v->list, i));
  draw_share(p, s, (stroke){case_colour(c), 2, case_dash(c)});
}

static void draw_standard(plane *p, const view *v, const target_case *c) {
  double share = 100 * c->standard.share, at = (double)(moment_now(v->m) + c->periods);
  const char *colour = case_colour(c);
  draw_rule(p, p->x0, share, p->x1, share, (stroke){colour, 1, "1 3"});
  draw_mark(p, at, share, colour);
  phrase words = percent(c->standard.share, 0);
  if (!p->narrow) words = phrased("%s by %s", words.text, period_short(c->by_label.text).text);
  draw_words(p, p->left + 4, plane_y(p, share) - 4, "start", colour, 1, words.text);
}

static void draw_cases(plane *p, const view *v, const series *s) {
  for (int i = 0; v->t && i < v->t->count; i++) {
    const target_case *c = &v->t->item[i];
    if (c->standard.weeks != v->weeks) continue;
    draw_case(p, v, s, c);
    if (is_first_of_standard(v->t, c)) draw_standard(p, v, c);
  }
}

void chart_within(plane *p, const view *v) {
  series s = {0};
  if (series_begin(&s, v->m)) {
    double step = 10, least = 100 * least_share(v);
    p->y0 = fmax(0, floor((least - 1) / step) * step);
    p->y1 = 100;
    axis_y(p, step, phrased("Share waiting up to %s weeks", fixed(v->weeks, 0).text).text,
           per_cent);
    time_axis(p, &s);
    view fan = *v;
    fan.what = &fan_measures[1];
    if (v->weeks == CPW_RTT_WEEKS) draw_fan(p, &fan, &s, 0.01);
    draw_cases(p, v, &s);
    draw_past_and_ahead(p, v, &s);
    mark_today(p, v->m);
  }
  series_end(&s, p);
}
