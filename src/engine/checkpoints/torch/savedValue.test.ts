import { describe, expect, it } from 'vitest'
import { Inert, PickleDict, type PickleValue, StorageReference, TensorReference } from '../pickle/values'
import { classesIn, numbersIn, stateDictsIn } from './savedValue'

const storage = new StorageReference('0', 'FloatStorage', 100, 0)
const tensor = (...shape: number[]) => new TensorReference(storage, null, 0, shape, shape)

function dict(entries: Record<string, PickleValue>): PickleDict {
  const made = new PickleDict()
  for (const [key, value] of Object.entries(entries)) made.set(key, value)
  return made
}

const weights = () => dict({ 'conv.weight': tensor(2, 3), 'conv.bias': tensor(2) })
const object = (name: string, state: PickleValue) => Object.assign(new Inert(name, []), { state })
const namesIn = (value: PickleValue) => stateDictsIn(value).map(({ name }) => name)

describe('finding a state dict', () => {
  it.each<[string, PickleValue, readonly string[]]>([
    ['alone', weights(), ['']],
    ['in a dict', dict({ epoch: 3, net: weights() }), ['net']],
    ['in a dict of dicts', dict({ best: dict({ model: dict({ state_dict: weights() }) }) }), ['best.model.state_dict']],
    ['in a pair', [weights(), dict({ state: [] })], ['0']],
    ['among an object’s attributes', object('Trainer', dict({ model: weights() })), ['model']],
    [
      'and those of moving averages first, in timm’s order',
      dict({
        model: weights(),
        state_dict: weights(),
        model_ema: weights(),
        last: weights(),
        state_dict_ema: weights(),
      }),
      ['state_dict_ema', 'model_ema', 'state_dict', 'model', 'last'],
    ],
    ['but not an optimiser’s state', dict({ optimizer: dict({ a: weights() }), optim: weights() }), []],
    ['nor tensors that are no weights', dict({ step: tensor(), losses: tensor(100) }), []],
    ['nor one deeper than checkpoints are', dict({ a: dict({ b: dict({ c: dict({ d: weights() }) }) }) }), []],
  ])('%s', (_, value, names) => {
    expect(namesIn(value)).toEqual(names)
  })

  it('once, even if it occurs under several names', () => {
    const shared = weights()
    expect(namesIn(dict({ last: shared, best: shared }))).toEqual(['last'])
  })

  it('of modules within modules, as long as a name may be', () => {
    const leaf = () => object('M', dict({ _parameters: weights(), _buffers: dict({}), _modules: dict({}) }))
    const around = (name: string, inner: PickleValue) =>
      object('M', dict({ _parameters: weights(), _buffers: dict({}), _modules: dict({ [name]: inner }) }))
    const [found] = stateDictsIn(around('a', around('n'.repeat(600), leaf())))
    expect([...(found?.tensors.keys() ?? [])]).toEqual(['conv.weight', 'conv.bias', 'a.conv.weight', 'a.conv.bias'])
  })

  it('of all state dicts together no more tensors than one may have', () => {
    const many = dict(Object.fromEntries(Array.from({ length: 30_000 }, (_, i) => [`w${i}`, tensor(2, 3)])))
    const sharing = () => object('M', dict({ _parameters: many, _buffers: dict({}), _modules: dict({}) }))
    const found = stateDictsIn(dict({ a: sharing(), b: sharing(), c: sharing() }))
    expect(found.map(({ tensors }) => tensors.size)).toEqual([30_000, 20_000])
  })

  it('in a whole module, under the names of its state_dict()', () => {
    const leaf = object(
      'Conv2d',
      dict({ _parameters: dict({ weight: tensor(2, 3), bias: null }), _buffers: dict({}), _modules: dict({}) }),
    )
    const norm = object(
      'BatchNorm2d',
      dict({
        _parameters: dict({ weight: tensor(2) }),
        _buffers: dict({ running_mean: tensor(2) }),
        _modules: dict({}),
      }),
    )
    const inner = object(
      'Block',
      dict({ _parameters: dict({}), _buffers: dict({}), _modules: dict({ conv: leaf, norm }) }),
    )
    const modules = dict({ stem: leaf, block: inner })
    const whole = object(
      'Net',
      dict({ _parameters: dict({}), _buffers: dict({ scale: tensor(1, 1) }), _modules: modules }),
    )
    const [found] = stateDictsIn(whole)
    expect([...(found?.tensors.keys() ?? [])]).toEqual([
      'scale',
      'stem.weight',
      'block.conv.weight',
      'block.norm.weight',
      'block.norm.running_mean',
    ])
    // One that holds itself comes to an end.
    for (let i = 0; i < 50; i++) modules.set(`itself${i}`, whole)
    expect(stateDictsIn(whole)[0]?.tensors.size).toBeLessThan(100_000)
  })
})

describe('values beside the weights', () => {
  it('are numbers under their names', () => {
    const value = dict({ epoch: 3, acc: 0.5, name: 'x', nan: Number.NaN, flag: true, net: weights() })
    expect(numbersIn(value, 10)).toEqual([
      { name: 'epoch', value: 3 },
      { name: 'acc', value: 0.5 },
    ])
    expect(numbersIn(value, 1)).toHaveLength(1)
  })

  it.each<[string, PickleValue, readonly string[] | null]>([
    ['a list', ['cat', 'dog'], ['cat', 'dog']],
    ['indices by names', dict({ dog: 1, cat: 0 }), ['cat', 'dog']],
    ['names by indices as texts', dict({ '1': 'dog', '0': 'cat' }), ['cat', 'dog']],
    ['a list of numbers', [1, 2], null],
    ['indices that have a gap', dict({ dog: 2, cat: 0 }), null],
    ['two of one index', dict({ dog: 0, cat: 0 }), null],
    ['one name', ['cat'], null],
  ])('are names of classes, from %s', (_, classes, names) => {
    expect(classesIn(dict({ class_names: classes }))?.names ?? null).toEqual(names)
    expect(classesIn(dict({ other: classes }))).toBeNull()
  })
})
