use super::*;
use crate::{ObjectKind, StateKind};

const MAIN: Lane = Lane { pid: 1000, tid: 0 };
const CHILD: Lane = Lane { pid: 1001, tid: 0 };
const QUEUE: ObjectId = ObjectId { pid: 0, number: 1 };

fn event(at: Nanos, lane: Lane, kind: EventKind) -> Event {
    Event { at, lane, kind }
}

fn state(at: Nanos, lane: Lane, state: State) -> Event {
    event(at, lane, EventKind::State { state, line: 1 })
}

fn thread(at: Nanos, lane: Lane, name: &str, by: Option<Lane>) -> Event {
    event(at, lane, EventKind::ThreadStart { name: name.into(), daemon: false, by })
}

fn process(at: Nanos, lane: Lane, parent: Option<Pid>, name: &str) -> Event {
    event(at, lane, EventKind::ProcessStart { parent, name: name.into() })
}

fn wake(at: Nanos, from: Lane, to: Lane, cause: WakeCause) -> Event {
    event(at, from, EventKind::Wake { to, cause, object: None })
}

#[test]
fn lanes_stand_in_order_of_start_whatever_the_order_of_arrival() {
    let late = Lane { pid: 1002, tid: 0 };
    let worker = Lane { pid: 1000, tid: 1 };
    let mut recording = Recording::new();
    recording.push(vec![process(40, late, Some(1000), "Process-2"), thread(40, late, "MainThread", None)]);
    recording.push(vec![process(20, CHILD, Some(1000), "Process-1"), thread(20, CHILD, "MainThread", None)]);
    recording.push(vec![
        process(0, MAIN, None, "MainProcess"),
        thread(0, MAIN, "MainThread", None),
        thread(50, worker, "Thread-1", Some(MAIN)),
    ]);
    let lanes: Vec<Lane> = recording.lanes().map(LaneView::lane).collect();
    assert_eq!(lanes, [MAIN, worker, CHILD, late]);
    let names: Vec<&str> = recording.processes().map(ProcessView::name).collect();
    assert_eq!(names, ["MainProcess", "Process-1", "Process-2"]);
    assert_eq!(recording.lanes_of(1000).count(), 2);
    assert_eq!(recording.lanes_of(7).count(), 0);
}

#[test]
fn a_start_arrow_reaches_from_the_call_to_the_first_sign_of_life() {
    let start = [wake(10, MAIN, CHILD, WakeCause::Start)];
    let life = [process(24, CHILD, Some(1000), "Process-1"), thread(24, CHILD, "MainThread", Some(MAIN))];
    for batches in [[start.to_vec(), life.to_vec()], [life.to_vec(), start.to_vec()]] {
        let mut recording = Recording::new();
        for batch in batches {
            recording.push(batch);
        }
        let arrows = recording.arrows(0..100, 10).shown;
        assert_eq!(arrows.len(), 1);
        assert_eq!((arrows[0].kind, arrows[0].from, arrows[0].to), (ArrowKind::Start, MAIN, CHILD));
        assert_eq!((arrows[0].left, arrows[0].arrived), (10, 24));
    }
}

#[test]
fn messages_pair_across_processes() {
    let put =
        event(5, MAIN, EventKind::Put { object: QUEUE, number: 0, depth: 1, bytes: 4, preview: "'x'".into(), line: 3 });
    let get = event(9, CHILD, EventKind::Get { object: QUEUE, number: 0, depth: 0, line: 7 });
    let mut recording = Recording::new();
    recording.push(vec![get]);
    recording.push(vec![put]);
    let arrows = recording.arrows(0..100, 10);
    assert_eq!(arrows.hidden, 0);
    let [arrow] = arrows.shown[..] else { panic!("{arrows:?}") };
    assert_eq!((arrow.from, arrow.left, arrow.to, arrow.arrived), (MAIN, 5, CHILD, 9));
    let message = recording.message(arrow.message.unwrap()).unwrap();
    assert_eq!((message.preview.as_str(), message.bytes), ("'x'", 4));
    assert_eq!(recording.object(QUEUE).unwrap().depth_at(6), 1);
    assert_eq!(recording.object(QUEUE).unwrap().depth_at(9), 0);
}

#[test]
fn open_spans_grow_with_time_until_the_finish() {
    let mut recording = Recording::new();
    recording.push(vec![thread(0, MAIN, "MainThread", None), state(0, MAIN, State::Sleeping)]);
    recording.advance(500);
    let sleeping = |recording: &Recording| recording.lane(MAIN).unwrap().totals()[StateKind::Sleeping];
    assert_eq!((recording.end(), sleeping(&recording)), (500, 500));
    recording.advance(810);
    recording.finish(800);
    assert_eq!((recording.end(), sleeping(&recording)), (800, 800));
    assert!(!recording.lane(MAIN).unwrap().at(700).unwrap().open);
    recording.advance(900);
    assert_eq!(recording.end(), 800);
}

#[test]
fn the_end_of_a_process_ends_its_threads() {
    let worker = Lane { pid: 1001, tid: 1 };
    let mut recording = Recording::new();
    recording.push(vec![
        state(0, CHILD, State::Running),
        state(5, worker, State::WaitingForGil),
        event(20, CHILD, EventKind::ProcessEnd { exit_code: -15 }),
        state(30, MAIN, State::Running),
    ]);
    assert_eq!(recording.lane(worker).unwrap().ended(), Some(20));
    assert_eq!(recording.lane(CHILD).unwrap().ended(), Some(20));
    assert_eq!(recording.lane(MAIN).unwrap().ended(), None);
    let child = recording.process(1001).unwrap();
    assert_eq!((child.exit_code(), child.ended()), (Some(-15), Some(20)));
    assert_eq!(child.gil_at(19), GilHolder::Thread(0));
    assert_eq!(child.gil_at(20), GilHolder::Nobody);
}

#[test]
fn whoever_waits_for_a_lock_waits_for_its_holder() {
    let worker = Lane { pid: 1000, tid: 1 };
    let lock = ObjectId { pid: 1000, number: 0 };
    let mut recording = Recording::new();
    recording.push(vec![
        event(0, MAIN, EventKind::Object { object: lock, kind: ObjectKind::Lock, name: "lock".into() }),
        event(1, MAIN, EventKind::Acquire { object: lock, line: 2 }),
        state(2, worker, State::Blocked { object: lock }),
        event(9, MAIN, EventKind::Release { object: lock, line: 4 }),
        event(9, MAIN, EventKind::Wake { to: worker, cause: WakeCause::Release, object: Some(lock) }),
        state(9, worker, State::Running),
    ]);
    let blocked = State::Blocked { object: lock };
    assert_eq!(recording.waits_for(blocked, 5).map(LaneView::lane), None);
    recording.push(vec![state(0, MAIN, State::Running)]);
    assert_eq!(recording.waits_for(blocked, 5).map(LaneView::lane), Some(MAIN));
    assert_eq!(recording.waits_for(blocked, 9).map(LaneView::lane), None);
    assert_eq!(recording.waits_for(State::Sleeping, 5).map(LaneView::lane), None);
    assert_eq!(recording.arrows(0..20, 10).shown[0].kind, ArrowKind::Release);
}

#[test]
fn times_of_damaged_traces_do_no_harm() {
    let mut recording = Recording::new();
    recording.push(vec![
        state(u64::MAX, MAIN, State::Running),
        state(3, MAIN, State::Sleeping),
        state(u64::MAX, CHILD, State::Running),
        wake(u64::MAX, MAIN, CHILD, WakeCause::Join),
    ]);
    recording.finish(u64::MAX);
    for lane in recording.lanes() {
        assert!(lane.sample(0..u64::MAX, 100).len() < 10);
    }
    assert_eq!(recording.arrows(0..u64::MAX, 100).shown.len(), 1);
}
