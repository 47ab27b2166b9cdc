import { expect, it } from 'vitest'
import { hostRefusal } from './hostGuard.mjs'

it.each([
  ['localhost:4173'],
  ['LOCALHOST'],
  ['gradlens.localhost:4173'],
  ['127.0.0.1:4173'],
  ['[::1]:4173'],
  ['192.168.1.5:4173'],
])('a request to %s is answered', (header) => {
  expect(hostRefusal(header)).toBe(null)
})

it.each([['evil.example'], ['localhost.evil.example:4173'], ['127.0.0.1.evil.example'], [''], [undefined]])(
  'a request to %s is refused in a sentence',
  (header) => {
    expect(hostRefusal(header)).toMatch(/^The host ".*" is not this page's: .* --host .*\.$/)
  },
)

it('a name that was given to --host is answered, and no other', () => {
  expect(hostRefusal('lab.example:4173', 'Lab.example')).toBe(null)
  expect(hostRefusal('other.example', 'lab.example')).not.toBe(null)
})

it('a header that is no name is not repeated as a command', () => {
  expect(hostRefusal('a`; rm -rf ~')).toContain('--host NAME')
})
