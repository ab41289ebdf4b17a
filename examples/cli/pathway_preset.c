/* `carepath pathway preset`: known pathways, their parameters with sources, and their networks as folders.
 * Model: carepath/pathway_presets.h. Leaves writing to pathway_open.c. */
#include "pathway.h"

#include "output.h"

#include <stdlib.h>
#include <string.h>

static int is_text(const settings *set) {
  return set->format != FORMAT_CSV && set->format != FORMAT_JSON;
}

static int print_presets(const settings *set) {
  static const char *const headings[] = {"<preset", "<what it is"};
  buffer out = {0};
  grid g;
  grid_begin(&g, headings, 2);
  for (int64_t i = 0; i < cpw_preset_count(); i++) {
    grid_cell(&g, cpw_preset_name(i));
    grid_cell(&g, cpw_preset_summary(i));
  }
  grid_print(&g, &out, "");
  grid_free(&g);
  put(&out, "\n'carepath pathway preset NAME' says what its parameters are.\n");
  return write_buffer(set->output, &out);
}

static int print_parameters(const settings *set, int64_t preset) {
  static const char *const headings[] = {"<parameter", "default", "<unit", "<meaning", "<source"};
  buffer out = {0};
  grid g;
  putf(&out, "%s: %s\n\n", cpw_preset_name(preset), cpw_preset_summary(preset));
  grid_begin(&g, headings, 5);
  for (int64_t k = 0; k < cpw_preset_parameters(preset); k++) {
    const cpw_preset_parameter *p = cpw_preset_parameter_at(preset, k);
    grid_cell(&g, p->name);
    grid_cell(&g, known_words(p->value, p->value == (double)(int64_t)p->value ? 0 : 3).text);
    grid_cell(&g, p->unit);
    grid_cell(&g, p->meaning);
    grid_cell(&g, p->source);
  }
  grid_print(&g, &out, "");
  grid_free(&g);
  return write_buffer(set->output, &out);
}

static int list_presets(const settings *set) {
  if (is_text(set)) return print_presets(set);
  int64_t n = cpw_preset_count();
  const char **id = calloc((size_t)n + 1, sizeof *id), **what = calloc((size_t)n + 1, sizeof *what);
  int code = id && what ? DONE : no_memory();
  answer a = {.dimension = "preset", .heading = "preset", .rows = n, .id = id};
  for (int64_t i = 0; !code && i < n; i++) {
    id[i] = cpw_preset_name(i);
    what[i] = cpw_preset_summary(i);
  }
  if (!code) {
    answer_word(&a, "summary", "what it is", what);
    code = show_answer(set, &a);
  }
  free((void *)id);
  free((void *)what);
  return code;
}

static int show_parameters(const settings *set, int64_t preset) {
  if (is_text(set)) return print_parameters(set, preset);
  int64_t n = cpw_preset_parameters(preset);
  size_t room = (size_t)n + 1;
  const char **word = calloc(4 * room, sizeof *word);
  double *value = calloc(3 * room, sizeof *value);
  int code = word && value ? DONE : no_memory();
  for (int64_t k = 0; !code && k < n; k++) {
    const cpw_preset_parameter *p = cpw_preset_parameter_at(preset, k);
    word[k] = p->name;
    word[room + (size_t)k] = p->unit;
    word[2 * room + (size_t)k] = p->meaning;
    word[3 * room + (size_t)k] = p->source;
    value[k] = p->value;
    value[room + (size_t)k] = p->least;
    value[2 * room + (size_t)k] = p->most;
  }
  if (!code) {
    answer a = {.dimension = "parameter", .heading = "parameter", .rows = n, .id = word};
    answer_real(&a, "value", "default", "Its default.", "", SHOW_FINE, value);
    answer_real(&a, "least", NULL, "The least value allowed.", "", SHOW_FINE, value + room);
    answer_real(&a, "most", NULL, "The greatest value allowed.", "", SHOW_FINE, value + 2 * room);
    answer_word(&a, "unit", "unit", word + room);
    answer_word(&a, "meaning", "meaning", word + 2 * room);
    answer_word(&a, "source", "source", word + 3 * room);
    code = show_answer(set, &a);
  }
  free((void *)word);
  free(value);
  return code;
}

enum { MOST_SET = 64 };

typedef struct chosen {
  const char *name[MOST_SET];
  double value[MOST_SET];
  int64_t count;
} chosen;

/* "beds=80,stay=4.5"; cuts the copy into pieces. */
static int read_values(char *text, chosen *c) {
  for (char *part = strtok(text, ","); part; part = strtok(NULL, ",")) {
    char *equals = strchr(part, '=');
    if (!equals || c->count == MOST_SET)
      return fail(USAGE, "pathway preset: --set: '%s' must be NAME=VALUE, such as beds=80", part);
    *equals = '\0';
    if (!parse_number(equals + 1, strlen(equals + 1), &c->value[c->count]))
      return fail(USAGE, "pathway preset: --set: '%s' is not a number", equals + 1);
    c->name[c->count++] = part;
  }
  return DONE;
}

static int write_preset(const settings *set, int64_t preset) {
  const pathway_settings *s = &set->pathway;
  cpw_network *network = NULL;
  cpw_error err = {0};
  chosen c = {.count = 0};
  size_t size = s->values ? strlen(s->values) + 1 : 1;
  char *copy = malloc(size);
  int code = copy ? DONE : no_memory();
  if (copy && s->values) code = read_values(memcpy(copy, s->values, size), &c);
  if (!code && cpw_preset_network(preset, c.name, c.value, c.count, NULL, &network, &err)) {
    (void)fail_library(NULL, &err);
    code = USAGE;
  }
  if (!code) code = folder_write(cpw_network_pathway(network, &err), s->folder);
  if (!code) say("%s: the files of %s", s->folder, cpw_preset_name(preset));
  cpw_network_free(network);
  free(copy);
  return code;
}

int run_pathway_preset(const settings *set) {
  const pathway_settings *s = &set->pathway;
  if (set->html) return fail(USAGE, "pathway preset: --html is for 'carepath pathway run'");
  if (!set->file_count) {
    if (s->values || s->folder)
      return fail(USAGE, "pathway preset: which? --set and --folder are for one");
    return list_presets(set);
  }
  int64_t preset = cpw_preset_find(set->files[0]);
  if (preset < 0) {
    const char *names[32];
    int n = 0;
    for (; n < cpw_preset_count() && n < 32; n++)
      names[n] = cpw_preset_name(n);
    const char *guess = nearest(set->files[0], names, n);
    return guess
               ? fail(USAGE, "pathway preset: no preset '%s'; did you mean '%s'?", set->files[0],
                      guess)
               : fail(USAGE, "pathway preset: no preset '%s'; 'carepath pathway preset' lists them",
                      set->files[0]);
  }
  if (s->folder) return write_preset(set, preset);
  if (s->values)
    return fail(USAGE, "pathway preset: --set changes nothing without --folder=FOLDER");
  return show_parameters(set, preset);
}
