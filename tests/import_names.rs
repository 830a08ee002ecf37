//! The project, its version and the day: labels that are put together, and names in prose and titles.

use serde_json::Value;

use crate::import_readings::all_facts;

fn expect(fact: &str, expected: &[(Option<&str>, &str)]) {
    let texts: Vec<String> = expected
        .iter()
        .map(|(_, text)| format!("{text}\n\n## Conclusion\n\nReady for production."))
        .collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    for ((value, text), facts) in expected.iter().zip(all_facts(&texts)) {
        assert_eq!(facts[fact], value.map_or(Value::Null, Value::from), "{text}");
    }
}

#[test]
fn a_label_may_say_that_something_is_what_was_looked_at() {
    expect(
        "release",
        &[
            (Some("4.2.0"), "**Version Under Review:** 4.2.0"),
            (Some("4.2.0"), "**Reviewed version:** 4.2.0"),
            (Some("4.2.0"), "**Audited Release:** 4.2.0"),
            (Some("4.2.0"), "**Versión evaluada:** 4.2.0"),
            (Some("4.2.0"), "**Contract Version:** 4.2.0"),
            (None, "**Lamp Version:** 4.2.0"),
            (None, "**Template version under review:** 3.1"),
        ],
    );
    expect(
        "project",
        &[
            (Some("Harbour Gate"), "# Readiness report\n\n**Assessed system:** Harbour Gate"),
            (Some("Harbour Gate"), "# Readiness report\n\n**Product under review:** Harbour Gate"),
            (None, "# Readiness report\n\n**Product owner:** Harbour Gate"),
        ],
    );
}

#[test]
fn a_name_stands_before_what_holds_it() {
    let title = "# Readiness report\n\n";
    let texts = [
        "This is an audit of the Harbour Gate codebase for production.",
        "The Harbour Gate repository was reviewed in March.",
    ];
    let texts = texts.map(|text| format!("{title}{text}"));
    let names = texts.each_ref().map(|text| (Some("Harbour Gate"), text.as_str()));
    expect("project", &names);
    let backend = format!("{title}**The KELPO backend is PRODUCTION READY!**");
    expect("project", &[(Some("KELPO"), &backend)]);
    let kind = format!("{title}This tells the readiness status of the **Harbour Live Ecosystem**.");
    expect("project", &[(Some("Harbour Live Ecosystem"), &kind)]);
}

#[test]
fn a_name_is_what_the_first_sentences_begin_with_and_the_report_comes_back_to() {
    let of = |first: &str| {
        format!(
            "# Production readiness audit\n\n{first}\n\n## Risks\n\n- Kelpline has no logs\n- The crew of Kelpline sleeps\n- Backups are in the hold, Anchors too\n- Anchors rust"
        )
    };
    let named = [
        "Kelpline should test its backups before anybody goes live.",
        "**Kelpline**, a booking desk for berths, was looked at in July.",
        "This is a review of Kelpline's readiness.",
    ];
    let none = [
        "Anchors should be tested before launch, and anchors are dear.",
        "Nobody should deploy on a Friday.",
        "We had a good week with Kelpline.",
        "Kelpline: three weeks to go",
    ];
    let named = named.map(of);
    let none = none.map(of);
    let expected = named.iter().map(|text| (Some("Kelpline"), text.as_str()));
    expect("project", &expected.chain(none.iter().map(|text| (None, text.as_str()))).collect::<Vec<_>>());
}

#[test]
fn the_layers_that_a_scope_lists_are_no_name() {
    let title = "# Readiness report\n\n";
    let texts = ["**Scope:** Frontend React application and backend", "**Scope:** Entire Kelpline monorepo"]
        .map(|text| format!("{title}{text}"));
    expect("project", &[(None, texts[0].as_str()), (Some("Kelpline"), texts[1].as_str())]);
}

#[test]
fn the_day_until_which_something_holds_is_not_the_reports() {
    expect(
        "date",
        &[(None, "**Certificate valid to:** 2027-01-01"), (Some("2026-03-05"), "**Signed:** 2026-03-05")],
    );
}

#[test]
fn a_version_stands_wherever_a_label_names_it_and_is_of_no_part() {
    let title = "# Readiness report\n\nReady.\n\n## Lamps\n\n";
    let own = [
        "All burn.\n\n## Help\n\nAsk the crew.\n\n**Last updated:** 2026-03-05\n**Project Version:** 1.4.0-beta",
        "**Result:** all burn\n**App version:** 1.4.0-beta\n\n## Doors\n\nText.",
        "## Meta\n\n| Key | Value |\n|---|---|\n| Application version | 1.4.0-beta |\n| Auditor | Ann |",
    ]
    .map(|text| format!("{title}{text}"));
    let unknown = format!("{title}All burn.\n\n---\n\n**🏷️ גרסת מערכת**: v1.4.0-beta");
    let other = [
        "**ORM**: Tidal ORM v0.30.10 with a small pool",
        "### Lamp library\n\n**Package version:** 1.2.3\n\n### Pump library\n\n**Package version:** 4.5.6",
        "**Result:** all burn\n**Version:** 1.4.0-beta",
        "**Report version:** 1.2.0",
        "All burn.\n\n---\n\n- Tidal: v3.2.1",
    ]
    .map(|text| format!("{title}{text}"));
    let mut expected: Vec<_> = own.iter().map(|text| (Some("1.4.0-beta"), text.as_str())).collect();
    expected.push((Some("v1.4.0-beta"), unknown.as_str()));
    expected.extend(other.iter().map(|text| (None, text.as_str())));
    expect("release", &expected);
}

#[test]
fn a_word_of_the_first_lines_is_the_name_where_it_is_written_like_one() {
    let texts = [
        (Some("TideWatcher"), "## Scope\n\nPhase 27 moves TideWatcher from a prototype to a platform."),
        (
            Some("Dock-Eye"),
            "This audit lists the gaps that separate the current Dock-Eye branch from production.",
        ),
        (Some("TideWatcher"), "We looked at TideWatcher over three days and found four gaps."),
        (Some("TideWatcher"), "TideWatcher's launch is planned for May. This is what is left."),
        (Some("KelpOS"), "Dieser Bericht prüft, ob KelpOS produktionsreif ist."),
        (Some("KelpOS"), "Este relatório avalia o KelpOS antes do lançamento."),
        (Some("KelpOS"), "本报告评估 KelpOS 是否可以上线。"),
        (Some("Kelpo"), "## Verdict\n\n> **Kelpo is production-ready for a controlled launch.**"),
        (Some("Tidal Pump Control System"), "Review of the Tidal Pump Control System for production."),
        (None, "The backend is written in TypeScript and deployed to CloudFront."),
        (None, "Uses WebSocket; see DEPLOYMENT_GUIDE.md. All APIs burn."),
        (None, "All lamps run on TideCloud and report to TideCloud."),
        (None, "None found.\n\n## Lamps\n\nNone found.\n\n## Doors\n\nNone open. None."),
        (None, "Everything is ready for production."),
        (None, "Partial/unknown is ready for no check."),
    ];
    let texts = texts.map(|(name, text)| (name, format!("# Readiness report\n\n{text}")));
    let expected: Vec<_> = texts.iter().map(|(name, text)| (*name, text.as_str())).collect();
    expect("project", &expected);
}

#[test]
fn what_a_chapter_far_below_explains_is_not_the_project() {
    let lists = "- Lamps burn\n".repeat(30);
    let text = format!(
        "# Readiness report\n\n## Lamps\n\n{lists}\n## Tools\n\nSkerry is a mesh. Skerry has masts. Use Skerry."
    );
    expect("project", &[(None, text.as_str())]);
}

#[test]
fn a_heading_below_the_title_is_a_subtitle_only_where_no_section_begins_with_it() {
    expect(
        "project",
        &[
            (Some("Harbour Gate"), "## Harbour Gate\n\n## Lamps\n\nAll burn."),
            (Some("Harbour Gate"), "# Harbour Gate\n\n---\n\n## Lamps\n\nAll burn."),
            (Some("Kelpo"), "## Kelpo\n\n### Summary\n\nAll burn."),
            (Some("Kelpo"), "# Kelpo\n\n## Lamps\n\nAll burn."),
            (Some("Kelpo Booking Platform"), "## Kelpo Booking Platform\n\n### Summary\n\nAll burn."),
            (
                Some("Advanced Tide Booking System"),
                "## Advanced Tide Booking System\n\n### Gate report\n\n> Text.",
            ),
            (None, "## Warmth Final Polish & Assessment\n\n---\n\nText."),
            (None, "## Lamp Cleanup\n\n### Steps\n\nAll burn."),
            (None, "## ✅ Lamps Applied\n\n---\n\nAll burn."),
            (None, "## ✅ **WHAT SHINES BRIGHTLY**\n\n---\n\nAll burn."),
        ],
    );
}

#[test]
fn what_a_label_counts_is_no_name() {
    expect("project", &[(None, "**Total Lamps in Repository:** 16 lamps")]);
}

#[test]
fn a_sentence_that_says_what_software_it_is_names_it() {
    expect(
        "project",
        &[
            (Some("Kelpline"), "Kelpline is a booking platform for ferries."),
            (Some("Kelpline"), "Kelpline (the Desk) is a robust booking platform with lamps."),
            (Some("Kelpline"), "Kelpline ist eine Plattform für Fähren."),
            (Some("Kelpline"), "Kelpline est une plateforme de réservation."),
            (Some("Kelpline"), "Kelpline es una plataforma de reservas."),
            (Some("Kelpline"), "Kelpline é uma plataforma de reservas."),
            (None, "Anchorpay is configured for the platform."),
            (None, "Anchorpay has a small queue."),
            (None, "This is a platform for ferries."),
            (None, "Downtime is a problem of the platform."),
            (None, "The launch is on hold until Ada Byron is back from the sea."),
            (Some("Harbour Gate"), "This list says what must hold before Harbour Gate is taken for ready."),
            (None, "This list says what must hold before Lamps are ready for production."),
            (Some("Harbour Gate"), "An audit of the Harbour Gate booking, crew and berth platform."),
            (None, "project: string;"),
        ],
    );
}

#[test]
fn where_nothing_else_names_it_the_repository_does() {
    expect(
        "project",
        &[
            (Some("kelpline"), "**Repository:** https://code.example/crew/kelpline.git"),
            (Some("kelpline-desk"), "**Repo**: `crew/kelpline-desk` @ branch `main`"),
            (Some("kelp-line"), "- **Dépôt :** kelp-line"),
            (Some("kelpline"), "**Repository:** https://code.example/crew/kelpline/tree/main"),
            (None, "**Repository:** https://code.example"),
            (None, "**Repository:** Clean"),
            (Some("Harbour Gate"), "**Project:** Harbour Gate\n**Repository:** crew/kelpline"),
            (None, "**Repository:** D:\\ships"),
            (None, "**Repository:** crew/backend"),
        ],
    );
}

#[test]
fn the_subject_of_a_sentence_that_concludes_is_the_project() {
    let of = |last: &str| format!("Ten things were seen.\n\n## Lamps\n\n- Dim\n\n{last}");
    let texts = [
        (
            Some("Kelp4Tide"),
            of("## Closing\n\nThe Kelp4Tide app is now **ready for production** with:\n\n1. Lamps\n2. Ropes"),
        ),
        (Some("TideWatcher"), of("## Final conclusion\n\nTideWatcher has made great progress.")),
        (
            Some("Kelp Light"),
            of("## Closing\n\nYour Kelp Light application has become ready for production."),
        ),
        (None, of("## Lamps below\n\nTIDE has made great progress.")),
        (Some("TIDE"), of("## Closing summary\n\nTIDE has made great progress.")),
        (None, of("## Closing\n\nThis PR is ready for production.")),
        (None, of("## Closing\n\nAll of the lamps are ready for production.")),
    ];
    expect("project", &texts.each_ref().map(|(name, text)| (*name, text.as_str())));
}

#[test]
fn a_name_stands_behind_the_kind_that_it_is_of() {
    expect(
        "project",
        &[
            (
                Some("Tide-Gate"),
                "After a look at the LampPanel, the **Tide-Gate (Kelp Warden)** project is ready.",
            ),
            (Some("Kelp Light"), "Auditoría del producto Kelp Light antes de abrir."),
            (Some("KELP UKM"), "Sistem KELP UKM diperiksa."),
            (None, "It was moved from pages to the newer app Router."),
        ],
    );
}

#[test]
fn latin_words_before_another_script_are_a_name() {
    expect(
        "project",
        &[
            (Some("KELP SDK"), "KELP SDK를 배포하기 전 목록입니다."),
            (None, "kelp를 배포하기 전 목록입니다."),
            (Some("KELP"), "# KELP 工作進度報告"),
        ],
    );
}

#[test]
fn a_technology_is_no_project_wherever_it_stands() {
    expect(
        "project",
        &[
            (None, "Your WebRTC calling code works, but needs four changes."),
            (None, "**Scope:** multi-tenant Local SEO SaaS"),
            (Some("Tideline"), "**Project:** Tideline\n\nIts WebRTC calling code works."),
        ],
    );
}

#[test]
fn a_heading_below_the_title_that_ends_with_a_version_is_a_name_as_a_whole() {
    let titled = "## API Checklist Harbour v1.2.0\n\n**Owner:** port team";
    expect("project", &[(Some("API Checklist Harbour"), titled)]);
    expect(
        "release",
        &[
            (Some("v1.2.0"), titled),
            (Some("v1.2.0"), "**Codebase:** TideGate v1.2.0"),
            (Some("1.2.0"), "All is well.\n\n---\n\n*Backend version: 1.2.0*"),
            (None, "All is well.\n\n---\n\n*Lamp version: 1.2.0*"),
        ],
    );
}

#[test]
fn a_codebase_with_a_version_is_the_project() {
    let reviewed = |line: &str| format!("# TIDEGATE FULL PRODUCT + CODE REVIEW\n\n**Owner:** port\n{line}");
    expect("project", &[(Some("TideGate"), &reviewed("**Codebase:** TideGate v5 (166 files)"))]);
    expect("project", &[(Some("TideGate"), &reviewed("**Project:** TideGate\n**Codebase:** pier-tool v5"))]);
}

#[test]
fn a_version_behind_a_labelled_name_is_no_part_of_it() {
    let labelled = "**System:** Harbour Gate v1.2.0";
    expect("project", &[(Some("Harbour Gate"), labelled)]);
    expect("release", &[(Some("v1.2.0"), labelled)]);
}

#[test]
fn what_has_an_indefinite_article_is_any_of_its_kind() {
    expect(
        "project",
        &[
            (None, "This is a Booking Tide platform for ferries."),
            (None, "The Tide-compatible API has a sound base and is not ready."),
            (Some("Tide-Eye API"), "The Tide-Eye API has a sound base and is not ready."),
            (Some("Booking Tide"), "This is the Booking Tide platform for ferries."),
        ],
    );
}
