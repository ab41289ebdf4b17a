/* Results of the module seen again as its inputs: a history read from a file, a calibration.
 * Source: the names and shapes in carepath/waitlist.h. Leaves the check of the numbers to the
 * functions that take the views; copies nothing. */
#include "waitlist/internal.h"

#include <string.h>

void cpw_bands_init_sized(cpw_bands *bands, size_t size) {
  cpw_bands b;
  memset(&b, 0, sizeof b);
  b.struct_size = sizeof b;
  b.unit_weeks = 1.0;
  b.period = 1.0;
  cpwi_init_sized(bands, size, &b, sizeof b);
}

/* What is to be found in a result: a name, its dimensions, and where it goes. */
typedef struct wanted {
  const char *name, *dimensions; /* such as "list band"; "" for a single number */
  const double **values;
} wanted;

static int same_dimensions(const cpw_array *array, const char *dimensions) {
  for (int64_t k = 0; k < array->dimensions; k++) {
    const char *name = array->dimension[k]->name;
    size_t count = strlen(name);
    if (strncmp(dimensions, name, count) != 0) return 0;
    dimensions += count;
    if (*dimensions == ' ') dimensions++;
  }
  return *dimensions == '\0';
}

static int32_t find_all(const cpw_result *result, const wanted *list, size_t count,
                        const char *where, cpw_error *err) {
  for (size_t k = 0; k < count; k++) {
    const cpw_array *array = cpw_result_find(result, list[k].name);
    if (!array)
      return cpwi_fail(err, CPW_ENOTFOUND, -1, where, "the result has no array %s", list[k].name);
    if (array->type != CPW_DOUBLE || !same_dimensions(array, list[k].dimensions))
      return cpwi_fail(err, CPW_ENOTFOUND, -1, where,
                       "array %s of the result must have the dimensions \"%s\" and real numbers",
                       list[k].name, list[k].dimensions);
    *list[k].values = array->real;
  }
  return CPW_OK;
}

static int32_t check_target(const void *target, size_t known, const char *name, const char *where,
                            cpw_error *err) {
  size_t theirs;
  if (!target) return cpwi_fail(err, CPW_EINVAL, -1, where, "%s is NULL", name);
  memcpy(&theirs, target, sizeof theirs);
  if (theirs < sizeof theirs || theirs > known)
    return cpwi_fail(err, CPW_EABI, -1, where,
                     "%s.struct_size is %zu, but this library (%s) takes %zu to %zu: set it with "
                     "the _init function",
                     name, theirs, CPW_VERSION_STRING, sizeof theirs, known);
  return CPW_OK;
}

/* Writes as much of a struct as its caller knows. */
static void give(void *target, void *full, size_t known) {
  size_t theirs;
  memcpy(&theirs, target, sizeof theirs);
  cpwi_init_sized(target, theirs, full, known);
}

/* Labels for whoever looks; a dimension without coordinates has none. */
static const cpw_dimension *labels_of(const cpw_result *result, const char *array, int64_t index) {
  const cpw_dimension *d = cpw_result_find(result, array)->dimension[index];
  return d->coordinates > 0 ? d : NULL;
}

/* The checks that both views share, then what they have in common: the bands. */
static int32_t view_bands(const cpw_result *result, const wanted *list, size_t count,
                          cpw_bands *bands, const char *where, cpw_error *err) {
  const double *unit = NULL, *period = NULL;
  cpw_bands_init(bands);
  const wanted edges[] = {{"band_lower", "band", &bands->lower},
                          {"unit_weeks", "", &unit},
                          {"period_length", "", &period}};
  int32_t status = find_all(result, edges, 3, where, err);
  if (status == CPW_OK) status = find_all(result, list, count, where, err);
  if (status != CPW_OK) return status;
  bands->count = cpw_result_find(result, "band_lower")->size;
  bands->unit_weeks = *unit;
  bands->period = *period;
  return CPW_OK;
}

int32_t cpw_history_view(const cpw_result *result, cpw_history *history, cpw_bands *bands,
                         cpw_error *err) {
  cpw_history h;
  cpw_bands b;
  cpw_history_init(&h);
  const wanted list[] = {{"starts", "list period", &h.starts},
                         {"treated", "list period band", &h.treated},
                         {"waiting", "list period band", &h.waiting}};
  int32_t status;
  if (!result) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "result is NULL");
  if ((status = check_target(history, sizeof h, "history", __func__, err)) != CPW_OK ||
      (status = check_target(bands, sizeof b, "bands", __func__, err)) != CPW_OK ||
      (status = view_bands(result, list, 3, &b, __func__, err)) != CPW_OK)
    return status;
  const cpw_array *starts = cpw_result_find(result, "starts");
  h.lists = starts->dimension[0]->length;
  h.periods = starts->dimension[1]->length;
  h.list = labels_of(result, "starts", 0);
  h.period = labels_of(result, "starts", 1);
  h.bands = bands;
  give(bands, &b, sizeof b);
  give(history, &h, sizeof h);
  return CPW_OK;
}

int32_t cpw_backlog_view(const cpw_result *calibration, cpw_backlog *backlog, cpw_bands *bands,
                         cpw_error *err) {
  cpw_backlog known;
  cpw_bands b;
  cpw_backlog_init(&known);
  const wanted list[] = {{"waiting", "list band", &known.waiting},
                         {"treatment_hazard", "list band", &known.treatment_hazard},
                         {"removal_hazard", "list band", &known.removal_hazard},
                         {"start_uplift", "list", &known.start_uplift},
                         {"starts", "list", &known.starts},
                         {"capacity", "list", &known.capacity}};
  int32_t status;
  if (!calibration) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "calibration is NULL");
  if ((status = check_target(backlog, sizeof known, "backlog", __func__, err)) != CPW_OK ||
      (status = check_target(bands, sizeof b, "bands", __func__, err)) != CPW_OK ||
      (status = view_bands(calibration, list, 6, &b, __func__, err)) != CPW_OK)
    return status;
  known.lists = cpw_result_find(calibration, "starts")->size;
  known.list = labels_of(calibration, "starts", 0);
  known.bands = bands;
  give(bands, &b, sizeof b);
  give(backlog, &known, sizeof known);
  return CPW_OK;
}
