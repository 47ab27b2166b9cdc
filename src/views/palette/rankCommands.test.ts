import { describe, expect, it } from 'vitest'
import type { Command } from '../parts/commands/command'
import { rankCommands } from './rankCommands'

const command = (name: string, words?: string): Command => ({
  id: name,
  name,
  perform: () => undefined,
  ...(words !== undefined && { words }),
})

const COMMANDS = [
  { command: command('Take each model’s own prediction as the label'), group: 'Image' },
  { command: command('Attack with PGD', 'attack method'), group: 'Attack' },
  { command: command('Attack with APGD-CE', 'attack method'), group: 'Attack' },
  {
    command: command('Show PGD-3 adversarial (CIFAR-10, ResNet GELU)', 'cifar10-resnet-gelu-adversarial'),
    group: 'Models',
  },
  { command: command('Show “A white car with its door open”'), group: 'Gallery' },
  { command: command('Train', 'view open go'), group: 'Views' },
  { command: command('Cite the paper or this page', 'bibtex reference version sha256'), group: 'Help' },
]

const found = (typed: string) => rankCommands(COMMANDS, typed).map(({ command: { name } }) => name)

describe('the commands for what was typed', () => {
  it('begin with the one that begins with it, whatever its group', () => {
    expect(found('cite')).toEqual(['Cite the paper or this page'])
    expect(found('Cite  the ')).toEqual(['Cite the paper or this page'])
  })

  it('have every typed word, in any order', () => {
    expect(found('gelu adv')).toEqual(['Show PGD-3 adversarial (CIFAR-10, ResNet GELU)'])
    expect(found('car white')).toEqual(['Show “A white car with its door open”'])
    expect(found('car black')).toEqual([])
  })

  it('have it at the beginning of a word before they have it within one', () => {
    expect(found('pgd')).toEqual([
      'Attack with PGD',
      'Show PGD-3 adversarial (CIFAR-10, ResNet GELU)',
      'Attack with APGD-CE',
    ])
  })

  it('are found by other words and by their group, after those of that name', () => {
    expect(found('bibtex')).toEqual(['Cite the paper or this page'])
    expect(found('views')).toEqual(['Train'])
    expect(found('method ce')).toEqual(['Attack with APGD-CE'])
  })
})
