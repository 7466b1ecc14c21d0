//! `cargo bench`: decoding and encoding against serde_json, as ratios.

mod captures;
mod contenders;
mod corpus;
mod measure;
mod naive;

fn main() {
    contenders::run(&contenders::Effort::from_env());
}
