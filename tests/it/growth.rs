//! Four times the input costs four times as much memory. What is counted is bytes, never time; the
//! instructions of whole jobs are counted by `benches/growth`.

use std::io::Read;

use agentlin_types::stream::{SseDecoder, SseReader};
use allocation_counter::{AllocationInfo, measure};

/// Does a job for an input of one size and of four times that size, and compares what was counted.
/// Small inputs have fixed costs, so the factor may be a little more than four.
fn grows_with_the_input(count: fn(&AllocationInfo) -> u64, size: usize, job: impl Fn(usize)) {
    let [one, four] = [size, 4 * size].map(|size| count(&measure(|| job(size))));
    assert!(four <= 5 * one, "{one} bytes, then {four}");
}

fn held(info: &AllocationInfo) -> u64 {
    info.bytes_max
}

fn allocated(info: &AllocationInfo) -> u64 {
    info.bytes_total
}

/// An id of that many bytes and a piece of as many events.
fn long_id(size: usize) -> String {
    format!("id: {}\n", "i".repeat(size)) + &"data:1\n\n".repeat(size)
}

#[test]
fn events_share_the_last_id() {
    grows_with_the_input(held, 2000, |size| {
        let stream = long_id(size);
        let events = SseDecoder::new().push(stream.as_bytes());
        assert_eq!(events.len(), size);
    });
    grows_with_the_input(allocated, 2000, |size| {
        let stream = long_id(size);
        assert_eq!(SseReader::new(stream.as_bytes()).count(), size);
    });
}

/// Whatever comes, in whatever pieces, a reader holds a small multiple of its limit.
#[test]
fn a_limit_bounds_what_a_reader_holds() {
    const LIMIT: usize = 10_000;
    let long = "x".repeat(LIMIT - 100);
    let streams = [
        long_id(LIMIT - 100).repeat(5),
        format!("data: {long}\n\n").repeat(50),
        format!("data:{}\n", "y".repeat(90)).repeat(1000),
        format!("event: {long}\ndata: {long}\n\n").repeat(50),
        format!("id: {long}\nevent: {long}\n").repeat(50),
        "data\n\n".repeat(100_000),
        "data\n".repeat(100_000),
        ":".repeat(1_000_000),
        "z".repeat(1_000_000),
        "\r".repeat(100_000),
    ];
    for stream in streams {
        let counted = measure(|| {
            let decoder = SseDecoder::with_limit(LIMIT);
            let slowly = stream.as_bytes().take(stream.len() as u64);
            for event in SseReader::with_decoder(slowly, decoder) {
                drop(event);
            }
        });
        let buffer = 16 * 1024;
        let shown = &stream[..20.min(stream.len())];
        assert!(
            counted.bytes_max < (6 * LIMIT + buffer) as u64,
            "{shown:?}: {} bytes",
            counted.bytes_max
        );
    }
}
