import { createHmac } from 'node:crypto';

export const name = 'Another program is told of a problem, signed with the secret that was shown once';

export async function walk({ page, url, go, signIn, expect, main, say, walk, chat }) {
  if (!chat) return;
  const told = `/hooks/${walk.label.replaceAll(/\W+/g, '-')}`;
  await signIn('admin');
  await go('/settings/webhooks');
  await page.getByLabel('What it is for').fill(say('Tickets'));
  await page.getByLabel('The program’s address').fill(chat.origin + told);
  await page.getByRole('button', { name: 'Tell this program' }).click();
  await page.getByRole('alert').waitFor();
  expect((await page.getByLabel('What it is for').inputValue()).length > 0, 'without a topic it is asked for, and nothing is lost');
  await page.getByLabel('Problems and solutions').check();
  await page.getByRole('button', { name: 'Tell this program' }).click();
  const secret = await page.getByLabel('The secret').inputValue();
  expect(secret.startsWith('whsec_'), 'the secret is shown');
  await page.getByRole('button', { name: 'Try it now' }).click();
  const [trial] = await chat.waitFor(told);
  const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signed } = trial.headers;
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const wanted = createHmac('sha256', key).update(`${id}.${at}.${trial.text}`).digest('base64');
  expect(signed === `v1,${wanted}`, 'and signs what is sent');
  await go(new URL(page.url()).pathname);
  expect((await main()).includes('webhook.tried') && !(await main()).includes(secret), 'the log shows it, and no secret');
  await page.getByRole('button', { name: 'Tell it no more' }).click();
  await page.waitForURL(`${url}/settings/webhooks`);
  expect(!(await main()).includes(say('Tickets')), 'it is told nothing any more');
}
