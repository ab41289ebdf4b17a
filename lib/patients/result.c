/* The result of a simulation: its dimensions and arrays, filled from the sums and figures of all
 * replications, and the same again after a merge.
 * Source: names and shapes in carepath/patients.h. Leaves means and intervals to summary.c. */
#include "patients/internal.h"

#include <stdio.h>
#include <string.h>

#define WHERE CPWI_SIMULATE_PATIENTS

/* ---------------------------------------------------------------- figures ------------------- */

const cpwi_figure CPWI_FIGURE[CPWI_FIGURES] = {
    {"opening", "people", "on the list when counting begins", "who"},
    {"joined", "people", "who joined", "who"},
    {"treated", "people", "whose treatment began", "who"},
    {"removed", "people", "who left without treatment", "who"},
    {"closing", "people", "on the list at the end", "who"},
    {"missed", "appointments", "that were not attended", "who"},
    {"breached", "people", "treated after more than the target of their class", "who"},
    {"breaching", "people", "at the end on the list for more than the target of their class",
     "who"},
    {"wait_mean", "periods", "mean wait of those treated", "who"},
    {"wait_sd", "periods", "standard deviation of the waits of those treated", "who"},
    {"queue_mean", "people", "on the list on average", "who"},
    {"taken", "slots", "that treatments took, attended or not (servers: server-periods)", "who"},
    {"within", "share", "of those treated, waited at most the limit", "who limit"},
    {"list_within", "share", "of the list at the end, has waited at most the limit", "who limit"},
    {"offered", "slots", "offered (servers: server-periods)", ""},
    {"used", "slots", "used, attended or not", ""},
    {"unused", "slots", "that nobody was left for", ""},
    {"lost", "slots", "of cancelled sessions", ""},
    {"utilisation", "share", "used of the slots that were offered and not cancelled", ""},
};

typedef struct name {
  char text[48];
} name;

static name named(const char *figure, const char *suffix) {
  name n;
  snprintf(n.text, sizeof n.text, "%s%s", figure, suffix);
  return n;
}

static int32_t add_figure(cpw_result *result, const cpwi_figure *f, int32_t merge, cpw_error *err) {
  static const char *const suffix[4] = {"", "_sd", "_lower", "_upper"};
  static const char *const what[4] = {"mean", "standard deviation", "lower limit of the mean",
                                      "upper limit of the mean"};
  int32_t status = CPW_OK;
  for (int k = 0; k < 4 && status == CPW_OK; k++) {
    char text[160];
    void *memory;
    snprintf(text, sizeof text, "%s over the replications: %s", what[k], f->description);
    status = cpw_result_add_array(result, named(f->name, suffix[k]).text, f->unit, text,
                                  f->dimensions, CPW_DOUBLE, merge, &memory, err);
  }
  return status;
}

static int32_t add_path(cpw_result *result, const cpwi_figure *f, cpw_error *err) {
  char dimensions[64];
  void *memory;
  snprintf(dimensions, sizeof dimensions, "replication%s%s", *f->dimensions ? " " : "",
           f->dimensions);
  return cpw_result_add_array(result, named(f->name, "_path").text, f->unit, f->description,
                              dimensions, CPW_DOUBLE, CPW_MERGE_APPEND, &memory, err);
}

int32_t cpwi_add_figures(cpw_result *result, int32_t kept, int32_t merge, cpw_error *err) {
  int32_t status = CPW_OK;
  for (int k = 0; k < CPWI_FIGURES && status == CPW_OK; k++) {
    status = add_figure(result, &CPWI_FIGURE[k], merge, err);
    if (status == CPW_OK && kept) status = add_path(result, &CPWI_FIGURE[k], err);
  }
  return status;
}

/* ---------------------------------------------------------------- sums and lists ------------ */

typedef struct array {
  const char *name, *unit, *description, *dimensions;
} array;

/* In the order of cpwi_patient_totals. */
static const array LISTS[] = {
    {"list", "people", "mean over the replications: on the list at the end of the period",
     "period who"},
    {"list_sd", "people", "standard deviation over the replications of the list", "period who"},
    {"joined_in", "people", "mean over the replications: who joined in the period", "period who"},
    {"treated_in", "people", "mean over the replications: treated in the period", "period who"},
    {"removed_in", "people", "mean over the replications: left untreated in the period",
     "period who"},
    {"over", "people", "mean over the replications: on the list for more than the limit",
     "period who limit"},
    {"wait", "periods", "quantiles of the waits of those treated, of all replications together",
     "who quantile"},
    {"overtook", "times",
     "mean over the replications: treated while one of the other class who had joined earlier "
     "still "
     "waited",
     "overtaker overtaken"},
};

static const array SUMS[CPWI_TOTALS] = {
    {"list_sum", "people", "list, added over the replications", "period who"},
    {"list_squares", "", "its square, added over the replications", "period who"},
    {"joined_sum", "people", "joined_in, added over the replications", "period who"},
    {"treated_sum", "people", "treated_in, added over the replications", "period who"},
    {"removed_sum", "people", "removed_in, added over the replications", "period who"},
    {"over_sum", "people", "over, added over the replications", "period who limit"},
    {"wait_counts", "people", "waits of those treated: whole periods, or buckets of 1/128 octave",
     "who bucket"},
    {"overtook_sum", "times", "overtook, added over the replications", "overtaker overtaken"},
};

static int32_t add_lists(cpw_result *result, const cpwi_patients *p, int32_t merge,
                         cpw_error *err) {
  int32_t status = CPW_OK;
  size_t count = sizeof LISTS / sizeof *LISTS - !p->options.overtakes;
  for (size_t k = 0; k < count && status == CPW_OK; k++) {
    void *memory;
    status = cpw_result_add_array(result, LISTS[k].name, LISTS[k].unit, LISTS[k].description,
                                  LISTS[k].dimensions, CPW_DOUBLE, merge, &memory, err);
  }
  return status;
}

static int32_t add_sums(cpw_result *result, const cpwi_patients *p, cpw_error *err) {
  int32_t status = CPW_OK;
  for (int k = 0; k < CPWI_TOTALS - !p->options.overtakes && status == CPW_OK; k++) {
    void *memory;
    status = cpw_result_add_array(result, SUMS[k].name, SUMS[k].unit, SUMS[k].description,
                                  SUMS[k].dimensions, CPW_INT64, CPW_MERGE_SUM, &memory, err);
  }
  return status;
}

static int32_t add_singles(cpw_result *result, const cpwi_patients *p, int64_t replications,
                           int32_t merge, cpw_error *err) {
  static const array SINGLES[] = {
      {"level", "", "of the intervals", ""},
      {"precision", "share", "half-width of the interval of the mean wait of all, of that mean",
       ""},
      {"precision_asked", "share", "that was asked for, 0: none", ""},
  };
  double given[3] = {p->options.level, 0.0, p->options.precision};
  void *memory;
  int32_t status = CPW_OK;
  for (int k = 0; k < 3 && status == CPW_OK; k++) {
    status = cpw_result_add_array(result, SINGLES[k].name, SINGLES[k].unit, SINGLES[k].description,
                                  "", CPW_DOUBLE, k == 1 ? merge : CPW_MERGE_SAME, &memory, err);
    if (status == CPW_OK) memcpy(memory, &given[k], sizeof given[k]);
  }
  if (status == CPW_OK)
    status =
        cpw_result_add_array(result, "replications", "", "number of replications", "", CPW_INT64,
                             p->options.keep ? CPW_MERGE_SUM : CPW_MERGE_SAME, &memory, err);
  if (status == CPW_OK) memcpy(memory, &replications, sizeof replications);
  if (status == CPW_OK)
    status =
        cpw_result_add_array(result, "whole_waits", "", "1: waits are whole periods, 0: in buckets",
                             "", CPW_INT64, CPW_MERGE_SAME, &memory, err);
  int64_t whole = p->slots_clock, digest = cpwi_list_digest(p);
  if (status == CPW_OK) memcpy(memory, &whole, sizeof whole);
  if (status != CPW_OK) return status;
  status = cpw_result_add_array(result, "list_digest", "",
                                "the same for the same list and seed: only those merge", "",
                                CPW_INT64, CPW_MERGE_SAME, &memory, err);
  if (status == CPW_OK) memcpy(memory, &digest, sizeof digest);
  return status;
}

/* ---------------------------------------------------------------- derived ------------------- */

/* Where the sums of a result stand; NULL where they are not kept. */
static cpwi_patient_totals totals_of(cpw_result *result) {
  cpwi_patient_totals t = {{NULL}, 0};
  for (int k = 0; k < CPWI_TOTALS; k++)
    t.sum[k] = cpwi_result_memory(result, SUMS[k].name);
  return t;
}

static cpwi_ledger ledger_of(cpw_result *result) {
  cpwi_ledger l;
  for (int k = 0; k < CPWI_FIGURES; k++) {
    l.base[k] = cpwi_result_memory(result, named(CPWI_FIGURE[k].name, "_path").text);
    l.size[k] = cpw_result_find(result, CPWI_FIGURE[k].name)->size;
  }
  return l;
}

static int32_t derive(cpw_result *result, cpw_error *err) {
  cpwi_patient_totals totals = totals_of(result);
  cpwi_ledger ledger = ledger_of(result);
  int64_t replications = cpw_result_find(result, "replications")->integer[0];
  cpwi_summarise_totals(result, &totals, replications);
  return cpwi_summarise_figures(result, &ledger, replications, 1, err);
}

/* ---------------------------------------------------------------- the result ---------------- */

static void keep_paths(cpw_result *result, const cpwi_ledger *ledger, int64_t replications) {
  for (int k = 0; k < CPWI_FIGURES; k++) {
    double *to = cpwi_result_memory(result, named(CPWI_FIGURE[k].name, "_path").text);
    memcpy(to, ledger->base[k], (size_t)(replications * ledger->size[k]) * sizeof *to);
  }
}

static void keep_totals(cpw_result *result, const cpwi_patient_totals *totals) {
  for (int k = 0; k < CPWI_TOTALS; k++) {
    const cpw_array *a = cpw_result_find(result, SUMS[k].name);
    void *to = cpwi_result_memory(result, SUMS[k].name);
    if (to) memcpy(to, totals->sum[k], (size_t)a->size * sizeof(int64_t));
  }
}

static int32_t fill(cpw_result *result, const cpwi_patients *p, const cpwi_patient_totals *totals,
                    const cpwi_ledger *ledger, int64_t replications, cpw_error *err) {
  int32_t merge = p->options.keep ? CPW_MERGE_DERIVE : CPW_MERGE_SAME;
  int32_t status = cpwi_add_patient_dimensions(result, p, replications, err);
  if (status == CPW_OK) status = add_singles(result, p, replications, merge, err);
  if (status == CPW_OK) status = cpwi_add_figures(result, p->options.keep, merge, err);
  if (status == CPW_OK) status = add_lists(result, p, merge, err);
  if (status == CPW_OK && p->options.keep) status = add_sums(result, p, err);
  if (status != CPW_OK) return status;
  if (p->options.keep) {
    keep_paths(result, ledger, replications);
    keep_totals(result, totals);
    cpwi_result_set_derive(result, derive);
  }
  cpwi_summarise_totals(result, totals, replications);
  return cpwi_summarise_figures(result, ledger, replications, p->replication_rows, err);
}

int32_t cpwi_patients_result(const cpwi_patients *p, const cpwi_patient_totals *totals,
                             const cpwi_ledger *ledger, int64_t replications, cpw_result **out,
                             cpw_error *err) {
  cpw_result *result = NULL;
  int32_t status = cpw_result_new(p->options.allocator, &result, err);
  if (status == CPW_OK) status = fill(result, p, totals, ledger, replications, err);
  if (status == CPW_OK)
    *out = result;
  else
    cpw_result_free(result);
  return status;
}
