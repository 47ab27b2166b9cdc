/** @file What of the page tools/screenshots.mjs takes images of: an address, and what a person does there. */

const NATURAL = 'fashion-mnist-resnet-gelu-natural'
const SMALL = [NATURAL, 'fashion-mnist-resnet-gelu-adversarial']
const RUN = 'evaluation.images=builtIn&evaluation.imageCount=60'

const press = (page, name) => page.getByRole('button', { name, exact: true }).first().click()
const status = (page, testId, value) =>
  page.locator(`[data-testid="${testId}"][data-status="${value}"]`).waitFor({ timeout: 200_000 })

const settled = (page) =>
  page.waitForFunction(
    () =>
      document.querySelector('[data-testid=verdict]') &&
      !document.querySelector('[data-stale=true], .model-heading[data-status=loading], .row-common .is-stale'),
    null,
    { timeout: 120_000 },
  )

const view = (id, rest = '') => `models=${SMALL}&view=${id}${rest && `&${rest}`}`
const compare = (rest = '') => `settings=steps:3${rest && `&${rest}`}`

const evaluate =
  (measure, attack = 'fgsm') =>
  async (page) => {
    await page.getByTestId('measure').selectOption(measure)
    if (attack !== null) await page.getByTestId('attack').selectOption(attack)
    await press(page, 'Start')
    await status(page, 'run', 'done')
  }

const dialog = (id) => ({
  name: `dialog ${id}`,
  address: `models=${SMALL}&settings=steps:1&dialog=${id}`,
  reach: async (page) => {
    await page.locator('dialog[open] .dialog-body, dialog[open] .palette-input').first().waitFor()
    if (id === 'export') await settled(page)
  },
})

/** Each has a name, the search part of its address, and `reach`, after which it is to be looked at. */
export const STATES = [
  { name: 'compare', address: compare(), reach: settled },
  {
    name: 'compare three',
    address: compare('models=cifar10-resnet-gelu-natural,cifar10-resnet-gelu-adversarial,cifar10-resnet-gelu-gradnorm'),
    reach: settled,
  },
  {
    name: 'compare rows open',
    address: compare(`models=${SMALL}&folded=`),
    reach: settled,
  },
  {
    name: 'compare computing',
    address: 'settings=steps:5000&backend=wasm&models=cifar10-resnet-gelu-natural,cifar10-resnet-gelu-adversarial',
    reach: (page) => page.locator('[data-row=gradient] canvas').nth(1).waitFor(),
  },
  {
    name: 'presentation',
    address: compare('present=on'),
    reach: settled,
  },
  {
    name: 'lightbox',
    address: compare(`models=${SMALL}&map=gradient,beside,${SMALL.join(',')}`),
    reach: settled,
  },
  {
    name: 'lightbox difference',
    address: compare(`models=${SMALL}&map=gradient,difference,${SMALL.join(',')}`),
    reach: settled,
  },
  { name: 'evaluate', address: view('evaluation', RUN), reach: (page) => page.getByTestId('measure').waitFor() },
  {
    name: 'evaluate running',
    address: view('evaluation', 'evaluation.images=builtIn&evaluation.imageCount=1000&evaluation.attack=pgd'),
    reach: async (page) => {
      await press(page, 'Start')
      await status(page, 'run', 'running')
      await page.waitForTimeout(4000)
    },
  },
  { name: 'evaluate accuracy', address: view('evaluation', RUN), reach: evaluate('accuracy') },
  { name: 'evaluate minimal', address: view('evaluation', RUN), reach: evaluate('minimalEpsilon') },
  { name: 'evaluate transfer', address: view('evaluation', RUN), reach: evaluate('transfer') },
  { name: 'evaluate worst case', address: view('evaluation', RUN), reach: evaluate('worstCase', null) },
  { name: 'evaluate ranking', address: view('evaluation', RUN), reach: evaluate('ranking', null) },
  {
    name: 'train',
    address: view('training'),
    reach: async (page) => {
      await page.getByTestId('objective').waitFor()
      await page.getByTestId('advanced').locator('> summary').click()
    },
  },
  {
    name: 'train running',
    address: `models=${NATURAL}&view=training`,
    reach: async (page) => {
      await page.getByTestId('begin').click()
      await page.getByTestId('maps').waitFor({ timeout: 120_000 })
      await page.waitForTimeout(6000)
    },
  },
  {
    name: 'train finished',
    address: `models=${NATURAL}&view=training`,
    reach: async (page) => {
      await page.getByRole('spinbutton', { name: 'Steps', exact: true }).first().fill('30')
      await page.getByTestId('begin').click()
      await status(page, 'training-run', 'done')
      const sweep = page.getByTestId('sweep')
      await sweep.getByTestId('lambdas').fill('0.5, 1')
      await sweep.getByRole('spinbutton', { name: 'Steps each' }).fill('2')
      await sweep.getByRole('button', { name: 'Sweep λ' }).click()
      await status(page, 'sweep', 'done')
    },
  },
  {
    name: 'statistics',
    address: view('statistics'),
    reach: async (page) => {
      await page.getByLabel('How many').waitFor()
    },
  },
  {
    name: 'statistics finished',
    address: view('statistics'),
    reach: async (page) => {
      await page.getByLabel('How many').fill('300')
      await press(page, 'Measure')
      await status(page, 'statistics', 'done')
    },
  },
  {
    name: 'geometry',
    address: view('geometry', 'settings=steps:3'),
    reach: async (page) => {
      for (const figure of ['attack', 'gradient', 'surface']) {
        await page.locator(`[data-testid=geometry-${figure}][data-settled=true]`).waitFor({ timeout: 120_000 })
      }
    },
  },
  {
    name: 'figures',
    address: view('figures'),
    reach: async (page) => {
      await page.getByTestId('figure-samples').waitFor()
      await page.waitForTimeout(1500)
    },
  },
  {
    name: 'time travel',
    address: 'view=time-travel&time.epoch=6&time.beside=on&backend=wasm',
    reach: (page) => page.locator('[data-testid=epoch-now][data-settled=true]').waitFor({ timeout: 200_000 }),
  },
  {
    name: 'why',
    address: view('why'),
    reach: async (page) => {
      for (const figure of ['growth', 'certainty', 'reached']) {
        await page.locator(`[data-testid=why-${figure}][data-settled=true]`).waitFor({ timeout: 120_000 })
      }
    },
  },
  { name: 'glossary', address: view('glossary'), reach: (page) => page.locator('.content h2').first().waitFor() },
  ...['models', 'export', 'commands', 'shortcuts', 'cite', 'kept', 'offline'].map(dialog),
  {
    name: 'card',
    address: `models=${SMALL}&settings=steps:1&card=cifar10-resnet-gelu-gradnorm`,
    reach: (page) => page.getByTestId('card').locator('.series').first().waitFor(),
  },
  {
    name: 'notices',
    address: `models=${SMALL}&settings=steps:1&image=sha256-${'0'.repeat(64)}&nothing=1&view=nowhere&eps=-3`,
    reach: settled,
  },
  {
    name: 'badge',
    address: `models=${SMALL}&settings=steps:1`,
    reach: async (page) => {
      await settled(page)
      await page.getByTestId('backend-badge').locator('summary').click()
    },
  },
  {
    name: 'help',
    address: `models=${SMALL}&settings=steps:1`,
    reach: async (page) => {
      await settled(page)
      await page.locator('[data-row="gradient"] .help-button').click()
    },
  },
  {
    name: 'help menu',
    address: `models=${SMALL}&settings=steps:1`,
    reach: async (page) => {
      await settled(page)
      await page.getByTestId('help').click()
    },
  },
  ...[1, 2, 3, 4, 5].map((step) => ({
    name: `tour ${step}`,
    address: `models=${SMALL}&settings=steps:1`,
    reach: async (page) => {
      await settled(page)
      await page.getByTestId('help').click()
      await page.getByRole('button', { name: /tour/i }).click()
      for (let before = 1; before < step; before++) await press(page.getByTestId('tour'), 'Next')
    },
  })),
]
