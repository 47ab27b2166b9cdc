/**
 * @file ResNet-2B as its authors published it, opened as on the page: its accuracies on CIFAR-10's test images against
 * theirs. npm run check:published; IMAGES of the attacks' images, 1,000 where it is not set.
 */
import { expect, it } from 'vitest'
import { pgd } from '../engine/attacks/pgd'
import { judgeImages } from '../engine/evaluation/judge'
import { UNCONTROLLED } from '../engine/jobControl'
import { openDataSet } from '../images/datasets/openDataSet'
import { toPixels01 } from '../images/datasets/pixelBytes'
import { differenceInterval } from '../numbers/differenceInterval'
import type { Eps01 } from '../units'
import { prepareBackend } from './backends'
import { openedModel } from './openedModel'
import { isShared, sharedFile } from './publishedModels'

const MODEL = 'weights/resnet2b.pth'
const IMAGES = 'data/cifar10/test_batch.bin'
/** From its repository: normalised outside of the network. */
const NORMALISATION = { mean: [0.4914, 0.4822, 0.4465], std: [0.2471, 0.2435, 0.2616] }

/** PGD of 100 steps and 5 restarts, and what CROWN and DeepPoly have verified; at epsilon of 255. */
const PUBLISHED = [
  { epsilon255: 0, accuracy: 0.6925, verified: 0 },
  { epsilon255: 1, accuracy: 0.6224, verified: 0.5716 },
  { epsilon255: 2, accuracy: 0.5482, verified: 0.2688 },
]

it.skipIf(!isShared(MODEL) || !isShared(IMAGES))('ResNet-2B has its published accuracies', async () => {
  await prepareBackend('wasm')
  const { classifier } = await openedModel('resnet2b.pth', sharedFile(MODEL), NORMALISATION)
  const set = await openDataSet([{ path: 'test_batch.bin', blob: sharedFile(IMAGES) }])
  for (const { epsilon255, accuracy, verified } of PUBLISHED) {
    const count = epsilon255 === 0 ? set.labels.length : Number(process.env.IMAGES ?? 1000)
    const indices = Array.from({ length: count }, (_, index) => index)
    const { value: batch } = await set.read(indices, { size: 32, batchSize: count }).next()
    const labels = [...batch.labels]
    const images = { indices, labels, classes: set.classes, pixels: toPixels01(batch.pixels), size: 32 }
    const epsilon = (epsilon255 / 255) as Eps01
    const settings = { ...pgd.defaults('linf', epsilon), steps: 40, seed: 0 }
    const judged = await judgeImages(
      classifier,
      images,
      labels,
      { id: 'pgd', settings },
      labels.map(() => epsilon),
      UNCONTROLLED,
    )
    const robust = judged.verdicts.filter((verdict) => verdict === 'robust').length / count
    const { low, high } = differenceInterval({ share: robust, images: count }, { share: accuracy, images: 10_000 })
    console.log(
      `epsilon ${epsilon255}/255: ${(100 * robust).toFixed(2)} % of ${count}, published ${(100 * accuracy).toFixed(2)} %, difference ${(100 * low).toFixed(1)} to ${(100 * high).toFixed(1)} points, verified ${(100 * verified).toFixed(2)} %`,
    )
    // PGD of fewer steps and one start fools fewer images, if by little.
    expect([low <= 0, high >= 0, robust >= verified], `${robust}`).toEqual([true, true, true])
  }
  classifier.dispose()
})
