//! `cargo bench`: decoding and encoding against serde_json, as ratios.

mod contenders;
mod corpus;
mod measure;
mod naive;

fn main() {
    contenders::run(&contenders::Effort::from_env(), |_| Vec::new());
}
