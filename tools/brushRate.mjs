/**
 * @file Frames a second while a range is dragged over the statistics of 1,000 images on three models, of a page that runs,
 * and the time of the page's own thread that a frame takes, which other programs do not lengthen. With --record the
 * figures are written into docs/bench.md:
 * node tools/brushRate.mjs URL --record
 */
import { recordSection, versionsLine } from './benchRecord.mjs'
import { readCommandLine } from './commandLine.mjs'
import { orEnd } from './problem.mjs'
import { launchChromium } from './settledPage.mjs'

const { values: options, positionals } = orEnd(() =>
  readCommandLine({
    options: { record: { type: 'boolean', default: false } },
    allowPositionals: true,
  }),
)
const [url = 'http://localhost:4173/'] = positionals
const MODELS = ['natural', 'adversarial', 'gradnorm'].map((name) => `fashion-mnist-resnet-gelu-${name}`)
const SETTINGS =
  'view=statistics&backend=wasm&evaluation.images=builtIn&evaluation.imageCount=1000&statistics.attacked=off'
const DRAGS = 120

const browser = await launchChromium()
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
await page.goto(`${url}?${SETTINGS}&models=${MODELS.join(',')}`)
await page
  .getByTestId('statistics-controls')
  .getByRole('button', { name: 'Measure', exact: true })
  .click({ timeout: 60_000 })
await page.locator('[data-testid=statistics][data-status=done]').waitFor({ timeout: 180_000 })
const devtools = await page.context().newCDPSession(page)
await devtools.send('Performance.enable', { timeDomain: 'threadTicks' })
const threadSeconds = async () =>
  (await devtools.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration').value
const rows = []
for (const chart of ['distribution', 'scatter']) {
  const before = await threadSeconds()
  const times = await page.evaluate(drag, { chart, drags: DRAGS })
  const spent = times
    .slice(1)
    .map((time, i) => time - times[i])
    .sort((a, b) => a - b)
  const mean = spent.reduce((sum, each) => sum + each, 0) / spent.length
  const worst = spent[Math.floor(0.95 * spent.length)]
  const thread = (1000 * ((await threadSeconds()) - before)) / DRAGS
  rows.push(`| ${chart} | ${(1000 / mean).toFixed(0)} | ${worst.toFixed(1)} ms | ${thread.toFixed(1)} ms |`)
}
const chromium = browser.version()
await browser.close()
const table = [
  '| chart | frames a second | one frame in twenty takes at least | of the page’s thread, a frame |',
  '|---|---|---|---|',
  ...rows,
]
console.log(table.join('\n'))
if (options.record) {
  const about = `Statistics of 1,000 images on three models: a range is dragged in each of ${DRAGS} frames, and both charts and the count follow; table and images do once it rests.`
  recordSection([versionsLine(chromium), '', about, '', ...table], 'node tools/brushRate.mjs URL --record')
}

/** In the page: the times of frames in each of which the pointer moves. */
function drag({ chart, drags }) {
  const svg = document.querySelector(`[data-testid=${chart}]`)
  const { left, top, width, height } = svg.getBoundingClientRect()
  const send = (type, share) =>
    svg.dispatchEvent(
      new PointerEvent(type, {
        ...{ bubbles: true, pointerId: 1, isPrimary: true },
        clientX: left + (0.1 + 0.85 * share) * width,
        clientY: top + (0.2 + 0.6 * share) * height,
      }),
    )
  svg.setPointerCapture = () => {}
  return new Promise((resolve) => {
    const times = []
    send('pointerdown', 0)
    requestAnimationFrame(function next(time) {
      times.push(time)
      if (times.length > drags) {
        send('pointerup', 1)
        resolve(times)
        return
      }
      send('pointermove', times.length / drags)
      requestAnimationFrame(next)
    })
  })
}
