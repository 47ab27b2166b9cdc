import { beforeAll, describe, expect, it } from 'vitest'
import { expectClose } from '../../../testing/allclose'
import { prepareBackend } from '../../../testing/backends'
import { type EncodedTensor, splitSafetensors } from '../../../testing/encodeSafetensors'
import { readRepositoryFile } from '../../../testing/goldens'
import { openedModel } from '../../../testing/openedModel'
import * as tf from '../../tf'

const goldens = splitSafetensors(await readRepositoryFile('e2e/goldens/onnx-operators.safetensors'))
const names = [...goldens.keys()].filter((name) => name !== 'images' && !name.endsWith(' logits'))
const floats = (name: string) => new Float32Array((goldens.get(name) as EncodedTensor).bytes.slice().buffer)
const bytesOf = (name: string) => new Uint8Array((goldens.get(name) as EncodedTensor).bytes)

describe.each(['cpu', 'wasm'] as const)('operators with rare settings give onnxruntime’s logits on %s', (backend) => {
  beforeAll(() => prepareBackend(backend))

  it.each(names)('%s', async (name) => {
    const { classifier } = await openedModel('net.onnx', new Blob([bytesOf(name)]))
    const images = tf.tensor4d(floats('images'), [1, 8, 8, 3])
    const { fused } = classifier.logits
    const all = [classifier.logits(images), ...(fused === undefined ? [] : [fused.forward(images).logits])]
    for (const logits of all) {
      expect(logits.shape).toEqual([1, 5])
      expectClose(await logits.data(), floats(`${name} logits`), 1e-4)
    }
    tf.dispose([images, ...all])
    classifier.dispose()
  })
})
