use super::*;
use crate::{Event, EventKind};

const MILLI: Nanos = 1_000_000;

fn lane(tid: u32) -> Lane {
    Lane { pid: 1, tid }
}

fn object(number: u32) -> ObjectId {
    ObjectId { pid: 1, number }
}

fn start(tid: u32) -> Event {
    let by = (tid > 0).then_some(lane(0));
    Event { at: 0, lane: lane(tid), kind: EventKind::ThreadStart { name: format!("T{tid}"), daemon: false, by } }
}

fn state(at: Nanos, tid: u32, state: State) -> Event {
    Event { at: at * MILLI, lane: lane(tid), kind: EventKind::State { state, line: tid + 10 } }
}

fn of(at: Nanos, tid: u32, kind: EventKind) -> Event {
    Event { at: at * MILLI, lane: lane(tid), kind }
}

fn found(events: Vec<Event>, end: Nanos) -> Vec<Finding> {
    let mut recording = Recording::new();
    recording.push(events);
    recording.finish(end * MILLI);
    findings(&recording, 4)
}

fn kinds(found: &[Finding]) -> Vec<&FindingKind> {
    found.iter().map(|finding| &finding.kind).collect()
}

#[test]
fn threads_that_take_turns_wait_for_the_gil() {
    let mut events = vec![start(1), start(2)];
    for turn in 0..10 {
        let (runs, waits) = if turn % 2 == 0 { (1, 2) } else { (2, 1) };
        events.push(state(turn * 5, runs, State::Running));
        events.push(state(turn * 5, waits, State::WaitingForGil));
    }
    let found = found(events, 50);
    assert_eq!(found[0].kind, FindingKind::TookTurns { workers: 2 });
    assert_eq!(found[1].kind, FindingKind::GilWait { lane: lane(1), share: 0.5, nanos: 25 * MILLI });
    let place = found[1].place.unwrap();
    assert_eq!((place.lane, place.line, place.end - place.start), (Some(lane(1)), 11, 5 * MILLI));
    assert_eq!(found.len(), 3);
}

#[test]
fn the_first_thread_that_starts_others_is_none_of_those_that_take_turns() {
    let begin = |at, tid| of(at, tid, start(tid).kind);
    let mut events = vec![start(0), state(0, 0, State::Running)];
    // It imports for long, then waits for the GIL to start the second thread.
    events.extend([begin(100, 1), state(100, 0, State::WaitingForGil), state(100, 1, State::Running)]);
    events.extend([begin(120, 2), state(120, 0, State::Sleeping), state(120, 2, State::WaitingForGil)]);
    events.extend([state(140, 1, State::WaitingForGil), state(140, 2, State::Running)]);
    let found = found(events, 160);
    assert!(kinds(&found).contains(&&FindingKind::TookTurns { workers: 2 }), "{found:?}");
}

#[test]
fn threads_that_run_at_once_are_praised_and_idle_ones_are_not() {
    let queue = object(1);
    let events = vec![
        start(1),
        start(2),
        start(3),
        state(0, 1, State::Running),
        state(0, 2, State::Running),
        state(0, 3, State::Blocked { object: queue }),
    ];
    let found = found(events, 100);
    assert!(matches!(found[0].kind, FindingKind::RanAtOnce { workers: 2, busy } if (1.99..2.01).contains(&busy)));
    assert!(kinds(&found).contains(&&FindingKind::IdleWorkers { idle: 1, of: 3 }));
}

#[test]
fn more_workers_than_cores() {
    let mut events: Vec<Event> = (1..=6).map(start).collect();
    events.extend((1..=6).map(|tid| state(0, tid, if tid <= 4 { State::Running } else { State::WaitingForCore })));
    let found = found(events, 100);
    assert!(kinds(&found).contains(&&FindingKind::MoreWorkersThanCores { workers: 6, cores: 4 }));
}

#[test]
fn a_full_queue_has_a_slow_consumer_and_an_empty_one_a_slow_producer() {
    for (depth, full) in [(5, true), (0, false)] {
        let queue = object(1);
        let kind = EventKind::Object { object: queue, kind: ObjectKind::Queue, name: "q".into() };
        let put = EventKind::Put { object: queue, number: 0, depth, bytes: 0, preview: String::new(), line: 1 };
        let events = vec![
            start(0),
            of(0, 0, kind),
            of(0, 0, put),
            state(0, 0, State::Running),
            state(20, 0, State::Blocked { object: queue }),
            state(80, 0, State::Running),
        ];
        let found = found(events, 100);
        let queue_kinds = found.iter().filter(|finding| match finding.kind {
            FindingKind::QueueFull { share, .. } => full && (0.59..0.61).contains(&share),
            FindingKind::QueueEmpty { share, .. } => !full && (0.59..0.61).contains(&share),
            _ => false,
        });
        assert_eq!(queue_kinds.count(), 1, "{found:?}");
        assert!(kinds(&found).iter().any(|kind| matches!(kind, FindingKind::NobodyRan { share } if *share > 0.5)));
    }
}

#[test]
fn a_thread_that_comes_back_again_and_again_stands_in_the_convoy() {
    let mut events = vec![start(1), state(0, 1, State::Sleeping)];
    for round in 0..8 {
        events.push(state(round * 20 + 10, 1, State::WaitingForGil));
        events.push(state(round * 20 + 15, 1, State::Running));
        events.push(state(round * 20 + 16, 1, State::Sleeping));
    }
    let found = found(events, 170);
    assert!(kinds(&found).contains(&&FindingKind::GilConvoy { lane: lane(1), times: 8, mean: 5 * MILLI }));
}

#[test]
fn threads_in_line_for_a_lock_and_failures_are_told() {
    let lock = object(1);
    let events = vec![
        start(0),
        start(1),
        start(2),
        of(0, 0, EventKind::Object { object: lock, kind: ObjectKind::Lock, name: "lock".into() }),
        of(0, 0, EventKind::Acquire { object: lock, line: 1 }),
        state(0, 0, State::Running),
        state(1, 1, State::Blocked { object: lock }),
        state(1, 2, State::Blocked { object: lock }),
        state(61, 1, State::Running),
        of(61, 1, EventKind::Acquire { object: lock, line: 1 }),
        of(61, 1, EventKind::Uncaught { message: "ValueError: no".into(), line: 3 }),
        state(62, 1, State::Finished),
        state(91, 2, State::Running),
    ];
    let found = found(events, 100);
    assert_eq!(found[0].kind, FindingKind::Uncaught { lane: lane(1), message: "ValueError: no".into() });
    let convoy = FindingKind::LockConvoy { object: lock, waiters: 2, nanos: 150 * MILLI };
    assert!(kinds(&found).contains(&&convoy), "{found:?}");
}

#[test]
fn nothing_is_said_of_nothing() {
    assert!(found(vec![], 0).is_empty());
    assert!(found(vec![start(0), state(0, 0, State::Running)], 10).is_empty());
}
