//! The program from outside: files in, text and exit status out.

mod around;
mod baseline;
mod captures;
mod convert;
mod corpus;
mod diff;
mod entries;
mod events;
mod facts;
mod field;
mod formats;
mod hostile;
#[allow(unreachable_pub, reason = "the fuzz targets begin with them")]
mod inputs;
#[allow(
    unreachable_pub,
    dead_code,
    reason = "the tests of the library have it"
)]
#[path = "../../../tests/shared/json.rs"]
mod json;
mod limits;
mod manual;
mod outputs;
mod pieces;
#[allow(unreachable_pub, reason = "the fuzz target is it")]
mod readers;
mod redact;
mod report;
mod rules;
mod run;
mod safe;
mod samples;
mod statuses;
mod streams;
mod summaries;
mod threads;
mod timelines;
mod views;
mod watch;
mod wrapped;
