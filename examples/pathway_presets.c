/* Discharge by pathways 0 to 3 as a preset: what do ten more rehabilitation beds do to blocked acute beds? */
#include <carepath.h>
#include <stdio.h>

static double blocked(double p2_beds) {
  static const char *const names[] = {"p2_beds", "admissions"};
  double values[] = {p2_beds, 52}, answer = -1;
  cpw_network *network = NULL;
  cpw_result *result = NULL;
  cpw_error err = {0};
  cpw_pathway_events_options options;
  cpw_run run;
  cpw_pathway_events_options_init(&options);
  cpw_run_init(&run);
  options.horizon = 365;
  options.warm_up = 100;
  run.replications = 10;
  if (cpw_preset_network(cpw_preset_find("discharge"), names, values, 2, NULL, &network, &err) ||
      cpw_pathway_simulate(cpw_network_pathway(network, &err), &options, &run, &result, &err))
    fprintf(stderr, "%s\n", err.message);
  else
    answer = cpw_result_find(result, "blocked_mean")->real[0];
  cpw_result_free(result);
  cpw_network_free(network);
  return answer;
}

int main(void) {
  int64_t preset = cpw_preset_find("discharge");
  printf("%s: %s\n", cpw_preset_name(preset), cpw_preset_summary(preset));
  for (int64_t k = 0; k < cpw_preset_parameters(preset); k++) {
    const cpw_preset_parameter *p = cpw_preset_parameter_at(preset, k);
    printf("  %-16s %6.4g  %s\n", p->name, p->value, p->source);
  }
  for (int beds = 50; beds <= 70; beds += 10)
    printf("%d rehabilitation beds: %.1f acute beds blocked\n", beds, blocked(beds));
  return 0;
}
