//! Standard input, read line by line only when the program asks, and never in the way of the rest.

use std::{
    io::BufRead,
    sync::mpsc::{self, Receiver, Sender},
    thread,
};

pub struct Input {
    ask: Sender<()>,
}

impl Input {
    /// `deliver` is called on a thread of its own with each line as it is (None at the end).
    pub fn new(deliver: impl Fn(Option<String>) + Send + 'static) -> Input {
        let (ask, asked): (Sender<()>, Receiver<()>) = mpsc::channel();
        thread::spawn(move || {
            let mut stdin = std::io::stdin().lock();
            while asked.recv().is_ok() {
                let mut line = Vec::new();
                match stdin.read_until(b'\n', &mut line) {
                    Ok(n) if n > 0 => {
                        deliver(Some(String::from_utf8_lossy(&line).into_owned()));
                    }
                    _ => deliver(None),
                }
            }
        });
        Input { ask }
    }

    pub fn want_line(&self) {
        // The reader ends only with the program.
        let _ = self.ask.send(());
    }
}
