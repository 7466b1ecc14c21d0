//! The data formats, each by the functions that its users call.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// The outcome of writing or reading; the message of what went wrong.
pub(crate) type Outcome<T> = Result<T, String>;

pub(crate) trait Format {
    const NAME: &'static str;
    /// What is written tells what it is. The others refuse objects.
    const DESCRIBES_ITSELF: bool = true;
    /// The largest whole number; none where any text of a number can be written.
    const LARGEST: Option<u64> = Some(u64::MAX);
    /// The format can hold `null`.
    const HAS_NULL: bool = true;
    /// Keys come back in their order.
    const KEEPS_ORDER: bool = true;
    /// The longest string that the simple way to read takes for a borrowed one.
    const STRING_LIMIT: usize = usize::MAX;
    /// Errors keep the message of a type.
    const KEEPS_MESSAGES: bool = true;

    fn write<T: Serialize>(value: &T) -> Outcome<Vec<u8>>;
    fn read<T: DeserializeOwned>(bytes: &[u8]) -> Outcome<T>;
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("the format is text")
}

/// Declares a format: how it writes and reads, and what it cannot do.
macro_rules! format {
    (
        $name:ident $({ $($limit:tt)* })?
        write $value:ident => $write:expr,
        read $bytes:ident => $read:expr $(,)?
    ) => {
        #[derive(Debug)]
        pub(crate) struct $name;

        impl Format for $name {
            const NAME: &'static str = stringify!($name);
            $($($limit)*)?

            fn write<T: Serialize>($value: &T) -> Outcome<Vec<u8>> {
                $write.map(Into::into).map_err(|error| error.to_string())
            }

            fn read<T: DeserializeOwned>($bytes: &[u8]) -> Outcome<T> {
                $read.map_err(|error| error.to_string())
            }
        }
    };
}

format! { Json { const LARGEST: Option<u64> = None; } write value => serde_json::to_vec(value), read bytes => serde_json::from_slice(bytes) }
format! {
    JsonPretty { const LARGEST: Option<u64> = None; }
    write value => serde_json::to_string_pretty(value),
    read bytes => serde_json::from_str(text(bytes)),
}
format! {
    JsonReader { const LARGEST: Option<u64> = None; }
    write value => {
        let mut out = Vec::new();
        serde_json::to_writer(&mut out, value).map(|()| out)
    },
    read bytes => serde_json::from_reader(bytes),
}
format! {
    JsonValue { const KEEPS_ORDER: bool = cfg!(feature = "unified"); const LARGEST: Option<u64> = None; }
    write value => serde_json::to_value(value).map(|value| value.to_string()),
    read bytes => serde_json::from_slice(bytes).and_then(serde_json::from_value),
}
// What a type behind `dyn` goes through.
format! {
    JsonErased
    write value => {
        let value: &dyn erased_serde::Serialize = value;
        serde_json::to_vec(value)
    },
    read bytes => {
        let mut json = serde_json::Deserializer::from_slice(bytes);
        let mut erased = <dyn erased_serde::Deserializer>::erase(&mut json);
        erased_serde::deserialize::<T>(&mut erased)
    },
}
format! { Sonic write value => sonic_rs::to_vec(value), read bytes => sonic_rs::from_slice(bytes) }
format! {
    Simd
    write value => simd_json::to_vec(value),
    read bytes => simd_json::from_slice(&mut bytes.to_vec()),
}
format! {
    Norway
    write value => serde_norway::to_string(value),
    read bytes => serde_norway::from_slice(bytes),
}
format! {
    Saphyr
    write value => serde_saphyr::to_string(value),
    read bytes => serde_saphyr::from_str(text(bytes)),
}
format! {
    Toml { const KEEPS_ORDER: bool = false; const HAS_NULL: bool = false; const LARGEST: Option<u64> = Some(i64::MAX as u64); }
    write value => toml::to_string(value),
    read bytes => toml::from_str(text(bytes)),
}
format! { Ron write value => ron::to_string(value), read bytes => ron::from_str(text(bytes)) }
format! {
    Cbor { const STRING_LIMIT: usize = 4096; }
    write value => {
        let mut out = Vec::new();
        ciborium::into_writer(value, &mut out).map(|()| out)
    },
    read bytes => ciborium::from_reader(bytes),
}
format! {
    MessagePack
    write value => rmp_serde::to_vec(value),
    read bytes => rmp_serde::from_slice(bytes),
}
format! {
    MessagePackNamed
    write value => rmp_serde::to_vec_named(value),
    read bytes => rmp_serde::from_slice(bytes),
}
format! {
    Bson { const LARGEST: Option<u64> = Some(i64::MAX as u64); }
    write value => bson::serialize_to_vec(value),
    read bytes => bson::deserialize_from_slice(bytes),
}
format! {
    BsonDocument { const LARGEST: Option<u64> = Some(i64::MAX as u64); }
    write value => {
        bson::serialize_to_document(value).and_then(|document| document.to_vec())
    },
    read bytes => bson::Document::from_reader(bytes).and_then(bson::deserialize_from_document),
}
format! {
    Postcard { const DESCRIBES_ITSELF: bool = false; const KEEPS_MESSAGES: bool = false; }
    write value => postcard::to_stdvec(value),
    read bytes => postcard::from_bytes(bytes),
}
format! {
    Bincode { const DESCRIBES_ITSELF: bool = false; }
    write value => bincode::serde::encode_to_vec(value, bincode::config::standard()),
    read bytes => {
        bincode::serde::decode_from_slice(bytes, bincode::config::standard()).map(|(value, _)| value)
    },
}

/// Calls a function for every format; its first type parameter is the format.
macro_rules! every_format {
    ($function:ident $([$type:tt])? ($($argument:expr)?)) => {
        $crate::format::every_format! {
            @each $function [$($type)?] [$($argument)?]
            Json JsonPretty JsonReader JsonValue JsonErased Sonic Simd Norway Saphyr Toml Ron Cbor
            MessagePack MessagePackNamed Bson BsonDocument Postcard Bincode
        }
    };
    (@each $function:ident $types:tt $arguments:tt $($format:ident)*) => {
        $($crate::format::every_format!(@call $format $function $types $arguments);)*
    };
    (@call $format:ident $function:ident [$($type:tt)?] [$($argument:expr)?]) => {
        $function::<$crate::format::$format $(, $type)?>($($argument)?)
    };
}
pub(crate) use every_format;
