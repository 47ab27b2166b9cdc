/** @file The page's commands: what they are called, which keys they have, and that each does something. */
import { beforeEach, describe, expect, it } from 'vitest'
import { DESCRIBED_ATTACKS, DESCRIBED_TRAINING } from '../testing/described'
import { createFakeApp, type FakeApp } from '../testing/fakeApp'
import { commandGroupsIn, commandsIn } from './commands'
import { type Command, canPerform } from './parts/commands/command'
import { VIEWS } from './registry'

let app: FakeApp

beforeEach(async () => {
  app = createFakeApp({
    models: ['one', 'two'],
    zoo: ['one', 'two', 'three'],
    answers: { describeAttacks: () => DESCRIBED_ATTACKS, describeTraining: () => DESCRIBED_TRAINING },
  })
  await app.session.start()
  app.showImage(0.5)
  await app.untilIdle()
  await app.until(() => expect(app.state().evaluation.attacks).not.toHaveLength(0))
})

const find = (id: string): Command => commandsIn(app.state()).find((command) => command.id === id) ?? expect.fail(id)

async function perform(id: string): Promise<string | undefined> {
  const command = find(id)
  expect(canPerform(command, app.state()), id).toBe(true)
  return command.perform({ actions: app.actions, state: app.state })
}

describe.each(VIEWS.map(({ id }) => id))('the commands of the view %s', (view) => {
  it('have names and shortcuts of their own', () => {
    const commands = commandsIn({ ...app.state(), view })
    for (const part of ['id', 'name', 'shortcut'] as const) {
      const all = commands.flatMap((command) => command[part] ?? [])
      expect(
        all.filter((value, index) => all.indexOf(value) !== index),
        part,
      ).toEqual([])
    }
  })

  it('are in groups with titles of their own', () => {
    const titles = commandGroupsIn({ view }).map(({ title }) => title)
    expect(new Set(titles).size).toBe(titles.length)
  })
})

describe('a command', () => {
  it('opens a view, and the lists of models and of shortcuts', async () => {
    await perform('view-training')
    expect(app.state().view).toBe('training')
    await perform('models')
    expect(app.state().dialog).toBe('models')
    await perform('shortcuts')
    expect(app.state().dialog).toBe('shortcuts')
  })

  it('shows and removes a model, as far as columns allow', async () => {
    await perform('model-three')
    expect(app.state().models.map(({ id }) => id)).toEqual(['one', 'two', 'three'])
    await perform('model-one')
    await perform('model-two')
    expect(canPerform(find('model-three'), app.state()), 'the only one').toBe(false)
  })

  it('names each model of the zoo as its manifest does, once the palette is open', async () => {
    app.actions.openDialog('commands')
    await app.until(() => expect(Object.keys(app.state().manifests)).toContain('three'))
    await app.until(() => expect(find('model-three').name).toBe(`Show ${app.state().manifests.three?.value?.name}`))
  })

  it('changes ε by a step of the slider, up to its ends', async () => {
    await perform('larger-epsilon')
    expect(app.state().attack.choice.settings.epsilon).toBe(8.25 / 255)
    app.actions.setAttackSettings({ epsilon: 16 / 255 })
    await perform('larger-epsilon')
    expect(app.state().attack.choice.settings.epsilon).toBe(16 / 255)
    await perform('no-attack')
    await perform('smaller-epsilon')
    expect(app.state().attack.choice.settings.epsilon).toBe(0)
  })

  it('chooses an attack as its field does', async () => {
    app.actions.setAttackSettings({ epsilon: 4 / 255 })
    await perform('attack-apgdCe')
    expect(app.state().attack.choice).toMatchObject({ id: 'apgdCe', settings: { steps: 10, epsilon: 4 / 255 } })
    expect(canPerform(find('attack-apgdCe'), app.state())).toBe(false)
  })

  it('draws gradients in another way, and back', async () => {
    const { display } = app.state()
    for (const id of ['gradient-sign', 'gradient-scale']) {
      await perform(id)
      expect(app.state().display).not.toEqual(display)
      await perform(id)
      expect(app.state().display).toEqual(display)
    }
  })

  it('of a run can be performed only where its button is there', () => {
    app.actions.openView('evaluation')
    expect(canPerform(find('evaluation-pause'), app.state())).toBe(false)
    expect(canPerform(find('evaluation-stop'), app.state())).toBe(false)
  })

  it('that cannot write to the clipboard says where the link is', async () => {
    expect(await perform('copy-link')).toContain('the address bar has the same link')
  })
})
