export const name = 'A problem that turns out to be two is split, and nothing that was typed is lost';

const WALKS = ['1280, with script', '1280, without script', '390, with script', '390, without script'];

export async function walk({ page, url, go, signIn, expect, main, say, walk }) {
  await signIn('librarian');
  const { items } = await (await page.request.get(`${url}/api/v1/problems?state=solved&limit=20`)).json();
  const it = items[WALKS.indexOf(walk.label) + 4];
  await go(`/problems/${it.number}`);
  await page.getByRole('link', { name: 'It is two problems: split it' }).click();
  const words = say('Letters come late to the wing');
  await page.getByLabel('What is the second problem?').fill(`${words}. Nobody knows why.`);
  const first = page.getByRole('checkbox').first();
  await first.check();
  await page.getByRole('button', { name: 'Split it' }).click();
  await page.getByRole('alert').waitFor();
  expect((await page.getByLabel('What is the second problem?').inputValue()).startsWith(words), 'without a reason it is asked for, and nothing is lost');
  expect(await page.getByRole('checkbox').first().isChecked(), 'what was ticked is ticked');
  await page.getByLabel('How do you know?').fill('Two teams, two causes');
  await page.getByRole('button', { name: 'Split it' }).click();
  await page.getByRole('heading', { level: 1, name: words }).waitFor();
  expect((await main()).includes(`Split from P ${it.number}`), 'the second says where it came from');
}
