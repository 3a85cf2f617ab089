//! Where output goes: standard output or a file, with errors that name it.

use std::fs::{File, OpenOptions};
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::path::Path;

use crate::{Error, Result};

/// An output that is written through a large buffer.
pub(super) struct Sink {
    place: String,
    writer: Box<dyn Write>,
}

impl Sink {
    /// Standard output, or a new file.
    pub(super) fn open(path: Option<&Path>) -> Result<Self> {
        let Some(path) = path else {
            let writer = Box::new(io::BufWriter::with_capacity(1 << 18, io::stdout()));
            return Ok(Self { place: "standard output".into(), writer });
        };
        let place = path.display().to_string();
        match File::create(path) {
            Ok(file) => Ok(Self { place, writer: Box::new(io::BufWriter::with_capacity(1 << 18, file)) }),
            Err(source) => Err(Error::Write { place, source }),
        }
    }

    /// A file that an interrupted run left: what stands behind its last whole line is cut off. Gives the sink and how
    /// many lines are there already.
    pub(super) fn resume(path: &Path) -> Result<(Self, u64)> {
        let place = path.display().to_string();
        let failed = |source| Error::Write { place: place.clone(), source };
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)
            .map_err(failed)?;
        let (lines, whole) = whole_lines(&file).map_err(failed)?;
        file.set_len(whole).map_err(failed)?;
        file.seek(SeekFrom::End(0)).map_err(failed)?;
        let writer = Box::new(io::BufWriter::with_capacity(1 << 18, file));
        Ok((Self { place: place.clone(), writer }, lines))
    }

    /// Writes it all.
    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.writer.write_all(bytes).map_err(|source| Error::Write { place: self.place.clone(), source })
    }

    /// What is in the buffer goes out.
    pub(super) fn finish(mut self) -> Result<()> {
        self.writer.flush().map_err(|source| Error::Write { place: self.place.clone(), source })
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

/// How many whole lines a file has, and how many bytes they take.
fn whole_lines(file: &File) -> io::Result<(u64, u64)> {
    let mut reader = BufReader::with_capacity(1 << 18, file);
    let mut buffer = vec![0u8; 1 << 18];
    let (mut lines, mut whole, mut at) = (0, 0, 0u64);
    loop {
        let count = reader.read(&mut buffer)?;
        if count == 0 {
            return Ok((lines, whole));
        }
        for newline in memchr::memchr_iter(b'\n', &buffer[..count]) {
            lines += 1;
            whole = at + newline as u64 + 1;
        }
        at += count as u64;
    }
}
