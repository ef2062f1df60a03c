//! What several tests do.

use weft_session::{ClockMode, Event, Options, Program, Simulated, Step, Summary, World};

/// What a program prints under the virtual clock, and its summary; `None`: nothing more will ever come.
pub fn run(source: &str, options: Options) -> (String, Option<Summary>) {
    let program = Program { source: source.to_owned(), filename: "main.py".to_owned(), args: Vec::new() };
    let options = Options { clock: ClockMode::Virtual, ..options };
    let world = World { cwd: "/home/user".to_owned(), ..World::default() };
    let mut run = Simulated::start(&program, &options, &world, || 0);
    let (mut text, mut events) = (String::new(), Vec::new());
    loop {
        let step = run.step(&mut events);
        for event in events.drain(..) {
            match event {
                Event::Output { text: more, .. } => text.push_str(&more),
                Event::Finished(summary) => return (text, Some(summary)),
                _ => {}
            }
        }
        // Nothing is awaited from outside, so that nothing will ever come.
        if step == Step::At(None) {
            return (text, None);
        }
    }
}
