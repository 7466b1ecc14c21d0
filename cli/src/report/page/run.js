// One run: the task that was asked for with its tools and sub-agents.

/** Where the time went: a row for each stretch, on one axis. */
function waterfall(run, root) {
  const spans = run.spans;
  const base = spans[0]?.start ?? 0;
  const length = Math.max(...spans.slice(0, 5000).map(s => (s.start ?? base) - base + (s.took ?? 0)), 0);
  const timed = run.tasks[0].begun !== null && length > 0;
  const rows = h('ol', { class: 'waterfall' });
  lazily(rows, spans.length, i => {
    const span = spans[i], task = run.tasks[span.task];
    const whole = span.kind === 'agent' || (span.kind === 'tool' && span.call === task.id);
    const failed = whole && (task.status === 'failed' || task.error);
    const waits = span.call && run.tasks.some(t => t.waits.includes(span.call));
    const bar = span.took === null || !length ? null : h('span', {
      class: `bar ${span.kind}${span.estimated ? ' estimated' : ''}${failed ? ' failed' : ''}`,
      style: { left: `${100 * Math.max(0, span.start - base) / length}%`, width: `${Math.max(0.3, 100 * span.took / length)}%` },
    });
    const href = span.call ? `${root}/call/${encodeURIComponent(span.call)}` : span.depth ? null : root;
    const tokens = whole && task.tokens.total ? ` · ${task.tokens.total.toLocaleString('en')} tokens` : '';
    const about = `${span.name}${span.kind === 'model' ? ', between tools (estimated)' : ''}`;
    const name = [h('span', { class: `dot ${span.kind}${failed ? ' failed' : ''}`, 'aria-hidden': 'true' }), span.name, failed ? h('span', { class: 'bad' }, ' failed') : null, waits ? h('span', { class: 'warn' }, ' waits for an answer') : null];
    return h('li', { class: `span ${span.kind}`, style: { '--depth': Math.min(span.depth, 12) }, title: `${about}: ${duration(span.took) || 'no time known'}${tokens}` },
      href ? h('a', { class: 'name', href }, name) : h('span', { class: 'name' }, name),
      h('span', { class: 'track', 'aria-hidden': 'true' }, bar),
      h('span', { class: 'took' }, span.took === null ? '–' : `${span.estimated ? '≈ ' : ''}${duration(span.took)}`));
  });
  return h('section', { class: 'panel time', 'aria-labelledby': 'time' }, h('h2', { id: 'time' }, 'Timeline'),
    timed ? h('div', { class: 'axis', 'aria-hidden': 'true' }, [0, 0.25, 0.5, 0.75, 1].map(part => h('span', {}, duration(length * part) || '0')))
      : h('p', { class: 'quiet' }, length ? 'The capture has no times of events: bars show how long tools took, one after the other.' : 'The capture has no times of events or tools.'),
    rows,
    timed ? h('p', { class: 'legend' }, [['model', 'model answers (time without a tool)'], ['tool', 'tool'], ['agent', 'agent']].map(([kind, label]) => [h('span', { class: `dot ${kind}`, 'aria-hidden': 'true' }), `${label} `])) : null);
}

/** Which item answers which call: for each call the first result behind it that is left. */
function pair(items) {
  const queues = new Map(), resultOf = new Map();
  items.forEach((item, i) => {
    if (item?.type !== 'tool_result') return;
    if (!queues.has(item.call_id)) queues.set(item.call_id, { at: 0, results: [] });
    queues.get(item.call_id).results.push(i);
  });
  items.forEach((item, i) => {
    const queue = item?.type === 'tool_call' && queues.get(item.call_id);
    if (!queue) return;
    while (queue.results[queue.at] < i) queue.at++;
    if (queue.at < queue.results.length) resultOf.set(i, queue.results[queue.at++]);
  });
  return resultOf;
}

const tookOf = task => task.ended === null || task.begun === null ? null : task.ended - task.begun;

/** The conversation of a task. `view` holds those of the run, so that links can open them. */
function conversation(view, at) {
  const { run } = view, facts = run.tasks[at];
  const task = facts.last ? parse(facts.last) : undefined;
  const items = Array.isArray(task?.output) ? task.output : [];
  const resultOf = pair(items), paired = new Set(resultOf.values());
  const shown = items.map((_, i) => i).filter(i => !paired.has(i));
  const element = h('div', { class: 'conversation' });
  const asked = parse(facts.request ?? 'null');
  if (asked) element.append(article('user', ['user'], content(asked)));
  const parts = new Map();
  const make = n => {
    const i = shown[n];
    let made;
    try { made = itemView(view, at, items, i, resultOf.get(i)); }
    catch { made = article('unknown', [items[i]?.type ?? 'item', ', not of the form that is known'], [value(items[i]), resultOf.has(i) ? value(items[resultOf.get(i)]) : null]); }
    parts.set(i, made);
    if (resultOf.has(i)) parts.set(resultOf.get(i), made);
    return made;
  };
  const more = lazily(element, shown.length, make, 60);
  if (!items.length) element.append(h('p', { class: 'quiet' }, facts.last ? 'The task has no items.' : 'No whole task was captured; its events are below.'));
  const order = new Map(shown.map((i, n) => [i, n]));
  for (const [call, result] of resultOf) order.set(result, order.get(call));
  view.conversations.set(at, { items, reveal(i) { more(order.get(i) ?? 0); return parts.get(i); } });
  return element;
}

function article(kind, label, body, props = {}, tools = []) {
  return h('article', { class: `item ${kind}`, 'data-source': true, tabindex: -1, ...props },
    h('div', { class: 'head' }, h('span', { class: 'label' }, label), h('span', { class: 'tools' }, tools)), h('div', { class: 'body' }, body));
}

const chip = (label, kind = '') => label ? h('span', { class: `chip ${kind}` }, label) : null;

/** One item; a tool call with its result and what runs below it. */
function itemView(view, at, items, i, result) {
  const { run, root } = view, item = items[i], facts = run.tasks[at];
  const id = item?.id ?? item?.call_id ?? `${at}.${i}`;
  const tools = [permalink(`${root}/item/${encodeURIComponent(id)}`), source(() => stringify(item), `JSON of ${item?.type ?? 'item'}`)];
  const found = [...view.about(id), ...(result === undefined ? [] : view.about(items[result]?.id))];
  const notes = findingList(found);
  const state = item?.status && item.status !== 'completed' && item.type !== 'tool_result' ? chip(item.status) : null;
  switch (item?.type) {
    case 'message': {
      const body = item.message_content ?? item.content;
      const blocks = extraBlocks(item, body);
      return article(`message ${item.role === 'user' ? 'user' : item.role === 'assistant' ? 'assistant' : 'system'}`,
        [h('strong', {}, item.role), item.name ? ` ${item.name}` : null, ' ', state], [content(body), blocks.map(block), notes], {}, tools);
    }
    case 'reasoning': {
      const summary = texts(item.summary), full = texts(item.content);
      return article('reasoning', ['reasoning ', state], [summary ? markdown(summary) : null,
        full ? (summary ? folded('in full', () => markdown(full)) : markdown(full)) : null, notes], {}, tools);
    }
    case 'tool_call': return callView(view, at, items, i, result, tools, state, notes);
    case 'tool_result':
      return article('tool', [h('strong', {}, 'result'), ` of a call that is not here: ${item.call_id}`], [resultBody(item), notes], {}, tools);
    default:
      return article('unknown', [item?.type ?? 'item', ' of an unknown type'], [value(item), notes], {}, tools);
  }
}

/** The blocks that say more than the body. */
function extraBlocks(item, body) {
  const said = new Set([plain(body), ...(Array.isArray(body) ? body.map(part => typeof part === 'string' ? part : part?.text) : [])]);
  return arr(item.block_list).filter(b => !(b?.type === 'text' && said.has(b.text)));
}

const texts = parts => arr(parts).map(part => part?.text ?? '').filter(Boolean).join('\n\n');
const plain = body => typeof body === 'string' ? body : arr(body).map(part => typeof part === 'string' ? part : part?.text ?? '').join('');

function callView(view, at, items, i, result, tools, state, notes) {
  const { run } = view, call = items[i], facts = run.tasks[at];
  const known = view.calls(at).get(call.call_id);
  const sub = view.subs.get(`${at} ${call.call_id}`);
  const took = (sub === undefined ? null : tookOf(run.tasks[sub])) ?? known?.took;
  const waits = facts.waits.includes(call.call_id);
  const language = call.language ?? 'json';
  const parsed = language === 'json' ? parse(call.arguments || 'null') : undefined;
  const args = parsed && typeof parsed === 'object' ? argumentsView(parsed) : call.arguments ? listing(call.arguments, language === 'json' ? '' : language) : h('p', { class: 'quiet' }, 'no arguments');
  const answer = result === undefined
    ? h('p', { class: waits ? 'warn' : 'quiet' }, waits ? 'The task waits for the caller to answer this call.' : facts.status === 'completed' ? 'no result' : `no result: the task is ${facts.status || 'not over'}`)
    : h('div', { class: 'result', 'data-source': true }, h('p', { class: 'label' }, 'result ', items[result].id ? permalink(`${view.root}/item/${encodeURIComponent(items[result].id)}`) : null, source(() => stringify(items[result]), 'JSON of the result')), resultBody(items[result]));
  return article(`tool${waits ? ' waits' : ''}`,
    [h('strong', {}, call.name), ' ', chip(duration(took)), waits ? chip('waits for an answer', 'warn') : state, ' ', h('span', { class: 'quiet id' }, call.call_id)],
    [args, sub !== undefined ? subView(view, sub) : null, answer, notes], {}, tools);
}

/** Arguments by name: text as text, code as code. */
function argumentsView(parsed) {
  const entries = Object.entries(parsed);
  if (!entries.length) return h('p', { class: 'quiet' }, 'no arguments');
  return h('dl', { class: 'arguments' }, entries.map(([key, v]) => {
    const long = typeof v === 'string' && (v.includes('\n') || v.length > 100);
    const code = /code|script|sql|query|command|patch|diff/.test(key) ? (/sql|query/.test(key) ? 'sql' : /command/.test(key) ? 'bash' : 'python') : '';
    return [h('dt', {}, key), h('dd', {}, long ? listing(v, code) : typeof v === 'string' ? h('code', {}, v) : typeof v === 'object' && v && !(v instanceof Exact) ? value(v) : h('code', {}, String(v)))];
  }));
}

function resultBody(item) {
  const body = item.message_content ?? item.output;
  const blocks = extraBlocks(item, body);
  const empty = !blocks.length && (body === undefined || body.length === 0);
  return [content(body, true), empty ? h('p', { class: 'quiet' }, 'empty') : null, blocks.map(block)];
}

/** The own task of a tool or sub-agent, folded. */
function subView(view, sub) {
  const task = view.run.tasks[sub];
  const agent = task.agentic;
  const details = folded([agent ? h('strong', {}, task.agent ?? 'sub-agent') : 'own task', ' ', status(task.status), ' ', duration(tookOf(task)),
    task.tokens.total ? ` · ${task.tokens.total} tokens` : '', task.items ? ` · ${plural(task.items, 'item')}` : ''],
  () => h('div', {}, errorPanel(task), conversation(view, sub), folded('Fields', () => fields(task))), { class: agent ? 'sub agent' : 'sub' });
  view.folds.set(sub, details);
  return details;
}

/** The state of a task in its colour. */
const status = name => h('span', { class: `status s-${/^[a-z-]+$/.test(name) ? name : 'other'}` }, name || 'unknown');

/** Why a task failed, whole. */
function errorPanel(task) {
  if (!task.error) return null;
  const error = parse(task.last ?? 'null')?.error;
  return h('div', { class: 'failure', role: 'note' }, h('p', {}, h('strong', {}, `Error ${error?.code ?? ''}`)),
    h('pre', { class: 'text' }, error?.message ?? task.error), error?.data !== undefined && error?.data !== null ? value(error.data) : null);
}

/** Everything a task says beside its items. */
function fields(facts) {
  const task = parse(facts.last ?? 'null');
  if (!task) return h('p', { class: 'quiet' }, 'No whole task was captured.');
  const rows = Object.entries(task).filter(([key]) => !['output', 'rollouts'].includes(key));
  const times = [['first event', facts.begun], ['work begins', facts.working], ['last event', facts.ended]].filter(([, v]) => v !== null);
  return h('div', {}, h('dl', { class: 'arguments' }, rows.map(([key, v]) => [h('dt', {}, key), h('dd', {}, typeof v === 'object' && v && !(v instanceof Exact) ? value(v)
    : [h('code', {}, String(v)), key === 'created_at' ? h('span', { class: 'quiet' }, ` ${moment(Number(v) * 1000)} UTC`) : null])]),
  times.map(([label, v]) => [h('dt', {}, label), h('dd', {}, `${moment(v)} UTC`)])),
  folded('The whole task as JSON', () => json(facts.last)));
}

/** The records of model calls that the task kept or the stream brought. */
function modelCalls(view) {
  const seen = new Set(), list = [];
  const take = (rollout, at) => {
    const key = rollout?.rollout_id ?? stringify(rollout);
    if (!seen.has(key)) { seen.add(key); list.push({ rollout, at }); }
  };
  view.run.tasks.forEach((facts, at) => facts.last?.includes('"rollouts"') && arr(parse(facts.last)?.rollouts).forEach(r => take(r, at)));
  view.run.records.filter(r => r.tag === 'task.rollout').forEach(r => { const event = parse(r.text); take(event?.result ?? event, r.task); });
  return list;
}

function modelCall({ rollout, at }, view) {
  const messages = list => (Array.isArray(list) ? list : []).map(m => h('div', { class: `message ${m?.role}` }, h('p', { class: 'label' }, m?.role, m?.name ? ` ${m.name}` : null),
    content(m?.content), arr(m?.tool_calls).map(c => [h('p', {}, '→ ', h('strong', {}, c?.function?.name ?? c?.id)), listing(String(c?.function?.arguments ?? ''))])));
  const { input_messages: input, output_messages: output, inference_args: args, tools } = rollout ?? {};
  const names = [...arr(args?.tools), ...arr(tools)].map(t => t?.function?.name).filter(Boolean);
  return folded([h('strong', {}, args?.model ?? 'model call'), rollout?.turn !== undefined ? ` · turn ${rollout.turn}` : '', rollout?.step !== undefined && rollout?.step !== null ? `, step ${rollout.step}` : '',
    ` · ${plural(arr(input).length, 'message')} in, ${arr(output).length} out`, rollout?.is_answer ? ' · answers' : '', at ? ` · ${view.run.tasks[at].agent ?? view.run.tasks[at].id}` : ''],
  () => h('div', {}, names.length ? h('p', { class: 'quiet' }, `Tools: ${names.join(', ')}`) : null, h('h3', {}, 'Input'), messages(input), h('h3', {}, 'Output'), messages(output),
    folded('Everything as JSON', () => value(rollout))), { class: 'fold' });
}

/** What is wrong, where it is wrong. */
function findingList(findings) {
  if (!findings.length) return null;
  const order = { error: 0, warning: 1, note: 2 };
  const sorted = [...findings].sort((a, b) => order[a.level] - order[b.level]);
  const one = f => h('div', { class: `finding ${f.level}` }, h('p', {}, h('strong', {}, f.level), ' ', h('code', {}, f.code), ' ', f.message),
    h('p', { class: 'where' }, h('span', {}, `${INDEX.files[f.file] ?? ''}, ${f.place}`), f.pointer ? [' ', h('code', {}, f.pointer)] : null, f.help ? ` ${f.help}` : null));
  const loud = sorted.filter(f => f.level !== 'note'), quiet = sorted.filter(f => f.level === 'note');
  return [loud.map(one), quiet.length ? folded(plural(quiet.length, 'note'), () => h('div', {}, quiet.map(one)), { class: 'notes' }) : null];
}
