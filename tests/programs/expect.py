#!/usr/bin/env python3
"""Make, or check, the expected output of the programs beside this file.

    expect.py [NAME ...]                          make .out/.err/.code with python3
    expect.py --check [NAME ...] -- COMMAND {file}  run COMMAND over the programs

A NAME is `area`, `area/name` or any prefix of the latter; none means all.
Options of --check: `-j N` programs at once (2), `--limit S` seconds each (20),
`--loose-carets` ignores the ~~~^^^ lines of tracebacks (3.13 draws other ones).
Options of making: `--python PATH` (python3).
"""

import argparse
import concurrent.futures
import difflib
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
FRAME = re.compile(r'^(\s*)File "([^"]*)", line \d+')
CARETS = re.compile(r"^\s+[~^]+\s*$")
DIFF_LINES = 14


def programs(names):
    found = sorted(HERE.glob("*/*.py"))
    if names:
        wanted = [n[:-3] if n.endswith(".py") else n.rstrip("/") for n in names]
        found = [p for p in found if any(label(p) == n or label(p).startswith(n) for n in wanted)]
    return found


def label(path):
    return path.relative_to(HERE).with_suffix("").as_posix()


def normal_stderr(text, program, loose_carets=False):
    """Name the program {file} and leave out frames of other source files.

    Frames inside the standard library (threading.py, ...) differ from one
    implementation to the next, so only the program's own are compared.
    """
    lines = []
    skipping = None
    for line in text.splitlines():
        frame = FRAME.match(line)
        if frame:
            indent, name = frame.groups()
            skipping = None
            if os.path.basename(name) == program.name or name == "{file}":
                line = line.replace('"%s"' % name, '"{file}"', 1)
            elif not name.startswith("<") or name.startswith("<frozen"):
                skipping = len(indent)
                continue
        elif skipping is not None:
            if len(line) - len(line.lstrip()) > skipping:
                continue
            skipping = None
        if loose_carets and CARETS.match(line):
            continue
        lines.append(line)
    text = "".join(line + "\n" for line in lines)
    return text.replace(str(program), "{file}")


def stderr_free(program):
    """A first line that ends in [stderr free]: whatever is printed there is right."""
    with program.open(encoding="utf-8") as file:
        return file.readline().rstrip().endswith("[stderr free]")


def run(command, program, limit, extra_env=None):
    """Run one program; returns (stdout, stderr, code), code None at the limit."""
    env = dict(os.environ, PYTHONIOENCODING="utf-8", PYTHONDONTWRITEBYTECODE="1", NO_COLOR="1")
    env.pop("PYTHONPATH", None)
    env.update(extra_env or {})
    argv = [part.replace("{file}", str(program)) for part in command]
    given = program.with_suffix(".in")
    directory = tempfile.mkdtemp(prefix="weft-expect-")
    try:
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            with open(given if given.exists() else os.devnull, "rb") as stdin:
                try:
                    child = subprocess.Popen(argv, stdin=stdin, stdout=out, stderr=err, cwd=directory,
                                             env=env, start_new_session=True)
                except OSError as error:
                    sys.exit(f"cannot run {argv[0]}: {error}")
            try:
                code = child.wait(limit)
            except subprocess.TimeoutExpired:
                code = None
                os.killpg(child.pid, signal.SIGKILL)
                child.wait()
            texts = []
            for stream in (out, err):
                stream.seek(0)
                texts.append(stream.read().decode("utf-8", "backslashreplace"))
        return texts[0], texts[1], code
    finally:
        shutil.rmtree(directory, ignore_errors=True)


def read(path, default):
    return path.read_bytes().decode("utf-8") if path.exists() else default


def short_diff(kind, expected, actual):
    lines = list(difflib.unified_diff(expected.splitlines(), actual.splitlines(),
                                      f"expected {kind}", f"actual {kind}", lineterm="", n=1))
    if not lines:
        lines = [f"{kind}: the texts differ in their last newline only"]
    if len(lines) > DIFF_LINES:
        lines = lines[:DIFF_LINES] + [f"... {len(lines) - DIFF_LINES} more lines"]
    return [line[:200] for line in lines]


def check_one(command, program, options):
    out_file = program.with_suffix(".out")
    if not out_file.exists():
        return ["no .out file: run expect.py first"]
    out, err, code = run(command, program, options.limit)
    problems = []
    if code is None:
        problems.append(f"not finished after {options.limit:g} s")
    wanted = read(out_file, "")
    if out != wanted:
        problems += short_diff("stdout", wanted, out)
    wanted = normal_stderr(read(program.with_suffix(".err"), ""), program, options.loose_carets)
    actual = normal_stderr(err, program, options.loose_carets)
    if actual != wanted and not stderr_free(program):
        problems += short_diff("stderr", wanted, actual)
    wanted = int(read(program.with_suffix(".code"), "0"))
    if code is not None and code != wanted:
        problems.append(f"exit code {code}, expected {wanted}")
    return problems


def check(command, options):
    head = command[0]
    if os.sep in head and os.path.exists(head):
        command = [os.path.abspath(head)] + command[1:]
    if not any("{file}" in part for part in command):
        command = command + ["{file}"]
    found = programs(options.names)
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        results = pool.map(lambda p: check_one(command, p, options), found)
        for program, problems in zip(found, results):
            if problems:
                failed += 1
                print(f"FAIL {label(program)}")
                for line in problems:
                    print(f"    {line}")
                sys.stdout.flush()
    print(f"{len(found) - failed} passed, {failed} failed")
    return 1 if failed or not found else 0


def write(path, text):
    if text is None:
        path.unlink(missing_ok=True)
    else:
        path.write_bytes(text.encode("utf-8"))


def make_one(python, program):
    """Run twice with different string hashes; write what both runs printed."""
    runs = []
    for seed in ("1", "2"):
        out, err, code = run([python, "{file}"], program, 20, {"PYTHONHASHSEED": seed})
        runs.append((out, normal_stderr(err, program), code))
    if runs[0][2] is None:
        return "not finished after 20 s"
    if runs[0] != runs[1]:
        lines = sum((short_diff(kind, str(a), str(b))
                     for kind, a, b in zip(("stdout", "stderr", "code"), *runs) if a != b), [])
        return "two runs differ\n    " + "\n    ".join(lines)
    out, err, code = runs[0]
    write(program.with_suffix(".out"), out)
    write(program.with_suffix(".err"), None if stderr_free(program) else err or None)
    write(program.with_suffix(".code"), f"{code}\n" if code else None)
    return None


def make(options):
    version = subprocess.run([options.python, "-c", "import sys; print(*sys.version_info[:2], sep='.')"],
                             capture_output=True, text=True, check=True).stdout.strip()
    if version != "3.11":
        sys.exit(f"expected output is made with CPython 3.11, {options.python} is {version}")
    found = programs(options.names)
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for program, problem in zip(found, pool.map(lambda p: make_one(options.python, p), found)):
            if problem:
                failed += 1
                print(f"FAIL {label(program)}: {problem}")
    print(f"{len(found) - failed} made, {failed} failed")
    return 1 if failed else 0


def main(arguments):
    command = []
    if "--" in arguments:
        at = arguments.index("--")
        arguments, command = arguments[:at], arguments[at + 1:]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--loose-carets", action="store_true")
    parser.add_argument("--limit", type=float, default=20)
    parser.add_argument("--python", default="python3")
    parser.add_argument("-j", dest="jobs", type=int, default=2)
    options = parser.parse_args(arguments)
    if options.check:
        if not command:
            parser.error("--check needs `-- COMMAND {file}`")
        return check(command, options)
    return make(options)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
