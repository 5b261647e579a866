export const name = 'Two people change a page at once: a draft is kept, what clashes is decided, nothing is lost';

async function editor({ page, go }, address) {
  await go(address);
  return {
    body: page.locator('#body'),
    press: async label => {
      await page.getByRole('button', { name: label, exact: true }).click();
      await page.waitForLoadState();
    },
  };
}

/** One red point. */
const MAP = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

export async function walk({ page, context, go, signIn, expect, walk: { script }, mark }) {
  await signIn('member');
  let open = await editor({ page, go }, '/handbook/new');
  const title = `Asking before building ${mark}`;
  await page.fill('#title', title);
  await open.body.fill('First we ask.\n\nThen we wait.\n\nThen we build.');
  if (script) {
    await page.locator('#look', { hasText: 'Then we wait.' }).waitFor();
    await open.body.press('Control+End');
    await page.getByRole('button', { name: 'Heading' }).click();
    expect((await open.body.inputValue()).endsWith('## Then we build.'), 'a mark goes to the line that one writes');
  }
  await open.body.fill('First we ask.\n\nThen we wait.\n\nThen we build.');
  await page.setInputFiles('#picture', { name: 'map.png', mimeType: 'image/png', buffer: MAP });
  await page.fill('#shows', 'A map of it');
  if (script) {
    await page.getByRole('button', { name: 'Add it' }).click();
    await page.locator('#look img').waitFor();
    expect((await open.body.inputValue()).includes('![A map of it](/handbook/files/'), 'the picture stands in the text');
  } else {
    const [shown] = await Promise.all([context.waitForEvent('page'), page.getByRole('button', { name: 'Add it' }).click()]);
    await shown.waitForLoadState();
    expect((await shown.locator('main').innerText()).includes('![A map of it](/handbook/files/'), 'its line is shown to copy');
    await shown.close();
  }
  await open.body.fill('First we ask.\n\nThen we wait.\n\nThen we build.');
  await page.setInputFiles('#picture', { name: 'form.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 form') });
  await page.fill('#shows', 'The claim form');
  if (script) {
    await page.getByRole('button', { name: 'Add it' }).click();
    await page.locator('#look a[download="the-claim-form.pdf"]').waitFor();
    await open.body.fill('First we ask.\n\nThen we wait.\n\nThen we build.');
  }
  await open.press('Keep as a draft');
  expect(page.url().includes('/handbook/drafts'), 'a draft is kept');
  await page.getByRole('link', { name: title }).first().click();
  await page.waitForLoadState();
  expect((await open.body.inputValue()).includes('Then we wait.'), 'the draft comes back as it was');
  await open.press('Publish');
  const address = new URL(page.url()).pathname;
  expect(/^\/handbook\/\d+$/.test(address), `it stands at its own address: ${address}`);

  // The member begins to write; somebody else publishes first.
  open = await editor({ page, go }, `${address}/edit`);
  const began = await page.locator('input[name=base]').inputValue();
  await signIn('head');
  open = await editor({ page, go }, `${address}/edit`);
  await open.body.fill('First we ask twice.\n\nThen we wait.\n\nThen we build, and say so.');
  await page.fill('#why', 'Once is not enough');
  await open.press('Publish');
  await signIn('member');
  open = await editor({ page, go }, `${address}/edit`);
  await open.body.fill('First we ask three people.\n\nThen we wait.\n\nThen we build.');
  await page.fill('#why', 'Say whom');
  await page.locator('input[name=base]').evaluate((field, value) => { field.value = value; }, began);
  await open.press('Publish');
  expect((await page.locator('h1').innerText()).includes('both changed'), 'the second is told');
  await page.getByLabel('Yours', { exact: true }).check();
  await open.press('Bring them together');
  const both = await open.body.inputValue();
  expect(both.includes('three people') && both.includes('and say so'), 'both are in the text: ' + both);
  await open.press('Publish');
  expect((await page.locator('article').innerText()).includes('three people'), 'it is published');
  await go(`${address}/compare?from=1&to=3`);
  expect((await page.locator('ins').count()) >= 2, 'what changed is marked');
  await go(`${address}/history`);
  await page.locator('form:has(input[name=version][value="1"]) button').click();
  await page.waitForLoadState();
  expect(!(await page.locator('article').innerText()).includes('three people'), 'an older version comes back');
}
