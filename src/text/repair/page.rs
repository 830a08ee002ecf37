//! The single-byte pages that UTF-8 is read with by mistake.

use std::sync::OnceLock;

use encoding_rs::Encoding;

/// A single-byte page, turned around: which byte a character stands for.
pub(super) struct Page {
    /// Its name for people.
    pub name: &'static str,
    /// By the character's code; 0 where the page does not have it.
    bytes: Vec<u8>,
    /// The characters of the bytes from 80 on; where the page has none, the control character of that number.
    chars: [char; 0x80],
    /// True for the pages whose characters are Latin letters and symbols.
    pub western: bool,
    /// Bytes without a character: what reads a file with this page drops them.
    pub undefined: Vec<u8>,
}

/// The characters of the upper half of the pages of old consoles, which the web has no tables of.
const IBM_437: &str = concat!(
    "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐",
    "└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{A0}",
);
const IBM_850: &str = concat!(
    "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐",
    "└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{AD}±‗¾¶§÷¸°¨·¹³²■\u{A0}",
);

/// Where the characters of a page are known from.
enum Table {
    /// A table of the web.
    Web(&'static Encoding),
    /// All characters from byte 80 on.
    Upper(&'static str),
    /// Every byte is the character of its number, control characters too.
    Numbers,
}

use Table::{Numbers, Upper, Web};

impl Table {
    /// The character of a byte of the upper half.
    fn char(&self, byte: u8) -> Option<char> {
        match self {
            Web(table) => table.decode_without_bom_handling(std::slice::from_ref(&byte)).0.chars().next(),
            Numbers => Some(char::from(byte)),
            Upper(chars) => chars.chars().nth(usize::from(byte & 0x7F)),
        }
    }
}

/// The pages in the order of their likelihood.
pub(super) fn pages() -> &'static [Page] {
    static PAGES: OnceLock<Vec<Page>> = OnceLock::new();
    PAGES.get_or_init(|| {
        [
            ("Windows-1252", Web(encoding_rs::WINDOWS_1252)),
            ("Windows-1254", Web(encoding_rs::WINDOWS_1254)),
            ("Mac Roman", Web(encoding_rs::MACINTOSH)),
            ("ISO-8859-1", Numbers),
            ("Windows-1250", Web(encoding_rs::WINDOWS_1250)),
            ("Windows-1251", Web(encoding_rs::WINDOWS_1251)),
            ("Windows-1253", Web(encoding_rs::WINDOWS_1253)),
            ("Windows-1257", Web(encoding_rs::WINDOWS_1257)),
            ("Windows-1258", Web(encoding_rs::WINDOWS_1258)),
            ("Windows-1255", Web(encoding_rs::WINDOWS_1255)),
            ("Windows-1256", Web(encoding_rs::WINDOWS_1256)),
            ("ISO-8859-2", Web(encoding_rs::ISO_8859_2)),
            ("ISO-8859-15", Web(encoding_rs::ISO_8859_15)),
            ("Windows-874", Web(encoding_rs::WINDOWS_874)),
            ("IBM 866", Web(encoding_rs::IBM866)),
            ("IBM 437", Upper(IBM_437)),
            ("IBM 850", Upper(IBM_850)),
            ("KOI8-R", Web(encoding_rs::KOI8_R)),
        ]
        .map(|(name, table)| Page::new(name, &table))
        .into()
    })
}

impl Page {
    fn new(name: &'static str, table: &Table) -> Page {
        let mut page = Page {
            name,
            bytes: vec![0; 0x1_0000],
            chars: ['\0'; 0x80],
            western: ["Windows-1252", "ISO-8859-1", "Windows-1254", "Mac Roman", "ISO-8859-15"]
                .contains(&name),
            undefined: Vec::new(),
        };
        for byte in 0x80..=0xFF_u8 {
            let c = table.char(byte).unwrap_or('\u{FFFD}');
            // The tables of the web give a control character where the page itself has nothing.
            let is_gap = !matches!(table, Numbers) && ('\u{80}'..='\u{9F}').contains(&c);
            if c == '\u{FFFD}' || is_gap {
                page.undefined.push(byte);
                page.set(byte, char::from(byte));
            } else {
                page.set(byte, c);
            }
        }
        page
    }

    fn set(&mut self, byte: u8, c: char) {
        self.chars[usize::from(byte & 0x7F)] = c;
        let code = usize::try_from(u32::from(c)).unwrap_or(usize::MAX);
        if let Some(place) = self.bytes.get_mut(code) {
            *place = byte;
        }
    }

    /// What a program that reads with this page makes of a character: what it has no character for is gone, replaced,
    /// or a control character.
    pub fn damaged(&self, c: char) -> [String; 3] {
        let char_of = |byte: u8| self.chars[usize::from(byte & 0x7F)];
        let mut utf8 = [0; 4];
        let bytes = c.encode_utf8(&mut utf8).bytes();
        [None, Some('\u{FFFD}'), Some('\0')].map(|gap| {
            let read = |byte: u8| match gap {
                Some('\0') => Some(char_of(byte)),
                gap if self.undefined.contains(&byte) => gap,
                _ => Some(char_of(byte)),
            };
            bytes.clone().filter_map(read).collect()
        })
    }

    /// The byte that a character stands for.
    pub fn byte(&self, c: char) -> Option<u8> {
        let byte = usize::try_from(u32::from(c)).ok().and_then(|code| self.bytes.get(code)).copied();
        byte.filter(|byte| *byte != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::super::known::is_plausible;
    use super::*;

    #[test]
    fn what_a_page_makes_of_bytes_can_have_been_damaged_again() {
        for page in pages() {
            let chars = (0x80..=0xFFFF_u32).filter_map(char::from_u32);
            let strange: String = chars.filter(|c| page.byte(*c).is_some() && !is_plausible(*c)).collect();
            assert_eq!(strange, "", "{}", page.name);
        }
    }
}
