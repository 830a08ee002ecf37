//! The functions with which templates say words of the interface: `say(key="portfolio.title", n=3)`, and `rich` for
//! those that hold HTML. The values of both are texts or numbers.

use std::borrow::Cow;
use std::sync::Arc;

use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

use super::Words;
use crate::text::{html_attribute, isolated};

/// Gives templates the words.
pub(super) fn register(tera: &mut Tera, words: &Arc<Words>) {
    tera.register_filter("head_title", head_title);
    tera.register_filter("head_description", head_description);
    tera.register_filter("isolated", isolated_value);
    let own = Arc::clone(words);
    tera.register_function("say", move |kwargs: Kwargs, _: &State| said(&own, &kwargs, str::to_owned));
    let own = Arc::clone(words);
    // The words may hold HTML, the values never.
    tera.register_function("rich", move |kwargs: Kwargs, _: &State| {
        said(&own, &kwargs, html_attribute).map(|text| Value::safe_string(&text))
    });
}

/// `{% filter head_title %}…{% endfilter %}`: the title of a page as all that its head needs it for.
fn head_title(title: &str, _: Kwargs, _: &State) -> Value {
    let title = title.trim();
    Value::safe_string(&format!("<title>{title}</title>\n<meta property=\"og:title\" content=\"{title}\">"))
}

/// The same for its description.
fn head_description(text: &str, _: Kwargs, _: &State) -> Value {
    let text = text.trim();
    Value::safe_string(&format!("<meta name=\"description\" property=\"og:description\" content=\"{text}\">"))
}

/// `{{ name | isolated }}`: a value as `say` fills it in.
fn isolated_value(value: &Value, _: Kwargs, _: &State) -> Value {
    match value.as_str().map(isolated) {
        Some(Cow::Owned(text)) => Value::from(text),
        _ => value.clone(),
    }
}

fn said(words: &Words, kwargs: &Kwargs, value: impl Fn(&str) -> String) -> TeraResult<String> {
    let key = kwargs.must_get::<&str>("key")?;
    // Most words need no values: the key is all that is given.
    let given = kwargs.iter().filter(|(name, _)| name.as_str() != Some("key"));
    let values: Vec<(String, String)> =
        given.map(|(name, given)| (name.to_string(), value(&given.to_string()))).collect();
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (&**name, &**value)).collect();
    let unknown = || {
        Error::message(format!("no file of words has the key `{key}`; add it to words/en.toml of the theme"))
    };
    words.say(key, &values).ok_or_else(unknown)
}
