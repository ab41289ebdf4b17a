/* Scales of urgency and scores of waits: the published figures, look-ups, histories, what is refused. */
#include "urgency/check_urgency.h"

#define NONE ((double)NAN)

static cpw_urgency_options usual(void) {
  cpw_urgency_options o;
  cpw_urgency_options_init(&o);
  return o;
}

static const cpw_urgency_scale *scale(const char *name) {
  const cpw_urgency_scale *found = cpw_urgency_scale_find(name);
  ck_assert_msg(found != NULL, "no scale %s", name);
  return found;
}

/* ---------------------------------------------------------------- scales -------------------- */

typedef struct published {
  const char *scale, *name;
  double days;
  int32_t order, postponed;
} published;

/* shared/methods/equity.md, section 1; the Australian categories from METEOR 598034 */
static const published rows[] = {
    {"surgery", "P1a", 1, 0, 0},
    {"surgery", "P1b", 3, 1, 0},
    {"surgery", "P2", 28, 2, 0},
    {"surgery", "P3", 91, 3, 0},
    {"surgery", "P4", NONE, 4, 0},
    {"surgery", "P5", NONE, 5, 1},
    {"surgery", "P6", NONE, 5, 1},
    {"surgery_scotland", "P1a", 1, 0, 0},
    {"surgery_scotland", "P1b", 3, 1, 0},
    {"surgery_scotland", "P2", 28, 2, 0},
    {"surgery_scotland", "P3", 84, 3, 0},
    {"surgery_scotland", "P4", NONE, 4, 0},
    {"surgery_rules", "P1", 7, 0, 0},
    {"surgery_rules", "P2", 28, 1, 0},
    {"surgery_rules", "P3", 84, 2, 0},
    {"surgery_rules", "P4", 365, 3, 0},
    {"diagnostics", "D1", NONE, 0, 0},
    {"diagnostics", "D2", NONE, 1, 0},
    {"diagnostics", "D3", NONE, 2, 0},
    {"diagnostics", "D4", NONE, 3, 0},
    {"diagnostics", "D5", NONE, 4, 1},
    {"swalis", "A1", 15, 0, 0},
    {"swalis", "A2", 21, 1, 0},
    {"swalis", "A3", 30, 2, 0},
    {"swalis", "B", 60, 3, 0},
    {"swalis", "C", 180, 4, 0},
    {"swalis", "D", 360, 5, 0},
    {"australia", "Category 1", 30, 0, 0},
    {"australia", "Category 2", 90, 1, 0},
    {"australia", "Category 3", 365, 2, 0},
};

START_TEST(scales_as_published)
{
  size_t seen = 0;
  for (int64_t i = 0; cpw_urgency_scale_at(i); i++) {
    const cpw_urgency_scale *s = cpw_urgency_scale_at(i);
    ck_assert_int_eq(cpw_urgency_check(s, NULL), CPW_OK);
    ck_assert_ptr_eq(cpw_urgency_scale_find(s->name), s);
    ck_assert_ptr_nonnull(s->title);
    for (int64_t k = 0; k < s->count; k++, seen++) {
      const cpw_urgency_class *row = &s->row[k];
      ck_assert(seen < COUNT(rows));
      ck_assert_str_eq(rows[seen].scale, s->name);
      ck_assert_str_eq(rows[seen].name, row->name);
      ck_assert(rows[seen].days == row->target_days || isnan(rows[seen].days));
      ck_assert_int_eq(isnan(rows[seen].days) != 0, isnan(row->target_days) != 0);
      ck_assert_int_eq(rows[seen].order, row->order);
      ck_assert_int_eq(rows[seen].postponed, row->postponed);
      ck_assert_ptr_nonnull(row->source);
    }
  }
  ck_assert_uint_eq(seen, COUNT(rows));
  ck_assert_ptr_null(cpw_urgency_scale_at(-1));
  ck_assert_ptr_null(cpw_urgency_scale_find(NULL));
  ck_assert_ptr_null(cpw_urgency_scale_find("Surgery"));
}
END_TEST

/* one table: the rule of thumb of waitlist, and the standards by patient */
START_TEST(other_modules_agree)
{
  const cpw_urgency_scale *rules = scale("surgery_rules");
  for (int32_t p = 1; p <= 4; p++)
    ck_assert_double_eq(rules->row[p - 1].target_days, cpw_waitlist_priority_days(p));
  const char *const keys[] = {"priority_1a", "priority_1b", "priority_2", "priority_3"};
  int found = 0;
  for (int64_t i = 0; cpw_standard_at(i); i++)
    for (int k = 0; k < 4; k++)
      if (strcmp(cpw_standard_at(i)->key, keys[k]) == 0) {
        ck_assert_double_eq(cpw_standard_at(i)->limit_days, scale("surgery")->row[k].target_days);
        found++;
      }
  ck_assert_int_eq(found, 4);
}
END_TEST

START_TEST(classes_by_name)
{
  const cpw_urgency_scale *s = scale("surgery");
  ck_assert_int_eq(cpw_urgency_class_find(s, "P3"), 3);
  ck_assert_int_eq(cpw_urgency_class_find(s, " \tp1A  "), 0);
  ck_assert_int_eq(cpw_urgency_class_find(s, "P1"), CPW_ENOTFOUND);
  ck_assert_int_eq(cpw_urgency_class_find(s, "P1ab"), CPW_ENOTFOUND);
  ck_assert_int_eq(cpw_urgency_class_find(s, ""), CPW_ENOTFOUND);
  ck_assert_int_eq(cpw_urgency_class_find(s, NULL), CPW_ENOTFOUND);
  ck_assert_int_eq(cpw_urgency_class_find(NULL, "P3"), CPW_ENOTFOUND);
  const char *names[] = {"p4", "P1b", "P2 "};
  int32_t found[] = {-7, -7, -7};
  ck_assert_int_eq(cpw_urgency_classes(s, 3, names, found, NULL), CPW_OK);
  ck_assert(found[0] == 4 && found[1] == 1 && found[2] == 2);
  ck_assert_int_eq(cpw_urgency_classes(s, 0, NULL, NULL, NULL), CPW_OK);
  names[1] = "P9";
  found[0] = -7;
  ck_refused(cpw_urgency_classes(s, 3, names, found, &err), CPW_ENOTFOUND,
             "names[1] = 'P9' is no class of the scale surgery");
  names[1] = NULL;
  ck_refused(cpw_urgency_classes(s, 3, names, found, &err), CPW_ENOTFOUND, "names[1] is missing");
  ck_refused(cpw_urgency_classes(s, -3, names, found, &err), CPW_EINVAL, "count = -3 must be >= 0");
  ck_refused(cpw_urgency_classes(s, 3, NULL, found, &err), CPW_EINVAL, "names must be given");
  ck_refused(cpw_urgency_classes(s, 3, names, NULL, &err), CPW_EINVAL, "rows must be given");
  ck_refused(cpw_urgency_classes(NULL, 3, names, found, &err), CPW_EINVAL, "scale must be given");
  ck_assert_int_eq(found[0], -7);
}
END_TEST

START_TEST(scales_that_are_refused)
{
  cpw_urgency_class own[] = {{"red", NULL, NULL, 14, 0, 0}, {"amber", NULL, NULL, 60, 1, 0}};
  cpw_urgency_scale s = {NULL, NULL, 2, own};
  ck_assert_int_eq(cpw_urgency_check(&s, NULL), CPW_OK);
  ck_refused(cpw_urgency_check(NULL, &err), CPW_EINVAL, "scale must be given");
  s.count = 0;
  ck_refused(cpw_urgency_check(&s, &err), CPW_EINVAL, "scale.count = 0 must be 1 to 2147483647");
  s.count = 2;
  s.row = NULL;
  ck_refused(cpw_urgency_check(&s, &err), CPW_EINVAL, "scale.row must be given");
  s.row = own;
  own[1].name = "RED";
  ck_refused(cpw_urgency_check(&s, &err), CPW_EINVAL,
             "scale.row[1].name = 'RED' is also that of row 0");
  own[1].name = "";
  ck_refused(cpw_urgency_check(&s, &err), CPW_EINVAL, "scale.row[1].name is missing");
  own[1].name = "amber";
  own[1].target_days = -1;
  ck_refused(cpw_urgency_check(&s, &err), CPW_EDOMAIN,
             "scale.row[1].target_days = -1 must be finite and > 0, or NaN for none");
  own[1].target_days = (double)INFINITY;
  ck_refused(cpw_urgency_check(&s, &err), CPW_EDOMAIN,
             "scale.row[1].target_days = inf must be finite and > 0, or NaN for none");
  own[1].target_days = 7;
  ck_refused(cpw_urgency_check(&s, &err), CPW_EDOMAIN,
             "scale.row[1].target_days = 7 must not be below 14, that of the more urgent row 0");
  own[1].postponed = 1; /* then it need not */
  ck_assert_int_eq(cpw_urgency_check(&s, NULL), CPW_OK);
  own[1].postponed = 2;
  ck_refused(cpw_urgency_check(&s, &err), CPW_EINVAL, "scale.row[1].postponed = 2 must be 0 or 1");
  own[1].postponed = 0;
  own[1].order = 0; /* two classes of one order may differ */
  ck_assert_int_eq(cpw_urgency_check(&s, NULL), CPW_OK);
  own[0].order = 1;
  ck_refused(cpw_urgency_check(&s, &err), CPW_EINVAL,
             "scale.row[1].order = 0 must be >= 0 and not below the row before");
}
END_TEST

/* ---------------------------------------------------------------- targets ------------------- */

START_TEST(targets_of_people)
{
  const cpw_urgency_scale *s = scale("surgery");
  const int32_t classes[] = {2, 4, 3, 6};
  double target[] = {-7, -7, -7, -7}, own[] = {NONE, NONE, NONE, 84, 126, NONE, NONE};
  int32_t tier[4];
  cpw_urgency_options o = usual();
  ck_refused(cpw_urgency_targets(s, 4, classes, NULL, target, tier, &err), CPW_EINVAL,
             "rows[1] is P4, for which the scale surgery has no target: give options.target[4]");
  ck_assert_double_eq(target[0], -7);
  ck_assert_int_eq(cpw_urgency_targets(s, 4, classes, NULL, NULL, tier, NULL), CPW_OK);
  ck_assert(tier[0] == 2 && tier[1] == 4 && tier[2] == 3 && tier[3] == 5);
  o.target = own;
  ck_assert_int_eq(cpw_urgency_targets(s, 3, classes, &o, target, NULL, NULL), CPW_OK);
  ck_assert(target[0] == 28 && target[1] == 126 && target[2] == 84);
  o.missing = CPW_URGENCY_NAN;
  ck_assert_int_eq(cpw_urgency_targets(s, 4, classes, &o, target, NULL, NULL), CPW_OK);
  ck_assert(isnan(target[3]));
  ck_assert_int_eq(cpw_urgency_targets(s, 0, NULL, &o, NULL, NULL, NULL), CPW_OK);
}
END_TEST

START_TEST(options_that_are_refused)
{
  const cpw_urgency_scale *s = scale("swalis");
  const int32_t classes[] = {0, 6};
  double target[2] = {-7, -7}, own[] = {NONE, NONE, NONE, NONE, 0, NONE};
  cpw_urgency_options o = usual();
  ck_refused(cpw_urgency_targets(s, 2, classes, &o, target, NULL, &err), CPW_EINVAL,
             "rows[1] = 6 must be 0 to 5");
  ck_refused(cpw_urgency_targets(s, 2, NULL, &o, target, NULL, &err), CPW_EINVAL,
             "rows must be given");
  ck_refused(cpw_urgency_targets(s, -1, classes, &o, target, NULL, &err), CPW_EINVAL,
             "count = -1 must be >= 0");
  o.missing = 2;
  ck_refused(cpw_urgency_targets(s, 1, classes, &o, target, NULL, &err), CPW_EINVAL,
             "options.missing = 2 must be 0 to 1");
  o = usual();
  o.reserved = 1;
  ck_refused(cpw_urgency_targets(s, 1, classes, &o, target, NULL, &err), CPW_EINVAL,
             "options.reserved = 1 must be 0 to 0");
  o = usual();
  o.target = own;
  ck_refused(cpw_urgency_targets(s, 1, classes, &o, target, NULL, &err), CPW_EDOMAIN,
             "options.target[4] = 0 must be finite and > 0, or NaN for the scale's");
  o.struct_size = sizeof o + 1;
  ck_assert_int_eq(cpw_urgency_targets(s, 1, classes, &o, target, NULL, NULL), CPW_EABI);
  ck_assert_int_eq(cpw_urgency_targets(NULL, 1, classes, NULL, target, NULL, NULL), CPW_EINVAL);
  ck_assert_double_eq(target[0], -7);
}
END_TEST

/* ---------------------------------------------------------------- scores -------------------- */

static const int32_t all_classes[] = {0, 1, 2, 3, 4, 5};
static const double swalis_days[] = {10, 20, 33, 45, 200, 300};

START_TEST(swalis_scores)
{
  const cpw_urgency_scale *s = scale("swalis");
  /* case swalis2020_score */
  const double percent[] = {66.66666666666667,  95.23809523809524, 110.0, 75.0,
                            111.11111111111111, 83.33333333333333};
  double out[6];
  ck_assert_int_eq(
      cpw_urgency_scores(s, 6, all_classes, swalis_days, CPW_URGENCY_PERCENT, NULL, out, NULL),
      CPW_OK);
  for (int i = 0; i < 6; i++)
    ck_assert_double_eq_tol(out[i], percent[i], 1e-13 * percent[i]);
  ck_assert_int_eq(
      cpw_urgency_scores(s, 6, all_classes, swalis_days, CPW_URGENCY_RATIO, NULL, out, NULL),
      CPW_OK);
  for (int i = 0; i < 6; i++)
    ck_assert_double_eq_tol(100 * out[i], percent[i], 1e-13 * percent[i]);
  const double left[] = {5, 1, -3, 15, -20, 60};
  ck_assert_int_eq(
      cpw_urgency_scores(s, 6, all_classes, swalis_days, CPW_URGENCY_DAYS_LEFT, NULL, out, NULL),
      CPW_OK);
  ck_assert_mem_eq(out, left, sizeof left);
  /* a day of A1 counts as 24 days of D, of B as 6 */
  const double adjusted[] = {240, 20.0 * 360 / 21, 396, 270, 400, 300};
  ck_assert_int_eq(cpw_urgency_scores(s, 6, all_classes, swalis_days, CPW_URGENCY_NEED_ADJUSTED,
                                      NULL, out, NULL),
                   CPW_OK);
  for (int i = 0; i < 6; i++)
    ck_assert_double_eq_tol(out[i], adjusted[i], 1e-12);
  const double breached[] = {0, 0, 1, 0, 1, 0};
  ck_assert_int_eq(
      cpw_urgency_scores(s, 6, all_classes, swalis_days, CPW_URGENCY_BREACHED, NULL, out, NULL),
      CPW_OK);
  ck_assert_mem_eq(out, breached, sizeof breached);
  ck_assert_double_eq(cpw_urgency_percent(33, 30), 110);
  ck_assert_double_eq(cpw_urgency_ratio(45, 60), 0.75);
  ck_assert_double_eq(cpw_urgency_left(45, 60), 15);
  ck_assert_double_eq(cpw_urgency_need_adjusted(45, 60, 360), 270);
}
END_TEST

/* the two rules differ: the ratio takes 340 of 360 days first, the due date 10 of 15 */
START_TEST(ratio_is_not_the_due_date)
{
  const cpw_urgency_scale *s = scale("swalis");
  const int32_t classes[] = {0, 5};
  const double days[] = {10, 340};
  double ratio[2], left[2];
  ck_assert_int_eq(cpw_urgency_scores(s, 2, classes, days, CPW_URGENCY_RATIO, NULL, ratio, NULL),
                   CPW_OK);
  ck_assert_int_eq(cpw_urgency_scores(s, 2, classes, days, CPW_URGENCY_DAYS_LEFT, NULL, left, NULL),
                   CPW_OK);
  ck_assert(ratio[1] > ratio[0] && left[0] < left[1]);
}
END_TEST

START_TEST(scores_at_their_edges)
{
  const cpw_urgency_scale *s = scale("surgery");
  const int32_t classes[] = {2, 2, 2, 4};
  double days[] = {28, 0, 28.5, 10}, out[4];
  cpw_urgency_options o = usual();
  o.missing = CPW_URGENCY_NAN;
  ck_assert_int_eq(cpw_urgency_scores(s, 4, classes, days, CPW_URGENCY_BREACHED, &o, out, NULL),
                   CPW_OK);
  ck_assert(out[0] == 0 && out[1] == 0 && out[2] == 1 &&
            isnan(out[3])); /* the day itself is in time */
  for (int32_t score = CPW_URGENCY_RATIO; score <= CPW_URGENCY_BREACHED; score++) {
    ck_assert_int_eq(cpw_urgency_scores(s, 4, classes, days, score, &o, out, NULL), CPW_OK);
    ck_assert(isnan(out[3]) && !isnan(out[0]));
  }
  /* over the waits themselves */
  ck_assert_int_eq(cpw_urgency_scores(s, 3, classes, days, CPW_URGENCY_RATIO, NULL, days, NULL),
                   CPW_OK);
  ck_assert(days[0] == 1 && days[1] == 0 && days[2] == 28.5 / 28);
  ck_assert_int_eq(cpw_urgency_scores(s, 0, NULL, NULL, CPW_URGENCY_RATIO, NULL, NULL, NULL),
                   CPW_OK);
  /* a scale without any target at all, which the caller allows */
  ck_assert_int_eq(cpw_urgency_scores(scale("diagnostics"), 1, classes, days,
                                      CPW_URGENCY_NEED_ADJUSTED, &o, out, NULL),
                   CPW_OK);
  ck_assert(isnan(out[0]));
  /* longest of all targets, the caller's included */
  const double own[] = {NONE, NONE, NONE, NONE, 126, NONE, NONE};
  o = usual();
  o.target = own;
  ck_assert_int_eq(cpw_urgency_scores(s, 4, classes, (const double[]){28, 14, 0, 126},
                                      CPW_URGENCY_NEED_ADJUSTED, &o, out, NULL),
                   CPW_OK);
  ck_assert(out[0] == 126 && out[1] == 63 && out[2] == 0 && out[3] == 126);
}
END_TEST

START_TEST(histories_of_classes)
{
  const cpw_urgency_scale *s = scale("swalis");
  const int64_t first[] = {0, 3, 4};
  const int32_t classes[] = {4, 3, 2, 3};
  const double days[] = {90, 30, 10, 45};
  double out[2], now[1];
  /* case swalis2020_reclassified: 90/180 + 30/60 + 10/30 */
  ck_assert_int_eq(
      cpw_urgency_cumulative(s, 2, first, classes, days, CPW_URGENCY_PERCENT, NULL, out, NULL),
      CPW_OK);
  ck_assert_double_eq_tol(out[0], 133.33333333333331, 1e-12);
  ck_assert_double_eq(out[1], 75);
  ck_assert_int_eq(
      cpw_urgency_cumulative(s, 2, first, classes, days, CPW_URGENCY_RATIO, NULL, out, NULL),
      CPW_OK);
  ck_assert_double_eq_tol(out[0], 4.0 / 3, 1e-15);
  ck_assert_int_eq(
      cpw_urgency_cumulative(s, 2, first, classes, days, CPW_URGENCY_DAYS_LEFT, NULL, out, NULL),
      CPW_OK);
  ck_assert_double_eq_tol(out[0], -10, 1e-13); /* a third of 30 days beyond */
  ck_assert_double_eq_tol(out[1], 15, 1e-13);
  ck_assert_int_eq(cpw_urgency_cumulative(s, 2, first, classes, days, CPW_URGENCY_NEED_ADJUSTED,
                                          NULL, out, NULL),
                   CPW_OK);
  ck_assert_double_eq_tol(out[0], 480, 1e-12); /* 90 x 2 + 30 x 6 + 10 x 12 */
  ck_assert_int_eq(
      cpw_urgency_cumulative(s, 2, first, classes, days, CPW_URGENCY_BREACHED, NULL, out, NULL),
      CPW_OK);
  ck_assert(out[0] == 1 && out[1] == 0);
  /* one class: the score of now, to rounding */
  for (int32_t score = CPW_URGENCY_RATIO; score <= CPW_URGENCY_BREACHED; score++) {
    ck_assert_int_eq(cpw_urgency_cumulative(s, 1, first, (const int32_t[]){3, 3, 3},
                                            (const double[]){10, 15, 20}, score, NULL, out, NULL),
                     CPW_OK);
    ck_assert_int_eq(cpw_urgency_scores(s, 1, classes + 3, days + 3, score, NULL, now, NULL),
                     CPW_OK);
    ck_assert_double_eq_tol(out[0], now[0], 1e-12);
  }
  /* no target: refused, or NaN */
  cpw_urgency_options o = usual();
  o.missing = CPW_URGENCY_NAN;
  ck_assert_int_eq(cpw_urgency_cumulative(scale("surgery"), 2, first, classes, days,
                                          CPW_URGENCY_BREACHED, &o, out, NULL),
                   CPW_OK);
  ck_assert(isnan(out[0]) && out[1] == 0);
  ck_assert_int_eq(
      cpw_urgency_cumulative(s, 0, first, NULL, NULL, CPW_URGENCY_RATIO, NULL, NULL, NULL), CPW_OK);
}
END_TEST

/* A stay in parts is the stay: all splits of usual targets into three whole numbers of days. */
START_TEST(stays_in_parts)
{
  static const double usual_targets[] = {15, 21, 28, 30, 84, 91};
  const int64_t first[] = {0, 3};
  const int32_t classes[] = {0, 0, 0};
  for (int k = 0; k < 6; k++) {
    const double t = usual_targets[k];
    cpw_urgency_class own = {"x", NULL, NULL, t, 0, 0};
    const cpw_urgency_scale s = {NULL, NULL, 1, &own};
    for (double a = 1; a < t; a++)
      for (double b = 1; a + b < t; b++) {
        const double days[] = {a, b, t - a - b};
        double out = -7;
        ck_assert_int_eq(cpw_urgency_cumulative(&s, 1, first, classes, days, CPW_URGENCY_RATIO,
                                                NULL, &out, NULL),
                         CPW_OK);
        ck_assert_msg(out == 1, "%g + %g + %g of %g: %.17g", a, b, t - a - b, t, out);
        ck_assert_int_eq(cpw_urgency_cumulative(&s, 1, first, classes, days, CPW_URGENCY_BREACHED,
                                                NULL, &out, NULL),
                         CPW_OK);
        ck_assert(out == 0);
      }
  }
}
END_TEST

/* own targets keep the order of urgency; days that give no finite score are refused by name */
START_TEST(targets_that_fall_and_scores_without_end)
{
  const cpw_urgency_scale *s = scale("swalis");
  const int32_t classes[] = {0, 5};
  const double days[] = {1, 1e308};
  const int64_t first[] = {0, 2};
  double out[] = {-7, -7}, own[] = {100, NONE, NONE, NONE, NONE, NONE};
  cpw_urgency_options o = usual();
  o.target = own;
  ck_refused(cpw_urgency_scores(s, 2, classes, days, 0, &o, out, &err), CPW_EDOMAIN,
             "the target of A2 = 21 with options.target must not be below 100, that of the more "
             "urgent A1");
  own[0] = 21; /* as long as the next: not below */
  ck_assert_int_eq(cpw_urgency_scores(s, 1, classes, days, 0, &o, out, NULL), CPW_OK);
  out[0] = -7;
  const double p4[] = {NONE, NONE, NONE, NONE, 126, 5, NONE}; /* P5 asked to wait: any target */
  o.target = p4;
  ck_assert_int_eq(cpw_urgency_targets(scale("surgery"), 0, NULL, &o, NULL, NULL, NULL), CPW_OK);
  ck_refused(cpw_urgency_scores(s, 2, classes, days, CPW_URGENCY_PERCENT, NULL, out, &err),
             CPW_EDOMAIN, "days[1] = 1e+308: the score of person 1 would be beyond all numbers");
  const double far[] = {1e308, 1e308};
  ck_refused(
      cpw_urgency_cumulative(s, 1, first, classes, far, CPW_URGENCY_NEED_ADJUSTED, NULL, out, &err),
      CPW_EDOMAIN, "days[0] = 1e+308: the score of person 0 would be beyond all numbers");
  ck_assert_int_eq(cpw_urgency_scores(s, 2, classes, days, CPW_URGENCY_RATIO, NULL, out, NULL),
                   CPW_OK);
  ck_assert(isfinite(out[1]));
}
END_TEST

START_TEST(scores_that_are_refused)
{
  const cpw_urgency_scale *s = scale("swalis");
  const int32_t classes[] = {0, 1};
  const double days[] = {1, -2}, good[] = {1, 2};
  double out[] = {-7, -7};
  ck_refused(cpw_urgency_scores(s, 2, classes, days, 0, NULL, out, &err), CPW_EDOMAIN,
             "days[1] = -2 must be finite and >= 0");
  ck_refused(cpw_urgency_scores(s, 2, classes, NULL, 0, NULL, out, &err), CPW_EINVAL,
             "days must be given");
  ck_refused(cpw_urgency_scores(s, 2, classes, good, 5, NULL, out, &err), CPW_EINVAL,
             "score = 5 must be 0 to 4");
  ck_refused(cpw_urgency_scores(s, 2, classes, good, 0, NULL, NULL, &err), CPW_EINVAL,
             "out must be given");
  ck_refused(cpw_urgency_scores(scale("diagnostics"), 2, classes, good, 0, NULL, out, &err),
             CPW_EINVAL,
             "rows[0] is D1, for which the scale diagnostics has no target: give "
             "options.target[0]");
  const int64_t late[] = {1, 2}, falls[] = {0, 2, 2};
  ck_refused(cpw_urgency_cumulative(s, 1, late, classes, good, 0, NULL, out, &err), CPW_EINVAL,
             "first[0] = 1 must be 0");
  ck_refused(cpw_urgency_cumulative(s, 2, falls, classes, good, 0, NULL, out, &err), CPW_EINVAL,
             "first[2] = 2 must be above the one before, 2: everybody has a class");
  ck_refused(cpw_urgency_cumulative(s, -1, falls, classes, good, 0, NULL, out, &err), CPW_EINVAL,
             "count = -1 must be >= 0");
  ck_refused(cpw_urgency_cumulative(s, 1, NULL, classes, good, 0, NULL, out, &err), CPW_EINVAL,
             "first must be given");
  ck_refused(cpw_urgency_cumulative(s, 1, falls, classes, days, 0, NULL, out, &err), CPW_EDOMAIN,
             "days[1] = -2 must be finite and >= 0");
  ck_refused(cpw_urgency_cumulative(s, 1, falls, classes, good, -1, NULL, out, &err), CPW_EINVAL,
             "score = -1 must be 0 to 4");
  ck_refused(cpw_urgency_cumulative(s, 1, falls, NULL, good, 0, NULL, out, &err), CPW_EINVAL,
             "rows must be given");
  ck_assert(out[0] == -7 && out[1] == -7);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("urgency");
  const char *names[] = {"limits", "errors", "reference", "properties"};
  TCase *tcases[4];
  for (int i = 0; i < 4; i++) {
    tcases[i] = tcase_create(names[i]);
    suite_add_tcase(suite, tcases[i]);
  }
  cases c = {tcases[0], tcases[1], tcases[2], tcases[3]};
  tcase_add_test(c.reference, scales_as_published);
  tcase_add_test(c.reference, other_modules_agree);
  tcase_add_test(c.limits, classes_by_name);
  tcase_add_test(c.errors, scales_that_are_refused);
  tcase_add_test(c.limits, targets_of_people);
  tcase_add_test(c.errors, options_that_are_refused);
  tcase_add_test(c.reference, swalis_scores);
  tcase_add_test(c.properties, ratio_is_not_the_due_date);
  tcase_add_test(c.limits, scores_at_their_edges);
  tcase_add_test(c.reference, histories_of_classes);
  tcase_add_test(c.reference, stays_in_parts);
  tcase_add_test(c.errors, scores_that_are_refused);
  tcase_add_test(c.errors, targets_that_fall_and_scores_without_end);
  points_tests(&c);
  index_tests(&c);
  return cpwt_run(&suite, 1);
}
