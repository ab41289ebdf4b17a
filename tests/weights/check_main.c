/* The tests of weights: everything that says how important a criterion is. */
#include "check_weights.h"

int main(void) {
  Suite *suites[] = {cpwt_weights_elicit_suite(), cpwt_weights_objective_suite(),
                     cpwt_weights_panel_suite()};
  return cpwt_run(suites, 3);
}
