//! What a row in the table of an object means for each thing that is made of it.

/// A part of a field, by when the field has to be there: `required` ones always, the others are
/// options in Rust.
macro_rules! field {
    (@key $field:ident) => { stringify!($field) };
    (@key $field:ident $wire:literal) => { $wire };

    (@type required $type:ty) => { $type };
    (@type $presence:ident $type:ty) => { Option<$type> };

    (@presence required) => { $crate::wire::Presence::Required };
    (@presence expected) => { $crate::wire::Presence::Expected };
    (@presence optional) => { $crate::wire::Presence::Optional };

    (@setter required $docs:tt $field:ident $type:ty) => {};
    (@setter $presence:ident [$($doc:literal)*] $field:ident $type:ty) => {
        #[doc = concat!(
            "Sets [`", stringify!($field), "`](#structfield.", stringify!($field), ").\n",
        )]
        $(#[doc = $doc])*
        #[must_use]
        pub fn $field<Form>(
            mut self,
            value: impl $crate::wire::IntoOption<$type, Form>,
        ) -> Self {
            self.$field = value.into_option();
            self
        }
    };

    (@read lenient $presence:ident $reader:ident, $field:ident, $extra:ident, $key:expr) => {{
        let start = $reader.mark();
        if $crate::wire::read_optional($reader, &mut $field).is_err() {
            $reader.rewind(start);
            $extra.read($key, $reader)?;
        }
    }};
    (@read strict required $reader:ident, $field:ident, $extra:ident, $key:expr) => {
        $crate::wire::fill(&mut $field, Some($crate::wire::Wire::read($reader)?))
    };
    (@read strict $presence:ident $reader:ident, $field:ident, $extra:ident, $key:expr) => {
        $crate::wire::read_optional($reader, &mut $field)?
    };

    (@visit lenient $presence:ident $type:ty, $reader:ident, $visitor:ident) => {
        $crate::wire::visit_lenient::<$type, V>($reader, $visitor)
    };
    (@visit strict required $type:ty, $reader:ident, $visitor:ident) => {
        $crate::wire::visit_required::<$type, V>($reader, $visitor)
    };
    (@visit strict $presence:ident $type:ty, $reader:ident, $visitor:ident) => {
        $crate::wire::visit_optional::<$type, V>($reader, $visitor)
    };

    (@demand required $field:ident) => {
        let Some($field) = $field else { return Err($crate::json::Mismatch) };
    };
    (@demand $presence:ident $field:ident) => {};

    (@write required $self:ident $writer:ident $field:ident $label:expr) => {
        $writer.raw($label);
        $crate::wire::Wire::write(&$self.$field, $writer);
        $writer.comma();
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
    (@serialize $presence:ident $self:ident $map:ident $field:ident $key:expr) => {
        if let Some(value) = &$self.$field {
            $map.serialize_entry($key, value)?;
        }
    };
}
pub(crate) use field;
