//! Problems in lines and paragraphs of their own, and what announces them.

use crate::import_items::expect;

#[test]
fn what_is_still_needed_or_does_not_work_is_announced_in_any_language() {
    let headings = [
        "Need to add",
        "Still needed before the harbour opens",
        "What we don't have yet",
        "What doesn't",
        "What could go wrong",
        "Areas requiring attention",
        "Not in place",
        "Was nicht funktioniert",
        "Noch nicht verfügbar",
        "À ajouter",
        "Points d'attention",
        "Por añadir",
        "Lo que no funciona",
        "O que não funciona",
        "Da aggiungere",
        "Нужно добавить",
        "Что не работает",
        "待补充",
        "追加が必要",
    ];
    for heading in headings {
        let text = format!("## {heading}\n\n- Fence at the pier\n- Lamp at the stairs\n");
        expect(&[(&text, &["Fence at the pier / - / open", "Lamp at the stairs / - / open"])]);
    }
}

#[test]
fn lines_that_begin_with_their_severity_are_problems_where_there_are_several() {
    expect(&[
        (
            "## Harbour security\n\n🔴 **Critical:** Gate unlocked at night\n\n🟠 **High:** Lamp at the stairs is dim\n",
            &["Gate unlocked at night / critical / open", "Lamp at the stairs is dim / high / open"],
        ),
        (
            "## Rundgang\n\n- **[P1]** Tor steht nachts offen\n- **[P2]** Lampe ist zu trüb\n",
            &["Tor steht nachts offen / high / open", "Lampe ist zu trüb / medium / open"],
        ),
        ("## Harbour security\n\n**Critical:** no ship was lost since spring.\n", &[]),
        ("## Next steps\n\n- **High:** Lock the gate at night\n- **Low:** Paint the old pier\n", &[]),
    ]);
}

#[test]
fn paragraphs_with_a_name_each_are_problems_below_problems() {
    expect(&[
        (
            "## Known limitations\n\n**Tide feed:** only once a day\n\n**Crane log:** kept for a week\n\n\
             **Lotsenfunk**: nur am Tag\n",
            &[
                "Tide feed: only once a day / - / open",
                "Crane log: kept for a week / - / open",
                "Lotsenfunk: nur am Tag / - / open",
            ],
        ),
        (
            "## Blockers\n\n> **B1:** Gate is unlocked\n>\n> **B2:** Lamp is dim\n",
            &["Gate is unlocked / critical / open", "Lamp is dim / critical / open"],
        ),
        (
            "## Known limitations\n\n**Tide feed:** only once a day\n\nThat is all we know of, and it is enough.\n",
            &[],
        ),
        ("## Tide tables\n\n**Tide feed:** only once a day\n\n**Crane log:** kept for a week\n", &[]),
    ]);
}

#[test]
fn a_counted_line_in_bold_with_its_severity_below_it_is_a_problem() {
    expect(&[(
        "## Rundgang\n\n**Mangel 1: Tor steht offen**\n\nSchweregrad: hoch\n\nJeder kommt herein.\n\n\
         **Problem 2: Lampe ist trüb**\n\nSchweregrad: niedrig\n\nNiemand sieht etwas.\n",
        &["Tor steht offen / high / open", "Lampe ist trüb / low / open"],
    )]);
}

#[test]
fn a_resolution_that_is_only_possible_resolves_nothing() {
    let of = |told: &str| {
        format!("## Issues\n\n### Gate never closes\n\n**Severity:** High\n\n**Resolution:** {told}\n")
    };
    for (told, status) in [
        ("Can be addressed by a new spring", "open"),
        ("The old spring has to be removed", "open"),
        ("Fixed with a new spring in May", "resolved"),
        ("Not yet fixed", "open"),
        ("New spring, work in progress", "partial"),
    ] {
        expect(&[(&of(told), &[format!("Gate never closes / high / {status}").as_str()])]);
    }
}

#[test]
fn key_findings_of_which_most_say_that_all_is_well_are_no_problems() {
    let of = |items: &str| format!("## Sign-off\n\n**Result:** done\n\n**Key findings:**\n{items}");
    expect(&[
        (
            &of(
                "- All critical ropes hold\n- No open issues\n- The crane works well\n- Ready for the season\n",
            ),
            &[],
        ),
        (
            &of("- The gate is unlocked\n- No fence at the pier\n- The crane works well\n"),
            &[
                "The gate is unlocked / - / open",
                "No fence at the pier / - / open",
                "The crane works well / - / open",
            ],
        ),
    ]);
}

#[test]
fn a_severity_of_an_alarm_tells_of_no_problem() {
    expect(&[(
        "## Incident response\n\n- **P1:** call the pilot within ten minutes\n- **P2:** call the pilot within an hour\n",
        &[],
    )]);
}

#[test]
fn an_area_of_one_word_with_a_severity_goes_on_a_series_of_problems() {
    expect(&[(
        "## More to think of\n\n### 1. Winch oil 🟡 MEDIUM\n\n- never changed\n\n### 2. Security 🟡 MEDIUM\n\n\
         - nobody looked at the locks\n",
        &["Winch oil / medium / open", "Security / medium / open"],
    )]);
}

#[test]
fn lines_that_name_a_risk_below_a_heading_of_risks_are_problems() {
    let lines = "**Risk:** The locks were never opened\n**Mitigation:** All locks are alike\n\n\
                 **Risk:** The charts are blurred\n**Mitigation:** A guide says how to draw them\n";
    let of = |heading: &str| {
        format!("## Risk assessment\n\n### 4.1 Critical risks (none) ✅\n\nNone.\n\n### {heading}\n\n{lines}")
    };
    expect(&[
        (
            &of("4.2 Medium risks (mitigated)"),
            &[
                "The locks were never opened / medium / resolved",
                "The charts are blurred / medium / resolved",
            ],
        ),
        (
            &of("4.3 Low risks"),
            &["The locks were never opened / low / open", "The charts are blurred / low / open"],
        ),
        // How bad one problem is.
        (
            "## Critical blockers\n\n### 1. Kill switch stays up\n\n**Risk:** Extreme if it sails\n**Fix:** Mend it\n",
            &["Kill switch stays up / critical / open"],
        ),
    ]);
}

#[test]
fn what_speaks_of_the_items_before_is_no_problem_of_its_own() {
    for said in [
        "These are cosmetic, nothing breaks",
        "They are painted over each May",
        "Das sind nur Flecken",
        "Ce sont des taches",
        "Estas son manchas",
    ] {
        expect(&[(
            &format!("## Known issues\n\n- 54 planks are stained\n- {said}\n"),
            &["54 planks are stained / - / open"],
        )]);
    }
}

#[test]
fn a_fourth_priority_is_low() {
    expect(&[(
        "## Gaps\n\n### Priority 4: nice things\n\n- Paint the hull\n",
        &["Paint the hull / low / open"],
    )]);
}
