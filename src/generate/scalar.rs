//! Strings and numbers, plain and at the edges of what JSON and the model allow.

use std::fmt::Write as _;

use crate::sample::choices::Choices;

/// Pieces of strings, the plain ones first: what parsers, terminals, editors and other languages
/// trip over.
const PIECES: &[&str] = &[
    "a",
    "text",
    "0",
    " ",
    "é",
    "漢字",
    "😀",
    "\"",
    "\\",
    "/",
    "\n",
    "\r\n",
    "\t",
    "\u{8}\u{c}",
    "\0",
    "\u{1f}",
    "\u{7f}",
    "\u{2028}",
    "\u{2029}",
    "\u{feff}",
    "\u{fffe}",
    "\u{ffff}",
    "\u{e000}",
    "\u{10ffff}",
    "e\u{301}",
    "\u{202e}",
    "~",
    "~1",
    "\\u0041",
    "null",
    "{}",
    "type",
    "$ref",
    "__proto__",
    "data: x\n\n",
];

/// Any string.
pub(super) fn string(choices: &mut Choices<'_>) -> String {
    let mut out = String::new();
    match choices.below(8) {
        0 => out.push_str(choices.one_of(PIECES)),
        1 => {}
        2..=5 => {
            for _ in 0..=choices.below(4) {
                out.push_str(choices.one_of(PIECES));
            }
        }
        // Any characters of the four lengths in UTF-8.
        6 => {
            for _ in 0..=choices.below(6) {
                let last = choices.one_of(&[0x7f, 0x7ff, 0xffff, 0x10ffff]);
                let code = choices.bits() % (last + 1);
                out.extend(u32::try_from(code).ok().and_then(char::from_u32));
            }
        }
        _ => {
            let piece = choices.one_of(PIECES);
            out = piece.repeat(choices.one_of(&[8, 31, 64, 255, 4096]));
        }
    }
    out
}

/// How a string is spelled as JSON, quotes included.
pub(super) fn spell(string: &str, choices: &mut Choices<'_>) -> String {
    let mut out = String::with_capacity(string.len() + 2);
    out.push('"');
    let style = choices.below(8);
    for (i, char) in string.chars().enumerate() {
        let escape = match style {
            // As few escapes as JSON allows.
            0..=4 => false,
            // As Python does it.
            5 => !char.is_ascii(),
            6 => i % 2 == 0,
            _ => true,
        };
        match char {
            '"' | '\\' if !escape => {
                out.push('\\');
                out.push(char);
            }
            '\n' if !escape => out.push_str("\\n"),
            '/' if style >= 6 => out.push_str("\\/"),
            '\0'..'\u{20}' => unicode_escape(char, i % 2 == 0, &mut out),
            _ if escape => unicode_escape(char, i % 2 == 0, &mut out),
            _ => out.push(char),
        }
    }
    out.push('"');
    out
}

fn unicode_escape(char: char, upper: bool, out: &mut String) {
    for unit in char.encode_utf16(&mut [0; 2]) {
        let written = if upper {
            write!(out, "\\u{unit:04X}")
        } else {
            write!(out, "\\u{unit:04x}")
        };
        written.expect("a string takes everything");
    }
}

/// A spelling that is JSON, but no string of characters: half a surrogate pair.
pub(super) fn broken_string(choices: &mut Choices<'_>) -> String {
    choices
        .one_of(&[
            r#""\ud800""#,
            r#""\uDFFF""#,
            r#""a\ud83d""#,
            r#""\ude00\ud83d""#,
            r#""\ud83d\u0041""#,
            r#""\ud83d\ud83d\ude00""#,
        ])
        .into()
}

/// The text of a whole number within the bounds, also as `1.0` and `1e2`.
pub(super) fn integer(min: i64, max: i64, choices: &mut Choices<'_>) -> String {
    // Beyond these a number with a point or exponent stands for a neighbour of itself.
    const EXACT: std::ops::RangeInclusive<i64> = -(1 << 53)..=1 << 53;
    let value = match choices.below(6) {
        0..=2 => i64::from(choices.one_of(&[0u8, 1, 2, 7, 100, 200, 255])),
        3 => choices.one_of(&[min, max, min + 1, max - 1]),
        4 => choices.one_of(&[
            1_795_467_208,
            1_795_467_208_000,
            1 << 53,
            (1 << 53) + 1,
            -(1 << 53) - 1,
            i64::from(i32::MIN),
            -1,
        ]),
        _ => choices.bits() as i64,
    };
    let value = value.clamp(min, max);
    let spelling = choices.below(12);
    if !EXACT.contains(&value) {
        return value.to_string();
    }
    match spelling {
        7 if value == 0 => "-0".into(),
        7 => format!("{value}.0"),
        8 => format!("{value}e0"),
        9 if value != 0 => format!("{value}0E-1"),
        10 if value % 100 == 0 => format!("{}e+2", value / 100),
        11 => format!("{value}.000"),
        _ => value.to_string(),
    }
}

/// The text of a number that a 64-bit float can hold.
pub(super) fn number(choices: &mut Choices<'_>) -> String {
    const EDGES: &[&str] = &[
        "0",
        "-0.5",
        "-1",
        "1e2",
        "1E+2",
        "-0",
        "-0.0",
        "0e400",
        "5e-324",
        "1e-400",
        "2.2250738585072011e-308",
        "1.7976931348623157e308",
        "-1.7976931348623157E+308",
        "0.1000000000000000055511151231257827021181583404541015625",
        "123456789012345678901234567890",
        "9007199254740993",
        "9007199254740993.0",
        "-9223372036854775808",
        "18446744073709551616",
    ];
    match choices.below(4) {
        0 | 1 => choices.one_of(EDGES).into(),
        2 => {
            // A probability's logarithm with all its digits.
            let fraction = choices.bits() as f64 / u64::MAX as f64;
            format!("{:?}", -20.0 * fraction)
        }
        _ => {
            let float = f64::from_bits(choices.bits());
            if float.is_finite() {
                choices
                    .one_of(&[format!("{float:?}").as_str(), &format!("{float:e}")])
                    .into()
            } else {
                "-0.25".into()
            }
        }
    }
}

/// The text of a number that JSON allows; no type of any language need hold it.
pub(super) fn any_number(choices: &mut Choices<'_>) -> String {
    match choices.below(4) {
        0..=2 => number(choices),
        _ => choices
            .one_of(&[
                "1e400",
                "-1e400",
                "1E-99999",
                "123456789012345678901234567890123456789.5",
                "1.00",
                "10e-1",
            ])
            .into(),
    }
}
