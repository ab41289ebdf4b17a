/* The price of a project: the least rho at which its supporters, each paying min(money, rho weight), pay for it.
 * Source: Peters, Pierczynski and Skowron, "Proportional participatory budgeting with additive utilities"
 * (2021), section 3; Newton's method from below on the concave sum, which ends after finitely many steps.
 * Leaves the choice between projects to shares.c. Doubles carry their error; what is closer than that is
 * settled by exact fractions. */
#include "vote/shares.h"

#include <string.h>

#define UNIT 2.220446049250313e-16 /* 2^-52 */

/* -------- who has money */

/* Prices only rise: whoever has less than the last one pays all he has. */
static void gather(cpwi_shares *s, int32_t p) {
  int64_t start = s->v->start[p], kept = 0;
  double least = (s->offer[p].price - s->offer[p].error) * (1.0 - 4.0 * UNIT);
  for (int64_t k = 0; k < s->length[p]; k++) {
    int32_t ballot = s->list[start + k];
    if (s->gone[ballot] != 0) continue;
    int64_t weight = s->listed ? s->listed[start + k] : 1;
    s->list[start + kept] = ballot;
    if (s->listed) s->listed[start + kept] = weight;
    cpwi_money has = s->money[ballot];
    int less = has.value + has.error < least * (double)weight;
    s->supporter[kept] = (cpwi_supporter){has.value,      has.error,
                                          (double)weight, (double)cpwi_multiplicity(s->v, ballot),
                                          ballot,         less ? CPWI_PAYS_ALL : CPWI_PAYS_PRICE,
                                          start + kept};
    kept++;
  }
  s->length[p] = s->supporters = kept;
}

static int64_t weight_of(const cpwi_shares *s, const cpwi_supporter *one) {
  return s->listed ? s->listed[one->at] : 1;
}

/* -------- exact: combinations of the share and of the prices paid */

/* adds what a ballot has left, times people, to the combination: purchases before `level` */
static void combine(cpwi_shares *s, int32_t ballot, int64_t people, int64_t level) {
  const cpwi_election *v = s->v;
  s->x.count += people;
  for (int64_t k = v->row[ballot]; k < v->row[ballot + 1]; k++) {
    int32_t j = s->round[v->project[k]];
    if (j >= 0 && j < level) s->x.coef[j] += people * (v->weight ? v->weight[k] : 1);
  }
}

/* the price of purchase j: those it emptied (who had less than the price) paid what they had */
static int32_t make(cpwi_shares *s, int64_t j) {
  const cpwi_election *v = s->v;
  int32_t p = s->bought[j];
  int sign;
  cpwi_exact_clear(&s->x);
  for (int64_t k = v->start[p]; k < v->start[p + 1]; k++)
    if (s->gone[v->ballot[k]] == j + 1)
      combine(s, v->ballot[k], cpwi_multiplicity(v, v->ballot[k]), j);
  return cpwi_exact_lack(&s->x, v->given.cost[p], j, &s->x.number[j], &sign);
}

int32_t cpwi_shares_make(cpwi_shares *s) {
  int32_t status = CPW_OK;
  while (s->x.made < s->x.rounds && status == CPW_OK) {
    status = make(s, s->x.made);
    if (status == CPW_OK) cpwi_exact_made(&s->x);
  }
  return status;
}

/* cost - money of all supporters of that mark (or of all, mark < 0) */
static int32_t lack(cpwi_shares *s, int32_t p, int32_t mark, cpwi_natural *value, int *sign) {
  int32_t status = cpwi_shares_make(s);
  if (status != CPW_OK) return status;
  cpwi_exact_clear(&s->x);
  for (int64_t k = 0; k < s->supporters; k++)
    if (mark < 0 || s->supporter[k].mark == mark)
      combine(s, s->supporter[k].ballot, cpwi_multiplicity(s->v, s->supporter[k].ballot),
              s->x.rounds);
  return cpwi_exact_lack(&s->x, s->v->given.cost[p], s->x.rounds, value, sign);
}

static int64_t weight_of_rest(const cpwi_shares *s) {
  int64_t sum = 0;
  for (int64_t k = 0; k < s->supporters; k++)
    if (s->supporter[k].mark != CPWI_PAYS_ALL)
      sum += weight_of(s, &s->supporter[k]) * cpwi_multiplicity(s->v, s->supporter[k].ballot);
  return sum;
}

int32_t cpwi_exact_price(cpwi_shares *s, int32_t p, cpwi_natural *number) {
  int sign;
  s->rich = weight_of_rest(s);
  return lack(s, p, CPWI_PAYS_ALL, number, &sign);
}

/* Two ballots that paid for the same purchases with the same weights have the same money. */
static int same_money(const cpwi_shares *s, int32_t a, int32_t b) {
  const cpwi_election *v = s->v;
  int64_t i = v->row[a], j = v->row[b];
  for (;;) {
    while (i < v->row[a + 1] && s->round[v->project[i]] < 0)
      i++;
    while (j < v->row[b + 1] && s->round[v->project[j]] < 0)
      j++;
    if (i == v->row[a + 1] || j == v->row[b + 1]) return i == v->row[a + 1] && j == v->row[b + 1];
    if (v->project[i] != v->project[j] || (v->weight && v->weight[i] != v->weight[j])) return 0;
    i++;
    j++;
  }
}

/* money compared with price times weight: -1, 0, 1. number / (D s->rich) is the price. */
static int32_t compare_money(cpwi_shares *s, const cpwi_supporter *one, const cpwi_natural *number,
                             int *sign) {
  int32_t status;
  cpwi_exact_clear(&s->x);
  combine(s, one->ballot, 1, s->x.rounds);
  status = cpwi_exact_money(&s->x, s->x.rounds, &s->left);
  if (status == CPW_OK) status = cpwi_natural_multiply(s->x.a, &s->left, (uint64_t)s->rich);
  if (status == CPW_OK) status = cpwi_natural_copy(s->x.a, &s->right, number);
  if (status == CPW_OK)
    status = cpwi_natural_multiply(s->x.a, &s->right, (uint64_t)weight_of(s, one));
  *sign = cpwi_natural_compare(&s->left, &s->right);
  return status;
}

/* Settles the doubts at the price of those marked so far; *joined counts who has less than it. */
static int32_t settle(cpwi_shares *s, int32_t p, int64_t *joined) {
  const cpwi_supporter *known = NULL;
  int32_t known_mark = CPWI_PAYS_PRICE;
  int32_t status = cpwi_exact_price(s, p, &s->lack);
  *joined = 0;
  for (int64_t k = 0; k < s->supporters && status == CPW_OK; k++) {
    cpwi_supporter *one = &s->supporter[k];
    int sign = 0;
    if (one->mark != CPWI_PAYS_UNSURE) continue;
    if (known && weight_of(s, known) == weight_of(s, one) &&
        same_money(s, known->ballot, one->ballot)) {
      one->mark = known_mark;
    } else {
      status = compare_money(s, one, &s->lack, &sign);
      one->mark = sign < 0 ? CPWI_PAYS_ALL : sign == 0 ? CPWI_PAYS_LAST : CPWI_PAYS_PRICE;
      known = one;
      known_mark = one->mark;
    }
    *joined += one->mark == CPWI_PAYS_ALL;
  }
  return status;
}

/* -------- doubles with their error */

typedef struct sums {
  double paid, error, rest; /* money and its error of those who pay all; weight of the others */
} sums;

static sums add_up(const cpwi_shares *s) {
  sums t = {0.0, 0.0, 0.0};
  for (int64_t k = 0; k < s->supporters; k++) {
    const cpwi_supporter *one = &s->supporter[k];
    if (one->mark == CPWI_PAYS_ALL) {
      t.paid += one->people * one->value;
      t.error += one->people * one->error;
    } else {
      t.rest += one->people * one->weight;
    }
  }
  return t;
}

static void set_price(cpwi_shares *s, int32_t p, sums t) {
  cpwi_offer *o = &s->offer[p];
  double cost = (double)s->v->given.cost[p];
  double rounding = (double)(s->supporters + 8) * UNIT * cost;
  o->price = (cost - t.paid) / t.rest;
  o->error = 1.001 * (t.error + rounding) / t.rest;
}

/* Marks by doubles at the price: returns how many joined those who pay all; counts the unsure. */
static int64_t mark(cpwi_shares *s, int32_t p, int64_t *unsure) {
  const cpwi_offer *o = &s->offer[p];
  int64_t joined = 0;
  *unsure = 0;
  for (int64_t k = 0; k < s->supporters; k++) {
    cpwi_supporter *one = &s->supporter[k];
    if (one->mark == CPWI_PAYS_ALL) continue;
    double pays = o->price * one->weight;
    double doubt = one->error + (o->error + 4.0 * UNIT * o->price) * one->weight;
    double over = one->value - pays;
    one->mark = over < -doubt ? CPWI_PAYS_ALL : over > doubt ? CPWI_PAYS_PRICE : CPWI_PAYS_UNSURE;
    joined += one->mark == CPWI_PAYS_ALL;
    *unsure += one->mark == CPWI_PAYS_UNSURE;
  }
  return joined;
}

/* 1 where the supporters have at least the cost, 0 where they have less, -1 where that is in doubt */
static int enough(const cpwi_shares *s, int32_t p) {
  double sum = 0.0, error = 0.0, cost = (double)s->v->given.cost[p];
  for (int64_t k = 0; k < s->supporters; k++) {
    sum += s->supporter[k].people * s->supporter[k].value;
    error += s->supporter[k].people * s->supporter[k].error;
  }
  error = 1.001 * error + (double)(s->supporters + 8) * UNIT * (sum + cost);
  return sum - cost > error ? 1 : sum - cost < -error ? 0 : -1;
}

static int32_t affordable(cpwi_shares *s, int32_t p, int *answer) {
  int32_t status = CPW_OK;
  int sign = 0;
  *answer = s->supporters > 0 ? enough(s, p) : 0;
  if (*answer >= 0) return CPW_OK;
  status = lack(s, p, -1, &s->lack, &sign);
  *answer = sign <= 0;
  return status;
}

int32_t cpwi_look(cpwi_shares *s, int32_t p, int exact, int *answer) {
  int64_t unsure, joined;
  int32_t status;
  cpwi_offer *o = &s->offer[p];
  gather(s, p);
  status = affordable(s, p, answer);
  if (status != CPW_OK || !*answer) return status;
  do {
    do {
      set_price(s, p, add_up(s));
      joined = mark(s, p, &unsure);
    } while (joined > 0);
    if (unsure > 0 && exact) status = settle(s, p, &joined);
  } while (joined > 0 && status == CPW_OK);
  double scale = (double)cpwi_scale(s->t, p);
  o->sure = exact || unsure == 0;
  o->low = (o->price - o->error) / scale * (1.0 - 4.0 * UNIT);
  o->high = (o->price + o->error) / scale * (1.0 + 4.0 * UNIT);
  return status;
}
