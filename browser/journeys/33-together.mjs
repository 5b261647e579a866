export const name = 'A team says how it works together, and sees where that differs from the shared table';

export async function walk({ page, go, signIn, expect, main }) {
  await signIn('member');
  const address = '/products/prison-visits-booking/teamwork';
  const say = async parts => {
    await go(address);
    const form = page.locator('details', { hasText: 'Finding out what people need' });
    await form.locator('summary').click();
    for (const [profession, part] of Object.entries(parts)) await form.getByLabel(profession).selectOption(part);
    await Promise.all([page.waitForEvent('load'), form.getByRole('button', { name: /^Save/ }).click()]);
    return main();
  };
  const others = await say({ 'User research': '', Design: 'leads', 'Product management': 'takes_part' });
  expect(others.includes('In the shared table leads: User research'), 'who leads elsewhere is said');
  expect(others.includes('On the team and not in it: User research'), 'and who is left out');
  const again = await say({ 'User research': 'leads', Design: 'takes_part', 'Product management': 'takes_part' });
  expect(!again.includes('In the shared table leads: User research'), 'the same as shared needs no look');

  await go('/products/prison-visits-booking');
  expect((await main()).includes('How the team works together'), 'the product’s page leads there');
}
