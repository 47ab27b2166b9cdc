import { beforeAll, describe, it } from 'vitest'
import { backendsUnderTest, prepareBackend } from '../../testing/backends'
import { FUSED_CASES } from '../../testing/fused/cases'
import { expectSameAsOps } from '../../testing/fused/compareWithOps'

// cpu runs no fused networks.
describe.each(backendsUnderTest.filter((backend) => backend !== 'cpu'))('fused networks on %s', (backend) => {
  beforeAll(() => prepareBackend(backend))

  it.each(FUSED_CASES.map((one) => [one.name, one] as const))('%s', (_, one) => expectSameAsOps(one, [1, 2]))
})
