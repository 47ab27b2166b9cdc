import { describe, expect, it } from 'vitest'
import { checkpointGoldens } from '../../../testing/checkpointGoldens'
import { checkpointFile } from '../../../worker/models/checkpointFiles'
import { UNCONTROLLED } from '../../jobControl'
import type { CheckpointContents } from '../stateDicts/types'
import { beginsLikeLegacyTorch, openLegacyTorch } from './legacyFormat'
import { contentsOfTorch } from './readTorch'
import { beginsLikeTorchZip, openTorchZip } from './zipFormat'

const goldens = await checkpointGoldens()

async function contentsOf(name: string): Promise<CheckpointContents> {
  const { bytes } = goldens.get(name) ?? expect.fail(`there is no ${name}`)
  const blob = new Blob([new Uint8Array(bytes)])
  const file = checkpointFile({ path: name, blob })
  expect([beginsLikeTorchZip(bytes), beginsLikeLegacyTorch(bytes)], 'it is one of both').toContain(true)
  const opened = beginsLikeTorchZip(bytes)
    ? await openTorchZip(file, UNCONTROLLED)
    : await openLegacyTorch(blob, UNCONTROLLED)
  return contentsOfTorch(opened, blob.size)
}

describe('files of torch.save are read to the same bytes as by torch.load', () => {
  it.each([...goldens.keys()])('%s', async (name) => {
    const { tensors } = goldens.get(name)!
    const { stateDicts } = await contentsOf(name)
    const [{ tensors: found }] = stateDicts as [CheckpointContents['stateDicts'][number]]
    expect([...found.keys()].toSorted()).toEqual([...tensors.keys()].toSorted())
    for (const [key, { dtype, shape, bytes }] of tensors) {
      const tensor = found.get(key)!
      expect([key, tensor.type.name, tensor.shape]).toEqual([key, dtype, shape])
      expect([...(await tensor.read(UNCONTROLLED))], key).toEqual([...bytes])
    }
  })
})

describe('a training checkpoint', () => {
  const names = [...goldens.keys()].filter((name) => name.startsWith('state-'))

  it.each(names)('offers its moving average first: %s', async (name) => {
    const { stateDicts, published, classes, notes } = await contentsOf(name)
    expect(stateDicts.map((each) => each.name)).toEqual(['state_dict_ema', 'state_dict', 'nested.best'])
    expect(published).toEqual([
      { name: 'epoch', value: 12 },
      { name: 'best_acc', value: 0.625 },
      { name: 'robust_acc', value: 0.5 },
    ])
    expect(classes).toEqual({ names: ['cat', 'dog', 'frog', 'ship'], place: 'classes' })
    expect(notes).toHaveLength(1)
    expect(notes[0]).toContain('argparse.Namespace')
    expect(notes[0]).toContain('__main__.AuthorsConfig')
  })
})
