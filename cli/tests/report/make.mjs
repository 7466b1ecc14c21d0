// Captures that no server sends: every text of a rich task is an attack, and many tasks.
import { readFileSync, writeFileSync } from 'node:fs';

const [, , fixtures, out] = process.argv;

/** What runs, loads or breaks out wherever a page makes markup, addresses or code of text. */
const ATTACKS = [
  '<script>pwned()</script>', '</script><script>pwned()</script>', '<img src=x onerror=pwned()>', '"><svg onload=pwned()>', '</title></style></noscript></pre><img src=http://127.0.0.1:9/a onerror=pwned()>',
  '<!--<script>', ']]><script>pwned()</script>', '<iframe src="javascript:parent.pwned()"></iframe>', '<style>@import "http://127.0.0.1:9/b"</style>', '<link rel=stylesheet href=http://127.0.0.1:9/c>', '<meta http-equiv=refresh content="0;url=http://127.0.0.1:9/d">',
  '<base href=http://127.0.0.1:9/>', '<object data=http://127.0.0.1:9/e>', '<form action=http://127.0.0.1:9/f><button autofocus>', '![picture](http://127.0.0.1:9/g)', '![x](data:text/html,<script>pwned()</script>)', '[link](javascript:pwned())', '[link](data:text/html,<script>pwned()</script>)', '<javascript:pwned()>',
  '[a](vbscript:pwned)', '[x](http://127.0.0.1:9/h "title" onerror=pwned())', '`<img src=x onerror=pwned()>`', '```html\n<img src=x onerror=pwned()>\n```', '```\n</pre><script>pwned()</script>', '| a | b |\n|---|---|\n| <img src=x onerror=pwned()> | ![i](http://127.0.0.1:9/i) |', '> <script>pwned()</script>',
  '- <img src=x onerror=pwned()>', '# <script>pwned()</script>', '**<b onclick=pwned()>x</b>**', 'data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9cHduZWQoKT4=', 'data:image/png;base64," onerror="pwned()', 'data:text/html,<script>pwned()</script>', 'javascript:pwned()', 'http://127.0.0.1:9/j', '//127.0.0.1:9/k', 'url(http://127.0.0.1:9/l)',
  '\\u003cscript\\u003epwned()', '\u2028pwned()//', '\u202egnp.exe', '\u0000\u0007\u001b[31m', "';pwned();'", '${pwned()}', '{{pwned()}}', '__proto__', 'constructor', '#/task/x" onclick="pwned()', '%3Cscript%3Epwned()%3C/script%3E', '&lt;script&gt;pwned()&lt;/script&gt;', '<math><mtext><table><mglyph><style><img src onerror=pwned()>', '<svg><animate onbegin=pwned() attributeName=x>', '<video><source onerror=pwned()></video>', '<details open ontoggle=pwned()>', '<input autofocus onfocus=pwned()>', '<x id=INDEX><x id=index>', '<x name=body>',
];
const FIXED = new Set(['task', '2.0', 'completed', 'in_progress', 'incomplete', 'message', 'reasoning', 'tool_call', 'tool_result', 'assistant', 'file', 'mp3', 'json', 'high']);
let next = 0;

function attack(value, key) {
  if (Array.isArray(value)) return value.map(v => attack(v, key));
  if (value && typeof value === 'object') return Object.fromEntries([...Object.entries(value).map(([k, v]) => [k, attack(v, k)]), [ATTACKS[next++ % ATTACKS.length], 'x']]);
  if (typeof value !== 'string' || FIXED.has(value) || (key === 'type' && !value.startsWith('x'))) return value;
  return ATTACKS[next++ % ATTACKS.length];
}

const rich = JSON.parse(readFileSync(`${fixtures}/scripted_create_all.json`, 'utf8'));
const blocks = value => [
  { type: 'text', text: value }, { type: 'html', data: { 'text/html': `<table><tr><td>${value}</td></tr></table>` } }, { type: 'html', data: value }, { type: 'json', data: { 'application/json': { [value]: value } } },
  { type: 'image_url', image_url: { url: value } }, { type: 'table-json', data: { 'application/vnd.aime.table.v1+json': { columns: [{ name: value }], datas: [{ [value]: value }], caption: value } } },
  { type: 'plotly-json', data: { 'application/vnd.plotly.v1+json': { data: [{ type: 'bar', x: [value, value], y: [1, 2], name: value }], layout: { title: { text: value } } } } },
  { type: 'search_result', data: { 'application/vnd.search_result.v1+json': { title: value, url: value, abstract: value, content: value, error: value } } }, { type: 'visual-json', data: { 'application/vnd.aime.visual.v1+json': { type: value, config: { a: value }, caption: value } } },
  { type: 'tool_call', data: { 'application/vnd.aime.tool.call+json': { call_id: value, tool_name: value, tool_args: { a: value }, tool_icon: value } } }, { type: 'document-json', data: { 'application/vnd.aime.document.v1+json': { type: 'table', table_body: value } } }, { type: value, data: value }, value, null, 7,
];
const lines = [];
for (let i = 0; i < ATTACKS.length; i++) {
  next = i;
  const body = attack(rich);
  body.result.id = `${ATTACKS[i]} ${i}`;
  for (const item of body.result.output) if (item.block_list) item.block_list = blocks(ATTACKS[i]);
  body.result.output.push({ type: 'message', role: ATTACKS[i], message_content: [{ type: 'text', text: ATTACKS.join('\n\n'), annotations: [{ type: 'url_citation', url: ATTACKS[i], title: ATTACKS[i], start_index: 0, end_index: 3 }] }, { type: 'input_audio', input_audio: { data: ATTACKS[i], format: ATTACKS[i] } }] },
    { type: 'tool_call', call_id: 'c', name: ATTACKS[i], arguments: JSON.stringify({ code: ATTACKS[i], [ATTACKS[i]]: `x\n${ATTACKS[i]}` }) }, { type: ATTACKS[i], [ATTACKS[i]]: ATTACKS[i] });
  lines.push(JSON.stringify(body));
}
lines.push('{"success":false,"message":"<img src=x onerror=pwned()>","data":null}', '{"<script>pwned()</script>":', '{"jsonrpc":"2.0","id":"x","result":{"type":"task.<img src=x onerror=pwned()>","task_id":"t<script>pwned()</script>","sequence_number":0}}');
writeFileSync(`${out}/<img src=x onerror=pwned()>.ndjson`, lines.join('\n'));

// Many tasks: the stream of a sub-agent under other names.
const stream = readFileSync(`${fixtures}/create_subagent_stream.sse`, 'utf8').split('\n').filter(line => line.startsWith('data: ')).map(line => line.slice(6));
const some = stream.filter((_, i) => i < 4 || i > stream.length - 3);
writeFileSync(`${out}/many.ndjson`, Array.from({ length: 5000 }, (_, i) => some.join('\n').replaceAll('task_subagent_stream', `task_${String(i).padStart(5, '0')}`).replaceAll('fake', `f${i}`)).join('\n'));

// Many calls, none of them answered, and many with one id.
const calls = (id, results) => ({ jsonrpc: '2.0', id: 'r', result: { object: 'task', id: `calls_${id}`, session_id: 's', user_id: 'u', status: 'completed', created_at: 1795467208,
  output: [...Array.from({ length: 3000 }, (_, i) => ({ type: 'tool_call', call_id: id === 'same' ? 'c' : `c${i}`, name: 'n', arguments: '{}' })), ...Array.from({ length: results }, (_, i) => ({ type: 'tool_result', call_id: 'c', message_content: `r${i}`, block_list: [] }))] } });
writeFileSync(`${out}/calls.ndjson`, [calls('same', 3000), calls('none', 0)].map(x => JSON.stringify(x)).join('\n'));
