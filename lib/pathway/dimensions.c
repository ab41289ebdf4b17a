/* The dimensions that the results of all engines share: stages, who, exits and pools, by name.
 * Source: the header's list of what the engines say.
 * Leaves the arrays to the engines. */
#include "pathway/internal.h"

static int32_t add_who(const cpwi_pathway *n, cpw_result *result, const char **label, int64_t *who,
                       cpw_error *err) {
  int64_t count = 0;
  if (n->groups > 1) label[count++] = "all";
  for (int64_t g = 0; g < n->groups; g++)
    label[count++] = n->p.group ? n->p.group[g] : "all";
  int32_t status = cpw_result_add_dimension(result, "who", count, label, err);
  if (status == CPW_OK) *who = count;
  return status;
}

static int32_t add_stages(const cpwi_pathway *n, cpw_result *result, const char **label,
                          cpw_error *err) {
  for (int64_t s = 0; s < n->stages; s++)
    label[s] = n->p.stage[s].name;
  return cpw_result_add_dimension(result, "stage", n->stages, label, err);
}

static int32_t add_exits(const cpwi_pathway *n, cpw_result *result, const char **label,
                         cpw_error *err) {
  label[0] = "out";
  for (int64_t s = 0; s < n->stages; s++)
    if (n->exit[s] > 0) label[n->exit[s]] = n->p.stage[s].name;
  return cpw_result_add_dimension(result, "exit", n->exits, label, err);
}

static int32_t add_pools(const cpwi_pathway *n, cpw_result *result, const char **label,
                         cpw_error *err) {
  if (n->p.pools == 0) return CPW_OK;
  for (int64_t i = 0; i < n->p.pools; i++)
    label[i] = n->p.pool[i].name;
  return cpw_result_add_dimension(result, "pool", n->p.pools, label, err);
}

int32_t cpwi_pathway_dimensions(const cpwi_pathway *network, cpw_result *result, int64_t *who,
                                cpw_error *err) {
  int64_t most = network->stages > network->groups ? network->stages : network->groups;
  if (network->p.pools > most) most = network->p.pools;
  const char **label = cpwi_alloc(network->allocator, (size_t)most + 1, sizeof *label);
  if (!label) return cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for the labels");
  int32_t status = add_stages(network, result, label, err);
  if (status == CPW_OK) status = add_who(network, result, label, who, err);
  if (status == CPW_OK) status = add_exits(network, result, label, err);
  if (status == CPW_OK) status = add_pools(network, result, label, err);
  cpwi_release(network->allocator, (void *)label);
  return status;
}
