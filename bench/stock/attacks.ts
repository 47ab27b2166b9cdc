/** @file PGD and APGD on cross-entropy in L∞ as one writes them with tfjs. */
import { APGD_STEPS, type BatchData, type BenchAttack, EPSILON, PGD_STEP_SIZE, type RunningAttack } from '../types'
import * as tf from './tf'

/** Logits (N, classes) of pixels in [0, 1]. */
type Classifier = (pixels: tf.Tensor4D) => tf.Tensor2D
type State = Record<string, tf.Tensor>

export function beginStock(attack: BenchAttack, model: Classifier, data: BatchData): RunningAttack {
  const count = data.labels.length
  const clean = tf.tensor4d(data.pixels, [count, data.side, data.side, 3])
  const labels = tf.tensor1d([...data.labels], 'int32')
  const measured = (x: tf.Tensor4D) => measure(model, x, labels)
  const isPgd = attack === 'pgd'
  let state: State = tf.tidy(() => (isPgd ? { iterate: clean.clone() } : startApgd(clean, measured)))
  let made = 0
  const newest = () => (state.loss ?? state.iterate) as tf.Tensor
  return {
    step() {
      const next = tf.tidy(() =>
        isPgd
          ? pgdStep(model, state as PgdState, clean, labels)
          : apgdStep(state as ApgdState, clean, labels, measured, made % (APGD_STEPS - 1)),
      )
      const kept = new Set(Object.values(next))
      tf.dispose(Object.values(state).filter((tensor) => !kept.has(tensor)))
      state = next
      made++
    },
    async settle() {
      if (tf.getBackend() === 'webgpu') {
        // Reads a few numbers: what was told to the backend may not have been told to the processor yet.
        const some = tf.tidy(() => tf.slice(tf.reshape(newest(), [-1]), 0, 1))
        await some.data()
        some.dispose()
      }
    },
    async read() {
      const loss = tf.tidy(() => measure(model, state.iterate as tf.Tensor4D, labels).loss)
      const values = [await (state.iterate as tf.Tensor).data(), await loss.data()] as Float32Array[]
      loss.dispose()
      return { iterate: values[0] as Float32Array, losses: values[1] as Float32Array }
    },
    dispose: () => tf.dispose([...Object.values(state), clean, labels]),
  }
}

type PgdState = State & { iterate: tf.Tensor4D }

function project(moved: tf.Tensor, clean: tf.Tensor4D): tf.Tensor4D {
  const inBall = tf.minimum(tf.maximum(moved, tf.sub(clean, EPSILON)), tf.add(clean, EPSILON))
  return tf.clipByValue(inBall, 0, 1) as tf.Tensor4D
}

function pgdStep(model: Classifier, { iterate }: PgdState, clean: tf.Tensor4D, labels: tf.Tensor1D): PgdState {
  const lossOf = (x: tf.Tensor) => {
    const logits = model(x as tf.Tensor4D)
    const oneHot = tf.oneHot(labels, logits.shape[1])
    return tf.losses.softmaxCrossEntropy(oneHot, logits, undefined, 0, tf.Reduction.SUM) as tf.Scalar
  }
  const gradient = tf.grad(lossOf)(iterate)
  return { iterate: project(tf.add(iterate, tf.mul(tf.sign(gradient), PGD_STEP_SIZE)), clean) }
}

interface Measured {
  readonly logits: tf.Tensor2D
  readonly loss: tf.Tensor1D
  readonly gradient: tf.Tensor4D
}

function measure(model: Classifier, x: tf.Tensor4D, labels: tf.Tensor1D): Measured {
  let logits = null as tf.Tensor2D | null
  let loss = null as tf.Tensor1D | null
  const gradient = tf.grad((pixels) => {
    const z = model(pixels as tf.Tensor4D)
    const oneHot = tf.oneHot(labels, z.shape[1])
    const each = tf.losses.softmaxCrossEntropy(oneHot, z, undefined, 0, tf.Reduction.NONE) as tf.Tensor1D
    logits = tf.keep(z)
    loss = tf.keep(each)
    return tf.sum(each)
  })(x) as tf.Tensor4D
  const measured = { logits: tf.clone(logits as never), loss: tf.clone(loss as never), gradient }
  tf.dispose([logits as never, loss as never])
  return measured as Measured
}

type ApgdState = {
  iterate: tf.Tensor4D
  previous: tf.Tensor4D
  gradient: tf.Tensor4D
  loss: tf.Tensor1D
  best: tf.Tensor4D
  bestGradient: tf.Tensor4D
  bestLoss: tf.Tensor1D
  adversarial: tf.Tensor4D
  stepSize: tf.Tensor4D
  rises: tf.Tensor1D
  checkedLoss: tf.Tensor1D
  reduced: tf.Tensor1D
}

function startApgd(clean: tf.Tensor4D, measured: (x: tf.Tensor4D) => Measured): ApgdState {
  const { loss, gradient } = measured(clean)
  const count = clean.shape[0]
  return {
    iterate: tf.clone(clean),
    previous: tf.clone(clean),
    gradient,
    loss,
    best: tf.clone(clean),
    bestGradient: tf.clone(gradient),
    bestLoss: tf.clone(loss),
    adversarial: tf.clone(clean),
    stepSize: tf.fill([count, 1, 1, 1], 2 * EPSILON),
    rises: tf.zeros([count]),
    checkedLoss: tf.clone(loss),
    reduced: tf.ones([count]),
  }
}

/** The published checkpoints of 100 steps: after each of these steps, how many steps it looks back on. */
const WINDOWS = new Map([22, 41, 57, 70, 80, 87, 93, 99].map((at, i, all) => [at, at - (all[i - 1] ?? 0)] as const))

function apgdStep(
  state: ApgdState,
  clean: tf.Tensor4D,
  labels: tf.Tensor1D,
  measured: (x: tf.Tensor4D) => Measured,
  step: number,
): ApgdState {
  const byImage = (mask: tf.Tensor) => tf.reshape(mask, [-1, 1, 1, 1])
  const { iterate, previous, stepSize } = state
  let moved = project(tf.add(iterate, tf.mul(stepSize, tf.sign(state.gradient))), clean)
  if (step > 0) {
    const onward = tf.add(tf.mul(tf.sub(moved, iterate), 0.75), tf.mul(tf.sub(iterate, previous), 0.25))
    moved = project(tf.add(iterate, onward), clean)
  }
  const { logits, loss, gradient } = measured(moved)
  const fooled = byImage(tf.notEqual(tf.argMax(logits, 1), labels))
  const isBetter = tf.greater(loss, state.bestLoss)
  const next: ApgdState = {
    ...state,
    iterate: moved,
    previous: iterate,
    gradient,
    loss,
    adversarial: tf.where(fooled, moved, state.adversarial),
    best: tf.where(byImage(isBetter), moved, state.best),
    bestGradient: tf.where(byImage(isBetter), gradient, state.bestGradient),
    bestLoss: tf.maximum(loss, state.bestLoss),
    rises: tf.add(state.rises, tf.cast(tf.greater(loss, state.loss), 'float32')),
  }
  const window = WINDOWS.get(step + 1)
  if (window === undefined) return next
  const oscillates = tf.lessEqual(next.rises, 0.75 * window)
  const stuck = tf.logicalAnd(tf.equal(state.reduced, 0), tf.greaterEqual(state.checkedLoss, next.bestLoss))
  const reduces = tf.logicalOr(oscillates, stuck)
  return {
    ...next,
    iterate: tf.where(byImage(reduces), next.best, next.iterate),
    gradient: tf.where(byImage(reduces), next.bestGradient, next.gradient),
    stepSize: tf.where(byImage(reduces), tf.mul(stepSize, 0.5), stepSize),
    rises: tf.zerosLike<tf.Tensor1D>(next.rises),
    checkedLoss: next.bestLoss,
    reduced: tf.cast(reduces, 'float32') as tf.Tensor1D,
  }
}
