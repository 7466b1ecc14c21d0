// Markdown and code as text that reads well. Nothing in it is obeyed: no HTML, no images, no
// addresses but those of the web, and those only when they are followed.

/** A text in Markdown as elements. */
function markdown(source) {
  const lines = source.replace(/\r\n?/g, '\n').split('\n');
  const out = h('div', { class: 'md' });
  let i = 0;
  while (i < lines.length) {
    const line = lines[i];
    let match;
    if (!line.trim()) { i++; continue; }
    if ((match = /^ {0,3}(```+|~~~+)\s*([\w+#.-]*)/.exec(line))) {
      const fence = match[1], code = [];
      for (i++; i < lines.length && !lines[i].trim().startsWith(fence); i++) code.push(lines[i]);
      i++;
      add(out, [match[2] === 'html' ? markupBlock(code.join('\n')) : listing(code.join('\n'), match[2])]);
    } else if ((match = /^(#{1,6})\s+(.*?)\s*#*$/.exec(line))) {
      out.append(h('p', { class: `heading h-${match[1].length}` }, inline(match[2])));
      i++;
    } else if (/^ {0,3}([-*_])(\s*\1){2,}\s*$/.test(line)) {
      out.append(h('hr'));
      i++;
    } else if (/^ {0,3}>/.test(line)) {
      const quoted = [];
      for (; i < lines.length && /^ {0,3}>/.test(lines[i]); i++) quoted.push(lines[i].replace(/^ {0,3}> ?/, ''));
      // Quotes in quotes are rare; deep ones stay text.
      const text = quoted.join('\n');
      out.append(h('blockquote', {}, /^(\s*>){4}/m.test(text) ? text : markdown(text)));
    } else if (line.includes('|') && /^[\s:|-]+$/.test(lines[i + 1] ?? '') && lines[i + 1].includes('-') && lines[i + 1].includes('|')) {
      const rows = [cells(line)];
      for (i += 2; i < lines.length && lines[i].includes('|') && lines[i].trim(); i++) rows.push(cells(lines[i]));
      out.append(grid(rows[0].map(inline), rows.slice(1).map(row => row.map(inline))));
    } else if ((match = /^(\s*)([-*+]|\d{1,9}[.)])\s+/.exec(line))) {
      const from = i;
      for (i++; i < lines.length; i++) {
        if (!lines[i].trim()) { if (!/^\s*([-*+]|\d{1,9}[.)])\s|^\s{2,}\S/.test(lines[i + 1] ?? '')) break; }
        else if (!/^\s/.test(lines[i]) && !/^([-*+]|\d{1,9}[.)])\s/.test(lines[i])) break;
      }
      out.append(list(lines.slice(from, i)));
    } else {
      const paragraph = [];
      for (; i < lines.length && lines[i].trim() && !(paragraph.length && /^(#{1,6}\s|```|~~~|>|\s*([-*+]|\d+[.)])\s)/.test(lines[i])); i++) paragraph.push(lines[i]);
      out.append(h('p', {}, inline(paragraph.join('\n'))));
    }
  }
  return out;
}

const cells = line => line.trim().replace(/^\||\|$/g, '').split(/(?<!\\)\|/).map(cell => cell.trim());

/** A list with the lists in it, by indentation. */
function list(lines) {
  const root = { indent: -1, element: h('div') };
  const stack = [root];
  let item;
  for (const line of lines) {
    const match = /^(\s*)([-*+]|\d{1,9}[.)])\s+(.*)$/.exec(line);
    if (!match) {
      if (item && line.trim()) add(item, ['\n', ...inline(line.trim())]);
      continue;
    }
    const indent = match[1].replaceAll('\t', '    ').length;
    while (stack.length > 1 && indent < stack.at(-1).indent) stack.pop();
    if (indent > stack.at(-1).indent && stack.length < 20) {
      const ordered = /\d/.test(match[2]);
      const element = h(ordered ? 'ol' : 'ul', ordered ? { start: parseInt(match[2], 10) } : {});
      (item && stack.length > 1 ? item : stack.at(-1).element).append(element);
      stack.push({ indent, element });
    }
    item = h('li', {}, inline(match[3].replace(/^\[( |x)\] /i, (_, x) => (x === ' ' ? '☐ ' : '☑ '))));
    stack.at(-1).element.append(item);
  }
  return root.element;
}

const INLINE = /(`+)([^`]|[^`][\s\S]{0,5000}?[^`])\1(?!`)|!?\[([^\]\n]{0,500})\]\(([^()\s]{1,2000})(?:\s+"[^"\n]{0,500}")?\)|<(https?:\/\/[^<>\s]{1,2000})>|(https?:\/\/[^\s<>()[\]"'`]{1,2000}[^\s<>()[\]"'`.,;:!?])|\*\*([^*\n]{1,2000}?)\*\*|(?<![*\w])\*([^*\s][^*\n]{0,2000}?)\*(?![*\w])|(?<!\w)_([^_\s][^_\n]{0,2000}?)_(?!\w)|~~([^~\n]{1,2000})~~|\\([!-/:-@[-`{-~])/g;

/** The words of a line, with emphasis, code and links. */
function inline(string) {
  const out = [];
  let at = 0;
  for (const match of string.matchAll(INLINE)) {
    const [whole, , code, label, address, bracketed, bare, strong, em, em2, struck, escaped] = match;
    out.push(string.slice(at, match.index));
    at = match.index + whole.length;
    if (code !== undefined) out.push(h('code', {}, code));
    else if (address !== undefined) {
      out.push(whole[0] === '!' ? h('span', { class: 'quiet' }, `[image: ${label}] `, link(address)) : link(address, label));
    } else if (bracketed ?? bare) out.push(link(bracketed ?? bare));
    else if (strong !== undefined) out.push(h('strong', {}, strong));
    else if (em ?? em2) out.push(h('em', {}, em ?? em2));
    else if (struck !== undefined) out.push(h('s', {}, struck));
    else out.push(escaped);
  }
  out.push(string.slice(at));
  return out;
}

/** A link of the web, with its address beside its name; any other address is text. */
function link(address, label) {
  const shown = label && label !== address ? [label, h('span', { class: 'quiet' }, ` (${address})`)] : [address];
  if (!/^(https?:\/\/|mailto:)/i.test(address)) return h('span', {}, shown);
  return h('a', { href: address, rel: 'noopener noreferrer nofollow', target: '_blank' }, shown);
}

/** A table of what is ready to be shown. */
function grid(head, rows, caption) {
  return scrollable(h('div', { class: 'scroll' }, h('table', { class: 'grid' },
    caption && h('caption', {}, caption),
    h('thead', {}, h('tr', {}, head.map(cell => [cell].flat().join('') ? h('th', { scope: 'col' }, cell) : h('td')))),
    h('tbody', {}, rows.map(row => h('tr', {}, row.map(cell => h('td', {}, cell))))))), caption || 'Table');
}

const KEYWORDS = new Set(`and as assert async await break case catch class const continue def default del do elif else except
  export extends false False finally fn for from function global if impl import in is lambda let match new nil None not null
  or pass raise return self static struct switch this throw true True try type typeof undefined use var void while with yield`.split(/\s+/));
const TOKENS = /("""[\s\S]*?"""|'''[\s\S]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)|(#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\/)|\b(\d[\w.]*)\b|([A-Za-z_]\w*)/g;

/** Code with its words in colour. */
function listing(code, language = '') {
  const pre = h('pre', { class: 'code' });
  if (!language || code.length > 60000) add(pre, [code]);
  else {
    let at = 0;
    const out = [];
    for (const match of code.matchAll(TOKENS)) {
      const [whole, string, comment, number, word] = match;
      if (comment?.[0] === '#' && /^(js|javascript|typescript|ts|json|rust|c|cpp|java|go)$/.test(language)) continue;
      const kind = string ? 'str' : comment ? 'com' : number ? 'lit' : KEYWORDS.has(word) ? 'key' : '';
      if (!kind) continue;
      out.push(code.slice(at, match.index), h('span', { class: `j-${kind}` }, whole));
      at = match.index + whole.length;
    }
    out.push(code.slice(at));
    add(pre, out);
  }
  return scrollable(pre, language ? `Code in ${language}` : 'Code');
}
