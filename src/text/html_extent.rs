//! What HTML comes to in a parser that mends it as browsers do: formatting that is left open is opened again in every block
//! that follows, so that a few bytes can stand for millions of elements, and what stands in many others is slow to place.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt::Write as _;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

/// Elements that are opened again where a block ends before them: the "formatting" of the HTML standard, 13.2.4.3.
const FORMATTING: [&str; 14] =
    ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];

/// Elements that have no end.
const VOID: [&str; 18] = [
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "keygen",
    "link", "meta", "param", "source", "track", "wbr",
];

/// The level of paragraphs, which any block ends.
const PARAGRAPH: u8 = 9;

/// Elements whose end need not be written, with their levels: one begins where another of its level or a deeper one ends.
const IMPLIED: [(&str, u8); 16] = [
    ("caption", 1),
    ("colgroup", 1),
    ("dd", 5),
    ("dt", 5),
    ("li", 5),
    ("optgroup", 5),
    ("option", 6),
    ("p", PARAGRAPH),
    ("rp", 5),
    ("rt", 5),
    ("tbody", 1),
    ("td", 3),
    ("tfoot", 1),
    ("th", 3),
    ("thead", 1),
    ("tr", 2),
];

/// How often a parser opens formatting of the same name and attributes again, however often it was left open.
const ALIKE: u64 = 3;

/// How many elements an end tag looks back for what it ends; beyond, it is taken to end nothing.
const LOOKED_BACK: usize = 100;

/// Steps that an element may take on average: from it to those that it stands in.
const STEPS: u64 = 200;

/// Counts what HTML comes to, piece by piece. What is counted is never less than what a parser makes.
pub struct HtmlExtent(Tokenizer<Nest>);

impl Default for HtmlExtent {
    fn default() -> HtmlExtent {
        HtmlExtent(Tokenizer::new(Nest::default(), TokenizerOpts::default()))
    }
}

impl HtmlExtent {
    /// Adds a piece of HTML.
    pub fn add(&mut self, html: &str) {
        let input = BufferQueue::default();
        input.push_back(StrTendril::from_slice(html));
        // It stops behind a script, which is none to it.
        while !input.is_empty() {
            let _ = self.0.feed(&input);
        }
    }

    /// Adds a block or a text that stands between pieces.
    pub fn add_other(&mut self) {
        let mut state = self.0.sink.0.borrow_mut();
        state.elements += state.formatting;
    }

    /// True where it comes to more than so many elements, or takes as long as they may.
    pub fn exceeds(&self, elements: u64) -> bool {
        let state = self.0.sink.0.borrow();
        state.elements > elements || state.steps > elements.saturating_mul(STEPS)
    }
}

impl std::fmt::Debug for HtmlExtent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("HtmlExtent").field(&self.0.sink.0.borrow().elements).finish()
    }
}

/// Elements that are open, as far as their ends are certain.
#[derive(Default)]
struct Nest(RefCell<State>);

#[derive(Default)]
struct State {
    open: Vec<Open>,
    /// Formatting that is open, by its name and attributes.
    alike: HashMap<String, u64>,
    /// How much of it is opened again.
    formatting: u64,
    elements: u64,
    steps: u64,
}

struct Open {
    name: Box<str>,
    /// Name and attributes of what is formatting.
    formatting: Option<String>,
    level: Option<u8>,
}

impl State {
    fn start(&mut self, tag: &Tag) {
        let name = &*tag.name;
        self.elements += 1 + self.formatting;
        self.steps += self.open.len() as u64;
        let level = IMPLIED.iter().find(|(implied, _)| *implied == name).map(|(_, level)| *level);
        let formatting = FORMATTING.contains(&name).then(|| {
            let mut key = name.to_owned();
            for attribute in &tag.attrs {
                // Writing to a string cannot fail.
                let _ = write!(key, " {}={:?}", attribute.name.local, attribute.value);
            }
            key
        });
        // A block ends a paragraph.
        let ends = level.or(formatting.is_none().then_some(PARAGRAPH));
        while self.open.last().and_then(|top| top.level).zip(ends).is_some_and(|(top, own)| top >= own) {
            self.open.pop();
        }
        if VOID.contains(&name) {
            return;
        }
        if let Some(key) = &formatting {
            let alike = self.alike.entry(key.clone()).or_default();
            *alike += 1;
            self.formatting += u64::from(*alike <= ALIKE);
        }
        self.open.push(Open { name: name.into(), formatting, level });
    }

    /// Formatting ends only where nothing else is open in it: whatever else a parser would end, it may open again.
    fn end(&mut self, name: &str) {
        if FORMATTING.contains(&name) {
            let ended = self.open.pop_if(|top| *top.name == *name).and_then(|top| top.formatting);
            if let Some(alike) = ended.and_then(|key| self.alike.get_mut(&key)) {
                self.formatting -= u64::from(*alike <= ALIKE);
                *alike -= 1;
            }
            return;
        }
        let passes = |open: &&Open| open.formatting.is_some() || open.level.is_some();
        let back = self.open.iter().rev().take(LOOKED_BACK);
        let above = back.clone().take_while(|open| passes(open) && *open.name != *name).count();
        if back.clone().nth(above).is_some_and(|open| *open.name == *name) {
            let ended = self.open.split_off(self.open.len() - above - 1);
            self.open.extend(ended.into_iter().filter(|open| open.formatting.is_some()));
        }
    }
}

impl TokenSink for Nest {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        let mut state = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                state.start(&tag);
                return match &*tag.name {
                    "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
                    "style" | "xmp" | "iframe" | "noembed" | "noframes" => {
                        TokenSinkResult::RawData(RawKind::Rawtext)
                    }
                    "script" => TokenSinkResult::RawData(RawKind::ScriptData),
                    "plaintext" => TokenSinkResult::Plaintext,
                    _ => TokenSinkResult::Continue,
                };
            }
            Token::TagToken(tag) => state.end(&tag.name),
            Token::CharacterTokens(_) => state.elements += state.formatting,
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn elements(html: &str) -> u64 {
        let mut extent = HtmlExtent::default();
        extent.add(html);
        extent.0.sink.0.borrow().elements
    }

    #[test]
    fn what_people_write_comes_to_about_what_stands_there() {
        for (html, most) in [
            ("<details><summary>S</summary><b>x</b> y</details>".repeat(100), 400),
            ("<table><tr><td>a<td><b>b</b><tr><td>c</table>".repeat(100), 800),
            ("<ul><li>a<li>b<p>c</ul><img src=x><br>".repeat(100), 700),
            ("<div><i>x</div></i>".repeat(10), 60),
            // However often the same is left open, it is opened again three times.
            ("<p><i>x</p>\n".repeat(1000), 15_000),
        ] {
            let mut extent = HtmlExtent::default();
            extent.add(&html);
            assert!(!extent.exceeds(most), "{html:.60}: {extent:?}");
        }
    }

    #[test]
    fn what_is_left_open_is_counted_in_all_that_follows() {
        let many: String = (0..1000).map(|n| ["<b class=", &n.to_string(), ">"].concat()).collect();
        for hidden in [
            "",
            "<select></b></select>",
            "<!-- </b> -->",
            "<i title='</b>'></i>",
            "<textarea></b></textarea>",
        ] {
            let html = many.clone() + &hidden.repeat(1000) + &"<p>x".repeat(1000);
            assert!(elements(&html) > 1_000_000, "{hidden}");
        }
        let mut extent = HtmlExtent::default();
        extent.add(&many);
        (0..1000).for_each(|_| extent.add_other());
        assert!(extent.exceeds(1_000_000), "{extent:?}");
    }

    #[test]
    fn what_stands_in_many_others_takes_many_steps() {
        for deep in ["<div>", "<details><summary>", "<ul><li>"] {
            let mut extent = HtmlExtent::default();
            extent.add(&deep.repeat(20_000));
            assert!(extent.exceeds(250_000), "{deep}");
            let mut extent = HtmlExtent::default();
            extent.add(&deep.repeat(1_000));
            assert!(!extent.exceeds(250_000), "{deep}");
        }
    }
}
