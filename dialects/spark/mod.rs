//! Spark 2, Spark 3 and later, and Databricks.

mod databricks;
mod known;
mod parser;
mod spark2;
mod spark3;

pub(crate) use databricks::DEFINITION as DATABRICKS;
pub(crate) use spark2::DEFINITION as SPARK2;
pub(crate) use spark3::DEFINITION as SPARK;
