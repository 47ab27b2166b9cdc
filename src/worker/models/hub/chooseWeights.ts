/** @file Which files of a repository may hold a model's weights, and in which order they are proposed. */
import { countOf } from '../../../countOf'
import { fileNameOf } from '../../../engine/checkpoints/formats/fileNames'
import { MAX_CONFIG_BYTES, MAX_WEIGHTS_BYTES } from '../../../engine/checkpoints/limits'
import { MAX_DOWNLOAD_BYTES } from './limits'
import type { HubFile, HubWeights } from './types'

/** In the order in which they are proposed: a safetensors file holds weights alone. */
const ENDINGS = ['.safetensors', '.bin', '.pt', '.pth', '.pth.tar', '.ckpt', '.onnx'] as const

/** What training leaves beside a model, and other files of these endings that are no model. */
const NO_MODEL = /^(optimizer|scheduler|rng_state|scaler|training_args|random_states|tokenizer)|\.onnx_data$/i

/** One part of several: "model-00001-of-00002.safetensors". */
const PART = /-\d+-of-\d+\.\w+$/

/** Files beside the weights that say what the model is: timm's and transformers'. */
const CONFIGS: ReadonlySet<string> = new Set(['config.json', 'preprocessor_config.json'])

export function chooseWeights(files: readonly HubFile[]): readonly HubWeights[] {
  return files
    .filter(({ path }) => rankOf(path) < ENDINGS.length && !NO_MODEL.test(fileNameOf(path)))
    .map((file): HubWeights => ({ ...file, refusal: refusalOf(file) }))
    .toSorted(
      (one, other) =>
        Number(one.refusal !== null) - Number(other.refusal !== null) ||
        depthOf(one.path) - depthOf(other.path) ||
        rankOf(one.path) - rankOf(other.path) ||
        one.path.localeCompare(other.path),
    )
}

/** At the top of the repository, as timm and transformers write them. */
export function configsFor(files: readonly HubFile[]): readonly HubFile[] {
  return files.filter(({ path, bytes }) => CONFIGS.has(path) && bytes <= MAX_CONFIG_BYTES)
}

/** Place of the file's ending; after all of them where it has none of these. */
function rankOf(path: string): number {
  const place = ENDINGS.findIndex((ending) => path.toLowerCase().endsWith(ending))
  return place < 0 ? ENDINGS.length : place
}

const depthOf = (path: string): number => path.split('/').length

function refusalOf({ path, bytes }: HubFile): string | null {
  if (PART.test(path)) return 'It is one part of several; choose a model that is one file.'
  const most = path.toLowerCase().endsWith('.safetensors') ? MAX_WEIGHTS_BYTES : MAX_DOWNLOAD_BYTES
  if (bytes <= most) return null
  return `It has ${countOf(bytes, 'byte')} where at most ${most.toLocaleString('en')} fit into the memory of a tab; choose a smaller model.`
}
