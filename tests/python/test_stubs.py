"""The type stubs say what the modules have: the same public names and the same parameters."""
import ast
import pathlib
import unittest

import carepath

HERE = pathlib.Path(carepath.__file__).resolve().parent


def public(path):
    """name -> parameters of functions and methods, None of anything else."""
    found = {}

    def parameters(function):
        a = function.args
        return [x.arg for x in a.posonlyargs + a.args + a.kwonlyargs if x.arg != "self"]

    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef):
            found[node.name] = parameters(node)
        elif isinstance(node, ast.ClassDef):
            found[node.name] = None
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef):
                    found[f"{node.name}.{inner.name}"] = parameters(inner)
    return {name: p for name, p in found.items() if not name.rpartition(".")[2].startswith("_")}


class Stubs(unittest.TestCase):
    def test_every_module_has_a_stub_that_agrees(self):
        self.assertTrue((HERE / "py.typed").exists())
        for module in (
            "_queue_time", "apportion", "audit", "backtest", "beds", "budget", "capitation", "choice", "citizens", "claims",
            "coalition", "dates", "dcea", "devolve", "disclosure", "duration", "equity", "errors", "event_log",
            "fair", "first_come", "flow_fit", "footprint", "forecast", "frontier", "impact", "knapsack", "least_squares",
            "ledger", "linear", "markov", "mcda", "moves", "pabulib", "pace", "pathway", "pathway_adjust",
            "pathway_events", "pathway_fluid", "pathway_presets", "pathway_steady", "patients", "payment", "phases",
            "plan", "plans", "plot", "policy", "pool", "priority", "queue", "random", "rates", "response", "result",
            "rtt", "sensitivity", "simulate", "smaa", "snapshots", "spc", "standards", "stats", "steady", "stocks",
            "survival", "system", "table", "urgency", "vote", "voters", "waitlist", "waits", "weights",
        ):
            code, stub = public(HERE / f"{module}.py"), public(HERE / f"{module}.pyi")
            for name, parameters in code.items():
                if name.startswith("_") or "._" in name:
                    continue
                with self.subTest(module=module, name=name):
                    self.assertIn(name, stub)
                    self.assertEqual(parameters, stub[name])

    def test_the_package_exports_what_its_stub_says(self):
        stub = ast.parse((HERE / "__init__.pyi").read_text(encoding="utf-8"))
        names = {a.asname for n in stub.body if isinstance(n, ast.ImportFrom) for a in n.names if a.asname}
        self.assertEqual(names | {"lib"}, set(carepath.__all__))

    def test_queue_has_both_halves(self):
        names = {n for n in public(HERE / "_queue_time.py") if "." not in n}
        stub = ast.parse((HERE / "queue.pyi").read_text(encoding="utf-8"))
        said = {a.asname for n in stub.body if isinstance(n, ast.ImportFrom) for a in n.names if a.asname}
        self.assertEqual(names | {"STAYS"}, said)
        for name in names:
            self.assertTrue(callable(getattr(carepath.queue, name)))
            self.assertFalse(hasattr(carepath, f"queue_{name}"))

    def test_every_law_has_a_method(self):
        stub = public(HERE / "random.pyi")
        for law in carepath.random.LAWS:
            self.assertIn(f"Stream.{law}", stub)
            self.assertTrue(callable(getattr(carepath.random.Stream, law)))


if __name__ == "__main__":
    unittest.main()
