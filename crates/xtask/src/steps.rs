//! The steps of a chore: each runs, whether or not the one before succeeded, and the last line counts them.

use std::time::{Duration, Instant};

struct Outcome {
    name: String,
    took: Duration,
    result: Result<(), String>,
}

#[derive(Default)]
pub struct Steps {
    outcomes: Vec<Outcome>,
}

impl Steps {
    /// Runs a step and gives back what it made, if it succeeded.
    pub fn step<T>(&mut self, name: impl Into<String>, work: impl FnOnce() -> Result<T, String>) -> Option<T> {
        let name = name.into();
        println!("\n=== {name}");
        let start = Instant::now();
        let result = work();
        if let Err(sentence) = &result {
            println!("xtask: {sentence}");
        }
        let (made, result) = match result {
            Ok(made) => (Some(made), Ok(())),
            Err(sentence) => (None, Err(sentence)),
        };
        self.outcomes.push(Outcome { name, took: start.elapsed(), result });
        made
    }

    /// Prints what became of each step, then `N passed, N failed`.
    pub fn finish(self) -> Result<(), String> {
        println!("\n=== Summary");
        for Outcome { name, took, result } in &self.outcomes {
            let word = if result.is_ok() { "ok    " } else { "FAILED" };
            println!("{word} {:7.1} s  {name}", took.as_secs_f64());
            if let Err(sentence) = result {
                println!("                  {sentence}");
            }
        }
        let failed = self.outcomes.iter().filter(|outcome| outcome.result.is_err()).count();
        println!("{} passed, {failed} failed", self.outcomes.len() - failed);
        if failed == 0 { Ok(()) } else { Err("not everything passed.".to_owned()) }
    }
}
