//! `cargo xtask serve`: the page on this machine, built again whenever a source changes.

use std::{
    env,
    net::{TcpListener, TcpStream},
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use crate::{tool, web};

const PORT: u16 = 8080;

pub fn run(words: &[String]) -> Result<(), String> {
    let (port, release) = parse(words)?;
    web::set_up()?;
    if TcpListener::bind(("127.0.0.1", port)).is_err() {
        return Err(format!("Port {port} is taken: choose another with --port."));
    }
    let mut command = web::trunk("serve", release);
    command.args(["--port", &port.to_string()]);
    let mut trunk = command.spawn().map_err(|error| format!("trunk could not be started: {error}."))?;
    announce(&mut trunk, port)?;
    let status = trunk.wait().map_err(|error| format!("trunk was lost: {error}."))?;
    if status.success() { Ok(()) } else { Err(format!("trunk ended ({status}); its own words are above.")) }
}

fn parse(words: &[String]) -> Result<(u16, bool), String> {
    let (mut port, mut release) = (PORT, true);
    let mut words = words.iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--debug" => release = false,
            "--port" => {
                let number = words.next().ok_or("--port wants a number after it.")?;
                port = number.parse().map_err(|_| format!("{number} is not a port: it must be 1 to 65535."))?;
            }
            other => {
                return Err(format!("{other} is not understood here: cargo xtask help says what is."));
            }
        }
    }
    Ok((port, release))
}

/// Waits for the first build, then says where the page is.
fn announce(trunk: &mut Child, port: u16) -> Result<(), String> {
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        if let Ok(Some(status)) = trunk.try_wait() {
            return Err(format!("trunk ended before it served anything ({status}); its own words are above."));
        }
        thread::sleep(Duration::from_millis(200));
    }
    let address = format!("http://127.0.0.1:{port}/");
    println!("\nWeft is at {address} (Ctrl+C ends it)\n");
    open(&address);
    Ok(())
}

/// Opens a browser where there is one; nobody is told where there is none.
fn open(address: &str) {
    let (opener, screen) = if cfg!(target_os = "macos") {
        ("open", true)
    } else {
        ("xdg-open", env::var_os("DISPLAY").is_some() || env::var_os("WAYLAND_DISPLAY").is_some())
    };
    if let (true, Some(opener)) = (screen, tool::find(&[opener])) {
        // The address has been printed: a browser that does not open is no error.
        let _ = Command::new(opener).arg(address).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    }
}

#[cfg(test)]
mod tests {
    use super::{PORT, parse};

    #[test]
    fn flags() {
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(parse(&[]), Ok((PORT, true)));
        assert_eq!(parse(&words("--debug --port 9000")), Ok((9000, false)));
        assert!(parse(&words("--port")).is_err());
        assert!(parse(&words("--port 70000")).is_err());
        assert!(parse(&words("--prot 9000")).is_err());
    }
}
