//! Where updates get lost without a lock, version by version of CPython, as it was measured there: four
//! threads each add to the same variable, and the sum is right or it is not.

use weft_session::{ClockMode, Event, GilPolicy, Options, Program, Simulated, Step, World};

/// Prints `lost` or `ok` for each way of adding one, in the order of the columns below.
const BODIES: &str = "
import sys, threading, time
sys.setswitchinterval(1e-4)
N = 6000
class Box: pass
box = Box()
s = 'abc'
def one(): return 1
def plain():
    global x
    for _ in range(N): x += 1
def loop():
    global x
    i = 0
    while i < N:
        x += 1; i += 1
def lines():
    global x
    for _ in range(N):
        t = x
        t = t + 1
        x = t
def attribute():
    for _ in range(N): box.x += 1
def item():
    for _ in range(N): d['x'] += 1
def fast_call():
    global x
    for _ in range(N): x += len(s) - 2
def slow_call():
    global x
    for _ in range(N): x += int(1)
def function():
    global x
    for _ in range(N): x += one()
def sleep():
    global x
    for _ in range(N):
        t = x
        time.sleep(0)
        x = t + 1
for body in (plain, loop, lines, attribute, item, fast_call, slow_call, function, sleep):
    x = box.x = 0
    d = {'x': 0}
    threads = [threading.Thread(target=body) for _ in range(4)]
    for t in threads: t.start()
    for t in threads: t.join()
    print('lost' if x + box.x + d['x'] < 4 * N else 'ok')
";

fn run(source: &str, options: &Options) -> String {
    let program = Program { source: source.into(), filename: "test.py".into(), args: Vec::new() };
    let world = World { cwd: "/".into(), ..World::default() };
    let mut run = Simulated::start(&program, options, &world, || 0);
    let (mut events, mut out) = (Vec::new(), String::new());
    while run.step(&mut events) != Step::Over {}
    for event in events {
        if let Event::Output { text, .. } = event {
            out.push_str(&text);
        }
    }
    out
}

fn options(gil: GilPolicy, seed: u64) -> Options {
    Options { clock: ClockMode::Virtual, gil, seed, trace: false, ..Options::default() }
}

/// `x`: updates are lost; `-`: none are; `?`: CPython lost none, by luck.
#[test]
fn updates_are_lost_where_cpython_loses_them() {
    let table = [
        ("2.7", "xxxxxxxx?"),
        ("3.6", "xxxxxxxx?"),
        ("3.8", "x?xxxxxxx"),
        ("3.9", "xxxxxxxxx"),
        ("3.10", "-----xxxx"),
        ("3.11", "------xxx"),
        ("3.12", "------xxx"),
        ("3.13", "------xxx"),
        ("3.14", "------xxx"),
        ("3.15", "------xxx"),
        ("free", "xxxxxxxxx"),
        ("random", "xxxxxxxxx"),
        // Nothing is switched but by sleeping.
        ("schedule", "--------x"),
    ];
    for (version, expected) in table {
        let gil = GilPolicy::parse(version).expect("a version");
        for seed in [0, 2026] {
            let out = run(BODIES, &options(gil, seed));
            let cells: Vec<&str> = out.lines().collect();
            assert_eq!(cells.len(), expected.len(), "{version}: {out}");
            for (at, (cell, mark)) in cells.iter().zip(expected.chars()).enumerate() {
                let right = match mark {
                    'x' => *cell == "lost",
                    '-' => *cell == "ok",
                    _ => true,
                };
                assert!(right, "{version}, seed {seed}, column {at}: {cell}");
            }
        }
    }
}

/// A run that can never go on ends with a report instead of hanging.
#[test]
fn a_deadlock_ends_the_run_with_a_report() {
    let source = "
import threading
a, b, both = threading.Lock(), threading.Lock(), threading.Barrier(2)
def f(first, second):
    with first:
        both.wait()
        second.acquire()
threading.Thread(target=f, args=(a, b)).start()
threading.Thread(target=f, args=(b, a)).start()
";
    let program = Program { source: source.into(), filename: "test.py".into(), args: Vec::new() };
    let mut run = Simulated::start(&program, &options(GilPolicy::V3_13, 0), &World::default(), || 0);
    let mut events = Vec::new();
    while run.step(&mut events) != Step::Over {}
    let Some(Event::Finished(summary)) = events.pop() else { panic!("no end") };
    assert_eq!(summary.exit_code, weft_session::DEADLOCK_EXIT_CODE);
    let report = summary.deadlock.expect("a report");
    assert_eq!(report.headline(), "Thread-1 (f) and Thread-2 (f) wait for each other.");
    assert_eq!(report.threads[1].holds, ["lock 'a'"]);
    assert_eq!(report.threads[1].line, 7);
}
