//! The browsers that the page is tested in.

use std::{
    env,
    path::{Path, PathBuf},
};

use crate::{setup, tool};

/// geckodriver's release: Debian has none.
const GECKODRIVER: &str = "0.37.1";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Browser {
    Chromium,
    Firefox,
}

impl Browser {
    pub const ALL: [Self; 2] = [Self::Chromium, Self::Firefox];

    /// What `--browsers` and the end-to-end tests call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
        }
    }

    /// What people call it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Chromium => "Chromium",
            Self::Firefox => "Firefox",
        }
    }

    /// The environment variable that names its program.
    pub fn variable(self) -> &'static str {
        match self {
            Self::Chromium => "CHROMIUM",
            Self::Firefox => "FIREFOX",
        }
    }

    /// The environment variable that names its WebDriver; wasm-bindgen's test runner looks there too.
    pub fn driver_variable(self) -> &'static str {
        match self {
            Self::Chromium => "CHROMEDRIVER",
            Self::Firefox => "GECKODRIVER",
        }
    }

    /// The browser: that of the environment, that on PATH, or Debian's.
    pub fn program(self) -> Result<PathBuf, String> {
        let (names, package): (&[&str], _) = match self {
            Self::Chromium => (&["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"], "chromium"),
            Self::Firefox => (&["firefox-esr", "firefox"], "firefox-esr"),
        };
        let find = || env::var_os(self.variable()).map(PathBuf::from).or_else(|| tool::find(names));
        if let Some(program) = find() {
            return Ok(program);
        }
        let (title, variable) = (self.title(), self.variable());
        setup::say(&format!("installing {title}"), "the page is tested in it");
        let advice = format!("install {title} and put it on PATH, or name it in the variable {variable}");
        setup::apt_install(&[package]).map_err(|why| format!("{title} is missing and {why}: {advice}."))?;
        find().ok_or_else(|| format!("{title} was installed but is not on PATH: {advice}."))
    }

    /// Its WebDriver: that of the environment, that on PATH, or the one that is installed now.
    pub fn driver(self) -> Result<PathBuf, String> {
        let name = match self {
            Self::Chromium => "chromedriver",
            Self::Firefox => "geckodriver",
        };
        let find = || env::var_os(self.driver_variable()).map(PathBuf::from).or_else(|| tool::find(&[name]));
        if let Some(driver) = find() {
            return Ok(driver);
        }
        let (title, variable) = (self.title(), self.driver_variable());
        setup::say(&format!("installing {name}"), &format!("wasm tests reach {title} through it"));
        let advice = format!("put {name} on PATH, or name it in the variable {variable}");
        match self {
            Self::Chromium => setup::apt_install(&["chromium-driver"])
                .map_err(|why| format!("{name} is missing and {why}: {advice}; its version must be {title}'s."))?,
            Self::Firefox => setup::cargo_install(name, name, GECKODRIVER, &[])?,
        }
        find().ok_or_else(|| format!("{name} was installed but is not on PATH: {advice}."))
    }

    /// What wasm-bindgen's test runner is to ask of the driver, as JSON.
    pub fn capabilities(self, program: &Path) -> String {
        let (options, flags): (_, &[&str]) = match self {
            Self::Chromium => (
                "goog:chromeOptions",
                &[
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                ],
            ),
            Self::Firefox => ("moz:firefoxOptions", &["--headless"]),
        };
        let flags: Vec<String> = flags.iter().map(|flag| format!("\"{flag}\"")).collect();
        let binary = program.display().to_string().replace('\\', "\\\\").replace('"', "\\\"");
        format!("{{\"{options}\": {{\"binary\": \"{binary}\", \"args\": [{}]}}}}\n", flags.join(", "))
    }
}
