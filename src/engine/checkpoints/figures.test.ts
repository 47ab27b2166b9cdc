import { describe, expect, it } from 'vitest'
import { shippedManifests } from '../../testing/manifests'
import type { Figures } from './figures'

/** All test images at hand: what clean accuracy and gradients stand on. */
const TEST_IMAGES: Readonly<Record<string, number>> = {
  'CIFAR-10': 5000,
  'Tiny-ImageNet-10': 1200,
  'Fashion-MNIST': 10_000,
}

const ones = (base64: string) =>
  [...Buffer.from(base64, 'base64')].reduce((total, byte) => total + byte.toString(2).replaceAll('0', '').length, 0)

const share = (count: number, images: number) => Math.round((1e4 * count) / images) / 1e4

describe.each(shippedManifests().map(({ id, data, figures }) => ({ id, data, figures: figures as Figures })))(
  'the figures of $id',
  ({ data, figures }) => {
    it('cover enough images', () => {
      expect([figures.images, figures.gradients?.images]).toEqual(Array(2).fill(TEST_IMAGES[data]))
      expect(Math.min(...figures.robustAccuracy.map(({ images }) => images ?? 0))).toBeGreaterThanOrEqual(1000)
    })

    it('agree image by image', () => {
      expect(share(ones(figures.rightPerImage ?? ''), figures.images)).toBe(figures.cleanAccuracy)
      for (const { attack, accuracy, images, robustPerImage, robustPerBlock } of figures.robustAccuracy) {
        const robust =
          attack === 'pgd' ? ones(robustPerImage ?? '') : robustPerBlock?.robust.reduce((sum, each) => sum + each)
        expect(share(robust ?? Number.NaN, images ?? Number.NaN)).toBe(accuracy)
      }
    })

    it('have a consistent norm', () => {
      const { images, loss, lossL1PerBlock } = figures.gradients as NonNullable<Figures['gradients']>
      const { means, images: size } = lossL1PerBlock ?? { means: [], images: 0 }
      const total = means.reduce((sum, mean, i) => sum + mean * Math.min(size, images - i * size), 0)
      expect(Math.abs(total / images / loss.meanL1 - 1)).toBeLessThan(1e-3)
      const attacked = means.slice(0, 1000 / size).reduce((sum, mean) => sum + (mean * size) / 1000, 0)
      for (const { meanGradientL1Robust, meanGradientL1NotRobust, accuracy } of figures.robustAccuracy) {
        if (meanGradientL1Robust === undefined) continue
        const both = accuracy * (meanGradientL1Robust ?? 0) + (1 - accuracy) * (meanGradientL1NotRobust ?? 0)
        expect(Math.abs(both / attacked - 1)).toBeLessThan(1e-3)
      }
    })
  },
)
