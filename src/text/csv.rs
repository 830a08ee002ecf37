//! Rows of comma-separated values, safe to open in a spreadsheet.

/// One row with its line end. A cell that a spreadsheet would take for a formula gets an apostrophe before it; cells
/// with commas, quotes or line ends are quoted.
pub fn csv_row<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    let mut out = String::new();
    for (at, cell) in cells.into_iter().enumerate() {
        push_csv_cell(&mut out, at, cell);
    }
    out.push_str("\r\n");
    out
}

/// Adds the cell at a place of a row, as [`csv_row`] has it.
pub fn push_csv_cell(out: &mut String, at: usize, text: &str) {
    if at > 0 {
        out.push(',');
    }
    let mark = if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '﹦', '＋', '－', '＠'])
    {
        "'"
    } else {
        ""
    };
    let quote = if text.contains([',', '"', '\n', '\r']) { "\"" } else { "" };
    out.extend([quote, mark]);
    // Without a quote this is the text as it is.
    for (at, part) in text.split('"').enumerate() {
        out.extend([if at > 0 { "\"\"" } else { "" }, part]);
    }
    out.push_str(quote);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula_and_none_breaks_out() {
        let row = csv_row([
            "=1+1",
            "+1",
            "-1",
            "@a",
            "\tb",
            "\rc",
            "a,b",
            "say \"so\"",
            "two\nlines",
            "plain - = +",
        ]);
        assert_eq!(
            row,
            "'=1+1,'+1,'-1,'@a,'\tb,\"'\rc\",\"a,b\",\"say \"\"so\"\"\",\"two\nlines\",plain - = +\r\n"
        );
    }
}
