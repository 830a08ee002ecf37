//! What belongs to a problem: lists, lines in bold and places below it are no problems of their own.

use crate::import_items::expect;

#[test]
fn bullets_that_nobody_indented_belong_to_the_number_before_them() {
    expect(&[(
        "## Blockers\n\n1) Locks stick\n- Where: north gate\n- Cause: salt\n\n2) Lamp is out\n- Seen at night\n\n\
         ## Gaps\n\n1. Crane is slow\n  - It waits\n2. Rope frays\n  - It hums\n\n\
         ## Limitations\n\n1. No radio\n2. No flags\n- No horn",
        &[
            "Locks stick / critical / open",
            "Lamp is out / critical / open",
            "Crane is slow / - / open",
            "Rope frays / - / open",
            "No radio / - / open",
            "No flags / - / open",
            "No horn / - / open",
        ],
    )]);
}

#[test]
fn a_place_is_no_problem() {
    expect(&[(
        "## Issues\n\n- `pier/lamps.rs:12`\n- /srv/pier/lamps\n- CI/CD\n- pier/lamps.rs leaks oil",
        &["CI/CD / - / open", "pier/lamps.rs leaks oil / - / open"],
    )]);
}

#[test]
fn what_a_rated_problem_consists_of_is_not_listed_apart() {
    expect(&[
        (
            "## 🟡 Major issues\n\n### 4. Oil in the harbour log\n\n**Severity:** Medium\n\n**Issues found:**\n\n\
             - 12 barrels\n- 3 rags\n\n**Blocking:**\n\n- The pier\n\n\
             ### 5. Lamps without glass 🟢 LOW\n\n**Found**: 9 lamps\n\n**Critical ones**:\n\n- At the mole\n- At the gate",
            &["Oil in the harbour log / medium / open", "Lamps without glass / low / open"],
        ),
        (
            "## Findings\n\n### 1. Security (high)\n\n**Issues found:**\n\n| Issue | Risk |\n|---|---|\n\
             | Gate stands open | Critical |\n| Keys hang outside | Low |",
            &["Gate stands open / critical / open", "Keys hang outside / low / open"],
        ),
    ]);
}
