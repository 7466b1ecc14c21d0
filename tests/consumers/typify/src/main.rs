//! Reads lines of `Type JSON` into the types of a profile and writes each value again.

use serde::Serialize;
use serde::de::DeserializeOwned;

#[allow(warnings)]
mod documented {
    include!(concat!(env!("OUT_DIR"), "/documented.rs"));
}

#[allow(warnings)]
mod wire {
    include!(concat!(env!("OUT_DIR"), "/wire.rs"));
}

fn again<T: Serialize + DeserializeOwned>(text: &str) -> serde_json::Result<String> {
    serde_json::to_string(&serde_json::from_str::<T>(text)?)
}

fn main() {
    let profile = std::env::args().nth(1).unwrap();
    let again = match profile.as_str() {
        "documented" => documented::again,
        "wire" => wire::again,
        _ => panic!("there is no profile {profile}"),
    };
    for line in std::io::stdin().lines() {
        let line = line.unwrap();
        let (name, text) = line.split_once(' ').unwrap();
        match again(name, text) {
            Ok(text) => println!("{text}"),
            Err(error) => println!("refused: {error}"),
        }
    }
}
