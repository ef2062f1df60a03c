//! The command line's arguments.

use std::path::PathBuf;

use lexopt::{Arg, Parser, ValueExt};
use weft_session::{ClockMode, GilPolicy, Options, ProcessMode, ScheduledSwitch, StartMethod};

pub const HELP: &str = "\
Run a Python program with threads on a simulated GIL and processes on threads of the operating system.

usage: weft run FILE [options] [-- ARGS]

  --clock real|virtual      real: sleeps take their time (default); virtual: they cost none, and the
                            same seed gives the same run everywhere
  --gil VERSION             when threads switch: as CPython of that version (2.7 to 3.15), `free` for no
                            GIL, `random` for a switch after any instruction, `schedule`
                            for none but those of --schedule (default 3.13)
  --seed N                  for what CPython leaves to chance: who runs next, where `random` switches
                            (default 0: who has waited longest runs next)
  --schedule STEP:THREAD,…  switches to make: to that thread after that many instructions; without --gil
                            they are the only ones, apart from waits
  --record-schedule         say in the end which --schedule gives the same run again (under the virtual clock)
  --cores N                 cores of the simulated machine, and what os.cpu_count() says
  --processes os|simulated  each process on a thread of its own (default), or all simulated in one place
  --start-method METHOD     how multiprocessing starts processes if the program does not say: fork (default),
                            spawn, forkserver
  --trace OUT.json          write what happened as Chrome trace events (open it in Perfetto)
  --summary                 say in the end how long each thread ran, waited for the GIL and for what, slept
  --state-at MS             run to that moment of the virtual clock (which this implies) and say where every
                            thread stands, with its variables, locks and queues
  --races                   tell which variables, attributes and items threads use with nothing that puts
                            them in order (the program runs several times slower)
  --help, --version

The exit code is the program's; 2 if the program could not be read, 3 if the run ended in a deadlock: when
no thread can ever run again, a report on standard error says who waits for what.";

pub enum Command {
    Run(Run),
    Help,
    Version,
}

pub struct Run {
    pub file: PathBuf,
    pub args: Vec<String>,
    pub options: Options,
    pub trace: Option<PathBuf>,
    /// Say in the end where the time went.
    pub summary: bool,
    /// The moment to tell of instead of running to the end, in nanoseconds.
    pub state_at: Option<u64>,
}

pub fn parse() -> Result<Command, String> {
    let mut parser = Parser::from_env();
    match parser.next().map_err(text)? {
        Some(Arg::Value(v)) if v == "run" => parse_run(parser),
        Some(Arg::Value(v)) => Err(format!("unknown command '{}': try 'weft --help'", v.to_string_lossy())),
        Some(Arg::Long("version") | Arg::Short('V')) => Ok(Command::Version),
        Some(Arg::Long("help") | Arg::Short('h')) | None => Ok(Command::Help),
        Some(other) => Err(text(other.unexpected())),
    }
}

fn text(e: lexopt::Error) -> String {
    format!("{e}: try 'weft --help'")
}

fn parse_run(mut parser: Parser) -> Result<Command, String> {
    let cores = std::thread::available_parallelism().map_or(1, |n| n.get() as u32);
    let mut options = Options { cores, trace: false, ..Options::default() };
    let mut file = None;
    let mut trace = None;
    let mut summary = false;
    let mut state_at = None;
    let mut args = Vec::new();
    let (mut gil_given, mut scheduled) = (false, false);
    while let Some(arg) = parser.next().map_err(text)? {
        match arg {
            Arg::Long("clock") => {
                options.clock = match value(&mut parser)?.as_str() {
                    "real" => ClockMode::Real,
                    "virtual" => ClockMode::Virtual,
                    other => return Err(format!("--clock is real or virtual, not '{other}'")),
                };
            }
            Arg::Long("gil") => {
                let name = value(&mut parser)?;
                options.gil = GilPolicy::parse(&name).ok_or_else(|| {
                    format!("--gil is a version from 2.7 to 3.15, free, random or schedule, not '{name}'")
                })?;
                gil_given = true;
            }
            Arg::Long("schedule") => {
                let list = value(&mut parser)?;
                options.schedule = ScheduledSwitch::parse_list(&list)
                    .ok_or_else(|| format!("--schedule is a list like 120:1,340:0, not '{list}'"))?;
                scheduled = true;
            }
            Arg::Long("seed") => options.seed = number(&mut parser, "seed")?,
            Arg::Long("cores") => {
                let n: u32 = number(&mut parser, "cores")?;
                if n == 0 {
                    return Err("--cores must be at least 1".into());
                }
                options.cores = n;
            }
            Arg::Long("start-method") => {
                let name = value(&mut parser)?;
                options.start_method = StartMethod::parse(&name)
                    .ok_or_else(|| format!("--start-method is fork, spawn or forkserver, not '{name}'"))?;
            }
            Arg::Long("processes") => {
                options.processes = match value(&mut parser)?.as_str() {
                    "os" | "workers" => ProcessMode::Workers,
                    "simulated" => ProcessMode::Simulated,
                    other => return Err(format!("--processes is os or simulated, not '{other}'")),
                };
            }
            Arg::Long("trace") => {
                trace = Some(PathBuf::from(parser.value().map_err(text)?));
                options.trace = true;
            }
            Arg::Long("record-schedule") => options.record_schedule = true,
            Arg::Long("summary") => {
                summary = true;
                options.trace = true;
            }
            Arg::Long("state-at") => {
                let millis: f64 = number(&mut parser, "state-at")?;
                state_at = Some((millis.max(0.0) * 1e6) as u64);
                options.clock = ClockMode::Virtual;
                options.trace = true;
            }
            Arg::Long("races") => options.races = true,
            Arg::Long("help") | Arg::Short('h') => return Ok(Command::Help),
            Arg::Value(v) if file.is_none() => {
                file = Some(PathBuf::from(v));
                // As with python3, what follows the file is the program's, unless it is an option of ours.
            }
            Arg::Value(v) => args.push(v.string().map_err(text)?),
            other => return Err(text(other.unexpected())),
        }
    }
    if scheduled && !gil_given {
        options.gil = GilPolicy::Schedule;
    }
    let file = file.ok_or("which file? try 'weft --help'")?;
    Ok(Command::Run(Run { file, args, options, trace, summary, state_at }))
}

fn value(parser: &mut Parser) -> Result<String, String> {
    parser.value().map_err(text)?.string().map_err(text)
}

fn number<T: std::str::FromStr>(parser: &mut Parser, name: &str) -> Result<T, String> {
    let v = value(parser)?;
    v.parse().map_err(|_| format!("--{name} is a number, not '{v}'"))
}
