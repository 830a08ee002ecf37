#!/usr/bin/env bash
# Runs the queries of docs/fleet.md on this repository's own book and a new one with DuckDB, which reads what `export` wrote.
# scripts/fleet-test.sh COMMAND…: how to call readybook. DuckDB comes from PyPI into a folder of its own.
set -euo pipefail
cd "$(dirname "$0")/.."
command -v python3 >/dev/null || { echo "the test of exports needs Python 3 with venv (Debian: apt-get install python3-venv)" >&2; exit 1; }
venv=target/fleet-venv
if ! "$venv/bin/python" -c 'import duckdb' 2>/dev/null; then
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check duckdb==1.4.1
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$@" export --format parquet --out-dir "$work/fleet/own"
"$@" init "$work/new"
"$@" export --book "$work/new" --format parquet --out-dir "$work/fleet/new"
"$venv/bin/python" - "$work" <<'PYTHON'
import os, re, sys, duckdb
text = open("docs/fleet.md").read()
queries = [q for q in re.search(r"```sql\n(.*?)```", text, re.S)[1].split(";") if q.strip()]
os.chdir(sys.argv[1])
assert len(queries) == 3, queries
for query in queries:
    rows = duckdb.sql(query).fetchall()
    print(*rows[:3], sep="\n")
    assert rows, query
projects = "SELECT DISTINCT project FROM read_parquet('fleet/{}/assessments/*/*.parquet', hive_partitioning = true)"
each = [{row[0] for row in duckdb.sql(projects.format(book)).fetchall()} for book in ["own", "new"]]
both = {row[0] for row in duckdb.sql(projects.format("*")).fetchall()}
assert all(each) and both == each[0] | each[1], (each, both)
for table in ["assessments", "categories", "checks", "findings", "waivers"]:
    # Of each book alone too: one that has no row of it has its columns.
    for book in ["own", "new"]:
        duckdb.sql(f"SELECT count(*) FROM read_parquet('fleet/{book}/{table}/*/*.parquet', hive_partitioning = true)").fetchall()
    files = f"fleet/*/{table}/*/*.parquet"
    names = [row[0] for row in duckdb.sql(f"DESCRIBE SELECT * FROM read_parquet('{files}', hive_partitioning = true)").fetchall()]
    section = text.split(f"### {table}\n")[1].split("\n###")[0]
    documented = re.findall(r"^\| `(\w+)` \|", section, re.M)
    assert sorted(names) == sorted(documented), (names, documented)
print("the queries of docs/fleet.md run, and every column is documented")
PYTHON
