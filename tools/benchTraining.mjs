/** @file Times a training step of every objective, side by side. */
import { recordSection, versionsLine } from './benchRecord.mjs'

/** The costs of the others are told as shares of these. */
const [NATURAL, ADVERSARIAL] = ['Natural', 'PGD adversarial']

const HEAD = [
  "| backend | objective | batch | ms per step | of PGD | of natural | by tfjs's kernels, ms | ratio |",
  '|---|---|---|---|---|---|---|---|',
]

const HEAD_OF_PARTS = ['| objective | part | times | ms together | share |', '|---|---|---|---|---|']

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]
const shown = (number) => (number >= 100 ? number.toFixed(0) : number.toPrecision(3))

/** Medians over steps. */
function partRows(objective, steps, ms) {
  return steps[0].map(({ name, calls }) => {
    const own = median(steps.map((parts) => parts.find((part) => part.name === name)?.ms ?? 0))
    return `| ${[objective, name, calls, own.toFixed(1), `${((100 * own) / ms).toFixed(0)} %`].join(' | ')} |`
  })
}

/** @param withParts tells where the time of a step goes, on wasm */
export async function benchTraining(asked) {
  const { backends, batches, turns, isRecorded, openPage, threads, withStock, withParts } = asked
  const { page, close, version } = await openPage()
  const rows = []
  const ofParts = []
  const devices = new Map()
  try {
    console.log(HEAD.join('\n'))
    for (const backend of backends) {
      for (const batch of batches) {
        const request = { backend, batch, turns, threads, withParts: withParts && backend === 'wasm' }
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
        for (const { name, stock, parts } of objectives) {
          const ms = medians.get(name)
          const shares = [ADVERSARIAL, NATURAL].map((other) => (ms / medians.get(other)).toFixed(2))
          const beside = stock === null ? ['', ''] : [shown(median(stock)), (median(stock) / ms).toFixed(1)]
          rows.push(`| ${[backend, name, batch, shown(ms), ...shares, ...beside].join(' | ')} |`)
          console.log(rows.at(-1))
          if (request.withParts) ofParts.push(...partRows(name, parts, ms))
        }
      }
    }
  } finally {
    await close()
  }
  const more = ofParts.length > 0 ? ['', ...HEAD_OF_PARTS, ...ofParts] : []
  console.log(more.join('\n'))
  if (!isRecorded) return
  const found = [...devices].map(([backend, device]) => `- ${backend}: ${device}`)
  recordSection([...found, versionsLine(version), `- ${turns} steps of each, in turns`, '', ...HEAD, ...rows, ...more])
}
