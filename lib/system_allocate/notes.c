/* What the reader of an allocation must know, in words.
 * Source: what was done, in figures of the report.
 * Leaves the figures to result.c. */
#include "system_allocate/internal.h"

#include <stdio.h>

static int32_t note(cpw_result *result, const char *key, const char *text, cpw_error *err) {
  return cpw_result_add_note(result, key, text, err);
}

static int32_t note_bound(const cpwi_allocate_report *r, cpw_result *result, cpw_error *err) {
  const char *text =
      "upper_bound takes the chords beside each piece of a benefit prolonged until they meet: "
      "proven where benefits are "
      "concave in money; kink says by how much a figure of the engine was below its concave table.";
  if (r->answer->short_of)
    text = "upper_bound leaves the targets aside, which cannot be met; it takes the chords beside "
           "each piece of a "
           "benefit prolonged until they meet: proven where benefits are concave in money.";
  return note(result, "bound", text, err);
}

static int32_t note_blocks(const cpwi_allocate_report *r, cpw_result *result, cpw_error *err) {
  const cpwi_allocate *s = r->s;
  char text[320];
  int64_t shared = 0;
  for (int64_t p = 0; p < s->n; p++)
    shared += s->size[s->unit[p]] > 1;
  if (shared == 0) return note(result, "blocks", "Every unit stands by itself.", err);
  snprintf(text, sizeof text,
           "%lld units share people or capacity with others: their benefit is that of the whole "
           "block while the others "
           "get no more money, and bound and gap do not count what they take from one another; "
           "welfare does.",
           (long long)shared);
  return note(result, "blocks", text, err);
}

static int32_t note_chosen(const cpwi_allocate_report *r, cpw_result *result, cpw_error *err) {
  char text[160];
  if (r->chosen < 0)
    snprintf(text, sizeof text, "The spend is the optimum of the tables.");
  else
    snprintf(text, sizeof text,
             "The spend is alternative %lld (0 the baseline, 1 the capitation share): nothing "
             "better was found.",
             (long long)r->chosen);
  return note(result, "chosen", text, err);
}

static int32_t note_rules(const cpwi_allocate_report *r, cpw_result *result, cpw_error *err) {
  const cpwi_allocate *s = r->s;
  char text[320];
  int64_t beyond = 0, unmet = 0;
  for (int64_t i = 0; i < s->limits; i++)
    beyond += s->limit[i].used > s->system->limit[s->limit[i].row].amount;
  for (int64_t k = 0; k < s->targets; k++)
    unmet += !cpwi_allocate_met(r, k);
  snprintf(text, sizeof text,
           "%lld guarantees%s, %lld limits (%lld of them beyond their amount without more money), "
           "%lld targets "
           "(%lld not met%s).",
           (long long)s->sets, s->nested ? "" : " that are not nested", (long long)s->limits,
           (long long)beyond, (long long)s->targets, (long long)unmet,
           s->dropped
               ? "; those of each unit are together dearer than the budget and were left aside"
               : "");
  return note(result, "rules", text, err);
}

static int32_t note_unspent(const cpwi_allocate_report *r, cpw_result *result, cpw_error *err) {
  const cpwi_allocate *s = r->s;
  int64_t left = s->options.budget;
  for (int64_t p = 0; p < s->n; p++)
    left -= r->spend[p];
  const char *text = "All of the budget is spent.";
  if (left > 0)
    text =
        "Money is left that gains nothing by the tables, or that no unit may take under the rules.";
  return note(result, "unspent", text, err);
}

int32_t cpwi_allocate_notes(const cpwi_allocate_report *r, cpw_result *result, cpw_error *err) {
  int32_t status =
      note(result, "method",
           "Money a year for each unit; benefits are tabulated by the engine, straight between the "
           "points, and solved for one price of money; the spend is then run as a whole.",
           err);
  if (status == CPW_OK) status = note_bound(r, result, err);
  if (status == CPW_OK) status = note_blocks(r, result, err);
  if (status == CPW_OK) status = note_chosen(r, result, err);
  if (status == CPW_OK) status = note_rules(r, result, err);
  return status == CPW_OK ? note_unspent(r, result, err) : status;
}
