import { parseBoundedJson } from '../../boundedJson'
import { quoteName } from '../../quote'

/** A valid name of a folder in models/. */
export const MODEL_ID = /^[a-z0-9][a-z0-9-]{0,79}$/

/** The id in a manifest's text; `name` is the text's name in messages. Throws one sentence if there is none. */
export function manifestId(manifest: string, name: string): string {
  let id: unknown
  try {
    id = (parseBoundedJson(manifest) as { id?: unknown } | null)?.id
  } catch (error) {
    throw new Error(`${quoteName(name)} ${(error as Error).message}; export the model again.`)
  }
  if (typeof id === 'string' && MODEL_ID.test(id)) return id
  throw new Error(`The field "id" of ${quoteName(name)} is not the id of a model; export the model again.`)
}
