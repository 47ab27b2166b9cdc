/** @file The page's side of its service worker: registers it, and hears of a new version. */
import { TAKE_OVER } from '../../serviceWorker/types'

const HOUR_MS = 3_600_000

interface Heard {
  /** It serves this page from now on. */
  readonly onControl: () => void
  /** A new version is stored, and waits until no tab shows the one before. */
  readonly onUpdate: () => void
}

export class ServiceWorkerLink {
  private registration: ServiceWorkerRegistration | null = null

  constructor(
    private readonly container: ServiceWorkerContainer,
    private readonly heard: Heard,
  ) {}

  /** Rejects where the browser refuses it, as in some private windows. */
  async register(url: string): Promise<void> {
    const { container, heard } = this
    let wasControlled = container.controller !== null
    container.addEventListener('controllerchange', () => {
      // That of another version is followed by a reload.
      if (!wasControlled) heard.onControl()
      wasControlled = true
    })
    const registration = await container.register(url)
    this.registration = registration
    if (wasControlled) heard.onControl()
    if (registration.waiting !== null && wasControlled) heard.onUpdate()
    registration.addEventListener('updatefound', () => this.watch(registration.installing))
    this.watch(registration.installing)
    setInterval(() => void registration.update().catch(() => {}), HOUR_MS)
  }

  /**
   * Has the version that waits take over, and resolves once it has; or to the number of other tabs that must be closed
   * before.
   */
  async takeOver(): Promise<number> {
    const waiting = this.registration?.waiting
    if (!waiting) return 0
    const { port1, port2 } = new MessageChannel()
    const changed = new Promise<number>((resolve) =>
      this.container.addEventListener('controllerchange', () => resolve(0), { once: true }),
    )
    const refused = new Promise<number>((resolve) => {
      port1.onmessage = ({ data }) => {
        if (data > 0) resolve(data)
      }
    })
    waiting.postMessage(TAKE_OVER, [port2])
    return Promise.race([changed, refused])
  }

  private watch(installing: ServiceWorker | null): void {
    // The first version is none that is new, though WebKit now and then tells of its installation once it serves the page.
    if (this.container.controller === null) return
    installing?.addEventListener('statechange', () => {
      if (installing.state === 'installed') this.heard.onUpdate()
    })
  }
}
