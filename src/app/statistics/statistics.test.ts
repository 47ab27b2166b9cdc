/** @file A run of statistics on the page: begun, paused, resumed after a reload, looked at, exported. */
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { selectedOf, selectionOf } from '../../store/statistics/selection'
import type { StatisticsRun } from '../../store/statistics/statistics'
import { statisticsCsv, statisticsJson } from '../../store/statistics/statisticsExport'
import { judgedRows, judgeEpsilons } from '../../store/statistics/statisticsJudge'
import { rowsOf } from '../../store/statistics/statisticsRows'
import {
  begin as beginEvaluation,
  createEvaluationApp,
  EPSILONS,
  run as evaluationOf,
  untilStatus,
} from '../../testing/evaluationApp'
import { createFakeApp, type FakeApp, memoryStorage, newestKept } from '../../testing/fakeApp'
import { cannedAnswers, createGate } from '../../testing/fakeWorkers'

let app: FakeApp
const run = (of = app): StatisticsRun => of.state().statistics.run ?? expect.fail('there is no run')
const begin = async (created: FakeApp) => {
  await created.session.start()
  await created.untilIdle()
  created.actions.setEvaluation({ images: 'builtIn', dataSet: { count: 70, seed: 1, split: 'usual' } })
  return created
}

beforeEach(async () => {
  app = await begin(createFakeApp())
})

/** What encodes images in a browser. */
function stubCanvas(): void {
  vi.stubGlobal(
    'ImageData',
    class {
      readonly data: Uint8ClampedArray
      constructor(width: number, height: number) {
        this.data = new Uint8ClampedArray(4 * width * height)
      }
    },
  )
  vi.stubGlobal(
    'OffscreenCanvas',
    class {
      getContext = () => ({ putImageData: () => {} })
      convertToBlob = async () => new Blob(['png'])
    },
  )
}

describe('statistics', () => {
  it('are measured block by block on every model, and are kept', async () => {
    const storage = memoryStorage()
    app = await begin(createFakeApp({ storage }))
    await app.actions.runs.statistics.start()
    await app.until(() => expect(run().status).toBe('done'))
    expect(app.worker().inputs('measureStatistics')).toHaveLength(3 * 2)
    const rows = rowsOf(run())
    expect(rows).toHaveLength(140)
    expect(rows[0]).toMatchObject({ modelId: 'one', index: 0, outcome: 'fooled', values: { l1: 1 } })
    expect(rows[0]?.values.epsilon_l1).toBeCloseTo(run().plan.epsilon)
    await app.until(async () => expect((await newestKept(storage, 'statistics'))?.status).toBe('done'))
  })

  it('are not split by an attack if nobody wants that', async () => {
    app.actions.setStatistics({ isAttacked: false })
    await app.actions.runs.statistics.start()
    await app.until(() => expect(run().status).toBe('done'))
    expect(app.worker().inputs('measureStatistics')[0]?.attack).toBeNull()
    expect(new Set(rowsOf(run()).map(({ outcome }) => outcome))).toEqual(new Set(['robust', 'wrong']))
  })

  it('that are paused resume after a reload with the blocks that are missing', async () => {
    const storage = memoryStorage()
    const gate = createGate()
    let calls = 0
    app = await begin(
      createFakeApp({
        storage,
        answers: {
          async measureStatistics(input, control) {
            calls++
            if (calls === 3) await gate.passed
            return cannedAnswers.measureStatistics(input, control)
          },
        },
      }),
    )
    await app.actions.runs.statistics.start()
    await app.until(() => expect(run().records).toHaveLength(2))
    app.actions.runs.statistics.pause()
    gate.open()
    await app.until(async () => expect((await newestKept(storage, 'statistics'))?.status).toBe('paused'))

    const again = await begin(createFakeApp({ storage }))
    await again.until(() => expect(run(again)).toMatchObject({ status: 'paused' }))
    expect(run(again).records.length).toBeLessThan(6)
    await again.actions.runs.statistics.resume()
    await again.until(() => expect(run(again).status).toBe('done'))
    const keys = run(again).records.map(({ block, modelId }) => `${block} ${modelId}`)
    expect(keys.sort()).toEqual(['0 one', '0 two', '1 one', '1 two', '2 one', '2 two'])
  })

  it('that are complete are remembered for figures until they are closed', async () => {
    const measure = async () => {
      await app.actions.runs.statistics.start()
      await app.until(() => expect(run().status).toBe('done'))
      return run().id
    }
    const earlier = () => app.state().statistics.earlier.map(({ id }) => id)
    const first = await measure()
    expect(earlier()).toEqual([])
    const second = await measure()
    expect(earlier()).toEqual([first])
    await app.actions.runs.statistics.open(first)
    expect([run().id, earlier()]).toEqual([first, [second]])
    await app.actions.runs.statistics.close()
    expect(earlier()).toEqual([])
  })

  it('show images of a selection, and open one in Compare with its class as the label', async () => {
    await app.actions.runs.statistics.start()
    await app.until(() => expect(run().status).toBe('done'))
    app.actions.selectStatistics({ l1: [69, Number.POSITIVE_INFINITY] })
    const selection = () => selectionOf(rowsOf(run()), app.state().statistics.look.ranges)
    const selected = () => selectedOf(rowsOf(run()), selection())
    expect(selection()?.images).toBe(2)
    expect(selected().map(({ modelId, index }) => `${modelId} ${index}`)).toEqual([
      'one 68',
      'one 69',
      'two 68',
      'two 69',
    ])
    app.actions.selectStatistics({ l1: [69, Number.POSITIVE_INFINITY], margin: [-69, 0] })
    expect(selected()).toHaveLength(2)
    app.actions.selectStatistics({ margin: null })
    await app.actions.showStatisticsImages([68, 69])
    expect(Object.keys(app.state().statistics.images)).toEqual(['68', '69'])
    app.actions.clearStatisticsSelection()
    expect(selection()).toBeNull()
    app.store.setState({ view: 'statistics' })
    app.session.showColumns(['two'])
    stubCanvas()
    await app.actions.compareStatisticsImage(69)
    const { view, image, label, models } = app.state()
    expect([view, label, image?.name, image?.galleryId]).toEqual(['compare', 'airplane', '69', null])
    expect(image?.about).toBe('Chosen from the statistics.')
    expect(models.map(({ id }) => id).sort()).toEqual(['one', 'two'])
  })

  it('say in a sentence that an image cannot be read any more', async () => {
    app = await begin(
      createFakeApp({ answers: { dataSetImages: () => ({ images: [], problems: { count: 0, first: [] } }) } }),
    )
    await app.actions.runs.statistics.start()
    await app.until(() => expect(run().status).toBe('done'))
    await expect(app.actions.compareStatisticsImage(3)).rejects.toThrow('open its data set again')
    expect(app.state().view).not.toBe('statistics')
  })

  it('are exported with a row for each image on each model', async () => {
    await app.actions.runs.statistics.start()
    await app.until(() => expect(run().status).toBe('done'))
    const lines = statisticsCsv(run()).trim().split('\r\n')
    expect(lines).toHaveLength(141)
    expect(lines[0]).toMatch(/^model,model_name,image,class,predicted,outcome,.*l1.*alignment/)
    const json = JSON.parse(statisticsJson(run()))
    expect(json.summaries.find(({ id }: { id: string }) => id === 'l1').models[0]).toMatchObject({
      images: 70,
      mean: 35.5,
    })
    expect(json.records).toHaveLength(6)
    expect(json.plan.attack.settings.steps).toBe(10)
  })

  it('are split by an evaluation of the same images, until others are measured', async () => {
    app = createEvaluationApp()
    await beginEvaluation(app, { flags: null })
    await untilStatus(app, 'done')
    const { id } = evaluationOf(app)
    await app.actions.runs.statistics.start()
    await app.until(() => expect(run().status).toBe('done'))
    await app.actions.judgeStatisticsBy(id)
    const { judge } = app.state().statistics
    const rows = judgedRows(run(), rowsOf(run()), judge ?? expect.fail('nothing splits them'))
    // At 8/255, where the judge of these tests fools the first model on images below 32; every tenth is wrong.
    const outcomes = rows.filter(({ modelId }) => modelId === 'one').map(({ outcome }) => outcome)
    expect([outcomes[31], outcomes[32], outcomes[39]]).toEqual(['fooled', 'robust', 'wrong'])
    expect(judgeEpsilons(evaluationOf(app))).toEqual(EPSILONS)
    app.actions.judgeStatisticsAt(EPSILONS[0] as number)
    expect(app.state().statistics.judge?.epsilon).toBe(EPSILONS[0])
    await expect(app.actions.judgeStatisticsBy('none')).rejects.toThrow('is not kept here')
    await app.actions.judgeStatisticsBy(null)
    expect(app.state().statistics.judge).toBeNull()
    await app.actions.judgeStatisticsBy(id)
    await app.actions.runs.statistics.start()
    expect(app.state().statistics.judge).toBeNull()
  })

  it('are split by the evaluation that a link asks for, or the page says that it is not kept', async () => {
    app = createEvaluationApp()
    await beginEvaluation(app, { flags: null })
    await untilStatus(app, 'done')
    const ask = (evaluationId: string) =>
      app.store.setState(({ statistics }) => ({
        statistics: { ...statistics, askedJudge: { evaluationId, epsilon: EPSILONS[0] as number } },
      }))
    ask(evaluationOf(app).id)
    expect(app.state().statistics.judge, 'before there are images to split').toBeNull()
    await app.actions.runs.statistics.start()
    await app.until(() => expect(app.state().statistics.judge?.epsilon).toBe(EPSILONS[0]))
    expect(app.state().statistics.askedJudge).toBeNull()
    ask('elsewhere')
    await app.until(() => expect(app.state().addressNotice).toContain('is not kept here; choose another.'))
    expect(app.state().statistics).toMatchObject({ askedJudge: null, judge: { epsilon: EPSILONS[0] } })
  })
})
