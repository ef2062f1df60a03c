#!/usr/bin/env python3
"""Random programs, run by CPython and by Weft, with their outputs compared.

    python3 tests/differential/differential.py WEFT --seed S --count N [--also PYTHON]... [--keep FOLDER]

Programs S … S+N-1 are made (program number s is the same every time), run many to an interpreter start, and compared
one by one: standard output, exit code and the last line of standard error. A program whose output differs is run
again by itself and kept in a folder, with both outputs. A newer CPython given with `--also` counts too: what it says
in place of the older one's words is no difference. `excluded.py` lists what is known to differ, with reasons.

Ends with 1 if anything differed.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import zip_longest
from pathlib import Path

from excluded import excluded
from programs import PRELUDE, Program

SECONDS = 120
# Weft lets a program have 1 GiB. A CPython that may take what the machine has would go on where Weft raises MemoryError.
LIMITED = ["/bin/sh", "-c", "ulimit -v 1500000; exec \"$@\"", "sh"]
ADDRESS = re.compile(r"0x[0-9a-f]{6,}")


def function(seed):
    """Program number `seed` as a function."""
    lines = "\n".join(Program(seed).build()).split("\n")
    return f"def program_{seed}():\n" + "\n".join("    " + line for line in lines) + "\n"


def batch(seeds):
    """Programs behind one another; the last one is run without a net, so that exit code and stderr say something."""
    *safe, last = seeds
    text = PRELUDE + "".join(map(function, seeds))
    text += "".join(f"run({s}, program_{s})\n" for s in safe)
    return text + f"print('##{last}')\nprogram_{last}()\n"


def compiles(seed):
    try:
        compile(function(seed), "program", "exec")
    except (SyntaxError, ValueError, OverflowError, MemoryError):
        return False
    return True


def execute(command, path):
    """Output, exit code and last line of stderr."""
    environment = {**os.environ, "PYTHONWARNINGS": "ignore", "PYTHONHASHSEED": "0", "PYTHONIOENCODING": "utf-8:backslashreplace"}
    try:
        done = subprocess.run([*command, path], capture_output=True, timeout=SECONDS, env=environment, cwd=os.path.dirname(path))
    except subprocess.TimeoutExpired as e:
        return (e.stdout or b"").decode("utf-8", "replace"), "timeout", ""
    stderr = done.stderr.decode("utf-8", "replace").strip().splitlines()
    last = [line for line in stderr if line.strip()][-1:] or [""]
    return done.stdout.decode("utf-8", "replace"), done.returncode, ADDRESS.sub("0x", last[0])


def parts(outcome, seeds):
    """What each program of a batch printed; the last one also has the exit code and the error."""
    out, code, error = outcome
    # CPython 3.13 and later write the first of these messages in one line.
    out = ADDRESS.sub("0x", out).replace("method resolution\norder (MRO)", "method resolution order (MRO)")
    split = re.split(r"^##(\d+)\n", out, flags=re.M)
    found = {int(seed): text for seed, text in zip(split[1::2], split[2::2])}
    found[seeds[-1]] = f"{found.get(seeds[-1])}\nexit {code}\n{error}"
    return found


def check(commands, weft, seeds, folder):
    """The seeds whose programs differ, each with the outputs."""
    path = folder / f"batch{seeds[0]}.py"
    path.write_text(batch(seeds), encoding="utf-8")
    expected = [parts(execute(LIMITED + command, str(path)), seeds) for command in commands]
    actual = parts(execute(weft, str(path)), seeds)
    path.unlink()
    suspects, rules = [], Counter()
    for s in seeds:
        reasons = agree([e.get(s) for e in expected], actual.get(s))
        if reasons is None:
            suspects.append(s)
        else:
            rules.update(reasons)
    differing = []
    for seed in suspects:
        alone = folder / f"program{seed}.py"
        alone.write_text(batch([seed]), encoding="utf-8")
        outputs = [parts(execute(LIMITED + command, str(alone)), [seed])[seed] for command in commands]
        output = parts(execute(weft, str(alone)), [seed])[seed]
        alone.unlink()
        # What differs only among others is how CPython shares constants between the programs of a file.
        reasons = agree(outputs, output)
        if reasons is not None:
            rules.update(reasons)
            rules["only in a file with others: CPython shares equal constants"] += 1
            continue
        differing.append((seed, outputs, output))
    return differing, rules


def agree(expected, actual):
    """The reasons of documented differences, if there are no others; else None."""
    actual = actual or ""
    if actual in expected:
        return set()
    # Line by line, each as one of the versions has it.
    columns = [e.split("\n") for e in expected if e is not None]
    lines = actual.split("\n")
    columns = [c for c in columns if len(c) == len(lines)]
    reasons = set()
    for i, line in enumerate(lines):
        found = [excluded(c[i], line) for c in columns]
        if any(c[i] == line for c in columns):
            continue
        if not any(found):
            return None
        reasons.add(next(filter(None, found)))
    return reasons


def first_difference(expected, actual):
    """The first line that no version has, with the oldest version's in its place."""
    rows = zip_longest(actual.split("\n"), *(e.split("\n") for e in expected), fillvalue="")
    return next((f"{row[1]}   BUT   {row[0]}" for row in rows if not any(e == row[0] or excluded(e, row[0]) for e in row[1:])), "")


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("weft", help="the command line program")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--count", type=int, default=1000)
    options.add_argument("--batch", type=int, default=100, help="programs to an interpreter start")
    options.add_argument("--python", default=sys.executable, help="the CPython to compare with")
    options.add_argument("--also", action="append", default=[], help="a newer CPython whose output is right as well")
    options.add_argument("--jobs", type=int, default=os.cpu_count())
    options.add_argument("--keep", type=Path, default=Path("differing"), help="folder for programs that differ")
    given = options.parse_args()
    weft = [os.path.abspath(given.weft), "run"]
    commands = [[given.python], *([python] for python in given.also)]
    seeds = [s for s in range(given.seed, given.seed + given.count) if compiles(s)]
    batches = [seeds[i:i + given.batch] for i in range(0, len(seeds), given.batch)]
    count, rules = 0, Counter()
    with tempfile.TemporaryDirectory() as temporary, ThreadPoolExecutor(given.jobs) as pool:
        for differing, used in pool.map(lambda b: check(commands, weft, b, Path(temporary)), batches):
            rules.update(used)
            for seed, outputs, output in differing:
                count += 1
                given.keep.mkdir(parents=True, exist_ok=True)
                (given.keep / f"{seed}.py").write_text(batch([seed]), encoding="utf-8")
                (given.keep / f"{seed}.expected").write_text(outputs[0], encoding="utf-8")
                (given.keep / f"{seed}.actual").write_text(output, encoding="utf-8")
                print(f"{seed}: {first_difference(outputs, output)}", flush=True)
    print(f"{len(seeds)} programs, {len(seeds) - count} without a difference, {count} with; "
          f"{given.count - len(seeds)} did not compile")
    for reason, programs in sorted(rules.items()):
        print(f"{programs} have a documented difference ({reason})")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
