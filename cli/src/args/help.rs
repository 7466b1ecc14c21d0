//! The end of the help of each command: examples and exit statuses.

pub(super) const VALIDATE_EXAMPLES: &str = "\
Examples:
  agentlin-types validate response.json
  agentlin-types validate captures/ 'logs/**/*.ndjson.gz' session.har
  curl -sN URL | agentlin-types validate -
  agentlin-types validate --deny warnings --allow unknown-field --format sarif traffic.sse
  agentlin-types validate --format json - < bodies.ndjson    one result per line

Exit status: 0 without errors, 1 with findings of level error, 2 when something cannot be read. When \
the output is cut off, as by `head`, not everything was checked, and the status is 1.";

pub(super) const FOLD_STATUS: &str = "\
Exit status: 0 if all streams were folded, 1 if one ends with an error or something was not looked at, \
2 when something cannot be read or there are no events.";

pub(super) const SCHEMA_EXAMPLES: &str = "\
Examples:
  agentlin-types schema                        all types, in one file
  agentlin-types schema Task --profile wire    one type
  agentlin-types schema --list                 the names
  agentlin-types schema --write .              all files, below ./schemas and ./docs";

pub(super) const INSPECT_EXAMPLES: &str = "\
Examples:
  agentlin-types inspect session.har                    all tasks, and what else is there
  agentlin-types inspect --failed captures/             the tasks that failed
  agentlin-types inspect --task task_1 session.har      one task with its tools and sub-agents
  agentlin-types inspect --json session.har | jq '.tasks[] | {id, status, took}'

Exit status: 0 if everything was looked at, 1 if something that may belong to the API was not, 2 when \
something cannot be read or there is no such task.";

pub(super) const REPORT_EXAMPLES: &str = "\
Examples:
  agentlin-types report session.har                     writes report.html
  agentlin-types report --failed -o failed.html logs/   the tasks that failed
  agentlin-types report --mask session.har              a page to give to others

Exit status: 0 if everything was looked at, whatever was found; 1 if something that may belong to the \
API was not, 2 when something cannot be read or written, or there is no such task.";

pub(super) const CONVERT_EXAMPLES: &str = "\
Examples:
  agentlin-types convert session.har --to ndjson -o bodies.ndjson
  agentlin-types convert bodies.json --to ndjson | agentlin-types validate -
  agentlin-types convert run.sse --to tasks -o task.json
  agentlin-types convert run.sse --to events --split tasks/       one file per task
  agentlin-types convert bodies.ndjson --to ndjson --normalize    in the documented form

Exit status: 0 if everything is in the output or was named as left out, 1 if something that may belong \
to the API was not read, 2 when something cannot be read or written.";

pub(super) const REDACT_EXAMPLES: &str = "\
Examples:
  agentlin-types redact session.har -o redacted.har
  agentlin-types redact run.sse.gz -o run-redacted.sse.gz --keep name --keep /result/usage
  curl -sN URL | agentlin-types redact - -o run.sse

Look at the result before you give it away: how long texts are, where words end, times, statuses and \
counts stay as they are. `validate` finds the same in it at the same places, but for bodies that an archive \
has compressed, and what follows them in their line.

Exit status: 0 if the capture was written, 2 if not.";

pub(super) const DIFF_EXAMPLES: &str = "\
Examples:
  agentlin-types diff monday.sse tuesday.sse                 two runs
  agentlin-types diff old.har new.har                        all tasks, by id or in order
  agentlin-types diff -t task_1 -t task_2 all.har all.har    two tasks of one capture
  agentlin-types diff --json a.sse b.sse | jq '.tasks[].steps[] | select(.same | not)'

Steps are matched by role and tool, texts are compared as words, arguments and results as JSON. \
Identifiers, times and the order of keys do not count. schemas/diff.schema.json describes the \
output of --json. For two versions of a schema see `agentlin-types schema diff`.

Exit status: 0 if there is no difference, 1 if there is one, 2 when something cannot be read or \
there is no such task.";

pub(super) const WATCH_EXAMPLES: &str = "\
Examples:
  curl -sN URL | agentlin-types watch                  a stream while it arrives
  curl -sN URL | agentlin-types watch --save run.sse   the same, kept for the other commands
  agentlin-types watch --follow run.sse                a file that grows
  agentlin-types watch run.sse                         a run that is over

Exit status: 0 if the run completed, was paused or waits for the caller; 1 if it failed, was canceled \
or broke off, or with findings of level error; 2 when something cannot be read or is about no task.";

pub(super) const SAMPLE_EXAMPLES: &str = "\
Examples:
  agentlin-types sample                                an answer with a task
  agentlin-types sample TaskCreateParams -n 100        a hundred requests, one per line
  agentlin-types sample --stream --seed 7              the same run each time
  agentlin-types sample --corrupt citation-range       an answer with that finding alone
  agentlin-types sample --stream -n 20 | agentlin-types validate -

The samples are valid in the documented profile. With --corrupt each has exactly one finding there; \
codes about streams, files, or an answer and its request cannot be sampled. Without --seed the samples \
differ each time, and the seed is written to standard error.

Exit status: 0 if everything was written, 2 if the code cannot be sampled.";
