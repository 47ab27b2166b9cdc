import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { manifestOf, shippedIds } from '../../../testing/manifests'
import { reproductionCommands } from './reproduce'

const models = new URL('../../../../models/', import.meta.url)
const readme = readFileSync(new URL('training/README.md', models), 'utf8').replaceAll(/ +/g, ' ')

describe('commands to reproduce a model', () => {
  it('train the initial model first', () => {
    const commands = reproductionCommands(manifestOf({ id: 'robust', training: { startedFrom: 'plain' } }))
    const trained = commands.filter((command) => command.startsWith('python train.py'))
    expect(trained).toEqual([
      'python train.py recipes/plain.toml --data DATA --checkpoints CHECKPOINTS',
      'python train.py recipes/robust.toml --data DATA --checkpoints CHECKPOINTS',
    ])
    expect(reproductionCommands(manifestOf({ id: 'plain' }))).toHaveLength(commands.length - 1)
  })

  it('are for the kind of device that it was trained on', () => {
    const device = (name: string) => reproductionCommands(manifestOf({ id: 'plain', training: { device: name } }))
    expect(device('A GPU').filter((command) => command.endsWith(' --device cuda'))).toHaveLength(2)
    expect(device('CPU')).toEqual(reproductionCommands(manifestOf({ id: 'plain' })))
  })

  it('are those in the README of the training', () => {
    const commands = reproductionCommands(manifestOf({ id: 'cifar10-resnet-gelu-natural' }))
    expect(commands.length).toBeGreaterThan(3)
    for (const command of commands) expect(readme).toContain(command)
  })

  it.each(shippedIds)('for %s name a recipe', (id) => {
    expect(existsSync(new URL(`training/recipes/${id}.toml`, models))).toBe(true)
  })
})
