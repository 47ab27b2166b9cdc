import { describe, expect, it } from 'vitest'
import { describeAdapter, isSoftwareAdapter, isSoftwareName } from './softwareAdapter'

describe('isSoftwareAdapter', () => {
  it.each([
    ['SwiftShader', { info: { vendor: 'google', architecture: 'swiftshader' } }],
    ['llvmpipe', { info: { vendor: 'mesa', architecture: '', description: 'llvmpipe (LLVM 17.0.6, 256 bits)' } }],
    ['lavapipe', { info: { vendor: 'mesa', description: 'lavapipe' } }],
    ['Microsoft’s driver', { info: { vendor: 'microsoft', description: 'Microsoft Basic Render Driver' } }],
    ['Apple’s renderer', { info: { vendor: 'apple', description: 'Apple Software Renderer' } }],
    ['a fallback by its info', { info: { vendor: '', architecture: '', description: '', isFallbackAdapter: true } }],
    ['a fallback by itself', { isFallbackAdapter: true }],
  ])('is true of %s', (_, adapter) => {
    expect(isSoftwareAdapter(adapter)).toBe(true)
  })

  it.each([
    ['NVIDIA', { info: { vendor: 'nvidia', architecture: 'ampere', description: '', isFallbackAdapter: false } }],
    ['Apple', { info: { vendor: 'apple', architecture: 'metal-3' } }],
    ['Intel', { info: { vendor: 'intel', architecture: 'xe-lpg', description: 'Intel(R) Arc(TM) Graphics' } }],
    ['an adapter of empty names', { info: { vendor: '', architecture: '' } }],
    ['an adapter without info', {}],
  ])('is false of %s', (_, adapter) => {
    expect(isSoftwareAdapter(adapter)).toBe(false)
  })
})

it.each([
  ['SwiftShader', 'ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero)), SwiftShader driver)', true],
  ['Microsoft’s driver', 'ANGLE (Microsoft, Microsoft Basic Render Driver (0x0000008C) Direct3D11)', true],
  ['NVIDIA', 'ANGLE (NVIDIA, NVIDIA GeForce RTX 3060 (0x00002504) Direct3D11)', false],
  ['Apple', 'Apple M2', false],
])('recognises by its name %s', (_, name, software) => {
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
