/** @file docs/bench.md: a section for each command that was recorded, replacing the previous one of the same command. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { root } from './root.mjs'

const RECORD = join(root, 'docs', 'bench.md')

const INTRODUCTION = `# Bench: what attacks and passes cost

"Ours" and "stock" are the same attack on the same model: in the engine, and in plain, unmodified tfjs (\`bench/stock\`).
Both run in turns, each in its own worker, and the tables show medians. Dispatches are compute-shader dispatches on webgpu
and kernel calls on wasm. Attacks are in L∞ at 8/255, on cross-entropy. The ResNet is \`cifar10-resnet-gelu-natural\`; the
Swin is untrained and has the shape of \`cifar10-swin-gelu-natural\`. Images are 32 by 32.

A "pass" is the input gradient of the cross-entropy of an untrained model (\`bench/passModels.ts\`). The first pass is timed
from the weights in memory and includes packing them and compiling shaders; "next" is the median of those after it. Each
reads its gradient. With \`--stock\` a PGD step of plain tfjs is timed beside it, for the Swins. The longest frame is the
page's, while a worker computes.

\`--training\` times a step of every objective on the zoo's ResNet, in turns; with \`--stock\` beside the same step where tfjs's
own kernels compute, and with \`--parts\` each part of it. What training steps cost is in
[training-cost.md](training-cost.md). \`--statistics\` times what the statistics view measures, for three models of
Fashion-MNIST's built-in test images: in the engine's worker, as the page asks it. \`--page\` runs the browser test that drags
the slider for three seconds, times the first map on a first visit and on the next, and weighs the JavaScript of the built
page.

On wasm the engine's kernels run on as many threads as make them faster, or, with \`--one-thread\`, on one, as plain tfjs
does here. With \`--python\` the same PGD step or pass is timed in PyTorch, on one thread, in the faster of its two memory
layouts. Relaxed SIMD, which Chrome and Firefox have, multiplies and adds in one instruction of 128 bits; PyTorch uses the
512 bits of AVX-512 where the processor has it.

A software adapter computes on the processor's cores: its milliseconds say nothing about a graphics processor and depend
on the machine's other load. Only the ratio is meaningful. **Nothing here was measured on a graphics processor.** The
device is opened with the features \`subgroups\` and \`shader-f16\` where the adapter has them, and the backend's report
names them, but no kernel uses them yet: whether they are faster within the tolerance can only be measured there.
`

export function versionsLine(chromium) {
  const { version: tfjs } = JSON.parse(readFileSync(join(root, 'node_modules/@tensorflow/tfjs/package.json'), 'utf8'))
  const browser = chromium === null ? '' : `Chromium ${chromium}, `
  return `- Versions: tfjs ${tfjs}, ${browser}Node ${process.versions.node}`
}

/**
 * @param lines of markdown, which come after the command, the date and the machine
 * @param command as it is repeated; that of the bench with its options, unless it is another
 */
export function recordSection(lines, command = `npm run bench -- ${process.argv.slice(2).join(' ')}`) {
  const title = `## \`${command}\``
  const section = [
    title,
    '',
    `- Date: ${new Date().toISOString().slice(0, 10)}`,
    `- Machine: ${cpus().length} cores, ${cpus()[0].model.trim()}`,
    ...lines,
  ].join('\n')
  const before = existsSync(RECORD)
    ? readFileSync(RECORD, 'utf8')
        .split(/^(?=## )/m)
        .slice(1)
    : []
  const others = before.map((one) => one.trim()).filter((one) => !one.startsWith(`${title}\n`))
  writeFileSync(RECORD, `${[INTRODUCTION.trim(), ...others, section].join('\n\n')}\n`)
  console.log(`Recorded in ${RECORD}.`)
}
