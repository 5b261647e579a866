// What every journey is given.
import { randomBytes } from 'node:crypto';

/** What the demo's people have solved, told in other words than theirs. */
export const SOLVED_BEFORE = 'Visitors arrive and find that their booking has gone because the person they came to see was moved to another wing the night before';

export class Unmet extends Error {}

/** Holds or ends the walk with a sentence. */
export function expect(holds, sentence) {
  if (!holds) throw new Unmet(sentence);
}

/** To an address, though a page that fetches itself again when others act (a room of cards) may do so just then. */
export async function arrive(page, address, tries = 5) {
  for (let left = tries; ; left--) {
    try {
      return await page.goto(address);
    } catch (error) {
      const isMet = ['interrupted by another navigation', 'ERR_ABORTED'].some(words => error.message.includes(words));
      if (left === 1 || !isMet) throw error;
      await page.waitForLoadState();
    }
  }
}

export function equipment(page, url) {
  const mark = randomBytes(4).toString('hex');
  const heading = () => page.getByRole('heading', { level: 1 }).first().innerText();
  return {
    page,
    url,
    expect,
    /** Words that no other walk uses. */
    say: words => `${words} (${mark})`,
    mark,
    go: path => arrive(page, url + path),
    /** One click, as the demo offers it: head, lead, member, newcomer, librarian, leader, admin. Where one already is, if it is the sign-in page. */
    async signIn(role, { here = false } = {}) {
      if (!here) await page.goto(`${url}/sign-in`);
      await page.locator(`button[name="who"][value="${role}"]`).click();
      // The page that shows what was kept stands before the first one that knows the person.
      await page.locator('a.you').or(page.getByRole('button', { name: 'Send it now' })).first().waitFor({ state: 'attached' });
      expect(!(await heading()).startsWith('Sign in'), `${role} is signed in by one click`);
    },
    /** Says a problem and waits for what is known about it. */
    async state(words) {
      await page.goto(`${url}/problems/new`);
      await page.locator('main textarea[name="q"]').fill(words);
      await page.locator('main form:has(textarea[name="q"]) button').first().click();
      await page.waitForLoadState();
      await page.locator('#matches form[action="/problems"]').waitFor();
    },
    /** Fills what a page asks and sends it: one choice of each list, `words` in each box. */
    async answer(words, choice = 0) {
      const form = page.locator('main form[method="post"]').filter({ has: page.locator('button.btn') }).last();
      for (const select of await form.locator('select').all()) {
        const options = await select.locator('option').evaluateAll(all => all.map(option => option.value).filter(Boolean));
        if (options.length > 0) await select.selectOption(options[Math.min(choice, options.length - 1)]);
      }
      for (const box of await form.locator('textarea').all()) await box.fill(words);
      for (const line of await form.locator('input[type="text"], input:not([type])').all()) {
        if (/days/.test(await line.getAttribute('name'))) await line.fill('3');
        else if (/_on$|until|day$/.test(await line.getAttribute('name'))) continue;
        else await line.fill(words);
      }
      await form.locator('button.btn').last().click();
      await page.waitForLoadState();
    },
    heading,
    /** The text of the page's main part. */
    main: () => page.locator('main').innerText(),
  };
}
