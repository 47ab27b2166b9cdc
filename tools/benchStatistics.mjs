/** @file Times what the statistics view measures of many images: in the engine's worker, as the page asks it. */
import { recordSection, versionsLine } from './benchRecord.mjs'

const HEAD = [
  '| backend | models | images | measured of each image | seconds | images a second |',
  '|---|---|---|---|---|---|',
]

export async function benchStatistics({ backends, images, isRecorded, openPage }) {
  const { page, close, version } = await openPage()
  const rows = []
  const devices = new Map()
  try {
    console.log(HEAD.join('\n'))
    for (const backend of backends) {
      const found = await page.evaluate((asked) => window.bench.timeStatistics(...asked), [backend, images])
      devices.set(backend, found.device)
      const row = (what, seconds) => {
        const rate = (found.models * images) / seconds
        const cells = [backend, found.models, images.toLocaleString('en'), what]
        rows.push(`| ${[...cells, seconds.toFixed(1), rate.toFixed(0)].join(' | ')} |`)
        console.log(rows.at(-1))
      }
      row('its gradient, norms and alignment', found.withoutAttack)
      row('the same, and what PGD-10 makes of it', found.withAttack)
    }
  } finally {
    await close()
  }
  if (!isRecorded) return
  recordSection([
    ...[...devices].map(([backend, device]) => `- ${backend}: ${device}`),
    versionsLine(version),
    '',
    ...HEAD,
    ...rows,
  ])
}
