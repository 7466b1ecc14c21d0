#!/usr/bin/env python3
"""Tries most changes of cargo-mutants with a single build.

    tests/mutants/switched.py [--fast] [--shard K/N] OUT FILE…

Every function becomes a `match` over the number of a change: an arm for each changed body, and the
body itself for all other numbers. So the compiler runs once instead of once for each change, and a
change costs no more than the tests up to the first that notices. The names of the changes go to
files in the directory OUT: caught.txt, timeout.txt, missed.txt, unviable.txt for those that do not
compile, and single.txt for those that have to be built alone, because they are not in the body of a
function, or in one whose type the body decides: the arms of a `match` have one type only. Those in the
root of a crate, too: one root has the number in it, others do not know it.

The files are of one package, the library or the command line (`cli/src/…`), whose tests are tried.

With --fast the slow tests (slow.txt) are left out: to see soon what may need a test.
"""

import collections
import json
import os
import pathlib
import re
import resource
import shutil
import subprocess
import sys
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
CLI = ("agentlin-types-cli", "cli/")
LIBRARY = ("agentlin-types", "")
# Not worth a second for every change; what survives the others meets these as well.
SLOW = (ROOT / "tests/mutants/slow.txt").read_text().split()
# So many tests are tried before all others.
LIKELY = 8
# Cannot pass here: the sources have one part more, and threads have large stacks in little memory.
LEFT_OUT = ["layers::", "hostile::too_many_threads"]
SWITCH = """
mod switched {
    pub(crate) fn on() -> usize {
        static ON: std::sync::LazyLock<usize> = std::sync::LazyLock::new(|| {
            std::env::var("SWITCHED").map_or(0, |number| number.parse().unwrap())
        });
        *ON
    }
}
"""
ENV = os.environ | {
    "CARGO_PROFILE_DEV_DEBUG": "none",
    "CARGO_PROFILE_TEST_DEBUG": "none",
    "CARGO_INCREMENTAL": "1",
    # Lints that see through a change would only keep it from being tried.
    "RUSTFLAGS": "--cap-lints=allow",
    "RUST_BACKTRACE": "0",
    "PROPTEST_DISABLE_FAILURE_PERSISTENCE": "true",
    # A function with all its changed bodies takes much of the stack.
    "RUST_MIN_STACK": str(1 << 28),
}


def listed(files, package):
    """The changes, as cargo-mutants lists them: without those in .cargo/mutants.toml."""
    command = ["cargo", "mutants", "--list", "--json", "--no-shuffle", "--package", package]
    command += [part for file in files for part in ("--file", file)]
    output = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return json.loads(output)


class Source:
    """One file, with the places of its changes as offsets."""

    def __init__(self, path):
        self.text = (ROOT / path).read_text()
        self.lines = [0]
        for line in self.text.split("\n"):
            self.lines.append(self.lines[-1] + len(line) + 1)
        self.functions = collections.defaultdict(list)

    def range(self, span):
        ends = (span["start"], span["end"])
        return tuple(self.lines[end["line"] - 1] + end["column"] - 1 for end in ends)

    def body(self, span):
        """The body of the function without its braces; None for one that runs at compile time."""
        start, end = self.range(span)
        before = re.compile(r"(\s|//[^\n]*\n|#\[[^\]]*\])*").match(self.text, start).end()
        opening = self.text.index("{", before)
        if re.search(r"\bconst fn\b", self.text[before:opening]):
            return None
        return opening + 1, end - 1

    def switched(self, start, end, within=None):
        """The text of a range with its functions made to switch."""
        text, at = "", start
        for body in sorted(self.functions, key=lambda body: (body[0], -body[1])):
            inside = start <= body[0] and body[1] <= end and body != within
            if not inside or body[0] < at:
                continue
            text += self.text[at : body[0]] + "\n/*[*/ match crate::switched::on() {\n"
            for number, (s, e), new in self.functions[body]:
                changed = self.text[body[0] : s] + new + self.text[e : body[1]]
                text += f"{number} => {{ /*<{number}*/ {changed}\n}} /*>*/\n"
            text += f"_ => {{ {self.switched(*body, body)}\n}}\n}} /*]*/\n"
            at = body[1]
        return text + self.text[at:end]


def write(mutants, tree):
    """Writes the files with all the changes in them, and returns which lines belong to which."""
    sources, owners = {}, {}
    for number, mutant in mutants.items():
        source = sources.setdefault(mutant["file"], Source(mutant["file"]))
        change = (number, source.range(mutant["span"]), mutant["replacement"])
        source.functions[source.body(mutant["function"]["span"])].append(change)
    for path, source in sources.items():
        text = source.switched(0, len(source.text))
        (tree / path).write_text(text)
        owner, groups = None, []
        for line, content in enumerate(text.split("\n"), 1):
            if "/*[*/" in content:
                groups.append(set())
            if found := re.search(r"/\*<(\d+)\*/", content):
                owner = int(found[1])
                groups[-1].add(owner)
            owners[path, line] = {owner} if owner else groups[-1] if groups else set()
            if "/*>*/" in content:
                owner = None
            if "/*]*/" in content:
                groups.pop()
    return owners


def errors(output, owners):
    """The changes that errors of the compiler are about."""
    for line in output.splitlines():
        message = json.loads(line).get("message") or {}
        if not isinstance(message, dict) or message.get("level") != "error":
            continue
        spans = [span for span in message["spans"] if span["is_primary"]]
        for span in spans:
            while span.get("expansion"):
                span = span["expansion"]["span"]
            yield owners.get((span["file_name"], span["line_start"]), set()), message["rendered"]


def cargo(tree, package, *arguments):
    command = ["cargo", *arguments, "--package", package, "--all-features"]
    command += ["--message-format", "json", "--quiet"]
    env = ENV | {"CARGO_TARGET_DIR": str(tree.parent / "switched-target")}
    return subprocess.run(command, cwd=tree, env=env, stdout=subprocess.PIPE, text=True)


def compile(mutants, tree, package, folder):
    """The binaries of the tests, with all the changes that compile. Takes the others out."""
    (tree / folder / "src/lib.rs").open("a").write(SWITCH)
    unviable, single = [], []
    while True:
        owners = write(mutants, tree)
        checked = cargo(tree, package, "check", "--lib")
        if checked.returncode == 0:
            break
        wrong, shown = set(), ""
        for numbers, rendered in errors(checked.stdout, owners):
            wrong |= numbers & mutants.keys()
            shown = rendered
        if not wrong:
            sys.exit(f"the changes cannot be told apart:\n{shown}\n{checked.stdout[-2000:]}")
        # What stands in a file without changes now has to be as it was.
        for number in wrong:
            shutil.copy(ROOT / mutants[number]["file"], tree / mutants[number]["file"])
            mutant = mutants.pop(number)
            alone = "impl " in mutant["function"]["return_type"]
            (single if alone else unviable).append(mutant)
        print(f"{len(wrong)} changes do not compile", flush=True)
    built = cargo(tree, package, "test", "--no-run", "--lib", "--test", "it")
    made = [json.loads(line) for line in built.stdout.splitlines()]
    # Without the programs that the tests run.
    tests = [one for one in made if one.get("executable") and one["profile"]["test"]]
    return [one["executable"] for one in tests], unviable, single


def limit():
    """A change that makes a loop without end and fills memory in it stops here."""
    resource.setrlimit(resource.RLIMIT_AS, (8 << 30, 8 << 30))


def run(binaries, home, number, skip, seconds, likely=()):
    """What becomes of the change, and the test that noticed it; `missed` if all tests pass.

    The tests that are `likely` to notice it, by binary and name, each with how long it takes, come
    before all others.
    """
    skipped = [part for test in skip for part in ("--skip", test)]
    for binary in binaries:
        tests = {test: time for (where, test), time in likely if where == binary}
        options, allowed = ["--exact", *tests], allow(sum(tests.values()))
        if tests and (found := run_one(binary, home, number, options, allowed))[0] != "missed":
            return found
    for binary in binaries:
        if (found := run_one(binary, home, number, skipped, seconds))[0] != "missed":
            return found
    return "missed", None


def run_one(binary, home, number, options, seconds, times=None):
    """The same for one binary. Writes down how long each test takes, if they come one by one."""
    env = ENV | {"SWITCHED": str(number), "CARGO_MANIFEST_DIR": str(home)}
    tests = subprocess.Popen(
        [binary, *options], cwd=home, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        text=True, preexec_fn=limit,
    )  # fmt: skip
    result, noticed = "missed", None

    def late():
        nonlocal result
        result = "timeout"
        tests.kill()

    clock = threading.Timer(seconds, late)
    clock.start()
    begun = time.monotonic()
    for line in tests.stdout:
        if not line.startswith("test ") or line.startswith("test result"):
            continue
        test = (binary, line.split()[1])
        if times is not None:
            times[test] = time.monotonic() - begun
            begun = time.monotonic()
        if line.rstrip().endswith("FAILED"):
            noticed = test
            tests.kill()
            break
    clock.cancel()
    if tests.wait() != 0 and result != "timeout":
        result = "caught"
    return result, noticed


def allow(seconds):
    """How long what takes so long may take with a change: other work goes on beside it."""
    return max(3, 6 * seconds)


def timed(binaries, home, skip):
    """How long each test takes."""
    options = ["--test-threads=1"] + [part for test in skip for part in ("--skip", test)]
    times = {}
    for binary in binaries:
        if run_one(binary, home, 0, options, 1800, times)[0] != "missed":
            sys.exit("the tests fail without a change")
    return times


def main():
    arguments = sys.argv[1:]
    stages, shard = [SLOW + LEFT_OUT, LEFT_OUT], (0, 1)
    if arguments[0] == "--fast":
        stages.pop()
        arguments = arguments[1:]
    if arguments[0] == "--shard":
        shard = tuple(map(int, arguments[1].split("/")))
        arguments = arguments[2:]
    out = pathlib.Path(arguments[0]).resolve()
    tree = out / "switched"
    shutil.rmtree(tree, ignore_errors=True)
    out.mkdir(parents=True, exist_ok=True)
    kept = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    for file in kept.stdout.splitlines():
        if (ROOT / file).is_file():
            (tree / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / file, tree / file)

    files = arguments[1:]
    package, folder = CLI if files[0].startswith(CLI[1]) else LIBRARY
    mutants, single = {}, []
    for number, mutant in enumerate(listed(files, package)[shard[0] :: shard[1]], 1):
        function = mutant["function"]
        is_root = pathlib.Path(mutant["file"]).name in ("lib.rs", "main.rs")
        if function and not is_root and Source(mutant["file"]).body(function["span"]):
            mutants[number] = mutant
        else:
            single.append(mutant)
    binaries, unviable, more = compile(mutants, tree, package, folder)
    single += more
    print(f"{len(mutants)} changes in one build, {len(single)} alone", flush=True)
    home = tree / folder
    results = {"caught": [], "timeout": []}
    left = mutants
    # What noticed changes of each file, the last one first: it most likely notices the next as well.
    noticed = collections.defaultdict(list)
    for skip in stages:
        times = timed(binaries, home, skip)
        seconds = allow(sum(times.values()))
        missed = {}
        for number, mutant in left.items():
            likely = noticed[mutant["file"]]
            known = [(test, times.get(test, seconds)) for test in likely]
            result, by = run(binaries, home, number, skip, seconds, known)
            if by:
                likely[:] = [by, *(one for one in likely if one != by)][:LIKELY]
            if result == "missed":
                missed[number] = mutant
            else:
                results[result].append(mutant["name"])
            if result != "caught":
                print(f"{result} {mutant['name']}", flush=True)
        left = missed
        print(f"{len(left)} left", flush=True)
    results["missed"] = [mutant["name"] for mutant in left.values()]
    results["unviable"] = [mutant["name"] for mutant in unviable]
    results["single"] = [mutant["name"] for mutant in single]
    for result, names in results.items():
        (out / f"{result}.txt").write_text("".join(f"{name}\n" for name in names))
        print(len(names), result)


if __name__ == "__main__":
    main()
