/** @file Replaces assumptions about a checkpoint by what the config beside it says. */
import { classListsOf } from '../../../classes/lists/registry'
import { countOf } from '../../../countOf'
import type { Fact, FoundModel, ModelFacts, WeightSet } from '../found/types'
import type { Configured, ModelConfig } from './modelConfig'
import { readResizing } from './resizing'

/** The checkpoint itself takes precedence over the config; a note says where they differ. */
export async function withConfig(found: FoundModel, config: ModelConfig): Promise<FoundModel> {
  const [first, ...others] = await Promise.all(found.sets.map((set) => setWithConfig(set, config)))
  return { ...found, sets: [first as WeightSet, ...others] }
}

async function setWithConfig(set: WeightSet, config: ModelConfig): Promise<WeightSet> {
  const { facts } = set
  if (facts === null) return set
  const classes = facts.classes.value.length
  const { classCount, channels } = config
  const isOther =
    (classCount !== undefined && classCount.value !== classes) ||
    (channels !== undefined && channels.value !== facts.channels.value)
  if (isOther) {
    const { file } = (classCount ?? channels) as Configured<number>
    const note = `${file} is of another model, as this one has ${countOf(classes, 'class')} and ${countOf(facts.channels.value, 'channel')}; it was not used.`
    return { ...set, notes: [...set.notes, note] }
  }
  const notes: string[] = []
  const take = <Name extends keyof ModelFacts>(
    name: Name,
    said: Configured<NonNullable<ModelFacts[Name]>['value']> | undefined,
    words?: string,
  ): Partial<ModelFacts> => {
    if (said === undefined) return {}
    const own = facts[name]
    const isSame = JSON.stringify(own?.value) === JSON.stringify(said.value)
    if (own?.basis !== 'found') return { [name]: fact(said.value, words ?? `${said.file} says so.`) }
    if (!isSame) notes.push(`${said.file} says another ${WORDS[name]} than the checkpoint, whose own is taken.`)
    return {}
  }
  const ofChannels = (said: ModelConfig['mean']) => (said?.value.length === facts.channels.value ? said : undefined)
  const known = {
    ...facts,
    ...take('size', config.size),
    ...take('mean', ofChannels(config.mean)),
    ...take('std', ofChannels(config.std)),
    ...take('resizing', readResizing(config.resizing)),
    ...(await classesOf(facts, config, take)),
  }
  return { ...set, facts: known, notes: [...set.notes, ...notes] }
}

const fact = <Value>(value: Value, source: string): Fact<Value> => ({ value, basis: 'found', source })

const WORDS: Readonly<Record<keyof ModelFacts, string>> = {
  size: 'image size',
  channels: 'number of channels',
  channelOrder: 'order of channels',
  mean: 'mean',
  std: 'standard deviation',
  resizing: 'crop',
  classes: 'list of classes',
  outputs: 'kind of outputs',
}

/** timm does not list the classes of ImageNet-1k, but the weights' tag identifies them. */
async function classesOf(
  facts: ModelFacts,
  { classes, tag }: ModelConfig,
  take: (name: 'classes', said: Configured<readonly string[]> | undefined, words?: string) => Partial<ModelFacts>,
): Promise<Partial<ModelFacts>> {
  const { length } = facts.classes.value
  if (classes?.value.length === length) return take('classes', classes)
  const imagenet = classListsOf(length).find(({ id }) => id === 'imagenet')
  if (tag === undefined || imagenet === undefined || !/(^|_)in1k$/.test(tag.value)) return {}
  const said = { value: await imagenet.load(), file: tag.file }
  return take('classes', said, `By ${tag.file} the weights are “${tag.value}”, and so of ImageNet-1k.`)
}
