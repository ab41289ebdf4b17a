/* Published rules for small numbers as data, and reasons in words.
 * Source: the pages that each rule names. Leaves what they mean for a table to table.c. */
#include "disclosure/internal.h"

#include <string.h>

static const cpw_disclosure_rule rules[] = {
    {.name = "hes",
     .description =
         "below national level 1 to 7 are withheld, 0 is shown, the rest is rounded to the "
         "nearest 5; no secondary suppression",
     .source = "NHS Digital, Disclosure control methodology for Hospital Episode Statistics and "
               "Emergency "
               "Care Data Set, from September 2018",
     .least = 8,
     .base = 5,
     .rounding = CPW_DISCLOSURE_ROUND_NEAREST},
    {.name = "hes-before-2018",
     .description = "1 to 5 are withheld, and further cells from which they could be worked out",
     .source = "the rule that the methodology of September 2018 describes as the one before it",
     .least = 6,
     .base = 1,
     .rounding = CPW_DISCLOSURE_ROUND_NONE,
     .secondary = 1},
    {.name = "round-5",
     .description = "all counts are rounded to the nearest 5, none is withheld",
     .source =
         "NHS Digital, Changes to the Sexual and Reproductive Health Activity Dataset disclosure "
         "control methodology for 2019-20: the rule before it",
     .least = 1,
     .base = 5,
     .rounding = CPW_DISCLOSURE_ROUND_NEAREST},
};

#define RULES ((int64_t)(sizeof rules / sizeof *rules))

const cpw_disclosure_rule *cpw_disclosure_rule_at(int64_t index) {
  return index >= 0 && index < RULES ? &rules[index] : NULL;
}

const cpw_disclosure_rule *cpw_disclosure_rule_find(const char *name) {
  for (int64_t i = 0; name && i < RULES; i++)
    if (strcmp(rules[i].name, name) == 0) return &rules[i];
  return NULL;
}

const char *cpw_disclosure_reason_text(int64_t reason) {
  static const char *const text[] = {"shown",
                                     "withheld: a small count",
                                     "withheld: a count of 0",
                                     "withheld so that another cannot be worked out",
                                     "withheld: the rest of the denominator is small",
                                     "not published"};
  return reason >= 0 && reason <= CPW_DISCLOSURE_NOT_PUBLISHED ? text[reason] : "";
}
