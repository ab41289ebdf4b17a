/* Policy files: the example of the documentation, every statement, written and read again, everything that can
 * be wrong with line and column, failing memory. */
#include "carepath/priority.h"
#include "support/support.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---------------------------------------------------------------- text in and out ----------- */

typedef struct stored {
  const char *text;
  size_t count, used;
} stored;

static int64_t read_memory(void *context, char *buffer, int64_t capacity) {
  stored *m = context;
  size_t left = m->count - m->used, count = left < (size_t)capacity ? left : (size_t)capacity;
  if (count > 7) count = 7 + count % 100; /* pieces of odd sizes */
  if (count > left) count = left;
  if (count > (size_t)capacity) count = (size_t)capacity;
  memcpy(buffer, m->text + m->used, count);
  m->used += count;
  return (int64_t)count;
}

static int32_t parse_bytes(const char *text, size_t count, cpw_policy **out, cpw_error *err) {
  stored m = {text, count, 0};
  cpw_source source = {&m, read_memory, "policy.txt"};
  return cpw_policy_read(&source, NULL, out, err);
}

static int32_t parse(const char *text, cpw_policy **out, cpw_error *err) {
  return parse_bytes(text, strlen(text), out, err);
}

static cpw_policy *parsed(const char *text) {
  cpw_policy *p = NULL;
  cpw_error err;
  int32_t status = parse(text, &p, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  return p;
}

typedef struct written {
  char text[65536];
  size_t used;
} written;

static int write_memory(void *context, const char *bytes, int64_t count) {
  written *w = context;
  if (w->used + (size_t)count >= sizeof w->text) return -1;
  memcpy(w->text + w->used, bytes, (size_t)count);
  w->used += (size_t)count;
  w->text[w->used] = '\0';
  return 0;
}

static int32_t write_policy(const cpw_priority_policy *p, written *w, cpw_error *err) {
  const cpw_sink sink = {w, write_memory};
  w->used = 0;
  w->text[0] = '\0';
  return cpw_policy_write(p, &sink, err);
}

static void fails(int32_t status, int32_t expected, const cpw_error *err, const char *part) {
  ck_assert_int_eq(status, expected);
  ck_assert_msg(strstr(err->message, part) != NULL, "\"%s\" does not say \"%s\"", err->message,
                part);
}

static int same_text(const char *a, const char *b) {
  return a && b ? !strcmp(a, b) : a == b;
}

/* ---------------------------------------------------------------- the example --------------- */

static cpw_policy *read_example(void) {
  char text[8192];
  FILE *f = fopen("examples/data/policy.txt", "rb");
  ck_assert_ptr_nonnull(f);
  size_t count = fread(text, 1, sizeof text, f);
  fclose(f);
  cpw_policy *p = NULL;
  cpw_error err;
  int32_t status = parse_bytes(text, count, &p, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  return p;
}

START_TEST(example_tiers_and_switches)
{
  cpw_policy *policy = read_example();
  const cpw_priority_policy *p = cpw_policy_view(policy);
  const struct {
    const char *name;
    double target;
  } tiers[] = {{"P1a", 1}, {"P1b", 3}, {"P2", 28}, {"P3", 91}, {"P4", 126}};
  ck_assert_str_eq(p->name, "Elective orthopaedics, an example");
  ck_assert_str_eq(p->version, "2026-11");
  ck_assert_int_eq(p->tier_count, 5);
  for (int k = 0; k < 5; k++) {
    ck_assert_str_eq(p->tiers[k].name, tiers[k].name);
    ck_assert_double_eq(p->tiers[k].target, tiers[k].target);
    ck_assert_double_eq(p->tiers[k].rate, 0.0);
  }
  ck_assert_int_eq(p->rule, CPW_PRIORITY_SCORE);
  ck_assert_int_eq(p->tiers_are_targets, 0);
  ck_assert_int_eq(p->breaches_first, 1);
  ck_assert_int_eq(p->cap_kind, CPW_PRIORITY_CAP_SCORE);
  ck_assert_double_eq(p->cap, 0.15);
  ck_assert_int_eq(p->monitored_count, 3);
  ck_assert_str_eq(p->monitored[1], "sex");
  cpw_policy_free(policy);
}
END_TEST

START_TEST(example_criteria)
{
  cpw_policy *policy = read_example();
  const cpw_priority_policy *p = cpw_policy_view(policy);
  ck_assert_int_eq(p->criterion_count, 4);
  const cpw_priority_criterion *wait = &p->criteria[0], *pain = &p->criteria[1];
  const cpw_priority_criterion *function = &p->criteria[2], *deprivation = &p->criteria[3];
  ck_assert_int_eq(wait->source, CPW_PRIORITY_WAIT_RATIO);
  ck_assert_ptr_null(wait->column);
  ck_assert_double_eq(wait->weight, 0.35);
  ck_assert(isnan(wait->missing));
  ck_assert_int_eq(pain->shape, CPW_PRIORITY_CATEGORIES);
  ck_assert_str_eq(pain->categories[2], "moderate");
  ck_assert_double_eq(cpw_priority_value(pain, 2), 0.6);
  ck_assert_double_eq(cpw_priority_value(pain, (double)NAN), 0.6);
  ck_assert_int_eq(pain->source, 0);
  ck_assert_str_eq(function->column, "oxford_score");
  ck_assert_int_eq(function->source, 1);
  ck_assert_double_eq(cpw_priority_value(function, 10), 1.0);
  ck_assert_double_eq_tol(cpw_priority_value(function, 25), 0.5, 1e-15);
  ck_assert_double_eq(cpw_priority_value(function, 48), 0.0);
  ck_assert_int_eq(deprivation->part, CPW_PRIORITY_EQUITY);
  ck_assert_double_eq(cpw_priority_value(deprivation, 3), 0.7);
  ck_assert_str_eq(cpw_policy_column(policy, 2), "imd_decile");
  ck_assert_ptr_null(cpw_policy_column(policy, 3));
  ck_assert_ptr_null(cpw_policy_column(policy, -1));
  ck_assert_ptr_null(cpw_policy_column(NULL, 0));
  ck_assert_ptr_null(cpw_policy_view(NULL));
  cpw_policy_free(policy);
  cpw_policy_free(NULL);
}
END_TEST

/* ---------------------------------------------------------------- every statement ----------- */

static const char everything[] =
    "\xef\xbb\xbf# a comment before all\r\n"
    "\tcarepath-policy 1 # and one behind\r\n"
    "name \"A \\\"quoted\\\" name # no comment, a back\\\\slash,\\na line\\tand a tab\"\n"
    "version \"\"\n"
    "tier \"P 1\" 0.5 rate 2.5\n"
    "tier P2 none rate 1e-300\n"
    "tiers targets\nbreaches ignored\nrule cmu\ncap 28 days\n"
    "criterion age\n"
    "  protected age limit 0.05 until 2027-03-31 reason \"frailty is not measured otherwise\"\n"
    "  weight 0.25\n  part equity\n  linear 60:0 90:1\n"
    "criterion \"days: all\"\n  source wait\n  weight 0.25\n  part equity\n  linear 0:0 0.1:0.3 "
    "7e2:1\n"
    "monitor a \"b c\"\n"
    "criterion x\n  codes 0 0.5 1\n  column \"same column\"\n  weight 0.25\n  part equity\n  "
    "missing 0\n"
    "criterion y\n  column \"same column\"\n  weight 0.25\n  part equity\n"
    "  categories \"not known\":1 \"a:b\":0.25 c:0\n"
    "monitor d"; /* no line break at the end */

START_TEST(every_statement)
{
  cpw_policy *policy = parsed(everything);
  const cpw_priority_policy *p = cpw_policy_view(policy);
  ck_assert_str_eq(p->name, "A \"quoted\" name # no comment, a back\\slash,\na line\tand a tab");
  ck_assert_str_eq(p->version, "");
  ck_assert_str_eq(p->tiers[0].name, "P 1");
  ck_assert_double_eq(p->tiers[0].target, 0.5);
  ck_assert_double_eq(p->tiers[0].rate, 2.5);
  ck_assert(isinf(p->tiers[1].target));
  ck_assert_double_eq(p->tiers[1].rate, 1e-300);
  ck_assert_int_eq(p->tiers_are_targets, 1);
  ck_assert_int_eq(p->breaches_first, 0);
  ck_assert_int_eq(p->rule, CPW_PRIORITY_CMU);
  ck_assert_int_eq(p->cap_kind, CPW_PRIORITY_CAP_DAYS);
  ck_assert_double_eq(p->cap, 28.0);
  const cpw_priority_criterion *c = p->criteria;
  int32_t until = 0;
  ck_assert_int_eq(cpw_date_parse("2027-03-31", 10, &until), CPW_OK);
  ck_assert_int_eq(c[0].characteristic, CPW_PROTECTED_AGE);
  ck_assert_double_eq(c[0].limit, 0.05);
  ck_assert_int_eq(c[0].until, until);
  ck_assert_str_eq(c[0].reason, "frailty is not measured otherwise");
  ck_assert_int_eq(c[0].source, 0);
  ck_assert_int_eq(c[1].source, CPW_PRIORITY_WAIT);
  ck_assert_str_eq(c[1].name, "days: all");
  ck_assert_double_eq(c[1].at[2], 700.0);
  ck_assert_ptr_null(c[2].categories);
  ck_assert_int_eq(c[2].knots, 3);
  ck_assert_double_eq(c[2].missing, 0.0);
  ck_assert_int_eq(c[2].source, 1);
  ck_assert_int_eq(c[3].source, 1); /* the same heading is the same column */
  ck_assert_str_eq(c[3].categories[1], "a:b");
  ck_assert_int_eq(p->monitored_count, 3);
  ck_assert_str_eq(p->monitored[1], "b c");
  ck_assert_str_eq(p->monitored[2], "d");
  cpw_policy_free(policy);
}
END_TEST

START_TEST(defaults)
{
  cpw_policy *policy = parsed("carepath-policy 1\ntier all none\n");
  const cpw_priority_policy *p = cpw_policy_view(policy);
  cpw_priority_policy d;
  cpw_priority_policy_init(&d);
  ck_assert_ptr_null(p->name);
  ck_assert_ptr_null(p->version);
  ck_assert_int_eq(p->criterion_count, 0);
  ck_assert_int_eq(p->monitored_count, 0);
  ck_assert_int_eq(p->cap_kind, d.cap_kind);
  ck_assert_int_eq(p->rule, d.rule);
  ck_assert_int_eq(p->breaches_first, d.breaches_first);
  ck_assert_int_eq(p->tiers_are_targets, d.tiers_are_targets);
  ck_assert_ptr_null(cpw_policy_column(policy, 0));
  cpw_policy_free(policy);
  policy = parsed("carepath-policy 1\ntier all none\ncap none\n");
  ck_assert_int_eq(cpw_policy_view(policy)->cap_kind, CPW_PRIORITY_CAP_NONE);
  cpw_policy_free(policy);
}
END_TEST

/* Texts of 4096 bytes, 1000 tiers, criteria and monitored columns; one more of each is refused. */
static char *many(const char *statement, int count, const char *more) {
  char *text = malloc((size_t)count * 120 + 4000);
  ck_assert_ptr_nonnull(text);
  size_t used = (size_t)sprintf(text, "carepath-policy 1\ntier only none\n");
  for (int k = 0; k < count; k++)
    used += (size_t)sprintf(text + used, "%.*s%d%s", (int)(strchr(statement, '%') - statement),
                            statement, k, strchr(statement, '%') + 2);
  sprintf(text + used, "%s", more);
  return text;
}

START_TEST(counts_at_their_limits)
{
  static const char criterion[] = "criterion c%d\nweight 0\nlinear 0:0 1:1\n";
  const struct {
    const char *statement;
    int most;
    const char *part;
  } rows[] = {{"tier t%d 5\n", 999, "more than 1000 tiers"},
              {criterion, 999, "more than 1000 criteria"},
              {"monitor m%d\n", 1000, "more than 1000 columns"}};
  for (size_t k = 0; k < 3; k++) {
    cpw_policy *p = NULL;
    cpw_error err;
    int with = rows[k].statement == criterion;
    char *text = many(rows[k].statement, rows[k].most,
                      with ? "criterion last\nweight 1\nlinear 0:0 1:1\n" : "");
    cpw_policy_free(parsed(text));
    free(text);
    text = many(rows[k].statement, rows[k].most + 1 + with, "");
    fails(parse(text, &p, &err), CPW_EDATA, &err, rows[k].part);
    free(text);
  }
}
END_TEST

START_TEST(words_at_their_limits)
{
  static char text[8300], word[4098];
  cpw_policy *p = NULL;
  cpw_error err;
  memset(word, 'x', 4096);
  sprintf(text, "carepath-policy 1\ntier %s none\n", word);
  p = parsed(text);
  ck_assert_str_eq(cpw_policy_view(p)->tiers[0].name, word);
  cpw_policy_free(p);
  p = NULL;
  word[4096] = 'x';
  sprintf(text, "carepath-policy 1\ntier %s none\n", word);
  fails(parse(text, &p, &err), CPW_EDATA, &err,
        "line 2, column 6: the word is longer than 4096 bytes");
  ck_assert_ptr_null(p);
}
END_TEST

/* A source that never ends. */
static int64_t endless(void *context, char *buffer, int64_t capacity) {
  (void)context;
  memset(buffer, ' ', (size_t)capacity);
  return capacity;
}

static int64_t broken(void *context, char *buffer, int64_t capacity) {
  (void)context;
  (void)buffer;
  (void)capacity;
  return -1;
}

START_TEST(sources_that_fail)
{
  cpw_source source = {NULL, endless, NULL};
  cpw_policy *p = NULL;
  cpw_error err;
  fails(cpw_policy_read(&source, NULL, &p, &err), CPW_EDATA, &err,
        "the text is longer than 16777216 bytes");
  ck_assert_str_eq(err.where, "<input>");
  source.read = broken;
  fails(cpw_policy_read(&source, NULL, &p, &err), CPW_EIO, &err, "reading failed");
  fails(cpw_policy_read(NULL, NULL, &p, &err), CPW_EINVAL, &err, "source must be given");
  fails(cpw_policy_read(&source, NULL, NULL, &err), CPW_EINVAL, &err, "out must be given");
  cpw_allocator half = {NULL, NULL, NULL, NULL};
  ck_assert_int_eq(cpw_policy_read(&source, &half, &p, &err), CPW_EINVAL);
  ck_assert_ptr_null(p);
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

#define TOP   "carepath-policy 1\ntier P2 28\n"
#define START TOP "criterion pain\nweight 0.4\n"

START_TEST(statements_that_are_wrong)
{
  const struct {
    const char *text, *message;
  } rows[] = {
      {"", "line 1, column 1: a policy must begin with: carepath-policy 1"},
      {"\n\n# nothing\n", "a policy must begin with"},
      {"name x\n", "line 1, column 1: a policy must begin with: carepath-policy 1"},
      {"carepath-policy\n", "line 1, column 16: version \"\" of the format is unknown: must be 1"},
      {"\ncarepath-policy 2\n",
       "line 2, column 17: version \"2\" of the format is unknown: must be 1"},
      {"carepath-policy 1 2\n",
       "line 1, column 19: \"2\" is too much; the form is: carepath-policy 1"},
      {"carepath-policy:1\n", "a policy must begin with"},
      {"carepath-policy 1\n", "line 1: the policy has no tier"},
      {TOP "criterium pain\n",
       "line 3, column 1: unknown statement \"criterium\": did you mean criterion?"},
      {TOP "qqqqqqqq\n", "unknown statement \"qqqqqqqq\": must be name, version, tiers"},
      {TOP "weight 0.4\n", "line 3, column 1: \"weight\" must follow a criterion"},
      {START "tier P3 91\npart equity\n", "line 6, column 1: \"part\" must follow a criterion"},
      {TOP "rule score\nrule score\n", "line 4, column 1: \"rule\" was given already on line 3"},
      {TOP "name a\nversion 1\nname b\n", "line 5, column 1: \"name\" was given already on line 3"},
      {TOP "name a b\n", "line 3, column 8: \"b\" is too much; the form is: name TEXT"},
      {TOP "name\n", "line 3, column 5: something is missing; the form is: name TEXT"},
      {TOP "name a:b\n", "line 3, column 6: a text with a colon must stand in quotes"},
      {TOP "tiers targetz\n", "line 3, column 7: unknown word \"targetz\": did you mean targets?"},
      {TOP "breaches never\n",
       "line 3, column 10: unknown word \"never\": must be ignored or first"},
      {TOP "rule swalis\n",
       "unknown rule \"swalis\": must be score, longest, ratio, due, accumulating or cmu"},
      {TOP "cap 0.15\n", "line 3, column 9: something is missing; the form is: cap NUMBER score"},
      {TOP "cap 1.5 score\n", "line 3, column 5: cap = 1.5 must be in [0, 1]"},
      {TOP "cap -1 days\n", "line 3, column 5: cap = -1 must be finite and >= 0"},
      {TOP "cap inf days\n", "cap = inf must be finite and >= 0"},
      {TOP "cap few days\n", "cap = \"few\" must be a number"},
      {TOP "cap 3 weeks\n", "unknown unit \"weeks\": must be score or days"},
      {TOP "cap none score\n", "\"score\" is too much"},
      {TOP "tier P2 30\n", "line 3, column 6: tier \"P2\" was given already on line 2"},
      {TOP "tier \"\" 30\n", "the name of a tier must not be empty"},
      {TOP "tier P3 0\n", "line 3, column 9: target = 0 must be > 0 days, or none"},
      {TOP "tier P3 -3\n", "target = -3 must be finite and >= 0"},
      {TOP "tier P3 inf\n", "target = inf must be finite"},
      {TOP "tier P3\n", "the form is: tier NAME DAYS"},
      {TOP "tier P3 91 rate\n", "the form is: tier NAME DAYS"},
      {TOP "tier P3 91 rats 2\n", "unknown word \"rats\": did you mean rate?"},
      {TOP "tier P3 91 rate -2\n", "line 3, column 17: rate = -2 must be finite and >= 0"},
      {TOP "monitor\n", "the form is: monitor COLUMN"},
      {TOP "monitor sex age\nmonitor x sex\n", "line 4, column 11: \"sex\" is monitored already"},
      {TOP "criterion\n", "the form is: criterion NAME"},
      {TOP "criterion \"\"\n", "the name of a criterion must not be empty"},
      {START "linear 0:0 1:1\ncriterion pain\n",
       "line 6, column 11: criterion \"pain\" was given already on line 3"},
      {START, "line 3: criterion \"pain\" has no value function"},
      {TOP "criterion pain\nlinear 0:0 1:1\n", "line 3: criterion \"pain\" has no weight"}};
  for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
    cpw_policy *p = NULL;
    cpw_error err;
    fails(parse(rows[k].text, &p, &err), CPW_EDATA, &err, rows[k].message);
    ck_assert_str_eq(err.where, "policy.txt");
    ck_assert_ptr_null(p);
  }
}
END_TEST

START_TEST(criteria_that_are_wrong)
{
  const struct {
    const char *text, *message;
  } rows[] = {
      {"weight 0.5\n", "line 5, column 1: \"weight\" was given already on line 4"},
      {"part social\n", "unknown part \"social\": must be clinical or equity"},
      {"source days\n", "unknown source \"days\": must be wait or wait-ratio"},
      {"source wait-ration\n", "did you mean wait-ratio?"},
      {"column a\nsource wait\n", "line 6, column 1: the criterion has a column already on line 5"},
      {"source wait\ncolumn a\n", "line 6, column 1: the criterion has a source already on line 5"},
      {"missing 2\n", "line 5, column 9: missing = 2 must be in [0, 1]"},
      {"linear 0:0\n", "line 5, column 11: something is missing; the form is: linear FACT:VALUE"},
      {"linear 0:0 1\n", "something is missing"},
      {"linear 0:0 1 2:1\n", "line 5, column 12: \"1\" must be one half of a pair"},
      {"linear 0:0 1:1 2\n", "line 5, column 16: \"2\" must be one half of a pair"},
      {"linear 0:0:0 1:1\n", "line 5, column 8: \"0\" must be one half of a pair"},
      {"linear 0:0 0:1\n", "line 5, column 12: facts must rise: 0 follows 0"},
      {"linear 5:0 -1:1\n", "facts must rise: -1 follows 5"},
      {"linear 0:0 nan:1\n", "line 5, column 12: fact = nan must be finite"},
      {"linear 0:0 1:1.5\n", "line 5, column 14: value = 1.5 must be in [0, 1]"},
      {"linear 0:0 1:x\n", "value = \"x\" must be a number"},
      {"linear 0:0 1:1\nmonotone 0:0 1:1\n",
       "line 6, column 1: the criterion has a value function already on line 5"},
      {"monotone 0:0 1:0.5 2:0.4\n", "line 5, column 22: the values of a monotone curve must all "
                                     "rise or all fall: 0.4 follows 0.5"},
      {"s-shaped 0:0 1:0.5 2:1\n", "line 5, column 16: the middle has no value of its own"},
      {"s-shaped 0:0 1 2\n",
       "something is missing; the form is: s-shaped LOW:VALUE MIDDLE HIGH:VALUE"},
      {"s-shaped 0:0 1:1 2\n", "line 5, column 16: the middle has no value of its own"},
      {"s-shaped 0:0 3 2:1\n", "line 5, column 16: facts must rise: 2 follows 3"},
      {"s-shaped 0 0 3 2:1\n", "\"0\" must be one half of a pair"},
      {"categories\n", "the form is: categories NAME:VALUE"},
      {"categories a:0 a:1\n", "line 5, column 16: category \"a\" comes twice"},
      {"categories \"\":0 a:1\n", "a category must have a name"},
      {"categories a:0 b\n", "\"b\" must be one half of a pair"},
      {"categories a b:0\n", "\"a\" must be one half of a pair"},
      {"categories a:-1\n", "value = -1 must be in [0, 1]"},
      {"codes\n", "the form is: codes VALUE VALUE"},
      {"codes 0 a:1\n", "codes have no names"},
      {"protected age limit 0.05 until 2027-03-31\n",
       "something is missing; the form is: protected"},
      {"protected wealth limit 0.05 until 2027-03-31 reason x\n",
       "unknown protected characteristic \"wealth\": must be age, disability"},
      {"protected age limit 0 until 2027-03-31 reason x\n", "limit = 0 must be between 0 and 1"},
      {"protected age limit 1 until 2027-03-31 reason x\n", "limit = 1 must be between 0 and 1"},
      {"protected age limit 2 until 2027-03-31 reason x\n", "limit = 2 must be in [0, 1]"},
      {"protected age limit 0.1 until 2027-02-30 reason x\n",
       "line 5, column 31: \"2027-02-30\" must be a date such as 2027-03-31"},
      {"protected age limit 0.1 until NA reason x\n", "\"NA\" must be a date"},
      {"protected age limit 0.1 till 2027-02-20 reason x\n",
       "unknown word \"till\": must be until"},
      {"protected age limit 0.1 until 2027-02-20 reason \"\"\n", "the reason must not be empty"}};
  for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
    char text[512];
    cpw_policy *p = NULL;
    cpw_error err;
    snprintf(text, sizeof text, START "%s", rows[k].text);
    fails(parse(text, &p, &err), CPW_EDATA, &err, rows[k].message);
    ck_assert_ptr_null(p);
  }
}
END_TEST

START_TEST(characters_that_are_wrong)
{
  const struct {
    const char *text, *message;
  } rows[] = {
      {"name \"open\n", "line 3, column 6: the quote is not closed on its line"},
      {"name \"a\\q\"\n", "line 3, column 8: a backslash must be followed by one of"},
      {"name \"a\\", "line 3, column 8: a backslash must be followed by one of"},
      {"name a\\b\n", "line 3, column 7: a backslash must stand in quotes"},
      {"name \\b\n", "line 3, column 6: a backslash must stand in quotes"},
      {"name a\"b\"\n", "line 3, column 7: words must be separated by a space"},
      {"name \"a\"b\n", "line 3, column 9: words must be separated by a space"},
      {"name :a\n", "line 3, column 6: a colon must stand between two words"},
      {"name a:\n", "line 3, column 7: a colon must stand between two words"},
      {"name a::b\n", "a colon must stand between two words"},
      {"name a\x01z\n", "line 3, column 7: control characters have no place in a text file"},
      {"name a\rb\n", "line 3, column 7: control characters"},
      {"name \xc3(\n", "line 3, column 6: the text is not UTF-8"},
      {"name \xed\xa0\x80\n", "the text is not UTF-8"}};
  cpw_policy *p = NULL;
  cpw_error err;
  for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
    char text[256];
    snprintf(text, sizeof text, TOP "%s", rows[k].text);
    fails(parse(text, &p, &err), CPW_EDATA, &err, rows[k].message);
    ck_assert_int_eq(err.line, 3);
  }
  const char with_nul[] = TOP "name a\0b\n";
  fails(parse_bytes(with_nul, sizeof with_nul - 1, &p, &err), CPW_EDATA, &err,
        "line 3, column 7: control characters");
  ck_assert_int_eq(err.column, 7);
  ck_assert_ptr_null(p);
}
END_TEST

/* What the check of policies refuses comes with the line of the criterion or tier. */
START_TEST(policies_that_are_refused)
{
  const struct {
    const char *text, *message;
    int64_t line;
  } rows[] = {
      {START "linear 0:0 1:1\ncriterion wait\nweight 0.5\nlinear 0:0 1:1\n",
       "line 7: weights sum to 0.9, must sum to 1 (pain 0.4, wait 0.5)", 7},
      {TOP "criterion ethnicity\nweight 1\nlinear 0:0 1:1\n",
       "criterion \"ethnicity\" reads as race", 3},
      {TOP "criterion need\nweight 1\ncolumn \"age band\"\nlinear 0:0 1:1\n",
       "line 3: criterion \"need\" reads as age", 3},
      {TOP "rule ratio\ncriterion need\nweight 1\nlinear 0:0 1:1\n",
       "line 4: criterion \"need\": a rule without a score", 4},
      {TOP "criterion wide\nweight 1\nlinear -1e308:0 1e308:1\n", "line 3: criterion \"wide\"", 3},
      {TOP "criterion waits\nweight 1\nsource wait\ncategories a:0\n",
       "line 3: criterion \"waits\"", 3}};
  for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
    cpw_policy *p = NULL;
    cpw_error err;
    fails(parse(rows[k].text, &p, &err), CPW_EDATA, &err, rows[k].message);
    ck_assert_int_eq(err.line, rows[k].line);
    ck_assert_ptr_null(p);
  }
}
END_TEST

START_TEST(long_lists_of_weights_are_cut)
{
  char *text = many("criterion with_a_rather_long_name_%d\nweight 0.25\nlinear 0:0 1:1\n", 20, "");
  cpw_policy *p = NULL;
  cpw_error err;
  fails(parse(text, &p, &err), CPW_EDATA, &err, "weights sum to 5, must sum to 1 (with_a_rather");
  ck_assert_msg(strstr(err.message, ", ...)") != NULL, "%s", err.message);
  free(text);
}
END_TEST

/* ---------------------------------------------------------------- writing ------------------- */

static void same_criteria(const cpw_priority_criterion *a, const cpw_priority_criterion *b) {
  ck_assert_str_eq(a->name, b->name);
  ck_assert(same_text(a->column, b->column) && same_text(a->reason, b->reason));
  ck_assert_mem_eq(&a->weight, &b->weight, sizeof a->weight);
  ck_assert_int_eq(a->source, b->source);
  ck_assert_int_eq(a->knots, b->knots);
  ck_assert(!a->at == !b->at && !a->categories == !b->categories);
  if (a->at) ck_assert_mem_eq(a->at, b->at, (size_t)a->knots * sizeof *a->at);
  ck_assert_mem_eq(a->value, b->value, (size_t)a->knots * sizeof *a->value);
  for (int64_t k = 0; a->categories && k < a->knots; k++)
    ck_assert_str_eq(a->categories[k], b->categories[k]);
  ck_assert(a->missing == b->missing || (isnan(a->missing) && isnan(b->missing)));
  ck_assert_int_eq(a->part, b->part);
  ck_assert_int_eq(a->shape, b->shape);
  ck_assert_int_eq(a->characteristic, b->characteristic);
  ck_assert_int_eq(a->until, b->until);
  ck_assert_double_eq(a->limit, b->limit);
}

static void same_policies(const cpw_priority_policy *a, const cpw_priority_policy *b) {
  ck_assert(same_text(a->name, b->name) && same_text(a->version, b->version));
  ck_assert_int_eq(a->tier_count, b->tier_count);
  for (int64_t k = 0; k < a->tier_count; k++) {
    ck_assert_str_eq(a->tiers[k].name, b->tiers[k].name);
    ck_assert_double_eq(a->tiers[k].target, b->tiers[k].target);
    ck_assert_double_eq(a->tiers[k].rate, b->tiers[k].rate);
  }
  ck_assert_int_eq(a->criterion_count, b->criterion_count);
  for (int64_t k = 0; k < a->criterion_count; k++)
    same_criteria(&a->criteria[k], &b->criteria[k]);
  ck_assert_int_eq(a->monitored_count, b->monitored_count);
  for (int64_t k = 0; k < a->monitored_count; k++)
    ck_assert_str_eq(a->monitored[k], b->monitored[k]);
  ck_assert_double_eq(a->cap, b->cap);
  ck_assert_int_eq(a->cap_kind, b->cap_kind);
  ck_assert_int_eq(a->rule, b->rule);
  ck_assert_int_eq(a->tiers_are_targets, b->tiers_are_targets);
  ck_assert_int_eq(a->breaches_first, b->breaches_first);
}

START_TEST(written_and_read_again)
{
  static written first, second;
  cpw_policy *policies[] = {read_example(), parsed(everything),
                            parsed("carepath-policy 1\ntier x 0.1\n")};
  for (size_t k = 0; k < 3; k++) {
    ck_assert_int_eq(write_policy(cpw_policy_view(policies[k]), &first, NULL), CPW_OK);
    cpw_policy *again = parsed(first.text);
    same_policies(cpw_policy_view(policies[k]), cpw_policy_view(again));
    ck_assert_int_eq(write_policy(cpw_policy_view(again), &second, NULL), CPW_OK);
    ck_assert_str_eq(first.text, second.text);
    cpw_policy_free(again);
    cpw_policy_free(policies[k]);
  }
}
END_TEST

static int refuse(void *context, const char *bytes, int64_t count) {
  (void)context;
  (void)bytes;
  (void)count;
  return -1;
}

START_TEST(policies_that_cannot_be_written)
{
  static written w;
  static char longest[4098];
  cpw_error err;
  cpw_sink sink = {NULL, refuse};
  cpw_priority_tier tiers[] = {{"a", 1, 0}, {"b", HUGE_VAL, (double)NAN}};
  double at[] = {0, 1}, value[] = {0, 1};
  const char *categories[] = {"x", "y"}, *monitored[] = {"m", "n"};
  cpw_priority_criterion c[2];
  memset(c, 0, sizeof c);
  for (int k = 0; k < 2; k++) {
    c[k].name = k ? "one" : "two";
    c[k].weight = 0.5;
    c[k].knots = 2;
    c[k].at = at;
    c[k].value = value;
    c[k].until = CPW_DATE_NONE;
    c[k].missing = (double)NAN;
  }
  cpw_priority_policy p;
  cpw_priority_policy_init(&p);
  p.tiers = tiers;
  p.tier_count = 2;
  p.criteria = c;
  p.criterion_count = 2;
  p.monitored = monitored;
  p.monitored_count = 2;
  ck_assert_int_eq(write_policy(&p, &w, NULL), CPW_OK); /* all is well so far */
  fails(cpw_policy_write(&p, &sink, &err), CPW_EIO, &err, "the sink did not take the text");
  fails(cpw_policy_write(&p, NULL, &err), CPW_EINVAL, &err, "sink must be given");
  ck_assert_int_eq(write_policy(NULL, &w, &err), CPW_EINVAL);
  c[0].weight = 0.25;
  fails(write_policy(&p, &w, &err), CPW_EDOMAIN, &err, "weights");
  c[0].weight = 0.5;
  c[0].column = c[1].column = "the same";
  c[1].source = 1;
  fails(write_policy(&p, &w, &err), CPW_EINVAL, &err,
        "criteria[0] and criteria[1] read two columns of one heading");
  c[1].source = 0;
  ck_assert_int_eq(write_policy(&p, &w, NULL), CPW_OK);
  memset(longest, 'x', 4097);
  const char *texts[] = {"a\x01", "\xff", longest};
  const char **places[] = {&p.name,    &p.version,   &tiers[1].name,
                           &c[1].name, &c[0].column, &monitored[1]};
  for (size_t k = 0; k < 3; k++)
    for (size_t i = 0; i < 6; i++) {
      const char *keep = *places[i];
      *places[i] = texts[k];
      fails(write_policy(&p, &w, &err), CPW_EINVAL, &err, "must be UTF-8 of at most 4096 bytes");
      ck_assert_uint_eq(w.used, 0);
      *places[i] = keep;
    }
  c[1].source = 1;
  c[1].column = "another";
  c[0].characteristic = 1;
  c[0].part = CPW_PRIORITY_EQUITY;
  c[0].limit = 0.1;
  c[0].reason = "why";
  const int32_t days[] = {INT32_MAX, 2932897, -719163,
                          INT32_MIN + 2}; /* beyond the years 1 to 9999 */
  for (size_t k = 0; k < 4; k++) {
    c[0].until = days[k];
    ck_assert_int_ne(write_policy(&p, &w, &err), CPW_OK);
    ck_assert_msg(strstr(err.message, "last day") != NULL, "%s", err.message);
    ck_assert_uint_eq(w.used, 0);
  }
  c[0].until = 2932896; /* 9999-12-31 */
  ck_assert_int_eq(write_policy(&p, &w, NULL), CPW_OK);
  ck_assert_msg(strstr(w.text, " until 9999-12-31 ") != NULL, "%s", w.text);
  c[0].characteristic = 0;
  c[0].limit = 0;
  c[0].reason = NULL;
  c[0].shape = CPW_PRIORITY_CATEGORIES;
  c[0].categories = categories;
  categories[1] = "\xff";
  fails(write_policy(&p, &w, &err), CPW_EINVAL, &err, "the name of a category must be UTF-8");
  categories[1] = "y";
  monitored[1] = "m";
  fails(write_policy(&p, &w, &err), CPW_EINVAL, &err, "monitored[1] is the same as monitored[0]");
  monitored[1] = NULL;
  fails(write_policy(&p, &w, &err), CPW_EINVAL, &err, "what is monitored must be UTF-8");
  p.monitored_count = 1001;
  fails(write_policy(&p, &w, &err), CPW_EINVAL, &err,
        "monitored_count = 1001 must be at most 1000");
}
END_TEST

/* ---------------------------------------------------------------- memory -------------------- */

static int32_t read_and_write(void *context) {
  static written w;
  cpw_policy *p = NULL;
  int32_t status = parse(context, &p, NULL);
  if (status == CPW_OK) status = write_policy(cpw_policy_view(p), &w, NULL);
  cpw_policy_free(p);
  return status;
}

START_TEST(memory_fails)
{
  char text[sizeof everything];
  memcpy(text, everything, sizeof text);
  cpwt_each_allocation_fails(read_and_write, text);
}
END_TEST

static Suite *policy_suite(void) {
  Suite *suite = suite_create("policy");
  const struct {
    const char *name;
    const TTest *tests[8];
  } cases[] = {{"limits", {defaults, counts_at_their_limits, words_at_their_limits}},
               {"errors",
                {sources_that_fail, statements_that_are_wrong, criteria_that_are_wrong,
                 characters_that_are_wrong, policies_that_are_refused,
                 long_lists_of_weights_are_cut, policies_that_cannot_be_written}},
               {"reference", {example_tiers_and_switches, example_criteria}},
               {"properties", {every_statement, written_and_read_again}},
               {"oom", {memory_fails}}};
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
    TCase *tcase = tcase_create(cases[k].name);
    tcase_set_timeout(tcase, 120);
    for (int i = 0; cases[k].tests[i]; i++)
      tcase_add_test(tcase, cases[k].tests[i]);
    suite_add_tcase(suite, tcase);
  }
  return suite;
}

int main(void) {
  Suite *suites[] = {policy_suite()};
  return cpwt_run(suites, 1);
}
