//! Renderers and builders that several dialects use. What is here names no dialect.

mod aggregates;
mod calls;
mod casts;
mod collections;
mod escapes;
mod json;
mod operators;
mod texts;
mod times;

pub(crate) use {
    aggregates::*, calls::*, casts::*, collections::*, escapes::*, json::*, operators::*, texts::*, times::*,
};
