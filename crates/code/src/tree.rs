//! A code object with the code objects in it, as it is saved.

use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser::SerializeTuple};

use crate::{Code, Const, Source};

/// The code of a whole source text, saved with that text once.
#[derive(Clone, Debug)]
pub struct Tree(pub Arc<Code>);

impl Tree {
    /// All code objects, outer ones before those inside them.
    pub fn codes(&self) -> Vec<&Arc<Code>> {
        let mut found = vec![&self.0];
        let mut next = 0;
        while next < found.len() {
            found.extend(found[next].inner());
            next += 1;
        }
        found
    }
}

impl Code {
    /// The code objects among the constants.
    pub fn inner(&self) -> impl Iterator<Item = &Arc<Code>> {
        self.consts.iter().filter_map(|c| match c {
            Const::Code(code) => Some(code),
            _ => None,
        })
    }
}

impl Serialize for Tree {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut pair = serializer.serialize_tuple(2)?;
        pair.serialize_element(&*self.0.source)?;
        pair.serialize_element(&*self.0)?;
        pair.end()
    }
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Tree, D::Error> {
        let (source, code) = <(Source, Code)>::deserialize(deserializer)?;
        let (source, mut code) = (Arc::new(source), Arc::new(code));
        // Nobody else has these code objects yet.
        let mut left: Vec<&mut Arc<Code>> = vec![&mut code];
        while let Some(code) = left.pop() {
            let Some(code) = Arc::get_mut(code) else { return Err(de::Error::custom("code is shared")) };
            code.source = source.clone();
            left.extend(code.consts.iter_mut().filter_map(|c| match c {
                Const::Code(inner) => Some(inner),
                _ => None,
            }));
        }
        Ok(Tree(code))
    }
}
