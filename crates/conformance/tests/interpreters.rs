//! Interpreters within a process: a program of its own, because no CPython that is at hand can make its output.

use weft_conformance::{options, run};

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_dedicated_worker);

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn interpreters_do_as_cpython_3_14_says() {
    for seed in [0, 1, 2] {
        let outcome = run(include_str!("interpreters/program.py"), None, &options(seed));
        assert_eq!(outcome.stderr, "");
        assert_eq!(outcome.stdout, include_str!("interpreters/program.out"));
        assert_eq!(outcome.exit_code, 0);
    }
}

/// A process that ends by a signal takes its interpreters with it, and nobody waits for them as for children.
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn interpreters_end_with_their_process() {
    let source = r"
import os
import signal
from concurrent import interpreters

pid = os.fork()
if pid == 0:
    i = interpreters.create()
    i.call_in_thread(print, 'in the child')
    signal.pause()
import time
time.sleep(0.05)
os.kill(pid, signal.SIGTERM)
print(os.waitstatus_to_exitcode(os.wait()[1]))
i = interpreters.create()
print(i)
try:
    os.wait()
except ChildProcessError as e:
    print(e)
i.close()
";
    let outcome = run(source, None, &options(0));
    assert_eq!(outcome.stderr, "");
    assert_eq!(outcome.stdout, "in the child\n-15\nInterpreter(1)\n[Errno 10] No child processes\n");
}
