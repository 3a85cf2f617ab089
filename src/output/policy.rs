//! Content-Security-Policy: an inline style or script in, the source expression that allows just it out.

use base64::Engine as _;
use sha2::{Digest, Sha256};

/// `sha256-...` for the content of a style or script element (CSP level 3, hash source).
///
/// ```
/// assert_eq!(
///     annals::output::policy::hash(""),
///     "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
/// );
/// ```
#[must_use]
pub fn hash(content: &str) -> String {
    format!("sha256-{}", base64::engine::general_purpose::STANDARD.encode(Sha256::digest(content)))
}
