//! The guard of the terminal: it is borrowed whole and given back whole, whatever happens in between. Leaving never asks the
//! terminal a question, because one that does not answer would keep us.

mod panic;

use std::{
    cell::RefCell,
    env, fmt,
    io::{self, IsTerminal as _, Write},
    rc::Rc,
    sync::atomic::{AtomicBool, Ordering},
};

use anyhow::{Context as _, bail};
use crossterm::{
    clipboard::CopyToClipboard,
    cursor::{Hide, MoveTo, Show},
    event::{
        DisableBracketedPaste, DisableFocusChange, DisableMouseCapture, EnableBracketedPaste,
        EnableFocusChange, EnableMouseCapture,
    },
    execute, queue,
    style::force_color_output,
    terminal::{
        BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen,
        LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
    },
};
use ratatui::{Frame, backend::CrosstermBackend, layout::Position};

pub use self::panic::{is_broken, restore_on_panic};

/// The terminal while the workbench has it.
pub struct Terminal {
    inner: ratatui::Terminal<CrosstermBackend<Pending>>,
    pending: Pending,
    mouse: bool,
}

/// Says why a workbench cannot open here, and what can be done instead.
///
/// # Errors
/// When stdin or stdout is not a terminal, or the terminal cannot move its cursor.
pub fn check() -> anyhow::Result<()> {
    const INSTEAD: &str = "Every screen has a command with plain output: `archdeck --help`.";
    if !io::stdout().is_terminal() || !io::stdin().is_terminal() {
        bail!("the workbench needs a terminal, and this is a file or a pipe. {INSTEAD}");
    }
    if env::var("TERM").is_ok_and(|term| term == "dumb") {
        bail!(
            "the workbench needs a terminal that can move its cursor, and TERM is `dumb`. {INSTEAD}"
        );
    }
    Ok(())
}

impl Terminal {
    /// Takes the terminal.
    ///
    /// # Errors
    /// When the terminal refuses raw mode or cannot be written to.
    pub fn take(mouse: bool) -> anyhow::Result<Self> {
        // crossterm 0.29 writes a bare reset in the place of a colour it suppresses for NO_COLOR, and with it goes the
        // reverse video of the cursor row. Colours are left out by the theme instead.
        force_color_output(true);
        let pending = Pending::default();
        let inner = ratatui::Terminal::new(CrosstermBackend::new(pending.clone()))
            .context("the size of the terminal could not be read")?;
        enter_modes(mouse).context("the terminal could not be taken")?;
        Ok(Self {
            inner,
            pending,
            mouse,
        })
    }

    /// Draws a frame; nothing reaches the terminal before [`Terminal::send`]. The cursor is shown in fields only, but it
    /// always stands where the keys act, for those who follow it by other means.
    ///
    /// # Errors
    /// When the size of the terminal cannot be read.
    pub fn draw(
        &mut self,
        draw: impl FnOnce(&mut Frame<'_>) -> (Option<Position>, bool),
    ) -> io::Result<()> {
        let mut resting = None;
        self.inner.draw(|frame| {
            let (cursor, shown) = draw(frame);
            match cursor {
                Some(at) if shown => frame.set_cursor_position(at),
                other => resting = other,
            }
        })?;
        if let Some(Position { x, y }) = resting {
            queue!(self.pending, MoveTo(x, y))?;
        }
        Ok(())
    }

    /// Sends what was drawn in one synchronised write.
    ///
    /// # Errors
    /// When the terminal cannot be written to.
    pub fn send(&mut self) -> io::Result<()> {
        let frame = self.pending.take();
        if frame.is_empty() || is_broken() {
            return Ok(());
        }
        let mut out = io::stdout().lock();
        let mut bytes = Vec::with_capacity(frame.len() + 32);
        queue!(bytes, BeginSynchronizedUpdate)?;
        bytes.extend_from_slice(&frame);
        queue!(bytes, EndSynchronizedUpdate)?;
        out.write_all(&bytes)?;
        out.flush()
    }

    /// Gives the terminal away while `to` runs, and takes it back.
    ///
    /// # Errors
    /// When the terminal cannot be written to.
    pub fn lend<T>(&mut self, to: impl FnOnce() -> T) -> io::Result<T> {
        leave_modes()?;
        let result = to();
        self.retake()?;
        Ok(result)
    }

    /// Enters the modes again and forgets the last frame, after another program had the terminal.
    ///
    /// # Errors
    /// When the terminal cannot be written to.
    pub fn retake(&mut self) -> io::Result<()> {
        enter_modes(self.mouse)?;
        self.forget()
    }

    /// Forgets the last frame, so that the next one is drawn whole. Not `clear()`: that asks the terminal where its cursor is
    /// and gives up after two seconds if nobody answers.
    ///
    /// # Errors
    /// When the terminal cannot be written to.
    pub fn forget(&mut self) -> io::Result<()> {
        queue!(self.pending, Clear(ClearType::All))?;
        self.inner.swap_buffers();
        Ok(())
    }

    /// Takes the mouse, or lets the terminal have it.
    ///
    /// # Errors
    /// When the terminal cannot be written to.
    pub fn capture_mouse(&mut self, capture: bool) -> io::Result<()> {
        self.mouse = capture;
        if capture {
            execute!(io::stdout(), EnableMouseCapture)
        } else {
            execute!(io::stdout(), DisableMouseCapture)
        }
    }

    /// Puts a text on the clipboard of the machine the terminal runs on (OSC 52).
    ///
    /// # Errors
    /// When the terminal cannot be written to.
    pub fn copy(&mut self, text: &str) -> io::Result<()> {
        execute!(io::stdout(), CopyToClipboard::to_clipboard_from(text))
    }
}

impl fmt::Debug for Terminal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Terminal").finish_non_exhaustive()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        restore();
    }
}

/// Whether the modes are ours. Leaving the alternate screen twice would put the cursor back to where it was saved, over what
/// was said since.
static HELD: AtomicBool = AtomicBool::new(false);

fn enter_modes(mouse: bool) -> io::Result<()> {
    HELD.store(true, Ordering::SeqCst);
    enable_raw_mode()?;
    execute!(
        io::stdout(),
        EnterAlternateScreen,
        EnableBracketedPaste,
        EnableFocusChange,
        Hide
    )?;
    if mouse {
        execute!(io::stdout(), EnableMouseCapture)?;
    }
    Ok(())
}

fn leave_modes() -> io::Result<()> {
    if !HELD.swap(false, Ordering::SeqCst) {
        return Ok(());
    }
    // All of it even where it was not taken: leaving a mode that is off is nothing to a terminal.
    execute!(
        io::stdout(),
        EndSynchronizedUpdate,
        DisableMouseCapture,
        DisableFocusChange,
        DisableBracketedPaste,
        LeaveAlternateScreen,
        Show
    )?;
    disable_raw_mode()
}

/// Gives the terminal back; errors are past caring, there is nowhere to say them.
fn restore() {
    let _ = leave_modes();
    let _ = disable_raw_mode();
}

/// The bytes of the frame being drawn. ratatui flushes several times a frame; the terminal shall see one write.
#[derive(Clone, Default)]
struct Pending(Rc<RefCell<Vec<u8>>>);

impl Pending {
    fn take(&self) -> Vec<u8> {
        self.0.take()
    }
}

impl Write for Pending {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
