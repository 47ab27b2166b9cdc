import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { gallery } from './gallery'

describe('gallery', () => {
  it('lists the pictures in the folder, no more and no fewer', () => {
    const files = readdirSync(new URL('../../public/pictures/cifar10/', import.meta.url))
    const pictures = files.filter((name) => name.endsWith('.png')).sort()
    expect(gallery.map(({ id }) => `${id}.png`)).toEqual(pictures)
  })

  it('takes the class from the file name', () => {
    expect(gallery[0]).toMatchObject({ id: 'cifar10_00_3', label: 3, labelName: 'cat' })
    expect(gallery[0]!.url).toMatch(/\/pictures\/cifar10\/cifar10_00_3\.png$/)
  })

  it('says what each picture shows', () => {
    expect(new Set(gallery.map(({ alt }) => alt)).size).toBe(gallery.length)
  })
})
