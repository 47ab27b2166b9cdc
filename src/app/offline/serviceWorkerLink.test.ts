import { expect, it, vi } from 'vitest'
import { ServiceWorkerLink } from './serviceWorkerLink'

type State = ServiceWorker['state']

const inState = (state: State) => Object.assign(new EventTarget(), { state })
type Version = ReturnType<typeof inState>

function tell(version: Version, state: State): void {
  version.state = state
  version.dispatchEvent(new Event('statechange'))
}

/** A browser in which the page is served by `controller`, and a registration finds `installing`. */
async function linked(controller: Version | null, installing: Version | null) {
  const registration = Object.assign(new EventTarget(), { installing, waiting: null as Version | null })
  const container = Object.assign(new EventTarget(), { controller, register: async () => registration })
  const heard = { onControl: vi.fn<() => void>(), onUpdate: vi.fn<() => void>() }
  await new ServiceWorkerLink(container as unknown as ServiceWorkerContainer, heard).register('serviceWorker.js')
  return {
    heard,
    find(version: Version) {
      registration.installing = version
      registration.dispatchEvent(new Event('updatefound'))
    },
    control(version: Version) {
      container.controller = version
      container.dispatchEvent(new Event('controllerchange'))
    },
  }
}

it.each([
  ['before', ['tell', 'control']],
  ['after', ['control', 'tell']],
])('the first version is no new one, told of %s it serves the page', async (_, order) => {
  const first = inState('installing')
  const { heard, control } = await linked(null, first)
  for (const event of order) event === 'tell' ? tell(first, 'installed') : control(first)
  expect(heard.onControl).toHaveBeenCalledTimes(1)
  expect(heard.onUpdate).not.toHaveBeenCalled()
})

it('a version that is found later is told of once, when it is installed', async () => {
  const first = inState('installing')
  const { heard, find, control } = await linked(null, first)
  tell(first, 'installed')
  control(first)
  const second = inState('installing')
  find(second)
  expect(heard.onUpdate).not.toHaveBeenCalled()
  tell(second, 'installed')
  tell(second, 'activating')
  control(second)
  expect(heard.onUpdate).toHaveBeenCalledTimes(1)
  expect(heard.onControl).toHaveBeenCalledTimes(1)
})

it('a page that is served already hears of a version that is being installed', async () => {
  const next = inState('installing')
  const { heard } = await linked(inState('activated'), next)
  tell(next, 'installed')
  expect(heard.onUpdate).toHaveBeenCalledTimes(1)
})
