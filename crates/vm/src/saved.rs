//! How a saved process holds its code objects: each source text once, with its code as a tree.

use std::{collections::HashMap, sync::Arc};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use weft_code::{Code, Tree};

use crate::{
    value::{Ref, Value},
    vm::LoadedCode,
};

/// A code object of a tree, as the process has loaded it.
#[derive(Serialize, Deserialize)]
struct SavedCode {
    tree: u32,
    /// Its place in [`Tree::codes`].
    place: u32,
    consts: Arc<[Value]>,
    names: Arc<[Ref]>,
    object: Ref,
}

pub(crate) fn serialize<S: Serializer>(codes: &[LoadedCode], serializer: S) -> Result<S::Ok, S::Error> {
    // Inner code is loaded before the code that it stands in, so the outermost come last.
    let mut places: HashMap<*const Code, (u32, u32)> = HashMap::new();
    let mut trees = Vec::new();
    for loaded in codes.iter().rev() {
        if places.contains_key(&Arc::as_ptr(&loaded.code)) {
            continue;
        }
        let tree = Tree(loaded.code.clone());
        for (place, code) in tree.codes().into_iter().enumerate() {
            places.insert(Arc::as_ptr(code), (trees.len() as u32, place as u32));
        }
        trees.push(tree);
    }
    let codes: Vec<SavedCode> = codes
        .iter()
        .map(|loaded| {
            let (tree, place) = places[&Arc::as_ptr(&loaded.code)];
            SavedCode { tree, place, consts: loaded.consts.clone(), names: loaded.names.clone(), object: loaded.object }
        })
        .collect();
    (trees, codes).serialize(serializer)
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<LoadedCode>, D::Error> {
    let (trees, codes) = <(Vec<Tree>, Vec<SavedCode>)>::deserialize(deserializer)?;
    for tree in &trees {
        weft_code::verify(&tree.0).map_err(|e| de::Error::custom(format!("bad code: {e:?}")))?;
    }
    let trees: Vec<Vec<&Arc<Code>>> = trees.iter().map(Tree::codes).collect();
    let load = |saved: SavedCode| {
        let code = trees.get(saved.tree as usize)?.get(saved.place as usize)?;
        let loaded = LoadedCode::new((*code).clone(), saved.consts, saved.names);
        Some(LoadedCode { object: saved.object, ..loaded })
    };
    codes.into_iter().map(|saved| load(saved).ok_or_else(|| de::Error::custom("no such code"))).collect()
}
