/* A programme in QALYs: what its recipients gain less what its cost would have done for everybody.
 * Source: Asaria, Griffin and Cookson 2016; Love-Koh et al. 2020 for who bears the opportunity cost.
 * Leaves the worth of it to welfare.c. */
#include "dcea/internal.h"

static int32_t check_row(const cpw_dcea_population *p, const cpw_dcea_programme *m, int64_t i,
                         const char *name, const char *where, cpw_error *err) {
  double recipients = m->recipients[i];
  if (!(recipients >= 0.0 && cpwi_dcea_finite(recipients)))
    return cpwi_fail(err, CPW_EDOMAIN, i, where, "%s.recipients[%lld] = %s must be finite and >= 0",
                     name, (long long)i, cpwi_number(recipients).text);
  if (recipients > 0.0 && p->people[i] == 0.0)
    return cpwi_fail(err, CPW_EDOMAIN, i, where,
                     "%s.recipients[%lld] = %s must be 0 where there are no people", name,
                     (long long)i, cpwi_number(recipients).text);
  if (!cpwi_dcea_finite(m->gain[i]))
    return cpwi_fail(err, CPW_EDOMAIN, i, where, "%s.gain[%lld] = %s must be finite", name,
                     (long long)i, cpwi_number(m->gain[i]).text);
  if (m->cost && !cpwi_dcea_finite(m->cost[i]))
    return cpwi_fail(err, CPW_EDOMAIN, i, where, "%s.cost[%lld] = %s must be finite", name,
                     (long long)i, cpwi_number(m->cost[i]).text);
  return CPW_OK;
}

int32_t cpwi_dcea_programme(const cpw_dcea_population *p, const cpw_dcea_programme *m,
                            const char *name, const char *where, double *gain, double *cost,
                            cpw_error *err) {
  if (!m->recipients || !m->gain)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "%s.%s is NULL", name,
                     m->recipients ? "gain" : "recipients");
  if (!cpwi_dcea_finite(m->fixed_cost))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "%s.fixed_cost = %s must be finite", name,
                     cpwi_number(m->fixed_cost).text);
  cpw_exact_sum sum;
  cpw_exact_sum_init(&sum);
  cpw_exact_sum_add(&sum, m->fixed_cost);
  for (int64_t i = 0; i < p->groups; i++) {
    int32_t status = check_row(p, m, i, name, where, err);
    if (status != CPW_OK) return status;
    double all = m->recipients[i] * m->gain[i];
    if (gain) gain[i] = all;
    if (m->cost) cpw_exact_sum_add(&sum, m->recipients[i] * m->cost[i]);
    if (!cpwi_dcea_finite(all))
      return cpwi_fail(err, CPW_EOVERFLOW, i, where,
                       "%s gains group %lld more than the largest number", name, (long long)i);
  }
  *cost = cpw_exact_sum_value(&sum);
  if (!cpwi_dcea_finite(*cost))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, where, "%s costs more than the largest number", name);
  return CPW_OK;
}

static double part(double x) {
  return CPWI_DCEA_ROUNDING * (x < 0.0 ? -x : x);
}

void cpwi_dcea_net(const double *gain, double cost, double threshold, const double *shares,
                   int64_t n, double *out, double *noise) {
  double lost = cost / threshold;
  for (int64_t i = 0; i < n; i++) {
    out[i] = gain[i] - lost * shares[i];
    noise[i] = part(gain[i]) + part(lost * shares[i]);
  }
}

static double all_people(const cpw_dcea_population *p) {
  cpw_exact_sum sum;
  cpw_exact_sum_init(&sum);
  for (int64_t i = 0; i < p->groups; i++)
    cpw_exact_sum_add(&sum, p->people[i]);
  return cpw_exact_sum_value(&sum);
}

int32_t cpwi_dcea_take_shares(const cpw_dcea_population *p, const double *shares, const char *name,
                              const char *where, double *out, cpw_error *err) {
  int32_t status =
      shares ? cpwi_dcea_check_shares(shares, p->people, p->groups, name, -1, where, err) : CPW_OK;
  if (status != CPW_OK) return status;
  double total = shares ? 1.0 : all_people(p);
  for (int64_t i = 0; i < p->groups; i++)
    out[i] = shares ? shares[i] : p->people[i] / total;
  return CPW_OK;
}

int32_t cpwi_dcea_check_threshold(double threshold, const char *name, const char *where,
                                  cpw_error *err) {
  if (threshold > 0.0) return CPW_OK;
  return cpwi_fail(err, CPW_EDOMAIN, -1, where, "%s = %s must be > 0", name,
                   cpwi_number(threshold).text);
}

/* Two rounds: what would overflow is found before anything is written. */
static int32_t fill_net(const cpw_dcea_population *p, const cpw_dcea_programme *m, double lost,
                        const double *shares, double *out, cpw_error *err) {
  double total = shares ? 1.0 : all_people(p);
  for (int32_t round = 0; round < 2; round++)
    for (int64_t i = 0; i < p->groups; i++) {
      double share = shares ? shares[i] : p->people[i] / total;
      double net = m->recipients[i] * m->gain[i] - lost * share;
      if (!cpwi_dcea_finite(net))
        return cpwi_fail(err, CPW_EOVERFLOW, i, "cpw_dcea_net_benefit",
                         "net benefit of group %lld is beyond the largest number", (long long)i);
      if (round == 1) out[i] = net;
    }
  return CPW_OK;
}

int32_t cpw_dcea_net_benefit(const cpw_dcea_population *population,
                             const cpw_dcea_programme *programme, double threshold,
                             const double *shares, double *net_benefit, double *total_cost,
                             cpw_error *err) {
  if (!programme || !net_benefit)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL",
                     programme ? "net_benefit" : "programme");
  double cost = 0.0;
  int32_t status = cpwi_dcea_check_population(population, 0, __func__, err);
  if (status == CPW_OK) status = cpwi_dcea_check_threshold(threshold, "threshold", __func__, err);
  if (status == CPW_OK && shares)
    status = cpwi_dcea_check_shares(shares, population->people, population->groups, "shares", -1,
                                    __func__, err);
  if (status == CPW_OK)
    status = cpwi_dcea_programme(population, programme, "programme", __func__, NULL, &cost, err);
  if (status == CPW_OK)
    status = fill_net(population, programme, cost / threshold, shares, net_benefit, err);
  if (status == CPW_OK && total_cost) *total_cost = cost;
  return status;
}
