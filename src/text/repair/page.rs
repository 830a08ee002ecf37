//! The single-byte pages that UTF-8 is read with by mistake.

use std::sync::OnceLock;

use encoding_rs::Encoding;

/// A single-byte page, turned around: which byte a character stands for.
pub(super) struct Page {
    /// Its name for people.
    pub name: &'static str,
    /// By the character's code; 0 where the page does not have it.
    bytes: Vec<u8>,
    /// True for the pages whose characters are Latin letters and symbols.
    pub western: bool,
    /// Bytes without a character: what reads a file with this page drops them.
    pub undefined: Vec<u8>,
}

/// The pages in the order of their likelihood.
pub(super) fn pages() -> &'static [Page] {
    static PAGES: OnceLock<Vec<Page>> = OnceLock::new();
    PAGES.get_or_init(|| {
        [
            ("Windows-1252", encoding_rs::WINDOWS_1252),
            ("Windows-1254", encoding_rs::WINDOWS_1254),
            ("Mac Roman", encoding_rs::MACINTOSH),
            ("Windows-1250", encoding_rs::WINDOWS_1250),
            ("Windows-1251", encoding_rs::WINDOWS_1251),
            ("Windows-1253", encoding_rs::WINDOWS_1253),
            ("Windows-1257", encoding_rs::WINDOWS_1257),
            ("Windows-1258", encoding_rs::WINDOWS_1258),
            ("Windows-1255", encoding_rs::WINDOWS_1255),
            ("Windows-1256", encoding_rs::WINDOWS_1256),
            ("ISO-8859-2", encoding_rs::ISO_8859_2),
            ("ISO-8859-15", encoding_rs::ISO_8859_15),
            ("Windows-874", encoding_rs::WINDOWS_874),
            ("IBM 866", encoding_rs::IBM866),
            ("KOI8-R", encoding_rs::KOI8_R),
        ]
        .map(|(name, table)| Page::new(name, table))
        .into()
    })
}

impl Page {
    fn new(name: &'static str, table: &'static Encoding) -> Page {
        let mut page = Page {
            name,
            bytes: vec![0; 0x1_0000],
            western: ["Windows-1252", "Windows-1254", "Mac Roman", "ISO-8859-15"].contains(&name),
            undefined: Vec::new(),
        };
        for byte in 0x80..=0xFF_u8 {
            let (text, _) = table.decode_without_bom_handling(std::slice::from_ref(&byte));
            let c = text.chars().next().unwrap_or('\u{FFFD}');
            // The tables of the web give a control character where the page itself has nothing.
            if c == '\u{FFFD}' || ('\u{80}'..='\u{9F}').contains(&c) {
                page.undefined.push(byte);
                page.set(char::from(byte), byte);
            } else {
                page.set(c, byte);
            }
        }
        page
    }

    fn set(&mut self, c: char, byte: u8) {
        let code = usize::try_from(u32::from(c)).unwrap_or(usize::MAX);
        if let Some(place) = self.bytes.get_mut(code) {
            *place = byte;
        }
    }

    /// The byte that a character stands for.
    pub fn byte(&self, c: char) -> Option<u8> {
        let byte = usize::try_from(u32::from(c)).ok().and_then(|code| self.bytes.get(code)).copied();
        byte.filter(|byte| *byte != 0)
    }
}
