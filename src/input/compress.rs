//! A stream in, the stream without its compression out, told by the first bytes and not by the name.

use std::io::{BufRead, BufReader, Cursor, Read};

use flate2::bufread::MultiGzDecoder;

/// A boxed stream that can go to another thread.
pub(super) type Stream = Box<dyn BufRead + Send>;

/// Undoes gzip and zstd; leaves other streams alone. Compression inside compression is undone once more.
pub(super) fn plain(mut stream: Stream) -> std::io::Result<Stream> {
    for _ in 0..2 {
        let head;
        (head, stream) = peek(stream, 4)?;
        stream = match head.as_slice() {
            [0x1F, 0x8B, ..] => Box::new(BufReader::with_capacity(1 << 16, MultiGzDecoder::new(stream))),
            [0x28, 0xB5, 0x2F, 0xFD] => {
                Box::new(BufReader::with_capacity(1 << 16, zstd::stream::read::Decoder::with_buffer(stream)?))
            }
            _ => break,
        };
    }
    Ok(stream)
}

/// The first bytes of a stream (fewer only where it ends) and the stream as if they had not been read.
pub(super) fn peek(mut stream: Stream, count: usize) -> std::io::Result<(Vec<u8>, Stream)> {
    let mut head = Vec::new();
    stream.by_ref().take(count as u64).read_to_end(&mut head)?;
    let whole = Cursor::new(head.clone()).chain(stream);
    Ok((head, Box::new(whole)))
}
