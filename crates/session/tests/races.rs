//! The race finder on small programs.

use weft_session::{ClockMode, Event, GilPolicy, Options, Program, Race, Simulated, Step, Stream, World};

/// What a program printed, and the races in it.
fn run(source: &str, gil: GilPolicy) -> (String, Vec<Race>) {
    let program = Program { source: source.to_owned(), filename: "program.py".to_owned(), args: Vec::new() };
    let options = Options { clock: ClockMode::Virtual, gil, races: true, trace: false, ..Options::default() };
    let mut run = Simulated::start(&program, &options, &World::default(), || 0);
    let (mut text, mut found, mut events) = (String::new(), Vec::new(), Vec::new());
    loop {
        let step = run.step(&mut events);
        for event in events.drain(..) {
            match event {
                Event::Output { stream: Stream::Stdout, text: more, .. } => text.push_str(&more),
                Event::Output { text, .. } => panic!("{text}"),
                Event::Races { races, .. } => found = races,
                _ => {}
            }
        }
        match step {
            Step::Again => {}
            Step::At(_) | Step::NeedsLibrary => panic!("the program hangs"),
            Step::Over => return (text, found),
        }
    }
}

/// The racing places, as expressions, each once.
fn places(source: &str) -> Vec<String> {
    let (_, races) = run(source, GilPolicy::Random);
    let mut places: Vec<String> = races.iter().map(|race| race.place.expression()).collect();
    places.sort();
    places.dedup();
    places
}

/// Two threads run `work`, defined by `body`.
fn two_threads(body: &str) -> String {
    format!(
        "import threading\n{body}\nts = [threading.Thread(target=work) for _ in range(2)]\nfor t in ts: t.start()\nfor t in ts: t.join()\n"
    )
}

#[test]
fn globals_attributes_items_and_cells_race() {
    let program = two_threads(
        "class Account:\n    total = 0\n    def __init__(self): self.balance = 0\n\
         account = Account()\nscores = {'x': 0}\nslots = [0]\ncount = 0\n\
         def make():\n    n = 0\n    def add():\n        nonlocal n\n        n += 1\n    return add\nadd = make()\n\
         def work():\n    global count\n    for i in range(20):\n        count += 1\n        account.balance += 1\n        \
         Account.total += 1\n        scores['x'] += 1\n        slots[-1] += 1\n        add()",
    );
    assert_eq!(places(&program), ["Account.balance", "Account.total", "count", "n", "scores['x']", "slots[-1]"]);
}

#[test]
fn an_access_knows_its_thread_and_calls() {
    let program = two_threads(
        "count = 0\ndef add():\n    global count\n    count += 1\ndef work():\n    for i in range(9): add()",
    );
    let (_, races) = run(&program, GilPolicy::Random);
    assert_eq!(races.len(), 1);
    let race = &races[0];
    assert_ne!(race.first.tid, race.second.tid);
    assert!(race.first.write || race.second.write);
    assert!(race.first.thread.starts_with("Thread-"));
    for access in [&race.first, &race.second] {
        let calls: Vec<(&str, u32)> = access.stack.iter().map(|line| (line.function.as_str(), line.line)).collect();
        assert_eq!(calls, [("add", 5), ("work", 7)]);
    }
}

#[test]
fn lost_updates_are_counted() {
    let program = two_threads("count = 0\ndef work():\n    global count\n    for i in range(1000): count += 1")
        + "print(count)\n";
    let (text, races) = run(&program, GilPolicy::Random);
    let count: u64 = text.trim().parse().expect("the program prints a number");
    assert!(count < 2000, "no update was lost by chance: choose another seed");
    let counted: u64 = races.iter().map(|race| race.lost_updates).sum();
    // One late write can undo several.
    assert!(counted > 0 && counted <= 2000 - count, "{counted} of {}", 2000 - count);
}

#[test]
fn what_is_in_order_does_not_race() {
    let cases = [
        // A lock.
        two_threads("lock = threading.Lock()\ncount = 0\ndef work():\n    global count\n    for i in range(50):\n        with lock: count += 1"),
        // A condition, a semaphore.
        two_threads("gate = threading.Semaphore(1)\nc = threading.Condition()\ncount = both = 0\ndef work():\n    global count, both\n    for i in range(20):\n        with gate: count += 1\n        with c: both += 1; c.notify_all()"),
        // Start and join.
        "import threading\ncount = 1\ndef work():\n    global count\n    count += 1\nfor i in range(3):\n    t = threading.Thread(target=work); t.start(); t.join()\n    count += 1\n".to_owned(),
        // An event that is polled.
        "import threading\ndata = None\nready = threading.Event()\ndef make():\n    global data\n    data = 1\n    ready.set()\ndef use():\n    while not ready.is_set(): pass\n    assert data == 1\nts = [threading.Thread(target=f) for f in (use, make)]\nfor t in ts: t.start()\nfor t in ts: t.join()\n".to_owned(),
        // A queue.
        "import threading, queue\nq = queue.Queue()\nbox = [0]\ndef make():\n    box[0] = 1\n    q.put('it')\ndef use():\n    q.get()\n    box[0] += 1\nts = [threading.Thread(target=f) for f in (use, make)]\nfor t in ts: t.start()\nfor t in ts: t.join()\n".to_owned(),
        // Futures.
        "from concurrent.futures import ThreadPoolExecutor\nbox = {}\ndef work(n):\n    box[n] = n\n    return n\nwith ThreadPoolExecutor(2) as pool:\n    f = pool.submit(work, 1)\n    f.result()\n    box[1] += 1\n".to_owned(),
        // A condition and its lock by its own name; the data change between two waits.
        "import threading\nlock = threading.Lock()\ncond = threading.Condition(lock)\nturn = total = 0\n\
         def work(me):\n    global turn, total\n    for i in range(5):\n        with cond:\n            total += 1\n            \
         while turn != me: cond.wait()\n            total += 1\n            turn = 1 - me\n            cond.notify()\n\
         ts = [threading.Thread(target=work, args=(n,)) for n in (0, 1)]\nfor t in ts: t.start()\nwith lock: total += 1\n\
         for t in ts: t.join()\n".to_owned(),
        // A condition over a lock of one's own.
        two_threads("class Own:\n    def __init__(self): self.lock = threading.Lock()\n    def acquire(self, *a): return self.lock.acquire(*a)\n    def release(self): self.lock.release()\n    def __enter__(self): return self.acquire()\n    def __exit__(self, *a): self.release()\nc = threading.Condition(Own())\ncount = 0\ndef work():\n    global count\n    for i in range(9):\n        with c:\n            count += 1\n            c.wait(0.0001)\n            c.notify()"),
        // A re-entrant lock.
        two_threads("lock = threading.RLock()\ncount = 0\ndef add():\n    global count\n    with lock: count += 1\ndef work():\n    for i in range(9):\n        with lock: add()"),
        // A barrier: each round reads what the round before wrote.
        "import threading\nb = threading.Barrier(2)\ncells = [0, 0]\ndef work(me):\n    for i in range(4):\n        \
         cells[me] += 1\n        b.wait()\n        assert cells[1 - me] == i + 1\n        b.wait()\n\
         ts = [threading.Thread(target=work, args=(n,)) for n in (0, 1)]\nfor t in ts: t.start()\nfor t in ts: t.join()\n".to_owned(),
        // A timer and its event.
        "import threading\nbox = [0]\nrung = threading.Event()\ndef ring():\n    box[0] += 1\n    rung.set()\nbox[0] = 5\n\
         threading.Timer(0.0001, ring).start()\nrung.wait()\nbox[0] += 1\n".to_owned(),
        // Other queues, and a bounded one whose room comes back.
        "import threading, queue\nfor q in (queue.SimpleQueue(), queue.LifoQueue(), queue.PriorityQueue()):\n    box = [0]\n    \
         def make(q=q, box=box):\n        box[0] = 1\n        q.put(1)\n    def use(q=q, box=box):\n        q.get()\n        box[0] += 1\n    \
         ts = [threading.Thread(target=f) for f in (use, make)]\n    for t in ts: t.start()\n    for t in ts: t.join()\n".to_owned(),
        "import threading, queue\nq = queue.Queue(1)\nbox = [0]\ndef use():\n    box[0] += 1\n    q.get()\n\
         q.put(1)\nt = threading.Thread(target=use)\nt.start()\nq.put(2)\nbox[0] += 1\nt.join()\n".to_owned(),
        // `join` of a queue.
        "import threading, queue\nq = queue.Queue()\nbox = [0]\ndef use():\n    for i in range(3):\n        box[0] += q.get()\n        q.task_done()\n\
         t = threading.Thread(target=use)\nt.start()\nfor i in range(3): q.put(i)\nq.join()\nbox[0] += 1\nt.join()\n".to_owned(),
        // Each thread its own.
        two_threads("own = threading.local()\ndef work():\n    own.count = 0\n    for i in range(20): own.count += 1"),
        // Methods of built-in types change their object in one go.
        two_threads("seen = []\ndef work():\n    for i in range(20): seen.append(i)"),
    ];
    for program in cases {
        assert_eq!(places(&program), [""; 0], "{program}");
    }
}

#[test]
fn what_only_looks_like_order_races() {
    let cases = [
        // Messages put by two threads say nothing of their putters to one another.
        two_threads("import queue\nq = queue.Queue()\ncount = 0\ndef work():\n    global count\n    for i in range(20):\n        count += 1\n        q.put(i)"),
        // Who asks whether an event is set tells nobody anything.
        two_threads("e = threading.Event()\ncount = 0\ndef work():\n    global count\n    for i in range(20):\n        count += 1\n        e.is_set()"),
        // Two locks.
        "import threading\ncount = 0\ndef work(lock):\n    global count\n    for i in range(20):\n        with lock: count += 1\n\
         ts = [threading.Thread(target=work, args=(threading.Lock(),)) for _ in range(2)]\nfor t in ts: t.start()\nfor t in ts: t.join()\n".to_owned(),
    ];
    for program in cases {
        assert_eq!(places(&program), ["count"], "{program}");
    }
}

#[test]
fn watching_changes_nothing() {
    let program = two_threads("count = 0\ndef work():\n    global count\n    for i in range(3000): count += 1")
        + "print(count)\n";
    for gil in [GilPolicy::V2_7, GilPolicy::V3_9, GilPolicy::V3_13, GilPolicy::Free, GilPolicy::Random] {
        let (watched, _) = run(&program, gil);
        let options = Options { clock: ClockMode::Virtual, gil, trace: false, ..Options::default() };
        let program = Program { source: program.clone(), filename: "program.py".to_owned(), args: Vec::new() };
        let mut run = Simulated::start(&program, &options, &World::default(), || 0);
        let (mut text, mut events) = (String::new(), Vec::new());
        while run.step(&mut events) != Step::Over {}
        for event in events {
            if let Event::Output { text: more, .. } = event {
                text.push_str(&more);
            }
        }
        assert_eq!(watched, text, "{gil:?}");
    }
}
