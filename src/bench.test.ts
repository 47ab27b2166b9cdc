import { it } from 'vitest'
import * as tf from './engine/tf'
import { prepareBackend } from './testing/backends'

async function best(f: () => unknown, n = 15) {
  let b = 1e9
  for (let i = 0; i < n; i++) {
    const t = performance.now()
    tf.tidy(() => {
      f()
    })
    b = Math.min(b, performance.now() - t)
  }
  return b
}
const stockMM = tf.getKernel('BatchMatMul', 'wasm')
it('bench', async () => {
  const out: string[] = []
  const stock = tf.getKernel('Conv2DBackpropInput', 'wasm')
  await prepareBackend('wasm')
  const ours = tf.getKernel('Conv2DBackpropInput', 'wasm')
  stock.setupFunc!(tf.backend())
  for (const [b, s, ci, co, k, st] of [
    [1, 32, 32, 32, 3, 1],
    [8, 32, 32, 32, 3, 1],
    [8, 32, 32, 64, 3, 2],
    [8, 32, 32, 64, 1, 2],
    [1, 56, 64, 64, 3, 1],
    [1, 14, 256, 256, 3, 1],
    [1, 224, 3, 64, 7, 2],
    [1, 7, 512, 512, 3, 1],
  ] as const) {
    const x = tf.randomNormal([b, s, s, ci]) as tf.Tensor4D,
      w = tf.randomNormal([k, k, ci, co]) as tf.Tensor4D
    const y = tf.conv2d(x, w, st, 'same')
    const dy = tf.onesLike(y)
    const f = await best(() => tf.conv2d(x, w, st, 'same'))
    const run = (kern: tf.KernelConfig) => {
      const r: any = kern.kernelFunc({
        inputs: { dy, filter: w },
        attrs: { strides: [st, st], pad: 'same', dataFormat: 'NHWC', inputShape: x.shape } as any,
        backend: tf.backend(),
      })
      if (!(r instanceof tf.Tensor)) tf.engine().makeTensorFromTensorInfo(r)
    }
    const g = await best(() => run(ours))
    const g0 = await best(() => run(stock), 4)
    const gf = await best(() => tf.grad((ww: tf.Tensor) => tf.conv2d(x, ww as tf.Tensor4D, st, 'same'))(w))
    out.push(
      `b${b} ${s}x${s}x${ci}->${co} k${k} s${st}: fwd ${f.toFixed(2)}  input-grad ${g.toFixed(2)} (x${(g / f).toFixed(2)}; stock ${g0.toFixed(2)} x${(g0 / f).toFixed(2)})  fwd+filter-grad ${gf.toFixed(2)}`,
    )
    tf.dispose([x, w, y, dy])
  }
  {
    const x = tf.randomNormal([1, 112, 112, 64]) as tf.Tensor4D
    const f = await best(() => tf.maxPool(x, 3, 2, 1))
    const g = await best(() => tf.grad((q: tf.Tensor) => tf.maxPool(q as tf.Tensor4D, 3, 2, 1))(x))
    const y = tf.maxPool(x, 3, 2, 1)
    const s = await best(() =>
      tf
        .engine()
        .runKernel('MaxPoolGrad', { dy: y, input: x, output: y }, { filterSize: 3, strides: 2, pad: 1 } as any),
    )
    out.push(`maxpool 112x112x64 fwd ${f.toFixed(1)} fwd+grad ${g.toFixed(1)} stock grad kernel ${s.toFixed(1)}`)
  }
  const heap = () => (tf.backend() as any).wasm.HEAPU8.length / 2 ** 20
  const h0 = heap()
  const n0 = tf.memory().numDataBuffers
  const x = tf.randomNormal([8, 32, 32, 32]) as tf.Tensor4D,
    w = tf.randomNormal([3, 3, 32, 32]) as tf.Tensor4D
  for (let i = 0; i < 150; i++)
    tf.tidy(() => {
      tf.grads(((a: tf.Tensor, b: tf.Tensor) => tf.conv2d(a as tf.Tensor4D, b as tf.Tensor4D, 1, 'same')) as any)([
        x,
        w,
      ])
    })
  out.push(`heap ${h0} -> ${heap()} MiB, buffers ${n0} -> ${tf.memory().numDataBuffers}`)
  console.log(out.join('\n'))
}, 200000)
