/** @file Names of classes beside model.json, as Teachable Machine writes them. */
import { z } from 'zod'
import { parseBoundedJsonBytes } from '../../../boundedJson'
import { parsedOrNull } from '../../../boundedParse'
import type { JobControl } from '../../jobControl'
import { fileNameOf } from '../formats/fileNames'
import type { CheckpointFile } from '../formats/types'
import { MAX_CONFIG_BYTES } from '../limits'
import type { CheckpointContents } from '../stateDicts/types'

const NAME = 'metadata.json'

const schema = z.object({ labels: z.array(z.string().min(1).max(80)).min(2).max(10_000) })

/** null if there are none. */
export async function classesBeside(
  beside: readonly CheckpointFile[],
  control: JobControl,
): Promise<CheckpointContents['classes']> {
  const file = beside.find(({ path }) => fileNameOf(path) === NAME)
  if (file === undefined || file.size > MAX_CONFIG_BYTES) return null
  const bytes = new Uint8Array(await file.load(MAX_CONFIG_BYTES, control))
  try {
    const names = parsedOrNull(schema, parseBoundedJsonBytes(bytes))?.labels
    return names === undefined ? null : { names, place: `labels in ${NAME}` }
  } catch {
    return null
  }
}
