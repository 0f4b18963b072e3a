//! How long it takes to read a Markdown text and to draw it: a record of ordinary size, and one far beyond it.

use std::fmt::Write as _;
use std::hint::black_box;

use archdeck::markdown::{RenderOptions, parse};
use criterion::{Criterion, criterion_group, criterion_main};

/// An ordinary record, repeated until it has so many bytes.
fn text_of(bytes: usize) -> String {
    let mut text = String::with_capacity(bytes + 2_000);
    let mut section = 0;
    while text.len() < bytes {
        section += 1;
        let _ = write!(
            text,
            "## Option {section}: one file beside the service\n\n\
             The team needs **one place** for its decisions that survives a *power cut* and can be read without a \
             server; see [the spike](spikes/{section}.md) and https://example.org/{section}. Two people write at the \
             same time, and the second of them must never lose a word: that is what the `journal` is for.\n\n\
             - Good, because nothing has to be installed\n- Good, because a copy is a backup\n  - and a backup is a \
             copy, as long as nobody writes while it is made\n- Bad, because a network share breaks its promises\n\n\
             > Asked in the review: who answers the phone when it is full?\n\n\
             | Measure | Before | After |\n|:--|--:|:-:|\n| writes per second | 900 | 12 400 |\n| restore, in minutes \
             | 45 | 2 and a coffee while the checks of the pages go through |\n\n"
        );
    }
    text
}

fn markdown(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("markdown");
    group.sample_size(20);
    for wanted in [3 * 1024, 1024 * 1024] {
        let text = text_of(wanted);
        let size = text.len();
        let options = RenderOptions::default();
        group.bench_function(format!("parse and render {size} bytes at 80"), |bench| {
            bench.iter(|| black_box(parse(&text).render(80, &options)));
        });
        let document = parse(&text);
        group.bench_function(format!("render {size} bytes again at 60"), |bench| {
            bench.iter(|| black_box(document.render(60, &options)));
        });
    }
    group.finish();
}

criterion_group!(benches, markdown);
criterion_main!(benches);
