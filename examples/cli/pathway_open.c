/* A network from a folder, with changes from the command line; and back into a folder.
 * Reader and writer: carepath/pathway_files.h. Leaves the engines to pathway_run.c. */
#include "pathway.h"

#include "folder_files.h"
#include "input.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* ---------------------------------------------------------------- the record ---------------- */

/* Every file of the folder with its digest, for the page. */
static int record_files(folder *f) {
  for (int64_t k = 0; k < CPW_PATHWAY_FILES; k++) {
    const char *name = cpw_pathway_file_name(k);
    int there = 0;
    int code = folder_record(f->path, name, name, "network", &f->source[f->sources], &there);
    if (code) return code;
    f->sources += there;
  }
  return DONE;
}

/* ---------------------------------------------------------------- changes ------------------- */

typedef struct stage_field {
  const char *name;
  size_t offset;
} stage_field;

static const stage_field fields[] = {{"servers", offsetof(cpw_stage, servers)},
                                     {"waiting_room", offsetof(cpw_stage, waiting_room)},
                                     {"places", offsetof(cpw_stage, places)},
                                     {"missed", offsetof(cpw_stage, missed)},
                                     {"missed_leave", offsetof(cpw_stage, missed_leave)},
                                     {"rebook", offsetof(cpw_stage, rebook)},
                                     {"target", offsetof(cpw_stage, target)}};
enum { FIELDS = sizeof fields / sizeof *fields };

static int unknown_stage(const folder *f, const char *name) {
  const char **names = calloc((size_t)f->p->stages + 1, sizeof *names);
  if (!names) return no_memory();
  for (int64_t i = 0; i < f->p->stages; i++)
    names[i] = f->p->stage[i].name;
  const char *guess = nearest(name, names, (int)f->p->stages);
  int code = guess ? fail(USAGE, "--change: %s has no stage '%s'; did you mean '%s'?", f->path,
                          name, guess)
                   : fail(USAGE, "--change: %s has no stage '%s'", f->path, name);
  free((void *)names);
  return code;
}

/* "ward.servers=80": the stage's name may contain points, the field's does not. */
static int apply_one(folder *f, char *text) {
  char *equals = strrchr(text, '='), *point;
  double value = 0;
  cpw_error err = {0};
  if (equals) *equals = '\0';
  point = strrchr(text, '.');
  if (!equals || !point)
    return fail(USAGE, "--change: '%s' must be STAGE.FIELD=VALUE, such as ward.servers=80", text);
  *point = '\0';
  int no_end = strcmp(equals + 1, "inf") == 0;
  if (no_end)
    value = (double)INFINITY;
  else if (!parse_number(equals + 1, strlen(equals + 1), &value))
    return fail(USAGE, "--change: '%s' is not a number", equals + 1);
  int32_t stage = cpw_network_stage(f->network, text);
  if (stage < 0) return unknown_stage(f, text);
  for (int k = 0; k < FIELDS; k++) {
    if (strcmp(point + 1, fields[k].name) != 0) continue;
    cpw_stage s = f->p->stage[stage];
    memcpy((char *)&s + fields[k].offset, &value, sizeof value);
    if (cpw_network_set_stage(f->network, stage, &s, &err)) return fail_library(f->path, &err);
    f->p = cpw_network_pathway(f->network, &err);
    return f->p ? DONE : fail_library("--change", &err);
  }
  return fail(USAGE,
              "--change: '%s' is not a field; fields: servers, waiting_room, places, missed, "
              "missed_leave, rebook, target",
              point + 1);
}

static int apply_changes(folder *f, const char *changes) {
  size_t size = strlen(changes) + 1;
  char *copy = malloc(size);
  int code = copy ? DONE : no_memory();
  if (copy) {
    memcpy(copy, changes, size);
    for (char *part = strtok(copy, ","); !code && part; part = strtok(NULL, ","))
      code = apply_one(f, part);
  }
  free(copy);
  return code;
}

/* ---------------------------------------------------------------- in and out ---------------- */

static int missing(const char *path) {
  struct stat there;
  folder_path stages = {{0}};
  if (stat(path, &there)) return fail(NO_INPUT, "%s: no such folder", path);
  if (!S_ISDIR(there.st_mode))
    return fail(NO_INPUT, "%s: is not a folder; a network is a folder with stages.csv in it", path);
  if (!folder_path_of(&stages, path, "stages.csv") || stat(stages.text, &there))
    return fail(NO_INPUT, "%s: there is no stages.csv in it", path);
  return DONE;
}

/* Which file of the folder, where the library says it. */
static int bad_folder(const char *path, const cpw_error *err) {
  folder_path file = {{0}};
  int known = strstr(err->where, ".csv") != NULL && folder_path_of(&file, path, err->where);
  return fail_library(known ? file.text : path, err);
}

int folder_open(folder *f, const char *path, const char *changes, int digested) {
  cpw_error err = {0};
  f->path = path;
  int code = missing(path);
  if (code) return code;
  if (cpw_pathway_read_folder(path, NULL, &f->network, &err)) return bad_folder(path, &err);
  f->p = cpw_network_pathway(f->network, &err);
  if (!f->p) return fail_library(path, &err);
  if (changes) code = apply_changes(f, changes);
  return code || !digested ? code : record_files(f);
}

void folder_close(folder *f) {
  cpw_network_free(f->network);
}

int folder_write(const cpw_pathway *p, const char *path) {
  cpw_error err = {0};
  if (!cpw_pathway_write_folder(p, path, NULL, &err)) return DONE;
  (void)fail_library(path, &err);
  return WRITE_FAILED;
}
