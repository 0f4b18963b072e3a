//! A pack, a rubric and a table without a defect.

pub(super) const PACK: &str = r#"schema = 1

[pack]
id = "own.first-steps"
version = "1.0.0"
kind = "checklist"
title = "First steps"
status = "ga"
gate = "G2"
applies_when = { fact = "workload", is = ["online"] }
review_by = 2027-06-30

[[ref]]
id = "house"
title = "House rules"
status = "current"
as_of = 2026-09-01

[[section]]
id = "serve"
title = "Serving"

[[section.item]]
id = "OWN-01"
ask = "Is the way back rehearsed at production load?"
why = "A way back that was never gone is not there when it is needed."
verify = "Open the last drill: a date within 180 days, traffic back on the version before."
severity = "high"
force = { T1 = "block", T2 = "require", T3 = "advise" }
refs = ["house:7"]

[[section.item]]
id = "OWN-02"
ask = "Is the latency below the bar?"
why = "People leave when they wait."
verify = "Open the graph of the last 30 days."
severity = "medium"
force = { T1 = "require", T2 = "require", T3 = "off" }
visible_when = { fact = "exposure", at_least = "partner" }
scale = "number"
metric = "latency_p95"
unit = "ms"
op = "<="
target = 150
partial_at = 180
"#;

pub(super) const RUBRIC: &str = r#"schema = 1

[rubric]
id = "own.rubric"
version = "1.0.0"
title = "Ours"
status = "ga"
scale_max = 2

[[factor]]
id = "harm"
title = "Harm"
ask = "How bad is it?"
weight = 2
anchors = ["none", "some", "much"]

[[factor]]
id = "reach"
title = "Reach"
ask = "How far does it go?"
weight = 1
anchors = ["none", "some", "much"]

[[band]]
tier = "T3"
from = 0

[[band]]
tier = "T2"
from = 3000

[[band]]
tier = "T1"
from = 6000

[[floor]]
id = "person"
title = "Decides"
tier = "T1"
when = { all = [{ fact = "decides_about_person", is = [true] }, { factor = "harm", at_least = 1 }] }

[[cap]]
id = "experiment"
title = "Experiment"
tier = "T3"
sign_off = "L2"
when = { fact = "stage", is = ["discovery"] }
"#;

pub(super) const REGISTER: &str = r#"schema = 1

[register]
id = "own.register"
version = "1.0.0"
title = "Ours"
status = "ga"

[[likelihood]]
value = 1
word = "rare"
about = "rare"

[[likelihood]]
value = 2
word = "likely"
about = "likely"

[[impact]]
value = 1
word = "minor"
about = "minor"

[[impact]]
value = 2
word = "major"
about = "major"

[[band]]
id = "low"
title = "Low"
act = "Look at it."

[[band]]
id = "high"
title = "High"
act = "Stop."

[[cell]]
likelihood = 1
impact = 1
band = "low"

[[cell]]
likelihood = 1
impact = 2
band = "high"

[[cell]]
likelihood = 2
impact = 1
band = "low"

[[cell]]
likelihood = 2
impact = 2
band = "high"
"#;
