use super::*;

/// One event of every kind and state, on lanes and at times that go back and forth.
fn all_kinds() -> Vec<Event> {
    let a = Lane { pid: 1000, tid: 0 };
    let b = Lane { pid: 1001, tid: 7 };
    let object = ObjectId { pid: 0, number: 3 };
    let mut kinds = vec![
        EventKind::ProcessStart { parent: None, name: "MainProcess".into() },
        EventKind::ProcessStart { parent: Some(1000), name: "进程-1".into() },
        EventKind::ProcessName { name: String::new() },
        EventKind::ProcessEnd { exit_code: -15 },
        EventKind::ThreadStart { name: "Thread-1 (f)".into(), daemon: true, by: Some(a) },
        EventKind::ThreadStart { name: "MainThread".into(), daemon: false, by: None },
        EventKind::ThreadName { name: "worker".into() },
        EventKind::Acquire { object, line: 4 },
        EventKind::Release { object, line: u32::MAX },
        EventKind::Put { object, number: u64::MAX, depth: 9, bytes: 12, preview: "[1, 2]".into(), line: 8 },
        EventKind::Get { object, number: 0, depth: 0, line: 0 },
        EventKind::Uncaught { message: "ValueError: x".into(), line: 2 },
    ];
    for kind in OBJECT_KINDS {
        kinds.push(EventKind::Object { object, kind, name: "q".into() });
    }
    for cause in WAKE_CAUSES {
        kinds.push(EventKind::Wake { to: b, cause, object: Some(object) });
        kinds.push(EventKind::Wake { to: a, cause, object: None });
    }
    let states = [
        State::Running,
        State::WaitingForGil,
        State::WaitingForCore,
        State::Blocked { object },
        State::Sleeping,
        State::Io,
        State::Finished,
    ];
    kinds.extend(states.map(|state| EventKind::State { state, line: 11 }));
    let times = [0, 5, 3, u64::MAX, 0, 1 << 40];
    let stamp =
        |(index, kind)| Event { at: times[index % times.len()], lane: if index % 3 == 0 { a } else { b }, kind };
    kinds.into_iter().enumerate().map(stamp).collect()
}

#[test]
fn every_kind_survives_the_trip() {
    let events = all_kinds();
    assert_eq!(decode(&encode(&events)), Ok(events));
    assert_eq!(decode(&encode(&[])), Ok(Vec::new()));
}

#[test]
fn a_switch_between_threads_takes_few_bytes() {
    let state =
        |at, tid, state| Event { at, lane: Lane { pid: 1000, tid }, kind: EventKind::State { state, line: 12 } };
    let mut events = Vec::new();
    for turn in 0..1000 {
        let at = 5_000_000 * u64::from(turn);
        events.push(state(at, turn % 2, State::WaitingForGil));
        events.push(state(at, (turn + 1) % 2, State::Running));
    }
    let bytes = encode(&events).len();
    assert!(bytes <= events.len() * 8, "{bytes} bytes for {} events", events.len());
}

#[test]
fn other_bytes_are_refused_with_the_reason() {
    assert_eq!(decode(b""), Err(DecodeError::NotATrace));
    assert_eq!(decode(b"{}"), Err(DecodeError::NotATrace));
    assert_eq!(decode(b"WT"), Err(DecodeError::Truncated));
    assert_eq!(decode(&[b'W', b'T', 99, 0]), Err(DecodeError::Version(99)));
    // A count far beyond the bytes that follow must not reserve memory for it.
    assert_eq!(decode(&[b'W', b'T', VERSION, 0xff, 0xff, 0xff, 0xff, 0x7f]), Err(DecodeError::Truncated));
    // "Same lane as before" on the first event.
    assert_eq!(decode(&[b'W', b'T', VERSION, 1, SAME_LANE, 0, 0]), Err(DecodeError::Tag(SAME_LANE)));
    let mut longer = encode(&all_kinds());
    longer.push(0);
    assert_eq!(decode(&longer), Err(DecodeError::TrailingBytes));
}

#[test]
fn every_cut_is_an_error() {
    let bytes = encode(&all_kinds());
    for length in 0..bytes.len() {
        assert!(decode(&bytes[..length]).is_err(), "cut at {length}");
    }
}

#[test]
fn damaged_bytes_never_panic() {
    let bytes = encode(&all_kinds());
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    for _ in 0..20_000 {
        let mut damaged = bytes.clone();
        for _ in 0..4 {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            let place = seed as usize % damaged.len();
            damaged[place] = (seed >> 32) as u8;
        }
        if let Ok(events) = decode(&damaged) {
            assert_eq!(decode(&encode(&events)), Ok(events));
        }
    }
}
