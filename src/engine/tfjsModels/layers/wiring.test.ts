import { describe, expect, it } from 'vitest'
import { measureSpending } from '../../../testing/spent'
import type { InboundTensor, LayerJson, ModelJson } from './types'
import { checkWiring } from './wiring'

const layer = (name: string, ...inbound_nodes: (readonly InboundTensor[])[]): LayerJson => ({
  class_name: 'Activation',
  name,
  config: {},
  inbound_nodes,
})
const INPUT: LayerJson = { class_name: 'InputLayer', name: 'in', config: {}, inbound_nodes: [] }

const modelOf = (output: InboundTensor, ...layers: readonly LayerJson[]): ModelJson => ({
  class_name: 'Functional',
  config: { layers, input_layers: [['in', 0, 0]], output_layers: [output] },
})

describe('the wiring of layers', () => {
  const shared = [
    layer('last', [['twice', 1, 0]]),
    layer('twice', [['in', 0, 0]], [['between', 0, 0]]),
    layer('between', [['twice', 0, 0]]),
    INPUT,
  ]
  const orders = [shared, shared.toReversed(), [shared[1], shared[3], shared[0], shared[2]] as LayerJson[]]

  it.each(orders.map((layers, i) => [i, layers] as const))('is whole in any order of the layers: %i', (_, layers) => {
    expect(() => checkWiring(modelOf(['last', 0, 0], ...layers))).not.toThrow()
  })

  it.each([
    ['a layer that is not there', modelOf(['a', 0, 0], INPUT, layer('a', [['b', 0, 0]])), /“a”|"a"/],
    [
      'a use that never happens',
      modelOf(['a', 0, 0], INPUT, layer('a', [['b', 1, 0]]), layer('b', [['in', 0, 0]])),
      /“a”|"a"/,
    ],
    ['one another', modelOf(['a', 0, 0], INPUT, layer('a', [['b', 0, 0]]), layer('b', [['a', 0, 0]])), /“a”|"a"/],
    ['an output that no layer gives', modelOf(['a', 1, 0], INPUT, layer('a', [['in', 0, 0]])), /“a”|"a"/],
  ])('is refused by the name of the layer that takes %s', (_, model, name) => {
    expect(() => checkWiring(model)).toThrow(name)
    expect(() => checkWiring(model)).toThrow(/takes what no layer before it gives; save the model again\.$/)
  })

  it('of 10,000 layers, the last first, is followed in time', () => {
    const layers = Array.from({ length: 10_000 }, (_, i) => layer(`a${i}`, [[i === 9999 ? 'in' : `a${i + 1}`, 0, 0]]))
    const stuck = layer('stuck', ...Array.from({ length: 10_000 }, (): InboundTensor[] => [['nowhere', 0, 0]]))
    const spent = measureSpending()
    expect(() => checkWiring(modelOf(['a0', 0, 0], ...layers, INPUT))).not.toThrow()
    expect(() => checkWiring(modelOf(['a0', 0, 0], stuck, ...layers, INPUT))).toThrow(/stuck/)
    expect(spent().ms).toBeLessThan(2000)
  })
})
