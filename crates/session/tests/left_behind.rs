//! Processes that the first one leaves behind.

mod common;

use weft_session::{Options, Summary};

fn run(source: &str) -> (String, Summary) {
    let (text, summary) = common::run(source, Options::default());
    (text, summary.expect("it stands still"))
}

#[test]
fn they_go_on_after_its_end() {
    let source = "import os, time\n\
        if os.fork() == 0:\n    time.sleep(0.2)\n    print('the child is done')\n\
        else:\n    print('the first one is done')\n    os._exit(5)\n";
    let (text, summary) = run(source);
    assert_eq!((text.as_str(), summary.exit_code), ("the first one is done\nthe child is done\n", 5));
    assert!(summary.wall_nanos >= 200_000_000);
}

#[test]
fn one_that_waits_for_ever_does_not_hold_up_the_end() {
    let source = "import multiprocessing, os\n\
        def work(queue):\n    print('waits', flush=True)\n    queue.get()\n\
        if __name__ == '__main__':\n    queue = multiprocessing.Queue()\n\
        \x20   multiprocessing.Process(target=work, args=(queue,)).start()\n    os._exit(5)\n";
    let (text, summary) = run(source);
    assert_eq!((text.as_str(), summary.exit_code, summary.ended_by), ("waits\n", 5, None));
}
