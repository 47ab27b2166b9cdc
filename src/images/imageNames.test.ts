import { expect, it } from 'vitest'
import { IMAGE_FORMATS } from './formats/registry'
import { isImageName } from './imageNames'

it('any ending of a supported format names an image', () => {
  for (const { endings, kind } of IMAGE_FORMATS) {
    expect(endings, kind).not.toEqual([])
    for (const ending of endings)
      for (const name of [ending, ending.toUpperCase()]) expect(isImageName(`a/b.${name}`)).toBe(true)
  }
})

it.each(['a.apng', 'a.dib', 'a.avifs', 'a.JPE', 'set.v1/a.jfif', 'a.heic', 'a.tiff', 'a.ppm', 'a.svg', 'dir/1'])(
  'an image may be called %s',
  (path) => {
    expect(isImageName(path)).toBe(true)
  },
)

it.each(['a.csv', 'README', 'a.png.txt', 'a.mp4', 'a.zip', '1.2', 'a.npy'])('no image is called %s', (path) => {
  expect(isImageName(path)).toBe(false)
})
