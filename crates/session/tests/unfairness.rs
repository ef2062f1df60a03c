//! Where CPython's threads starve: beside a thread that computes, and beside one that takes a lock again at once.

use weft_session::{ClockMode, Event, GilPolicy, Options, Program, Simulated, Step, World};
use weft_trace::{Lane, LaneView, Recording, State};

const MILLISECOND: u64 = 1_000_000;

fn run(source: &str, gil: &str) -> Recording {
    let program = Program { source: source.into(), filename: "test.py".into(), args: Vec::new() };
    let gil = GilPolicy::parse(gil).expect("a policy");
    let options = Options { clock: ClockMode::Virtual, gil, cores: 4, trace: true, ..Options::default() };
    let world = World { cwd: "/".into(), ..World::default() };
    let mut run = Simulated::start(&program, &options, &world, || 0);
    let (mut events, mut recording) = (Vec::new(), Recording::new());
    while run.step(&mut events) != Step::Over {}
    for event in events {
        match event {
            Event::Trace(more) => recording.push(more),
            Event::Finished(summary) => recording.finish(summary.wall_nanos),
            _ => {}
        }
    }
    recording
}

fn lane<'a>(recording: &'a Recording, name: &str) -> LaneView<'a> {
    recording.lanes().find(|lane| lane.name() == name).expect("a thread of that name")
}

/// A thread that sleeps for a millisecond at a time, beside one that computes for 60.
const CONVOY: &str = "
import threading, time
def io():
    while computing:
        time.sleep(0.001)
def compute():
    global computing
    i = 0
    while i < 650000: i += 1
    computing = False
computing = True
a = threading.Thread(target=io, name='io')
b = threading.Thread(target=compute, name='compute')
a.start(); b.start()
a.join(); b.join()
";

/// How often the thread slept while the other one computed, and how long it waited for the GIL each time.
fn turns(gil: &str) -> (usize, Vec<u64>) {
    let recording = run(CONVOY, gil);
    let computing = lane(&recording, "compute");
    let until = computing.ended().expect("it ended");
    let io = lane(&recording, "io");
    let spans = || io.spans(computing.started()..until);
    let slept = spans().filter(|span| span.state == State::Sleeping).count();
    let waited = spans().filter(|span| span.state == State::WaitingForGil).map(|span| span.end - span.start).collect();
    (slept, waited)
}

#[test]
fn a_thread_that_computes_makes_others_wait_for_the_switch_interval_each_time() {
    for gil in ["3.6", "3.10", "3.14"] {
        let (slept, waited) = turns(gil);
        assert!((8..=12).contains(&slept), "{gil}: {slept}");
        // The last one is cut short by the end of the other thread; in another one the main thread began to wait first.
        for nanos in waited.iter().rev().skip(1) {
            assert!((4 * MILLISECOND..6 * MILLISECOND).contains(nanos), "{gil}: {nanos}");
        }
    }
    // Python 2 gives the GIL away every hundred instructions, and without one nobody waits.
    for gil in ["2.7", "free"] {
        let (slept, waited) = turns(gil);
        assert!(slept > 50, "{gil}: {slept}");
        assert!(waited.iter().all(|nanos| *nanos < MILLISECOND / 10), "{gil}: {waited:?}");
    }
}

/// One thread takes a lock again as soon as it has released it, another one wants it once.
const GREEDY: &str = "
import threading
lock = threading.Lock()
started = threading.Event()
def greedy():
    i = rounds = 0
    while not had and rounds < 10000:
        rounds += 1
        with lock:
            started.set()
            for _ in range(20): i += 1
def modest():
    started.wait()
    with lock:
        had.append(1)
had = []
a = threading.Thread(target=greedy, name='greedy')
b = threading.Thread(target=modest, name='modest')
b.start(); a.start()
a.join(); b.join()
";

#[test]
fn who_releases_a_lock_and_takes_it_again_at_once_has_it() {
    let recording = run(GREEDY, "3.14");
    let (greedy, modest) = (lane(&recording, "greedy").lane(), lane(&recording, "modest"));
    let lock = recording.objects().find(|object| object.name() == "lock").expect("the lock");
    let blocked = |span: &weft_trace::Span| matches!(span.state, State::Blocked { object } if object == lock.id());
    let wants = modest.spans(0..u64::MAX).find(blocked).expect("it waits").start;
    let taken: Vec<(u64, Lane)> =
        lock.handovers().filter(|(at, _)| *at >= wants).filter_map(|(at, holder)| Some((at, holder?))).collect();
    let before = taken.iter().take_while(|(_, holder)| *holder == greedy).count();
    assert!(before > 100, "{before}");
    assert_eq!(taken.get(before).map(|(_, holder)| *holder), Some(modest.lane()));
}
