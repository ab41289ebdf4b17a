/* Maximum likelihood of a mixture of Erlang laws of given shapes, by EM.
 * Source: Thummler, Buchholz and Telek 2006; durations not ended: E[X | X > t] of each branch in the E step.
 * Leaves the choice of shapes to fit.c. */
#include "phases/internal.h"

double cpwi_erlang_log_density(int32_t shape, double mean, double time, double log_time) {
  double log_rate = cpw_math_log(shape / mean);
  return log_rate + (shape - 1) * (log_rate + log_time) - shape / mean * time -
         cpw_math_log_gamma(shape);
}

double cpwi_erlang_log_survival(int32_t shape, double mean, double time, double *one_more) {
  double x = shape / mean * time, sum = 1, term = 1;
  if (x <= shape) {
    for (int32_t i = 1; i < shape; i++) {
      term *= x / i;
      sum += term;
    }
    *one_more = 1 + term * (x / shape) / sum;
    return cpw_math_log(sum) - x;
  }
  for (int32_t i = shape - 1; i > 0; i--) {
    term *= i / x;
    sum += term;
  }
  *one_more = 1 + x / shape / sum;
  return cpw_math_log(sum) + (shape - 1) * cpw_math_log(x) - x - cpw_math_log_gamma(shape);
}

/* What a step adds up: weight and time of each branch. */
typedef struct step {
  double weight[CPW_HYPER_ERLANG_MAX], time[CPW_HYPER_ERLANG_MAX], log_likelihood;
} step;

/* constants of the branches at the current law: log f = base + slope log t - rate t */
typedef struct branch {
  double log_share, base, slope, rate;
} branch;

/* adds one length; values are the branches' logs and expected whole durations */
static void add_length(step *s, int32_t branches, double weight, const double *value,
                       const double *whole) {
  double most = value[0], sum = 0, part[CPW_HYPER_ERLANG_MAX];
  for (int32_t b = 1; b < branches; b++)
    most = fmax(most, value[b]);
  for (int32_t b = 0; b < branches; b++)
    sum += part[b] = value[b] == most ? 1 : cpw_math_exp(value[b] - most);
  for (int32_t b = 0; b < branches; b++) {
    double share = weight * (part[b] / sum);
    s->weight[b] += share;
    s->time[b] += share * whole[b];
  }
  s->log_likelihood += weight * (most + (sum == 1 ? 0 : cpw_math_log(sum)));
}

static void add_lengths(step *s, const cpwi_lengths *data, const cpw_hyper_erlang *law) {
  branch of[CPW_HYPER_ERLANG_MAX];
  int32_t branches = law->branches;
  for (int32_t b = 0; b < branches; b++) {
    of[b].log_share = cpw_math_log(law->share[b]);
    of[b].base = cpwi_erlang_log_density(law->shape[b], law->mean[b], 0, 0) + of[b].log_share;
    of[b].slope = law->shape[b] - 1;
    of[b].rate = law->shape[b] / law->mean[b];
  }
  double value[CPW_HYPER_ERLANG_MAX] = {0}, whole[CPW_HYPER_ERLANG_MAX] = {0};
  for (int64_t i = 0; i < data->n; i++) {
    double time = data->time[i];
    if (data->ended[i] > 0) {
      for (int32_t b = 0; b < branches; b++) {
        value[b] = of[b].base + of[b].slope * data->log_time[i] - of[b].rate * time;
        whole[b] = time;
      }
      add_length(s, branches, data->ended[i], value, whole);
    }
    if (!(data->waiting[i] > 0)) continue;
    for (int32_t b = 0; b < branches; b++) {
      double more = 1;
      value[b] =
          of[b].log_share + cpwi_erlang_log_survival(law->shape[b], law->mean[b], time, &more);
      whole[b] = law->mean[b] * more;
    }
    add_length(s, branches, data->waiting[i], value, whole);
  }
}

static void move_to(cpw_hyper_erlang *law, const step *s) {
  double all = 0;
  for (int32_t b = 0; b < law->branches; b++)
    all += s->weight[b];
  for (int32_t b = 0; b < law->branches; b++) {
    law->share[b] = s->weight[b] / all;
    if (s->weight[b] > 0 && s->time[b] > 0) law->mean[b] = s->time[b] / s->weight[b];
  }
}

/* Whether what is still to be gained is too little: gains fall by a constant factor in the end, so that all that
 * are to come sum to gain x factor / (1 - factor). */
static int settled(double gain, double before, double enough) {
  if (!(gain > 0)) return 1;
  if (!(before > gain)) return 0;
  double factor = gain / before;
  return gain * fmax(factor / (1 - factor), 1) <= enough;
}

void cpwi_em_fit(cpwi_em *em, cpw_hyper_erlang *law) {
  double last_gain = 0;
  em->steps = em->converged = 0;
  for (;;) {
    step s;
    memset(&s, 0, sizeof s);
    add_lengths(&s, em->data, law);
    if (em->steps) {
      double gain = s.log_likelihood - em->log_likelihood;
      em->converged = settled(gain, last_gain, em->tolerance * (1 + fabs(em->log_likelihood)));
      last_gain = gain;
    }
    em->log_likelihood = s.log_likelihood;
    if (em->converged || em->steps == em->iterations) return;
    move_to(law, &s);
    em->steps++;
  }
}
