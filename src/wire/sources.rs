//! Who says that something exists: the list in `#[sources(…)]`.

/// Renders a list of sources such as `(page, sdk 1.1-1.14, server 24-27)`: as the `code` that
/// `meta.json` has (`D S1.1-1.14 V24-27`), or as the `sentence` that rustdoc shows.
///
/// The strongest source comes first; it is the origin (see `Origin::of`). `undocumented` in the
/// first place keeps an SDK that is not of the page's generation from being one.
///
/// `[own] inherited` stands for the row's own list, or for that of its table where it has none.
macro_rules! sources {
    ($form:ident [] $inherited:tt) => { $crate::wire::sources!($form $inherited) };
    ($form:ident [$own:tt] $inherited:tt) => { $crate::wire::sources!($form $own) };
    (code (
        $first:ident $($from:literal $(- $to:literal)?)?
        $(, $next:ident $next_from:literal $(- $next_to:literal)?)*
    )) => {
        concat!(
            $crate::wire::sources!(@letter $first),
            $(stringify!($from), $("-", stringify!($to),)?)?
            $(
                " ", $crate::wire::sources!(@letter $next),
                stringify!($next_from), $("-", stringify!($next_to),)?
            )*
        )
    };
    (sentence (server $version:literal)) => {
        concat!("Server 0.0.", $version, " only.")
    };
    (sentence (server $from:literal - $to:literal)) => {
        concat!("Servers 0.0.", $from, "–", $to, " only.")
    };
    (sentence (
        $first:ident $($from:literal $(- $to:literal)?)?
        $(, $next:ident $next_from:literal $(- $next_to:literal)?)*
    )) => {
        concat!(
            $crate::wire::sources!(@first $first $($from $(- $to)?)?)
            $(, "; ", $crate::wire::sources!(@next $next $next_from $(- $next_to)?))*,
            "."
        )
    };

    (@letter page) => { "D" };
    (@letter sdk) => { "S" };
    (@letter server) => { "V" };
    (@letter undocumented) => { "V" };

    (@first page) => { "Documented" };
    (@first undocumented) => { "Undocumented" };
    (@first server $version:literal) => { concat!("Server 0.0.", $version) };
    (@first server $from:literal - $to:literal) => { concat!("Servers 0.0.", $from, "–", $to) };
    (@first sdk $($version:tt)*) => { $crate::wire::sources!(@next sdk $($version)*) };

    (@next sdk $version:literal) => { concat!("SDK ", stringify!($version)) };
    (@next sdk $from:literal - $to:literal) => {
        concat!("SDK ", stringify!($from), "–", stringify!($to))
    };
    (@next server $version:literal) => { concat!("server 0.0.", $version) };
    (@next server $from:literal - $to:literal) => { concat!("servers 0.0.", $from, "–", $to) };
}
pub(crate) use sources;
