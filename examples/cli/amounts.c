/* Values of options that are more than one number: amounts per period, dates, standards.
 * No source: the grammar is this command line's own and stands in its help.
 * Leaves what they are applied to to scenario.c and target.c. */
#include "amounts.h"

#include "say.h"

#include <carepath.h>
#include <ctype.h>
#include <math.h>
#include <string.h>

/* The number at the start of a text, and where it ends; 0 if there is none. */
static int leading_number(const char **text, double *value) {
  size_t n = strspn(*text, "+-0123456789.eE");
  if (!n || !parse_number(*text, n, value) || !isfinite(*value)) return 0;
  *text += n;
  return 1;
}

int amount_parse(const char *text, amount *out) {
  int factor = *text == 'x', sign = *text == '+' || *text == '-';
  double value;
  if (factor) text++;
  if (!leading_number(&text, &value)) return 0;
  if (!factor && *text == '%' && !text[1] && sign) {
    *out = (amount){AMOUNT_FACTOR, 1 + value / 100};
    return out->value >= 0;
  }
  if (*text || value < 0 || (sign && !factor)) return 0;
  *out = (amount){factor ? AMOUNT_FACTOR : AMOUNT_COUNT, value};
  return 1;
}

int take_amount(const option_spec *spec, const char *text, void *field) {
  if (amount_parse(text, field)) return DONE;
  return bad_value(spec, text, "a count per period (N), a factor (xF) or a change (+P%, -P%)");
}

/* "+2%", "-1.5%": a change a year. */
int take_growth(const option_spec *spec, const char *text, void *field) {
  amount change_of_year;
  if (!amount_parse(text, &change_of_year) || change_of_year.kind != AMOUNT_FACTOR ||
      *text == 'x' || !(change_of_year.value > 0))
    return bad_value(spec, text, "a change a year, such as +2% or -1.5%");
  *(double *)field = change_of_year.value - 1;
  return DONE;
}

/* How many numbers of at least 0 a text joins by commas; -1 where it is anything else. */
static int read_numbers(const char *text, int most, double *values) {
  int count = 0;
  while (count < most && leading_number(&text, &values[count]) && values[count] >= 0) {
    count++;
    if (!*text) return count;
    if (*text++ != ',') return -1;
  }
  return -1;
}

int take_season(const option_spec *spec, const char *text, void *field) {
  season s = {0};
  s.count = read_numbers(text, 12, s.factor);
  if (s.count != 12)
    return bad_value(spec, text, "twelve factors of at least 0 joined by commas, January first");
  *(season *)field = s;
  return DONE;
}

int take_numbers(const option_spec *spec, const char *text, void *field) {
  numbers n;
  n.count = read_numbers(text, MOST_NUMBERS, n.value);
  if (n.count < 1) return bad_value(spec, text, "numbers of at least 0 joined by commas");
  *(numbers *)field = n;
  return DONE;
}

/* "rotate:1.5", "uniform:0.8", "rotate:1.5@4" */
int take_skew(const option_spec *spec, const char *text, void *field) {
  skew s = {.pivot = (double)NAN};
  const char *at = NULL;
  if (strncmp(text, "rotate:", 7) == 0) at = text + 7;
  if (strncmp(text, "uniform:", 8) == 0) at = text + 8;
  s.method = text[0] == 'u' ? CPW_SKEW_UNIFORM : CPW_SKEW_ROTATE;
  int good = at && leading_number(&at, &s.value) && s.value > 0;
  if (good && *at == '@') {
    at++;
    good = leading_number(&at, &s.pivot) && s.pivot >= 1;
  }
  if (!good || *at)
    return bad_value(spec, text,
                     "rotate:S or uniform:S with S above 0, and @BAND for another pivot");
  *(skew *)field = s;
  return DONE;
}

/* Whether each part between ';' is empty or has a '='; which columns there are is the file's. */
int take_rule(const option_spec *spec, const char *text, void *field) {
  int conditions = 0;
  for (const char *part = text; *part;) {
    size_t length = strcspn(part, ";"), blank = strspn(part, " \t");
    int empty = blank >= length;
    if (!empty && !memchr(part, '=', length))
      return bad_value(spec, text, "of the form column=value;column=value");
    conditions += !empty;
    part += length + (part[length] == ';');
  }
  if (!conditions) return bad_value(spec, text, "a value");
  *(const char **)field = text;
  return DONE;
}

int take_date(const option_spec *spec, const char *text, void *field) {
  horizon *by = field;
  if (!date_parse(text, &by->date)) return bad_value(spec, text, "a month, such as 2027-03");
  return DONE;
}

static const char *skip_spaces(const char *text) {
  while (isspace((unsigned char)*text))
    text++;
  return text;
}

static const char *after_word(const char *text, const char *word) {
  text = skip_spaces(text);
  size_t n = strlen(word);
  return strncmp(text, word, n) == 0 ? skip_spaces(text + n) : NULL;
}

/* "by 2029-03", or nothing more. */
static int read_by(const char *text, standard *out) {
  const char *more = after_word(text, "by");
  if (more) return date_parse(more, &out->by.date);
  return !*skip_spaces(text);
}

/* "in 18", "over 52 weeks" */
static const char *read_limit(const char *text, const char *word, double *weeks) {
  const char *more;
  if (!(text = after_word(text, word)) || !leading_number(&text, weeks) || !(*weeks > 0))
    return NULL;
  return (more = after_word(text, "weeks")) ? more : text;
}

/* "at most 1% over 52", "at most 500 over 52", "at most 20000 waiting" */
static int read_ceiling(const char *text, standard *out) {
  const char *more;
  if (!(text = after_word(text, "most")) || !leading_number(&text, &out->share) || out->share < 0)
    return 0;
  int is_share = (more = after_word(text, "%")) != NULL;
  if (is_share) {
    text = more;
    out->share /= 100;
    if (out->share >= 1) return 0;
  }
  out->kind = is_share ? CPW_GOAL_LONG_SHARE : CPW_GOAL_LONG_WAITS;
  if ((more = after_word(text, "waiting"))) {
    out->kind = CPW_GOAL_SIZE;
    return !is_share && read_by(more, out);
  }
  return (text = read_limit(text, "over", &out->weeks)) && read_by(text, out);
}

/* A row of the library's table, with its date: "rtt_2025_26_national". */
static int read_row(const cpw_standard *row, standard *out) {
  int32_t year, month, day;
  if (strcmp(row->measure, "rtt_incomplete") != 0 || row->gain > 0) return 0;
  *out = (standard){.weeks = row->limit_days / 7, .share = row->share};
  if (strcmp(row->kind, "within") == 0)
    out->kind = CPW_GOAL_WITHIN;
  else if (strcmp(row->kind, "over") == 0)
    out->kind = CPW_GOAL_LONG_SHARE;
  else
    *out = (standard){.kind = CPW_GOAL_LONG_WAITS, .weeks = row->limit_days / 7};
  if (row->due != CPW_DATE_NONE && !cpw_date_to_civil(row->due, &year, &month, &day, NULL))
    out->by.date = (date){year, month, day};
  return 1;
}

/* "92% in 18", "92% in 18 weeks", "92% in 18 by 2029-03", one of "at most", or a key of the table */
static int read_standard(const char *text, standard *out) {
  const char *more;
  const cpw_standard *row = cpw_standard_find(text);
  *out = (standard){0};
  if (row) return read_row(row, out);
  if ((more = after_word(text, "at"))) return read_ceiling(more, out);
  text = skip_spaces(text);
  if (!leading_number(&text, &out->share) || !(text = after_word(text, "%"))) return 0;
  out->share /= 100;
  if (!(text = read_limit(text, "in", &out->weeks)) || !read_by(text, out)) return 0;
  return out->share > 0 && out->share <= 1;
}

int take_standard(const option_spec *spec, const char *text, void *field) {
  standards *all = field;
  if (all->count == MOST_STANDARDS)
    return fail(USAGE, "--%s: no more than %d of them", spec->name, MOST_STANDARDS);
  if (cpw_standard_find(text) && !read_standard(text, &all->item[all->count]))
    return bad_value(spec, text, "a standard of incomplete pathways with one share for all lists");
  if (!read_standard(text, &all->item[all->count]))
    return bad_value(
        spec, text,
        "a standard: a share above 0 % and up to 100 %, such as \"92% in 18\" or \"92% in "
        "18 by 2029-03\", or a key of 'carepath standards'");
  all->count++;
  return DONE;
}
