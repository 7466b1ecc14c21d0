// Elements, text and JSON on the page. Everything from a payload becomes text, never markup.

/** Makes an element; `on…` properties are listeners, `dataset` and `class` as in HTML. */
function h(tag, props, ...children) {
  const svg = SVG.has(tag);
  const element = svg ? document.createElementNS('http://www.w3.org/2000/svg', tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'style') for (const [key, v] of Object.entries(value)) element.style.setProperty(key, v);
    else element.setAttribute(name, value === true ? '' : value);
  }
  add(element, children);
  return element;
}

const SVG = new Set(['svg', 'rect', 'path', 'line', 'g', 'text', 'circle', 'polyline']);

function add(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child === undefined || child === null || child === false) continue;
    element.append(...(child instanceof Node ? [child] : text(String(child))));
  }
}

// Controls, overrides of the writing direction, invisible characters; line breaks, tabs and the
// joiners that scripts and emoji need are left alone.
const HIDDEN = /(?![\n\t\u200c\u200d])[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}\u034f\u115f\u1160\u3164\uffa0]/gu;

/** A text with what is hidden made visible. */
function text(string) {
  if (string.search(HIDDEN) < 0) return [string];
  const out = [];
  let at = 0;
  for (const match of string.replace(/\r\n/g, '\n').matchAll(HIDDEN)) {
    const source = match.input;
    out.push(source.slice(at, match.index));
    const code = match[0].codePointAt(0).toString(16).toUpperCase().padStart(4, '0');
    const mark = document.createElement('span');
    mark.className = 'hidden';
    mark.textContent = `U+${code}`;
    out.push(mark);
    at = match.index + match[0].length;
  }
  out.push(string.replace(/\r\n/g, '\n').slice(at));
  return out;
}

/** A list of a payload; what is none counts as empty, and shows with the JSON. */
const arr = v => Array.isArray(v) ? v : [];

const plural = (count, noun) => `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;

/** A stretch of time in words. */
function duration(millis) {
  if (millis === null || millis === undefined) return '';
  const s = millis / 1000, whole = Math.round(s);
  if (s < 0) return `-${duration(-millis)}`;
  if (s < 0.9995) return `${millis < 10 && millis > 0 ? millis.toFixed(1) : Math.round(millis)} ms`;
  if (s < 9.995) return `${s.toFixed(2)} s`;
  if (s < 59.95) return `${s.toFixed(1)} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor(whole / 60) % 60} min`;
}

/** A time in UTC to the millisecond. */
function moment(millis) {
  if (millis === null || millis === undefined || Math.abs(millis) > 8e15) return '';
  return new Date(millis).toISOString().replace('T', ' ').replace(/(\.000)?Z$/, '');
}

const bytes = n => n < 1000 ? `${n} B` : n < 1e6 ? `${(n / 1e3).toFixed(1)} kB` : `${(n / 1e6).toFixed(1)} MB`;

/** A number that JavaScript cannot hold, with all its digits. */
class Exact {
  constructor(source) { this.source = source; }
  toString() { return this.source; }
  toJSON() { return this.source; }
}

/** Reads JSON without losing digits; `undefined` for what is not JSON. */
function parse(json) {
  try {
    return JSON.parse(json, (_, value, context) =>
      typeof value === 'number' && context?.source && String(value) !== context.source &&
      !/^-?\d+\.\d{1,15}0*$/.test(context.source) ? new Exact(context.source) : value);
  } catch {
    return undefined;
  }
}

/** JSON, laid out token by token: nothing is lost, not even keys that come twice. */
function json(source) {
  const out = [];
  let depth = 0, line = '';
  const flush = () => { if (line) out.push(line); line = ''; };
  const tokens = source.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+|"/g) ?? [];
  const coloured = source.length < 60000;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i], next = tokens[i + 1];
    if (token === '{' || token === '[') {
      line += token;
      if (next === '}' || next === ']') { line += next; i++; } else line += '\n' + '  '.repeat(++depth);
    } else if (token === '}' || token === ']') {
      depth = Math.max(0, depth - 1);
      line += '\n' + '  '.repeat(depth) + token;
    } else if (token === ',') line += ',\n' + '  '.repeat(depth);
    else if (token === ':') line += ': ';
    else if (coloured) {
      flush();
      const kind = next === ':' ? 'key' : token[0] === '"' ? 'str' : 'lit';
      out.push(h('span', { class: `j-${kind}` }, token));
    } else line += token;
  }
  flush();
  return scrollable(h('pre', { class: 'code' }, out), 'JSON');
}

/** A block that can be scrolled with the keyboard. */
function scrollable(element, label) {
  element.tabIndex = 0;
  element.setAttribute('role', 'group');
  element.setAttribute('aria-label', label);
  return element;
}

/** A value of a payload as JSON. */
const value = v => json(stringify(v));

/** JSON of a parsed value, digits included. */
function stringify(v) {
  if (v instanceof Exact) return v.source;
  if (Array.isArray(v)) return `[${v.map(stringify).join(',')}]`;
  if (v && typeof v === 'object') return `{${Object.entries(v).map(([k, x]) => `${JSON.stringify(k)}:${stringify(x)}`).join(',')}}`;
  return JSON.stringify(v) ?? 'null';
}

/** Details that are made when they are opened. */
function folded(summary, make, props = {}) {
  const details = h('details', props, h('summary', {}, summary));
  const fill = () => {
    if (!details.open || details.dataset.filled) return;
    details.dataset.filled = 'yes';
    add(details, [make()]);
  };
  details.addEventListener('toggle', fill);
  details.fill = () => { details.open = true; fill(); };
  return details;
}

/** A button that shows what was received, in full. */
function source(get, label = 'JSON') {
  const button = h('button', { type: 'button', class: 'source', 'aria-expanded': 'false', title: 'Show what was received' }, '{ }');
  button.setAttribute('aria-label', label);
  let shown;
  button.addEventListener('click', () => {
    if (shown) { shown.remove(); shown = undefined; }
    else {
      shown = json(get());
      button.closest('[data-source]').append(shown);
    }
    button.setAttribute('aria-expanded', String(!!shown));
  });
  return button;
}

/** A link to a place on the page that is always there, and shown as an address. */
const permalink = hash => h('a', { class: 'permalink', href: hash, 'aria-label': 'Link to this', title: 'Link to this' }, '#');

/** Appends a long list piece by piece as it is scrolled to. */
function lazily(container, count, make, step = 100) {
  let done = 0;
  const sentinel = h('div', { class: 'sentinel' });
  container.append(sentinel);
  const more = to => {
    const end = Math.min(count, Math.max(to, done));
    const nodes = [];
    for (; done < end; done++) nodes.push(make(done));
    sentinel.before(...nodes.flat().filter(node => node instanceof Node));
    if (done >= count) { observer.disconnect(); sentinel.remove(); }
  };
  const observer = new IntersectionObserver(entries => {
    if (entries.some(entry => entry.isIntersecting)) more(done + step);
  }, { rootMargin: '1500px' });
  more(step);
  if (done < count) observer.observe(sentinel);
  return index => more(index + 1);
}
