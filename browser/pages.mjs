// Every page and state that is checked. `address` may be found from the demo itself, whose numbers follow its seed.

const json = async (page, url, path) => (await page.request.get(url + path)).json();

/** The first problem in a state; its own page, or one below it. */
export const problemIn = (state, below = '') => async (page, url) => {
  const { items } = await json(page, url, `/api/v1/problems?state=${state}&limit=1`);
  return items[0].url.replace(/^https?:\/\/[^/]+/, '') + below;
};
const first = kind => async (page, url) => {
  const { items } = await json(page, url, `/api/v1/search?q=the+work&kind=${kind}&limit=1`);
  return items[0].url.replace(/^https?:\/\/[^/]+/, '');
};
/** The head of a profession away for nine months. */
const rehearsal = async (page, url) => {
  const { items } = await json(page, url, '/api/v1/communities/product-management/load');
  return `/communities/product-management/leadership/rehearsal?who=${items[0].leaders[0].person_id}&from=2027-03-01&to=2027-11-30`;
};
/** A page that was made from another. */
const behind = async (page, url) => {
  await page.goto(`${url}/handbook/adaptations`);
  return page.locator('ul.ledger a[href$="/source"]').first().getAttribute('href');
};
/** This week's draft of a community that has not sent it. */
const draftOf = community => async (page, url) => {
  await page.goto(`${url}/communities/${community}/updates`);
  return page.getByRole('link', { name: 'Write this week’s update' }).getAttribute('href');
};
/** The last update that a community sent. */
const lastOf = community => async (page, url) => {
  await page.goto(`${url}/communities/${community}/updates`);
  return page.locator('ul.ledger a').first().getAttribute('href');
};
/** The oldest assessment in a state; its own page, or one below it. */
const assessment = (state, below = '') => async (page, url) => {
  const { items } = await json(page, url, '/api/v1/assessments?limit=200');
  return items.findLast(it => it.state === state).url + below;
};
const REPEATED = 'People leave the video hearing and cannot get back in, so the session starts again';
const asked = words => `/problems/new?q=${encodeURIComponent(words)}`;

export const PAGES = [
  { name: 'sign-in', address: '/sign-in' },
  { name: 'public', address: '/public' },
  { name: 'public-handbook', address: `/public/${encodeURIComponent('Handbook of the digital professions')}` },
  { name: 'public-page', address: `/public/${encodeURIComponent('Handbook of the digital professions')}/46` },
  { name: 'handbook-one', address: `/handbook?in=${encodeURIComponent('Handbook of the digital professions')}`, as: 'admin' },
  { name: 'help', address: '/help', as: 'member' },
  { name: 'accessibility', address: '/accessibility', as: 'member' },
  { name: 'privacy', address: '/privacy', as: 'member' },
  { name: 'today', address: '/', as: 'member' },
  { name: 'today-head', address: '/', as: 'head' },
  { name: 'today-newcomer', address: '/', as: 'newcomer' },
  { name: 'problems', address: '/problems', as: 'member' },
  { name: 'problem-solved', address: problemIn('solved'), as: 'member' },
  { name: 'problem-open', address: problemIn('open'), as: 'member' },
  { name: 'problem-being-solved', address: problemIn('being_solved'), as: 'lead' },
  { name: 'problem-not-now', address: problemIn('not_now'), as: 'librarian' },
  { name: 'problem-add-case', address: problemIn('open', '/sightings/new'), as: 'member' },
  { name: 'problem-superseding', address: problemIn('solved', '/superseding/new'), as: 'librarian' },
  { name: 'problem-split', address: problemIn('solved', '/splits/new'), as: 'librarian' },
  { name: 'problem-merges-beside', address: problemIn('open', '/merges?other=P%2012'), as: 'librarian' },
  { name: 'problem-merges', address: problemIn('open', '/merges'), as: 'librarian' },
  { name: 'problem-not-the-same', address: problemIn('solved', '/dismissals/new?q=a+problem'), as: 'member' },
  { name: 'problem-tags', address: problemIn('open', '/tags'), as: 'member' },
  { name: 'problem-solve', address: problemIn('open', '/solutions/new'), as: 'librarian' },
  { name: 'problem-set-aside', address: problemIn('open', '/not-now/new'), as: 'librarian' },
  { name: 'problems-cost', address: '/problems/cost', as: 'leader' },
  { name: 'problems-again', address: '/problems/again', as: 'member' },
  { name: 'problem-work-item', address: '/work/1', as: 'lead' },
  { name: 'problem-work-offer', address: '/work/1/offers/new', as: 'lead' },
  { name: 'problem-work-progress', address: '/work/1/progress/new', as: 'librarian' },
  { name: 'problem-adopt', address: problemIn('solved', '/adoptions/new'), as: 'member' },
  { name: 'problem-new-empty', address: '/problems/new', as: 'member' },
  { name: 'problem-new', address: asked(REPEATED), as: 'member' },
  { name: 'problem-new-nothing-like-it', address: asked('zxqv wvut qqqq jjjj kkkk'), as: 'member' },
  { name: 'search-empty', address: '/search', as: 'member' },
  { name: 'search', address: '/search?q=hearing', as: 'member' },
  { name: 'search-nothing', address: '/search?q=zxqvwvut', as: 'member' },
  { name: 'handbook', address: '/handbook', as: 'member' },
  { name: 'handbook-page', address: first('page'), as: 'member' },
  { name: 'handbook-write', address: '/handbook/new?under=3', as: 'member' },
  { name: 'handbook-change', address: '/handbook/3/edit', as: 'member' },
  { name: 'handbook-review', address: '/handbook/3/review', as: 'librarian' },
  { name: 'handbook-pictures', address: '/handbook/pictures', as: 'member' },
  { name: 'handbook-drafts', address: '/handbook/drafts', as: 'member' },
  { name: 'handbook-adaptations', address: '/handbook/adaptations', as: 'librarian' },
  { name: 'handbook-begin-from', address: '/handbook/adaptations/new', as: 'member' },
  { name: 'handbook-source', address: '/handbook/3/source', as: 'librarian' },
  { name: 'handbook-source-behind', address: behind, as: 'librarian' },
  { name: 'desk', address: '/handbook/desk', as: 'librarian' },
  { name: 'desk-nothing', address: '/handbook/desk?queue=unowned', as: 'member' },
  { name: 'handbook-reach', address: '/handbook/8/reach', as: 'member' },
  { name: 'handbook-reach-head', address: '/handbook/46/reach?in=product-management', as: 'head' },
  { name: 'desk-problems', address: '/handbook/desk?queue=problems', as: 'librarian' },
  { name: 'desk-fading', address: '/handbook/desk?queue=fading', as: 'librarian' },
  { name: 'reading-paths', address: '/handbook/paths', as: 'head' },
  { name: 'reading-path', address: '/handbook/paths/your-first-weeks-in-product-management', as: 'newcomer' },
  { name: 'reading-path-head', address: '/handbook/paths/your-first-weeks-in-product-management', as: 'head' },
  { name: 'collections', address: '/handbook/collections', as: 'member' },
  { name: 'collection', address: '/handbook/collections/before-you-buy', as: 'head' },
  { name: 'my-reading', address: '/me/reading', as: 'member' },
  { name: 'resources', address: '/handbook/resources', as: 'member' },
  { name: 'resource', address: '/handbook/resources/1', as: 'librarian' },
  { name: 'questions', address: '/handbook/questions', as: 'member' },
  { name: 'question', address: '/handbook/questions/1', as: 'librarian' },
  { name: 'question-new', address: '/handbook/questions/new?title=Running+a+discovery', as: 'member' },
  { name: 'question-page-missing', address: '/handbook/questions/new?kind=page', as: 'member' },
  { name: 'vocabulary', address: '/handbook/vocabulary', as: 'librarian' },
  { name: 'vocabulary-word', address: '/handbook/vocabulary/1', as: 'librarian' },
  { name: 'handbook-tags', address: '/handbook/3/tags', as: 'librarian' },
  { name: 'handbook-versions', address: '/handbook/3/history', as: 'member' },
  { name: 'handbook-compare', address: '/handbook/3/compare', as: 'member' },
  { name: 'work', address: '/work', as: 'lead' },
  { name: 'work-head', address: '/work', as: 'head' },
  { name: 'work-community', address: '/work?board=product-management', as: 'member' },
  { name: 'work-helpers', address: '/work/1/helpers', as: 'librarian' },
  { name: 'work-amplify', address: '/work/1/amplify/new', as: 'member' },
  { name: 'help-mine', address: '/me/help', as: 'member' },
  { name: 'work-place', address: '/work/1/place/new', as: 'head' },
  { name: 'work-rest', address: '/work/1/rest/new', as: 'head' },
  { name: 'first-day', address: '/', as: 'newcomer' },
  { name: 'today-leader', address: '/', as: 'leader' },
  { name: 'communities', address: '/communities', as: 'member' },
  { name: 'units', address: '/units', as: 'admin' },
  { name: 'unit', address: '/units/crime-and-hearings', as: 'admin' },
  { name: 'community', address: '/communities/product-management', as: 'member' },
  { name: 'community-head', address: '/communities/product-management', as: 'head' },
  { name: 'community-managed', address: '/communities/product-management/managed', as: 'head' },
  { name: 'community-alumni', address: '/communities/product-management/alumni', as: 'member' },
  { name: 'community-members', address: '/communities/product-management/members', as: 'head' },
  { name: 'community-timeline', address: '/communities/product-management/timeline', as: 'head' },
  { name: 'community-goals', address: '/communities/product-management/goals', as: 'head' },
  { name: 'community-practices', address: '/communities/product-management/practices', as: 'head' },
  { name: 'community-leadership', address: '/communities/product-management/leadership', as: 'head' },
  { name: 'community-leadership-years', address: '/communities/product-management/leadership/years', as: 'head' },
  { name: 'community-rehearsal', address: rehearsal, as: 'head' },
  { name: 'community-maturity', address: '/communities/product-management/maturity', as: 'head' },
  { name: 'community-maturity-cards', address: '/communities/product-management/maturity/cards', as: 'head' },
  { name: 'community-meetups', address: '/communities/product-management/meetups', as: 'head' },
  { name: 'event', address: '/events/1', as: 'head' },
  { name: 'event-member', address: '/events/1', as: 'member' },
  { name: 'calendar', address: '/me/calendar', as: 'member' },
  { name: 'merger', address: '/settings/merger', as: 'admin' },
  { name: 'settings-chat', address: '/settings/chat', as: 'admin' },
  { name: 'settings-webhooks', address: '/settings/webhooks', as: 'admin' },
  { name: 'people-list', address: '/settings/people/list', as: 'admin' },
  { name: 'community-entries', address: '/communities/design/entries', as: 'head' },
  { name: 'community-entries-ask', address: '/communities/data/entries', as: 'member' },
  { name: 'community-updates', address: '/communities/product-management/updates', as: 'head' },
  { name: 'community-update-draft', address: draftOf('design'), as: 'admin' },
  { name: 'community-update', address: lastOf('user-research'), as: 'member' },
  { name: 'me-updates', address: '/me/updates', as: 'member' },
  { name: 'community-channels', address: '/communities/product-management/channels', as: 'head' },
  { name: 'standards', address: '/standards', as: 'head' },
  { name: 'standard', address: '/standards/starting-well', as: 'head' },
  { name: 'standard-point', address: '/standards/starting-well/points/2', as: 'member' },
  { name: 'reuse', address: '/reuse?by=unit', as: 'head' },
  { name: 'reuse-products', address: '/reuse?by=product&year=2026', as: 'member' },
  { name: 'teamwork', address: '/teamwork', as: 'head' },
  { name: 'teamwork-of-team', address: '/products/prison-visits-booking/teamwork', as: 'head' },
  { name: 'portfolio', address: '/standards/starting-well/products', as: 'head' },
  { name: 'product-list', address: '/settings/products/list', as: 'head' },
  { name: 'products', address: '/products', as: 'member' },
  { name: 'product', address: '/products/prison-visits-booking', as: 'member' },
  { name: 'product-starts', address: '/products/prison-visits-booking/starts', as: 'member' },
  { name: 'assessment-ask', address: '/products/prison-visits-booking/assessments/new', as: 'member' },
  { name: 'assessment', address: assessment('published'), as: 'member' },
  { name: 'assessment-prepared', address: assessment('preparing'), as: 'member' },
  { name: 'assessment-point', address: assessment('preparing', '/points/2'), as: 'member' },
  { name: 'assessment-panel', address: assessment('asked', '/panel'), as: 'head' },
  { name: 'me', address: '/me', as: 'member' },
  { name: 'not-found', address: '/problems/999999', as: 'member', status: 404 },
];
