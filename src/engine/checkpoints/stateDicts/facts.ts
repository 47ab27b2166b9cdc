/** @file A model's preprocessing and classes: from its checkpoint, or else the usual ones. */
import { classListsOf, numberedClasses } from '../../../classes/lists/registry'
import { countOf } from '../../../countOf'
import type { Recognised } from '../../architectures/recognised'
import type { Fact, ModelFacts } from '../found/types'
import type { NormalisationLayer } from './normalisation'
import type { CheckpointContents } from './types'

const found = <Value>(value: Value, source: string): Fact<Value> => ({ value, basis: 'found', source })
const assumed = <Value>(value: Value, source: string): Fact<Value> => ({ value, basis: 'assumed', source })

const IMAGENET = { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] }
/** Images of at least this size are assumed to be photographs as in ImageNet. */
const PHOTOGRAPH_SIZE = 96

interface Known {
  readonly recognised: Recognised
  readonly normalisation: NormalisationLayer | null
  readonly contents: Pick<CheckpointContents, 'classes'>
  /** The file's name, which may contain a data set's. */
  readonly file: string
}

export async function factsOf({ recognised, normalisation, contents, file }: Known): Promise<ModelFacts> {
  const { channels } = recognised
  const size = sizeOf(recognised)
  return {
    size,
    channels: found(channels, `The first layer takes ${channels === 3 ? 'three channels' : 'one channel'}.`),
    channelOrder: assumed('rgb', 'Models of PyTorch take RGB, unless they were converted from Caffe.'),
    ...normalisationOf(normalisation, channels, size.value),
    classes: await classesOf(recognised.classes, channels, contents.classes, file),
    outputs: assumed('logits', 'A state dict holds no softmax; models of PyTorch give logits.'),
  }
}

function sizeOf({ size, channels, classes }: Recognised): Fact<number> {
  if (size !== null) return size
  if (channels === 1) return assumed(28, 'Grey images are usually those of MNIST and Fashion-MNIST, of 28 pixels.')
  return classes >= 200
    ? assumed(224, 'Models of hundreds of classes are usually trained on images of 224 pixels.')
    : assumed(32, 'Models of few classes are usually trained on CIFAR, of 32 pixels.')
}

function normalisationOf(layer: NormalisationLayer | null, channels: 1 | 3, size: number) {
  const each = (values: readonly number[]) =>
    values.length === channels ? [...values] : Array.from({ length: channels }, () => values[0] as number)
  if (layer !== null) {
    const of255 = layer.isOf255 ? ', for pixels of 0 to 255' : ''
    const source = `The checkpoint has it as “${layer.names[0]}” and “${layer.names[1]}”${of255}.`
    return { mean: found(each(layer.mean), source), std: found(each(layer.std), source) }
  }
  if (channels === 3 && size >= PHOTOGRAPH_SIZE) {
    const source = 'The checkpoint does not say; this is ImageNet’s, which nearly all models of such images take.'
    return { mean: assumed(IMAGENET.mean, source), std: assumed(IMAGENET.std, source) }
  }
  const source = 'The checkpoint has no normalisation, and robust models of small images often take pixels as they are.'
  return { mean: assumed(each([0]), source), std: assumed(each([1]), source) }
}

async function classesOf(
  count: number,
  channels: 1 | 3,
  inFile: CheckpointContents['classes'],
  file: string,
): Promise<Fact<readonly string[]>> {
  if (inFile?.names.length === count) return found(inFile.names, `The checkpoint lists them as “${inFile.place}”.`)
  const lists = classListsOf(count).filter((list) => list.channels === channels)
  const named = lists.find(({ id }) =>
    file
      .toLowerCase()
      .replaceAll(/[^a-z0-9]/g, '')
      .includes(id.replaceAll('-', '')),
  )
  if (named)
    return assumed(await named.load(), `The file’s name says ${named.name}, which has ${countOf(count, 'class')}.`)
  const [likeliest] = lists
  if (likeliest && channels === 3) {
    const source = `The last layer has ${countOf(count, 'output')}, and most models with so many are of ${likeliest.name}.`
    return assumed(await likeliest.load(), source)
  }
  return assumed(numberedClasses(count), 'The checkpoint does not name its classes, so they are numbered.')
}
