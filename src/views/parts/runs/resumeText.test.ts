/** @file Whatever was interrupted goes on by a button of one name. */
import { expect, it } from 'vitest'
import type { AppState } from '../../../store/types'
import { begin, createEvaluationApp, run, untilStatus } from '../../../testing/evaluationApp'
import { renderPage } from '../../../testing/renderPage'
import { createTrainingApp, openTrainingApp, trainingAnswers } from '../../../testing/trainingApp'

/** Names of the buttons that are no other ones. */
const resumeButtons = (html: string): string[] =>
  [...html.matchAll(/<button[^>]*>([^<]*)</g)]
    .map(([, name = '']) => name)
    .filter((name) => /resume|go on|continue|again|proceed/i.test(name))

it('resuming an evaluation, a training and a sweep', async () => {
  const evaluating = createEvaluationApp()
  await begin(evaluating, {})
  await untilStatus(evaluating, 'done')
  const { evaluation } = evaluating.state()
  const shownEvaluation = (status: 'paused' | 'stopped' | 'failed') =>
    renderPage(
      { ...evaluating.state(), view: 'evaluation', evaluation: { ...evaluation, run: { ...run(evaluating), status } } },
      evaluating.actions,
    )
  expect(resumeButtons(shownEvaluation('paused'))).toEqual(['Resume'])
  expect(resumeButtons(shownEvaluation('stopped'))).toEqual(['Resume'])
  expect(resumeButtons(shownEvaluation('failed'))).toEqual(['Try again'])

  const app = createTrainingApp(trainingAnswers().answers)
  await openTrainingApp(app)
  await app.actions.runs.training.start()
  await app.until(() => expect(app.state().training.run?.status).toBe('done'))
  await app.actions.runs.sweep.start()
  await app.until(() => expect(app.state().training.sweep?.status).toBe('done'))
  const { training } = app.state()
  const shownTraining = (run: object | null, sweep: object | null) => {
    const merged = {
      run: run && { ...training.run, ...run },
      sweep: sweep && { ...training.sweep, ...sweep },
    } as Partial<AppState['training']>
    return renderPage({ ...app.state(), view: 'training', training: { ...training, ...merged } }, app.actions)
  }
  expect(new Set(resumeButtons(shownTraining({ status: 'paused' }, null)))).toEqual(new Set(['Resume']))
  expect(resumeButtons(shownTraining({ status: 'stopped' }, null))).toEqual(['Resume'])
  expect(new Set(resumeButtons(shownTraining({ status: 'failed' }, null)))).toEqual(new Set(['Try again']))
  expect(resumeButtons(shownTraining(null, { status: 'stopped' }))).toEqual(['Resume'])
  expect(resumeButtons(shownTraining(null, { status: 'failed' }))).toEqual(['Try again'])
})
