"""Checks scripts without running them: Python compiles (and passes pyflakes where it is installed),
shell scripts parse (and pass shellcheck where it is installed). Files: those in the tree's own folders.
"""
import shutil
import subprocess
import sys
from pathlib import Path

FOLDERS = ("lib", "tests", "examples", "docs", ".ci")


def main():
    files = [p for folder in FOLDERS for p in sorted(Path(folder).rglob("*")) if p.is_file()]
    problems = 0

    def run(*command):
        nonlocal problems
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            problems += 1
            print(done.stdout + done.stderr)

    python = [p for p in files if p.suffix in (".py", ".pyi")]
    for path in python:
        try:
            compile(path.read_text(encoding="utf-8"), str(path), "exec")
        except SyntaxError as error:
            problems += 1
            print(f"{path}:{error.lineno}: {error.msg}")
    also = []
    if subprocess.run([sys.executable, "-m", "pyflakes", "--version"], capture_output=True).returncode == 0:
        also.append("pyflakes")
        run(sys.executable, "-m", "pyflakes", *map(str, python))
    shell = [p for p in files if p.suffix == ".sh" or p.as_posix() == ".ci/run"]
    for path in shell:
        first = path.read_text(encoding="utf-8").split("\n", 1)[0]
        run("bash" if "bash" in first else "sh", "-n", str(path))
    if shutil.which("shellcheck") and shell:
        also.append("shellcheck")
        run("shellcheck", "--severity=warning", *map(str, shell))
    extra = f" ({' and '.join(also)} too)" if also else ""
    print(f"lint: {len(python)} Python files and {len(shell)} shell scripts parse{extra}, {problems} problems")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
