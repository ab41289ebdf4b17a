/* Approximations for services and arrivals of any law at several servers, by the first two moments.
 * Source: Allen 1990; Cosmetatos, INFOR 13 (1975); Kimura, Manag. Sci. 32 (1986); Kraemer and
 * Langenbach-Belz, 8th Int. Teletraffic Congress (1976). Leaves exact M/M/c and M/D/c to mmc.c and mdc.c. */
#include "queue/internal.h"

static double wait_mmc(double arrivals, double service_rate, double servers) {
  cpw_queue_measures m;
  return cpw_queue_mmc(arrivals, service_rate, servers, &m, NULL) ? (double)NAN : m.mean_wait;
}

static int is_square(double scv) {
  return scv >= 0.0 && scv < (double)INFINITY;
}

double cpw_queue_allen_cunneen(double arrivals, double service_rate, double servers,
                               double arrival_scv, double service_scv) {
  if (!is_square(arrival_scv) || !is_square(service_scv)) return (double)NAN;
  return 0.5 * (arrival_scv + service_scv) * wait_mmc(arrivals, service_rate, servers);
}

double cpw_queue_kraemer(double arrivals, double service_rate, double servers, double arrival_scv,
                         double service_scv) {
  double wait = cpw_queue_allen_cunneen(arrivals, service_rate, servers, arrival_scv, service_scv);
  if (!(wait > 0.0 && wait < (double)INFINITY)) return wait;
  double capacity = servers * service_rate, rho = arrivals / capacity;
  double free = cpwi_queue_spare(arrivals, service_rate, servers) / capacity;
  double less = 1.0 - arrival_scv, both = arrival_scv + service_scv;
  if (less >= 0.0) return wait * cpw_math_exp(-2.0 * free * less * less / (3.0 * rho * both));
  return wait * cpw_math_exp(free * less / (arrival_scv + 4.0 * service_scv));
}

double cpw_queue_cosmetatos_mdc(double arrivals, double service_rate, double servers) {
  double wait = wait_mmc(arrivals, service_rate, servers);
  if (!(wait > 0.0 && wait < (double)INFINITY)) return wait;
  double capacity = servers * service_rate, rho = arrivals / capacity;
  double free = cpwi_queue_spare(arrivals, service_rate, servers) / capacity;
  double more = free * (servers - 1.0) * (sqrt(4.0 + 5.0 * servers) - 2.0) / (16.0 * rho * servers);
  return 0.5 * (1.0 + more) * wait;
}

double cpw_queue_cosmetatos_mgc(double arrivals, double service_rate, double servers,
                                double service_scv) {
  if (!is_square(service_scv)) return (double)NAN;
  double wait = wait_mmc(arrivals, service_rate, servers);
  double equal = cpw_queue_cosmetatos_mdc(arrivals, service_rate, servers);
  if (!(wait < (double)INFINITY)) return wait;
  return service_scv * wait + (1.0 - service_scv) * equal;
}

double cpw_queue_kimura_mgc(double arrivals, double service_rate, double servers,
                            double service_scv) {
  if (!is_square(service_scv)) return (double)NAN;
  double wait = wait_mmc(arrivals, service_rate, servers);
  double equal = cpw_queue_cosmetatos_mdc(arrivals, service_rate, servers);
  if (!(wait > 0.0 && wait < (double)INFINITY)) return wait;
  return (1.0 + service_scv) / (2.0 * service_scv / wait + (1.0 - service_scv) / equal);
}
