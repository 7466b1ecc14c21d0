//! The code table as a page of documentation.

use std::fmt::Write;

use super::Code;

/// Every code with what there is to know about it, as Markdown: the content of
/// `docs/findings.md`.
pub(crate) fn findings_markdown() -> String {
    let mut out = String::from(
        "# Findings\n\n\
         Every code that validation can report. Names are stable. The level holds until settings \
         say otherwise: `--allow`, `--warn` and `--deny` on the command line, the methods of \
         `Settings` in the library. Of each code the first 10,000 findings in a payload are listed; \
         the last of them says how many more there are (`more`).\n\n\
         | Code | documented profile | wire profile | Rule made by |\n|---|---|---|---|\n",
    );
    for code in Code::ALL {
        let row = code.explain();
        let (documented, wire, source) = (row.documented, row.wire, row.source);
        _ = writeln!(
            out,
            "| [`{code}`](#{code}) | {documented} | {wire} | {source} |"
        );
    }
    for code in Code::ALL {
        let row = code.explain();
        let meaning = paragraph(row.meaning);
        let (example, fix) = (row.example, row.fix);
        _ = write!(
            out,
            "\n## {code}\n\n{meaning}\n\nExample:\n\n```text\n{example}\n```\n\nWhat to do: {fix}\n"
        );
    }
    out
}

/// Documentation comments keep a space before each line; a paragraph does not.
pub(super) fn paragraph(doc: &str) -> String {
    let lines: Vec<_> = doc.lines().map(str::trim).collect();
    lines.join(" ").trim().into()
}
