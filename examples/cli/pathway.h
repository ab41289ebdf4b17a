/* pathway.h - the command `carepath pathway`: a network from a folder, the engines, what they say. */
#ifndef CAREPATH_CLI_PATHWAY_H
#define CAREPATH_CLI_PATHWAY_H

#include "answer.h"
#include "model.h"
#include "say.h"
#include "settings.h"

#include <carepath.h>

enum { ENGINES = 3, MOST_FOLDERS = 8, FOLDER_FILES = 16 };

/* A network as it was read. */
typedef struct folder {
  const char *path;
  cpw_network *network;
  const cpw_pathway *p;
  source_record source[FOLDER_FILES]; /* for the record of the page */
  int sources;
} folder;

/* A folder, and what each engine that was asked for says of it: steady, fluid, events. */
typedef struct runs {
  const settings *set;
  folder f;
  cpw_result *of[ENGINES]; /* NULL: not asked for */
  cpw_result *main;        /* the most detailed of them */
} runs;

extern const char *const engine_names[ENGINES];

/* pathway_open.c: DONE, or a code after saying why. `changes` such as "ward.servers=80,gp.servers=6" or NULL. */
int folder_open(folder *f, const char *path, const char *changes, int digested);
void folder_close(folder *f);
/* Writes a network as files into a folder that is there. */
int folder_write(const cpw_pathway *p, const char *path);

/* pathway_run.c */
int run_engines(runs *r, const settings *set, int keep);
void free_runs(runs *r);
int run_pathway_run(const settings *set);
/* NaN where the engine does not say it. `who` 0 is all. */
double stage_figure(const cpw_result *result, const char *name, int64_t stage, int64_t who);
int64_t who_count(const cpw_result *result);
const char *who_name(const cpw_result *result, int64_t who);
phrase known_words(double value, int decimals); /* "-" where there is none, "no limit" */

int run_pathway_compare(const settings *set);
int run_pathway_size(const settings *set);
int run_pathway_calibrate(const settings *set);
int run_pathway_preset(const settings *set);

/* pathway_page.c */
int pathway_page(const runs *r);
/* pathway_diagram.c: the network as boxes and arrows with loads */
void figure_diagram(buffer *out, const runs *r);
/* pathway_charts.c */
void figures_of_time(buffer *out, const runs *r);
void figure_engines(buffer *out, const runs *r);
void figure_groups_wait(buffer *out, const runs *r);

/* pathway.c */
int run_pathway(const void *settings);
int pathway_part_named(const char *word, const command **found);
void put_pathway_manual(buffer *b);

#endif
