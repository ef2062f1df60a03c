//! Batches of events as bytes, for messages between workers and for files.
//!
//! A batch is `b"WT"`, the version, the number of events, and the events. An event is a tag byte,
//! the time since the event before it (signed: processes interleave), its lane unless it is that
//! of the event before, and the fields of its kind. Numbers are LEB128, strings UTF-8 with their
//! length. The same events give the same bytes everywhere, so traces can be compared as bytes.

mod wire;

use std::fmt;

use crate::{Event, EventKind, Lane, ObjectId, ObjectKind, State, WakeCause};
use wire::{Reader, Writer};

const MAGIC: [u8; 2] = *b"WT";
const VERSION: u8 = 1;

/// Set in the tag byte of an event on the same lane as the one before.
const SAME_LANE: u8 = 0x80;

/// Why bytes are not a batch of events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecodeError {
    /// They do not begin like a batch.
    NotATrace,
    /// A batch of a format that this version does not know.
    Version(u8),
    /// They end in the middle of something.
    Truncated,
    /// More follows where the batch should end.
    TrailingBytes,
    /// A tag that stands for nothing.
    Tag(u8),
    /// A number too large for its field.
    OutOfRange,
    /// A string that is not UTF-8.
    NotText,
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DecodeError::NotATrace => write!(f, "these bytes are not a Weft trace"),
            DecodeError::Version(version) => {
                write!(f, "this trace has format version {version}, only version {VERSION} is known")
            }
            DecodeError::Truncated => write!(f, "the trace ends too early"),
            DecodeError::TrailingBytes => write!(f, "bytes follow the end of the trace"),
            DecodeError::Tag(tag) => write!(f, "the trace holds the unknown tag {tag}"),
            DecodeError::OutOfRange => write!(f, "the trace holds a number that is too large"),
            DecodeError::NotText => write!(f, "the trace holds text that is not UTF-8"),
        }
    }
}

impl std::error::Error for DecodeError {}

/// The events as bytes; [`decode`] is the way back.
pub fn encode(events: &[Event]) -> Vec<u8> {
    let mut writer = Writer { bytes: Vec::with_capacity(16 + events.len() * 8) };
    writer.bytes.extend_from_slice(&MAGIC);
    writer.byte(VERSION);
    writer.unsigned(events.len() as u64);
    let mut at = 0;
    let mut lane = None;
    for event in events {
        let same = if lane == Some(event.lane) { SAME_LANE } else { 0 };
        writer.byte(tag(&event.kind) | same);
        writer.signed(event.at.wrapping_sub(at) as i64);
        if same == 0 {
            write_lane(&mut writer, event.lane);
        }
        write_fields(&mut writer, &event.kind);
        at = event.at;
        lane = Some(event.lane);
    }
    writer.bytes
}

/// The events of a batch that [`encode`] wrote.
///
/// # Errors
/// For bytes that are not such a batch. Memory is only taken for events that are there.
pub fn decode(bytes: &[u8]) -> Result<Vec<Event>, DecodeError> {
    let body = bytes.strip_prefix(&MAGIC).ok_or(DecodeError::NotATrace)?;
    let mut reader = Reader::new(body);
    match reader.byte()? {
        VERSION => {}
        version => return Err(DecodeError::Version(version)),
    }
    let count = reader.unsigned()?;
    // An event takes two bytes at least, so a count beyond that is a lie.
    if count > reader.left() as u64 / 2 {
        return Err(DecodeError::Truncated);
    }
    let mut events = Vec::with_capacity(count as usize);
    let mut at = 0u64;
    let mut lane = None;
    for _ in 0..count {
        let byte = reader.byte()?;
        at = at.wrapping_add(reader.signed()? as u64);
        let here = match lane {
            Some(lane) if byte & SAME_LANE != 0 => lane,
            None if byte & SAME_LANE != 0 => return Err(DecodeError::Tag(byte)),
            _ => read_lane(&mut reader)?,
        };
        lane = Some(here);
        let kind = read_fields(&mut reader, byte & !SAME_LANE)?;
        events.push(Event { at, lane: here, kind });
    }
    if reader.left() > 0 {
        return Err(DecodeError::TrailingBytes);
    }
    Ok(events)
}

/// States come first and have a tag each, because most events are states.
fn tag(kind: &EventKind) -> u8 {
    match kind {
        EventKind::State { state, .. } => match state {
            State::Running => 0,
            State::WaitingForGil => 1,
            State::WaitingForCore => 2,
            State::Blocked { .. } => 3,
            State::Sleeping => 4,
            State::Io => 5,
            State::Finished => 6,
        },
        EventKind::ProcessStart { .. } => 7,
        EventKind::ProcessName { .. } => 8,
        EventKind::ProcessEnd { .. } => 9,
        EventKind::ThreadStart { .. } => 10,
        EventKind::ThreadName { .. } => 11,
        EventKind::Object { .. } => 12,
        EventKind::Wake { .. } => 13,
        EventKind::Acquire { .. } => 14,
        EventKind::Release { .. } => 15,
        EventKind::Put { .. } => 16,
        EventKind::Get { .. } => 17,
        EventKind::Uncaught { .. } => 18,
    }
}

fn write_fields(writer: &mut Writer, kind: &EventKind) {
    match kind {
        EventKind::State { state, line } => {
            if let State::Blocked { object } = state {
                write_object(writer, *object);
            }
            writer.unsigned(u64::from(*line));
        }
        EventKind::ProcessStart { parent, name } => {
            write_optional(writer, *parent, |writer, pid| writer.unsigned(u64::from(pid)));
            writer.text(name);
        }
        EventKind::ProcessName { name } | EventKind::ThreadName { name } => writer.text(name),
        EventKind::ProcessEnd { exit_code } => writer.signed(i64::from(*exit_code)),
        EventKind::ThreadStart { name, daemon, by } => {
            writer.text(name);
            writer.byte(u8::from(*daemon));
            write_optional(writer, *by, write_lane);
        }
        EventKind::Object { object, kind, name } => {
            write_object(writer, *object);
            writer.byte(index_of(&OBJECT_KINDS, *kind));
            writer.text(name);
        }
        EventKind::Wake { to, cause, object } => {
            write_lane(writer, *to);
            writer.byte(index_of(&WAKE_CAUSES, *cause));
            write_optional(writer, *object, write_object);
        }
        EventKind::Acquire { object, line } | EventKind::Release { object, line } => {
            write_object(writer, *object);
            writer.unsigned(u64::from(*line));
        }
        EventKind::Put { object, number, depth, bytes, preview, line } => {
            write_object(writer, *object);
            writer.unsigned(*number);
            writer.unsigned(u64::from(*depth));
            writer.unsigned(u64::from(*bytes));
            writer.text(preview);
            writer.unsigned(u64::from(*line));
        }
        EventKind::Get { object, number, depth, line } => {
            write_object(writer, *object);
            writer.unsigned(*number);
            writer.unsigned(u64::from(*depth));
            writer.unsigned(u64::from(*line));
        }
        EventKind::Uncaught { message, line } => {
            writer.text(message);
            writer.unsigned(u64::from(*line));
        }
    }
}

fn read_fields(reader: &mut Reader<'_>, tag: u8) -> Result<EventKind, DecodeError> {
    Ok(match tag {
        0..=6 => {
            let state = match tag {
                0 => State::Running,
                1 => State::WaitingForGil,
                2 => State::WaitingForCore,
                3 => State::Blocked { object: read_object(reader)? },
                4 => State::Sleeping,
                5 => State::Io,
                _ => State::Finished,
            };
            EventKind::State { state, line: reader.short()? }
        }
        7 => EventKind::ProcessStart { parent: read_optional(reader, Reader::short)?, name: reader.text()? },
        8 => EventKind::ProcessName { name: reader.text()? },
        9 => EventKind::ProcessEnd { exit_code: i32::try_from(reader.signed()?).map_err(|_| DecodeError::OutOfRange)? },
        10 => EventKind::ThreadStart {
            name: reader.text()?,
            daemon: read_flag(reader)?,
            by: read_optional(reader, read_lane)?,
        },
        11 => EventKind::ThreadName { name: reader.text()? },
        12 => EventKind::Object {
            object: read_object(reader)?,
            kind: pick(&OBJECT_KINDS, reader.byte()?)?,
            name: reader.text()?,
        },
        13 => EventKind::Wake {
            to: read_lane(reader)?,
            cause: pick(&WAKE_CAUSES, reader.byte()?)?,
            object: read_optional(reader, read_object)?,
        },
        14 => EventKind::Acquire { object: read_object(reader)?, line: reader.short()? },
        15 => EventKind::Release { object: read_object(reader)?, line: reader.short()? },
        16 => EventKind::Put {
            object: read_object(reader)?,
            number: reader.unsigned()?,
            depth: reader.short()?,
            bytes: reader.short()?,
            preview: reader.text()?,
            line: reader.short()?,
        },
        17 => EventKind::Get {
            object: read_object(reader)?,
            number: reader.unsigned()?,
            depth: reader.short()?,
            line: reader.short()?,
        },
        18 => EventKind::Uncaught { message: reader.text()?, line: reader.short()? },
        _ => return Err(DecodeError::Tag(tag)),
    })
}

/// A kind's place here is its number in the format: only ever append.
const OBJECT_KINDS: [ObjectKind; 15] = [
    ObjectKind::Lock,
    ObjectKind::RLock,
    ObjectKind::Condition,
    ObjectKind::Semaphore,
    ObjectKind::Event,
    ObjectKind::Barrier,
    ObjectKind::Queue,
    ObjectKind::ProcessQueue,
    ObjectKind::Pipe,
    ObjectKind::ProcessLock,
    ObjectKind::Thread,
    ObjectKind::Process,
    ObjectKind::Input,
    ObjectKind::File,
    ObjectKind::Other,
];

/// A cause's place here is its number in the format: only ever append.
const WAKE_CAUSES: [WakeCause; 6] =
    [WakeCause::Start, WakeCause::Join, WakeCause::Release, WakeCause::Notify, WakeCause::Put, WakeCause::Get];

fn index_of<T: PartialEq>(table: &[T], wanted: T) -> u8 {
    let index = table.iter().position(|entry| *entry == wanted);
    index.expect("the table holds every variant") as u8
}

fn pick<T: Copy>(table: &[T], index: u8) -> Result<T, DecodeError> {
    table.get(usize::from(index)).copied().ok_or(DecodeError::Tag(index))
}

fn write_lane(writer: &mut Writer, lane: Lane) {
    writer.unsigned(u64::from(lane.pid));
    writer.unsigned(u64::from(lane.tid));
}

fn read_lane(reader: &mut Reader<'_>) -> Result<Lane, DecodeError> {
    Ok(Lane { pid: reader.short()?, tid: reader.short()? })
}

fn write_object(writer: &mut Writer, object: ObjectId) {
    writer.unsigned(u64::from(object.pid));
    writer.unsigned(u64::from(object.number));
}

fn read_object(reader: &mut Reader<'_>) -> Result<ObjectId, DecodeError> {
    Ok(ObjectId { pid: reader.short()?, number: reader.short()? })
}

fn write_optional<T>(writer: &mut Writer, value: Option<T>, write: impl FnOnce(&mut Writer, T)) {
    writer.byte(u8::from(value.is_some()));
    if let Some(value) = value {
        write(writer, value);
    }
}

fn read_optional<'a, T>(
    reader: &mut Reader<'a>,
    read: impl FnOnce(&mut Reader<'a>) -> Result<T, DecodeError>,
) -> Result<Option<T>, DecodeError> {
    if read_flag(reader)? { read(reader).map(Some) } else { Ok(None) }
}

fn read_flag(reader: &mut Reader<'_>) -> Result<bool, DecodeError> {
    match reader.byte()? {
        0 => Ok(false),
        1 => Ok(true),
        byte => Err(DecodeError::Tag(byte)),
    }
}

#[cfg(test)]
mod tests;
