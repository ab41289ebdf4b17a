/* Presets by name: their parameters, and the network that comes of them.
 * Source: the files of each preset (hospital.c, urgent.c, community.c). Leaves reading to pathway_files. */
#include "pathway_presets/internal.h"

#include <string.h>

#define WHERE "cpw_preset_network"

static const cpwi_preset *const preset_list[] = {
    &cpwi_preset_elective,     &cpwi_preset_discharge, &cpwi_preset_emergency, &cpwi_preset_cancer,
    &cpwi_preset_stepped_care, &cpwi_preset_surge,     &cpwi_preset_advice};

int64_t cpw_preset_count(void) {
  return (int64_t)(sizeof preset_list / sizeof *preset_list);
}

static const cpwi_preset *preset_at(int64_t preset) {
  return preset >= 0 && preset < cpw_preset_count() ? preset_list[preset] : NULL;
}

const char *cpw_preset_name(int64_t preset) {
  const cpwi_preset *p = preset_at(preset);
  return p ? p->name : NULL;
}

const char *cpw_preset_summary(int64_t preset) {
  const cpwi_preset *p = preset_at(preset);
  return p ? p->summary : NULL;
}

int64_t cpw_preset_find(const char *name) {
  for (int64_t i = 0; name && i < cpw_preset_count(); i++)
    if (strcmp(preset_list[i]->name, name) == 0) return i;
  return CPW_ENOTFOUND;
}

int64_t cpw_preset_parameters(int64_t preset) {
  const cpwi_preset *p = preset_at(preset);
  return p ? p->parameters : CPW_EINVAL;
}

const cpw_preset_parameter *cpw_preset_parameter_at(int64_t preset, int64_t parameter) {
  const cpwi_preset *p = preset_at(preset);
  return p && parameter >= 0 && parameter < p->parameters ? &p->parameter[parameter] : NULL;
}

/* ---------------------------------------------------------------- values -------------------- */

typedef struct filling {
  const cpwi_preset *p;
  const cpw_allocator *allocator;
  double value[CPWI_PRESET_MOST_PARAMETERS];
  int32_t given[CPWI_PRESET_MOST_PARAMETERS];
  char *text[CPWI_PRESET_MOST_FILES];
  size_t used[CPWI_PRESET_MOST_FILES], room[CPWI_PRESET_MOST_FILES];
  cpw_error *err;
} filling;

static int64_t parameter_named(const cpwi_preset *p, const char *name, size_t length) {
  for (int64_t i = 0; i < p->parameters; i++)
    if (strlen(p->parameter[i].name) == length && memcmp(p->parameter[i].name, name, length) == 0)
      return i;
  return -1;
}

/* Letters that two names have in common at their beginning: enough for a hint. */
static const char *close_to(const cpwi_preset *p, const char *name) {
  const char *best = NULL;
  size_t most = 2;
  for (int64_t i = 0; i < p->parameters; i++) {
    const char *other = p->parameter[i].name;
    size_t same = 0;
    while (name[same] && name[same] == other[same])
      same++;
    if (same > most) {
      most = same;
      best = other;
    }
  }
  return best;
}

static int32_t unknown(const filling *f, const char *name, int64_t index) {
  const char *guess = close_to(f->p, name);
  if (guess)
    return cpwi_fail(f->err, CPW_ENOTFOUND, index, WHERE,
                     "%s: \"%.60s\" is not a parameter; did you mean \"%s\"?", f->p->name, name,
                     guess);
  return cpwi_fail(f->err, CPW_ENOTFOUND, index, WHERE, "%s: \"%.60s\" is not a parameter",
                   f->p->name, name);
}

static int32_t take_value(filling *f, const char *name, double value, int64_t index) {
  int64_t i = name ? parameter_named(f->p, name, strlen(name)) : -1;
  if (!name)
    return cpwi_fail(f->err, CPW_EINVAL, index, WHERE, "names[%lld] is NULL", (long long)index);
  if (i < 0) return unknown(f, name, index);
  const cpw_preset_parameter *q = &f->p->parameter[i];
  if (f->given[i])
    return cpwi_fail(f->err, CPW_EINVAL, index, WHERE, "%s: \"%s\" is given twice", f->p->name,
                     name);
  if (!(value >= q->least && value <= q->most))
    return cpwi_fail(f->err, CPW_EDOMAIN, index, WHERE, "%s: %s = %s must be from %s to %s (%s)",
                     f->p->name, name, cpwi_number(value).text, cpwi_number(q->least).text,
                     cpwi_number(q->most).text, q->unit);
  f->given[i] = 1;
  f->value[i] = value;
  return CPW_OK;
}

/* ---------------------------------------------------------------- texts --------------------- */

static int32_t append(filling *f, int k, const char *bytes, size_t count) {
  if (count == 0) return CPW_OK;
  if (f->used[k] + count > f->room[k]) {
    size_t room = 2 * f->room[k] + count + 256;
    char *grown = cpwi_grow(f->allocator, f->text[k], room, 1);
    if (!grown)
      return cpwi_fail(f->err, CPW_ENOMEM, -1, WHERE, "no memory for the files of %s", f->p->name);
    f->text[k] = grown;
    f->room[k] = room;
  }
  memcpy(f->text[k] + f->used[k], bytes, count);
  f->used[k] += count;
  return CPW_OK;
}

/* A factor: 1 or a parameter. */
static int32_t factor(const filling *f, const char *from, const char *to, double *out) {
  int64_t i =
      to - from == 1 && *from == '1' ? -2 : parameter_named(f->p, from, (size_t)(to - from));
  if (i == -1)
    return cpwi_fail(f->err, CPW_EINVAL, -1, WHERE, "%s: a file names no parameter", f->p->name);
  *out = i < 0 ? 1.0 : f->value[i];
  return CPW_OK;
}

/* a*b less c*d less ...: what the files need, and no more. Shares that sum to more than 1 are the caller's mistake. */
static int32_t evaluate(const filling *f, const char *from, const char *to, double *out) {
  double sum = 0.0, product = 1.0, sign = 1.0;
  for (const char *at = from, *end; at <= to; at = end + 1) {
    double x = 0.0;
    for (end = at; end < to && *end != '-' && *end != '*';)
      end++;
    int32_t status = factor(f, at, end, &x);
    if (status != CPW_OK) return status;
    product *= x;
    if (end < to && *end == '*') continue;
    sum += sign * product;
    product = 1.0;
    sign = -1.0;
  }
  if (sum < 0.0 && sum > -1e-9) sum = 0.0;
  if (sum < 0.0)
    return cpwi_fail(f->err, CPW_EDOMAIN, -1, WHERE,
                     "%s: %.*s = %s must be >= 0: these shares sum to more than 1", f->p->name,
                     (int)(to - from), from, cpwi_number(sum).text);
  *out = sum;
  return CPW_OK;
}

static int32_t fill_file(filling *f, int k, const char *text) {
  int32_t status = CPW_OK;
  while (status == CPW_OK && *text) {
    const char *open = strchr(text, '{'), *close = open ? strchr(open, '}') : NULL;
    double value = 0.0;
    if (!open || !close) return append(f, k, text, strlen(text));
    status = append(f, k, text, (size_t)(open - text));
    if (status == CPW_OK) status = evaluate(f, open + 1, close, &value);
    if (status == CPW_OK) {
      cpwi_text number = cpwi_number(value);
      status = append(f, k, number.text, strlen(number.text));
    }
    text = close + 1;
  }
  return status;
}

static int32_t read_files(filling *f, cpw_network **out) {
  cpw_source source[CPWI_PRESET_MOST_FILES];
  cpw_text memory[CPWI_PRESET_MOST_FILES];
  int count = 0;
  for (; count < CPWI_PRESET_MOST_FILES && f->p->file[count][0]; count++) {
    int32_t status = fill_file(f, count, f->p->file[count][1]);
    if (status != CPW_OK) return status;
    memory[count] = (cpw_text){f->text[count], (int64_t)f->used[count], 0};
    status = cpw_text_source(&memory[count], f->p->file[count][0], &source[count]);
    if (status != CPW_OK) return status;
  }
  return cpw_pathway_read(source, count, f->allocator, out, f->err);
}

int32_t cpw_preset_network(int64_t preset, const char *const *names, const double *values,
                           int64_t count, const cpw_allocator *allocator, cpw_network **out,
                           cpw_error *err) {
  filling f = {.p = preset_at(preset), .allocator = allocator, .err = err};
  if (!f.p)
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "preset = %lld must be from 0 to %lld",
                     (long long)preset, (long long)cpw_preset_count() - 1);
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "out is NULL");
  if (count < 0 || (count > 0 && (!names || !values)))
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "names and values must be given, and count >= 0");
  int32_t status = cpwi_check_allocator(allocator, WHERE, err);
  for (int64_t i = 0; i < f.p->parameters; i++)
    f.value[i] = f.p->parameter[i].value;
  for (int64_t i = 0; status == CPW_OK && i < count; i++)
    status = take_value(&f, names[i], values[i], i);
  if (status == CPW_OK) status = read_files(&f, out);
  for (int k = 0; k < CPWI_PRESET_MOST_FILES; k++)
    cpwi_release(allocator, f.text[k]);
  return status;
}
