// The pages: tasks, one task, traffic, findings; search, keyboard, and what the address says.

const INDEX = JSON.parse(document.getElementById('index').textContent);
const MAIN = document.querySelector('main');
const LIVE = document.getElementById('live');
const runs = new Map();
let shownTable, shownHash;

/** The data of a run, or of the records that are about no task; the page may still be loading. */
async function load(name) {
  if (!document.getElementById(name) && document.readyState === 'loading') {
    await new Promise(done => document.addEventListener('DOMContentLoaded', done, { once: true }));
  }
  return JSON.parse(document.getElementById(name).textContent);
}

async function loadRun(n) {
  if (!runs.has(n)) {
    if (runs.size > 20) runs.delete(runs.keys().next().value);
    runs.set(n, await load(`run-${n}`));
  }
  return runs.get(n);
}

const taskHash = id => `#/task/${encodeURIComponent(id)}`;
const byId = new Map(INDEX.tasks.map((task, n) => [task.id, n]));
INDEX.tasks.forEach((task, n) => { task.n = n; });
INDEX.findings.forEach((finding, n) => { finding.n = n; });

function counts({ errors, warnings, notes }) {
  return [errors ? chip(plural(errors, 'error'), 'error') : null, warnings ? chip(plural(warnings, 'warning'), 'warning') : null,
    notes ? h('span', { class: 'quiet' }, ` ${plural(notes, 'note')}`) : null];
}

const weight = ({ errors, warnings, notes }) => errors * 1e9 + warnings * 1e5 + notes;

/** The table of all tasks. */
function indexPage() {
  const state = { words: '', status: '', hits: undefined };
  const many = table({
    caption: 'Tasks', rows: INDEX.tasks, href: task => taskHash(task.id), empty: 'No task matches.',
    rowClass: task => task.failed ? 'failed' : '',
    columns: [
      { width: '22%', label: 'Task', cell: task => [h('span', { class: 'id' }, task.id || '(no id)')], sort: task => task.id },
      { width: '140px', class: 'state', label: 'Status', cell: task => status(task.status), sort: task => task.status },
      { label: 'What', class: 'wide', cell: task => h('span', { class: 'quiet clip' }, state.hits?.get(task.n) ?? task.error ?? task.asked ?? task.agent ?? ''), sort: task => task.error ?? task.asked ?? '' },
      { width: '184px', label: 'Started', class: 'wide num', cell: task => moment(task.start).slice(0, 19), sort: task => task.start },
      { width: '92px', label: 'Duration', class: 'num', cell: task => duration(task.took), sort: task => task.took },
      { width: '80px', label: 'Tokens', class: 'wide num', cell: task => task.tokens ? task.tokens.toLocaleString('en') : '', sort: task => task.tokens },
      { width: '64px', label: 'Items', class: 'wide num', cell: task => task.items || '', sort: task => task.items },
      { width: '64px', label: 'Calls', class: 'wide num', cell: task => task.calls || '', sort: task => task.calls },
      { width: '170px', label: 'Findings', class: 'findings', cell: task => counts(task.counts), sort: task => -weight(task.counts) },
    ],
  });
  shownTable = many;
  const bar = h('div', { class: 'filters' },
    chooser('Status', INDEX.tasks.map(task => task.status || 'unknown'), value => { state.status = value; refresh(); }),
    h('label', {}, h('input', { type: 'checkbox', onchange: event => { state.failed = event.target.checked; refresh(); } }), ' failed'),
    h('label', {}, h('input', { type: 'checkbox', onchange: event => { state.bad = event.target.checked; refresh(); } }), ' with errors or warnings'),
    h('span', { class: 'quiet', id: 'found' }));
  async function refresh(words = state.words) {
    state.words = words;
    state.hits = undefined;
    const list = () => INDEX.tasks.filter(task =>
      (!state.status || (task.status || 'unknown') === state.status) && (!state.failed || task.failed) &&
      (!state.bad || task.counts.errors + task.counts.warnings > 0) &&
      (!words || state.hits?.has(task.n) || `${task.id} ${task.asked ?? ''} ${task.error ?? ''} ${task.agent ?? ''}`.toLowerCase().includes(words.toLowerCase())));
    many.show(list());
    if (words.length > 1) {
      const hits = new Map();
      await search(words, (n, snippet) => hits.set(n, snippet), () => state.words === words && element.isConnected);
      if (state.words !== words) return;
      state.hits = hits;
      many.show(list());
    }
    const found = list().length;
    document.getElementById('found')?.replaceChildren(found === INDEX.tasks.length ? '' : `${found.toLocaleString('en')} of ${plural(INDEX.tasks.length, 'task')}`);
    LIVE.textContent = `${found} tasks`;
  }
  const element = h('section', {}, h('h1', {}, 'Tasks'), INDEX.tasks.length > 1 ? bar : null, INDEX.tasks.length ? many.element : h('p', { class: 'quiet' }, 'There are no tasks in this capture.'));
  element.search = refresh;
  return element;
}

/** Looks for a text in all that was captured, a piece at a time. */
async function search(words, hit, going) {
  const needle = JSON.stringify(words).slice(1, -1).toLowerCase();
  let pause = performance.now();
  for (let n = 0; n < INDEX.tasks.length; n++) {
    if (performance.now() - pause > 40) {
      LIVE.textContent = `searching, ${Math.round(100 * n / INDEX.tasks.length)} %`;
      await new Promise(done => setTimeout(done));
      if (!going()) return;
      pause = performance.now();
    }
    // Payloads are strings inside of JSON, so their quotes are escaped twice; some servers escape
    // letters as well.
    let data = document.getElementById(`run-${n}`)?.textContent ?? '';
    if (/\\\\u[0-9a-f]{4}/i.test(data)) data = data.replace(/\\\\u([0-9a-f]{4})/gi, (_, code) => String.fromCharCode(parseInt(code, 16)));
    const twice = JSON.stringify(needle).slice(1, -1);
    const at = data.toLowerCase().indexOf(twice);
    if (at >= 0) hit(n, `…${data.slice(Math.max(0, at - 40), at + 80).replace(/\\+n/g, ' ').replaceAll('\\', '')}…`);
  }
}

/** One task. `rest` says which part is meant: items, calls, events, or one of the other views. */
async function taskPage(id, rest) {
  const n = byId.get(id);
  if (n === undefined) return h('section', {}, h('h1', {}, 'No such task'), h('p', {}, `There is no task ${id} on this page.`));
  const info = INDEX.tasks[n], run = await loadRun(n), root = taskHash(id), facts = run.tasks[0];
  const view = { run, root, conversations: new Map(), folds: new Map(), subs: new Map(), callMaps: new Map(), calls(at) {
    if (!this.callMaps.has(at)) this.callMaps.set(at, new Map(run.tasks[at].calls.map(call => [call.id, call])));
    return this.callMaps.get(at);
  } };
  run.tasks.forEach((task, at) => { if (task.parent !== null) view.subs.set(`${task.parent} ${task.id}`, at); });
  const { ofItem, others } = sortFindings(run);
  view.about = item => ofItem.get(item) ?? [];
  const calls = modelCalls(view);
  const part = ['events', 'models', 'records'].includes(rest[0]) ? rest[0] : 'conversation';
  const tab = (name, label, count) => count === 0 ? null : h('a', { href: name === 'conversation' ? root : `${root}/${name}`, 'aria-current': part === name ? 'page' : null }, label, count ? h('span', { class: 'quiet' }, ` ${count}`) : null);
  const events = run.records.filter(r => r.tag !== undefined);
  const panel = {
    conversation: () => {
      const element = conversation(view, 0);
      const reached = new Set(run.tasks.flatMap((task, at) => task.calls.map(call => view.subs.get(`${at} ${call.id}`))));
      const rest = run.tasks.map((_, at) => at).filter(at => at && !reached.has(at));
      return [element, rest.length ? h('div', {}, h('h2', {}, 'Other tasks of the stream'), rest.map(at => subView(view, at))) : null];
    },
    events: () => eventsPanel(view, events),
    models: () => calls.map(call => modelCall(call, view)),
    records: () => [fields(facts), h('h2', {}, 'Where it was seen'), recordsPanel(run.records.filter(r => r.tag === undefined), root)],
  }[part];
  const tokens = [['in', facts.tokens.input], ['cached', facts.tokens.cached], ['out', facts.tokens.output], ['reasoning', facts.tokens.reasoning]].filter(([, v]) => v);
  const fact = (label, shown) => shown ? h('div', {}, h('dt', {}, label), h('dd', {}, shown)) : null;
  const pending = facts.waits.map(call => h('li', {}, h('a', { href: `${root}/call/${encodeURIComponent(call)}` }, view.calls(0).get(call)?.name ?? 'tool', ' ', h('code', {}, call))));
  const section = h('section', { class: 'run' },
    h('nav', { class: 'crumbs', 'aria-label': 'Breadcrumb' }, h('a', { href: '#/' }, 'Tasks'), ' / ',
      n > 0 ? h('a', { href: taskHash(INDEX.tasks[n - 1].id), rel: 'prev', title: 'Previous task (p)' }, '← previous') : null, ' ',
      n + 1 < INDEX.tasks.length ? h('a', { href: taskHash(INDEX.tasks[n + 1].id), rel: 'next', title: 'Next task (n)' }, 'next →') : null),
    h('h1', {}, h('span', { class: 'id' }, id || '(no id)'), ' ', status(facts.status)),
    facts.asked ? h('p', { class: 'asked' }, facts.asked) : null,
    h('dl', { class: 'facts' }, fact('Duration', duration(info.took) || (run.spans[0]?.took ? `≥ ${duration(run.spans[0].took)}` : '')), fact('Started', moment(info.start) && `${moment(info.start)} UTC`),
      fact('Tokens', facts.tokens.total ? [facts.tokens.total.toLocaleString('en'), tokens.length ? h('span', { class: 'quiet' }, ` (${tokens.map(([k, v]) => `${v.toLocaleString('en')} ${k}`).join(', ')})`) : null] : ''),
      fact('Tool calls', facts.calls.length), fact('Sub-agents', run.tasks.filter((t, at) => at && t.agentic).length), fact('Agent', facts.agent), fact('Findings', weight(info.counts) ? counts(info.counts) : '')),
    errorPanel(facts),
    pending.length ? h('div', { class: 'waiting' }, h('p', {}, 'The task waits for the caller to answer:'), h('ul', {}, pending)) : null,
    findingList(others),
    h('div', { class: `split ${part}` }, waterfall(run, root),
      h('div', { class: 'panel' }, h('nav', { class: 'tabs', 'aria-label': 'Parts of the task' }, tab('conversation', 'Conversation', facts.items || undefined), tab('events', 'Events', events.length), tab('models', 'Model calls', calls.length), tab('records', 'Everything else')),
        h('div', { class: 'part' }, panel()))));
  section.reveal = to => reveal(view, to, events);
  return section;
}

/** Findings by the item that they are about; the others are about the task. */
function sortFindings(run) {
  const ofItem = new Map(), others = [];
  for (const record of run.records) {
    if (!record.findings) continue;
    const body = parse(record.text), result = body?.result ?? body;
    for (const number of record.findings) {
      const finding = INDEX.findings[number];
      const path = finding.pointer.split('/').slice(1);
      if (path[0] === 'result') path.shift();
      const item = path[0] === 'output' ? result?.output?.[path[1]] : path[0] === 'task' && path[1] === 'output' ? result?.task?.output?.[path[2]] : path[0] === 'item' ? result?.item : undefined;
      const id = item?.id ?? item?.call_id;
      if (id !== undefined) (ofItem.get(id) ?? ofItem.set(id, []).get(id)).push(finding);
      else others.push(finding);
    }
  }
  // The same finding comes with each snapshot of a task.
  const once = list => [...new Map(list.map(f => [`${f.code} ${f.pointer.replace(/^.*\/(output\/\d+|item)/, '')} ${f.message}`, f])).values()];
  for (const [id, list] of ofItem) ofItem.set(id, once(list));
  return { ofItem, others: once(others) };
}

/** Opens what an address is about, however deep it is folded away. */
function reveal(view, [kind, a, b], events) {
  if (kind === 'event') {
    const record = events.find(r => view.run.tasks[r.task]?.id === a && String(r.number) === b);
    if (record) drawer(record, () => undefined);
    return;
  }
  if (kind !== 'item' && kind !== 'call') return;
  const open = at => {
    const { parent, id } = view.run.tasks[at];
    if (at && parent !== null) {
      const above = open(parent);
      const i = above?.items.findIndex(item => item?.type === 'tool_call' && item.call_id === id);
      if (i >= 0) above.reveal(i);
      view.folds.get(at)?.fill();
    }
    return view.conversations.get(at);
  };
  for (let at = 0; at < view.run.tasks.length; at++) {
    if (!view.run.tasks[at].last?.includes(JSON.stringify(a))) continue;
    const place = open(at);
    const i = place?.items.findIndex((item, i) => kind === 'call' ? item?.type === 'tool_call' && item.call_id === a : (item?.id ?? item?.call_id ?? `${at}.${i}`) === a);
    if (i >= 0) {
      const element = place.reveal(i);
      document.querySelector('.item.target')?.classList.remove('target');
      element.classList.add('target');
      element.scrollIntoView({ block: 'start' });
      element.focus({ preventScroll: true });
      return;
    }
  }
}

const about = record => record.about ??= (() => { try { return subject(record); } catch { return ''; } })();

/** What an event is about, in a few words. */
function subject(record) {
  const event = (body => body?.result ?? body)(parse(record.text)) ?? {};
  const item = event.item;
  const of = item ? [item.type, item.name ?? item.role, item.type === 'tool_call' ? item.arguments : plain(item.message_content ?? item.content ?? item.summary) || texts(item.content)]
    : event.error ? [event.error.code, event.error.message] : [event.delta ?? event.text ?? event.arguments ?? event.part?.text, event.new_state ?? event.message ?? event.name,
      event.tools && plural(arr(event.tools).length, 'tool'), event.delta_message_content && texts(event.delta_message_content), event.message_content && texts(event.message_content)];
  return short(of.filter(x => typeof x === 'string' || typeof x === 'number').join(' · '));
}

/** The events of a run as they came. */
function eventsPanel(view, events) {
  const base = view.run.spans[0]?.start ?? 0, state = { tag: '', task: '', words: '' };
  const name = at => { const t = view.run.tasks[at]; return at ? t.agent ?? t.tool ?? t.id : 'this task'; };
  const list = table({
    caption: 'Events', rows: events, empty: 'No event matches.', open: (record, step) => drawer(record, step, `${view.root}/event/${encodeURIComponent(view.run.tasks[record.task]?.id ?? '')}/${record.number}`),
    columns: [
      { width: '64px', label: '#', class: 'num', cell: r => r.number ?? '–', sort: r => r.number },
      { width: '96px', label: 'Time', class: 'num', cell: r => r.time === undefined ? '' : `+${duration(r.time - base) || '0 ms'}`, sort: r => r.time },
      { width: '210px', class: 'type', label: 'Type', cell: r => h('code', {}, r.tag), sort: r => r.tag },
      { width: '110px', label: 'Task', class: 'wide', cell: r => name(r.task), sort: r => r.task },
      { label: 'About', class: 'wide', cell: r => h('span', { class: 'quiet clip' }, about(r)) },
      { width: '80px', label: 'Size', class: 'wide num', cell: r => bytes(r.bytes), sort: r => r.bytes },
      { width: '84px', class: 'findings', label: 'Findings', cell: r => counts(levels(r)), sort: r => -weight(levels(r)) },
    ],
  });
  shownTable = list;
  const refresh = () => list.show(events.filter(r => (!state.tag || r.tag === state.tag) && (!state.task || name(r.task) === state.task) && (!state.words || r.text.toLowerCase().includes(state.words))));
  return [h('div', { class: 'filters' }, chooser('Type', events.map(r => r.tag), v => { state.tag = v; refresh(); }), view.run.tasks.length > 1 ? chooser('Task', events.map(r => name(r.task)), v => { state.task = v; refresh(); }) : null,
    h('label', {}, 'Text ', h('input', { type: 'search', oninput: event => { state.words = event.target.value.toLowerCase(); refresh(); } }))), list.element];
}

function levels(record) {
  const out = { errors: 0, warnings: 0, notes: 0 };
  for (const n of record.findings ?? []) out[`${INDEX.findings[n].level}s`]++;
  return out;
}

const recordsPanel = (records, root) => records.length ? h('ul', { class: 'plainlist' }, records.map(record => h('li', {}, h('button', { type: 'button', class: 'plain', onclick: () => drawer(record, () => undefined, root) },
  `${INDEX.files[record.file] ?? ''}, ${record.place}: ${record.kind ?? 'unknown'}, ${bytes(record.bytes)}`), ' ', counts(levels(record))))) : h('p', { class: 'quiet' }, 'Only in the events of a stream.');

/** Every call of the API, with what came back. */
function trafficPage() {
  const state = { status: '', words: '' };
  const list = table({
    caption: 'Calls', rows: INDEX.calls, empty: 'No call matches.', open: (call, step) => callDrawer(call, step), rowClass: call => call.error || call.status >= 400 ? 'failed' : '',
    columns: [
      { width: '22%', label: 'Call', cell: c => [c.method ? [h('strong', {}, c.method), ' ', h('span', { class: 'id' }, c.path)] : h('span', {}, c.events ? 'event stream' : c.kind ?? 'unknown payload')], sort: c => `${c.path ?? ''} ${c.method ?? c.kind ?? ''}` },
      { width: '72px', label: 'Status', class: 'num', cell: c => c.status === null ? '' : chip(String(c.status), c.status >= 400 || c.status === 0 ? 'error' : 'ok'), sort: c => c.status },
      { width: '214px', label: 'Started', class: 'wide num', cell: c => moment(c.start), sort: c => c.start },
      { width: '84px', label: 'Duration', class: 'num', cell: c => duration(c.took), sort: c => c.took },
      { width: '80px', label: 'Size', class: 'wide num', cell: c => c.received ? bytes(c.received) : '', sort: c => c.received },
      { width: '70px', label: 'Events', class: 'wide num', cell: c => c.events || '', sort: c => c.events },
      { label: 'Task', class: 'wide', cell: c => c.run === null ? '' : h('a', { href: taskHash(INDEX.tasks[c.run].id) }, INDEX.tasks[c.run].id), sort: c => c.run === null ? null : INDEX.tasks[c.run].id },
      { label: 'Error', class: 'wide', cell: c => c.error ? h('span', { class: 'bad clip' }, c.error) : '', sort: c => c.error },
      { width: '96px', class: 'findings', label: 'Findings', cell: c => counts(c.findings), sort: c => -weight(c.findings) },
      { width: '100px', label: 'Where', class: 'wide', cell: c => h('span', { class: 'quiet clip' }, `${INDEX.files.length > 1 ? `${INDEX.files[c.file]}, ` : ''}${c.place}`), sort: c => `${c.file}` },
    ],
  });
  shownTable = list;
  const refresh = () => list.show(INDEX.calls.filter(c => (!state.status || statusOf(c) === state.status) && (!state.words || `${c.method} ${c.path} ${c.kind} ${c.error} ${c.run === null ? '' : INDEX.tasks[c.run].id} ${c.place}`.toLowerCase().includes(state.words))));
  const statusOf = c => c.error ? 'with an error' : c.status === null ? c.kind ?? 'unknown' : String(c.status);
  const element = h('section', {}, h('h1', {}, 'Traffic'), h('div', { class: 'filters' }, chooser('Outcome', INDEX.calls.map(statusOf), v => { state.status = v; refresh(); })), list.element,
    INDEX.aside.length ? [h('h2', {}, 'Left aside'), h('ul', { class: 'plainlist' }, INDEX.aside.map(a => h('li', {}, `${INDEX.files[a.file]}: ${plural(a.count, 'time')}, ${a.reason}`)))] : null);
  element.search = words => { state.words = words.toLowerCase(); refresh(); };
  return element;
}

/** All findings, the worst first. */
function findingsPage() {
  const state = { code: '', level: '', words: '' };
  const rank = { error: 0, warning: 1, note: 2 };
  const rows = [...INDEX.findings].sort((a, b) => rank[a.level] - rank[b.level]);
  const list = table({
    caption: 'Findings', rows, empty: 'Nothing was found.', open: (f, step) => findingDrawer(f, step),
    columns: [
      { width: '22%', label: 'Code', cell: f => h('code', {}, f.code), sort: f => f.code },
      { width: '90px', label: 'Level', cell: f => chip(f.level, f.level), sort: f => rank[f.level] },
      { label: 'Message', class: 'wide', cell: f => h('span', { class: 'clip' }, f.message), sort: f => f.message },
      { width: '16%', label: 'Task', class: 'wide', cell: f => f.run === null ? '' : h('a', { href: taskHash(INDEX.tasks[f.run].id) }, INDEX.tasks[f.run].id), sort: f => f.run },
      { label: 'Where', class: 'wide', cell: f => h('span', { class: 'quiet clip' }, `${INDEX.files[f.file] ?? ''}, ${f.place} ${f.pointer}`), sort: f => f.pointer },
    ],
  });
  shownTable = list;
  const refresh = () => list.show(rows.filter(f => (!state.code || f.code === state.code) && (!state.level || f.level === state.level) && (!state.words || `${f.code} ${f.message} ${f.pointer}`.toLowerCase().includes(state.words))));
  const element = h('section', {}, h('h1', {}, 'Findings'), h('div', { class: 'filters' }, chooser('Level', rows.map(f => f.level), v => { state.level = v; refresh(); }), chooser('Code', rows.map(f => f.code), v => { state.code = v; refresh(); })), list.element);
  element.search = words => { state.words = words.toLowerCase(); refresh(); };
  return element;
}

const DRAWER = document.querySelector('dialog');
let steps = () => undefined;

function openDrawer(title, body, step) {
  steps = step ?? (() => undefined);
  DRAWER.replaceChildren(h('div', { class: 'head' }, h('h2', {}, title), h('span', { class: 'tools' }, h('button', { type: 'button', onclick: () => steps(-1), title: 'Previous (k)' }, '↑'), h('button', { type: 'button', onclick: () => steps(1), title: 'Next (j)' }, '↓'), h('button', { type: 'button', onclick: () => DRAWER.close(), title: 'Close (Esc)' }, 'Close'))), h('div', { class: 'body' }, body));
  if (!DRAWER.open) DRAWER.showModal();
  DRAWER.scrollTop = 0;
}

/** A record in full. */
function drawer(record, step, href) {
  openDrawer(record.tag ?? record.kind ?? 'record', [h('p', { class: 'quiet' }, `${INDEX.files[record.file] ?? ''}, ${record.place} · ${bytes(record.bytes)}`, record.time !== undefined ? ` · ${moment(record.time)} UTC` : '', href ? [' ', permalink(href)] : null),
    findingList(arr(record.findings).map(n => INDEX.findings[n])), json(record.text)], step);
}

async function recordsOf(call) {
  return Promise.all(call.records.slice(0, 50).map(async ([run, n]) => (run === null ? await load('others') : (await loadRun(run)).records)[n]));
}

async function callDrawer(call, step) {
  const records = await recordsOf(call);
  openDrawer(call.method ? `${call.method} ${call.path}` : call.kind ?? 'payload', [
    h('p', { class: 'quiet' }, `${INDEX.files[call.file]}, ${call.place}`, call.status === null ? '' : ` · status ${call.status}`, call.took === null ? '' : ` · ${duration(call.took)}`, ` · ${bytes(call.sent)} sent, ${bytes(call.received)} received`),
    call.run === null ? null : h('p', {}, h('a', { href: taskHash(INDEX.tasks[call.run].id), onclick: () => DRAWER.close() }, `Task ${INDEX.tasks[call.run].id}`)),
    call.error ? h('p', { class: 'failure' }, call.error) : null,
    records.length ? records.map(record => [h('h3', {}, `${record.place}: ${record.tag ?? record.kind ?? 'unknown'}`), findingList(arr(record.findings).map(n => INDEX.findings[n])), json(record.text)]) : h('p', { class: 'quiet' }, 'The archive has no body of this call.'),
    call.records.length > 50 ? h('p', { class: 'quiet' }, `The other ${call.records.length - 50} events are with the task.`) : null], step);
}

async function findingDrawer(finding, step) {
  const list = finding.record === null ? undefined : finding.run === null ? await load('others') : (await loadRun(finding.run)).records;
  const record = list?.[finding.record];
  openDrawer(finding.code, [findingList([finding]), finding.run === null ? null : h('p', {}, h('a', { href: taskHash(INDEX.tasks[finding.run].id), onclick: () => DRAWER.close() }, `Task ${INDEX.tasks[finding.run].id}`)), record ? json(record.text) : null], step);
}

const filesPage = () => h('section', {}, h('h1', {}, 'Files'), h('ul', { class: 'plainlist' }, INDEX.files.map(name => h('li', {}, h('code', {}, name)))));

/** Shows what the address says. */
async function show() {
  const path = location.hash.replace(/^#\/?/, '').split('/').map(part => { try { return decodeURIComponent(part); } catch { return part; } });
  const [page, id, ...rest] = path;
  const only = INDEX.tasks.length === 1 && !page;
  const same = page === 'task' && shownHash?.[0] === 'task' && shownHash[1] === id && ['item', 'call', 'event'].includes(rest[0]) && !['events', 'models', 'records'].includes(shownHash[2]);
  if (!same) {
    shownTable = undefined;
    const section = page === 'traffic' ? trafficPage() : page === 'findings' ? findingsPage() : page === 'files' ? filesPage()
      : page === 'task' || only ? await taskPage(only ? INDEX.tasks[0].id : id ?? '', rest) : indexPage();
    MAIN.replaceChildren(section);
    shownTable?.draw();
    scrollTo(0, 0);
    document.title = `${MAIN.querySelector('h1')?.textContent.trim() ?? ''} · ${INDEX.title}`;
    const current = page === 'task' || !page ? '' : page;
    for (const link of document.querySelectorAll('header nav a')) link.getAttribute('href') === `#/${current}` ? link.setAttribute('aria-current', 'page') : link.removeAttribute('aria-current');
  }
  shownHash = path;
  MAIN.firstChild.reveal?.(rest);
}

function frame() {
  const { errors, warnings, notes } = INDEX.counts;
  const link = (href, label, count) => count === 0 ? null : h('a', { href }, label, count ? h('span', { class: 'quiet' }, ` ${count.toLocaleString('en')}`) : null);
  const box = h('input', { type: 'search', id: 'search', placeholder: 'Search everything  /', 'aria-label': 'Search everything' });
  let wait;
  box.addEventListener('input', () => { clearTimeout(wait); wait = setTimeout(async () => {
    if (!MAIN.firstChild?.search) { location.hash = '#/'; await new Promise(done => setTimeout(done, 50)); }
    MAIN.firstChild?.search?.(box.value.trim());
  }, 200); });
  document.querySelector('header').replaceChildren(
    h('div', { class: 'title' }, h('a', { href: '#/' }, INDEX.title), ' ', errors ? chip(plural(errors, 'error'), 'error') : null, warnings ? chip(plural(warnings, 'warning'), 'warning') : null, !errors && !warnings ? chip('valid', 'ok') : null, notes ? h('span', { class: 'quiet' }, ` ${plural(notes, 'note')}`) : null),
    h('nav', { 'aria-label': 'Pages' }, link('#/', 'Tasks', INDEX.tasks.length || undefined), link('#/traffic', 'Traffic', INDEX.calls.length), link('#/findings', 'Findings', INDEX.findings.length), link('#/files', 'Files', INDEX.files.length > 1 ? INDEX.files.length : 0)), box);
}

const HELP = [['/', 'search'], ['j, k or ↓, ↑', 'next, previous row'], ['Enter', 'open the row'], ['n, p', 'next, previous task'], ['e', 'next error or failed item'], ['g then t, r, f', 'tasks, traffic, findings'], ['Esc', 'close, or back to the tasks'], ['?', 'this list']];
let pending = '';
addEventListener('keydown', event => {
  const typing = event.target.closest?.('input, select, textarea');
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (typing) { if (event.key === 'Escape') event.target.blur(); return; }
  const key = pending + event.key;
  pending = event.key === 'g' && !pending ? 'g' : '';
  const go = { gt: '#/', gr: '#/traffic', gf: '#/findings' }[key];
  const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
  if (go) location.hash = go;
  else if (DRAWER.open) { if (step && !event.key.startsWith('Arrow')) steps(step); else if (event.key !== '?') return; }
  else if (event.key === '/') document.getElementById('search').focus();
  else if (step && shownTable) shownTable.move(step);
  else if (event.key === 'n') document.querySelector('a[rel=next]')?.click();
  else if (event.key === 'p') document.querySelector('a[rel=prev]')?.click();
  else if (event.key === 'e') nextBad();
  else if (event.key === 'Escape' && shownHash?.[0]) location.hash = '#/';
  else if (event.key === '?') openDrawer('Keyboard', h('dl', { class: 'arguments' }, HELP.map(([k, what]) => [h('dt', {}, k), h('dd', {}, what)])));
  else return;
  event.preventDefault();
});

/** Goes to the next thing that went wrong on the page. */
function nextBad() {
  const all = [...MAIN.querySelectorAll('.failure, .finding.error, .finding.warning, .waits')];
  const next = all.find(element => element.getBoundingClientRect().top > 120) ?? all[0];
  next?.scrollIntoView({ block: 'center' });
}

frame();
addEventListener('hashchange', show);
show();
