//! Which rows the chart has and how high they stand.

use std::collections::HashMap;

use weft_trace::{Lane, ObjectId, ObjectView, Pid, Recording};

use super::view::MARGIN;

/// Height of the ruler, which stays at the top, in CSS pixels.
pub const RULER: f64 = 26.0;

/// Below this width names stand above their rows instead of to their left.
const COMPACT_BELOW: f64 = 560.0;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RowKind {
    /// The name of a process, above its rows.
    Process(Pid),
    /// Who holds the process's GIL.
    Gil(Pid),
    Lane(Lane),
    /// Above the depths of queues that belong to no single process.
    Shared,
    /// How many messages lie in a queue.
    Depth(ObjectId),
}

/// A row, in CSS pixels below the ruler before any scrolling.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row {
    pub kind: RowKind,
    pub top: f64,
    pub height: f64,
    /// Where in the row the bar stands.
    pub bar: (f64, f64),
}

impl Row {
    pub fn bar_top(&self) -> f64 {
        self.top + self.bar.0
    }

    pub fn bar_bottom(&self) -> f64 {
        self.top + self.bar.0 + self.bar.1
    }
}

#[derive(Clone, Debug, Default)]
pub struct Layout {
    pub rows: Vec<Row>,
    lanes: HashMap<Lane, usize>,
    /// Names stand above their rows.
    pub compact: bool,
    /// How wide the names beside the rows are; 0 if they stand above.
    pub names: f64,
    /// Where time 0 stands when all is shown.
    pub left: f64,
    /// How wide it is.
    pub width: f64,
    /// Of all rows together.
    pub height: f64,
}

impl Layout {
    /// For a canvas of that width; `names` is the width of the longest name.
    pub fn new(recording: &Recording, width: f64, names: f64) -> Layout {
        let compact = width < COMPACT_BELOW;
        let names = if compact { 0.0 } else { (names + 34.0).clamp(90.0, width * 0.25) };
        let left = names + MARGIN;
        let mut layout = Layout { compact, names, left, width: (width - left - MARGIN).max(1.0), ..Layout::default() };
        // Rows get lower when there are many, down to what a name needs.
        let crowded = recording.lanes().count() > 12;
        for process in recording.processes() {
            let pid = process.pid();
            layout.add(RowKind::Process(pid), 26.0, 20.0);
            layout.add_named(RowKind::Gil(pid), 20.0, 14.0);
            for lane in recording.lanes_of(pid) {
                let (height, bar) = if crowded { (24.0, 18.0) } else { (34.0, 26.0) };
                layout.add_named(RowKind::Lane(lane.lane()), height, bar);
            }
            for queue in queues(recording, pid) {
                layout.add_named(RowKind::Depth(queue.id()), 34.0, 26.0);
            }
            layout.height += 6.0;
        }
        let mut shared = queues(recording, 0).peekable();
        if shared.peek().is_some() {
            layout.add(RowKind::Shared, 26.0, 20.0);
            for queue in shared {
                layout.add_named(RowKind::Depth(queue.id()), 34.0, 26.0);
            }
        }
        layout.height += 8.0;
        layout
    }

    fn add_named(&mut self, kind: RowKind, height: f64, bar: f64) {
        if self.compact {
            let name = 15.0;
            self.push(kind, name + bar + 5.0, (name, bar));
        } else {
            self.add(kind, height, bar);
        }
    }

    fn add(&mut self, kind: RowKind, height: f64, bar: f64) {
        self.push(kind, height, ((height - bar) / 2.0, bar));
    }

    fn push(&mut self, kind: RowKind, height: f64, bar: (f64, f64)) {
        if let RowKind::Lane(lane) = kind {
            self.lanes.insert(lane, self.rows.len());
        }
        self.rows.push(Row { kind, top: self.height, height, bar });
        self.height += height;
    }

    pub fn lane(&self, lane: Lane) -> Option<&Row> {
        self.lanes.get(&lane).map(|index| &self.rows[*index])
    }

    /// The rows with a part between two heights.
    pub fn between(&self, top: f64, bottom: f64) -> &[Row] {
        let first = self.rows.partition_point(|row| row.top + row.height <= top);
        let last = self.rows.partition_point(|row| row.top < bottom);
        &self.rows[first..last.max(first)]
    }

    /// The row at a height.
    pub fn at(&self, y: f64) -> Option<&Row> {
        self.between(y, y + 0.001).first()
    }
}

/// The queues and pipes of a process through which something went.
fn queues(recording: &Recording, pid: Pid) -> impl Iterator<Item = ObjectView<'_>> {
    recording.objects().filter(move |object| object.id().pid == pid && !object.depths().is_empty())
}

#[cfg(test)]
mod tests {
    use weft_trace::{Event, EventKind, ObjectKind};

    use super::*;

    fn recording() -> Recording {
        let lane = |pid, tid| Lane { pid, tid };
        let thread =
            |lane| Event { at: 0, lane, kind: EventKind::ThreadStart { name: "t".into(), daemon: false, by: None } };
        let queue = ObjectId { pid: 0, number: 1 };
        let mut recording = Recording::new();
        recording.push(vec![thread(lane(1, 0)), thread(lane(1, 1)), thread(lane(2, 0))]);
        let object = EventKind::Object { object: queue, kind: ObjectKind::ProcessQueue, name: "q".into() };
        let put = EventKind::Put { object: queue, number: 0, depth: 1, bytes: 1, preview: "1".into(), line: 1 };
        recording.push([object, put].map(|kind| Event { at: 1, lane: lane(1, 0), kind }).to_vec());
        recording
    }

    #[test]
    fn rows_stand_below_each_other() {
        for width in [360.0, 1440.0] {
            let layout = Layout::new(&recording(), width, 80.0);
            assert_eq!(layout.compact, width < 500.0);
            assert_eq!(layout.rows.len(), 9);
            assert_eq!(layout.rows[8].kind, RowKind::Depth(ObjectId { pid: 0, number: 1 }));
            for pair in layout.rows.windows(2) {
                assert!(pair[0].top + pair[0].height <= pair[1].top);
            }
            for row in &layout.rows {
                assert!(row.bar_top() >= row.top && row.bar_bottom() <= row.top + row.height);
                assert_eq!(layout.at(row.top + 1.0), Some(row));
            }
            assert!(layout.left + layout.width <= width);
        }
    }

    #[test]
    fn rows_are_found_by_lane_and_height() {
        let layout = Layout::new(&recording(), 1000.0, 80.0);
        let lane = Lane { pid: 2, tid: 0 };
        let row = layout.lane(lane).unwrap();
        assert_eq!(row.kind, RowKind::Lane(lane));
        assert_eq!(layout.between(row.top, row.top + row.height), [*row]);
        assert_eq!(layout.at(layout.height + 10.0), None);
    }
}
