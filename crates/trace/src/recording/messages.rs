//! What went through queues and pipes: each put with the get of the same number.

use super::arrows::{Arrow, ArrowKind};
use super::numbers::NumberMap;
use crate::{Lane, Nanos, ObjectId};

/// Where a message was put or got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MessageEnd {
    pub lane: Lane,
    pub at: Nanos,
    /// Messages in the object just after.
    pub depth: u32,
    /// Of the user's program, from 1; 0 if unknown.
    pub line: u32,
}

/// A message of a queue or pipe. At least one of `put` and `get` is known; their batches may arrive
/// in any order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    pub object: ObjectId,
    /// Counted per object from 0.
    pub number: u64,
    pub put: Option<MessageEnd>,
    pub get: Option<MessageEnd>,
    /// Size when pickled, 0 where it is not.
    pub bytes: u32,
    /// The start of its repr.
    pub preview: String,
}

#[derive(Default)]
pub(super) struct Messages {
    list: Vec<Message>,
    /// Those of which one end is missing.
    half: NumberMap<(ObjectId, u64), u32>,
}

impl Messages {
    pub fn all(&self) -> &[Message] {
        &self.list
    }

    /// A message was put. Gives its arrow if its get is known already.
    pub fn put(
        &mut self,
        object: ObjectId,
        number: u64,
        end: MessageEnd,
        bytes: u32,
        preview: String,
    ) -> Option<Arrow> {
        let index = self.find(object, number, |message| message.put.is_none());
        let message = &mut self.list[index as usize];
        message.put = Some(end);
        message.bytes = bytes;
        message.preview = preview;
        self.complete(index)
    }

    /// A message was got. Gives its arrow if its put is known already.
    pub fn get(&mut self, object: ObjectId, number: u64, end: MessageEnd) -> Option<Arrow> {
        let index = self.find(object, number, |message| message.get.is_none());
        self.list[index as usize].get = Some(end);
        self.complete(index)
    }

    /// The message that lacks this end, or a new one.
    fn find(&mut self, object: ObjectId, number: u64, lacks: impl Fn(&Message) -> bool) -> u32 {
        match self.half.get(&(object, number)) {
            Some(index) if lacks(&self.list[*index as usize]) => *index,
            _ => {
                let index = self.list.len() as u32;
                let (put, get, bytes, preview) = (None, None, 0, String::new());
                self.list.push(Message { object, number, put, get, bytes, preview });
                self.half.insert((object, number), index);
                index
            }
        }
    }

    fn complete(&mut self, index: u32) -> Option<Arrow> {
        let message = &self.list[index as usize];
        let (put, get) = (message.put?, message.get?);
        self.half.remove(&(message.object, message.number));
        Some(Arrow {
            kind: ArrowKind::Message,
            from: put.lane,
            // The clocks of two workers may differ by more than the message took.
            left: put.at.min(get.at),
            to: get.lane,
            arrived: get.at,
            object: Some(message.object),
            message: Some(index),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn puts_and_gets_meet_in_any_order() {
        let queue = ObjectId { pid: 0, number: 1 };
        let end = |tid, at| MessageEnd { lane: Lane { pid: 1, tid }, at, depth: 0, line: 0 };
        let mut messages = Messages::default();
        assert_eq!(messages.put(queue, 0, end(0, 5), 3, "'a'".into()), None);
        assert_eq!(messages.get(queue, 1, end(1, 9)), None);
        let first = messages.get(queue, 0, end(1, 7)).unwrap();
        assert_eq!((first.left, first.arrived, first.message), (5, 7, Some(0)));
        let second = messages.put(queue, 1, end(0, 10), 3, "'b'".into()).unwrap();
        assert_eq!((second.left, second.arrived, second.message), (9, 9, Some(1)));
        // The same number again is another message.
        assert_eq!(messages.put(queue, 1, end(0, 20), 3, "'c'".into()), None);
        assert_eq!(messages.put(queue, 1, end(0, 30), 3, "'d'".into()), None);
        assert_eq!(messages.all().len(), 4);
    }
}
