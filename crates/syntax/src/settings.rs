//! Structs of named switches that can also be read and set by name.

/// A setting's value.
#[derive(Clone, Debug, PartialEq)]
pub enum Setting {
    /// A switch.
    Bool(bool),
    /// A word that is written or matched.
    Text(String),
    /// A number.
    Int(i64),
    /// One of three states; `None` is the third.
    Maybe(Option<bool>),
}

/// A type that a setting may have.
pub trait SettingType: Sized {
    /// As a setting.
    fn to_setting(&self) -> Setting;
    /// Back, if the setting is of that type.
    fn from_setting(setting: Setting) -> Option<Self>;
}

macro_rules! setting_type {
    ($type:ty, $variant:ident) => {
        impl SettingType for $type {
            fn to_setting(&self) -> Setting {
                Setting::$variant(self.clone().into())
            }
            fn from_setting(setting: Setting) -> Option<Self> {
                match setting {
                    Setting::$variant(value) => value.try_into().ok(),
                    _ => None,
                }
            }
        }
    };
}

setting_type!(bool, Bool);
setting_type!(i64, Int);
setting_type!(Option<bool>, Maybe);

impl SettingType for std::borrow::Cow<'static, str> {
    fn to_setting(&self) -> Setting {
        Setting::Text(self.to_string())
    }
    fn from_setting(setting: Setting) -> Option<Self> {
        match setting {
            Setting::Text(text) => Some(text.into()),
            _ => None,
        }
    }
}

/// Declares a struct of settings with their defaults: a field, its doc, its type and its value in the base dialect.
#[macro_export]
macro_rules! settings {
    ($(#[$meta:meta])* pub struct $name:ident { $($(#[$doc:meta])* $field:ident: $type:ty = $default:expr,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Debug)]
        pub struct $name { $($(#[$doc])* pub $field: $type,)* }

        impl Default for $name {
            fn default() -> Self {
                $name { $($field: $default,)* }
            }
        }

        impl $name {
            /// Names of all settings, in order of declaration.
            pub const NAMES: &'static [&'static str] = &[$(stringify!($field),)*];

            /// The setting of that name.
            pub fn get(&self, name: &str) -> Option<$crate::Setting> {
                match name {
                    $(stringify!($field) => Some($crate::SettingType::to_setting(&self.$field)),)*
                    _ => None,
                }
            }

            /// Sets by name; false if there is no such setting or its type differs.
            pub fn set(&mut self, name: &str, setting: $crate::Setting) -> bool {
                match name {
                    $(stringify!($field) => match $crate::SettingType::from_setting(setting) {
                        Some(value) => { self.$field = value; true }
                        None => false,
                    },)*
                    _ => false,
                }
            }
        }
    };
}
