import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { CIFAR10_CLASSES, FASHION_MNIST_CLASSES, TINY10_CLASSES } from '../classes/lists/small'
import builtIn from './datasets/fixtures/built-in.json'
import { readFileHeader } from './fileHeader'
import { arrangeGallery, findGalleryImage, firstImage, galleryGroups } from './gallery'

const folderUrl = (id: string) => new URL(`../../public/images/${id}/`, import.meta.url)
const images = galleryGroups.flatMap((group) => group.images)
type Group = (typeof galleryGroups)[number]
const [cifar10, photographs, fashionMnist] = galleryGroups as readonly [Group, Group, Group]

describe.each(galleryGroups)('$title', ({ id, classes, images, attributionUrl }) => {
  const files = readdirSync(folderUrl(id)).sort()

  it('lists the images in its folder, no more and no fewer', () => {
    const listed = images.map(({ url }) => url.slice(url.lastIndexOf('/') + 1)).sort()
    expect(listed).toEqual(files.filter((name) => name !== 'ATTRIBUTION.md'))
    expect(files).toContain('ATTRIBUTION.md')
    expect(attributionUrl).toMatch(new RegExp(`/images/${id}/ATTRIBUTION.md$`))
    for (const { url } of images) expect(url).toContain(`/images/${id}/`)
  })

  it('has labels that its models know', () => {
    for (const { labelName } of images) if (labelName !== null) expect(classes).toContain(labelName)
  })
})

it('every image has its own id and description', () => {
  expect(new Set(images.map(({ id }) => id)).size).toBe(images.length)
  expect(new Set(images.map(({ alt }) => alt)).size).toBe(images.length)
  expect(findGalleryImage('chelsea')).toMatchObject({ labelName: 'cat', credit: 'Stefan van der Walt, CC0' })
  expect(findGalleryImage(null)).toBeUndefined()
})

it('CIFAR-10 takes the class from the file name', () => {
  expect(cifar10.images[0]).toMatchObject({ id: 'cifar10_00_3', labelName: 'cat' })
  expect(cifar10.images[0]!.url).toMatch(/\/images\/cifar10\/cifar10_00_3\.png$/)
})

describe('Fashion-MNIST', () => {
  it('has one image of every class, with the border that the models expect', () => {
    expect(fashionMnist.images.map(({ labelName }) => labelName)).toEqual([...FASHION_MNIST_CLASSES])
    for (const { id } of fashionMnist.images) {
      const file = readFileSync(new URL(`${id}.png`, folderUrl('fashion-mnist')))
      expect(readFileHeader(new Uint8Array(file))).toMatchObject({ format: { kind: 'png' }, width: 32, height: 32 })
    }
  })

  it('has the same classes as the built-in data set', () => {
    expect(builtIn.classes).toEqual(FASHION_MNIST_CLASSES)
  })
})

describe('photographs', () => {
  const attribution = readFileSync(new URL('ATTRIBUTION.md', folderUrl('photographs')), 'utf8')
  const script = readFileSync(new URL('../../tools/prepare_gallery.py', import.meta.url), 'utf8')

  it.each(photographs.images)('$id is made by the script, and attributed with its label', ({ id, labelName }) => {
    expect(script).toContain(`"${id}": Source(`)
    const row = attribution.split('\n').find((line) => line.startsWith(`| ${id}.webp |`))
    expect(row?.split('|')[3]?.trim()).toBe(labelName ?? 'none')
  })

  it.each(photographs.images)('$id names the photographer, or is a sample of foolbox', ({ id, credit }) => {
    const row = attribution.split('\n').find((line) => line.startsWith(`| ${id}.webp |`))!
    if (row.includes('foolbox')) expect(credit).toBe('a sample image of foolbox')
    else for (const word of credit!.split(', ')) expect(row).toContain(word)
  })

  it('are squares of 256 pixels that load quickly', () => {
    const files = photographs.images.map(({ id }) => readFileSync(new URL(`${id}.webp`, folderUrl('photographs'))))
    for (const file of files) {
      expect(readFileHeader(new Uint8Array(file))).toMatchObject({ format: { kind: 'webp' }, width: 256, height: 256 })
      expect(file.length).toBeLessThan(25_000)
    }
    expect(files.reduce((sum, { length }) => sum + length, 0)).toBeLessThan(400_000)
  })
})

describe('gallery order for', () => {
  const other = ['left', 'right']

  it.each([
    ['none ready', [], ['cifar10'], ['photographs', 'fashion-mnist'], 'cifar10_03_0'],
    ['CIFAR-10', [CIFAR10_CLASSES], ['cifar10'], ['photographs', 'fashion-mnist'], 'cifar10_03_0'],
    ['Tiny-ImageNet-10', [TINY10_CLASSES], ['photographs'], ['cifar10', 'fashion-mnist'], 'dalmatian'],
    ['both', [TINY10_CLASSES, CIFAR10_CLASSES], ['cifar10', 'photographs'], ['fashion-mnist'], 'cifar10_03_0'],
    ['Fashion-MNIST', [FASHION_MNIST_CLASSES], ['fashion-mnist'], ['cifar10', 'photographs'], 'fashion-mnist_00019_0'],
    ['others', [other], ['cifar10'], ['photographs', 'fashion-mnist'], 'cifar10_03_0'],
    [
      'CIFAR-10 in another order',
      [CIFAR10_CLASSES.toReversed()],
      ['cifar10'],
      ['photographs', 'fashion-mnist'],
      'cifar10_03_0',
    ],
    [
      'Tiny-ImageNet-10 beside others',
      [other, TINY10_CLASSES],
      ['photographs'],
      ['cifar10', 'fashion-mnist'],
      'dalmatian',
    ],
  ])('%s: matching groups come first, open', (_, lists, open, folded, first) => {
    const arranged = arrangeGallery(lists)
    const ids = (isOffered: boolean) => arranged.filter((it) => it.isOffered === isOffered).map(({ group }) => group.id)
    expect(arranged.map(({ group }) => group.id)).toEqual([...open, ...folded])
    expect(ids(true)).toEqual(open)
    expect(ids(false)).toEqual(folded)
    expect(firstImage(lists).id).toBe(first)
  })
})
