//! Hostile texts, put together from parts.toml.

use serde::Deserialize;

/// What a browser would call.
const CALL: &str = "hit()";

#[derive(Deserialize)]
struct Parts {
    tags: Vec<String>,
    events: Vec<String>,
    spaces: Vec<String>,
    elements: Vec<String>,
    addresses: Vec<String>,
    places: Vec<String>,
    ends: Vec<String>,
    follows: Vec<String>,
    whole: Vec<String>,
}

/// All of them, each once, always in the same order.
pub fn vectors() -> Vec<String> {
    let parts: Parts = toml::from_str(include_str!("parts.toml")).unwrap();
    let mut all = parts.whole;
    for (at, tag) in parts.tags.iter().enumerate() {
        for (event_at, event) in parts.events.iter().enumerate() {
            let space = &parts.spaces[(at + event_at) % parts.spaces.len()];
            all.push(format!("<{tag}{space}{event}=JS>x"));
        }
    }
    let address = |at: usize| parts.addresses[at % parts.addresses.len()].as_str();
    all.extend(parts.elements.iter().enumerate().map(|(at, element)| element.replace("URI", address(at))));
    // Each address in four places, and each place with many of them.
    for at in 0..parts.addresses.len() {
        for step in 0..4 {
            let place = &parts.places[(at * 3 + step * 5) % parts.places.len()];
            all.push(place.replace("URI", address(at)));
        }
    }
    for end in &parts.ends {
        all.extend(parts.follows.iter().map(|follow| format!("{end}{follow}")));
    }
    all.iter().map(|vector| vector.replace("JS", CALL).replace("URI", "javascript:hit()")).collect()
}
