/* The formulae of one queue in steady state by name.
 * Source: carepath/queue.h, "steady state", where each says its own.
 * Leaves classes, lists, networks and targets to formulae_classes.c, finding and checking to registry.c. */
#include "queue/internal.h"

static const double NONE = (double)NAN;

#define ARRIVALS                                                                                   \
  CPWI_QUEUE_IN("arrivals", "per time", "people who arrive in a unit of time", "finite, >= 0")
#define SERVICE_RATE                                                                               \
  CPWI_QUEUE_IN("service_rate", "per time", "people one server serves in a unit of time",          \
                "finite, > 0")
#define SERVERS                                                                                    \
  CPWI_QUEUE_IN("servers", "servers", "servers: beds, slots, staff", "finite, > 0, whole or not")
#define WHOLE_SERVERS CPWI_QUEUE_IN("servers", "servers", "servers", "whole, >= 1")
#define SERVICE_TIME                                                                               \
  CPWI_QUEUE_IN("service_time", "time", "how long every service takes", "finite, > 0")
#define TIME CPWI_QUEUE_IN_OR("time", "time", "a limit for waits or stays", "finite, >= 0", 0.0)
#define LOAD CPWI_QUEUE_IN("load", "servers", "offered load: arrivals x mean service time", ">= 0")

/* What every model tells, in the order of give_measures(). */
#define MEASURES                                                                                   \
  CPWI_QUEUE_OUT("load", "servers", "offered load"),                                               \
      CPWI_QUEUE_OUT("utilisation", "share", "share of the servers' time that is busy"),           \
      CPWI_QUEUE_OUT("throughput", "per time", "people served to the end"),                        \
      CPWI_QUEUE_OUT("wait_chance", "share", "chance that somebody who arrives has to wait"),      \
      CPWI_QUEUE_OUT("block_chance", "share", "chance that somebody is turned away"),              \
      CPWI_QUEUE_OUT("abandon_chance", "share", "chance that somebody leaves without service"),    \
      CPWI_QUEUE_OUT("empty_chance", "share", "chance that nobody is there"),                      \
      CPWI_QUEUE_OUT("mean_wait", "time", "mean wait of all who come in"),                         \
      CPWI_QUEUE_OUT("wait_second", "time^2", "second moment of the wait"),                        \
      CPWI_QUEUE_OUT("wait_variance", "time^2", "variance of the wait"),                           \
      CPWI_QUEUE_OUT("mean_queue", "people", "people who wait, on average"),                       \
      CPWI_QUEUE_OUT("mean_stay", "time", "mean wait and service"),                                \
      CPWI_QUEUE_OUT("mean_number", "people", "people who wait or are served, on average")
#define MEASURE_COUNT 13
#define WAIT_TAIL     CPWI_QUEUE_OUT("wait_tail", "share", "chance of a wait longer than the time")

static void give_measures(cpwi_queue_call *call, const cpw_queue_measures *m) {
  const double values[MEASURE_COUNT] = {
      m->load,           m->utilisation,  m->throughput, m->wait_chance, m->block_chance,
      m->abandon_chance, m->empty_chance, m->mean_wait,  m->wait_second, m->wait_variance,
      m->mean_queue,     m->mean_stay,    m->mean_number};
  memcpy(call->number, values, sizeof values);
  call->outcome = m->outcome;
}

static int32_t check_time(const cpwi_queue_call *call, int64_t input, cpw_error *err) {
  return cpwi_queue_not_negative(cpwi_queue_in(call, input), "time", call->formula->name, err);
}

/* ---------------------------------------------------------------- Erlang -------------------- */

static const cpw_queue_input IN_ERLANG[] = {
    LOAD, CPWI_QUEUE_IN("servers", "servers", "servers", "finite, >= 0, whole or not")};
static const cpw_queue_output OUT_ERLANG_B[] = {
    CPWI_QUEUE_OUT("block_chance", "share", "chance that all servers are busy (Erlang B)"),
    CPWI_QUEUE_OUT("log_block_chance", "", "its natural logarithm"),
    CPWI_QUEUE_OUT("by_load", "per server", "its derivative by the load"),
    CPWI_QUEUE_OUT("by_servers", "per server", "its derivative by servers")};
static const cpw_queue_output OUT_ERLANG_C[] = {
    CPWI_QUEUE_OUT("wait_chance", "share", "chance of having to wait (Erlang C)"),
    CPWI_QUEUE_OUT("log_wait_chance", "", "its natural logarithm"),
    CPWI_QUEUE_OUT("by_load", "per server", "its derivative by the load"),
    CPWI_QUEUE_OUT("by_servers", "per server", "its derivative by servers")};

static int32_t give_erlang(cpwi_queue_call *call, double value, double log_value,
                           int32_t (*slopes)(double, double, cpw_queue_slopes *, cpw_error *),
                           cpw_error *err) {
  double load = cpwi_queue_in(call, 0), servers = cpwi_queue_in(call, 1);
  cpw_queue_slopes s = {NONE, NONE, NONE};
  int32_t status = cpwi_queue_not_negative(load, "load", call->formula->name, err);
  if (!status) status = cpwi_queue_not_negative(servers, "servers", call->formula->name, err);
  if (!status && load > 0.0) status = slopes(load, servers, &s, err);
  if (status) return status;
  call->number[0] = value;
  call->number[1] = log_value;
  call->number[2] = s.by_load;
  call->number[3] = s.by_servers;
  return CPW_OK;
}

static int32_t erlang_b(cpwi_queue_call *call, cpw_error *err) {
  double load = cpwi_queue_in(call, 0), servers = cpwi_queue_in(call, 1);
  return give_erlang(call, cpw_queue_erlang_b(load, servers), cpw_queue_log_erlang_b(load, servers),
                     cpw_queue_erlang_b_slopes, err);
}

static int32_t erlang_c(cpwi_queue_call *call, cpw_error *err) {
  double load = cpwi_queue_in(call, 0), servers = cpwi_queue_in(call, 1);
  if (load >= servers && load > 0.0) call->outcome = CPW_OUTCOME_UNSTABLE;
  return give_erlang(call, cpw_queue_erlang_c(load, servers), cpw_queue_log_erlang_c(load, servers),
                     cpw_queue_erlang_c_slopes, err);
}

/* ---------------------------------------------------------------- M/M/... ------------------- */

static const cpw_queue_input IN_MMC[] = {
    ARRIVALS, SERVICE_RATE, SERVERS, TIME,
    CPWI_QUEUE_IN_OR("share", "share", "share of people for the quantile of the wait", "in [0, 1]",
                     0.92)};
static const cpw_queue_output OUT_MMC[] = {
    MEASURES,
    WAIT_TAIL,
    CPWI_QUEUE_OUT("stay_tail", "share", "chance of a stay longer than the time"),
    CPWI_QUEUE_OUT("wait_quantile", "time", "wait that the share of people do not exceed"),
    CPWI_QUEUE_OUT("wait_by_arrivals", "time^2", "derivative of the mean wait by arrivals"),
    CPWI_QUEUE_OUT("wait_by_service_rate", "time^2", "derivative by the service rate"),
    CPWI_QUEUE_OUT("wait_by_servers", "time", "derivative by servers")};

static int32_t mmc(cpwi_queue_call *call, cpw_error *err) {
  double a = cpwi_queue_in(call, 0), r = cpwi_queue_in(call, 1), c = cpwi_queue_in(call, 2);
  double time = cpwi_queue_in(call, 3), share = cpwi_queue_in(call, 4);
  cpw_queue_measures m;
  int32_t status = cpw_queue_mmc(a, r, c, &m, err);
  if (!status) status = check_time(call, 3, err);
  if (status) return status;
  if (!(share >= 0.0 && share <= 1.0))
    return cpwi_fail(err, CPW_EDOMAIN, 4, call->formula->name, "share = %s must be in [0, 1]",
                     cpwi_number(share).text);
  give_measures(call, &m);
  double *more = call->number + MEASURE_COUNT;
  more[0] = cpw_queue_mmc_wait_tail(a, r, c, time);
  more[1] = cpw_queue_mmc_stay_tail(a, r, c, time);
  more[2] = cpw_queue_mmc_wait_quantile(a, r, c, share);
  cpw_queue_wait_slopes s;
  if (a == 0.0 || cpw_queue_mmc_wait_slopes(a, r, c, &s, NULL)) return CPW_OK;
  more[3] = s.by_arrivals;
  more[4] = s.by_service_rate;
  more[5] = s.by_servers;
  return CPW_OK;
}

static const cpw_queue_input IN_MMCK[] = {
    ARRIVALS, SERVICE_RATE, WHOLE_SERVERS,
    CPWI_QUEUE_IN("room", "people", "most people in the system, those in service included",
                  "whole, >= servers")};
static const cpw_queue_output OUT_MEASURES[] = {MEASURES};

static int32_t mmck(cpwi_queue_call *call, cpw_error *err) {
  int64_t servers, room;
  cpw_queue_measures m;
  int32_t status = cpwi_queue_whole(call, 2, 1, &servers, err);
  if (!status) status = cpwi_queue_whole(call, 3, servers, &room, err);
  if (!status)
    status = cpw_queue_mmck(cpwi_queue_in(call, 0), cpwi_queue_in(call, 1), servers, room, &m, err);
  if (!status) give_measures(call, &m);
  return status;
}

static const cpw_queue_input IN_ABANDON[] = {
    ARRIVALS, SERVICE_RATE, SERVERS,
    CPWI_QUEUE_IN("patience_rate", "per time", "rate at which one who waits leaves: 1 / patience",
                  "finite, >= 0"),
    TIME};
static const cpw_queue_output OUT_ABANDON[] = {
    MEASURES, CPWI_QUEUE_OUT("wait_tail", "share", "chance of still waiting after the time"),
    CPWI_QUEUE_OUT("offered_tail", "share",
                   "chance that one with endless patience would wait longer than the time")};

static int32_t abandon(cpwi_queue_call *call, cpw_error *err) {
  double a = cpwi_queue_in(call, 0), r = cpwi_queue_in(call, 1), c = cpwi_queue_in(call, 2);
  double p = cpwi_queue_in(call, 3), time = cpwi_queue_in(call, 4);
  cpw_queue_measures m;
  int32_t status = cpw_queue_abandon(a, r, c, p, &m, err);
  if (!status) status = check_time(call, 4, err);
  if (status) return status;
  give_measures(call, &m);
  call->number[MEASURE_COUNT] = cpw_queue_abandon_wait_tail(a, r, c, p, time);
  call->number[MEASURE_COUNT + 1] = cpw_queue_abandon_offered_tail(a, r, c, p, time);
  return CPW_OK;
}

/* ---------------------------------------------------------------- other laws ---------------- */

static const cpw_queue_input IN_MG1[] = {
    ARRIVALS, CPWI_QUEUE_IN("service_time", "time", "mean service time", "finite, > 0"),
    CPWI_QUEUE_IN("service_second", "time^2", "second moment of service times",
                  ">= service_time^2"),
    CPWI_QUEUE_IN_OR("service_third", "time^3", "third moment of service times; nan: not known",
                     ">= service_second^2 / service_time", (double)NAN)};

static int32_t mg1(cpwi_queue_call *call, cpw_error *err) {
  cpw_queue_measures m;
  int32_t status = cpw_queue_mg1(cpwi_queue_in(call, 0), cpwi_queue_in(call, 1),
                                 cpwi_queue_in(call, 2), cpwi_queue_in(call, 3), &m, err);
  if (!status) give_measures(call, &m);
  return status;
}

static const cpw_queue_input IN_MDC[] = {
    ARRIVALS, SERVICE_TIME, CPWI_QUEUE_IN_OR("servers", "servers", "servers", "whole, >= 1", 1.0),
    TIME};
static const cpw_queue_output OUT_MDC[] = {MEASURES, WAIT_TAIL};

static int32_t mdc(cpwi_queue_call *call, cpw_error *err) {
  double a = cpwi_queue_in(call, 0), s = cpwi_queue_in(call, 1), tail;
  int64_t servers;
  cpw_queue_measures m;
  int32_t status = cpwi_queue_whole(call, 2, 1, &servers, err);
  if (!status) status = check_time(call, 3, err);
  if (!status) status = cpw_queue_mdc(a, s, servers, &m, err);
  if (!status)
    status = cpw_queue_mdc_wait_tail(a, s, servers, call->in[3], 1, call->allocator, &tail, err);
  if (status) return status;
  give_measures(call, &m);
  call->number[MEASURE_COUNT] = tail;
  return CPW_OK;
}

static const cpw_queue_input IN_GIM1[] = {
    ARRIVALS, SERVICE_RATE,
    CPWI_QUEUE_IN_CHOICE("law", "law of the time between arrivals",
                         "exponential|deterministic|gamma|hyperexponential|uniform", 0.0),
    CPWI_QUEUE_IN_OR("arrival_scv", "", "squared coefficient of variation between arrivals",
                     "gamma: > 0; hyperexponential: >= 1; uniform: (0, 1/3]", 1.0),
    TIME};

static int32_t gim1(cpwi_queue_call *call, cpw_error *err) {
  double a = cpwi_queue_in(call, 0), r = cpwi_queue_in(call, 1), scv = cpwi_queue_in(call, 3);
  int32_t law = (int32_t)cpwi_queue_in(call, 2);
  cpw_queue_measures m;
  int32_t status = cpw_queue_gim1(law, a, scv, r, &m, err);
  if (!status) status = check_time(call, 4, err);
  if (status) return status;
  give_measures(call, &m);
  call->number[MEASURE_COUNT] = cpw_queue_gim1_wait_tail(law, a, scv, r, cpwi_queue_in(call, 4));
  return CPW_OK;
}

static const cpw_queue_input IN_GGC[] = {
    ARRIVALS, SERVICE_RATE, SERVERS,
    CPWI_QUEUE_IN_OR("arrival_scv", "", "squared coefficient of variation between arrivals",
                     "finite, >= 0", 1.0),
    CPWI_QUEUE_IN_OR("service_scv", "", "squared coefficient of variation of services",
                     "finite, >= 0", 1.0)};
static const cpw_queue_output OUT_GGC[] = {
    CPWI_QUEUE_OUT("mmc_wait", "time", "mean wait in M/M/c, exact"),
    CPWI_QUEUE_OUT("allen_cunneen_wait", "time", "approximation of GI/G/c by Allen and Cunneen"),
    CPWI_QUEUE_OUT("kraemer_wait", "time",
                   "approximation of GI/G/c with the factor of Kraemer and Langenbach-Belz"),
    CPWI_QUEUE_OUT("cosmetatos_mdc_wait", "time", "approximation of M/D/c by Cosmetatos"),
    CPWI_QUEUE_OUT("cosmetatos_mgc_wait", "time", "approximation of M/G/c by Cosmetatos"),
    CPWI_QUEUE_OUT("kimura_mgc_wait", "time", "approximation of M/G/c by Kimura")};

static int32_t ggc(cpwi_queue_call *call, cpw_error *err) {
  double a = cpwi_queue_in(call, 0), r = cpwi_queue_in(call, 1), c = cpwi_queue_in(call, 2);
  double ca = cpwi_queue_in(call, 3), cs = cpwi_queue_in(call, 4);
  cpw_queue_measures m;
  int32_t status = cpw_queue_mmc(a, r, c, &m, err);
  if (!status) status = cpwi_queue_not_negative(ca, "arrival_scv", call->formula->name, err);
  if (!status) status = cpwi_queue_not_negative(cs, "service_scv", call->formula->name, err);
  if (status) return status;
  call->outcome = m.outcome;
  call->number[0] = m.mean_wait;
  call->number[1] = cpw_queue_allen_cunneen(a, r, c, ca, cs);
  call->number[2] = cpw_queue_kraemer(a, r, c, ca, cs);
  call->number[3] = cpw_queue_cosmetatos_mdc(a, r, c);
  call->number[4] = cpw_queue_cosmetatos_mgc(a, r, c, cs);
  call->number[5] = cpw_queue_kimura_mgc(a, r, c, cs);
  return CPW_OK;
}

/* ---------------------------------------------------------------- the table ----------------- */

static const cpwi_queue_entry ENTRIES[] = {
    CPWI_QUEUE_FORMULA("erlang_b", "Chance that all servers are busy when nobody may wait.",
                       "Erlang 1917; Jagers and van Doorn, Oper. Res. Lett. 5 (1986)", IN_ERLANG,
                       OUT_ERLANG_B, erlang_b),
    CPWI_QUEUE_FORMULA("erlang_c", "Chance of having to wait when everybody waits until served.",
                       "Erlang 1917; Jagers and van Doorn, Oper. Res. Lett. 5 (1986)", IN_ERLANG,
                       OUT_ERLANG_C, erlang_c),
    CPWI_QUEUE_FORMULA("mmc", "M/M/c: everybody waits until served, first come first served.",
                       "Gross, Shortle, Thompson and Harris, 4th ed. (2008), 2.3", IN_MMC, OUT_MMC,
                       mmc),
    CPWI_QUEUE_FORMULA("mmck", "M/M/c/K: who finds the room full is turned away.",
                       "Gross, Shortle, Thompson and Harris, 4th ed. (2008), 2.5", IN_MMCK,
                       OUT_MEASURES, mmck),
    CPWI_QUEUE_FORMULA("abandon", "Erlang A: people who wait leave at a rate.",
                       "Palm 1946; Baccelli and Hebuterne 1981; Mandelbaum and Zeltyn 2007",
                       IN_ABANDON, OUT_ABANDON, abandon),
    CPWI_QUEUE_FORMULA("mg1", "M/G/1: one server, services of any law by their moments.",
                       "Pollaczek 1930; Khintchine 1932; Takacs 1962", IN_MG1, OUT_MEASURES, mg1),
    CPWI_QUEUE_FORMULA("mdc", "M/D/c: equal services at one or more servers, exactly.",
                       "Crommelin 1932; Spitzer 1956; Franx, Oper. Res. Lett. 29 (2001)", IN_MDC,
                       OUT_MDC, mdc),
    CPWI_QUEUE_FORMULA("gim1", "GI/M/1: arrivals of any law, exponential services at one server.",
                       "Kendall 1953; Gross, Shortle, Thompson and Harris, 4th ed. (2008), 5.3",
                       IN_GIM1, OUT_MDC, gim1),
    CPWI_QUEUE_FORMULA("ggc", "Approximations of the mean wait in GI/G/c by two moments.",
                       "Allen 1990; Kraemer and Langenbach-Belz 1976; Cosmetatos 1975; Kimura 1986",
                       IN_GGC, OUT_GGC, ggc)};

const cpwi_queue_table cpwi_queue_steady_formulae = {ENTRIES, CPWI_QUEUE_COUNT(ENTRIES)};
