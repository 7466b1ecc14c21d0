//! Integration tests: one binary, one module per concern.

#[cfg(feature = "jsonschema")]
mod agreement;
mod answers;
mod borders;
mod build;
mod captures;
mod corpus;
mod differences;
mod docs;
mod endpoints;
mod env;
mod errors;
mod events;
mod findings;
mod fold;
mod growth;
mod kinds;
mod layers;
mod lossless;
mod messages;
mod mistakes;
mod normalize;
#[cfg(feature = "schemars")]
mod openapi;
#[cfg(feature = "schemars")]
mod oracle;
mod places;
mod properties;
mod reading;
mod redact;
mod redact_archives;
mod redact_around;
mod redact_payloads;
#[cfg(feature = "schemars")]
mod releases;
mod requests;
mod round_trip;
mod rules;
mod samples;
#[cfg(feature = "jsonschema")]
mod schema_check;
#[cfg(feature = "schemars")]
mod schemars_settings;
#[cfg(feature = "schemars")]
mod schemas;
#[allow(unreachable_pub, dead_code, reason = "the fuzz targets use it too")]
#[path = "../shared/mod.rs"]
mod shared;
mod spelling;
mod sse;
mod strategies;
mod streams;
#[cfg(feature = "jsonschema")]
mod tools;
mod traits;
mod unions;
mod values;
mod vectors;
