//! Output in the compression of an input.

use std::io::{self, Write};

use crate::capture::Compression;

/// Output, compressed as an input was.
pub(crate) enum Packed<W: Write> {
    Plain(W),
    Gzip(flate2::write::GzEncoder<W>),
    /// And whether anything was written.
    Zstandard(zstd::Encoder<'static, W>, bool),
}

impl<W: Write> Packed<W> {
    pub(crate) fn new(compression: Compression, out: W) -> io::Result<Self> {
        Ok(match compression {
            Compression::None => Packed::Plain(out),
            Compression::Gzip => Packed::Gzip(flate2::write::GzEncoder::new(
                out,
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
                std::mem::forget(out);
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
