//! A tar archive, compressed with Zstandard.

use super::{Format, Member};

pub(super) const FORMAT: Format =
    Format { name: "tar.zst", summary: "for `tar`: small, and unpacked by every current system", write };

/// How hard to compress: further levels take longer and win little.
const LEVEL: i32 = 12;

fn write(members: &[Member], folder: &str, time: i64) -> Result<Vec<u8>, String> {
    let failed = |error: std::io::Error| format!("the archive cannot be packed: {error}");
    let mut archive = tar::Builder::new(Vec::new());
    for Member { path, bytes } in members {
        // Owner, group and their names stay empty: they would tell of the machine.
        let mut header = tar::Header::new_ustar();
        header.set_entry_type(tar::EntryType::Regular);
        header.set_mode(0o644);
        header.set_uid(0);
        header.set_gid(0);
        header.set_mtime(u64::try_from(time).unwrap_or_default());
        header.set_size(bytes.len() as u64);
        archive.append_data(&mut header, format!("{folder}/{path}"), bytes.as_slice()).map_err(failed)?;
    }
    let packed = archive.into_inner().map_err(failed)?;
    zstd::encode_all(packed.as_slice(), LEVEL).map_err(failed)
}
