/** @file A checkpoint that torch.save wrote, from its bytes to the logits that PyTorch computes, and to a file again. */
import { beforeAll, expect, it } from 'vitest'
import { expectClose } from '../../../testing/allclose'
import { prepareBackend } from '../../../testing/backends'
import { checkpointGoldens, robustModelRun } from '../../../testing/checkpointGoldens'
import { splitSafetensors } from '../../../testing/encodeSafetensors'
import { openedModel } from '../../../testing/openedModel'
import { NATURAL } from '../../../testing/tinyRun'
import { colouredImages } from '../../../testing/tinyTraining'
import * as tf from '../../tf'
import { TrainingSession } from '../../training/session'
import { parseManifest } from '../manifest'

beforeAll(() => prepareBackend('wasm'))

const FILE = 'robust-model.pth'
const SIZE = 32
const JUDGING = { attack: { epsilon255: 8, stepSize255: 4, steps: 1 }, mapImages: 1 }

async function open() {
  const { bytes, tensors } = (await checkpointGoldens()).get(FILE) ?? expect.fail(`there is no ${FILE}`)
  return { tensors, ...(await openedModel(FILE, new Blob([new Uint8Array(bytes)]))) }
}

it('a wrapped robust model has PyTorch’s logits, with its own normalisation', async () => {
  const { found, checkpoint, classifier } = await open()
  expect(found.sets.map(({ prefix }) => prefix)).toEqual(['module.model.', 'module.attacker.model.'])
  expect(found.published).toContainEqual({ name: 'nat_prec1', value: 69.5 })
  const manifest = parseManifest(checkpoint.manifest)
  expect(manifest.input).toMatchObject({ mean: [0.4914, 0.4822, 0.4465], std: [0.2471, 0.2435, 0.2616] })
  expect(manifest.opened?.facts).toContainEqual(expect.objectContaining({ field: 'input.mean', basis: 'found' }))
  const run = await robustModelRun()
  const logits = tf.tidy(() => {
    const images = tf.tensor4d(run.images, run.shape as [number, number, number, number])
    return classifier.logits(tf.transpose(images, [0, 2, 3, 1])).dataSync()
  })
  expectClose(logits, run.logits, 1e-5)
  classifier.dispose()
})

it('training it exports PyTorch’s names, and says what was opened', async () => {
  const { tensors, checkpoint, classifier } = await open()
  const session = await TrainingSession.start(
    classifier,
    { settings: { ...NATURAL, schedule: { learningRate: 1e-3, steps: 3 } }, ...JUDGING },
    {
      train: colouredImages(8, SIZE, SIZE),
      heldOut: colouredImages(4, SIZE, SIZE, 2),
      heldOutFrom: 'a test',
      shortage: null,
    },
  )
  const { manifest } = classifier
  classifier.dispose()
  await session.step({ most: 3, withinMs: 1e9 })
  await session.measure()
  const files = await session.files({ id: 'robust', name: 'Robust' })
  session.dispose()
  const { prefix } = manifest.opened ?? expect.fail('it does not say')
  const [own, written] = [splitSafetensors(checkpoint.weights), splitSafetensors(files.weights)]
  expect([...written.keys()].toSorted()).toEqual([...own.keys()].toSorted())
  for (const [name, { shape }] of written) expect(shape, name).toEqual(tensors.get(prefix + name)?.shape)
  expect(written.get('fc.weight')?.bytes, 'it was trained').not.toEqual(own.get('fc.weight')?.bytes)
  expect(parseManifest(files.manifest).opened).toEqual(manifest.opened)
})
