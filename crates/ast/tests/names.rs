//! Names of arguments run out. A process of its own, as names are kept for the life of one.

use serde_json::json;
use sqlectic_ast::{Arg, Tree};

#[test]
fn too_many_names_are_an_error() {
    let refused = (0..=usize::from(u16::MAX)).find(|i| Arg::intern(&format!("name{i}")).is_err());
    assert!(refused.is_some());
    assert!(Arg::intern("name0").is_ok() && Arg::intern("this").is_ok());
    let dump = json!([{"k": "Select"}, {"i": 0, "a": "one more", "v": 1}]);
    assert!(Tree::new().load(&dump).is_err());
}
