//! Threads without a GIL on several cores under the virtual clock: what runs at once takes the time of one, what waits
//! for each other does not, and the trace shows it.

use weft_session::{ClockMode, Event, GilPolicy, Options, Program, Simulated, Step, World};
use weft_trace::{Event as TraceEvent, Recording, State, encode};

struct Outcome {
    text: String,
    events: Vec<TraceEvent>,
    recording: Recording,
}

fn run(source: &str, cores: u32, seed: u64) -> Outcome {
    let program = Program { source: source.into(), filename: "test.py".into(), args: Vec::new() };
    let options =
        Options { clock: ClockMode::Virtual, gil: GilPolicy::Free, cores, seed, trace: true, ..Options::default() };
    let world = World { cwd: "/".into(), ..World::default() };
    let mut run = Simulated::start(&program, &options, &world, || 0);
    let mut events = Vec::new();
    while run.step(&mut events) != Step::Over {}
    let mut outcome = Outcome { text: String::new(), events: Vec::new(), recording: Recording::new() };
    for event in events {
        match event {
            Event::Output { text, .. } => outcome.text.push_str(&text),
            Event::Trace(more) => {
                outcome.recording.push(more.clone());
                outcome.events.extend(more);
            }
            Event::Finished(summary) => outcome.recording.finish(summary.wall_nanos),
            _ => {}
        }
    }
    outcome
}

/// Prints how long four threads took for what one takes `1.00` for four times, with and without a lock around it.
const SPEED: &str = "
import threading, time
def work():
    s = 0
    for i in range(20000): s += i * i % 7
lock = threading.Lock()
def locked():
    with lock: work()
def at_once(f):
    begin = time.perf_counter()
    threads = [threading.Thread(target=f) for _ in range(4)]
    for t in threads: t.start()
    for t in threads: t.join()
    return time.perf_counter() - begin
begin = time.perf_counter()
for _ in range(4): work()
serial = time.perf_counter() - begin
print(round(at_once(work) / serial, 1), round(at_once(locked) / serial, 1))
";

#[test]
fn threads_are_as_fast_as_there_are_cores_unless_a_lock_is_around_all() {
    assert_eq!(run(SPEED, 1, 0).text, "1.0 1.0\n");
    assert_eq!(run(SPEED, 4, 0).text, "0.3 1.0\n");
    assert_eq!(run(SPEED, 8, 0).text, "0.3 1.0\n");
    // Whoever has no core waits for one, and the turns do not come out even.
    let two = run(SPEED, 2, 0).text;
    assert!(["0.5 1.0\n", "0.6 1.0\n"].contains(&two.as_str()), "{two}");
}

/// Locks, queues, events, sleeps, joins.
const MIXED: &str = "
import queue, threading, time
q = queue.Queue(2)
lock = threading.Lock()
go = threading.Event()
total = 0
def put(n):
    go.wait()
    for i in range(n):
        q.put(i)
def get(n):
    global total
    for _ in range(n):
        x = q.get()
        with lock:
            total += x
def sleeper():
    go.wait()
    time.sleep(0.001)
threads = [threading.Thread(target=put, args=(60,)) for _ in range(2)]
threads += [threading.Thread(target=get, args=(40,)) for _ in range(3)]
threads += [threading.Thread(target=sleeper) for _ in range(3)]
for t in threads: t.start()
begin = time.perf_counter()
go.set()
for t in threads: t.join()
print(total, time.perf_counter() - begin < 0.002)
";

#[test]
fn what_threads_do_to_each_other_is_in_order_and_the_same_each_time() {
    let once = run(MIXED, 3, 1);
    assert_eq!(once.text, "3540 True\n");
    assert_eq!(encode(&once.events), encode(&run(MIXED, 3, 1).events));
    let mut most = 0;
    for lock in once.recording.objects() {
        let mut held = false;
        for (at, holder) in lock.handovers() {
            assert_ne!(held, holder.is_some(), "{} at {at}: taken while held, or released while free", lock.name());
            held = holder.is_some();
        }
    }
    // Never more threads at once than there are cores, and often as many.
    let mut changes: Vec<(u64, i32)> = Vec::new();
    for lane in once.recording.lanes() {
        for span in lane.spans(0..u64::MAX).filter(|span| span.state == State::Running) {
            changes.extend([(span.start, 1), (span.end, -1)]);
        }
    }
    changes.sort_unstable();
    let mut running = 0;
    for (_, change) in changes {
        running += change;
        most = most.max(running);
    }
    assert_eq!(most, 3);
}

#[test]
fn updates_are_lost_between_cores() {
    let source = "
import threading
n = 0
def add():
    global n
    for _ in range(2000): n += 1
threads = [threading.Thread(target=add) for _ in range(4)]
for t in threads: t.start()
for t in threads: t.join()
print(2000 <= n < 8000)
";
    assert_eq!(run(source, 4, 0).text, "True\n");
}

#[test]
fn a_deadlock_is_seen() {
    let source = "
import threading
a, b = threading.Lock(), threading.Lock()
both = threading.Barrier(2)
def one(x, y):
    with x:
        both.wait()
        with y: pass
threading.Thread(target=one, args=(a, b)).start()
threading.Thread(target=one, args=(b, a)).start()
print('started')
";
    let outcome = run(source, 4, 0);
    assert_eq!(outcome.text, "started\n");
    assert!(outcome.recording.finished());
}
