/* All suites of the patient-level list in one program, and what their files share. */
#include "patients/check_first_come.h"
#include "patients/suites.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void fill_list(cpwt_list *l) {
  static const int64_t waiting[] = {2, 1, 0, 1, 0, 3, 10, 5, 2, 4, 4, 1};
  static const double arrivals[] = {2, 5, 3, 6, 1, 4}, shares[] = {0.3, 0.7, 0.5, 0.5};
  static const double validation[] = {0, 0, 0.1, 0}, missed[] = {0.1, 0.2}, removed[] = {0.5, 0.1};
  static const double target[] = {4, 18}, weight[] = {3, 1}, exponent[] = {2, 1.5};
  memcpy(l->waiting, waiting, sizeof waiting);
  memcpy(l->arrivals, arrivals, sizeof arrivals);
  memcpy(l->shares, shares, sizeof shares);
  memcpy(l->validation, validation, sizeof validation);
  memcpy(l->missed, missed, sizeof missed);
  memcpy(l->missed_removed, removed, sizeof removed);
  memcpy(l->target, target, sizeof target);
  memcpy(l->weight, weight, sizeof weight);
  memcpy(l->exponent, exponent, sizeof exponent);
  l->batch[0] = 1;
  l->batch[1] = 2;
  l->tier[0] = 0;
  l->tier[1] = 1;
  l->patience[0] = (cpw_duration){CPW_DURATION_GEOMETRIC, 0, 30, 0, 0, NULL};
  l->patience[1] = (cpw_duration){CPW_DURATION_LOGNORMAL, 0, 25, 0.8, 0, NULL};
}

static void make(cpwt_list *l) {
  cpw_patients_list *p = &l->list;
  memset(l, 0, sizeof *l);
  fill_list(l);
  cpw_patients_list_init(p);
  p->periods = 40;
  p->classes = p->groups = 2;
  p->waiting = l->waiting;
  p->bands = 3;
  p->arrivals = l->arrivals;
  p->arrival_rows = 3;
  p->batch = l->batch;
  p->group_shares = l->shares;
  p->patience = l->patience;
  p->validation = l->validation;
  p->validation_rows = 4;
  p->missed = l->missed;
  p->missed_removed = l->missed_removed;
  p->rebook = 2;
  p->tier = l->tier;
  p->target = l->target;
  p->weight = l->weight;
  p->exponent = l->exponent;
  p->rule = CPW_PATIENTS_TIERS;
  cpw_patients_options_init(&l->options);
  cpw_run_init(&l->run);
  l->run.replications = 12;
}

void cpwt_list_make(cpwt_list *l) {
  make(l);
  l->slots[0] = 5.4;
  l->slots[1] = 7;
  l->ring[0] = l->ring[2] = 1;
  l->ring[1] = 2;
  l->release[0] = 1;
  l->needed[0] = 2;
  l->needed[1] = 1;
  l->list.slots = l->slots;
  l->list.slot_rows = 2;
  l->list.ring_fenced = l->ring;
  l->list.release = l->release;
  l->list.session_slots = 3;
  l->list.cancelled = 0.1;
  l->list.slots_needed = l->needed;
}

void cpwt_list_make_servers(cpwt_list *l) {
  make(l);
  l->servers[0] = 5;
  l->duration[0] = (cpw_duration){CPW_DURATION_GAMMA, 0, 0.5, 0.6, 0, NULL};
  l->duration[1] = (cpw_duration){CPW_DURATION_EXPONENTIAL, 0, 0.7, 0, 0, NULL};
  l->list.servers = l->servers;
  l->list.duration = l->duration;
  l->list.busy = 3;
}

cpw_result *cpwt_patients(const cpwt_list *l) {
  cpw_result *result = NULL;
  cpw_error err;
  int32_t status = cpw_patients_simulate(&l->list, &l->options, &l->run, &result, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  return result;
}

const cpw_array *cpwt_array(const cpw_result *result, const char *name) {
  const cpw_array *a = cpw_result_find(result, name);
  ck_assert_msg(a != NULL, "no array %s", name);
  return a;
}

double cpwt_value(const cpw_result *result, const char *name, int64_t i) {
  const cpw_array *a = cpwt_array(result, name);
  ck_assert_msg(a->type == CPW_DOUBLE && i < a->size, "%s has no value %lld", name, (long long)i);
  return a->real[i];
}

void cpwt_same_arrays(const cpw_result *a, const cpw_result *b) {
  int64_t i = 0;
  for (const cpw_array *x; (x = cpw_result_at(a, i)) != NULL; i++) {
    const cpw_array *y = cpwt_array(b, x->name);
    ck_assert_msg(y->size == x->size && y->type == x->type, "%s differs in shape", x->name);
    const void *p = x->type == CPW_DOUBLE ? (const void *)x->real : (const void *)x->integer;
    const void *q = y->type == CPW_DOUBLE ? (const void *)y->real : (const void *)y->integer;
    ck_assert_msg(memcmp(p, q, (size_t)x->size * 8) == 0, "%s differs", x->name);
  }
  ck_assert_int_gt(i, 40);
  ck_assert_ptr_null(cpw_result_at(b, i));
}

void cpwt_conserved(const cpw_result *result) {
  const char *suffix = cpw_result_find(result, "joined_path") ? "_path" : "";
  const double *x[5];
  static const char *const names[5] = {"opening", "joined", "treated", "removed", "closing"};
  int64_t size = 0;
  for (int k = 0; k < 5; k++) {
    char name[32];
    snprintf(name, sizeof name, "%s%s", names[k], suffix);
    x[k] = cpwt_array(result, name)->real;
    size = cpwt_array(result, name)->size;
  }
  ck_assert_int_gt(size, 0);
  for (int64_t i = 0; i < size; i++) {
    double in = x[0][i] + x[1][i], out = x[2][i] + x[3][i] + x[4][i];
    if (*suffix)
      ck_assert_msg(in == out, "%g people in, %g out", in, out);
    else
      ck_assert_msg(fabs(in - out) <= 1e-12 * in, "%g people in, %g out", in, out);
  }
}

void cpwt_close(double value, double expected, double allowed, const char *what) {
  ck_assert_msg(fabs(value - expected) <= allowed, "%s is %.10g, not %.10g within %.3g", what,
                value, expected, allowed);
}

int64_t cpwt_fewer(int64_t count) {
  return getenv("CAREPATH_QUICK") ? (count + 9) / 10 : count;
}

int main(void) {
  Suite *suites[] = {cpwt_patients_rules_suite(), cpwt_patients_exact_suite(),
                     cpwt_patients_slots_suite(), cpwt_patients_options_suite(),
                     cpwt_patients_whole_suite(), first_come_suite()};
  return cpwt_run(suites, (int)(sizeof suites / sizeof *suites));
}
