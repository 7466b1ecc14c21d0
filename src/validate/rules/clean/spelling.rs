//! The bytes of a token, written out in JSON, against the token.

use crate::wire::Place;

/// Whether the list of bytes at a place is empty or spells the token. One that is not written plainly
/// is taken for another.
pub(super) fn spells(token: &str, text: &[u8], list: Place) -> bool {
    if list.end == list.start + 2 {
        return true;
    }
    let after_space = |mut at: usize| {
        while text.get(at).is_some_and(u8::is_ascii_whitespace) {
            at += 1;
        }
        at
    };
    let mut at = list.start + 1;
    for byte in token.bytes() {
        at = after_space(at);
        let decimal = &DECIMALS[usize::from(byte)];
        let Some(four) = text.get(at..at + 4) else {
            return false;
        };
        let four = u32::from_le_bytes([four[0], four[1], four[2], four[3]]);
        if four & decimal.mask != decimal.digits {
            return false;
        }
        at = after_space(at + decimal.length);
        match text.get(at) {
            Some(b',') => at += 1,
            Some(b']') => {}
            _ => return false,
        }
    }
    at + 1 == list.end
}

/// A byte in decimal digits.
#[derive(Clone, Copy)]
struct Decimal {
    /// The digits, the first one lowest.
    digits: u32,
    /// The bits that they have.
    mask: u32,
    length: usize,
}

const DECIMALS: [Decimal; 256] = {
    const NONE: Decimal = Decimal {
        digits: 0,
        mask: 0,
        length: 0,
    };
    let mut table = [NONE; 256];
    let mut byte = 0;
    while byte < 256 {
        let all = [byte as u32 / 100, byte as u32 / 10 % 10, byte as u32 % 10];
        let mut at = (byte < 100) as usize + (byte < 10) as usize;
        let decimal = &mut table[byte];
        while at < 3 {
            let shift = 8 * decimal.length;
            decimal.digits |= (b'0' as u32 + all[at]) << shift;
            decimal.mask |= 0xFF << shift;
            decimal.length += 1;
            at += 1;
        }
        byte += 1;
    }
    table
};
