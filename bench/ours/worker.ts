/** @file The contestant that is this project's engine: its models and attacks, step by step as its loop makes them. */

import { loadArchitecture } from '../../src/engine/architectures/registry'
import { apgdRun } from '../../src/engine/attacks/algorithms/apgd'
import { createBatch, disposeBatch } from '../../src/engine/attacks/loop/batch'
import { lossAt } from '../../src/engine/attacks/loop/steps'
import { crossEntropyLoss } from '../../src/engine/attacks/losses/crossEntropy'
import { pgd, pgdRun } from '../../src/engine/attacks/pgd'
import type { AttackRun, RunState } from '../../src/engine/attacks/types'
import { startBackend } from '../../src/engine/backend'
import { waitForGpu } from '../../src/engine/backend/gpuQueue'
import { installWebgpuKernels } from '../../src/engine/backend/webgpuKernels'
import type { Manifest } from '../../src/engine/checkpoints/manifest'
import { type Classifier, createClassifier } from '../../src/engine/classifier'
import * as tf from '../../src/engine/tf'
import { eps255, toEps01 } from '../../src/units'
import { keepThreads } from '../keepThreads'
import { serve } from '../serve'
import { APGD_STEPS, type BenchAttack, EPSILON, PGD_STEP_SIZE } from '../types'

// Before the bench counts kernels.
installWebgpuKernels()

let classifier: Classifier | null = null

/** Both begin where `tensor` is: at the image. */
const RUNS: Readonly<Record<BenchAttack, () => AttackRun>> = {
  pgd: () =>
    pgdRun(
      {
        ...pgd.defaults('linf', toEps01(eps255(255 * EPSILON))),
        steps: Number.MAX_SAFE_INTEGER,
        stepSize: { rule: 'fixed', size: toEps01(eps255(255 * PGD_STEP_SIZE)) },
        randomStart: false,
      },
      'PGD',
    ) as AttackRun,
  apgd: () =>
    apgdRun({ name: 'APGD', steps: APGD_STEPS, targetRank: null, loss: crossEntropyLoss }) as unknown as AttackRun,
}

serve(
  {
    async start(backend, threads) {
      const { name, rejected } = await startBackend(backend)
      if (name !== backend) throw new Error(rejected.map(({ reason }) => reason).join(' '))
      return keepThreads(threads)
    },
    async loadModel(_name, { manifest, architecture, weights }) {
      classifier?.dispose()
      const found = await loadArchitecture(architecture.name as string)
      const parameters = new Map([...weights].map(([name, { shape, values }]) => [name, tf.tensor(values, [...shape])]))
      classifier = createClassifier(manifest as Manifest, found, found.parseSettings(architecture), parameters)
    },
    begin(attack, { pixels, labels, side }) {
      const count = labels.length
      const members = Array.from({ length: count }, (_, index) => index)
      const batch = createBatch(
        {
          classifier: classifier as Classifier,
          norm: 'linf',
          goal: 'untargeted',
          height: side,
          width: side,
          pixels,
          labels,
          targets: null,
          epsilons: members.map(() => EPSILON),
          indices: members,
          starts: pixels,
          seed: 0,
        },
        members,
        count,
        0,
        null,
      )
      const run = RUNS[attack]()
      let state: RunState = tf.tidy(() => run.start(batch))
      const own = new Set<tf.Tensor>(Object.values(batch.ball))
      if (batch.starts !== null) own.add(batch.starts)
      let made = 0
      return {
        step() {
          const step = attack === 'apgd' ? made % (APGD_STEPS - 1) : made
          const next = tf.tidy(() => run.step(state, batch, step))
          const kept = new Set<tf.Tensor>([...Object.values(next), ...own])
          tf.dispose(Object.values(state).filter((tensor) => !kept.has(tensor)))
          state = next
          made++
        },
        async settle() {
          await waitForGpu(state.loss)
          if (tf.getBackend() !== 'webgpu') return
          const some = tf.tidy(() => tf.slice(tf.reshape(state.loss, [-1]), 0, 1))
          await some.data()
          some.dispose()
        },
        async read() {
          const iterate = (state as RunState & { iterate: tf.Tensor4D }).iterate
          const loss = tf.tidy(() => lossAt(batch, iterate, crossEntropyLoss).loss)
          const values = [await iterate.data(), await loss.data()] as Float32Array[]
          loss.dispose()
          return { iterate: values[0] as Float32Array, losses: values[1] as Float32Array }
        },
        dispose() {
          tf.dispose(Object.values(state))
          disposeBatch(batch)
        },
      }
    },
  },
  tf as never,
)
