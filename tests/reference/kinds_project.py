"""The kinds of the reference cases about skews and redistribution: the published rules by name."""
import carepath


def skewed(inputs):
    """The published skew multiplies the parameters; a pivot is given in months."""
    values = inputs["params"]
    factors = carepath.skew(inputs["skew_method"], inputs["skew"], len(values), inputs["pivot_bin"])
    return [v * f for v, f in zip(values, factors)]


KINDS = {
    "apply_parameter_skew": skewed,
    "redistribute_incompletes_optimally": lambda i: carepath.redistribute(
        i["incompletes"], "prioritise-long-waiters"
    ),
    "redistribute_incompletes_evenly": lambda i: carepath.redistribute(i["incompletes"], "evenly"),
    "convert_months_waited_to_id": lambda i: [
        carepath.band_of_label(label, i["max_months_waited"] + 1) for label in i["months_waited"]
    ],
}
