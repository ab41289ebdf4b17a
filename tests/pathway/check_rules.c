/* What a network must be: every rule broken once, with its message; and the tables of one that is right. */
#include "pathway/check_pathway.h"

typedef struct rule {
  void (*spoil)(sample *s);
  int32_t status;
  const char *message;
} rule;

#define INF ((double)INFINITY)

static const cpw_duration never = {CPW_DURATION_NEVER, 0, 0, 0, 0, NULL};
static const cpw_duration nothing = {CPW_DURATION_FIXED, 0, 0, 0, 0, NULL};
static const cpw_duration an_hour = {CPW_DURATION_FIXED, 0, 0.04, 0, 0, NULL};
static const cpw_duration negative = {CPW_DURATION_EXPONENTIAL, 0, -1, 0, 0, NULL};
static const double times_that_fall[] = {1, 3, 2};
static const double zeros[7] = {0};
static const cpw_calendar odd_and_even[2] = {{"odd", 1, (const double[]){1, 0}, 2, 1, 0},
                                             {"even", 1, (const double[]){0, 1}, 2, 1, 0}};

/* ---- tables */
static void no_stages(sample *s) {
  s->p.stages = 0;
}
static void null_stages(sample *s) {
  s->p.stage = NULL;
}
static void no_groups(sample *s) {
  s->p.groups = 0;
}
static void null_groups(sample *s) {
  s->p.group = NULL;
}
static void many_cells(sample *s) {
  s->p.stages = 10000, s->p.groups = 1000;
}
static void null_rows(sample *s) {
  s->p.route = NULL;
}
static void minus_rows(sample *s) {
  s->p.stays = -1;
}
static void deadlock_2(sample *s) {
  s->p.deadlock = 2;
}
static void reserved_1(sample *s) {
  s->p.reserved = 1;
}
static void no_name(sample *s) {
  s->stage[WARD].name = "";
}
static void a_name_twice(sample *s) {
  s->stage[WARD].name = "clinic";
}
static void exit_called_out(sample *s) {
  s->stage[HOME].name = "out";
}
static void group_called_all(sample *s) {
  s->group[1] = "all";
}
static void no_period(sample *s) {
  s->calendar[0].period = 0;
}
static void no_values(sample *s) {
  s->calendar[0].count = 0;
}
static void repeat_2(sample *s) {
  s->calendar[0].repeat = 2;
}
static void long_calendar(sample *s) {
  s->calendar[0].period = 1e308;
}
static void value_nan(sample *s) {
  s->week[3] = CPWI_NAN;
}
static void units_inf(sample *s) {
  s->pool[0].units = INF;
}
static void pool_calendar(sample *s) {
  s->pool[0].calendar = 1;
}
static void weight_minus(sample *s) {
  s->figure[3] = -1, s->p.weight = s->figure;
}
static void target_nan(sample *s) {
  s->figure[9] = CPWI_NAN, s->p.targets = s->figure;
}
static void harm_inf(sample *s) {
  s->figure[0] = INF, s->p.harm = s->figure;
}
/* ---- stages */
static void kind_7(sample *s) {
  s->stage[0].kind = CPW_STAGE_KINDS;
}
static void order_minus(sample *s) {
  s->stage[0].order = -1;
}
static void servers_nan(sample *s) {
  s->stage[CLINIC].servers = CPWI_NAN;
}
static void half_a_chair(sample *s) {
  s->stage[CLINIC].waiting_room = 2.5;
}
static void no_places(sample *s) {
  s->stage[CLINIC].places = 0;
}
static void all_missed(sample *s) {
  s->stage[CLINIC].missed = 1;
}
static void leave_2(sample *s) {
  s->stage[CLINIC].missed_leave = 2;
}
static void rebook_minus(sample *s) {
  s->stage[CLINIC].rebook = -1;
}
static void target_minus(sample *s) {
  s->stage[CLINIC].target = -1;
}
static void full_delay(sample *s) {
  s->stage[RECOVERY].when_full = CPW_FULL_TURN_AWAY;
}
static void delay_by_day(sample *s) {
  s->stage[RECOVERY].calendar = 0;
}
static void missed_exit(sample *s) {
  s->stage[HOME].missed = 0.1;
}
static void exit_routing(sample *s) {
  s->stage[HOME].routing = CPW_ROUTE_IN_TURN;
}
static void preempt_delay(sample *s) {
  s->stage[RECOVERY].preempt = CPW_PREEMPT_RESUME;
}
static void preempt_first_come(sample *s) {
  s->stage[WARD].preempt = CPW_PREEMPT_RESUME;
}
static void overflow_alone(sample *s) {
  s->stage[WARD].overflow = CLINIC;
}
static void overflow_self(sample *s) {
  s->stage[WARD].when_full = CPW_FULL_OVERFLOW, s->stage[WARD].overflow = WARD;
}
static void overflow_none(sample *s) {
  s->stage[WARD].when_full = CPW_FULL_OVERFLOW;
}
static void stage_calendar(sample *s) {
  s->stage[WARD].calendar = 3;
}
static void missed_to_ward(sample *s) {
  s->stage[CLINIC].missed_to = WARD;
}
/* ---- rows */
static void route_from(sample *s) {
  s->route[0].from = STAGES;
}
static void route_to_group(sample *s) {
  s->route[0].to_group = 2;
}
static void route_from_exit(sample *s) {
  s->route[5].from = HOME;
}
static void chance_nan(sample *s) {
  s->route[1].chance = CPWI_NAN;
}
static void chances_1_1(sample *s) {
  s->route[1].chance = 0.35;
}
static void chances_0_9(sample *s) {
  s->route[3].chance = 0.9;
}
static void delay_minus(sample *s) {
  s->route[4].delay = &negative;
}
static void delay_never(sample *s) {
  s->route[4].delay = &never;
}
static void hold_after_delay(sample *s) {
  s->stage[WARD].when_full = CPW_FULL_HOLD, s->route[3].delay = &an_hour;
}
static void arrival_group(sample *s) {
  s->arrival[0].group = -1;
}
static void arrival_at_exit(sample *s) {
  s->arrival[1].stage = HOME;
}
static void rate_nan(sample *s) {
  s->arrival[1].rate = CPWI_NAN;
}
static void dispersion_minus(sample *s) {
  s->arrival[1].dispersion = -0.5;
}
static void batch_0(sample *s) {
  s->arrival[1].batch = 0;
}
static void count_alone(sample *s) {
  s->arrival[1].count = 3;
}
static void times_fall(sample *s) {
  s->arrival[1].times = times_that_fall, s->arrival[1].count = 3;
}
static void times_minus(sample *s) {
  s->arrival[1].times = times_that_fall, s->arrival[1].count = -3;
}
static void stay_minus(sample *s) {
  s->stay[1].duration = &negative, s->stay[1].group = 1;
}
static void stay_null(sample *s) {
  s->stay[1].duration = NULL;
}
static void stay_never(sample *s) {
  s->stay[1].duration = &never;
}
static void stay_of_exit(sample *s) {
  s->stay[1].stage = HOME;
}
static void stay_of_decision(sample *s) {
  s->stay[1].stage = TRIAGE;
}
static void no_stay(sample *s) {
  s->stay[1].group = 0;
}
static void change_of_delay(sample *s) {
  s->change[0].stage = RECOVERY;
}
static void change_of_nothing(sample *s) {
  s->change[0].to_group = 0;
}
static void change_minus(sample *s) {
  s->change[0].after = &negative;
}
static void use_of_delay(sample *s) {
  s->use[0].stage = RECOVERY;
}
static void use_of_0(sample *s) {
  s->use[0].units = 0;
}
static void use_of_none(sample *s) {
  s->use[0].pool = 1;
}
static void use_of_7(sample *s) {
  s->use[0].units = 7;
}
/* ---- people at time 0 */
static void people_nan(sample *s) {
  s->initial[0].people = CPWI_NAN;
}
static void time_minus(sample *s) {
  s->initial[0].time = -1;
}
static void state_3(sample *s) {
  s->initial[0].state = 3;
}
static void wait_for_delay(sample *s) {
  s->initial[0].stage = RECOVERY;
}
static void stay_in_exit(sample *s) {
  s->initial[0].stage = HOME;
}
static void next_of_waiting(sample *s) {
  s->initial[0].next = WARD;
}
static void blocked_nowhere(sample *s) {
  s->initial[2].next = CPW_NONE;
}
static void blocked_by_delay(sample *s) {
  s->initial[2].next = RECOVERY;
}
static void blocked_in_delay(sample *s) {
  s->initial[2].stage = RECOVERY;
}
static void too_many_wait(sample *s) {
  s->stage[CLINIC].waiting_room = 2;
}
static void too_many_inside(sample *s) {
  s->initial[1].people = 10.5;
}
static void too_many_blocked(sample *s) {
  s->initial[2].people = 5;
}
static void too_few_nurses(sample *s) {
  s->pool[0].units = 1;
}
/* ---- the whole */
static void no_servers(sample *s) {
  s->stage[WARD].servers = 0, s->initial[1].people = 0;
}
static void never_open(sample *s) {
  memcpy(s->week, zeros, sizeof zeros), s->initial[2].people = 0;
}
static void never_open_together(sample *s) {
  s->p.calendar = odd_and_even, s->p.calendars = 2;
  s->stage[CLINIC].factor = 1;
}
static void never_open_factor(sample *s) {
  never_open(s);
  s->stage[CLINIC].calendar = CPW_NONE, s->stage[CLINIC].factor = 0;
}
static void no_way_out(sample *s) {
  s->route[4].to = RECOVERY, s->route[5].to = WARD;
}
static void decision_ring(sample *s) {
  s->route[3].to = TRIAGE, s->route[3].chance = 0.5, s->p.routes = 6;
  s->route[5].from = TRIAGE, s->route[5].group = 1, s->route[5].chance = 0.5;
}
static void ring_of_nothing(sample *s) {
  s->stage[WARD].kind = CPW_STAGE_DELAY, s->stay[1].duration = &nothing, s->p.uses = 0;
  s->initial[2].people = 0, s->initial[2].next = CLINIC;
  s->route[4].to = TRIAGE, s->route[3].to = RECOVERY;
}
static void overflow_ring(sample *s) {
  s->stage[WARD].when_full = s->stage[CLINIC].when_full = CPW_FULL_OVERFLOW;
  s->stage[WARD].overflow = CLINIC, s->stage[CLINIC].overflow = WARD;
}

static const rule rules[] = {
    {no_stages, CPW_EINVAL, "stages = 0 must be 1 to 10000"},
    {null_stages, CPW_EINVAL, "stage is NULL"},
    {no_groups, CPW_EINVAL, "groups = 0 must be 1 to 1000"},
    {null_groups, CPW_EINVAL, "group is NULL, but groups = 2"},
    {many_cells, CPW_EINVAL, "stages x groups = 10000000 must be at most 1000000"},
    {null_rows, CPW_EINVAL, "route is NULL, but routes = 6"},
    {minus_rows, CPW_EINVAL, "stays = -1 must be 0 to 2147483647"},
    {deadlock_2, CPW_EINVAL, "deadlock = 2 must be 0 or 1"},
    {reserved_1, CPW_EINVAL, "reserved = 1 must be 0"},
    {no_name, CPW_EINVAL, "stage[2] has no name"},
    {a_name_twice, CPW_EINVAL, "stage[0] and stage[2] are both called \"clinic\""},
    {exit_called_out, CPW_EINVAL,
     "stage[4] is called \"out\", which stands for whoever leaves without an exit's name"},
    {group_called_all, CPW_EINVAL,
     "group[1] is called \"all\", which stands for all groups together"},
    {no_period, CPW_EDOMAIN, "calendar \"weekdays\": period = 0 must be finite and > 0"},
    {no_values, CPW_EINVAL, "calendar \"weekdays\" must have at least one value"},
    {repeat_2, CPW_EINVAL, "calendar \"weekdays\": repeat = 2 must be 0 or 1, reserved 0"},
    {long_calendar, CPW_EDOMAIN, "calendar \"weekdays\": period x values must be finite"},
    {value_nan, CPW_EDOMAIN, "calendar \"weekdays\": values[3] = nan must be finite and >= 0"},
    {units_inf, CPW_EDOMAIN, "pool \"nurses\": units = inf must be finite and >= 0"},
    {pool_calendar, CPW_EINVAL, "pool[0].calendar = 1 must be -1 to 0"},
    {weight_minus, CPW_EDOMAIN,
     "weight of stage \"triage\", group \"65+\" = -1 must be finite and >= 0"},
    {target_nan, CPW_EDOMAIN, "target of stage \"home\", group \"65+\" = nan must be >= 0"},
    {harm_inf, CPW_EDOMAIN,
     "harm of stage \"clinic\", group \"16 to 64\" = inf must be finite and >= 0"},
    {kind_7, CPW_EINVAL, "stage \"clinic\": kind = 7 must be 0 to 6"},
    {order_minus, CPW_EINVAL, "stage \"clinic\": order = -1 must be 0 to 8"},
    {servers_nan, CPW_EDOMAIN, "stage \"clinic\": servers = nan must be finite and >= 0"},
    {half_a_chair, CPW_EDOMAIN,
     "stage \"clinic\": waiting_room = 2.5 must be whole and >= 0, or inf"},
    {no_places, CPW_EDOMAIN, "stage \"clinic\": places = 0 must be whole and >= 1, or inf"},
    {all_missed, CPW_EDOMAIN, "stage \"clinic\": missed = 1 must be >= 0 and < 1"},
    {leave_2, CPW_EDOMAIN, "stage \"clinic\": missed_leave = 2 must be from 0 to 1"},
    {rebook_minus, CPW_EDOMAIN, "stage \"clinic\": rebook = -1 must be finite and >= 0"},
    {target_minus, CPW_EDOMAIN, "stage \"clinic\": target = -1 must be >= 0, or inf"},
    {full_delay, CPW_EINVAL,
     "stage \"recovery\" is never full: when_full and waiting_room must be the defaults"},
    {delay_by_day, CPW_EINVAL,
     "stage \"recovery\" has no servers: it takes no calendar and no factor"},
    {missed_exit, CPW_EINVAL, "stage \"home\" calls nobody: missed must be 0"},
    {exit_routing, CPW_EINVAL, "stage \"home\" is an exit: it takes no routing"},
    {preempt_delay, CPW_EINVAL, "stage \"recovery\" has no servers or beds: preempt must be 0"},
    {preempt_first_come, CPW_EINVAL,
     "stage \"ward\" interrupts for priorities, but its order is not by priority"},
    {overflow_alone, CPW_EINVAL, "stage \"ward\" names an overflow, but when_full is not overflow"},
    {overflow_self, CPW_EINVAL, "stage \"ward\" overflows into itself"},
    {overflow_none, CPW_EINVAL, "stage[2].overflow = -1 must be 0 to 4"},
    {stage_calendar, CPW_EINVAL, "stage[2].calendar = 3 must be -1 to 0"},
    {missed_to_ward, CPW_EINVAL,
     "stage \"clinic\" sends those who did not attend to a stage that is not an exit"},
    {route_from, CPW_EINVAL, "route[0].from = 5 must be 0 to 4"},
    {route_to_group, CPW_EINVAL, "route[0].to_group = 2 must be -1 to 1"},
    {route_from_exit, CPW_EINVAL, "route of stage \"home\" leads on from an exit"},
    {chance_nan, CPW_EDOMAIN, "route of stage \"triage\": chance = nan must be from 0 to 1"},
    {chances_1_1, CPW_EDOMAIN,
     "route of stage \"triage\", group \"16 to 64\": the chances sum to 1.1, not 1"},
    {chances_0_9, CPW_EDOMAIN,
     "route of stage \"triage\", group \"65+\": the chances sum to 0.9, not 1"},
    {delay_minus, CPW_EDOMAIN,
     "delay on a route of stage \"ward\": mean = -1 must be finite and > 0 (exponential)"},
    {delay_never, CPW_EINVAL, "delay on a route of stage \"ward\" never ends"},
    {hold_after_delay, CPW_EINVAL,
     "route of stage \"triage\", group \"65+\" has a delay, but the next stage holds people before "
     "service"},
    {arrival_group, CPW_EINVAL, "arrival[0].group = -1 must be 0 to 1"},
    {arrival_at_exit, CPW_EINVAL, "arrivals of stage \"home\", group \"65+\" come to an exit"},
    {rate_nan, CPW_EDOMAIN,
     "arrivals of stage \"clinic\", group \"65+\": rate = nan must be from 0 to 1e12 people per "
     "time"},
    {dispersion_minus, CPW_EDOMAIN,
     "arrivals of stage \"clinic\", group \"65+\": dispersion = -0.5 must be finite and >= 0"},
    {batch_0, CPW_EDOMAIN, "arrivals of stage \"clinic\", group \"65+\": batch = 0 must be >= 1"},
    {count_alone, CPW_EINVAL,
     "arrivals of stage \"clinic\", group \"65+\" have a count, but no times"},
    {times_fall, CPW_EDOMAIN,
     "arrivals of stage \"clinic\", group \"65+\": times[2] = 2 must be finite and >= 3"},
    {times_minus, CPW_EINVAL,
     "arrivals of stage \"clinic\", group \"65+\" have a negative count of times"},
    {stay_minus, CPW_EDOMAIN,
     "duration of stage \"ward\", group \"65+\": mean = -1 must be finite and > 0 (exponential)"},
    {stay_null, CPW_EINVAL, "duration of stage \"ward\": is NULL"},
    {stay_never, CPW_EINVAL, "duration of stage \"ward\" never ends"},
    {stay_of_exit, CPW_EINVAL, "duration of stage \"home\" is of an exit"},
    {stay_of_decision, CPW_EINVAL, "duration of stage \"triage\" is of a decision"},
    {no_stay, CPW_EINVAL, "stage \"ward\", group \"65+\" has no duration, but patients come"},
    {change_of_delay, CPW_EINVAL,
     "change of stage \"recovery\", group \"16 to 64\" is of a stage where nobody waits"},
    {change_of_nothing, CPW_EINVAL,
     "change of stage \"clinic\", group \"16 to 64\" leads back to the same stage and group: "
     "nothing changes"},
    {change_minus, CPW_EDOMAIN,
     "change of stage \"clinic\", group \"16 to 64\": mean = -1 must be finite and > 0 "
     "(exponential)"},
    {use_of_delay, CPW_EINVAL, "use of a pool of stage \"recovery\" has no servers or beds"},
    {use_of_0, CPW_EDOMAIN, "use of a pool of stage \"ward\": units = 0 must be finite and > 0"},
    {use_of_none, CPW_EINVAL, "use[0].pool = 1 must be 0 to 0"},
    {use_of_7, CPW_EDOMAIN,
     "stage \"ward\" needs 7 units of pool \"nurses\", which never has more than 6"},
    {people_nan, CPW_EDOMAIN,
     "initial of stage \"clinic\", group \"16 to 64\": people = nan must be finite and >= 0"},
    {time_minus, CPW_EDOMAIN,
     "initial of stage \"clinic\", group \"16 to 64\": time = -1 must be finite and >= 0, or NaN: "
     "not known"},
    {state_3, CPW_EINVAL, "initial[0].state = 3 must be 0 to 2"},
    {wait_for_delay, CPW_EINVAL,
     "initial of stage \"recovery\", group \"16 to 64\": nobody waits for a stage without a limit"},
    {stay_in_exit, CPW_EINVAL,
     "initial of stage \"home\", group \"16 to 64\": nobody stays in a decision or an exit"},
    {next_of_waiting, CPW_EINVAL,
     "initial of stage \"clinic\", group \"16 to 64\": next is only for those who are blocked"},
    {blocked_nowhere, CPW_EINVAL, "initial[2].next = -1 must be 0 to 4"},
    {blocked_by_delay, CPW_EINVAL,
     "initial of stage \"clinic\", group \"65+\": blocked before a stage that is never full"},
    {blocked_in_delay, CPW_EINVAL,
     "initial of stage \"recovery\", group \"65+\": nobody is blocked in a stage without places"},
    {too_many_wait, CPW_EDOMAIN,
     "initial of stage \"clinic\": 3 people wait, but there is room for 2"},
    {too_many_inside, CPW_EDOMAIN,
     "initial of stage \"ward\": 10.5 people in service or blocked at time 0, but there is room "
     "for 10"},
    {too_many_blocked, CPW_EDOMAIN,
     "initial of stage \"clinic\": 5 people in service or blocked at time 0, but there is room for "
     "4"},
    {too_few_nurses, CPW_EDOMAIN,
     "initial: those in service use 2 units of pool \"nurses\", which has 1 at time 0"},
    {no_servers, CPW_EDOMAIN, "stage \"ward\": servers = 0, but patients come"},
    {never_open, CPW_EDOMAIN, "stage \"clinic\": calendar \"weekdays\" never opens"},
    {never_open_together, CPW_EDOMAIN,
     "stage \"clinic\": calendar \"odd\" and factor \"even\" are never open together"},
    {never_open_factor, CPW_EDOMAIN, "stage \"clinic\": factor \"weekdays\" never opens"},
    {no_way_out, CPW_EDOMAIN,
     "stage \"ward\", group \"16 to 64\": nobody who comes here can ever leave the network"},
    {decision_ring, CPW_EDOMAIN,
     "stage \"triage\", group \"65+\" leads back to itself without any time passing (triage -> "
     "...)"},
    {ring_of_nothing, CPW_EDOMAIN,
     "stage \"triage\", group \"16 to 64\" leads back to itself without any time passing (triage "
     "-> ward -> ...)"},
    {overflow_ring, CPW_EDOMAIN, "stage \"clinic\": its overflow leads back to it"},
};

START_TEST(every_rule_is_said)
{
  const rule *r = &rules[_i];
  sample s;
  cpw_error err;
  make_sample(&s);
  ck_assert_int_eq(cpw_pathway_check(&s.p, NULL, &err), CPW_OK);
  r->spoil(&s);
  if (r->spoil == never_open_together) s.initial[2].people = 0;
  int32_t status = cpw_pathway_check(&s.p, NULL, &err);
  ck_assert_str_eq(err.message, r->message);
  ck_assert_int_eq(status, r->status);
  ck_assert_str_eq(err.where, "cpw_pathway_check");
  ck_assert_int_eq(cpw_pathway_check(&s.p, NULL, NULL), r->status);
}
END_TEST

START_TEST(calls_that_are_refused)
{
  sample s;
  cpw_error err;
  make_sample(&s);
  ck_assert_int_eq(cpw_pathway_check(NULL, NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "pathway is NULL");
  s.p.struct_size = 1 << 20;
  ck_assert_int_eq(cpw_pathway_check(&s.p, NULL, &err), CPW_EABI);
  cpw_allocator broken = {NULL, NULL, NULL, NULL};
  s.p.struct_size = sizeof s.p;
  ck_assert_int_eq(cpw_pathway_check(&s.p, &broken, &err), CPW_EINVAL);
  ck_assert(isnan(cpw_pathway_capacity(NULL, 0, 0)) && isnan(cpw_pathway_capacity(&s.p, -1, 0)));
  ck_assert(isnan(cpw_pathway_capacity(&s.p, STAGES, 0)) &&
            isnan(cpw_pathway_capacity(&s.p, 0, -1)));
  ck_assert(isnan(cpw_pathway_capacity(&s.p, 0, CPWI_NAN)));
}
END_TEST

START_TEST(a_network_is_laid_out)
{
  sample s;
  cpwi_pathway n;
  make_sample(&s);
  s.stage[WARD].target = 2;
  ck_assert_int_eq(cpwi_pathway_prepare(&s.p, NULL, "here", &n, NULL), CPW_OK);
  ck_assert_int_eq(n.cells, 10);
  ck_assert_int_eq(n.exits, 2);
  ck_assert_int_eq(n.exit[HOME], 1);
  ck_assert_int_eq(n.exit[WARD], -1);
  /* the group's own rows replace those for all */
  int64_t first = n.way_first[TRIAGE * 2], second = n.way_first[TRIAGE * 2 + 1];
  ck_assert_int_eq(second - first, 2);
  ck_assert_int_eq(n.way[first].to, WARD);
  ck_assert_double_eq(n.way[first].cumulative, 0.25);
  ck_assert_double_eq(n.way[first + 1].cumulative, 1);
  ck_assert_int_eq(n.way_first[TRIAGE * 2 + 2] - second, 1);
  ck_assert_int_eq(n.way[second].to_group, 1);
  ck_assert_int_eq(n.way_first[HOME * 2], n.way_first[HOME * 2 + 2]);
  ck_assert_int_eq(n.change_first[1], 1);
  ck_assert_int_eq(n.change_first[10], 1);
  ck_assert_int_eq(n.change[0].to_group, 1);
  ck_assert_int_eq(n.priority[3], 1);
  ck_assert_double_eq(n.target[WARD * 2 + 1], 2);
  ck_assert_double_eq(n.target[0], INF);
  ck_assert_ptr_eq(n.stay[WARD * 2], &s.law);
  ck_assert_ptr_null(n.stay[TRIAGE * 2]);
  ck_assert_int_eq(n.use_first[WARD], 0);
  ck_assert_int_eq(n.use_first[WARD + 1], 1);
  cpwi_pathway_release(&n);
  ck_assert_double_eq(cpw_pathway_capacity(&s.p, CLINIC, 4.99), 4);
  ck_assert_double_eq(cpw_pathway_capacity(&s.p, CLINIC, 5), 0);
  ck_assert_double_eq(cpw_pathway_capacity(&s.p, CLINIC, 7e6 + 4.5), 4);
  ck_assert_double_eq(cpw_pathway_capacity(&s.p, RECOVERY, 5), INF);
}
END_TEST

START_TEST(small_networks)
{
  cpw_pathway p;
  cpw_stage stage;
  cpwi_pathway n;
  cpw_pathway_init(&p);
  cpw_stage_init(&stage);
  stage.name = "alone";
  p.stage = &stage;
  p.stages = 1;
  ck_assert_int_eq(cpwi_pathway_prepare(&p, NULL, "here", &n, NULL), CPW_OK);
  ck_assert_int_eq(n.way[0].to, CPW_NONE);
  ck_assert_double_eq(n.way[0].cumulative, 1);
  ck_assert_double_eq(cpw_pathway_capacity(&p, 0, 0), 1);
  /* nobody comes: a duration that is not there is always 0 */
  ck_assert_int_eq(n.stay[0]->law, CPW_DURATION_FIXED);
  cpw_result *result = NULL;
  int64_t who = 0;
  ck_assert_int_eq(cpw_result_new(NULL, &result, NULL), CPW_OK);
  ck_assert_int_eq(cpwi_pathway_dimensions(&n, result, &who, NULL), CPW_OK);
  ck_assert_int_eq(who, 1);
  cpw_result_free(result);
  cpwi_pathway_release(&n);
}
END_TEST

START_TEST(dimensions_by_name)
{
  sample s;
  cpwi_pathway n;
  cpw_result *result = NULL;
  void *memory;
  int64_t who = 0;
  make_sample(&s);
  ck_assert_int_eq(cpwi_pathway_prepare(&s.p, NULL, "here", &n, NULL), CPW_OK);
  ck_assert_int_eq(cpw_result_new(NULL, &result, NULL), CPW_OK);
  ck_assert_int_eq(cpwi_pathway_dimensions(&n, result, &who, NULL), CPW_OK);
  ck_assert_int_eq(who, 3);
  ck_assert_int_eq(cpw_result_add_array(result, "x", "", "", "stage who exit pool", CPW_DOUBLE,
                                        CPW_MERGE_SAME, &memory, NULL),
                   CPW_OK);
  const cpw_array *a = cpw_result_find(result, "x");
  static const char *const last[4] = {"home", "65+", "home", "nurses"};
  static const int64_t length[4] = {5, 3, 2, 1};
  for (int k = 0; k < 4; k++) {
    ck_assert_int_eq(a->dimension[k]->length, length[k]);
    ck_assert_str_eq(a->dimension[k]->coordinate_labels[0][length[k] - 1], last[k]);
  }
  ck_assert_str_eq(a->dimension[1]->coordinate_labels[0][0], "all");
  ck_assert_str_eq(a->dimension[2]->coordinate_labels[0][0], "out");
  cpw_result_free(result);
  cpwi_pathway_release(&n);
}
END_TEST

/* Ten rows of a tenth: the sum is 1 although no partial sum of doubles is; uses of one pool are put together. */
START_TEST(sums_are_exact)
{
  sample s;
  cpwi_pathway n;
  cpw_route route[14];
  cpw_pool_use use[3] = {{WARD, 0, 0.5, 3, 0}, {CLINIC, 0, 1, 0, 0}, {WARD, 0, 0.25, 1, 0}};
  make_sample(&s);
  memcpy(route, s.route, sizeof s.route);
  for (int i = 0; i < 10; i++) {
    cpw_route_init(&route[4 + i]);
    route[4 + i].from = WARD;
    route[4 + i].to = i % 2 ? HOME : RECOVERY;
    route[4 + i].chance = 0.1;
  }
  s.p.route = route;
  s.p.routes = 14;
  s.p.use = use;
  s.p.uses = 3;
  ck_assert_int_eq(cpwi_pathway_prepare(&s.p, NULL, "here", &n, NULL), CPW_OK);
  int64_t first = n.way_first[WARD * 2];
  ck_assert_int_eq(n.way_first[WARD * 2 + 1] - first, 10);
  ck_assert_double_eq(n.way[first].chance, 0.1);
  ck_assert_double_eq(n.way[first + 9].cumulative, 1);
  ck_assert_int_eq(n.way[first].to, RECOVERY);
  ck_assert_int_eq(n.way[first + 9].to, HOME);
  ck_assert_int_eq(n.use_first[STAGES], 2);
  ck_assert_double_eq(n.use[1].units, 0.75);
  ck_assert_int_eq(n.use[1].rank, 1);
  cpwi_pathway_release(&n);
}
END_TEST

void check_tests(TCase *limits, TCase *errors, TCase *properties) {
  tcase_add_test(limits, a_network_is_laid_out);
  tcase_add_test(limits, small_networks);
  tcase_add_test(limits, dimensions_by_name);
  tcase_add_loop_test(errors, every_rule_is_said, 0, (int)(sizeof rules / sizeof rules[0]));
  tcase_add_test(errors, calls_that_are_refused);
  tcase_add_test(properties, sums_are_exact);
}
