// What messages and tools say: parts of content, citations, log probabilities, blocks.

/** Pictures and sound that a payload brings along; anything else would need the network. */
const PICTURE = /^data:image\/(png|jpeg|jpg|gif|webp|avif|bmp);base64,[\w+/=\s]+$/i;
const SOUND = /^data:audio\/(wav|x-wav|mpeg|mp3|ogg|webm|aac|flac|mp4);base64,[\w+/=\s]+$/i;
const LONG = 200000;

/** The body of a message or tool result. `fixed`: output of a tool, in a fixed font. */
function content(body, fixed) {
  if (typeof body === 'string') return words(body, fixed);
  if (!Array.isArray(body)) return body === undefined || body === null ? [] : value(body);
  return body.map(part => typeof part === 'string' ? words(part, fixed) : contentPart(part, fixed));
}

const words = (string, fixed) => !string ? [] : (fixed && !string.startsWith('```')) || string.length > LONG ? output(string) : markdown(string);

/** Long output is folded after its beginning. */
function output(string) {
  const lines = string.split('\n').length;
  if (string.length < 4000 && lines < 60) return scrollable(h('pre', { class: 'code' }, string), 'Output');
  const head = string.split('\n').slice(0, 30).join('\n').slice(0, 2500);
  const pre = scrollable(h('pre', { class: 'code' }, head, '\n…'), 'Output');
  const button = h('button', { type: 'button', onclick: () => { pre.replaceChildren(...text(string)); button.remove(); } },
    `Show all: ${plural(lines, 'line')}, ${plural(string.length, 'character')}`);
  return [pre, button];
}

function contentPart(part, fixed) {
  const type = part?.type ?? '';
  if (typeof part?.text === 'string') {
    // The server's own notes between the parts of an answer.
    if (part.tags?.includes?.('added_by_reference_manager')) return h('p', { class: 'aside', title: part.tags.join(', ') }, part.id !== undefined ? `[^${part.id}] ` : null, part.text);
    const tags = [type === 'refusal' && 'refusal', part.id !== undefined && `[^${part.id}]`, ...(Array.isArray(part.tags) ? part.tags : [])].filter(Boolean);
    return h('div', { class: type === 'refusal' ? 'refusal' : null },
      tags.length ? h('p', { class: 'tags' }, tags.map(tag => h('span', { class: 'tag' }, tag))) : null,
      words(part.text, fixed),
      citations(part.annotations, part.text),
      part.logprobs?.length ? folded(`${plural(part.logprobs.length, 'token')} with probabilities`, () => probabilities(part.logprobs)) : null);
  }
  if (part?.image_url) return picture(part.image_url.url ?? '', part.image_url.detail);
  if (part?.input_audio) {
    const { data = '', format = 'wav' } = part.input_audio;
    const url = String(data).startsWith('data:') ? data : `data:audio/${format === 'mp3' ? 'mpeg' : format};base64,${data}`;
    return SOUND.test(url)
      ? h('audio', { controls: true, src: url, 'aria-label': `audio, ${format}` })
      : h('p', { class: 'quiet' }, `audio (${format}): `, short(String(data)));
  }
  if (part?.file) {
    const { filename = '', file_url = '', file_data } = part.file;
    return h('p', { class: 'file' }, '📄 ', h('strong', {}, filename), ' ', link(file_url),
      file_data ? h('span', { class: 'quiet' }, ` ${bytes(Math.floor(file_data.length * 3 / 4))} inside`) : null);
  }
  return [h('p', { class: 'quiet' }, type || 'part'), value(part)];
}

const short = string => string.length > 160 ? `${string.slice(0, 160)}…` : string;

function picture(url, detail) {
  if (PICTURE.test(url)) return h('img', { src: url, alt: `picture, ${bytes(Math.floor(url.length * 3 / 4))}` });
  return h('p', { class: 'quiet' }, '🖼 picture, not loaded: ', url.startsWith('data:') ? short(url) : link(url), detail ? ` (${detail})` : null);
}

/** The citations of a text, each with the words that it covers. */
function citations(list, body) {
  if (!list?.length) return null;
  const rows = list.map(note => {
    const { start_index: start, end_index: end } = note;
    const cited = Number.isInteger(start) && Number.isInteger(end) ? [...body].slice(start, end + 1).join('') : '';
    const address = note.url ?? note.file_url ?? '';
    const name = note.title ?? note.filename ?? note.file_id ?? '';
    return h('li', {}, h('span', { class: 'tag' }, note.type ?? 'citation'), ' ',
      cited ? [h('q', {}, cited), ' '] : null, name ? h('strong', {}, name) : null, ' ', address ? link(address) : null,
      [['index', note.index], ['file', note.file_id], ['container', note.container_id], ['characters', cited ? `${start}–${end}` : undefined]]
        .filter(([, v]) => v !== undefined).map(([k, v]) => h('span', { class: 'quiet' }, ` ${k} ${v}`)));
  });
  return h('ol', { class: 'citations', 'aria-label': 'Citations' }, rows);
}

/** Tokens, the darker the less likely; the alternatives beside each. */
function probabilities(tokens) {
  const shown = h('p', { class: 'tokens', tabindex: 0 });
  const detail = h('div', { class: 'quiet', 'aria-live': 'polite' }, 'Choose a token to see what else was likely. Shading: the darker, the less likely.');
  const percent = logprob => `${(Math.exp(Number(logprob)) * 100).toFixed(1)} %`;
  tokens.forEach(token => {
    const doubt = Math.min(4, Math.floor(-Number(token?.logprob ?? 0) / 0.4));
    const show = () => detail.replaceChildren(grid(['token', 'probability', 'log', 'bytes'],
      [token, ...arr(token.top_logprobs)].map(t => [h('code', {}, JSON.stringify(t.token ?? '')), percent(t.logprob), String(t.logprob), arr(t.bytes).join(' ')])));
    shown.append(h('button', { type: 'button', class: `token doubt-${doubt}`, title: percent(token?.logprob), onclick: show }, token?.token ?? ''));
  });
  return [shown, detail];
}

/** A block for display: drawn where its type is known, its data one click away. */
function block(block) {
  const data = block?.data && typeof block.data === 'object' ? Object.values(block.data)[0] : block?.data;
  const draw = {
    text: () => markdown(block.text ?? ''),
    image_url: () => picture(block.image_url?.url ?? ''),
    'plotly-json': () => chart(data),
    'table-json': () => Object.values(block.data ?? {}).filter(Boolean).map(table => dataTable(table.columns, table.datas, table.caption)),
    table: () => dataTable(data && block.data.columns, block.data?.rows ?? block.data?.datas, block.data?.caption),
    html: () => markupBlock(String(data ?? '')),
    json: () => value(data),
    search_result: () => [h('p', {}, h('strong', {}, data?.title), ' ', link(data?.url ?? '')), h('p', { class: 'quiet' }, data?.publish_time),
      markdown(data?.abstract ?? ''), data?.error ? h('p', { class: 'bad' }, data.error) : null,
      data?.content ? folded('content', () => markdown(data.content)) : null],
    'visual-json': () => [data?.caption ? h('p', {}, data.caption) : null, value(data?.config)],
    tool_call: () => [h('p', {}, data?.tool_icon, ' ', h('strong', {}, data?.tool_title ?? data?.tool_name)), value(data?.tool_args)],
    env_event: () => [h('p', {}, data?.done ? 'environment: done' : 'environment: goes on'), data?.info ? value(data.info) : null],
    'document-json': () => documentPiece(data),
  }[block?.type];
  let drawn;
  try { drawn = draw?.(); } catch { drawn = undefined; }
  return h('div', { class: 'block', 'data-source': true },
    h('p', { class: 'label' }, block?.type ?? 'block', block?.id !== undefined ? ` [^${block.id}]` : null, ' ', drawn ? source(() => stringify(block)) : null),
    drawn ?? value(block));
}

/** HTML as its source; a table in it is drawn, from its words alone. */
function markupBlock(markup) {
  const rows = markup.length > LONG ? [] : [...markup.matchAll(/<tr\b[^>]*>([\s\S]*?)<\/tr>/gi)].map(row => [...row[1].matchAll(/<t[hd]\b[^>]*>([\s\S]*?)<\/t[hd]>/gi)].map(cell => unescaped(cell[1].replace(/<[^>]*>/g, '').trim())));
  const shown = () => listing(markup, 'html');
  return rows.length ? [grid(rows[0], rows.slice(1)), folded('its source in HTML', shown)] : [h('p', { class: 'quiet' }, 'HTML, shown as its source'), shown()];
}

const unescaped = string => string.replace(/&(lt|gt|quot|nbsp|#39|amp);/g, (_, name) => ({ lt: '<', gt: '>', quot: '"', nbsp: ' ', '#39': "'", amp: '&' })[name]);

function dataTable(columns, rows, caption) {
  const list = Array.isArray(rows) ? rows : [];
  const names = Array.isArray(columns) && columns.length ? columns.map(c => typeof c === 'string' ? c : c?.name ?? c?.key ?? c?.title ?? c?.field ?? stringify(c)) : [...new Set(list.flatMap(row => Object.keys(row ?? {})))];
  const keys = Array.isArray(columns) && columns.length ? columns.map(c => typeof c === 'string' ? c : c?.key ?? c?.name ?? c?.field ?? '') : names;
  const cell = v => v === null || v === undefined ? '' : typeof v === 'object' && !(v instanceof Exact) ? stringify(v) : String(v);
  const rowOf = row => Array.isArray(row) ? row.map(cell) : keys.map(key => cell(row?.[key]));
  const shown = list.slice(0, 200);
  return [grid(names, shown.map(rowOf), caption), list.length > 200 ? folded(`${list.length - 200} more rows`, () => grid(names, list.slice(200).map(rowOf))) : null];
}

function documentPiece(piece) {
  switch (piece?.type) {
    case 'table': return [arr(piece.table_caption).map(c => h('p', {}, c)), listing(piece.table_body ?? '', 'html'), arr(piece.table_footnote).map(c => h('p', { class: 'quiet' }, c))];
    case 'code': return [arr(piece.code_caption).map(c => h('p', {}, c)), listing(piece.code_body ?? '', piece.guess_lang)];
    case 'list': return h('ul', {}, arr(piece.list_items).map(item => h('li', {}, inline(item))));
    case 'image': return [picture(piece.image_url ?? ''), [...arr(piece.image_captions), ...arr(piece.image_footnotes)].map(c => h('p', {}, c))];
    default: return typeof piece?.text === 'string' ? h('p', { class: piece.text_level ? 'heading' : null }, piece.text) : value(piece);
  }
}

/** A chart of the kinds that agents make most: bars, lines, points, shares. */
function chart(figure) {
  const traces = arr(figure?.data).slice(0, 12);
  const title = figure?.layout?.title?.text ?? figure?.layout?.title;
  const numbers = list => (Array.isArray(list) ? list : []).map(Number);
  const W = 560, H = 260, L = 48, R = 12, T = 12, B = 32;
  if (traces.some(t => t.type === 'pie')) {
    const { labels = [], values = [] } = traces.find(t => t.type === 'pie');
    const total = numbers(values).reduce((a, b) => a + b, 0);
    return grid(['', 'value', 'share'], labels.map((label, i) => [String(label), String(values[i]), `${(100 * values[i] / total).toFixed(1)} %`]), title);
  }
  const points = traces.map(t => numbers(t.y ?? t.x).filter(Number.isFinite));
  const all = points.flat();
  if (!all.length || !traces.every(t => ['bar', 'scatter', 'scattergl', undefined].includes(t.type) && Array.isArray(t.y))) return undefined;
  const low = Math.min(0, ...all), high = Math.max(0, ...all), span = high - low || 1;
  const most = Math.max(...points.map(p => p.length));
  const X = i => L + (W - L - R) * (i + 0.5) / most, Y = v => T + (H - T - B) * (1 - (v - low) / span);
  const marks = traces.map((t, n) => {
    const ys = numbers(t.y);
    if (t.type === 'bar') {
      const w = (W - L - R) / most * 0.8 / traces.length;
      return ys.map((v, i) => h('rect', { class: `c-${n % 6}`, x: X(i) - w * traces.length / 2 + n * w, y: Math.min(Y(v), Y(0)), width: Math.max(w - 1, 1), height: Math.abs(Y(v) - Y(0)) }));
    }
    return t.mode === 'markers'
      ? ys.map((v, i) => h('circle', { class: `c-${n % 6}`, cx: X(i), cy: Y(v), r: 3 }))
      : h('polyline', { class: `l-${n % 6}`, fill: 'none', points: ys.map((v, i) => `${X(i)},${Y(v)}`).join(' ') });
  });
  const every = Math.ceil(most / 8), labels = arr(traces[0].x).map(String);
  return h('figure', { class: 'chart' }, title ? h('figcaption', {}, String(title)) : null,
    h('svg', { viewBox: `0 0 ${W} ${H}`, role: 'img', 'aria-label': `chart ${title ?? ''}: ${traces.length} series of up to ${most} values from ${low} to ${high}` },
      [low, low + span / 2, high].map(v => [h('line', { x1: L, x2: W - R, y1: Y(v), y2: Y(v) }), h('text', { x: L - 6, y: Y(v) + 4, 'text-anchor': 'end' }, String(+v.toPrecision(3)))]),
      marks, labels.map((label, i) => i % every ? null : h('text', { x: X(i), y: H - 10, 'text-anchor': 'middle' }, label.slice(0, 14)))),
    traces.length > 1 ? h('p', { class: 'quiet' }, traces.map((t, n) => [h('span', { class: `key k-${n % 6}` }), ` ${t.name ?? n + 1} `])) : null);
}
