export const name = 'A head rehearses a year of leave, keeps it, and makes a plan of it';

export async function walk({ page, go, signIn, expect, heading, main, walk }) {
  // Each walk plans other days: a plan for the same days is refused.
  const year = 2027 + ['1280, with script', '1280, without script', '390, with script', '390, without script'].indexOf(walk.label);
  await signIn('head');
  await go('/communities/product-management/leadership');
  expect((await main()).includes('Who carries what'), 'the page says who carries what');
  await page.locator('select#who').selectOption({ label: 'Ada Quillfeather' });
  await page.locator('input#from-day').fill(`1 March ${year}`);
  await page.locator('input#to-day').fill(`${year}-11-30`);
  await page.getByRole('button', { name: 'Rehearse it' }).click();
  await page.waitForLoadState();
  expect(/lose[s]? cover if Ada is away/.test(await heading()), `the heading says what happens: ${await heading()}`);
  expect((await main()).includes('First harm'), 'and when it is felt first');
  await page.getByRole('button', { name: 'Save and rehearse again' }).click();
  await page.waitForLoadState();
  expect((await main()).includes('Rehearsed before'), 'the rehearsal is kept');
  await page.getByRole('button', { name: 'Turn this into the plan for real leave' }).click();
  await page.waitForLoadState();
  expect((await heading()).includes('is away'), 'a plan is made of it');
  await page.locator('main details summary').first().click();
  await page.locator('main details').first().getByRole('button', { name: 'Pause it on purpose' }).click();
  await page.waitForLoadState();
  expect((await main()).includes('Paused on purpose'), 'something is paused on purpose');
  expect(!/reason|illness|why they are away/i.test(await page.locator('main form').allInnerTexts().then(all => all.join(' '))), 'nobody is asked why');
}
