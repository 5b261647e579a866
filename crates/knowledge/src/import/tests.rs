use super::plan::{Plan, plan};
use super::source::Source;
use std::path::{Path, PathBuf};

fn planned(path: &Path) -> Plan {
    plan(&Source::open(path).unwrap(), &mut |_, _| {}).unwrap()
}

fn shared(name: &str) -> Option<PathBuf> {
    let top = std::env::var_os("LYCEUM_SHARED").map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"), PathBuf::from);
    let path = top.join("data").join(name);
    if path.exists() {
        return Some(path);
    }
    println!("{} is not here: skipped", path.display());
    None
}

#[test]
fn the_three_real_handbooks_come_in_whole() {
    for name in ["handbook-gds-way", "handbook-dfe-technical-guidance", "handbook-moj-technical-guidance"] {
        let Some(path) = shared(name) else { return };
        for inner in ["tree", "history.bundle", ""] {
            let plan = planned(&path.join(inner));
            let revisions: usize = plan.pages.iter().map(|page| page.revisions.len()).sum();
            println!("{name}/{inner}: {} pages, {revisions} revisions, {} links, {} unresolved, {} redirects, {} losses", plan.pages.len(), plan.links_resolved, plan.links_unresolved, plan.redirects.len(), plan.losses.len());
            if inner == "history.bundle" {
                for loss in &plan.losses { println!("   {loss}"); }
            }
        }
    }
}
