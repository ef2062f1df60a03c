//! What stood how at one time.

use std::collections::BTreeMap;

use crate::{Lane, LaneView, Nanos, ObjectId, ObjectKind, Recording, Span, State};

/// Messages of a queue that are told.
const MESSAGES: usize = 20;

/// All that a recording holds of one time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moment {
    pub at: Nanos,
    /// The threads that live then, in order of display.
    pub lanes: Vec<LaneMoment>,
    /// The locks that are held or waited for, in the order in which they were first heard of.
    pub locks: Vec<LockMoment>,
    /// The queues and pipes through which something had gone, in the same order.
    pub queues: Vec<QueueMoment>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LaneMoment {
    pub lane: Lane,
    /// What it does; `None` where it was started and has not begun.
    pub span: Option<Span>,
    /// Of the lock that it waits for.
    pub holder: Option<Lane>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockMoment {
    pub object: ObjectId,
    pub owner: Option<Lane>,
    pub waiters: Vec<Lane>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueueMoment {
    pub object: ObjectId,
    /// Messages in it.
    pub depth: u32,
    /// The first of them, in the order in which they were put: the starts of their reprs.
    pub messages: Vec<String>,
    pub waiters: Vec<Lane>,
}

impl Moment {
    pub fn of(recording: &Recording, at: Nanos) -> Moment {
        let mut moment = Moment { at, ..Moment::default() };
        // At the very end of the run its last spans still tell what the threads did.
        let last = recording.end();
        let lives = |lane: &LaneView| lane.started() <= at && (at < lane.end() || at == last && at == lane.end());
        for lane in recording.lanes().filter(lives) {
            let span =
                lane.at(at).or_else(|| (at == lane.end()).then(|| lane.span(lane.span_count().checked_sub(1)?))?);
            let holder = span.and_then(|span| recording.waits_for(span.state, at)).map(|holder| holder.lane());
            moment.lanes.push(LaneMoment { lane: lane.lane(), span, holder });
        }
        for object in recording.objects() {
            let id = object.id();
            let waiters: Vec<Lane> = moment.waiters(id).collect();
            let owner = object.holder_at(at);
            let is_queue = matches!(object.kind(), ObjectKind::Queue | ObjectKind::ProcessQueue | ObjectKind::Pipe);
            if object.depths().first().is_some_and(|depth| depth.at <= at) || (is_queue && !waiters.is_empty()) {
                moment.queues.push(QueueMoment {
                    object: id,
                    depth: object.depth_at(at),
                    messages: Vec::new(),
                    waiters,
                });
            } else if !matches!(object.kind(), ObjectKind::Thread | ObjectKind::Process)
                && (owner.is_some() || !waiters.is_empty())
            {
                moment.locks.push(LockMoment { object: id, owner, waiters });
            }
        }
        moment.look_into_queues(recording);
        moment
    }

    fn look_into_queues(&mut self, recording: &Recording) {
        let filled = self.queues.iter_mut().filter(|queue| queue.depth > 0);
        let mut filled: BTreeMap<ObjectId, &mut QueueMoment> = filled.map(|queue| (queue.object, queue)).collect();
        if filled.is_empty() {
            return;
        }
        let mut inside: BTreeMap<ObjectId, BTreeMap<u64, &str>> = BTreeMap::new();
        for message in recording.messages() {
            let is_in = message.put.is_some_and(|put| put.at <= self.at)
                && message.get.is_none_or(|get| get.at > self.at)
                && filled.contains_key(&message.object);
            if is_in {
                inside.entry(message.object).or_default().insert(message.number, &message.preview);
            }
        }
        for (object, messages) in inside {
            if let Some(queue) = filled.get_mut(&object) {
                let most = MESSAGES.min(queue.depth as usize);
                queue.messages = messages.into_values().take(most).map(str::to_owned).collect();
            }
        }
    }

    fn waiters(&self, object: ObjectId) -> impl Iterator<Item = Lane> + '_ {
        let waits = move |lane: &&LaneMoment| lane.span.is_some_and(|span| span.state == State::Blocked { object });
        self.lanes.iter().filter(waits).map(|lane| lane.lane)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Event, EventKind};

    #[test]
    fn owners_waiters_and_depths_at_a_time() {
        let (a, b) = (Lane { pid: 1, tid: 0 }, Lane { pid: 1, tid: 1 });
        let (lock, queue) = (ObjectId { pid: 1, number: 1 }, ObjectId { pid: 1, number: 2 });
        let event = |at, lane, kind| Event { at, lane, kind };
        let mut recording = Recording::new();
        recording.push(vec![
            event(0, a, EventKind::ThreadStart { name: "a".into(), daemon: false, by: None }),
            event(0, a, EventKind::State { state: State::Running, line: 1 }),
            event(0, a, EventKind::Object { object: lock, kind: ObjectKind::Lock, name: "lock".into() }),
            event(0, a, EventKind::Object { object: queue, kind: ObjectKind::Queue, name: "q".into() }),
            event(5, b, EventKind::ThreadStart { name: "b".into(), daemon: false, by: Some(a) }),
            event(10, a, EventKind::Acquire { object: lock, line: 2 }),
            event(12, a, EventKind::Put { object: queue, number: 0, depth: 1, bytes: 0, preview: "1".into(), line: 2 }),
            event(15, b, EventKind::State { state: State::Blocked { object: lock }, line: 7 }),
            event(30, a, EventKind::Release { object: lock, line: 3 }),
            event(30, b, EventKind::State { state: State::Running, line: 7 }),
        ]);
        recording.finish(40);
        let before = Moment::of(&recording, 6);
        assert_eq!(before.lanes.len(), 2);
        assert!(before.lanes[1].span.is_none() && before.locks.is_empty() && before.queues.is_empty());
        let moment = Moment::of(&recording, 20);
        assert_eq!(moment.lanes[1].span.map(|span| (span.start, span.line)), Some((15, 7)));
        assert_eq!(moment.lanes[1].holder, Some(a));
        assert_eq!(moment.locks, [LockMoment { object: lock, owner: Some(a), waiters: vec![b] }]);
        let inside = QueueMoment { object: queue, depth: 1, messages: vec!["1".into()], waiters: vec![] };
        assert_eq!(moment.queues, [inside]);
        assert!(Moment::of(&recording, 35).locks.is_empty());
        assert!(Moment::of(&recording, 40).lanes.iter().all(|lane| lane.span.is_some()));
    }
}
