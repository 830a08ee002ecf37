//! Taking connections: as many as there is room for, and none for longer than it is used.

use std::net::TcpListener;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use futures_util::future::{Either, select};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpStream;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::time::{sleep, timeout};

use super::listen::answers;
use super::live::Live;
use crate::load::plain;

/// Most connections at a time; those that come then wait for one to end.
const MOST: u32 = 2000;
/// Files that are open beside connections, and some to spare.
const BESIDE: u64 = 200;
/// How long a client may take for the head of a request, and how long a connection may be idle.
const PATIENCE: Duration = Duration::from_secs(10);
/// Most bytes of a request's head.
const LONGEST_HEAD: usize = 32 * 1024;
/// How long it is waited where the system has no connection to give.
const PAUSE: Duration = Duration::from_millis(50);
/// How long answers that are being given may take when the server is told to stop.
const GRACE: Duration = Duration::from_secs(2);

/// Answers until the program is told to stop.
pub(super) async fn listen(listener: TcpListener, live: Arc<Live>) -> Result<(), String> {
    let broken = |error: std::io::Error| format!("the server stopped: {}", plain(&error));
    listener.set_nonblocking(true).map_err(broken)?;
    wait_in_line(&listener);
    let listener = tokio::net::TcpListener::from_std(listener).map_err(broken)?;
    let (stop, stopped) = watch::channel(false);
    let app = answers(live, stopped.clone());
    let most = open_files();
    let room = Arc::new(Semaphore::new(most as usize));
    let mut told = pin!(told_to_stop());
    loop {
        let next = async {
            let place = Arc::clone(&room).acquire_owned().await;
            (place, listener.accept().await)
        };
        match select(pin!(next), told.as_mut()).await {
            Either::Left(((Ok(place), Ok((stream, _))), _)) => {
                tokio::spawn(connection(stream, app.clone(), stopped.clone(), place));
            }
            // A client that went away again, or no file to be had until another connection ends.
            Either::Left(_) => sleep(PAUSE).await,
            Either::Right(_) => break,
        }
    }
    // Pages that wait for news would keep the server waiting for them.
    let _ = stop.send(true);
    // All places are free when all connections have ended; who takes too long is left.
    let _ = timeout(GRACE, room.acquire_many(most)).await;
    Ok(())
}

/// One connection. Its place is free again when it ends, in whatever way.
async fn connection(
    stream: TcpStream,
    app: Router,
    mut stopped: watch::Receiver<bool>,
    _place: OwnedSemaphorePermit,
) {
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(PATIENCE).max_buf_size(LONGEST_HEAD);
    let mut served = pin!(builder.serve_connection(TokioIo::new(stream), TowerToHyperService::new(app)));
    let stops = async {
        // Its end is one too.
        let _ = stopped.wait_for(|stopped| *stopped).await;
    };
    // What went wrong with a connection is its client's business.
    match select(served.as_mut(), pin!(stops)).await {
        Either::Left(_) => {}
        Either::Right(_) => {
            served.as_mut().graceful_shutdown();
            let _ = served.await;
        }
    }
}

/// How many connections there is room for. Systems begin with few open files, and allow more to who asks.
#[cfg(unix)]
fn open_files() -> u32 {
    use rustix::process::{Resource, getrlimit, setrlimit};
    let wanted = u64::from(MOST) + BESIDE;
    let mut limit = getrlimit(Resource::Nofile);
    let Some(current) = limit.current else { return MOST };
    let most = limit.maximum.map_or(wanted, |maximum| maximum.min(wanted));
    if current < most {
        limit.current = Some(most);
        // Where it is refused, fewer connections are taken.
        let _ = setrlimit(Resource::Nofile, limit);
    }
    let allowed = getrlimit(Resource::Nofile).current.unwrap_or(wanted);
    u32::try_from(allowed.saturating_sub(BESIDE)).unwrap_or(MOST).clamp(16, MOST)
}

/// Lets as many clients wait as are answered at a time: the library's own choice turns away a browser that opens a few tabs
/// while a program looks at all pages.
#[cfg(unix)]
fn wait_in_line(listener: &TcpListener) {
    // Where it is refused, the line stays as short as it was.
    let _ = rustix::net::listen(listener, i32::try_from(MOST).unwrap_or(i32::MAX));
}

#[cfg(not(unix))]
fn wait_in_line(_: &TcpListener) {}

#[cfg(not(unix))]
fn open_files() -> u32 {
    MOST
}

async fn told_to_stop() {
    let interrupted = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    select(pin!(interrupted), pin!(terminated())).await;
}

#[cfg(unix)]
async fn terminated() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut signal) => {
            signal.recv().await;
        }
        Err(_) => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn terminated() {
    std::future::pending().await
}
