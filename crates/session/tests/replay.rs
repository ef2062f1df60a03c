//! Any moment of a run, and steps back and forth.

use weft_session::{
    Activity, ClockMode, Direction, Event, GilPolicy, GivenInput, Options, ProcessMoment, Program, Replay,
    ReplayAnswer, ReplayRequest, ReplayStep, Simulated, Step, ThreadMoment, Unit, World,
};
use weft_trace::{Event as TraceEvent, Lane, Nanos};

/// Two threads that add to a variable, which can lose an update.
const RACE: &str = "
import threading
counter = 0
def add(amount):
    global counter
    for i in range(2):
        before = counter
        counter = before + amount
a = threading.Thread(target=add, args=(1,))
b = threading.Thread(target=add, args=(10,))
a.start(); b.start()
a.join(); b.join()
";

/// Processes, queues, sleeps, locks.
const BUSY: &str = "
import multiprocessing, queue, threading, time
q = queue.Queue(2)
lock = threading.Lock()
def make(n):
    for i in range(n):
        with lock:
            total = sum(range(i * 20))
        q.put(total)
        time.sleep(0.0001)
def child(pipe, n):
    seen = []
    for i in range(n):
        seen.append([x * x for x in range(50)])
    pipe.send(len(seen))
if __name__ == '__main__':
    here, there = multiprocessing.Pipe()
    processes = [multiprocessing.Process(target=child, args=(there, 20 * k)) for k in (1, 2)]
    for p in processes: p.start()
    threads = [threading.Thread(target=make, args=(5,)) for _ in range(2)]
    for t in threads: t.start()
    got = [q.get() for _ in range(10)]
    for t in threads: t.join()
    print(here.recv(), here.recv(), got)
    for p in processes: p.join()
";

fn program(source: &str) -> Program {
    Program { source: source.into(), filename: "test.py".into(), args: Vec::new() }
}

fn world() -> World {
    World { cwd: "/".into(), ..World::default() }
}

fn options(gil: GilPolicy, seed: u64) -> Options {
    Options { clock: ClockMode::Virtual, gil, seed, cores: 2, ..Options::default() }
}

fn replay(source: &str, gil: GilPolicy, seed: u64) -> Replay {
    Replay::new(&program(source), &options(gil, seed), &world(), Vec::new())
}

fn at(replay: &mut Replay, at: Nanos) -> Vec<ProcessMoment> {
    replay.ask(ReplayRequest::At(at));
    match replay.answer() {
        Some(ReplayAnswer::Moment { at: seen, processes }) if seen == at => processes,
        other => panic!("{other:?}"),
    }
}

fn step(
    replay: &mut Replay,
    from: Nanos,
    direction: Direction,
    unit: Unit,
    only: Option<Lane>,
) -> Option<(Nanos, Vec<ProcessMoment>)> {
    replay.ask(ReplayRequest::Step(ReplayStep { from, direction, unit, only }));
    match replay.answer() {
        Some(ReplayAnswer::Moment { at, processes }) => Some((at, processes)),
        Some(ReplayAnswer::NoStep(_)) => None,
        None => panic!("no answer"),
    }
}

/// All moments from the beginning to the end.
fn forward(replay: &mut Replay, unit: Unit, only: Option<Lane>) -> Vec<(Nanos, Vec<ProcessMoment>)> {
    let mut moments: Vec<(Nanos, Vec<ProcessMoment>)> = Vec::new();
    while let Some(moment) = step(replay, moments.last().map_or(0, |moment| moment.0), Direction::Forward, unit, only) {
        moments.push(moment);
    }
    moments
}

fn thread(processes: &[ProcessMoment], tid: u32) -> Option<&ThreadMoment> {
    processes.first()?.threads.iter().find(|thread| thread.tid == tid)
}

fn value<'a>(thread: &'a ThreadMoment, name: &str) -> Option<&'a str> {
    let call = thread.user_call()?;
    call.variables.iter().find(|variable| variable.name == name).map(|variable| variable.value.as_str())
}

fn global<'a>(processes: &'a [ProcessMoment], name: &str) -> Option<&'a str> {
    let variable = processes.first()?.globals.iter().find(|variable| variable.name == name)?;
    Some(&variable.value)
}

fn lane(tid: u32) -> Option<Lane> {
    Some(Lane { pid: 4001, tid })
}

#[test]
fn both_threads_of_a_race_at_each_instruction() {
    let mut run = replay(RACE, GilPolicy::Random, 3);
    let moments = forward(&mut run, Unit::Instruction, lane(1));
    let lines: Vec<u32> = moments.iter().filter_map(|(_, seen)| Some(thread(seen, 1)?.user_call()?.line)).collect();
    assert!(moments.len() > 10 && lines.iter().all(|line| (4..=8).contains(line)), "{lines:?}");
    // Each thread has its own variables; what it is about to write is what it read plus its amount.
    for (_, seen) in &moments {
        for (tid, amount) in [(1, "1"), (2, "10")] {
            if let Some(thread) = thread(seen, tid).filter(|thread| thread.user_call().is_some()) {
                assert_eq!(value(thread, "amount"), Some(amount));
            }
        }
    }
    let stores = moments.windows(2).filter(|pair| {
        let before = thread(&pair[0].1, 1).and_then(ThreadMoment::user_call);
        before.is_some_and(|call| call.instruction.starts_with("StoreGlobal counter"))
    });
    let mut count = 0;
    for pair in stores {
        let read: i64 = value(thread(&pair[0].1, 1).unwrap(), "before").unwrap().parse().unwrap();
        assert_eq!(global(&pair[1].1, "counter"), Some((read + 1).to_string().as_str()));
        count += 1;
    }
    assert_eq!(count, 2);
}

#[test]
fn one_instruction_is_told_with_its_place() {
    let mut run = replay(RACE, GilPolicy::V3_13, 0);
    let moments = forward(&mut run, Unit::Instruction, lane(1));
    let calls = moments.iter().filter_map(|(_, seen)| thread(seen, 1)?.user_call());
    let store = calls.into_iter().find(|call| call.instruction.starts_with("StoreGlobal counter")).unwrap();
    assert_eq!((store.function.as_str(), store.line, store.columns), ("add", 8, Some((8, 15))));
}

#[test]
fn back_and_forward_again_is_the_same_moment() {
    for unit in [Unit::Instruction, Unit::Line, Unit::Switch] {
        for only in [None, lane(0), lane(2)] {
            let mut run = replay(RACE, GilPolicy::Random, 1);
            let moments = forward(&mut run, unit, only);
            assert!(moments.len() > 2, "{unit:?} {only:?}");
            let mut from = moments.last().unwrap().0;
            for moment in moments.iter().rev().skip(1) {
                let back = step(&mut run, from, Direction::Back, unit, only).unwrap();
                assert_eq!(&back, moment, "{unit:?} {only:?}");
                from = back.0;
            }
            // Before the first step is the beginning, and before that nothing.
            let begin = step(&mut run, from, Direction::Back, unit, only).unwrap();
            assert_eq!(begin.0, 0);
            assert_eq!(step(&mut run, 0, Direction::Back, unit, only), None);
            assert_eq!(step(&mut run, 0, Direction::Forward, unit, only).as_ref(), Some(&moments[0]));
            assert_eq!(step(&mut run, moments[0].0, Direction::Forward, unit, only).as_ref(), Some(&moments[1]));
        }
    }
}

#[test]
fn lines_of_a_thread_in_their_order() {
    let mut run = replay(RACE, GilPolicy::V3_13, 0);
    let moments = forward(&mut run, Unit::Line, lane(1));
    let lines: Vec<Option<u32>> = moments.iter().map(|(_, seen)| Some(thread(seen, 1)?.user_call()?.line)).collect();
    assert_eq!(lines, [6, 7, 8, 6, 7, 8, 6].map(Some).into_iter().chain([None]).collect::<Vec<_>>());
}

#[test]
fn a_moment_is_the_same_from_wherever_it_is_reached() {
    for (gil, seed) in [(GilPolicy::V3_13, 0), (GilPolicy::Random, 5), (GilPolicy::Free, 2), (GilPolicy::V2_7, 0)] {
        let mut all = replay(BUSY, gil, seed);
        let end = run(BUSY, &options(gil, seed), &[]).1;
        let times: Vec<Nanos> = (1..12).map(|part| end * part / 12 + 7).collect();
        let forwards: Vec<_> = times.iter().map(|time| at(&mut all, *time)).collect();
        let backwards: Vec<_> = times.iter().rev().map(|time| at(&mut all, *time)).collect();
        assert!(forwards.iter().any(|seen| seen.len() == 3), "three processes at once");
        assert!(forwards.iter().eq(backwards.iter().rev()));
        for time in [2, 9] {
            assert_eq!(at(&mut replay(BUSY, gil, seed), times[time]), forwards[time]);
        }
    }
}

/// What a run tells, and when it ended; it is looked at at those times.
fn run(source: &str, options: &Options, watched: &[Nanos]) -> (Vec<TraceEvent>, Nanos) {
    let mut run = Simulated::start(&program(source), options, &world(), || 0);
    let (mut events, mut trace, mut seen) = (Vec::new(), Vec::new(), 0);
    let mut times = watched.iter();
    let mut next = times.next();
    let mut watching = false;
    loop {
        while next.is_some_and(|time| !watching && *time < run.now()) {
            next = times.next();
        }
        if let Some(time) = next.filter(|_| !watching) {
            run.watch(*time);
            watching = true;
        }
        let over = matches!(run.step(&mut events), Step::Over);
        if watching && run.seen().is_some() {
            (seen, watching, next) = (seen + 1, false, times.next());
        }
        for event in events.drain(..) {
            match event {
                Event::Trace(more) => trace.extend(more),
                Event::Finished(summary) => {
                    assert!(seen >= watched.len() / 3);
                    return (trace, summary.wall_nanos);
                }
                _ => {}
            }
        }
        assert!(!over);
    }
}

#[test]
fn a_run_is_the_same_whether_it_is_looked_at_or_not() {
    for (gil, seed) in [
        (GilPolicy::V3_13, 0),
        (GilPolicy::V3_10, 0),
        (GilPolicy::V3_9, 4),
        (GilPolicy::V2_7, 0),
        (GilPolicy::Random, 5),
        (GilPolicy::Free, 2),
    ] {
        let options = options(gil, seed);
        let (trace, end) = run(BUSY, &options, &[]);
        let times: Vec<Nanos> = (1..20).map(|part| end * part / 21 + 11).collect();
        assert!(run(BUSY, &options, &times).0 == trace, "{gil:?}");
    }
}

#[test]
fn input_is_given_again_where_it_was() {
    let source = "name = input()\nother = input()\ndone = name + other\n";
    let options = options(GilPolicy::V3_13, 0);
    let mut run = Simulated::start(&program(source), &options, &world(), || 0);
    let (mut events, mut given): (Vec<Event>, Vec<GivenInput>) = (Vec::new(), Vec::new());
    let mut lines = ["ab\n", "cd\n"].into_iter();
    let end = 'run: loop {
        // Whoever types takes his time.
        if matches!(run.step(&mut events), Step::At(_)) {
            run.input(lines.next().map(str::to_owned));
        }
        for event in events.drain(..) {
            match event {
                Event::InputGiven(input) => given.push(input),
                Event::Finished(summary) => break 'run summary.wall_nanos,
                _ => {}
            }
        }
    };
    assert_eq!(given.len(), 2);
    let mut again = Replay::new(&program(source), &options, &world(), given);
    let mut seen = Vec::new();
    let mut from = 0;
    while let Some((time, processes)) = step(&mut again, from, Direction::Forward, Unit::Line, None) {
        seen.push((global(&processes, "name").map(str::to_owned), global(&processes, "other").map(str::to_owned)));
        from = time;
    }
    assert!(from <= end);
    assert!(seen.contains(&(Some("'ab'".to_owned()), Some("'cd'".to_owned()))));
    assert!(seen.contains(&(Some("'ab'".to_owned()), None)));
}

#[test]
fn values_are_told_without_running_the_users_code() {
    let source = "
class Loud:
    def __init__(self): self.inner = {'k': [1.5, None, self]}
    def __repr__(self): raise SystemExit('asked')
class Quiet(Loud):
    __slots__ = ()
things = [Loud(), (1,), 'x' * 500, 10 ** 5000, {2, 3}, b'ab']
things.append(things)
cycle = {}
cycle['me'] = cycle
import threading, collections
lock = threading.Lock()
last = collections.deque([1, 2])
threading.Event().wait(0.001)
";
    let mut run = replay(source, GilPolicy::V3_13, 0);
    let processes = at(&mut run, 900_000_000_000);
    assert!(processes.is_empty(), "it has ended");
    let moments = forward(&mut run, Unit::Line, lane(0));
    let (_, processes) = moments.iter().rev().find(|(_, seen)| global(seen, "last").is_some()).unwrap();
    assert_eq!(global(processes, "last"), Some("deque([1, 2])"));
    assert_eq!(global(processes, "cycle"), Some("{'me': {'me': {'me': {…}}}}"));
    let things = global(processes, "things").unwrap();
    assert!(things.starts_with("[<Loud inner={'k': […]}>, (1,), 'xxx"), "{things}");
    assert_eq!(things.chars().count(), 120);
    assert_eq!(global(processes, "Loud"), None);
    let names: Vec<&str> = processes[0].globals.iter().map(|variable| variable.name.as_str()).collect();
    assert_eq!(names, ["things", "cycle", "lock", "last"]);
}

#[test]
fn who_waits_and_who_runs() {
    let mut run = replay(BUSY, GilPolicy::V3_13, 0);
    let moments = forward(&mut run, Unit::Switch, lane(2));
    let main = |seen: &[ProcessMoment]| thread(seen, 0).map(|thread| thread.activity);
    let own = |seen: &[ProcessMoment]| thread(seen, 2).map(|thread| thread.activity);
    assert!(moments.iter().any(|(_, seen)| own(seen) == Some(Activity::Running)));
    assert!(moments.iter().any(|(_, seen)| own(seen) != Some(Activity::Running)));
    assert!(moments.iter().any(|(_, seen)| main(seen) == Some(Activity::Waiting)));
}
