/* The formulae of queues over time by name.
 * Source: carepath/queue.h, "over time, exactly", where each says its own.
 * Leaves finding and checking them to registry.c. */
#include "queue/internal.h"

const cpwi_queue_table cpwi_queue_time_formulae = {NULL, 0};
