/* carepath.h - the whole public API of carepath, floor by floor. */
#ifndef CAREPATH_H
#define CAREPATH_H

#include "carepath/base.h"
#include "carepath/random.h"
#include "carepath/stats.h"
#include "carepath/table.h"

#include "carepath/apportion.h"
#include "carepath/dates.h"
#include "carepath/disclosure.h"
#include "carepath/duration.h"
#include "carepath/equity.h"
#include "carepath/ledger.h"
#include "carepath/queue.h"
#include "carepath/rates.h"
#include "carepath/rtt.h"
#include "carepath/spc.h"
#include "carepath/survival.h"
#include "carepath/urgency.h"

#include "carepath/audit.h"
#include "carepath/capitation.h"
#include "carepath/dcea.h"
#include "carepath/devolve.h"
#include "carepath/fair.h"
#include "carepath/impact.h"
#include "carepath/mcda.h"
#include "carepath/pace.h"
#include "carepath/pool.h"
#include "carepath/priority.h"
#include "carepath/smaa.h"
#include "carepath/standards.h"
#include "carepath/weights.h"

#include "carepath/first_come.h"
#include "carepath/patients.h"
#include "carepath/waitlist.h"

#include "carepath/backtest.h"
#include "carepath/discipline.h"
#include "carepath/frontier.h"
#include "carepath/simulate.h"
#include "carepath/snapshots.h"
#include "carepath/steady.h"
#include "carepath/waits.h"

#include "carepath/forecast.h"
#include "carepath/plan.h"

#endif
