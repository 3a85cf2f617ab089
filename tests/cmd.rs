//! The command line as people type it: what stands in `tests/cmd/*.trycmd` is run and compared, exit codes too.
//! `TRYCMD=overwrite cargo test --test cmd` writes them anew.

#[test]
fn transcripts_hold() {
    trycmd::TestCases::new().case("tests/cmd/*.trycmd");
}
