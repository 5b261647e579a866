// What holds on every page, whatever it shows. Each check answers with a list of sentences, empty when all is well.
import axe from 'axe-core';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export async function axeFinds(page) {
  // Evaluated by the debugger, so that the page's own Content-Security-Policy stays as strict as it is.
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(
    tags => axe.run(document, { runOnly: tags, rules: { 'target-size': { enabled: true } }, resultTypes: ['violations'] }),
    TAGS,
  );
  return violations.map(v => `axe ${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map(n => n.target.join(' ')).join(' | ')}`);
}

export async function scrollsSideways(page) {
  const over = await page.evaluate(() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return null;
    const wide = [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > root.clientWidth + 1);
    return `${root.scrollWidth - root.clientWidth} px: ${wide.slice(0, 3).map(e => e.tagName.toLowerCase() + '.' + e.className).join(', ')}`;
  });
  return over ? [`scrolls sideways by ${over}`] : [];
}

/** Every page says what it is: a title, one h1, one main, a language. */
export async function saysWhatItIs(page) {
  return page.evaluate(() => {
    const found = [];
    if (!document.title.trim()) found.push('has no title');
    if (document.querySelectorAll('h1').length !== 1) found.push(`has ${document.querySelectorAll('h1').length} h1`);
    if (document.querySelectorAll('main').length !== 1) found.push('has not one main');
    if (!document.documentElement.lang) found.push('has no language');
    if (/\b(please|sorry|oops)\b/i.test(document.querySelector('nav, footer, header')?.innerText ?? '')) found.push('begs or apologises');
    return found;
  });
}

/** Tab through the page: every control is reached, and where the focus is can be seen. */
export async function keyboardReaches(page, most = 160) {
  const total = await page.evaluate(remember);
  const missing = [];
  for (let step = 0; step < Math.min(total, most) + 5; step++) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(look);
    if (stop === null) break;
    if (!stop.visible) missing.push(`focus cannot be seen on ${stop.name}`);
  }
  const unreached = total <= most ? await page.evaluate(left) : [];
  return [...new Set([...missing, ...unreached.map(name => `Tab never reaches ${name}`)])].slice(0, 5);
}

/* The three below run in the page and share `window.__stops`. */
function remember() {
  const shown = e => e.checkVisibility?.({ visibilityProperty: true, opacityProperty: false }) && e.getClientRects().length > 0;
  const all = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')];
  const firstOfGroup = e => e.type !== 'radio' || e.checked ||
    (!document.querySelector(`input[type=radio][name="${CSS.escape(e.name)}"]:checked`) && e === all.find(o => o.type === 'radio' && o.name === e.name));
  const stops = all.filter(e => !e.disabled && e.tabIndex >= 0 && shown(e) && firstOfGroup(e));
  const looks = e => {
    const s = getComputedStyle(e);
    return [s.outlineStyle, s.outlineWidth, s.outlineColor, s.boxShadow, s.backgroundColor, s.borderColor, s.borderWidth, s.top].join();
  };
  const near = e => [e, e.closest('label'), e.id && document.querySelector(`label[for="${CSS.escape(e.id)}"]`)].filter(Boolean);
  const name = e => `${e.tagName.toLowerCase()} "${(e.innerText || e.value || e.getAttribute('aria-label') || e.name || '').trim().slice(0, 40)}"`;
  window.__stops = { left: new Set(stops), before: new Map(all.map(e => [e, near(e).map(looks).join()])), looks, near, name };
  return stops.length;
}
function look() {
  const e = document.activeElement;
  if (!e || e === document.body || e === document.documentElement) return null;
  const { left, before, looks, near, name } = window.__stops;
  left.delete(e);
  const known = before.get(e);
  return { name: name(e), visible: known === undefined || known !== near(e).map(looks).join() };
}
function left() {
  return [...window.__stops.left].map(window.__stops.name);
}
