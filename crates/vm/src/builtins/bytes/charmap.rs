//! Encodings that have one byte for each character, and characters of their own from 0x80 on.

/// Such an encoding: characters for bytes from 0x80 on, NUL where there is none. Bytes beyond them are Latin-1.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Charmap {
    upper: &'static str,
}

const FIRST: u32 = 0x80;

/// Windows' Latin-1, with characters in place of most control codes.
pub(super) static CP1252: Charmap =
    Charmap { upper: "€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ" };

/// Windows' Cyrillic.
pub(super) static CP1251: Charmap = Charmap {
    upper: "ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—\0™љ›њќћџ\u{a0}ЎўЈ¤Ґ¦§Ё©Є«¬\u{ad}®Ї°±Ііґµ¶·ё№є»јЅѕїАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабв \
     гдежзийклмнопрстуфхцчшщъыьэюя",
};

/// The first PC's, which archives use for names of files.
pub(super) static CP437: Charmap = Charmap {
    upper: "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φ \
     ε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}",
};

impl Charmap {
    pub fn named(plain: &str) -> Option<&'static Charmap> {
        Some(match plain {
            "cp1252" | "windows-1252" | "1252" => &CP1252,
            "cp1251" | "windows-1251" | "1251" => &CP1251,
            "cp437" | "437" | "ibm437" => &CP437,
            _ => return None,
        })
    }

    pub fn character(&self, byte: u8) -> Option<char> {
        match u32::from(byte).checked_sub(FIRST).and_then(|at| self.upper.chars().nth(at as usize)) {
            Some('\0') => None,
            Some(c) => Some(c),
            None => Some(char::from(byte)),
        }
    }

    pub fn byte(&self, c: char) -> Option<u8> {
        let code = u32::from(c);
        if let Some(at) = self.upper.chars().position(|own| own == c && c != '\0') {
            return u8::try_from(FIRST as usize + at).ok();
        }
        let covered = FIRST..FIRST + self.upper.chars().count() as u32;
        u8::try_from(code).ok().filter(|_| !covered.contains(&code))
    }
}
