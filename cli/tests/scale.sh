#!/usr/bin/env bash
# Holds the recipes of docs/scale.md to their word: the same results as one process.
#
#   cli/tests/scale.sh            GNU parallel
#   cli/tests/scale.sh --spark    PySpark as well, from PyPI; needs Java and Python
set -euo pipefail
cd "$(dirname "$0")/../.."
command -v parallel >/dev/null || { echo "no GNU parallel here" >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cargo build --quiet -p agentlin-types-cli
PATH="$(cd "${CARGO_TARGET_DIR:-target}" && pwd)/debug:$PATH"

# Bodies that are right, wrong, cut off and empty, in no regular order.
for n in $(seq 1 400); do
  cat tests/fixtures/traffic/bodies.ndjson
  [ $((n % 7)) -ne 0 ] || sed '$a\' tests/fixtures/traffic/broken.ndjson
done >"$work/bodies.ndjson"
lines=$(wc -l <"$work/bodies.ndjson")

run() { agentlin-types validate --format json "$@" || [ $? -eq 1 ]; }
run - <"$work/bodies.ndjson" >"$work/whole"
[ "$(wc -l <"$work/whole")" -eq "$lines" ] || { echo "not one result per line" >&2; exit 1; }

parallel --will-cite --pipepart --arg-file "$work/bodies.ndjson" --block 200k --keep-order \
  'agentlin-types validate --format json --jobs 1 - || [ $? -eq 1 ]' >"$work/parallel"
cmp "$work/whole" "$work/parallel"
echo "GNU parallel: $lines lines, the same results"

[ "${1:-}" = --spark ] || exit 0
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet pyspark
cat >"$work/job.py" <<'PYTHON'
import os
import sys
from pyspark.sql import SparkSession

spark = SparkSession.builder.master("local[2]").getOrCreate()
command = "sh -c 'agentlin-types validate --format json --jobs 1 - || [ $? -eq 1 ]'"
results = spark.sparkContext.textFile(sys.argv[1], 8).pipe(command, {"PATH": os.environ["PATH"]}, checkCode=True)
with open(sys.argv[2], "w", encoding="utf-8") as out:
    out.writelines(line + "\n" for line in results.collect())
findings = spark.read.json(results).selectExpr("explode(findings) AS f")
assert findings.groupBy("f.code", "f.level").count().count() > 3
PYTHON
"$work/venv/bin/python" "$work/job.py" "$work/bodies.ndjson" "$work/spark" 2>"$work/log" ||
  { tail -20 "$work/log" >&2; exit 1; }
cmp "$work/whole" "$work/spark"
echo "PySpark: $lines lines, the same results"
