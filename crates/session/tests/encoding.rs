//! What goes from worker to worker is postcard's: a format that does not name its fields, so that none may be left out.

use serde::{Serialize, de::DeserializeOwned};
use weft_session::{Event, Options, Program, Race, RaceAccess, RacePlace, StoredFile, Summary};

fn comes_back<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(value: T) {
    let bytes = postcard::to_stdvec(&value).unwrap();
    assert_eq!(postcard::from_bytes::<T>(&bytes).unwrap(), value);
}

#[test]
fn programs_options_and_events_come_back() {
    comes_back((Program::default(), Options::default(), 7u32));
    let access = RaceAccess { tid: 1, thread: "a".into(), write: true, stack: Vec::new() };
    for place in [RacePlace::Global { name: "x".into() }, RacePlace::Item { container: "x".into(), key: "1".into() }] {
        let race = Race { place, first: access.clone(), second: access.clone(), times: 3, lost_updates: 1 };
        comes_back(Event::Races { pid: 1, races: vec![race] });
    }
    comes_back(Event::Files(vec![StoredFile { path: "/a".into(), data: vec![1] }]));
    comes_back(Event::Finished(Summary::default()));
}
