//! All integration tests, in one binary that links once.
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::panic,
    reason = "tests look at files and may fail"
)]

mod action;
mod architecture;
mod archive;
mod bad_input;
mod book;
mod books;
mod collect;
mod commands;
mod compile_again;
mod data;
mod determinism;
mod diagnostics_page;
mod evidence_age;
mod evidence_page;
mod example_book;
mod export;
mod fix;
mod format_page;
mod formats;
mod fuzzed;
mod hidden;
mod history;
mod hostile;
mod import;
mod import_again;
mod import_figures;
mod import_forms;
mod import_items;
mod import_lines;
mod import_marks;
mod import_parts;
mod import_readings;
mod import_sections;
mod import_shapes;
mod import_tables;
mod import_verdicts;
mod import_writing;
mod kept;
mod killed;
mod order;
mod places;
mod publish;
mod published;
mod registers;
mod review;
mod review_built;
mod review_clones;
mod review_edges;
mod review_evidence;
mod review_hostile;
mod review_judged;
mod review_length;
mod review_states;
mod review_told;
mod robust;
mod rubrics;
mod rule_pages;
mod rules;
mod schema_values;
mod schemas;
mod score_command;
mod scores;
mod scoring_page;
mod seals;
mod seals_by_shell;
mod seals_joined;
mod seals_of_history;
mod seals_verified;
mod search_page;
mod serve;
mod serve_hostile;
mod shown;
mod since;
mod soak;
mod themes_page;
mod unchanged;
mod verdicts;
mod weight;
mod words;
mod xss;
