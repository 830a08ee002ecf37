#!/usr/bin/env python3
"""Hold what the importer reads from the reports behind the example book against the book's assessments.

usage: compare_imports.py READYBOOK FOLDER

FOLDER holds the five reports, each file named by its number first (000_…). Compared for each: the overall score, the
verdict, the date, the checklist counts, and the declared score of every category. Exit status 1 where they differ.
Standard library only.
"""
import json, pathlib, re, subprocess, sys

from compare_with_reports import DOCUMENTS, tasks


def declared(text):
    """Date, verdict, score and category scores of a document's front matter, as texts."""
    front = text.split("\n---\n")[0]
    field = lambda name: (re.findall(rf"^{name}: (.*)$", front, re.M) or [None])[0]
    categories = re.search(r"^categories:\n((?:  .*\n?)+)", front, re.M)
    scores = re.findall(r"^  ([a-z-]+): \{ score: ([^,}]+)", categories.group(1), re.M) if categories else []
    return field("date"), field("verdict"), field("score"), sorted(percent(score) for _, score in scores)


def percent(score):
    value, _, scale = score.strip().partition("/")
    return round(100 * float(value) / float(scale or 100), 2)


def imported(binary, report):
    """The same of an imported report."""
    run = subprocess.run([binary, "import", "--format", "json", report], capture_output=True, text=True, check=True)
    facts = json.loads(run.stdout)
    overall = facts["overall"]
    return {
        "date": facts["date"] or "unknown",
        "verdict": facts["verdict"],
        "score": overall and round(overall["percent"], 2),
        "checklist": (facts["checklist"]["done"], facts["checklist"]["total"]),
        "categories": sorted(round(category["percent"], 2) for category in facts["categories"]),
    }


def main():
    binary, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    root = pathlib.Path(__file__).resolve().parent.parent
    wrong = 0
    for number, (document, *_) in DOCUMENTS.items():
        text = (root / "content" / f"{document}.md").read_text(encoding="utf-8")
        date, verdict, score, categories = declared(text)
        expected = {
            "date": date,
            "verdict": verdict,
            "score": score and percent(score),
            "checklist": tasks(text),
            "categories": categories,
        }
        found = imported(binary, next(folder.glob(f"{number}_*")))
        for fact, value in expected.items():
            if found[fact] != value:
                wrong += 1
                print(f"{document}: {fact} is {value}, imported {found[fact]}")
    print(f"{wrong} facts differ" if wrong else "imported reports agree with the example book")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
