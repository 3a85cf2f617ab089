//! Jobs in, results out in the order of the jobs, with as many workers as asked for and bounded queues.
//!
//! A reader thread makes jobs, workers do them, the calling thread takes the results in order. No more than a few jobs
//! per worker are under way at once, finished ones waiting for their turn included, so memory stays flat however slow
//! one job is. With one worker everything happens on the calling thread: nothing is started for a single article.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// Jobs under way for each worker.
const AHEAD: usize = 4;

/// Runs `work` on every job and `take` on every result, in the order of the jobs. Stops early when `take` fails, and
/// gives its error.
pub(super) fn ordered<T: Send, U: Send, E>(
    jobs: impl Iterator<Item = T> + Send,
    workers: usize,
    work: impl Fn(T) -> U + Sync,
    mut take: impl FnMut(U) -> Result<(), E>,
) -> Result<(), E> {
    if workers <= 1 {
        for job in jobs {
            take(work(job))?;
        }
        return Ok(());
    }
    let (permits, permit) = sync_channel::<()>(workers * AHEAD);
    for _ in 0..workers * AHEAD {
        let _ = permits.send(());
    }
    let (send_job, receive_job) = sync_channel::<(u64, T)>(workers * AHEAD);
    let (send_done, receive_done) = sync_channel::<(u64, U)>(workers * AHEAD);
    let receive_job = Mutex::new(receive_job);
    std::thread::scope(|scope| {
        scope.spawn(move || feed(jobs, &permit, &send_job));
        for _ in 0..workers {
            let (send_done, receive_job, work) = (send_done.clone(), &receive_job, &work);
            scope.spawn(move || {
                while let Some((number, job)) = next(receive_job) {
                    if send_done.send((number, work(job))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(send_done);
        // Falls with this closure, so that on an early return the reader does not wait for a permit for ever.
        let permits = permits;
        let mut waiting = BTreeMap::new();
        let mut turn = 0;
        for (number, done) in receive_done {
            waiting.insert(number, done);
            while let Some(done) = waiting.remove(&turn) {
                take(done)?;
                turn += 1;
                let _ = permits.send(());
            }
        }
        Ok(())
        // On an early return the receiver falls, the workers' next send fails, and all threads end.
    })
}

fn feed<T>(jobs: impl Iterator<Item = T>, permit: &Receiver<()>, send: &SyncSender<(u64, T)>) {
    for (number, job) in jobs.enumerate() {
        if permit.recv().is_err() || send.send((number as u64, job)).is_err() {
            return;
        }
    }
}

fn next<T>(jobs: &Mutex<Receiver<T>>) -> Option<T> {
    jobs.lock().ok()?.recv().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_order_with_any_number_of_workers() {
        for workers in [1, 2, 4, 7] {
            let mut got = Vec::new();
            let slow = |n: u32| {
                if n.is_multiple_of(7) {
                    std::thread::sleep(std::time::Duration::from_micros(300));
                }
                n * 2
            };
            ordered(0..500, workers, slow, |n| {
                got.push(n);
                Ok::<(), ()>(())
            })
            .unwrap();
            assert_eq!(got, (0..500).map(|n| n * 2).collect::<Vec<_>>());
        }
    }

    #[test]
    fn stops_when_a_result_is_refused() {
        let stopped = ordered(0..10_000, 3, |n| n, |n| if n == 5 { Err(n) } else { Ok(()) });
        assert_eq!(stopped, Err(5));
    }
}
