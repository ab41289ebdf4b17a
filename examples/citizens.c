/* A citizens' panel: points for three criteria by two classes, as weights with intervals, and as the law that a
 * robustness analysis takes. */
#include "carepath.h"

#include <stdio.h>

#define PEOPLE   6
#define CRITERIA 3

static const double points[PEOPLE * CRITERIA] = {6, 3, 1, 5, 4, 1, 7, 2, 1,
                                                 2, 6, 2, 3, 5, 2, 1, 8, 1};
static const int64_t class_of[PEOPLE] = {0, 0, 0, 1, 1, 1};
static const char *const criteria[CRITERIA] = {"need", "wait", "cost"};
static const char *const classes[2] = {"clinicians", "public"};

static void show(const cpw_result *r) {
  const double *weight = cpw_result_find(r, "weight")->real;
  const double *all = cpw_result_find(r, "overall_weight")->real;
  const double *lower = cpw_result_find(r, "overall_lower")->real;
  const double *upper = cpw_result_find(r, "overall_upper")->real;
  const double *first = cpw_result_find(r, "overall_first")->real;
  const double *apart = cpw_result_find(r, "disagreement")->real;
  for (int j = 0; j < CRITERIA; j++)
    printf("%s: %s %.2f, %s %.2f; all %.2f (%.2f to %.2f), first with chance %.2f, between classes "
           "%.2f\n",
           criteria[j], classes[0], weight[j], classes[1], weight[CRITERIA + j], all[j], lower[j],
           upper[j], first[j], apart[j]);
}

int main(void) {
  cpw_citizens_panel panel;
  cpw_run run;
  cpw_result *r = NULL;
  cpw_error err;
  double mean[CRITERIA], concentration = 0;
  cpw_citizens_panel_init(&panel);
  panel.ballots = points;
  panel.rows = PEOPLE;
  panel.criteria = CRITERIA;
  panel.class_of = class_of;
  panel.classes = 2;
  panel.kind = CPW_CITIZENS_POINTS;
  panel.criterion_names = criteria;
  panel.class_names = classes;
  cpw_run_init(&run);
  run.replications = 2000;
  int32_t status = cpw_citizens_weights(&panel, &run, &r, &err);
  if (status == CPW_OK) {
    show(r);
    status = cpw_citizens_law(cpw_result_find(r, "draws")->real, run.replications, CRITERIA, mean,
                              &concentration, NULL, &err);
  }
  if (status == CPW_OK)
    printf("for the robustness analysis: %.2f %.2f %.2f, concentration %.0f\n", mean[0], mean[1],
           mean[2], concentration);
  else
    printf("%s\n", err.message);
  cpw_result_free(r);
  return status == CPW_OK ? 0 : 1;
}
