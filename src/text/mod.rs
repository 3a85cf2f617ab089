//! Text in, [`Token`]s and sentences out; parts of speech only for the sentences that ask for them.
//!
//! One scan over the bytes gives tokens; a second, over the tokens, gives sentences. Neither looks at a word's
//! meaning beyond the list of abbreviations, and neither allocates per token.

pub(crate) mod key;
pub mod lemma;
pub mod offsets;
pub mod pos;
pub mod scan;
pub mod sentence;
pub(crate) mod table;
pub mod verbgroup;

pub use offsets::CharOffsets;
pub use scan::{Kind, Token, scan};
pub use sentence::{Sentence, sentences};
