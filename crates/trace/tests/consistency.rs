//! Random runs: whatever happens, the spans of a lane follow each other without gaps or overlaps,
//! sums agree with them at every scale, and the bytes of a trace give the same trace back.

use weft_trace::{
    Event, EventKind, GilHolder, GilSample, Lane, Nanos, ObjectId, ObjectKind, Recording, Sample, Span, State,
    StateKind, StateNanos, Summary, WakeCause, decode, encode,
};

/// xorshift64*: the same numbers everywhere.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) % limit
    }
}

/// A batch list a process: within a process in order of time, at most one thread running at a time.
fn random_run(random: &mut Random) -> Vec<Vec<Event>> {
    let mut batches = Vec::new();
    let processes = 1 + random.below(3) as u32;
    for pid in 1..=processes {
        let threads = 1 + random.below(4) as u32;
        let mut at = random.below(50);
        let mut events = Vec::new();
        for tid in 0..threads {
            let by = (tid > 0).then_some(Lane { pid, tid: 0 });
            let kind = EventKind::ThreadStart { name: format!("T{tid}"), daemon: false, by };
            events.push(Event { at, lane: Lane { pid, tid }, kind });
        }
        let mut holder = None;
        for number in 0..random.below(400) {
            at += [0, 1, 1, 7, 1000][random.below(5) as usize];
            let tid = random.below(u64::from(threads)) as u32;
            let lane = Lane { pid, tid };
            let object = ObjectId { pid: 0, number: random.below(3) as u32 };
            let kind = match random.below(10) {
                0 => EventKind::Put { object, number, depth: 1, bytes: 1, preview: "1".into(), line: 1 },
                1 => EventKind::Get { object, number: random.below(400), depth: 0, line: 2 },
                2 => EventKind::Acquire { object, line: 0 },
                3 => EventKind::Release { object, line: 0 },
                4 => {
                    let to = Lane { pid: 1 + random.below(3) as u32, tid: 0 };
                    EventKind::Wake { to, cause: WakeCause::Release, object: Some(object) }
                }
                5 => EventKind::Object { object, kind: ObjectKind::Queue, name: "q".into() },
                _ => {
                    let mut state = [
                        State::Running,
                        State::WaitingForGil,
                        State::WaitingForCore,
                        State::Blocked { object },
                        State::Sleeping,
                        State::Io,
                    ][random.below(6) as usize];
                    if state == State::Running && holder.is_some_and(|holder| holder != tid) {
                        state = State::WaitingForGil;
                    }
                    if random.below(200) == 0 {
                        state = State::Finished;
                    }
                    if state == State::Running {
                        holder = Some(tid);
                    } else if holder == Some(tid) {
                        holder = None;
                    }
                    EventKind::State { state, line: random.below(3) as u32 }
                }
            };
            events.push(Event { at, lane, kind });
        }
        if random.below(2) == 0 {
            events.push(Event { at, lane: Lane { pid, tid: 0 }, kind: EventKind::ProcessEnd { exit_code: 0 } });
        }
        while !events.is_empty() {
            let rest = events.split_off((1 + random.below(60) as usize).min(events.len()));
            batches.push(events);
            events = rest;
        }
    }
    batches
}

/// Mixes the batches of processes, keeping the order within each.
fn interleaved(mut batches: Vec<Vec<Event>>, random: &mut Random) -> Vec<Vec<Event>> {
    let mut mixed = Vec::new();
    while !batches.is_empty() {
        let chosen = batches[random.below(batches.len() as u64) as usize][0].lane.pid;
        let place = batches.iter().position(|batch| batch[0].lane.pid == chosen).unwrap();
        mixed.push(batches.remove(place));
    }
    mixed
}

fn clipped(span: &Span, start: Nanos, end: Nanos) -> Nanos {
    span.end.min(end).saturating_sub(span.start.max(start))
}

fn check(recording: &Recording, random: &mut Random) {
    let end = recording.end();
    for lane in recording.lanes() {
        let spans: Vec<Span> = lane.spans(0..Nanos::MAX).collect();
        assert!(spans.windows(2).all(|pair| pair[0].end == pair[1].start));
        assert!(spans.windows(2).all(|pair| (pair[0].state, pair[0].line) != (pair[1].state, pair[1].line)));
        assert!(spans.iter().all(|span| span.start < span.end || (span.open && span.start == span.end)));
        let total = spans.last().map_or(0, |last| last.end) - spans.first().map_or(0, |first| first.start);
        assert_eq!(lane.totals().total(), total);
        assert!(lane.end() <= end);
        let blocked: Nanos = lane.waited().iter().map(|(_, nanos)| nanos).sum();
        assert_eq!(blocked, lane.totals()[StateKind::Blocked]);
        for _ in 0..8 {
            let start = random.below(end + 10);
            let stop = start + random.below(end + 10);
            let mut expected = StateNanos::default();
            for span in &spans {
                expected.add(span.kind(), clipped(span, start, stop));
            }
            assert_eq!(lane.nanos(start..stop), expected);
            let columns = 1 + random.below(200) as u32;
            let mut sampled = StateNanos::default();
            let mut last_end = None;
            for sample in lane.sample(start..stop, columns) {
                let (from, until) = match sample {
                    Sample::Whole { start, end, span, index } => {
                        assert_eq!(lane.span(index), Some(span));
                        sampled.add(span.kind(), end - start);
                        (start, end)
                    }
                    Sample::Mixed { start, end, nanos } => {
                        sampled += nanos;
                        (start, end)
                    }
                };
                assert!(last_end.is_none_or(|end| end == from) && from < until);
                last_end = Some(until);
            }
            assert_eq!(sampled, expected);
            let inside = spans.iter().find(|span| span.start <= start && start < span.end);
            assert_eq!(lane.at(start), inside.copied());
        }
    }
    for process in recording.processes() {
        for sample in process.gil_sample(0..end, 50) {
            let GilSample::Whole { start, end, holder } = sample else {
                continue;
            };
            for at in [start, end - 1] {
                let runs = |tid| recording.lane(Lane { pid: process.pid(), tid }).unwrap().at(at);
                match holder {
                    GilHolder::Thread(tid) => assert_eq!(runs(tid).unwrap().state, State::Running),
                    GilHolder::Several(_) => assert!(process.parallel()),
                    GilHolder::Nobody => {
                        let lanes = recording.lanes_of(process.pid());
                        assert!(lanes.filter_map(|lane| lane.at(at)).all(|span| span.state != State::Running));
                    }
                }
            }
        }
    }
    let summary = Summary::of(recording);
    let lanes: Nanos = summary.lanes.iter().map(|lane| lane.nanos.total()).sum();
    let processes: Nanos = summary.processes.iter().map(|process| process.nanos.total()).sum();
    assert_eq!((lanes, processes), (summary.nanos.total(), summary.nanos.total()));
}

#[test]
fn random_runs_are_consistent() {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for _ in 0..200 {
        let batches = random_run(&mut random);
        let batches = interleaved(batches, &mut random);
        let mut recording = Recording::new();
        for batch in batches {
            assert_eq!(decode(&encode(&batch)), Ok(batch.clone()));
            recording.push(batch);
            if random.below(20) == 0 {
                check(&recording, &mut random);
            }
        }
        recording.finish(recording.end() + random.below(100));
        check(&recording, &mut random);
        let mut json = Vec::new();
        weft_trace::export::write_chrome(&recording, &mut json).unwrap();
        serde_json::from_slice::<serde_json::Value>(&json).unwrap();
    }
}

#[test]
fn the_order_of_processes_batches_does_not_matter() {
    let mut random = Random(42);
    for _ in 0..50 {
        let batches = random_run(&mut random);
        let exports = [batches.clone(), interleaved(batches, &mut random)].map(|batches| {
            let mut recording = Recording::new();
            for batch in batches {
                recording.push(batch);
            }
            recording.finish(0);
            let mut csv = Vec::new();
            weft_trace::export::write_csv(&recording, &mut csv).unwrap();
            String::from_utf8(csv).unwrap()
        });
        assert_eq!(exports[0], exports[1]);
    }
}
