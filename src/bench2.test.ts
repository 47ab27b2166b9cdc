import { it } from 'vitest'
import { prepareBackend } from './testing/backends'
import * as tf from './engine/tf'
async function best(f: () => unknown, n = 25) { let b = 1e9; for (let i = 0; i < n; i++) { const t = performance.now(); tf.tidy(() => { f() }); b = Math.min(b, performance.now() - t) } return b.toFixed(2) }
it('bench', async () => {
  const out: string[] = []
  await prepareBackend('wasm')
  for (const c of [512, 256, 32] as const) {
    const w = tf.randomNormal([3, 3, c, c]) as tf.Tensor4D
    const flat = tf.reshape(w, [9, c * c]) as tf.Tensor2D
    const perm = tf.oneHot(tf.tensor1d([8,7,6,5,4,3,2,1,0],'int32'), 9).cast('float32') as tf.Tensor2D
    out.push(c + ' perm ' + await best(() => tf.matMul(perm, flat)))
    out.push('perm other way' + await best(() => tf.matMul(perm, tf.add(flat,1))))
    out.push('T ' + await best(() => tf.transpose(tf.reshape(flat, [9, c, c]), [0, 2, 1])))
    const be = tf.backend() as any
    out.push('js ' + await best(() => {
      const info = be.makeOutput([3,3,c,c], 'float32'); const a = be.typedArrayFromHeap(w) as Float32Array, o = be.typedArrayFromHeap(info) as Float32Array
      for (let t = 0; t < 9; t++) { const src = (8 - t) * c * c; let p = t * c * c
        for (let co = 0; co < c; co++) for (let ci = 0; ci < c; ci++) o[p++] = a[src + ci * c + co]! }
      tf.engine().makeTensorFromTensorInfo(info)
    }))
    out.push('js blocked ' + await best(() => {
      const info = be.makeOutput([3,3,c,c], 'float32'); const a = be.typedArrayFromHeap(w) as Float32Array, o = be.typedArrayFromHeap(info) as Float32Array
      for (let t = 0; t < 9; t++) { const src = (8 - t) * c * c; const p = t * c * c
        for (let c0 = 0; c0 < c; c0 += 16) for (let ci = 0; ci < c; ci++) { const r = src + ci * c + c0; for (let k = 0; k < 16; k++) o[p + (c0 + k) * c + ci] = a[r + k]! } }
      tf.engine().makeTensorFromTensorInfo(info)
    }))
  }
  console.log(out.join('\n'))
}, 200000)
