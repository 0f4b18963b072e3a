//! One JSON line for each frame: what caused it and what it cost, in time on the wall and in time of this thread. Only written
//! when asked for; without a file it costs two comparisons a frame.

use std::{
    fs::{File, OpenOptions},
    io::{BufWriter, Write as _},
    path::Path,
    time::Instant,
};

use anyhow::Context as _;
use serde::Serialize;

#[derive(Debug, Default, Clone, Copy, Serialize)]
struct Cost {
    update: u64,
    draw: u64,
    flush: u64,
}

#[derive(Debug, Serialize)]
struct Line<'a> {
    frame: u64,
    cause: &'a str,
    update_us: u64,
    draw_us: u64,
    flush_us: u64,
    cpu_us: Cost,
    /// From the moment the cause was noticed until the frame was sent.
    wall_us: u64,
    /// Milliseconds from the start of the process to this frame, for the first one and the first complete one.
    #[serde(skip_serializing_if = "Option::is_none")]
    first_frame_ms: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    first_complete_frame_ms: Option<u64>,
}

/// Where frames are written down.
#[derive(Debug)]
pub struct Trace {
    file: Option<BufWriter<File>>,
    began: Instant,
    woken: Instant,
    frame: u64,
    is_complete: bool,
    causes: String,
    wall: Cost,
    cpu: Cost,
}

impl Trace {
    /// A trace to a file, or to nowhere.
    pub fn to(file: Option<&Path>, began: Instant) -> anyhow::Result<Self> {
        let open = |path: &Path| {
            OpenOptions::new()
                .create(true)
                .append(true)
                .open(path)
                .with_context(|| format!("the trace {} cannot be written", path.display()))
        };
        Ok(Self {
            file: file.map(open).transpose()?.map(BufWriter::new),
            began,
            woken: began,
            frame: 0,
            is_complete: false,
            causes: String::new(),
            wall: Cost::default(),
            cpu: Cost::default(),
        })
    }

    /// Something happened that may lead to a frame.
    pub fn woken(&mut self) {
        self.woken = Instant::now();
    }

    /// What happened.
    pub fn caused(&mut self, cause: &str) {
        if self.file.is_none() {
            return;
        }
        if !self.causes.is_empty() {
            self.causes.push_str(" + ");
        }
        self.causes.push_str(cause);
    }

    /// Measures an update.
    pub fn updating<T>(&mut self, work: impl FnOnce() -> T) -> T {
        let (done, wall, cpu) = self.measured(work);
        self.wall.update += wall;
        self.cpu.update += cpu;
        done
    }

    /// Measures the drawing.
    pub fn drawing<T>(&mut self, work: impl FnOnce() -> T) -> T {
        let (done, wall, cpu) = self.measured(work);
        self.wall.draw += wall;
        self.cpu.draw += cpu;
        done
    }

    /// Measures the sending.
    pub fn flushing<T>(&mut self, work: impl FnOnce() -> T) -> T {
        let (done, wall, cpu) = self.measured(work);
        self.wall.flush += wall;
        self.cpu.flush += cpu;
        done
    }

    fn measured<T>(&self, work: impl FnOnce() -> T) -> (T, u64, u64) {
        if self.file.is_none() {
            return (work(), 0, 0);
        }
        let (wall, cpu) = (Instant::now(), thread_micros());
        let done = work();
        let wall = wall.elapsed().as_micros() as u64;
        (done, wall, thread_micros().saturating_sub(cpu))
    }

    /// Writes the frame down; `settled` when nothing that was asked for is missing in it.
    pub fn frame_done(&mut self, settled: bool) {
        let first = self.frame == 0;
        let complete = settled && !self.is_complete;
        self.is_complete |= settled;
        let since = self.began.elapsed().as_millis() as u64;
        let line = Line {
            frame: self.frame,
            cause: &self.causes,
            update_us: self.wall.update,
            draw_us: self.wall.draw,
            flush_us: self.wall.flush,
            cpu_us: self.cpu,
            wall_us: self.woken.elapsed().as_micros() as u64,
            first_frame_ms: first.then_some(since),
            first_complete_frame_ms: complete.then_some(since),
        };
        if let Some(file) = &mut self.file {
            // A trace that cannot be written is no reason to stop the work it watches.
            let _ = serde_json::to_writer(&mut *file, &line);
            let _ = file.write_all(b"\n");
            let _ = file.flush();
        }
        self.frame += 1;
        self.causes.clear();
        self.wall = Cost::default();
        self.cpu = Cost::default();
    }
}

/// The processor time of this thread: what another program takes meanwhile is not counted.
#[cfg(unix)]
fn thread_micros() -> u64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    (time.tv_sec as u64) * 1_000_000 + (time.tv_nsec as u64) / 1_000
}

#[cfg(not(unix))]
fn thread_micros() -> u64 {
    0
}
