//! The thread that owns the workbench, so that no screen waits for the disk. The newest question for a place wins, changes are
//! never skipped, and while there is nothing to do it looks whether somebody else changed the store.

use std::{
    collections::VecDeque,
    io,
    sync::{Arc, Condvar, Mutex, PoisonError},
    thread,
    time::Duration,
};

use crate::{
    ops::{
        change::{Change, Done},
        query::Query,
        view::View,
        workbench::Workbench,
    },
    tui::effect::{Answer, Problem, Reply, Slot, Ticket},
};

/// How often an idle worker looks whether the store was changed by another process.
const IDLE: Duration = Duration::from_millis(500);

/// What answers questions and makes changes.
pub trait Desk: Send {
    /// Answers a question.
    ///
    /// # Errors
    /// In words for a person.
    fn answer(&mut self, query: Query) -> Result<View, Problem>;

    /// Makes a change, whole or not at all.
    ///
    /// # Errors
    /// In words for a person.
    fn apply(&mut self, change: Change) -> Result<Done, Problem>;

    /// Whether another process changed the store since the last look.
    fn has_changed_outside(&mut self) -> bool;

    /// Whether nothing can be changed here at all.
    fn is_read_only(&self) -> bool {
        false
    }
}

impl Desk for Workbench {
    fn answer(&mut self, query: Query) -> Result<View, Problem> {
        Self::answer(self, query).map_err(Problem::from)
    }

    fn apply(&mut self, change: Change) -> Result<Done, Problem> {
        Self::apply(self, change).map_err(Problem::from)
    }

    fn has_changed_outside(&mut self) -> bool {
        Self::has_changed_outside(self)
    }

    fn is_read_only(&self) -> bool {
        Self::is_read_only(self)
    }
}

/// Something to do.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Request {
    Ask {
        ticket: Ticket,
        slot: Slot,
        query: Query,
    },
    Do {
        ticket: Ticket,
        change: Change,
    },
}

#[derive(Debug, Default)]
struct Waiting {
    requests: VecDeque<Request>,
    closed: bool,
}

#[derive(Debug, Default)]
struct Queue {
    waiting: Mutex<Waiting>,
    arrived: Condvar,
}

/// What the worker does next.
enum Next {
    Request(Box<Request>),
    LookOutside,
    Leave,
}

impl Queue {
    fn push(&self, request: Request) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if let Request::Ask { slot, .. } = &request {
            waiting
                .requests
                .retain(|old| !matches!(old, Request::Ask { slot: asked, .. } if asked == slot));
        }
        waiting.requests.push_back(request);
        drop(waiting);
        self.arrived.notify_one();
    }

    fn close(&self) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.closed = true;
        drop(waiting);
        self.arrived.notify_one();
    }

    fn next(&self) -> Next {
        let waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let (mut waiting, _) = self
            .arrived
            .wait_timeout_while(waiting, IDLE, |waiting| {
                waiting.requests.is_empty() && !waiting.closed
            })
            .unwrap_or_else(PoisonError::into_inner);
        if waiting.closed {
            // Questions of a screen that is gone need no answer, but a change that was asked for is made.
            waiting
                .requests
                .retain(|request| matches!(request, Request::Do { .. }));
        }
        match waiting.requests.pop_front() {
            Some(request) => Next::Request(Box::new(request)),
            None if waiting.closed => Next::Leave,
            None => Next::LookOutside,
        }
    }
}

/// The running worker.
#[derive(Debug)]
pub struct Worker {
    queue: Arc<Queue>,
    thread: Option<thread::JoinHandle<()>>,
}

impl Worker {
    /// Starts the thread; `give` gets each reply.
    ///
    /// # Errors
    /// When the thread cannot be started.
    pub fn start(
        mut desk: Box<dyn Desk>,
        give: impl Fn(Reply) + Send + 'static,
    ) -> io::Result<Self> {
        let queue = Arc::new(Queue::default());
        let theirs = Arc::clone(&queue);
        let thread = thread::Builder::new()
            .name("worker".to_owned())
            .spawn(move || work(desk.as_mut(), &theirs, &give))?;
        Ok(Self {
            queue,
            thread: Some(thread),
        })
    }

    /// Asks; an older question for the same slot that still waits is dropped.
    pub fn ask(&self, ticket: Ticket, slot: Slot, query: Query) {
        self.queue.push(Request::Ask {
            ticket,
            slot,
            query,
        });
    }

    /// Has a change made.
    pub fn change(&self, ticket: Ticket, change: Change) {
        self.queue.push(Request::Do { ticket, change });
    }
}

impl Drop for Worker {
    /// Waits for the changes that were asked for: an acknowledged save is on disk, an asked one is not lost by quitting.
    fn drop(&mut self) {
        self.queue.close();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn answered(desk: &mut dyn Desk, request: Request) -> Reply {
    match request {
        Request::Ask {
            ticket,
            slot,
            query,
        } => Reply::View(Answer {
            ticket,
            slot,
            view: desk.answer(query),
        }),
        Request::Do { ticket, change } => Reply::Done {
            ticket,
            outcome: desk.apply(change),
        },
    }
}

fn work(desk: &mut dyn Desk, queue: &Queue, give: &impl Fn(Reply)) {
    loop {
        match queue.next() {
            Next::Request(request) => give(answered(desk, *request)),
            Next::LookOutside => {
                if desk.has_changed_outside() {
                    give(Reply::StoreChanged);
                }
            }
            Next::Leave => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    /// Answers nothing before it is let go, and writes down what it was asked.
    struct Slow {
        gate: mpsc::Receiver<()>,
        seen: mpsc::Sender<String>,
        changed: bool,
    }

    impl Desk for Slow {
        fn answer(&mut self, query: Query) -> Result<View, Problem> {
            let _ = self.gate.recv();
            let _ = self.seen.send(format!("{query:?}"));
            Err(Problem {
                message: "nothing here".to_owned(),
                hint: None,
                ..Problem::default()
            })
        }

        fn apply(&mut self, change: Change) -> Result<Done, Problem> {
            let _ = self.seen.send(format!("{change:?}"));
            Err(Problem {
                message: "nothing to change".to_owned(),
                hint: None,
                ..Problem::default()
            })
        }

        fn has_changed_outside(&mut self) -> bool {
            std::mem::take(&mut self.changed)
        }
    }

    fn jump(text: &str) -> Query {
        Query::Jump {
            text: text.to_owned(),
            limit: 1,
        }
    }

    fn started(
        changed: bool,
    ) -> (
        Worker,
        mpsc::Sender<()>,
        mpsc::Receiver<String>,
        mpsc::Receiver<Reply>,
    ) {
        let (open, gate) = mpsc::channel();
        let (seen, was_seen) = mpsc::channel();
        let (give, replies) = mpsc::channel();
        let desk = Slow {
            gate,
            seen,
            changed,
        };
        let worker = Worker::start(Box::new(desk), move |reply| {
            let _ = give.send(reply);
        });
        (worker.unwrap(), open, was_seen, replies)
    }

    #[test]
    fn the_newest_question_for_a_slot_wins_and_changes_are_never_skipped() {
        let (worker, open, seen, replies) = started(false);
        worker.ask(Ticket(1), Slot::Home, Query::Home);
        thread::sleep(Duration::from_millis(50)); // the worker now holds the first question
        worker.ask(Ticket(2), Slot::Jump, jump("a"));
        worker.change(Ticket(3), Change::Undo);
        worker.ask(Ticket(4), Slot::Jump, jump("ab"));
        worker.change(Ticket(5), Change::Redo);
        open.send(()).unwrap();
        open.send(()).unwrap();
        let tickets: Vec<_> = replies
            .iter()
            .take(4)
            .map(|reply| match reply {
                Reply::View(answer) => answer.ticket.0,
                Reply::Done { ticket, .. } => ticket.0,
                Reply::StoreChanged => 0,
            })
            .collect();
        assert_eq!(tickets, [1, 3, 4, 5]);
        let asked: Vec<_> = seen.iter().take(4).collect();
        assert_eq!(
            asked,
            ["Home", "Undo", &format!("{:?}", jump("ab")), "Redo"]
        );
    }

    #[test]
    fn a_change_that_waits_is_made_before_the_end() {
        let (worker, open, seen, _replies) = started(false);
        worker.ask(Ticket(1), Slot::Home, Query::Home);
        thread::sleep(Duration::from_millis(50));
        worker.ask(Ticket(2), Slot::Jump, jump("a"));
        worker.change(Ticket(3), Change::Undo);
        open.send(()).unwrap();
        drop(worker);
        assert_eq!(seen.iter().collect::<Vec<_>>(), ["Home", "Undo"]);
    }

    #[test]
    fn an_idle_worker_says_that_the_store_changed() {
        let (_worker, _open, _seen, replies) = started(true);
        let reply = replies.recv_timeout(Duration::from_secs(5)).unwrap();
        assert!(matches!(reply, Reply::StoreChanged));
    }
}
