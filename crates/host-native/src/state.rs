//! A moment of a run as text.

use std::fmt::Write;

use weft_session::{Activity, ProcessMoment, ThreadMoment, Variable};
use weft_trace::{Lane, Moment, Nanos, ObjectId, Recording};

/// What is printed with `--state-at`: processes and their threads with their calls and variables, then locks and
/// queues.
pub fn text(at: Nanos, processes: &[ProcessMoment], recording: &Recording) -> String {
    let mut text = format!("weft: at {:.6} ms\n", at as f64 / 1e6);
    if processes.is_empty() {
        text.push_str("no process\n");
    }
    for process in processes {
        let name = recording.process(process.pid).map_or("", |p| p.name());
        // Writing to a string does not fail.
        let _ = writeln!(text, "process {} {name}", process.pid);
        variables(&mut text, "  ", &process.globals);
        process.threads.iter().for_each(|thread| write_thread(&mut text, thread));
    }
    let moment = Moment::of(recording, at);
    let object = |id: ObjectId| recording.object(id).map_or_else(String::new, |o| o.name().to_owned());
    let name = |lane: Lane| recording.lane(lane).map_or_else(String::new, |l| l.name().to_owned());
    let waiters = |lanes: &[Lane]| lanes.iter().map(|lane| format!(", {} waits", name(*lane))).collect::<String>();
    for lock in &moment.locks {
        let holder = lock.owner.map_or_else(|| "nobody".to_owned(), name);
        let _ = writeln!(text, "{}: held by {holder}{}", object(lock.object), waiters(&lock.waiters));
    }
    for queue in &moment.queues {
        let messages: String = queue.messages.iter().map(|message| format!(" {message}")).collect();
        let inside = format!("{}: {} in it{}", object(queue.object), queue.depth, waiters(&queue.waiters));
        let _ = writeln!(text, "{inside}{}{messages}", if messages.is_empty() { "" } else { ":" });
    }
    text
}

fn write_thread(text: &mut String, thread: &ThreadMoment) {
    let activity = match thread.activity {
        Activity::Running => "runs",
        Activity::Ready => "is ready",
        Activity::Waiting => "waits",
    };
    let _ = writeln!(text, "  {} {activity}", thread.name);
    for call in &thread.calls {
        let _ = write!(text, "    {}:{} {}", call.filename, call.line, call.function);
        if !call.instruction.is_empty() {
            let _ = write!(text, "    {}", call.instruction);
        }
        text.push('\n');
        variables(text, "      ", &call.variables);
    }
    if thread.more_calls > 0 {
        let _ = writeln!(text, "    … and {} calls further out", thread.more_calls);
    }
}

fn variables(text: &mut String, indent: &str, variables: &[Variable]) {
    for variable in variables {
        let _ = writeln!(text, "{indent}{} = {}", variable.name, variable.value);
    }
}
