// Journeys and page checks; see README.md.
import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { axeFinds, keyboardReaches, saysWhatItIs, scrollsSideways } from './lib/checks.mjs';
import { launch, view } from './lib/chromium.mjs';
import { openChat } from './lib/chat.mjs';
import { openMailbox } from './lib/mailbox.mjs';
import { close, tell } from './lib/report.mjs';
import { serveFolder, start } from './lib/server.mjs';
import { equipment } from './lib/walk.mjs';
import { PAGES } from './pages.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const target = process.env.LYCEUM_TARGET ?? path.join(here, '..', 'target');
const pictures = path.join(target, 'screenshots');
const words = process.argv.slice(2);
const folder = words[0] === '--static' ? words[1] : null;
const wanted = folder ? '' : (words[0] ?? '');

/** Widths and lights in which every page is looked at; a picture of each but the narrowest. */
const VIEWS = [
  { label: '1280', width: 1280, checks: [saysWhatItIs, axeFinds, keyboardReaches] },
  { label: '1280-dark', width: 1280, dark: true, checks: [axeFinds] },
  { label: '390', width: 390, checks: [scrollsSideways, axeFinds] },
  { label: '390-dark', width: 390, dark: true, checks: [] },
  { label: '320', width: 320, checks: [scrollsSideways], noPicture: true },
];
const WALKS = [
  { label: '1280, with script', width: 1280, script: true },
  { label: '1280, without script', width: 1280, script: false },
  { label: '390, with script', width: 390, script: true },
  { label: '390, without script', width: 390, script: false },
];

async function journeys(browser, url, { mailbox, chat }) {
  for (const file of (await readdir(path.join(here, 'journeys'))).sort()) {
    if (!file.endsWith('.mjs') || !file.includes(wanted)) continue;
    const journey = await import(`./journeys/${file}`);
    for (const walk of WALKS) {
      if (journey.script && (journey.script === 'on') !== walk.script) continue;
      const { context, page, faults } = await view(browser, walk);
      const problems = [];
      try {
        await journey.walk({ ...equipment(page, url), context, walk, mailbox, chat });
      } catch (error) {
        problems.push(error.message, `at ${page.url().replace(url, '')}`);
        await page.screenshot({ path: path.join(pictures, `failed-${file}-${walk.label.replaceAll(/\W+/g, '-')}.png`), fullPage: true }).catch(() => {});
      }
      tell(`${journey.name} [${walk.label}]`, [...problems, ...faults]);
      await context.close();
    }
  }
}

/** So many views at once: while the browser draws one page, the other is checked. */
const AT_ONCE = 2;

async function pages(browser, url, list) {
  const waiting = [...VIEWS];
  const work = async () => {
    for (let shown = waiting.shift(); shown; shown = waiting.shift()) await pagesIn(shown, browser, url, list);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

async function pagesIn(shown, browser, url, list) {
  const signedIn = new Map();
  for (const { name, address, as, status = 200, prepare } of list.filter(entry => entry.name.includes(wanted))) {
    if (!signedIn.has(as)) signedIn.set(as, { ...(await view(browser, shown)), began: false });
    const visit = signedIn.get(as);
    const { page, faults } = visit;
    const problems = [];
    try {
      if (as && !visit.began) await equipment(page, url).signIn(as);
      visit.began = true;
      const answer = await page.goto(url + (await resolve(address, page, url)), { waitUntil: 'load' });
      if (answer.status() !== status) problems.push(`answered ${answer.status()}, not ${status}`);
      if (prepare) await prepare(page);
      await page.evaluate(() => document.fonts.ready);
      if (!shown.noPicture) await page.screenshot({ path: path.join(pictures, `${name}-${shown.label}.png`), fullPage: true });
      for (const check of shown.checks) problems.push(...(await check(page)));
    } catch (error) {
      problems.push(error.message);
    }
    tell(`page ${name} [${shown.label}]`, [...problems, ...faults.splice(0)]);
  }
  for (const { context } of signedIn.values()) await context.close();
}

/** An address, or how to find it from the demo (a problem that is solved, a page of the handbook). */
const resolve = (address, page, url) => (typeof address === 'function' ? address(page, url) : address);

await mkdir(pictures, { recursive: true });
// Where the server is started from here, its mail arrives here as well.
const mailbox = folder || process.env.LYCEUM_URL ? null : await openMailbox();
const chat = mailbox ? await openChat() : null;
const server = folder ? await serveFolder(path.resolve(folder)) : await start({ target, smtp: mailbox?.url, chat: chat?.origin });
const browser = await launch();
try {
  if (folder) {
    const files = (await readdir(folder)).filter(file => file.endsWith('.html'));
    await pages(browser, server.url, files.map(file => ({ name: `static-${file.replace('.html', '')}`, address: `/${file}` })));
  } else {
    await journeys(browser, server.url, { mailbox, chat });
    await pages(browser, server.url, PAGES);
  }
} finally {
  await browser.close();
  await server.stop();
  await mailbox?.close();
  await chat?.close();
}
process.exit(close() ? 0 : 1);
