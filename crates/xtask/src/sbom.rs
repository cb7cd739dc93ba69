//! `cargo xtask sbom`: what the command and the Python package are made of, as a CycloneDX document.
//!
//! It is read off the lock file, so that no network is needed where the packages were fetched; packages for tests alone are
//! left out, those for other platforms are not.

use crate::{supply, tidy};
use serde_json::{json, Map, Value as Json};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

const DOCUMENT: &str = "target/sbom.cdx.json";
/// What is shipped.
const SHIPPED: [&str; 2] = ["sqlectic-cli", "sqlectic-python"];

/// Writes the document, and says how many packages there are and how much of them is unsafe.
pub fn write(root: &Path) -> Result<(), String> {
    let metadata = supply::metadata(root, "Cargo.toml")?;
    let lock = fs::read_to_string(root.join("Cargo.lock")).map_err(|error| error.to_string())?;
    let document = document(&metadata, &checksums(&lock));
    let components = items(&document["components"]);
    let unsafe_lines =
        components.iter().filter_map(|component| component["properties"][0]["value"].as_str()?.parse().ok());
    let unsafe_lines: Vec<usize> = unsafe_lines.filter(|lines| *lines > 0).collect();
    println!(
        "{DOCUMENT}: {} packages, {} of them have `unsafe`, on {} lines in all",
        components.len(),
        unsafe_lines.len(),
        unsafe_lines.iter().sum::<usize>()
    );
    let text = serde_json::to_string_pretty(&document).map_err(|error| error.to_string())?;
    fs::create_dir_all(root.join("target")).map_err(|error| error.to_string())?;
    fs::write(root.join(DOCUMENT), text + "\n").map_err(|error| format!("{DOCUMENT}: {error}"))
}

fn document(metadata: &Json, checksums: &BTreeMap<(String, String), String>) -> Json {
    let nodes: BTreeMap<&str, &Json> =
        items(&metadata["resolve"]["nodes"]).iter().map(|node| (text(&node["id"]), node)).collect();
    let packages: BTreeMap<&str, &Json> =
        items(&metadata["packages"]).iter().map(|package| (text(&package["id"]), package)).collect();
    let mut todo: Vec<&str> =
        packages.values().filter(|package| SHIPPED.contains(&text(&package["name"]))).map(|p| text(&p["id"])).collect();
    let mut found = BTreeSet::new();
    while let Some(id) = todo.pop() {
        if found.insert(id) {
            todo.extend(nodes.get(id).into_iter().flat_map(|node| needed(node)));
        }
    }
    let dependencies = |id: &&str| json!({"ref": id, "dependsOn": nodes.get(id).map_or(vec![], |node| needed(node))});
    json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "components": found.iter().filter_map(|id| Some(component(packages.get(id)?, checksums))).collect::<Vec<_>>(),
        "dependencies": found.iter().map(dependencies).collect::<Vec<_>>(),
    })
}

/// The packages that one needs to be built and to run.
fn needed(node: &Json) -> Vec<&str> {
    let is_needed = |dependency: &&Json| items(&dependency["dep_kinds"]).iter().any(|kind| kind["kind"] != "dev");
    items(&node["deps"]).iter().filter(is_needed).map(|dependency| text(&dependency["pkg"])).collect()
}

fn component(package: &Json, checksums: &BTreeMap<(String, String), String>) -> Json {
    let (name, version) = (text(&package["name"]), text(&package["version"]));
    let folder = Path::new(text(&package["manifest_path"])).parent().unwrap_or(Path::new(""));
    let sources = tidy::files(&folder.join("src"), "rs");
    let unsafe_lines: usize =
        sources.iter().filter_map(|path| Some(tidy::unsafe_lines(&fs::read_to_string(path).ok()?))).sum();
    let mut out = Map::from_iter([
        ("type".to_string(), json!("library")),
        ("bom-ref".to_string(), package["id"].clone()),
        ("name".to_string(), json!(name)),
        ("version".to_string(), json!(version)),
        // Some write a slash for OR, which SPDX does not know.
        (
            "licenses".to_string(),
            json!([{"expression": text(&package["license"]).replace(" / ", " OR ").replace('/', " OR ")}]),
        ),
        ("properties".to_string(), json!([{"name": "sqlectic:unsafe-lines", "value": unsafe_lines.to_string()}])),
    ]);
    if !package["source"].is_null() {
        out.insert("purl".to_string(), json!(format!("pkg:cargo/{name}@{version}")));
    }
    if let Some(checksum) = checksums.get(&(name.to_string(), version.to_string())) {
        out.insert("hashes".to_string(), json!([{"alg": "SHA-256", "content": checksum}]));
    }
    Json::Object(out)
}

/// The checksums that a lock file gives, by name and version.
fn checksums(lock: &str) -> BTreeMap<(String, String), String> {
    let value = |block: &str, key: &str| {
        let line = block.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = \""))?;
        Some(line.trim_end_matches('"').to_string())
    };
    let row = |block| Some(((value(block, "name")?, value(block, "version")?), value(block, "checksum")?));
    lock.split("[[package]]").filter_map(row).collect()
}

fn items(value: &Json) -> &[Json] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Json) -> &str {
    value.as_str().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shipped_is_listed_and_what_tests_need_is_not() {
        let metadata = json!({
            "packages": [
                {"id": "cli", "name": "sqlectic-cli", "version": "1.0.0", "license": "MIT", "source": null},
                {"id": "used", "name": "used", "version": "2.0.0", "license": "MIT/Apache-2.0", "source": "registry"},
                {"id": "tests", "name": "tests", "version": "3.0.0", "license": "MIT", "source": "registry"},
            ],
            "resolve": {"nodes": [
                {"id": "cli", "deps": [
                    {"pkg": "used", "dep_kinds": [{"kind": null}]},
                    {"pkg": "tests", "dep_kinds": [{"kind": "dev"}]},
                ]},
                {"id": "used", "deps": []},
                {"id": "tests", "deps": []},
            ]},
        });
        let lock = "version = 4\n[[package]]\nname = \"used\"\nversion = \"2.0.0\"\nchecksum = \"c0de\"\n";
        let document = document(&metadata, &checksums(lock));
        let names: Vec<&str> =
            items(&document["components"]).iter().map(|component| text(&component["name"])).collect();
        assert_eq!(names, ["sqlectic-cli", "used"]);
        let used = &document["components"][1];
        assert_eq!(used["licenses"][0]["expression"], "MIT OR Apache-2.0");
        assert_eq!(used["hashes"][0]["content"], "c0de");
        assert_eq!(document["dependencies"][0]["dependsOn"], json!(["used"]));
    }
}
