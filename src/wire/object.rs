//! The table of an object: one row a field.

/// Declares a struct of the model.
///
/// ```text
/// object! {
///     /// What it is.
///     #[sources(page, sdk 1.1-1.14, server 24-27)]
///     pub struct ReasoningItem {
///         /// What the tag means.
///         type = "reasoning",
///         /// What the field means.
///         pub id: String,
///         /// What the field means.
///         #[sources(server 27)]
///         pub agent_id: Option<String>,
///     }
/// }
/// ```
///
/// A field without `#[sources(…)]` has those of its struct. A field that is an `Option` may be
/// absent or null on the wire and gets a setter; any other is always there and is a parameter of
/// `new`. The first row may be the tag: `key = "value"` is always on the wire and has no field.
/// These are the exceptions, in the order in which they may be written:
///
/// | attribute | what it means |
/// |---|---|
/// | `#[tag]` | the first field, whose values are the tags of the struct |
/// | `#[documented_required]` | documented as always there, but servers leave it out |
/// | `#[default_on_new]` | may be absent, but `new` sets it |
/// | `#[constant]` | has one value only, which `new` takes from `Default` |
/// | `#[key("key")]` | the key on the wire, where it is not the name of the field |
///
/// `#[derive(Eq, Hash)]` after the sources of a struct says that it holds no floats. A `#[lenient]`
/// struct is a free-form object: what does not fit its field goes into `extra`.
macro_rules! object {
    // A tag of one value.
    (
        $(#[doc = $doc:literal])*
        #[sources $sources:tt]
        $(#[derive($($derive:ident),*)])?
        pub struct $name:ident {
            $(#[doc = $tag_doc:literal])*
            $(#[sources $tag_sources:tt])?
            $key:ident = $tag:literal,
            $($fields:tt)*
        }
    ) => {
        $crate::wire::object! {
            @fields [$($fields)*]
            { [$($doc)*] $sources [$($($derive)*)?] strict $name { [$($tag_doc)*] [$($tag_sources)?] $key $tag } }
            [] [] []
        }

        impl $crate::wire::Tagged for $name {
            type Object = Self;

            const TAGS: &'static [&'static str] = &[$tag];

            fn into_object(self) -> Self {
                self
            }

            fn tag(&self) -> &str {
                $tag
            }
        }
    };
    // A tag of several values, kept in a field.
    (
        $(#[doc = $doc:literal])*
        #[sources $sources:tt]
        $(#[derive($($derive:ident),*)])?
        pub struct $name:ident {
            $(#[doc = $tag_doc:literal])*
            #[tag]
            #[key($key:literal)]
            pub $field:ident: $tags:ty,
            $($fields:tt)*
        }
    ) => {
        $crate::wire::object! {
            @fields [
                $(#[doc = $tag_doc])*
                #[key($key)]
                pub $field: $tags,
                $($fields)*
            ]
            { [$($doc)*] $sources [$($($derive)*)?] strict $name {} } [] [] []
        }

        impl $crate::wire::Tagged for $name {
            type Object = Self;

            const TAGS: &'static [&'static str] = <$tags>::NAMES;

            fn into_object(self) -> Self {
                self
            }

            fn tag(&self) -> &str {
                self.$field.as_str()
            }
        }
    };
    (
        $(#[doc = $doc:literal])*
        #[sources $sources:tt]
        $(#[derive($($derive:ident),*)])?
        #[lenient]
        pub struct $name:ident { $($fields:tt)* }
    ) => {
        $crate::wire::object! {
            @fields [$($fields)*] { [$($doc)*] $sources [$($($derive)*)?] lenient $name {} } [] [] []
        }
    };
    (
        $(#[doc = $doc:literal])*
        #[sources $sources:tt]
        $(#[derive($($derive:ident),*)])?
        pub struct $name:ident { $($fields:tt)* }
    ) => {
        $crate::wire::object! {
            @fields [$($fields)*] { [$($doc)*] $sources [$($($derive)*)?] strict $name {} } [] [] []
        }
    };

    // One field after the other: what `new` takes, what it sets, and the rows that all else is
    // made of.
    (
        @fields [
            $(#[doc = $doc:literal])*
            $(#[sources $sources:tt])?
            $(#[key($key:literal)])?
            pub $field:ident: Option<$type:ty>,
            $($rest:tt)*
        ]
        $head:tt [$($params:tt)*] [$($values:tt)*] [$($rows:tt)*]
    ) => {
        $crate::wire::object! {
            @fields [$($rest)*]
            $head [$($params)*] [$($values)* $field = None,]
            [$($rows)* { [$($doc)*] [$($sources)?] optional $field [$($key)?] $type }]
        }
    };
    (
        @fields [
            $(#[doc = $doc:literal])*
            $(#[sources $sources:tt])?
            $(#[key($key:literal)])?
            pub $field:ident: $type:ty,
            $($rest:tt)*
        ]
        $head:tt [$($params:tt)*] [$($values:tt)*] [$($rows:tt)*]
    ) => {
        $crate::wire::object! {
            @fields [$($rest)*]
            $head [$($params)* $field $type,] [$($values)* $field = $field.into(),]
            [$($rows)* { [$($doc)*] [$($sources)?] required $field [$($key)?] $type }]
        }
    };
    (
        @fields [
            $(#[doc = $doc:literal])*
            $(#[sources $sources:tt])?
            #[documented_required]
            $(#[key($key:literal)])?
            pub $field:ident: Option<$type:ty>,
            $($rest:tt)*
        ]
        $head:tt [$($params:tt)*] [$($values:tt)*] [$($rows:tt)*]
    ) => {
        $crate::wire::object! {
            @fields [$($rest)*]
            $head [$($params)*] [$($values)* $field = None,]
            [$($rows)* { [$($doc)*] [$($sources)?] expected $field [$($key)?] $type }]
        }
    };
    (
        @fields [
            $(#[doc = $doc:literal])*
            $(#[sources $sources:tt])?
            #[default_on_new]
            $(#[key($key:literal)])?
            pub $field:ident: Option<$type:ty>,
            $($rest:tt)*
        ]
        $head:tt [$($params:tt)*] [$($values:tt)*] [$($rows:tt)*]
    ) => {
        $crate::wire::object! {
            @fields [$($rest)*]
            $head [$($params)*] [$($values)* $field = Some(Default::default()),]
            [$($rows)* { [$($doc)*] [$($sources)?] optional $field [$($key)?] $type }]
        }
    };
    (
        @fields [
            $(#[doc = $doc:literal])*
            $(#[sources $sources:tt])?
            #[constant]
            $(#[key($key:literal)])?
            pub $field:ident: $type:ty,
            $($rest:tt)*
        ]
        $head:tt [$($params:tt)*] [$($values:tt)*] [$($rows:tt)*]
    ) => {
        $crate::wire::object! {
            @fields [$($rest)*]
            $head [$($params)*] [$($values)* $field = Default::default(),]
            [$($rows)* { [$($doc)*] [$($sources)?] required $field [$($key)?] $type }]
        }
    };

    (
        @fields [] {
            [$($doc:literal)*] $sources:tt [$($derive:ident)*] $mode:ident $name:ident
            { $([$($tag_doc:literal)*] [$($tag_sources:tt)?] $key:ident $tag:literal)? }
        }
        [$($param:ident $param_type:ty,)*]
        [$($set:ident = $value:expr,)*]
        [$({
            [$($field_doc:literal)*] [$($field_sources:tt)?] $presence:ident $field:ident
            [$($wire:literal)?] $type:ty
        })*]
    ) => {
        $(#[doc = $doc])*
        #[doc = ""]
        #[doc = $crate::wire::sources!(sentence $sources)]
        #[derive(Debug, Clone, PartialEq $(, $derive)*)]
        #[non_exhaustive]
        pub struct $name {
            $(
                $(#[doc = $field_doc])*
                #[doc = ""]
                #[doc = $crate::wire::sources!(sentence [$($field_sources)?] $sources)]
                pub $field: $crate::wire::field!(@type $presence $type),
            )*
            /// Members that this version of the model does not name, kept as they came.
            pub extra: $crate::wire::Extra,
        }

        impl $name {
            /// The name of the type.
            #[allow(dead_code, reason = "few types are asked for it")]
            pub(crate) const NAME: &'static str = stringify!($name);

            /// The keys that the model names, in the order of writing.
            pub const FIELDS: &'static [&'static str] = &[
                $(stringify!($key),)?
                $($crate::wire::field!(@key $field $($wire)?),)*
            ];

            $crate::wire::object!(@new $name [$($param $param_type,)*] [$($set = $value,)*]);

            $($crate::wire::field!(@setter $presence [$($field_doc)*] $field $type);)*

            /// The same, ready to be compared with text.
            #[inline(always)]
            fn keys() -> &'static [$crate::wire::Key] {
                static KEYS: [$crate::wire::Key; $name::FIELDS.len()] =
                    $crate::wire::Key::table($name::FIELDS);
                &KEYS
            }

            /// Whether a key belongs to a field, so that `extra` may not write it.
            fn claims(&self, key: &str) -> bool {
                $crate::wire::object! {
                    @claims $mode self key
                    $($crate::wire::field!(@key $field $($wire)?) => $field,)*
                }
            }
        }

        $crate::wire::object!(@default $name [$($param)*]);

        impl $crate::wire::Wire for $name {
            const SHAPE: $crate::wire::Shape = {
                const FIELDS: &[$crate::wire::FieldShape] = &[
                    $($crate::wire::FieldShape {
                        name: stringify!($key),
                        doc: concat!($($tag_doc, "\n"),*),
                        shape: $crate::wire::Shape::String,
                        presence: $crate::wire::Presence::Required,
                        sources: $crate::wire::sources!(code [$($tag_sources)?] $sources),
                        constant: Some($tag),
                    },)?
                    $($crate::wire::FieldShape {
                        name: $crate::wire::field!(@key $field $($wire)?),
                        doc: concat!($($field_doc, "\n"),*),
                        shape: <$type as $crate::wire::Wire>::SHAPE,
                        presence: $crate::wire::field!(@presence $presence),
                        sources: $crate::wire::sources!(code [$($field_sources)?] $sources),
                        constant: None,
                    },)*
                ];
                static SHAPE: $crate::wire::ObjectShape = $crate::wire::ObjectShape {
                    name: stringify!($name),
                    doc: concat!($($doc, "\n"),*),
                    sources: $crate::wire::sources!(code $sources),
                    lenient: $crate::wire::object!(@lenient $mode),
                    fields: FIELDS,
                    schemas: $crate::wire::Schemas::of::<$name>(),
                };
                $crate::wire::Shape::Object(&SHAPE)
            };

            fn read(
                reader: &mut $crate::json::Reader<'_>,
            ) -> Result<Self, $crate::json::Mismatch> {
                $(let mut $field: Option<$type> = None;)*
                let mut extra = $crate::wire::Extra::new();
                $crate::wire::object! {
                    @members reader fields [$($key $tag)?]
                    { $($field => $crate::wire::field!(
                        @read $mode $presence reader, $field, extra,
                        $crate::wire::field!(@key $field $($wire)?)
                    );)* }
                    other => extra.read(&other, reader)?
                }
                extra.check()?;
                $($crate::wire::field!(@demand $presence $field);)*
                Ok($name { $($field,)* extra })
            }

            fn write(&self, writer: &mut $crate::json::Writer) {
                writer.open('{');
                $(writer.raw(concat!("\"", stringify!($key), "\":\"", $tag, "\","));)?
                $($crate::wire::field!(@write $presence self writer $field
                    concat!("\"", $crate::wire::field!(@key $field $($wire)?), "\":")
                );)*
                self.extra.write(writer, |key| self.claims(key));
                writer.close('}');
            }
        }

        const _: () = {
            /// The fields in the text.
            #[allow(dead_code, reason = "rules look at few")]
            pub(crate) struct Found<V: $crate::wire::Visitor>
            where
                $($type: $crate::wire::Visit<V>,)*
            {
                $(pub(crate) $field: $crate::wire::Field<<$type as $crate::wire::Visit<V>>::Kept>,)*
                visitor: std::marker::PhantomData<V>,
            }

            impl<V: $crate::wire::Visitor> $crate::wire::Object<V> for $name
            where
                $($type: $crate::wire::Visit<V>,)*
            {
                type Fields = Found<V>;
            }

            impl<V: $crate::wire::Visitor> $crate::wire::Visit<V> for $name
            where
                $($type: $crate::wire::Visit<V>,)*
                $name: $crate::wire::Rules<V> + $crate::wire::Object<V, Fields = Found<V>>,
            {
                type Kept = <$name as $crate::wire::Rules<V>>::Kept;

                fn visit(
                    reader: &mut $crate::json::Reader<'_>,
                    visitor: &mut V,
                ) -> Result<Self::Kept, $crate::json::Mismatch> {
                    const REQUIRED: u64 = $crate::wire::object_shape::<$name>().required();
                    $(let mut $field = $crate::wire::Field::Absent;)*
                    let mut others = $crate::wire::Others::default();
                    reader.space();
                    let start = reader.pos();
                    $crate::wire::object! {
                        @members reader fields [$($key $tag)?]
                        { $($field => $crate::wire::fill(&mut $field, $crate::wire::field!(
                            @visit $mode $presence $type, reader, visitor
                        )?);)* }
                        other => others.visit(other, reader)?
                    }
                    others.check()?;
                    $crate::wire::object!(@others $mode visitor others fields $name);
                    if !fields.all_came(REQUIRED) {
                        visitor.mismatch();
                    }
                    let view = $crate::wire::View {
                        span: $crate::json::Span::new(start, reader.pos()),
                        others,
                        fields: Found { $($field,)* visitor: std::marker::PhantomData },
                    };
                    Ok(<$name as $crate::wire::Rules<V>>::check(view, visitor))
                }
            }
        };

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use serde::ser::SerializeMap;
                let mut map = $crate::json::serialize_map(serializer)?;
                $(map.serialize_entry(stringify!($key), $tag)?;)?
                $($crate::wire::field!(@serialize $presence self map $field
                    $crate::wire::field!(@key $field $($wire)?)
                );)*
                for (key, value) in self.extra.iter().filter(|(key, _)| !self.claims(key)) {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
        }

        $crate::derived::derived!($name);
    };

    // Goes through the object that comes next, to its end.
    (
        @members $reader:ident $fields:ident [$($key:ident $tag:literal)?]
        { $($field:ident => $read:expr;)* }
        $other:ident => $rest:expr
    ) => {
        const TAGS: &[&str] = &[$(stringify!($key))?];
        #[allow(non_camel_case_types)]
        #[repr(usize)]
        enum Slot { $($field,)* }
        let mut $fields = $crate::wire::Fields::open(Self::keys(), $reader)?;
        loop {
            match $fields.next($reader)? {
                $($crate::wire::Member::Field(0) => $reader.constant($tag)?,)?
                $($crate::wire::Member::Field(slot)
                    if slot == TAGS.len() + Slot::$field as usize =>
                {
                    $read
                })*
                $crate::wire::Member::Field(_) => return Err($crate::json::Mismatch),
                $crate::wire::Member::Other($other) => $rest,
                $crate::wire::Member::End => break,
            }
        }
        // Without its tag it may be another object.
        if !TAGS.is_empty() && !$fields.came(0) {
            return Err($crate::json::Mismatch);
        }
    };

    (@claims strict $self:ident $key:ident $($rest:tt)*) => { Self::FIELDS.contains(&$key) };
    // What did not fit its field is in `extra` under the field's key.
    (@claims lenient $self:ident $key:ident $($name:expr => $field:ident,)*) => {
        false $(|| $key == $name && $self.$field.is_some())*
    };

    (@others strict $visitor:ident $others:ident $fields:ident $name:ident) => {
        if !$others.is_empty() {
            // By value: where there are none, the fields stay in registers.
            $visitor.unknown_fields(stringify!($name), $fields, &$others);
        }
    };
    // A free-form object may have any field.
    (@others lenient $($rest:tt)*) => {};

    (@lenient strict) => { false };
    (@lenient lenient) => { true };

    (@new $name:ident [] [$($field:ident = $value:expr,)*]) => {
        /// An object without any of its optional fields.
        pub fn new() -> Self {
            $name { $($field: $value,)* extra: $crate::wire::Extra::new() }
        }
    };
    (@default $name:ident []) => {
        impl Default for $name {
            /// The same as `new`: nothing is required.
            fn default() -> Self {
                $name::new()
            }
        }
    };
    (@default $name:ident [$($param:ident)*]) => {};
    (@new $name:ident [$($param:ident $param_type:ty,)*] [$($field:ident = $value:expr,)*]) => {
        /// An object with its required fields; setters of the same names set the others.
        #[allow(clippy::too_many_arguments, reason = "as many as the wire requires")]
        pub fn new($($param: impl Into<$param_type>),*) -> Self {
            $name { $($field: $value,)* extra: $crate::wire::Extra::new() }
        }
    };

}
pub(crate) use object;
