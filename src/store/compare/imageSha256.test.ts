import { expect, it } from 'vitest'
import { imageSha256 } from './imageSha256'

it('the hash of an image is that of its file, known already or not', async () => {
  const file = new Blob(['abc'])
  // FIPS 180-2, appendix B.1.
  const ofAbc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
  expect(await imageSha256({ sha256: null, file })).toBe(ofAbc)
  expect(await imageSha256({ sha256: 'known', file })).toBe('known')
})
