/** Counts verdicts and errors, and says what was wrong at the end. */
export class Tally {
  #failures = [];
  #groups = new Map();

  fail(text) {
    this.#failures.push(text);
  }

  #group(name) {
    if (!this.#groups.has(name)) this.#groups.set(name, { verdicts: 0, counts: [] });
    return this.#groups.get(name);
  }

  verdict(group, vector, valid) {
    this.#group(group).verdicts += 1;
    if (valid !== vector.valid) {
      this.fail(`${group}: ${vector.name} is ${valid ? "accepted" : "refused"}`);
    }
  }

  /** One defect has to give one or two errors, the first of them at its place. */
  errors(group, vector, places) {
    if (vector.several) {
      if (!places.includes(vector.place)) this.fail(`${group}: ${vector.name} is reported elsewhere`);
      return;
    }
    this.#group(group).counts.push(places.length);
    if (places.length === 0 || places.length > 2) {
      this.fail(`${group}: ${vector.name} gives ${places.length} errors`);
    } else if (places[0] !== vector.place) {
      this.fail(`${group}: ${vector.name} is reported at ${places[0]}, not at ${vector.place}`);
    }
  }

  report() {
    for (const [name, { verdicts, counts }] of this.#groups) {
      const most = Math.max(...counts);
      const errors = counts.length ? `, ${counts.length} defects, at most ${most} errors each` : "";
      console.log(`${name}: ${verdicts} verdicts${errors}`);
    }
    for (const failure of this.#failures.slice(0, 40)) console.log(`FAIL ${failure}`);
    if (this.#failures.length > 0) console.log(`${this.#failures.length} failures`);
    return this.#failures.length === 0 ? 0 : 1;
  }
}
