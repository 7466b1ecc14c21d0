//! What is around payloads, which need not be text.

use agentlin_types::redact::Surroundings;

/// The part of a text whose tokens are whole; all of it if that is nothing.
pub(super) fn forced(around: &mut Surroundings<'_>, text: &str) -> String {
    let new = around.piece(text);
    match new.is_empty() {
        true => around.rest(text),
        false => new,
    }
}

/// Redacts bytes that need not all be text: what is none stays.
pub(super) fn bytes(bytes: &[u8], redact: impl FnOnce(&str) -> String) -> Vec<u8> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return redact(text).into_bytes();
    }
    let mut broken = Vec::new();
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text += chunk.valid();
        broken.extend(
            chunk
                .invalid()
                .iter()
                .enumerate()
                .map(|(at, byte)| (text.len() + at, *byte)),
        );
        text.extend(chunk.invalid().iter().map(|_| '\u{7f}'));
    }
    let mut new = redact(&text).into_bytes();
    for (at, byte) in broken {
        if let Some(place) = new.get_mut(at) {
            *place = byte;
        }
    }
    new
}
