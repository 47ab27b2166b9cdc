import { expect, it } from 'vitest'
import { dataFile, zipOf } from '../../images/datasets/testArchives'
import { createFakeApp } from '../../testing/fakeApp'

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
