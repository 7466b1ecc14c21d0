//! The table of an object: one row a field.

/// An object that says by its tag field which one it is.
pub trait Tagged {
    /// Whether the tag belongs to this object.
    fn has_tag(tag: &str) -> bool;

    /// The tag of this value.
    fn tag(&self) -> &str;
}

impl<T: Tagged> Tagged for Box<T> {
    fn has_tag(tag: &str) -> bool {
        T::has_tag(tag)
    }

    fn tag(&self) -> &str {
        (**self).tag()
    }
}

/// Declares a struct of the model.
///
/// ```text
/// object! {
///     /// What it is.
///     "D S1.1-1.14 V24-27" pub struct ReasoningItem {
///         /// What the tag means.
///         "D S1.1-1.14 V24-27" tag "type" = "reasoning",
///         /// What the field means.
///         "D S1.1-1.14 V24-27" required id: String,
///     }
/// }
/// ```
///
/// The literal before a row lists its sources; its first letter is the origin (see `Origin::of`).
/// After it stands when the field has to be there:
///
/// | word | on the wire | in Rust |
/// |---|---|---|
/// | `tag "key" = "value"` | always that string; first row only | no field |
/// | `tags` | key `type`, one of the enum's strings; first row only | `T` |
/// | `required` | always | `T`, a parameter of `new` |
/// | `fixed` | always | `T`, which `new` takes from `Default` |
/// | `preset` | may be absent, but `new` sets it | `Option<T>` with a setter |
/// | `expected` | documented as always, but servers leave it out | `Option<T>` with a setter |
/// | `optional` | may be absent or null | `Option<T>` with a setter |
///
/// `as "key"` after a name gives the wire key where it differs. `lenient struct` is a free-form
/// object: what does not fit its field goes into `extra`.
macro_rules! object {
    // A tag of one value.
    (
        $(#[doc = $doc:literal])*
        $sources:literal $vis:vis struct $name:ident {
            $(#[doc = $tag_doc:literal])*
            $tag_sources:literal tag $key:literal = $tag:literal,
            $($fields:tt)*
        }
    ) => {
        $crate::wire::object! {
            @build [$($doc)*] $sources strict $vis $name
            { [$($tag_doc)*] $tag_sources $key $tag }
            $($fields)*
        }

        impl $crate::wire::Tagged for $name {
            #[inline]
            fn has_tag(tag: &str) -> bool {
                tag == $tag
            }

            fn tag(&self) -> &str {
                $tag
            }
        }
    };
    // A tag of several values, kept in a field.
    (
        $(#[doc = $doc:literal])*
        $sources:literal $vis:vis struct $name:ident {
            $(#[doc = $tag_doc:literal])*
            $tag_sources:literal tags $field:ident: $tags:ty,
            $($fields:tt)*
        }
    ) => {
        $crate::wire::object! {
            @build [$($doc)*] $sources strict $vis $name {}
            $(#[doc = $tag_doc])* $tag_sources required $field as "type": $tags,
            $($fields)*
        }

        impl $crate::wire::Tagged for $name {
            #[inline]
            fn has_tag(tag: &str) -> bool {
                <$tags>::KNOWN.contains(&tag)
            }

            fn tag(&self) -> &str {
                self.$field.as_str()
            }
        }
    };
    (
        $(#[doc = $doc:literal])*
        $sources:literal $vis:vis lenient struct $name:ident { $($fields:tt)* }
    ) => {
        $crate::wire::object! {
            @build [$($doc)*] $sources lenient $vis $name {} $($fields)*
        }
    };
    (
        $(#[doc = $doc:literal])*
        $sources:literal $vis:vis struct $name:ident { $($fields:tt)* }
    ) => {
        $crate::wire::object! {
            @build [$($doc)*] $sources strict $vis $name {} $($fields)*
        }
    };

    (
        @build [$($doc:literal)*] $sources:literal $mode:ident $vis:vis $name:ident
        { $([$($tag_doc:literal)*] $tag_sources:literal $key:literal $tag:literal)? }
        $(
            $(#[doc = $field_doc:literal])*
            $field_sources:literal $presence:ident $field:ident $(as $wire:literal)?: $type:ty,
        )*
    ) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        $vis struct $name {
            $(
                $(#[doc = $field_doc])*
                pub $field: $crate::wire::object!(@type $presence $type),
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
                $($key,)?
                $($crate::wire::object!(@key $field $($wire)?),)*
            ];

            $crate::wire::object! {
                @new $name [] [] $($presence $field $type,)*
            }

            $($crate::wire::object!(@setter $presence $field $type);)*

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
                    $($crate::wire::object!(@key $field $($wire)?) => $field,)*
                }
            }
        }

        impl $crate::wire::Wire for $name {
            const SHAPE: $crate::wire::Shape = {
                const FIELDS: &[$crate::wire::FieldShape] = &[
                    $($crate::wire::FieldShape {
                        name: $key,
                        doc: concat!($($tag_doc, "\n"),*),
                        shape: $crate::wire::Shape::String,
                        presence: $crate::wire::Presence::Required,
                        sources: $tag_sources,
                        constant: Some($tag),
                    },)?
                    $($crate::wire::FieldShape {
                        name: $crate::wire::object!(@key $field $($wire)?),
                        doc: concat!($($field_doc, "\n"),*),
                        shape: <$type as $crate::wire::Wire>::SHAPE,
                        presence: $crate::wire::object!(@presence $presence),
                        sources: $field_sources,
                        constant: None,
                    },)*
                ];
                static SHAPE: $crate::wire::ObjectShape = $crate::wire::ObjectShape {
                    name: stringify!($name),
                    doc: concat!($($doc, "\n"),*),
                    sources: $sources,
                    lenient: $crate::wire::object!(@lenient $mode),
                    fields: FIELDS,
                };
                $crate::wire::Shape::Object(&SHAPE)
            };

            fn read(
                reader: &mut $crate::wire::Reader<'_>,
            ) -> Result<Self, $crate::wire::Mismatch> {
                const TAGS: &[&str] = &[$($key)?];
                #[allow(non_camel_case_types)]
                #[repr(usize)]
                enum Slot { $($field,)* }
                $(let mut $field: Option<$type> = None;)*
                let mut extra = $crate::wire::Extra::new();
                let mut fields = $crate::wire::Fields::open(Self::keys(), reader)?;
                loop {
                    match fields.next(reader)? {
                        $($crate::wire::Member::Field(0) => reader.constant($tag)?,)?
                        $($crate::wire::Member::Field(slot)
                            if slot == TAGS.len() + Slot::$field as usize =>
                        {
                            $crate::wire::object!(
                                @read $mode $presence $field $type, reader, extra, slot
                            );
                        })*
                        $crate::wire::Member::Field(_) => return Err($crate::wire::Mismatch),
                        $crate::wire::Member::Other(key) => {
                            $crate::wire::object!(@other $mode reader);
                            extra.read(&key, reader)?
                        }
                        $crate::wire::Member::End => break,
                    }
                }
                extra.check()?;
                if !TAGS.is_empty() && !fields.came(0) {
                    return Err($crate::wire::Mismatch);
                }
                Ok($name {
                    $($field: $crate::wire::object!(@take $presence $field),)*
                    extra,
                })
            }

            fn write(&self, writer: &mut $crate::wire::Writer) {
                writer.open('{');
                $(writer.raw(concat!("\"", $key, "\":\"", $tag, "\","));)?
                $($crate::wire::object!(
                    @write $presence self writer $field
                    concat!("\"", $crate::wire::object!(@key $field $($wire)?), "\":")
                );)*
                self.extra.write(writer, |key| self.claims(key));
                writer.close('}');
            }
        }

        impl $crate::wire::Pass for $name {
            fn pass<V: $crate::wire::Visitor>(
                reader: &mut $crate::wire::Reader<'_>,
                visitor: &mut V,
            ) -> Result<(), $crate::wire::Mismatch> {
                const TAGS: &[&str] = &[$($key)?];
                #[allow(non_camel_case_types)]
                #[repr(usize)]
                enum Slot { $($field,)* }
                // One bit a place; the tag has the first one.
                const REQUIRED: u64 = TAGS.len() as u64 $(
                    | (($crate::wire::object!(@must $presence) as u64)
                        << (TAGS.len() + Slot::$field as usize))
                )*;
                let mut places = [$crate::wire::Place::default(); $name::FIELDS.len()];
                let mut others = $crate::wire::Others::default();
                reader.space();
                let start = reader.pos();
                let mut fields = $crate::wire::Fields::open(Self::keys(), reader)?;
                loop {
                    match fields.next(reader)? {
                        $($crate::wire::Member::Field(0) => reader.constant($tag)?,)?
                        $($crate::wire::Member::Field(slot)
                            if slot == TAGS.len() + Slot::$field as usize =>
                        {
                            places[slot] =
                                $crate::wire::object!(@pass $presence $type, reader, visitor)?;
                        })*
                        $crate::wire::Member::Field(_) => return Err($crate::wire::Mismatch),
                        $crate::wire::Member::Other(key) => {
                            $crate::wire::object!(@other $mode reader);
                            others.pass(key, reader)?
                        }
                        $crate::wire::Member::End => break,
                    }
                }
                if !fields.all_came(REQUIRED) || !others.are_distinct() {
                    return Err($crate::wire::Mismatch);
                }
                visitor.object(&$crate::wire::Passed {
                    name: Self::NAME,
                    text: reader.text(),
                    start,
                    keys: Self::FIELDS,
                    places: &places,
                    unknown_fields: reader.unknown_fields(),
                })
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use serde::ser::SerializeMap;
                let mut map = serializer.serialize_map(None)?;
                $(map.serialize_entry($key, $tag)?;)?
                $($crate::wire::object!(
                    @serialize $presence self map $field
                    $crate::wire::object!(@key $field $($wire)?)
                );)*
                for (key, value) in self.extra.iter().filter(|(key, _)| !self.claims(key)) {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
        }

        $crate::wire::derived!($name);
    };

    (@key $field:ident) => { stringify!($field) };
    (@key $field:ident $wire:literal) => { $wire };

    (@claims strict $self:ident $key:ident $($rest:tt)*) => { Self::FIELDS.contains(&$key) };
    // What did not fit its field stands in `extra` under the field's key.
    (@claims lenient $self:ident $key:ident $($name:expr => $field:ident,)*) => {
        false $(|| $key == $name && $self.$field.is_some())*
    };

    (@other strict $reader:ident) => { $reader.unknown_field() };
    // A free-form object may have any field.
    (@other lenient $reader:ident) => {};

    (@lenient strict) => { false };
    (@lenient lenient) => { true };

    (@type required $type:ty) => { $type };
    (@type fixed $type:ty) => { $type };
    (@type preset $type:ty) => { Option<$type> };
    (@type expected $type:ty) => { Option<$type> };
    (@type optional $type:ty) => { Option<$type> };

    (@presence required) => { $crate::wire::Presence::Required };
    (@presence fixed) => { $crate::wire::Presence::Required };
    (@presence expected) => { $crate::wire::Presence::Expected };
    (@presence preset) => { $crate::wire::Presence::Optional };
    (@presence optional) => { $crate::wire::Presence::Optional };

    // `new` with the required fields as parameters.
    (@new $name:ident [$($param:ident $param_type:ty,)*] [$($field:ident = $value:expr,)*]) => {
        $crate::wire::object! {
            @new_fn $name [$($param $param_type,)*] [$($field = $value,)*]
        }
    };
    (
        @new $name:ident [$($params:tt)*] [$($values:tt)*]
        required $field:ident $type:ty, $($rest:tt)*
    ) => {
        $crate::wire::object! {
            @new $name [$($params)* $field $type,] [$($values)* $field = $field.into(),] $($rest)*
        }
    };
    (
        @new $name:ident [$($params:tt)*] [$($values:tt)*]
        preset $field:ident $type:ty, $($rest:tt)*
    ) => {
        $crate::wire::object! {
            @new $name [$($params)*] [$($values)* $field = Some(Default::default()),] $($rest)*
        }
    };
    (
        @new $name:ident [$($params:tt)*] [$($values:tt)*]
        $presence:ident $field:ident $type:ty, $($rest:tt)*
    ) => {
        $crate::wire::object! {
            @new $name [$($params)*] [$($values)* $field = Default::default(),] $($rest)*
        }
    };
    (@new_fn $name:ident [] [$($field:ident = $value:expr,)*]) => {
        /// An object without any of its optional fields.
        #[allow(clippy::new_without_default, reason = "defaults are decided by the wire")]
        pub fn new() -> Self {
            $name { $($field: $value,)* extra: $crate::wire::Extra::new() }
        }
    };
    (@new_fn $name:ident [$($param:ident $param_type:ty,)*] [$($field:ident = $value:expr,)*]) => {
        /// An object with its required fields; setters of the same names set the others.
        #[allow(clippy::too_many_arguments, reason = "as many as the wire requires")]
        pub fn new($($param: impl Into<$param_type>),*) -> Self {
            $name { $($field: $value,)* extra: $crate::wire::Extra::new() }
        }
    };

    (@setter required $field:ident $type:ty) => {};
    (@setter fixed $field:ident $type:ty) => {};
    (@setter $presence:ident $field:ident $type:ty) => {
        #[doc = concat!("Sets `", stringify!($field), "`.")]
        #[must_use]
        pub fn $field(mut self, value: impl Into<$type>) -> Self {
            self.$field = Some(value.into());
            self
        }
    };

    (
        @read lenient $presence:ident $field:ident $type:ty, $reader:ident, $extra:ident,
        $slot:ident
    ) => {
        let start = $reader.mark();
        match $crate::wire::read_optional($reader) {
            Ok(value) => $field = value,
            Err($crate::wire::Mismatch) => {
                $reader.rewind(start);
                $reader.surprise();
                $extra.read(Self::FIELDS[$slot], $reader)?;
            }
        }
    };
    (
        @read strict required $field:ident $type:ty, $reader:ident, $extra:ident,
        $slot:ident
    ) => {
        $field = Some(<$type as $crate::wire::Wire>::read($reader)?)
    };
    (
        @read strict fixed $field:ident $type:ty, $reader:ident, $extra:ident,
        $slot:ident
    ) => {
        $field = Some(<$type as $crate::wire::Wire>::read($reader)?)
    };
    (
        @read strict $presence:ident $field:ident $type:ty, $reader:ident, $extra:ident,
        $slot:ident
    ) => {
        $field = $crate::wire::read_optional($reader)?
    };

    (@must required) => { true };
    (@must fixed) => { true };
    (@must $presence:ident) => { false };

    (@pass required $type:ty, $reader:ident, $visitor:ident) => {
        $crate::wire::pass_required::<$type, V>($reader, $visitor)
    };
    (@pass fixed $type:ty, $reader:ident, $visitor:ident) => {
        $crate::wire::pass_required::<$type, V>($reader, $visitor)
    };
    (@pass $presence:ident $type:ty, $reader:ident, $visitor:ident) => {
        $crate::wire::pass_optional::<$type, V>($reader, $visitor)
    };

    (@take required $field:ident) => { $field.ok_or($crate::wire::Mismatch)? };
    (@take fixed $field:ident) => { $field.ok_or($crate::wire::Mismatch)? };
    (@take $presence:ident $field:ident) => { $field };

    (@write required $self:ident $writer:ident $field:ident $label:expr) => {
        $writer.raw($label);
        $crate::wire::Wire::write(&$self.$field, $writer);
        $writer.comma();
    };
    (@write fixed $self:ident $writer:ident $field:ident $label:expr) => {
        $crate::wire::object!(@write required $self $writer $field $label)
    };
    (@write $presence:ident $self:ident $writer:ident $field:ident $label:expr) => {
        if let Some(value) = &$self.$field {
            $writer.raw($label);
            $crate::wire::Wire::write(value, $writer);
            $writer.comma();
        }
    };

    (@serialize required $self:ident $map:ident $field:ident $key:expr) => {
        $map.serialize_entry($key, &$self.$field)?
    };
    (@serialize fixed $self:ident $map:ident $field:ident $key:expr) => {
        $map.serialize_entry($key, &$self.$field)?
    };
    (@serialize $presence:ident $self:ident $map:ident $field:ident $key:expr) => {
        if let Some(value) = &$self.$field {
            $map.serialize_entry($key, value)?;
        }
    };
}
pub(crate) use object;
