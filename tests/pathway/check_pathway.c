/* Networks: what is laid out, what is refused and how it is said; the main program. */
#include "pathway/check_pathway.h"

static void make_stages(sample *s) {
  static const char *const names[STAGES] = {"clinic", "triage", "ward", "recovery", "home"};
  static const int32_t kinds[STAGES] = {CPW_STAGE_SERVERS, CPW_STAGE_DECISION, CPW_STAGE_BEDS,
                                        CPW_STAGE_DELAY, CPW_STAGE_EXIT};
  for (int i = 0; i < STAGES; i++) {
    cpw_stage_init(&s->stage[i]);
    s->stage[i].name = names[i];
    s->stage[i].kind = kinds[i];
  }
  s->stage[CLINIC].servers = 4;
  s->stage[CLINIC].calendar = 0;
  s->stage[WARD].servers = 10;
}

static void make_routes(sample *s) {
  static const struct {
    int32_t from, group, to;
    double chance;
  } rows[6] = {{CLINIC, -1, TRIAGE, 1}, {TRIAGE, -1, WARD, 0.25}, {TRIAGE, -1, RECOVERY, 0.75},
               {TRIAGE, 1, WARD, 1},    {WARD, -1, HOME, 1},      {RECOVERY, -1, HOME, 1}};
  for (int i = 0; i < 6; i++) {
    cpw_route_init(&s->route[i]);
    s->route[i].from = rows[i].from;
    s->route[i].group = rows[i].group;
    s->route[i].to = rows[i].to;
    s->route[i].chance = rows[i].chance;
  }
}

static void make_people(sample *s) {
  for (int i = 0; i < 2; i++) {
    cpw_arrivals_init(&s->arrival[i]);
    s->arrival[i].group = i;
    s->arrival[i].rate = 2;
  }
  s->initial[0] = (cpw_initial){CLINIC, 0, CPW_INITIAL_WAITING, 0, 3, 1.5, CPW_NONE, 0};
  s->initial[1] = (cpw_initial){WARD, 1, CPW_INITIAL_IN_SERVICE, 0, 4, CPWI_NAN, CPW_NONE, 0};
  s->initial[2] = (cpw_initial){CLINIC, 1, CPW_INITIAL_BLOCKED, 0, 1, 0, WARD, 0};
}

static void lend(sample *s) {
  cpw_pathway_init(&s->p);
  s->p.stage = s->stage, s->p.stages = STAGES;
  s->p.group = s->group, s->p.groups = 2;
  s->p.route = s->route, s->p.routes = 6;
  s->p.arrival = s->arrival, s->p.arrivals = 2;
  s->p.stay = s->stay, s->p.stays = 3;
  s->p.change = s->change, s->p.changes = 1;
  s->p.calendar = s->calendar, s->p.calendars = 1;
  s->p.pool = s->pool, s->p.pools = 1;
  s->p.use = s->use, s->p.uses = 1;
  s->p.initial = s->initial, s->p.initials = 3;
}

void make_sample(sample *s) {
  static const double week[7] = {1, 1, 1, 1, 1, 0, 0};
  memset(s, 0, sizeof *s);
  make_stages(s);
  make_routes(s);
  make_people(s);
  s->group[0] = "16 to 64";
  s->group[1] = "65+";
  s->law = (cpw_duration){CPW_DURATION_GAMMA, 0, 0.5, 0.8, 0, NULL};
  s->after = (cpw_duration){CPW_DURATION_EXPONENTIAL, 0, 30, 0, 0, NULL};
  s->stay[0] = (cpw_stay){CLINIC, -1, &s->law};
  s->stay[1] = (cpw_stay){WARD, -1, &s->law};
  s->stay[2] = (cpw_stay){RECOVERY, -1, &s->law};
  s->change[0] = (cpw_change){CLINIC, 0, CLINIC, 1, &s->after};
  memcpy(s->week, week, sizeof week);
  s->calendar[0] = (cpw_calendar){"weekdays", 1, s->week, 7, 1, 0};
  s->pool[0] = (cpw_shared_pool){"nurses", 6, CPW_NONE, CPW_NONE};
  s->use[0] = (cpw_pool_use){WARD, 0, 0.5, 0, 0};
  for (int i = 0; i < 2 * STAGES; i++)
    s->figure[i] = 1;
  lend(s);
}

int main(void) {
  Suite *suite = suite_create("pathway");
  const char *names[] = {"limits", "errors", "reference", "properties", "oom"};
  TCase *tcases[5];
  for (int i = 0; i < 5; i++) {
    tcases[i] = tcase_create(names[i]);
    suite_add_tcase(suite, tcases[i]);
  }
  check_tests(tcases[0], tcases[1], tcases[3]);
  profile_tests(tcases[0], tcases[2]);
  network_tests(tcases[0], tcases[1], tcases[4]);
  return cpwt_run(&suite, 1);
}
