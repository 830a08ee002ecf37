//! Rows of comma-separated values, safe to open in a spreadsheet.

/// One row with its line end. A cell that a spreadsheet would take for a formula gets an apostrophe before it; cells
/// with commas, quotes or line ends are quoted.
pub fn csv_row<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    let cells: Vec<String> = cells.into_iter().map(cell).collect();
    format!("{}\r\n", cells.join(","))
}

fn cell(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let text = if formula { format!("'{text}") } else { text.to_owned() };
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
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
