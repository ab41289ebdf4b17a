/* What tables, kinds, levers and bases are called, in files and reports.
 * Source: the header's lists.
 * Leaves the columns of the tables to lib/system_files. */
#include "system/catalogue.h"

#define COUNT(names)           ((int64_t)(sizeof(names) / sizeof *(names)))
#define NAME_OF(names, number) ((number) >= 0 && (number) < COUNT(names) ? (names)[number] : NULL)

static const char *const table_names[CPW_SYSTEM_TABLES] = {
    "settings",  "groups",     "ages",    "segments",  "organisations", "alliances", "members",
    "areas",     "footprints", "people",  "services",  "profiles",      "lists",     "capacity",
    "resources", "uses",       "limits",  "need",      "choice",        "pathways",  "funds",
    "payments",  "policies",   "effects", "scenarios", "picks",         "sources"};

static const char *const kind_names[CPW_ORG_KINDS] = {
    "nation",    "region",    "ics",           "partnership", "place",       "neighbourhood",
    "practice",  "acute",     "mental_health", "community",   "ambulance",   "council",
    "care_home", "home_care", "voluntary",     "independent", "specialised", "commissioner"};

static const char *const lever_names[CPW_LEVERS] = {
    "capacity",  "demand",   "stay",       "divert",  "pool", "prioritise", "devolve",
    "guarantee", "reinvest", "reorganise", "removal", "cost", "money",      "overhead"};

static const char *const basis_names[CPW_BASES] = {"", "real", "derived", "assumed"};

static const char *const alliance_names[CPW_ALLIANCE_KINDS] = {"scale", "place", "specialised",
                                                               "other"};

static const char *const setting_names[CPW_SETTINGS] = {"home",          "primary",  "community",
                                                        "mental_health", "hospital", "specialised"};

static const char *const fund_names[CPW_FUND_KINDS] = {"source", "account", "pool", "spend"};

static const char *const policy_names[] = {"decided", "shock"};

static const char *const mode_names[] = {"share", "add"};

/* as cpw_response_name: a test holds them equal */
static const char *const curve_names[CPW_RESPONSE_COUNT] = {"linear", "exponential", "log",
                                                            "power",  "hill",        "points"};

const char *cpw_system_table_name(int64_t table) {
  return NAME_OF(table_names, table);
}

const char *cpw_system_kind_name(int32_t kind) {
  return NAME_OF(kind_names, kind);
}

const char *cpw_system_lever_name(int32_t lever) {
  return NAME_OF(lever_names, lever);
}

const char *cpw_system_basis_name(int32_t basis) {
  return NAME_OF(basis_names, basis);
}

#define WORDS(names)                                                                               \
  { (names), COUNT(names) }

cpwi_system_words cpwi_system_words_of(int32_t set) {
  static const cpwi_system_words sets[CPWI_WORDS_SETS] = {
      WORDS(kind_names),    WORDS(alliance_names), WORDS(basis_names),
      WORDS(setting_names), WORDS(fund_names),     WORDS(policy_names),
      WORDS(lever_names),   WORDS(mode_names),     WORDS(curve_names)};
  cpwi_system_words none = {NULL, 0};
  return set >= 0 && set < CPWI_WORDS_SETS ? sets[set] : none;
}
