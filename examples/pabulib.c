/* A participatory budget from its ballots to who got what: read, run a rule, look at groups and at claims. */
#include "carepath.h"

#include <stdio.h>
#include <string.h>

static const char *const town =
    "META\nkey;value\ndescription;A small town\nbudget;1000\n"
    "vote_type;approval\n"
    "PROJECTS\nproject_id;cost;name\n"
    "bench;200;Benches by the river\nplay;600;Playground\n"
    "bus;500;Night bus\ntree;300;Trees\n"
    "VOTES\nvoter_id;place;vote\n"
    "1;north;play,bench\n2;north;play,tree\n3;north;play\n4;north;play,tree\n"
    "5;south;bus\n6;south;bus,bench\n7;south;bench,tree\n8;north;play\n";

static void fail(const char *what, const cpw_error *err) {
  printf("%s: %s\n", what, err->message);
}

static void show_groups(const cpw_pabulib *p, const cpw_result *r, const int64_t *example) {
  const cpw_pabulib_section *votes = &cpw_pabulib_view(p)->section[CPW_PABULIB_VOTES];
  const cpw_array *share = cpw_result_find(r, "group_money_share");
  const cpw_array *ratio = cpw_result_find(r, "group_ratio");
  for (int64_t g = 0; g < share->size; g++)
    printf("  %-6s %5.1f %% of the money, %.2f of its share of voters\n",
           votes->cells[example[g] * votes->columns + 1], 100 * share->real[g], ratio->real[g]);
}

static int32_t look(const cpw_pabulib *p, const cpw_election *e, const int32_t *place,
                    cpw_error *err) {
  int64_t group_of[8], example[8], groups = 0;
  cpw_voters_options o;
  cpw_result *r = NULL, *claims = NULL;
  int32_t status = cpw_pabulib_groups(p, cpw_pabulib_column(p, CPW_PABULIB_VOTES, "place"),
                                      group_of, example, &groups, err);
  cpw_voters_options_init(&o);
  o.ballot_of = cpw_pabulib_view(p)->ballot_of;
  o.voters = cpw_pabulib_view(p)->voters;
  o.group_of = group_of;
  o.groups = groups;
  if (status == CPW_OK) status = cpw_voters_outcome(e, place, &o, &r, err);
  if (status == CPW_OK)
    status = cpw_voters_represented(e, place, CPW_VOTE_COST, NULL, &claims, err);
  if (status == CPW_OK) {
    printf("voters with nothing: %.1f %%\n", 100 * cpw_result_find(r, "exclusion")->real[0]);
    show_groups(p, r, example);
    printf("projects that a group may claim: %lld\n",
           (long long)cpw_result_find(claims, "violations")->integer[0]);
  }
  cpw_result_free(claims);
  cpw_result_free(r);
  return status;
}

int main(void) {
  cpw_text text = {town, (int64_t)strlen(town), 0};
  cpw_source source;
  cpw_pabulib *p = NULL;
  cpw_election e;
  cpw_error err;
  cpw_vote_options rule;
  int32_t place[4] = {-1, -1, -1, -1};
  if (cpw_text_source(&text, "town.pb", &source) != CPW_OK) return 1;
  int32_t status = cpw_pabulib_read(&source, NULL, &p, &err);
  if (status == CPW_OK) status = cpw_pabulib_election(p, &e, &err);
  cpw_vote_options_init(&rule);
  rule.completion = CPW_VOTE_ADD1U;
  if (status == CPW_OK) status = cpw_vote_select(&e, &rule, NULL, place, NULL, &err);
  for (int64_t k = 0; status == CPW_OK && k < e.projects; k++)
    printf("%-6s %s\n", e.id[k], place[k] >= 0 ? "selected" : "-");
  if (status == CPW_OK) status = look(p, &e, place, &err);
  if (status != CPW_OK) fail("town.pb", &err);
  cpw_pabulib_free(p);
  return status == CPW_OK ? 0 : 1;
}
