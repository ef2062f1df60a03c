//! What fingers and mouse buttons mean: a drag, a pinch or a click.

/// A press that moves less than this, in CSS pixels, is a click.
const STILL: f64 = 4.0;

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Gesture {
    Drag {
        dx: f64,
        dy: f64,
    },
    /// `factor` times as much is to be shown; what stood at `x` stays there, moved by `dx`.
    Pinch {
        factor: f64,
        x: f64,
        dx: f64,
    },
    Click {
        x: f64,
        y: f64,
    },
}

#[derive(Clone, Copy)]
struct Pointer {
    id: i32,
    x: f64,
    y: f64,
}

/// The fingers on the canvas.
#[derive(Default)]
pub struct Pointers {
    down: Vec<Pointer>,
    /// Where the first of them touched.
    origin: (f64, f64),
    moved: bool,
}

impl Pointers {
    pub fn press(&mut self, id: i32, x: f64, y: f64) {
        if self.down.is_empty() {
            self.origin = (x, y);
            self.moved = false;
        } else {
            self.moved = true;
        }
        self.down.retain(|pointer| pointer.id != id);
        self.down.push(Pointer { id, x, y });
    }

    /// Whether something is being moved.
    pub fn dragging(&self) -> bool {
        self.moved && !self.down.is_empty()
    }

    pub fn moved(&mut self, id: i32, x: f64, y: f64) -> Option<Gesture> {
        let index = self.down.iter().position(|pointer| pointer.id == id)?;
        let before = self.down.clone();
        (self.down[index].x, self.down[index].y) = (x, y);
        match (&before[..], &self.down[..]) {
            ([old], [new]) => {
                let far = (x - self.origin.0).hypot(y - self.origin.1) >= STILL;
                if !self.moved && !far {
                    // The first few pixels are not lost: they come with the move that makes it a drag.
                    self.down[index] = *old;
                    return None;
                }
                self.moved = true;
                Some(Gesture::Drag { dx: new.x - old.x, dy: new.y - old.y })
            }
            ([a, b, ..], [c, d, ..]) => {
                // Fingers above each other must not make the distance nought.
                let (old, new) = ((a.x - b.x).hypot(a.y - b.y).max(10.0), (c.x - d.x).hypot(c.y - d.y).max(10.0));
                let (old_x, new_x) = ((a.x + b.x) / 2.0, (c.x + d.x) / 2.0);
                Some(Gesture::Pinch { factor: old / new, x: old_x, dx: new_x - old_x })
            }
            _ => None,
        }
    }

    pub fn release(&mut self, id: i32) -> Option<Gesture> {
        let index = self.down.iter().position(|pointer| pointer.id == id)?;
        self.down.remove(index);
        let (x, y) = self.origin;
        (self.down.is_empty() && !self.moved).then_some(Gesture::Click { x, y })
    }

    /// The browser took the gesture over.
    pub fn cancel(&mut self, id: i32) {
        self.down.retain(|pointer| pointer.id != id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_press_that_hardly_moves_is_a_click() {
        let mut pointers = Pointers::default();
        pointers.press(1, 10.0, 10.0);
        assert_eq!(pointers.moved(1, 12.0, 11.0), None);
        assert_eq!(pointers.release(1), Some(Gesture::Click { x: 10.0, y: 10.0 }));
        assert_eq!(pointers.moved(1, 50.0, 10.0), None);
    }

    #[test]
    fn a_drag_loses_no_pixels() {
        let mut pointers = Pointers::default();
        pointers.press(1, 10.0, 10.0);
        assert_eq!(pointers.moved(1, 12.0, 10.0), None);
        assert_eq!(pointers.moved(1, 20.0, 10.0), Some(Gesture::Drag { dx: 10.0, dy: 0.0 }));
        assert!(pointers.dragging());
        assert_eq!(pointers.moved(1, 21.0, 10.0), Some(Gesture::Drag { dx: 1.0, dy: 0.0 }));
        assert_eq!(pointers.release(1), None);
    }

    #[test]
    fn two_fingers_apart_show_less() {
        let mut pointers = Pointers::default();
        pointers.press(1, 100.0, 10.0);
        pointers.press(2, 200.0, 10.0);
        assert_eq!(pointers.moved(2, 300.0, 10.0), Some(Gesture::Pinch { factor: 0.5, x: 150.0, dx: 50.0 }));
        assert_eq!(pointers.release(1), None);
        assert_eq!(pointers.moved(2, 310.0, 10.0), Some(Gesture::Drag { dx: 10.0, dy: 0.0 }));
        assert_eq!(pointers.release(2), None);
    }
}
