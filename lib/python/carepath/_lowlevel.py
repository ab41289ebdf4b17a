"""The C interface of libcarepath, mirrored for ctypes.

Generated from include/carepath/*.h by tests/tools/generate.py: change the headers and run
`make generate`. Nothing here loads a library: call `check(lib)` and `declare(lib)` on one.
"""
import ctypes as C

CPW_VERSION_MAJOR = 0
CPW_VERSION_MINOR = 1
CPW_VERSION_PATCH = 0
CPW_VERSION_STRING = '0.1.0'
CPW_ABI = 0
CPW_OK = 0
CPW_EINVAL = -1
CPW_EDOMAIN = -2
CPW_ENOMEM = -3
CPW_EOVERFLOW = -4
CPW_EABI = -5
CPW_EDATA = -6
CPW_EIO = -7
CPW_ENOTFOUND = -8
CPW_ENOCONV = -9
CPW_ECANCELLED = -10
CPW_EINTERNAL = -11
CPW_NUMBER_CHARS = 32
CPW_DOUBLE = 1
CPW_INT64 = 2
CPW_MERGE_SAME = 0
CPW_MERGE_SUM = 1
CPW_MERGE_MIN = 2
CPW_MERGE_MAX = 3
CPW_MERGE_APPEND = 4
CPW_MERGE_DERIVE = 5
CPW_OUTCOME_OK = 0
CPW_OUTCOME_ALREADY_MET = 1
CPW_OUTCOME_CLEARED = 2
CPW_OUTCOME_UNREACHABLE = 3
CPW_OUTCOME_UNSTABLE = 4
CPW_MAX_DIMENSIONS = 8
CPW_DATE_NONE = -2147483647
CPW_DATE_CHARS = 16
CPW_DATES_BY_PRIORITY = 0
CPW_DATES_BY_DUE = 1
CPW_DISCLOSURE_ROUND_NONE = 0
CPW_DISCLOSURE_ROUND_NEAREST = 1
CPW_DISCLOSURE_ROUND_RANDOM = 2
CPW_DISCLOSURE_SHOWN = 0
CPW_DISCLOSURE_SMALL = 1
CPW_DISCLOSURE_ZERO = 2
CPW_DISCLOSURE_SECONDARY = 3
CPW_DISCLOSURE_COMPLEMENT = 4
CPW_DISCLOSURE_NOT_PUBLISHED = 5
CPW_QUEUE_MOST_SERVERS = 9007199254740992
CPW_QUEUE_MOST_NODES = 10000
CPW_QUEUE_LAW_EXPONENTIAL = 0
CPW_QUEUE_LAW_DETERMINISTIC = 1
CPW_QUEUE_LAW_GAMMA = 2
CPW_QUEUE_LAW_HYPEREXPONENTIAL = 3
CPW_QUEUE_LAW_UNIFORM = 4
CPW_QUEUE_LAW_OTHER = 5
CPW_QUEUE_WAITS_TURN = 0
CPW_QUEUE_INTERRUPTS = 1
CPW_QUEUE_GOAL_DELAY = 0
CPW_QUEUE_GOAL_WAIT_TAIL = 1
CPW_QUEUE_GOAL_MEAN_WAIT = 2
CPW_QUEUE_GOAL_LOSS = 3
CPW_QUEUE_GOAL_QUANTILE = 4
CPW_QUEUE_NUMBER = 0
CPW_QUEUE_LIST = 1
CPW_QUEUE_TABLE = 2
CPW_QUEUE_CHOICE = 3
CPW_QUEUE_EXPONENTIAL = 0
CPW_QUEUE_DETERMINISTIC = 1
CPW_QUEUE_ERLANG = 2
CPW_QUEUE_HYPEREXPONENTIAL = 3
CPW_RANDOM_MAX_COUNT = 9007199254740992
CPW_RANDOM_MAX_MEAN = 4.611686018427388e+18
CPW_LAW_UNIFORM = 1
CPW_LAW_UNIFORM_OPEN = 2
CPW_LAW_EXPONENTIAL = 3
CPW_LAW_NORMAL = 4
CPW_LAW_LOGNORMAL = 5
CPW_LAW_GAMMA = 6
CPW_LAW_BETA = 7
CPW_LAW_BELOW = 8
CPW_LAW_POISSON = 9
CPW_LAW_BINOMIAL = 10
CPW_LAW_HYPERGEOMETRIC = 11
CPW_LAW_GEOMETRIC = 12
CPW_LAW_NEGATIVE_BINOMIAL = 13
CPW_LAW_COUNT = 13
CPW_LAW_MAX_PARAMETERS = 3
CPW_DURATION_NEVER = 0
CPW_DURATION_FIXED = 1
CPW_DURATION_EXPONENTIAL = 2
CPW_DURATION_GAMMA = 3
CPW_DURATION_LOGNORMAL = 4
CPW_DURATION_WEIBULL = 5
CPW_DURATION_UNIFORM = 6
CPW_DURATION_HYPEREXPONENTIAL = 7
CPW_DURATION_EMPIRICAL = 8
CPW_DURATION_GEOMETRIC = 9
CPW_DURATION_COUNT = 10
CPW_DURATION_MIN_CV = 0.001
CPW_DURATION_MAX_CV = 100.0
CPW_FIRST_COME_MAX_SERVERS = 1000000
CPW_FIRST_COME_MAX_CUSTOMERS = 1000000000000
CPW_FIRST_COME_MAX_BATCHES = 10000
CPW_FIRST_COME_ROUND = 16
CPW_PATIENTS_FIRST_COME = 0
CPW_PATIENTS_TIERS = 1
CPW_PATIENTS_DUE = 2
CPW_PATIENTS_BREACH_FIRST = 3
CPW_PATIENTS_ACCUMULATING = 4
CPW_PATIENTS_CMU = 5
CPW_PATIENTS_GENERALISED_CMU = 6
CPW_PATIENTS_MAX_WEIGHT = 7
CPW_PATIENTS_LOTTERY = 8
CPW_PATIENTS_MIXTURE = 9
CPW_PATIENTS_SCORE = 10
CPW_PATIENT_WAITING = 0
CPW_PATIENT_TREATED = 1
CPW_PATIENT_REMOVED = 2
CPW_RTT_BY_PROVIDER = 1
CPW_RTT_BY_PROVIDER_ICB = 2
CPW_RTT_BY_COMMISSIONER = 4
CPW_RTT_BY_COMMISSIONER_ICB = 8
CPW_RTT_BY_TREATMENT_FUNCTION = 16
CPW_STANDARD_IN_FORCE = 0
CPW_STANDARD_DUE = 1
CPW_STANDARD_FUTURE = 2
CPW_STANDARD_PAST = 3
CPW_EXACT_SUM_LIMBS = 68
CPW_MOMENTS_LIMBS = 136
CPW_SKETCH_DEFAULT_ERROR = 0.00390625
CPW_SKETCH_LEAST_ERROR = 6.103515625e-05
CPW_QUANTILE_1 = 1
CPW_QUANTILE_2 = 2
CPW_QUANTILE_3 = 3
CPW_QUANTILE_4 = 4
CPW_QUANTILE_5 = 5
CPW_QUANTILE_6 = 6
CPW_QUANTILE_7 = 7
CPW_QUANTILE_8 = 8
CPW_QUANTILE_9 = 9
CPW_QUANTILE_DEFAULT = 7
CPW_WEIGHTED_INVERSE = 1
CPW_WEIGHTED_INTERPOLATED = 2
CPW_WEIGHTED_COUNTS = 3
CPW_GAMMA_SHAPE_MOST = 1000000000000.0
CPW_BETA_MOST = 10000000000.0
CPW_BOOTSTRAP_PERCENTILE = 1
CPW_BOOTSTRAP_BASIC = 2
CPW_BOOTSTRAP_BCA = 3
CPW_CRPS_STANDARD = 1
CPW_CRPS_FAIR = 2
CPW_RATES_AUTO = 0
CPW_RATES_BYAR = 1
CPW_RATES_EXACT = 2
CPW_RATES_GAMMA = 3
CPW_RATES_WILSON = 0
CPW_RATES_CLOPPER = 1
CPW_RATES_FEW = 10
CPW_RATES_EMPTY_ERROR = 0
CPW_RATES_EMPTY_DROP = 1
CPW_RATES_FLAG_FEW = 1
CPW_RATES_FLAG_NONE = 2
CPW_RATES_FLAG_EMPTY = 4
CPW_RATES_FUNNEL_PROPORTION = 0
CPW_RATES_FUNNEL_RATE = 1
CPW_RATES_FUNNEL_RATIO = 2
CPW_RATES_LIMITS_PUBLISHED = 0
CPW_RATES_LIMITS_EXACT = 1
CPW_RATES_LIMITS_NORMAL = 2
CPW_RATES_DISPERSION_NONE = 0
CPW_RATES_DISPERSION_MULTIPLY = 1
CPW_RATES_DISPERSION_ADD = 2
CPW_SPC_LIMIT_FACTOR = 2.66
CPW_SPC_RANGE_FACTOR = 3.267
CPW_SPC_UP = 1
CPW_SPC_DOWN = -1
CPW_SPC_NEUTRAL = 0
CPW_SPC_ABOVE_LIMIT = 1
CPW_SPC_BELOW_LIMIT = 2
CPW_SPC_RISING = 4
CPW_SPC_FALLING = 8
CPW_SPC_NEAR_UPPER = 16
CPW_SPC_NEAR_LOWER = 32
CPW_SPC_ABOVE_MEAN = 64
CPW_SPC_BELOW_MEAN = 128
CPW_SPC_COMMON_CAUSE = 0
CPW_SPC_IMPROVEMENT_HIGH = 1
CPW_SPC_IMPROVEMENT_LOW = 2
CPW_SPC_CONCERN_HIGH = 3
CPW_SPC_CONCERN_LOW = 4
CPW_SPC_NEUTRAL_HIGH = 5
CPW_SPC_NEUTRAL_LOW = 6
CPW_SPC_MISSING = 7
CPW_SPC_TOO_SHORT = 8
CPW_SPC_NO_TARGET = 0
CPW_SPC_PASS = 1
CPW_SPC_FAIL = 2
CPW_SPC_INCONSISTENT = 3
CPW_SPC_UNSURE = 4
CPW_SPC_GAPS_BREAK = 0
CPW_SPC_GAPS_CLOSE = 1
CPW_SPC_SHARES = 0
CPW_SPC_RATES = 1
CPW_TABLE_RAGGED_ERROR = 0
CPW_TABLE_RAGGED_SHORT = 1
CPW_DAYS_PER_MONTH = 30.4375
CPW_WEEKS_PER_MONTH = 4.348214285714286
CPW_RTT_WEEKS = 18.0
CPW_MISSING_ERROR = 0
CPW_MISSING_ZERO = 1
CPW_MISSING_DROP = 2
CPW_ESTIMATE_POOLED = 0
CPW_ESTIMATE_MEAN = 1
CPW_ESTIMATE_COMBINED = 2
CPW_UNRECORDED_ALLOW = 0
CPW_UNRECORDED_FLOOR = 1
CPW_UNRECORDED_REDISTRIBUTE = 2
CPW_UNRECORDED_REDISTRIBUTE_FLOOR = 3
CPW_UNRECORDED_UPLIFT = 4
CPW_UNRECORDED_COHORT = 5
CPW_SEASONAL_NONE = 0
CPW_SEASONAL_DAYS = 1
CPW_SEASONAL_MONTH = 2
CPW_CAPACITY_COUNTS = 0
CPW_CAPACITY_RATES = 1
CPW_CAPACITY_CAP = 2
CPW_SURPLUS_CONSERVE = 0
CPW_SURPLUS_NONE = 1
CPW_SURPLUS_EVENLY = 2
CPW_SURPLUS_PRIORITISE_LONG_WAITERS = 3
CPW_SKEW_ROTATE = 0
CPW_SKEW_UNIFORM = 1
CPW_EVENT_ADD = 0
CPW_EVENT_REMOVE = 1
CPW_EVENT_TREAT = 2
CPW_GROWTH_COMPOUND = 0
CPW_GROWTH_LINEAR = 1
CPW_PROFILE_FLAT = 0
CPW_PROFILE_RAMP = 1
CPW_BACKTEST_DEFAULT = 0
CPW_BACKTEST_PUBLISHED_A = 1
CPW_BACKTEST_PUBLISHED_B = 2
CPW_BACKTEST_PLAIN = 3
CPW_BACKTEST_NAIVE = 4
CPW_BACKTEST_OWN = 5
CPW_BACKTEST_OBSERVED = 0
CPW_BACKTEST_LEVEL = 1
CPW_BACKTEST_GIVEN = 2
CPW_SERIES_COUNT = 0
CPW_SERIES_SHARE = 1
CPW_SERIES_RARE = 2
CPW_GOAL_WITHIN = 0
CPW_GOAL_LONG_WAITS = 1
CPW_GOAL_LONG_SHARE = 2
CPW_GOAL_SIZE = 3
CPW_PROFILE_SHAPE = 2
CPW_PROFILE_PERIODS = 3
CPW_PLAN_LEAST = 0
CPW_PLAN_SMOOTH_SQUARES = 1
CPW_PLAN_SMOOTH_LARGEST = 2
CPW_PUBLISHED_NONE = 0
CPW_PUBLISHED_EVENLY = 1
CPW_PUBLISHED_PRIORITISE = 2
CPW_SNAPSHOTS_WEEKS = 0
CPW_SNAPSHOTS_MONTHS = 1
CPW_SNAPSHOTS_DATES = 2
CPW_SNAPSHOTS_BY_COHORT = 0
CPW_SNAPSHOTS_BY_WAIT = 1
CPW_STEADY_FIRST_COME = 0
CPW_STEADY_HAZARDS = 1

# status code -> name, meaning
STATUS = {
    0: ('CPW_OK', 'success'),
    -1: ('CPW_EINVAL', 'invalid argument: missing, contradictory or of the wrong shape'),
    -2: ('CPW_EDOMAIN', 'value outside its domain'),
    -3: ('CPW_ENOMEM', 'out of memory'),
    -4: ('CPW_EOVERFLOW', 'a size, count or sum is too large'),
    -5: ('CPW_EABI', 'structure of another version of the library'),
    -6: ('CPW_EDATA', 'data do not follow the expected format'),
    -7: ('CPW_EIO', 'input or output failed'),
    -8: ('CPW_ENOTFOUND', 'no such name'),
    -9: ('CPW_ENOCONV', 'no convergence'),
    -10: ('CPW_ECANCELLED', 'cancelled by the caller'),
    -11: ('CPW_EINTERNAL', 'internal inconsistency: please report it'),
}


class cpw_error(C.Structure):
    """What went wrong and where."""


class cpw_layout(C.Structure):
    """One public struct or one field of it, as the library was compiled: bindings compare these
    with their own mirrors before the first call."""


class cpw_constant(C.Structure):
    """One public constant, as the library was compiled."""


class cpw_allocator(C.Structure):
    """A caller's memory functions."""


class cpw_run(C.Structure):
    """How long work is run."""


class cpw_sink(C.Structure):
    """Where text goes."""


class cpw_source(C.Structure):
    """Where text comes from."""


class cpw_output(C.Structure):
    """A file that is written whole or not at all: the text goes to a temporary file beside it,
    which takes the name on commit."""


class cpw_dimension(C.Structure):
    """One axis of an array: its length and any number of coordinates, each of which names every
    position (a dimension 'list' may carry the coordinates 'provider' and 'specialty')."""


class cpw_array(C.Structure):
    """One named array of a result: owned by the result, valid until that is freed or added to."""


class cpw_result(C.Structure):
    """What every model returns: named, labelled arrays, an outcome, and notes (what was
    assumed)."""


class cpw_date_rows(C.Structure):
    """A list as rows of dates: borrowed arrays, in any order."""


class cpw_dates_options(C.Structure):
    """How rows are read."""


class cpw_disclosure_options(C.Structure):
    """What may be published."""


class cpw_disclosure_rule(C.Structure):
    """A published rule for small numbers."""


class cpw_queue_measures(C.Structure):
    """What a queue shows."""


class cpw_queue_slopes(C.Structure):
    """A chance and its two derivatives."""


class cpw_queue_wait_slopes(C.Structure):
    """The mean wait in M/M/c and what a little more of each input does to it."""


class cpw_queue_transform(C.Structure):
    """A Laplace-Stieltjes transform of the caller's: E[exp(-s T)], T the time between arrivals,
    for s >= 0."""


class cpw_queue_need(C.Structure):
    """What a goal takes."""


class cpw_queue_pooling(C.Structure):
    """Lists apart and as one."""


class cpw_queue_list(C.Structure):
    """A list and the slots that keep a share of people within a limit."""


class cpw_queue_input(C.Structure):
    """One input of a formula: a name that serves as an option, what it means and what it may
    be."""


class cpw_queue_output(C.Structure):
    """One output of a formula."""


class cpw_queue_formula(C.Structure):
    """A formula as the library knows it."""


class cpw_queue_value(C.Structure):
    """A named input for cpw_queue_evaluate."""


class cpw_queue_course_options(C.Structure):
    """How a queue starts and what is wanted of its course."""


class cpw_queue_schedule(C.Structure):
    """Rates and servers period by period; constant within each."""


class cpw_queue_stay(C.Structure):
    """A law of lengths of stay."""


class cpw_queue_ward(C.Structure):
    """Beds in use day by day, with any lengths of stay."""


class cpw_queue_weekly_list(C.Structure):
    """A list from which people are treated once a week."""


class cpw_queue_tandem(C.Structure):
    """Two stations in a row; who has finished at the first and finds no place stays in its server
    (bed)."""


class cpw_queue_tandem_measures(C.Structure):
    """What two stations in a row show."""


class cpw_stream(C.Structure):
    """A stream of random words: plain memory of the caller (64 bytes), copied by assignment, no
    resources."""


class cpw_alias(C.Structure):
    """Categories with given weights, drawn in constant time (alias method)."""


class cpw_empirical(C.Structure):
    """A law taken from data: values that were seen, or a histogram in bands."""


class cpw_duration(C.Structure):
    """A law of durations, in any unit of time."""


class cpw_first_come_options(C.Structure):
    """Who comes, how many serve, and what is wanted of it."""


class cpw_patient(C.Structure):
    """A patient as a scoring function sees one."""


class cpw_patient_rows(C.Structure):
    """People by rows: those on the list at the start and those who are known to join."""


class cpw_patients_list(C.Structure):
    """A waiting list: who is on it, who joins, how people leave, what capacity there is, who is
    next."""


class cpw_patient_record(C.Structure):
    """One patient of a simulation."""


class cpw_patients_options(C.Structure):
    """What is wanted of a simulation."""


class cpw_patients_calendar(C.Structure):
    """A week of sessions on real days."""


class cpw_rtt_options(C.Structure):
    """What is aggregated, and how."""


class cpw_rtt(C.Structure):
    """An aggregation of one or more extracts."""


class cpw_standard(C.Structure):
    """One standard."""


class cpw_exact_sum(C.Structure):
    """The exact sum of up to 2^62 doubles, in the caller's memory: 576 bytes, no pointers."""


class cpw_moments(C.Structure):
    """Count, exact sum, exact sum of squares, least and greatest of up to 2^62 values, in the
    caller's memory: 1680 bytes, no pointers."""


class cpw_histogram(C.Structure):
    """Counts by the caller's bins, in the caller's memory."""


class cpw_sketch(C.Structure):
    """A quantile sketch: counts by logarithmic buckets, which merge exactly."""


class cpw_sketch_info(C.Structure):
    """What a sketch knows beside its quantiles."""


class cpw_interval(C.Structure):
    """An estimate between two limits."""


class cpw_statistic(C.Structure):
    """A statistic of rows: sets *value from the (rows, columns) sample, row by row, and returns
    CPW_OK, or a negative status that ends the call."""


class cpw_bootstrap_options(C.Structure):
    """How limits are made from replicates."""


class cpw_bootstrap_limits(C.Structure):
    """What a bootstrap says."""


class cpw_coverage(C.Structure):
    """How often forecast intervals held what happened, and how wide they were."""


class cpw_accuracy(C.Structure):
    """Accuracy of point forecasts f of actual values a; e = f - a."""


class cpw_rates_options(C.Structure):
    """How rates and waits are standardised."""


class cpw_rates_comparison(C.Structure):
    """Two rates or means beside each other."""


class cpw_rates_funnel_options(C.Structure):
    """How a funnel is made."""


class cpw_spc_options(C.Structure):
    """How a chart is made."""


class cpw_spc_limits(C.Structure):
    """Mean, moving range and limits of one series."""


class cpw_table_options(C.Structure):
    """How a table is read."""


class cpw_table(C.Structure):
    """A table that is being read row by row."""


class cpw_table_writer_options(C.Structure):
    """How a table is written."""


class cpw_table_writer(C.Structure):
    """A table that is being written: fields from left to right, row after row."""


class cpw_bands(C.Structure):
    """How time waited is cut into bands, and how far one period moves a patient along them."""


class cpw_history(C.Structure):
    """What happened to some lists over some periods: borrowed arrays."""


class cpw_history_options(C.Structure):
    """How a tidy file is read."""


class cpw_calibrate_options(C.Structure):
    """How a history is calibrated."""


class cpw_backlog(C.Structure):
    """Where some lists stand and how people leave them: what project and target start from."""


class cpw_event(C.Structure):
    """Something that happens to a list once."""


class cpw_transfer(C.Structure):
    """A flow of people from one list to another who keep the time that they have waited: to
    another provider, or, by hazards, to the next stage (a decision to admit)."""


class cpw_project_options(C.Structure):
    """How a backlog is projected."""


class cpw_demand_options(C.Structure):
    """How demand (or capacity) goes on from today's level."""


class cpw_target_options(C.Structure):
    """Which standard, when, and with what freedom."""


class cpw_backtest_options(C.Structure):
    """How a history is back-tested."""


class cpw_series(C.Structure):
    """Some monthly series: borrowed arrays."""


class cpw_forecast_options(C.Structure):
    """How a forecast is made."""


class cpw_goal(C.Structure):
    """One standard at one date, for one list or for every list on its own."""


class cpw_plan_options(C.Structure):
    """Which goals, by which freedom, within which limits."""


class cpw_plan_published_options(C.Structure):
    """How the published optimiser searched."""


class cpw_simulate_options(C.Structure):
    """What is uncertain, how far ahead, and what is wanted of it."""


class cpw_snapshots_options(C.Structure):
    """Of what snapshots are made."""


class cpw_steady_options(C.Structure):
    """Which standard a list is to hold for good."""


class cpw_steady_problem(C.Structure):
    """A list whose service by band is looked for, as in the published planner."""


class cpw_waits_options(C.Structure):
    """Whose wait is looked at."""


cpw_error._fields_ = [
    ("code", C.c_int32),
    ("reserved", C.c_int32),
    ("index", C.c_int64),
    ("line", C.c_int64),
    ("column", C.c_int64),
    ("where", C.c_char * 64),
    ("message", C.c_char * 320),
]
cpw_layout._fields_ = [
    ("struct_name", C.c_char_p),
    ("field_name", C.c_char_p),
    ("offset", C.c_int64),
    ("size", C.c_int64),
]
cpw_constant._fields_ = [
    ("name", C.c_char_p),
    ("integer", C.c_int64),
    ("real", C.c_double),
]
cpw_allocator_allocate_t = C.CFUNCTYPE(C.c_void_p, C.c_void_p, C.c_size_t)
cpw_allocator_resize_t = C.CFUNCTYPE(C.c_void_p, C.c_void_p, C.c_void_p, C.c_size_t)
cpw_allocator_release_t = C.CFUNCTYPE(None, C.c_void_p, C.c_void_p)
cpw_allocator._fields_ = [
    ("context", C.c_void_p),
    ("allocate", cpw_allocator_allocate_t),
    ("resize", cpw_allocator_resize_t),
    ("release", cpw_allocator_release_t),
]
cpw_run_progress_t = C.CFUNCTYPE(C.c_int, C.c_void_p, C.c_double)
cpw_run._fields_ = [
    ("struct_size", C.c_size_t),
    ("seed", C.c_uint64),
    ("replications", C.c_int64),
    ("first_replication", C.c_int64),
    ("threads", C.c_int32),
    ("reserved", C.c_int32),
    ("progress", cpw_run_progress_t),
    ("progress_context", C.c_void_p),
    ("cancel", C.POINTER(C.c_int32)),
]
cpw_sink_write_t = C.CFUNCTYPE(C.c_int, C.c_void_p, C.POINTER(C.c_char), C.c_int64)
cpw_sink._fields_ = [
    ("context", C.c_void_p),
    ("write", cpw_sink_write_t),
]
cpw_source_read_t = C.CFUNCTYPE(C.c_int64, C.c_void_p, C.POINTER(C.c_char), C.c_int64)
cpw_source._fields_ = [
    ("context", C.c_void_p),
    ("read", cpw_source_read_t),
    ("name", C.c_char_p),
]
cpw_dimension._fields_ = [
    ("name", C.c_char_p),
    ("length", C.c_int64),
    ("coordinates", C.c_int64),
    ("coordinate_names", C.POINTER(C.c_char_p)),
    ("coordinate_labels", C.POINTER(C.POINTER(C.c_char_p))),
]
cpw_array._fields_ = [
    ("name", C.c_char_p),
    ("unit", C.c_char_p),
    ("description", C.c_char_p),
    ("type", C.c_int32),
    ("merge", C.c_int32),
    ("dimensions", C.c_int64),
    ("dimension", C.POINTER(C.POINTER(cpw_dimension))),
    ("size", C.c_int64),
    ("real", C.POINTER(C.c_double)),
    ("integer", C.POINTER(C.c_int64)),
]
cpw_date_rows._fields_ = [
    ("struct_size", C.c_size_t),
    ("rows", C.c_int64),
    ("referral", C.POINTER(C.c_int32)),
    ("removal", C.POINTER(C.c_int32)),
    ("withdrawal", C.POINTER(C.c_int32)),
    ("priority", C.POINTER(C.c_int32)),
]
cpw_dates_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("start", C.c_int32),
    ("end", C.c_int32),
    ("published", C.c_int32),
    ("order", C.c_int32),
    ("target_weeks", C.c_double),
    ("factor", C.c_double),
    ("relief_weeks", C.c_double),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_disclosure_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("least", C.c_int64),
    ("base", C.c_int64),
    ("seed", C.c_uint64),
    ("rounding", C.c_int32),
    ("zeros", C.c_int32),
    ("secondary", C.c_int32),
    ("row_totals", C.c_int32),
    ("column_totals", C.c_int32),
    ("grand_total", C.c_int32),
    ("bounds", C.c_int32),
    ("reserved", C.c_int32),
    ("rows", C.POINTER(C.c_char_p)),
    ("columns", C.POINTER(C.c_char_p)),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_disclosure_rule._fields_ = [
    ("name", C.c_char_p),
    ("description", C.c_char_p),
    ("source", C.c_char_p),
    ("least", C.c_int64),
    ("base", C.c_int64),
    ("rounding", C.c_int32),
    ("zeros", C.c_int32),
    ("secondary", C.c_int32),
    ("reserved", C.c_int32),
]
cpw_queue_measures._fields_ = [
    ("outcome", C.c_int32),
    ("reserved", C.c_int32),
    ("load", C.c_double),
    ("utilisation", C.c_double),
    ("throughput", C.c_double),
    ("wait_chance", C.c_double),
    ("block_chance", C.c_double),
    ("abandon_chance", C.c_double),
    ("empty_chance", C.c_double),
    ("mean_wait", C.c_double),
    ("wait_second", C.c_double),
    ("wait_variance", C.c_double),
    ("mean_queue", C.c_double),
    ("mean_stay", C.c_double),
    ("mean_number", C.c_double),
]
cpw_queue_slopes._fields_ = [
    ("value", C.c_double),
    ("by_load", C.c_double),
    ("by_servers", C.c_double),
]
cpw_queue_wait_slopes._fields_ = [
    ("outcome", C.c_int32),
    ("reserved", C.c_int32),
    ("value", C.c_double),
    ("by_arrivals", C.c_double),
    ("by_service_rate", C.c_double),
    ("by_servers", C.c_double),
]
cpw_queue_transform_value_t = C.CFUNCTYPE(C.c_double, C.c_void_p, C.c_double)
cpw_queue_transform._fields_ = [
    ("context", C.c_void_p),
    ("value", cpw_queue_transform_value_t),
]
cpw_queue_need._fields_ = [
    ("outcome", C.c_int32),
    ("reserved", C.c_int32),
    ("servers", C.c_double),
    ("limit", C.c_double),
    ("reached", C.c_double),
    ("before", C.c_double),
]
cpw_queue_pooling._fields_ = [
    ("outcome", C.c_int32),
    ("reserved", C.c_int32),
    ("arrivals", C.c_double),
    ("servers", C.c_double),
    ("apart_wait", C.c_double),
    ("pooled_wait", C.c_double),
    ("same_servers", C.c_double),
    ("same_capacity", C.c_double),
    ("saved_servers", C.c_double),
    ("saved_capacity", C.c_double),
]
cpw_queue_list._fields_ = [
    ("outcome", C.c_int32),
    ("reserved", C.c_int32),
    ("capacity", C.c_double),
    ("extra", C.c_double),
    ("utilisation", C.c_double),
    ("mean_wait", C.c_double),
    ("size", C.c_double),
]
cpw_queue_input._fields_ = [
    ("name", C.c_char_p),
    ("unit", C.c_char_p),
    ("meaning", C.c_char_p),
    ("domain", C.c_char_p),
    ("dimension", C.c_char_p),
    ("choices", C.c_char_p),
    ("kind", C.c_int32),
    ("required", C.c_int32),
    ("missing", C.c_double),
]
cpw_queue_output._fields_ = [
    ("name", C.c_char_p),
    ("unit", C.c_char_p),
    ("meaning", C.c_char_p),
    ("dimension", C.c_char_p),
]
cpw_queue_formula._fields_ = [
    ("name", C.c_char_p),
    ("summary", C.c_char_p),
    ("source", C.c_char_p),
    ("inputs", C.c_int64),
    ("outputs", C.c_int64),
    ("input", C.POINTER(cpw_queue_input)),
    ("output", C.POINTER(cpw_queue_output)),
]
cpw_queue_value._fields_ = [
    ("name", C.c_char_p),
    ("values", C.POINTER(C.c_double)),
    ("length", C.c_int64),
]
cpw_queue_course_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("start", C.c_int64),
    ("start_chance", C.POINTER(C.c_double)),
    ("start_count", C.c_int64),
    ("room", C.c_int64),
    ("patience", C.c_double),
    ("tolerance", C.c_double),
    ("level", C.POINTER(C.c_int64)),
    ("level_count", C.c_int64),
    ("distribution", C.c_int32),
    ("reserved", C.c_int32),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_queue_schedule._fields_ = [
    ("struct_size", C.c_size_t),
    ("periods", C.c_int64),
    ("length", C.POINTER(C.c_double)),
    ("arrivals", C.POINTER(C.c_double)),
    ("service", C.POINTER(C.c_double)),
    ("servers", C.POINTER(C.c_int64)),
    ("patience", C.POINTER(C.c_double)),
]
cpw_queue_stay._fields_ = [
    ("struct_size", C.c_size_t),
    ("law", C.c_int32),
    ("stages", C.c_int32),
    ("mean", C.c_double),
    ("branches", C.c_int64),
    ("branch_chance", C.POINTER(C.c_double)),
    ("branch_mean", C.POINTER(C.c_double)),
]
cpw_queue_ward._fields_ = [
    ("struct_size", C.c_size_t),
    ("days", C.c_int64),
    ("arrivals", C.POINTER(C.c_double)),
    ("stays", C.c_int64),
    ("survival", C.POINTER(C.c_double)),
    ("ages", C.c_int64),
    ("opening", C.POINTER(C.c_int64)),
    ("beds", C.c_int64),
    ("chance", C.POINTER(C.c_double)),
    ("chances", C.c_int64),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_queue_weekly_list._fields_ = [
    ("struct_size", C.c_size_t),
    ("weeks", C.c_int64),
    ("joins", C.POINTER(C.c_double)),
    ("capacity", C.POINTER(C.c_int64)),
    ("removal", C.POINTER(C.c_double)),
    ("cancel", C.POINTER(C.c_double)),
    ("opening", C.c_int64),
    ("opening_chance", C.POINTER(C.c_double)),
    ("opening_count", C.c_int64),
    ("quantile", C.POINTER(C.c_double)),
    ("quantiles", C.c_int64),
    ("floor", C.c_double),
    ("waits", C.c_int32),
    ("reserved", C.c_int32),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_queue_tandem._fields_ = [
    ("struct_size", C.c_size_t),
    ("arrivals", C.c_double),
    ("service1", C.c_double),
    ("service2", C.c_double),
    ("servers1", C.c_int64),
    ("servers2", C.c_int64),
    ("room1", C.c_int64),
    ("room_between", C.c_int64),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_queue_tandem_measures._fields_ = [
    ("throughput", C.c_double),
    ("loss_chance", C.c_double),
    ("mean_queue1", C.c_double),
    ("mean_wait1", C.c_double),
    ("mean_blocked", C.c_double),
    ("mean_block_time", C.c_double),
    ("mean_queue2", C.c_double),
    ("working1", C.c_double),
    ("blocked1", C.c_double),
    ("working2", C.c_double),
    ("starved_chance", C.c_double),
    ("blocked_chance", C.c_double),
]
cpw_stream._fields_ = [
    ("key", C.c_uint64),
    ("tweak", C.c_uint64),
    ("entity", C.c_uint64),
    ("position", C.c_uint64),
    ("word", C.c_uint64 * 4),
]
cpw_duration._fields_ = [
    ("law", C.c_int32),
    ("reserved", C.c_int32),
    ("mean", C.c_double),
    ("cv", C.c_double),
    ("zero", C.c_double),
    ("empirical", C.POINTER(cpw_empirical)),
]
cpw_first_come_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("customers", C.c_int64),
    ("warm_up", C.c_int64),
    ("servers", C.c_int64),
    ("between", C.POINTER(cpw_duration)),
    ("service", C.POINTER(cpw_duration)),
    ("arrival_times", C.POINTER(C.c_double)),
    ("service_times", C.POINTER(C.c_double)),
    ("start", C.POINTER(C.c_double)),
    ("limits", C.POINTER(C.c_double)),
    ("limit_count", C.c_int64),
    ("probabilities", C.POINTER(C.c_double)),
    ("probability_count", C.c_int64),
    ("batches", C.c_int64),
    ("level", C.c_double),
    ("precision", C.c_double),
    ("keep", C.c_int32),
    ("reserved", C.c_int32),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_patient._fields_ = [
    ("number", C.c_int64),
    ("row", C.c_int64),
    ("joined", C.c_double),
    ("score", C.c_double),
    ("class_index", C.c_int32),
    ("group_index", C.c_int32),
]
cpw_patient_rows._fields_ = [
    ("struct_size", C.c_size_t),
    ("rows", C.c_int64),
    ("joined", C.POINTER(C.c_double)),
    ("class_index", C.POINTER(C.c_int32)),
    ("group_index", C.POINTER(C.c_int32)),
    ("removal", C.POINTER(C.c_double)),
    ("score", C.POINTER(C.c_double)),
    ("duration", C.POINTER(C.c_double)),
]
cpw_patients_list_score_t = C.CFUNCTYPE(C.c_int32, C.c_void_p, C.POINTER(cpw_patient), C.c_int64, C.c_double, C.POINTER(C.c_double))
cpw_patients_list._fields_ = [
    ("struct_size", C.c_size_t),
    ("periods", C.c_int64),
    ("classes", C.c_int64),
    ("groups", C.c_int64),
    ("class_labels", C.POINTER(cpw_dimension)),
    ("group_labels", C.POINTER(cpw_dimension)),
    ("waiting", C.POINTER(C.c_int64)),
    ("bands", C.c_int64),
    ("rows", C.POINTER(cpw_patient_rows)),
    ("arrivals", C.POINTER(C.c_double)),
    ("arrival_rows", C.c_int64),
    ("dispersion", C.c_double),
    ("batch", C.POINTER(C.c_int64)),
    ("group_shares", C.POINTER(C.c_double)),
    ("patience", C.POINTER(cpw_duration)),
    ("validation", C.POINTER(C.c_double)),
    ("validation_rows", C.c_int64),
    ("slots", C.POINTER(C.c_double)),
    ("slot_rows", C.c_int64),
    ("ring_fenced", C.POINTER(C.c_double)),
    ("release", C.POINTER(C.c_double)),
    ("session_slots", C.c_int64),
    ("cancelled", C.c_double),
    ("slots_needed", C.POINTER(C.c_int64)),
    ("servers", C.POINTER(C.c_int64)),
    ("server_rows", C.c_int64),
    ("duration", C.POINTER(cpw_duration)),
    ("busy", C.c_int64),
    ("busy_left", C.POINTER(C.c_double)),
    ("busy_class", C.POINTER(C.c_int32)),
    ("missed", C.POINTER(C.c_double)),
    ("missed_removed", C.POINTER(C.c_double)),
    ("rebook", C.c_int64),
    ("rule", C.c_int32),
    ("reserved", C.c_int32),
    ("tier", C.POINTER(C.c_int32)),
    ("target", C.POINTER(C.c_double)),
    ("weight", C.POINTER(C.c_double)),
    ("exponent", C.POINTER(C.c_double)),
    ("mixture", C.c_double),
    ("score", cpw_patients_list_score_t),
    ("score_context", C.c_void_p),
    ("rescore", C.c_int64),
]
cpw_patient_record._fields_ = [
    ("number", C.c_int64),
    ("row", C.c_int64),
    ("joined", C.c_double),
    ("ended", C.c_double),
    ("class_index", C.c_int32),
    ("group_index", C.c_int32),
    ("status", C.c_int32),
    ("missed", C.c_int32),
]
cpw_patients_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("warm_up", C.c_int64),
    ("limits", C.POINTER(C.c_double)),
    ("limit_count", C.c_int64),
    ("probabilities", C.POINTER(C.c_double)),
    ("probability_count", C.c_int64),
    ("level", C.c_double),
    ("batches", C.c_int64),
    ("precision", C.c_double),
    ("keep", C.c_int32),
    ("overtakes", C.c_int32),
    ("records", C.POINTER(cpw_patient_record)),
    ("record_room", C.c_int64),
    ("record_count", C.POINTER(C.c_int64)),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_patients_calendar._fields_ = [
    ("struct_size", C.c_size_t),
    ("start", C.c_int32),
    ("reserved", C.c_int32),
    ("period_days", C.c_int64),
    ("week", C.c_double * 7),
    ("holidays", C.POINTER(C.c_int32)),
    ("holiday_count", C.c_int64),
    ("ramp_first", C.c_int64),
    ("ramp_periods", C.c_int64),
    ("ramp_to", C.c_double),
]
cpw_rtt_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("group_by", C.c_int32),
    ("include_nonc", C.c_int32),
    ("names", C.c_int32),
    ("reserved", C.c_int32),
    ("top_band", C.c_int64),
    ("provider", C.c_char_p),
    ("treatment_function", C.c_char_p),
    ("allocator", C.POINTER(cpw_allocator)),
    ("run", C.POINTER(cpw_run)),
]
cpw_standard._fields_ = [
    ("key", C.c_char_p),
    ("name", C.c_char_p),
    ("measure", C.c_char_p),
    ("kind", C.c_char_p),
    ("scope", C.c_char_p),
    ("source", C.c_char_p),
    ("note", C.c_char_p),
    ("limit_days", C.c_double),
    ("share", C.c_double),
    ("gain", C.c_double),
    ("from", C.c_int32),
    ("due", C.c_int32),
    ("until", C.c_int32),
    ("verified", C.c_int32),
]
cpw_exact_sum._fields_ = [
    ("count", C.c_int64),
    ("nan", C.c_int64),
    ("positive_infinities", C.c_int64),
    ("negative_infinities", C.c_int64),
    ("limb", C.c_int64 * 68),
]
cpw_moments._fields_ = [
    ("count", C.c_int64),
    ("nan", C.c_int64),
    ("positive_infinities", C.c_int64),
    ("negative_infinities", C.c_int64),
    ("sum", C.c_int64 * 68),
    ("squares", C.c_int64 * 136),
    ("minimum", C.c_double),
    ("maximum", C.c_double),
]
cpw_histogram._fields_ = [
    ("edges", C.POINTER(C.c_double)),
    ("counts", C.POINTER(C.c_int64)),
    ("bins", C.c_int64),
    ("below", C.c_int64),
    ("above", C.c_int64),
    ("nan", C.c_int64),
]
cpw_sketch_info._fields_ = [
    ("count", C.c_int64),
    ("nan", C.c_int64),
    ("buckets", C.c_int64),
    ("relative_error", C.c_double),
    ("minimum", C.c_double),
    ("maximum", C.c_double),
]
cpw_interval._fields_ = [
    ("estimate", C.c_double),
    ("lower", C.c_double),
    ("upper", C.c_double),
    ("level", C.c_double),
]
cpw_statistic_evaluate_t = C.CFUNCTYPE(C.c_int32, C.c_void_p, C.POINTER(C.c_double), C.c_int64, C.c_int64, C.POINTER(C.c_double))
cpw_statistic._fields_ = [
    ("struct_size", C.c_size_t),
    ("context", C.c_void_p),
    ("evaluate", cpw_statistic_evaluate_t),
]
cpw_bootstrap_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("level", C.c_double),
    ("method", C.c_int32),
    ("reserved", C.c_int32),
]
cpw_bootstrap_limits._fields_ = [
    ("estimate", C.c_double),
    ("lower", C.c_double),
    ("upper", C.c_double),
    ("level", C.c_double),
    ("bias", C.c_double),
    ("standard_error", C.c_double),
    ("lower_p", C.c_double),
    ("upper_p", C.c_double),
    ("acceleration", C.c_double),
    ("replications", C.c_int64),
    ("extreme", C.c_int64),
]
cpw_coverage._fields_ = [
    ("count", C.c_int64),
    ("covered", C.c_int64),
    ("below", C.c_int64),
    ("above", C.c_int64),
    ("coverage", C.c_double),
    ("coverage_lower", C.c_double),
    ("coverage_upper", C.c_double),
    ("mean_width", C.c_double),
    ("mean_score", C.c_double),
]
cpw_accuracy._fields_ = [
    ("count", C.c_int64),
    ("zero_actuals", C.c_int64),
    ("bias", C.c_double),
    ("mae", C.c_double),
    ("rmse", C.c_double),
    ("mape", C.c_double),
    ("smape", C.c_double),
    ("mase", C.c_double),
]
cpw_rates_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("multiplier", C.c_double),
    ("levels", C.c_int64),
    ("level", C.POINTER(C.c_double)),
    ("method", C.c_int32),
    ("empty", C.c_int32),
    ("over", C.c_double),
    ("groups", C.POINTER(C.c_char_p)),
    ("strata", C.POINTER(C.c_char_p)),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_rates_comparison._fields_ = [
    ("difference", C.c_double),
    ("difference_lower", C.c_double),
    ("difference_upper", C.c_double),
    ("ratio", C.c_double),
    ("ratio_lower", C.c_double),
    ("ratio_upper", C.c_double),
    ("z", C.c_double),
    ("p_value", C.c_double),
]
cpw_rates_funnel_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("measure", C.c_int32),
    ("limits", C.c_int32),
    ("dispersion", C.c_int32),
    ("transform", C.c_int32),
    ("target", C.c_double),
    ("multiplier", C.c_double),
    ("winsorise", C.c_double),
    ("levels", C.c_int64),
    ("level", C.POINTER(C.c_double)),
    ("units", C.POINTER(C.c_char_p)),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_spc_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("screen", C.c_int32),
    ("improvement", C.c_int32),
    ("gaps", C.c_int32),
    ("outside_is_near", C.c_int32),
    ("run", C.c_int64),
    ("trend", C.c_int64),
    ("baseline", C.c_int64),
    ("least", C.c_int64),
    ("changes", C.c_int64),
    ("change", C.POINTER(C.c_int64)),
    ("target", C.c_double),
    ("trajectory", C.POINTER(C.c_double)),
    ("points", C.POINTER(C.c_char_p)),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_spc_limits._fields_ = [
    ("points", C.c_int64),
    ("ranges", C.c_int64),
    ("screened", C.c_int64),
    ("mean", C.c_double),
    ("range_mean", C.c_double),
    ("range_limit", C.c_double),
    ("all_ranges_mean", C.c_double),
    ("lower", C.c_double),
    ("upper", C.c_double),
    ("near_lower", C.c_double),
    ("near_upper", C.c_double),
]
cpw_table_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("delimiter", C.c_int32),
    ("header", C.c_int32),
    ("ragged", C.c_int32),
    ("trim_names", C.c_int32),
    ("max_row_bytes", C.c_int64),
    ("max_columns", C.c_int64),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_table_writer_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("delimiter", C.c_int32),
    ("crlf", C.c_int32),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_bands._fields_ = [
    ("struct_size", C.c_size_t),
    ("count", C.c_int64),
    ("lower", C.POINTER(C.c_double)),
    ("unit_weeks", C.c_double),
    ("period", C.c_double),
]
cpw_history._fields_ = [
    ("struct_size", C.c_size_t),
    ("lists", C.c_int64),
    ("periods", C.c_int64),
    ("bands", C.POINTER(cpw_bands)),
    ("starts", C.POINTER(C.c_double)),
    ("treated", C.POINTER(C.c_double)),
    ("waiting", C.POINTER(C.c_double)),
    ("list", C.POINTER(cpw_dimension)),
    ("period", C.POINTER(cpw_dimension)),
]
cpw_history_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("where", C.c_char_p),
    ("bands", C.c_int64),
    ("missing", C.c_int32),
    ("stages", C.c_int32),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_calibrate_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("estimator", C.c_int32),
    ("unrecorded", C.c_int32),
    ("recency", C.c_double),
    ("first_period", C.c_int64),
    ("last_period", C.c_int64),
    ("detail", C.c_int32),
    ("steady", C.c_int32),
    ("allocator", C.POINTER(cpw_allocator)),
    ("removal_recency", C.c_double),
    ("parent", C.POINTER(C.c_int64)),
    ("variance", C.c_int32),
    ("seasonal", C.c_int32),
    ("first_year", C.c_int32),
    ("first_month", C.c_int32),
]
cpw_backlog._fields_ = [
    ("struct_size", C.c_size_t),
    ("lists", C.c_int64),
    ("bands", C.POINTER(cpw_bands)),
    ("waiting", C.POINTER(C.c_double)),
    ("treatment_hazard", C.POINTER(C.c_double)),
    ("removal_hazard", C.POINTER(C.c_double)),
    ("start_uplift", C.POINTER(C.c_double)),
    ("starts", C.POINTER(C.c_double)),
    ("capacity", C.POINTER(C.c_double)),
    ("list", C.POINTER(cpw_dimension)),
]
cpw_event._fields_ = [
    ("list", C.c_int64),
    ("period", C.c_int64),
    ("lower_weeks", C.c_double),
    ("upper_weeks", C.c_double),
    ("amount", C.c_double),
    ("kind", C.c_int32),
    ("share", C.c_int32),
]
cpw_transfer._fields_ = [
    ("from", C.c_int64),
    ("to", C.c_int64),
    ("first_period", C.c_int64),
    ("periods", C.c_int64),
    ("lower_weeks", C.c_double),
    ("upper_weeks", C.c_double),
    ("amount", C.c_double),
    ("hazard", C.POINTER(C.c_double)),
    ("share", C.c_int32),
    ("reserved", C.c_int32),
]
cpw_project_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("periods", C.c_int64),
    ("starts", C.POINTER(C.c_double)),
    ("capacity", C.POINTER(C.c_double)),
    ("capacity_mode", C.c_int32),
    ("surplus", C.c_int32),
    ("longest_first", C.c_double),
    ("bands", C.c_int32),
    ("whole_bands", C.c_int32),
    ("period", C.POINTER(cpw_dimension)),
    ("allocator", C.POINTER(cpw_allocator)),
    ("multiplier", C.POINTER(C.c_double)),
    ("urgent", C.POINTER(C.c_double)),
    ("events", C.POINTER(cpw_event)),
    ("event_count", C.c_int64),
    ("transfers", C.POINTER(cpw_transfer)),
    ("transfer_count", C.c_int64),
]
cpw_demand_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("growth", C.c_double),
    ("periods_per_year", C.c_double),
    ("growth_mode", C.c_int32),
    ("reserved", C.c_int32),
    ("seasons", C.c_int64),
    ("season", C.POINTER(C.c_double)),
    ("first_season", C.c_int64),
]
cpw_target_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("weeks", C.c_double),
    ("share", C.c_double),
    ("periods", C.c_int64),
    ("profile", C.c_int32),
    ("whole_bands", C.c_int32),
    ("longest_first", C.c_double),
    ("starts", C.POINTER(C.c_double)),
    ("limit", C.POINTER(C.c_double)),
    ("period", C.POINTER(cpw_dimension)),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_backtest_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("method", C.c_int32),
    ("flows", C.c_int32),
    ("first_origin", C.c_int64),
    ("last_origin", C.c_int64),
    ("horizon", C.c_int64),
    ("weeks", C.c_double),
    ("whole_bands", C.c_int32),
    ("bands", C.c_int32),
    ("least", C.c_double),
    ("break_share", C.c_double),
    ("starts", C.POINTER(C.c_double)),
    ("capacity", C.POINTER(C.c_double)),
    ("calibrate", C.POINTER(cpw_calibrate_options)),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_series._fields_ = [
    ("struct_size", C.c_size_t),
    ("lists", C.c_int64),
    ("periods", C.c_int64),
    ("kind", C.c_int32),
    ("month", C.c_int32),
    ("values", C.POINTER(C.c_double)),
    ("whole", C.POINTER(C.c_double)),
    ("parent", C.POINTER(C.c_int64)),
    ("group", C.POINTER(C.c_int64)),
    ("groups", C.c_int64),
    ("list", C.POINTER(cpw_dimension)),
    ("period", C.POINTER(cpw_dimension)),
    ("group_label", C.POINTER(cpw_dimension)),
]
cpw_forecast_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("periods", C.c_int64),
    ("recency", C.c_double),
    ("damping", C.c_double),
    ("own", C.c_double),
    ("season", C.c_double),
    ("season_prior", C.c_double),
    ("reversion", C.c_double),
    ("reversion_top", C.c_double),
    ("probability", C.POINTER(C.c_double)),
    ("probabilities", C.c_int64),
    ("cohort", C.c_double),
    ("allocator", C.POINTER(cpw_allocator)),
    ("fade", C.c_double),
]
cpw_goal._fields_ = [
    ("struct_size", C.c_size_t),
    ("kind", C.c_int32),
    ("reserved", C.c_int32),
    ("weeks", C.c_double),
    ("level", C.c_double),
    ("period", C.c_int64),
    ("list", C.c_int64),
]
cpw_plan_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("goals", C.POINTER(cpw_goal)),
    ("goal_count", C.c_int64),
    ("periods", C.c_int64),
    ("profile", C.c_int32),
    ("objective", C.c_int32),
    ("whole_bands", C.c_int32),
    ("sensitivity", C.c_int32),
    ("longest_first", C.c_double),
    ("starts", C.POINTER(C.c_double)),
    ("shape", C.POINTER(C.c_double)),
    ("lower", C.POINTER(C.c_double)),
    ("upper", C.POINTER(C.c_double)),
    ("change", C.POINTER(C.c_double)),
    ("period", C.POINTER(cpw_dimension)),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_plan_published_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("share", C.c_double),
    ("relative", C.c_int32),
    ("profile", C.c_int32),
    ("surplus", C.c_int32),
    ("iterations", C.c_int32),
    ("band", C.c_int64),
    ("tolerance", C.c_double),
    ("periods", C.c_int64),
    ("starts", C.POINTER(C.c_double)),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_simulate_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("periods", C.c_int64),
    ("starts", C.POINTER(C.c_double)),
    ("capacity", C.POINTER(C.c_double)),
    ("longest_first", C.c_double),
    ("whole_bands", C.c_int32),
    ("process", C.c_int32),
    ("bands", C.c_int32),
    ("keep", C.c_int32),
    ("starts_dispersion", C.c_double),
    ("capacity_dispersion", C.c_double),
    ("starts_paths", C.POINTER(C.c_double)),
    ("capacity_paths", C.POINTER(C.c_double)),
    ("starts_path_count", C.c_int64),
    ("capacity_path_count", C.c_int64),
    ("starts_cv", C.c_double),
    ("starts_persistence", C.c_double),
    ("capacity_cv", C.c_double),
    ("capacity_persistence", C.c_double),
    ("history", C.POINTER(cpw_history)),
    ("calibrate", C.POINTER(cpw_calibrate_options)),
    ("block", C.c_int64),
    ("treatment_variance", C.POINTER(C.c_double)),
    ("removal_variance", C.POINTER(C.c_double)),
    ("hazard_correlation", C.c_double),
    ("probabilities", C.POINTER(C.c_double)),
    ("probability_count", C.c_int64),
    ("period", C.POINTER(cpw_dimension)),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_snapshots_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("step", C.c_int32),
    ("leaving", C.c_int32),
    ("first", C.c_int32),
    ("last", C.c_int32),
    ("dates", C.c_int64),
    ("date", C.POINTER(C.c_int32)),
    ("bands", C.c_int64),
    ("lower", C.POINTER(C.c_double)),
    ("lists", C.c_int64),
    ("list", C.POINTER(C.c_int64)),
    ("labels", C.POINTER(cpw_dimension)),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_steady_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("weeks", C.c_double),
    ("share", C.c_double),
    ("order", C.c_int32),
    ("whole_bands", C.c_int32),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_steady_problem._fields_ = [
    ("struct_size", C.c_size_t),
    ("bands", C.c_int64),
    ("starts", C.c_double),
    ("removal", C.POINTER(C.c_double)),
    ("profile", C.POINTER(C.c_double)),
    ("limit", C.c_double),
    ("share", C.c_double),
    ("removed_share", C.c_double),
    ("first_service", C.c_double),
    ("p_lower", C.c_double),
    ("p_upper", C.c_double),
    ("tolerance", C.c_double),
    ("iterations", C.c_int64),
    ("terms", C.c_int64),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_waits_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("patients", C.c_int64),
    ("waited", C.POINTER(C.c_double)),
    ("weeks", C.c_double),
    ("periods", C.c_int64),
    ("treatment", C.POINTER(C.c_double)),
    ("removal", C.POINTER(C.c_double)),
    ("allocator", C.POINTER(cpw_allocator)),
]

# structs in the order of the library's layout table
STRUCTS = (
    cpw_error,
    cpw_layout,
    cpw_constant,
    cpw_allocator,
    cpw_run,
    cpw_sink,
    cpw_source,
    cpw_dimension,
    cpw_array,
    cpw_date_rows,
    cpw_dates_options,
    cpw_disclosure_options,
    cpw_disclosure_rule,
    cpw_queue_measures,
    cpw_queue_slopes,
    cpw_queue_wait_slopes,
    cpw_queue_transform,
    cpw_queue_need,
    cpw_queue_pooling,
    cpw_queue_list,
    cpw_queue_input,
    cpw_queue_output,
    cpw_queue_formula,
    cpw_queue_value,
    cpw_queue_course_options,
    cpw_queue_schedule,
    cpw_queue_stay,
    cpw_queue_ward,
    cpw_queue_weekly_list,
    cpw_queue_tandem,
    cpw_queue_tandem_measures,
    cpw_stream,
    cpw_duration,
    cpw_first_come_options,
    cpw_patient,
    cpw_patient_rows,
    cpw_patients_list,
    cpw_patient_record,
    cpw_patients_options,
    cpw_patients_calendar,
    cpw_rtt_options,
    cpw_standard,
    cpw_exact_sum,
    cpw_moments,
    cpw_histogram,
    cpw_sketch_info,
    cpw_interval,
    cpw_statistic,
    cpw_bootstrap_options,
    cpw_bootstrap_limits,
    cpw_coverage,
    cpw_accuracy,
    cpw_rates_options,
    cpw_rates_comparison,
    cpw_rates_funnel_options,
    cpw_spc_options,
    cpw_spc_limits,
    cpw_table_options,
    cpw_table_writer_options,
    cpw_bands,
    cpw_history,
    cpw_history_options,
    cpw_calibrate_options,
    cpw_backlog,
    cpw_event,
    cpw_transfer,
    cpw_project_options,
    cpw_demand_options,
    cpw_target_options,
    cpw_backtest_options,
    cpw_series,
    cpw_forecast_options,
    cpw_goal,
    cpw_plan_options,
    cpw_plan_published_options,
    cpw_simulate_options,
    cpw_snapshots_options,
    cpw_steady_options,
    cpw_steady_problem,
    cpw_waits_options,
)

# numeric constants in the order of the library's constant table
CONSTANTS = (
    "CPW_VERSION_MAJOR",
    "CPW_VERSION_MINOR",
    "CPW_VERSION_PATCH",
    "CPW_ABI",
    "CPW_OK",
    "CPW_EINVAL",
    "CPW_EDOMAIN",
    "CPW_ENOMEM",
    "CPW_EOVERFLOW",
    "CPW_EABI",
    "CPW_EDATA",
    "CPW_EIO",
    "CPW_ENOTFOUND",
    "CPW_ENOCONV",
    "CPW_ECANCELLED",
    "CPW_EINTERNAL",
    "CPW_NUMBER_CHARS",
    "CPW_DOUBLE",
    "CPW_INT64",
    "CPW_MERGE_SAME",
    "CPW_MERGE_SUM",
    "CPW_MERGE_MIN",
    "CPW_MERGE_MAX",
    "CPW_MERGE_APPEND",
    "CPW_MERGE_DERIVE",
    "CPW_OUTCOME_OK",
    "CPW_OUTCOME_ALREADY_MET",
    "CPW_OUTCOME_CLEARED",
    "CPW_OUTCOME_UNREACHABLE",
    "CPW_OUTCOME_UNSTABLE",
    "CPW_MAX_DIMENSIONS",
    "CPW_DATE_NONE",
    "CPW_DATE_CHARS",
    "CPW_DATES_BY_PRIORITY",
    "CPW_DATES_BY_DUE",
    "CPW_DISCLOSURE_ROUND_NONE",
    "CPW_DISCLOSURE_ROUND_NEAREST",
    "CPW_DISCLOSURE_ROUND_RANDOM",
    "CPW_DISCLOSURE_SHOWN",
    "CPW_DISCLOSURE_SMALL",
    "CPW_DISCLOSURE_ZERO",
    "CPW_DISCLOSURE_SECONDARY",
    "CPW_DISCLOSURE_COMPLEMENT",
    "CPW_DISCLOSURE_NOT_PUBLISHED",
    "CPW_QUEUE_MOST_SERVERS",
    "CPW_QUEUE_MOST_NODES",
    "CPW_QUEUE_LAW_EXPONENTIAL",
    "CPW_QUEUE_LAW_DETERMINISTIC",
    "CPW_QUEUE_LAW_GAMMA",
    "CPW_QUEUE_LAW_HYPEREXPONENTIAL",
    "CPW_QUEUE_LAW_UNIFORM",
    "CPW_QUEUE_LAW_OTHER",
    "CPW_QUEUE_WAITS_TURN",
    "CPW_QUEUE_INTERRUPTS",
    "CPW_QUEUE_GOAL_DELAY",
    "CPW_QUEUE_GOAL_WAIT_TAIL",
    "CPW_QUEUE_GOAL_MEAN_WAIT",
    "CPW_QUEUE_GOAL_LOSS",
    "CPW_QUEUE_GOAL_QUANTILE",
    "CPW_QUEUE_NUMBER",
    "CPW_QUEUE_LIST",
    "CPW_QUEUE_TABLE",
    "CPW_QUEUE_CHOICE",
    "CPW_QUEUE_EXPONENTIAL",
    "CPW_QUEUE_DETERMINISTIC",
    "CPW_QUEUE_ERLANG",
    "CPW_QUEUE_HYPEREXPONENTIAL",
    "CPW_RANDOM_MAX_COUNT",
    "CPW_RANDOM_MAX_MEAN",
    "CPW_LAW_UNIFORM",
    "CPW_LAW_UNIFORM_OPEN",
    "CPW_LAW_EXPONENTIAL",
    "CPW_LAW_NORMAL",
    "CPW_LAW_LOGNORMAL",
    "CPW_LAW_GAMMA",
    "CPW_LAW_BETA",
    "CPW_LAW_BELOW",
    "CPW_LAW_POISSON",
    "CPW_LAW_BINOMIAL",
    "CPW_LAW_HYPERGEOMETRIC",
    "CPW_LAW_GEOMETRIC",
    "CPW_LAW_NEGATIVE_BINOMIAL",
    "CPW_LAW_COUNT",
    "CPW_LAW_MAX_PARAMETERS",
    "CPW_DURATION_NEVER",
    "CPW_DURATION_FIXED",
    "CPW_DURATION_EXPONENTIAL",
    "CPW_DURATION_GAMMA",
    "CPW_DURATION_LOGNORMAL",
    "CPW_DURATION_WEIBULL",
    "CPW_DURATION_UNIFORM",
    "CPW_DURATION_HYPEREXPONENTIAL",
    "CPW_DURATION_EMPIRICAL",
    "CPW_DURATION_GEOMETRIC",
    "CPW_DURATION_COUNT",
    "CPW_DURATION_MIN_CV",
    "CPW_DURATION_MAX_CV",
    "CPW_FIRST_COME_MAX_SERVERS",
    "CPW_FIRST_COME_MAX_CUSTOMERS",
    "CPW_FIRST_COME_MAX_BATCHES",
    "CPW_FIRST_COME_ROUND",
    "CPW_PATIENTS_FIRST_COME",
    "CPW_PATIENTS_TIERS",
    "CPW_PATIENTS_DUE",
    "CPW_PATIENTS_BREACH_FIRST",
    "CPW_PATIENTS_ACCUMULATING",
    "CPW_PATIENTS_CMU",
    "CPW_PATIENTS_GENERALISED_CMU",
    "CPW_PATIENTS_MAX_WEIGHT",
    "CPW_PATIENTS_LOTTERY",
    "CPW_PATIENTS_MIXTURE",
    "CPW_PATIENTS_SCORE",
    "CPW_PATIENT_WAITING",
    "CPW_PATIENT_TREATED",
    "CPW_PATIENT_REMOVED",
    "CPW_RTT_BY_PROVIDER",
    "CPW_RTT_BY_PROVIDER_ICB",
    "CPW_RTT_BY_COMMISSIONER",
    "CPW_RTT_BY_COMMISSIONER_ICB",
    "CPW_RTT_BY_TREATMENT_FUNCTION",
    "CPW_STANDARD_IN_FORCE",
    "CPW_STANDARD_DUE",
    "CPW_STANDARD_FUTURE",
    "CPW_STANDARD_PAST",
    "CPW_EXACT_SUM_LIMBS",
    "CPW_MOMENTS_LIMBS",
    "CPW_SKETCH_DEFAULT_ERROR",
    "CPW_SKETCH_LEAST_ERROR",
    "CPW_QUANTILE_1",
    "CPW_QUANTILE_2",
    "CPW_QUANTILE_3",
    "CPW_QUANTILE_4",
    "CPW_QUANTILE_5",
    "CPW_QUANTILE_6",
    "CPW_QUANTILE_7",
    "CPW_QUANTILE_8",
    "CPW_QUANTILE_9",
    "CPW_QUANTILE_DEFAULT",
    "CPW_WEIGHTED_INVERSE",
    "CPW_WEIGHTED_INTERPOLATED",
    "CPW_WEIGHTED_COUNTS",
    "CPW_GAMMA_SHAPE_MOST",
    "CPW_BETA_MOST",
    "CPW_BOOTSTRAP_PERCENTILE",
    "CPW_BOOTSTRAP_BASIC",
    "CPW_BOOTSTRAP_BCA",
    "CPW_CRPS_STANDARD",
    "CPW_CRPS_FAIR",
    "CPW_RATES_AUTO",
    "CPW_RATES_BYAR",
    "CPW_RATES_EXACT",
    "CPW_RATES_GAMMA",
    "CPW_RATES_WILSON",
    "CPW_RATES_CLOPPER",
    "CPW_RATES_FEW",
    "CPW_RATES_EMPTY_ERROR",
    "CPW_RATES_EMPTY_DROP",
    "CPW_RATES_FLAG_FEW",
    "CPW_RATES_FLAG_NONE",
    "CPW_RATES_FLAG_EMPTY",
    "CPW_RATES_FUNNEL_PROPORTION",
    "CPW_RATES_FUNNEL_RATE",
    "CPW_RATES_FUNNEL_RATIO",
    "CPW_RATES_LIMITS_PUBLISHED",
    "CPW_RATES_LIMITS_EXACT",
    "CPW_RATES_LIMITS_NORMAL",
    "CPW_RATES_DISPERSION_NONE",
    "CPW_RATES_DISPERSION_MULTIPLY",
    "CPW_RATES_DISPERSION_ADD",
    "CPW_SPC_LIMIT_FACTOR",
    "CPW_SPC_RANGE_FACTOR",
    "CPW_SPC_UP",
    "CPW_SPC_DOWN",
    "CPW_SPC_NEUTRAL",
    "CPW_SPC_ABOVE_LIMIT",
    "CPW_SPC_BELOW_LIMIT",
    "CPW_SPC_RISING",
    "CPW_SPC_FALLING",
    "CPW_SPC_NEAR_UPPER",
    "CPW_SPC_NEAR_LOWER",
    "CPW_SPC_ABOVE_MEAN",
    "CPW_SPC_BELOW_MEAN",
    "CPW_SPC_COMMON_CAUSE",
    "CPW_SPC_IMPROVEMENT_HIGH",
    "CPW_SPC_IMPROVEMENT_LOW",
    "CPW_SPC_CONCERN_HIGH",
    "CPW_SPC_CONCERN_LOW",
    "CPW_SPC_NEUTRAL_HIGH",
    "CPW_SPC_NEUTRAL_LOW",
    "CPW_SPC_MISSING",
    "CPW_SPC_TOO_SHORT",
    "CPW_SPC_NO_TARGET",
    "CPW_SPC_PASS",
    "CPW_SPC_FAIL",
    "CPW_SPC_INCONSISTENT",
    "CPW_SPC_UNSURE",
    "CPW_SPC_GAPS_BREAK",
    "CPW_SPC_GAPS_CLOSE",
    "CPW_SPC_SHARES",
    "CPW_SPC_RATES",
    "CPW_TABLE_RAGGED_ERROR",
    "CPW_TABLE_RAGGED_SHORT",
    "CPW_DAYS_PER_MONTH",
    "CPW_WEEKS_PER_MONTH",
    "CPW_RTT_WEEKS",
    "CPW_MISSING_ERROR",
    "CPW_MISSING_ZERO",
    "CPW_MISSING_DROP",
    "CPW_ESTIMATE_POOLED",
    "CPW_ESTIMATE_MEAN",
    "CPW_ESTIMATE_COMBINED",
    "CPW_UNRECORDED_ALLOW",
    "CPW_UNRECORDED_FLOOR",
    "CPW_UNRECORDED_REDISTRIBUTE",
    "CPW_UNRECORDED_REDISTRIBUTE_FLOOR",
    "CPW_UNRECORDED_UPLIFT",
    "CPW_UNRECORDED_COHORT",
    "CPW_SEASONAL_NONE",
    "CPW_SEASONAL_DAYS",
    "CPW_SEASONAL_MONTH",
    "CPW_CAPACITY_COUNTS",
    "CPW_CAPACITY_RATES",
    "CPW_CAPACITY_CAP",
    "CPW_SURPLUS_CONSERVE",
    "CPW_SURPLUS_NONE",
    "CPW_SURPLUS_EVENLY",
    "CPW_SURPLUS_PRIORITISE_LONG_WAITERS",
    "CPW_SKEW_ROTATE",
    "CPW_SKEW_UNIFORM",
    "CPW_EVENT_ADD",
    "CPW_EVENT_REMOVE",
    "CPW_EVENT_TREAT",
    "CPW_GROWTH_COMPOUND",
    "CPW_GROWTH_LINEAR",
    "CPW_PROFILE_FLAT",
    "CPW_PROFILE_RAMP",
    "CPW_BACKTEST_DEFAULT",
    "CPW_BACKTEST_PUBLISHED_A",
    "CPW_BACKTEST_PUBLISHED_B",
    "CPW_BACKTEST_PLAIN",
    "CPW_BACKTEST_NAIVE",
    "CPW_BACKTEST_OWN",
    "CPW_BACKTEST_OBSERVED",
    "CPW_BACKTEST_LEVEL",
    "CPW_BACKTEST_GIVEN",
    "CPW_SERIES_COUNT",
    "CPW_SERIES_SHARE",
    "CPW_SERIES_RARE",
    "CPW_GOAL_WITHIN",
    "CPW_GOAL_LONG_WAITS",
    "CPW_GOAL_LONG_SHARE",
    "CPW_GOAL_SIZE",
    "CPW_PROFILE_SHAPE",
    "CPW_PROFILE_PERIODS",
    "CPW_PLAN_LEAST",
    "CPW_PLAN_SMOOTH_SQUARES",
    "CPW_PLAN_SMOOTH_LARGEST",
    "CPW_PUBLISHED_NONE",
    "CPW_PUBLISHED_EVENLY",
    "CPW_PUBLISHED_PRIORITISE",
    "CPW_SNAPSHOTS_WEEKS",
    "CPW_SNAPSHOTS_MONTHS",
    "CPW_SNAPSHOTS_DATES",
    "CPW_SNAPSHOTS_BY_COHORT",
    "CPW_SNAPSHOTS_BY_WAIT",
    "CPW_STEADY_FIRST_COME",
    "CPW_STEADY_HAZARDS",
)

# function -> restype, argtypes
PROTOTYPES = {
    "cpw_version": (C.c_char_p, ()),
    "cpw_abi": (C.c_int32, ()),
    "cpw_status_name": (C.c_char_p, (C.c_int32,)),
    "cpw_status_message": (C.c_char_p, (C.c_int32,)),
    "cpw_layout_at": (C.POINTER(cpw_layout), (C.c_int64,)),
    "cpw_constant_at": (C.POINTER(cpw_constant), (C.c_int64,)),
    "cpw_run_init_sized": (None, (C.POINTER(cpw_run), C.c_size_t)),
    "cpw_run_init": (None, (C.POINTER(cpw_run),)),
    "cpw_format_double": (C.c_int32, (C.c_double, C.POINTER(C.c_char))),
    "cpw_format_int64": (C.c_int32, (C.c_int64, C.POINTER(C.c_char))),
    "cpw_parse_double": (C.c_int32, (C.c_char_p, C.c_int64, C.POINTER(C.c_double))),
    "cpw_parse_int64": (C.c_int32, (C.c_char_p, C.c_int64, C.POINTER(C.c_int64))),
    "cpw_output_new": (C.c_int32, (
        C.c_char_p,
        C.POINTER(cpw_allocator),
        C.POINTER(C.POINTER(cpw_output)),
        C.POINTER(cpw_error),
    )),
    "cpw_output_sink": (C.POINTER(cpw_sink), (C.POINTER(cpw_output),)),
    "cpw_output_commit": (C.c_int32, (C.POINTER(cpw_output), C.POINTER(cpw_error))),
    "cpw_output_free": (None, (C.POINTER(cpw_output),)),
    "cpw_result_new": (C.c_int32, (
        C.POINTER(cpw_allocator),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_result_free": (None, (C.POINTER(cpw_result),)),
    "cpw_result_add_dimension": (C.c_int32, (
        C.POINTER(cpw_result),
        C.c_char_p,
        C.c_int64,
        C.POINTER(C.c_char_p),
        C.POINTER(cpw_error),
    )),
    "cpw_result_add_coordinate": (C.c_int32, (
        C.POINTER(cpw_result),
        C.c_char_p,
        C.c_char_p,
        C.POINTER(C.c_char_p),
        C.POINTER(cpw_error),
    )),
    "cpw_result_add_array": (C.c_int32, (
        C.POINTER(cpw_result),
        C.c_char_p,
        C.c_char_p,
        C.c_char_p,
        C.c_char_p,
        C.c_int32,
        C.c_int32,
        C.POINTER(C.c_void_p),
        C.POINTER(cpw_error),
    )),
    "cpw_result_add_note": (C.c_int32, (
        C.POINTER(cpw_result),
        C.c_char_p,
        C.c_char_p,
        C.POINTER(cpw_error),
    )),
    "cpw_result_set_outcome": (C.c_int32, (C.POINTER(cpw_result), C.c_int32)),
    "cpw_result_outcome": (C.c_int32, (C.POINTER(cpw_result),)),
    "cpw_result_find": (C.POINTER(cpw_array), (C.POINTER(cpw_result), C.c_char_p)),
    "cpw_result_at": (C.POINTER(cpw_array), (C.POINTER(cpw_result), C.c_int64)),
    "cpw_result_note": (C.c_char_p, (C.POINTER(cpw_result), C.c_char_p)),
    "cpw_result_note_key": (C.c_char_p, (C.POINTER(cpw_result), C.c_int64)),
    "cpw_result_merge": (C.c_int32, (
        C.POINTER(C.POINTER(cpw_result)),
        C.c_int64,
        C.POINTER(cpw_allocator),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_result_write_csv": (C.c_int32, (
        C.POINTER(cpw_result),
        C.c_char_p,
        C.POINTER(cpw_sink),
        C.POINTER(cpw_error),
    )),
    "cpw_result_write_json": (C.c_int32, (
        C.POINTER(cpw_result),
        C.POINTER(cpw_sink),
        C.POINTER(cpw_error),
    )),
    "cpw_date_from_civil": (C.c_int32, (
        C.c_int32,
        C.c_int32,
        C.c_int32,
        C.POINTER(C.c_int32),
        C.POINTER(cpw_error),
    )),
    "cpw_date_to_civil": (C.c_int32, (
        C.c_int32,
        C.POINTER(C.c_int32),
        C.POINTER(C.c_int32),
        C.POINTER(C.c_int32),
        C.POINTER(cpw_error),
    )),
    "cpw_date_parse": (C.c_int32, (C.c_char_p, C.c_int64, C.POINTER(C.c_int32))),
    "cpw_date_format": (C.c_int32, (C.c_int32, C.POINTER(C.c_char))),
    "cpw_date_rows_init_sized": (None, (C.POINTER(cpw_date_rows), C.c_size_t)),
    "cpw_date_rows_init": (None, (C.POINTER(cpw_date_rows),)),
    "cpw_dates_options_init_sized": (None, (C.POINTER(cpw_dates_options), C.c_size_t)),
    "cpw_dates_options_init": (None, (C.POINTER(cpw_dates_options),)),
    "cpw_dates_referral_stats": (C.c_int32, (
        C.POINTER(cpw_date_rows),
        C.POINTER(cpw_dates_options),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_dates_removal_stats": (C.c_int32, (
        C.POINTER(cpw_date_rows),
        C.POINTER(cpw_dates_options),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_dates_queue_size": (C.c_int32, (
        C.POINTER(cpw_date_rows),
        C.POINTER(cpw_dates_options),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_dates_stats": (C.c_int32, (
        C.POINTER(cpw_date_rows),
        C.POINTER(cpw_dates_options),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_dates_schedule": (C.c_int32, (
        C.POINTER(cpw_date_rows),
        C.c_int64,
        C.POINTER(C.c_int32),
        C.POINTER(cpw_dates_options),
        C.POINTER(C.c_int32),
        C.POINTER(C.c_int64),
        C.POINTER(cpw_error),
    )),
    "cpw_dates_sim_schedule": (C.c_int32, (
        C.c_int32,
        C.c_int64,
        C.c_double,
        C.c_int64,
        C.POINTER(C.c_int32),
        C.POINTER(C.c_int64),
        C.POINTER(cpw_error),
    )),
    "cpw_dates_geometric_fit": (C.c_int32, (
        C.c_int64,
        C.POINTER(C.c_double),
        C.c_int32,
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_dates_cohort_removals": (C.c_int32, (
        C.c_int64,
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_disclosure_options_init_sized": (None, (C.POINTER(cpw_disclosure_options), C.c_size_t)),
    "cpw_disclosure_options_init": (None, (C.POINTER(cpw_disclosure_options),)),
    "cpw_disclosure_rule_at": (C.POINTER(cpw_disclosure_rule), (C.c_int64,)),
    "cpw_disclosure_rule_find": (C.POINTER(cpw_disclosure_rule), (C.c_char_p,)),
    "cpw_disclosure_table": (C.c_int32, (
        C.POINTER(C.c_int64),
        C.c_int64,
        C.c_int64,
        C.POINTER(cpw_disclosure_options),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_disclosure_bounds": (C.c_int32, (
        C.POINTER(C.c_int64),
        C.POINTER(C.c_int32),
        C.c_int64,
        C.c_int64,
        C.POINTER(C.c_int32),
        C.POINTER(C.c_int32),
        C.c_int32,
        C.c_int64,
        C.POINTER(cpw_allocator),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_disclosure_rates": (C.c_int32, (
        C.POINTER(C.c_int64),
        C.POINTER(C.c_int64),
        C.POINTER(C.c_int64),
        C.c_int64,
        C.POINTER(cpw_disclosure_options),
        C.POINTER(C.c_double),
        C.POINTER(C.c_int64),
        C.POINTER(cpw_error),
    )),
    "cpw_disclosure_values": (C.c_int32, (
        C.POINTER(C.c_double),
        C.POINTER(C.c_int64),
        C.POINTER(C.c_int64),
        C.c_int64,
        C.POINTER(cpw_disclosure_options),
        C.POINTER(C.c_double),
        C.POINTER(C.c_int64),
        C.POINTER(cpw_error),
    )),
    "cpw_disclosure_reason_text": (C.c_char_p, (C.c_int64,)),
    "cpw_queue_erlang_b": (C.c_double, (C.c_double, C.c_double)),
    "cpw_queue_log_erlang_b": (C.c_double, (C.c_double, C.c_double)),
    "cpw_queue_erlang_c": (C.c_double, (C.c_double, C.c_double)),
    "cpw_queue_log_erlang_c": (C.c_double, (C.c_double, C.c_double)),
    "cpw_queue_erlang_b_slopes": (C.c_int32, (
        C.c_double,
        C.c_double,
        C.POINTER(cpw_queue_slopes),
        C.POINTER(cpw_error),
    )),
    "cpw_queue_erlang_c_slopes": (C.c_int32, (
        C.c_double,
        C.c_double,
        C.POINTER(cpw_queue_slopes),
        C.POINTER(cpw_error),
    )),
    "cpw_queue_mmc": (C.c_int32, (
        C.c_double,
        C.c_double,
        C.c_double,
        C.POINTER(cpw_queue_measures),
        C.POINTER(cpw_error),
    )),
    "cpw_queue_mmc_wait_tail": (C.c_double, (C.c_double, C.c_double, C.c_double, C.c_double)),
    "cpw_queue_mmc_wait_quantile": (C.c_double, (C.c_double, C.c_double, C.c_double, C.c_double)),
    "cpw_queue_mmc_stay_tail": (C.c_double, (C.c_double, C.c_double, C.c_double, C.c_double)),
    "cpw_queue_mmc_wait_slopes": (C.c_int32, (
        C.c_double,
        C.c_double,
        C.c_double,
        C.POINTER(cpw_queue_wait_slopes),
        C.POINTER(cpw_error),
    )),
    "cpw_queue_mmck": (C.c_int32, (
        C.c_double,
        C.c_double,
        C.c_int64,
        C.c_int64,
        C.POINTER(cpw_queue_measures),
        C.POINTER(cpw_error),
    )),
    "cpw_queue_abandon": (C.c_int32, (
        C.c_double,
        C.c_double,
        C.c_double,
        C.c_double,
        C.POINTER(cpw_queue_measures),
        C.POINTER(cpw_error),
    )),
    "cpw_queue_abandon_wait_tail": (C.c_double, (
        C.c_double,
        C.c_double,
        C.c_double,
        C.c_double,
        C.c_double,
    )),
    "cpw_queue_abandon_offered_tail": (C.c_double, (
        C.c_double,
        C.c_double,
        C.c_double,
        C.c_double,
        C.c_double,
    )),
    "cpw_queue_mg1": (C.c_int32, (
        C.c_double,
        C.c_double,
        C.c_double,
        C.c_double,
        C.POINTER(cpw_queue_measures),
        C.POINTER(cpw_error),
    )),
    "cpw_queue_md1_wait_tail": (C.c_double, (C.c_double, C.c_double, C.c_double)),
    "cpw_queue_md1_wait_within": (C.c_double, (C.c_double, C.c_double, C.c_double)),
    "cpw_queue_gim1": (C.c_int32, (
        C.c_int32,
        C.c_double,
        C.c_double,
        C.c_double,
        C.POINTER(cpw_queue_measures),
        C.POINTER(cpw_error),
    )),
    "cpw_queue_gim1_transform": (C.c_int32, (
        C.POINTER(cpw_queue_transform),
        C.c_double,
        C.c_double,
        C.POINTER(cpw_queue_measures),
        C.POINTER(cpw_error),
    )),
    "cpw_queue_gim1_wait_tail": (C.c_double, (
        C.c_int32,
        C.c_double,
        C.c_double,
        C.c_double,
        C.c_double,
    )),
    "cpw_queue_mdc": (C.c_int32, (
        C.c_double,
        C.c_double,
        C.c_int64,
        C.POINTER(cpw_queue_measures),
        C.POINTER(cpw_error),
    )),
    "cpw_queue_mdc_wait_tail": (C.c_int32, (
        C.c_double,
        C.c_double,
        C.c_int64,
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(cpw_allocator),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_queue_allen_cunneen": (C.c_double, (
        C.c_double,
        C.c_double,
        C.c_double,
        C.c_double,
        C.c_double,
    )),
    "cpw_queue_kraemer": (C.c_double, (C.c_double, C.c_double, C.c_double, C.c_double, C.c_double)),
    "cpw_queue_cosmetatos_mdc": (C.c_double, (C.c_double, C.c_double, C.c_double)),
    "cpw_queue_cosmetatos_mgc": (C.c_double, (C.c_double, C.c_double, C.c_double, C.c_double)),
    "cpw_queue_kimura_mgc": (C.c_double, (C.c_double, C.c_double, C.c_double, C.c_double)),
    "cpw_queue_priority_mmc": (C.c_int32, (
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_double,
        C.c_double,
        C.c_int32,
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(C.c_int32),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_queue_priority_mg1": (C.c_int32, (
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_int32,
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(C.c_int32),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_queue_accumulating_mg1": (C.c_int32, (
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(C.c_int32),
        C.POINTER(cpw_error),
    )),
    "cpw_queue_accumulating_mmc": (C.c_int32, (
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_double,
        C.c_double,
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(C.c_int32),
        C.POINTER(cpw_error),
    )),
    "cpw_queue_least_servers": (C.c_int32, (
        C.c_int32,
        C.c_double,
        C.c_double,
        C.c_double,
        C.c_double,
        C.POINTER(cpw_queue_need),
        C.POINTER(cpw_error),
    )),
    "cpw_queue_least_capacity": (C.c_int32, (
        C.c_int32,
        C.c_double,
        C.c_double,
        C.c_double,
        C.c_double,
        C.POINTER(cpw_queue_need),
        C.POINTER(cpw_error),
    )),
    "cpw_queue_pool": (C.c_int32, (
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_double,
        C.POINTER(cpw_queue_pooling),
        C.POINTER(cpw_error),
    )),
    "cpw_queue_list_for_share": (C.c_int32, (
        C.c_double,
        C.c_double,
        C.c_double,
        C.c_double,
        C.POINTER(cpw_queue_list),
        C.POINTER(cpw_error),
    )),
    "cpw_queue_jackson": (C.c_int32, (
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(cpw_allocator),
        C.POINTER(C.c_double),
        C.POINTER(cpw_queue_measures),
        C.POINTER(cpw_queue_measures),
        C.POINTER(cpw_error),
    )),
    "cpw_queue_formula_at": (C.POINTER(cpw_queue_formula), (C.c_int64,)),
    "cpw_queue_formula_find": (C.POINTER(cpw_queue_formula), (C.c_char_p,)),
    "cpw_queue_evaluate": (C.c_int32, (
        C.c_char_p,
        C.POINTER(cpw_queue_value),
        C.c_int64,
        C.POINTER(cpw_allocator),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_queue_evaluate_run": (C.c_int32, (
        C.c_char_p,
        C.POINTER(cpw_queue_value),
        C.c_int64,
        C.POINTER(cpw_run),
        C.POINTER(cpw_allocator),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_queue_course_options_init_sized": (None, (
        C.POINTER(cpw_queue_course_options),
        C.c_size_t,
    )),
    "cpw_queue_course_options_init": (None, (C.POINTER(cpw_queue_course_options),)),
    "cpw_queue_transient": (C.c_int32, (
        C.c_double,
        C.c_double,
        C.c_int64,
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(cpw_queue_course_options),
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_queue_schedule_init_sized": (None, (C.POINTER(cpw_queue_schedule), C.c_size_t)),
    "cpw_queue_schedule_init": (None, (C.POINTER(cpw_queue_schedule),)),
    "cpw_queue_periods": (C.c_int32, (
        C.POINTER(cpw_queue_schedule),
        C.POINTER(cpw_queue_course_options),
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_queue_sinusoid": (C.c_int32, (
        C.c_double,
        C.c_double,
        C.c_double,
        C.c_double,
        C.c_int64,
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(cpw_queue_course_options),
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_queue_stay_init_sized": (None, (C.POINTER(cpw_queue_stay), C.c_size_t)),
    "cpw_queue_stay_init": (None, (C.POINTER(cpw_queue_stay),)),
    "cpw_queue_infinite": (C.c_int32, (
        C.POINTER(cpw_queue_stay),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_double,
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_queue_infinite_sinusoid": (C.c_int32, (
        C.POINTER(cpw_queue_stay),
        C.c_double,
        C.c_double,
        C.c_double,
        C.c_int32,
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_queue_poisson_beds": (C.c_double, (C.c_double, C.c_double)),
    "cpw_queue_ward_init_sized": (None, (C.POINTER(cpw_queue_ward), C.c_size_t)),
    "cpw_queue_ward_init": (None, (C.POINTER(cpw_queue_ward),)),
    "cpw_queue_beds": (C.c_int32, (
        C.POINTER(cpw_queue_ward),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_queue_weekly_list_init_sized": (None, (C.POINTER(cpw_queue_weekly_list), C.c_size_t)),
    "cpw_queue_weekly_list_init": (None, (C.POINTER(cpw_queue_weekly_list),)),
    "cpw_queue_weekly": (C.c_int32, (
        C.POINTER(cpw_queue_weekly_list),
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_queue_tandem_init_sized": (None, (C.POINTER(cpw_queue_tandem), C.c_size_t)),
    "cpw_queue_tandem_init": (None, (C.POINTER(cpw_queue_tandem),)),
    "cpw_queue_tandem_saturated": (C.c_int32, (
        C.POINTER(cpw_queue_tandem),
        C.POINTER(cpw_queue_tandem_measures),
        C.POINTER(cpw_error),
    )),
    "cpw_queue_tandem_open": (C.c_int32, (
        C.POINTER(cpw_queue_tandem),
        C.POINTER(cpw_run),
        C.POINTER(cpw_queue_tandem_measures),
        C.POINTER(cpw_error),
    )),
    "cpw_stream_init": (None, (
        C.POINTER(cpw_stream),
        C.c_uint64,
        C.c_uint64,
        C.c_uint64,
        C.c_uint64,
    )),
    "cpw_stream_entity": (None, (C.POINTER(cpw_stream), C.c_uint64)),
    "cpw_stream_seek": (None, (C.POINTER(cpw_stream), C.c_uint64)),
    "cpw_stream_position": (C.c_uint64, (C.POINTER(cpw_stream),)),
    "cpw_random_bits": (C.c_uint64, (C.POINTER(cpw_stream),)),
    "cpw_random_below": (C.c_uint64, (C.POINTER(cpw_stream), C.c_uint64)),
    "cpw_random_uniform": (C.c_double, (C.POINTER(cpw_stream),)),
    "cpw_random_uniform_open": (C.c_double, (C.POINTER(cpw_stream),)),
    "cpw_random_exponential": (C.c_double, (C.POINTER(cpw_stream), C.c_double)),
    "cpw_random_normal": (C.c_double, (C.POINTER(cpw_stream), C.c_double, C.c_double)),
    "cpw_random_lognormal": (C.c_double, (C.POINTER(cpw_stream), C.c_double, C.c_double)),
    "cpw_random_gamma": (C.c_double, (C.POINTER(cpw_stream), C.c_double, C.c_double)),
    "cpw_random_beta": (C.c_double, (C.POINTER(cpw_stream), C.c_double, C.c_double)),
    "cpw_random_poisson": (C.c_int64, (C.POINTER(cpw_stream), C.c_double)),
    "cpw_random_binomial": (C.c_int64, (C.POINTER(cpw_stream), C.c_int64, C.c_double)),
    "cpw_random_hypergeometric": (C.c_int64, (
        C.POINTER(cpw_stream),
        C.c_int64,
        C.c_int64,
        C.c_int64,
    )),
    "cpw_random_geometric": (C.c_int64, (C.POINTER(cpw_stream), C.c_double)),
    "cpw_random_negative_binomial": (C.c_int64, (C.POINTER(cpw_stream), C.c_double, C.c_double)),
    "cpw_random_multinomial": (C.c_int32, (
        C.POINTER(cpw_stream),
        C.c_int64,
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(C.c_int64),
        C.POINTER(cpw_error),
    )),
    "cpw_random_shuffle": (None, (C.POINTER(cpw_stream), C.POINTER(C.c_int64), C.c_int64)),
    "cpw_alias_new": (C.c_int32, (
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(cpw_allocator),
        C.POINTER(C.POINTER(cpw_alias)),
        C.POINTER(cpw_error),
    )),
    "cpw_alias_free": (None, (C.POINTER(cpw_alias),)),
    "cpw_alias_draw": (C.c_int64, (C.POINTER(cpw_alias), C.POINTER(cpw_stream))),
    "cpw_alias_fill": (None, (
        C.POINTER(cpw_alias),
        C.POINTER(cpw_stream),
        C.POINTER(C.c_int64),
        C.c_int64,
    )),
    "cpw_empirical_new": (C.c_int32, (
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(cpw_allocator),
        C.POINTER(C.POINTER(cpw_empirical)),
        C.POINTER(cpw_error),
    )),
    "cpw_empirical_new_bands": (C.c_int32, (
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(cpw_allocator),
        C.POINTER(C.POINTER(cpw_empirical)),
        C.POINTER(cpw_error),
    )),
    "cpw_empirical_free": (None, (C.POINTER(cpw_empirical),)),
    "cpw_empirical_draw": (C.c_double, (C.POINTER(cpw_empirical), C.POINTER(cpw_stream))),
    "cpw_empirical_fill": (None, (
        C.POINTER(cpw_empirical),
        C.POINTER(cpw_stream),
        C.POINTER(C.c_double),
        C.c_int64,
    )),
    "cpw_law_name": (C.c_char_p, (C.c_int32,)),
    "cpw_law_parameters": (C.c_int32, (C.c_int32,)),
    "cpw_law_parameter_name": (C.c_char_p, (C.c_int32, C.c_int32)),
    "cpw_random_fill": (C.c_int32, (
        C.POINTER(cpw_stream),
        C.c_int32,
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(cpw_error),
    )),
    "cpw_random_fill_int64": (C.c_int32, (
        C.POINTER(cpw_stream),
        C.c_int32,
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(C.c_int64),
        C.c_int64,
        C.POINTER(cpw_error),
    )),
    "cpw_random_fill_bits": (None, (C.POINTER(cpw_stream), C.POINTER(C.c_uint64), C.c_int64)),
    "cpw_math_log": (C.c_double, (C.c_double,)),
    "cpw_math_exp": (C.c_double, (C.c_double,)),
    "cpw_math_log1p": (C.c_double, (C.c_double,)),
    "cpw_math_expm1": (C.c_double, (C.c_double,)),
    "cpw_math_pow": (C.c_double, (C.c_double, C.c_double)),
    "cpw_math_log_gamma": (C.c_double, (C.c_double,)),
    "cpw_duration_name": (C.c_char_p, (C.c_int32,)),
    "cpw_duration_number": (C.c_int32, (C.c_char_p,)),
    "cpw_duration_check": (C.c_int32, (C.POINTER(cpw_duration), C.c_char_p, C.POINTER(cpw_error))),
    "cpw_duration_draw": (C.c_double, (C.POINTER(cpw_duration), C.POINTER(cpw_stream))),
    "cpw_duration_fill": (C.c_int32, (
        C.POINTER(cpw_duration),
        C.POINTER(cpw_stream),
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(cpw_error),
    )),
    "cpw_duration_remaining": (C.c_double, (
        C.POINTER(cpw_duration),
        C.c_double,
        C.POINTER(cpw_stream),
    )),
    "cpw_duration_residual": (C.c_double, (C.POINTER(cpw_duration), C.POINTER(cpw_stream))),
    "cpw_duration_moments": (C.c_int32, (
        C.POINTER(cpw_duration),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_duration_survival": (C.c_double, (C.POINTER(cpw_duration), C.c_double)),
    "cpw_first_come_waits": (C.c_int32, (
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_int64,
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(cpw_allocator),
        C.POINTER(cpw_error),
    )),
    "cpw_first_come_options_init_sized": (None, (C.POINTER(cpw_first_come_options), C.c_size_t)),
    "cpw_first_come_options_init": (None, (C.POINTER(cpw_first_come_options),)),
    "cpw_first_come_simulate": (C.c_int32, (
        C.POINTER(cpw_first_come_options),
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_patient_rows_init_sized": (None, (C.POINTER(cpw_patient_rows), C.c_size_t)),
    "cpw_patient_rows_init": (None, (C.POINTER(cpw_patient_rows),)),
    "cpw_patients_list_init_sized": (None, (C.POINTER(cpw_patients_list), C.c_size_t)),
    "cpw_patients_list_init": (None, (C.POINTER(cpw_patients_list),)),
    "cpw_patients_options_init_sized": (None, (C.POINTER(cpw_patients_options), C.c_size_t)),
    "cpw_patients_options_init": (None, (C.POINTER(cpw_patients_options),)),
    "cpw_patients_simulate": (C.c_int32, (
        C.POINTER(cpw_patients_list),
        C.POINTER(cpw_patients_options),
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_patients_difference": (C.c_int32, (
        C.POINTER(cpw_result),
        C.POINTER(cpw_result),
        C.c_double,
        C.POINTER(cpw_allocator),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_patients_calendar_init_sized": (None, (C.POINTER(cpw_patients_calendar), C.c_size_t)),
    "cpw_patients_calendar_init": (None, (C.POINTER(cpw_patients_calendar),)),
    "cpw_patients_slots": (C.c_int32, (
        C.POINTER(cpw_patients_calendar),
        C.c_int64,
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_rtt_options_init_sized": (None, (C.POINTER(cpw_rtt_options), C.c_size_t)),
    "cpw_rtt_options_init": (None, (C.POINTER(cpw_rtt_options),)),
    "cpw_rtt_new": (C.c_int32, (
        C.POINTER(cpw_rtt_options),
        C.POINTER(C.POINTER(cpw_rtt)),
        C.POINTER(cpw_error),
    )),
    "cpw_rtt_free": (None, (C.POINTER(cpw_rtt),)),
    "cpw_rtt_read_path": (C.c_int32, (C.POINTER(cpw_rtt), C.c_char_p, C.POINTER(cpw_error))),
    "cpw_rtt_read_source": (C.c_int32, (
        C.POINTER(cpw_rtt),
        C.POINTER(cpw_source),
        C.POINTER(cpw_error),
    )),
    "cpw_rtt_read_memory": (C.c_int32, (
        C.POINTER(cpw_rtt),
        C.c_char_p,
        C.c_int64,
        C.c_char_p,
        C.POINTER(cpw_error),
    )),
    "cpw_rtt_result": (C.c_int32, (
        C.POINTER(cpw_rtt),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_rtt_part_type": (C.c_char_p, (C.c_char_p,)),
    "cpw_standard_at": (C.POINTER(cpw_standard), (C.c_int64,)),
    "cpw_standard_find": (C.POINTER(cpw_standard), (C.c_char_p,)),
    "cpw_standards": (C.c_int32, (
        C.c_int32,
        C.POINTER(cpw_result),
        C.POINTER(cpw_allocator),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_standards_read": (C.c_int32, (
        C.POINTER(cpw_source),
        C.POINTER(cpw_allocator),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_standards_read_path": (C.c_int32, (
        C.c_char_p,
        C.POINTER(cpw_allocator),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_exact_sum_init": (None, (C.POINTER(cpw_exact_sum),)),
    "cpw_exact_sum_add": (None, (C.POINTER(cpw_exact_sum), C.c_double)),
    "cpw_exact_sum_add_array": (C.c_int32, (
        C.POINTER(cpw_exact_sum),
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(cpw_error),
    )),
    "cpw_exact_sum_merge": (C.c_int32, (
        C.POINTER(cpw_exact_sum),
        C.POINTER(cpw_exact_sum),
        C.POINTER(cpw_error),
    )),
    "cpw_exact_sum_value": (C.c_double, (C.POINTER(cpw_exact_sum),)),
    "cpw_moments_init": (None, (C.POINTER(cpw_moments),)),
    "cpw_moments_add": (None, (C.POINTER(cpw_moments), C.c_double)),
    "cpw_moments_add_times": (C.c_int32, (
        C.POINTER(cpw_moments),
        C.c_double,
        C.c_int64,
        C.POINTER(cpw_error),
    )),
    "cpw_moments_add_array": (C.c_int32, (
        C.POINTER(cpw_moments),
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(cpw_error),
    )),
    "cpw_moments_merge": (C.c_int32, (
        C.POINTER(cpw_moments),
        C.POINTER(cpw_moments),
        C.POINTER(cpw_error),
    )),
    "cpw_moments_sum": (C.c_double, (C.POINTER(cpw_moments),)),
    "cpw_moments_mean": (C.c_double, (C.POINTER(cpw_moments),)),
    "cpw_moments_variance": (C.c_double, (C.POINTER(cpw_moments), C.c_int64)),
    "cpw_moments_sd": (C.c_double, (C.POINTER(cpw_moments), C.c_int64)),
    "cpw_moments_rms": (C.c_double, (C.POINTER(cpw_moments),)),
    "cpw_histogram_init": (C.c_int32, (
        C.POINTER(cpw_histogram),
        C.POINTER(C.c_double),
        C.POINTER(C.c_int64),
        C.c_int64,
        C.POINTER(cpw_error),
    )),
    "cpw_histogram_add": (C.c_int32, (
        C.POINTER(cpw_histogram),
        C.c_double,
        C.c_int64,
        C.POINTER(cpw_error),
    )),
    "cpw_histogram_add_array": (C.c_int32, (
        C.POINTER(cpw_histogram),
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(cpw_error),
    )),
    "cpw_histogram_merge": (C.c_int32, (
        C.POINTER(cpw_histogram),
        C.POINTER(cpw_histogram),
        C.POINTER(cpw_error),
    )),
    "cpw_sketch_new": (C.c_int32, (
        C.c_double,
        C.POINTER(cpw_allocator),
        C.POINTER(C.POINTER(cpw_sketch)),
        C.POINTER(cpw_error),
    )),
    "cpw_sketch_free": (None, (C.POINTER(cpw_sketch),)),
    "cpw_sketch_add": (C.c_int32, (
        C.POINTER(cpw_sketch),
        C.c_double,
        C.c_int64,
        C.POINTER(cpw_error),
    )),
    "cpw_sketch_add_array": (C.c_int32, (
        C.POINTER(cpw_sketch),
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(cpw_error),
    )),
    "cpw_sketch_merge": (C.c_int32, (
        C.POINTER(cpw_sketch),
        C.POINTER(cpw_sketch),
        C.POINTER(cpw_error),
    )),
    "cpw_sketch_describe": (C.c_int32, (
        C.POINTER(cpw_sketch),
        C.POINTER(cpw_sketch_info),
        C.POINTER(cpw_error),
    )),
    "cpw_sketch_quantiles": (C.c_int32, (
        C.POINTER(cpw_sketch),
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_int32,
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_sketch_buckets": (C.c_int32, (
        C.POINTER(cpw_sketch),
        C.c_int64,
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(C.c_int64),
        C.POINTER(cpw_error),
    )),
    "cpw_sketch_words": (C.c_int64, (C.POINTER(cpw_sketch),)),
    "cpw_sketch_write": (C.c_int32, (
        C.POINTER(cpw_sketch),
        C.c_int64,
        C.POINTER(C.c_int64),
        C.POINTER(cpw_error),
    )),
    "cpw_sketch_read": (C.c_int32, (
        C.POINTER(C.c_int64),
        C.c_int64,
        C.POINTER(cpw_allocator),
        C.POINTER(C.POINTER(cpw_sketch)),
        C.POINTER(cpw_error),
    )),
    "cpw_quantiles": (C.c_int32, (
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_int32,
        C.POINTER(cpw_allocator),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_quantiles_in_place": (C.c_int32, (
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_int32,
        C.POINTER(cpw_allocator),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_quantiles_sorted": (C.c_int32, (
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_int32,
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_weighted_quantiles": (C.c_int32, (
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_int32,
        C.POINTER(cpw_allocator),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_normal_pdf": (C.c_double, (C.c_double,)),
    "cpw_normal_cdf": (C.c_double, (C.c_double,)),
    "cpw_normal_quantile": (C.c_double, (C.c_double,)),
    "cpw_student_cdf": (C.c_double, (C.c_double, C.c_double)),
    "cpw_student_quantile": (C.c_double, (C.c_double, C.c_double)),
    "cpw_gamma_cdf": (C.c_double, (C.c_double, C.c_double)),
    "cpw_gamma_upper": (C.c_double, (C.c_double, C.c_double)),
    "cpw_gamma_quantile": (C.c_double, (C.c_double, C.c_double)),
    "cpw_gamma_upper_quantile": (C.c_double, (C.c_double, C.c_double)),
    "cpw_chi_square_cdf": (C.c_double, (C.c_double, C.c_double)),
    "cpw_chi_square_upper": (C.c_double, (C.c_double, C.c_double)),
    "cpw_chi_square_quantile": (C.c_double, (C.c_double, C.c_double)),
    "cpw_chi_square_upper_quantile": (C.c_double, (C.c_double, C.c_double)),
    "cpw_poisson_cdf": (C.c_double, (C.c_double, C.c_double)),
    "cpw_poisson_upper": (C.c_double, (C.c_double, C.c_double)),
    "cpw_beta_cdf": (C.c_double, (C.c_double, C.c_double, C.c_double)),
    "cpw_beta_upper": (C.c_double, (C.c_double, C.c_double, C.c_double)),
    "cpw_beta_quantile": (C.c_double, (C.c_double, C.c_double, C.c_double)),
    "cpw_beta_upper_quantile": (C.c_double, (C.c_double, C.c_double, C.c_double)),
    "cpw_binomial_cdf": (C.c_double, (C.c_double, C.c_double, C.c_double)),
    "cpw_binomial_upper": (C.c_double, (C.c_double, C.c_double, C.c_double)),
    "cpw_mean_interval": (C.c_int32, (
        C.POINTER(cpw_moments),
        C.c_double,
        C.POINTER(cpw_interval),
        C.POINTER(cpw_error),
    )),
    "cpw_wilson_interval": (C.c_int32, (
        C.c_double,
        C.c_double,
        C.c_double,
        C.POINTER(cpw_interval),
        C.POINTER(cpw_error),
    )),
    "cpw_statistic_init_sized": (None, (C.POINTER(cpw_statistic), C.c_size_t)),
    "cpw_statistic_init": (None, (C.POINTER(cpw_statistic),)),
    "cpw_bootstrap_options_init_sized": (None, (C.POINTER(cpw_bootstrap_options), C.c_size_t)),
    "cpw_bootstrap_options_init": (None, (C.POINTER(cpw_bootstrap_options),)),
    "cpw_bootstrap_replicates": (C.c_int32, (
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_int64,
        C.POINTER(cpw_statistic),
        C.POINTER(cpw_run),
        C.POINTER(cpw_allocator),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_bootstrap_acceleration": (C.c_int32, (
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_int64,
        C.POINTER(cpw_statistic),
        C.POINTER(cpw_run),
        C.POINTER(cpw_allocator),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_bootstrap_interval": (C.c_int32, (
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_double,
        C.c_double,
        C.POINTER(cpw_bootstrap_options),
        C.POINTER(cpw_allocator),
        C.POINTER(cpw_bootstrap_limits),
        C.POINTER(cpw_error),
    )),
    "cpw_bootstrap": (C.c_int32, (
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_int64,
        C.POINTER(cpw_statistic),
        C.POINTER(cpw_bootstrap_options),
        C.POINTER(cpw_run),
        C.POINTER(cpw_allocator),
        C.POINTER(cpw_bootstrap_limits),
        C.POINTER(cpw_error),
    )),
    "cpw_pinball_loss": (C.c_double, (C.c_double, C.c_double, C.c_double)),
    "cpw_interval_score": (C.c_double, (C.c_double, C.c_double, C.c_double, C.c_double)),
    "cpw_crps_normal": (C.c_double, (C.c_double, C.c_double, C.c_double)),
    "cpw_crps_ensembles": (C.c_int32, (
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_int64,
        C.c_int32,
        C.POINTER(cpw_allocator),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_crps_quantiles": (C.c_int32, (
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_int64,
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_interval_coverage": (C.c_int32, (
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_double,
        C.c_double,
        C.POINTER(cpw_coverage),
        C.POINTER(cpw_error),
    )),
    "cpw_forecast_accuracy": (C.c_int32, (
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_double,
        C.POINTER(cpw_accuracy),
        C.POINTER(cpw_error),
    )),
    "cpw_naive_scale": (C.c_int32, (
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_int64,
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_rates_count_interval": (C.c_int32, (
        C.c_double,
        C.c_double,
        C.c_int32,
        C.POINTER(cpw_interval),
        C.POINTER(cpw_error),
    )),
    "cpw_rates_share_interval": (C.c_int32, (
        C.c_double,
        C.c_double,
        C.c_double,
        C.POINTER(cpw_interval),
        C.POINTER(cpw_error),
    )),
    "cpw_rates_crude": (C.c_int32, (
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_double,
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_int32,
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_rates_proportion": (C.c_int32, (
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_double,
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_int32,
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_rates_options_init_sized": (None, (C.POINTER(cpw_rates_options), C.c_size_t)),
    "cpw_rates_options_init": (None, (C.POINTER(cpw_rates_options),)),
    "cpw_rates_direct": (C.c_int32, (
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_int64,
        C.POINTER(cpw_rates_options),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_rates_indirect": (C.c_int32, (
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_int64,
        C.POINTER(cpw_rates_options),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_rates_compare": (C.c_int32, (
        C.c_double,
        C.c_double,
        C.c_double,
        C.c_double,
        C.c_double,
        C.POINTER(cpw_rates_comparison),
        C.POINTER(cpw_error),
    )),
    "cpw_rates_compare_counts": (C.c_int32, (
        C.c_double,
        C.c_double,
        C.c_double,
        C.c_double,
        C.c_double,
        C.POINTER(cpw_rates_comparison),
        C.POINTER(cpw_error),
    )),
    "cpw_rates_waits": (C.c_int32, (
        C.POINTER(C.c_double),
        C.POINTER(C.c_int64),
        C.POINTER(C.c_int64),
        C.c_int64,
        C.c_int64,
        C.c_int64,
        C.POINTER(C.c_double),
        C.POINTER(cpw_rates_options),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_rates_funnel_options_init_sized": (None, (
        C.POINTER(cpw_rates_funnel_options),
        C.c_size_t,
    )),
    "cpw_rates_funnel_options_init": (None, (C.POINTER(cpw_rates_funnel_options),)),
    "cpw_rates_funnel_lines": (C.c_int32, (
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_double,
        C.c_double,
        C.POINTER(cpw_rates_funnel_options),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_rates_funnel": (C.c_int32, (
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(cpw_rates_funnel_options),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_spc_options_init_sized": (None, (C.POINTER(cpw_spc_options), C.c_size_t)),
    "cpw_spc_options_init": (None, (C.POINTER(cpw_spc_options),)),
    "cpw_spc_limits_of": (C.c_int32, (
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_int32,
        C.POINTER(cpw_spc_limits),
        C.POINTER(cpw_error),
    )),
    "cpw_spc_xmr": (C.c_int32, (
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(cpw_spc_options),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_spc_attributes": (C.c_int32, (
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_int32,
        C.c_int32,
        C.POINTER(cpw_spc_options),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_spc_cause_text": (C.c_char_p, (C.c_int64,)),
    "cpw_spc_type_text": (C.c_char_p, (C.c_int64,)),
    "cpw_spc_assurance_text": (C.c_char_p, (C.c_int64,)),
    "cpw_table_options_init_sized": (None, (C.POINTER(cpw_table_options), C.c_size_t)),
    "cpw_table_options_init": (None, (C.POINTER(cpw_table_options),)),
    "cpw_table_open_path": (C.c_int32, (
        C.c_char_p,
        C.POINTER(cpw_table_options),
        C.POINTER(C.POINTER(cpw_table)),
        C.POINTER(cpw_error),
    )),
    "cpw_table_open_memory": (C.c_int32, (
        C.c_char_p,
        C.c_int64,
        C.c_char_p,
        C.POINTER(cpw_table_options),
        C.POINTER(C.POINTER(cpw_table)),
        C.POINTER(cpw_error),
    )),
    "cpw_table_open_source": (C.c_int32, (
        C.POINTER(cpw_source),
        C.POINTER(cpw_table_options),
        C.POINTER(C.POINTER(cpw_table)),
        C.POINTER(cpw_error),
    )),
    "cpw_table_free": (None, (C.POINTER(cpw_table),)),
    "cpw_table_next": (C.c_int32, (C.POINTER(cpw_table), C.POINTER(cpw_error))),
    "cpw_table_columns": (C.c_int64, (C.POINTER(cpw_table),)),
    "cpw_table_name": (C.c_char_p, (C.POINTER(cpw_table), C.c_int64)),
    "cpw_table_find": (C.c_int64, (C.POINTER(cpw_table), C.c_char_p)),
    "cpw_table_require": (C.c_int32, (
        C.POINTER(cpw_table),
        C.c_char_p,
        C.POINTER(C.c_int64),
        C.POINTER(cpw_error),
    )),
    "cpw_table_line": (C.c_int64, (C.POINTER(cpw_table),)),
    "cpw_table_text": (C.c_int32, (
        C.POINTER(cpw_table),
        C.c_int64,
        C.POINTER(C.c_char_p),
        C.POINTER(C.c_int64),
        C.POINTER(cpw_error),
    )),
    "cpw_table_double": (C.c_int32, (
        C.POINTER(cpw_table),
        C.c_int64,
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_table_int64": (C.c_int32, (
        C.POINTER(cpw_table),
        C.c_int64,
        C.POINTER(C.c_int64),
        C.POINTER(cpw_error),
    )),
    "cpw_table_double_or": (C.c_int32, (
        C.POINTER(cpw_table),
        C.c_int64,
        C.c_double,
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_table_int64_or": (C.c_int32, (
        C.POINTER(cpw_table),
        C.c_int64,
        C.c_int64,
        C.POINTER(C.c_int64),
        C.POINTER(cpw_error),
    )),
    "cpw_table_writer_options_init_sized": (None, (
        C.POINTER(cpw_table_writer_options),
        C.c_size_t,
    )),
    "cpw_table_writer_options_init": (None, (C.POINTER(cpw_table_writer_options),)),
    "cpw_table_writer_new": (C.c_int32, (
        C.POINTER(cpw_sink),
        C.POINTER(C.c_char_p),
        C.c_int64,
        C.POINTER(cpw_table_writer_options),
        C.POINTER(C.POINTER(cpw_table_writer)),
        C.POINTER(cpw_error),
    )),
    "cpw_table_writer_free": (None, (C.POINTER(cpw_table_writer),)),
    "cpw_table_writer_text": (C.c_int32, (
        C.POINTER(cpw_table_writer),
        C.c_char_p,
        C.c_int64,
        C.POINTER(cpw_error),
    )),
    "cpw_table_writer_int64": (C.c_int32, (
        C.POINTER(cpw_table_writer),
        C.c_int64,
        C.POINTER(cpw_error),
    )),
    "cpw_table_writer_double": (C.c_int32, (
        C.POINTER(cpw_table_writer),
        C.c_double,
        C.POINTER(cpw_error),
    )),
    "cpw_table_writer_empty": (C.c_int32, (C.POINTER(cpw_table_writer), C.POINTER(cpw_error))),
    "cpw_table_writer_end_row": (C.c_int32, (C.POINTER(cpw_table_writer), C.POINTER(cpw_error))),
    "cpw_table_writer_finish": (C.c_int32, (C.POINTER(cpw_table_writer), C.POINTER(cpw_error))),
    "cpw_bands_init_sized": (None, (C.POINTER(cpw_bands), C.c_size_t)),
    "cpw_bands_init": (None, (C.POINTER(cpw_bands),)),
    "cpw_bands_weeks_to_months": (C.c_int32, (
        C.c_int32,
        C.c_int32,
        C.c_int64,
        C.c_int64,
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_bands_months_to_weeks": (C.c_int32, (
        C.c_int32,
        C.c_int32,
        C.c_int64,
        C.c_int64,
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_bands_of_label": (C.c_int32, (
        C.c_char_p,
        C.c_int64,
        C.POINTER(C.c_int64),
        C.POINTER(cpw_error),
    )),
    "cpw_history_init_sized": (None, (C.POINTER(cpw_history), C.c_size_t)),
    "cpw_history_init": (None, (C.POINTER(cpw_history),)),
    "cpw_history_options_init_sized": (None, (C.POINTER(cpw_history_options), C.c_size_t)),
    "cpw_history_options_init": (None, (C.POINTER(cpw_history_options),)),
    "cpw_history_read": (C.c_int32, (
        C.POINTER(cpw_source),
        C.POINTER(cpw_history_options),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_history_read_path": (C.c_int32, (
        C.c_char_p,
        C.POINTER(cpw_history_options),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_history_from_rtt": (C.c_int32, (
        C.POINTER(cpw_result),
        C.c_int64,
        C.POINTER(cpw_history_options),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_history_view": (C.c_int32, (
        C.POINTER(cpw_result),
        C.POINTER(cpw_history),
        C.POINTER(cpw_bands),
        C.POINTER(cpw_error),
    )),
    "cpw_calibrate_options_init_sized": (None, (C.POINTER(cpw_calibrate_options), C.c_size_t)),
    "cpw_calibrate_options_init": (None, (C.POINTER(cpw_calibrate_options),)),
    "cpw_working_days": (C.c_int32, (C.c_int32, C.c_int32)),
    "cpw_waitlist_calibrate": (C.c_int32, (
        C.POINTER(cpw_history),
        C.POINTER(cpw_calibrate_options),
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_backlog_init_sized": (None, (C.POINTER(cpw_backlog), C.c_size_t)),
    "cpw_backlog_init": (None, (C.POINTER(cpw_backlog),)),
    "cpw_backlog_view": (C.c_int32, (
        C.POINTER(cpw_result),
        C.POINTER(cpw_backlog),
        C.POINTER(cpw_bands),
        C.POINTER(cpw_error),
    )),
    "cpw_waitlist_skew": (C.c_int32, (
        C.c_int32,
        C.c_double,
        C.c_double,
        C.c_int64,
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_waitlist_redistribute": (C.c_int32, (
        C.c_int32,
        C.c_int64,
        C.c_int64,
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_project_options_init_sized": (None, (C.POINTER(cpw_project_options), C.c_size_t)),
    "cpw_project_options_init": (None, (C.POINTER(cpw_project_options),)),
    "cpw_waitlist_project": (C.c_int32, (
        C.POINTER(cpw_backlog),
        C.POINTER(cpw_project_options),
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_demand_options_init_sized": (None, (C.POINTER(cpw_demand_options), C.c_size_t)),
    "cpw_demand_options_init": (None, (C.POINTER(cpw_demand_options),)),
    "cpw_demand_series": (C.c_int32, (
        C.c_int64,
        C.c_int64,
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(cpw_demand_options),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_waitlist_stages": (C.c_int32, (
        C.POINTER(cpw_history),
        C.POINTER(cpw_calibrate_options),
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_stages_view": (C.c_int32, (
        C.POINTER(cpw_result),
        C.c_int64,
        C.POINTER(cpw_transfer),
        C.POINTER(cpw_error),
    )),
    "cpw_waitlist_within": (C.c_int32, (
        C.POINTER(cpw_bands),
        C.c_int64,
        C.POINTER(C.c_double),
        C.c_double,
        C.c_int32,
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_waitlist_percentile": (C.c_int32, (
        C.POINTER(cpw_bands),
        C.c_int64,
        C.POINTER(C.c_double),
        C.c_double,
        C.POINTER(C.c_double),
        C.POINTER(C.c_int32),
        C.POINTER(cpw_error),
    )),
    "cpw_waitlist_measures": (C.c_int32, (
        C.POINTER(cpw_bands),
        C.c_int64,
        C.c_int64,
        C.POINTER(C.c_double),
        C.POINTER(cpw_dimension),
        C.POINTER(cpw_dimension),
        C.c_int32,
        C.POINTER(cpw_allocator),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_target_options_init_sized": (None, (C.POINTER(cpw_target_options), C.c_size_t)),
    "cpw_target_options_init": (None, (C.POINTER(cpw_target_options),)),
    "cpw_waitlist_target": (C.c_int32, (
        C.POINTER(cpw_backlog),
        C.POINTER(cpw_target_options),
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_waitlist_load": (C.c_double, (C.c_double, C.c_double)),
    "cpw_waitlist_target_mean_wait": (C.c_double, (C.c_double, C.c_double)),
    "cpw_waitlist_target_size": (C.c_double, (C.c_double, C.c_double, C.c_double)),
    "cpw_waitlist_target_capacity": (C.c_double, (
        C.c_double,
        C.c_double,
        C.c_double,
        C.c_double,
        C.c_double,
    )),
    "cpw_waitlist_relief_capacity": (C.c_double, (C.c_double, C.c_double, C.c_double, C.c_double)),
    "cpw_waitlist_pressure": (C.c_double, (C.c_double, C.c_double)),
    "cpw_waitlist_upper_demand": (C.c_double, (C.c_double, C.c_double, C.c_double)),
    "cpw_waitlist_priority_days": (C.c_int32, (C.c_int32,)),
    "cpw_waitlist_steady_sizes": (C.c_int32, (
        C.c_int64,
        C.c_double,
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_backtest_options_init_sized": (None, (C.POINTER(cpw_backtest_options), C.c_size_t)),
    "cpw_backtest_options_init": (None, (C.POINTER(cpw_backtest_options),)),
    "cpw_backtest": (C.c_int32, (
        C.POINTER(cpw_history),
        C.POINTER(cpw_backtest_options),
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_series_init_sized": (None, (C.POINTER(cpw_series), C.c_size_t)),
    "cpw_series_init": (None, (C.POINTER(cpw_series),)),
    "cpw_forecast_options_init_sized": (None, (C.POINTER(cpw_forecast_options), C.c_size_t)),
    "cpw_forecast_options_init": (None, (C.POINTER(cpw_forecast_options),)),
    "cpw_forecast_series": (C.c_int32, (
        C.POINTER(cpw_series),
        C.POINTER(cpw_forecast_options),
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_forecast_backtest": (C.c_int32, (
        C.POINTER(cpw_series),
        C.POINTER(cpw_forecast_options),
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_forecast_read": (C.c_int32, (
        C.POINTER(cpw_source),
        C.POINTER(cpw_allocator),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_forecast_read_path": (C.c_int32, (
        C.c_char_p,
        C.POINTER(cpw_allocator),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_forecast_waitlist": (C.c_int32, (
        C.POINTER(cpw_result),
        C.POINTER(cpw_history),
        C.POINTER(cpw_forecast_options),
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_forecast_waitlist_backtest": (C.c_int32, (
        C.POINTER(cpw_result),
        C.POINTER(cpw_forecast_options),
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_goal_init_sized": (None, (C.POINTER(cpw_goal), C.c_size_t)),
    "cpw_goal_init": (None, (C.POINTER(cpw_goal),)),
    "cpw_plan_options_init_sized": (None, (C.POINTER(cpw_plan_options), C.c_size_t)),
    "cpw_plan_options_init": (None, (C.POINTER(cpw_plan_options),)),
    "cpw_plan_capacity": (C.c_int32, (
        C.POINTER(cpw_backlog),
        C.POINTER(cpw_plan_options),
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_plan_published_options_init_sized": (None, (
        C.POINTER(cpw_plan_published_options),
        C.c_size_t,
    )),
    "cpw_plan_published_options_init": (None, (C.POINTER(cpw_plan_published_options),)),
    "cpw_plan_published": (C.c_int32, (
        C.POINTER(cpw_backlog),
        C.POINTER(cpw_plan_published_options),
        C.POINTER(C.c_double),
        C.POINTER(C.c_int32),
        C.POINTER(cpw_error),
    )),
    "cpw_simulate_options_init_sized": (None, (C.POINTER(cpw_simulate_options), C.c_size_t)),
    "cpw_simulate_options_init": (None, (C.POINTER(cpw_simulate_options),)),
    "cpw_simulate_waitlist": (C.c_int32, (
        C.POINTER(cpw_backlog),
        C.POINTER(cpw_simulate_options),
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_snapshots_options_init_sized": (None, (C.POINTER(cpw_snapshots_options), C.c_size_t)),
    "cpw_snapshots_options_init": (None, (C.POINTER(cpw_snapshots_options),)),
    "cpw_snapshots_history": (C.c_int32, (
        C.POINTER(cpw_date_rows),
        C.POINTER(cpw_snapshots_options),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_steady_exponential_rate": (C.c_double, (C.c_double, C.c_double)),
    "cpw_steady_exponential_size": (C.c_double, (C.c_double, C.c_double, C.c_double)),
    "cpw_steady_exponential_capacity": (C.c_double, (
        C.c_double,
        C.c_double,
        C.c_double,
        C.c_double,
    )),
    "cpw_steady_geometric": (C.c_int32, (
        C.c_double,
        C.c_int64,
        C.c_int64,
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_steady_options_init_sized": (None, (C.POINTER(cpw_steady_options), C.c_size_t)),
    "cpw_steady_options_init": (None, (C.POINTER(cpw_steady_options),)),
    "cpw_steady_standard": (C.c_int32, (
        C.POINTER(cpw_backlog),
        C.POINTER(cpw_steady_options),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_steady_problem_init_sized": (None, (C.POINTER(cpw_steady_problem), C.c_size_t)),
    "cpw_steady_problem_init": (None, (C.POINTER(cpw_steady_problem),)),
    "cpw_steady_lp": (C.c_int32, (
        C.POINTER(cpw_steady_problem),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_steady_search": (C.c_int32, (
        C.POINTER(cpw_steady_problem),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_waits_clearance": (C.c_double, (C.c_double, C.c_double)),
    "cpw_waits_time_to_clear": (C.c_double, (C.c_double, C.c_double, C.c_double, C.c_double)),
    "cpw_waits_options_init_sized": (None, (C.POINTER(cpw_waits_options), C.c_size_t)),
    "cpw_waits_options_init": (None, (C.POINTER(cpw_waits_options),)),
    "cpw_waits_expected": (C.c_int32, (
        C.POINTER(cpw_backlog),
        C.POINTER(cpw_waits_options),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_waits_incidence": (C.c_int32, (
        C.POINTER(cpw_bands),
        C.c_int64,
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(cpw_dimension),
        C.POINTER(cpw_allocator),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
}


def declare(lib):
    """Sets restype and argtypes of every public function; ImportError names one that is missing."""
    for name, (returns, arguments) in PROTOTYPES.items():
        try:
            function = getattr(lib, name)
        except AttributeError:
            raise ImportError(f"carepath: the library has no function {name}") from None
        function.restype = returns
        function.argtypes = arguments
    return lib


def mirror():
    """The layout table as ctypes sees it: (struct, field or None, offset, size)."""
    for struct in STRUCTS:
        yield struct.__name__, None, 0, C.sizeof(struct)
        for name, *_ in struct._fields_:
            field = getattr(struct, name)
            yield struct.__name__, name, field.offset, field.size


def rows(entry):
    """The rows of one of the library's tables, from index 0 to the first NULL."""
    index = 0
    while row := entry(index):
        yield row.contents
        index += 1


def check(lib):
    """Compares ABI number, struct layouts and constants of a loaded library with these mirrors.

    ImportError names the first difference. Only these three functions are called."""
    for name in ("cpw_abi", "cpw_layout_at", "cpw_constant_at"):
        try:
            function = getattr(lib, name)
        except AttributeError:
            raise ImportError(f"carepath: the library has no function {name}") from None
        function.restype, function.argtypes = PROTOTYPES[name]
    if lib.cpw_abi() != CPW_ABI:
        raise ImportError(f"carepath: the library has ABI {lib.cpw_abi()}, this package needs {CPW_ABI}")

    def text(struct, field, offset, size):
        return f"{struct}{'.' + field if field else ''} at byte {offset} with {size} bytes"

    ours = list(mirror())
    theirs = [
        (r.struct_name.decode(), r.field_name.decode() if r.field_name else None, r.offset, r.size)
        for r in rows(lib.cpw_layout_at)
    ]
    for index in range(max(len(ours), len(theirs))):
        a = ours[index] if index < len(ours) else None
        b = theirs[index] if index < len(theirs) else None
        if a != b:
            raise ImportError(
                f"carepath: the library has {text(*b) if b else 'no more structs'},"
                f" this package {text(*a) if a else 'no more structs'}"
            )
    known = {name: globals()[name] for name in CONSTANTS if not name.startswith("CPW_VERSION_")}
    for r in rows(lib.cpw_constant_at):
        name = r.name.decode()
        here = known.pop(name, None)
        there = r.integer if r.real != r.real else r.real
        if here is not None and here == here and here != there:
            raise ImportError(f"carepath: {name} is {there} in the library, {here} in this package")
    if known:
        raise ImportError(f"carepath: the library has no constant {next(iter(known))}")
