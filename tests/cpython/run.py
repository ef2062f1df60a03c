#!/usr/bin/env python3
"""Runs CPython's own test files on Weft and on this Python, and makes the table of COMPATIBILITY.md.

    python3 tests/cpython/run.py [--weft COMMAND] [--jobs N] [--limit SECONDS] [--write] [--details FOLDER] [NAME ...]

The files are the machine's: of the folder that CPYTHON_TESTS names, or of this Python's `test` package. They run through
`unittest` with a small `test.support` of ours (beside this program); nothing of CPython's is kept. NAME is `int` for
`test_int`; without names, all of FILES run. `--write` puts the table between the markers in COMPATIBILITY.md,
`--details` keeps a line for each test and what the file printed on standard error."""

import argparse
import concurrent.futures
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
BEGIN, END = '<!-- cpython tests: begin -->', '<!-- cpython tests: end -->'
FILES = """int float list tuple dict set unicode bytes format generators exceptions class descr math itertools functools
collections random re json heapq bisect copy dataclasses enum statistics decimal fractions textwrap string struct array
base64 contextlib operator datetime csv pickle queue sched thread threading threading_local threadsignals
sys_settrace sys_setprofile concurrent_futures multiprocessing_fork multiprocessing_spawn""".split()


def folders():
    """Where test files are looked for."""
    named = os.environ.get('CPYTHON_TESTS')
    own = os.path.join(os.path.dirname(os.__file__), 'test')
    # Debian keeps a few files of the package that it has no others of.
    debian = f'/usr/lib/python3.{sys.version_info.minor}/test'
    return ([named] if named else []) + [own, debian]


def find(name):
    for folder in folders():
        path = os.path.join(folder, name)
        if os.path.exists(path):
            return path
    return None


def bring(name, target):
    """Copies the test module (or package) `name` and what it takes from other test modules into `target`."""
    if name.startswith('ann_module'):
        # Modules about annotations, which CPython 3.14 keeps differently; only test_grammar, which others import, asks.
        open(os.path.join(target, name + '.py'), 'a').close()
        return True
    for kind in ('.py', ''):
        source, place = find(name + kind), os.path.join(target, name + kind)
        if source is None or os.path.exists(place):
            continue
        if kind:
            shutil.copy(source, place)
            texts = [open(place, encoding='utf-8', errors='replace').read()]
        else:
            shutil.copytree(source, place, ignore=shutil.ignore_patterns('__pycache__'))
            texts = [open(os.path.join(place, f), encoding='utf-8').read()
                     for f in sorted(os.listdir(place)) if f.endswith('.py')]
        for text in texts:
            for names in re.findall(r'from test import ([\w, ]+)', text):
                for other in re.findall(r'\w+', names):
                    bring(other, target)
            for other in re.findall(r'(?:from|import) test\.(\w+)', text) + re.findall(r"""['"]test\.(\w+)['"]""", text):
                bring(other, target)
            for data in re.findall(r"""['"]([\w.-]+\.(?:txt|pck|decTest|csv))['"]""", text):
                if find(data):
                    shutil.copy(find(data), target)
        return True
    return os.path.exists(os.path.join(target, name)) or os.path.exists(os.path.join(target, name + '.py'))


def modules(name, target):
    """The modules that hold the tests of `name`: itself, or the files of a package."""
    package = os.path.join(target, 'test', 'test_' + name)
    if os.path.isdir(package):
        return [f'test.test_{name}.{f[:-3]}' for f in sorted(os.listdir(package)) if re.fullmatch(r'test_\w+\.py', f)]
    return [f'test.test_{name}']


def run(name, command, limit, details):
    """The counts (passed, failed, skipped) of one file under `command`, and whether all of it ran; None: no such file."""
    with tempfile.TemporaryDirectory(prefix='weft-cpython-') as folder:
        shutil.copy(os.path.join(HERE, 'one_file.py'), folder)
        shutil.copytree(os.path.join(HERE, 'test'), os.path.join(folder, 'test'),
                        ignore=shutil.ignore_patterns('__pycache__'))
        shutil.copytree(os.path.join(HERE, 'lacking'), os.path.join(folder, 'lacking'))
        for data in ('data', 'decimaltestdata'):
            place = os.path.join(folder, 'test', data)
            if find(data):
                shutil.copytree(find(data), place)
            else:
                os.mkdir(place)
        if not bring('test_' + name, os.path.join(folder, 'test')):
            return None
        counts, complete, report = {'P': 0, 'F': 0, 'S': 0}, True, []
        for module in modules(name, folder):
            words = [w.replace('{file}', os.path.join(folder, 'one_file.py')) for w in command] + [module]
            with open(os.path.join(folder, 'out'), 'w+b') as out, open(os.path.join(folder, 'err'), 'w+b') as err:
                process = subprocess.Popen(words, cwd=folder, stdin=subprocess.DEVNULL, stdout=out, stderr=err,
                                           start_new_session=True)
                try:
                    process.wait(limit)
                    note = ''
                except subprocess.TimeoutExpired:
                    os.killpg(process.pid, 9)
                    process.wait()
                    note = 'stopped: over the time limit\n'
                out.seek(0)
                err.seek(0)
                lines, complaints = out.read().decode('utf-8', 'replace'), err.read().decode('utf-8', 'replace')
            report += [f'--- {module}\n', lines, complaints[-4000:], note]
            for line in lines.splitlines():
                if line[:2] in ('P ', 'F ', 'S '):
                    counts[line[0]] += 1
            complete = complete and (lines.rstrip().endswith('END') or lines.startswith('S test.'))
        if details:
            os.makedirs(details, exist_ok=True)
            with open(os.path.join(details, f'{name}.txt'), 'w') as f:
                f.write(''.join(report))
        return (*counts.values(), complete)


def cell(outcome):
    if outcome is None:
        return '– | – | –'
    passed, failed, skipped, complete = outcome
    return f'{passed} | {failed}{"" if complete else " †"} | {skipped}'


def table(rows):
    lines = ['| file | passed | failed | skipped | CPython: passed | failed | skipped |', '|---|---|---|---|---|---|---|']
    for name, weft, cpython in rows:
        lines.append(f'| test_{name} | {cell(weft)} | {cell(cpython)} |')
    sums = [[sum(r[side][i] for r in rows if r[side]) for i in range(3)] for side in (1, 2)]
    lines.append(f'| **sum** | {sums[0][0]} | {sums[0][1]} | {sums[0][2]} | {sums[1][0]} | {sums[1][1]} | {sums[1][2]} |')
    return '\n'.join(lines)


def write(text):
    path = os.path.join(ROOT, 'COMPATIBILITY.md')
    with open(path, encoding='utf-8') as f:
        page = f.read()
    if BEGIN not in page:
        sys.exit(f'{path} has no line {BEGIN}')
    before, rest = page.split(BEGIN, 1)
    after = rest.split(END, 1)[1]
    with open(path, 'w', encoding='utf-8') as f:
        f.write(f'{before}{BEGIN}\n{text}\n{END}{after}')


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument('--weft', default=os.path.join(ROOT, 'target/release/weft') + ' run {file}')
    words.add_argument('--jobs', type=int, default=2)
    words.add_argument('--limit', type=float, default=600)
    words.add_argument('--write', action='store_true')
    words.add_argument('--details')
    words.add_argument('names', nargs='*')
    words = words.parse_args()
    weft = shlex.split(words.weft)
    cpython = [sys.executable, '-W', 'ignore::DeprecationWarning', '{file}']
    names = words.names or FILES
    with concurrent.futures.ThreadPoolExecutor(words.jobs) as pool:
        def both(name):
            details = words.details
            row = (name, run(name, weft, words.limit, details and os.path.join(details, 'weft')),
                   run(name, cpython, words.limit, details and os.path.join(details, 'cpython')))
            print(f'test_{name}: {cell(row[1])}   (CPython {cell(row[2])})', file=sys.stderr, flush=True)
            return row
        rows = list(pool.map(both, names))
    text = table(rows)
    print(text)
    if words.write:
        write(text)


if __name__ == '__main__':
    main()
