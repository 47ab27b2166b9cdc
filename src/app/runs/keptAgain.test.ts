/** @file What the browser did not keep is kept as soon as it can be: nothing that it holds again is lost with the page. */
import { forceCloseDatabase } from 'fake-indexeddb'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createEvaluationApp } from '../../testing/evaluationApp'
import { memoryStorage } from '../../testing/fakeApp'
import { cannedManifest } from '../../testing/fakeWorkers'
import { memoryLocks } from '../../testing/memoryLocks'
import { KeptList } from './keptList'
import type { KeptStorage } from './keptTypes'

const filesOf = (name: string) => ({ manifest: JSON.stringify(cannedManifest(name)), weights: new ArrayBuffer(4) })

function listOn(storage: KeptStorage) {
  const { store } = createEvaluationApp()
  const list = new KeptList(store, storage, memoryLocks())
  const problems = () => Object.fromEntries(store.getState().kept.entries.map(({ id, problem }) => [id, problem]))
  return { list, problems }
}

/** Has space for as many models. */
function smallStorage(most: number): KeptStorage {
  const storage = memoryStorage()
  const check = async () => {
    const { length } = await storage.list()
    if (length >= most) throw Object.assign(new Error('full'), { name: 'QuotaExceededError' })
  }
  return {
    ...storage,
    save: (...given) => check().then(() => storage.save(...given)),
    add: (...given) => check().then(() => storage.add(...given)),
  }
}

/** As a browser does, which names the error; a page's own `abort` names none. */
const abort = (transaction: IDBTransaction) =>
  (transaction as unknown as { readonly _abort: (error: string) => void })._abort('AbortError')

afterEach(() => {
  vi.restoreAllMocks()
})

describe('what the browser had no space for', () => {
  it('is kept once something else is deleted, as the page advises', async () => {
    const storage = smallStorage(1)
    const { list, problems } = listOn(storage)
    await list.add('model', 'earlier', filesOf('earlier'))
    await list.add('model', 'mine', filesOf('mine'))
    expect(problems()).toEqual({ earlier: null, mine: expect.stringContaining('delete earlier') })
    await list.remove('model', 'earlier')
    expect(problems()).toEqual({ mine: null })
    expect(await storage.load('model', 'mine')).toEqual(filesOf('mine'))
  })

  it('stays in memory where another tab has taken its name meanwhile', async () => {
    const storage = smallStorage(1)
    const { list, problems } = listOn(storage)
    await list.add('model', 'earlier', filesOf('earlier'))
    await list.add('model', 'mine', filesOf('mine'))
    await storage.remove('model', 'earlier')
    await listOn(storage).list.add('model', 'mine', filesOf('other'))
    await list.remove('model', 'earlier')
    expect(problems()).toEqual({ mine: expect.stringContaining('lost with the page') })
    expect(await list.load('model', 'mine')).toEqual(filesOf('mine'))
    expect(await storage.load('model', 'mine')).toEqual(filesOf('other'))
  })
})

describe('a database that the browser throws out in the middle of a write', () => {
  it.each([true, false])('opens anew, and what was written is kept, where it is told at once: %s', async (isTold) => {
    const storage = memoryStorage()
    const { list, problems } = listOn(storage)
    await list.add('model', 'earlier', filesOf('earlier'))
    const { put } = IDBObjectStore.prototype
    const cutOff = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(function (
      this: IDBObjectStore,
      ...given
    ) {
      const request = put.apply(this, given)
      const { transaction } = this
      const { db } = transaction
      request.addEventListener('success', () => {
        abort(transaction)
        if (isTold) return forceCloseDatabase(db as never)
        db.close()
        setTimeout(() => db.onclose?.(new Event('close')), 20)
      })
      return request
    })
    await list.add('model', 'mine', filesOf('mine'))
    expect(cutOff).toHaveBeenCalled()
    expect(problems()).toMatchObject({ mine: null })
    expect(await storage.load('model', 'mine')).toEqual(filesOf('mine'))
  })
})
