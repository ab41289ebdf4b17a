/* The formulae of classes, of several lists, of targets and of networks by name.
 * Source: carepath/queue.h, "steady state", where each says its own.
 * Leaves single queues to formulae_steady.c, finding and checking to registry.c. */
#include "queue/internal.h"

#define CLASS_ARRIVALS                                                                             \
  CPWI_QUEUE_IN_LIST("arrivals", "per time", "people of each class who arrive, first class first", \
                     "finite, >= 0", "class")
#define SERVICE_RATE                                                                               \
  CPWI_QUEUE_IN("service_rate", "per time", "people one server serves in a unit of time",          \
                "finite, > 0")
#define SERVERS CPWI_QUEUE_IN("servers", "servers", "servers", "finite, > 0, whole or not")
#define RULE                                                                                       \
  CPWI_QUEUE_IN_CHOICE("rule", "whether a class before interrupts services or waits its turn",     \
                       "waits_turn|interrupts", 0.0)
#define GROWTH                                                                                     \
  CPWI_QUEUE_IN_LIST("growth", "per time", "how fast priority grows with the wait",                \
                     "> 0, none above the one before", "class")
#define CLASS_TIMES                                                                                \
  CPWI_QUEUE_IN_LIST("service_time", "time", "mean service time of each class", "> 0", "class"),   \
      CPWI_QUEUE_IN_LIST("service_second", "time^2", "second moments", ">= service_time^2",        \
                         "class")
#define CLASS_WAITS                                                                                \
  CPWI_QUEUE_OUT_LIST("mean_wait", "time", "mean wait of each class", "class"),                    \
      CPWI_QUEUE_OUT_LIST("mean_stay", "time", "mean wait and service", "class"),                  \
      CPWI_QUEUE_OUT_LIST("wait_second", "time^2", "second moment of the wait", "class"),          \
      CPWI_QUEUE_OUT_LIST("unstable", "", "1 for a class without a steady state", "class"),        \
      CPWI_QUEUE_OUT("overall_wait", "time", "mean wait of all people")

/* ---------------------------------------------------------------- classes ------------------- */

/* Memory of the lists of a formula whose outputs begin with `count` lists over the classes. */
static int32_t lists(cpwi_queue_call *call, int64_t count, int64_t length, double **memory,
                     cpw_error *err) {
  int32_t status = CPW_OK;
  for (int64_t i = 0; !status && i < count; i++)
    status = cpwi_queue_list(call, i, length, &memory[i], err);
  return status;
}

static void mark_unstable(cpwi_queue_call *call, const double *wait, int64_t n, double *unstable) {
  for (int64_t i = 0; i < n; i++) {
    int endless = !(wait[i] < (double)INFINITY);
    unstable[i] = endless ? 1.0 : 0.0;
    if (endless) call->outcome = CPW_OUTCOME_UNSTABLE;
  }
}

static const cpw_queue_input IN_PRIORITY_MMC[] = {CLASS_ARRIVALS, SERVICE_RATE, SERVERS, RULE};
static const cpw_queue_output OUT_PRIORITY[] = {CLASS_WAITS};

static int32_t priority_mmc(cpwi_queue_call *call, cpw_error *err) {
  double *out[4];
  int64_t n = call->length[0];
  int32_t status = lists(call, 4, n, out, err);
  if (!status)
    status = cpw_queue_priority_mmc(call->in[0], n, cpwi_queue_in(call, 1), cpwi_queue_in(call, 2),
                                    (int32_t)cpwi_queue_in(call, 3), out[0], out[1], out[2], NULL,
                                    &call->number[4], err);
  if (!status) mark_unstable(call, out[0], n, out[3]);
  return status;
}

static const cpw_queue_input IN_PRIORITY_MG1[] = {
    CLASS_ARRIVALS, CLASS_TIMES,
    CPWI_QUEUE_IN_LIST_OR("service_third", "time^3",
                          "third moments; left out: no second moments of waits", "> 0", "class"),
    RULE};

static int32_t priority_mg1(cpwi_queue_call *call, cpw_error *err) {
  double *out[4];
  int64_t n = call->length[0];
  int32_t status = lists(call, 4, n, out, err);
  if (!status)
    status = cpw_queue_priority_mg1(call->in[0], call->in[1], call->in[2], call->in[3], n,
                                    (int32_t)cpwi_queue_in(call, 4), out[0], out[1], out[2], NULL,
                                    &call->number[4], err);
  if (!status) mark_unstable(call, out[0], n, out[3]);
  return status;
}

static const cpw_queue_input IN_ACCUMULATING_MMC[] = {CLASS_ARRIVALS, GROWTH, SERVICE_RATE,
                                                      SERVERS};
static const cpw_queue_input IN_ACCUMULATING_MG1[] = {CLASS_ARRIVALS, CLASS_TIMES, GROWTH};
static const cpw_queue_output OUT_ACCUMULATING[] = {
    CPWI_QUEUE_OUT_LIST("mean_wait", "time", "mean wait of each class", "class"),
    CPWI_QUEUE_OUT("overall_wait", "time", "mean wait of all people")};

static int32_t accumulating_mmc(cpwi_queue_call *call, cpw_error *err) {
  double *wait;
  int64_t n = call->length[0];
  int32_t status = lists(call, 1, n, &wait, err);
  if (status) return status;
  return cpw_queue_accumulating_mmc(call->in[0], call->in[1], n, cpwi_queue_in(call, 2),
                                    cpwi_queue_in(call, 3), wait, &call->number[1], &call->outcome,
                                    err);
}

static int32_t accumulating_mg1(cpwi_queue_call *call, cpw_error *err) {
  double *wait;
  int64_t n = call->length[0];
  int32_t status = lists(call, 1, n, &wait, err);
  if (status) return status;
  return cpw_queue_accumulating_mg1(call->in[0], call->in[1], call->in[2], call->in[3], n, wait,
                                    &call->number[1], &call->outcome, err);
}

/* ---------------------------------------------------------------- targets ------------------- */

#define ARRIVALS                                                                                   \
  CPWI_QUEUE_IN("arrivals", "per time", "people who arrive in a unit of time", "finite, >= 0")
static const cpw_queue_input IN_NEED[] = {
    CPWI_QUEUE_IN_CHOICE(
        "goal",
        "what must hold: chance of waiting, of waiting longer than time, or of being "
        "turned away at most share; mean wait at most time; share within time",
        "delay|wait_tail|mean_wait|loss|quantile", 1.0),
    ARRIVALS, SERVICE_RATE,
    CPWI_QUEUE_IN_OR("share", "share",
                     "the chance or share of the goal; all goals but mean_wait need it",
                     "in [0, 1]", (double)NAN),
    CPWI_QUEUE_IN_OR("time", "time",
                     "the time of the goal; wait_tail, mean_wait and quantile need it",
                     "finite, >= 0", (double)NAN)};
static const cpw_queue_output OUT_NEED[] = {
    CPWI_QUEUE_OUT("servers", "servers", "the least servers that do it"),
    CPWI_QUEUE_OUT("limit", "", "what the measure must not exceed"),
    CPWI_QUEUE_OUT("reached", "", "the measure with these servers"),
    CPWI_QUEUE_OUT("before", "", "the measure with one server fewer")};

static void give_need(cpwi_queue_call *call, const cpw_queue_need *need) {
  call->outcome = need->outcome;
  call->number[0] = need->servers;
  call->number[1] = need->limit;
  call->number[2] = need->reached;
  call->number[3] = need->before;
}

static int32_t least_servers(cpwi_queue_call *call, cpw_error *err) {
  cpw_queue_need need;
  int32_t status = cpw_queue_least_servers((int32_t)cpwi_queue_in(call, 0), cpwi_queue_in(call, 1),
                                           cpwi_queue_in(call, 2), cpwi_queue_in(call, 3),
                                           cpwi_queue_in(call, 4), &need, err);
  if (!status) give_need(call, &need);
  return status;
}

static int32_t least_capacity(cpwi_queue_call *call, cpw_error *err) {
  cpw_queue_need need;
  int32_t status = cpw_queue_least_capacity((int32_t)cpwi_queue_in(call, 0), cpwi_queue_in(call, 1),
                                            cpwi_queue_in(call, 2), cpwi_queue_in(call, 3),
                                            cpwi_queue_in(call, 4), &need, err);
  if (!status) give_need(call, &need);
  return status;
}

static const cpw_queue_input IN_BEDS[] = {
    ARRIVALS, CPWI_QUEUE_IN("stay", "time", "mean length of stay", "finite, > 0"),
    CPWI_QUEUE_IN("share", "share", "chance that all beds are full, at most", "in [0, 1]"),
    CPWI_QUEUE_IN_CHOICE("model", "who finds all beds full goes elsewhere or waits", "loss|delay",
                         0.0)};
static const cpw_queue_output OUT_BEDS[] = {
    CPWI_QUEUE_OUT("beds", "beds", "the least beds that do it"),
    CPWI_QUEUE_OUT("full_chance", "share", "chance that all are full"),
    CPWI_QUEUE_OUT("full_chance_before", "share", "the same with one bed fewer"),
    CPWI_QUEUE_OUT("occupancy", "share", "share of the beds that are occupied")};

static int32_t beds(cpwi_queue_call *call, cpw_error *err) {
  int delay = cpwi_queue_in(call, 3) > 0.0;
  double stay = cpwi_queue_in(call, 1), arrivals = cpwi_queue_in(call, 0);
  cpw_queue_need need;
  int32_t status = cpwi_queue_positive(stay, "stay", call->formula->name, err);
  if (!status)
    status = cpw_queue_least_servers(delay ? CPW_QUEUE_GOAL_DELAY : CPW_QUEUE_GOAL_LOSS, arrivals,
                                     1.0 / stay, cpwi_queue_in(call, 2), 0.0, &need, err);
  if (status) return status;
  double stayed = arrivals * stay * (delay ? 1.0 : 1.0 - need.reached);
  call->outcome = need.outcome;
  call->number[0] = need.servers;
  call->number[1] = need.reached;
  call->number[2] = need.before;
  call->number[3] = need.servers == 0.0 ? 0.0 : stayed / need.servers;
  return CPW_OK;
}

static const cpw_queue_input IN_LIST[] = {
    CPWI_QUEUE_IN("demand", "per time", "people who join in a unit of time", "finite, > 0"),
    CPWI_QUEUE_IN_OR("share", "share", "share within the limit", "in (0, 1]", 0.92),
    CPWI_QUEUE_IN_OR("time", "time", "the limit", "finite, >= 0", 18.0),
    CPWI_QUEUE_IN_OR("variability", "", "(scv of arrivals + scv of services) / 2", "finite, > 0",
                     1.0)};
static const cpw_queue_output OUT_LIST[] = {
    CPWI_QUEUE_OUT("capacity", "per time", "least slots"),
    CPWI_QUEUE_OUT("extra", "per time", "slots beyond demand"),
    CPWI_QUEUE_OUT("utilisation", "share", "demand / capacity"),
    CPWI_QUEUE_OUT("mean_wait", "time", "mean wait"),
    CPWI_QUEUE_OUT("size", "people", "people on the list, on average")};

static int32_t list_for_share(cpwi_queue_call *call, cpw_error *err) {
  cpw_queue_list l;
  int32_t status =
      cpw_queue_list_for_share(cpwi_queue_in(call, 0), cpwi_queue_in(call, 1),
                               cpwi_queue_in(call, 2), cpwi_queue_in(call, 3), &l, err);
  if (status) return status;
  const double values[] = {l.capacity, l.extra, l.utilisation, l.mean_wait, l.size};
  memcpy(call->number, values, sizeof values);
  call->outcome = l.outcome;
  return CPW_OK;
}

/* ---------------------------------------------------------------- several lists ------------- */

static const cpw_queue_input IN_POOL[] = {
    CPWI_QUEUE_IN_LIST("arrivals", "per time", "people who arrive at each list", "finite, >= 0",
                       "list"),
    CPWI_QUEUE_IN_LIST("servers", "servers", "servers of each list", "finite, > 0", "list"),
    SERVICE_RATE};
static const cpw_queue_output OUT_POOL[] = {
    CPWI_QUEUE_OUT("apart_wait", "time", "mean wait of all people in lists of their own"),
    CPWI_QUEUE_OUT("pooled_wait", "time", "mean wait in one list with all servers"),
    CPWI_QUEUE_OUT("same_servers", "servers", "whole servers for the wait they have apart"),
    CPWI_QUEUE_OUT("same_capacity", "servers", "the same, whole or not"),
    CPWI_QUEUE_OUT("saved_servers", "servers", "whole servers that pooling saves"),
    CPWI_QUEUE_OUT("saved_capacity", "servers", "the same, whole or not")};

static int32_t pool(cpwi_queue_call *call, cpw_error *err) {
  cpw_queue_pooling p;
  int32_t status =
      cpw_queue_pool(call->in[0], call->in[1], call->length[0], cpwi_queue_in(call, 2), &p, err);
  if (status) return status;
  const double values[] = {p.apart_wait,    p.pooled_wait,   p.same_servers,
                           p.same_capacity, p.saved_servers, p.saved_capacity};
  memcpy(call->number, values, sizeof values);
  call->outcome = p.outcome;
  return CPW_OK;
}

static const cpw_queue_input IN_JACKSON[] = {
    CPWI_QUEUE_IN_LIST("arrivals", "per time", "people who come to each stage from outside",
                       "finite, >= 0", "node"),
    CPWI_QUEUE_IN_TABLE("routing", "share", "share who go from one stage (row) to another",
                        "in [0, 1], rows sum to at most 1", "node"),
    CPWI_QUEUE_IN_LIST("service_rate", "per time", "people one server of each stage serves",
                       "finite, > 0", "node"),
    CPWI_QUEUE_IN_LIST("servers", "servers", "servers of each stage", "finite, > 0", "node")};
static const cpw_queue_output OUT_JACKSON[] = {
    CPWI_QUEUE_OUT_LIST("rate", "per time", "people who come to each stage", "node"),
    CPWI_QUEUE_OUT_LIST("utilisation", "share", "share of the servers' time that is busy", "node"),
    CPWI_QUEUE_OUT_LIST("wait_chance", "share", "chance of having to wait", "node"),
    CPWI_QUEUE_OUT_LIST("mean_wait", "time", "mean wait at each stage", "node"),
    CPWI_QUEUE_OUT_LIST("mean_queue", "people", "people who wait at each stage", "node"),
    CPWI_QUEUE_OUT_LIST("mean_number", "people", "people at each stage", "node"),
    CPWI_QUEUE_OUT_LIST("unstable", "", "1 for a stage without a steady state", "node"),
    CPWI_QUEUE_OUT("total_number", "people", "people in the network"),
    CPWI_QUEUE_OUT("total_stay", "time", "mean time from coming to leaving for good"),
    CPWI_QUEUE_OUT("total_wait", "time", "mean of all waits in it")};

static void give_node(double *const *out, int64_t i, const cpw_queue_measures *m) {
  out[1][i] = m->utilisation;
  out[2][i] = m->wait_chance;
  out[3][i] = m->mean_wait;
  out[4][i] = m->mean_queue;
  out[5][i] = m->mean_number;
  out[6][i] = m->outcome == CPW_OUTCOME_UNSTABLE ? 1.0 : 0.0;
}

static int32_t jackson(cpwi_queue_call *call, cpw_error *err) {
  double *out[7];
  int64_t n = call->length[0];
  cpw_queue_measures total, *node;
  cpwi_queue_measures_clear(&total);
  node = cpwi_alloc(call->allocator, (size_t)n, sizeof *node);
  if (!node) return cpwi_fail(err, CPW_ENOMEM, -1, "cpw_queue_evaluate", "out of memory");
  int32_t status = lists(call, 7, n, out, err);
  if (!status)
    status = cpw_queue_jackson(call->in[0], call->in[1], call->in[2], call->in[3], n,
                               call->allocator, out[0], node, &total, err);
  for (int64_t i = 0; !status && i < n; i++)
    give_node(out, i, &node[i]);
  if (!status) {
    call->outcome = total.outcome;
    call->number[7] = total.mean_number;
    call->number[8] = total.mean_stay;
    call->number[9] = total.mean_wait;
  }
  cpwi_release(call->allocator, node);
  return status;
}

/* ---------------------------------------------------------------- the table ----------------- */

static const cpwi_queue_entry ENTRIES[] = {
    CPWI_QUEUE_FORMULA("priority_mmc", "M/M/c with classes of fixed priority.",
                       "Cobham, Oper. Res. 2 (1954); Davis, Oper. Res. 14 (1966)", IN_PRIORITY_MMC,
                       OUT_PRIORITY, priority_mmc),
    CPWI_QUEUE_FORMULA("priority_mg1", "M/G/1 with classes of fixed priority.",
                       "Cobham 1954; Conway, Maxwell and Miller, Theory of Scheduling (1967)",
                       IN_PRIORITY_MG1, OUT_PRIORITY, priority_mg1),
    CPWI_QUEUE_FORMULA("accumulating_mmc", "M/M/c with priority that grows with the wait.",
                       "Kleinrock 1964; Sharif et al., Oper. Res. Health Care 3 (2014)",
                       IN_ACCUMULATING_MMC, OUT_ACCUMULATING, accumulating_mmc),
    CPWI_QUEUE_FORMULA("accumulating_mg1", "M/G/1 with priority that grows with the wait.",
                       "Kleinrock 1964; Stanford, Taylor and Ziedins, Queueing Syst. 77 (2014)",
                       IN_ACCUMULATING_MG1, OUT_ACCUMULATING, accumulating_mg1),
    CPWI_QUEUE_FORMULA(
        "least_servers", "The least whole number of servers that meets a goal.",
        "Jagers and van Doorn, Oper. Res. Lett. 5 (1986) (measures fall with servers)", IN_NEED,
        OUT_NEED, least_servers),
    CPWI_QUEUE_FORMULA(
        "least_capacity", "The least servers, whole or not, that meet a goal.",
        "Jagers and van Doorn, Oper. Res. Lett. 5 (1986) (measures fall with servers)", IN_NEED,
        OUT_NEED, least_capacity),
    CPWI_QUEUE_FORMULA("beds", "The least beds for a chance that all are full.",
                       "Erlang 1917 (loss and delay)", IN_BEDS, OUT_BEDS, beds),
    CPWI_QUEUE_FORMULA("pool", "What lists gain by becoming one.",
                       "Smith and Whitt, Bell Syst. Tech. J. 60 (1981)", IN_POOL, OUT_POOL, pool),
    CPWI_QUEUE_FORMULA("list_for_share", "Slots and list that keep a share of people in a limit.",
                       "Kingman, Proc. Camb. Phil. Soc. 57 (1961)", IN_LIST, OUT_LIST,
                       list_for_share),
    CPWI_QUEUE_FORMULA("jackson", "A network of stages M/M/c with routing by chance.",
                       "Jackson, Oper. Res. 5 (1957); Goodman and Massey 1984", IN_JACKSON,
                       OUT_JACKSON, jackson)};

const cpwi_queue_table cpwi_queue_class_formulae = {ENTRIES, CPWI_QUEUE_COUNT(ENTRIES)};
