//! Dune: Trino with integers of 256 bits and bytes for addresses.
//!
//! <https://docs.dune.com/query-engine/datatypes>

use crate::Definition;
use sqlectic_ast::{Arg, Kind};
use sqlectic_syntax::Dialect;

pub(crate) const DEFINITION: Definition =
    Definition { name: "dune", title: "Dune", extends: Some("trino"), aliases: &[], define };

fn define(d: &mut Dialect) {
    d.generator.flags.supports_uescape = false;
    d.generator.flags.try_supported = false;
    d.generator.add_renders(&[(Kind::HexString, |g, id| {
        g.write("0x");
        g.arg(id, Arg::This);
    })]);
}
