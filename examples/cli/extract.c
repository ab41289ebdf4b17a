/* Official monthly extracts: grouping keys, filters, reading, and whether they add up.
 * NHS England, consultant-led referral to treatment waiting times: guidance on the full extract.
 * Leaves aggregation to the library (cpw_rtt_...). */
#include "extract.h"

#include "say.h"

#include <stdio.h>
#include <string.h>

typedef struct key {
  const char *name;
  int32_t bit;
} key;

static const key keys[] = {{"provider", CPW_RTT_BY_PROVIDER},
                           {"provider-icb", CPW_RTT_BY_PROVIDER_ICB},
                           {"commissioner", CPW_RTT_BY_COMMISSIONER},
                           {"commissioner-icb", CPW_RTT_BY_COMMISSIONER_ICB},
                           {"treatment-function", CPW_RTT_BY_TREATMENT_FUNCTION}};
enum { KEYS = sizeof keys / sizeof *keys };

static int unknown_key(const char *word) {
  const char *names[KEYS];
  for (int i = 0; i < KEYS; i++)
    names[i] = keys[i].name;
  const char *guess = nearest(word, names, KEYS);
  return fail(USAGE, "cannot group by '%s'; %s%s%s", word, guess ? "did you mean '" : "see --help",
              guess ? guess : "", guess ? "'?" : "");
}

static int read_keys(const char *list, int32_t *bits) {
  for (*bits = 0; list && *list; list += *list == ',') {
    char word[32];
    size_t n = strcspn(list, ",");
    snprintf(word, sizeof word, "%.*s", (int)n, list);
    int i = 0;
    while (i < KEYS && strcmp(keys[i].name, word) != 0)
      i++;
    if (i == KEYS) return unknown_key(word);
    *bits |= keys[i].bit;
    list += n;
  }
  return DONE;
}

int extract_open(const settings *set, cpw_rtt **out) {
  cpw_error err;
  cpw_rtt_options options;
  cpw_rtt_options_init(&options);
  int code = read_keys(set->group, &options.group_by);
  if (code) return code;
  options.include_nonc = set->nonc;
  options.names = set->names;
  options.provider = set->provider;
  options.treatment_function = set->treatment_function;
  if (cpw_rtt_new(&options, out, &err)) return fail_library(NULL, &err);
  return DONE;
}

int extract_read(cpw_rtt *rtt, input *in) {
  cpw_error err;
  cpw_source source = input_source(in);
  int32_t status = cpw_rtt_read_source(rtt, &source, &err);
  clear_progress();
  return status ? fail_library(in->name, &err) : DONE;
}

int extract_check(const settings *set, const cpw_result *figures) {
  int64_t repeated = cpw_result_find(figures, "rows_repeated")->integer[0];
  if (repeated > 0)
    return fail(BAD_DATA,
                "%s row%s of the extracts %s given twice (the same month, organisations, part and "
                "treatment function): is a file named twice, or is one a revision of another?",
                people((double)repeated).text, repeated == 1 ? "" : "s",
                repeated == 1 ? "is" : "are");
  if (cpw_result_find(figures, "total")->size > 0) return DONE;
  return fail(BAD_DATA, "%s: no row is left%s%s%s%s", set->files[0],
              set->provider ? " of provider " : "", set->provider ? set->provider : "",
              set->treatment_function ? " of treatment function " : "",
              set->treatment_function ? set->treatment_function : "");
}

void extract_say_reconciliation(const cpw_result *figures) {
  double read = (double)cpw_result_find(figures, "rows_read")->integer[0];
  double kept = (double)cpw_result_find(figures, "rows_kept")->integer[0];
  double nonc = (double)cpw_result_find(figures, "rows_nonc")->integer[0];
  double off = (double)cpw_result_find(figures, "rows_unreconciled")->integer[0];
  phrase sums = off > 0 ? phrased("%s of them do not add", people(off).text) : phrased("all add");
  double apart = (double)cpw_result_find(figures, "people_unreconciled")->integer[0];
  if (off > 0)
    say("%s; off by %s people in all, without sign", cpw_result_note(figures, "reconciliation"),
        people(apart).text);
  say("%s rows read, %s kept; %s up to their own totals; %s of commissioner NONC",
      people(read).text, people(kept).text, sums.text, people(nonc).text);
}
