//! `annals serve`: a local page and an HTTP API over the same library calls as the command line.
//!
//! Here is the glue to the network: the address, limits on size, time and connections, the stop. What is answered to
//! what is in [`api`], which knows no network and is tested without one.

mod api;

use std::io::Read as _;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;
use std::time::Duration;

use oxhttp::Server;
use oxhttp::model::{Body, Method, Request, Response, StatusCode, header};

use super::args::ServeArgs;
use super::{Outcome, job};
use crate::Extractor;
use api::{Api, Asked, Reply};

/// A client that sends nothing for so long is let go.
const PATIENCE: Duration = Duration::from_secs(30);
/// Requests that are under way get so long to end after the stop.
const GRACE: Duration = Duration::from_secs(5);
/// Connections at once.
const CONNECTIONS: usize = 256;

/// What the threads of the server share.
struct Shared {
    api: Api,
    limit: u64,
    /// Names that a request may call this host by; empty when it serves more than this machine.
    hosts: Vec<String>,
    busy: AtomicUsize,
    stopping: AtomicBool,
}

pub(super) fn run(args: &ServeArgs) -> anyhow::Result<Outcome> {
    let options =
        job::options(args.domain, args.lexicon.as_deref(), args.language.as_deref(), args.data.as_deref())?;
    let address = SocketAddr::new(args.host, args.port);
    let shared = Arc::new(Shared {
        api: Api::new(Extractor::with_options(options)?),
        limit: args.max_size.saturating_mul(1 << 20),
        hosts: hosts(address),
        busy: AtomicUsize::new(0),
        stopping: AtomicBool::new(false),
    });
    let (stop, stopped) = mpsc::channel();
    ctrlc::set_handler(move || {
        let _ = stop.send(());
    })?;
    let serving = Arc::clone(&shared);
    let _server = Server::new(move |request| serving.answer(request))
        .with_global_timeout(PATIENCE)
        .with_max_concurrent_connections(CONNECTIONS)
        .bind(address)
        .spawn()
        .map_err(|e| {
            anyhow::anyhow!("{address}: cannot be served: {e}; is the port taken? choose another with --port")
        })?;
    if !args.quiet {
        eprintln!("annals: serving on http://{address}/ (Ctrl-C stops)");
    }
    let _ = stopped.recv();
    shared.wait_for_the_last();
    Ok(Outcome::Done)
}

/// On a loopback address only requests that name it are answered: a page elsewhere cannot reach it under a name of its
/// own.
fn hosts(address: SocketAddr) -> Vec<String> {
    match address.ip() {
        ip if ip.is_loopback() => {
            let port = address.port();
            let ip = match ip {
                IpAddr::V4(v4) => v4.to_string(),
                IpAddr::V6(v6) => format!("[{v6}]"),
            };
            [ip, "localhost".into()].iter().flat_map(|h| [h.clone(), format!("{h}:{port}")]).collect()
        }
        _ => Vec::new(),
    }
}

impl Shared {
    fn answer(&self, request: &mut Request<Body>) -> Response<Body> {
        self.busy.fetch_add(1, Ordering::SeqCst);
        let reply = self.reply(request);
        let response = response(reply);
        self.busy.fetch_sub(1, Ordering::SeqCst);
        response
    }

    fn reply(&self, request: &mut Request<Body>) -> Reply {
        if self.stopping.load(Ordering::SeqCst) {
            return Reply::error(503, "the server is stopping");
        }
        if let Some(host) = request.headers().get(header::HOST).and_then(|h| h.to_str().ok())
            && !self.hosts.is_empty()
            && !self.hosts.iter().any(|h| h.eq_ignore_ascii_case(host))
        {
            return Reply::error(403, "this server answers to its own address only");
        }
        let kind =
            request.headers().get(header::CONTENT_TYPE).and_then(|h| h.to_str().ok()).map(str::to_string);
        let (path, query) =
            (request.uri().path().to_string(), request.uri().query().unwrap_or("").to_string());
        let post = match *request.method() {
            Method::GET | Method::HEAD => false,
            Method::POST => true,
            _ => return Reply::error(405, "GET and POST are answered"),
        };
        let mut body = Vec::new();
        if post {
            let read = request.body_mut().take(self.limit + 1).read_to_end(&mut body);
            if read.is_err() {
                return Reply::error(400, "the request broke off");
            }
            if body.len() as u64 > self.limit {
                return Reply::error(413, format!("larger than {} MiB; see --max-size", self.limit >> 20));
            }
        }
        self.api.answer(&Asked { post, path: &path, query: &query, kind: kind.as_deref(), body: &body })
    }

    /// No new work is taken; what is under way may end.
    fn wait_for_the_last(&self) {
        self.stopping.store(true, Ordering::SeqCst);
        let step = Duration::from_millis(20);
        let mut waited = Duration::ZERO;
        while self.busy.load(Ordering::SeqCst) > 0 && waited < GRACE {
            std::thread::sleep(step);
            waited += step;
        }
    }
}

fn response(reply: Reply) -> Response<Body> {
    let status = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut builder = Response::builder()
        .status(status)
        .header(header::CONTENT_TYPE, reply.kind)
        .header("x-content-type-options", "nosniff")
        .header("referrer-policy", "no-referrer")
        .header(header::CACHE_CONTROL, "no-store");
    if let Some(policy) = &reply.policy {
        builder = builder.header("content-security-policy", policy);
    }
    if let Some(name) = &reply.download {
        builder = builder.header(header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\""));
    }
    builder.body(Body::from(reply.body)).unwrap_or_default()
}
