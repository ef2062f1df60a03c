//! Many processes, much data, and things at random, on threads of the operating system. No test looks at the clock.
//!
//! `WEFT_SOAK=N` makes the random soak N times as long and sends a gibibyte through the pipe; its seed is
//! `WEFT_SOAK_SEED`.

#![cfg(target_os = "linux")]

use std::{env, path::Path, process::Command};

/// Run a program of the folder `soak`; what it prints is the answer.
fn run(program: &str, args: &[&str]) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/soak").join(program);
    let output = Command::new(env!("CARGO_BIN_EXE_weft")).arg("run").arg(path).args(args).output().unwrap();
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{program} {args:?}: {}\n{out}{err}", output.status);
    assert_eq!(err, "", "{program} {args:?}");
    out.into_owned()
}

/// How much longer than usual the soaks shall be.
fn times() -> Option<u64> {
    env::var("WEFT_SOAK").ok().map(|n| n.parse().expect("WEFT_SOAK is a number"))
}

#[test]
fn sixty_four_processes_at_once() {
    assert_eq!(run("at_once.py", &["64"]), "done 64\n");
}

#[test]
fn a_thousand_processes_leave_no_memory_behind() {
    let out = run("one_after_another.py", &["1000"]);
    let kibibytes: u64 = out.trim_end().rsplit(' ').next().unwrap().parse().unwrap();
    // What the machine remembers of each, and luck with the allocator.
    assert!(kibibytes < 24 * 1024, "{kibibytes} KiB more after 1,000 processes");
}

#[test]
fn a_pipe_loses_nothing() {
    let mebibytes = if times().is_some() { "1024" } else { "48" };
    assert_eq!(run("through_a_pipe.py", &[mebibytes]), format!("done {mebibytes}\n"));
}

#[test]
fn nothing_is_lost_at_random() {
    let seed = env::var("WEFT_SOAK_SEED").map_or(1, |s| s.parse().expect("WEFT_SOAK_SEED is a number"));
    for seed in seed..seed + if times().is_some() { 1 } else { 3 } {
        let steps = 250 * times().unwrap_or(1);
        let out = run("at_random.py", &[&seed.to_string(), &steps.to_string()]);
        assert!(out.starts_with(&format!("done {steps} steps, ")), "{out}");
    }
}
