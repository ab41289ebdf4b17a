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
CPW_SHA256_CHARS = 65
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
CPW_APPORTION_HAMILTON = 0
CPW_APPORTION_WEBSTER = 1
CPW_APPORTION_JEFFERSON = 2
CPW_APPORTION_ADAMS = 3
CPW_APPORTION_HILL = 4
CPW_APPORTION_COUNT = 5
CPW_BEFORE_AFTER_MOST = 200000
CPW_CHOICE_EARTH = 6371.0088
CPW_CHOICE_LINEAR = 0
CPW_CHOICE_POWER = 1
CPW_CHOICE_FUNCTION = 2
CPW_CITIZENS_MOST_CRITERIA = 200
CPW_CITIZENS_APPROVALS = 0
CPW_CITIZENS_POINTS = 1
CPW_CITIZENS_RANKS = 2
CPW_CITIZENS_DIRICHLET = 0
CPW_CITIZENS_BOOTSTRAP = 1
CPW_CLAIMS_PROPORTIONAL = 0
CPW_CLAIMS_EQUAL_AWARDS = 1
CPW_CLAIMS_EQUAL_LOSSES = 2
CPW_CLAIMS_TALMUD = 3
CPW_CLAIMS_ADJUSTED_PROPORTIONAL = 4
CPW_CLAIMS_RANDOM_ARRIVAL = 5
CPW_CLAIMS_PINILES = 6
CPW_CLAIMS_MINIMAL_OVERLAP = 7
CPW_CLAIMS_COUNT = 8
CPW_CLAIMS_MOST_EXACT = 36
CPW_COALITION_MOST = 24
CPW_COALITION_MOST_NUCLEOLUS = 20
CPW_COALITION_SUM = 0
CPW_COALITION_MAX = 1
CPW_COALITION_FIXED = 2
CPW_COALITION_CLAIMS = 3
CPW_COALITION_VOTE = 4
CPW_COALITION_SQUARE = 5
CPW_COALITION_SHAPLEY = 0
CPW_COALITION_NUCLEOLUS = 1
CPW_COALITION_EQUAL = 2
CPW_COALITION_PROPORTIONAL = 3
CPW_DATE_NONE = -2147483647
CPW_DATE_CHARS = 16
CPW_DATES_BY_PRIORITY = 0
CPW_DATES_BY_DUE = 1
CPW_DCEA_ATKINSON = 0
CPW_DCEA_KOLM = 1
CPW_DCEA_EXTENDED_GINI = 2
CPW_DCEA_WEIGHT_RELATIVE = 0
CPW_DCEA_WEIGHT_NORMALISED = 1
CPW_DCEA_WEIGHT_MARGINAL = 2
CPW_DCEA_TABLE_AVERSION = 0
CPW_DCEA_TABLE_SHARES = 1
CPW_DCEA_TABLE_HEALTH = 2
CPW_DCEA_NEUTRAL = 0
CPW_DCEA_WIN_WIN = 1
CPW_DCEA_WIN_LOSE = 2
CPW_DCEA_LOSE_WIN = 3
CPW_DCEA_LOSE_LOSE = 4
CPW_DCEA_QUADRANTS = 5
CPW_DCEA_AXIS_EDE = 0
CPW_DCEA_AXIS_SLOPE = 1
CPW_DCEA_AXIS_GAP = 2
CPW_DCEA_EFFICIENT = 0
CPW_DCEA_EXTENDED_DOMINATED = 1
CPW_DCEA_DOMINATED = 2
CPW_DCEA_HARM_REPEATED = 0
CPW_DCEA_HARM_ONCE = 1
CPW_DEVOLVE_LEVELS = 0
CPW_DEVOLVE_LEAVES = 1
CPW_DEVOLVE_FREE = 0
CPW_DEVOLVE_AT_LEAST = 1
CPW_DEVOLVE_AT_MOST = 2
CPW_DEVOLVE_FIXED = 3
CPW_DEVOLVE_NO_CAP = 9223372036854775807
CPW_DISCLOSURE_ROUND_NONE = 0
CPW_DISCLOSURE_ROUND_NEAREST = 1
CPW_DISCLOSURE_ROUND_RANDOM = 2
CPW_DISCLOSURE_SHOWN = 0
CPW_DISCLOSURE_SMALL = 1
CPW_DISCLOSURE_ZERO = 2
CPW_DISCLOSURE_SECONDARY = 3
CPW_DISCLOSURE_COMPLEMENT = 4
CPW_DISCLOSURE_NOT_PUBLISHED = 5
CPW_FAIR_NEAREST = 0
CPW_FAIR_CONSERVATIVE = 1
CPW_FAIR_UNADJUSTED = 2
CPW_FAIR_FLOOR = 0
CPW_FAIR_CEIL = 1
CPW_FAIR_LOG2 = 0
CPW_FAIR_RECIPROCAL = 1
CPW_FAIR_GEOMETRIC = 2
CPW_FAIR_TOP = 3
CPW_FAIR_RND = 0
CPW_FAIR_RKL = 1
CPW_FAIR_RRD = 2
CPW_FAIR_NDKL = 3
CPW_FLOW_STOCK_WINS = 0
CPW_FLOW_FLOWS_WIN = 1
CPW_FOOTPRINT_REFUSE = 0
CPW_FOOTPRINT_SPREAD = 1
CPW_EARTH_RADIUS = 6371.0088
CPW_KNAPSACK_PROVEN = 0
CPW_KNAPSACK_STATES = 1
CPW_KNAPSACK_STEPS = 2
CPW_KNAPSACK_TIME = 3
CPW_LEAST_SQUARES_COLUMNS = 20000
CPW_LEAST_SQUARES_AT_LOWER = 0
CPW_LEAST_SQUARES_AT_UPPER = 1
CPW_LEAST_SQUARES_BETWEEN = 2
CPW_LEDGER_OPEN = 0
CPW_LEDGER_FUND = 1
CPW_LEDGER_BY_ACCOUNT = 0
CPW_LEDGER_BY_ORGANISATION = 1
CPW_LEDGER_BY_PLACE = 2
CPW_LEDGER_BY_LINE = 3
CPW_LINEAR_OPTIMAL = 0
CPW_LINEAR_INFEASIBLE = 1
CPW_LINEAR_UNBOUNDED = 2
CPW_LINEAR_LIMIT = 3
CPW_LINEAR_AT_LOWER = 0
CPW_LINEAR_AT_UPPER = 1
CPW_LINEAR_BASIC = 2
CPW_LINEAR_FREE = 3
CPW_MCDA_FIXED = 0
CPW_MCDA_MINMAX = 1
CPW_MCDA_VECTOR = 2
CPW_MCDA_SUM = 3
CPW_MCDA_MAX = 4
CPW_MCDA_NONE = 5
CPW_MCDA_OUTSIDE_REFUSE = 0
CPW_MCDA_OUTSIDE_CLAMP = 1
CPW_MCDA_MAX_CRITERIA = 1000
CPW_MCDA_WEIGHT_TOLERANCE = 1e-09
CPW_MCDA_USUAL = 1
CPW_MCDA_U_SHAPE = 2
CPW_MCDA_V_SHAPE = 3
CPW_MCDA_LEVEL = 4
CPW_MCDA_LINEAR = 5
CPW_MCDA_GAUSSIAN = 6
CPW_MCDA_MAX_PAIRED = 20000
CPW_MCDA_WEIGHTED_SUM = 0
CPW_MCDA_WEIGHTED_PRODUCT = 1
CPW_MCDA_TOPSIS = 2
CPW_MCDA_VIKOR = 3
CPW_MCDA_PROMETHEE = 4
CPW_MCDA_SPOTIS = 5
CPW_MCDA_TIES_MID = 0
CPW_MCDA_TIES_MIN = 1
CPW_MCDA_TIES_DENSE = 2
CPW_MCDA_TIES_ROW = 3
CPW_MCDA_SCALE_CRITERION = 0
CPW_MCDA_SCALE_FIXED = 1
CPW_MCDA_SCALE_LARGEST = 2
CPW_MCDA_KERNEL_UNBEATEN = 0
CPW_MCDA_KERNEL_GRAPH = 1
CPW_MCDA_MAX_OUTRANKED = 10000
CPW_MITIGATORS_GROWTH = 0
CPW_MITIGATORS_AVOID = 1
CPW_MITIGATORS_STAY = 2
CPW_PACE_MIN_CASH = 0
CPW_PACE_MIN_HEAD = 1
CPW_PACE_MAX_CASH = 2
CPW_PACE_MAX_HEAD = 3
CPW_PACE_MIN_DISTANCE = 4
CPW_PACE_MAX_DISTANCE = 5
CPW_PACE_CONVERGENCE = 6
CPW_PACE_KINDS = 7
CPW_PACE_SCALE = 0
CPW_PACE_ADD = 1
CPW_PACE_REFUSE = 0
CPW_PACE_FLOOR_WINS = 1
CPW_PACE_CAP_WINS = 2
CPW_PLANS_EXPECTED = 0
CPW_PLANS_CVAR = 1
CPW_PLANS_MAXIMIN = 2
CPW_PLANS_REGRET = 3
CPW_POOL_OVER_CONTRIBUTION = 0
CPW_POOL_OVER_SHARES = 1
CPW_POOL_OVER_LEAD = 2
CPW_POOL_OVER_LIMIT = 3
CPW_POOL_OVER_CARRY = 4
CPW_POOL_UNDER_CONTRIBUTION = 0
CPW_POOL_UNDER_SHARES = 1
CPW_POOL_UNDER_LEAD = 2
CPW_POOL_UNDER_CONTRIBUTORS = 3
CPW_POOL_UNDER_CARRY = 4
CPW_PRIORITY_CLINICAL = 0
CPW_PRIORITY_EQUITY = 1
CPW_PRIORITY_LINEAR = 0
CPW_PRIORITY_MONOTONE = 1
CPW_PRIORITY_S_SHAPED = 2
CPW_PRIORITY_CATEGORIES = 3
CPW_PRIORITY_WAIT = -1
CPW_PRIORITY_WAIT_RATIO = -2
CPW_PROTECTED_NONE = 0
CPW_PROTECTED_AGE = 1
CPW_PROTECTED_DISABILITY = 2
CPW_PROTECTED_GENDER = 3
CPW_PROTECTED_MARRIAGE = 4
CPW_PROTECTED_PREGNANCY = 5
CPW_PROTECTED_RACE = 6
CPW_PROTECTED_RELIGION = 7
CPW_PROTECTED_SEX = 8
CPW_PROTECTED_SEXUAL_ORIENTATION = 9
CPW_PRIORITY_SCORE = 0
CPW_PRIORITY_LONGEST = 1
CPW_PRIORITY_RATIO = 2
CPW_PRIORITY_DUE = 3
CPW_PRIORITY_ACCUMULATING = 4
CPW_PRIORITY_CMU = 5
CPW_PRIORITY_CAP_NONE = 0
CPW_PRIORITY_CAP_SCORE = 1
CPW_PRIORITY_CAP_DAYS = 2
CPW_OVERRIDE_TIER = 0
CPW_OVERRIDE_PLACE = 1
CPW_OVERRIDE_FACT = 2
CPW_DECIDED_BY_TIER = 0
CPW_DECIDED_BY_BREACH = 1
CPW_DECIDED_BY_SCORE = 2
CPW_DECIDED_BY_WAIT = 3
CPW_DECIDED_BY_ID = 4
CPW_DECIDED_BY_OVERRIDE = 5
CPW_AUDIT_BEFORE_NONE = 0
CPW_AUDIT_BEFORE_CLINICAL = 1
CPW_AUDIT_BEFORE_GIVEN = 2
CPW_AUDIT_ALL_ROWS = -1
CPW_AUDIT_SOUND = 0
CPW_AUDIT_CHANGED = 1
CPW_AUDIT_UNCHAINED = 2
CPW_AUDIT_UNREADABLE = 3
CPW_AUDIT_OTHER_END = 4
CPW_AUDIT_SAME = 0
CPW_AUDIT_OTHER_DATA = 1
CPW_AUDIT_REFUSED = 2
CPW_AUDIT_OTHER_PLACES = 3
CPW_PROJECTION_FROM_NO_CHANGE = 0
CPW_PROJECTION_PROPORTIONAL = 1
CPW_PROJECTION_EXPECTED = 0
CPW_PROJECTION_DRAWN = 1
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
CPW_EVENT_LOG_REFUSE = 0
CPW_EVENT_LOG_ALLOW = 1
CPW_EVENT_LOG_AIC = 0
CPW_EVENT_LOG_BIC = 1
CPW_EVENT_LOG_MAX_LAWS = 16
CPW_EVENT_LOG_FITTED = 0
CPW_EVENT_LOG_NOTHING = 1
CPW_EVENT_LOG_EDGE = 2
CPW_EVENT_LOG_LOST = 3
CPW_FIRST_COME_MAX_SERVERS = 1000000
CPW_FIRST_COME_MAX_CUSTOMERS = 1000000000000
CPW_FIRST_COME_MAX_BATCHES = 10000
CPW_FIRST_COME_ROUND = 16
CPW_MARKOV_MAX_STATES = 500
CPW_PANEL_MAX_STATES = 64
CPW_PANEL_SEEN = 0
CPW_PANEL_MOVED = 1
CPW_PANEL_DIED = 2
CPW_PANEL_CENSORED = 3
CPW_STAGE_SERVERS = 0
CPW_STAGE_SLOTS = 1
CPW_STAGE_DELAY = 2
CPW_STAGE_BEDS = 3
CPW_STAGE_CASELOAD = 4
CPW_STAGE_DECISION = 5
CPW_STAGE_EXIT = 6
CPW_STAGE_KINDS = 7
CPW_ORDER_FIRST_COME = 0
CPW_ORDER_PRIORITY = 1
CPW_ORDER_ACCUMULATING = 2
CPW_ORDER_DUE = 3
CPW_ORDER_BREACH_FIRST = 4
CPW_ORDER_LAST_COME = 5
CPW_ORDER_RANDOM = 6
CPW_ORDER_SCORE = 7
CPW_ORDER_SYSTEM_TIME = 8
CPW_ORDERS = 9
CPW_PREEMPT_NONE = 0
CPW_PREEMPT_RESUME = 1
CPW_PREEMPT_RESTART = 2
CPW_PREEMPT_RESAMPLE = 3
CPW_FULL_BLOCK = 0
CPW_FULL_HOLD = 1
CPW_FULL_TURN_AWAY = 2
CPW_FULL_OVERFLOW = 3
CPW_ROUTE_CHANCE = 0
CPW_ROUTE_SHORTEST = 1
CPW_ROUTE_FIRST_FREE = 2
CPW_ROUTE_IN_TURN = 3
CPW_NONE = -1
CPW_INITIAL_WAITING = 0
CPW_INITIAL_IN_SERVICE = 1
CPW_INITIAL_BLOCKED = 2
CPW_DEADLOCK_SWAP = 0
CPW_DEADLOCK_STOP = 1
CPW_FIGURE_PRIORITY = 0
CPW_FIGURE_WEIGHT = 1
CPW_FIGURE_TARGET = 2
CPW_FIGURE_HARM = 3
CPW_ADJUST_CAPACITY = 0
CPW_ADJUST_CAPACITY_TO = 1
CPW_ADJUST_CAPACITY_MORE = 2
CPW_ADJUST_ARRIVALS = 3
CPW_ADJUST_ARRIVALS_MORE = 4
CPW_ADJUST_STAY = 5
CPW_ADJUSTMENTS = 6
CPW_SERIES_WORKFORCE = 0
CPW_SERIES_VOLUNTEERS = 1
CPW_SERIES_RETURNS = 2
CPW_SERIES_PREVENTION = 3
CPW_SERIES_ADMISSIONS = 4
CPW_SERIES_STAY = 5
CPW_SERIES = 6
CPW_EVENT_ENTERS = 0
CPW_EVENT_WAITS = 1
CPW_EVENT_WAITS_OUTSIDE = 2
CPW_EVENT_BEGINS = 3
CPW_EVENT_INTERRUPTED = 4
CPW_EVENT_BLOCKED = 5
CPW_EVENT_LEAVES = 6
CPW_EVENT_TRAVELS = 7
CPW_EVENT_REGROUPED = 8
CPW_EVENT_MISSED = 9
CPW_EVENT_PASSES = 10
CPW_EVENT_TURNED_AWAY = 11
CPW_EVENT_OVERFLOWS = 12
CPW_EVENT_EXITS = 13
CPW_PATHWAY_FILES = 14
CPW_FLUID_CAPACITY = 0
CPW_FLUID_ARRIVALS = 1
CPW_FLUID_DURATION = 2
CPW_FLUID_CHANCE = 3
CPW_FLUID_QUEUE = 0
CPW_FLUID_INSIDE = 1
CPW_FLUID_BLOCKED = 2
CPW_FLUID_THROUGHPUT = 3
CPW_FLUID_WAIT = 4
CPW_STEADY_NOBODY = 0
CPW_STEADY_EXACT = 1
CPW_STEADY_INFINITE = 2
CPW_STEADY_SHARING = 3
CPW_STEADY_TWO_MOMENTS = 4
CPW_STEADY_PRIORITY = 5
CPW_STEADY_PATIENCE = 6
CPW_STEADY_LOSS = 7
CPW_STEADY_PAIR = 8
CPW_STEADY_BLOCKED = 9
CPW_STEADY_SLOTS = 10
CPW_STEADY_UNSTABLE = 11
CPW_STEADY_METHODS = 12
CPW_SIZE_MEAN_WAIT = 0
CPW_SIZE_WITHIN = 1
CPW_SIZE_PROB_WAIT = 2
CPW_SIZE_UTILISATION = 3
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
CPW_PHASES_MAX = 64
CPW_COXIAN_MAX = 32
CPW_HYPER_ERLANG_MAX = 8
CPW_PHASES_BIC = 0
CPW_PHASES_AIC = 1
CPW_PHASES_LIKELIHOOD = 2
CPW_RESPONSE_LINEAR = 0
CPW_RESPONSE_EXPONENTIAL = 1
CPW_RESPONSE_LOG = 2
CPW_RESPONSE_POWER = 3
CPW_RESPONSE_HILL = 4
CPW_RESPONSE_POINTS = 5
CPW_RESPONSE_COUNT = 6
CPW_RESPONSE_MAX_SHAPE = 100.0
CPW_BUDGET_FREE = 0
CPW_BUDGET_AT_LOWER = 1
CPW_BUDGET_AT_UPPER = 2
CPW_BUDGET_AT_FLOOR = 3
CPW_BUDGET_AT_CAP = 4
CPW_RTT_BY_PROVIDER = 1
CPW_RTT_BY_PROVIDER_ICB = 2
CPW_RTT_BY_COMMISSIONER = 4
CPW_RTT_BY_COMMISSIONER_ICB = 8
CPW_RTT_BY_TREATMENT_FUNCTION = 16
CPW_PARAMETER_FIXED = 0
CPW_PARAMETER_UNIFORM = 1
CPW_PARAMETER_TRIANGULAR = 2
CPW_PARAMETER_PERT = 3
CPW_PARAMETER_NORMAL = 4
CPW_PARAMETER_NORMAL_INTERVAL = 5
CPW_PARAMETER_LOGNORMAL = 6
CPW_PARAMETER_LOGNORMAL_INTERVAL = 7
CPW_PARAMETER_GAMMA = 8
CPW_PARAMETER_BETA = 9
CPW_PARAMETER_CHOICES = 10
CPW_PARAMETER_COUNT = 11
CPW_PARAMETER_INTERVAL = 0.8
CPW_SOBOL_DIMENSIONS = 256
CPW_SOBOL_MOST = 4294967296
CPW_POINTS_SCRAMBLED = 0
CPW_POINTS_PLAIN = 1
CPW_POINTS_RANDOM = 2
CPW_MORRIS_TRAJECTORIES = 0
CPW_MORRIS_RADIAL = 1
CPW_EVPPI_REGRESSION = 0
CPW_EVPPI_BINS = 1
CPW_SMAA_UNIFORM = 0
CPW_SMAA_DIRICHLET = 1
CPW_SMAA_EXACT = 0
CPW_SMAA_NORMAL = 1
CPW_SMAA_UNIFORM_OFF = 2
CPW_SMAA_MAX_RANKED = 4096
CPW_SMAA_MAX_ATTEMPTS = 1000000
CPW_SMAA_MAX_TOPS = 100
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
CPW_FIELLER_BOUNDED = 0
CPW_FIELLER_EXCLUSIVE = 1
CPW_FIELLER_UNBOUNDED = 2
CPW_SCALE_NONE = 0
CPW_SCALE_LOG = 1
CPW_SCALE_LOGIT = 2
CPW_SLOPE_NONE = 0
CPW_SLOPE_EXACT = 1
CPW_SLOPE_SIMULATED = 2
CPW_SLOPE_RESIDUAL = 3
CPW_VARIANCE_ROWS = 0
CPW_VARIANCE_COUNTS = 1
CPW_VARIANCE_SAMPLE = 2
CPW_CURVE_EQUAL = 0
CPW_CURVE_BELOW = 1
CPW_CURVE_ABOVE = 2
CPW_CURVE_CROSSES = 3
CPW_EDE_ATKINSON = 0
CPW_EDE_KOLM = 1
CPW_EDE_GINI = 2
CPW_PARTS_THEIL_T = 0
CPW_PARTS_THEIL_L = 1
CPW_PARTS_GE2 = 2
CPW_PARTS_VARIANCE = 3
CPW_PARTS_GINI = 4
CPW_BOUNDS_BLOCKS = 400
CPW_BOUNDS_COMPARED = 0
CPW_BOUNDS_REFERENCE = 1
CPW_BOUNDS_GAP = 2
CPW_BOUNDS_RATIO = 3
CPW_BOUNDS_SII = 4
CPW_BOUNDS_RII = 5
CPW_BOUNDS_CONCENTRATION = 6
CPW_BOUNDS_COUNT = 7
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
CPW_SURGE_EXACT = 0
CPW_SURGE_EULER = 1
CPW_SURVIVAL_WAITING = 0
CPW_SURVIVAL_TREATED = 1
CPW_SURVIVAL_MAX_CAUSES = 64
CPW_SURVIVAL_PLAIN = 0
CPW_SURVIVAL_LOG = 1
CPW_SURVIVAL_LOG_LOG = 2
CPW_SURVIVAL_LOGRANK = 0
CPW_SURVIVAL_PETO = 1
CPW_SURVIVAL_FLEMING_HARRINGTON = 2
CPW_SURVIVAL_GEHAN = 3
CPW_SURVIVAL_TARONE_WARE = 4
CPW_WEEKS_PER_YEAR = 52.17857142857143
CPW_SYSTEM_MOST_WEEKS = 5200
CPW_ORG_NATION = 0
CPW_ORG_REGION = 1
CPW_ORG_ICS = 2
CPW_ORG_PARTNERSHIP = 3
CPW_ORG_PLACE = 4
CPW_ORG_NEIGHBOUR = 5
CPW_ORG_PRACTICE = 6
CPW_ORG_ACUTE = 7
CPW_ORG_MENTAL = 8
CPW_ORG_COMMUNITY = 9
CPW_ORG_AMBULANCE = 10
CPW_ORG_COUNCIL = 11
CPW_ORG_CARE_HOME = 12
CPW_ORG_HOME_CARE = 13
CPW_ORG_VOLUNTARY = 14
CPW_ORG_INDEPENDENT = 15
CPW_ORG_SPECIALISED = 16
CPW_ORG_COMMISSIONER = 17
CPW_ORG_KINDS = 18
CPW_BASIS_UNSAID = 0
CPW_BASIS_REAL = 1
CPW_BASIS_DERIVED = 2
CPW_BASIS_ASSUMED = 3
CPW_BASES = 4
CPW_ALLIANCE_SCALE = 0
CPW_ALLIANCE_PLACE = 1
CPW_ALLIANCE_SPECIALISED = 2
CPW_ALLIANCE_OTHER = 3
CPW_ALLIANCE_KINDS = 4
CPW_SETTING_HOME = 0
CPW_SETTING_PRIMARY = 1
CPW_SETTING_COMMUNITY = 2
CPW_SETTING_MENTAL = 3
CPW_SETTING_HOSPITAL = 4
CPW_SETTING_SPECIAL = 5
CPW_SETTINGS = 6
CPW_FUND_SOURCE = 0
CPW_FUND_ACCOUNT = 1
CPW_FUND_POOL = 2
CPW_FUND_SPEND = 3
CPW_FUND_KINDS = 4
CPW_LEVER_CAPACITY = 0
CPW_LEVER_DEMAND = 1
CPW_LEVER_STAY = 2
CPW_LEVER_DIVERT = 3
CPW_LEVER_POOL = 4
CPW_LEVER_PRIORITISE = 5
CPW_LEVER_DEVOLVE = 6
CPW_LEVER_GUARANTEE = 7
CPW_LEVER_REINVEST = 8
CPW_LEVER_REORGANISE = 9
CPW_LEVER_REMOVAL = 10
CPW_LEVER_COST = 11
CPW_LEVER_MONEY = 12
CPW_LEVER_OVERHEAD = 13
CPW_LEVERS = 14
CPW_EFFECT_SHARE = 0
CPW_EFFECT_ADD = 1
CPW_POLICY_DECIDED = 0
CPW_POLICY_SHOCK = 1
CPW_SYSTEM_SETTINGS = 0
CPW_SYSTEM_GROUPS = 1
CPW_SYSTEM_AGES = 2
CPW_SYSTEM_SEGMENTS = 3
CPW_SYSTEM_ORGANISATIONS = 4
CPW_SYSTEM_ALLIANCES = 5
CPW_SYSTEM_MEMBERS = 6
CPW_SYSTEM_AREAS = 7
CPW_SYSTEM_FOOTPRINTS = 8
CPW_SYSTEM_PEOPLE = 9
CPW_SYSTEM_SERVICES = 10
CPW_SYSTEM_PROFILES = 11
CPW_SYSTEM_LISTS = 12
CPW_SYSTEM_CAPACITY = 13
CPW_SYSTEM_RESOURCES = 14
CPW_SYSTEM_USES = 15
CPW_SYSTEM_LIMITS = 16
CPW_SYSTEM_NEED = 17
CPW_SYSTEM_CHOICE = 18
CPW_SYSTEM_PATHWAYS = 19
CPW_SYSTEM_FUNDS = 20
CPW_SYSTEM_PAYMENTS = 21
CPW_SYSTEM_POLICIES = 22
CPW_SYSTEM_EFFECTS = 23
CPW_SYSTEM_SCENARIOS = 24
CPW_SYSTEM_PICKS = 25
CPW_SYSTEM_SOURCES = 26
CPW_SYSTEM_TABLES = 27
CPW_SYSTEM_VOLUNTARY = 0
CPW_SYSTEM_HEADS = 1
CPW_SYSTEM_VOTES = 2
CPW_SYSTEM_MANDATED = 3
CPW_SYSTEM_RULES = 4
CPW_ALLOCATE_WAITED = 0
CPW_ALLOCATE_HEALTH = 1
CPW_ALLOCATE_STANDARD = 2
CPW_ALLOCATE_TAIL = 3
CPW_ALLOCATE_OUTCOMES = 4
CPW_ALLOCATE_SUM = 0
CPW_ALLOCATE_ATKINSON = 1
CPW_ALLOCATE_KOLM = 2
CPW_EXPLAIN_WAITING = 0
CPW_EXPLAIN_WAITED = 1
CPW_EXPLAIN_TREATED = 2
CPW_EXPLAIN_REMOVED = 3
CPW_EXPLAIN_BEYOND = 4
CPW_EXPLAIN_OVER_52 = 5
CPW_EXPLAIN_HARM = 6
CPW_EXPLAIN_GAIN = 7
CPW_EXPLAIN_SPEND = 8
CPW_EXPLAIN_MEASURES = 9
CPW_EXPLAIN_BY_ALL = 0
CPW_EXPLAIN_BY_GROUP = 1
CPW_EXPLAIN_BY_ORGANISATION = 2
CPW_EXPLAIN_BY_SERVICE = 3
CPW_EXPLAIN_SHAPLEY = 0
CPW_EXPLAIN_ORDER = 1
CPW_EXPLAIN_EXACT = 10
CPW_SYSTEM_TARGET_KEEP = 0
CPW_SYSTEM_TARGET_ORDER = 1
CPW_SYSTEM_RISE_PIECES = 5
CPW_GOVERN_MOST = 12
CPW_GOVERN_PERFECT = 0
CPW_GOVERN_AVERAGE = 1
CPW_GOVERN_NOISY = 2
CPW_GOVERN_GIVEN = 3
CPW_GOVERN_ALONE = 0
CPW_GOVERN_VOLUNTARY = 1
CPW_GOVERN_PAID = 2
CPW_GOVERN_MAJORITY = 3
CPW_GOVERN_MANDATED = 4
CPW_GOVERN_RULES = 5
CPW_SHOCK_MOST_MEAN = 1000000.0
CPW_SHOCK_MOST_EFFECTS = 4
CPW_STRESS_WAITED = 0
CPW_STRESS_UNMET = 1
CPW_STRESS_WEIGHTS = 2
CPW_STRESS_HARM = 3
CPW_STRAIN_UNIT = 0
CPW_STRAIN_ORGANISATION = 1
CPW_STRESS_MOST_FACTORS = 12
CPW_TABLE_RAGGED_ERROR = 0
CPW_TABLE_RAGGED_SHORT = 1
CPW_URGENCY_P1A_DAYS = 1
CPW_URGENCY_P1B_DAYS = 3
CPW_URGENCY_P2_DAYS = 28
CPW_URGENCY_P3_DAYS = 91
CPW_URGENCY_P3_SCOTLAND_DAYS = 84
CPW_URGENCY_RULE_P1_DAYS = 7
CPW_URGENCY_RULE_OTHER_DAYS = 365
CPW_URGENCY_SWALIS_A1_DAYS = 15
CPW_URGENCY_SWALIS_A2_DAYS = 21
CPW_URGENCY_SWALIS_A3_DAYS = 30
CPW_URGENCY_SWALIS_B_DAYS = 60
CPW_URGENCY_SWALIS_C_DAYS = 180
CPW_URGENCY_SWALIS_D_DAYS = 360
CPW_URGENCY_REFUSE = 0
CPW_URGENCY_NAN = 1
CPW_URGENCY_RATIO = 0
CPW_URGENCY_PERCENT = 1
CPW_URGENCY_DAYS_LEFT = 2
CPW_URGENCY_NEED_ADJUSTED = 3
CPW_URGENCY_BREACHED = 4
CPW_VOTE_EQUAL_SHARES = 0
CPW_VOTE_GREEDY = 1
CPW_VOTE_WELFARE = 2
CPW_VOTE_PHRAGMEN = 3
CPW_VOTE_OVERSPENDING = 4
CPW_VOTE_EXACT_EQUAL_SHARES = 5
CPW_VOTE_RULES = 6
CPW_VOTE_COST = 0
CPW_VOTE_CARDINALITY = 1
CPW_VOTE_POINTS = 2
CPW_VOTE_SATISFACTIONS = 3
CPW_VOTE_ALONE = 0
CPW_VOTE_ADD1 = 1
CPW_VOTE_ADD1U = 2
CPW_VOTE_UTILITARIAN = 3
CPW_VOTE_ADD_OPT = 4
CPW_VOTE_ADD_OPTU = 5
CPW_VOTE_COMPLETIONS = 6
CPW_VOTE_TIE_MAX_VOTES = 1
CPW_VOTE_TIE_MIN_COST = 2
CPW_VOTE_TIE_MAX_COST = 3
CPW_VOTE_TIE_ID = 4
CPW_VOTE_TIE_LISTED = 5
CPW_VOTE_TIE_RANDOM = 6
CPW_VOTE_TIES = 6
CPW_VOTE_TIE_LENGTH = 8
CPW_VOTE_PABUTOOLS = 0
CPW_VOTE_EQUALSHARES_NET = 1
CPW_PABULIB_APPROVAL = 0
CPW_PABULIB_CHOOSE_ONE = 1
CPW_PABULIB_CUMULATIVE = 2
CPW_PABULIB_SCORING = 3
CPW_PABULIB_ORDINAL = 4
CPW_PABULIB_META = 0
CPW_PABULIB_PROJECTS = 1
CPW_PABULIB_VOTES = 2
CPW_PABULIB_WARN = 0
CPW_PABULIB_ERROR = 1
CPW_VOTERS_EJR = 0
CPW_VOTERS_EJR_ONE = 1
CPW_VOTERS_EJR_ANY = 2
CPW_VOTERS_PJR = 3
CPW_VOTERS_PJR_ONE = 4
CPW_VOTERS_PJR_ANY = 5
CPW_VOTERS_AXIOMS = 6
CPW_VOTERS_HOLDS = 0
CPW_VOTERS_VIOLATED = 1
CPW_VOTERS_UNKNOWN = 2
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
CPW_FRONTIER_CAP = 0
CPW_FRONTIER_WEIGHT = 1
CPW_FRONTIER_POLICIES = 2
CPW_FRONTIER_INEQUALITY = 1
CPW_FRONTIER_BREACHES = 2
CPW_FRONTIER_MEAN = 4
CPW_FRONTIER_P95 = 8
CPW_FRONTIER_DELAYED = 16
CPW_FRONTIER_ALL = 31
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
CPW_WEIGHTS_SUM_TOLERANCE = 1e-09
CPW_WEIGHTS_MOST_CRITERIA = 1000
CPW_WEIGHTS_DIRECT = 0
CPW_WEIGHTS_SWING = 1
CPW_WEIGHTS_RANK_CENTROID = 0
CPW_WEIGHTS_RANK_SUM = 1
CPW_WEIGHTS_RANK_RECIPROCAL = 2
CPW_WEIGHTS_RANK_EXPONENT = 3
CPW_WEIGHTS_EIGENVECTOR = 0
CPW_WEIGHTS_GEOMETRIC = 1
CPW_WEIGHTS_SAATY = 0
CPW_WEIGHTS_TUMMALA_LING = 1
CPW_WEIGHTS_ENTROPY = 0
CPW_WEIGHTS_CRITIC = 1
CPW_WEIGHTS_MEREC = 2
CPW_WEIGHTS_GINI = 3
CPW_WEIGHTS_SD = 4
CPW_WEIGHTS_VARIANCE = 5
CPW_WEIGHTS_ANGLE = 6
CPW_WEIGHTS_SCALED = 0
CPW_WEIGHTS_RAW = 1
CPW_WEIGHTS_PEARSON = 0
CPW_WEIGHTS_SPEARMAN = 1
CPW_WEIGHTS_MEAN = 0
CPW_WEIGHTS_GEOMETRIC_MEAN = 1
CPW_WEIGHTS_MEDIAN = 2
CPW_WEIGHTS_TRIMMED_MEAN = 3
CPW_WEIGHTS_REGRET_LARGEST = 0
CPW_WEIGHTS_REGRET_MOVED = 1
CPW_WEIGHTS_KEMENY_MOST = 20

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


class cpw_sha256_state(C.Structure):
    """A SHA-256 that is being made."""


class cpw_sink(C.Structure):
    """Where text goes."""


class cpw_source(C.Structure):
    """Where text comes from."""


class cpw_text(C.Structure):
    """A text in memory that is read as a source: a policy in a string, a table in a buffer."""


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


class cpw_apportion_options(C.Structure):
    """How to share out."""


class cpw_before_after(C.Structure):
    """Units over periods, to some of which something was done."""


class cpw_capitation(C.Structure):
    """What a fair share is made of."""


class cpw_capitation_options(C.Structure):
    """The money side of a fair share, and adjustments."""


class cpw_carers_band(C.Structure):
    """Carers with one load."""


class cpw_carers(C.Structure):
    """Unpaid carers."""


class cpw_choice_taste(C.Structure):
    """What a group makes of distance, wait and quality."""


class cpw_choice(C.Structure):
    """People who choose among providers."""


class cpw_choice_market(C.Structure):
    """How concentrated amounts are."""


class cpw_choice_response(C.Structure):
    """How waits depend on who comes."""


class cpw_choice_counts(C.Structure):
    """Counts of choices from which coefficients are estimated."""


class cpw_citizens_panel(C.Structure):
    """A panel and its ballots."""


class cpw_citizens_fit(C.Structure):
    """How strengths are fitted."""


class cpw_citizens_tasks(C.Structure):
    """Choices of the most and the least important of a few criteria."""


class cpw_claims_options(C.Structure):
    """How claims are divided."""


class cpw_coalition_options(C.Structure):
    """How a game is read and solved."""


class cpw_coalition_game(C.Structure):
    """A game as a function: sets *value of the coalition of `count` members (0-based, rising) and
    returns CPW_OK, or a negative status that ends the call."""


class cpw_coalition_facts(C.Structure):
    """What kind of game it is."""


class cpw_coalition_core(C.Structure):
    """Who would leave."""


class cpw_coalition_books(C.Structure):
    """What a collaborative did and how its gain is to be shared."""


class cpw_coalition_gain(C.Structure):
    """What came out for the collaborative."""


class cpw_date_rows(C.Structure):
    """A list as rows of dates: borrowed arrays, in any order."""


class cpw_dates_options(C.Structure):
    """How rows are read."""


class cpw_dcea_population(C.Structure):
    """People and their health before anything is done."""


class cpw_dcea_change(C.Structure):
    """What a change of health is worth."""


class cpw_dcea_table(C.Structure):
    """Published figures by name."""


class cpw_dcea_programme(C.Structure):
    """What is done for whom: one option to decide on, against doing nothing."""


class cpw_dcea_options(C.Structure):
    """How programmes are valued."""


class cpw_dcea_wait_law(C.Structure):
    """What a week of waiting costs: QALYs lost per week and hazard of harm, constant between weeks
    waited."""


class cpw_dcea_waiting(C.Structure):
    """People by group, list and band waited."""


class cpw_dcea_wait_options(C.Structure):
    """What is known beside the counts."""


class cpw_devolve_tree(C.Structure):
    """The tree and the rules, borrowed for the call."""


class cpw_disclosure_options(C.Structure):
    """What may be published."""


class cpw_disclosure_rule(C.Structure):
    """A published rule for small numbers."""


class cpw_fair_people(C.Structure):
    """People to be ranked: borrowed arrays."""


class cpw_fair_verdict(C.Structure):
    """How a ranking stands against minimum numbers."""


class cpw_fair_cost(C.Structure):
    """What a ranking costs those who would stand earlier by score alone, within their tier."""


class cpw_fair_exposure_options(C.Structure):
    """What exposure is."""


class cpw_fair_spread(C.Structure):
    """How far groups lie apart."""


class cpw_flow_counts(C.Structure):
    """Monthly counts of the stages of a pathway."""


class cpw_flow_options(C.Structure):
    """How counts are read."""


class cpw_footprint_part(C.Structure):
    """Part of an area that belongs to a unit."""


class cpw_footprint(C.Structure):
    """One way of cutting areas up into units."""


class cpw_footprint_options(C.Structure):
    """How footprints are read."""


class cpw_footprint_margins(C.Structure):
    """A table to be fitted to the sums of its rows and columns."""


class cpw_footprint_fitted(C.Structure):
    """How a fit went."""


class cpw_footprint_promise(C.Structure):
    """What a system counts on from a provider."""


class cpw_footprint_plans(C.Structure):
    """Plans of several systems on the same providers."""


class cpw_footprint_concentration(C.Structure):
    """How concentrated something is."""


class cpw_footprint_access(C.Structure):
    """People by area and group, and the sites that they go to."""


class cpw_knapsack_options(C.Structure):
    """Limits of the search, a baseline, and who may cancel."""


class cpw_knapsack_answer(C.Structure):
    """What was chosen and what else there is to know."""


class cpw_knapsack_rules(C.Structure):
    """Which options need others, exclude each other, or are settled."""


class cpw_least_squares(C.Structure):
    """Find x between bounds so that A x is nearest to b."""


class cpw_least_squares_answer(C.Structure):
    """What came out."""


class cpw_ledger_account(C.Structure):
    """One account."""


class cpw_ledger_entry(C.Structure):
    """One entry."""


class cpw_ledger_trial(C.Structure):
    """The trial balance: both sides added up anew from the entries."""


class cpw_ledger(C.Structure):
    """A ledger."""


class cpw_liaison(C.Structure):
    """A liaison team over years."""


class cpw_linear_program(C.Structure):
    """A linear programme."""


class cpw_linear_options(C.Structure):
    """How a programme is solved."""


class cpw_linear_answer(C.Structure):
    """What came out."""


class cpw_mcda_table(C.Structure):
    """Rows and criteria with their weights; all arrays are borrowed for the call."""


class cpw_mcda_compromise(C.Structure):
    """What VIKOR recommends."""


class cpw_mcda_preference(C.Structure):
    """The preference function of one criterion, in its own unit."""


class cpw_mcda_method(C.Structure):
    """A method and what it needs beside the table."""


class cpw_mcda_reversal(C.Structure):
    """A pair of rows that change places when a third leaves."""


class cpw_mcda_electre_options(C.Structure):
    """Thresholds of ELECTRE I."""


class cpw_mitigator(C.Structure):
    """One mitigator."""


class cpw_mitigators(C.Structure):
    """Activity and its mitigators."""


class cpw_pace_rule(C.Structure):
    """One rule: a piecewise-linear function of the opening distance, constant beyond its ends."""


class cpw_pace_plan(C.Structure):
    """Allocations to move."""


class cpw_pace_options(C.Structure):
    """How to move."""


class cpw_payment(C.Structure):
    """A payment rule."""


class cpw_payment_preset(C.Structure):
    """One set of published terms: data, not code."""


class cpw_plans_problem(C.Structure):
    """Options, futures, budgets and rules."""


class cpw_plans_options(C.Structure):
    """How plans are looked for."""


class cpw_plans_lists(C.Structure):
    """Money, tiers of capacity and waiting lists by specialty (or stage of a pathway) and
    group."""


class cpw_pool(C.Structure):
    """A pooled fund, borrowed for the call."""


class cpw_prevention_group(C.Structure):
    """One group of people."""


class cpw_prevention(C.Structure):
    """A programme."""


class cpw_priority_criterion(C.Structure):
    """One criterion of a policy."""


class cpw_priority_tier(C.Structure):
    """One tier of urgency."""


class cpw_priority_policy(C.Structure):
    """A policy: plain memory of the caller or of cpw_priority_policy_read."""


class cpw_priority_override(C.Structure):
    """What a person decided over one patient."""


class cpw_priority_list(C.Structure):
    """The patients who wait."""


class cpw_priority_ranking(C.Structure):
    """Where everybody stands."""


class cpw_policy(C.Structure):
    """A policy that was read from a file and owns its memory."""


class cpw_audit_entry(C.Structure):
    """What a record is made of."""


class cpw_audit_finding(C.Structure):
    """What is the matter with a file of records."""


class cpw_audit_override(C.Structure):
    """One override as it stands in a record."""


class cpw_audit_view(C.Structure):
    """What one record says."""


class cpw_audit_record(C.Structure):
    """One record that was read."""


class cpw_audit_replayed(C.Structure):
    """What a replay came to."""


class cpw_projection_scaling(C.Structure):
    """One transition that is scaled."""


class cpw_projection(C.Structure):
    """A population."""


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


class cpw_advice(C.Structure):
    """Advice and Guidance over periods of any length."""


class cpw_event_log(C.Structure):
    """Rows of stays, borrowed."""


class cpw_event_log_options(C.Structure):
    """How a log is read."""


class cpw_event_log_counts(C.Structure):
    """What is in a log."""


class cpw_event_log_fit(C.Structure):
    """A law fitted to durations."""


class cpw_first_come_options(C.Structure):
    """Who comes, how many serve, and what is wanted of it."""


class cpw_panel(C.Structure):
    """Subjects seen in states at some times."""


class cpw_markov_options(C.Structure):
    """How rates are fitted."""


class cpw_stage(C.Structure):
    """One stage."""


class cpw_route(C.Structure):
    """Where people go after a stage."""


class cpw_arrivals(C.Structure):
    """Who comes from outside."""


class cpw_stay(C.Structure):
    """How long a stage takes."""


class cpw_change(C.Structure):
    """What may happen to somebody who waits: leaving, dying, getting worse."""


class cpw_calendar(C.Structure):
    """Values by time, constant between steps: hours, sessions, weekly slots, schedules, ramps,
    closures."""


class cpw_shared_pool(C.Structure):
    """A resource that several stages share: staff, theatres."""


class cpw_pool_use(C.Structure):
    """A stage takes units of a pool for each patient in service (not while he is blocked)."""


class cpw_initial(C.Structure):
    """Who is where at time 0."""


class cpw_pathway(C.Structure):
    """A network."""


class cpw_network(C.Structure):
    """A network by names, for programs that build one step by step, for files and for presets: it
    copies what it is given and lends a cpw_pathway."""


class cpw_adjustment(C.Structure):
    """One change of a network."""


class cpw_pathway_event(C.Structure):
    """Something that happened to a patient."""


class cpw_pathway_patient(C.Structure):
    """A patient as a scoring function sees one."""


class cpw_pathway_events_options(C.Structure):
    """What is wanted of a simulation."""


class cpw_pathway_forecast_options(C.Structure):
    """Whose forecast is wanted."""


class cpw_pathway_fluid_options(C.Structure):
    """How a network is run over time."""


class cpw_fluid_parameter(C.Structure):
    """An assumption with respect to which answers are derived."""


class cpw_fluid_output(C.Structure):
    """An answer that is derived."""


class cpw_preset_parameter(C.Structure):
    """A parameter of a preset."""


class cpw_pathway_steady_options(C.Structure):
    """What is wanted of the long run."""


class cpw_pathway_size_goal(C.Structure):
    """A goal for stages."""


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


class cpw_phases(C.Structure):
    """A phase-type law."""


class cpw_coxian(C.Structure):
    """A Coxian law: phases one after the other, after each of which one may be through."""


class cpw_hyper_erlang(C.Structure):
    """A mixture of Erlang laws."""


class cpw_phases_options(C.Structure):
    """How durations are fitted."""


class cpw_phases_fitted(C.Structure):
    """How well a fit does."""


class cpw_response(C.Structure):
    """A response curve."""


class cpw_budget_problem(C.Structure):
    """Options, bounds, groups and a budget."""


class cpw_budget_units(C.Structure):
    """The same in whole units: each costs `unit` of the curves' money."""


class cpw_budget_options(C.Structure):
    """How to solve."""


class cpw_budget_answer(C.Structure):
    """What came out."""


class cpw_budget_fairness(C.Structure):
    """What a fair allocation gives and costs."""


class cpw_budget_people(C.Structure):
    """People in groups who share what the options gain."""


class cpw_budget_wellbeing(C.Structure):
    """What an allocation by welfare gives."""


class cpw_budget_line(C.Structure):
    """Where the money of a league table ends."""


class cpw_budget_move(C.Structure):
    """One move of money."""


class cpw_returns_group(C.Structure):
    """People of one kind."""


class cpw_returns(C.Structure):
    """Suppressed demand."""


class cpw_rtt_options(C.Structure):
    """What is aggregated, and how."""


class cpw_rtt(C.Structure):
    """An aggregation of one or more extracts."""


class cpw_parameter(C.Structure):
    """What is believed of one input of a model."""


class cpw_sensitivity_options(C.Structure):
    """How designs are made and answers are read."""


class cpw_model(C.Structure):
    """A model: writes (outputs) answers y to one row x of (parameters) inputs and returns CPW_OK,
    or a negative status that ends the call."""


class cpw_swing(C.Structure):
    """What one parameter alone does to an answer, from the low to the high end of its interval."""


class cpw_perfect_information(C.Structure):
    """What knowing everything before deciding would be worth."""


class cpw_partial_information(C.Structure):
    """What knowing one parameter before deciding would be worth."""


class cpw_tail(C.Structure):
    """Average and worst of the losses of many scenarios."""


class cpw_smaa_options(C.Structure):
    """What is known, and what is wanted of it."""


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


class cpw_fieller(C.Structure):
    """Limits of a ratio of two normal estimates."""


class cpw_gaps_options(C.Structure):
    """How groups are compared."""


class cpw_gaps(C.Structure):
    """Gaps between groups."""


class cpw_slope_options(C.Structure):
    """How a slope is fitted and what limits it has."""


class cpw_slope(C.Structure):
    """The line of one area."""


class cpw_slope_limits(C.Structure):
    """Limits of one area at one level."""


class cpw_concentration_options(C.Structure):
    """How concentration is measured."""


class cpw_concentration(C.Structure):
    """Concentration of a value by social position."""


class cpw_dispersion(C.Structure):
    """Inequality within one distribution."""


class cpw_decomposition(C.Structure):
    """Inequality between and within groups."""


class cpw_decomposition_group(C.Structure):
    """One group of a decomposition."""


class cpw_crossed_decomposition(C.Structure):
    """Inequality by two crossed groupings."""


class cpw_bounds_options(C.Structure):
    """How bounds are sought."""


class cpw_bounds(C.Structure):
    """Measures of the people whose group is known, and their least and greatest values over every
    way in which the others could belong to the groups."""


class cpw_impact_characteristic(C.Structure):
    """One characteristic that is watched."""


class cpw_impact_list(C.Structure):
    """Two orders of the same people."""


class cpw_impact_options(C.Structure):
    """What is wanted."""


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


class cpw_surge_group(C.Structure):
    """People who may come to need help."""


class cpw_surge_service(C.Structure):
    """A service that treats."""


class cpw_surge_flow(C.Structure):
    """One condition of one group in one service."""


class cpw_surge(C.Structure):
    """A surge."""


class cpw_survival_rows(C.Structure):
    """Rows of people, borrowed."""


class cpw_survival_options(C.Structure):
    """What cpw_survival_curves gives."""


class cpw_survival_test_options(C.Structure):
    """How groups are compared."""


class cpw_survival_test(C.Structure):
    """What a test of groups says."""


class cpw_system_organisation(C.Structure):
    """An organisation."""


class cpw_system_alliance(C.Structure):
    """A group of organisations, such as a provider collaborative."""


class cpw_system_member(C.Structure):
    """One member of an alliance, for one service or all."""


class cpw_system_area(C.Structure):
    """A small area: the smallest footprint, of which all others are made."""


class cpw_system_footprint(C.Structure):
    """Part of an area that belongs to an organisation (its footprint)."""


class cpw_system_people(C.Structure):
    """People of an area."""


class cpw_system_service(C.Structure):
    """A service: a specialty, a pathway of care."""


class cpw_system_profile(C.Structure):
    """Numbers by week waited (or by step): shared by rows that have the same shape."""


class cpw_system_list(C.Structure):
    """A list: who waits at an organisation for a service, of one group."""


class cpw_system_capacity(C.Structure):
    """What an organisation can do of a service."""


class cpw_system_use(C.Structure):
    """What a treatment of a service takes of a kind of staff, theatre or bed."""


class cpw_system_resource(C.Structure):
    """A kind of staff, theatre or bed."""


class cpw_system_limit(C.Structure):
    """How much of a resource an organisation has: a hard limit."""


class cpw_system_need(C.Structure):
    """Demand by need: clock starts of a kind of people."""


class cpw_system_choice(C.Structure):
    """How people choose where to go (conditional logit): utility = distance + wait + quality
    terms."""


class cpw_system_pathway(C.Structure):
    """A network of stages that an organisation runs for a service, and what blocked beds take from
    the lists."""


class cpw_system_fund(C.Structure):
    """Where money is."""


class cpw_system_payment(C.Structure):
    """A flow of money from fund to fund."""


class cpw_system_effect(C.Structure):
    """One effect of a policy or a shock."""


class cpw_system_policy(C.Structure):
    """A policy or a shock: a name for a set of effects."""


class cpw_system_scenario(C.Structure):
    """A scenario: the baseline with the policies and shocks that its rows name."""


class cpw_system_pick(C.Structure):
    """One policy or shock of a scenario."""


class cpw_system_source(C.Structure):
    """Where figures come from."""


class cpw_system(C.Structure):
    """An integrated care system, or forty-two of them."""


class cpw_system_book(C.Structure):
    """A system that owns its rows: what reading gives."""


class cpw_system_money_options(C.Structure):
    """How money flows."""


class cpw_system_pool_options(C.Structure):
    """How a pooled fund is settled at the end of its year."""


class cpw_system_shift(C.Structure):
    """What moves between settings: care closer to home."""


class cpw_system_move(C.Structure):
    """Part of an organisation that goes over to another one."""


class cpw_system_handover(C.Structure):
    """Where the people of one area go, where that is not as its organisation is shared out: lines
    of a new map."""


class cpw_system_adoption(C.Structure):
    """Another parent for an organisation."""


class cpw_system_change(C.Structure):
    """A reorganisation: merger (several give all to one), split (one gives to several), re-
    parenting."""


class cpw_system_promise(C.Structure):
    """What an organisation's plan counts on from a provider."""


class cpw_system_ballot(C.Structure):
    """A decision among options."""


class cpw_system_risk(C.Structure):
    """A low-volume service at a population's risk: cases are Poisson, each costs a whole number of
    steps."""


class cpw_system_risked(C.Structure):
    """What a population risks in a year."""


class cpw_system_tier(C.Structure):
    """How a service could be organised: in how many equal parts."""


class cpw_system_scale(C.Structure):
    """The choice of a level for a service."""


class cpw_system_entitlement(C.Structure):
    """A need that differs between people, lognormally, and a threshold from which there is an
    entitlement."""


class cpw_system_eligible(C.Structure):
    """What a threshold means."""


class cpw_system_happening(C.Structure):
    """One shock that happens: which, when and how strong."""


class cpw_system_run_options(C.Structure):
    """What is run."""


class cpw_system_totals(C.Structure):
    """What came of one list, or of several together."""


class cpw_system_plan(C.Structure):
    """A scenario made ready to run: read only, so that many threads may use it at once."""


class cpw_system_guarantee(C.Structure):
    """A sum of money that units are guaranteed or held to: those of an organisation and all below
    it, of a service."""


class cpw_system_target(C.Structure):
    """A target: a share of the people who wait at the end to be within the standard's weeks of
    their service."""


class cpw_system_allocate_options(C.Structure):
    """What is sought, under which rules, and how closely."""


class cpw_system_panel(C.Structure):
    """Who weighs how: one row an opinion (a panel member, a class of people, a draw, a degree of
    aversion)."""


class cpw_system_explain_options(C.Structure):
    """What is explained, and how."""


class cpw_system_scorecard_options(C.Structure):
    """How places are compared."""


class cpw_system_frontier_options(C.Structure):
    """What is swept."""


class cpw_system_commons(C.Structure):
    """Members, their money, and what it buys for whom."""


class cpw_system_govern_options(C.Structure):
    """How it is decided and solved."""


class cpw_system_govern_change(C.Structure):
    """A change that costs first and gains later."""


class cpw_shock_preset(C.Structure):
    """A named shock: what it does to whom it meets."""


class cpw_system_stress_options(C.Structure):
    """How a system is put under stress."""


class cpw_system_measure(C.Structure):
    """Something that can be done: policies that hold, and capacity held in reserve."""


class cpw_system_strain(C.Structure):
    """A shock to one unit or organisation, whose size is looked for."""


class cpw_stress_list(C.Structure):
    """What a shock does to one list, in continuous time."""


class cpw_table_options(C.Structure):
    """How a table is read."""


class cpw_table(C.Structure):
    """A table that is being read row by row."""


class cpw_table_writer_options(C.Structure):
    """How a table is written."""


class cpw_table_writer(C.Structure):
    """A table that is being written: fields from left to right, row after row."""


class cpw_urgency_class(C.Structure):
    """One class of a scale."""


class cpw_urgency_scale(C.Structure):
    """A scale: borrowed rows."""


class cpw_urgency_options(C.Structure):
    """How targets are taken."""


class cpw_points_item(C.Structure):
    """One question of a table of points."""


class cpw_points_table(C.Structure):
    """A table of points (clinical priority assessment criteria, such as the Western Canada Waiting
    List's): a score is the sum over its items of the points of the answer."""


class cpw_volunteers_group(C.Structure):
    """One kind of volunteer."""


class cpw_volunteers(C.Structure):
    """Volunteers."""


class cpw_election(C.Structure):
    """An election: projects with costs, ballots that name some of them, and a budget."""


class cpw_vote_options(C.Structure):
    """Which rule, and how."""


class cpw_vote_outcome(C.Structure):
    """What a rule came to, in a few numbers."""


class cpw_pabulib_options(C.Structure):
    """How a file is read."""


class cpw_pabulib_section(C.Structure):
    """One section as text, as it stands in the file."""


class cpw_pabulib_content(C.Structure):
    """What was read."""


class cpw_pabulib(C.Structure):
    """A participatory budget that was read."""


class cpw_pabulib_tables(C.Structure):
    """What a file that is no .pb says too little about."""


class cpw_voters_options(C.Structure):
    """Who is in which group, and what satisfies."""


class cpw_voters_verdict(C.Structure):
    """What was found."""


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


class cpw_discipline_options(C.Structure):
    """Who is who: the classes and groups of the patients, and the facts of those who join."""


class cpw_discipline(C.Structure):
    """A policy made ready to score the patients of a simulation."""


class cpw_series(C.Structure):
    """Some monthly series: borrowed arrays."""


class cpw_forecast_options(C.Structure):
    """How a forecast is made."""


class cpw_frontier_options(C.Structure):
    """Which settings, and what is measured."""


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


class cpw_weights_consistency(C.Structure):
    """How far judgements agree with each other, and the one that agrees least."""


class cpw_weights_best_worst_consistency(C.Structure):
    """How far the judgements of the best-worst method agree with each other."""


class cpw_weights_objective_options(C.Structure):
    """How weights are taken from data."""


class cpw_weights_distance(C.Structure):
    """How far one member of a panel is from the panel's weights."""


class cpw_weights_concordance_test(C.Structure):
    """Kendall's coefficient of concordance and its test."""


class cpw_workforce_group(C.Structure):
    """One group of staff, such as a grade."""


class cpw_workforce(C.Structure):
    """A workforce."""


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
cpw_sha256_state._fields_ = [
    ("bytes", C.c_uint64),
    ("word", C.c_uint64 * 8),
    ("block", C.c_char * 64),
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
cpw_text._fields_ = [
    ("bytes", C.c_char_p),
    ("count", C.c_int64),
    ("used", C.c_int64),
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
cpw_apportion_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("method", C.c_int32),
    ("reserved", C.c_int32),
    ("lower", C.POINTER(C.c_int64)),
    ("upper", C.POINTER(C.c_int64)),
    ("tie_rank", C.POINTER(C.c_int64)),
    ("ids", C.POINTER(C.c_char_p)),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_before_after._fields_ = [
    ("struct_size", C.c_size_t),
    ("units", C.c_int64),
    ("periods", C.c_int64),
    ("start", C.c_int64),
    ("value", C.POINTER(C.c_double)),
    ("treated", C.POINTER(C.c_int32)),
    ("weight", C.POINTER(C.c_double)),
    ("level", C.c_double),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_capitation._fields_ = [
    ("rows", C.c_int64),
    ("codes", C.POINTER(C.c_char_p)),
    ("population", C.POINTER(C.c_double)),
    ("components", C.c_int64),
    ("component_names", C.POINTER(C.c_char_p)),
    ("need", C.POINTER(C.c_double)),
    ("blend", C.POINTER(C.c_double)),
    ("factors", C.c_int64),
    ("factor", C.POINTER(C.c_double)),
    ("factor_component", C.POINTER(C.c_int64)),
]
cpw_capitation_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("quantum", C.c_int64),
    ("unmet_share", C.c_double),
    ("unmet_index", C.POINTER(C.c_double)),
    ("allocation", C.POINTER(C.c_double)),
    ("parent", C.POINTER(C.c_int64)),
    ("parents", C.c_int64),
    ("rounding", C.c_int32),
    ("reserved", C.c_int32),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_carers_band._fields_ = [
    ("name", C.c_char_p),
    ("carers", C.c_double),
    ("joining", C.POINTER(C.c_double)),
    ("hours", C.c_double),
    ("breakdown", C.c_double),
    ("end", C.c_double),
    ("support", C.c_double),
    ("effect", C.c_double),
    ("support_cost", C.c_int64),
    ("replaced", C.c_double),
    ("need_end", C.c_double),
    ("admissions", C.c_double),
]
cpw_carers._fields_ = [
    ("struct_size", C.c_size_t),
    ("periods", C.c_int64),
    ("per_year", C.c_int64),
    ("band_count", C.c_int64),
    ("bands", C.POINTER(cpw_carers_band)),
    ("hour_cost", C.c_int64),
    ("admission_cost", C.c_int64),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_choice_taste._fields_ = [
    ("distance", C.c_double),
    ("wait", C.c_double),
    ("quality", C.c_double),
    ("free", C.c_double),
]
cpw_choice._fields_ = [
    ("struct_size", C.c_size_t),
    ("origins", C.c_int64),
    ("providers", C.c_int64),
    ("groups", C.c_int64),
    ("group", C.POINTER(C.c_int64)),
    ("people", C.POINTER(C.c_double)),
    ("distance", C.POINTER(C.c_double)),
    ("wait", C.POINTER(C.c_double)),
    ("quality", C.POINTER(C.c_double)),
    ("constant", C.POINTER(C.c_double)),
    ("taste", C.POINTER(cpw_choice_taste)),
    ("captive", C.POINTER(C.c_int64)),
    ("outside", C.c_double),
    ("names", C.POINTER(C.c_char_p)),
    ("labels", C.POINTER(C.c_char_p)),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_choice_market._fields_ = [
    ("total", C.c_double),
    ("hhi", C.c_double),
    ("effective", C.c_double),
    ("highest", C.c_double),
    ("leader", C.c_int64),
    ("largest", C.c_double),
    ("entropy", C.c_double),
]
cpw_choice_response_wait_of_t = C.CFUNCTYPE(C.c_int32, C.c_void_p, C.c_int64, C.c_double, C.POINTER(C.c_double))
cpw_choice_response._fields_ = [
    ("struct_size", C.c_size_t),
    ("kind", C.c_int32),
    ("most", C.c_int32),
    ("least", C.POINTER(C.c_double)),
    ("slope", C.POINTER(C.c_double)),
    ("capacity", C.POINTER(C.c_double)),
    ("power", C.c_double),
    ("tolerance", C.c_double),
    ("context", C.c_void_p),
    ("wait_of", cpw_choice_response_wait_of_t),
]
cpw_choice_counts._fields_ = [
    ("struct_size", C.c_size_t),
    ("cases", C.c_int64),
    ("options", C.c_int64),
    ("attributes", C.c_int64),
    ("count", C.POINTER(C.c_double)),
    ("attribute", C.POINTER(C.c_double)),
    ("available", C.POINTER(C.c_uint8)),
    ("names", C.POINTER(C.c_char_p)),
    ("ridge", C.c_double),
    ("tolerance", C.c_double),
    ("level", C.c_double),
    ("most", C.c_int32),
    ("reserved", C.c_int32),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_citizens_panel._fields_ = [
    ("struct_size", C.c_size_t),
    ("ballots", C.POINTER(C.c_double)),
    ("people", C.POINTER(C.c_int64)),
    ("class_of", C.POINTER(C.c_int64)),
    ("class_weight", C.POINTER(C.c_double)),
    ("criterion_names", C.POINTER(C.c_char_p)),
    ("class_names", C.POINTER(C.c_char_p)),
    ("rows", C.c_int64),
    ("criteria", C.c_int64),
    ("classes", C.c_int64),
    ("kind", C.c_int32),
    ("method", C.c_int32),
    ("prior", C.c_double),
    ("level", C.c_double),
    ("keep_draws", C.c_int32),
    ("reserved", C.c_int32),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_citizens_fit._fields_ = [
    ("struct_size", C.c_size_t),
    ("prior", C.c_double),
    ("level", C.c_double),
    ("criterion_names", C.POINTER(C.c_char_p)),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_citizens_tasks._fields_ = [
    ("start", C.POINTER(C.c_int64)),
    ("item", C.POINTER(C.c_int64)),
    ("best", C.POINTER(C.c_int64)),
    ("worst", C.POINTER(C.c_int64)),
    ("people", C.POINTER(C.c_int64)),
    ("tasks", C.c_int64),
]
cpw_claims_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("rule", C.c_int32),
    ("reserved", C.c_int32),
    ("weights", C.POINTER(C.c_double)),
    ("ids", C.POINTER(C.c_char_p)),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_coalition_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("costs", C.c_int32),
    ("preimputations", C.c_int32),
    ("tolerance", C.c_double),
    ("run", C.POINTER(cpw_run)),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_coalition_game_worth_t = C.CFUNCTYPE(C.c_int32, C.c_void_p, C.POINTER(C.c_int64), C.c_int64, C.POINTER(C.c_double))
cpw_coalition_game._fields_ = [
    ("struct_size", C.c_size_t),
    ("context", C.c_void_p),
    ("worth", cpw_coalition_game_worth_t),
]
cpw_coalition_facts._fields_ = [
    ("monotone", C.c_int32),
    ("superadditive", C.c_int32),
    ("convex", C.c_int32),
    ("essential", C.c_int32),
    ("not_monotone", C.c_int64),
    ("not_superadditive", C.c_int64),
    ("not_convex", C.c_int64),
    ("gain", C.c_double),
]
cpw_coalition_core._fields_ = [
    ("in_core", C.c_int32),
    ("alone", C.c_int32),
    ("coalition", C.c_int64),
    ("complaint", C.c_double),
    ("surplus", C.c_double),
    ("member", C.c_int64),
    ("loss", C.c_double),
]
cpw_coalition_books._fields_ = [
    ("struct_size", C.c_size_t),
    ("members", C.c_int64),
    ("alone", C.POINTER(C.c_int64)),
    ("actual", C.POINTER(C.c_int64)),
    ("rule", C.c_int32),
    ("reserved", C.c_int32),
    ("weights", C.POINTER(C.c_double)),
    ("values", C.POINTER(C.c_double)),
    ("ids", C.POINTER(C.c_char_p)),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_coalition_gain._fields_ = [
    ("gain", C.c_int64),
    ("outcome", C.c_int32),
    ("lifted", C.c_int32),
    ("transfer", C.c_int64),
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
cpw_dcea_population._fields_ = [
    ("groups", C.c_int64),
    ("people", C.POINTER(C.c_double)),
    ("health", C.POINTER(C.c_double)),
]
cpw_dcea_change._fields_ = [
    ("mean_before", C.c_double),
    ("mean_after", C.c_double),
    ("ede_before", C.c_double),
    ("ede_after", C.c_double),
    ("inequality_before", C.c_double),
    ("inequality_after", C.c_double),
    ("ede_change", C.c_double),
    ("ede_benefit", C.c_double),
    ("efficiency", C.c_double),
    ("equity", C.c_double),
    ("slope_before", C.c_double),
    ("gap_before", C.c_double),
    ("slope_change", C.c_double),
    ("gap_change", C.c_double),
]
cpw_dcea_table._fields_ = [
    ("name", C.c_char_p),
    ("kind", C.c_int32),
    ("measure", C.c_int32),
    ("count", C.c_int64),
    ("value", C.POINTER(C.c_double)),
    ("low", C.c_double),
    ("high", C.c_double),
    ("source", C.c_char_p),
    ("about", C.c_char_p),
]
cpw_dcea_programme._fields_ = [
    ("recipients", C.POINTER(C.c_double)),
    ("gain", C.POINTER(C.c_double)),
    ("cost", C.POINTER(C.c_double)),
    ("fixed_cost", C.c_double),
]
cpw_dcea_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("measure", C.c_int32),
    ("axis", C.c_int32),
    ("aversion", C.c_double),
    ("threshold", C.c_double),
    ("shares", C.POINTER(C.c_double)),
    ("weight", C.POINTER(C.c_double)),
    ("aversions", C.c_int64),
    ("aversion_grid", C.POINTER(C.c_double)),
    ("flip_lower", C.c_double),
    ("flip_upper", C.c_double),
    ("thresholds", C.c_int64),
    ("threshold_grid", C.POINTER(C.c_double)),
    ("gradients", C.c_int64),
    ("gradient_shares", C.POINTER(C.c_double)),
    ("group_labels", C.POINTER(cpw_dimension)),
    ("programme_labels", C.POINTER(cpw_dimension)),
    ("gradient_labels", C.POINTER(cpw_dimension)),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_dcea_wait_law._fields_ = [
    ("pieces", C.c_int64),
    ("start", C.POINTER(C.c_double)),
    ("loss", C.POINTER(C.c_double)),
    ("hazard", C.POINTER(C.c_double)),
    ("harm_loss", C.c_double),
    ("harm", C.c_int32),
    ("reserved", C.c_int32),
]
cpw_dcea_waiting._fields_ = [
    ("groups", C.c_int64),
    ("lists", C.c_int64),
    ("bands", C.c_int64),
    ("lower", C.POINTER(C.c_double)),
    ("last_width", C.c_double),
    ("people", C.POINTER(C.c_double)),
]
cpw_dcea_wait_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("weight", C.POINTER(C.c_double)),
    ("hazard_weight", C.POINTER(C.c_double)),
    ("remaining", C.POINTER(C.c_double)),
    ("group_people", C.POINTER(C.c_double)),
    ("group_labels", C.POINTER(cpw_dimension)),
    ("list_labels", C.POINTER(cpw_dimension)),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_devolve_tree._fields_ = [
    ("struct_size", C.c_size_t),
    ("nodes", C.c_int64),
    ("lines", C.c_int64),
    ("id", C.POINTER(C.c_char_p)),
    ("line_id", C.POINTER(C.c_char_p)),
    ("parent", C.POINTER(C.c_int64)),
    ("total", C.POINTER(C.c_int64)),
    ("weight", C.POINTER(C.c_double)),
    ("devolved", C.POINTER(C.c_double)),
    ("topslice", C.POINTER(C.c_double)),
    ("reserve", C.POINTER(C.c_int64)),
    ("floor", C.POINTER(C.c_int64)),
    ("cap", C.POINTER(C.c_int64)),
    ("people", C.POINTER(C.c_double)),
    ("floor_per_head", C.POINTER(C.c_double)),
    ("cap_per_head", C.POINTER(C.c_double)),
    ("rule", C.c_int32),
    ("reserved", C.c_int32),
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
cpw_fair_people._fields_ = [
    ("struct_size", C.c_size_t),
    ("count", C.c_int64),
    ("score", C.POINTER(C.c_double)),
    ("group", C.POINTER(C.c_int32)),
    ("tier", C.POINTER(C.c_int32)),
    ("groups", C.c_int64),
]
cpw_fair_verdict._fields_ = [
    ("passes", C.c_int32),
    ("group", C.c_int32),
    ("place", C.c_int64),
    ("shortfall", C.c_int64),
    ("failures", C.c_int64),
    ("worst", C.c_int64),
    ("moved", C.c_int64),
]
cpw_fair_cost._fields_ = [
    ("delayed", C.c_int64),
    ("advanced", C.c_int64),
    ("left_out", C.c_int64),
    ("most_places", C.c_int64),
    ("most_delayed", C.c_int64),
    ("ordering_loss", C.c_double),
    ("ordering_who", C.c_int64),
    ("selection_loss", C.c_double),
    ("selection_who", C.c_int64),
]
cpw_fair_exposure_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("discount", C.c_int32),
    ("reserved", C.c_int32),
    ("parameter", C.c_double),
    ("attention", C.POINTER(C.c_double)),
    ("merit", C.POINTER(C.c_double)),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_fair_spread._fields_ = [
    ("gap", C.c_double),
    ("ratio", C.c_double),
    ("largest", C.c_int64),
    ("smallest", C.c_int64),
]
cpw_flow_counts._fields_ = [
    ("struct_size", C.c_size_t),
    ("periods", C.c_int64),
    ("stages", C.c_int64),
    ("referred", C.POINTER(C.c_double)),
    ("completed", C.POINTER(C.c_double)),
    ("removed", C.POINTER(C.c_double)),
    ("stock", C.POINTER(C.c_double)),
    ("opening", C.POINTER(C.c_double)),
    ("days", C.POINTER(C.c_double)),
    ("total_completed", C.POINTER(C.c_double)),
    ("total_referred", C.POINTER(C.c_double)),
    ("stage_names", C.POINTER(C.c_char_p)),
    ("period_names", C.POINTER(C.c_char_p)),
]
cpw_flow_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("wins", C.c_int32),
    ("reserved", C.c_int32),
    ("season", C.c_int64),
    ("lag", C.c_int64),
    ("allowed", C.POINTER(C.c_int32)),
    ("tolerance", C.c_double),
    ("empty", C.c_double),
    ("test", C.c_int64),
    ("level", C.c_double),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_footprint_part._fields_ = [
    ("area", C.c_int64),
    ("unit", C.c_int64),
    ("share", C.c_double),
]
cpw_footprint._fields_ = [
    ("struct_size", C.c_size_t),
    ("areas", C.c_int64),
    ("units", C.c_int64),
    ("part", C.POINTER(cpw_footprint_part)),
    ("parts", C.c_int64),
    ("area_id", C.POINTER(C.c_char_p)),
    ("unit_id", C.POINTER(C.c_char_p)),
]
cpw_footprint_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("gaps", C.c_int32),
    ("reserved", C.c_int32),
    ("tolerance", C.c_double),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_footprint_margins._fields_ = [
    ("struct_size", C.c_size_t),
    ("rows", C.c_int64),
    ("columns", C.c_int64),
    ("seed", C.POINTER(C.c_double)),
    ("row", C.POINTER(C.c_double)),
    ("column", C.POINTER(C.c_double)),
    ("row_id", C.POINTER(C.c_char_p)),
    ("column_id", C.POINTER(C.c_char_p)),
    ("tolerance", C.c_double),
    ("most", C.c_int64),
    ("scale", C.c_int32),
    ("reserved", C.c_int32),
    ("run", C.POINTER(cpw_run)),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_footprint_fitted._fields_ = [
    ("outcome", C.c_int32),
    ("reserved", C.c_int32),
    ("iterations", C.c_int64),
    ("miss", C.c_double),
]
cpw_footprint_promise._fields_ = [
    ("provider", C.c_int64),
    ("system", C.c_int64),
    ("amount", C.c_double),
    ("most", C.c_double),
]
cpw_footprint_plans._fields_ = [
    ("struct_size", C.c_size_t),
    ("providers", C.c_int64),
    ("systems", C.c_int64),
    ("capacity", C.POINTER(C.c_double)),
    ("need", C.POINTER(C.c_double)),
    ("promise", C.POINTER(cpw_footprint_promise)),
    ("promises", C.c_int64),
    ("provider_id", C.POINTER(C.c_char_p)),
    ("system_id", C.POINTER(C.c_char_p)),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_footprint_concentration._fields_ = [
    ("holders", C.c_int64),
    ("hhi", C.c_double),
    ("points", C.c_double),
    ("effective", C.c_double),
    ("normalised", C.c_double),
    ("largest", C.c_double),
    ("largest_k", C.c_double),
    ("entropy_number", C.c_double),
]
cpw_footprint_access._fields_ = [
    ("struct_size", C.c_size_t),
    ("areas", C.c_int64),
    ("groups", C.c_int64),
    ("sites", C.c_int64),
    ("area_longitude", C.POINTER(C.c_double)),
    ("area_latitude", C.POINTER(C.c_double)),
    ("people", C.POINTER(C.c_double)),
    ("site_longitude", C.POINTER(C.c_double)),
    ("site_latitude", C.POINTER(C.c_double)),
    ("open", C.POINTER(C.c_int32)),
    ("area_id", C.POINTER(C.c_char_p)),
    ("site_id", C.POINTER(C.c_char_p)),
    ("group_id", C.POINTER(C.c_char_p)),
    ("within", C.POINTER(C.c_double)),
    ("withins", C.c_int64),
    ("detour", C.c_double),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_knapsack_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("max_states", C.c_int64),
    ("max_steps", C.c_int64),
    ("max_seconds", C.c_double),
    ("at_most_one", C.c_int32),
    ("reserved", C.c_int32),
    ("baseline", C.POINTER(C.c_int32)),
    ("cancel", C.POINTER(C.c_int32)),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_knapsack_answer._fields_ = [
    ("unit", C.c_double),
    ("value", C.c_int64),
    ("bound", C.c_int64),
    ("cost", C.c_int64),
    ("unspent", C.c_int64),
    ("chosen", C.c_int64),
    ("proven", C.c_int32),
    ("ended", C.c_int32),
    ("relaxed", C.c_double),
    ("price", C.c_double),
    ("break_item", C.c_int64),
    ("greedy", C.c_int64),
    ("next", C.c_int64),
    ("next_value", C.c_int64),
    ("next_extra", C.c_int64),
    ("baseline", C.c_int64),
    ("steps", C.c_int64),
    ("states", C.c_int64),
]
cpw_knapsack_rules._fields_ = [
    ("struct_size", C.c_size_t),
    ("need_first", C.POINTER(C.c_int64)),
    ("need", C.POINTER(C.c_int64)),
    ("group", C.POINTER(C.c_int64)),
    ("groups", C.c_int64),
    ("must", C.POINTER(C.c_int32)),
    ("settled", C.POINTER(C.c_int32)),
]
cpw_least_squares._fields_ = [
    ("struct_size", C.c_size_t),
    ("rows", C.c_int64),
    ("columns", C.c_int64),
    ("matrix", C.POINTER(C.c_double)),
    ("target", C.POINTER(C.c_double)),
    ("weights", C.POINTER(C.c_double)),
    ("lower", C.POINTER(C.c_double)),
    ("upper", C.POINTER(C.c_double)),
    ("ridge", C.c_double),
    ("towards", C.POINTER(C.c_double)),
]
cpw_least_squares_answer._fields_ = [
    ("struct_size", C.c_size_t),
    ("x", C.POINTER(C.c_double)),
    ("dual", C.POINTER(C.c_double)),
    ("residual", C.POINTER(C.c_double)),
    ("state", C.POINTER(C.c_int32)),
    ("objective", C.c_double),
    ("misfit", C.c_double),
    ("kkt", C.c_double),
    ("spread", C.c_double),
    ("between", C.c_int64),
    ("dependent", C.c_int64),
    ("iterations", C.c_int64),
]
cpw_ledger_account._fields_ = [
    ("name", C.c_char_p),
    ("organisation", C.c_char_p),
    ("place", C.c_char_p),
    ("line", C.c_char_p),
    ("kind", C.c_int32),
    ("reserved", C.c_int32),
    ("debits", C.c_int64),
    ("credits", C.c_int64),
    ("balance", C.c_int64),
]
cpw_ledger_entry._fields_ = [
    ("from", C.c_int64),
    ("to", C.c_int64),
    ("amount", C.c_int64),
    ("period", C.c_int64),
    ("line", C.c_char_p),
    ("reason", C.c_char_p),
]
cpw_ledger_trial._fields_ = [
    ("accounts", C.c_int64),
    ("entries", C.c_int64),
    ("debits", C.c_int64),
    ("credits", C.c_int64),
    ("difference", C.c_int64),
    ("balances", C.c_int64),
]
cpw_liaison._fields_ = [
    ("struct_size", C.c_size_t),
    ("years", C.c_int64),
    ("inpatients", C.POINTER(C.c_double)),
    ("emergency", C.POINTER(C.c_double)),
    ("bed_days", C.POINTER(C.c_double)),
    ("cost", C.POINTER(C.c_int64)),
    ("stay_before", C.c_double),
    ("stay_after", C.c_double),
    ("admission_before", C.c_double),
    ("admission_after", C.c_double),
    ("admission_stay", C.c_double),
    ("readmission_before", C.c_double),
    ("readmission_after", C.c_double),
    ("readmission_stay", C.c_double),
    ("reached", C.c_double),
    ("build_up", C.c_double),
    ("unit", C.c_int64),
    ("cashable", C.c_double),
    ("occupancy", C.c_double),
    ("discount", C.c_double),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_linear_program._fields_ = [
    ("struct_size", C.c_size_t),
    ("rows", C.c_int64),
    ("columns", C.c_int64),
    ("entries", C.c_int64),
    ("cost", C.POINTER(C.c_double)),
    ("column_lower", C.POINTER(C.c_double)),
    ("column_upper", C.POINTER(C.c_double)),
    ("row_lower", C.POINTER(C.c_double)),
    ("row_upper", C.POINTER(C.c_double)),
    ("start", C.POINTER(C.c_int64)),
    ("row", C.POINTER(C.c_int64)),
    ("column", C.POINTER(C.c_int64)),
    ("value", C.POINTER(C.c_double)),
    ("offset", C.c_double),
    ("maximise", C.c_int32),
    ("reserved", C.c_int32),
]
cpw_linear_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("tolerance", C.c_double),
    ("iterations", C.c_int64),
    ("unscaled", C.c_int32),
    ("bland", C.c_int32),
    ("column_status", C.POINTER(C.c_int32)),
    ("row_status", C.POINTER(C.c_int32)),
    ("run", C.POINTER(cpw_run)),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_linear_answer._fields_ = [
    ("struct_size", C.c_size_t),
    ("x", C.POINTER(C.c_double)),
    ("reduced_cost", C.POINTER(C.c_double)),
    ("column_status", C.POINTER(C.c_int32)),
    ("ray", C.POINTER(C.c_double)),
    ("activity", C.POINTER(C.c_double)),
    ("dual", C.POINTER(C.c_double)),
    ("row_status", C.POINTER(C.c_int32)),
    ("dual_from", C.POINTER(C.c_double)),
    ("dual_to", C.POINTER(C.c_double)),
    ("conflict", C.POINTER(C.c_double)),
    ("objective", C.c_double),
    ("bound", C.c_double),
    ("primal_error", C.c_double),
    ("dual_error", C.c_double),
    ("shortfall", C.c_double),
    ("conflict_row", C.c_int64),
    ("conflict_column", C.c_int64),
    ("iterations", C.c_int64),
    ("status", C.c_int32),
    ("reserved", C.c_int32),
]
cpw_mcda_table._fields_ = [
    ("struct_size", C.c_size_t),
    ("rows", C.c_int64),
    ("criteria", C.c_int64),
    ("values", C.POINTER(C.c_double)),
    ("weights", C.POINTER(C.c_double)),
    ("directions", C.POINTER(C.c_int32)),
    ("lower", C.POINTER(C.c_double)),
    ("upper", C.POINTER(C.c_double)),
    ("normalise", C.c_int32),
    ("outside", C.c_int32),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_mcda_compromise._fields_ = [
    ("best", C.c_int64),
    ("second", C.c_int64),
    ("count", C.c_int64),
    ("advantage", C.c_double),
    ("threshold", C.c_double),
    ("advantage_ok", C.c_int32),
    ("stable_ok", C.c_int32),
]
cpw_mcda_preference._fields_ = [
    ("shape", C.c_int32),
    ("reserved", C.c_int32),
    ("q", C.c_double),
    ("p", C.c_double),
    ("s", C.c_double),
]
cpw_mcda_method._fields_ = [
    ("struct_size", C.c_size_t),
    ("method", C.c_int32),
    ("reserved", C.c_int32),
    ("v", C.c_double),
    ("preferences", C.POINTER(cpw_mcda_preference)),
    ("ideal", C.POINTER(C.c_double)),
]
cpw_mcda_reversal._fields_ = [
    ("removed", C.c_int64),
    ("above", C.c_int64),
    ("below", C.c_int64),
]
cpw_mcda_electre_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("concordance", C.c_double),
    ("discordance", C.c_double),
    ("scale", C.c_int32),
    ("kernel", C.c_int32),
]
cpw_mitigator._fields_ = [
    ("name", C.c_char_p),
    ("low", C.c_double),
    ("high", C.c_double),
    ("exposure", C.POINTER(C.c_double)),
    ("kind", C.c_int32),
    ("reserved", C.c_int32),
]
cpw_mitigators._fields_ = [
    ("struct_size", C.c_size_t),
    ("rows", C.c_int64),
    ("row_names", C.POINTER(C.c_char_p)),
    ("admissions", C.POINTER(C.c_double)),
    ("stay", C.POINTER(C.c_double)),
    ("years", C.c_int64),
    ("count", C.c_int64),
    ("mitigators", C.POINTER(cpw_mitigator)),
    ("level", C.c_double),
    ("correlation", C.c_double),
    ("phase", C.c_int32),
    ("chance", C.c_int32),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_pace_rule._fields_ = [
    ("kind", C.c_int32),
    ("year", C.c_int32),
    ("points", C.c_int64),
    ("distance", C.POINTER(C.c_double)),
    ("value", C.POINTER(C.c_double)),
    ("name", C.c_char_p),
]
cpw_pace_plan._fields_ = [
    ("rows", C.c_int64),
    ("codes", C.POINTER(C.c_char_p)),
    ("baseline", C.POINTER(C.c_double)),
    ("base_people", C.POINTER(C.c_double)),
    ("years", C.c_int64),
    ("year_names", C.POINTER(C.c_char_p)),
    ("quantum", C.POINTER(C.c_int64)),
    ("weighted", C.POINTER(C.c_double)),
    ("people", C.POINTER(C.c_double)),
    ("deflator", C.POINTER(C.c_double)),
    ("rules", C.c_int64),
    ("rule", C.POINTER(cpw_pace_rule)),
]
cpw_pace_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("method", C.c_int32),
    ("conflict", C.c_int32),
    ("rounding", C.c_int32),
    ("reserved", C.c_int32),
    ("near", C.c_double),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_payment._fields_ = [
    ("struct_size", C.c_size_t),
    ("fixed", C.c_int64),
    ("plan", C.c_double),
    ("price", C.c_double),
    ("below", C.c_double),
    ("above", C.c_double),
    ("tiers", C.c_int64),
    ("tier_from", C.POINTER(C.c_double)),
    ("tier_rate", C.POINTER(C.c_double)),
    ("floor", C.c_int64),
    ("cap", C.c_int64),
]
cpw_payment_preset._fields_ = [
    ("name", C.c_char_p),
    ("below", C.c_double),
    ("above", C.c_double),
    ("source", C.c_char_p),
]
cpw_plans_problem._fields_ = [
    ("struct_size", C.c_size_t),
    ("options", C.c_int64),
    ("scenarios", C.c_int64),
    ("budgets", C.c_int64),
    ("benefit", C.POINTER(C.c_double)),
    ("probability", C.POINTER(C.c_double)),
    ("cost", C.POINTER(C.c_double)),
    ("budget", C.POINTER(C.c_double)),
    ("lower", C.POINTER(C.c_double)),
    ("upper", C.POINTER(C.c_double)),
    ("precedences", C.c_int64),
    ("later", C.POINTER(C.c_int64)),
    ("earlier", C.POINTER(C.c_int64)),
    ("exclusions", C.c_int64),
    ("exclusion_start", C.POINTER(C.c_int64)),
    ("exclusion_option", C.POINTER(C.c_int64)),
    ("guarantees", C.c_int64),
    ("guarantee_weight", C.POINTER(C.c_double)),
    ("guarantee", C.POINTER(C.c_double)),
    ("baseline", C.POINTER(C.c_double)),
    ("measure", C.c_int32),
    ("whole", C.c_int32),
    ("level", C.c_double),
    ("option_names", C.POINTER(C.c_char_p)),
    ("scenario_names", C.POINTER(C.c_char_p)),
    ("budget_names", C.POINTER(C.c_char_p)),
    ("guarantee_names", C.POINTER(C.c_char_p)),
]
cpw_plans_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("nodes", C.c_int64),
    ("run", C.POINTER(cpw_run)),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_plans_lists._fields_ = [
    ("struct_size", C.c_size_t),
    ("specialties", C.c_int64),
    ("groups", C.c_int64),
    ("tiers", C.c_int64),
    ("periods", C.c_int64),
    ("list", C.POINTER(C.c_double)),
    ("demand", C.POINTER(C.c_double)),
    ("tier_cost", C.POINTER(C.c_double)),
    ("tier_capacity", C.POINTER(C.c_double)),
    ("budget", C.POINTER(C.c_double)),
    ("group_weight", C.POINTER(C.c_double)),
    ("specialty_weight", C.POINTER(C.c_double)),
    ("period_weight", C.POINTER(C.c_double)),
    ("next", C.POINTER(C.c_double)),
    ("gaps", C.c_int64),
    ("gap_of", C.POINTER(C.c_int64)),
    ("gap_over", C.POINTER(C.c_int64)),
    ("gap_most", C.POINTER(C.c_double)),
    ("carry", C.c_int32),
    ("reserved", C.c_int32),
    ("specialty_names", C.POINTER(C.c_char_p)),
    ("group_names", C.POINTER(C.c_char_p)),
    ("tier_names", C.POINTER(C.c_char_p)),
]
cpw_pool._fields_ = [
    ("struct_size", C.c_size_t),
    ("partners", C.c_int64),
    ("lines", C.c_int64),
    ("fences", C.c_int64),
    ("purposes", C.c_int64),
    ("conditions", C.c_int64),
    ("partner", C.POINTER(C.c_char_p)),
    ("partner_place", C.POINTER(C.c_char_p)),
    ("line", C.POINTER(C.c_char_p)),
    ("line_place", C.POINTER(C.c_char_p)),
    ("provider", C.POINTER(C.c_char_p)),
    ("contribution", C.POINTER(C.c_int64)),
    ("minimum", C.POINTER(C.c_int64)),
    ("opening", C.POINTER(C.c_int64)),
    ("fence", C.POINTER(C.c_char_p)),
    ("fence_partner", C.POINTER(C.c_int64)),
    ("fence_amount", C.POINTER(C.c_int64)),
    ("fence_opening", C.POINTER(C.c_int64)),
    ("fence_allows", C.POINTER(C.c_int32)),
    ("purpose", C.POINTER(C.c_char_p)),
    ("purpose_minimum", C.POINTER(C.c_int64)),
    ("purpose_counts", C.POINTER(C.c_int32)),
    ("condition_partner", C.POINTER(C.c_int64)),
    ("condition_line", C.POINTER(C.c_int64)),
    ("condition_amount", C.POINTER(C.c_int64)),
    ("condition_met", C.POINTER(C.c_int32)),
    ("leakage", C.POINTER(C.c_double)),
    ("overspend", C.c_int32),
    ("underspend", C.c_int32),
    ("virement", C.c_int32),
    ("reserved", C.c_int32),
    ("share", C.POINTER(C.c_double)),
    ("limit", C.POINTER(C.c_int64)),
    ("lead", C.c_int64),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_prevention_group._fields_ = [
    ("name", C.c_char_p),
    ("people", C.c_double),
    ("incidence", C.c_double),
    ("reach", C.c_double),
    ("effect", C.c_double),
]
cpw_prevention._fields_ = [
    ("struct_size", C.c_size_t),
    ("years", C.c_int64),
    ("group_count", C.c_int64),
    ("groups", C.POINTER(cpw_prevention_group)),
    ("investment", C.POINTER(C.c_int64)),
    ("place_cost", C.c_int64),
    ("lag", C.c_double),
    ("build_up", C.c_double),
    ("decay", C.c_double),
    ("care_end", C.c_double),
    ("contacts", C.c_double),
    ("case_cost", C.c_int64),
    ("qaly", C.c_double),
    ("discount", C.c_double),
    ("discount_health", C.c_double),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_priority_criterion._fields_ = [
    ("name", C.c_char_p),
    ("column", C.c_char_p),
    ("weight", C.c_double),
    ("source", C.c_int64),
    ("knots", C.c_int64),
    ("at", C.POINTER(C.c_double)),
    ("value", C.POINTER(C.c_double)),
    ("categories", C.POINTER(C.c_char_p)),
    ("missing", C.c_double),
    ("part", C.c_int32),
    ("shape", C.c_int32),
    ("characteristic", C.c_int32),
    ("until", C.c_int32),
    ("reason", C.c_char_p),
    ("limit", C.c_double),
]
cpw_priority_tier._fields_ = [
    ("name", C.c_char_p),
    ("target", C.c_double),
    ("rate", C.c_double),
]
cpw_priority_policy._fields_ = [
    ("struct_size", C.c_size_t),
    ("name", C.c_char_p),
    ("version", C.c_char_p),
    ("tiers", C.POINTER(cpw_priority_tier)),
    ("tier_count", C.c_int64),
    ("criteria", C.POINTER(cpw_priority_criterion)),
    ("criterion_count", C.c_int64),
    ("monitored", C.POINTER(C.c_char_p)),
    ("monitored_count", C.c_int64),
    ("cap", C.c_double),
    ("cap_kind", C.c_int32),
    ("rule", C.c_int32),
    ("tiers_are_targets", C.c_int32),
    ("breaches_first", C.c_int32),
]
cpw_priority_override._fields_ = [
    ("row", C.c_int64),
    ("column", C.c_int64),
    ("value", C.c_double),
    ("kind", C.c_int32),
    ("date", C.c_int32),
    ("actor", C.c_char_p),
    ("reason", C.c_char_p),
]
cpw_priority_list._fields_ = [
    ("struct_size", C.c_size_t),
    ("patients", C.c_int64),
    ("id", C.POINTER(C.c_char_p)),
    ("tier", C.POINTER(C.c_int32)),
    ("wait", C.POINTER(C.c_double)),
    ("fact", C.POINTER(C.POINTER(C.c_double))),
    ("columns", C.c_int64),
    ("override_count", C.c_int64),
    ("overrides", C.POINTER(cpw_priority_override)),
    ("today", C.c_int32),
    ("reserved", C.c_int32),
]
cpw_priority_ranking._fields_ = [
    ("struct_size", C.c_size_t),
    ("order", C.POINTER(C.c_int64)),
    ("place", C.POINTER(C.c_int64)),
    ("score", C.POINTER(C.c_double)),
    ("clinical", C.POINTER(C.c_double)),
    ("equity", C.POINTER(C.c_double)),
    ("wait", C.POINTER(C.c_double)),
    ("tier", C.POINTER(C.c_int32)),
    ("breached", C.POINTER(C.c_int32)),
    ("missing", C.c_int64),
    ("capped", C.c_int64),
    ("breaches", C.c_int64),
    ("run", C.POINTER(cpw_run)),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_audit_entry._fields_ = [
    ("struct_size", C.c_size_t),
    ("policy", C.POINTER(cpw_priority_policy)),
    ("list", C.POINTER(cpw_priority_list)),
    ("before", C.POINTER(C.c_int64)),
    ("time", C.c_char_p),
    ("actor", C.c_char_p),
    ("note", C.c_char_p),
    ("previous", C.c_char_p),
    ("number", C.c_int64),
    ("rows", C.c_int64),
    ("seed", C.c_uint64),
    ("before_kind", C.c_int32),
    ("reserved", C.c_int32),
    ("run", C.POINTER(cpw_run)),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_audit_finding._fields_ = [
    ("records", C.c_int64),
    ("record", C.c_int64),
    ("line", C.c_int64),
    ("finding", C.c_int32),
    ("reserved", C.c_int32),
    ("digest", C.c_char * 72),
    ("message", C.c_char * 320),
]
cpw_audit_override._fields_ = [
    ("id", C.c_char_p),
    ("column", C.c_char_p),
    ("actor", C.c_char_p),
    ("reason", C.c_char_p),
    ("value", C.c_double),
    ("before", C.c_int64),
    ("after", C.c_int64),
    ("kind", C.c_int32),
    ("date", C.c_int32),
]
cpw_audit_view._fields_ = [
    ("time", C.c_char_p),
    ("actor", C.c_char_p),
    ("note", C.c_char_p),
    ("library", C.c_char_p),
    ("previous", C.c_char_p),
    ("digest", C.c_char_p),
    ("data", C.c_char_p),
    ("places", C.c_char_p),
    ("policy", C.POINTER(cpw_priority_policy)),
    ("overrides", C.POINTER(cpw_audit_override)),
    ("id", C.POINTER(C.c_char_p)),
    ("before", C.POINTER(C.c_int64)),
    ("score", C.POINTER(C.c_double)),
    ("number", C.c_int64),
    ("patients", C.c_int64),
    ("rows", C.c_int64),
    ("override_count", C.c_int64),
    ("seed", C.c_uint64),
    ("abi", C.c_int32),
    ("today", C.c_int32),
    ("before_kind", C.c_int32),
    ("has_ids", C.c_int32),
]
cpw_audit_replayed._fields_ = [
    ("line", C.c_int64),
    ("place", C.c_int64),
    ("outcome", C.c_int32),
    ("same_library", C.c_int32),
    ("message", C.c_char * 320),
]
cpw_projection_scaling._fields_ = [
    ("stratum", C.c_int64),
    ("from", C.c_int64),
    ("to", C.c_int64),
    ("scale", C.c_double),
    ("start", C.c_int64),
    ("over", C.c_int64),
    ("method", C.c_int32),
    ("reserved", C.c_int32),
]
cpw_projection._fields_ = [
    ("struct_size", C.c_size_t),
    ("periods", C.c_int64),
    ("strata", C.c_int64),
    ("segments", C.c_int64),
    ("stratum_names", C.POINTER(C.c_char_p)),
    ("segment_names", C.POINTER(C.c_char_p)),
    ("people", C.POINTER(C.c_double)),
    ("transitions", C.POINTER(C.c_double)),
    ("deaths", C.POINTER(C.c_double)),
    ("births", C.POINTER(C.c_double)),
    ("birth_rates", C.POINTER(C.c_double)),
    ("birth_segments", C.POINTER(C.c_double)),
    ("birth_stratum", C.c_int64),
    ("migration", C.POINTER(C.c_double)),
    ("ages_into", C.POINTER(C.c_int64)),
    ("ageing", C.POINTER(C.c_double)),
    ("scaling_count", C.c_int64),
    ("scalings", C.POINTER(cpw_projection_scaling)),
    ("method", C.c_int32),
    ("reserved", C.c_int32),
    ("allocator", C.POINTER(cpw_allocator)),
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
cpw_advice._fields_ = [
    ("struct_size", C.c_size_t),
    ("periods", C.c_int64),
    ("requests", C.POINTER(C.c_double)),
    ("would_refer", C.c_double),
    ("diverted", C.c_double),
    ("rebound", C.c_double),
    ("reply", C.POINTER(cpw_duration)),
    ("return_delay", C.POINTER(cpw_duration)),
    ("gp_minutes", C.c_double),
    ("gp_diverted_minutes", C.c_double),
    ("consultant_minutes", C.c_double),
    ("appointment_minutes", C.c_double),
    ("fee", C.c_int64),
    ("appointment_cost", C.c_int64),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_event_log._fields_ = [
    ("struct_size", C.c_size_t),
    ("rows", C.c_int64),
    ("patient", C.POINTER(C.c_int64)),
    ("stage", C.POINTER(C.c_int64)),
    ("start", C.POINTER(C.c_double)),
    ("end", C.POINTER(C.c_double)),
    ("group", C.POINTER(C.c_int64)),
    ("arrival", C.POINTER(C.c_double)),
    ("stages", C.c_int64),
    ("groups", C.c_int64),
]
cpw_event_log_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("from", C.c_double),
    ("until", C.c_double),
    ("gap", C.c_double),
    ("outside", C.c_int32),
    ("overlaps", C.c_int32),
    ("repeats", C.c_int32),
    ("criterion", C.c_int32),
    ("level", C.c_double),
    ("prior", C.c_double),
    ("least", C.c_int64),
    ("laws", C.c_int64),
    ("law", C.POINTER(C.c_int32)),
    ("period", C.c_double),
    ("day", C.c_double),
    ("weekday", C.c_int32),
    ("reserved", C.c_int32),
    ("stage_labels", C.POINTER(cpw_dimension)),
    ("group_labels", C.POINTER(cpw_dimension)),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_event_log_counts._fields_ = [
    ("patients", C.c_int64),
    ("stays", C.c_int64),
    ("ended", C.c_int64),
    ("going_on", C.c_int64),
    ("truncated", C.c_int64),
    ("waiting", C.c_int64),
    ("outside", C.c_int64),
    ("overlaps", C.c_int64),
    ("repeats", C.c_int64),
    ("gaps", C.c_int64),
    ("returns", C.c_int64),
    ("from", C.c_double),
    ("until", C.c_double),
]
cpw_event_log_fit._fields_ = [
    ("law", C.c_int32),
    ("state", C.c_int32),
    ("mean", C.c_double),
    ("cv", C.c_double),
    ("zero", C.c_double),
    ("mean_lower", C.c_double),
    ("mean_upper", C.c_double),
    ("log_likelihood", C.c_double),
    ("aic", C.c_double),
    ("bic", C.c_double),
    ("distance", C.c_double),
    ("iterations", C.c_int64),
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
cpw_panel._fields_ = [
    ("struct_size", C.c_size_t),
    ("rows", C.c_int64),
    ("subject", C.POINTER(C.c_int64)),
    ("time", C.POINTER(C.c_double)),
    ("state", C.POINTER(C.c_int32)),
    ("kind", C.POINTER(C.c_int32)),
    ("possible", C.POINTER(C.c_uint64)),
    ("covariates", C.c_int64),
    ("covariate", C.POINTER(C.c_double)),
]
cpw_markov_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("start", C.POINTER(C.c_double)),
    ("effect", C.POINTER(C.c_int32)),
    ("at", C.POINTER(C.c_double)),
    ("level", C.c_double),
    ("tolerance", C.c_double),
    ("iterations", C.c_int32),
    ("reserved", C.c_int32),
    ("state_labels", C.POINTER(C.c_char_p)),
    ("covariate_labels", C.POINTER(C.c_char_p)),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_stage._fields_ = [
    ("name", C.c_char_p),
    ("kind", C.c_int32),
    ("order", C.c_int32),
    ("preempt", C.c_int32),
    ("when_full", C.c_int32),
    ("overflow", C.c_int32),
    ("routing", C.c_int32),
    ("servers", C.c_double),
    ("calendar", C.c_int32),
    ("factor", C.c_int32),
    ("waiting_room", C.c_double),
    ("places", C.c_double),
    ("missed", C.c_double),
    ("missed_leave", C.c_double),
    ("missed_to", C.c_int32),
    ("reserved", C.c_int32),
    ("rebook", C.c_double),
    ("target", C.c_double),
]
cpw_route._fields_ = [
    ("from", C.c_int32),
    ("group", C.c_int32),
    ("to", C.c_int32),
    ("to_group", C.c_int32),
    ("chance", C.c_double),
    ("delay", C.POINTER(cpw_duration)),
]
cpw_arrivals._fields_ = [
    ("stage", C.c_int32),
    ("group", C.c_int32),
    ("rate", C.c_double),
    ("calendar", C.c_int32),
    ("factor", C.c_int32),
    ("dispersion", C.c_double),
    ("batch", C.c_int64),
    ("times", C.POINTER(C.c_double)),
    ("count", C.c_int64),
]
cpw_stay._fields_ = [
    ("stage", C.c_int32),
    ("group", C.c_int32),
    ("duration", C.POINTER(cpw_duration)),
]
cpw_change._fields_ = [
    ("stage", C.c_int32),
    ("group", C.c_int32),
    ("to", C.c_int32),
    ("to_group", C.c_int32),
    ("after", C.POINTER(cpw_duration)),
]
cpw_calendar._fields_ = [
    ("name", C.c_char_p),
    ("period", C.c_double),
    ("values", C.POINTER(C.c_double)),
    ("count", C.c_int64),
    ("repeat", C.c_int32),
    ("reserved", C.c_int32),
]
cpw_shared_pool._fields_ = [
    ("name", C.c_char_p),
    ("units", C.c_double),
    ("calendar", C.c_int32),
    ("factor", C.c_int32),
]
cpw_pool_use._fields_ = [
    ("stage", C.c_int32),
    ("pool", C.c_int32),
    ("units", C.c_double),
    ("rank", C.c_int32),
    ("reserved", C.c_int32),
]
cpw_initial._fields_ = [
    ("stage", C.c_int32),
    ("group", C.c_int32),
    ("state", C.c_int32),
    ("reserved", C.c_int32),
    ("people", C.c_double),
    ("time", C.c_double),
    ("next", C.c_int32),
    ("reserved2", C.c_int32),
]
cpw_pathway._fields_ = [
    ("struct_size", C.c_size_t),
    ("time_unit", C.c_char_p),
    ("stage", C.POINTER(cpw_stage)),
    ("stages", C.c_int64),
    ("group", C.POINTER(C.c_char_p)),
    ("groups", C.c_int64),
    ("route", C.POINTER(cpw_route)),
    ("routes", C.c_int64),
    ("arrival", C.POINTER(cpw_arrivals)),
    ("arrivals", C.c_int64),
    ("stay", C.POINTER(cpw_stay)),
    ("stays", C.c_int64),
    ("change", C.POINTER(cpw_change)),
    ("changes", C.c_int64),
    ("calendar", C.POINTER(cpw_calendar)),
    ("calendars", C.c_int64),
    ("pool", C.POINTER(cpw_shared_pool)),
    ("pools", C.c_int64),
    ("use", C.POINTER(cpw_pool_use)),
    ("uses", C.c_int64),
    ("initial", C.POINTER(cpw_initial)),
    ("initials", C.c_int64),
    ("priority", C.POINTER(C.c_int32)),
    ("weight", C.POINTER(C.c_double)),
    ("targets", C.POINTER(C.c_double)),
    ("harm", C.POINTER(C.c_double)),
    ("deadlock", C.c_int32),
    ("reserved", C.c_int32),
]
cpw_adjustment._fields_ = [
    ("kind", C.c_int32),
    ("stage", C.c_int32),
    ("group", C.c_int32),
    ("repeat", C.c_int32),
    ("values", C.POINTER(C.c_double)),
    ("count", C.c_int64),
    ("period", C.c_double),
]
cpw_pathway_event._fields_ = [
    ("time", C.c_double),
    ("patient", C.c_int64),
    ("kind", C.c_int32),
    ("stage", C.c_int32),
    ("to", C.c_int32),
    ("group", C.c_int32),
]
cpw_pathway_patient._fields_ = [
    ("patient", C.c_int64),
    ("entered", C.c_double),
    ("came", C.c_double),
    ("score", C.c_double),
    ("stage", C.c_int32),
    ("group", C.c_int32),
]
cpw_pathway_events_options_score_t = C.CFUNCTYPE(C.c_int32, C.c_void_p, C.POINTER(cpw_pathway_patient), C.c_int64, C.c_double, C.POINTER(C.c_double))
cpw_pathway_events_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("horizon", C.c_double),
    ("warm_up", C.c_double),
    ("period", C.c_double),
    ("patients", C.c_int64),
    ("probabilities", C.POINTER(C.c_double)),
    ("probability_count", C.c_int64),
    ("level", C.c_double),
    ("precision", C.c_double),
    ("keep", C.c_int32),
    ("reserved", C.c_int32),
    ("trace", C.POINTER(cpw_pathway_event)),
    ("trace_room", C.c_int64),
    ("trace_count", C.POINTER(C.c_int64)),
    ("score", cpw_pathway_events_options_score_t),
    ("score_context", C.c_void_p),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_pathway_forecast_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("horizon", C.c_double),
    ("initial", C.c_int64),
    ("nth", C.c_int64),
    ("stage", C.c_int32),
    ("group", C.c_int32),
    ("probabilities", C.POINTER(C.c_double)),
    ("probability_count", C.c_int64),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_pathway_fluid_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("horizon", C.c_double),
    ("period", C.c_double),
    ("warm_up", C.c_double),
    ("tolerance", C.c_double),
    ("step", C.c_double),
    ("phases", C.c_int32),
    ("cohort", C.c_int32),
    ("series", C.c_int32),
    ("reserved", C.c_int32),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_fluid_parameter._fields_ = [
    ("kind", C.c_int32),
    ("reserved", C.c_int32),
    ("row", C.c_int64),
]
cpw_fluid_output._fields_ = [
    ("kind", C.c_int32),
    ("at_end", C.c_int32),
    ("stage", C.c_int32),
    ("group", C.c_int32),
]
cpw_preset_parameter._fields_ = [
    ("name", C.c_char_p),
    ("unit", C.c_char_p),
    ("meaning", C.c_char_p),
    ("source", C.c_char_p),
    ("value", C.c_double),
    ("least", C.c_double),
    ("most", C.c_double),
]
cpw_pathway_steady_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("probabilities", C.POINTER(C.c_double)),
    ("probability_count", C.c_int64),
    ("derivatives", C.c_int32),
    ("product_form", C.c_int32),
    ("chain_states", C.c_int64),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_pathway_size_goal._fields_ = [
    ("stage", C.c_int32),
    ("goal", C.c_int32),
    ("limit", C.c_double),
    ("share", C.c_double),
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
cpw_phases._fields_ = [
    ("count", C.c_int32),
    ("reserved", C.c_int32),
    ("initial", C.POINTER(C.c_double)),
    ("rates", C.POINTER(C.c_double)),
    ("exits", C.POINTER(C.c_double)),
]
cpw_coxian._fields_ = [
    ("phases", C.c_int32),
    ("matched", C.c_int32),
    ("zero", C.c_double),
    ("rate", C.c_double * 32),
    ("onward", C.c_double * 32),
]
cpw_hyper_erlang._fields_ = [
    ("branches", C.c_int32),
    ("reserved", C.c_int32),
    ("zero", C.c_double),
    ("share", C.c_double * 8),
    ("mean", C.c_double * 8),
    ("shape", C.c_int32 * 8),
]
cpw_phases_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("phases", C.c_int32),
    ("branches", C.c_int32),
    ("shapes", C.POINTER(C.c_int32)),
    ("criterion", C.c_int32),
    ("iterations", C.c_int32),
    ("tolerance", C.c_double),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_phases_fitted._fields_ = [
    ("log_likelihood", C.c_double),
    ("aic", C.c_double),
    ("bic", C.c_double),
    ("weight", C.c_double),
    ("parameters", C.c_int32),
    ("steps", C.c_int32),
    ("converged", C.c_int32),
    ("tried", C.c_int32),
]
cpw_response._fields_ = [
    ("kind", C.c_int32),
    ("reserved", C.c_int32),
    ("a", C.c_double),
    ("t", C.c_double),
    ("shape", C.c_double),
    ("upfront", C.c_double),
    ("points", C.c_int64),
    ("x", C.POINTER(C.c_double)),
    ("y", C.POINTER(C.c_double)),
]
cpw_budget_problem._fields_ = [
    ("struct_size", C.c_size_t),
    ("n", C.c_int64),
    ("response", C.POINTER(cpw_response)),
    ("weight", C.POINTER(C.c_double)),
    ("lower", C.POINTER(C.c_double)),
    ("upper", C.POINTER(C.c_double)),
    ("baseline", C.POINTER(C.c_double)),
    ("budget", C.c_double),
    ("groups", C.c_int64),
    ("group", C.POINTER(C.c_int64)),
    ("parent", C.POINTER(C.c_int64)),
    ("floor", C.POINTER(C.c_double)),
    ("cap", C.POINTER(C.c_double)),
]
cpw_budget_units._fields_ = [
    ("struct_size", C.c_size_t),
    ("n", C.c_int64),
    ("response", C.POINTER(cpw_response)),
    ("weight", C.POINTER(C.c_double)),
    ("lower", C.POINTER(C.c_int64)),
    ("upper", C.POINTER(C.c_int64)),
    ("baseline", C.POINTER(C.c_int64)),
    ("budget", C.c_int64),
    ("unit", C.c_double),
    ("groups", C.c_int64),
    ("group", C.POINTER(C.c_int64)),
    ("parent", C.POINTER(C.c_int64)),
    ("floor", C.POINTER(C.c_int64)),
    ("cap", C.POINTER(C.c_int64)),
]
cpw_budget_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("gap", C.c_double),
    ("nodes", C.c_int64),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_budget_answer._fields_ = [
    ("value", C.c_double),
    ("bound", C.c_double),
    ("gap", C.c_double),
    ("multiplier", C.c_double),
    ("spent", C.c_double),
    ("unspent", C.c_double),
    ("next_gain", C.c_double),
    ("last_gain", C.c_double),
    ("next", C.c_int64),
    ("last", C.c_int64),
    ("baseline_value", C.c_double),
    ("baseline_gain", C.c_double),
    ("kept_baseline", C.c_int32),
    ("proven", C.c_int32),
    ("nodes", C.c_int64),
]
cpw_budget_fairness._fields_ = [
    ("total", C.c_double),
    ("system", C.c_double),
    ("price_of_fairness", C.c_double),
    ("least", C.c_double),
    ("multiplier", C.c_double),
    ("spent", C.c_double),
    ("unspent", C.c_double),
]
cpw_budget_people._fields_ = [
    ("struct_size", C.c_size_t),
    ("groups", C.c_int64),
    ("people", C.POINTER(C.c_double)),
    ("before", C.POINTER(C.c_double)),
    ("share", C.POINTER(C.c_double)),
    ("aversion", C.c_double),
]
cpw_budget_wellbeing._fields_ = [
    ("ede_before", C.c_double),
    ("ede_after", C.c_double),
    ("ede_bound", C.c_double),
    ("mean_after", C.c_double),
    ("total", C.c_double),
    ("system", C.c_double),
    ("spent", C.c_double),
    ("steps", C.c_int64),
    ("proven", C.c_int32),
    ("reserved", C.c_int32),
]
cpw_budget_line._fields_ = [
    ("funded", C.c_int64),
    ("next", C.c_int64),
    ("spent", C.c_int64),
    ("unspent", C.c_int64),
    ("gain", C.c_double),
    ("last_cost", C.c_double),
    ("next_cost", C.c_double),
    ("part_gain", C.c_double),
]
cpw_budget_move._fields_ = [
    ("giver", C.c_int64),
    ("taker", C.c_int64),
    ("units", C.c_int64),
    ("lost", C.c_double),
    ("gained", C.c_double),
]
cpw_returns_group._fields_ = [
    ("name", C.c_char_p),
    ("suppressed", C.POINTER(C.c_double)),
    ("share", C.c_double),
    ("workload", C.c_double),
    ("lags", C.POINTER(C.c_double)),
    ("lag_count", C.c_int64),
    ("delay", C.POINTER(cpw_duration)),
]
cpw_returns._fields_ = [
    ("struct_size", C.c_size_t),
    ("periods", C.c_int64),
    ("group_count", C.c_int64),
    ("groups", C.POINTER(cpw_returns_group)),
    ("allocator", C.POINTER(cpw_allocator)),
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
cpw_parameter._fields_ = [
    ("law", C.c_int32),
    ("reserved", C.c_int32),
    ("a", C.c_double),
    ("b", C.c_double),
    ("c", C.c_double),
    ("values", C.POINTER(C.c_double)),
    ("weights", C.POINTER(C.c_double)),
    ("count", C.c_int64),
    ("name", C.c_char_p),
]
cpw_sensitivity_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("points", C.c_int32),
    ("second_order", C.c_int32),
    ("morris", C.c_int32),
    ("levels", C.c_int32),
    ("level", C.c_double),
    ("trim", C.c_double),
    ("resamples", C.c_int64),
    ("correlation", C.POINTER(C.c_double)),
    ("output_names", C.POINTER(C.c_char_p)),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_model_evaluate_t = C.CFUNCTYPE(C.c_int32, C.c_void_p, C.POINTER(C.c_double), C.c_int64, C.POINTER(C.c_double), C.c_int64)
cpw_model._fields_ = [
    ("struct_size", C.c_size_t),
    ("context", C.c_void_p),
    ("evaluate", cpw_model_evaluate_t),
]
cpw_swing._fields_ = [
    ("parameter", C.c_int64),
    ("low", C.c_double),
    ("high", C.c_double),
    ("base", C.c_double),
    ("swing", C.c_double),
]
cpw_perfect_information._fields_ = [
    ("evpi", C.c_double),
    ("se", C.c_double),
    ("lower", C.c_double),
    ("upper", C.c_double),
    ("current", C.c_double),
    ("perfect", C.c_double),
    ("best", C.c_int64),
    ("best_share", C.c_double),
]
cpw_partial_information._fields_ = [
    ("evppi", C.c_double),
    ("se", C.c_double),
    ("lower", C.c_double),
    ("upper", C.c_double),
    ("share", C.c_double),
    ("terms", C.c_int64),
]
cpw_tail._fields_ = [
    ("mean", C.c_double),
    ("value_at_risk", C.c_double),
    ("conditional", C.c_double),
    ("worst", C.c_double),
]
cpw_smaa_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("law", C.c_int32),
    ("uncertainty", C.c_int32),
    ("concentration", C.c_double),
    ("order", C.POINTER(C.c_int32)),
    ("weight_lower", C.POINTER(C.c_double)),
    ("weight_upper", C.POINTER(C.c_double)),
    ("spread", C.POINTER(C.c_double)),
    ("spread_rows", C.c_int64),
    ("tier", C.POINTER(C.c_int32)),
    ("top", C.POINTER(C.c_int64)),
    ("tops", C.c_int64),
    ("ranks", C.c_int32),
    ("pairs", C.c_int32),
    ("allocator", C.POINTER(cpw_allocator)),
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
cpw_fieller._fields_ = [
    ("estimate", C.c_double),
    ("lower", C.c_double),
    ("upper", C.c_double),
    ("level", C.c_double),
    ("kind", C.c_int32),
    ("reserved", C.c_int32),
]
cpw_gaps_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("compared", C.c_int64),
    ("reference", C.c_int64),
    ("se", C.POINTER(C.c_double)),
    ("level", C.c_double),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_gaps._fields_ = [
    ("mean", C.c_double),
    ("gap", C.c_double),
    ("gap_lower", C.c_double),
    ("gap_upper", C.c_double),
    ("ratio", C.c_double),
    ("ratio_lower", C.c_double),
    ("ratio_upper", C.c_double),
    ("fieller_lower", C.c_double),
    ("fieller_upper", C.c_double),
    ("fieller_kind", C.c_int32),
    ("reserved", C.c_int32),
    ("par", C.c_double),
    ("par_lower", C.c_double),
    ("par_upper", C.c_double),
    ("paf", C.c_double),
    ("paf_lower", C.c_double),
    ("paf_upper", C.c_double),
    ("disparity", C.c_double),
    ("disparity_weighted", C.c_double),
    ("deviation", C.c_double),
    ("deviation_weighted", C.c_double),
    ("variance", C.c_double),
    ("theil_t", C.c_double),
    ("theil_l", C.c_double),
    ("highest", C.c_int64),
    ("lowest", C.c_int64),
    ("range", C.c_double),
]
cpw_slope_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("transform", C.c_int32),
    ("scale", C.c_int32),
    ("method", C.c_int32),
    ("reserved", C.c_int32),
    ("multiplier", C.c_double),
    ("se", C.POINTER(C.c_double)),
    ("lower", C.POINTER(C.c_double)),
    ("upper", C.POINTER(C.c_double)),
    ("limit_level", C.c_double),
    ("level", C.POINTER(C.c_double)),
    ("levels", C.c_int64),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_slope._fields_ = [
    ("sii", C.c_double),
    ("rii", C.c_double),
    ("intercept", C.c_double),
    ("end", C.c_double),
    ("slope", C.c_double),
    ("sii_se", C.c_double),
    ("slope_se", C.c_double),
    ("intercept_se", C.c_double),
    ("covariance", C.c_double),
    ("mean", C.c_double),
    ("residual_sd", C.c_double),
]
cpw_slope_limits._fields_ = [
    ("level", C.c_double),
    ("sii_lower", C.c_double),
    ("sii_upper", C.c_double),
    ("rii_lower", C.c_double),
    ("rii_upper", C.c_double),
    ("rii_kind", C.c_int32),
    ("reserved", C.c_int32),
]
cpw_concentration_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("variance", C.c_int32),
    ("reserved", C.c_int32),
    ("lowest", C.c_double),
    ("highest", C.c_double),
    ("aversion", C.c_double),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_concentration._fields_ = [
    ("rows", C.c_int64),
    ("population", C.c_double),
    ("mean", C.c_double),
    ("index", C.c_double),
    ("index_se", C.c_double),
    ("generalised", C.c_double),
    ("generalised_se", C.c_double),
    ("wagstaff", C.c_double),
    ("wagstaff_se", C.c_double),
    ("erreygers", C.c_double),
    ("erreygers_se", C.c_double),
    ("extended", C.c_double),
    ("extended_middle", C.c_double),
    ("achievement", C.c_double),
    ("slope", C.c_double),
    ("curve", C.c_int32),
    ("reserved", C.c_int32),
]
cpw_dispersion._fields_ = [
    ("rows", C.c_int64),
    ("population", C.c_double),
    ("mean", C.c_double),
    ("minimum", C.c_double),
    ("maximum", C.c_double),
    ("variance", C.c_double),
    ("cv", C.c_double),
    ("gini", C.c_double),
    ("gini_corrected", C.c_double),
    ("gini_se", C.c_double),
    ("gini_jackknife", C.c_double),
    ("theil_t", C.c_double),
    ("theil_t_se", C.c_double),
    ("theil_l", C.c_double),
    ("theil_l_se", C.c_double),
]
cpw_decomposition._fields_ = [
    ("total", C.c_double),
    ("between", C.c_double),
    ("within", C.c_double),
    ("overlap", C.c_double),
]
cpw_decomposition_group._fields_ = [
    ("population", C.c_double),
    ("share", C.c_double),
    ("mean", C.c_double),
    ("inequality", C.c_double),
    ("within", C.c_double),
    ("between", C.c_double),
]
cpw_crossed_decomposition._fields_ = [
    ("total", C.c_double),
    ("first", C.c_double),
    ("second", C.c_double),
    ("interaction", C.c_double),
    ("within", C.c_double),
    ("cells", C.c_double),
]
cpw_bounds_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("compared", C.c_int64),
    ("reference", C.c_int64),
    ("blocks", C.c_int64),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_bounds._fields_ = [
    ("missing", C.c_double),
    ("missing_share", C.c_double),
    ("mean", C.c_double),
    ("known", C.c_double * 7),
    ("least", C.c_double * 7),
    ("greatest", C.c_double * 7),
    ("exact", C.c_int32),
    ("reserved", C.c_int32),
]
cpw_impact_characteristic._fields_ = [
    ("name", C.c_char_p),
    ("groups", C.c_int64),
    ("labels", C.POINTER(C.c_char_p)),
    ("group", C.POINTER(C.c_int32)),
    ("ordered", C.c_int32),
    ("reserved", C.c_int32),
]
cpw_impact_list._fields_ = [
    ("struct_size", C.c_size_t),
    ("patients", C.c_int64),
    ("before", C.POINTER(C.c_int64)),
    ("after", C.POINTER(C.c_int64)),
    ("wait", C.POINTER(C.c_double)),
    ("target", C.POINTER(C.c_double)),
    ("characteristics", C.POINTER(cpw_impact_characteristic)),
    ("characteristic_count", C.c_int64),
]
cpw_impact_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("slots", C.c_double),
    ("top", C.c_int64),
    ("most", C.c_int64),
    ("crossing", C.POINTER(C.c_int32)),
    ("crossing_count", C.c_int64),
    ("suppress", C.POINTER(cpw_disclosure_options)),
    ("allocator", C.POINTER(cpw_allocator)),
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
cpw_surge_group._fields_ = [
    ("name", C.c_char_p),
    ("size", C.c_double),
    ("share", C.c_double),
    ("curve", C.POINTER(C.c_double)),
]
cpw_surge_service._fields_ = [
    ("name", C.c_char_p),
    ("success", C.c_double),
    ("months", C.c_double),
    ("decay", C.c_double),
    ("treat", C.c_double),
    ("contacts", C.c_double),
    ("voluntary", C.c_int32),
    ("reserved", C.c_int32),
]
cpw_surge_flow._fields_ = [
    ("group", C.c_int64),
    ("service", C.c_int64),
    ("condition", C.c_char_p),
    ("share", C.c_double),
    ("next", C.c_int64),
    ("next_share", C.c_double),
]
cpw_surge._fields_ = [
    ("struct_size", C.c_size_t),
    ("months", C.c_int64),
    ("group_count", C.c_int64),
    ("groups", C.POINTER(cpw_surge_group)),
    ("service_count", C.c_int64),
    ("services", C.POINTER(cpw_surge_service)),
    ("flow_count", C.c_int64),
    ("flows", C.POINTER(cpw_surge_flow)),
    ("steps", C.c_int64),
    ("method", C.c_int32),
    ("reserved", C.c_int32),
    ("assessment", C.c_double),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_survival_rows._fields_ = [
    ("struct_size", C.c_size_t),
    ("rows", C.c_int64),
    ("time", C.POINTER(C.c_double)),
    ("event", C.POINTER(C.c_int32)),
    ("group", C.POINTER(C.c_int64)),
    ("weight", C.POINTER(C.c_double)),
    ("entry", C.POINTER(C.c_double)),
    ("groups", C.c_int64),
    ("causes", C.c_int64),
]
cpw_survival_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("cause", C.c_int32),
    ("conf_type", C.c_int32),
    ("level", C.c_double),
    ("from", C.c_double),
    ("tau", C.c_double),
    ("times", C.c_int64),
    ("time", C.POINTER(C.c_double)),
    ("every", C.c_int32),
    ("reserved", C.c_int32),
    ("probabilities", C.c_int64),
    ("probability", C.POINTER(C.c_double)),
    ("limits", C.c_int64),
    ("limit", C.POINTER(C.c_double)),
    ("labels", C.POINTER(cpw_dimension)),
    ("cause_labels", C.POINTER(C.c_char_p)),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_survival_test_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("cause", C.c_int32),
    ("test", C.c_int32),
    ("rho", C.c_double),
    ("gamma", C.c_double),
    ("strata", C.c_int64),
    ("stratum", C.POINTER(C.c_int64)),
    ("score", C.POINTER(C.c_double)),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_survival_test._fields_ = [
    ("statistic", C.c_double),
    ("p", C.c_double),
    ("degrees", C.c_int64),
    ("trend", C.c_double),
    ("trend_p", C.c_double),
]
cpw_system_organisation._fields_ = [
    ("id", C.c_char_p),
    ("name", C.c_char_p),
    ("kind", C.c_int32),
    ("parent", C.c_int32),
    ("from", C.c_double),
    ("until", C.c_double),
    ("votes", C.c_int64),
    ("overhead", C.c_double),
    ("compliance", C.c_double),
    ("quality", C.c_double),
    ("longitude", C.c_double),
    ("latitude", C.c_double),
    ("basis", C.c_int32),
    ("reserved", C.c_int32),
]
cpw_system_alliance._fields_ = [
    ("id", C.c_char_p),
    ("name", C.c_char_p),
    ("kind", C.c_int32),
    ("reserved", C.c_int32),
]
cpw_system_member._fields_ = [
    ("alliance", C.c_int32),
    ("organisation", C.c_int32),
    ("service", C.c_int32),
    ("reserved", C.c_int32),
    ("from", C.c_double),
    ("until", C.c_double),
]
cpw_system_area._fields_ = [
    ("id", C.c_char_p),
    ("name", C.c_char_p),
    ("longitude", C.c_double),
    ("latitude", C.c_double),
]
cpw_system_footprint._fields_ = [
    ("area", C.c_int32),
    ("organisation", C.c_int32),
    ("share", C.c_double),
    ("from", C.c_double),
    ("until", C.c_double),
]
cpw_system_people._fields_ = [
    ("area", C.c_int32),
    ("age", C.c_int32),
    ("group", C.c_int32),
    ("segment", C.c_int32),
    ("people", C.c_double),
    ("basis", C.c_int32),
    ("reserved", C.c_int32),
]
cpw_system_service._fields_ = [
    ("id", C.c_char_p),
    ("name", C.c_char_p),
    ("setting", C.c_int32),
    ("curve", C.c_int32),
    ("longest_first", C.c_double),
    ("unit_cost", C.c_double),
    ("gain", C.c_double),
    ("harm", C.c_double),
    ("weeks", C.c_double),
    ("standard", C.c_double),
    ("basis", C.c_int32),
    ("reserved", C.c_int32),
]
cpw_system_profile._fields_ = [
    ("id", C.c_char_p),
    ("values", C.POINTER(C.c_double)),
    ("count", C.c_int64),
]
cpw_system_list._fields_ = [
    ("organisation", C.c_int32),
    ("service", C.c_int32),
    ("group", C.c_int32),
    ("shape", C.c_int32),
    ("waiting", C.c_double),
    ("starts", C.c_double),
    ("removal", C.c_double),
    ("basis", C.c_int32),
    ("reserved", C.c_int32),
]
cpw_system_capacity._fields_ = [
    ("organisation", C.c_int32),
    ("service", C.c_int32),
    ("treatments", C.c_double),
    ("most", C.c_double),
    ("unit_cost", C.c_double),
    ("more", C.POINTER(cpw_response)),
    ("calendar", C.c_int32),
    ("basis", C.c_int32),
]
cpw_system_use._fields_ = [
    ("resource", C.c_int32),
    ("service", C.c_int32),
    ("amount", C.c_double),
]
cpw_system_resource._fields_ = [
    ("id", C.c_char_p),
    ("name", C.c_char_p),
    ("unit", C.c_char_p),
]
cpw_system_limit._fields_ = [
    ("resource", C.c_int32),
    ("organisation", C.c_int32),
    ("amount", C.c_double),
    ("basis", C.c_int32),
    ("reserved", C.c_int32),
]
cpw_system_need._fields_ = [
    ("service", C.c_int32),
    ("age", C.c_int32),
    ("group", C.c_int32),
    ("segment", C.c_int32),
    ("rate", C.c_double),
    ("growth", C.c_double),
    ("basis", C.c_int32),
    ("reserved", C.c_int32),
]
cpw_system_choice._fields_ = [
    ("service", C.c_int32),
    ("group", C.c_int32),
    ("distance", C.c_double),
    ("wait", C.c_double),
    ("quality", C.c_double),
    ("free", C.c_double),
]
cpw_system_pathway._fields_ = [
    ("organisation", C.c_int32),
    ("service", C.c_int32),
    ("network", C.POINTER(cpw_pathway)),
    ("folder", C.c_char_p),
    ("lost", C.c_double),
]
cpw_system_fund._fields_ = [
    ("id", C.c_char_p),
    ("name", C.c_char_p),
    ("kind", C.c_int32),
    ("organisation", C.c_int32),
    ("line", C.c_char_p),
    ("minimum", C.c_int64),
    ("leak", C.c_double),
]
cpw_system_payment._fields_ = [
    ("from", C.c_int32),
    ("to", C.c_int32),
    ("amount", C.c_int64),
    ("share", C.c_double),
    ("regime", C.c_char_p),
    ("ringfenced", C.c_int32),
    ("basis", C.c_int32),
]
cpw_system_effect._fields_ = [
    ("policy", C.c_int32),
    ("lever", C.c_int32),
    ("mode", C.c_int32),
    ("organisation", C.c_int32),
    ("alliance", C.c_int32),
    ("service", C.c_int32),
    ("group", C.c_int32),
    ("to", C.c_int32),
    ("to_service", C.c_int32),
    ("basis", C.c_int32),
    ("amount", C.c_double),
    ("spread", C.c_double),
    ("from", C.c_double),
    ("until", C.c_double),
    ("ramp", C.c_double),
    ("lag", C.c_double),
    ("fade", C.c_double),
]
cpw_system_policy._fields_ = [
    ("id", C.c_char_p),
    ("name", C.c_char_p),
    ("kind", C.c_int32),
    ("basis", C.c_int32),
    ("cost", C.c_double),
    ("once", C.c_double),
    ("from", C.c_double),
    ("until", C.c_double),
    ("chance", C.c_double),
    ("loading", C.c_double),
]
cpw_system_scenario._fields_ = [
    ("id", C.c_char_p),
    ("name", C.c_char_p),
]
cpw_system_pick._fields_ = [
    ("scenario", C.c_int32),
    ("policy", C.c_int32),
]
cpw_system_source._fields_ = [
    ("table", C.c_char_p),
    ("field", C.c_char_p),
    ("basis", C.c_int32),
    ("reserved", C.c_int32),
    ("source", C.c_char_p),
    ("note", C.c_char_p),
]
cpw_system._fields_ = [
    ("struct_size", C.c_size_t),
    ("name", C.c_char_p),
    ("start", C.c_int32),
    ("weeks", C.c_int32),
    ("group", C.POINTER(C.c_char_p)),
    ("groups", C.c_int64),
    ("age", C.POINTER(C.c_char_p)),
    ("ages", C.c_int64),
    ("segment", C.POINTER(C.c_char_p)),
    ("segments", C.c_int64),
    ("organisation", C.POINTER(cpw_system_organisation)),
    ("organisations", C.c_int64),
    ("alliance", C.POINTER(cpw_system_alliance)),
    ("alliances", C.c_int64),
    ("member", C.POINTER(cpw_system_member)),
    ("members", C.c_int64),
    ("area", C.POINTER(cpw_system_area)),
    ("areas", C.c_int64),
    ("footprint", C.POINTER(cpw_system_footprint)),
    ("footprints", C.c_int64),
    ("people", C.POINTER(cpw_system_people)),
    ("peoples", C.c_int64),
    ("service", C.POINTER(cpw_system_service)),
    ("services", C.c_int64),
    ("profile", C.POINTER(cpw_system_profile)),
    ("profiles", C.c_int64),
    ("list", C.POINTER(cpw_system_list)),
    ("lists", C.c_int64),
    ("capacity", C.POINTER(cpw_system_capacity)),
    ("capacities", C.c_int64),
    ("resource", C.POINTER(cpw_system_resource)),
    ("resources", C.c_int64),
    ("use", C.POINTER(cpw_system_use)),
    ("uses", C.c_int64),
    ("limit", C.POINTER(cpw_system_limit)),
    ("limits", C.c_int64),
    ("need", C.POINTER(cpw_system_need)),
    ("needs", C.c_int64),
    ("choice", C.POINTER(cpw_system_choice)),
    ("choices", C.c_int64),
    ("pathway", C.POINTER(cpw_system_pathway)),
    ("pathways", C.c_int64),
    ("fund", C.POINTER(cpw_system_fund)),
    ("funds", C.c_int64),
    ("payment", C.POINTER(cpw_system_payment)),
    ("payments", C.c_int64),
    ("policy", C.POINTER(cpw_system_policy)),
    ("policies", C.c_int64),
    ("effect", C.POINTER(cpw_system_effect)),
    ("effects", C.c_int64),
    ("scenario", C.POINTER(cpw_system_scenario)),
    ("scenarios", C.c_int64),
    ("pick", C.POINTER(cpw_system_pick)),
    ("picks", C.c_int64),
    ("source", C.POINTER(cpw_system_source)),
    ("sources", C.c_int64),
]
cpw_system_money_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("years", C.c_int32),
    ("overhead", C.c_int32),
    ("without", C.c_int32),
    ("reserved", C.c_int32),
    ("absorbed", C.c_double),
    ("regime", C.c_char_p),
    ("transaction", C.c_double),
    ("activity", C.POINTER(C.c_double)),
    ("plan", C.POINTER(C.c_double)),
    ("income", C.POINTER(C.c_int64)),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_system_pool_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("overspend", C.c_int32),
    ("underspend", C.c_int32),
    ("virement", C.c_int32),
    ("lead", C.c_int32),
    ("share", C.POINTER(C.c_double)),
    ("limit", C.POINTER(C.c_int64)),
    ("minimum", C.POINTER(C.c_int64)),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_system_shift._fields_ = [
    ("from", C.c_int32),
    ("to", C.c_int32),
    ("share", C.c_double),
    ("substitution", C.c_double),
    ("unit_cost", C.c_double),
    ("released", C.c_double),
    ("double_running", C.c_double),
]
cpw_system_move._fields_ = [
    ("organisation", C.c_int32),
    ("to", C.c_int32),
    ("share", C.c_double),
]
cpw_system_handover._fields_ = [
    ("organisation", C.c_int32),
    ("area", C.c_int32),
    ("to", C.c_int32),
    ("reserved", C.c_int32),
    ("share", C.c_double),
]
cpw_system_adoption._fields_ = [
    ("organisation", C.c_int32),
    ("parent", C.c_int32),
]
cpw_system_change._fields_ = [
    ("struct_size", C.c_size_t),
    ("week", C.c_double),
    ("move", C.POINTER(cpw_system_move)),
    ("moves", C.c_int64),
    ("adoption", C.POINTER(cpw_system_adoption)),
    ("adoptions", C.c_int64),
    ("handover", C.POINTER(cpw_system_handover)),
    ("handovers", C.c_int64),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_system_promise._fields_ = [
    ("provider", C.c_int32),
    ("planner", C.c_int32),
    ("service", C.c_int32),
    ("reserved", C.c_int32),
    ("amount", C.c_double),
]
cpw_system_ballot._fields_ = [
    ("struct_size", C.c_size_t),
    ("body", C.c_int32),
    ("alliance", C.c_int32),
    ("week", C.c_double),
    ("quota", C.c_double),
    ("options", C.c_int64),
    ("option_id", C.POINTER(C.c_char_p)),
    ("gain", C.POINTER(C.c_double)),
    ("members", C.c_int64),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_system_risk._fields_ = [
    ("struct_size", C.c_size_t),
    ("people", C.c_double),
    ("rate", C.c_double),
    ("cost", C.POINTER(C.c_double)),
    ("costs", C.c_int64),
    ("step", C.c_double),
    ("budget", C.c_double),
    ("stop", C.c_double),
    ("confidence", C.c_double),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_system_risked._fields_ = [
    ("cases", C.c_double),
    ("expected", C.c_double),
    ("sd", C.c_double),
    ("overspend_chance", C.c_double),
    ("overspend", C.c_double),
    ("enough", C.c_double),
    ("premium", C.c_double),
    ("stop_price", C.c_double),
    ("none_chance", C.c_double),
]
cpw_system_tier._fields_ = [
    ("id", C.c_char_p),
    ("parts", C.c_int64),
    ("distance", C.c_double),
    ("fixed", C.c_double),
    ("fit", C.c_double),
]
cpw_system_scale._fields_ = [
    ("struct_size", C.c_size_t),
    ("level", C.POINTER(cpw_system_tier)),
    ("levels", C.c_int64),
    ("servers", C.c_double),
    ("stay", C.c_double),
    ("wait_cost", C.c_double),
    ("travel_cost", C.c_double),
    ("reserve_cost", C.c_double),
    ("risk", C.POINTER(cpw_system_risk)),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_system_entitlement._fields_ = [
    ("people", C.c_double),
    ("mean", C.c_double),
    ("variation", C.c_double),
    ("uptake", C.c_double),
    ("unit_cost", C.c_double),
    ("covered", C.c_double),
]
cpw_system_eligible._fields_ = [
    ("threshold", C.c_double),
    ("entitled", C.c_double),
    ("demand", C.c_double),
    ("met", C.c_double),
    ("unmet", C.c_double),
    ("cost", C.c_double),
    ("charges", C.c_double),
    ("marginal", C.c_double),
]
cpw_system_happening._fields_ = [
    ("policy", C.c_int32),
    ("reserved", C.c_int32),
    ("onset", C.c_double),
    ("size", C.c_double),
]
cpw_system_run_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("scenario", C.c_int32),
    ("weeks", C.c_int32),
    ("bands", C.c_int32),
    ("every", C.c_int32),
    ("waits", C.c_int32),
    ("reserved", C.c_int32),
    ("policy", C.POINTER(C.c_int32)),
    ("policies", C.c_int64),
    ("happening", C.POINTER(cpw_system_happening)),
    ("happenings", C.c_int64),
    ("money", C.POINTER(C.c_double)),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_system_totals._fields_ = [
    ("opening", C.c_double),
    ("starts", C.c_double),
    ("moved_in", C.c_double),
    ("moved_out", C.c_double),
    ("treated", C.c_double),
    ("removed", C.c_double),
    ("closing", C.c_double),
    ("waited", C.c_double),
    ("treated_weeks", C.c_double),
    ("within", C.c_double),
    ("over_52", C.c_double),
]
cpw_system_guarantee._fields_ = [
    ("organisation", C.c_int32),
    ("service", C.c_int32),
    ("least", C.c_int64),
    ("most", C.c_int64),
]
cpw_system_target._fields_ = [
    ("organisation", C.c_int32),
    ("service", C.c_int32),
    ("each", C.c_int32),
    ("reserved", C.c_int32),
    ("share", C.c_double),
]
cpw_system_allocate_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("budget", C.c_int64),
    ("outcome", C.c_int32),
    ("welfare", C.c_int32),
    ("aversion", C.c_double),
    ("mix", C.POINTER(C.c_double)),
    ("weight", C.POINTER(C.c_double)),
    ("lower", C.POINTER(C.c_int64)),
    ("upper", C.POINTER(C.c_int64)),
    ("baseline", C.POINTER(C.c_int64)),
    ("need", C.POINTER(C.c_double)),
    ("alternative", C.POINTER(C.c_int64)),
    ("alternatives", C.c_int64),
    ("guarantee", C.POINTER(cpw_system_guarantee)),
    ("guarantees", C.c_int64),
    ("target", C.POINTER(cpw_system_target)),
    ("targets", C.c_int64),
    ("limits", C.c_int32),
    ("prices", C.c_int32),
    ("rounds", C.c_int32),
    ("points", C.c_int32),
    ("gap", C.c_double),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_system_panel._fields_ = [
    ("struct_size", C.c_size_t),
    ("opinions", C.c_int64),
    ("name", C.POINTER(C.c_char_p)),
    ("weight", C.POINTER(C.c_double)),
    ("mix", C.POINTER(C.c_double)),
    ("aversion", C.POINTER(C.c_double)),
    ("share", C.POINTER(C.c_double)),
]
cpw_system_explain_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("measure", C.c_int32),
    ("by", C.c_int32),
    ("method", C.c_int32),
    ("reserved", C.c_int32),
    ("samples", C.c_int64),
    ("vary", C.c_double),
    ("level", C.c_double),
    ("worth", C.POINTER(C.c_double)),
    ("run", C.POINTER(cpw_system_run_options)),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_system_scorecard_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("kind", C.c_int32),
    ("period", C.c_int32),
    ("level", C.c_double),
    ("least", C.c_double),
    ("allocator", C.POINTER(cpw_allocator)),
    ("dispersion", C.c_int32),
    ("reserved", C.c_int32),
]
cpw_system_frontier_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("target", C.c_int32),
    ("steps", C.c_int32),
    ("targeted", C.c_int64),
    ("money", C.c_double),
    ("split", C.POINTER(C.c_double)),
    ("weight", C.c_double),
    ("people", C.POINTER(C.c_double)),
    ("health", C.POINTER(C.c_double)),
    ("benefit", C.POINTER(C.c_double)),
    ("rise", C.POINTER(C.c_double)),
    ("aversion", C.c_double),
    ("run", C.POINTER(cpw_system_run_options)),
]
cpw_system_commons._fields_ = [
    ("struct_size", C.c_size_t),
    ("members", C.c_int64),
    ("options", C.c_int64),
    ("lines", C.c_int64),
    ("member", C.POINTER(C.c_char_p)),
    ("option", C.POINTER(C.c_char_p)),
    ("line_name", C.POINTER(C.c_char_p)),
    ("response", C.POINTER(cpw_response)),
    ("line", C.POINTER(C.c_int64)),
    ("owner", C.POINTER(C.c_int64)),
    ("share", C.POINTER(C.c_double)),
    ("upper", C.POINTER(C.c_double)),
    ("weight", C.POINTER(C.c_double)),
    ("people", C.POINTER(C.c_double)),
    ("budget", C.POINTER(C.c_int64)),
]
cpw_system_govern_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("tolerance", C.c_double),
    ("rounds", C.c_int64),
    ("knowledge", C.c_int32),
    ("steps", C.c_int32),
    ("noise", C.c_double),
    ("believed", C.POINTER(cpw_response)),
    ("local", C.POINTER(cpw_response)),
    ("size", C.POINTER(C.c_double)),
    ("capitation", C.POINTER(C.c_double)),
    ("compliance", C.POINTER(C.c_double)),
    ("votes", C.POINTER(C.c_int64)),
    ("quota", C.c_int64),
    ("cost_pool", C.c_double),
    ("cost_member", C.c_double),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_system_govern_change._fields_ = [
    ("struct_size", C.c_size_t),
    ("once", C.c_double),
    ("running", C.c_double),
    ("gain", C.c_double),
    ("dip", C.c_double),
    ("dip_months", C.c_double),
    ("half_months", C.c_double),
    ("ramp_months", C.c_double),
    ("gain_bias", C.c_double),
    ("cost_bias", C.c_double),
    ("gain_spread", C.c_double),
    ("cost_spread", C.c_double),
    ("months_spread", C.c_double),
    ("discount", C.c_double),
    ("months", C.c_int32),
    ("reserved", C.c_int32),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_shock_preset._fields_ = [
    ("id", C.c_char_p),
    ("name", C.c_char_p),
    ("note", C.c_char_p),
    ("chance", C.c_double),
    ("loading", C.c_double),
    ("spread", C.c_double),
    ("effects", C.c_int64),
    ("lever", C.POINTER(C.c_int32)),
    ("amount", C.POINTER(C.c_double)),
    ("from", C.POINTER(C.c_double)),
    ("until", C.POINTER(C.c_double)),
    ("ramp", C.POINTER(C.c_double)),
    ("fade", C.POINTER(C.c_double)),
]
cpw_system_stress_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("scenario", C.c_int32),
    ("weeks", C.c_int32),
    ("bands", C.c_int32),
    ("every", C.c_int32),
    ("loss", C.c_int32),
    ("reserved", C.c_int32),
    ("policy", C.POINTER(C.c_int32)),
    ("policies", C.c_int64),
    ("shock", C.POINTER(C.c_int32)),
    ("shocks", C.c_int64),
    ("happening", C.POINTER(cpw_system_happening)),
    ("happenings", C.c_int64),
    ("weight", C.POINTER(cpw_system_totals)),
    ("group_weight", C.POINTER(C.c_double)),
    ("level", C.c_double),
    ("tolerance", C.c_double),
    ("collapse", C.c_double),
    ("confidence", C.c_double),
    ("least", C.c_double),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_system_measure._fields_ = [
    ("id", C.c_char_p),
    ("policy", C.POINTER(C.c_int32)),
    ("policies", C.c_int64),
    ("reserve", C.c_double),
    ("cost", C.c_double),
]
cpw_system_strain._fields_ = [
    ("struct_size", C.c_size_t),
    ("lever", C.c_int32),
    ("recover", C.c_int32),
    ("scope", C.c_int32),
    ("reserved", C.c_int32),
    ("from", C.c_double),
    ("duration", C.c_double),
    ("most", C.c_double),
    ("precision", C.c_double),
]
cpw_stress_list._fields_ = [
    ("peak", C.c_double),
    ("recovery", C.c_double),
    ("loss", C.c_double),
    ("least", C.c_double),
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
cpw_urgency_class._fields_ = [
    ("name", C.c_char_p),
    ("meaning", C.c_char_p),
    ("source", C.c_char_p),
    ("target_days", C.c_double),
    ("order", C.c_int32),
    ("postponed", C.c_int32),
]
cpw_urgency_scale._fields_ = [
    ("name", C.c_char_p),
    ("title", C.c_char_p),
    ("count", C.c_int64),
    ("row", C.POINTER(cpw_urgency_class)),
]
cpw_urgency_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("target", C.POINTER(C.c_double)),
    ("missing", C.c_int32),
    ("reserved", C.c_int32),
]
cpw_points_item._fields_ = [
    ("name", C.c_char_p),
    ("levels", C.c_int64),
    ("level", C.POINTER(C.c_char_p)),
    ("points", C.POINTER(C.c_double)),
]
cpw_points_table._fields_ = [
    ("name", C.c_char_p),
    ("items", C.c_int64),
    ("item", C.POINTER(cpw_points_item)),
]
cpw_volunteers_group._fields_ = [
    ("name", C.c_char_p),
    ("start", C.c_double),
    ("recruits", C.POINTER(C.c_double)),
    ("tenures", C.c_int64),
    ("fade", C.POINTER(C.c_double)),
    ("training", C.c_int64),
    ("hours", C.c_double),
    ("attendance", C.c_double),
    ("released", C.c_double),
    ("supervision", C.c_double),
    ("slot_hours", C.c_double),
    ("recruit_cost", C.c_int64),
    ("keep_cost", C.c_int64),
]
cpw_volunteers._fields_ = [
    ("struct_size", C.c_size_t),
    ("periods", C.c_int64),
    ("group_count", C.c_int64),
    ("groups", C.POINTER(cpw_volunteers_group)),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_election._fields_ = [
    ("struct_size", C.c_size_t),
    ("projects", C.c_int64),
    ("ballots", C.c_int64),
    ("budget", C.c_int64),
    ("cost", C.POINTER(C.c_int64)),
    ("id", C.POINTER(C.c_char_p)),
    ("multiplicity", C.POINTER(C.c_int64)),
    ("first", C.POINTER(C.c_int64)),
    ("project", C.POINTER(C.c_int32)),
    ("points", C.POINTER(C.c_int64)),
    ("money_unit", C.c_int64),
    ("points_unit", C.c_int64),
]
cpw_vote_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("rule", C.c_int32),
    ("satisfaction", C.c_int32),
    ("completion", C.c_int32),
    ("greedy", C.c_int32),
    ("whole_start", C.c_int32),
    ("exhaustive", C.c_int32),
    ("skip_affordable", C.c_int32),
    ("details", C.c_int32),
    ("tie", C.c_int32 * 8),
    ("tie_seed", C.c_uint64),
    ("step", C.c_int64),
    ("max_steps", C.c_int64),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_vote_outcome._fields_ = [
    ("selected", C.c_int64),
    ("cost", C.c_int64),
    ("left", C.c_int64),
    ("by_rule", C.c_int64),
    ("voters", C.c_int64),
    ("steps", C.c_int64),
    ("share", C.c_double),
    ("satisfaction", C.c_double),
]
cpw_pabulib_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("counts", C.c_int32),
    ("repeated_voters", C.c_int32),
    ("max_bytes", C.c_int64),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_pabulib_section._fields_ = [
    ("rows", C.c_int64),
    ("columns", C.c_int64),
    ("names", C.POINTER(C.c_char_p)),
    ("cells", C.POINTER(C.c_char_p)),
    ("line", C.POINTER(C.c_int64)),
]
cpw_pabulib_content._fields_ = [
    ("section", C.POINTER(cpw_pabulib_section)),
    ("vote_type", C.c_int32),
    ("reserved", C.c_int32),
    ("unit", C.c_int64),
    ("points_unit", C.c_int64),
    ("budget", C.c_int64),
    ("projects", C.c_int64),
    ("cost", C.POINTER(C.c_int64)),
    ("project", C.POINTER(C.c_char_p)),
    ("voters", C.c_int64),
    ("voter", C.POINTER(C.c_char_p)),
    ("ballot_of", C.POINTER(C.c_int64)),
    ("ballots", C.c_int64),
    ("weight", C.POINTER(C.c_int64)),
    ("start", C.POINTER(C.c_int64)),
    ("choice", C.POINTER(C.c_int32)),
    ("points", C.POINTER(C.c_int64)),
    ("warnings", C.c_int64),
    ("warning", C.c_char_p),
]
cpw_pabulib_tables._fields_ = [
    ("struct_size", C.c_size_t),
    ("projects", C.POINTER(cpw_source)),
    ("votes", C.POINTER(cpw_source)),
    ("voters", C.POINTER(cpw_source)),
    ("budget", C.c_char_p),
    ("vote_type", C.c_int32),
    ("delimiter", C.c_int32),
]
cpw_voters_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("ballot_of", C.POINTER(C.c_int64)),
    ("group_of", C.POINTER(C.c_int64)),
    ("group_names", C.POINTER(C.c_char_p)),
    ("voters", C.c_int64),
    ("groups", C.c_int64),
    ("satisfaction", C.c_int32),
    ("reserved", C.c_int32),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_voters_verdict._fields_ = [
    ("verdict", C.c_int32),
    ("reserved", C.c_int32),
    ("steps", C.c_int64),
    ("group", C.c_int64),
    ("set_cost", C.c_int64),
    ("entitled", C.c_double),
    ("deserved", C.c_double),
    ("held", C.c_double),
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
cpw_discipline_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("days", C.c_double),
    ("lead", C.c_double),
    ("longest", C.c_double),
    ("classes", C.c_int64),
    ("groups", C.c_int64),
    ("class_index", C.POINTER(C.c_int32)),
    ("group_index", C.POINTER(C.c_int32)),
    ("row", C.POINTER(C.c_int64)),
    ("rows", C.c_int64),
    ("tier", C.POINTER(C.c_int32)),
    ("joiner_fact", C.POINTER(C.c_double)),
    ("seed", C.c_uint64),
    ("replication", C.c_int64),
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
cpw_frontier_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("sweep", C.c_int32),
    ("everybody", C.c_int32),
    ("settings", C.POINTER(C.c_double)),
    ("setting_count", C.c_int64),
    ("policies", C.POINTER(C.POINTER(cpw_priority_policy))),
    ("labels", C.POINTER(C.c_char_p)),
    ("people", C.POINTER(cpw_discipline_options)),
    ("unknown", C.c_int64),
    ("follow", C.c_int64),
    ("delay", C.c_double),
    ("level", C.c_double),
    ("objectives", C.c_int32),
    ("reserved", C.c_int32),
    ("allocator", C.POINTER(cpw_allocator)),
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
cpw_weights_consistency._fields_ = [
    ("lambda_max", C.c_double),
    ("consistency_index", C.c_double),
    ("ratio_saaty", C.c_double),
    ("ratio_tummala_ling", C.c_double),
    ("geometric_index", C.c_double),
    ("geometric_threshold", C.c_double),
    ("missing", C.c_int64),
    ("worst_row", C.c_int64),
    ("worst_column", C.c_int64),
    ("worst_value", C.c_double),
    ("worst_suggestion", C.c_double),
    ("index_if_changed", C.c_double),
]
cpw_weights_best_worst_consistency._fields_ = [
    ("xi", C.c_double),
    ("xi_ratio", C.c_double),
    ("output_ratio", C.c_double),
    ("input_ratio", C.c_double),
    ("worst", C.c_int64),
]
cpw_weights_objective_options._fields_ = [
    ("struct_size", C.c_size_t),
    ("method", C.c_int32),
    ("scale", C.c_int32),
    ("correlation", C.c_int32),
    ("threads", C.c_int32),
    ("direction", C.POINTER(C.c_int32)),
    ("allocator", C.POINTER(cpw_allocator)),
]
cpw_weights_distance._fields_ = [
    ("moved", C.c_double),
    ("largest", C.c_double),
    ("criterion", C.c_int64),
    ("euclid", C.c_double),
    ("spearman", C.c_double),
    ("kendall", C.c_double),
]
cpw_weights_concordance_test._fields_ = [
    ("w", C.c_double),
    ("chi_square", C.c_double),
    ("df", C.c_int64),
    ("p", C.c_double),
    ("mean_spearman", C.c_double),
]
cpw_workforce_group._fields_ = [
    ("name", C.c_char_p),
    ("training_years", C.c_int64),
    ("training", C.POINTER(C.c_double)),
    ("intake", C.POINTER(C.c_double)),
    ("dropout", C.POINTER(C.c_double)),
    ("join", C.c_double),
    ("bands", C.c_int64),
    ("from", C.POINTER(C.c_double)),
    ("staff", C.POINTER(C.c_double)),
    ("leave", C.POINTER(C.c_double)),
    ("hires", C.POINTER(C.c_double)),
    ("returning", C.c_double),
    ("return_after", C.c_double),
    ("participation", C.c_double),
    ("absence", C.c_double),
    ("clinical", C.c_double),
    ("hours", C.c_double),
    ("productivity", C.c_double),
    ("posts", C.POINTER(C.c_double)),
    ("agency", C.c_double),
    ("agency_productivity", C.c_double),
    ("agency_cost", C.c_int64),
    ("cost", C.c_int64),
]
cpw_workforce._fields_ = [
    ("struct_size", C.c_size_t),
    ("periods", C.c_int64),
    ("per_year", C.c_int64),
    ("group_count", C.c_int64),
    ("groups", C.POINTER(cpw_workforce_group)),
    ("allocator", C.POINTER(cpw_allocator)),
]

# structs in the order of the library's layout table
STRUCTS = (
    cpw_error,
    cpw_layout,
    cpw_constant,
    cpw_allocator,
    cpw_run,
    cpw_sha256_state,
    cpw_sink,
    cpw_source,
    cpw_text,
    cpw_dimension,
    cpw_array,
    cpw_apportion_options,
    cpw_before_after,
    cpw_capitation,
    cpw_capitation_options,
    cpw_carers_band,
    cpw_carers,
    cpw_choice_taste,
    cpw_choice,
    cpw_choice_market,
    cpw_choice_response,
    cpw_choice_counts,
    cpw_citizens_panel,
    cpw_citizens_fit,
    cpw_citizens_tasks,
    cpw_claims_options,
    cpw_coalition_options,
    cpw_coalition_game,
    cpw_coalition_facts,
    cpw_coalition_core,
    cpw_coalition_books,
    cpw_coalition_gain,
    cpw_date_rows,
    cpw_dates_options,
    cpw_dcea_population,
    cpw_dcea_change,
    cpw_dcea_table,
    cpw_dcea_programme,
    cpw_dcea_options,
    cpw_dcea_wait_law,
    cpw_dcea_waiting,
    cpw_dcea_wait_options,
    cpw_devolve_tree,
    cpw_disclosure_options,
    cpw_disclosure_rule,
    cpw_fair_people,
    cpw_fair_verdict,
    cpw_fair_cost,
    cpw_fair_exposure_options,
    cpw_fair_spread,
    cpw_flow_counts,
    cpw_flow_options,
    cpw_footprint_part,
    cpw_footprint,
    cpw_footprint_options,
    cpw_footprint_margins,
    cpw_footprint_fitted,
    cpw_footprint_promise,
    cpw_footprint_plans,
    cpw_footprint_concentration,
    cpw_footprint_access,
    cpw_knapsack_options,
    cpw_knapsack_answer,
    cpw_knapsack_rules,
    cpw_least_squares,
    cpw_least_squares_answer,
    cpw_ledger_account,
    cpw_ledger_entry,
    cpw_ledger_trial,
    cpw_liaison,
    cpw_linear_program,
    cpw_linear_options,
    cpw_linear_answer,
    cpw_mcda_table,
    cpw_mcda_compromise,
    cpw_mcda_preference,
    cpw_mcda_method,
    cpw_mcda_reversal,
    cpw_mcda_electre_options,
    cpw_mitigator,
    cpw_mitigators,
    cpw_pace_rule,
    cpw_pace_plan,
    cpw_pace_options,
    cpw_payment,
    cpw_payment_preset,
    cpw_plans_problem,
    cpw_plans_options,
    cpw_plans_lists,
    cpw_pool,
    cpw_prevention_group,
    cpw_prevention,
    cpw_priority_criterion,
    cpw_priority_tier,
    cpw_priority_policy,
    cpw_priority_override,
    cpw_priority_list,
    cpw_priority_ranking,
    cpw_audit_entry,
    cpw_audit_finding,
    cpw_audit_override,
    cpw_audit_view,
    cpw_audit_replayed,
    cpw_projection_scaling,
    cpw_projection,
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
    cpw_advice,
    cpw_event_log,
    cpw_event_log_options,
    cpw_event_log_counts,
    cpw_event_log_fit,
    cpw_first_come_options,
    cpw_panel,
    cpw_markov_options,
    cpw_stage,
    cpw_route,
    cpw_arrivals,
    cpw_stay,
    cpw_change,
    cpw_calendar,
    cpw_shared_pool,
    cpw_pool_use,
    cpw_initial,
    cpw_pathway,
    cpw_adjustment,
    cpw_pathway_event,
    cpw_pathway_patient,
    cpw_pathway_events_options,
    cpw_pathway_forecast_options,
    cpw_pathway_fluid_options,
    cpw_fluid_parameter,
    cpw_fluid_output,
    cpw_preset_parameter,
    cpw_pathway_steady_options,
    cpw_pathway_size_goal,
    cpw_patient,
    cpw_patient_rows,
    cpw_patients_list,
    cpw_patient_record,
    cpw_patients_options,
    cpw_patients_calendar,
    cpw_phases,
    cpw_coxian,
    cpw_hyper_erlang,
    cpw_phases_options,
    cpw_phases_fitted,
    cpw_response,
    cpw_budget_problem,
    cpw_budget_units,
    cpw_budget_options,
    cpw_budget_answer,
    cpw_budget_fairness,
    cpw_budget_people,
    cpw_budget_wellbeing,
    cpw_budget_line,
    cpw_budget_move,
    cpw_returns_group,
    cpw_returns,
    cpw_rtt_options,
    cpw_parameter,
    cpw_sensitivity_options,
    cpw_model,
    cpw_swing,
    cpw_perfect_information,
    cpw_partial_information,
    cpw_tail,
    cpw_smaa_options,
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
    cpw_fieller,
    cpw_gaps_options,
    cpw_gaps,
    cpw_slope_options,
    cpw_slope,
    cpw_slope_limits,
    cpw_concentration_options,
    cpw_concentration,
    cpw_dispersion,
    cpw_decomposition,
    cpw_decomposition_group,
    cpw_crossed_decomposition,
    cpw_bounds_options,
    cpw_bounds,
    cpw_impact_characteristic,
    cpw_impact_list,
    cpw_impact_options,
    cpw_rates_options,
    cpw_rates_comparison,
    cpw_rates_funnel_options,
    cpw_spc_options,
    cpw_spc_limits,
    cpw_surge_group,
    cpw_surge_service,
    cpw_surge_flow,
    cpw_surge,
    cpw_survival_rows,
    cpw_survival_options,
    cpw_survival_test_options,
    cpw_survival_test,
    cpw_system_organisation,
    cpw_system_alliance,
    cpw_system_member,
    cpw_system_area,
    cpw_system_footprint,
    cpw_system_people,
    cpw_system_service,
    cpw_system_profile,
    cpw_system_list,
    cpw_system_capacity,
    cpw_system_use,
    cpw_system_resource,
    cpw_system_limit,
    cpw_system_need,
    cpw_system_choice,
    cpw_system_pathway,
    cpw_system_fund,
    cpw_system_payment,
    cpw_system_effect,
    cpw_system_policy,
    cpw_system_scenario,
    cpw_system_pick,
    cpw_system_source,
    cpw_system,
    cpw_system_money_options,
    cpw_system_pool_options,
    cpw_system_shift,
    cpw_system_move,
    cpw_system_handover,
    cpw_system_adoption,
    cpw_system_change,
    cpw_system_promise,
    cpw_system_ballot,
    cpw_system_risk,
    cpw_system_risked,
    cpw_system_tier,
    cpw_system_scale,
    cpw_system_entitlement,
    cpw_system_eligible,
    cpw_system_happening,
    cpw_system_run_options,
    cpw_system_totals,
    cpw_system_guarantee,
    cpw_system_target,
    cpw_system_allocate_options,
    cpw_system_panel,
    cpw_system_explain_options,
    cpw_system_scorecard_options,
    cpw_system_frontier_options,
    cpw_system_commons,
    cpw_system_govern_options,
    cpw_system_govern_change,
    cpw_shock_preset,
    cpw_system_stress_options,
    cpw_system_measure,
    cpw_system_strain,
    cpw_stress_list,
    cpw_table_options,
    cpw_table_writer_options,
    cpw_urgency_class,
    cpw_urgency_scale,
    cpw_urgency_options,
    cpw_points_item,
    cpw_points_table,
    cpw_volunteers_group,
    cpw_volunteers,
    cpw_election,
    cpw_vote_options,
    cpw_vote_outcome,
    cpw_pabulib_options,
    cpw_pabulib_section,
    cpw_pabulib_content,
    cpw_pabulib_tables,
    cpw_voters_options,
    cpw_voters_verdict,
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
    cpw_discipline_options,
    cpw_series,
    cpw_forecast_options,
    cpw_frontier_options,
    cpw_goal,
    cpw_plan_options,
    cpw_plan_published_options,
    cpw_simulate_options,
    cpw_snapshots_options,
    cpw_steady_options,
    cpw_steady_problem,
    cpw_waits_options,
    cpw_weights_consistency,
    cpw_weights_best_worst_consistency,
    cpw_weights_objective_options,
    cpw_weights_distance,
    cpw_weights_concordance_test,
    cpw_workforce_group,
    cpw_workforce,
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
    "CPW_SHA256_CHARS",
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
    "CPW_APPORTION_HAMILTON",
    "CPW_APPORTION_WEBSTER",
    "CPW_APPORTION_JEFFERSON",
    "CPW_APPORTION_ADAMS",
    "CPW_APPORTION_HILL",
    "CPW_APPORTION_COUNT",
    "CPW_BEFORE_AFTER_MOST",
    "CPW_CHOICE_EARTH",
    "CPW_CHOICE_LINEAR",
    "CPW_CHOICE_POWER",
    "CPW_CHOICE_FUNCTION",
    "CPW_CITIZENS_MOST_CRITERIA",
    "CPW_CITIZENS_APPROVALS",
    "CPW_CITIZENS_POINTS",
    "CPW_CITIZENS_RANKS",
    "CPW_CITIZENS_DIRICHLET",
    "CPW_CITIZENS_BOOTSTRAP",
    "CPW_CLAIMS_PROPORTIONAL",
    "CPW_CLAIMS_EQUAL_AWARDS",
    "CPW_CLAIMS_EQUAL_LOSSES",
    "CPW_CLAIMS_TALMUD",
    "CPW_CLAIMS_ADJUSTED_PROPORTIONAL",
    "CPW_CLAIMS_RANDOM_ARRIVAL",
    "CPW_CLAIMS_PINILES",
    "CPW_CLAIMS_MINIMAL_OVERLAP",
    "CPW_CLAIMS_COUNT",
    "CPW_CLAIMS_MOST_EXACT",
    "CPW_COALITION_MOST",
    "CPW_COALITION_MOST_NUCLEOLUS",
    "CPW_COALITION_SUM",
    "CPW_COALITION_MAX",
    "CPW_COALITION_FIXED",
    "CPW_COALITION_CLAIMS",
    "CPW_COALITION_VOTE",
    "CPW_COALITION_SQUARE",
    "CPW_COALITION_SHAPLEY",
    "CPW_COALITION_NUCLEOLUS",
    "CPW_COALITION_EQUAL",
    "CPW_COALITION_PROPORTIONAL",
    "CPW_DATE_NONE",
    "CPW_DATE_CHARS",
    "CPW_DATES_BY_PRIORITY",
    "CPW_DATES_BY_DUE",
    "CPW_DCEA_ATKINSON",
    "CPW_DCEA_KOLM",
    "CPW_DCEA_EXTENDED_GINI",
    "CPW_DCEA_WEIGHT_RELATIVE",
    "CPW_DCEA_WEIGHT_NORMALISED",
    "CPW_DCEA_WEIGHT_MARGINAL",
    "CPW_DCEA_TABLE_AVERSION",
    "CPW_DCEA_TABLE_SHARES",
    "CPW_DCEA_TABLE_HEALTH",
    "CPW_DCEA_NEUTRAL",
    "CPW_DCEA_WIN_WIN",
    "CPW_DCEA_WIN_LOSE",
    "CPW_DCEA_LOSE_WIN",
    "CPW_DCEA_LOSE_LOSE",
    "CPW_DCEA_QUADRANTS",
    "CPW_DCEA_AXIS_EDE",
    "CPW_DCEA_AXIS_SLOPE",
    "CPW_DCEA_AXIS_GAP",
    "CPW_DCEA_EFFICIENT",
    "CPW_DCEA_EXTENDED_DOMINATED",
    "CPW_DCEA_DOMINATED",
    "CPW_DCEA_HARM_REPEATED",
    "CPW_DCEA_HARM_ONCE",
    "CPW_DEVOLVE_LEVELS",
    "CPW_DEVOLVE_LEAVES",
    "CPW_DEVOLVE_FREE",
    "CPW_DEVOLVE_AT_LEAST",
    "CPW_DEVOLVE_AT_MOST",
    "CPW_DEVOLVE_FIXED",
    "CPW_DEVOLVE_NO_CAP",
    "CPW_DISCLOSURE_ROUND_NONE",
    "CPW_DISCLOSURE_ROUND_NEAREST",
    "CPW_DISCLOSURE_ROUND_RANDOM",
    "CPW_DISCLOSURE_SHOWN",
    "CPW_DISCLOSURE_SMALL",
    "CPW_DISCLOSURE_ZERO",
    "CPW_DISCLOSURE_SECONDARY",
    "CPW_DISCLOSURE_COMPLEMENT",
    "CPW_DISCLOSURE_NOT_PUBLISHED",
    "CPW_FAIR_NEAREST",
    "CPW_FAIR_CONSERVATIVE",
    "CPW_FAIR_UNADJUSTED",
    "CPW_FAIR_FLOOR",
    "CPW_FAIR_CEIL",
    "CPW_FAIR_LOG2",
    "CPW_FAIR_RECIPROCAL",
    "CPW_FAIR_GEOMETRIC",
    "CPW_FAIR_TOP",
    "CPW_FAIR_RND",
    "CPW_FAIR_RKL",
    "CPW_FAIR_RRD",
    "CPW_FAIR_NDKL",
    "CPW_FLOW_STOCK_WINS",
    "CPW_FLOW_FLOWS_WIN",
    "CPW_FOOTPRINT_REFUSE",
    "CPW_FOOTPRINT_SPREAD",
    "CPW_EARTH_RADIUS",
    "CPW_KNAPSACK_PROVEN",
    "CPW_KNAPSACK_STATES",
    "CPW_KNAPSACK_STEPS",
    "CPW_KNAPSACK_TIME",
    "CPW_LEAST_SQUARES_COLUMNS",
    "CPW_LEAST_SQUARES_AT_LOWER",
    "CPW_LEAST_SQUARES_AT_UPPER",
    "CPW_LEAST_SQUARES_BETWEEN",
    "CPW_LEDGER_OPEN",
    "CPW_LEDGER_FUND",
    "CPW_LEDGER_BY_ACCOUNT",
    "CPW_LEDGER_BY_ORGANISATION",
    "CPW_LEDGER_BY_PLACE",
    "CPW_LEDGER_BY_LINE",
    "CPW_LINEAR_OPTIMAL",
    "CPW_LINEAR_INFEASIBLE",
    "CPW_LINEAR_UNBOUNDED",
    "CPW_LINEAR_LIMIT",
    "CPW_LINEAR_AT_LOWER",
    "CPW_LINEAR_AT_UPPER",
    "CPW_LINEAR_BASIC",
    "CPW_LINEAR_FREE",
    "CPW_MCDA_FIXED",
    "CPW_MCDA_MINMAX",
    "CPW_MCDA_VECTOR",
    "CPW_MCDA_SUM",
    "CPW_MCDA_MAX",
    "CPW_MCDA_NONE",
    "CPW_MCDA_OUTSIDE_REFUSE",
    "CPW_MCDA_OUTSIDE_CLAMP",
    "CPW_MCDA_MAX_CRITERIA",
    "CPW_MCDA_WEIGHT_TOLERANCE",
    "CPW_MCDA_USUAL",
    "CPW_MCDA_U_SHAPE",
    "CPW_MCDA_V_SHAPE",
    "CPW_MCDA_LEVEL",
    "CPW_MCDA_LINEAR",
    "CPW_MCDA_GAUSSIAN",
    "CPW_MCDA_MAX_PAIRED",
    "CPW_MCDA_WEIGHTED_SUM",
    "CPW_MCDA_WEIGHTED_PRODUCT",
    "CPW_MCDA_TOPSIS",
    "CPW_MCDA_VIKOR",
    "CPW_MCDA_PROMETHEE",
    "CPW_MCDA_SPOTIS",
    "CPW_MCDA_TIES_MID",
    "CPW_MCDA_TIES_MIN",
    "CPW_MCDA_TIES_DENSE",
    "CPW_MCDA_TIES_ROW",
    "CPW_MCDA_SCALE_CRITERION",
    "CPW_MCDA_SCALE_FIXED",
    "CPW_MCDA_SCALE_LARGEST",
    "CPW_MCDA_KERNEL_UNBEATEN",
    "CPW_MCDA_KERNEL_GRAPH",
    "CPW_MCDA_MAX_OUTRANKED",
    "CPW_MITIGATORS_GROWTH",
    "CPW_MITIGATORS_AVOID",
    "CPW_MITIGATORS_STAY",
    "CPW_PACE_MIN_CASH",
    "CPW_PACE_MIN_HEAD",
    "CPW_PACE_MAX_CASH",
    "CPW_PACE_MAX_HEAD",
    "CPW_PACE_MIN_DISTANCE",
    "CPW_PACE_MAX_DISTANCE",
    "CPW_PACE_CONVERGENCE",
    "CPW_PACE_KINDS",
    "CPW_PACE_SCALE",
    "CPW_PACE_ADD",
    "CPW_PACE_REFUSE",
    "CPW_PACE_FLOOR_WINS",
    "CPW_PACE_CAP_WINS",
    "CPW_PLANS_EXPECTED",
    "CPW_PLANS_CVAR",
    "CPW_PLANS_MAXIMIN",
    "CPW_PLANS_REGRET",
    "CPW_POOL_OVER_CONTRIBUTION",
    "CPW_POOL_OVER_SHARES",
    "CPW_POOL_OVER_LEAD",
    "CPW_POOL_OVER_LIMIT",
    "CPW_POOL_OVER_CARRY",
    "CPW_POOL_UNDER_CONTRIBUTION",
    "CPW_POOL_UNDER_SHARES",
    "CPW_POOL_UNDER_LEAD",
    "CPW_POOL_UNDER_CONTRIBUTORS",
    "CPW_POOL_UNDER_CARRY",
    "CPW_PRIORITY_CLINICAL",
    "CPW_PRIORITY_EQUITY",
    "CPW_PRIORITY_LINEAR",
    "CPW_PRIORITY_MONOTONE",
    "CPW_PRIORITY_S_SHAPED",
    "CPW_PRIORITY_CATEGORIES",
    "CPW_PRIORITY_WAIT",
    "CPW_PRIORITY_WAIT_RATIO",
    "CPW_PROTECTED_NONE",
    "CPW_PROTECTED_AGE",
    "CPW_PROTECTED_DISABILITY",
    "CPW_PROTECTED_GENDER",
    "CPW_PROTECTED_MARRIAGE",
    "CPW_PROTECTED_PREGNANCY",
    "CPW_PROTECTED_RACE",
    "CPW_PROTECTED_RELIGION",
    "CPW_PROTECTED_SEX",
    "CPW_PROTECTED_SEXUAL_ORIENTATION",
    "CPW_PRIORITY_SCORE",
    "CPW_PRIORITY_LONGEST",
    "CPW_PRIORITY_RATIO",
    "CPW_PRIORITY_DUE",
    "CPW_PRIORITY_ACCUMULATING",
    "CPW_PRIORITY_CMU",
    "CPW_PRIORITY_CAP_NONE",
    "CPW_PRIORITY_CAP_SCORE",
    "CPW_PRIORITY_CAP_DAYS",
    "CPW_OVERRIDE_TIER",
    "CPW_OVERRIDE_PLACE",
    "CPW_OVERRIDE_FACT",
    "CPW_DECIDED_BY_TIER",
    "CPW_DECIDED_BY_BREACH",
    "CPW_DECIDED_BY_SCORE",
    "CPW_DECIDED_BY_WAIT",
    "CPW_DECIDED_BY_ID",
    "CPW_DECIDED_BY_OVERRIDE",
    "CPW_AUDIT_BEFORE_NONE",
    "CPW_AUDIT_BEFORE_CLINICAL",
    "CPW_AUDIT_BEFORE_GIVEN",
    "CPW_AUDIT_ALL_ROWS",
    "CPW_AUDIT_SOUND",
    "CPW_AUDIT_CHANGED",
    "CPW_AUDIT_UNCHAINED",
    "CPW_AUDIT_UNREADABLE",
    "CPW_AUDIT_OTHER_END",
    "CPW_AUDIT_SAME",
    "CPW_AUDIT_OTHER_DATA",
    "CPW_AUDIT_REFUSED",
    "CPW_AUDIT_OTHER_PLACES",
    "CPW_PROJECTION_FROM_NO_CHANGE",
    "CPW_PROJECTION_PROPORTIONAL",
    "CPW_PROJECTION_EXPECTED",
    "CPW_PROJECTION_DRAWN",
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
    "CPW_EVENT_LOG_REFUSE",
    "CPW_EVENT_LOG_ALLOW",
    "CPW_EVENT_LOG_AIC",
    "CPW_EVENT_LOG_BIC",
    "CPW_EVENT_LOG_MAX_LAWS",
    "CPW_EVENT_LOG_FITTED",
    "CPW_EVENT_LOG_NOTHING",
    "CPW_EVENT_LOG_EDGE",
    "CPW_EVENT_LOG_LOST",
    "CPW_FIRST_COME_MAX_SERVERS",
    "CPW_FIRST_COME_MAX_CUSTOMERS",
    "CPW_FIRST_COME_MAX_BATCHES",
    "CPW_FIRST_COME_ROUND",
    "CPW_MARKOV_MAX_STATES",
    "CPW_PANEL_MAX_STATES",
    "CPW_PANEL_SEEN",
    "CPW_PANEL_MOVED",
    "CPW_PANEL_DIED",
    "CPW_PANEL_CENSORED",
    "CPW_STAGE_SERVERS",
    "CPW_STAGE_SLOTS",
    "CPW_STAGE_DELAY",
    "CPW_STAGE_BEDS",
    "CPW_STAGE_CASELOAD",
    "CPW_STAGE_DECISION",
    "CPW_STAGE_EXIT",
    "CPW_STAGE_KINDS",
    "CPW_ORDER_FIRST_COME",
    "CPW_ORDER_PRIORITY",
    "CPW_ORDER_ACCUMULATING",
    "CPW_ORDER_DUE",
    "CPW_ORDER_BREACH_FIRST",
    "CPW_ORDER_LAST_COME",
    "CPW_ORDER_RANDOM",
    "CPW_ORDER_SCORE",
    "CPW_ORDER_SYSTEM_TIME",
    "CPW_ORDERS",
    "CPW_PREEMPT_NONE",
    "CPW_PREEMPT_RESUME",
    "CPW_PREEMPT_RESTART",
    "CPW_PREEMPT_RESAMPLE",
    "CPW_FULL_BLOCK",
    "CPW_FULL_HOLD",
    "CPW_FULL_TURN_AWAY",
    "CPW_FULL_OVERFLOW",
    "CPW_ROUTE_CHANCE",
    "CPW_ROUTE_SHORTEST",
    "CPW_ROUTE_FIRST_FREE",
    "CPW_ROUTE_IN_TURN",
    "CPW_NONE",
    "CPW_INITIAL_WAITING",
    "CPW_INITIAL_IN_SERVICE",
    "CPW_INITIAL_BLOCKED",
    "CPW_DEADLOCK_SWAP",
    "CPW_DEADLOCK_STOP",
    "CPW_FIGURE_PRIORITY",
    "CPW_FIGURE_WEIGHT",
    "CPW_FIGURE_TARGET",
    "CPW_FIGURE_HARM",
    "CPW_ADJUST_CAPACITY",
    "CPW_ADJUST_CAPACITY_TO",
    "CPW_ADJUST_CAPACITY_MORE",
    "CPW_ADJUST_ARRIVALS",
    "CPW_ADJUST_ARRIVALS_MORE",
    "CPW_ADJUST_STAY",
    "CPW_ADJUSTMENTS",
    "CPW_SERIES_WORKFORCE",
    "CPW_SERIES_VOLUNTEERS",
    "CPW_SERIES_RETURNS",
    "CPW_SERIES_PREVENTION",
    "CPW_SERIES_ADMISSIONS",
    "CPW_SERIES_STAY",
    "CPW_SERIES",
    "CPW_EVENT_ENTERS",
    "CPW_EVENT_WAITS",
    "CPW_EVENT_WAITS_OUTSIDE",
    "CPW_EVENT_BEGINS",
    "CPW_EVENT_INTERRUPTED",
    "CPW_EVENT_BLOCKED",
    "CPW_EVENT_LEAVES",
    "CPW_EVENT_TRAVELS",
    "CPW_EVENT_REGROUPED",
    "CPW_EVENT_MISSED",
    "CPW_EVENT_PASSES",
    "CPW_EVENT_TURNED_AWAY",
    "CPW_EVENT_OVERFLOWS",
    "CPW_EVENT_EXITS",
    "CPW_PATHWAY_FILES",
    "CPW_FLUID_CAPACITY",
    "CPW_FLUID_ARRIVALS",
    "CPW_FLUID_DURATION",
    "CPW_FLUID_CHANCE",
    "CPW_FLUID_QUEUE",
    "CPW_FLUID_INSIDE",
    "CPW_FLUID_BLOCKED",
    "CPW_FLUID_THROUGHPUT",
    "CPW_FLUID_WAIT",
    "CPW_STEADY_NOBODY",
    "CPW_STEADY_EXACT",
    "CPW_STEADY_INFINITE",
    "CPW_STEADY_SHARING",
    "CPW_STEADY_TWO_MOMENTS",
    "CPW_STEADY_PRIORITY",
    "CPW_STEADY_PATIENCE",
    "CPW_STEADY_LOSS",
    "CPW_STEADY_PAIR",
    "CPW_STEADY_BLOCKED",
    "CPW_STEADY_SLOTS",
    "CPW_STEADY_UNSTABLE",
    "CPW_STEADY_METHODS",
    "CPW_SIZE_MEAN_WAIT",
    "CPW_SIZE_WITHIN",
    "CPW_SIZE_PROB_WAIT",
    "CPW_SIZE_UTILISATION",
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
    "CPW_PHASES_MAX",
    "CPW_COXIAN_MAX",
    "CPW_HYPER_ERLANG_MAX",
    "CPW_PHASES_BIC",
    "CPW_PHASES_AIC",
    "CPW_PHASES_LIKELIHOOD",
    "CPW_RESPONSE_LINEAR",
    "CPW_RESPONSE_EXPONENTIAL",
    "CPW_RESPONSE_LOG",
    "CPW_RESPONSE_POWER",
    "CPW_RESPONSE_HILL",
    "CPW_RESPONSE_POINTS",
    "CPW_RESPONSE_COUNT",
    "CPW_RESPONSE_MAX_SHAPE",
    "CPW_BUDGET_FREE",
    "CPW_BUDGET_AT_LOWER",
    "CPW_BUDGET_AT_UPPER",
    "CPW_BUDGET_AT_FLOOR",
    "CPW_BUDGET_AT_CAP",
    "CPW_RTT_BY_PROVIDER",
    "CPW_RTT_BY_PROVIDER_ICB",
    "CPW_RTT_BY_COMMISSIONER",
    "CPW_RTT_BY_COMMISSIONER_ICB",
    "CPW_RTT_BY_TREATMENT_FUNCTION",
    "CPW_PARAMETER_FIXED",
    "CPW_PARAMETER_UNIFORM",
    "CPW_PARAMETER_TRIANGULAR",
    "CPW_PARAMETER_PERT",
    "CPW_PARAMETER_NORMAL",
    "CPW_PARAMETER_NORMAL_INTERVAL",
    "CPW_PARAMETER_LOGNORMAL",
    "CPW_PARAMETER_LOGNORMAL_INTERVAL",
    "CPW_PARAMETER_GAMMA",
    "CPW_PARAMETER_BETA",
    "CPW_PARAMETER_CHOICES",
    "CPW_PARAMETER_COUNT",
    "CPW_PARAMETER_INTERVAL",
    "CPW_SOBOL_DIMENSIONS",
    "CPW_SOBOL_MOST",
    "CPW_POINTS_SCRAMBLED",
    "CPW_POINTS_PLAIN",
    "CPW_POINTS_RANDOM",
    "CPW_MORRIS_TRAJECTORIES",
    "CPW_MORRIS_RADIAL",
    "CPW_EVPPI_REGRESSION",
    "CPW_EVPPI_BINS",
    "CPW_SMAA_UNIFORM",
    "CPW_SMAA_DIRICHLET",
    "CPW_SMAA_EXACT",
    "CPW_SMAA_NORMAL",
    "CPW_SMAA_UNIFORM_OFF",
    "CPW_SMAA_MAX_RANKED",
    "CPW_SMAA_MAX_ATTEMPTS",
    "CPW_SMAA_MAX_TOPS",
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
    "CPW_FIELLER_BOUNDED",
    "CPW_FIELLER_EXCLUSIVE",
    "CPW_FIELLER_UNBOUNDED",
    "CPW_SCALE_NONE",
    "CPW_SCALE_LOG",
    "CPW_SCALE_LOGIT",
    "CPW_SLOPE_NONE",
    "CPW_SLOPE_EXACT",
    "CPW_SLOPE_SIMULATED",
    "CPW_SLOPE_RESIDUAL",
    "CPW_VARIANCE_ROWS",
    "CPW_VARIANCE_COUNTS",
    "CPW_VARIANCE_SAMPLE",
    "CPW_CURVE_EQUAL",
    "CPW_CURVE_BELOW",
    "CPW_CURVE_ABOVE",
    "CPW_CURVE_CROSSES",
    "CPW_EDE_ATKINSON",
    "CPW_EDE_KOLM",
    "CPW_EDE_GINI",
    "CPW_PARTS_THEIL_T",
    "CPW_PARTS_THEIL_L",
    "CPW_PARTS_GE2",
    "CPW_PARTS_VARIANCE",
    "CPW_PARTS_GINI",
    "CPW_BOUNDS_BLOCKS",
    "CPW_BOUNDS_COMPARED",
    "CPW_BOUNDS_REFERENCE",
    "CPW_BOUNDS_GAP",
    "CPW_BOUNDS_RATIO",
    "CPW_BOUNDS_SII",
    "CPW_BOUNDS_RII",
    "CPW_BOUNDS_CONCENTRATION",
    "CPW_BOUNDS_COUNT",
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
    "CPW_SURGE_EXACT",
    "CPW_SURGE_EULER",
    "CPW_SURVIVAL_WAITING",
    "CPW_SURVIVAL_TREATED",
    "CPW_SURVIVAL_MAX_CAUSES",
    "CPW_SURVIVAL_PLAIN",
    "CPW_SURVIVAL_LOG",
    "CPW_SURVIVAL_LOG_LOG",
    "CPW_SURVIVAL_LOGRANK",
    "CPW_SURVIVAL_PETO",
    "CPW_SURVIVAL_FLEMING_HARRINGTON",
    "CPW_SURVIVAL_GEHAN",
    "CPW_SURVIVAL_TARONE_WARE",
    "CPW_WEEKS_PER_YEAR",
    "CPW_SYSTEM_MOST_WEEKS",
    "CPW_ORG_NATION",
    "CPW_ORG_REGION",
    "CPW_ORG_ICS",
    "CPW_ORG_PARTNERSHIP",
    "CPW_ORG_PLACE",
    "CPW_ORG_NEIGHBOUR",
    "CPW_ORG_PRACTICE",
    "CPW_ORG_ACUTE",
    "CPW_ORG_MENTAL",
    "CPW_ORG_COMMUNITY",
    "CPW_ORG_AMBULANCE",
    "CPW_ORG_COUNCIL",
    "CPW_ORG_CARE_HOME",
    "CPW_ORG_HOME_CARE",
    "CPW_ORG_VOLUNTARY",
    "CPW_ORG_INDEPENDENT",
    "CPW_ORG_SPECIALISED",
    "CPW_ORG_COMMISSIONER",
    "CPW_ORG_KINDS",
    "CPW_BASIS_UNSAID",
    "CPW_BASIS_REAL",
    "CPW_BASIS_DERIVED",
    "CPW_BASIS_ASSUMED",
    "CPW_BASES",
    "CPW_ALLIANCE_SCALE",
    "CPW_ALLIANCE_PLACE",
    "CPW_ALLIANCE_SPECIALISED",
    "CPW_ALLIANCE_OTHER",
    "CPW_ALLIANCE_KINDS",
    "CPW_SETTING_HOME",
    "CPW_SETTING_PRIMARY",
    "CPW_SETTING_COMMUNITY",
    "CPW_SETTING_MENTAL",
    "CPW_SETTING_HOSPITAL",
    "CPW_SETTING_SPECIAL",
    "CPW_SETTINGS",
    "CPW_FUND_SOURCE",
    "CPW_FUND_ACCOUNT",
    "CPW_FUND_POOL",
    "CPW_FUND_SPEND",
    "CPW_FUND_KINDS",
    "CPW_LEVER_CAPACITY",
    "CPW_LEVER_DEMAND",
    "CPW_LEVER_STAY",
    "CPW_LEVER_DIVERT",
    "CPW_LEVER_POOL",
    "CPW_LEVER_PRIORITISE",
    "CPW_LEVER_DEVOLVE",
    "CPW_LEVER_GUARANTEE",
    "CPW_LEVER_REINVEST",
    "CPW_LEVER_REORGANISE",
    "CPW_LEVER_REMOVAL",
    "CPW_LEVER_COST",
    "CPW_LEVER_MONEY",
    "CPW_LEVER_OVERHEAD",
    "CPW_LEVERS",
    "CPW_EFFECT_SHARE",
    "CPW_EFFECT_ADD",
    "CPW_POLICY_DECIDED",
    "CPW_POLICY_SHOCK",
    "CPW_SYSTEM_SETTINGS",
    "CPW_SYSTEM_GROUPS",
    "CPW_SYSTEM_AGES",
    "CPW_SYSTEM_SEGMENTS",
    "CPW_SYSTEM_ORGANISATIONS",
    "CPW_SYSTEM_ALLIANCES",
    "CPW_SYSTEM_MEMBERS",
    "CPW_SYSTEM_AREAS",
    "CPW_SYSTEM_FOOTPRINTS",
    "CPW_SYSTEM_PEOPLE",
    "CPW_SYSTEM_SERVICES",
    "CPW_SYSTEM_PROFILES",
    "CPW_SYSTEM_LISTS",
    "CPW_SYSTEM_CAPACITY",
    "CPW_SYSTEM_RESOURCES",
    "CPW_SYSTEM_USES",
    "CPW_SYSTEM_LIMITS",
    "CPW_SYSTEM_NEED",
    "CPW_SYSTEM_CHOICE",
    "CPW_SYSTEM_PATHWAYS",
    "CPW_SYSTEM_FUNDS",
    "CPW_SYSTEM_PAYMENTS",
    "CPW_SYSTEM_POLICIES",
    "CPW_SYSTEM_EFFECTS",
    "CPW_SYSTEM_SCENARIOS",
    "CPW_SYSTEM_PICKS",
    "CPW_SYSTEM_SOURCES",
    "CPW_SYSTEM_TABLES",
    "CPW_SYSTEM_VOLUNTARY",
    "CPW_SYSTEM_HEADS",
    "CPW_SYSTEM_VOTES",
    "CPW_SYSTEM_MANDATED",
    "CPW_SYSTEM_RULES",
    "CPW_ALLOCATE_WAITED",
    "CPW_ALLOCATE_HEALTH",
    "CPW_ALLOCATE_STANDARD",
    "CPW_ALLOCATE_TAIL",
    "CPW_ALLOCATE_OUTCOMES",
    "CPW_ALLOCATE_SUM",
    "CPW_ALLOCATE_ATKINSON",
    "CPW_ALLOCATE_KOLM",
    "CPW_EXPLAIN_WAITING",
    "CPW_EXPLAIN_WAITED",
    "CPW_EXPLAIN_TREATED",
    "CPW_EXPLAIN_REMOVED",
    "CPW_EXPLAIN_BEYOND",
    "CPW_EXPLAIN_OVER_52",
    "CPW_EXPLAIN_HARM",
    "CPW_EXPLAIN_GAIN",
    "CPW_EXPLAIN_SPEND",
    "CPW_EXPLAIN_MEASURES",
    "CPW_EXPLAIN_BY_ALL",
    "CPW_EXPLAIN_BY_GROUP",
    "CPW_EXPLAIN_BY_ORGANISATION",
    "CPW_EXPLAIN_BY_SERVICE",
    "CPW_EXPLAIN_SHAPLEY",
    "CPW_EXPLAIN_ORDER",
    "CPW_EXPLAIN_EXACT",
    "CPW_SYSTEM_TARGET_KEEP",
    "CPW_SYSTEM_TARGET_ORDER",
    "CPW_SYSTEM_RISE_PIECES",
    "CPW_GOVERN_MOST",
    "CPW_GOVERN_PERFECT",
    "CPW_GOVERN_AVERAGE",
    "CPW_GOVERN_NOISY",
    "CPW_GOVERN_GIVEN",
    "CPW_GOVERN_ALONE",
    "CPW_GOVERN_VOLUNTARY",
    "CPW_GOVERN_PAID",
    "CPW_GOVERN_MAJORITY",
    "CPW_GOVERN_MANDATED",
    "CPW_GOVERN_RULES",
    "CPW_SHOCK_MOST_MEAN",
    "CPW_SHOCK_MOST_EFFECTS",
    "CPW_STRESS_WAITED",
    "CPW_STRESS_UNMET",
    "CPW_STRESS_WEIGHTS",
    "CPW_STRESS_HARM",
    "CPW_STRAIN_UNIT",
    "CPW_STRAIN_ORGANISATION",
    "CPW_STRESS_MOST_FACTORS",
    "CPW_TABLE_RAGGED_ERROR",
    "CPW_TABLE_RAGGED_SHORT",
    "CPW_URGENCY_P1A_DAYS",
    "CPW_URGENCY_P1B_DAYS",
    "CPW_URGENCY_P2_DAYS",
    "CPW_URGENCY_P3_DAYS",
    "CPW_URGENCY_P3_SCOTLAND_DAYS",
    "CPW_URGENCY_RULE_P1_DAYS",
    "CPW_URGENCY_RULE_OTHER_DAYS",
    "CPW_URGENCY_SWALIS_A1_DAYS",
    "CPW_URGENCY_SWALIS_A2_DAYS",
    "CPW_URGENCY_SWALIS_A3_DAYS",
    "CPW_URGENCY_SWALIS_B_DAYS",
    "CPW_URGENCY_SWALIS_C_DAYS",
    "CPW_URGENCY_SWALIS_D_DAYS",
    "CPW_URGENCY_REFUSE",
    "CPW_URGENCY_NAN",
    "CPW_URGENCY_RATIO",
    "CPW_URGENCY_PERCENT",
    "CPW_URGENCY_DAYS_LEFT",
    "CPW_URGENCY_NEED_ADJUSTED",
    "CPW_URGENCY_BREACHED",
    "CPW_VOTE_EQUAL_SHARES",
    "CPW_VOTE_GREEDY",
    "CPW_VOTE_WELFARE",
    "CPW_VOTE_PHRAGMEN",
    "CPW_VOTE_OVERSPENDING",
    "CPW_VOTE_EXACT_EQUAL_SHARES",
    "CPW_VOTE_RULES",
    "CPW_VOTE_COST",
    "CPW_VOTE_CARDINALITY",
    "CPW_VOTE_POINTS",
    "CPW_VOTE_SATISFACTIONS",
    "CPW_VOTE_ALONE",
    "CPW_VOTE_ADD1",
    "CPW_VOTE_ADD1U",
    "CPW_VOTE_UTILITARIAN",
    "CPW_VOTE_ADD_OPT",
    "CPW_VOTE_ADD_OPTU",
    "CPW_VOTE_COMPLETIONS",
    "CPW_VOTE_TIE_MAX_VOTES",
    "CPW_VOTE_TIE_MIN_COST",
    "CPW_VOTE_TIE_MAX_COST",
    "CPW_VOTE_TIE_ID",
    "CPW_VOTE_TIE_LISTED",
    "CPW_VOTE_TIE_RANDOM",
    "CPW_VOTE_TIES",
    "CPW_VOTE_TIE_LENGTH",
    "CPW_VOTE_PABUTOOLS",
    "CPW_VOTE_EQUALSHARES_NET",
    "CPW_PABULIB_APPROVAL",
    "CPW_PABULIB_CHOOSE_ONE",
    "CPW_PABULIB_CUMULATIVE",
    "CPW_PABULIB_SCORING",
    "CPW_PABULIB_ORDINAL",
    "CPW_PABULIB_META",
    "CPW_PABULIB_PROJECTS",
    "CPW_PABULIB_VOTES",
    "CPW_PABULIB_WARN",
    "CPW_PABULIB_ERROR",
    "CPW_VOTERS_EJR",
    "CPW_VOTERS_EJR_ONE",
    "CPW_VOTERS_EJR_ANY",
    "CPW_VOTERS_PJR",
    "CPW_VOTERS_PJR_ONE",
    "CPW_VOTERS_PJR_ANY",
    "CPW_VOTERS_AXIOMS",
    "CPW_VOTERS_HOLDS",
    "CPW_VOTERS_VIOLATED",
    "CPW_VOTERS_UNKNOWN",
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
    "CPW_FRONTIER_CAP",
    "CPW_FRONTIER_WEIGHT",
    "CPW_FRONTIER_POLICIES",
    "CPW_FRONTIER_INEQUALITY",
    "CPW_FRONTIER_BREACHES",
    "CPW_FRONTIER_MEAN",
    "CPW_FRONTIER_P95",
    "CPW_FRONTIER_DELAYED",
    "CPW_FRONTIER_ALL",
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
    "CPW_WEIGHTS_SUM_TOLERANCE",
    "CPW_WEIGHTS_MOST_CRITERIA",
    "CPW_WEIGHTS_DIRECT",
    "CPW_WEIGHTS_SWING",
    "CPW_WEIGHTS_RANK_CENTROID",
    "CPW_WEIGHTS_RANK_SUM",
    "CPW_WEIGHTS_RANK_RECIPROCAL",
    "CPW_WEIGHTS_RANK_EXPONENT",
    "CPW_WEIGHTS_EIGENVECTOR",
    "CPW_WEIGHTS_GEOMETRIC",
    "CPW_WEIGHTS_SAATY",
    "CPW_WEIGHTS_TUMMALA_LING",
    "CPW_WEIGHTS_ENTROPY",
    "CPW_WEIGHTS_CRITIC",
    "CPW_WEIGHTS_MEREC",
    "CPW_WEIGHTS_GINI",
    "CPW_WEIGHTS_SD",
    "CPW_WEIGHTS_VARIANCE",
    "CPW_WEIGHTS_ANGLE",
    "CPW_WEIGHTS_SCALED",
    "CPW_WEIGHTS_RAW",
    "CPW_WEIGHTS_PEARSON",
    "CPW_WEIGHTS_SPEARMAN",
    "CPW_WEIGHTS_MEAN",
    "CPW_WEIGHTS_GEOMETRIC_MEAN",
    "CPW_WEIGHTS_MEDIAN",
    "CPW_WEIGHTS_TRIMMED_MEAN",
    "CPW_WEIGHTS_REGRET_LARGEST",
    "CPW_WEIGHTS_REGRET_MOVED",
    "CPW_WEIGHTS_KEMENY_MOST",
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
    "cpw_sha256_init": (None, (C.POINTER(cpw_sha256_state),)),
    "cpw_sha256_add": (None, (C.POINTER(cpw_sha256_state), C.c_void_p, C.c_int64)),
    "cpw_sha256_text": (None, (C.POINTER(cpw_sha256_state), C.POINTER(C.c_char))),
    "cpw_sha256": (C.c_int32, (C.c_void_p, C.c_int64, C.POINTER(C.c_char))),
    "cpw_text_source": (C.c_int32, (C.POINTER(cpw_text), C.c_char_p, C.POINTER(cpw_source))),
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
    "cpw_apportion_options_init_sized": (None, (C.POINTER(cpw_apportion_options), C.c_size_t)),
    "cpw_apportion_options_init": (None, (C.POINTER(cpw_apportion_options),)),
    "cpw_apportion_name": (C.c_char_p, (C.c_int32,)),
    "cpw_apportion_number": (C.c_int32, (C.c_char_p,)),
    "cpw_apportion": (C.c_int32, (
        C.c_int64,
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(cpw_apportion_options),
        C.POINTER(C.c_int64),
        C.POINTER(cpw_error),
    )),
    "cpw_apportion_whole": (C.c_int32, (
        C.c_int64,
        C.POINTER(C.c_int64),
        C.c_int64,
        C.POINTER(cpw_apportion_options),
        C.POINTER(C.c_int64),
        C.POINTER(cpw_error),
    )),
    "cpw_apportion_quotas": (C.c_int32, (
        C.c_int64,
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(cpw_apportion_options),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_beds_delay": (C.c_int32, (
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(C.c_int64),
        C.c_int64,
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_beds_pooling": (C.c_int32, (
        C.POINTER(C.c_double),
        C.POINTER(C.c_int64),
        C.c_int64,
        C.c_int64,
        C.POINTER(cpw_allocator),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_before_after_init_sized": (None, (C.POINTER(cpw_before_after), C.c_size_t)),
    "cpw_before_after_init": (None, (C.POINTER(cpw_before_after),)),
    "cpw_before_after_difference": (C.c_int32, (
        C.POINTER(cpw_before_after),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_before_after_series": (C.c_int32, (
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_int64,
        C.c_int64,
        C.c_double,
        C.POINTER(cpw_allocator),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_capitation_imbalance": (C.c_int32, (
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_capitation_normalise": (C.c_int32, (
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_capitation_group": (C.c_int32, (
        C.POINTER(C.c_double),
        C.POINTER(C.c_int64),
        C.c_int64,
        C.c_int64,
        C.POINTER(C.c_double),
        C.POINTER(cpw_allocator),
        C.POINTER(cpw_error),
    )),
    "cpw_capitation_index": (C.c_int32, (
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(C.c_int64),
        C.c_int64,
        C.c_int64,
        C.POINTER(C.c_double),
        C.POINTER(cpw_allocator),
        C.POINTER(cpw_error),
    )),
    "cpw_capitation_targets": (C.c_int32, (
        C.c_int64,
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_capitation_distance": (C.c_int32, (
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_int32,
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_capitation_options_init_sized": (None, (C.POINTER(cpw_capitation_options), C.c_size_t)),
    "cpw_capitation_options_init": (None, (C.POINTER(cpw_capitation_options),)),
    "cpw_capitation_weighted": (C.c_int32, (
        C.POINTER(cpw_capitation),
        C.POINTER(cpw_capitation_options),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_capitation_assess": (C.c_int32, (
        C.POINTER(cpw_capitation),
        C.POINTER(cpw_capitation_options),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_carers_band_init": (None, (C.POINTER(cpw_carers_band),)),
    "cpw_carers_init_sized": (None, (C.POINTER(cpw_carers), C.c_size_t)),
    "cpw_carers_init": (None, (C.POINTER(cpw_carers),)),
    "cpw_carers_project": (C.c_int32, (
        C.POINTER(cpw_carers),
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_choice_distance": (C.c_double, (C.c_double, C.c_double, C.c_double, C.c_double)),
    "cpw_choice_shares": (C.c_int32, (
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_double,
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_choice_effects": (C.c_int32, (
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_double,
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_choice_init_sized": (None, (C.POINTER(cpw_choice), C.c_size_t)),
    "cpw_choice_init": (None, (C.POINTER(cpw_choice),)),
    "cpw_choice_flows": (C.c_int32, (
        C.POINTER(cpw_choice),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_choice_describe": (C.c_int32, (
        C.POINTER(cpw_choice),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_choice_concentration": (C.c_int32, (
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(cpw_choice_market),
        C.POINTER(cpw_error),
    )),
    "cpw_choice_response_init_sized": (None, (C.POINTER(cpw_choice_response), C.c_size_t)),
    "cpw_choice_response_init": (None, (C.POINTER(cpw_choice_response),)),
    "cpw_choice_equilibrium": (C.c_int32, (
        C.POINTER(cpw_choice),
        C.POINTER(cpw_choice_response),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_choice_counts_init_sized": (None, (C.POINTER(cpw_choice_counts), C.c_size_t)),
    "cpw_choice_counts_init": (None, (C.POINTER(cpw_choice_counts),)),
    "cpw_choice_estimate": (C.c_int32, (
        C.POINTER(cpw_choice_counts),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_citizens_panel_init_sized": (None, (C.POINTER(cpw_citizens_panel), C.c_size_t)),
    "cpw_citizens_panel_init": (None, (C.POINTER(cpw_citizens_panel),)),
    "cpw_citizens_weights": (C.c_int32, (
        C.POINTER(cpw_citizens_panel),
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_citizens_fit_init_sized": (None, (C.POINTER(cpw_citizens_fit), C.c_size_t)),
    "cpw_citizens_fit_init": (None, (C.POINTER(cpw_citizens_fit),)),
    "cpw_citizens_pairs": (C.c_int32, (
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(cpw_citizens_fit),
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_citizens_best_worst": (C.c_int32, (
        C.POINTER(cpw_citizens_tasks),
        C.c_int64,
        C.POINTER(cpw_citizens_fit),
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_citizens_summarise": (C.c_int32, (
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_int64,
        C.POINTER(cpw_citizens_fit),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_citizens_law": (C.c_int32, (
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_int64,
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(cpw_allocator),
        C.POINTER(cpw_error),
    )),
    "cpw_citizens_ranks": (C.c_int32, (
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_int64,
        C.POINTER(C.c_double),
        C.POINTER(cpw_allocator),
        C.POINTER(cpw_error),
    )),
    "cpw_claims_options_init_sized": (None, (C.POINTER(cpw_claims_options), C.c_size_t)),
    "cpw_claims_options_init": (None, (C.POINTER(cpw_claims_options),)),
    "cpw_claims_name": (C.c_char_p, (C.c_int32,)),
    "cpw_claims_number": (C.c_int32, (C.c_char_p,)),
    "cpw_claims_divide": (C.c_int32, (
        C.c_double,
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(cpw_claims_options),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_claims_divide_whole": (C.c_int32, (
        C.c_int64,
        C.POINTER(C.c_int64),
        C.c_int64,
        C.POINTER(cpw_claims_options),
        C.POINTER(C.c_int64),
        C.POINTER(cpw_error),
    )),
    "cpw_claims_random_arrival": (C.c_int32, (
        C.c_double,
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(cpw_run),
        C.POINTER(cpw_allocator),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_coalition_options_init_sized": (None, (C.POINTER(cpw_coalition_options), C.c_size_t)),
    "cpw_coalition_options_init": (None, (C.POINTER(cpw_coalition_options),)),
    "cpw_coalition_game_init_sized": (None, (C.POINTER(cpw_coalition_game), C.c_size_t)),
    "cpw_coalition_game_init": (None, (C.POINTER(cpw_coalition_game),)),
    "cpw_coalition_table": (C.c_int32, (
        C.c_int32,
        C.c_double,
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_coalition_tabulate": (C.c_int32, (
        C.POINTER(cpw_coalition_game),
        C.c_int64,
        C.POINTER(cpw_run),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_coalition_describe": (C.c_int32, (
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(cpw_coalition_options),
        C.POINTER(cpw_coalition_facts),
        C.POINTER(cpw_error),
    )),
    "cpw_coalition_shapley": (C.c_int32, (
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_coalition_banzhaf": (C.c_int32, (
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_int32,
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_coalition_tau": (C.c_int32, (
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(cpw_coalition_options),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_coalition_airport": (C.c_int32, (
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_int32,
        C.POINTER(cpw_allocator),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_coalition_sample": (C.c_int32, (
        C.POINTER(cpw_coalition_game),
        C.c_int64,
        C.POINTER(cpw_run),
        C.POINTER(cpw_allocator),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_coalition_power": (C.c_int32, (
        C.POINTER(C.c_int64),
        C.c_int64,
        C.c_int64,
        C.POINTER(cpw_run),
        C.POINTER(cpw_allocator),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_coalition_test_core": (C.c_int32, (
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(C.c_double),
        C.POINTER(cpw_coalition_options),
        C.POINTER(cpw_coalition_core),
        C.POINTER(cpw_error),
    )),
    "cpw_coalition_least_core": (C.c_int32, (
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(cpw_coalition_options),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_coalition_nucleolus": (C.c_int32, (
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(cpw_coalition_options),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_coalition_books_init_sized": (None, (C.POINTER(cpw_coalition_books), C.c_size_t)),
    "cpw_coalition_books_init": (None, (C.POINTER(cpw_coalition_books),)),
    "cpw_coalition_share_gain": (C.c_int32, (
        C.POINTER(cpw_coalition_books),
        C.POINTER(C.c_int64),
        C.POINTER(C.c_int64),
        C.POINTER(cpw_coalition_gain),
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
    "cpw_dcea_assess": (C.c_int32, (
        C.POINTER(cpw_dcea_population),
        C.POINTER(C.c_double),
        C.c_int32,
        C.c_double,
        C.POINTER(cpw_allocator),
        C.POINTER(cpw_dcea_change),
        C.POINTER(cpw_error),
    )),
    "cpw_dcea_weights": (C.c_int32, (
        C.POINTER(cpw_dcea_population),
        C.c_int32,
        C.c_double,
        C.c_int32,
        C.c_int64,
        C.POINTER(cpw_allocator),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_dcea_flips": (C.c_int32, (
        C.POINTER(cpw_dcea_population),
        C.POINTER(C.c_double),
        C.c_int32,
        C.c_double,
        C.c_double,
        C.c_int64,
        C.POINTER(cpw_allocator),
        C.POINTER(C.c_double),
        C.POINTER(C.c_int64),
        C.POINTER(cpw_error),
    )),
    "cpw_dcea_table_at": (C.POINTER(cpw_dcea_table), (C.c_int64,)),
    "cpw_dcea_table_find": (C.POINTER(cpw_dcea_table), (C.c_char_p,)),
    "cpw_dcea_shares": (C.c_int32, (
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_dcea_net_benefit": (C.c_int32, (
        C.POINTER(cpw_dcea_population),
        C.POINTER(cpw_dcea_programme),
        C.c_double,
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_dcea_quadrant": (C.c_int32, (C.c_double, C.c_double)),
    "cpw_dcea_options_init_sized": (None, (C.POINTER(cpw_dcea_options), C.c_size_t)),
    "cpw_dcea_options_init": (None, (C.POINTER(cpw_dcea_options),)),
    "cpw_dcea_evaluate": (C.c_int32, (
        C.POINTER(cpw_dcea_population),
        C.POINTER(cpw_dcea_programme),
        C.c_int64,
        C.POINTER(cpw_dcea_options),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_dcea_draws": (C.c_int32, (
        C.POINTER(cpw_dcea_population),
        C.POINTER(cpw_dcea_programme),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_double,
        C.c_int32,
        C.POINTER(cpw_dcea_options),
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_dcea_wait_loss": (C.c_int32, (
        C.POINTER(cpw_dcea_wait_law),
        C.c_double,
        C.c_double,
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_dcea_wait_options_init_sized": (None, (C.POINTER(cpw_dcea_wait_options), C.c_size_t)),
    "cpw_dcea_wait_options_init": (None, (C.POINTER(cpw_dcea_wait_options),)),
    "cpw_dcea_wait_cost": (C.c_int32, (
        C.POINTER(cpw_dcea_waiting),
        C.POINTER(cpw_dcea_wait_law),
        C.POINTER(cpw_dcea_wait_options),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_dcea_wait_gain": (C.c_int32, (
        C.POINTER(cpw_dcea_waiting),
        C.POINTER(cpw_dcea_waiting),
        C.POINTER(cpw_dcea_wait_law),
        C.POINTER(cpw_dcea_wait_options),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_devolve_tree_init_sized": (None, (C.POINTER(cpw_devolve_tree), C.c_size_t)),
    "cpw_devolve_tree_init": (None, (C.POINTER(cpw_devolve_tree),)),
    "cpw_devolve_parents": (C.c_int32, (
        C.POINTER(C.c_char_p),
        C.POINTER(C.c_char_p),
        C.c_int64,
        C.POINTER(cpw_allocator),
        C.POINTER(C.c_int64),
        C.POINTER(cpw_error),
    )),
    "cpw_devolve_run": (C.c_int32, (
        C.POINTER(cpw_devolve_tree),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_discharge_queue": (C.c_int32, (
        C.c_double,
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
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
    "cpw_fair_minimum": (C.c_int32, (
        C.c_int64,
        C.c_double,
        C.c_double,
        C.POINTER(C.c_int64),
        C.POINTER(cpw_error),
    )),
    "cpw_fair_failure": (C.c_int32, (
        C.c_int64,
        C.c_double,
        C.POINTER(C.c_int64),
        C.POINTER(cpw_allocator),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_fair_adjusted": (C.c_int32, (
        C.c_int64,
        C.c_double,
        C.c_double,
        C.c_int32,
        C.POINTER(cpw_allocator),
        C.POINTER(C.c_int64),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_fair_quota": (C.c_int32, (
        C.c_int64,
        C.c_int64,
        C.POINTER(C.c_double),
        C.c_int32,
        C.POINTER(C.c_int64),
        C.POINTER(cpw_error),
    )),
    "cpw_fair_people_init_sized": (None, (C.POINTER(cpw_fair_people), C.c_size_t)),
    "cpw_fair_people_init": (None, (C.POINTER(cpw_fair_people),)),
    "cpw_fair_test": (C.c_int32, (
        C.c_int64,
        C.c_int64,
        C.POINTER(C.c_int32),
        C.POINTER(C.c_int32),
        C.c_int64,
        C.POINTER(C.c_int64),
        C.POINTER(cpw_allocator),
        C.POINTER(cpw_fair_verdict),
        C.POINTER(cpw_error),
    )),
    "cpw_fair_rerank": (C.c_int32, (
        C.POINTER(cpw_fair_people),
        C.c_int64,
        C.c_int64,
        C.POINTER(C.c_int64),
        C.POINTER(cpw_allocator),
        C.POINTER(C.c_int64),
        C.POINTER(cpw_fair_verdict),
        C.POINTER(cpw_error),
    )),
    "cpw_fair_costs": (C.c_int32, (
        C.POINTER(cpw_fair_people),
        C.c_int64,
        C.POINTER(C.c_int64),
        C.POINTER(cpw_allocator),
        C.POINTER(C.c_int64),
        C.POINTER(cpw_fair_cost),
        C.POINTER(cpw_error),
    )),
    "cpw_fair_discount": (C.c_double, (C.c_int32, C.c_double, C.c_int64)),
    "cpw_fair_exposure_options_init_sized": (None, (
        C.POINTER(cpw_fair_exposure_options),
        C.c_size_t,
    )),
    "cpw_fair_exposure_options_init": (None, (C.POINTER(cpw_fair_exposure_options),)),
    "cpw_fair_exposure": (C.c_int32, (
        C.c_int64,
        C.c_int64,
        C.POINTER(C.c_int32),
        C.POINTER(cpw_fair_exposure_options),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(cpw_fair_spread),
        C.POINTER(cpw_fair_spread),
        C.POINTER(cpw_error),
    )),
    "cpw_fair_selection": (C.c_int32, (
        C.c_int64,
        C.c_int64,
        C.POINTER(C.c_int32),
        C.c_int64,
        C.POINTER(cpw_allocator),
        C.POINTER(C.c_int64),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(cpw_fair_spread),
        C.POINTER(cpw_error),
    )),
    "cpw_fair_skew": (C.c_int32, (
        C.c_int64,
        C.c_int64,
        C.POINTER(C.c_int32),
        C.c_int64,
        C.POINTER(C.c_double),
        C.POINTER(cpw_allocator),
        C.POINTER(C.c_double),
        C.POINTER(cpw_fair_spread),
        C.POINTER(cpw_error),
    )),
    "cpw_fair_divergence": (C.c_int32, (
        C.c_int64,
        C.c_int64,
        C.POINTER(C.c_int32),
        C.c_int32,
        C.c_int64,
        C.POINTER(cpw_allocator),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_flow_counts_init_sized": (None, (C.POINTER(cpw_flow_counts), C.c_size_t)),
    "cpw_flow_counts_init": (None, (C.POINTER(cpw_flow_counts),)),
    "cpw_flow_options_init_sized": (None, (C.POINTER(cpw_flow_options), C.c_size_t)),
    "cpw_flow_options_init": (None, (C.POINTER(cpw_flow_options),)),
    "cpw_flow_reconcile": (C.c_int32, (
        C.POINTER(cpw_flow_counts),
        C.POINTER(cpw_flow_options),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_flow_fit": (C.c_int32, (
        C.POINTER(cpw_flow_counts),
        C.POINTER(cpw_flow_options),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_footprint_init_sized": (None, (C.POINTER(cpw_footprint), C.c_size_t)),
    "cpw_footprint_init": (None, (C.POINTER(cpw_footprint),)),
    "cpw_footprint_options_init_sized": (None, (C.POINTER(cpw_footprint_options), C.c_size_t)),
    "cpw_footprint_options_init": (None, (C.POINTER(cpw_footprint_options),)),
    "cpw_footprint_check": (C.c_int32, (
        C.POINTER(cpw_footprint),
        C.POINTER(C.c_double),
        C.POINTER(cpw_footprint_options),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_footprint_crosswalk": (C.c_int32, (
        C.POINTER(cpw_footprint),
        C.POINTER(cpw_footprint),
        C.POINTER(C.c_double),
        C.POINTER(cpw_footprint_options),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_footprint_carry": (C.c_int32, (
        C.POINTER(cpw_footprint),
        C.POINTER(cpw_footprint),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(cpw_footprint_options),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_footprint_carry_whole": (C.c_int32, (
        C.POINTER(cpw_footprint),
        C.POINTER(cpw_footprint),
        C.POINTER(C.c_double),
        C.POINTER(C.c_int64),
        C.POINTER(cpw_footprint_options),
        C.POINTER(C.c_int64),
        C.POINTER(C.c_int64),
        C.POINTER(cpw_error),
    )),
    "cpw_footprint_margins_init_sized": (None, (C.POINTER(cpw_footprint_margins), C.c_size_t)),
    "cpw_footprint_margins_init": (None, (C.POINTER(cpw_footprint_margins),)),
    "cpw_footprint_fit": (C.c_int32, (
        C.POINTER(cpw_footprint_margins),
        C.POINTER(C.c_double),
        C.POINTER(cpw_footprint_fitted),
        C.POINTER(cpw_error),
    )),
    "cpw_footprint_plans_init_sized": (None, (C.POINTER(cpw_footprint_plans), C.c_size_t)),
    "cpw_footprint_plans_init": (None, (C.POINTER(cpw_footprint_plans),)),
    "cpw_footprint_reconcile": (C.c_int32, (
        C.POINTER(cpw_footprint_plans),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_footprint_concentrate": (C.c_int32, (
        C.POINTER(C.c_double),
        C.POINTER(C.c_int64),
        C.c_int64,
        C.c_int64,
        C.POINTER(cpw_allocator),
        C.POINTER(cpw_footprint_concentration),
        C.POINTER(cpw_error),
    )),
    "cpw_footprint_distance": (C.c_double, (C.c_double, C.c_double, C.c_double, C.c_double)),
    "cpw_footprint_access_init_sized": (None, (C.POINTER(cpw_footprint_access), C.c_size_t)),
    "cpw_footprint_access_init": (None, (C.POINTER(cpw_footprint_access),)),
    "cpw_footprint_reach": (C.c_int32, (
        C.POINTER(cpw_footprint_access),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_knapsack_options_init_sized": (None, (C.POINTER(cpw_knapsack_options), C.c_size_t)),
    "cpw_knapsack_options_init": (None, (C.POINTER(cpw_knapsack_options),)),
    "cpw_knapsack_solve": (C.c_int32, (
        C.POINTER(C.c_int64),
        C.POINTER(C.c_int64),
        C.c_int64,
        C.c_int64,
        C.POINTER(cpw_knapsack_options),
        C.POINTER(C.c_int32),
        C.POINTER(cpw_knapsack_answer),
        C.POINTER(cpw_error),
    )),
    "cpw_knapsack_solve_real": (C.c_int32, (
        C.POINTER(C.c_double),
        C.POINTER(C.c_int64),
        C.c_int64,
        C.c_int64,
        C.POINTER(cpw_knapsack_options),
        C.POINTER(C.c_int32),
        C.POINTER(cpw_knapsack_answer),
        C.POINTER(cpw_error),
    )),
    "cpw_knapsack_choose": (C.c_int32, (
        C.POINTER(C.c_int64),
        C.POINTER(C.c_int64),
        C.POINTER(C.c_int64),
        C.c_int64,
        C.c_int64,
        C.POINTER(cpw_knapsack_options),
        C.POINTER(C.c_int64),
        C.POINTER(cpw_knapsack_answer),
        C.POINTER(cpw_error),
    )),
    "cpw_knapsack_choose_real": (C.c_int32, (
        C.POINTER(C.c_double),
        C.POINTER(C.c_int64),
        C.POINTER(C.c_int64),
        C.c_int64,
        C.c_int64,
        C.POINTER(cpw_knapsack_options),
        C.POINTER(C.c_int64),
        C.POINTER(cpw_knapsack_answer),
        C.POINTER(cpw_error),
    )),
    "cpw_knapsack_rules_init_sized": (None, (C.POINTER(cpw_knapsack_rules), C.c_size_t)),
    "cpw_knapsack_rules_init": (None, (C.POINTER(cpw_knapsack_rules),)),
    "cpw_knapsack_select": (C.c_int32, (
        C.POINTER(C.c_int64),
        C.POINTER(C.c_int64),
        C.c_int64,
        C.c_int64,
        C.POINTER(cpw_knapsack_rules),
        C.POINTER(cpw_knapsack_options),
        C.POINTER(C.c_int32),
        C.POINTER(cpw_knapsack_answer),
        C.POINTER(cpw_error),
    )),
    "cpw_least_squares_init_sized": (None, (C.POINTER(cpw_least_squares), C.c_size_t)),
    "cpw_least_squares_init": (None, (C.POINTER(cpw_least_squares),)),
    "cpw_least_squares_answer_init_sized": (None, (
        C.POINTER(cpw_least_squares_answer),
        C.c_size_t,
    )),
    "cpw_least_squares_answer_init": (None, (C.POINTER(cpw_least_squares_answer),)),
    "cpw_least_squares_solve": (C.c_int32, (
        C.POINTER(cpw_least_squares),
        C.POINTER(cpw_run),
        C.POINTER(cpw_allocator),
        C.POINTER(cpw_least_squares_answer),
        C.POINTER(cpw_error),
    )),
    "cpw_ledger_new": (C.c_int32, (
        C.POINTER(cpw_allocator),
        C.POINTER(C.POINTER(cpw_ledger)),
        C.POINTER(cpw_error),
    )),
    "cpw_ledger_free": (None, (C.POINTER(cpw_ledger),)),
    "cpw_ledger_open": (C.c_int32, (
        C.POINTER(cpw_ledger),
        C.POINTER(cpw_ledger_account),
        C.POINTER(C.c_int64),
        C.POINTER(cpw_error),
    )),
    "cpw_ledger_post": (C.c_int32, (
        C.POINTER(cpw_ledger),
        C.POINTER(cpw_ledger_entry),
        C.c_int64,
        C.POINTER(C.c_int64),
        C.POINTER(cpw_error),
    )),
    "cpw_ledger_reverse": (C.c_int32, (
        C.POINTER(cpw_ledger),
        C.c_int64,
        C.c_int64,
        C.c_char_p,
        C.POINTER(C.c_int64),
        C.POINTER(cpw_error),
    )),
    "cpw_ledger_accounts": (C.c_int64, (C.POINTER(cpw_ledger),)),
    "cpw_ledger_entries": (C.c_int64, (C.POINTER(cpw_ledger),)),
    "cpw_ledger_find": (C.c_int32, (
        C.POINTER(cpw_ledger),
        C.c_char_p,
        C.POINTER(C.c_int64),
        C.POINTER(cpw_error),
    )),
    "cpw_ledger_account_at": (C.c_int32, (
        C.POINTER(cpw_ledger),
        C.c_int64,
        C.POINTER(cpw_ledger_account),
        C.POINTER(cpw_error),
    )),
    "cpw_ledger_entry_at": (C.c_int32, (
        C.POINTER(cpw_ledger),
        C.c_int64,
        C.POINTER(cpw_ledger_entry),
        C.POINTER(cpw_error),
    )),
    "cpw_ledger_balance": (C.c_int32, (
        C.POINTER(cpw_ledger),
        C.c_int64,
        C.POINTER(C.c_int64),
        C.POINTER(cpw_error),
    )),
    "cpw_ledger_trial_balance": (C.c_int32, (
        C.POINTER(cpw_ledger),
        C.POINTER(cpw_ledger_trial),
        C.POINTER(cpw_error),
    )),
    "cpw_ledger_statement": (C.c_int32, (
        C.POINTER(cpw_ledger),
        C.c_int32,
        C.c_int64,
        C.c_int64,
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_ledger_journal": (C.c_int32, (
        C.POINTER(cpw_ledger),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_ledger_write_accounts": (C.c_int32, (
        C.POINTER(cpw_ledger),
        C.POINTER(cpw_sink),
        C.POINTER(cpw_error),
    )),
    "cpw_ledger_write_entries": (C.c_int32, (
        C.POINTER(cpw_ledger),
        C.POINTER(cpw_sink),
        C.POINTER(cpw_error),
    )),
    "cpw_ledger_read": (C.c_int32, (
        C.POINTER(cpw_source),
        C.POINTER(cpw_source),
        C.POINTER(cpw_allocator),
        C.POINTER(C.POINTER(cpw_ledger)),
        C.POINTER(cpw_error),
    )),
    "cpw_liaison_ratio": (C.c_double, (C.c_double, C.c_double, C.c_double)),
    "cpw_liaison_init_sized": (None, (C.POINTER(cpw_liaison), C.c_size_t)),
    "cpw_liaison_init": (None, (C.POINTER(cpw_liaison),)),
    "cpw_liaison_project": (C.c_int32, (
        C.POINTER(cpw_liaison),
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_linear_program_init_sized": (None, (C.POINTER(cpw_linear_program), C.c_size_t)),
    "cpw_linear_program_init": (None, (C.POINTER(cpw_linear_program),)),
    "cpw_linear_options_init_sized": (None, (C.POINTER(cpw_linear_options), C.c_size_t)),
    "cpw_linear_options_init": (None, (C.POINTER(cpw_linear_options),)),
    "cpw_linear_answer_init_sized": (None, (C.POINTER(cpw_linear_answer), C.c_size_t)),
    "cpw_linear_answer_init": (None, (C.POINTER(cpw_linear_answer),)),
    "cpw_linear_solve": (C.c_int32, (
        C.POINTER(cpw_linear_program),
        C.POINTER(cpw_linear_options),
        C.POINTER(cpw_linear_answer),
        C.POINTER(cpw_error),
    )),
    "cpw_mcda_table_init_sized": (None, (C.POINTER(cpw_mcda_table), C.c_size_t)),
    "cpw_mcda_table_init": (None, (C.POINTER(cpw_mcda_table),)),
    "cpw_mcda_normalise": (C.c_int32, (
        C.POINTER(cpw_mcda_table),
        C.POINTER(cpw_run),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_mcda_weighted_sum": (C.c_int32, (
        C.POINTER(cpw_mcda_table),
        C.POINTER(cpw_run),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_mcda_weighted_product": (C.c_int32, (
        C.POINTER(cpw_mcda_table),
        C.POINTER(cpw_run),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_mcda_topsis": (C.c_int32, (
        C.POINTER(cpw_mcda_table),
        C.POINTER(cpw_run),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_mcda_vikor": (C.c_int32, (
        C.POINTER(cpw_mcda_table),
        C.c_double,
        C.POINTER(cpw_run),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(C.c_int32),
        C.POINTER(cpw_mcda_compromise),
        C.POINTER(cpw_error),
    )),
    "cpw_mcda_promethee": (C.c_int32, (
        C.POINTER(cpw_mcda_table),
        C.POINTER(cpw_mcda_preference),
        C.POINTER(cpw_run),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_mcda_spotis": (C.c_int32, (
        C.POINTER(cpw_mcda_table),
        C.POINTER(C.c_double),
        C.POINTER(cpw_run),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_mcda_method_init_sized": (None, (C.POINTER(cpw_mcda_method), C.c_size_t)),
    "cpw_mcda_method_init": (None, (C.POINTER(cpw_mcda_method),)),
    "cpw_mcda_score": (C.c_int32, (
        C.POINTER(cpw_mcda_table),
        C.POINTER(cpw_mcda_method),
        C.POINTER(cpw_run),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_mcda_rank": (C.c_int32, (
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_int32,
        C.c_int32,
        C.POINTER(cpw_allocator),
        C.POINTER(C.c_double),
        C.POINTER(C.c_int64),
        C.POINTER(cpw_error),
    )),
    "cpw_mcda_reversals": (C.c_int32, (
        C.POINTER(cpw_mcda_table),
        C.POINTER(cpw_mcda_method),
        C.POINTER(C.c_int64),
        C.c_int64,
        C.POINTER(cpw_run),
        C.c_int64,
        C.POINTER(cpw_mcda_reversal),
        C.POINTER(C.c_int64),
        C.POINTER(cpw_error),
    )),
    "cpw_mcda_electre_options_init_sized": (None, (
        C.POINTER(cpw_mcda_electre_options),
        C.c_size_t,
    )),
    "cpw_mcda_electre_options_init": (None, (C.POINTER(cpw_mcda_electre_options),)),
    "cpw_mcda_electre1": (C.c_int32, (
        C.POINTER(cpw_mcda_table),
        C.POINTER(cpw_mcda_electre_options),
        C.POINTER(cpw_run),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(C.c_int32),
        C.POINTER(C.c_int32),
        C.POINTER(cpw_error),
    )),
    "cpw_mitigators_steps": (C.c_int32, (
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_int32,
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_mitigators_init_sized": (None, (C.POINTER(cpw_mitigators), C.c_size_t)),
    "cpw_mitigators_init": (None, (C.POINTER(cpw_mitigators),)),
    "cpw_mitigators_project": (C.c_int32, (
        C.POINTER(cpw_mitigators),
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_pace_options_init_sized": (None, (C.POINTER(cpw_pace_options), C.c_size_t)),
    "cpw_pace_options_init": (None, (C.POINTER(cpw_pace_options),)),
    "cpw_pace_kind_name": (C.c_char_p, (C.c_int32,)),
    "cpw_pace_kind_number": (C.c_int32, (C.c_char_p,)),
    "cpw_pace_value": (C.c_double, (C.POINTER(cpw_pace_rule), C.c_double)),
    "cpw_pace_path": (C.c_int32, (
        C.POINTER(cpw_pace_plan),
        C.POINTER(cpw_pace_options),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_payment_init_sized": (None, (C.POINTER(cpw_payment), C.c_size_t)),
    "cpw_payment_init": (None, (C.POINTER(cpw_payment),)),
    "cpw_payment_preset_at": (C.POINTER(cpw_payment_preset), (C.c_int64,)),
    "cpw_payment_use": (C.c_int32, (C.c_char_p, C.POINTER(cpw_payment), C.POINTER(cpw_error))),
    "cpw_payment_check": (C.c_int32, (C.POINTER(cpw_payment), C.c_char_p, C.POINTER(cpw_error))),
    "cpw_payment_income": (C.c_int32, (
        C.POINTER(cpw_payment),
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(C.c_int64),
        C.POINTER(cpw_error),
    )),
    "cpw_payment_value": (C.c_double, (C.POINTER(cpw_payment), C.c_double)),
    "cpw_payment_marginal": (C.c_double, (C.POINTER(cpw_payment), C.c_double)),
    "cpw_payment_activity": (C.c_int32, (
        C.POINTER(cpw_payment),
        C.c_double,
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_plans_problem_init_sized": (None, (C.POINTER(cpw_plans_problem), C.c_size_t)),
    "cpw_plans_problem_init": (None, (C.POINTER(cpw_plans_problem),)),
    "cpw_plans_options_init_sized": (None, (C.POINTER(cpw_plans_options), C.c_size_t)),
    "cpw_plans_options_init": (None, (C.POINTER(cpw_plans_options),)),
    "cpw_plans_choose": (C.c_int32, (
        C.POINTER(cpw_plans_problem),
        C.POINTER(cpw_plans_options),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_plans_lists_init_sized": (None, (C.POINTER(cpw_plans_lists), C.c_size_t)),
    "cpw_plans_lists_init": (None, (C.POINTER(cpw_plans_lists),)),
    "cpw_plans_joint": (C.c_int32, (
        C.POINTER(cpw_plans_lists),
        C.POINTER(cpw_plans_options),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_pool_init_sized": (None, (C.POINTER(cpw_pool), C.c_size_t)),
    "cpw_pool_init": (None, (C.POINTER(cpw_pool),)),
    "cpw_pool_year": (C.c_int32, (
        C.POINTER(cpw_pool),
        C.POINTER(C.c_int64),
        C.POINTER(C.c_int64),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(C.POINTER(cpw_ledger)),
        C.POINTER(cpw_error),
    )),
    "cpw_pool_uplift": (C.c_double, (C.c_double, C.c_double)),
    "cpw_pool_minimums": (C.c_int32, (
        C.POINTER(C.c_int64),
        C.c_int64,
        C.c_double,
        C.POINTER(C.c_int64),
        C.POINTER(cpw_error),
    )),
    "cpw_pool_packages": (C.c_int32, (
        C.POINTER(C.c_int64),
        C.c_int64,
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_int32,
        C.POINTER(cpw_allocator),
        C.POINTER(C.c_int64),
        C.POINTER(cpw_error),
    )),
    "cpw_prevention_init_sized": (None, (C.POINTER(cpw_prevention), C.c_size_t)),
    "cpw_prevention_init": (None, (C.POINTER(cpw_prevention),)),
    "cpw_prevention_profile": (C.c_double, (C.c_double, C.c_double, C.c_double, C.c_double)),
    "cpw_prevention_project": (C.c_int32, (
        C.POINTER(cpw_prevention),
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_priority_policy_init_sized": (None, (C.POINTER(cpw_priority_policy), C.c_size_t)),
    "cpw_priority_policy_init": (None, (C.POINTER(cpw_priority_policy),)),
    "cpw_priority_policy_check": (C.c_int32, (
        C.POINTER(cpw_priority_policy),
        C.POINTER(cpw_error),
    )),
    "cpw_priority_protected": (C.c_int32, (C.c_char_p,)),
    "cpw_priority_protected_name": (C.c_char_p, (C.c_int32,)),
    "cpw_priority_value": (C.c_double, (C.POINTER(cpw_priority_criterion), C.c_double)),
    "cpw_priority_list_init_sized": (None, (C.POINTER(cpw_priority_list), C.c_size_t)),
    "cpw_priority_list_init": (None, (C.POINTER(cpw_priority_list),)),
    "cpw_priority_ranking_init_sized": (None, (C.POINTER(cpw_priority_ranking), C.c_size_t)),
    "cpw_priority_ranking_init": (None, (C.POINTER(cpw_priority_ranking),)),
    "cpw_priority_rank": (C.c_int32, (
        C.POINTER(cpw_priority_policy),
        C.POINTER(cpw_priority_list),
        C.POINTER(cpw_priority_ranking),
        C.POINTER(cpw_error),
    )),
    "cpw_priority_values": (C.c_int32, (
        C.POINTER(cpw_priority_policy),
        C.POINTER(cpw_priority_list),
        C.POINTER(C.c_double),
        C.POINTER(C.c_int32),
        C.POINTER(cpw_error),
    )),
    "cpw_priority_explain": (C.c_int32, (
        C.POINTER(cpw_priority_policy),
        C.POINTER(cpw_priority_list),
        C.c_int64,
        C.POINTER(cpw_allocator),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_priority_compare": (C.c_int32, (
        C.POINTER(cpw_priority_policy),
        C.POINTER(cpw_priority_list),
        C.c_int64,
        C.c_int64,
        C.POINTER(cpw_allocator),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_priority_panel": (C.c_int32, (
        C.POINTER(cpw_priority_policy),
        C.POINTER(cpw_priority_list),
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(C.c_int64),
        C.c_int64,
        C.POINTER(C.c_int64),
        C.POINTER(cpw_error),
    )),
    "cpw_policy_read": (C.c_int32, (
        C.POINTER(cpw_source),
        C.POINTER(cpw_allocator),
        C.POINTER(C.POINTER(cpw_policy)),
        C.POINTER(cpw_error),
    )),
    "cpw_policy_view": (C.POINTER(cpw_priority_policy), (C.POINTER(cpw_policy),)),
    "cpw_policy_column": (C.c_char_p, (C.POINTER(cpw_policy), C.c_int64)),
    "cpw_policy_free": (None, (C.POINTER(cpw_policy),)),
    "cpw_policy_write": (C.c_int32, (
        C.POINTER(cpw_priority_policy),
        C.POINTER(cpw_sink),
        C.POINTER(cpw_error),
    )),
    "cpw_audit_entry_init_sized": (None, (C.POINTER(cpw_audit_entry), C.c_size_t)),
    "cpw_audit_entry_init": (None, (C.POINTER(cpw_audit_entry),)),
    "cpw_audit_append": (C.c_int32, (
        C.POINTER(cpw_audit_entry),
        C.POINTER(cpw_sink),
        C.POINTER(C.c_char),
        C.POINTER(cpw_error),
    )),
    "cpw_audit_data_digest": (C.c_int32, (
        C.POINTER(cpw_priority_policy),
        C.POINTER(cpw_priority_list),
        C.POINTER(cpw_allocator),
        C.POINTER(C.c_char),
        C.POINTER(cpw_error),
    )),
    "cpw_audit_verify": (C.c_int32, (
        C.POINTER(cpw_source),
        C.c_char_p,
        C.c_char_p,
        C.POINTER(cpw_allocator),
        C.POINTER(cpw_audit_finding),
        C.POINTER(cpw_error),
    )),
    "cpw_audit_read": (C.c_int32, (
        C.POINTER(cpw_source),
        C.c_int64,
        C.POINTER(cpw_allocator),
        C.POINTER(C.POINTER(cpw_audit_record)),
        C.POINTER(cpw_error),
    )),
    "cpw_audit_record_view": (C.POINTER(cpw_audit_view), (C.POINTER(cpw_audit_record),)),
    "cpw_audit_record_free": (None, (C.POINTER(cpw_audit_record),)),
    "cpw_audit_replay": (C.c_int32, (
        C.POINTER(cpw_audit_record),
        C.POINTER(cpw_priority_list),
        C.POINTER(C.c_int64),
        C.POINTER(cpw_run),
        C.POINTER(cpw_allocator),
        C.POINTER(cpw_audit_replayed),
        C.POINTER(cpw_error),
    )),
    "cpw_projection_scale_row": (C.c_int32, (
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_int64,
        C.c_int64,
        C.c_double,
        C.c_int32,
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_projection_phase": (C.c_double, (C.c_double, C.c_int64, C.c_int64, C.c_int64)),
    "cpw_projection_init_sized": (None, (C.POINTER(cpw_projection), C.c_size_t)),
    "cpw_projection_init": (None, (C.POINTER(cpw_projection),)),
    "cpw_projection_project": (C.c_int32, (
        C.POINTER(cpw_projection),
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
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
    "cpw_advice_init_sized": (None, (C.POINTER(cpw_advice), C.c_size_t)),
    "cpw_advice_init": (None, (C.POINTER(cpw_advice),)),
    "cpw_advice_project": (C.c_int32, (
        C.POINTER(cpw_advice),
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_event_log_init_sized": (None, (C.POINTER(cpw_event_log), C.c_size_t)),
    "cpw_event_log_init": (None, (C.POINTER(cpw_event_log),)),
    "cpw_event_log_options_init_sized": (None, (C.POINTER(cpw_event_log_options), C.c_size_t)),
    "cpw_event_log_options_init": (None, (C.POINTER(cpw_event_log_options),)),
    "cpw_event_log_check": (C.c_int32, (
        C.POINTER(cpw_event_log),
        C.POINTER(cpw_event_log_options),
        C.POINTER(cpw_event_log_counts),
        C.POINTER(cpw_error),
    )),
    "cpw_event_log_routes": (C.c_int32, (
        C.POINTER(cpw_event_log),
        C.POINTER(cpw_event_log_options),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_event_log_fit_laws": (C.c_int32, (
        C.POINTER(C.c_double),
        C.POINTER(C.c_int32),
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(C.c_int32),
        C.c_int64,
        C.c_double,
        C.POINTER(cpw_allocator),
        C.POINTER(cpw_event_log_fit),
        C.POINTER(cpw_error),
    )),
    "cpw_event_log_durations": (C.c_int32, (
        C.POINTER(cpw_event_log),
        C.POINTER(cpw_event_log_options),
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_event_log_duration": (C.c_int32, (
        C.POINTER(cpw_result),
        C.c_int64,
        C.c_int64,
        C.POINTER(cpw_duration),
        C.POINTER(cpw_error),
    )),
    "cpw_event_log_flows": (C.c_int32, (
        C.POINTER(cpw_event_log),
        C.POINTER(cpw_event_log_options),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_event_log_state": (C.c_int32, (
        C.POINTER(cpw_event_log),
        C.POINTER(cpw_event_log_options),
        C.c_double,
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_event_log_backtest": (C.c_int32, (
        C.POINTER(cpw_event_log),
        C.POINTER(cpw_event_log_options),
        C.c_double,
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_event_log_read": (C.c_int32, (
        C.POINTER(cpw_source),
        C.POINTER(cpw_allocator),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_event_log_view": (C.c_int32, (
        C.POINTER(cpw_result),
        C.POINTER(cpw_event_log),
        C.POINTER(cpw_event_log_options),
        C.POINTER(cpw_error),
    )),
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
    "cpw_hazard_from_probability": (C.c_double, (C.c_double, C.c_double)),
    "cpw_probability_from_hazard": (C.c_double, (C.c_double, C.c_double)),
    "cpw_markov_check": (C.c_int32, (C.POINTER(C.c_double), C.c_int32, C.POINTER(cpw_error))),
    "cpw_markov_probabilities": (C.c_int32, (
        C.POINTER(C.c_double),
        C.c_int32,
        C.c_double,
        C.POINTER(cpw_allocator),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_markov_propagate": (C.c_int32, (
        C.POINTER(C.c_double),
        C.c_int32,
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(cpw_allocator),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_markov_time_in_states": (C.c_int32, (
        C.POINTER(C.c_double),
        C.c_int32,
        C.c_double,
        C.POINTER(cpw_allocator),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_markov_sojourn": (C.c_int32, (
        C.POINTER(C.c_double),
        C.c_int32,
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_markov_next": (C.c_int32, (
        C.POINTER(C.c_double),
        C.c_int32,
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_markov_first_passage": (C.c_int32, (
        C.POINTER(C.c_double),
        C.c_int32,
        C.POINTER(C.c_int32),
        C.POINTER(cpw_allocator),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_markov_passage": (C.c_int32, (
        C.POINTER(C.c_double),
        C.c_int32,
        C.POINTER(C.c_int32),
        C.c_double,
        C.POINTER(cpw_allocator),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_markov_stationary": (C.c_int32, (
        C.POINTER(C.c_double),
        C.c_int32,
        C.POINTER(cpw_allocator),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_markov_absorption": (C.c_int32, (
        C.POINTER(C.c_double),
        C.c_int32,
        C.POINTER(cpw_allocator),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_panel_init_sized": (None, (C.POINTER(cpw_panel), C.c_size_t)),
    "cpw_panel_init": (None, (C.POINTER(cpw_panel),)),
    "cpw_markov_options_init_sized": (None, (C.POINTER(cpw_markov_options), C.c_size_t)),
    "cpw_markov_options_init": (None, (C.POINTER(cpw_markov_options),)),
    "cpw_markov_fit": (C.c_int32, (
        C.POINTER(cpw_panel),
        C.c_int32,
        C.POINTER(C.c_int32),
        C.POINTER(C.c_int32),
        C.c_int64,
        C.POINTER(cpw_markov_options),
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_stage_init": (None, (C.POINTER(cpw_stage),)),
    "cpw_route_init": (None, (C.POINTER(cpw_route),)),
    "cpw_arrivals_init": (None, (C.POINTER(cpw_arrivals),)),
    "cpw_pathway_init_sized": (None, (C.POINTER(cpw_pathway), C.c_size_t)),
    "cpw_pathway_init": (None, (C.POINTER(cpw_pathway),)),
    "cpw_pathway_check": (C.c_int32, (
        C.POINTER(cpw_pathway),
        C.POINTER(cpw_allocator),
        C.POINTER(cpw_error),
    )),
    "cpw_pathway_capacity": (C.c_double, (C.POINTER(cpw_pathway), C.c_int64, C.c_double)),
    "cpw_network_new": (C.c_int32, (
        C.c_char_p,
        C.POINTER(cpw_allocator),
        C.POINTER(C.POINTER(cpw_network)),
        C.POINTER(cpw_error),
    )),
    "cpw_network_free": (None, (C.POINTER(cpw_network),)),
    "cpw_network_add_stage": (C.c_int32, (
        C.POINTER(cpw_network),
        C.POINTER(cpw_stage),
        C.POINTER(C.c_int32),
        C.POINTER(cpw_error),
    )),
    "cpw_network_add_group": (C.c_int32, (
        C.POINTER(cpw_network),
        C.c_char_p,
        C.POINTER(C.c_int32),
        C.POINTER(cpw_error),
    )),
    "cpw_network_add_calendar": (C.c_int32, (
        C.POINTER(cpw_network),
        C.POINTER(cpw_calendar),
        C.POINTER(C.c_int32),
        C.POINTER(cpw_error),
    )),
    "cpw_network_add_pool": (C.c_int32, (
        C.POINTER(cpw_network),
        C.POINTER(cpw_shared_pool),
        C.POINTER(C.c_int32),
        C.POINTER(cpw_error),
    )),
    "cpw_network_add_routes": (C.c_int32, (
        C.POINTER(cpw_network),
        C.POINTER(cpw_route),
        C.c_int64,
        C.POINTER(cpw_error),
    )),
    "cpw_network_add_arrivals": (C.c_int32, (
        C.POINTER(cpw_network),
        C.POINTER(cpw_arrivals),
        C.c_int64,
        C.POINTER(cpw_error),
    )),
    "cpw_network_add_stays": (C.c_int32, (
        C.POINTER(cpw_network),
        C.POINTER(cpw_stay),
        C.c_int64,
        C.POINTER(cpw_error),
    )),
    "cpw_network_add_changes": (C.c_int32, (
        C.POINTER(cpw_network),
        C.POINTER(cpw_change),
        C.c_int64,
        C.POINTER(cpw_error),
    )),
    "cpw_network_add_uses": (C.c_int32, (
        C.POINTER(cpw_network),
        C.POINTER(cpw_pool_use),
        C.c_int64,
        C.POINTER(cpw_error),
    )),
    "cpw_network_add_initial": (C.c_int32, (
        C.POINTER(cpw_network),
        C.POINTER(cpw_initial),
        C.c_int64,
        C.POINTER(cpw_error),
    )),
    "cpw_network_set_figure": (C.c_int32, (
        C.POINTER(cpw_network),
        C.c_int32,
        C.c_int32,
        C.c_int32,
        C.c_double,
        C.POINTER(cpw_error),
    )),
    "cpw_network_set_deadlock": (C.c_int32, (
        C.POINTER(cpw_network),
        C.c_int32,
        C.POINTER(cpw_error),
    )),
    "cpw_network_set_stage": (C.c_int32, (
        C.POINTER(cpw_network),
        C.c_int32,
        C.POINTER(cpw_stage),
        C.POINTER(cpw_error),
    )),
    "cpw_network_stage": (C.c_int32, (C.POINTER(cpw_network), C.c_char_p)),
    "cpw_network_group": (C.c_int32, (C.POINTER(cpw_network), C.c_char_p)),
    "cpw_network_calendar": (C.c_int32, (C.POINTER(cpw_network), C.c_char_p)),
    "cpw_network_pool": (C.c_int32, (C.POINTER(cpw_network), C.c_char_p)),
    "cpw_network_pathway": (C.POINTER(cpw_pathway), (C.POINTER(cpw_network), C.POINTER(cpw_error))),
    "cpw_pathway_adjusted": (C.c_int32, (
        C.POINTER(cpw_pathway),
        C.POINTER(cpw_adjustment),
        C.c_int64,
        C.POINTER(cpw_allocator),
        C.POINTER(C.POINTER(cpw_network)),
        C.POINTER(cpw_error),
    )),
    "cpw_series_length": (C.c_int64, (C.POINTER(cpw_result), C.c_int32)),
    "cpw_series_values": (C.c_int32, (
        C.POINTER(cpw_result),
        C.c_int32,
        C.c_double,
        C.c_int64,
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_pathway_events_options_init_sized": (None, (
        C.POINTER(cpw_pathway_events_options),
        C.c_size_t,
    )),
    "cpw_pathway_events_options_init": (None, (C.POINTER(cpw_pathway_events_options),)),
    "cpw_pathway_simulate": (C.c_int32, (
        C.POINTER(cpw_pathway),
        C.POINTER(cpw_pathway_events_options),
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_pathway_difference": (C.c_int32, (
        C.POINTER(cpw_result),
        C.POINTER(cpw_result),
        C.c_double,
        C.POINTER(cpw_allocator),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_pathway_forecast_options_init_sized": (None, (
        C.POINTER(cpw_pathway_forecast_options),
        C.c_size_t,
    )),
    "cpw_pathway_forecast_options_init": (None, (C.POINTER(cpw_pathway_forecast_options),)),
    "cpw_pathway_forecast": (C.c_int32, (
        C.POINTER(cpw_pathway),
        C.POINTER(cpw_pathway_forecast_options),
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_pathway_file_name": (C.c_char_p, (C.c_int64,)),
    "cpw_pathway_file_columns": (C.c_char_p, (C.c_int64,)),
    "cpw_pathway_read": (C.c_int32, (
        C.POINTER(cpw_source),
        C.c_int64,
        C.POINTER(cpw_allocator),
        C.POINTER(C.POINTER(cpw_network)),
        C.POINTER(cpw_error),
    )),
    "cpw_pathway_read_folder": (C.c_int32, (
        C.c_char_p,
        C.POINTER(cpw_allocator),
        C.POINTER(C.POINTER(cpw_network)),
        C.POINTER(cpw_error),
    )),
    "cpw_pathway_file_needed": (C.c_int32, (C.POINTER(cpw_pathway), C.c_int64)),
    "cpw_pathway_write": (C.c_int32, (
        C.POINTER(cpw_pathway),
        C.c_int64,
        C.POINTER(cpw_allocator),
        C.POINTER(cpw_sink),
        C.POINTER(cpw_error),
    )),
    "cpw_pathway_write_folder": (C.c_int32, (
        C.POINTER(cpw_pathway),
        C.c_char_p,
        C.POINTER(cpw_allocator),
        C.POINTER(cpw_error),
    )),
    "cpw_pathway_fluid_options_init_sized": (None, (
        C.POINTER(cpw_pathway_fluid_options),
        C.c_size_t,
    )),
    "cpw_pathway_fluid_options_init": (None, (C.POINTER(cpw_pathway_fluid_options),)),
    "cpw_pathway_fluid": (C.c_int32, (
        C.POINTER(cpw_pathway),
        C.POINTER(cpw_pathway_fluid_options),
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_pathway_fluid_gradient": (C.c_int32, (
        C.POINTER(cpw_pathway),
        C.POINTER(cpw_pathway_fluid_options),
        C.POINTER(cpw_fluid_output),
        C.c_int64,
        C.POINTER(cpw_fluid_parameter),
        C.c_int64,
        C.POINTER(cpw_run),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_preset_count": (C.c_int64, ()),
    "cpw_preset_name": (C.c_char_p, (C.c_int64,)),
    "cpw_preset_summary": (C.c_char_p, (C.c_int64,)),
    "cpw_preset_find": (C.c_int64, (C.c_char_p,)),
    "cpw_preset_parameters": (C.c_int64, (C.c_int64,)),
    "cpw_preset_parameter_at": (C.POINTER(cpw_preset_parameter), (C.c_int64, C.c_int64)),
    "cpw_preset_network": (C.c_int32, (
        C.c_int64,
        C.POINTER(C.c_char_p),
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(cpw_allocator),
        C.POINTER(C.POINTER(cpw_network)),
        C.POINTER(cpw_error),
    )),
    "cpw_pathway_steady_method": (C.c_char_p, (C.c_int32,)),
    "cpw_pathway_steady_options_init_sized": (None, (
        C.POINTER(cpw_pathway_steady_options),
        C.c_size_t,
    )),
    "cpw_pathway_steady_options_init": (None, (C.POINTER(cpw_pathway_steady_options),)),
    "cpw_pathway_steady": (C.c_int32, (
        C.POINTER(cpw_pathway),
        C.POINTER(cpw_pathway_steady_options),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_pathway_size": (C.c_int32, (
        C.POINTER(cpw_pathway),
        C.POINTER(cpw_pathway_size_goal),
        C.c_int64,
        C.POINTER(cpw_pathway_steady_options),
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
    "cpw_phases_check": (C.c_int32, (C.POINTER(cpw_phases), C.c_char_p, C.POINTER(cpw_error))),
    "cpw_coxian_check": (C.c_int32, (C.POINTER(cpw_coxian), C.c_char_p, C.POINTER(cpw_error))),
    "cpw_coxian_two_moments": (C.c_int32, (
        C.c_double,
        C.c_double,
        C.c_int32,
        C.POINTER(cpw_coxian),
        C.POINTER(cpw_error),
    )),
    "cpw_coxian_three_moments": (C.c_int32, (
        C.c_double,
        C.c_double,
        C.c_double,
        C.c_int32,
        C.POINTER(cpw_coxian),
        C.POINTER(cpw_error),
    )),
    "cpw_coxian_match": (C.c_int32, (
        C.POINTER(cpw_duration),
        C.c_int32,
        C.POINTER(cpw_coxian),
        C.POINTER(cpw_error),
    )),
    "cpw_coxian_moments": (C.c_int32, (
        C.POINTER(cpw_coxian),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_coxian_equilibrium": (C.c_int32, (
        C.POINTER(cpw_coxian),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_coxian_draw": (C.c_double, (C.POINTER(cpw_coxian), C.POINTER(cpw_stream))),
    "cpw_coxian_phases": (C.c_int32, (
        C.POINTER(cpw_coxian),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_phases_survival": (C.c_int32, (
        C.POINTER(cpw_phases),
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(cpw_allocator),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_phases_density": (C.c_int32, (
        C.POINTER(cpw_phases),
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(cpw_allocator),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_phases_quantile": (C.c_int32, (
        C.POINTER(cpw_phases),
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(cpw_allocator),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_phases_moments": (C.c_int32, (
        C.POINTER(cpw_phases),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_phases_propagate": (C.c_int32, (
        C.POINTER(cpw_phases),
        C.POINTER(C.c_double),
        C.c_double,
        C.POINTER(cpw_allocator),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_phases_equilibrium": (C.c_int32, (
        C.POINTER(cpw_phases),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_phases_fill": (C.c_int32, (
        C.POINTER(cpw_phases),
        C.POINTER(cpw_stream),
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(cpw_error),
    )),
    "cpw_phases_options_init_sized": (None, (C.POINTER(cpw_phases_options), C.c_size_t)),
    "cpw_phases_options_init": (None, (C.POINTER(cpw_phases_options),)),
    "cpw_phases_fit": (C.c_int32, (
        C.POINTER(C.c_double),
        C.POINTER(C.c_int32),
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(cpw_phases_options),
        C.POINTER(cpw_hyper_erlang),
        C.POINTER(cpw_phases_fitted),
        C.POINTER(cpw_error),
    )),
    "cpw_hyper_erlang_phases": (C.c_int32, (
        C.POINTER(cpw_hyper_erlang),
        C.POINTER(C.c_int32),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_response_name": (C.c_char_p, (C.c_int32,)),
    "cpw_response_number": (C.c_int32, (C.c_char_p,)),
    "cpw_response_check": (C.c_int32, (C.POINTER(cpw_response), C.c_char_p, C.POINTER(cpw_error))),
    "cpw_response_value": (C.c_double, (C.POINTER(cpw_response), C.c_double)),
    "cpw_response_gain": (C.c_double, (C.POINTER(cpw_response), C.c_double, C.c_double)),
    "cpw_response_slope": (C.c_double, (C.POINTER(cpw_response), C.c_double, C.c_int32)),
    "cpw_response_fill": (C.c_int32, (
        C.POINTER(cpw_response),
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_response_spend": (C.c_double, (C.POINTER(cpw_response), C.c_double)),
    "cpw_response_demand": (C.c_int32, (
        C.POINTER(cpw_response),
        C.c_double,
        C.c_double,
        C.c_double,
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_response_inflection": (C.c_double, (C.POINTER(cpw_response),)),
    "cpw_response_envelope": (C.c_int32, (
        C.POINTER(cpw_response),
        C.c_double,
        C.c_double,
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_response_tiers": (C.c_int32, (
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_double,
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(C.c_int64),
        C.POINTER(cpw_error),
    )),
    "cpw_response_concave": (C.c_int32, (
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_response_fit": (C.c_int32, (
        C.c_int32,
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_double,
        C.POINTER(cpw_response),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_budget_problem_init_sized": (None, (C.POINTER(cpw_budget_problem), C.c_size_t)),
    "cpw_budget_problem_init": (None, (C.POINTER(cpw_budget_problem),)),
    "cpw_budget_units_init_sized": (None, (C.POINTER(cpw_budget_units), C.c_size_t)),
    "cpw_budget_units_init": (None, (C.POINTER(cpw_budget_units),)),
    "cpw_budget_options_init_sized": (None, (C.POINTER(cpw_budget_options), C.c_size_t)),
    "cpw_budget_options_init": (None, (C.POINTER(cpw_budget_options),)),
    "cpw_budget_allocate": (C.c_int32, (
        C.POINTER(cpw_budget_problem),
        C.POINTER(cpw_budget_options),
        C.POINTER(cpw_run),
        C.POINTER(C.c_double),
        C.POINTER(cpw_budget_answer),
        C.POINTER(cpw_error),
    )),
    "cpw_budget_allocate_units": (C.c_int32, (
        C.POINTER(cpw_budget_units),
        C.POINTER(cpw_budget_options),
        C.POINTER(C.c_int64),
        C.POINTER(cpw_budget_answer),
        C.POINTER(cpw_error),
    )),
    "cpw_budget_fair": (C.c_int32, (
        C.POINTER(cpw_budget_problem),
        C.c_double,
        C.POINTER(cpw_budget_options),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(cpw_budget_fairness),
        C.POINTER(cpw_error),
    )),
    "cpw_budget_people_init_sized": (None, (C.POINTER(cpw_budget_people), C.c_size_t)),
    "cpw_budget_people_init": (None, (C.POINTER(cpw_budget_people),)),
    "cpw_budget_welfare": (C.c_int32, (
        C.POINTER(cpw_budget_problem),
        C.POINTER(cpw_budget_people),
        C.POINTER(cpw_budget_options),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(cpw_budget_wellbeing),
        C.POINTER(cpw_error),
    )),
    "cpw_budget_report": (C.c_int32, (
        C.POINTER(cpw_budget_problem),
        C.POINTER(C.c_double),
        C.POINTER(C.c_char_p),
        C.POINTER(C.c_char_p),
        C.POINTER(cpw_budget_options),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_budget_league": (C.c_int32, (
        C.POINTER(C.c_int64),
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_int64,
        C.POINTER(C.c_int64),
        C.POINTER(C.c_double),
        C.POINTER(cpw_budget_line),
        C.POINTER(cpw_error),
    )),
    "cpw_budget_reinvest": (C.c_int32, (
        C.POINTER(cpw_budget_units),
        C.c_int64,
        C.POINTER(cpw_budget_move),
        C.POINTER(C.c_int64),
        C.POINTER(C.c_int64),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_returns_lags": (C.c_int32, (
        C.POINTER(cpw_duration),
        C.c_int64,
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_returns_init_sized": (None, (C.POINTER(cpw_returns), C.c_size_t)),
    "cpw_returns_init": (None, (C.POINTER(cpw_returns),)),
    "cpw_returns_project": (C.c_int32, (
        C.POINTER(cpw_returns),
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
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
    "cpw_parameter_law_name": (C.c_char_p, (C.c_int32,)),
    "cpw_parameter_law_number": (C.c_int32, (C.c_char_p,)),
    "cpw_parameter_check": (C.c_int32, (
        C.POINTER(cpw_parameter),
        C.c_char_p,
        C.POINTER(cpw_error),
    )),
    "cpw_parameter_quantile": (C.c_double, (C.POINTER(cpw_parameter), C.c_double)),
    "cpw_parameter_moments": (C.c_int32, (
        C.POINTER(cpw_parameter),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_parameters_map": (C.c_int32, (
        C.POINTER(cpw_parameter),
        C.c_int64,
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(cpw_allocator),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_sobol_points": (C.c_int32, (
        C.c_int64,
        C.c_int64,
        C.c_int64,
        C.c_int32,
        C.c_uint64,
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_sensitivity_options_init_sized": (None, (C.POINTER(cpw_sensitivity_options), C.c_size_t)),
    "cpw_sensitivity_options_init": (None, (C.POINTER(cpw_sensitivity_options),)),
    "cpw_parameters_sample": (C.c_int32, (
        C.POINTER(cpw_parameter),
        C.c_int64,
        C.c_int64,
        C.POINTER(cpw_sensitivity_options),
        C.POINTER(cpw_run),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_sobol_rows": (C.c_int64, (C.c_int64, C.c_int64, C.c_int32)),
    "cpw_sobol_design": (C.c_int32, (
        C.c_int64,
        C.c_int64,
        C.POINTER(cpw_sensitivity_options),
        C.POINTER(cpw_run),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_sobol_indices": (C.c_int32, (
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(cpw_parameter),
        C.c_int64,
        C.c_int64,
        C.POINTER(cpw_sensitivity_options),
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_sobol_grid": (C.c_int32, (
        C.POINTER(C.c_double),
        C.POINTER(C.c_int64),
        C.c_int64,
        C.POINTER(C.c_double),
        C.POINTER(cpw_allocator),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_morris_design": (C.c_int32, (
        C.c_int64,
        C.c_int64,
        C.POINTER(cpw_sensitivity_options),
        C.POINTER(cpw_run),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_morris_effects": (C.c_int32, (
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(cpw_parameter),
        C.c_int64,
        C.c_int64,
        C.POINTER(cpw_sensitivity_options),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_model_init_sized": (None, (C.POINTER(cpw_model), C.c_size_t)),
    "cpw_model_init": (None, (C.POINTER(cpw_model),)),
    "cpw_model_evaluate": (C.c_int32, (
        C.POINTER(cpw_model),
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_int64,
        C.c_int64,
        C.POINTER(cpw_run),
        C.POINTER(cpw_allocator),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_sobol": (C.c_int32, (
        C.POINTER(cpw_model),
        C.c_int64,
        C.POINTER(cpw_parameter),
        C.c_int64,
        C.c_int64,
        C.POINTER(cpw_sensitivity_options),
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_morris": (C.c_int32, (
        C.POINTER(cpw_model),
        C.c_int64,
        C.POINTER(cpw_parameter),
        C.c_int64,
        C.c_int64,
        C.POINTER(cpw_sensitivity_options),
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_one_way_design": (C.c_int32, (
        C.POINTER(cpw_parameter),
        C.c_int64,
        C.c_double,
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_one_way_swings": (C.c_int32, (
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(cpw_allocator),
        C.POINTER(cpw_swing),
        C.POINTER(cpw_error),
    )),
    "cpw_evpi": (C.c_int32, (
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_int64,
        C.c_double,
        C.POINTER(cpw_perfect_information),
        C.POINTER(cpw_error),
    )),
    "cpw_evppi": (C.c_int32, (
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_int64,
        C.c_int64,
        C.c_int32,
        C.c_int64,
        C.c_double,
        C.POINTER(cpw_run),
        C.POINTER(cpw_allocator),
        C.POINTER(cpw_partial_information),
        C.POINTER(cpw_error),
    )),
    "cpw_tail_risk": (C.c_int32, (
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_double,
        C.POINTER(cpw_allocator),
        C.POINTER(cpw_tail),
        C.POINTER(cpw_error),
    )),
    "cpw_smaa_options_init_sized": (None, (C.POINTER(cpw_smaa_options), C.c_size_t)),
    "cpw_smaa_options_init": (None, (C.POINTER(cpw_smaa_options),)),
    "cpw_smaa_simulate": (C.c_int32, (
        C.POINTER(cpw_mcda_table),
        C.POINTER(cpw_smaa_options),
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_smaa_policy": (C.c_int32, (
        C.POINTER(cpw_priority_policy),
        C.POINTER(cpw_priority_list),
        C.POINTER(cpw_smaa_options),
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_smaa_confidence": (C.c_int32, (
        C.POINTER(cpw_mcda_table),
        C.POINTER(cpw_smaa_options),
        C.POINTER(C.c_double),
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_smaa_threshold": (C.c_double, (C.c_double, C.c_double, C.c_double, C.c_double)),
    "cpw_smaa_two_criteria": (C.c_int32, (
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(cpw_allocator),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
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
    "cpw_equity_fieller": (C.c_int32, (
        C.c_double,
        C.c_double,
        C.c_double,
        C.c_double,
        C.c_double,
        C.c_double,
        C.POINTER(cpw_fieller),
        C.POINTER(cpw_error),
    )),
    "cpw_gaps_options_init_sized": (None, (C.POINTER(cpw_gaps_options), C.c_size_t)),
    "cpw_gaps_options_init": (None, (C.POINTER(cpw_gaps_options),)),
    "cpw_equity_gaps": (C.c_int32, (
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(cpw_gaps_options),
        C.POINTER(cpw_gaps),
        C.POINTER(cpw_error),
    )),
    "cpw_slope_options_init_sized": (None, (C.POINTER(cpw_slope_options), C.c_size_t)),
    "cpw_slope_options_init": (None, (C.POINTER(cpw_slope_options),)),
    "cpw_equity_slope": (C.c_int32, (
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_int64,
        C.POINTER(cpw_slope_options),
        C.POINTER(cpw_run),
        C.POINTER(cpw_slope),
        C.POINTER(cpw_slope_limits),
        C.POINTER(cpw_error),
    )),
    "cpw_concentration_options_init_sized": (None, (
        C.POINTER(cpw_concentration_options),
        C.c_size_t,
    )),
    "cpw_concentration_options_init": (None, (C.POINTER(cpw_concentration_options),)),
    "cpw_equity_concentration": (C.c_int32, (
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(cpw_concentration_options),
        C.POINTER(cpw_concentration),
        C.POINTER(cpw_error),
    )),
    "cpw_equity_concentration_grouped": (C.c_int32, (
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(cpw_concentration_options),
        C.POINTER(cpw_concentration),
        C.POINTER(cpw_error),
    )),
    "cpw_equity_curve": (C.c_int32, (
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(cpw_allocator),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_equity_dispersion": (C.c_int32, (
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(cpw_allocator),
        C.POINTER(cpw_dispersion),
        C.POINTER(cpw_error),
    )),
    "cpw_equity_entropy": (C.c_int32, (
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(cpw_allocator),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_equity_ede": (C.c_int32, (
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_int32,
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(cpw_allocator),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_equity_decompose": (C.c_int32, (
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(C.c_int64),
        C.c_int64,
        C.c_int64,
        C.c_int32,
        C.POINTER(cpw_allocator),
        C.POINTER(cpw_decomposition),
        C.POINTER(cpw_decomposition_group),
        C.POINTER(cpw_error),
    )),
    "cpw_equity_decompose_crossed": (C.c_int32, (
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(C.c_int64),
        C.POINTER(C.c_int64),
        C.c_int64,
        C.c_int64,
        C.c_int64,
        C.c_int32,
        C.POINTER(cpw_allocator),
        C.POINTER(cpw_crossed_decomposition),
        C.POINTER(cpw_error),
    )),
    "cpw_bounds_options_init_sized": (None, (C.POINTER(cpw_bounds_options), C.c_size_t)),
    "cpw_bounds_options_init": (None, (C.POINTER(cpw_bounds_options),)),
    "cpw_equity_bounds": (C.c_int32, (
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(cpw_bounds_options),
        C.POINTER(cpw_bounds),
        C.POINTER(cpw_error),
    )),
    "cpw_impact_list_init_sized": (None, (C.POINTER(cpw_impact_list), C.c_size_t)),
    "cpw_impact_list_init": (None, (C.POINTER(cpw_impact_list),)),
    "cpw_impact_options_init_sized": (None, (C.POINTER(cpw_impact_options), C.c_size_t)),
    "cpw_impact_options_init": (None, (C.POINTER(cpw_impact_options),)),
    "cpw_impact_measure": (C.c_int32, (
        C.POINTER(cpw_impact_list),
        C.POINTER(cpw_impact_options),
        C.POINTER(C.POINTER(cpw_result)),
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
    "cpw_surge_init_sized": (None, (C.POINTER(cpw_surge), C.c_size_t)),
    "cpw_surge_init": (None, (C.POINTER(cpw_surge),)),
    "cpw_surge_project": (C.c_int32, (
        C.POINTER(cpw_surge),
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_survival_rows_init_sized": (None, (C.POINTER(cpw_survival_rows), C.c_size_t)),
    "cpw_survival_rows_init": (None, (C.POINTER(cpw_survival_rows),)),
    "cpw_survival_options_init_sized": (None, (C.POINTER(cpw_survival_options), C.c_size_t)),
    "cpw_survival_options_init": (None, (C.POINTER(cpw_survival_options),)),
    "cpw_survival_curves": (C.c_int32, (
        C.POINTER(cpw_survival_rows),
        C.POINTER(cpw_survival_options),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_survival_test_options_init_sized": (None, (
        C.POINTER(cpw_survival_test_options),
        C.c_size_t,
    )),
    "cpw_survival_test_options_init": (None, (C.POINTER(cpw_survival_test_options),)),
    "cpw_survival_compare": (C.c_int32, (
        C.POINTER(cpw_survival_rows),
        C.POINTER(cpw_survival_test_options),
        C.POINTER(cpw_survival_test),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_survival_pairwise": (C.c_int32, (
        C.POINTER(cpw_survival_rows),
        C.POINTER(cpw_survival_test_options),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_survival_ratios": (C.c_int32, (
        C.POINTER(cpw_survival_rows),
        C.POINTER(cpw_survival_test_options),
        C.c_int64,
        C.c_double,
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_system_init_sized": (None, (C.POINTER(cpw_system), C.c_size_t)),
    "cpw_system_init": (None, (C.POINTER(cpw_system),)),
    "cpw_system_table_name": (C.c_char_p, (C.c_int64,)),
    "cpw_system_row_init": (None, (C.c_int64, C.c_void_p)),
    "cpw_system_kind_name": (C.c_char_p, (C.c_int32,)),
    "cpw_system_lever_name": (C.c_char_p, (C.c_int32,)),
    "cpw_system_basis_name": (C.c_char_p, (C.c_int32,)),
    "cpw_system_level": (C.c_double, (C.POINTER(cpw_system_effect), C.c_double)),
    "cpw_system_check": (C.c_int32, (
        C.POINTER(cpw_system),
        C.POINTER(cpw_allocator),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_system_require": (C.c_int32, (
        C.POINTER(cpw_system),
        C.POINTER(cpw_allocator),
        C.POINTER(cpw_error),
    )),
    "cpw_system_book_view": (C.POINTER(cpw_system), (C.POINTER(cpw_system_book),)),
    "cpw_system_book_free": (None, (C.POINTER(cpw_system_book),)),
    "cpw_system_table_columns": (C.c_char_p, (C.c_int64,)),
    "cpw_system_read": (C.c_int32, (
        C.POINTER(cpw_source),
        C.c_int64,
        C.POINTER(cpw_allocator),
        C.POINTER(C.POINTER(cpw_system_book)),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_system_read_folder": (C.c_int32, (
        C.c_char_p,
        C.POINTER(cpw_allocator),
        C.POINTER(C.POINTER(cpw_system_book)),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_system_write": (C.c_int32, (
        C.POINTER(cpw_system),
        C.c_int64,
        C.POINTER(cpw_sink),
        C.POINTER(cpw_error),
    )),
    "cpw_system_write_folder": (C.c_int32, (
        C.POINTER(cpw_system),
        C.c_char_p,
        C.POINTER(cpw_allocator),
        C.POINTER(cpw_error),
    )),
    "cpw_system_money_options_init_sized": (None, (
        C.POINTER(cpw_system_money_options),
        C.c_size_t,
    )),
    "cpw_system_money_options_init": (None, (C.POINTER(cpw_system_money_options),)),
    "cpw_system_ledger": (C.c_int32, (
        C.POINTER(cpw_system),
        C.POINTER(cpw_system_money_options),
        C.POINTER(C.POINTER(cpw_ledger)),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_system_trace": (C.c_int32, (
        C.POINTER(cpw_system),
        C.POINTER(cpw_system_money_options),
        C.c_int32,
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_system_regimes": (C.c_int32, (
        C.POINTER(cpw_system),
        C.POINTER(cpw_system_money_options),
        C.POINTER(C.c_double),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_system_regime_name": (C.c_char_p, (C.c_int64,)),
    "cpw_system_layers": (C.c_int32, (
        C.POINTER(cpw_system),
        C.POINTER(cpw_system_money_options),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_system_pool_options_init_sized": (None, (C.POINTER(cpw_system_pool_options), C.c_size_t)),
    "cpw_system_pool_options_init": (None, (C.POINTER(cpw_system_pool_options),)),
    "cpw_system_pool_year": (C.c_int32, (
        C.POINTER(cpw_system),
        C.POINTER(cpw_system_money_options),
        C.c_int32,
        C.POINTER(C.c_int64),
        C.POINTER(cpw_system_pool_options),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(C.POINTER(cpw_ledger)),
        C.POINTER(cpw_error),
    )),
    "cpw_system_money_units": (C.c_int32, (
        C.POINTER(cpw_system),
        C.POINTER(cpw_result),
        C.c_int64,
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_system_pyramid": (C.c_int32, (
        C.POINTER(cpw_system),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(cpw_system_shift),
        C.c_int64,
        C.POINTER(cpw_allocator),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_system_local_value": (C.c_double, (C.c_double, C.c_double, C.c_double)),
    "cpw_system_alive": (C.c_int32, (
        C.POINTER(cpw_system),
        C.c_double,
        C.c_int64,
        C.POINTER(C.c_int64),
        C.POINTER(C.c_int64),
        C.POINTER(cpw_error),
    )),
    "cpw_system_path": (C.c_int32, (
        C.POINTER(cpw_system),
        C.c_int64,
        C.c_int64,
        C.POINTER(C.c_int64),
        C.POINTER(C.c_int64),
        C.POINTER(cpw_error),
    )),
    "cpw_system_descendants": (C.c_int32, (
        C.POINTER(cpw_system),
        C.c_int64,
        C.c_double,
        C.c_int64,
        C.POINTER(C.c_int64),
        C.POINTER(C.c_int64),
        C.POINTER(cpw_error),
    )),
    "cpw_system_above": (C.c_int64, (C.POINTER(cpw_system), C.c_int64, C.c_int32)),
    "cpw_system_depths": (C.c_int32, (
        C.POINTER(cpw_system),
        C.c_double,
        C.POINTER(cpw_allocator),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_system_alliances": (C.c_int32, (
        C.POINTER(cpw_system),
        C.c_double,
        C.c_int32,
        C.POINTER(cpw_allocator),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_system_holdings": (C.c_int32, (
        C.POINTER(cpw_system),
        C.c_double,
        C.POINTER(cpw_allocator),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_system_change_init_sized": (None, (C.POINTER(cpw_system_change), C.c_size_t)),
    "cpw_system_change_init": (None, (C.POINTER(cpw_system_change),)),
    "cpw_system_reorganise": (C.c_int32, (
        C.POINTER(cpw_system),
        C.POINTER(cpw_system_change),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_system_plans": (C.c_int32, (
        C.POINTER(cpw_system),
        C.c_double,
        C.POINTER(cpw_system_promise),
        C.c_int64,
        C.POINTER(cpw_allocator),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_system_ballot_init_sized": (None, (C.POINTER(cpw_system_ballot), C.c_size_t)),
    "cpw_system_ballot_init": (None, (C.POINTER(cpw_system_ballot),)),
    "cpw_system_vote": (C.c_int32, (
        C.POINTER(cpw_system),
        C.POINTER(cpw_system_ballot),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_system_risk_init_sized": (None, (C.POINTER(cpw_system_risk), C.c_size_t)),
    "cpw_system_risk_init": (None, (C.POINTER(cpw_system_risk),)),
    "cpw_system_spend_risk": (C.c_int32, (
        C.POINTER(cpw_system_risk),
        C.POINTER(cpw_system_risked),
        C.POINTER(cpw_error),
    )),
    "cpw_system_cost_steps": (C.c_int32, (
        C.c_double,
        C.c_double,
        C.c_double,
        C.c_int64,
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_system_scale_init_sized": (None, (C.POINTER(cpw_system_scale), C.c_size_t)),
    "cpw_system_scale_init": (None, (C.POINTER(cpw_system_scale),)),
    "cpw_system_best_scale": (C.c_int32, (
        C.POINTER(cpw_system_scale),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_system_demand": (C.c_int32, (
        C.POINTER(cpw_system),
        C.POINTER(C.c_double),
        C.POINTER(cpw_allocator),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_system_demand_describe": (C.c_int32, (
        C.POINTER(cpw_system),
        C.c_double,
        C.POINTER(C.c_double),
        C.POINTER(cpw_allocator),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_system_people_by": (C.c_int32, (
        C.POINTER(cpw_system),
        C.c_double,
        C.POINTER(cpw_allocator),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_system_project": (C.c_int32, (
        C.POINTER(cpw_system),
        C.POINTER(cpw_projection),
        C.c_double,
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_system_eligibility": (C.c_int32, (
        C.POINTER(cpw_system_entitlement),
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(cpw_system_eligible),
        C.POINTER(cpw_error),
    )),
    "cpw_system_affordable": (C.c_int32, (
        C.POINTER(cpw_system_entitlement),
        C.c_double,
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_system_shrink": (C.c_int32, (
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_double,
        C.POINTER(C.c_char_p),
        C.POINTER(cpw_allocator),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_system_peers": (C.c_int32, (
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_int64,
        C.c_int64,
        C.POINTER(cpw_allocator),
        C.POINTER(C.c_int64),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_system_access": (C.c_int32, (
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_double,
        C.POINTER(C.c_char_p),
        C.POINTER(cpw_allocator),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_system_run_options_init_sized": (None, (C.POINTER(cpw_system_run_options), C.c_size_t)),
    "cpw_system_run_options_init": (None, (C.POINTER(cpw_system_run_options),)),
    "cpw_system_plan_new": (C.c_int32, (
        C.POINTER(cpw_system),
        C.POINTER(cpw_system_run_options),
        C.POINTER(C.POINTER(cpw_system_plan)),
        C.POINTER(cpw_error),
    )),
    "cpw_system_plan_free": (None, (C.POINTER(cpw_system_plan),)),
    "cpw_system_plan_block": (C.c_int64, (C.POINTER(cpw_system_plan), C.c_int64)),
    "cpw_system_plan_capacity": (C.c_double, (
        C.POINTER(cpw_system_plan),
        C.c_int64,
        C.c_int64,
        C.c_double,
    )),
    "cpw_system_plan_totals": (C.c_int32, (
        C.POINTER(cpw_system_plan),
        C.POINTER(C.c_int64),
        C.c_int64,
        C.POINTER(C.c_double),
        C.POINTER(cpw_run),
        C.POINTER(cpw_system_totals),
        C.POINTER(cpw_error),
    )),
    "cpw_system_plan_run": (C.c_int32, (
        C.POINTER(cpw_system_plan),
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_system_run": (C.c_int32, (
        C.POINTER(cpw_system),
        C.POINTER(cpw_system_run_options),
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_system_plan_replicate": (C.c_int32, (
        C.POINTER(cpw_system_plan),
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_system_plan_forecast": (C.c_int32, (
        C.POINTER(cpw_system_plan),
        C.c_int64,
        C.c_int64,
        C.c_double,
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_system_allocate_options_init_sized": (None, (
        C.POINTER(cpw_system_allocate_options),
        C.c_size_t,
    )),
    "cpw_system_allocate_options_init": (None, (C.POINTER(cpw_system_allocate_options),)),
    "cpw_system_curve": (C.c_int32, (
        C.POINTER(cpw_system_plan),
        C.POINTER(cpw_system_allocate_options),
        C.c_int64,
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(cpw_run),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_system_allocate": (C.c_int32, (
        C.POINTER(cpw_system_plan),
        C.POINTER(cpw_system_allocate_options),
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_system_allocate_place": (C.c_int32, (
        C.POINTER(cpw_system_plan),
        C.POINTER(cpw_system_allocate_options),
        C.c_int32,
        C.c_double,
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_system_panel_init_sized": (None, (C.POINTER(cpw_system_panel), C.c_size_t)),
    "cpw_system_panel_init": (None, (C.POINTER(cpw_system_panel),)),
    "cpw_system_allocate_panel": (C.c_int32, (
        C.POINTER(cpw_system_plan),
        C.POINTER(cpw_system_allocate_options),
        C.POINTER(cpw_system_panel),
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_system_explain_options_init_sized": (None, (
        C.POINTER(cpw_system_explain_options),
        C.c_size_t,
    )),
    "cpw_system_explain_options_init": (None, (C.POINTER(cpw_system_explain_options),)),
    "cpw_system_measure_name": (C.c_char_p, (C.c_int32,)),
    "cpw_system_explain_change": (C.c_int32, (
        C.POINTER(cpw_system),
        C.POINTER(cpw_system_explain_options),
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_system_explain_conservation": (C.c_int32, (
        C.POINTER(cpw_system),
        C.POINTER(cpw_result),
        C.POINTER(cpw_allocator),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_system_explain_bases": (C.c_int32, (
        C.POINTER(cpw_system),
        C.POINTER(cpw_allocator),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_system_digest": (C.c_int32, (
        C.POINTER(cpw_system),
        C.POINTER(cpw_allocator),
        C.POINTER(C.c_char),
        C.POINTER(cpw_error),
    )),
    "cpw_system_result_digest": (C.c_int32, (
        C.POINTER(cpw_result),
        C.POINTER(C.c_char),
        C.POINTER(cpw_error),
    )),
    "cpw_system_audit": (C.c_int32, (
        C.POINTER(cpw_system),
        C.POINTER(cpw_system_run_options),
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_system_assumption_name": (C.c_char_p, (C.c_int64,)),
    "cpw_system_explain_assumptions": (C.c_int32, (
        C.POINTER(cpw_system),
        C.POINTER(cpw_system_explain_options),
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_system_explain_screen": (C.c_int32, (
        C.POINTER(cpw_system),
        C.POINTER(cpw_system_explain_options),
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_system_explain_information": (C.c_int32, (
        C.POINTER(cpw_system),
        C.POINTER(cpw_system_explain_options),
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_system_scorecard_options_init_sized": (None, (
        C.POINTER(cpw_system_scorecard_options),
        C.c_size_t,
    )),
    "cpw_system_scorecard_options_init": (None, (C.POINTER(cpw_system_scorecard_options),)),
    "cpw_system_scorecard": (C.c_int32, (
        C.POINTER(cpw_system),
        C.POINTER(cpw_result),
        C.POINTER(cpw_system_scorecard_options),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_system_compare": (C.c_int32, (
        C.POINTER(cpw_system),
        C.POINTER(C.c_int32),
        C.c_int64,
        C.POINTER(cpw_system_explain_options),
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_system_frontier_options_init_sized": (None, (
        C.POINTER(cpw_system_frontier_options),
        C.c_size_t,
    )),
    "cpw_system_frontier_options_init": (None, (C.POINTER(cpw_system_frontier_options),)),
    "cpw_system_frontier": (C.c_int32, (
        C.POINTER(cpw_system),
        C.POINTER(cpw_system_frontier_options),
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_system_commons_init_sized": (None, (C.POINTER(cpw_system_commons), C.c_size_t)),
    "cpw_system_commons_init": (None, (C.POINTER(cpw_system_commons),)),
    "cpw_system_govern_options_init_sized": (None, (
        C.POINTER(cpw_system_govern_options),
        C.c_size_t,
    )),
    "cpw_system_govern_options_init": (None, (C.POINTER(cpw_system_govern_options),)),
    "cpw_system_govern_equilibrium": (C.c_int32, (
        C.POINTER(cpw_system_commons),
        C.POINTER(cpw_system_govern_options),
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_system_govern_devolve": (C.c_int32, (
        C.POINTER(cpw_system_commons),
        C.POINTER(cpw_system_govern_options),
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_system_govern_pool": (C.c_int32, (
        C.POINTER(cpw_system_commons),
        C.POINTER(cpw_system_govern_options),
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_system_govern_change_init_sized": (None, (
        C.POINTER(cpw_system_govern_change),
        C.c_size_t,
    )),
    "cpw_system_govern_change_init": (None, (C.POINTER(cpw_system_govern_change),)),
    "cpw_system_govern_breakeven": (C.c_int32, (
        C.POINTER(cpw_system_govern_change),
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_system_govern_attribute": (C.c_int32, (
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(C.c_char_p),
        C.POINTER(cpw_allocator),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_system_shocks_draw": (C.c_int32, (
        C.POINTER(cpw_system),
        C.POINTER(C.c_int32),
        C.c_int64,
        C.c_double,
        C.c_uint64,
        C.c_int64,
        C.POINTER(cpw_system_happening),
        C.c_int64,
        C.POINTER(C.c_int64),
        C.POINTER(cpw_error),
    )),
    "cpw_shock_preset_at": (C.POINTER(cpw_shock_preset), (C.c_int64,)),
    "cpw_shock_preset_find": (C.c_int64, (C.c_char_p,)),
    "cpw_shock_preset_rows": (C.c_int32, (
        C.c_char_p,
        C.c_int32,
        C.c_int32,
        C.c_int32,
        C.POINTER(cpw_system_policy),
        C.POINTER(cpw_system_effect),
        C.POINTER(C.c_int64),
        C.POINTER(cpw_error),
    )),
    "cpw_system_stress_options_init_sized": (None, (
        C.POINTER(cpw_system_stress_options),
        C.c_size_t,
    )),
    "cpw_system_stress_options_init": (None, (C.POINTER(cpw_system_stress_options),)),
    "cpw_system_stress": (C.c_int32, (
        C.POINTER(cpw_system),
        C.POINTER(cpw_system_stress_options),
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_system_stress_frontier": (C.c_int32, (
        C.POINTER(cpw_system),
        C.POINTER(cpw_system_stress_options),
        C.POINTER(cpw_system_measure),
        C.c_int64,
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_system_strain_init_sized": (None, (C.POINTER(cpw_system_strain), C.c_size_t)),
    "cpw_system_strain_init": (None, (C.POINTER(cpw_system_strain),)),
    "cpw_system_stress_margin": (C.c_int32, (
        C.POINTER(cpw_system),
        C.POINTER(cpw_system_stress_options),
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_system_stress_break": (C.c_int32, (
        C.POINTER(cpw_system),
        C.POINTER(cpw_system_stress_options),
        C.POINTER(cpw_system_strain),
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_system_stress_joint": (C.c_int32, (
        C.POINTER(cpw_system),
        C.POINTER(cpw_system_stress_options),
        C.POINTER(cpw_system_happening),
        C.c_int64,
        C.POINTER(cpw_system_strain),
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_system_stress_lag": (C.c_int32, (
        C.POINTER(cpw_system),
        C.POINTER(cpw_system_stress_options),
        C.c_int32,
        C.POINTER(C.c_double),
        C.c_int64,
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_system_stress_attribute": (C.c_int32, (
        C.POINTER(cpw_system),
        C.POINTER(cpw_system_stress_options),
        C.POINTER(cpw_system_measure),
        C.c_int64,
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_stress_list_by_hand": (C.c_int32, (
        C.c_double,
        C.c_double,
        C.c_double,
        C.c_double,
        C.c_double,
        C.POINTER(cpw_stress_list),
        C.POINTER(cpw_error),
    )),
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
    "cpw_urgency_scale_at": (C.POINTER(cpw_urgency_scale), (C.c_int64,)),
    "cpw_urgency_scale_find": (C.POINTER(cpw_urgency_scale), (C.c_char_p,)),
    "cpw_urgency_check": (C.c_int32, (C.POINTER(cpw_urgency_scale), C.POINTER(cpw_error))),
    "cpw_urgency_class_find": (C.c_int32, (C.POINTER(cpw_urgency_scale), C.c_char_p)),
    "cpw_urgency_classes": (C.c_int32, (
        C.POINTER(cpw_urgency_scale),
        C.c_int64,
        C.POINTER(C.c_char_p),
        C.POINTER(C.c_int32),
        C.POINTER(cpw_error),
    )),
    "cpw_urgency_options_init_sized": (None, (C.POINTER(cpw_urgency_options), C.c_size_t)),
    "cpw_urgency_options_init": (None, (C.POINTER(cpw_urgency_options),)),
    "cpw_urgency_targets": (C.c_int32, (
        C.POINTER(cpw_urgency_scale),
        C.c_int64,
        C.POINTER(C.c_int32),
        C.POINTER(cpw_urgency_options),
        C.POINTER(C.c_double),
        C.POINTER(C.c_int32),
        C.POINTER(cpw_error),
    )),
    "cpw_urgency_scores": (C.c_int32, (
        C.POINTER(cpw_urgency_scale),
        C.c_int64,
        C.POINTER(C.c_int32),
        C.POINTER(C.c_double),
        C.c_int32,
        C.POINTER(cpw_urgency_options),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_urgency_cumulative": (C.c_int32, (
        C.POINTER(cpw_urgency_scale),
        C.c_int64,
        C.POINTER(C.c_int64),
        C.POINTER(C.c_int32),
        C.POINTER(C.c_double),
        C.c_int32,
        C.POINTER(cpw_urgency_options),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_urgency_ratio": (C.c_double, (C.c_double, C.c_double)),
    "cpw_urgency_percent": (C.c_double, (C.c_double, C.c_double)),
    "cpw_urgency_left": (C.c_double, (C.c_double, C.c_double)),
    "cpw_urgency_need_adjusted": (C.c_double, (C.c_double, C.c_double, C.c_double)),
    "cpw_urgency_accumulated": (C.c_double, (C.c_double, C.c_double, C.c_double)),
    "cpw_urgency_cmu": (C.c_double, (C.c_double, C.c_double)),
    "cpw_urgency_max_weight": (C.c_double, (C.c_double, C.c_double)),
    "cpw_urgency_generalised_cmu": (C.c_double, (C.c_double, C.c_double, C.c_double, C.c_double)),
    "cpw_urgency_generalised_cmus": (C.c_int32, (
        C.c_int64,
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.c_double,
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_urgency_accumulate": (C.c_int32, (
        C.c_int64,
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_urgency_next": (C.c_int32, (
        C.c_int64,
        C.POINTER(C.c_double),
        C.POINTER(C.c_int64),
        C.POINTER(cpw_error),
    )),
    "cpw_points_check": (C.c_int32, (C.POINTER(cpw_points_table), C.POINTER(cpw_error))),
    "cpw_points_level": (C.c_int32, (
        C.POINTER(cpw_points_table),
        C.c_int64,
        C.c_char_p,
        C.POINTER(C.c_int32),
        C.POINTER(cpw_error),
    )),
    "cpw_points_maximum": (C.c_int32, (
        C.POINTER(cpw_points_table),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_points_score": (C.c_int32, (
        C.POINTER(cpw_points_table),
        C.c_int64,
        C.POINTER(C.c_int32),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_volunteers_group_init": (None, (C.POINTER(cpw_volunteers_group),)),
    "cpw_volunteers_init_sized": (None, (C.POINTER(cpw_volunteers), C.c_size_t)),
    "cpw_volunteers_init": (None, (C.POINTER(cpw_volunteers),)),
    "cpw_volunteers_project": (C.c_int32, (
        C.POINTER(cpw_volunteers),
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_election_init_sized": (None, (C.POINTER(cpw_election), C.c_size_t)),
    "cpw_election_init": (None, (C.POINTER(cpw_election),)),
    "cpw_election_check": (C.c_int32, (
        C.POINTER(cpw_election),
        C.POINTER(cpw_allocator),
        C.POINTER(cpw_error),
    )),
    "cpw_election_tally": (C.c_int32, (
        C.POINTER(cpw_election),
        C.POINTER(C.c_int64),
        C.POINTER(C.c_int64),
        C.POINTER(C.c_int64),
        C.POINTER(cpw_allocator),
        C.POINTER(cpw_error),
    )),
    "cpw_vote_options_init_sized": (None, (C.POINTER(cpw_vote_options), C.c_size_t)),
    "cpw_vote_options_init": (None, (C.POINTER(cpw_vote_options),)),
    "cpw_vote_convention": (C.c_int32, (
        C.POINTER(cpw_vote_options),
        C.c_int32,
        C.POINTER(cpw_error),
    )),
    "cpw_vote_rule_name": (C.c_char_p, (C.c_int32,)),
    "cpw_vote_rule_number": (C.c_int32, (C.c_char_p,)),
    "cpw_vote_satisfaction_name": (C.c_char_p, (C.c_int32,)),
    "cpw_vote_satisfaction_number": (C.c_int32, (C.c_char_p,)),
    "cpw_vote_completion_name": (C.c_char_p, (C.c_int32,)),
    "cpw_vote_completion_number": (C.c_int32, (C.c_char_p,)),
    "cpw_vote_tie_name": (C.c_char_p, (C.c_int32,)),
    "cpw_vote_tie_number": (C.c_int32, (C.c_char_p,)),
    "cpw_vote_select": (C.c_int32, (
        C.POINTER(cpw_election),
        C.POINTER(cpw_vote_options),
        C.POINTER(cpw_run),
        C.POINTER(C.c_int32),
        C.POINTER(cpw_vote_outcome),
        C.POINTER(cpw_error),
    )),
    "cpw_vote_run": (C.c_int32, (
        C.POINTER(cpw_election),
        C.POINTER(cpw_vote_options),
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_pabulib_options_init_sized": (None, (C.POINTER(cpw_pabulib_options), C.c_size_t)),
    "cpw_pabulib_options_init": (None, (C.POINTER(cpw_pabulib_options),)),
    "cpw_pabulib_read": (C.c_int32, (
        C.POINTER(cpw_source),
        C.POINTER(cpw_pabulib_options),
        C.POINTER(C.POINTER(cpw_pabulib)),
        C.POINTER(cpw_error),
    )),
    "cpw_pabulib_read_path": (C.c_int32, (
        C.c_char_p,
        C.POINTER(cpw_pabulib_options),
        C.POINTER(C.POINTER(cpw_pabulib)),
        C.POINTER(cpw_error),
    )),
    "cpw_pabulib_tables_init_sized": (None, (C.POINTER(cpw_pabulib_tables), C.c_size_t)),
    "cpw_pabulib_tables_init": (None, (C.POINTER(cpw_pabulib_tables),)),
    "cpw_pabulib_from_tables": (C.c_int32, (
        C.POINTER(cpw_pabulib_tables),
        C.POINTER(cpw_pabulib_options),
        C.POINTER(C.POINTER(cpw_pabulib)),
        C.POINTER(cpw_error),
    )),
    "cpw_pabulib_free": (None, (C.POINTER(cpw_pabulib),)),
    "cpw_pabulib_view": (C.POINTER(cpw_pabulib_content), (C.POINTER(cpw_pabulib),)),
    "cpw_pabulib_meta": (C.c_char_p, (C.POINTER(cpw_pabulib), C.c_char_p)),
    "cpw_pabulib_column": (C.c_int64, (C.POINTER(cpw_pabulib), C.c_int32, C.c_char_p)),
    "cpw_pabulib_election": (C.c_int32, (
        C.POINTER(cpw_pabulib),
        C.POINTER(cpw_election),
        C.POINTER(cpw_error),
    )),
    "cpw_pabulib_groups": (C.c_int32, (
        C.POINTER(cpw_pabulib),
        C.c_int64,
        C.POINTER(C.c_int64),
        C.POINTER(C.c_int64),
        C.POINTER(C.c_int64),
        C.POINTER(cpw_error),
    )),
    "cpw_pabulib_write": (C.c_int32, (
        C.POINTER(cpw_pabulib),
        C.POINTER(cpw_sink),
        C.POINTER(cpw_error),
    )),
    "cpw_voters_options_init_sized": (None, (C.POINTER(cpw_voters_options), C.c_size_t)),
    "cpw_voters_options_init": (None, (C.POINTER(cpw_voters_options),)),
    "cpw_voters_outcome": (C.c_int32, (
        C.POINTER(cpw_election),
        C.POINTER(C.c_int32),
        C.POINTER(cpw_voters_options),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_voters_without": (C.c_int32, (
        C.POINTER(cpw_election),
        C.POINTER(cpw_vote_options),
        C.POINTER(cpw_voters_options),
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_voters_represented": (C.c_int32, (
        C.POINTER(cpw_election),
        C.POINTER(C.c_int32),
        C.c_int32,
        C.POINTER(cpw_allocator),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_voters_justified": (C.c_int32, (
        C.POINTER(cpw_election),
        C.POINTER(C.c_int32),
        C.c_int32,
        C.c_int32,
        C.c_int64,
        C.POINTER(C.c_int32),
        C.POINTER(cpw_voters_verdict),
        C.POINTER(cpw_allocator),
        C.POINTER(cpw_error),
    )),
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
    "cpw_discipline_options_init_sized": (None, (C.POINTER(cpw_discipline_options), C.c_size_t)),
    "cpw_discipline_options_init": (None, (C.POINTER(cpw_discipline_options),)),
    "cpw_discipline_new": (C.c_int32, (
        C.POINTER(cpw_priority_policy),
        C.POINTER(cpw_priority_list),
        C.POINTER(cpw_discipline_options),
        C.POINTER(C.POINTER(cpw_discipline)),
        C.POINTER(cpw_error),
    )),
    "cpw_discipline_free": (None, (C.POINTER(cpw_discipline),)),
    "cpw_discipline_score": (C.c_int32, (
        C.c_void_p,
        C.POINTER(cpw_patient),
        C.c_int64,
        C.c_double,
        C.POINTER(C.c_double),
    )),
    "cpw_discipline_apply": (C.c_int32, (
        C.POINTER(cpw_discipline),
        C.POINTER(cpw_patients_list),
        C.POINTER(cpw_error),
    )),
    "cpw_discipline_shares": (C.c_int32, (
        C.POINTER(cpw_discipline),
        C.POINTER(cpw_bands),
        C.c_int64,
        C.c_int64,
        C.POINTER(cpw_allocator),
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
    "cpw_frontier_options_init_sized": (None, (C.POINTER(cpw_frontier_options), C.c_size_t)),
    "cpw_frontier_options_init": (None, (C.POINTER(cpw_frontier_options),)),
    "cpw_frontier_run": (C.c_int32, (
        C.POINTER(cpw_priority_policy),
        C.POINTER(cpw_priority_list),
        C.POINTER(cpw_patients_list),
        C.POINTER(cpw_frontier_options),
        C.POINTER(cpw_run),
        C.POINTER(C.POINTER(cpw_result)),
        C.POINTER(cpw_error),
    )),
    "cpw_frontier_dominated": (C.c_int32, (
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_int64,
        C.POINTER(C.c_int64),
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
    "cpw_weights_check": (C.c_int32, (
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_char_p,
        C.POINTER(cpw_error),
    )),
    "cpw_weights_equal": (C.c_int32, (C.c_int64, C.POINTER(C.c_double), C.POINTER(cpw_error))),
    "cpw_weights_from_points": (C.c_int32, (
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_int32,
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_weights_from_ranks": (C.c_int32, (
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_int32,
        C.c_double,
        C.POINTER(C.c_double),
        C.POINTER(cpw_allocator),
        C.POINTER(cpw_error),
    )),
    "cpw_weights_random_index": (C.c_double, (C.c_int32, C.c_int64)),
    "cpw_weights_gci_threshold": (C.c_double, (C.c_int64,)),
    "cpw_weights_ahp": (C.c_int32, (
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_int32,
        C.POINTER(C.c_double),
        C.POINTER(cpw_weights_consistency),
        C.POINTER(cpw_allocator),
        C.POINTER(cpw_error),
    )),
    "cpw_weights_best_worst": (C.c_int32, (
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_int64,
        C.c_int64,
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(cpw_weights_best_worst_consistency),
        C.POINTER(cpw_allocator),
        C.POINTER(cpw_error),
    )),
    "cpw_weights_objective_options_init_sized": (None, (
        C.POINTER(cpw_weights_objective_options),
        C.c_size_t,
    )),
    "cpw_weights_objective_options_init": (None, (C.POINTER(cpw_weights_objective_options),)),
    "cpw_weights_objective": (C.c_int32, (
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_int64,
        C.POINTER(cpw_weights_objective_options),
        C.POINTER(C.c_double),
        C.POINTER(cpw_error),
    )),
    "cpw_weights_combine_judgements": (C.c_int32, (
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_int64,
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(cpw_allocator),
        C.POINTER(cpw_error),
    )),
    "cpw_weights_combine": (C.c_int32, (
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_int64,
        C.c_int32,
        C.POINTER(C.c_double),
        C.c_double,
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(cpw_allocator),
        C.POINTER(cpw_error),
    )),
    "cpw_weights_compromise": (C.c_int32, (
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_int64,
        C.c_int32,
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(cpw_allocator),
        C.POINTER(cpw_error),
    )),
    "cpw_weights_distances": (C.c_int32, (
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_int64,
        C.POINTER(C.c_double),
        C.POINTER(cpw_weights_distance),
        C.POINTER(cpw_allocator),
        C.POINTER(cpw_error),
    )),
    "cpw_weights_rank_correlations": (C.c_int32, (
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_int64,
        C.POINTER(C.c_double),
        C.POINTER(cpw_allocator),
        C.POINTER(cpw_error),
    )),
    "cpw_weights_disagreement": (C.c_int32, (
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_int64,
        C.POINTER(C.c_int64),
        C.c_int64,
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(C.c_double),
        C.POINTER(cpw_allocator),
        C.POINTER(cpw_error),
    )),
    "cpw_weights_borda": (C.c_int32, (
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_int64,
        C.POINTER(C.c_int64),
        C.POINTER(C.c_double),
        C.POINTER(cpw_allocator),
        C.POINTER(cpw_error),
    )),
    "cpw_weights_copeland": (C.c_int32, (
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_int64,
        C.POINTER(C.c_int64),
        C.POINTER(C.c_double),
        C.POINTER(cpw_allocator),
        C.POINTER(cpw_error),
    )),
    "cpw_weights_kemeny": (C.c_int32, (
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_int64,
        C.POINTER(C.c_int64),
        C.c_int64,
        C.POINTER(C.c_int64),
        C.POINTER(C.c_int64),
        C.POINTER(C.c_double),
        C.POINTER(cpw_allocator),
        C.POINTER(cpw_error),
    )),
    "cpw_weights_concordance": (C.c_int32, (
        C.POINTER(C.c_double),
        C.c_int64,
        C.c_int64,
        C.POINTER(cpw_weights_concordance_test),
        C.POINTER(cpw_allocator),
        C.POINTER(cpw_error),
    )),
    "cpw_workforce_group_init": (None, (C.POINTER(cpw_workforce_group),)),
    "cpw_workforce_init_sized": (None, (C.POINTER(cpw_workforce), C.c_size_t)),
    "cpw_workforce_init": (None, (C.POINTER(cpw_workforce),)),
    "cpw_workforce_project": (C.c_int32, (
        C.POINTER(cpw_workforce),
        C.POINTER(cpw_run),
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
