/* How many beds, theatres and slots: the least that keep a promise, by queueing formulae.
 * Time is in days for beds and theatres, in weeks for slots. */
#include <carepath.h>
#include <stdio.h>

static int beds(double admissions, double stay, double share, cpw_error *err) {
  cpw_queue_need loss, delay;
  if (cpw_queue_least_servers(CPW_QUEUE_GOAL_LOSS, admissions, 1 / stay, share, 0, &loss, err))
    return 1;
  if (cpw_queue_least_servers(CPW_QUEUE_GOAL_DELAY, admissions, 1 / stay, share, 0, &delay, err))
    return 1;
  printf("beds on average in use                     %5.1f\n", admissions * stay);
  printf("beds, who finds them full goes elsewhere   %5.0f (full %.1f %%, one fewer %.1f %%)\n",
         loss.servers, 100 * loss.reached, 100 * loss.before);
  printf("beds, who finds them full waits            %5.0f (full %.1f %%, one fewer %.1f %%)\n",
         delay.servers, 100 * delay.reached, 100 * delay.before);
  return 0;
}

/* Emergency theatres: operations of 1.5 hours, at most 5 % of people wait longer than 2 hours. */
static int theatres(double cases, cpw_error *err) {
  cpw_queue_need need;
  cpw_queue_measures with;
  double rate = 24 / 1.5, limit = 2.0 / 24;
  if (cpw_queue_least_servers(CPW_QUEUE_GOAL_WAIT_TAIL, cases, rate, 0.05, limit, &need, err) ||
      cpw_queue_mmc(cases, rate, need.servers, &with, err))
    return 1;
  printf(
      "theatres for %.0f emergencies a day          %5.0f (%.1f %% wait longer, in use %.0f %%)\n",
      cases, need.servers, 100 * need.reached, 100 * with.utilisation);
  return 0;
}

/* Clinic slots a week: 92 % of people within 18 weeks, chance alone making the list. */
static int slots(double referrals, cpw_error *err) {
  cpw_queue_list list;
  if (cpw_queue_list_for_share(referrals, 0.92, 18, 1, &list, err)) return 1;
  printf("slots a week for %.0f referrals              %5.2f (a list of %.0f)\n", referrals,
         list.capacity, list.size);
  return 0;
}

int main(void) {
  cpw_error err;
  int failed = beds(5.2, 4.5, 0.02, &err) || theatres(14, &err) || slots(40, &err);
  if (failed) fprintf(stderr, "%s: %s\n", err.where, err.message);
  return failed;
}
