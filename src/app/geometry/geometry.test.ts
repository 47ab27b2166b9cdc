import { describe, expect, it } from 'vitest'
import { PLACES } from '../../store/geometry/geometry'
import { createFakeApp } from '../../testing/fakeApp'
import type { Answers } from '../../testing/fakeWorkers'
import { lineCharts, surfacesOf } from '../../views/geometry/geometryFigures'
import { geometryNotes } from '../../views/geometry/geometryNotes'

async function openGeometry(answers: Partial<Answers> = {}) {
  const app = createFakeApp({ models: ['one', 'two'], answers })
  await app.session.start()
  app.showImage(0.5)
  await app.untilIdle()
  return app
}

type App = Awaited<ReturnType<typeof openGeometry>>

const figuresOf = (app: App, model = 'one') => app.state().geometry.figures[model]
const asked = (app: App, name: 'lossAlong' | 'lossSurface' | 'curvatureAlong') => app.worker().inputs(name)

async function settled(app: App) {
  app.store.setState({ view: 'geometry' })
  await app.until(() => expect(figuresOf(app, 'two')?.gradientCurvature?.value).toBeTruthy())
}

describe('the geometry of the loss', () => {
  it('is not computed before its view is open', async () => {
    const app = await openGeometry()
    expect(app.state().geometry.figures).toEqual({})
  })

  it('is asked of the attack on screen and of the gradient, for every model', async () => {
    const app = await openGeometry()
    await settled(app)
    const along = asked(app, 'lossAlong').map((input) => 'direction' in input && [input.modelId, input.direction.id])
    expect(along).toEqual([
      ['one', 'attack'],
      ['two', 'attack'],
      ['one', 'sign'],
      ['two', 'sign'],
    ])
    const { outcome, form } = app.state().results.one?.attack.value ?? expect.fail('there is no attack')
    const [first] = asked(app, 'lossAlong')
    expect(first).toMatchObject({ places: PLACES, direction: { attacked: outcome.attacked } })
    expect(first).toMatchObject({ direction: { epsilon: form.choice.settings.epsilon, norm: 'linf' } })
    expect(asked(app, 'lossSurface')).toHaveLength(2)
    expect(asked(app, 'curvatureAlong')).toHaveLength(4)
  })

  it('has no attack to follow where ε is 0, says so, and steps by the usual size', async () => {
    const app = await openGeometry({
      lossAlong: ({ direction: { id, epsilon } }) => ({
        ...{ size: id === 'attack' ? 0 : epsilon, slope: 0, label: 0 },
        losses: new Float32Array(id === 'attack' ? 0 : PLACES.length),
        l1: new Float32Array(id === 'attack' ? 0 : PLACES.length),
      }),
    })
    app.actions.setAttackSettings({ epsilon: 0 })
    await settled(app)
    expect(geometryNotes(app.state()).join()).toContain('raise ε to see the loss along it')
    expect(lineCharts(app.state(), 'attack')[0]?.series).toEqual([])
    expect(lineCharts(app.state(), 'gradient')[0]?.series).toHaveLength(2)
    expect(asked(app, 'lossSurface')[0]).toMatchObject({ along: { epsilon: 8 / 255 } })
  })

  it('says of a model that is wrong, of one colour, and of a gradient that is zero', async () => {
    const app = await openGeometry({
      lossAlong: () => ({ size: 0, slope: 0, label: 0, losses: new Float32Array(), l1: new Float32Array() }),
      lossSurface: () => ({ sizes: [0, 1], losses: new Float32Array() }),
    })
    app.actions.chooseLabel('airplane')
    await settled(app)
    const notes = geometryNotes(app.state()).join('\n')
    expect(notes).toContain('one, two: wrong about this image without an attack')
    expect(notes).toContain('Every pixel of this image has the same colour')
    expect(notes).toContain('one, two: the gradient of the loss is zero everywhere')
    expect(notes).toContain('the attack left the image unchanged')
    expect(surfacesOf(app.state())).toEqual([])
  })

  it('follows the gradient’s step, and remembers the one before', async () => {
    const app = await openGeometry()
    await settled(app)
    const before = figuresOf(app)?.surface?.value
    app.actions.setGeometry({ step: 'gradient' })
    await app.until(() => expect(figuresOf(app, 'two')?.gradientCurvature?.value?.of.step).toBe('gradient'))
    const calls = asked(app, 'lossSurface').length
    app.actions.setGeometry({ step: 'sign' })
    await app.until(() => expect(figuresOf(app)?.surface?.value).toBe(before))
    expect(asked(app, 'lossSurface')).toHaveLength(calls)
  })

  it('stops where a person says so, keeps what there is, and goes on', async () => {
    let isHeld = true
    const app = await openGeometry({
      async lossSurface({ columns, rows }, { checkpoint }) {
        while (isHeld) await checkpoint(1, 4)
        return { sizes: [1, 1], losses: new Float32Array(columns.length * rows.length) }
      },
    })
    app.store.setState({ view: 'geometry' })
    await app.until(() => expect(figuresOf(app)?.surface?.progress).toBe(0.25))
    app.actions.toggleGeometry()
    await app.until(() => expect(figuresOf(app)?.surface?.progress).toBeNull())
    expect(figuresOf(app)?.alongAttack?.value).toBeTruthy()
    expect(figuresOf(app)?.surface).toMatchObject({ value: null, error: null })
    isHeld = false
    app.actions.toggleGeometry()
    await app.until(() => expect(figuresOf(app, 'two')?.surface?.value).toBeTruthy())
  })

  it('marks what is of an earlier image until the new one is computed', async () => {
    const app = await openGeometry()
    await settled(app)
    const isStale = () => surfacesOf(app.state()).map((surface) => surface.isStale)
    expect(isStale()).toEqual([false, false])
    app.actions.toggleGeometry()
    app.showImage(0.6)
    await app.untilIdle()
    expect(isStale()).toEqual([true, true])
  })
})
