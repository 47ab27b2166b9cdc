import { expect, it } from 'vitest'
import { readGalleryPixels } from './galleryPixels'
import { readGoldenIndex, readGoldens } from './goldens'

it('reads the gallery as Pillow does', async () => {
  const { images } = await readGoldenIndex()
  const golden = await readGoldens('cifar10-resnet-gelu-natural.safetensors')
  const { names, labels, pixels } = readGalleryPixels()
  expect(names).toHaveLength(20)
  for (const [name, { label }] of Object.entries(images)) {
    const place = names.indexOf(name)
    const own = pixels.slice(place * 3072, (place + 1) * 3072)
    expect(labels[place]).toBe(label)
    const { values } = golden(`${name}/pixels`)
    expect(Math.max(...own.map((value, i) => Math.abs(value - (values[i] as number)))), name).toBeLessThan(1e-6)
  }
})
