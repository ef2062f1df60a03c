//! Spans as comma-separated values.

use std::io::{self, Write};

use super::{ALWAYS, awaited, kind_name};
use crate::Recording;

/// Writes a line a span, lanes in order of display, under a line with the names of the columns.
/// Times are nanoseconds; `line` is 0 where it is unknown. Quoted as RFC 4180 says, UTF-8.
///
/// # Errors
/// Those of `out`.
pub fn write_csv(recording: &Recording, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "pid,process,tid,thread,state,start_ns,end_ns,duration_ns,line,object,object_kind")?;
    for process in recording.processes() {
        let process_name = quoted(process.name());
        for lane in recording.lanes_of(process.pid()) {
            let thread_name = quoted(lane.name());
            for span in lane.spans(ALWAYS) {
                let (pid, tid) = (process.pid(), lane.lane().tid);
                let (object, kind) = match awaited(recording, &span) {
                    Some(object) => (quoted(object.name()), kind_name(object.kind())),
                    None => (String::new(), ""),
                };
                writeln!(
                    out,
                    "{pid},{process_name},{tid},{thread_name},{},{},{},{},{},{object},{kind}",
                    span.kind().name(),
                    span.start,
                    span.end,
                    span.nanos(),
                    span.line,
                )?;
            }
        }
    }
    Ok(())
}

fn quoted(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Event, EventKind, Lane, ObjectId, ObjectKind, State};

    #[test]
    fn a_line_a_span() {
        let lane = Lane { pid: 7, tid: 1 };
        let object = ObjectId { pid: 7, number: 0 };
        let event = |at, kind| Event { at, lane, kind };
        let mut recording = Recording::new();
        recording.push(vec![
            event(0, EventKind::ThreadStart { name: "a \"quoted\", name".into(), daemon: false, by: None }),
            event(0, EventKind::Object { object, kind: ObjectKind::Lock, name: "锁".into() }),
            event(0, EventKind::State { state: State::Running, line: 3 }),
            event(1500, EventKind::State { state: State::Blocked { object }, line: 4 }),
        ]);
        recording.finish(2000);
        let mut csv = Vec::new();
        write_csv(&recording, &mut csv).unwrap();
        assert_eq!(
            String::from_utf8(csv).unwrap(),
            "pid,process,tid,thread,state,start_ns,end_ns,duration_ns,line,object,object_kind\n\
             7,Process 7,1,\"a \"\"quoted\"\", name\",running,0,1500,1500,3,,\n\
             7,Process 7,1,\"a \"\"quoted\"\", name\",blocked,1500,2000,500,4,锁,lock\n"
        );
    }
}
