/* Where numbers come from: a scenario's change by policy, the assumptions that move it, whether it adds up, a scorecard
 * with the limits of chance, scenarios side by side, and a record with which it can be made again. */
#include <carepath.h>

#include <math.h>
#include <stdio.h>

static double number(const cpw_result *r, const char *name, int64_t at) {
  const cpw_array *a = cpw_result_find(r, name);
  if (!a || at >= a->size) return (double)NAN;
  return a->real ? a->real[at] : (double)a->integer[at];
}

/* label of a position of the first dimension of an array */
static const char *label(const cpw_result *r, const char *name, int64_t at) {
  const cpw_array *a = cpw_result_find(r, name);
  return a ? a->dimension[0]->coordinate_labels[0][at] : "";
}

/* the second scenario: the hub, and a hard winter */
static int32_t change(const cpw_system *s, cpw_error *err) {
  cpw_system_run_options run;
  cpw_system_explain_options o;
  cpw_result *r = NULL;
  cpw_system_run_options_init(&run);
  run.scenario = 1;
  cpw_system_explain_options_init(&o);
  o.run = &run;
  int32_t status = cpw_system_explain_change(s, &o, NULL, &r, err);
  if (status != CPW_OK) return status;
  printf("waiting: %.0f, with %s %.0f\n", number(r, "baseline", 0), s->scenario[1].name,
         number(r, "scenario", 0));
  for (int k = 0; k < 2; k++)
    printf("  %-7s %+8.0f\n", label(r, "part", k), number(r, "part", k));
  cpw_result_free(r);
  return CPW_OK;
}

static int32_t assumptions(const cpw_system *s, cpw_error *err) {
  cpw_system_explain_options o;
  cpw_result *r = NULL;
  cpw_system_explain_options_init(&o);
  o.vary = 0.1;
  int32_t status = cpw_system_explain_assumptions(s, &o, NULL, &r, err);
  if (status != CPW_OK) return status;
  printf("assumptions that move the list most, each 10 %% down and up\n");
  for (int k = 0; k < 3; k++)
    printf("  %-22s %6.0f to %6.0f\n", label(r, "low", k), number(r, "low", k),
           number(r, "high", k));
  cpw_result_free(r);
  return CPW_OK;
}

static int32_t scorecard(const cpw_system *s, cpw_error *err) {
  cpw_system_scorecard_options o;
  cpw_result *run = NULL, *r = NULL, *sums = NULL;
  int32_t status = cpw_system_run(s, NULL, NULL, &run, err);
  cpw_system_scorecard_options_init(&o);
  o.kind = CPW_ORG_ICS;
  if (status == CPW_OK) status = cpw_system_scorecard(s, run, &o, &r, err);
  if (status == CPW_OK) status = cpw_system_explain_conservation(s, run, NULL, &sums, err);
  if (status == CPW_OK) {
    for (int k = 0; k < 2; k++)
      printf("  %-5s %4.1f %% within the standard (%.1f to %.1f), beyond chance: %s\n",
             label(r, "within", k), 100 * number(r, "within", k),
             100 * number(r, "within_lower", k), 100 * number(r, "within_upper", k),
             number(r, "within_flag", k) != 0 ? "yes" : "no");
    printf("people who do not add up: %g\n", number(sums, "all_difference", 0));
  }
  cpw_result_free(run);
  cpw_result_free(r);
  cpw_result_free(sums);
  return status;
}

static int32_t compare(const cpw_system *s, cpw_error *err) {
  cpw_result *r = NULL;
  int32_t status = cpw_system_compare(s, NULL, 0, NULL, NULL, &r, err);
  if (status != CPW_OK) return status;
  int64_t measures = CPW_EXPLAIN_MEASURES;
  for (int k = 0; k < 3; k++)
    printf("  %-11s %6.0f waiting, %5.0f over a year\n", label(r, "value", k),
           number(r, "value", k * measures + CPW_EXPLAIN_WAITING),
           number(r, "value", k * measures + CPW_EXPLAIN_OVER_52));
  cpw_result_free(r);
  return CPW_OK;
}

/* made twice: the same inputs, the same digest of the run */
static int32_t audit(const cpw_system *s, cpw_error *err) {
  cpw_result *r[2] = {NULL, NULL};
  int32_t status = CPW_OK;
  int same = 1;
  for (int k = 0; k < 2 && status == CPW_OK; k++)
    status = cpw_system_audit(s, NULL, NULL, &r[k], err);
  if (status == CPW_OK) {
    const char *a = cpw_result_note(r[0], "run_digest"), *b = cpw_result_note(r[1], "run_digest");
    for (int k = 0; a[k] || b[k]; k++)
      if (a[k] != b[k]) {
        same = 0;
        break;
      }
    printf("made again: %s\n", same ? "the same bits" : "something else");
  }
  cpw_result_free(r[0]);
  cpw_result_free(r[1]);
  return status;
}

/* four draws of what two ways to spend would bring: what would it be worth to know which? */
static int32_t information(cpw_error *err) {
  const double net[] = {3, 2, 1, 4, 2, 3, 5, 1};
  cpw_perfect_information worth;
  int32_t status = cpw_evpi(net, 4, 2, 0.95, &worth, err);
  if (status != CPW_OK) return status;
  printf("knowing before deciding is worth %.2f\n", worth.evpi);
  return CPW_OK;
}

int main(void) {
  cpw_error err = {0};
  cpw_system_book *book = NULL;
  int32_t status = cpw_system_read_folder("examples/data/system", NULL, &book, NULL, &err);
  const cpw_system *s = cpw_system_book_view(book);
  if (status == CPW_OK) status = change(s, &err);
  if (status == CPW_OK) status = assumptions(s, &err);
  if (status == CPW_OK) status = scorecard(s, &err);
  if (status == CPW_OK) status = compare(s, &err);
  if (status == CPW_OK) status = audit(s, &err);
  if (status == CPW_OK) status = information(&err);
  if (status != CPW_OK) fprintf(stderr, "%s: %s\n", err.where, err.message);
  cpw_system_book_free(book);
  return status != CPW_OK;
}
