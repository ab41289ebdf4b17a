/* Staff leave faster than they are hired: what that does to rehabilitation beds, and to acute beds that are blocked. */
#include <carepath.h>
#include <stdio.h>

enum { MONTHS = 24 };

/* Beds that can be staffed, by month: 48 whole-time equivalents of 37.5 hours keep 60 beds of 30 hours a week open. */
static int staffed_beds(double *beds, cpw_error *err) {
  static const double staff[] = {48}, leave[] = {0.15};
  static double hires[MONTHS];
  for (int m = 0; m < MONTHS; m++)
    hires[m] = 0.3;
  cpw_workforce_group nurses;
  cpw_workforce_group_init(&nurses);
  nurses.name = "nurses";
  nurses.bands = 1;
  nurses.staff = staff;
  nurses.leave = leave;
  nurses.hires = hires;
  cpw_workforce workforce;
  cpw_workforce_init(&workforce);
  workforce.periods = MONTHS;
  workforce.group_count = 1;
  workforce.groups = &nurses;
  cpw_result *result = NULL;
  if (cpw_workforce_project(&workforce, NULL, &result, err)) return 1;
  int failed = cpw_series_values(result, CPW_SERIES_WORKFORCE, 30, MONTHS, beds, err);
  cpw_result_free(result);
  return failed;
}

static int blocked(cpw_network *network, double *at_end, cpw_error *err) {
  const cpw_pathway *pathway = cpw_network_pathway(network, err);
  cpw_pathway_fluid_options options;
  cpw_pathway_fluid_options_init(&options);
  options.horizon = 720;
  options.period = 30;
  cpw_result *result = NULL;
  if (!pathway || cpw_pathway_fluid(pathway, &options, NULL, &result, err)) return 1;
  const cpw_array *a = cpw_result_find(result, "blocked");
  int64_t row = a->dimension[1]->length * a->dimension[2]->length;
  *at_end = a->real[a->size - row]; /* the last period, the first stage: acute beds */
  cpw_result_free(result);
  return 0;
}

int main(void) {
  double beds[MONTHS], before = 0, after = 0;
  cpw_error err = {0};
  cpw_network *network = NULL, *changed = NULL;
  int64_t preset = cpw_preset_find("discharge");
  int failed =
      cpw_preset_network(preset, NULL, NULL, 0, NULL, &network, &err) || staffed_beds(beds, &err);
  if (!failed) {
    const cpw_adjustment change = {.kind = CPW_ADJUST_CAPACITY_TO,
                                   .stage = cpw_network_stage(network, "P2 rehabilitation"),
                                   .group = -1,
                                   .values = beds,
                                   .count = MONTHS,
                                   .period = 30};
    const cpw_pathway *pathway = cpw_network_pathway(network, &err);
    failed = !pathway || cpw_pathway_adjusted(pathway, &change, 1, NULL, &changed, &err) ||
             blocked(network, &before, &err) || blocked(changed, &after, &err);
  }
  if (failed)
    fprintf(stderr, "%s\n", err.message);
  else
    printf("rehabilitation beds that are staffed: %.1f after a month, %.1f after two years\n"
           "acute beds blocked after two years: %.1f with the beds as planned, %.1f with these\n",
           beds[0], beds[MONTHS - 1], before, after);
  cpw_network_free(changed);
  cpw_network_free(network);
  return failed;
}
