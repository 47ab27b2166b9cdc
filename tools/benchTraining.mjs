/** @file Times a training step of every objective, side by side. */
import { recordSection, versionsLine } from './benchRecord.mjs'

/** The costs of the others are told as shares of these. */
const [NATURAL, ADVERSARIAL] = ['Natural', 'PGD adversarial']

const HEAD = [
  "| backend | objective | batch | ms per step | of PGD | of natural | by tfjs's kernels, ms | ratio |",
  '|---|---|---|---|---|---|---|---|',
]

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]
const shown = (number) => (number >= 100 ? number.toFixed(0) : number.toPrecision(3))

export async function benchTraining({ backends, batches, turns, isRecorded, openPage, oneThread, withStock }) {
  const { page, close, version } = await openPage()
  const rows = []
  const devices = new Map()
  try {
    console.log(HEAD.join('\n'))
    for (const backend of backends) {
      for (const batch of batches) {
        const request = { backend, batch, turns, oneThread }
        const { device, objectives } = await page.evaluate(
          (asked) => window.bench.timeTraining(...asked),
          [
            request,
            // webgpu's kernels for training are tfjs's already.
            withStock && backend === 'wasm',
          ],
        )
        devices.set(backend, device)
        const medians = new Map(objectives.map(({ name, ms }) => [name, median(ms)]))
        for (const { name, stock } of objectives) {
          const ms = medians.get(name)
          const shares = [ADVERSARIAL, NATURAL].map((other) => (ms / medians.get(other)).toFixed(2))
          const beside = stock === null ? ['', ''] : [shown(median(stock)), (median(stock) / ms).toFixed(1)]
          rows.push(`| ${[backend, name, batch, shown(ms), ...shares, ...beside].join(' | ')} |`)
          console.log(rows.at(-1))
        }
      }
    }
  } finally {
    await close()
  }
  if (!isRecorded) return
  const found = [...devices].map(([backend, device]) => `- ${backend}: ${device}`)
  recordSection([...found, versionsLine(version), `- ${turns} steps of each, in turns`, '', ...HEAD, ...rows])
}
