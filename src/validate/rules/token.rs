//! Log probabilities of tokens.

use super::{Code, Context, Field, Rules, Span, View};
use crate::json::Reader;
use crate::wire::{Number, Text, Wire};
use crate::{LogProb, TopLogProb};

impl<'a> Rules<Context<'a>> for TopLogProb {
    type Kept = ();

    #[inline]
    fn check(one: View<'_, Self::Fields>, cx: &mut Context<'a>) {
        token(cx, &one.token, &one.logprob, &one.bytes);
    }
}

impl<'a> Rules<Context<'a>> for LogProb {
    type Kept = ();

    #[inline]
    fn check(one: View<'_, Self::Fields>, cx: &mut Context<'a>) {
        token(cx, &one.token, &one.logprob, &one.bytes);
    }
}

#[inline]
fn token(cx: &mut Context<'_>, token: &Field<Text>, logprob: &Field<Number>, bytes: &Field<()>) {
    if let Some(span) = logprob.span()
        // What is not positive need not be read.
        && cx.text.as_bytes()[span.start] != b'-'
        && cx.reader(span).float().is_ok_and(|logprob| logprob > 0.0)
    {
        let message = "log probability is positive (probability above 1)";
        cx.report(Code::PositiveLogprob, span, message);
    }
    if let (Some(token), Some(bytes)) = (token.span(), bytes.span()) {
        let text = cx.text;
        let token = cx.str(token);
        if !spells(token, text, bytes) && !is_partial(token) {
            let message = "`bytes` is not the UTF-8 form of `token`";
            cx.report(Code::TokenBytes, bytes, message);
        }
    }
}

/// Whether the token may be a part of a character: that cannot appear in JSON and is written with
/// replacement characters or as escaped bytes.
fn is_partial(token: &str) -> bool {
    token.contains('\u{fffd}') || token.contains("\\x")
}

/// Whether a list of bytes is empty or has those of the token.
fn spells(token: &str, text: &str, list: Span) -> bool {
    spells_plainly(token, text.as_bytes(), list)
        || Vec::<u8>::read(&mut Reader::at(text, list.start))
            .is_ok_and(|bytes| bytes.is_empty() || bytes == token.as_bytes())
}

/// Whether a list of bytes, written as most are, has those of the token.
fn spells_plainly(token: &str, text: &[u8], list: Span) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_written_as_most_are_need_not_be_read() {
        for char in '\0'..='\u{ff}' {
            let token = char.to_string();
            let list = format!("{:?}", token.as_bytes());
            let plain = |list: &str| {
                let text = format!("{list} , {{}}");
                spells_plainly(&token, text.as_bytes(), Span::new(0, list.len()))
            };
            assert!(plain(&list), "{list}");
            assert!(plain(&list.replace(' ', "")), "{list}");
            for wrong in [
                list.replace(']', "0]"),
                list.replace(']', ",1]"),
                list.replace('[', "[0"),
                list.replace('[', "[1,"),
            ] {
                assert!(!plain(&wrong), "{wrong} for {list}");
            }
        }
    }

    #[test]
    fn bytes_are_those_of_a_token_in_any_spelling() {
        let spells = |token, list: &str| spells(token, list, Span::new(0, list.len()));
        for list in ["[]", "[ ]", "[97]", "[ 97 ]", "[97.0]", "[9.7e1]"] {
            assert!(spells("a", list), "{list}");
        }
        for list in ["[98]", "[97,97]", "[0]"] {
            assert!(!spells("a", list), "{list}");
        }
    }
}
