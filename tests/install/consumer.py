"""A stranger's script: imports the installed package, which finds the installed library.

consumer.py VERSION FOLDER: the version that is expected, the folder everything comes from."""
import sys

import carepath

version, folder = sys.argv[1:3]
assert carepath.__version__ == version, carepath.__version__
assert carepath.__file__.startswith(folder), carepath.__file__
with open("/proc/self/maps", encoding="utf-8") as maps:
    libraries = {line.split()[-1] for line in maps if "libcarepath" in line}
assert libraries and all(path.startswith(folder) for path in libraries), libraries
print("Python: carepath", carepath.__version__)
