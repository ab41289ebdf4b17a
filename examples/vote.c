/* What citizens chose: seven projects, five kinds of ballots, one budget; the Method of Equal Shares beside the
 * greedy rule that most cities use, and what the projects that lost were short of. */
#include <carepath.h>
#include <stdio.h>

int main(void) {
  const char *const id[] = {"clinic bus",  "dementia cafe", "falls class",  "garden",
                            "night nurse", "quit smoking",  "walking group"};
  const int64_t cost[] = {42000, 18000, 9000, 6000, 55000, 12000, 3000};
  /* 40 voters want the bus and the nurse, 25 the cafe, the class and the group, ... */
  const int64_t voters[] = {40, 25, 15, 12, 8};
  const int64_t first[] = {0, 2, 5, 7, 9, 10};
  const int32_t project[] = {0, 4, 1, 2, 6, 3, 6, 5, 6, 3};

  cpw_election election;
  cpw_election_init(&election);
  election.projects = 7;
  election.cost = cost;
  election.id = id;
  election.ballots = 5;
  election.multiplicity = voters;
  election.first = first;
  election.project = project;
  election.budget = 100000;

  cpw_vote_options options;
  cpw_vote_options_init(&options);
  cpw_error err;
  for (int k = 0; k < 3; k++) {
    int32_t place[7];
    cpw_vote_outcome outcome;
    options.rule = k == 0 ? CPW_VOTE_GREEDY : CPW_VOTE_EQUAL_SHARES;
    options.completion = k == 2 ? CPW_VOTE_ADD1U : CPW_VOTE_ALONE;
    if (cpw_vote_select(&election, &options, NULL, place, &outcome, &err)) {
      fprintf(stderr, "%s\n", err.message);
      return 1;
    }
    printf("%s%s: %lld of %lld spent\n", cpw_vote_rule_name(options.rule), k == 2 ? ", add1u" : "",
           (long long)outcome.cost, (long long)election.budget);
    for (int64_t n = 0; n < outcome.selected; n++)
      for (int p = 0; p < 7; p++)
        if (place[p] == n) printf("  %s\n", id[p]);
  }

  cpw_result *result = NULL;
  options.completion = CPW_VOTE_ALONE;
  if (cpw_vote_run(&election, &options, NULL, &result, &err)) {
    fprintf(stderr, "%s\n", err.message);
    return 1;
  }
  const int64_t *selected = cpw_result_find(result, "selected")->integer;
  printf("each voter began with %.0f\n", cpw_result_find(result, "share")->real[0]);
  for (int p = 0; p < 7; p++)
    if (!selected[p])
      printf("  %s: %.0f short, or %.0f more supporters\n", id[p],
             cpw_result_find(result, "missing_money")->real[p],
             cpw_result_find(result, "missing_votes")->real[p]);
  cpw_result_free(result);
  return 0;
}
