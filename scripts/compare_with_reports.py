#!/usr/bin/env python3
"""Hold the example book's assessments against the reports they were written from.

usage: compare_with_reports.py FOLDER

FOLDER holds the five reports, each file named by its number first (000_…). Checked for each: the numbers of done and of
all checklist items outside of fenced code, and that every figure of the report occurs in its documents.
Exit status 1 where something is missing. Standard library only.
"""
import pathlib, re, sys

DOCUMENTS = {
    "000": ["ob-vl/unversioned", "ob-vl/unversioned-before"],
    "001": ["repository-analysis/unversioned"],
    "002": ["api-web-worker/unversioned", "api-web-worker/unversioned-before"],
    "003": ["grover/1.0.0", "grover/1.0.0-before"],
    "004": ["ai-story-book/0.2"],
}
TASK = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+\[([ xX])\]\s")
FIGURE = re.compile(r"\d+(?:[.,:]\d+)*")
# An ordinal before a heading or a list item counts for nothing.
ORDINAL = re.compile(r"^(\s*(?:#{1,6}\s+)?)\d+[.)]\s", re.M)
HEADING_ORDINAL = re.compile(r"^(#{1,6}\s+(?:Issue|Step|Option|Priority)?\s*)\d+\b", re.M | re.I)


def tasks(text):
    done = total = 0
    fenced = False
    for line in text.splitlines():
        if line.lstrip().startswith("```"):
            fenced = not fenced
        elif not fenced and (match := TASK.match(line)):
            total += 1
            done += match.group(1) != " "
    return done, total


def figures(text):
    return set(FIGURE.findall(HEADING_ORDINAL.sub(r"\1", ORDINAL.sub(r"\1", text))))


def main():
    reports, wrong = pathlib.Path(sys.argv[1]), 0
    content = pathlib.Path(__file__).resolve().parent.parent / "content"
    for number, names in DOCUMENTS.items():
        report = next(reports.glob(f"{number}_*")).read_text(encoding="utf-8", errors="replace")
        texts = [(content / f"{name}.md").read_text(encoding="utf-8") for name in names]
        project = content / names[0].split("/")[0] / "project.md"
        ours = "\n".join(texts) + (project.read_text(encoding="utf-8") if project.exists() else "")
        if tasks(report) != tasks(texts[0]):
            print(f"{names[0]}: checklist is {tasks(texts[0])}, the report's {tasks(report)}")
            wrong += 1
        missing = sorted(figures(report) - set(FIGURE.findall(ours)))
        if missing:
            print(f"{names[0]}: figures of the report that are missing: {', '.join(missing)}")
            wrong += 1
    print("the example book carries every checklist item and figure" if not wrong else f"{wrong} differences")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
