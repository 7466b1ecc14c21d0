//! Output in the compression of an input.

use std::io::{self, Write};

use crate::capture::Compression;

/// Output, compressed as an input was.
pub(crate) enum Packed<W: Write> {
    Plain(W),
    Gzip(flate2::write::GzEncoder<Open<W>>),
    /// And whether anything was written.
    Zstandard(zstd::Encoder<'static, W>, bool),
}

impl<W: Write> Packed<W> {
    pub(crate) fn new(compression: Compression, out: W) -> io::Result<Self> {
        Ok(match compression {
            Compression::None => Packed::Plain(out),
            Compression::Gzip => Packed::Gzip(flate2::write::GzEncoder::new(
                Open(Some(out)),
                flate2::Compression::default(),
            )),
            Compression::Zstandard => Packed::Zstandard(zstd::Encoder::new(out, 0)?, false),
        })
    }

    /// Ends the output; one that was cut off is cut off as well.
    pub(crate) fn finish(self, cut: bool) -> io::Result<()> {
        match self {
            Packed::Plain(mut out) => out.flush(),
            Packed::Gzip(mut out) if cut => {
                out.flush()?;
                // The encoder writes an end when it is dropped.
                out.get_mut().0 = None;
                Ok(())
            }
            Packed::Gzip(out) => out.finish()?.flush(),
            Packed::Zstandard(mut out, begun) if cut => {
                // The encoder begins no frame that has nothing in it.
                if !begun {
                    out.get_mut()
                        .write_all(&zstd::zstd_safe::MAGICNUMBER.to_le_bytes())?;
                }
                out.flush()
            }
            Packed::Zstandard(out, _) => out.finish()?.flush(),
        }
    }
}

/// Output until it is taken away; what is written then goes nowhere.
pub(crate) struct Open<W>(Option<W>);

impl<W: Write> Write for Open<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.0 {
            Some(out) => out.write(bytes),
            None => Ok(bytes.len()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.as_mut().map_or(Ok(()), W::flush)
    }
}

impl<W: Write> Write for Packed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Packed::Plain(out) => out.write(bytes),
            Packed::Gzip(out) => out.write(bytes),
            Packed::Zstandard(out, begun) => {
                *begun |= !bytes.is_empty();
                out.write(bytes)
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Packed::Plain(out) => out.flush(),
            Packed::Gzip(out) => out.flush(),
            Packed::Zstandard(out, _) => out.flush(),
        }
    }
}
