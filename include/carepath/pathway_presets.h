/* carepath/pathway_presets.h - known pathways as plain networks: each preset is a small folder of CSV files with a few
 * parameters, every one with its default, its bounds and where the default comes from. Nothing is hidden: what comes out is a
 * network to look at, to change and to write as a folder. Floor 3: includes base.h and pathway.h.
 *
 *   elective     referral -> outpatients -> diagnostics -> decision -> surgery -> ward -> home or social care
 *   discharge    acute beds -> pathways 0 to 3, with blocking and readmission
 *   emergency    arrivals by hour -> emergency department by shift -> assessment -> wards, with corridor waits
 *   cancer       urgent referral -> clinic -> tests -> decision -> treatment, with the 28- and 62-day standards
 *   stepped_care mental health: assessment -> guided self-help, therapy, secondary care, and a peer step
 *   advice       Advice and Guidance: request -> reply -> back to the GP or a referral, with rebound
 *   surge        stepped care with a wave of suppressed demand that returns */
#ifndef CAREPATH_PATHWAY_PRESETS_H
#define CAREPATH_PATHWAY_PRESETS_H

#include "carepath/base.h"
#include "carepath/pathway.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A parameter of a preset. Static memory. */
typedef struct cpw_preset_parameter {
  const char *name;    /**< such as "beds" */
  const char *unit;    /**< such as "beds", "share", "days", "people a day" */
  const char *meaning; /**< one phrase */
  const char *source;  /**< of the default, or "assumed" */
  double value;        /**< the default */
  double least;        /**< the least value allowed */
  double most;         /**< the greatest one; infinite: no limit */
} cpw_preset_parameter;

/** Number of presets: they are numbered from 0.
 *  @return >= 1.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API int64_t cpw_preset_count(void);

/** Name of a preset.
 *  @param[in] preset  0 to cpw_preset_count() - 1
 *  @return such as "elective"; NULL for any other number. Static memory.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API const char *cpw_preset_name(int64_t preset);

/** What a preset is, in one line.
 *  @param[in] preset  0 to cpw_preset_count() - 1
 *  @return NULL for any other number. Static memory.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API const char *cpw_preset_summary(int64_t preset);

/** Number of a preset by its name.
 *  @param[in] name  as cpw_preset_name gives it; may be NULL
 *  @return >= 0; CPW_ENOTFOUND.
 *  @par Complexity O(presets). @par Thread safety Safe. @since 0.1 */
CPW_API int64_t cpw_preset_find(const char *name);

/** Number of parameters of a preset.
 *  @param[in] preset  0 to cpw_preset_count() - 1
 *  @return >= 0; CPW_EINVAL for any other number.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API int64_t cpw_preset_parameters(int64_t preset);

/** A parameter of a preset.
 *  @param[in] preset     0 to cpw_preset_count() - 1
 *  @param[in] parameter  0 to cpw_preset_parameters(preset) - 1
 *  @return NULL for any other number. Static memory.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API const cpw_preset_parameter *cpw_preset_parameter_at(int64_t preset, int64_t parameter);

/** The network of a preset.
 *  @param[in]  preset     0 to cpw_preset_count() - 1
 *  @param[in]  names      (count) parameters that are changed; NULL if count is 0
 *  @param[in]  values     (count) their values
 *  @param[in]  count      >= 0
 *  @param[in]  allocator  NULL for malloc and free; must outlive the network
 *  @param[out] out        the network, checked; untouched on error. Free it with cpw_network_free
 *  @param[out] err        nullable: "elective: \"bed\" is not a parameter; did you mean \"beds\"?"
 *  @return CPW_OK; CPW_EINVAL (NULL, no such preset, a parameter twice); CPW_ENOTFOUND (no such parameter); CPW_EDOMAIN (a
 *  value out of its bounds, shares that sum to more than 1); CPW_ENOMEM; what cpw_pathway_check says.
 *  @par Complexity O(length of the files). @par Thread safety Safe. @par Example examples/pathway_presets.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_preset_network(int64_t preset, const char *const *names,
                                                const double *values, int64_t count,
                                                const cpw_allocator *allocator, cpw_network **out,
                                                cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
