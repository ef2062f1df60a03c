//! All processes in one place, on this thread.

use std::{sync::mpsc, time::Duration};

use weft_session::{Event, Options, Program, Simulated, Step, Stream, World};
use weft_trace::Recording;

use crate::{clock, files::RealFiles, input::Input, output::Sink, state};

/// The exit code of a run that is ended to tell of a moment is 0.
pub fn run(program: &Program, options: &Options, world: &World, state_at: Option<u64>, sink: &mut Sink) -> i32 {
    let (lines, typed) = mpsc::channel();
    let input = Input::new(move |line| drop(lines.send(line)));
    let mut run = Simulated::start(program, options, world, clock::now);
    run.set_files(Box::new(RealFiles::default()));
    let mut events = Vec::new();
    let mut recording = Recording::new();
    if let Some(at) = state_at {
        run.watch(at);
    }
    loop {
        let step = run.step(&mut events);
        for event in events.drain(..) {
            match event {
                Event::Output { stream, text, .. } => sink.write(stream, &text),
                Event::Trace(events) => {
                    if state_at.is_some() {
                        recording.push(events.clone());
                    }
                    sink.trace(events);
                }
                Event::Schedule(switches) => sink.schedule(&switches),
                Event::Races { pid, races } => sink.races(pid, races),
                Event::InputNeeded { .. } => input.want_line(),
                Event::InputGiven(_) => {}
                Event::Finished(summary) => {
                    if let Some(report) = &summary.deadlock {
                        sink.deadlock(report);
                    }
                    if let (Some(at), Some(processes)) = (state_at, run.seen()) {
                        recording.finish(summary.wall_nanos);
                        sink.write(Stream::Stderr, &state::text(at, &processes, &recording));
                    }
                    return summary.exit_code;
                }
                // They are on the disk.
                Event::Files(_) => {}
            }
        }
        if let (Some(at), Some(processes)) = (state_at, run.seen()) {
            recording.finish(at.max(recording.end()));
            sink.write(Stream::Stderr, &state::text(at, &processes, &recording));
            return 0;
        }
        match step {
            Step::Again | Step::NeedsLibrary => {}
            Step::Over => return 0,
            Step::At(until) => {
                let pause = match until {
                    Some(t) => Duration::from_nanos(t.saturating_sub(clock::now())),
                    // Until there is input.
                    None => Duration::from_secs(3600),
                };
                if let Ok(line) = typed.recv_timeout(pause) {
                    run.input(line);
                }
            }
        }
    }
}
