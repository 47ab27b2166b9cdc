import type { EngineClient } from '../../client/engineClient'
import type { ModelLocation } from '../../engine/types'

/** Models of epochs that the engine holds at once. */
const MOST_LOADED = 3

/** The epochs whose weights the engine holds: the ones used last. */
export class LoadedEpochs {
  /** The one used last is last. */
  private ids: readonly string[] = []
  private holder: EngineClient | null = null

  constructor(private readonly client: () => EngineClient) {}

  async load(location: ModelLocation): Promise<void> {
    const client = this.client()
    // Another engine holds none of them.
    if (client !== this.holder) this.ids = []
    this.holder = client
    const { id } = location
    const others = this.ids.filter((each) => each !== id)
    if (others.length === this.ids.length) await client.call('loadModel', location).result
    this.ids = [...others, id]
    this.keep(MOST_LOADED)
  }

  free(): void {
    this.keep(0)
  }

  private keep(most: number): void {
    const gone = this.ids.slice(0, Math.max(0, this.ids.length - most))
    this.ids = this.ids.slice(gone.length)
    // An engine that was replaced in the meantime does not hold them.
    for (const id of gone) this.holder?.call('unloadModel', { id }).result.catch(() => {})
  }
}
