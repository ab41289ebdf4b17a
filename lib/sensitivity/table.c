/* Results of sensitivity analyses: outputs by parameters, with their labels.
 * Source: cpw_result of base. Leaves the numbers to sobol_indices.c and morris_effects.c. */
#include "sensitivity/internal.h"

#include <string.h>

/* "x1", "x2", ...; (count, CPW_NUMBER_CHARS + 2) characters and as many pointers in one block */
static const char **labels_of(const cpw_parameter *parameters, const char *const *names,
                              int64_t count, const char *letter, const cpw_allocator *a) {
  size_t each = CPW_NUMBER_CHARS + 2, n = (size_t)count;
  const char **label = cpwi_alloc(a, n, sizeof *label + each);
  char *text = label ? (char *)(void *)(label + n) : NULL;
  for (int64_t i = 0; label && i < count; i++, text += each) {
    text[0] = letter[0];
    cpw_format_int64(i + 1, text + 1);
    const char *own = parameters ? parameters[i].name : names ? names[i] : NULL;
    label[i] = own ? own : text;
  }
  return label;
}

static int32_t add_dimension(const cpwi_sensitivity *s, cpw_result *r, const char *name,
                             const char **label, int64_t count, cpw_error *err) {
  if (!label)
    return cpwi_fail(err, CPW_ENOMEM, -1, s->where, "no memory for %lld labels", (long long)count);
  return cpw_result_add_dimension(r, name, count, label, err);
}

int32_t cpwi_sensitivity_result(const cpwi_sensitivity *s, int64_t outputs,
                                const cpw_parameter *parameters, int64_t count, int32_t pairs,
                                cpw_result **out, cpw_error *err) {
  const cpw_allocator *a = s->options.allocator;
  cpw_result *r = NULL;
  int32_t status = cpw_result_new(a, &r, err);
  if (status != CPW_OK) return status;
  const char **output = labels_of(NULL, s->options.output_names, outputs, "y", a);
  const char **label = labels_of(parameters, NULL, count, "x", a);
  status = add_dimension(s, r, "output", output, outputs, err);
  if (status == CPW_OK) status = add_dimension(s, r, "parameter", label, count, err);
  if (status == CPW_OK && pairs) status = add_dimension(s, r, "other", label, count, err);
  cpwi_release(a, output);
  cpwi_release(a, label);
  if (status == CPW_OK)
    *out = r;
  else
    cpw_result_free(r);
  return status;
}

int32_t cpwi_add_arrays(cpw_result *result, const cpwi_array_plan *plans, size_t count,
                        cpw_error *err) {
  for (size_t k = 0; k < count; k++) {
    void *memory = NULL;
    int32_t status =
        cpw_result_add_array(result, plans[k].name, plans[k].unit, plans[k].description,
                             plans[k].dimensions, CPW_DOUBLE, CPW_MERGE_SAME, &memory, err);
    if (status != CPW_OK) return status;
    *plans[k].real = memory;
  }
  return CPW_OK;
}
