/* How errors call a place in a network, and the checks of single numbers and laws.
 * Source: house rules: a message names the place, the value and the rule.
 * Leaves which numbers and laws are checked to the other check files. */
#include "pathway/check.h"

#include <stdio.h>
#include <string.h>

/* Cuts a name where a character ends. */
static int shown(const char *name, int most) {
  int n = 0;
  while (n < most && name[n])
    n++;
  while (name[n] && n > 0 && ((unsigned char)name[n] & 0xC0) == 0x80)
    n--;
  return n;
}

cpwi_net_spot cpwi_net_place(const cpw_pathway *p, int64_t stage, int64_t group) {
  cpwi_net_spot out = {""};
  const char *s = stage >= 0 && stage < p->stages ? p->stage[stage].name : NULL;
  const char *g = group >= 0 && group < p->groups ? (p->group ? p->group[group] : NULL) : NULL;
  if (s && g)
    snprintf(out.text, sizeof out.text, "stage \"%.*s\", group \"%.*s\"", shown(s, 64), s,
             shown(g, 56), g);
  else if (s)
    snprintf(out.text, sizeof out.text, "stage \"%.*s\"", shown(s, 64), s);
  else
    snprintf(out.text, sizeof out.text, "stage %lld", (long long)stage);
  return out;
}

int32_t cpwi_net_check_number(const cpwi_asked *ask, const char *rows, int64_t row,
                              const char *field, int32_t value, int32_t least, int64_t count) {
  if (value >= least && value < count) return CPW_OK;
  return cpwi_fail(ask->err, CPW_EINVAL, row, ask->where, "%s[%lld].%s = %d must be %d to %lld",
                   rows, (long long)row, field, (int)value, (int)least, (long long)count - 1);
}

int32_t cpwi_net_check_law(const cpwi_asked *ask, const char *what, int64_t row, int64_t stage,
                           int64_t group, const cpw_duration *law) {
  cpw_error e = {0};
  int32_t status = cpwi_duration_check(law, "duration", -1, ask->where, &e);
  if (status == CPW_OK) return CPW_OK;
  const char *rest = e.message + strlen("duration");
  if (*rest == '.' || *rest == ' ') rest++;
  return cpwi_fail(ask->err, status, row, ask->where, "%s of %s: %.140s", what,
                   cpwi_net_place(ask->p, stage, group).text, rest);
}

int cpwi_law_is_nothing(const cpw_duration *law) {
  double mean = 0;
  if (!law || (law->law == CPW_DURATION_FIXED && law->mean == 0)) return 1;
  if (law->law != CPW_DURATION_EMPIRICAL) return 0;
  return cpw_duration_moments(law, &mean, NULL, NULL, NULL) == CPW_OK && mean == 0;
}
