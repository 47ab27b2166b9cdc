/**
 * @file Files that ask for seconds and gigabytes are chosen, dropped and pasted on the page, which stays awake, says one
 * sentence or opens them, goes on as before, and gives the memory back.
 */
import { type BrowserContext, expect, test } from '@playwright/test'
import { watchErrors } from '../e2e/support/errors'
import { addressBombs } from '../src/testing/bombs/addresses'
import type { BytesBomb } from '../src/testing/bombs/bomb'
import { parquetBombs } from '../src/testing/bombs/parquet'
import { pixelBombs } from '../src/testing/bombs/pixels'
import { greatestOf } from '../tools/reliability/measured.mjs'
import { drop, followAddress, withFiles } from './support/doors'
import { CHOSEN_OR_DROPPED, FILES, fileName } from './support/hostileFiles'
import { downloadSet, serveHub } from './support/hubInPage'
import { SCENARIOS } from './support/scenarios'
import { tryOften } from './support/trials'
import { undisturbedResult } from './support/undisturbedResult'
import {
  DRILL,
  expectAlive,
  givenTo,
  heldBy,
  LONGEST_MS,
  MOST_HELD_MB,
  openPage,
  SAID,
  SENTENCE,
  type ShownView,
  SIGNS,
  tryAll,
  VIEWS,
} from './support/watchedPage'

/** Of parameters of every kind. */
const ADDRESS_KEYS = [
  'view',
  'models',
  'image',
  'label',
  'eps',
  'settings',
  'folded',
  'evaluation.epsilons',
  'training.steps',
]
/** Of the size in which they were found; where the command says how often, the larger ones are tried last. */
const SMALL = 0.1
const SCALES = [SMALL, 1]

for (const scale of SCALES) {
  for (const given of FILES) {
    const { kind, bombs, view, doors, beside } = given
    test(`${kind}, scale ${scale}`, async ({ browser }) => {
      await tryAll(
        `${kind}, at ${scale} of their size`,
        bombs(scale),
        () => openPage(browser, view),
        (watched, bomb, index) => {
          const files = { [fileName(given, bomb)]: bomb.make(), ...beside?.() }
          const [, give] = doors[index % doors.length] as (typeof doors)[number]
          return withFiles(files, (paths) => givenTo(watched, view, (page) => give(page, paths)))
        },
      )
    })
  }

  test(`addresses, scale ${scale}`, async ({ browser }) => {
    await tryAll(
      `addresses, at ${scale} of their size`,
      addressBombs(scale, ADDRESS_KEYS),
      () => openPage(browser, 'compare'),
      (watched, { make }) =>
        givenTo(watched, 'compare', (page) => followAddress(page, new TextDecoder().decode(make()))),
    )
  })
}

/** One kind after another, so that few of them hold many kinds. */
const mixed = (scale: number): readonly Readonly<{ name: string; bytes: Uint8Array }>[] => {
  const all = FILES.map((given) => given.bombs(scale).map((bomb) => ({ name: fileName(given, bomb), bomb })))
  const longest = Math.max(...all.map(({ length }) => length))
  return Array.from({ length: longest }, (_, i) => all.flatMap((bombs) => bombs[i] ?? []))
    .flat()
    .map(({ name, bomb }, i) => ({ name: name.replace('.', `-${i}.`), bytes: bomb.make() }))
}

const AT_ONCE = 30
const namedFiles = (files: readonly Readonly<{ name: string; bytes: Uint8Array }>[]) =>
  Object.fromEntries(files.map(({ name, bytes }) => [name, bytes]))

for (const view of ['compare', 'evaluation'] as const) {
  test(`${AT_ONCE} at once, ${VIEWS[view]}`, async ({ browser }) => {
    const all = mixed(SMALL)
    const groups = Array.from({ length: Math.floor(all.length / AT_ONCE) }, (_, i) => ({
      name: `group ${i}`,
      make: () => new Uint8Array(0),
      files: namedFiles(all.slice(i * AT_ONCE, (i + 1) * AT_ONCE)),
    }))
    await tryAll(
      `${AT_ONCE} of all kinds dropped at once on ${VIEWS[view]}`,
      groups,
      () => openPage(browser, view),
      (watched, { files }) => withFiles(files, (paths) => givenTo(watched, view, (page) => drop(page, paths))),
    )
  })
}

test('a hundred images at once', async ({ browser }) => {
  const [image] = pixelBombs(1)
  const bytes = (image as BytesBomb).make()
  const files = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`${i}.png`, bytes]))
  await tryAll(
    'a hundred images of 40 megapixels at once',
    CHOSEN_OR_DROPPED.slice(1).map(([name, give]) => ({ name, make: () => bytes, give })),
    () => openPage(browser, 'compare'),
    (watched, { give }) => withFiles(files, (paths) => givenTo(watched, 'compare', (page) => give(page, paths))),
  )
})

for (const scale of SCALES) {
  test(`parquet, scale ${scale}`, async ({ browser }) => {
    await tryAll(
      `parquet of a hub, at ${scale} of its size`,
      parquetBombs(scale),
      () => openPage(browser, 'evaluation'),
      async (watched, { make }) => {
        await serveHub(watched.page, make())
        return givenTo(watched, 'evaluation', downloadSet)
      },
      // Its error stays until the next download.
      1,
    )
  })
}

const RUNNING = ['an attack', 'an evaluation', 'a fine-tuning']

for (const scenario of SCENARIOS.filter(({ name }) => RUNNING.includes(name))) {
  test(`meanwhile, ${scenario.name}`, async ({ browser }) => {
    const open = async (context: BrowserContext) => {
      const page = await context.newPage()
      await page.goto(`./?${new URLSearchParams({ backend: 'wasm', ...scenario.address })}`)
      return page
    }
    const undisturbed = await undisturbedResult(browser, open, scenario)
    const kinds = ['pixels of images', 'ONNX', 'PyTorch', 'safetensors', 'zip of a model', 'tar.gz']
    const refused = /scans|30,000 x 30,000|columns|rows|lists|records|loops|deep/
    const bombs = FILES.filter(({ kind }) => kinds.includes(kind)).flatMap((given) =>
      given
        .bombs(SMALL)
        .filter((bomb) => refused.test(bomb.name))
        .map((bomb) => ({ bomb, name: fileName(given, bomb) })),
    )
    await tryOften({
      drill: DRILL,
      what: `dropped on ${scenario.name} that runs`,
      times: 5,
      async trial(random) {
        const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
        try {
          const page = await open(context)
          const errors = watchErrors(page)
          await scenario.prepare(page)
          await scenario.begin(page)
          const { bomb, name } = bombs[random.integer(bombs.length)] as (typeof bombs)[number]
          await withFiles({ [name]: bomb.make() }, (paths) => drop(page, paths))
          await expect(page.locator(SAID).first(), bomb.name).toHaveText(SENTENCE)
          await scenario.untilDone(page)
          expect(await scenario.result(page), bomb.name).toEqual(undisturbed)
          expect(errors).toEqual([])
        } finally {
          await context.close()
        }
      },
    })
  })
}

interface Cancelled {
  readonly kind: string
  readonly name: string
  readonly view: ShownView
  readonly bomb: string
  /** The button. */
  readonly cancel: string
}

const CANCELLED: readonly Cancelled[] = [
  {
    kind: 'pixels of images',
    name: 'large.png',
    view: 'compare',
    bomb: 'a black PNG of 40 megapixels that is to be turned',
    cancel: '[data-testid="file-reading"] button',
  },
  {
    kind: 'zip of a model',
    name: 'net.zip',
    view: 'compare',
    bomb: 'half a gigabyte of zeros behind a list of one tensor',
    cancel: '[data-testid="opening"] .dialog-close',
  },
  {
    kind: 'tar.gz',
    name: 'set.tar.gz',
    view: 'evaluation',
    bomb: 'a gigabyte of zeros in a member that is not read',
    cancel: '.data-set-progress button',
  },
]

for (const { kind, name, view, bomb: wanted, cancel } of CANCELLED) {
  test(`cancelled, ${kind}`, async ({ browser }) => {
    const bomb = FILES.find((given) => given.kind === kind)
      ?.bombs(1)
      .find((each) => each.name === wanted)
    const bytes = (bomb as BytesBomb).make()
    await tryOften({
      drill: DRILL,
      what: `${kind}: ${wanted}, cancelled`,
      times: 5,
      async trial() {
        const watched = await openPage(browser, view)
        const { page, errors } = watched
        try {
          const before = page.url()
          const ms = await withFiles({ [name]: bytes }, async (paths) => {
            await drop(page, paths)
            await page.locator(cancel).first().click({ timeout: 20_000 })
            const began = Date.now()
            await expect(page.locator(cancel)).toHaveCount(0, { timeout: LONGEST_MS })
            const stopped = Date.now() - began
            // Long enough for what goes on all the same.
            await page.waitForTimeout(5000)
            return stopped
          })
          expect(await page.locator([SIGNS.outcome, SIGNS.progress].join()).count(), 'what is left behind').toBe(0)
          expect(page.url()).toBe(before)
          await expectAlive(page)
          expect((await heldBy(watched)) - watched.held).toBeLessThan(MOST_HELD_MB)
          expect(errors).toEqual([])
          return { ms }
        } finally {
          await watched.close()
        }
      },
      detail: (measured) => `gone after at most ${greatestOf(measured, 'ms').toFixed(0)} ms`,
    })
  })
}
