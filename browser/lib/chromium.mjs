// One Chromium for the whole run; every view is a fresh context of it.
import { chromium } from 'playwright-core';

const FLAGS = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

export const launch = () =>
  chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: FLAGS });

/** A fresh profile. `faults` collects what a person would never see and we must. */
export async function view(browser, { width = 1280, dark = false, script = true } = {}) {
  const context = await browser.newContext({
    viewport: { width, height: width < 700 ? 844 : 900 },
    colorScheme: dark ? 'dark' : 'light',
    javaScriptEnabled: script,
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(20_000);
  const faults = [];
  context.on('page', page => watch(page, faults));
  return { context, page: await context.newPage(), faults };
}

function watch(page, faults) {
  const at = () => page.url().replace(/^https?:\/\/[^/]+/, '');
  page.on('pageerror', error => faults.push(`${at()}: exception: ${error.message}`));
  page.on('console', message => {
    // The browser also logs each answer of 400 and more; `response` below tells pages from what they load.
    if (message.type() !== 'error' || message.text().startsWith('Failed to load resource')) return;
    faults.push(`${at()}: console: ${message.text()}`);
  });
  page.on('response', answer => {
    const request = answer.request();
    if (answer.status() < 400 || (request.isNavigationRequest() && answer.status() < 500)) return;
    faults.push(`${at()}: ${request.method()} ${answer.url()} answered ${answer.status()}`);
  });
  page.on('requestfailed', request => {
    const why = request.failure()?.errorText ?? '';
    if (why !== 'net::ERR_ABORTED') faults.push(`${at()}: ${request.url()}: ${why}`);
  });
}
