import { loadPackage } from '../packages'
import { activateTfjs, releaseTfjs } from '../tfjsBackends'
import type { BackendCandidate } from './types'

/** Plain JavaScript: runs everywhere, slowly. */
export const cpu: BackendCandidate = {
  name: 'cpu',
  title: 'Plain JavaScript',
  advantage: 'Plain JavaScript is all that runs here, and it is slow; a current browser has faster ways.',
  async probe() {
    return { ok: true, device: 'one thread, plain JavaScript', software: true }
  },
  async activate() {
    await loadPackage('cpu')
    await activateTfjs('cpu')
    return 'one thread, plain JavaScript'
  },
  release: () => releaseTfjs('cpu'),
}
