//! Given schedules: a switch where it is asked for and nowhere else, and runs that are run again.

use weft_session::{ClockMode, Event, GilPolicy, Options, Program, ScheduledSwitch, Simulated, Step, World};
use weft_trace::Event as TraceEvent;

/// Two threads that each add one to a variable, once.
const COUNTER: &str = "
import threading
counter = 0
gate = threading.Event()
def work():
    global counter
    gate.wait()
    counter += 1
a = threading.Thread(target=work)
b = threading.Thread(target=work)
a.start(); b.start()
gate.set()
a.join(); b.join()
print(counter)
";

/// Waits of many kinds, and races whose outcome is printed.
const BUSY: &str = "
import queue, threading, time
count = 0
q = queue.Queue(3)
lock = threading.Lock()
done = threading.Event()
def add():
    global count
    for i in range(200): count += 1
    with lock:
        q.put(count)
def slow():
    time.sleep(0.00001)
    q.put('slow')
    done.wait()
    q.put('over')
threads = [threading.Thread(target=f) for f in (add, slow, add, add)]
for t in threads: t.start()
for i in range(4): print(q.get())
done.set()
print(q.get(), count)
for t in threads: t.join()
";

struct Outcome {
    text: String,
    trace: Vec<TraceEvent>,
    schedule: Vec<ScheduledSwitch>,
}

fn run(source: &str, gil: GilPolicy, seed: u64, schedule: &[ScheduledSwitch]) -> Outcome {
    let program = Program { source: source.into(), filename: "test.py".into(), args: Vec::new() };
    let schedule = schedule.to_vec();
    let options =
        Options { clock: ClockMode::Virtual, gil, seed, schedule, record_schedule: true, ..Options::default() };
    let world = World { cwd: "/".into(), ..World::default() };
    let mut run = Simulated::start(&program, &options, &world, || 0);
    let mut events = Vec::new();
    loop {
        match run.step(&mut events) {
            Step::Again => {}
            Step::At(_) | Step::NeedsLibrary => panic!("the program hangs"),
            Step::Over => break,
        }
    }
    let mut outcome = Outcome { text: String::new(), trace: Vec::new(), schedule: Vec::new() };
    for event in events {
        match event {
            Event::Output { text, .. } => outcome.text.push_str(&text),
            Event::Trace(more) => outcome.trace.extend(more),
            Event::Schedule(switches) => outcome.schedule = switches,
            _ => {}
        }
    }
    outcome
}

#[test]
fn one_switch_loses_an_update_and_another_does_not() {
    let plain = run(COUNTER, GilPolicy::Schedule, 0, &[]);
    assert_eq!(plain.text, "2\n");
    // Once the gate is open, thread 1 is switched away from after each of its instructions in turn, to thread 2,
    // which runs to its end.
    let last = |thread| plain.schedule.iter().rfind(|s| s.thread == thread).expect("the thread runs").step;
    let (begin, end) = (last(1), last(2));
    let mut texts = Vec::new();
    for step in begin + 1..end {
        let switches = [ScheduledSwitch { step, thread: 2 }];
        texts.push(run(COUNTER, GilPolicy::Schedule, 0, &switches).text);
    }
    assert!(texts.iter().all(|text| text == "1\n" || text == "2\n"), "{texts:?}");
    let lost = texts.iter().filter(|text| *text == "1\n").count();
    // Between the read and the addition, and between the addition and the write back.
    assert_eq!(lost, 2, "{texts:?}");
}

#[test]
fn a_recorded_schedule_gives_the_same_trace() {
    let policies = [
        (GilPolicy::Random, 1),
        (GilPolicy::Random, 2),
        (GilPolicy::V2_7, 0),
        (GilPolicy::V3_9, 3),
        (GilPolicy::V3_13, 0),
        (GilPolicy::V3_13, 4),
    ];
    for (gil, seed) in policies {
        for source in [COUNTER, BUSY] {
            let first = run(source, gil, seed, &[]);
            let list = ScheduledSwitch::write_list(&first.schedule);
            let schedule = ScheduledSwitch::parse_list(&list).expect("a list that was written can be read");
            let again = run(source, GilPolicy::Schedule, 0, &schedule);
            assert_eq!(first.text, again.text, "{gil:?} {seed}");
            for (i, (a, b)) in first.trace.iter().zip(&again.trace).enumerate() {
                assert_eq!(a, b, "event {i}, {gil:?} {seed}");
            }
            assert_eq!(first.trace.len(), again.trace.len());
            assert_eq!(first.schedule, again.schedule);
        }
    }
}
