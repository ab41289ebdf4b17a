/* From judgements to places: patients and clinicians compare four criteria pair by pair, one of them is asked
 * to think again, the panel's weights and the compromise become a policy, and every patient's place is
 * shown under each member. All judgements and patients are made up. */
#include <carepath.h>
#include <stdio.h>

enum { CRITERIA = 4, MEMBERS = 5, CLASSES = 2, PATIENTS = 6, PAIRS = 6 };

static const char *const CRITERION[CRITERIA] = {"pain", "function", "wait", "deprivation"};
static const char *const CLASS[CLASSES] = {"patients", "clinicians"};
static const int64_t CLASS_OF[MEMBERS] = {0, 0, 1, 1, 1};

/* How many times as important the first is as the second: pain/function, pain/wait, pain/deprivation,
 * function/wait, function/deprivation, wait/deprivation. */
static const double SAID[MEMBERS][PAIRS] = {{1, 2, 3, 2, 3, 2},
                                            {2, 1, 2, 0.5, 1, 2},
                                            {1, 3, 5, 3, 5, 2},
                                            {0.5, 3, 6, 5, 8, 2},
                                            {2, 3, 1.0 / 4, 3, 5, 2}};

/* The reciprocal matrix of judgements. */
static void fill(const double *said, double *matrix) {
  int at = 0;
  for (int i = 0; i < CRITERIA; i++) {
    matrix[i * CRITERIA + i] = 1;
    for (int j = i + 1; j < CRITERIA; j++, at++) {
      matrix[i * CRITERIA + j] = said[at];
      matrix[j * CRITERIA + i] = 1 / said[at];
    }
  }
}

static void print_weights(const char *name, const double *weights) {
  printf("%-22s", name);
  for (int j = 0; j < CRITERIA; j++)
    printf(" %11.3f", weights[j]);
}

/* Weights of every member; whose judgements contradict each other is asked again about one of them. */
static int judge(double *weights, cpw_error *err) {
  double matrix[CRITERIA * CRITERIA];
  cpw_weights_consistency c; /* usual limit of the consistency ratio: 0.1 */
  printf("%-22s", "");
  for (int j = 0; j < CRITERIA; j++)
    printf(" %11s", CRITERION[j]);
  printf("  ratio\n");
  for (int k = 0; k < MEMBERS; k++) {
    double *mine = weights + k * CRITERIA;
    fill(SAID[k], matrix);
    if (cpw_weights_ahp(matrix, CRITERIA, CPW_WEIGHTS_EIGENVECTOR, mine, &c, NULL, err)) return 1;
    if (c.ratio_saaty > 0.1) {
      int64_t i = c.worst_row, j = c.worst_column;
      printf("member %d, ratio %.2f: is %s %.2f times as important as %s? all else says %.1f\n",
             k + 1, c.ratio_saaty, CRITERION[i], c.worst_value, CRITERION[j], c.worst_suggestion);
      matrix[i * CRITERIA + j] = 4; /* what the member says now: the 1/4 was meant the other way */
      matrix[j * CRITERIA + i] = 1.0 / 4;
      if (cpw_weights_ahp(matrix, CRITERIA, CPW_WEIGHTS_EIGENVECTOR, mine, &c, NULL, err)) return 1;
    }
    char name[32];
    snprintf(name, sizeof name, "member %d, %s", k + 1, CLASS[CLASS_OF[k]]);
    print_weights(name, mine);
    printf("   %.2f\n", c.ratio_saaty);
  }
  return 0;
}

/* One set of weights for all, and how far they are from whom. */
static int settle(const double *weights, double *compromise, cpw_error *err) {
  double panel[CRITERIA], means[CLASSES * CRITERIA], between[CRITERIA], within[CRITERIA],
      share[CRITERIA], regret[MEMBERS], most;
  cpw_weights_distance far[MEMBERS];
  if (cpw_weights_combine(weights, MEMBERS, CRITERIA, CPW_WEIGHTS_GEOMETRIC_MEAN, NULL, 0, panel,
                          NULL, NULL, err) ||
      cpw_weights_distances(weights, MEMBERS, CRITERIA, panel, far, NULL, err) ||
      cpw_weights_disagreement(weights, MEMBERS, CRITERIA, CLASS_OF, CLASSES, means, between,
                               within, share, NULL, err) ||
      cpw_weights_compromise(weights, MEMBERS, CRITERIA, CPW_WEIGHTS_REGRET_LARGEST, compromise,
                             regret, &most, NULL, err))
    return 1;
  printf("\n");
  for (int c = 0; c < CLASSES; c++) {
    print_weights(CLASS[c], means + c * CRITERIA);
    printf("  (mean)\n");
  }
  print_weights("between the classes", share);
  printf("  (share of the variance)\n");
  print_weights("panel", panel);
  printf("  (geometric mean)\n");
  print_weights("compromise", compromise);
  printf("  (nobody's weight is moved by more than %.3f)\n", most);
  for (int k = 0; k < MEMBERS; k++)
    printf("member %d: %.3f of the weight is elsewhere in the panel's, most for %s\n", k + 1,
           far[k].moved, CRITERION[far[k].criterion]);
  return 0;
}

/* Six people of one tier, and the values of what is known of them. */
static int rank(const double *weights, const double *compromise, cpw_error *err) {
  static const char *const id[PATIENTS] = {"A", "B", "C", "D", "E", "F"};
  static const double wait[PATIENTS] = {80, 20, 60, 40, 70, 30};
  static const double pain[PATIENTS] = {2, 9, 5, 7, 3, 6},
                      oxford[PATIENTS] = {30, 22, 12, 18, 26, 15},
                      imd[PATIENTS] = {1, 8, 4, 2, 1, 10};
  static const double zero_one[] = {0, 1}, one_zero[] = {1, 0}, of_pain[] = {0, 10},
                      of_oxford[] = {10, 40}, of_wait[] = {0, 91}, of_imd[] = {1, 10};
  const double *facts[] = {pain, oxford, imd};
  const double *at[CRITERIA] = {of_pain, of_oxford, of_wait, of_imd};
  const int64_t source[CRITERIA] = {0, 1, CPW_PRIORITY_WAIT, 2};
  const cpw_priority_tier tier = {"P3", 91, 0};
  cpw_priority_criterion criteria[CRITERIA] = {{0}};
  cpw_priority_policy policy;
  cpw_priority_list list;
  cpw_priority_ranking ranking;
  int64_t order[PATIENTS], places[MEMBERS * PATIENTS];
  for (int j = 0; j < CRITERIA; j++) {
    criteria[j].name = CRITERION[j];
    criteria[j].weight = compromise[j];
    criteria[j].source = source[j];
    criteria[j].knots = 2;
    criteria[j].at = at[j];
    criteria[j].value = j == 0 || j == 2 ? zero_one : one_zero;
    criteria[j].missing = 0.5;
    criteria[j].part = j == 3 ? CPW_PRIORITY_EQUITY : CPW_PRIORITY_CLINICAL;
    criteria[j].shape = CPW_PRIORITY_LINEAR;
    criteria[j].until = CPW_DATE_NONE;
  }
  cpw_priority_policy_init(&policy);
  policy.tiers = &tier;
  policy.tier_count = 1;
  policy.criteria = criteria;
  policy.criterion_count = CRITERIA;
  policy.cap_kind = CPW_PRIORITY_CAP_SCORE;
  policy.cap = 0.1;
  cpw_priority_list_init(&list);
  list.patients = PATIENTS;
  list.id = id;
  list.wait = wait;
  list.fact = facts;
  list.columns = 3;
  cpw_priority_ranking_init(&ranking);
  ranking.order = order;
  if (cpw_priority_rank(&policy, &list, &ranking, err) ||
      cpw_priority_panel(&policy, &list, weights, MEMBERS, order, PATIENTS, places, err))
    return 1;
  printf("\nplace, compromise     ");
  for (int i = 0; i < PATIENTS; i++)
    printf("  %s", id[order[i]]);
  for (int k = 0; k < MEMBERS; k++) {
    printf("\nunder member %d        ", k + 1);
    for (int i = 0; i < PATIENTS; i++)
      printf("  %d", (int)places[k * PATIENTS + i]);
  }
  printf("\n");
  return 0;
}

int main(void) {
  double weights[MEMBERS * CRITERIA], compromise[CRITERIA];
  cpw_error err;
  int failed =
      judge(weights, &err) || settle(weights, compromise, &err) || rank(weights, compromise, &err);
  if (failed) fprintf(stderr, "%s: %s\n", err.where, err.message);
  return failed;
}
