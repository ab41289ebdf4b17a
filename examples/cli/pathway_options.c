/* The options of `carepath pathway` and of its parts.
 * No source: this is the command line's own interface.
 * Leaves reading the options to args.c and the work to the files of the parts. */
#include "command_parts.h"
#include "option_groups.h"
#include "output.h"
#include "pathway.h"

#include <string.h>

#define FIELD(name) offsetof(settings, pathway.name)

pathway_settings default_pathway_settings(void) {
  return (pathway_settings){
      .engines = ENGINE_EVENTS, .days = 365, .period = 7, .runs = 20, .limit = -1, .share = -1};
}

static const choice engines[] = {{"steady", ENGINE_STEADY},
                                 {"fluid", ENGINE_FLUID},
                                 {"events", ENGINE_EVENTS},
                                 {"all", ENGINE_STEADY | ENGINE_FLUID | ENGINE_EVENTS},
                                 {0}};
static const choice views[] = {{"stages", PATHWAY_STAGES},
                               {"time", PATHWAY_TIME},
                               {"exits", PATHWAY_EXITS},
                               {"whole", PATHWAY_WHOLE},
                               {0}};
static const choice goals[] = {{"mean-wait", SIZE_MEAN},
                               {"within", SIZE_WITHIN},
                               {"chance-of-wait", SIZE_CHANCE},
                               {"utilisation", SIZE_USE},
                               {0}};

static const option_spec engine_options[] = {
    {"engine", 'e', "ENGINE,...",
     "events (default: patient by patient), fluid (flows over time), steady (the long run, by "
     "formulae), joined by commas, or all: side by side",
     take_set, FIELD(engines), engines, 0, 0},
    {"horizon", 0, "TIME", "how far ahead, in the folder's unit of time; default 365", take_number,
     FIELD(days), NULL, 1e-9, 0},
    {"warm-up", 0, "TIME", "time at the start that does not count; default 0", take_number,
     FIELD(warm_up), NULL, 0, 0},
    {"period", 0, "TIME", "length of a step of the figures by time; default 7", take_number,
     FIELD(period), NULL, 1e-9, 0},
    {"runs", 0, "N", "events: how often it is run with other chances; default 20", take_count,
     FIELD(runs), NULL, 1, 1e6},
    {"cohort", 0, NULL, "fluid: whole people that move by chance, --runs times", take_flag,
     FIELD(cohort), NULL, 0, 0},
    {"change", 0, "STAGE.FIELD=VALUE,...",
     "changes the folder first, such as ward.servers=80; fields: servers, waiting_room, places, "
     "missed, missed_leave, rebook, target",
     take_text, FIELD(changes), NULL, 0, 0},
    {0}};

static const option_spec view_options[] = {
    {"what", 0, "CHOICE",
     "stages (default), time (queue, people in service, blocked by period), exits or whole (people "
     "in the network)",
     take_choice, FIELD(what), views, 0, 0},
    {0}};

static const option_spec size_options[] = {
    {"goal", 0, "GOAL",
     "mean-wait (at most --limit), within (a share --share of waits at most --limit), "
     "chance-of-wait (at most --share wait; for beds) or utilisation (at most --share); default "
     "mean-wait",
     take_choice, FIELD(goal), goals, 0, 0},
    {"limit", 0, "TIME", "the wait that is aimed at", take_number, FIELD(limit), NULL, 0, 0},
    {"share", 0, "SHARE", "a share between 0 and 1, such as 0.92", take_number, FIELD(share), NULL,
     0, 1},
    {"stage", 0, "STAGE", "of this stage alone; default: of every stage with a capacity", take_text,
     FIELD(stage), NULL, 0, 0},
    {"change", 0, "STAGE.FIELD=VALUE,...", "changes the folder first, such as ward.servers=80",
     take_text, FIELD(changes), NULL, 0, 0},
    {0}};

static const option_spec log_options[] = {
    {"folder", 0, "FOLDER",
     "write the network here as a folder of small files (the folder must be there); default: show "
     "what was found",
     take_text, FIELD(folder), NULL, 0, 0},
    {"until", 0, "TIME", "end of the observation; default: the last time of the log", take_number,
     FIELD(until), NULL, 0, 0},
    {0}};

static const option_spec preset_options[] = {
    {"set", 0, "NAME=VALUE,...", "parameters that are changed, such as beds=80", take_text,
     FIELD(values), NULL, 0, 0},
    {"folder", 0, "FOLDER",
     "write the network here as a folder of small files (the folder must be there)", take_text,
     FIELD(folder), NULL, 0, 0},
    {0}};

static const option_group engine_group = {"Engines", engine_options, 0};
static const option_group view_group = {"Figures", view_options, 0};
static const option_group size_group = {"Goal", size_options, 0};
static const option_group log_group = {"Log", log_options, 0};
static const option_group preset_group = {"Preset", preset_options, 0};

/* ---------------------------------------------------------------- parts --------------------- */

static const command_part parts[] = {
    {"run",
     "load, waits, queues, blocked beds of each stage, by one engine or several",
     "[OPTION]... FOLDER",
     "Runs the network of FOLDER (stages.csv, routes.csv, arrivals.csv, durations.csv, ...: see "
     "docs/reference/pathway-folder.md). Exit status 1: a stage cannot keep up (steady).",
     "  carepath pathway run examples/data/pathway\n"
     "  carepath pathway run --engine=all --horizon=730 --html=page.html examples/data/pathway\n"
     "  carepath pathway run --engine=fluid --what=time --format=csv examples/data/pathway\n",
     {&engine_group, &view_group, NULL},
     run_pathway_run,
     1,
     0},
    {"compare",
     "two or more networks, or one and a change of it, with the same chances",
     "[OPTION]... FOLDER [FOLDER]...",
     "Runs each folder with the same random numbers and shows the differences from the first, "
     "with intervals where the engine is events. With one FOLDER, --change says what is changed.",
     "  carepath pathway compare --change=ward.servers=80 examples/data/pathway\n",
     {&engine_group, NULL, NULL},
     run_pathway_compare,
     MOST_FOLDERS,
     0},
    {"size",
     "the least capacity of each stage that meets a goal",
     "[OPTION]... FOLDER",
     "Finds the least whole capacity of every stage with which a goal holds in the long run.",
     "  carepath pathway size --limit=2 examples/data/pathway\n"
     "  carepath pathway size --goal=chance-of-wait --share=0.05 --stage=ward "
     "examples/data/pathway\n",
     {&size_group, NULL, NULL},
     run_pathway_size,
     1,
     0},
    {"calibrate",
     "a network from a log of who was where and when",
     "[OPTION]... FILE",
     "Reads a CSV with columns patient, stage, start, end (empty: still there) and, where there "
     "is one, group; finds routes, durations, arrivals and capacities seen.",
     "  carepath pathway calibrate examples/data/pathway_log.csv\n",
     {&log_group, NULL, NULL},
     run_pathway_calibrate,
     1,
     0},
    {"preset",
     "known pathways as networks: elective, discharge, emergency, cancer, stepped care, ...",
     "[OPTION]... [NAME]",
     "Lists the presets; with NAME its parameters, their defaults and where these come from; with "
     "--folder writes its network, ready to be run and changed.",
     "  carepath pathway preset\n"
     "  carepath pathway preset discharge\n"
     "  carepath pathway preset --set=p2_beds=70 --folder=discharge discharge\n",
     {&preset_group, NULL, NULL},
     run_pathway_preset,
     1,
     1},
};
static const command_parts pathway_of = {"pathway", parts, sizeof parts / sizeof *parts};

int pathway_part_named(const char *word, const command **found) {
  return command_part_named(&pathway_of, word, found);
}

void put_pathway_manual(buffer *b) {
  put_parts_manual(b, &pathway_of);
}

int run_pathway(const void *given) {
  return list_command_parts(&pathway_of, given);
}
