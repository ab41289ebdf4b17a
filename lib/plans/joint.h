/* lib/plans/joint.h - a joint plan at work: its lists, its programme, and where what stands in it.
 * Source: carepath/plans.h. */
#ifndef CPWI_PLANS_JOINT_H
#define CPWI_PLANS_JOINT_H

#include "plans/internal.h"

typedef struct cpwi_joint {
  cpw_plans_lists l;
  cpw_plans_options o;
  cpwi_plans_model model;
  cpwi_linear lp;
  int32_t loaded, feasible;
  /* first columns and rows of each kind */
  int64_t activity, treated, end, carried, missed, largest, budget_row, gap_row;
  double *base; /* (groups) everybody who waits or joins */
  double nobody, without_gaps, value;
  double *x, *costs; /* (columns) */
  double *price, *price_from, *price_to, *gap_price, *gap_short, *capacity_price;
} cpwi_joint;

int64_t cpwi_joint_activity(const cpwi_joint *w, int64_t t, int64_t k, int64_t tier);
int64_t cpwi_joint_treated(const cpwi_joint *w, int64_t t, int64_t k, int64_t g);
int64_t cpwi_joint_end(const cpwi_joint *w, int64_t t, int64_t k, int64_t g);
int32_t cpwi_joint_result(const cpwi_joint *w, cpw_result **out, cpw_error *err);

#endif
