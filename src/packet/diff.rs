//! How two packets differ, told by their manifests alone.

use std::collections::BTreeMap;

use crate::packet::{Manifest, Object, Role};

/// How a later packet differs from an earlier one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Difference {
    /// Decisions only in the later one.
    pub added: Vec<Object>,
    /// Decisions only in the earlier one.
    pub removed: Vec<Object>,
    /// Decisions of which another revision is shown, as the later one has them.
    pub changed: Vec<Object>,
    /// Decisions of which the same revision is shown.
    pub unchanged: Vec<Object>,
    /// The names of other sections that differ, and of decisions whose revision is the same and whose section is not: a
    /// comment was resolved, a linked decision got another title.
    pub sections: Vec<String>,
}

/// Compares two packets decision by decision, then their other sections.
pub fn diff(from: &Manifest, to: &Manifest) -> Difference {
    let earlier = by_id(from);
    let later = by_id(to);
    let mut difference = Difference::default();
    for object in &to.objects {
        let before = earlier.get(object.id.as_str()).copied();
        let shows_the_same = before.is_some_and(|before| before.sha256 == object.sha256);
        if !shows_the_same && (object.role != Role::Decision || is_same_revision(before, object)) {
            difference.sections.push(object.name().to_owned());
        }
        if object.role == Role::Decision {
            let place = match before {
                None => &mut difference.added,
                Some(before) if before.revision == object.revision => &mut difference.unchanged,
                Some(_) => &mut difference.changed,
            };
            place.push(object.clone());
        }
    }
    for object in &from.objects {
        if later.contains_key(object.id.as_str()) {
            continue;
        }
        match object.role {
            Role::Decision => difference.removed.push(object.clone()),
            _ => difference.sections.push(object.name().to_owned()),
        }
    }
    difference
}

fn by_id(manifest: &Manifest) -> BTreeMap<&str, &Object> {
    let objects = manifest.objects.iter();
    objects.map(|object| (object.id.as_str(), object)).collect()
}

fn is_same_revision(before: Option<&Object>, object: &Object) -> bool {
    before.is_some_and(|before| before.revision == object.revision)
}
