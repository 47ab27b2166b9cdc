import { describe, expect, it } from 'vitest'
import { describeAdapter, isSoftwareAdapter, isSoftwareName } from './softwareAdapter'

describe('isSoftwareAdapter', () => {
  it.each([
    { info: { vendor: 'google', architecture: 'swiftshader' } },
    { info: { vendor: 'mesa', architecture: '', description: 'llvmpipe (LLVM 17.0.6, 256 bits)' } },
    { info: { vendor: 'mesa', description: 'lavapipe' } },
    { info: { vendor: 'microsoft', description: 'Microsoft Basic Render Driver' } },
    { info: { vendor: 'apple', description: 'Apple Software Renderer' } },
    { info: { vendor: '', architecture: '', description: '', isFallbackAdapter: true } },
    { isFallbackAdapter: true },
  ])('is true of %j', (adapter) => {
    expect(isSoftwareAdapter(adapter)).toBe(true)
  })

  it.each([
    { info: { vendor: 'nvidia', architecture: 'ampere', description: '', isFallbackAdapter: false } },
    { info: { vendor: 'apple', architecture: 'metal-3' } },
    { info: { vendor: 'intel', architecture: 'xe-lpg', description: 'Intel(R) Arc(TM) Graphics' } },
    { info: { vendor: '', architecture: '' } },
    {},
  ])('is false of %j', (adapter) => {
    expect(isSoftwareAdapter(adapter)).toBe(false)
  })
})

it.each([
  ['ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero)), SwiftShader driver)', true],
  ['ANGLE (Microsoft, Microsoft Basic Render Driver (0x0000008C) Direct3D11)', true],
  ['ANGLE (NVIDIA, NVIDIA GeForce RTX 3060 (0x00002504) Direct3D11)', false],
  ['Apple M2', false],
])('tells by the name %s', (name, software) => {
  expect(isSoftwareName(name)).toBe(software)
})

it('names an adapter for people', () => {
  expect(describeAdapter({ info: { vendor: 'nvidia', architecture: 'ampere' } })).toBe('nvidia ampere')
  expect(describeAdapter({ info: { vendor: 'google', architecture: 'swiftshader' } })).toBe(
    'google swiftshader, in software',
  )
  expect(describeAdapter({ info: { vendor: '', architecture: '', description: 'Mali-G710' } })).toBe('Mali-G710')
  expect(describeAdapter({})).toBe('graphics processor')
})
