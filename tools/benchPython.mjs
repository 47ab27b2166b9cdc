/** @file The same work in PyTorch, on one thread of the processor, for who has a Python with it: `--python PATH`. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { Problem } from './problem.mjs'
import { root } from './root.mjs'

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]

/** Its median in milliseconds, in the faster of both layouts, and what it ran on. */
export function timeInPython(python, { architecture, side, classes, batch, passes, attack }) {
  const { status, stdout, stderr, error } = spawnSync(python, ['measure_passes.py'], {
    cwd: join(root, 'models', 'training'),
    input: JSON.stringify({ architecture, side, classes, batch, passes, attack }),
    env: { ...process.env, OMP_NUM_THREADS: '1' },
    encoding: 'utf8',
  })
  if (status !== 0) {
    throw new Problem(`--python is ${python}, which could not time PyTorch: ${error?.message ?? stderr.trim()}`)
  }
  const { version, capability, ...times } = JSON.parse(stdout)
  return { ms: Math.min(...Object.values(times).map(median)), device: `PyTorch ${version}, ${capability}, one thread` }
}
