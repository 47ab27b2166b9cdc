import { expect, it } from 'vitest'
import { dataFile, zipOf } from '../../images/datasets/testArchives'
import { createFakeApp } from '../../testing/fakeApp'
import { FileWaits } from './fileWaits'

it('a file whose kind is not known yet is told of after a second, and can be cancelled', async () => {
  const app = createFakeApp()
  await app.session.start()
  await app.untilIdle()
  const before = app.state()
  const slow = dataFile('slow.zip', zipOf([]))
  const { slice } = slow.blob
  slow.blob.slice = (...part: [number?, number?, string?]) => {
    const piece = slice.apply(slow.blob, part)
    const read = piece.arrayBuffer.bind(piece)
    piece.arrayBuffer = async () => {
      await new Promise((resolve) => setTimeout(resolve, 1500))
      return read()
    }
    return piece
  }
  const opened = app.actions.openFiles([slow], 'evaluation')
  await app.until(() => expect(app.state().fileReading?.name).toBe('slow.zip'))
  app.actions.cancelReading()
  await opened
  const { fileReading, fileNotice, evaluation } = app.state()
  expect({ fileReading, fileNotice }).toEqual({ fileReading: null, fileNotice: null })
  expect(evaluation.dataSet).toBe(before.evaluation.dataSet)
})

it('of two files at once the one that is shown is cancelled, and the other goes on', async () => {
  const { store, until } = createFakeApp()
  const waits = new FileWaits(store)
  const shown = () => store.getState().fileReading?.name ?? null
  const one = waits.begin('one.png')
  const other = waits.begin('other.zip')
  await until(() => expect(shown()).toBe('other.zip'))
  other.end()
  expect([shown(), one.isCancelled]).toEqual(['one.png', false])
  const third = waits.begin('third.zip')
  await until(() => expect(shown()).toBe('third.zip'))
  waits.cancel()
  expect([third.isCancelled, one.isCancelled, shown()]).toEqual([true, false, 'one.png'])
  waits.cancel()
  expect([one.isCancelled, shown()]).toEqual([true, null])
})
