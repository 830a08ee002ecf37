//! Answering requests.

use std::convert::Infallible;
use std::pin::pin;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response};
use futures_util::future::select;
use futures_util::stream::unfold;
use tokio::sync::watch;

use super::live::{Live, Made, Site};
use crate::preview::{Asked, LIVE_CSS, LIVE_JS, Refused, asked, with_live};
use crate::text::{html_text, media_type, visible};

/// What answers need.
#[derive(Clone)]
struct Served {
    live: Arc<Live>,
    /// Becomes true when the server is told to stop.
    stopped: watch::Receiver<bool>,
}

/// What answers requests; pages that wait for news are let go when `stopped` becomes true.
pub(super) fn answers(live: Arc<Live>, stopped: watch::Receiver<bool>) -> Router {
    Router::new().fallback(answer).with_state(Served { live, stopped })
}

async fn answer(State(served): State<Served>, request: Request) -> Response {
    let live = &served.live;
    let site = live.site();
    let mut hosts = request.headers().get_all(header::HOST).iter();
    // Who names two could be understood in two ways.
    let host = hosts.next().filter(|_| hosts.next().is_none()).and_then(|host| host.to_str().ok());
    let target = request.uri().to_string();
    let wanted = asked(request.method().as_str(), host, &target, &live.host, &|path| site.has(path));
    match wanted {
        Ok(Asked::Events) => events(served),
        Ok(Asked::Script) => bytes(StatusCode::OK, media_type("live.js"), LIVE_JS.into(), None),
        Ok(Asked::Style) => bytes(StatusCode::OK, media_type("live.css"), LIVE_CSS.into(), None),
        Ok(Asked::Folder(at)) => match HeaderValue::from_str(&at) {
            Ok(at) => (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, at)]).into_response(),
            Err(_) => refused(Refused::Address),
        },
        Ok(Asked::File(path)) => file(live, site, path, StatusCode::OK).await,
        Err(Refused::Missing) if live.state().problems.is_empty() && site.has(NOT_FOUND) => {
            file(live, site, NOT_FOUND.to_owned(), StatusCode::NOT_FOUND).await
        }
        // Pages of a broken book come back when it is mended.
        Err(Refused::Missing) if !site.has("index.html") => waiting(),
        Err(why) => refused(why),
    }
}

/// The page for addresses that lead nowhere.
const NOT_FOUND: &str = "404.html";

/// A file of the site. Making it takes a moment, in which others are answered.
async fn file(live: &Arc<Live>, site: Arc<Site>, path: String, status: StatusCode) -> Response {
    let content_type = media_type(&path);
    let live = Arc::clone(live);
    let made = tokio::task::spawn_blocking(move || live.page(&site, &path)).await;
    match made {
        Ok(Ok(Some(Made { bytes: all, tag }))) => {
            bytes(status, content_type, all.to_vec().into(), Some(&tag))
        }
        Ok(Ok(None)) => refused(Refused::Missing),
        Ok(Err(why)) => page(StatusCode::INTERNAL_SERVER_ERROR, "This page cannot be made", &why),
        Err(_) => page(
            StatusCode::INTERNAL_SERVER_ERROR,
            "This page cannot be made",
            "it stopped the program that makes it",
        ),
    }
}

/// What is shown while there is no site yet.
fn waiting() -> Response {
    page(
        StatusCode::SERVICE_UNAVAILABLE,
        "There is no site yet",
        "It appears here as soon as it can be built.",
    )
}

/// A page of our own, which waits for news.
fn page(status: StatusCode, title: &str, text: &str) -> Response {
    let (title, text) = (html_text(&visible(title)), html_text(&visible(text)));
    let all = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n</head>\n<body>\n<h1>{title}</h1>\n<p>{text}</p>\n</body>\n</html>\n"
    );
    bytes(status, media_type("page.html"), with_live(all.into_bytes(), "none", false).into(), None)
}

fn refused(why: Refused) -> Response {
    let status = StatusCode::from_u16(why.status()).unwrap_or(StatusCode::BAD_REQUEST);
    let mut response = bytes(status, media_type("why.txt"), format!("{}\n", why.words()).into(), None);
    if why == Refused::Method {
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    response
}

fn bytes(status: StatusCode, content_type: &'static str, all: Body, tag: Option<&str>) -> Response {
    let mut response = (status, all).into_response();
    let headers = response.headers_mut();
    let mut put = |name: &'static str, value: &'static str| {
        headers.insert(name, HeaderValue::from_static(value));
    };
    put("content-type", content_type);
    // What was served before is never right after a build.
    put("cache-control", "no-store");
    put("x-content-type-options", "nosniff");
    // Pages of others have no business with a site that is being written.
    put("cross-origin-resource-policy", "same-origin");
    if let Some(tag) = tag {
        // A script is told of the first for what it fetches itself, and of the second for what the page loaded.
        let told = [("x-readybook-page", tag.to_owned()), ("server-timing", format!("page;desc=\"{tag}\""))];
        for (name, value) in told {
            if let Ok(value) = HeaderValue::from_str(&value) {
                headers.insert(name, value);
            }
        }
    }
    response
}

/// How the last build ended, and then how each ends, until the server stops.
fn events(served: Served) -> Response {
    let Served { live, stopped } = served;
    let mut news = live.news();
    news.mark_changed();
    let stream = unfold((news, stopped), |(mut news, mut stopped)| async move {
        let stops = async {
            // Its end is one too.
            let _ = stopped.wait_for(|stopped| *stopped).await;
        };
        let changed = {
            match select(pin!(news.changed()), pin!(stops)).await {
                futures_util::future::Either::Left((changed, _)) => changed.is_ok(),
                futures_util::future::Either::Right(_) => false,
            }
        };
        if !changed {
            return None;
        }
        let state = news.borrow_and_update().json();
        Some((Ok::<_, Infallible>(Event::default().event("state").data(state)), (news, stopped)))
    });
    Sse::new(stream).keep_alive(KeepAlive::default()).into_response()
}
