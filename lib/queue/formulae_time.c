/* The formulae of queues over time by name.
 * Source: carepath/queue.h, "over time, exactly", where each says its own.
 * Leaves finding and checking them to registry.c, what they compute to the functions of that header. */
#include "queue/chain.h"
#include "queue/internal.h"

#include <string.h>

static const char *const WHERE = "cpw_queue_evaluate";

/* -------- outputs that are arrays of a result, by its names in the order of the outputs; frees it. */
static int32_t hand_over(cpwi_queue_call *call, const char *const *names, cpw_result *result,
                         cpw_error *err) {
  int32_t status = CPW_OK;
  for (int64_t k = 0; status == CPW_OK && k < call->formula->outputs; k++) {
    const cpw_array *a = cpw_result_find(result, names[k]);
    double *list = NULL;
    if (!call->formula->output[k].dimension) {
      call->number[k] = a->real[0];
      continue;
    }
    status = cpwi_queue_list(call, k, a->size, &list, err);
    if (status == CPW_OK) memcpy(list, a->real, (size_t)a->size * sizeof *list);
  }
  cpw_result_free(result);
  return status;
}

/* patience -1: not a number of this formula. */
static int32_t course_options(const cpwi_queue_call *call, int64_t patience, int64_t room,
                              int64_t start, cpw_queue_course_options *o, cpw_error *err) {
  cpw_queue_course_options_init(o);
  o->allocator = call->allocator;
  if (patience >= 0) o->patience = cpwi_queue_in(call, patience);
  int32_t status = cpwi_queue_whole(call, room, 0, &o->room, err);
  return status == CPW_OK ? cpwi_queue_whole(call, start, 0, &o->start, err) : status;
}

/* A list of whole numbers, or one number for all `count`. The caller releases it. */
static int32_t whole_list(const cpwi_queue_call *call, int64_t input, int64_t count, int64_t **out,
                          cpw_error *err) {
  int64_t *list = cpwi_alloc(call->allocator, (size_t)count, sizeof *list);
  if (!list)
    return cpwi_fail(err, CPW_ENOMEM, -1, WHERE, "no memory for %lld numbers", (long long)count);
  for (int64_t k = 0; k < count; k++) {
    double value = call->in[input][call->length[input] == 1 ? 0 : k];
    if (!(value >= 0.0 && value <= 0x1p53) || value != floor(value)) {
      cpwi_release(call->allocator, list);
      return cpwi_fail(err, CPW_EDOMAIN, k, WHERE, "%s[%lld] = %s must be a whole number >= 0",
                       call->formula->input[input].name, (long long)k, cpwi_number(value).text);
    }
    list[k] = (int64_t)value;
  }
  *out = list;
  return CPW_OK;
}

/* ---------------------------------------------------------------- courses ------------------- */

#define ARRIVALS    CPWI_QUEUE_IN("arrivals", "per time", "people who arrive", ">= 0")
#define SERVICE     CPWI_QUEUE_IN("service_rate", "per time", "services of one server", "> 0")
#define SERVERS     CPWI_QUEUE_IN("servers", "servers", "servers at work", "whole, >= 0")
#define MOMENTS     CPWI_QUEUE_IN_LIST("times", "time", "moments", ">= 0, not descending", "moment")
#define ANY_MOMENTS CPWI_QUEUE_IN_LIST("times", "time", "moments", ">= 0, in any order", "moment")
#define PATIENCE                                                                                   \
  CPWI_QUEUE_IN_OR("patience_rate", "per time", "leaving of one who waits", ">= 0", 0.0)
#define ROOM                                                                                       \
  CPWI_QUEUE_IN_OR("room", "people", "most people there; 0: no limit", "whole, >= 0", 0.0)
#define START CPWI_QUEUE_IN_OR("start", "people", "people there at the start", "whole, >= 0", 0.0)
#define BY(dim)                                                                                    \
  CPWI_QUEUE_OUT_LIST("mean_number", "people", "people there", dim),                               \
      CPWI_QUEUE_OUT_LIST("mean_queue", "people", "people who wait", dim),                         \
      CPWI_QUEUE_OUT_LIST("wait_chance", "share", "that an arrival has to wait", dim),             \
      CPWI_QUEUE_OUT_LIST("block_chance", "share", "that an arrival is turned away", dim),         \
      CPWI_QUEUE_OUT_LIST("mean_wait", "time", "of an arrival who comes in, if the rates stay",    \
                          dim),                                                                    \
      CPWI_QUEUE_OUT_LIST("utilisation", "share", "of the servers' time", dim)

static const cpw_queue_output MOMENT_OUT[] = {
    BY("moment"), CPWI_QUEUE_OUT_LIST("empty_chance", "share", "that nobody is there", "moment"),
    CPWI_QUEUE_OUT_LIST("throughput", "per time", "people served", "moment"),
    CPWI_QUEUE_OUT_LIST("abandonments", "per time", "people who leave unserved", "moment")};
static const char *const MOMENT_FROM[] = {"number",       "queue",      "wait_chance",
                                          "block_chance", "mean_wait",  "utilisation",
                                          "empty_chance", "throughput", "abandonments"};

static const cpw_queue_input TRANSIENT_IN[] = {ARRIVALS, SERVICE, SERVERS, MOMENTS,
                                               PATIENCE, ROOM,    START};

static int32_t transient(cpwi_queue_call *call, cpw_error *err) {
  cpw_queue_course_options o;
  cpw_result *result = NULL;
  int64_t servers = 0;
  int32_t status = cpwi_queue_whole(call, 2, 0, &servers, err);
  if (status == CPW_OK) status = course_options(call, 4, 5, 6, &o, err);
  if (status == CPW_OK)
    status = cpw_queue_transient(cpwi_queue_in(call, 0), cpwi_queue_in(call, 1), servers,
                                 call->in[3], call->length[3], &o, call->run, &result, err);
  return status == CPW_OK ? hand_over(call, MOMENT_FROM, result, err) : status;
}

static const cpw_queue_input SWING_IN[] = {
    ARRIVALS,
    CPWI_QUEUE_IN("amplitude", "share", "of the mean rate, up and down", "in [0, 1]"),
    CPWI_QUEUE_IN("period", "time", "of one swing", "> 0"),
    SERVICE,
    SERVERS,
    MOMENTS,
    PATIENCE,
    ROOM,
    START};

static int32_t swing(cpwi_queue_call *call, cpw_error *err) {
  cpw_queue_course_options o;
  cpw_result *result = NULL;
  int64_t servers = 0;
  int32_t status = cpwi_queue_whole(call, 4, 0, &servers, err);
  if (status == CPW_OK) status = course_options(call, 6, 7, 8, &o, err);
  if (status == CPW_OK)
    status = cpw_queue_sinusoid(cpwi_queue_in(call, 0), cpwi_queue_in(call, 1),
                                cpwi_queue_in(call, 2), cpwi_queue_in(call, 3), servers,
                                call->in[5], call->length[5], &o, call->run, &result, err);
  return status == CPW_OK ? hand_over(call, MOMENT_FROM, result, err) : status;
}

static const cpw_queue_input PERIODS_IN[] = {
    CPWI_QUEUE_IN_LIST("length", "time", "of each period", "> 0", "period"),
    CPWI_QUEUE_IN_LIST("arrivals", "per time", "people who arrive", ">= 0", "period"),
    CPWI_QUEUE_IN_LIST("service_rate", "per time", "services of one server", "> 0", "period"),
    CPWI_QUEUE_IN_LIST("servers", "servers", "servers at work", "whole, >= 0", "period"),
    CPWI_QUEUE_IN_LIST_OR("patience_rate", "per time", "leaving of one who waits; left out: nobody",
                          ">= 0", "period"),
    ROOM,
    START};
static const cpw_queue_output PERIODS_OUT[] = {
    BY("period"),
    CPWI_QUEUE_OUT_LIST("end_number", "people", "people there at the end", "period"),
    CPWI_QUEUE_OUT_LIST("end_queue", "people", "people who wait at the end", "period"),
    CPWI_QUEUE_OUT_LIST("joined", "people", "who come in", "period"),
    CPWI_QUEUE_OUT_LIST("served", "people", "whose service ends", "period"),
    CPWI_QUEUE_OUT_LIST("abandoned", "people", "who leave unserved", "period"),
    CPWI_QUEUE_OUT_LIST("turned_away", "people", "who find no room", "period")};
static const char *const PERIODS_FROM[] = {
    "mean_number",  "mean_queue",  "mean_wait_chance", "mean_block_chance",
    "arrival_wait", "utilisation", "number",           "queue",
    "joined",       "served",      "abandoned",        "turned_away"};

static int32_t periods(cpwi_queue_call *call, cpw_error *err) {
  cpw_queue_course_options o;
  cpw_queue_schedule s;
  cpw_result *result = NULL;
  int64_t *servers = NULL;
  cpw_queue_schedule_init(&s);
  s.periods = call->length[0];
  s.length = call->in[0];
  s.arrivals = call->in[1];
  s.service = call->in[2];
  s.patience = call->in[4];
  int32_t status = course_options(call, -1, 5, 6, &o, err);
  if (status == CPW_OK) status = whole_list(call, 3, s.periods, &servers, err);
  s.servers = servers;
  if (status == CPW_OK) status = cpw_queue_periods(&s, &o, call->run, &result, err);
  cpwi_release(call->allocator, servers);
  return status == CPW_OK ? hand_over(call, PERIODS_FROM, result, err) : status;
}

/* ---------------------------------------------------------------- beds ---------------------- */

#define LAW                                                                                        \
  CPWI_QUEUE_IN_CHOICE("law", "lengths of stay",                                                   \
                       "exponential|deterministic|erlang|hyperexponential", 0.0)
#define STAY                                                                                       \
  CPWI_QUEUE_IN_OR("stay", "time", "mean length of stay; not of the hyperexponential law", "> 0",  \
                   (double)NAN)
#define STAGES CPWI_QUEUE_IN_OR("stages", "", "of the Erlang law", "whole, >= 1", 1.0)
#define BRANCHES                                                                                   \
  CPWI_QUEUE_IN_LIST_OR("branch_chance", "share",                                                  \
                        "of each exponential of the hyperexponential law", "in [0, 1], sum 1",     \
                        "branch"),                                                                 \
      CPWI_QUEUE_IN_LIST_OR("branch_mean", "time", "mean stay of each of them", "> 0", "branch")

/* The law, its mean, its stages as the first inputs; chances and means of its branches from `branch` on. */
static int32_t stay_of(const cpwi_queue_call *call, int64_t branch, cpw_queue_stay *stay,
                       cpw_error *err) {
  int64_t stages = 1;
  cpw_queue_stay_init(stay);
  int32_t status = cpwi_queue_whole(call, 2, 1, &stages, err);
  stay->law = (int32_t)cpwi_queue_in(call, 0);
  stay->mean = cpwi_queue_in(call, 1);
  stay->stages = stages > 10000 ? 10001 : (int32_t)stages;
  stay->branches = call->length[branch];
  stay->branch_chance = call->in[branch];
  stay->branch_mean = call->in[branch + 1];
  if (status == CPW_OK && isnan(stay->mean) && stay->law != CPW_QUEUE_HYPEREXPONENTIAL)
    return cpwi_fail(err, CPW_EINVAL, 1, WHERE, "%s needs stay: mean length of stay (> 0)",
                     call->formula->name);
  return status;
}

static const cpw_queue_output INFINITE_OUT[] = {
    CPWI_QUEUE_OUT_LIST("mean_number", "people", "people there, Poisson with this mean", "moment")};

static const cpw_queue_input INFINITE_IN[] = {
    LAW,
    STAY,
    STAGES,
    ANY_MOMENTS,
    CPWI_QUEUE_IN_LIST("length", "time", "of each period", "> 0", "period"),
    CPWI_QUEUE_IN_LIST("arrivals", "per time", "people who arrive", ">= 0", "period"),
    CPWI_QUEUE_IN_OR("start", "people", "mean people there at the start", ">= 0", 0.0),
    BRANCHES};

static int32_t infinite(cpwi_queue_call *call, cpw_error *err) {
  cpw_queue_stay stay;
  double *mean = NULL;
  int32_t status = stay_of(call, 7, &stay, err);
  if (status == CPW_OK) status = cpwi_queue_list(call, 0, call->length[3], &mean, err);
  if (status != CPW_OK) return status;
  return cpw_queue_infinite(&stay, call->in[4], call->in[5], call->length[4],
                            cpwi_queue_in(call, 6), call->in[3], call->length[3], mean, err);
}

static const cpw_queue_input INFINITE_SWING_IN[] = {
    LAW,
    STAY,
    STAGES,
    ANY_MOMENTS,
    ARRIVALS,
    CPWI_QUEUE_IN("amplitude", "share", "of the mean rate, up and down", "in [0, 1]"),
    CPWI_QUEUE_IN("period", "time", "of one swing", "> 0"),
    CPWI_QUEUE_IN_CHOICE("since", "where it begins", "ever|empty", 0.0),
    BRANCHES};

static int32_t infinite_swing(cpwi_queue_call *call, cpw_error *err) {
  cpw_queue_stay stay;
  double *mean = NULL;
  int32_t status = stay_of(call, 8, &stay, err);
  if (status == CPW_OK) status = cpwi_queue_list(call, 0, call->length[3], &mean, err);
  if (status != CPW_OK) return status;
  return cpw_queue_infinite_sinusoid(&stay, cpwi_queue_in(call, 4), cpwi_queue_in(call, 5),
                                     cpwi_queue_in(call, 6), (int32_t)cpwi_queue_in(call, 7),
                                     call->in[3], call->length[3], mean, err);
}

static const cpw_queue_input BEDS_IN[] = {
    CPWI_QUEUE_IN("mean", "people", "mean people there, Poisson", "in [0, 1e12]"),
    CPWI_QUEUE_IN("share", "share", "chance that the beds do not suffice", "in [1e-280, 1]")};
static const cpw_queue_output BEDS_OUT[] = {
    CPWI_QUEUE_OUT("beds", "beds", "the least that suffice with that chance")};

static int32_t poisson_beds(cpwi_queue_call *call, cpw_error *err) {
  double mean = cpwi_queue_in(call, 0), share = cpwi_queue_in(call, 1);
  double beds = cpw_queue_poisson_beds(mean, share);
  if (isnan(beds))
    return cpwi_fail(err, CPW_EDOMAIN, -1, WHERE,
                     "mean = %s must be in [0, 1e12], share = %s in [1e-280, 1]",
                     cpwi_number(mean).text, cpwi_number(share).text);
  call->number[0] = beds;
  return CPW_OK;
}

static const cpw_queue_input WARD_IN[] = {
    CPWI_QUEUE_IN_LIST("arrivals", "people", "mean admissions a day, Poisson", ">= 0", "day"),
    CPWI_QUEUE_IN_LIST("survival", "share", "that a stay reaches the count k days on",
                       "in [0, 1], not rising", "age"),
    CPWI_QUEUE_IN("share", "share", "chance that the beds do not suffice", "in [1e-30, 1)")};
static const cpw_queue_output WARD_OUT[] = {
    CPWI_QUEUE_OUT_LIST("mean_number", "people", "people at the day's count", "day"),
    CPWI_QUEUE_OUT_LIST("sd_number", "people", "standard deviation", "day"),
    CPWI_QUEUE_OUT_LIST("beds", "beds", "the least that suffice with that chance", "day")};

static int32_t ward(cpwi_queue_call *call, cpw_error *err) {
  cpw_queue_ward w;
  cpw_result *result = NULL;
  double *list[3] = {NULL, NULL, NULL};
  cpw_queue_ward_init(&w);
  w.days = call->length[0];
  w.arrivals = call->in[0];
  w.stays = call->length[1];
  w.survival = call->in[1];
  w.chance = call->in[2];
  w.chances = 1;
  w.allocator = call->allocator;
  int32_t status = cpw_queue_beds(&w, &result, err);
  for (int64_t k = 0; status == CPW_OK && k < 3; k++)
    status = cpwi_queue_list(call, k, w.days, &list[k], err);
  for (int64_t d = 0; status == CPW_OK && d < w.days; d++) {
    list[0][d] = cpw_result_find(result, "mean")->real[d];
    list[1][d] = cpw_result_find(result, "sd")->real[d];
    list[2][d] = (double)cpw_result_find(result, "beds")->integer[d];
  }
  cpw_result_free(result);
  return status;
}

/* ---------------------------------------------------------------- weekly batches ------------ */

static const cpw_queue_input WEEKLY_IN[] = {
    CPWI_QUEUE_IN_LIST("arrivals", "people", "mean joins a week, Poisson", ">= 0", "week"),
    CPWI_QUEUE_IN_LIST("capacity", "people", "treatments a week", "whole, >= 0", "week"),
    CPWI_QUEUE_IN_LIST("removal", "share", "of those who wait, removed in a week", "in [0, 1]",
                       "week"),
    CPWI_QUEUE_IN_OR("start", "people", "on the list before week 1", "whole, >= 0", 0.0),
    CPWI_QUEUE_IN_OR("weeks", "weeks", "how many; 0: as many as the lists have", "whole, >= 0",
                     0.0),
    CPWI_QUEUE_IN_LIST_OR("cancel", "share", "that a treatment is cancelled; left out: none",
                          "in [0, 1]", "week")};
static const cpw_queue_output WEEKLY_OUT[] = {
    CPWI_QUEUE_OUT_LIST("mean_queue", "people", "on the list after the week", "week"),
    CPWI_QUEUE_OUT_LIST("sd_queue", "people", "standard deviation", "week"),
    CPWI_QUEUE_OUT_LIST("empty_chance", "share", "that nobody is left", "week"),
    CPWI_QUEUE_OUT_LIST("treated", "people", "mean", "week"),
    CPWI_QUEUE_OUT_LIST("removed", "people", "without treatment, mean", "week"),
    CPWI_QUEUE_OUT_LIST("unused", "slots", "mean", "week"),
    CPWI_QUEUE_OUT_LIST("mean_wait", "weeks", "of those who join in the week, first come", "week"),
    CPWI_QUEUE_OUT_LIST("treated_share", "share", "of those who join in the week", "week"),
    CPWI_QUEUE_OUT("treated_total", "people", "in all weeks"),
    CPWI_QUEUE_OUT("removed_total", "people", "in all weeks")};
static const char *const WEEKLY_FROM[] = {
    "mean",   "sd",        "empty_chance",  "treated",       "removed",
    "unused", "mean_wait", "treated_share", "treated_total", "removed_total"};

static int32_t weekly(cpwi_queue_call *call, cpw_error *err) {
  cpw_queue_weekly_list l;
  cpw_result *result = NULL;
  int64_t *capacity = NULL;
  cpw_queue_weekly_list_init(&l);
  l.weeks = call->length[0];
  l.joins = call->in[0];
  l.removal = call->in[2];
  l.cancel = call->in[5];
  l.allocator = call->allocator;
  int32_t status = cpwi_queue_whole(call, 3, 0, &l.opening, err);
  if (status == CPW_OK) status = whole_list(call, 1, l.weeks, &capacity, err);
  l.capacity = capacity;
  if (status == CPW_OK) status = cpw_queue_weekly(&l, call->run, &result, err);
  cpwi_release(call->allocator, capacity);
  return status == CPW_OK ? hand_over(call, WEEKLY_FROM, result, err) : status;
}

/* ---------------------------------------------------------------- blocking ------------------ */

#define SERVICES                                                                                   \
  CPWI_QUEUE_IN("service_rate1", "per time", "services of one server, first station", "> 0"),      \
      CPWI_QUEUE_IN("service_rate2", "per time", "services of one server, second station", "> 0"), \
      CPWI_QUEUE_IN_OR("servers1", "servers", "of the first station", "whole, >= 1", 1.0),         \
      CPWI_QUEUE_IN_OR("servers2", "servers", "of the second station", "whole, >= 1", 1.0),        \
      CPWI_QUEUE_IN_OR("room_between", "people", "places before the second station",               \
                       "whole, >= 0", 0.0)
#define BLOCKED                                                                                    \
  CPWI_QUEUE_OUT("throughput", "per time", "people through both"),                                 \
      CPWI_QUEUE_OUT("mean_blocked", "servers", "of the first station blocked"),                   \
      CPWI_QUEUE_OUT("mean_block_time", "time", "blocked, of those who go through"),               \
      CPWI_QUEUE_OUT("working1", "share", "of the first servers' time at work"),                   \
      CPWI_QUEUE_OUT("blocked1", "share", "of the first servers' time blocked"),                   \
      CPWI_QUEUE_OUT("working2", "share", "of the second servers' time at work"),                  \
      CPWI_QUEUE_OUT("starved_chance", "share", "that nobody is at the second station"),           \
      CPWI_QUEUE_OUT("blocked_chance", "share", "that all first servers are blocked")

static int32_t tandem_of(const cpwi_queue_call *call, cpw_queue_tandem *t, cpw_error *err) {
  cpw_queue_tandem_init(t);
  t->allocator = call->allocator;
  t->service1 = cpwi_queue_in(call, 0);
  t->service2 = cpwi_queue_in(call, 1);
  int32_t status = cpwi_queue_whole(call, 2, 1, &t->servers1, err);
  if (status == CPW_OK) status = cpwi_queue_whole(call, 3, 1, &t->servers2, err);
  return status == CPW_OK ? cpwi_queue_whole(call, 4, 0, &t->room_between, err) : status;
}

static void write_tandem(cpwi_queue_call *call, const cpw_queue_tandem_measures *m) {
  const double values[] = {m->throughput,  m->mean_blocked, m->mean_block_time, m->working1,
                           m->blocked1,    m->working2,     m->starved_chance,  m->blocked_chance,
                           m->loss_chance, m->mean_queue1,  m->mean_wait1};
  for (int64_t k = 0; k < call->formula->outputs; k++)
    call->number[k] = values[k];
}

static const cpw_queue_input SATURATED_IN[] = {SERVICES};
static const cpw_queue_output SATURATED_OUT[] = {BLOCKED};

static int32_t saturated(cpwi_queue_call *call, cpw_error *err) {
  cpw_queue_tandem t;
  cpw_queue_tandem_measures m;
  int32_t status = tandem_of(call, &t, err);
  if (status == CPW_OK) status = cpw_queue_tandem_saturated(&t, &m, err);
  if (status == CPW_OK) write_tandem(call, &m);
  return status;
}

static const cpw_queue_input OPEN_IN[] = {
    SERVICES, CPWI_QUEUE_IN("arrivals", "per time", "people who arrive", "finite, > 0"),
    CPWI_QUEUE_IN("room1", "people", "most people at the first station", "whole, >= servers1")};
static const cpw_queue_output OPEN_OUT[] = {
    BLOCKED, CPWI_QUEUE_OUT("block_chance", "share", "that an arrival is turned away"),
    CPWI_QUEUE_OUT("mean_queue", "people", "who wait for the first station"),
    CPWI_QUEUE_OUT("mean_wait", "time", "before the first station, of those who come in")};

static int32_t open_line(cpwi_queue_call *call, cpw_error *err) {
  cpw_queue_tandem t;
  cpw_queue_tandem_measures m;
  int32_t status = tandem_of(call, &t, err);
  t.arrivals = cpwi_queue_in(call, 5);
  if (status == CPW_OK) status = cpwi_queue_whole(call, 6, 1, &t.room1, err);
  if (status == CPW_OK) status = cpw_queue_tandem_open(&t, call->run, &m, err);
  if (status == CPW_OK) write_tandem(call, &m);
  return status;
}

static const cpwi_queue_entry ENTRIES[] = {
    CPWI_QUEUE_FORMULA("transient", "M/M/c with room and patience at moments after its start.",
                       "Jensen 1953; Grassmann 1977", TRANSIENT_IN, MOMENT_OUT, transient),
    CPWI_QUEUE_FORMULA("periods", "M(t)/M(t)/c(t) through periods of constant rates and servers.",
                       "Ingolfsson et al. 2007", PERIODS_IN, PERIODS_OUT, periods),
    CPWI_QUEUE_FORMULA("sinusoid", "M(t)/M/c with arrivals that swing over a period.",
                       "Blanes and Moan 2006", SWING_IN, MOMENT_OUT, swing),
    CPWI_QUEUE_FORMULA("infinite", "People with as many beds as it takes, arrivals by period.",
                       "Eick, Massey and Whitt 1993", INFINITE_IN, INFINITE_OUT, infinite),
    CPWI_QUEUE_FORMULA(
        "infinite_sinusoid", "People with as many beds as it takes, arrivals that swing.",
        "Eick, Massey and Whitt 1993", INFINITE_SWING_IN, INFINITE_OUT, infinite_swing),
    CPWI_QUEUE_FORMULA("poisson_beds", "Beds that a Poisson number of people rarely exceeds.",
                       "the Poisson law", BEDS_IN, BEDS_OUT, poisson_beds),
    CPWI_QUEUE_FORMULA("ward", "People at each day's count with any lengths of stay.",
                       "Eick, Massey and Whitt 1993", WARD_IN, WARD_OUT, ward),
    CPWI_QUEUE_FORMULA("weekly_batch", "A list treated in weekly batches, as an exact chain.",
                       "Markov chain of the list", WEEKLY_IN, WEEKLY_OUT, weekly),
    CPWI_QUEUE_FORMULA("tandem_saturated",
                       "Two stations with blocking whose first never lacks people.", "Hunt 1956",
                       SATURATED_IN, SATURATED_OUT, saturated),
    CPWI_QUEUE_FORMULA("tandem_open", "Two stations with blocking and Poisson arrivals.",
                       "Perros 1994; Grassmann, Taksar and Heyman 1985", OPEN_IN, OPEN_OUT,
                       open_line)};
const cpwi_queue_table cpwi_queue_time_formulae = {ENTRIES, CPWI_QUEUE_COUNT(ENTRIES)};
