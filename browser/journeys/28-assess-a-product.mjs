export const name = 'A product is assessed, from being asked for to its published report';

/** One open assessment of a standard, stage and product: each walk has a product of its own. */
const PRODUCTS = {
  '1280, with script': 'bailiff-dispatch',
  '1280, without script': 'jury-summons',
  '390, with script': 'pay-a-fine',
  '390, without script': 'interpreter-booking',
};
const CHAIR = 'Ada Quillfeather';

export async function walk({ page, go, signIn, expect, main, say, walk }) {
  const product = PRODUCTS[walk.label];
  const title = say('Our way');
  await signIn('head');
  await go('/standards');
  await page.getByText('Write a standard').click();
  await page.getByLabel('What it is called', { exact: true }).fill(title);
  await page.getByLabel('Its points').fill('Start from what is known: look first\nLeave it behind: write it down');
  await page.getByRole('button', { name: 'Make it' }).click();
  await page.getByRole('alert').waitFor();
  expect((await page.getByLabel('Its points').inputValue()).startsWith('Start from'), 'what was typed is kept');
  await page.getByLabel('What is better because it exists').fill('Fewer things are built twice');
  await page.getByRole('button', { name: 'Make it' }).click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();

  await signIn('lead');
  await go(`/products/${product}/assessments/new`);
  await page.getByLabel('Against which standard').selectOption({ label: `${title}, version 1` });
  await page.getByRole('button', { name: 'Ask for it' }).click();
  await page.getByText('Asked for', { exact: true }).first().waitFor();
  const address = new URL(page.url()).pathname;
  await page.getByRole('link', { name: /Show evidence for point 1/ }).click();
  await page.getByLabel('What do you show?').fill('We began from P 3');
  await page.getByRole('button', { name: 'Add it' }).click();
  await page.getByRole('link', { name: 'P 3', exact: true }).waitFor();

  await signIn('head');
  await go(address);
  expect(!(await main()).includes('We began from'), 'who is neither team nor panel sees no evidence');
  await page.getByRole('link', { name: 'See who is proposed' }).click();
  await page.getByRole('checkbox', { name: new RegExp(CHAIR) }).check();
  await page.getByRole('button', { name: 'Name the panel' }).click();
  await page.getByRole('alert').waitFor();
  await page.getByLabel('Who chairs it').selectOption({ label: CHAIR });
  await page.getByRole('button', { name: 'Name the panel' }).click();
  await page.getByText('We began from').waitFor();
  for (const [point, outcome] of [[1, 'Green'], [2, 'Amber']]) {
    await go(`${address}/points/${point}`);
    await page.getByLabel('Outcome').selectOption({ label: outcome });
    await page.getByLabel('Why', { exact: true }).fill(`Seen at point ${point}`);
    await page.getByRole('button', { name: 'Save it' }).click();
    await page.getByText(`Seen at point ${point}`).waitFor();
  }
  await signIn('lead');
  expect(!(await (await go(address), main())).includes('Seen at point 1'), 'the team waits for the draft');
  await signIn('head');
  await go(address);
  await page.getByRole('button', { name: 'Show the draft to the team' }).click();
  await page.getByRole('heading', { name: 'Publish the report' }).waitFor();
  await signIn('lead');
  expect((await (await go(address), main())).includes('Seen at point 1'), 'the team checks its facts');
  await signIn('newcomer');
  expect(!(await (await go(address), main())).includes('Seen at point'), 'nobody else sees the draft');

  await signIn('head');
  await go(address);
  await page.getByLabel('The report in a few sentences').fill('They began from what is known.');
  await page.getByRole('button', { name: 'Publish it' }).click();
  await page.getByRole('alert').waitFor();
  await page.getByLabel('Held on').fill('26 November 2026');
  await page.getByRole('button', { name: 'Publish it' }).click();
  await page.getByRole('link', { name: 'The report as JSON' }).waitFor();
  await signIn('newcomer');
  await go(address);
  const read = await main();
  expect(read.includes('They began from what is known.') && read.includes('Amber'), 'everybody reads what is published');
}
