/* Where England's list and those of some systems and trusts are heading: size, share within 18 weeks and
 * people over a year, eleven months ahead, with the bands that hold 80 % of outcomes.
 *
 *   cc examples/forecast.c $(pkg-config --cflags --libs carepath) && ./a.out rtt_sizes.csv */
#include <carepath.h>
#include <stdio.h>

static void print_list(const cpw_result *ahead, int64_t list) {
  const cpw_array *mean = cpw_result_find(ahead, "mean"); /* [list measure period] */
  const double *low = cpw_result_find(ahead, "q10")->real;
  const double *high = cpw_result_find(ahead, "q90")->real;
  int64_t months = mean->dimension[2]->length;
  printf("%s\n", mean->dimension[0]->coordinate_labels[0][list]);
  for (int64_t t = 0; t < months; t += 5) {
    int64_t total = list * 4 * months + t, share = total + months, over = total + 3 * months;
    printf("  %s  %7.0f waiting (%.0f to %.0f), %.1f %% within 18 weeks, %.0f over 52\n",
           mean->dimension[2]->coordinate_labels[0][t], mean->real[total], low[total], high[total],
           100 * mean->real[share], mean->real[over]);
  }
}

int main(int argc, char **argv) {
  const char *path = argc > 1 ? argv[1] : "examples/data/rtt_sizes.csv";
  cpw_error err;
  cpw_result *data = NULL, *ahead = NULL;
  cpw_forecast_options options;
  cpw_forecast_options_init(&options);
  options.periods = 11;
  int32_t status = cpw_forecast_read_path(path, NULL, &data, &err);
  if (!status) status = cpw_forecast_waitlist(data, NULL, &options, NULL, &ahead, &err);
  if (status)
    fprintf(stderr, "%s: %s\n", err.where, err.message);
  else
    for (int64_t list = 0; list < 3; list++)
      print_list(ahead, list);
  cpw_result_free(ahead);
  cpw_result_free(data);
  return status != 0;
}
