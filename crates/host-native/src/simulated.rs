//! All processes in one place, on this thread.

use std::{sync::mpsc, time::Duration};

use weft_session::{Event, Options, Program, Simulated, Step, World};

use crate::{clock, files::RealFiles, input::Input, output::Sink};

pub fn run(program: &Program, options: &Options, world: &World, sink: &mut Sink) -> i32 {
    let (lines, typed) = mpsc::channel();
    let input = Input::new(move |line| drop(lines.send(line)));
    let mut run = Simulated::start(program, options, world, clock::now);
    run.set_files(Box::new(RealFiles::default()));
    let mut events = Vec::new();
    loop {
        let step = run.step(&mut events);
        for event in events.drain(..) {
            match event {
                Event::Output { stream, text, .. } => sink.write(stream, &text),
                Event::Trace(events) => sink.trace(events),
                Event::Schedule(switches) => sink.schedule(&switches),
                Event::Races { pid, races } => sink.races(pid, races),
                Event::InputNeeded { .. } => input.want_line(),
                Event::Finished(summary) => {
                    if let Some(report) = &summary.deadlock {
                        sink.deadlock(report);
                    }
                    return summary.exit_code;
                }
                // They are on the disk.
                Event::Files(_) => {}
            }
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
