//! Waivers, reviewers, owners and dates.

use super::{release, said};

const NONE: [&str; 0] = [];

/// What a rule says of a finding and a waiver of it.
fn waived(rule: &str, finding: &str, waiver: &str) -> Vec<String> {
    let front = format!(
        "findings: [{{ id: logs, title: No logs, {finding} }}]\nwaivers: [{{ finding: logs, {waiver} }}]"
    );
    said(rule, &front, "# R\n", &[])
}

const LIVE: &str = "reason: small, approved-by: ada, expires: 2026-06-30";

#[test]
fn a_waiver_says_why_who_and_until_when() {
    let of = |waiver: &str| waived("incomplete-waiver", "status: accepted", waiver);
    assert_eq!(of("reason: small"), ["the waiver of `logs` has no `approved-by` and no `expires`"]);
    assert_eq!(of("approved-by: ada, expires: 2026-06-30"), ["the waiver of `logs` has no `reason`"]);
    assert_eq!(of(LIVE), NONE);
}

#[test]
fn waivers_expire_by_today_in_the_latest_release_and_by_its_own_date_in_others() {
    let of = |rule: &str, date: &str, expires: &str, beside: &[(&str, &str)]| {
        let front = format!(
            "date: {date}\nfindings: [{{ id: logs, title: No logs }}]\n\
             waivers: [{{ finding: logs, reason: small, approved-by: ada, expires: {expires} }}]"
        );
        said(rule, &front, "# R\n", beside)
    };
    let (path, text) = release("2.0.0", "date: 2026-01-20", "# R\n");
    let newer = [(path.as_str(), text.as_str())];
    assert_eq!(
        of("expired-waiver", "2025-06-01", "2025-12-31", &[]),
        ["the waiver of `logs` expired on 2025-12-31"]
    );
    assert_eq!(of("expired-waiver", "2025-06-01", "2025-12-31", &newer), NONE);
    assert_eq!(of("expired-waiver", "2025-06-01", "2025-05-31", &newer).len(), 1);
    assert_eq!(of("expired-waiver", "2025-06-01", "2026-01-21", &[]), NONE, "its last day counts");
    for (expires, says) in [
        ("2026-01-21", "the waiver of `logs` expires today"),
        ("2026-01-22", "the waiver of `logs` expires tomorrow"),
        ("2026-02-20", "the waiver of `logs` expires in 30 days"),
    ] {
        assert_eq!(of("expiring-waiver", "2025-06-01", expires, &[]), [says]);
        assert_eq!(of("expiring-waiver", "2025-06-01", expires, &newer), NONE);
    }
    for expires in ["2026-02-21", "2026-01-20"] {
        assert_eq!(of("expiring-waiver", "2025-06-01", expires, &[]), NONE, "{expires}");
    }
}

#[test]
fn every_waiver_behind_the_first_of_a_finding_or_check_is_told() {
    let of = |waivers: &str| {
        let front =
            format!("findings: [{{ id: tls, title: T }}]\nchecks: {{ tls: fail }}\nwaivers: [{waivers}]");
        said("duplicate-waiver", &front, "# R\n", &[])
    };
    let finding = format!("{{ finding: tls, {LIVE} }}");
    let check = format!("{{ check: tls, {LIVE} }}");
    assert_eq!(of(&format!("{finding}, {check}")), NONE, "a finding and a check may share an id");
    assert_eq!(
        of(&format!("{finding}, {check}, {finding}, {{ finding: tls }}, {check}")),
        [
            "another waiver of the finding `tls`",
            "another waiver of the finding `tls`",
            "another waiver of the check `tls`"
        ]
    );
}

#[test]
fn a_waiver_is_for_something_that_fails() {
    assert_eq!(
        waived("unused-waiver", "status: resolved", LIVE),
        ["the waiver of `logs` is for nothing: the finding is resolved"]
    );
    assert_eq!(waived("unused-waiver", "status: open", LIVE), NONE);
    let check = |answer: &str| {
        let front = format!("checks: {{ {answer} }}\nwaivers: [{{ check: tls, {LIVE} }}]");
        said("unused-waiver", &front, "# R\n", &[])
    };
    assert_eq!(check("tls: pass"), ["the waiver of `tls` is for nothing: the check passes"]);
    assert_eq!(check("tls: { result: n/a, reason: local }").len(), 1);
    for fails in ["tls: fail", "tls: partial", "tls: unknown", "tls: n/a"] {
        assert_eq!(check(fails), NONE, "{fails}");
    }
}

#[test]
fn a_waiver_ends() {
    let of = |expires: &str| {
        waived("long-waiver", "status: accepted", &format!("reason: r, approved-by: ada, expires: {expires}"))
    };
    assert_eq!(of("2027-01-21"), NONE);
    assert_eq!(of("2027-01-22"), ["the waiver of `logs` holds for 366 days; 365 are allowed"]);
}

#[test]
fn a_renewal_is_a_later_expiry_in_a_row_of_releases() {
    let front = |date: &str, expires: &str| {
        let waiver = match expires {
            "" => String::new(),
            expires => format!("{{ finding: logs, reason: r, approved-by: ada, expires: {expires} }}"),
        };
        format!("date: {date}\nfindings: [{{ id: logs, title: No logs }}]\nwaivers: [{waiver}]")
    };
    let of = |expiries: &[&str]| {
        let releases: Vec<_> = (1..)
            .zip(expiries)
            .map(|(at, expires)| {
                release(&format!("0.{at}.0"), &front(&format!("2025-0{at}-01"), expires), "# R\n")
            })
            .collect();
        let beside: Vec<_> = releases.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        said("renewed-waiver", &front("2026-01-01", "2026-06-30"), "# R\n", &beside)
    };
    assert_eq!(
        of(&["2025-03-01", "2025-04-01", "2025-05-01"]),
        ["the waiver of `logs` was renewed 3 times or more; 2 are allowed"]
    );
    assert_eq!(of(&["2025-03-01", "2025-03-01", "2025-05-01"]), NONE, "the same expiry renews nothing");
    assert_eq!(of(&["2025-03-01", "", "2025-05-01"]), NONE, "it was gone in between");
}

#[test]
fn names_are_compared_whatever_their_case() {
    let of = |front: &str| said("self-review", front, "# R\n", &[]);
    assert_eq!(of("authors: ada\nreviewers: [eve, '@Ada']"), ["`@Ada` reviewed a report of their own"]);
    let approved = |by: &str| {
        format!(
            "authors: ada\nfindings: [{{ id: logs, title: No logs }}]\n\
             waivers: [{{ finding: logs, reason: r, approved-by: {by}, expires: 2026-06-30 }}]"
        )
    };
    assert_eq!(of(&approved("Ada")), ["`Ada` approved the waiver of `logs` in a report of their own"]);
    assert_eq!(of(&approved("eve")), NONE);
}

#[test]
fn people_are_known_by_name_and_by_address() {
    let of = |author: &str, reviewer: &str| {
        said("self-review", &format!("authors: ['{author}']\nreviewers: ['{reviewer}']"), "# R\n", &[]).len()
    };
    for (author, reviewer) in [
        ("Ada <ada@example.org>", "ada"),
        ("Ada", "Ada (lead)"),
        ("Ada L. <ada@example.org>", "A. Lovelace <ada@example.org>"),
    ] {
        assert_eq!(of(author, reviewer), 1, "{author} {reviewer}");
    }
    for (author, reviewer) in
        [("Ada (lead)", "Bob (lead)"), ("Ada <ada@example.org>", "Bob <bob@example.org>")]
    {
        assert_eq!(of(author, reviewer), 0, "{author} {reviewer}");
    }
}

#[test]
fn grave_findings_have_an_owner_and_a_date() {
    let of = |finding: &str| {
        said(
            "unowned-finding",
            &format!("findings: [{{ id: logs, title: No logs, {finding} }}]"),
            "# R\n",
            &[],
        )
    };
    assert_eq!(of("severity: critical"), ["the open critical finding `logs` has no owner and no due date"]);
    assert_eq!(of("severity: high, due: 2026-03-01"), ["the open high finding `logs` has no owner"]);
    for fine in ["severity: medium", "severity: high, status: resolved", "priority: high"] {
        assert_eq!(of(fine), NONE, "{fine}");
    }
    assert_eq!(waived("unowned-finding", "severity: high, status: accepted", LIVE), NONE);
    let expired = "reason: small, approved-by: ada, expires: 2026-01-20";
    assert_eq!(waived("unowned-finding", "severity: high, status: accepted", expired).len(), 1);
}

#[test]
fn overdue_is_after_the_due_day_in_the_latest_release() {
    let of = |finding: &str, beside: &[(&str, &str)]| {
        said(
            "overdue-finding",
            &format!("findings: [{{ id: logs, title: No logs, {finding} }}]"),
            "# R\n",
            beside,
        )
    };
    assert_eq!(of("due: 2026-01-20", &[]), ["`logs` is 1 day overdue"]);
    assert_eq!(of("due: 2026-01-01", &[]), ["`logs` is 20 days overdue"]);
    assert_eq!(of("due: 2026-01-01, status: resolved", &[]), NONE);
    let (path, text) = release("2.0.0", "", "# R\n");
    assert_eq!(of("due: 2026-01-20", &[(&path, &text)]), NONE);
}
