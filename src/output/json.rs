//! The timeline JSON, indented: everything, and the form that `annals validate` reads.

use std::io::{self, Write};

use crate::timeline::Timeline;

pub(super) fn write(timeline: &Timeline, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, timeline)?;
    out.write_all(b"\n")
}
