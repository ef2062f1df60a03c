//! Finding programs and running them.

use std::{
    env,
    ffi::OsString,
    path::PathBuf,
    process::{Command, Stdio},
};

use crate::paths;

/// Folders that are searched before PATH: a program that was installed a moment ago need not be on it.
fn own_folders() -> impl Iterator<Item = PathBuf> {
    [Some(paths::npm().join("node_modules/.bin")), paths::cargo_bin()].into_iter().flatten()
}

/// The PATH that programs are started with.
fn search_path() -> OsString {
    let path = env::var_os("PATH").unwrap_or_default();
    let folders = own_folders().chain(env::split_paths(&path));
    env::join_paths(folders).unwrap_or(path)
}

/// The first of some names that is a program on the search path.
pub fn find(names: &[&str]) -> Option<PathBuf> {
    let path = search_path();
    let folders: Vec<PathBuf> = env::split_paths(&path).collect();
    names.iter().find_map(|name| {
        let name = format!("{name}{}", env::consts::EXE_SUFFIX);
        folders.iter().map(|folder| folder.join(&name)).find(|file| file.is_file())
    })
}

/// A command in the workspace's root, with what was installed on its PATH.
pub fn command(program: &str) -> Command {
    let found = find(&[program]).unwrap_or_else(|| PathBuf::from(program));
    let mut command = Command::new(found);
    command.current_dir(paths::root()).env("PATH", search_path());
    // Cargo tells xtask about xtask's own package; programs that xtask starts have no use for that.
    for (name, _) in env::vars_os() {
        let package =
            name.to_str().is_some_and(|name| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_"));
        if package {
            command.env_remove(name);
        }
    }
    command
}

/// Runs a command with its output on the terminal.
pub fn run(command: &mut Command) -> Result<(), String> {
    let shown = show(command);
    println!("$ {shown}");
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{shown}` failed ({status}); its own words are above.")),
        Err(error) => Err(format!("`{shown}` could not be started: {error}.")),
    }
}

/// What a command prints, if it succeeds.
pub fn output(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The version that `PROGRAM --version` names: the first word with a digit in front.
pub fn version(program: &str) -> Option<String> {
    find(&[program])?;
    let printed = output(command(program).arg("--version"))?;
    let version = printed.split_whitespace().find(|word| word.starts_with(|c: char| c.is_ascii_digit()))?;
    Some(version.to_owned())
}

fn show(command: &Command) -> String {
    let program = PathBuf::from(command.get_program());
    let name = program.file_name().map_or_else(|| program.to_string_lossy(), |name| name.to_string_lossy());
    let arguments = command.get_args().map(|argument| argument.to_string_lossy());
    [name].into_iter().chain(arguments).collect::<Vec<_>>().join(" ")
}
