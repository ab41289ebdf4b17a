/* patient_text.h - figures of a simulated list in words: for the text and the page. */
#ifndef CAREPATH_CLI_PATIENT_TEXT_H
#define CAREPATH_CLI_PATIENT_TEXT_H

#include "assumptions.h"
#include "patient_cases.h"

/* What differs between a scenario and the options as they are, and how it is written. */
typedef struct compared {
  const char *array, *words;
  int kind; /* FIGURE_... */
  int by_who;
} compared;
enum { FIGURE_PEOPLE, FIGURE_PERIODS, FIGURE_SHARE };
enum { COMPARED = 7 };
extern const compared compared_figures[COMPARED];

/* Of one of them: how many limits it has (1: none), the position in its array, a value, a
 * difference. */
int64_t compared_limits(const patient_cases *c, const compared *what);
int64_t compared_at(const patient_cases *c, const compared *what, int64_t who, int64_t limit);
phrase compared_words(const compared *what, double value);
phrase difference_words(const compared *what, double value);
phrase compared_name(const patient_cases *c, const compared *what, int64_t who, int64_t limit);
/* "more", "less", "may be 0", "the same", "about the same" (the interval shows as 0) or "". */
const char *verdict(const compared *what, double lower, double upper);

/* "12.3 (11.9 to 12.7)" */
phrase interval_words(double value, double lower, double upper);
phrase cases_title(const patient_cases *c);
const char *capacity_noun(const patient_case *item); /* "slots" or "server-weeks" */
phrase capacity_words(const patient_case *item);
phrase limit_words_of(const patient_cases *c, int64_t limit); /* "within 18" */

void fill_figures(grid *g, const patient_cases *c, const patient_case *item);
void fill_differences(grid *g, const patient_cases *c, const patient_case *item);
/* With --overtakes: who was treated before whom, a table for each case. */
int has_overtakes(const patient_case *item);
phrase overtakes_title(const patient_cases *c, const patient_case *item);
void fill_overtakes(grid *g, const patient_case *item);
int print_cases(const patient_cases *c, const assumptions *a);

/* From patient_assumptions.c. */
void patient_assumptions(const patient_cases *c, assumptions *out);

#endif
