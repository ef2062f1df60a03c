//! A VM that was made ahead is as good as one that is made for its program.

use weft_session::{Booted, ClockMode, Event, Options, Program, Simulated, Step, World};

const SOURCE: &str = "\
import os, random, sys, threading

def work(n):
    print(n, random.random(), hash('a'), sys.argv, os.getpid(), sys.getswitchinterval())

threads = [threading.Thread(target=work, args=(n,)) for n in range(3)]
for t in threads: t.start()
for t in threads: t.join()
";

fn events(booted: Option<Booted>) -> Vec<Event> {
    let program = Program { source: SOURCE.to_owned(), filename: "main.py".to_owned(), args: vec!["x".to_owned()] };
    let options = Options { clock: ClockMode::Virtual, seed: 7, cores: 2, ..Options::default() };
    let world = World { cwd: "/home/user".to_owned(), ..World::default() };
    let mut run = match booted {
        Some(vm) => Simulated::start_in(vm, &program, &options, &world, || 0),
        None => Simulated::start(&program, &options, &world, || 0),
    };
    let mut events = Vec::new();
    while run.step(&mut events) == Step::Again {}
    events
}

#[test]
fn runs_are_the_same() {
    let ahead = events(Some(Booted::new()));
    assert!(ahead.iter().any(|e| matches!(e, Event::Finished(summary) if summary.exit_code == 0)), "{ahead:?}");
    assert_eq!(ahead, events(None));
}
