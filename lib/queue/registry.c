/* The formulae of the module by name: finding one, checking what it is given, evaluating it into a result.
 * Source: the tables of the formulae_*.c files, which say names, units, domains and sources.
 * Leaves the domain of each value to the functions behind the formulae. */
#include "queue/internal.h"

#include <math.h>
#include <string.h>

static const char *const WHERE = "cpw_queue_evaluate";

static const cpwi_queue_table *const TABLES[] = {
    &cpwi_queue_steady_formulae, &cpwi_queue_class_formulae, &cpwi_queue_time_formulae};
#define TABLE_COUNT ((int)(sizeof TABLES / sizeof *TABLES))

/* ---------------------------------------------------------------- finding ------------------- */

static const cpwi_queue_entry *entry_at(int64_t index) {
  if (index < 0) return NULL;
  for (int t = 0; t < TABLE_COUNT; t++) {
    if (index < TABLES[t]->count) return &TABLES[t]->entries[index];
    index -= TABLES[t]->count;
  }
  return NULL;
}

static const cpwi_queue_entry *entry_of(const char *name) {
  const cpwi_queue_entry *e = NULL;
  for (int64_t i = 0; name && (e = entry_at(i)) != NULL; i++)
    if (strcmp(e->formula.name, name) == 0) return e;
  return NULL;
}

const cpw_queue_formula *cpw_queue_formula_at(int64_t index) {
  const cpwi_queue_entry *e = entry_at(index);
  return e ? &e->formula : NULL;
}

const cpw_queue_formula *cpw_queue_formula_find(const char *name) {
  const cpwi_queue_entry *e = entry_of(name);
  return e ? &e->formula : NULL;
}

/* ---------------------------------------------------------------- inputs -------------------- */

static int64_t input_of(const cpw_queue_formula *f, const char *name) {
  for (int64_t i = 0; i < f->inputs; i++)
    if (strcmp(f->input[i].name, name) == 0) return i;
  return -1;
}

static int32_t take_one(cpwi_queue_call *call, const cpw_queue_value *value, int64_t index,
                        cpw_error *err) {
  const char *f = call->formula->name;
  if (!value->name || !value->values)
    return cpwi_fail(err, CPW_EINVAL, index, WHERE, "%s: values[%lld] has a NULL", f,
                     (long long)index);
  int64_t i = input_of(call->formula, value->name);
  if (i < 0)
    return cpwi_fail(err, CPW_ENOTFOUND, index, WHERE, "%s has no input %s", f, value->name);
  if (call->in[i])
    return cpwi_fail(err, CPW_EINVAL, index, WHERE, "%s: %s is given twice", f, value->name);
  int32_t kind = call->formula->input[i].kind;
  int one = kind == CPW_QUEUE_NUMBER || kind == CPW_QUEUE_CHOICE;
  if (value->length < 1 || (one && value->length != 1))
    return cpwi_fail(err, CPW_EINVAL, index, WHERE, "%s: %s has %lld values, %s expected", f,
                     value->name, (long long)value->length, one ? "1 is" : "1 or more are");
  call->in[i] = value->values;
  call->length[i] = value->length;
  return CPW_OK;
}

static int32_t check_choice(const cpwi_queue_call *call, int64_t i, cpw_error *err) {
  const cpw_queue_input *input = &call->formula->input[i];
  double most = 0.0, value = call->in[i][0];
  for (const char *c = input->choices; *c; c++)
    most += *c == '|';
  if (value >= 0.0 && value <= most && value == floor(value)) return CPW_OK;
  return cpwi_fail(err, CPW_EDOMAIN, i, WHERE, "%s = %s must be a whole number from 0 to %s (%s)",
                   input->name, cpwi_number(value).text, cpwi_number(most).text, input->choices);
}

static int32_t complete_inputs(cpwi_queue_call *call, cpw_error *err) {
  const cpw_queue_formula *f = call->formula;
  for (int64_t i = 0; i < f->inputs; i++) {
    const cpw_queue_input *input = &f->input[i];
    if (!call->in[i] && input->required)
      return cpwi_fail(err, CPW_EINVAL, i, WHERE, "%s needs %s: %s (%s)", f->name, input->name,
                       input->meaning, input->domain);
    if (!call->in[i] && !input->dimension) {
      call->in[i] = &input->missing;
      call->length[i] = 1;
    }
    if (input->kind != CPW_QUEUE_CHOICE || !call->in[i]) continue;
    int32_t status = check_choice(call, i, err);
    if (status) return status;
  }
  return CPW_OK;
}

int32_t cpwi_queue_whole(const cpwi_queue_call *call, int64_t input, int64_t least, int64_t *out,
                         cpw_error *err) {
  double value = call->in[input][0];
  if (!(value >= (double)least && value <= 0x1p53) || value != floor(value))
    return cpwi_fail(err, CPW_EDOMAIN, input, WHERE, "%s = %s must be a whole number from %lld on",
                     call->formula->input[input].name, cpwi_number(value).text, (long long)least);
  *out = (int64_t)value;
  return CPW_OK;
}

/* The length of a list's dimension; -1 for a table that is not square. */
static int64_t positions(const cpwi_queue_call *call, int64_t i) {
  int64_t length = call->length[i];
  if (call->formula->input[i].kind != CPW_QUEUE_TABLE) return length;
  int64_t side = (int64_t)sqrt((double)length);
  return side * side == length ? side : -1;
}

/* Whether `name` counts a dimension: "weeks" is how many of "week". */
static int counts(const char *name, const char *dimension) {
  size_t length = strlen(dimension);
  return strncmp(name, dimension, length) == 0 && strcmp(name + length, "s") == 0;
}

/* The input that says how long a dimension is: a number that counts it, a table, the first list of more
 * than one value, the first. */
static int64_t leader_of(const cpwi_queue_call *call, const char *dimension) {
  const cpw_queue_formula *f = call->formula;
  int64_t first = -1, longer = -1;
  for (int64_t i = 0; i < f->inputs; i++) {
    if (!f->input[i].dimension) {
      if (counts(f->input[i].name, dimension) && cpwi_queue_in(call, i) != 0.0) return i;
      continue;
    }
    if (!call->in[i] || strcmp(f->input[i].dimension, dimension) != 0) continue;
    if (first < 0) first = i;
    if (longer < 0 && (f->input[i].kind == CPW_QUEUE_TABLE || call->length[i] > 1)) longer = i;
  }
  return longer < 0 ? first : longer;
}

/* One value for all positions of a list. */
static int32_t spread(cpwi_queue_call *call, int64_t i, int64_t n, cpw_error *err) {
  double *all = cpwi_alloc(call->allocator, (size_t)n, sizeof *all);
  if (!all) return cpwi_fail(err, CPW_ENOMEM, -1, WHERE, "out of memory");
  for (int64_t k = 0; k < n; k++)
    all[k] = call->in[i][0];
  call->spread[i] = all;
  call->in[i] = all;
  call->length[i] = n;
  return CPW_OK;
}

static int is_first(const cpwi_queue_call *call, int64_t i) {
  const cpw_queue_input *input = call->formula->input;
  for (int64_t k = 0; k < i; k++)
    if (input[k].dimension && call->in[k] && strcmp(input[k].dimension, input[i].dimension) == 0)
      return 0;
  return 1;
}

static int32_t fit(cpwi_queue_call *call, int64_t i, cpw_error *err) {
  const cpw_queue_input *input = call->formula->input;
  int64_t leader = leader_of(call, input[i].dimension), n = positions(call, leader);
  int32_t status = CPW_OK;
  if (!input[leader].dimension) status = cpwi_queue_whole(call, leader, 1, &n, err);
  if (status) return status;
  if (input[i].kind == CPW_QUEUE_LIST && call->length[i] == 1 && n > 1)
    status = spread(call, i, n, err);
  if (!status && (n < 0 || n != positions(call, i)))
    return cpwi_fail(
        err, CPW_EINVAL, i, WHERE, "%s: %s has %lld values, which do not go with the %lld of %s",
        call->formula->name, input[i].name, (long long)call->length[i],
        (long long)(input[leader].dimension ? call->length[leader] : n), input[leader].name);
  if (!status && is_first(call, i))
    status = cpw_result_add_dimension(call->result, input[i].dimension, n, NULL, err);
  return status;
}

/* One length a dimension; the dimensions are added to the result. */
static int32_t agree(cpwi_queue_call *call, cpw_error *err) {
  int32_t status = CPW_OK;
  for (int64_t i = 0; !status && i < call->formula->inputs; i++)
    if (call->formula->input[i].dimension && call->in[i]) status = fit(call, i, err);
  return status;
}

/* Appends as much of a text as there is room for. */
static void append(char *text, size_t room, const char *more) {
  size_t used = strlen(text);
  for (; *more && used + 1 < room; more++)
    text[used++] = *more;
  text[used] = '\0';
}

/* A table has the two dimensions `node to_node`: the second is made for it. */
static int32_t second_axis(cpwi_queue_call *call, int64_t i, char *both, size_t room,
                           cpw_error *err) {
  const char *name = call->formula->input[i].dimension;
  both[0] = '\0';
  append(both, room, name);
  append(both, room, " ");
  size_t start = strlen(both);
  append(both, room, "to_");
  append(both, room, name);
  return cpw_result_add_dimension(call->result, both + start, positions(call, i), NULL, err);
}

static int32_t keep_input(cpwi_queue_call *call, int64_t i, cpw_error *err) {
  const cpw_queue_input *input = &call->formula->input[i];
  const char *dimensions = input->dimension;
  char both[160];
  if (!call->in[i]) return CPW_OK;
  if (input->kind == CPW_QUEUE_TABLE) {
    int32_t status = second_axis(call, i, both, sizeof both, err);
    if (status) return status;
    dimensions = both;
  }
  void *memory;
  int32_t status = cpw_result_add_array(call->result, input->name, input->unit, input->meaning,
                                        dimensions, CPW_DOUBLE, CPW_MERGE_SAME, &memory, err);
  if (!status) memcpy(memory, call->in[i], (size_t)call->length[i] * sizeof(double));
  return status;
}

static int32_t take_inputs(cpwi_queue_call *call, const cpw_queue_value *values, int64_t count,
                           cpw_error *err) {
  int32_t status = CPW_OK;
  for (int64_t i = 0; !status && i < count; i++)
    status = take_one(call, &values[i], i, err);
  if (!status) status = complete_inputs(call, err);
  if (!status) status = agree(call, err);
  for (int64_t i = 0; !status && i < call->formula->inputs; i++)
    status = keep_input(call, i, err);
  return status;
}

/* ---------------------------------------------------------------- outputs ------------------- */

static int32_t add_output(cpwi_queue_call *call, int64_t i, const char *dimensions, double **memory,
                          cpw_error *err) {
  const cpw_queue_output *output = &call->formula->output[i];
  void *block;
  int32_t status = cpw_result_add_array(call->result, output->name, output->unit, output->meaning,
                                        dimensions, CPW_DOUBLE, CPW_MERGE_SAME, &block, err);
  if (!status) *memory = block;
  return status;
}

/* Is it a dimension of an array that is already there? */
static int is_known(const cpw_result *result, const char *name, size_t length) {
  const cpw_array *a;
  for (int64_t i = 0; (a = cpw_result_at(result, i)) != NULL; i++)
    for (int64_t d = 0; d < a->dimensions; d++)
      if (strlen(a->dimension[d]->name) == length &&
          memcmp(a->dimension[d]->name, name, length) == 0)
        return 1;
  return 0;
}

int32_t cpwi_queue_list(cpwi_queue_call *call, int64_t output, int64_t length, double **memory,
                        cpw_error *err) {
  const char *name = call->formula->output[output].dimension, *rest = name;
  while (*rest) {
    char one[64];
    size_t n = strcspn(rest, " ");
    if (!is_known(call->result, rest, n) && n < sizeof one) {
      memcpy(one, rest, n);
      one[n] = '\0';
      int32_t status = cpw_result_add_dimension(call->result, one, length, NULL, err);
      if (status) return status;
    }
    rest += n + (rest[n] == ' ');
  }
  return add_output(call, output, name, memory, err);
}

static int32_t keep_outputs(cpwi_queue_call *call, cpw_error *err) {
  const cpw_queue_formula *f = call->formula;
  for (int64_t i = 0; i < f->outputs; i++) {
    if (f->output[i].dimension) continue;
    double *memory;
    int32_t status = add_output(call, i, NULL, &memory, err);
    if (status) return status;
    *memory = call->number[i];
  }
  int32_t status = cpw_result_add_note(call->result, "formula", f->name, err);
  if (!status) status = cpw_result_add_note(call->result, "summary", f->summary, err);
  if (!status) status = cpw_result_add_note(call->result, "source", f->source, err);
  if (!status) status = cpw_result_set_outcome(call->result, call->outcome);
  return status;
}

int32_t cpw_queue_evaluate(const char *formula, const cpw_queue_value *values, int64_t count,
                           const cpw_allocator *allocator, cpw_result **out, cpw_error *err) {
  return cpw_queue_evaluate_run(formula, values, count, NULL, allocator, out, err);
}

int32_t cpw_queue_evaluate_run(const char *formula, const cpw_queue_value *values, int64_t count,
                               const cpw_run *run, const cpw_allocator *allocator, cpw_result **out,
                               cpw_error *err) {
  if (!formula || !out || count < 0 || (count && !values))
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "a NULL formula, value or result, or count < 0");
  const cpwi_queue_entry *entry = entry_of(formula);
  if (!entry) return cpwi_fail(err, CPW_ENOTFOUND, -1, WHERE, "there is no formula %s", formula);
  cpwi_queue_call call;
  memset(&call, 0, sizeof call);
  call.formula = &entry->formula;
  call.allocator = allocator;
  call.run = run;
  for (int i = 0; i < CPWI_QUEUE_MOST_OUTPUTS; i++)
    call.number[i] = (double)NAN;
  int32_t status = cpw_result_new(allocator, &call.result, err);
  if (status) return status;
  status = take_inputs(&call, values, count, err);
  if (!status) status = entry->evaluate(&call, err);
  if (!status) status = keep_outputs(&call, err);
  for (int i = 0; i < CPWI_QUEUE_MOST_INPUTS; i++)
    cpwi_release(allocator, call.spread[i]);
  if (status) {
    cpw_result_free(call.result);
    return status;
  }
  *out = call.result;
  return CPW_OK;
}
