// Long tables: sorted by any column, and only the rows in view are made.

/**
 * A table of `rows`. A column is `{ label, cell(row), sort(row)?, class? }`; `open(row)` is what
 * choosing a row does, `href(row)` the address of its first cell.
 */
function table({ caption, columns, rows, href, open, empty, rowClass }) {
  let shown = rows, order, down = false, active = -1;
  const body = h('tbody');
  const heads = columns.map(column => h('th', { scope: 'col', class: column.class, style: column.width && { width: column.width } }, column.sort
    ? h('button', { type: 'button', onclick: () => sort(column) }, column.label, h('span', { class: 'arrow', 'aria-hidden': 'true' })) : column.label));
  const element = h('table', { class: 'rows' }, h('caption', {}, caption), h('thead', {}, h('tr', {}, heads)), body);
  const spacer = () => h('tr', { class: 'spacer', 'aria-hidden': 'true' }, h('td'));
  const above = spacer(), below = spacer();
  let height = 0, first = -1, last = -1;

  function row(i) {
    const data = shown[i];
    const cells = columns.map((column, c) => {
      const inner = column.cell(data);
      return h(c ? 'td' : 'th', { class: column.class, scope: c ? null : 'row' }, c ? inner
        : href?.(data) ? h('a', { href: href(data) }, inner) : open ? h('button', { type: 'button', class: 'plain', onclick: event => { event.stopPropagation(); choose(i); } }, inner) : inner);
    });
    return h('tr', { 'aria-rowindex': i + 2, class: [i === active && 'active', rowClass?.(data)].filter(Boolean).join(' '), onclick: event => event.target.closest('a, button') || getSelection().toString() || choose(i) }, cells);
  }

  function choose(i) {
    active = i;
    if (open) open(shown[i], step => { const next = i + step; if (shown[next]) { choose(next); return true; } });
    else if (href?.(shown[i])) location.hash = href(shown[i]);
    draw(true);
  }

  function draw(force) {
    if (!element.isConnected) return;
    if (!height && shown.length) {
      body.replaceChildren(row(0));
      height = body.firstChild.getBoundingClientRect().height || 32;
      force = true;
    }
    const top = body.getBoundingClientRect().top;
    const seen = Math.max(0, Math.floor(-top / height)), fits = Math.ceil(innerHeight / height);
    // Rows on both sides are made in advance, so most steps of scrolling need none.
    if (!force && first <= seen && last >= Math.min(shown.length, seen + fits)) return;
    const from = Math.max(0, seen - 40), to = Math.min(shown.length, seen + fits + 40);
    [first, last] = [from, to];
    above.firstChild.style.height = `${from * height}px`;
    below.firstChild.style.height = `${(shown.length - to) * height}px`;
    const made = [];
    for (let i = from; i < to; i++) made.push(row(i));
    body.replaceChildren(above, ...made, below);
    if (!shown.length) body.replaceChildren(h('tr', {}, h('td', { class: 'quiet empty' }, empty ?? 'nothing')));
  }

  function sort(column) {
    down = order === column ? !down : false;
    order = column;
    heads.forEach((head, i) => columns[i] === column ? head.setAttribute('aria-sort', down ? 'descending' : 'ascending') : head.removeAttribute('aria-sort'));
    arrange();
  }

  function arrange() {
    if (order) {
      const key = order.sort;
      shown = [...shown].sort((a, b) => {
        const [x, y] = [key(a), key(b)];
        if (x === y) return 0;
        if (x === null || x === undefined) return 1;
        if (y === null || y === undefined) return -1;
        return (x < y ? -1 : 1) * (down ? -1 : 1);
      });
    }
    element.setAttribute('aria-rowcount', shown.length + 1);
    active = -1;
    draw(true);
  }

  const onScroll = () => element.isConnected ? draw() : (removeEventListener('scroll', onScroll), removeEventListener('resize', onResize));
  const onResize = () => { height = 0; draw(true); };
  addEventListener('scroll', onScroll, { passive: true });
  addEventListener('resize', onResize);
  addEventListener('beforeprint', () => { if (element.isConnected) body.replaceChildren(...shown.slice(0, 2000).map((_, i) => row(i))); });
  addEventListener('afterprint', () => draw(true));

  return {
    element,
    /** Shows these rows, in the order that was chosen. */
    show(list) { shown = list; arrange(); },
    draw: () => draw(true),
    /** Moves the chosen row; for the keyboard. */
    move(step) {
      active = Math.max(0, Math.min(shown.length - 1, active + step));
      const top = body.getBoundingClientRect().top + scrollY + active * height;
      if (top < scrollY + 80 || top + height > scrollY + innerHeight) scrollTo({ top: Math.max(0, top - innerHeight / 2) });
      draw(true);
      body.querySelector('tr.active :is(a, button)')?.focus({ preventScroll: true });
    },
    choose: () => active >= 0 && shown[active] && choose(active),
  };
}

/** A list of values to choose from, with how often each occurs. */
function chooser(label, values, change) {
  const counts = new Map();
  for (const v of values) counts.set(v, (counts.get(v) ?? 0) + 1);
  const options = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return h('label', {}, `${label} `, h('select', { onchange: event => change(event.target.value) },
    h('option', { value: '' }, 'all'), options.map(([v, count]) => h('option', { value: v }, `${v} (${count})`))));
}
