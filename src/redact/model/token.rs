//! Tokens of a model and the bytes beside them.

use super::Walk;
use crate::json::{Mismatch, Reader, Span, member};
use crate::redact::cipher::Letters;
use crate::redact::literal::spelled;
use crate::wire::ObjectShape;

impl Walk<'_, '_> {
    /// A byte of a token. Those that spell it are written when both are known.
    pub(super) fn byte(&mut self) -> Result<(), Mismatch> {
        let start = self.reader.mark();
        let from = self.reader.pos();
        let Ok(byte) = self.reader.byte_value() else {
            self.reader.rewind(start);
            return self.number();
        };
        let spelling = &self.text()[from..self.reader.pos()];
        self.write(
            from..self.reader.pos(),
            &in_place_of(spelling, no_text(byte)),
        );
        Ok(())
    }

    /// A token beside its bytes: if they spell it, so do those of the stand-ins.
    pub(super) fn token(&mut self, object: &'static ObjectShape) -> Result<(), Mismatch> {
        let text = self.text();
        let from = self.reader.pos();
        self.fields(object)?;
        let object = Span::new(from, self.reader.pos());
        let token = member(text, object, "token").filter(|span| span.of(text).starts_with('"'));
        let Some(token) = token.filter(|_| !self.keeps("token")) else {
            return Ok(());
        };
        let inside = token.start + 1..token.end - 1;
        let old = spelled(&text[inside.clone()]);
        let begin = self.redactor.key.begin(Letters::OfWidth, 0);
        let new = self.redactor.letters(&old, begin);
        self.respell(inside, &new);
        let mut numbers = Vec::new();
        let mut bytes = Vec::new();
        let list = member(text, object, "bytes").filter(|_| !self.keeps("bytes"));
        let listed = list.map(|list| {
            Reader::at(text, list.start).elements(|reader| {
                reader.space();
                let start = reader.pos();
                bytes.push(reader.byte_value()?);
                numbers.push(start..reader.pos());
                Ok(())
            })
        });
        if listed == Some(Ok(())) && bytes == old.as_bytes() {
            for (range, byte) in numbers.into_iter().zip(new.bytes()) {
                let spelling = in_place_of(&text[range.clone()], byte);
                self.write(range, &spelling);
            }
        }
        Ok(())
    }
}

/// Another byte with as many digits, of none of the characters that stand-ins have.
fn no_text(byte: u8) -> u8 {
    match byte {
        // No digit may follow it, which `13` in place of `03` would hide.
        0 => 0,
        1..10 => 1,
        10..100 => 31,
        _ => 255,
    }
}

/// A byte in place of another number: as long, with white space behind a shorter one.
fn in_place_of(number: &str, byte: u8) -> String {
    format!("{byte:<width$}", width = number.len())
}
