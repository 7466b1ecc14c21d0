// Tries the pages that `report` wrote in a browser: that they can be read by everyone, that all of
// a capture can be reached, that nothing in one runs or loads anything, and that long ones stay light.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const [, , executablePath, pages, fixtures] = process.argv;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
const DESKTOP = { viewport: { width: 1300, height: 900 }, colorScheme: 'light' };
const PHONE = { viewport: { width: 390, height: 800 }, colorScheme: 'dark' };

/** Opens a page; whatever it asks of the network, says of errors, or runs beside its script fails. */
async function open(name, options = DESKTOP, hash = '') {
  const context = await browser.newContext({ bypassCSP: false, ...options });
  const page = await context.newPage();
  const troubles = [];
  page.on('request', request => { if (!/^(file|data):/.test(request.url())) troubles.push(`asks for ${request.url()}`); });
  page.on('pageerror', error => troubles.push(`error: ${error.stack}`));
  page.on('dialog', dialog => { troubles.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on('console', message => { if (message.type() === 'error') troubles.push(`console: ${message.text()}`); });
  await page.addInitScript(() => { window.pwned = () => { throw new Error('a payload ran'); }; window.blocked = []; document.addEventListener('securitypolicyviolation', event => window.blocked.push(`${event.violatedDirective} ${event.sample}`)); });
  const address = `file://${pages}/${encodeURIComponent(name)}`;
  await page.goto(address + hash);
  await page.waitForFunction(() => document.querySelector('main h1') || document.querySelector('main section'));
  return { page, address, async close() {
    const blocked = await page.evaluate(() => window.blocked);
    assert.deepEqual([...troubles, ...blocked], [], name);
    await context.close();
  } };
}

const go = async (page, hash) => {
  await page.evaluate(async hash => { if (location.hash === hash) return; const shown = new Promise(done => addEventListener('hashchange', () => setTimeout(done, 30), { once: true })); location.hash = hash; await shown; }, hash);
  await page.waitForFunction(() => document.querySelector('main section'));
};

/** Opens all that is folded on what is shown, and gives its text. */
const everything = page => page.evaluate(() => {
  for (let round = 0; round < 50; round++) {
    const closed = [...document.querySelectorAll('main details:not([open])')];
    for (const details of closed) details.fill ? details.fill() : (details.open = true);
    for (const button of document.querySelectorAll('main .source[aria-expanded=false]')) button.click();
    if (!closed.length) break;
  }
  return document.querySelector('main').textContent;
});

const inaccessible = [];

async function accessible(page, what) {
  await page.evaluate(source => { if (!window.axe) (0, window.eval)(source); }, axe).catch(() => undefined);
  const found = await page.evaluate(async () => (await window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] })).violations.map(v => `${v.id}: ${v.nodes.slice(0, 3).map(n => `${n.html.slice(0, 160)} ${n.any[0]?.message ?? ''}`).join(' | ')}`));
  inaccessible.push(...found.map(violation => `${what}: ${violation}`));
}

// 1. Five pages, in light and dark, wide and narrow. The policy forbids axe as it forbids all
// scripts, so it is off here; all the rest runs with it.
for (const options of [DESKTOP, PHONE]) {
  for (const [name, ...hashes] of [
    ['subagent.html', '', '#/task/task_subagent_stream/events', '#/task/task_subagent_stream/call/call_0052fake', '#/task/task_subagent_stream/records'],
    ['code.html', ''], ['failed.html', ''], ['session.html', '', '#/traffic', '#/findings'],
    ['all.html', '', '#/task/n_all', '#/task/n_all/models', '#/task/s_input_required', '#/files'],
  ]) {
    const { page, close } = await open(name, { ...options, bypassCSP: true });
    for (const hash of hashes) {
      if (hash) await go(page, hash);
      if (hash.endsWith('n_all')) await everything(page);
      await accessible(page, `${name}${hash} ${options.colorScheme}`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (wide > 0) inaccessible.push(`${name}${hash} is ${wide} pixels too wide at ${options.viewport.width}`);
    }
    if (hashes.includes('#/traffic')) {
      await go(page, '#/traffic');
      await page.click('tbody tr:not(.spacer) button');
      await page.waitForSelector('dialog[open] pre');
      await accessible(page, `a call ${options.colorScheme}`);
    }
    await page.screenshot({ path: `${pages}/${name.replace('.html', '')}-${options.colorScheme}.png` });
    await close();
  }
}

assert.deepEqual(inaccessible, []);

// 2. Every leaf of every capture.
{
  const { page, close } = await open('all.html');
  const shown = [];
  const ids = await page.evaluate(() => INDEX.tasks.map(task => task.id));
  for (const id of ids) {
    const root = `#/task/${encodeURIComponent(id)}`;
    for (const part of ['', '/models', '/records']) { await go(page, root + part); shown.push(await everything(page)); }
    shown.push(await page.evaluate(async n => {
      const out = [];
      for (const record of (await loadRun(n)).records) {
        drawer(record, () => undefined);
        out.push(DRAWER.textContent);
        // The layout changes white space alone.
        const laid = json(record.text).textContent, bare = s => s.replace(/\s/g, '');
        if (bare(laid) !== bare(record.text) && !HIDDEN.test(record.text)) throw new Error(`not the same: ${laid}`);
      }
      DRAWER.close();
      return out.join('\n');
    }, ids.indexOf(id)));
  }
  shown.push(await page.evaluate(async () => {
    const out = [];
    for (const call of INDEX.calls) { await callDrawer(call); out.push(DRAWER.textContent); }
    for (const finding of INDEX.findings) { await findingDrawer(finding); out.push(DRAWER.textContent); }
    DRAWER.close();
    return out.join('\n');
  }));
  const all = shown.join('\n');
  const bare = string => string.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]|U\+[0-9A-F]{4,6}/gu, '');
  const haystack = bare(all);
  let leaves = 0;
  const look = (value, file) => {
    if (Array.isArray(value)) value.forEach(v => look(v, file));
    else if (value && typeof value === 'object') for (const [key, v] of Object.entries(value)) { look(key, file); look(v, file); }
    else if (value !== null && value !== undefined && value !== '') {
      leaves++;
      const as = [String(value), JSON.stringify(value).replace(/^"|"$/g, '')].map(bare);
      assert.ok(as.some(text => haystack.includes(text)), `${file}: ${String(value).slice(0, 200)} is nowhere`);
    }
  };
  for (const file of readdirSync(fixtures)) {
    const text = readFileSync(`${fixtures}/${file}`, 'utf8');
    const payloads = file.endsWith('.sse') ? text.split('\n').filter(line => line.startsWith('data: ')).map(line => line.slice(6)) : [text];
    // Numbers as they are written, not as JavaScript reads them.
    for (const payload of payloads) look(JSON.parse(payload.replace(/("(?:[^"\\]|\\.)*")|(-?\d[\d.eE+-]*)/g, (_, string, number) => string ?? JSON.stringify(number))), file);
  }
  assert.ok(leaves > 5000, `${leaves} leaves`);
  console.log(`leaves: all ${leaves} found`);
  await close();
}

// 3. Nothing of a payload runs, loads or becomes markup.
{
  const { page, close } = await open('attacks.html', { ...DESKTOP, acceptDownloads: false });
  const known = await page.evaluate(() => ({ scripts: document.scripts.length, forms: document.querySelectorAll('form, iframe, object, embed, base, link, video, math').length }));
  assert.equal(known.forms, 0);
  const ids = await page.evaluate(() => INDEX.tasks.map(task => task.id));
  assert.ok(ids.length > 40, `${ids.length} tasks`);
  const check = async () => {
    const odd = await page.evaluate(() => [...document.querySelectorAll('main *, dialog *, header *')].filter(e =>
      ['SCRIPT', 'IFRAME', 'OBJECT', 'EMBED', 'FORM', 'BASE', 'LINK', 'META', 'STYLE', 'VIDEO', 'SOURCE', 'MATH', 'ANIMATE'].includes(e.tagName.toUpperCase()) ||
      [...e.attributes].some(({ name, value }) => /^on/i.test(name) || ['action', 'srcset', 'formaction', 'srcdoc', 'background'].includes(name) || (name === 'href' && !/^(#|https?:\/\/|mailto:)/i.test(value)) ||
        (name === 'src' && !/^data:(image\/(png|jpe?g|gif|webp|avif|bmp)|audio\/[\w-]+);base64,/i.test(value)) || (name === 'style' && /url\(/i.test(value)))).map(e => e.outerHTML.slice(0, 200)));
    assert.deepEqual(odd, []);
  };
  for (const id of ids.filter((_, n) => n % 3 === 0)) {
    for (const part of ['', '/models', '/records']) { await go(page, `#/task/${encodeURIComponent(id)}${part}`); await everything(page); await check(); }
  }
  await page.evaluate(async () => { for (const call of INDEX.calls) await callDrawer(call); });
  await check();
  await page.evaluate(() => DRAWER.close());
  for (const hash of ['#/', '#/traffic', '#/findings', '#/files', '#/task/%3Cimg%20src=x%20onerror=pwned()%3E', '#/%zz/<img src=x onerror=pwned()>']) { await go(page, hash); await check(); }
  await page.fill('#search', '<img src=x onerror=pwned()>');
  await page.waitForTimeout(600);
  await check();
  assert.equal(await page.evaluate(() => document.scripts.length), known.scripts);
  await close();
}

// The policy keeps even the page's own script from making markup of text.
{
  const { page } = await open('failed.html');
  const written = await page.evaluate(() => { try { document.body.insertAdjacentHTML('beforeend', '<b>x</b>'); return true; } catch { return false; } });
  assert.equal(written, false);
  await page.context().close();
}

// 4. Thousands of tasks: only what is looked at is made.
{
  const started = Date.now();
  const { page, close } = await open('many.html');
  const loaded = Date.now() - started;
  const nodes = () => page.evaluate(() => document.querySelectorAll('main *').length);
  assert.ok(await nodes() < 3000, `${await nodes()} nodes for 5000 tasks`);
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await page.waitForFunction(() => document.querySelector('main').textContent.includes('task_04999'));
  assert.ok(await nodes() < 3000, `${await nodes()} nodes at the end`);
  await page.click('th button >> text=Task');
  await page.click('th button >> text=Task');
  await page.evaluate(() => scrollTo(0, 0));
  await page.waitForFunction(() => document.querySelector('tbody tr:not(.spacer)').textContent.includes('task_04999'));
  await page.fill('#search', 'task_0123');
  await page.waitForFunction(() => document.getElementById('found').textContent === '10 of 5,000 tasks');
  console.log(`5000 tasks: open after ${loaded} ms`);
  await close();
}

// 5. Pairing calls with results costs what there is to pair: steps are counted, not time.
{
  const { page, close } = await open('calls.html', DESKTOP, '#/task/calls_same');
  const session = await page.context().newCDPSession(page);
  await session.send('Profiler.enable');
  await session.send('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  const steps = async count => {
    await session.send('Profiler.takePreciseCoverage');
    await page.evaluate(n => { for (const same of [true, false]) for (const results of [0, n]) pair([...Array.from({ length: n }, (_, i) => ({ type: 'tool_call', call_id: same ? 'c' : i })), ...Array.from({ length: results }, () => ({ type: 'tool_result', call_id: 'c' })), ...Array.from({ length: n }, () => ({ type: 'tool_call', call_id: 'c' }))]); }, count);
    const { result } = await session.send('Profiler.takePreciseCoverage');
    return result.flatMap(script => script.functions).flatMap(f => f.ranges).reduce((sum, range) => sum + range.count, 0);
  };
  const [one, four] = [await steps(1000), await steps(4000)];
  assert.ok(one > 4000 && four <= 5 * one, `${one} steps, then ${four}`);
  await close();
}

// 6. Without the script the page still reads.
{
  const context = await browser.newContext({ ...DESKTOP, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`file://${pages}/all.html`);
  const shown = await page.locator('noscript').innerText();
  for (const words of ['task_subagent_stream', 'completed', 'input-required']) assert.ok(shown.includes(words), words);
  await page.locator('noscript summary').first().click();
  await page.screenshot({ path: `${pages}/plain.png` });
  await context.close();
}

// 7. Keyboard, and addresses that lead into what is folded, whatever the order of the files.
{
  const { page, close } = await open('all.html');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.waterfall');
  await page.keyboard.press('Escape');
  await page.waitForSelector('table.rows');
  await page.keyboard.press('/');
  await page.keyboard.type('Subagent answer');
  await page.waitForFunction(() => /^\d+ of 50/.test(document.getElementById('found').textContent));
  await page.waitForFunction(() => document.querySelector('tbody').textContent.includes('task_subagent'));
  await page.keyboard.press('Escape');
  await page.keyboard.press('g');
  await page.keyboard.press('r');
  await page.waitForFunction(() => document.querySelector('h1').textContent === 'Traffic');
  await close();
  for (const name of ['all.html', 'reversed.html']) {
    const { page, close } = await open(name, DESKTOP, '#/task/task_subagent_stream/call/call_0052fake');
    await page.waitForSelector('.item.target');
    assert.ok((await page.locator('.item.target').innerText()).includes('LS'));
    await go(page, '#/task/task_subagent_stream/event/call_0051fake/8');
    await page.waitForSelector('dialog[open]');
    assert.ok((await page.locator('dialog').innerText()).includes('task.output_item.done'));
    await close();
  }
}

await browser.close();
console.log('report: ok');
