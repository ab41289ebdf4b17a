/* The suite of policies as disciplines. */
#include "discipline/check_discipline.h"

static TCase *add_case(Suite *suite, const char *name) {
  TCase *added = tcase_create(name);
  tcase_set_timeout(added, 120);
  suite_add_tcase(suite, added);
  return added;
}

int main(void) {
  Suite *suite = suite_create("discipline");
  cpwt_cases cases = {add_case(suite, "limits"), add_case(suite, "errors"),
                      add_case(suite, "reference"), add_case(suite, "properties"),
                      add_case(suite, "oom")};
  cpwt_add_order(&cases);
  cpwt_add_joiners(&cases);
  cpwt_add_shares(&cases);
  return cpwt_run(&suite, 1);
}
