/* The parts of a command: found by name, made into commands of their own, listed.
 * No source: this is the command line's own interface.
 * Leaves what a part does, and its options, to the file of the command. */
#include "command_parts.h"

#include "option_groups.h"
#include "output.h"
#include "say.h"

#include <string.h>

#define MOST_PARTS 16

static command made;
static phrase made_name;
static const command_parts *made_of;

static int run_part(const void *given) {
  const settings *set = given;
  const command_part *p = NULL;
  const char *name = set->command + strlen(made_of->name) + 1;
  for (int i = 0; i < made_of->count; i++)
    if (strcmp(name, made_of->part[i].name) == 0) p = &made_of->part[i];
  if (!p) return INTERNAL;
  if (set->file_count > p->files)
    return fail(USAGE, "%s: '%s' is one too many", set->command, set->files[p->files]);
  return p->run(set);
}

static void make_command(const command_parts *of, const command_part *p) {
  int used = 0;
  made_of = of;
  made_name = phrased("%s %s", of->name, p->name);
  made = (command){.name = made_name.text,
                   .summary = p->summary,
                   .arguments = p->arguments,
                   .description = p->description,
                   .examples = p->examples,
                   .run = run_part,
                   .without_file = p->without_file};
  for (int i = 0; i < 3 && p->groups[i]; i++)
    made.groups[used++] = p->groups[i];
  made.groups[used++] = &report_group;
  made.groups[used++] = &output_group;
  made.groups[used++] = &run_group;
}

int command_part_named(const command_parts *of, const char *word, const command **found) {
  const char *names[MOST_PARTS] = {NULL};
  for (int i = 0; i < of->count && i < MOST_PARTS; i++) {
    names[i] = of->part[i].name;
    if (strcmp(word, names[i]) != 0) continue;
    make_command(of, &of->part[i]);
    *found = &made;
    return DONE;
  }
  const char *guess = nearest(word, names, of->count);
  if (guess) return fail(USAGE, "%s: no part '%s'; did you mean '%s'?", of->name, word, guess);
  return fail(USAGE, "%s: no part '%s'; 'carepath %s' lists them", of->name, word, of->name);
}

void put_parts_manual(buffer *b, const command_parts *of) {
  for (int i = 0; i < of->count; i++) {
    make_command(of, &of->part[i]);
    command brief = made;
    /* the groups that every part has stand with the command itself */
    for (int g = 0; g < MOST_GROUPS; g++)
      if (brief.groups[g] == &report_group)
        memset(&brief.groups[g], 0, (size_t)(MOST_GROUPS - g) * sizeof *brief.groups);
    put_manual_options(b, &brief);
  }
}

int list_command_parts(const command_parts *of, const settings *set) {
  static const char *const headings[] = {"<part", "<what it does"};
  buffer b = {0};
  if (set->file_count)
    return fail(USAGE,
                "%s: '%s' is not expected: a part stands before its options, as in 'carepath "
                "%s run'",
                of->name, set->files[0], of->name);
  if (set->format == FORMAT_JSON) put(&b, "[\n");
  if (set->format == FORMAT_CSV) put(&b, "part,summary\n");
  grid g;
  grid_begin(&g, headings, 2);
  for (int i = 0; i < of->count; i++) {
    grid_cell(&g, of->part[i].name);
    grid_cell(&g, of->part[i].summary);
    if (set->format == FORMAT_JSON)
      putf(&b, "  {\"part\": \"%s\", \"summary\": \"%s\"}%s\n", of->part[i].name,
           of->part[i].summary, i + 1 < of->count ? "," : "");
    if (set->format == FORMAT_CSV) putf(&b, "%s,\"%s\"\n", of->part[i].name, of->part[i].summary);
  }
  if (set->format == FORMAT_JSON) put(&b, "]\n");
  if (set->format != FORMAT_JSON && set->format != FORMAT_CSV) {
    grid_print(&g, &b, "");
    putf(&b, "\n'carepath %s PART --help' says how.\n", of->name);
  }
  grid_free(&g);
  return write_buffer(set->output, &b);
}
